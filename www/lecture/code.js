// The algorithm that a lesson shows, line by line: those of the present phase are marked, with what they have just computed.
import { make, write } from "../js/dom.js";

/** @typedef {import("../js/types.js").CodeLine} CodeLine */

export class Code {
  constructor() {
    this.root = make("ol", "code", { id: "code", "aria-label": "The algorithm" });
    /** The lines that are shown, to compare with. */
    this.text = "";
    /** @type {{ line: HTMLElement, value: HTMLElement }[]} */
    this.lines = [];
    this.root.hidden = true;
  }

  /** @param {CodeLine[]} lines none where the lesson has no algorithm */
  show(lines) {
    const text = lines.map((line) => line.text).join("\n");
    if (text !== this.text) this.build(lines);
    this.text = text;
    lines.forEach(({ value, lit }, i) => {
      const shown = this.lines[i];
      if (!shown) return;
      write(shown.value, value);
      if (lit) shown.line.setAttribute("aria-current", "step");
      else shown.line.removeAttribute("aria-current");
    });
  }

  /** @param {CodeLine[]} lines */
  build(lines) {
    this.root.hidden = lines.length === 0;
    this.lines = lines.map(({ text }) => {
      const line = make("li");
      const code = make("code");
      code.textContent = text;
      const value = make("span", "value"); // no output: that would be read out with every step
      line.append(code, value);
      return { line, value };
    });
    this.root.replaceChildren(...this.lines.map(({ line }) => line));
  }
}
