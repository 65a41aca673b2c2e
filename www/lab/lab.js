// The workbench makes the page an instrument: keys, undo, a choice among runs, exact fields, panels left out, and what is taken away.
import { SETTINGS, SIZE, TIME } from "../js/state.js";
import { byId, make } from "../js/dom.js";
import { SMALL } from "../lecture/window.js";
import { Branch } from "./branch.js";
import { Fields } from "./fields.js";
import { Formula } from "./formula.js";
import { Hidden } from "./hidden.js";
import { Keys } from "./keys.js";
import { Runs } from "./runs.js";
import { Take } from "./take.js";
import { Undo } from "./undo.js";

/** @typedef {import("../lecture/lecture.js").Page} Page */

export class Workbench {
  /** @param {Page} page */
  constructor(page) {
    const { store } = page;
    this.store = store;
    this.hidden = new Hidden(page);
    this.undo = new Undo(store);
    this.runs = new Runs(store, this.undo);
    this.branch = new Branch(page, this.undo);
    this.formula = new Formula(page);
    this.tools = make("div", "tools", { id: "tools" });
    this.fields = new Fields(store, this.tools);
    this.take = new Take(page, this.tools);
    this.keys = new Keys(store, this.runs, this.branch, this.tools);
    // Beside the speed, as in a video player; on a phone that row is full, and they stand under the legend.
    const place = () => {
      if (SMALL.matches) byId("actions", HTMLElement).after(this.tools);
      else byId("speed-control", HTMLElement).before(this.tools);
    };
    SMALL.addEventListener("change", place);
    place();
  }

  /** @param {number} kinds */
  show(kinds) {
    if (kinds & (SETTINGS | TIME)) this.branch.show();
    if (kinds & SIZE) this.formula.reach();
    if (!(kinds & SETTINGS)) return;
    const { settings } = this.store;
    this.undo.show();
    this.runs.show(settings);
    this.fields.show(settings);
    this.formula.show(settings);
    this.formula.reach();
  }
}
