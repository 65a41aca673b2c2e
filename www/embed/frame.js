// The page in a frame of another page: it does as that page says, tells it what happens, and rests while nobody sees it. js/theme.js
// loads this script for an embed alone, and the build puts all that it imports into one file with it: what it shares with the page
// are types, constants and rules, never state.
import { FURTHEST, PLAY, SETTINGS, SIZE, TIME } from "../js/state.js";
import { make, refusal, reducedMotion } from "../js/dom.js";
import { SETTLED, holds } from "../lecture/holds.js";
import { order, tell } from "./protocol.js";
import { Room } from "./room.js";
import { Sight } from "./sight.js";
import { passKeys } from "./keys.js";

/** @typedef {import("../lecture/lecture.js").Page} Page */

/** So many times finer than its own pixels the stage is drawn at the most. */
const FINEST = 4;

class Frame {
  /** @param {Page} page */
  constructor(page) {
    const { store } = page;
    this.page = page;
    const asked = new URLSearchParams(location.search).get("embed");
    this.sight = new Sight(store, () => (asked === "restart" || asked === "resume" ? asked === "restart" : store.lesson.restarts), () => this.tellState());
    this.room = new Room(page);
    /** The run whose rule is watched, counted from 1; 0 for none. */
    this.watched = 0;
    /** Links of which is told whether they are in effect. @type {string[]} */
    this.compared = [];
    this.settling = 0;
    /** What was told last, as text to compare with. */
    this.told = "";
    /** reveal.js itself has spoken: it takes keys by a message of its own, without any help of the deck. */
    this.revealed = false;
    this.offerPage();
    // After the page's own listener has loaded the settings.
    addEventListener("hashchange", () => this.sight.renew());
    store.shown = (kinds) => this.show(kinds);
    tell("ready", { lesson: store.settings.lesson, steps: store.end });
  }

  /** @param {unknown} data of a message from the page around */
  take(data) {
    if (data === "slide:start" || data === "slide:stop") {
      this.revealed = true;
      this.sight.show(data === "slide:start");
      return;
    }
    const asked = order(data);
    if (asked) this.obey(asked);
  }

  /** @param {import("./protocol.js").Order} asked */
  obey(asked) {
    const { page: { store }, sight } = this;
    switch (asked.type) {
      case "play":
        return sight.play();
      case "pause":
        return sight.pause();
      case "restart":
        return sight.restart();
      case "step":
        sight.pause();
        return store.move(asked.by);
      case "goto":
        if (asked.step > FURTHEST) return refuse(`A step is a whole number from 0 to ${FURTHEST}.`);
        sight.pause();
        return store.seek(asked.step);
      case "set":
        return this.set(asked.link);
      case "theme":
        return wear(asked.theme);
      case "watch":
        return this.watch(asked.run);
      case "compare":
        this.compared = asked.links;
        return this.tellEffect();
      case "scale":
        store.magnified = Math.min(Math.max(asked.by, 1), FINEST);
        return store.mark(SIZE);
      case "sight":
        return sight.show(asked.seen);
    }
  }

  /** As a live link in the prose would. @param {string} link */
  set(link) {
    const { core, load, store } = this.page;
    try {
      const settings = core.amend({ ...store.settings, step: null }, link.replace(/^#/, ""));
      // Who asked for less motion sees what becomes of the step that is shown.
      if (reducedMotion.matches && store.step > 0) settings.step ??= store.step;
      load(settings);
      this.sight.renew();
    } catch (error) {
      refuse(refusal(error));
    }
  }

  /** @param {number} run */
  watch(run) {
    const { length } = this.page.store.settings.runs;
    if (run > length) return refuse(`There is no run ${run}: there are ${length}.`);
    this.watched = run;
    this.tellValues();
  }

  /** @param {number} kinds */
  show(kinds) {
    this.room.show(kinds);
    if (kinds & (SETTINGS | TIME | PLAY)) this.tellState();
    if (kinds & (SETTINGS | TIME)) this.tellValues();
    if (!(kinds & SETTINGS)) return;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.tellEffect(), SETTLED);
  }

  /** Those of the links compared that would change nothing. */
  tellEffect() {
    const { core, store } = this.page;
    if (this.compared.length > 0) tell("effect", { links: this.compared.filter((link) => holds(core, store, link)) });
  }

  tellState() {
    const { length, settings: { lesson }, state, step } = this.page.store;
    const now = { state, lesson, step, length };
    const told = JSON.stringify(now);
    if (told !== this.told) tell("state", now);
    this.told = told;
  }

  /** The values of the rule that is watched, in the step that follows the one shown, as the page takes it apart. */
  tellValues() {
    const { lab } = this.page;
    // A run that is off, or left with its lesson, has none.
    const parts = this.watched > 0 ? lab.anatomy(this.watched - 1) : undefined;
    if (!parts) return;
    const name = document.querySelector(`[data-run="${this.watched}"] .name`)?.textContent ?? "";
    const given = parts.given.map(({ name: text, values }) => ({ text, values }));
    const lines = parts.lines.map(({ text, values }) => ({ text, values }));
    tell("values", { run: this.watched, name, step: lab.step, given, lines });
  }

  /** A key in the words of reveal.js, which knows no modifiers there. @param {KeyboardEvent} event */
  pass({ keyCode, shiftKey, ctrlKey, altKey, metaKey }) {
    if (!this.revealed || shiftKey || ctrlKey || altKey || metaKey) return;
    parent.postMessage(JSON.stringify({ method: "triggerKey", args: [keyCode] }), "*");
  }

  /** A way to the whole page with the same settings, in a window of its own. */
  offerPage() {
    const link = make("a", "elsewhere", { href: "./", target: "_blank", rel: "noopener", "aria-label": "Open in Downhill", title: "Open in Downhill, with these settings" });
    const words = make("span");
    words.textContent = "Downhill ";
    link.append(words, "↗");
    const aim = () => {
      this.page.link.write();
      link.href = `./${location.hash}`;
    };
    // Before it is followed, opened otherwise, or copied.
    for (const near of ["pointerover", "pointerdown", "focus"]) link.addEventListener(near, aim);
    document.getElementById("transport")?.append(link);
  }
}

/** @param {string} message */
function refuse(message) {
  tell("refused", { message });
}

/** @param {string} theme */
function wear(theme) {
  const list = document.getElementById("theme");
  if (!(list instanceof HTMLSelectElement) || list.value === theme) return;
  list.value = theme;
  list.dispatchEvent(new Event("change"));
}

/** What came before the page is open, or while it has no core. reveal.js says that a slide is shown as soon as the frame has loaded. @type {unknown[]} */
const early = [];
/** @type {Frame | undefined} */
let frame;
function obeyEarly() {
  if (!frame || document.documentElement.dataset.state === "error") return;
  for (const data of early.splice(0)) frame.take(data);
}
addEventListener("message", ({ data, source }) => {
  if (parent === window || source !== parent) return;
  early.push(data);
  obeyEarly();
});
passKeys((event) => frame?.pass(event));
// A page that fails says so to those who look at it, and to the page around. One that outlives a trap has no words for it.
new MutationObserver(() => {
  const words = document.getElementById("failure-title")?.textContent ?? "";
  if (document.documentElement.dataset.state !== "error") obeyEarly();
  else if (words) refuse(words);
}).observe(document.documentElement, { attributeFilter: ["data-state"] });
addEventListener(
  "downhill-open",
  (event) => {
    if (!(event instanceof CustomEvent)) return;
    frame = new Frame(event.detail);
    obeyEarly();
  },
  { once: true },
);
