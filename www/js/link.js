// The address holds the whole state. It is rewritten a moment after the last change, never while the race runs by itself.
import { core } from "./core.js";
import { PLAY, SETTINGS, TIME, VIEW } from "./state.js";
import { byId, make, refusal } from "./dom.js";

/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./types.js").Settings} Settings */

const DEBOUNCE = 500; // ms; Safari refuses more than a hundred changes of the address in half a minute
const RETRY = 10_000; // ms

export class Link {
  /** @param {Store} store @param {(settings: Settings) => void} load @param {string} known */
  constructor(store, load, known) {
    this.store = store;
    this.timer = 0;
    /** The fragment as it was last read or written. */
    this.known = known;
    /** What the address holds beside settings, by its key. @type {Record<string, string>} */
    this.beside = {};
    this.write = this.write.bind(this);
    this.home = byId("home", HTMLButtonElement);
    this.home.addEventListener("click", () => {
      note([]);
      load(core.lesson_settings(store.settings.lesson));
    });
    addEventListener("hashchange", () => {
      clearTimeout(this.timer);
      this.known = location.hash;
      const { settings, notes } = core.parse_link(location.hash);
      note(notes);
      load(settings);
    });
  }

  /** @param {number} kinds */
  show(kinds) {
    if (!(kinds & (SETTINGS | PLAY | VIEW)) && !(kinds & TIME && !this.store.playing)) return;
    clearTimeout(this.timer);
    if (kinds & PLAY && !this.store.playing) this.write(); // who pauses may copy it at once
    else this.timer = setTimeout(this.write, DEBOUNCE);
  }

  write() {
    const { store } = this;
    // An address that was just given to the browser is not written over before it is read.
    if (document.documentElement.dataset.state === "error" || location.hash !== this.known) return;
    const step = store.playing || store.step === 0 ? null : store.step;
    let hash = "";
    try {
      const own = core.write_link(core.lesson_settings(store.settings.lesson));
      this.offer(core.write_link({ ...store.settings, step: null }) !== own);
      hash = this.keep(core.write_link({ ...store.settings, step }));
    } catch (error) {
      refusal(error); // what cannot be written stands where it was asked for; the address stays as it is
      return;
    }
    if (`#${hash}` === (location.hash || "#")) return;
    try {
      history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
      this.known = location.hash;
    } catch {
      // The browser has had enough for now.
      this.timer = setTimeout(this.write, RETRY);
    }
  }

  /** With what an address holds beside settings. @param {string} hash */
  keep(hash) {
    return Object.entries(this.beside).reduce((all, [key, value]) => (value ? `${all || "v=1"}&${key}=${value}` : all), hash);
  }

  /** Offers the way back to the lesson's own settings, where there is one to go. @param {boolean} differs */
  offer(differs) {
    this.home.classList.toggle("idle", !differs);
  }
}

/** Says visibly what was ignored; no words, no note. @param {string[]} sentences */
export function note(sentences) {
  const root = byId("note", HTMLElement);
  root.replaceChildren();
  if (sentences.length === 0) return;
  const list = make("div");
  for (const sentence of sentences) {
    const line = make("p");
    line.textContent = sentence;
    list.append(line);
  }
  const close = make("button", "", { type: "button", "aria-label": "Dismiss this note" });
  close.textContent = "×";
  close.addEventListener("click", () => root.replaceChildren());
  root.append(list, close);
}
