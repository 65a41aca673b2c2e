// The page of a lecture of many lessons: the way from one to the next, and what some of them show besides paths and losses.
import { SETTINGS, SIZE, THEME, TIME } from "../js/state.js";
import { byId, make } from "../js/dom.js";
import { Sentence } from "../js/legend.js";
import { Workbench } from "../lab/lab.js";
import { keepSite } from "../lab/offline.js";
import { Code } from "./code.js";
import { InEffect } from "./effect.js";
import { Anatomy } from "../look/anatomy.js";
import { Charts } from "../look/charts.js";
import { outliveLosses } from "../look/lost.js";
import { View } from "../look/view.js";
import { Navigation } from "./navigation.js";
import { keepPlaces } from "./places.js";

/** @typedef {import("../js/types.js").LessonInfo} LessonInfo */
/** @typedef {import("../js/types.js").Settings} Settings */

/**
 * What the lecture is made for.
 * @typedef {object} Page
 * @property {import("../js/state.js").Store} store
 * @property {import("../js/core.js").Lab} lab
 * @property {import("../js/link.js").Link} link
 * @property {(settings: Settings) => void} load
 * @property {import("../js/core.js").Core} core the one that runs now
 */

/** From so many runs on, the legend folds their rates: four of them fit beside a stage. */
const CROWD = 3;
/** From so many on, it keeps to sentences; what is more than that is scrolled. */
const THRONG = 6;

/** The site is kept for later once the lecture has settled: a phone has enough to do until then. */
const SETTLED = 2000; // ms

/** What the stage is, for those who do not see it. */
const STAGE = {
  chosen: "Contours of the loss with the path of each optimizer. Click or drag to move the start.",
  panels: "Several surfaces side by side, each with the path of each optimizer.",
  bare: "Plots of what the lesson computes.",
};

export class Lecture {
  /** @param {LessonInfo[]} lessons in their order @param {Page} page */
  constructor(lessons, page) {
    this.page = page;
    this.stage = byId("stage-overlay", HTMLElement);
    const legend = byId("legend", HTMLElement);
    this.column = /** @type {HTMLElement} */ (legend.parentElement);
    this.navigation = new Navigation(lessons, page);
    keepPlaces(page);
    this.effect = new InEffect(byId("lesson", HTMLElement), page.store);
    this.code = new Code();
    byId("charts", HTMLElement).before(this.code.root);
    this.finding = new Sentence(make("p", "finding", { id: "finding" }));
    this.finding.root.hidden = true; // until there is one: it stands above the legend
    legend.before(this.finding.root);
    this.looks = [new View(page), new Charts(page), new Anatomy(page)];
    outliveLosses(page.store);
    this.lesson = "";
    this.workbench = new Workbench(page);
    this.workbench.branch.settled = () => this.fold();
    this.lay(); // now: in the frame that shows the rest it would have all of that drawn again
    setTimeout(() => keepSite(page.link), SETTLED);
  }

  /** Lays the page out for the lesson: before the canvases are fitted to their room. */
  lay() {
    const { store } = this.page;
    const { ground, charts } = store.lesson;
    const { dataset, classList } = document.documentElement;
    if (dataset.ground === ground && classList.contains("uncharted") !== charts) return;
    dataset.ground = ground;
    classList.toggle("uncharted", !charts);
    this.stage.setAttribute("aria-label", STAGE[ground]);
    store.mark(SIZE);
  }

  /** Makes room for many runs; not while one is being made, which would take the slider from under the pointer. */
  fold() {
    const { page: { store }, column, workbench } = this;
    const { length } = store.settings.runs;
    const settled = length - Number(workbench.branch.making !== null);
    column.classList.toggle("crowded", settled >= CROWD);
    column.classList.toggle("throng", settled >= THRONG);
    column.classList.toggle("solo", store.bare && length === 0);
  }

  /** @param {number} kinds */
  show(kinds) {
    const { store, lab } = this.page;
    if (kinds & SETTINGS) this.turn();
    if (kinds & (SETTINGS | TIME | THEME)) {
      const finding = lab.remark() ?? "";
      this.finding.root.hidden = finding === "";
      this.finding.write(finding);
      this.code.show(lab.code());
      const page = document.documentElement.classList;
      page.toggle("coded", !this.code.root.hidden);
      page.toggle("exhibiting", lab.has_exhibit());
    }
    this.effect.show(kinds);
    for (const look of this.looks) look.show(kinds);
    this.workbench.show(kinds);
    if (kinds & SETTINGS) this.fold();
  }

  /** Another lesson, however it was come by. */
  turn() {
    const { store } = this.page;
    const { id } = store.lesson;
    this.lay();
    if (id === this.lesson) return;
    this.lesson = id;
    this.navigation.show(id);
    this.column.scrollTop = 0;
  }
}
