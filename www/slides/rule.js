// A rule's compiled lines on a slide, and beside each the values that the live stage has just bound. On paper the lines stand alone.
import { make, write } from "../js/dom.js";

/** @typedef {{ text: string, values: string[] }} Line what a line is, and what it has bound along each axis */

export class Rule {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    /** The run of the stage whose rule it is. */
    this.run = Number(list.dataset.run);
    this.lines = Array.from(list.children, (item) => ({
      text: item.querySelector("code")?.textContent ?? "",
      cells: /** @type {HTMLElement} */ (item.querySelector(".values")),
    }));
  }

  /**
   * A line that is not the run's stays without values: the run may have become another one.
   * @param {Line[]} said
   * @param {number} step
   */
  write(said, step) {
    this.list.dataset.step = String(step);
    const values = new Map(said.map((line) => [line.text, line.values]));
    for (const { text, cells } of this.lines) fill(cells, values.get(text) ?? []);
  }

  clear() {
    delete this.list.dataset.step;
    for (const { cells } of this.lines) cells.replaceChildren();
  }
}

/** A cell for each axis. @param {HTMLElement} cells @param {string[]} values */
function fill(cells, values) {
  while (cells.childElementCount > values.length) cells.lastChild?.remove();
  while (cells.childElementCount < values.length) cells.append(make("span", "value"));
  values.forEach((value, axis) => write(/** @type {Element} */ (cells.children[axis]), value));
}
