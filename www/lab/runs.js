// The choice among runs: one more like this one, this one alone, on and off by number.
import { note } from "../js/link.js";
import { byId, make } from "../js/dom.js";
import { swatches } from "./swatches.js";
import { picture } from "./undo.js";

/** @typedef {import("../js/types.js").Settings} Settings */

const TWO = "M5.5 2.5h8v8h-8zM10.5 10.5v3h-8v-8h3";
const ONE = "M8 2.2a5.8 5.8 0 1 0 .01 0zM8 6.4a1.6 1.6 0 1 0 .01 0z";

/** The core's word where there is no room for another run. */
const refused = { refuse: (/** @type {string} */ message) => note([message]) };

export class Runs {
  /** @param {import("../js/state.js").Store} store @param {import("./undo.js").Undo} undo each press is a change of its own */
  constructor(store, undo) {
    this.store = store;
    this.undo = undo;
    this.legend = byId("legend", HTMLElement);
    /** Which runs were on before one was shown alone; of the lesson and optimizers told. @type {{ of: string, on: boolean[] } | null} */
    this.before = null;
  }

  /** @param {Settings} settings */
  show({ runs }) {
    const on = runs.filter((run) => run.on).length;
    this.legend.querySelectorAll(".run").forEach((entry, place) => {
      const tools = entry.querySelector(".run-tools") ?? this.equip(entry, place);
      const name = entry.querySelector(".name")?.textContent ?? "";
      const [twin, alone, color] = tools.children;
      twin?.setAttribute("aria-label", `Duplicate ${name}`);
      alone?.setAttribute("aria-label", `Only ${name}`);
      color?.querySelector("button")?.setAttribute("aria-label", `Colour of ${name}`);
      color?.querySelectorAll("[data-color]").forEach((each) => {
        each.setAttribute("aria-pressed", String(each.getAttribute("data-color") === String(runs[place]?.color ?? 0)));
      });
      alone?.setAttribute("aria-pressed", String(on === 1 && runs.length > 1 && runs[place]?.on === true));
    });
  }

  /** @param {Element} entry @param {number} place */
  equip(entry, place) {
    const tools = make("span", "run-tools");
    const twin = make("button", "", { type: "button", "data-duplicate": String(place + 1), title: "Duplicate, with its settings" });
    twin.append(picture(TWO, 16));
    twin.addEventListener("click", () => this.duplicate(place));
    const alone = make("button", "", { type: "button", "data-solo": String(place + 1), title: `Only this one; again: as before (Shift+${place + 1})` });
    alone.append(picture(ONE, 16));
    alone.addEventListener("click", () => this.solo(place));
    tools.append(twin, alone, swatches(place, (color) => this.paint(place, color)));
    entry.querySelector(".away")?.before(tools);
    return tools;
  }

  /** @param {number} place */
  duplicate(place) {
    // At the end, so that every other run keeps its colour and number.
    this.undo.commit();
    this.store.edit((all) => {
      const run = all.runs[place];
      if (run) all.runs.push(structuredClone(run));
    }, refused);
  }

  /** @param {number} place @param {number} color 0 for that of its place */
  paint(place, color) {
    this.undo.commit();
    this.store.edit((all) => {
      const run = all.runs[place];
      if (!run) return;
      if (color) run.color = color;
      else delete run.color;
    });
  }

  /** @param {number} place */
  toggle(place) {
    this.undo.commit();
    this.store.edit((all) => {
      const run = all.runs[place];
      if (run) run.on = !run.on;
    });
  }

  /** Shows one run alone, or all that were shown before. @param {number} place */
  solo(place) {
    const { lesson, runs } = this.store.settings;
    if (!runs[place]) return;
    const of = [lesson, ...runs.map((run) => run.optimizer)].join(" ");
    const alone = runs.every((run, i) => run.on === (i === place));
    const before = this.before?.of === of ? this.before.on : null;
    // From one alone to another alone is no reason to forget what was shown before.
    if (!alone && !(before && runs.filter((run) => run.on).length === 1)) this.before = { of, on: runs.map((run) => run.on) };
    this.undo.commit();
    this.store.edit((all) => all.runs.forEach((run, i) => (run.on = alone ? (before?.[i] ?? true) : i === place)));
    if (alone) this.before = null;
  }
}
