// The core that runs. The page opens with a small module that knows the first lesson, and takes over to the one with the whole
// catalogue when that is here. `core` is a live binding: who imports it always calls the one that runs.
import * as first from "../downhill.js";
import { turn } from "./dom.js";

/** @typedef {typeof import("../downhill.js")} Core */
/** @typedef {import("./types.js").Settings} Settings */

/** @type {Core} */
export let core = first;

/** What the page needs for further lessons: here as soon as they are. @type {typeof import("../lecture/lecture.js") | undefined} */
export let later;

/** @type {Promise<void> | null} */
let arriving = null;

/** Whether the whole catalogue is here. */
export const isWhole = () => later !== undefined;

/**
 * Fetches the module with the whole catalogue, once; tries again after a failure.
 * @returns {Promise<void>} resolved when `core` is that one
 */
export function whole() {
  arriving ??= fetchWhole().catch((error) => {
    arriving = null;
    throw error;
  });
  return arriving;
}

async function fetchWhole() {
  // By address, not by name: the types are those of the first module, and there is no such file beside the sources.
  const address = new URL("../everything/downhill.js", import.meta.url).href;
  /** @type {[Core, typeof later]} */
  const [module, lecture] = await Promise.all([import(address), import("../lecture/lecture.js")]);
  await Promise.all([module.default(), lecture?.dress()]);
  await turn();
  await takeOver(module, lecture);
}

/**
 * Goes over to a core that knows the whole catalogue, and to what the page needs with it.
 * @param {Core} module
 * @param {typeof later} lecture
 */
export async function takeOver(module, lecture) {
  core = module;
  later = lecture;
  arriving ??= Promise.resolve();
  // Nobody goes on who waits for it until the page has grown: what they do next may need all of the lessons.
  /** @type {Promise<void>[]} */
  const detail = [];
  dispatchEvent(new CustomEvent("downhill-whole", { detail }));
  await Promise.all(detail);
  document.documentElement.dataset.catalogue = "whole";
}

/** The lab of the core that runs: the same race goes on when the core changes, since settings and step are all of its state. */
export class Lab {
  /** @param {Settings} settings */
  constructor(settings) {
    this.inner = new core.Lab(settings);
    /** @type {Parameters<import("../downhill.js").Lab["attach"]> | null} */
    this.canvases = null;
    /** @type {Parameters<import("../downhill.js").Lab["resize"]> | null} */
    this.size = null;
    this.themeName = "light";
  }

  /** Goes on with the core that runs now. What was drawn stays until it is drawn anew. */
  renew() {
    const before = this.inner;
    const next = new core.Lab(before.settings());
    next.theme(this.themeName);
    if (this.canvases) next.attach(...this.canvases);
    if (this.size) next.resize(...this.size);
    next.goto_step(before.step);
    this.inner = next;
    before.free();
  }

  /** @param {Parameters<import("../downhill.js").Lab["attach"]>} canvases */
  attach(...canvases) {
    this.canvases = canvases;
    this.inner.attach(...canvases);
  }

  /** @param {Parameters<import("../downhill.js").Lab["resize"]>} size */
  resize(...size) {
    this.inner.resize(...size);
    this.size = size;
  }

  /** @param {string} name */
  theme(name) {
    this.inner.theme(name);
    this.themeName = name;
  }

  /** @param {Settings} settings */
  set(settings) {
    this.inner.set(settings);
  }

  /** @param {number} n */
  advance(n) {
    return this.inner.advance(n);
  }

  /** @param {number} n */
  goto_step(n) {
    this.inner.goto_step(n);
  }

  /** @param {number} ease */
  draw_overlay(ease) {
    this.inner.draw_overlay(ease);
  }

  /** @param {boolean} axes */
  draw_background(axes) {
    this.inner.draw_background(axes);
  }

  draw_chart() {
    this.inner.draw_chart();
  }

  /** @param {number} x @param {number} y */
  to_data(x, y) {
    return this.inner.to_data(x, y);
  }

  /** @returns {import("./types.js").Readout[]} */
  readouts() {
    return this.inner.readouts();
  }

  settings() {
    return this.inner.settings();
  }

  /** What only the lab of the whole catalogue tells. @returns {import("./types.js").WholeLab} */
  get whole() {
    return /** @type {any} */ (this.inner);
  }

  description() {
    return this.inner.description();
  }

  can_move() {
    return this.inner.can_move();
  }

  get step() {
    return this.inner.step;
  }

  get length() {
    return this.inner.length;
  }
}
