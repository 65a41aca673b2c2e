// The live links whose settings are in effect are marked as pressed.
import { core } from "../js/core.js";
import { SETTINGS, TIME } from "../js/state.js";
import { refusal } from "../js/dom.js";

const DEBOUNCE = 150; // ms; a slider being dragged need not mark them at each frame

export class InEffect {
  /** @param {HTMLElement} root what holds the links @param {import("../js/state.js").Store} store */
  constructor(root, store) {
    this.root = root;
    this.store = store;
    this.timer = 0;
    this.mark = this.mark.bind(this);
  }

  /** @param {number} kinds */
  show(kinds) {
    // Only a link that names a step asks for the time, and that step is shown paused.
    if (!(kinds & SETTINGS) && (this.store.playing || !(kinds & TIME))) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.mark, DEBOUNCE);
  }

  mark() {
    if (document.documentElement.dataset.state === "error") return;
    for (const link of this.root.querySelectorAll("a[data-set]")) {
      if (this.holds(link.getAttribute("data-set") ?? "")) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /** Whether a patch would change nothing. @param {string} patch */
  holds(patch) {
    const { settings, step } = this.store;
    const now = { ...settings, step: null };
    try {
      const then = core.amend(now, patch);
      return (then.step ?? step) === step && core.write_link({ ...then, step: null }) === core.write_link(now);
    } catch (error) {
      refusal(error); // it says so when it is clicked
      return false;
    }
  }
}
