// What a change of a run's parameter under way does: count from the start, or branch off at the step shown, so that the path as
// it was stays visible. It is the page's choice, no setting.
import { Control } from "../js/controls.js";
import { byId, make } from "../js/dom.js";
import { VALUES } from "../js/state.js";

/** @typedef {import("../js/types.js").Settings} Settings */
/** @typedef {import("../js/types.js").RunSettings} RunSettings */

export class Branch {
  /** @param {import("../lecture/lecture.js").Page} page @param {import("./undo.js").Undo} undo tells when a change is done */
  constructor({ store, lab }, undo) {
    this.store = store;
    this.lab = lab;
    this.here = false;
    /** The branch in the making: what is edited of its original until the change is done. @type {{ of: number, branch: RunSettings } | null} */
    this.making = null;
    /** How many changes each run has made. */
    this.parts = "";

    this.root = make("div", "way", { id: "way", role: "group", "aria-label": "A change of a parameter" });
    const words = make("span");
    words.textContent = "A change:";
    this.start = this.button("way-start", "from the start", "What is changed runs anew from the start (B)", false);
    this.branch = this.button("way-here", "branches here", "What is changed goes on from the step shown, and the path as it was stays (B)", true);
    this.root.append(words, this.start, this.branch);
    byId("actions", HTMLElement).before(this.root);

    store.values = (settings, place) => part(settings.runs[place], this.taken);
    store.toEdit = (settings, place) => this.edited(settings, place);
    undo.done = () => this.done();
    this.choose(false);
    this.show();
  }

  get taken() {
    return this.lab.whole.taken();
  }

  /** @param {string} id @param {string} words @param {string} title @param {boolean} here */
  button(id, words, title, here) {
    const button = make("button", "", { type: "button", id, title });
    button.textContent = words;
    button.addEventListener("click", () => this.choose(here));
    return button;
  }

  /** @param {boolean} here */
  choose(here) {
    this.here = here;
    this.start.setAttribute("aria-pressed", String(!here));
    this.branch.setAttribute("aria-pressed", String(here));
  }

  /** By key, where the choice is offered; else the key is left alone. */
  toggle() {
    if (this.taken === 0) return false;
    return this.choose(!this.here);
  }

  show() {
    const { store, taken } = this;
    this.root.classList.toggle("idle", taken === 0);
    const parts = store.settings.runs.map((run) => made(run, taken).length).join();
    if (parts !== this.parts) store.mark(VALUES);
    this.parts = parts;
  }

  /**
   * The values that an edit changes: those in force, or those of a branch made for it.
   * @param {Settings} settings @param {number} place
   */
  edited({ runs }, place) {
    const { making, taken } = this;
    const run = runs[place];
    if (making?.of === place && runs.includes(making.branch)) return part(making.branch, taken);
    if (!run || !this.here || taken === 0 || run.changes?.at(-1)?.at === taken) return part(run, taken);
    const params = { ...part(run, taken) };
    const changes = (run.changes ?? []).filter(({ at }) => at < taken);
    /** @type {RunSettings} */
    const branch = { ...structuredClone(run), changes: [...changes, { at: taken, params }] };
    delete branch.color; // its own is that of its place
    // At the end, so that every other run keeps its colour, shape and number. Where there is no room, the core says so.
    runs.push(branch);
    this.making = { of: place, branch };
    return params;
  }

  /** The change is done: its control shows again what its own run has, and the keyboard goes on with the branch. */
  done() {
    const { making, store } = this;
    this.making = null;
    const control = store.origin;
    const place = making ? store.settings.runs.indexOf(making.branch) : -1;
    if (place < 0 || !(control instanceof Control)) return;
    const value = control.shown;
    control.shown = NaN;
    control.show(value);
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || !control.root.contains(focused)) return;
    const kind = focused === control.exact ? "exact" : "param";
    const other = document.querySelector(`[data-${kind}="${place + 1}.${control.spec.key.split(".")[1]}"]`);
    if (!(other instanceof HTMLElement)) return;
    // What was unfolded to be changed is unfolded there, too.
    if (!other.checkVisibility?.()) other.closest(".run")?.querySelector(".more")?.dispatchEvent(new MouseEvent("click"));
    other.focus();
  }
}

/** The values of a run that are in force after so many steps. @param {RunSettings | undefined} run @param {number} taken */
function part(run, taken) {
  return made(run, taken).at(-1)?.params ?? run?.params ?? {};
}

/** The changes of a run that it has made by then. @param {RunSettings | undefined} run @param {number} taken */
function made(run, taken) {
  return run?.changes?.filter(({ at }) => at <= taken) ?? [];
}
