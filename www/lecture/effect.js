// The live links whose settings are in effect are marked as pressed.
import { core } from "../js/core.js";
import { SETTINGS, TIME } from "../js/state.js";
import { SETTLED, holds } from "./holds.js";

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
    this.timer = setTimeout(this.mark, SETTLED);
  }

  mark() {
    if (document.documentElement.dataset.state === "error") return;
    for (const link of this.root.querySelectorAll("a[data-set]")) {
      if (holds(core, this.store, link.getAttribute("data-set") ?? "")) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}
