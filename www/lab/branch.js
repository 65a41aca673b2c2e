// What a change of a run's parameter under way does: count from where its value holds, or branch off at the step shown, so that the path as
// it was stays visible. It is the page's choice, no setting.
import { VALUES } from "../js/state.js";
import { pictured } from "./undo.js";

/** @typedef {import("../js/controls.js").Control} Control */
/** @typedef {import("../js/types.js").Settings} Settings */
/** @typedef {import("../js/types.js").RunSettings} RunSettings */

/** A path that parts in two, in a box of 24. */
const FORK = "M3 12h6l6-6h6M9 12l6 6h6";

export class Branch {
  /** @param {import("../lecture/lecture.js").Page} page @param {import("./undo.js").Undo} undo tells when a change is done */
  constructor({ store, lab }, undo) {
    this.store = store;
    this.lab = lab;
    this.here = false;
    /** The branch in the making: what is edited of its original until the change is done. @type {{ of: number, branch: RunSettings, control: Control, kind: string } | null} */
    this.making = null;
    /** Told when the branch is made. */
    this.settled = () => {};
    /** How many changes each run has made. */
    this.parts = "";

    this.button = pictured("branch", "A change branches off", "", FORK, () => this.toggle());
    undo.back.before(this.button);

    store.values = (settings, place) => part(settings.runs[place], this.taken);
    store.toEdit = (settings, place, control) => this.edited(settings, place, control);
    undo.done = () => this.done();
    this.show();
  }

  get taken() {
    return this.lab.taken();
  }

  /** At the start there is nothing to branch off from. */
  toggle() {
    if (!isLaidOut(this.button)) return; // the address leaves it out
    this.here = !this.here && this.taken > 0;
    this.show();
  }

  show() {
    const { button, here, store, taken } = this;
    button.setAttribute("aria-pressed", String(here));
    button.setAttribute("aria-disabled", String(taken === 0));
    const now = !here || taken === 0 ? "is another path from where its value holds" : "branches off at the step shown, and the path as it was stays";
    button.title = `A change of a run ${now}. This button chooses, after the first step (B)`;
    const parts = store.settings.runs.map((run) => made(run, taken).length).join();
    if (parts !== this.parts) store.mark(VALUES);
    this.parts = parts;
  }

  /**
   * The values that an edit changes: those in force, or those of a branch made for it.
   * @param {Settings} settings @param {number} place @param {Control} control that edits it
   */
  edited({ runs }, place, control) {
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
    const field = document.activeElement instanceof HTMLElement ? document.activeElement.dataset : {};
    this.making = { of: place, branch, control, kind: field.exact ? "exact" : field.param ? "param" : "" };
    return params;
  }

  /** The change is done: its control shows again what its own run has, and the keyboard goes on with the branch. */
  done() {
    const { making, store } = this;
    if (!making) return;
    this.making = null;
    const focused = document.activeElement;
    this.settled();
    const { branch, control, kind } = making;
    const value = control.shown;
    control.shown = NaN;
    control.show(value);
    const place = store.settings.runs.indexOf(branch);
    if (place < 0 || !kind || !focused || !control.root.contains(focused)) return;
    const other = document.querySelector(`[data-${kind}="${place + 1}.${control.spec.key.split(".")[1]}"]`);
    if (!(other instanceof HTMLElement)) return;
    // What was unfolded to be changed is unfolded there, too.
    if (!isLaidOut(other)) other.closest(".run")?.querySelector(".more")?.dispatchEvent(new MouseEvent("click"));
    other.focus();
  }
}

/** Whether a node has a box. Not by `checkVisibility`, which Safari has since 17.4 only. @param {Element} node */
function isLaidOut(node) {
  return node.getClientRects().length > 0;
}

/** The values of a run that are in force after so many steps. @param {RunSettings | undefined} run @param {number} taken */
function part(run, taken) {
  return made(run, taken).at(-1)?.params ?? run?.params ?? {};
}

/** The changes of a run that it has made by then. @param {RunSettings | undefined} run @param {number} taken */
function made(run, taken) {
  return run?.changes?.filter(({ at }) => at <= taken) ?? [];
}
