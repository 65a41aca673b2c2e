// `hide=` in the address leaves panels out. It is the page's, not the race's: it stays from lesson to lesson.
import { SIZE } from "../js/state.js";
import { core } from "../js/core.js";
import { piece } from "../lecture/places.js";

/** All that stands in the column: without them, it goes as well. */
const COLUMN = ["lessons", "prose", "surface", "legend", "actions"];

export class Hidden {
  /** @param {import("../lecture/lecture.js").Page} page */
  constructor({ store, link }) {
    this.store = store;
    this.link = link;
    this.read();
    addEventListener("hashchange", () => this.read());
  }

  read() {
    const text = piece("hide");
    // The core knows the panels' names, and has said already which of these are none.
    const known = (/** @type {string} */ name) => /^[a-z]+$/.test(name) && core.parse_link(`hide=${name}`).notes.length === 0;
    const names = text.split(",").filter(known);
    const { dataset, classList } = document.documentElement;
    this.link.beside.hide = names.join(",");
    if ((dataset.hide ?? "") === names.join(" ")) return;
    dataset.hide = names.join(" ");
    classList.toggle("no-column", COLUMN.every((name) => names.includes(name)));
    this.store.mark(SIZE);
  }
}
