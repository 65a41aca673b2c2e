// The address holds the whole state. It is rewritten a moment after the last change, never while the race runs by itself.
import * as core from "../downhill.js";
import { PLAY, SETTINGS, TIME } from "./state.js";
import { byId, make } from "./dom.js";

/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./types.js").Settings} Settings */

const DEBOUNCE = 250; // ms

export class Link {
  /** @param {Store} store @param {(settings: Settings) => void} load */
  constructor(store, load) {
    this.store = store;
    this.timer = 0;
    this.write = this.write.bind(this);
    addEventListener("hashchange", () => {
      clearTimeout(this.timer);
      const { settings, notes } = core.parse_link(location.hash);
      note(notes);
      load(settings);
    });
  }

  /** @param {number} kinds */
  show(kinds) {
    if (!(kinds & (SETTINGS | PLAY)) && !(kinds & TIME && !this.store.playing)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.write, DEBOUNCE);
  }

  write() {
    const { store } = this;
    if (document.documentElement.dataset.state === "error") return;
    const step = store.playing || store.step === 0 ? null : store.step;
    const hash = core.write_link({ ...store.settings, step });
    if (`#${hash}` === (location.hash || "#")) return;
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }
}

/**
 * Says visibly what was ignored; no words, no note.
 * @param {string[]} sentences
 */
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
