// The core that runs, and the page's lab in it. `core` is a live binding: after a trap another instance takes its place.
import * as module from "../downhill.js";

/** @typedef {typeof import("../downhill.js")} Core */
/** @typedef {import("../downhill.js").Lab} CoreLab */
/** @typedef {import("./types.js").Settings} Settings */

/** @type {Core} */
export let core = module;

/** Settings and step are all of a race: with its canvases, their size and the theme it goes on in another instance of the core. */
class Renewable {
  /** @param {Settings} settings */
  constructor(settings) {
    this.inner = new core.Lab(settings);
    /** @type {Parameters<CoreLab["attach"]> | null} */
    this.canvases = null;
    /** @type {Parameters<CoreLab["resize"]> | null} */
    this.size = null;
    this.themeName = "light";
  }

  /** @param {Parameters<CoreLab["attach"]>} canvases */
  attach(...canvases) {
    this.canvases = canvases;
    this.inner.attach(...canvases);
  }

  /** @param {Parameters<CoreLab["resize"]>} size */
  resize(...size) {
    this.inner.resize(...size);
    this.size = size;
  }

  /** @param {string} name */
  theme(name) {
    this.inner.theme(name);
    this.themeName = name;
  }
}

// Everything else is asked of the core's lab.
for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(module.Lab.prototype))) {
  if (name in Renewable.prototype) continue;
  const descriptor = get
    ? { get() { return /** @type {any} */ (this).inner[name]; } }
    : { value(/** @type {unknown[]} */ ...words) { return /** @type {any} */ (this).inner[name](...words); } };
  Object.defineProperty(Renewable.prototype, name, descriptor);
}

/** @typedef {Renewable & CoreLab & import("./types.js").Told} Lab */
export const Lab = /** @type {new (settings: Settings) => Lab} */ (/** @type {unknown} */ (Renewable));
