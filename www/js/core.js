// The core that runs, and the page's lab in it. `core` is a live binding: after a trap another instance takes its place.
import * as module from "../downhill.js";
import { refusal } from "./dom.js";

/** @typedef {typeof import("../downhill.js")} Core */
/** @typedef {import("../downhill.js").Lab} CoreLab */
/** @typedef {import("./types.js").Settings} Settings */

/** @type {Core} */
export let core = module;

let instances = 1;

/** Starts another instance of the core. The page as one file has none to fetch: then it fails. */
export async function restart() {
  const address = new URL("../downhill.js", import.meta.url);
  // Browsers run a module once for each address.
  address.search = `?${++instances}`;
  /** @type {Core} */
  const next = await import(address.href);
  await next.default();
  core = next;
}

/** Calls that change no setting. A new lab gets the last of each again. */
const KEPT = ["set_charts", "dissect", "hover_step"];

/** The result, or nothing where the core refuses. @template T @param {() => T} call */
function tried(call) {
  try {
    return call();
  } catch (error) {
    refusal(error);
  }
}

/** A race is its settings and a step. With its canvases, their size and the theme it goes on in another instance of the core. */
class Renewable {
  /** @param {Settings} settings */
  constructor(settings) {
    this.inner = new core.Lab(settings);
    this.accepted = settings;
    /** @type {Parameters<CoreLab["attach"]> | null} */
    this.canvases = null;
    /** @type {Parameters<CoreLab["resize"]> | null} */
    this.size = null;
    this.themeName = "light";
    /** @type {Map<string, unknown[]>} */
    this.kept = new Map();
  }

  /**
   * Goes on with the core that runs now. The one before is broken, and is asked nothing.
   * @param {Settings} settings @param {number} step @param {string} view what the stage was zoomed to
   */
  renew(settings, step, view) {
    /** @type {any} */ (this.inner).__destroy_into_raw();
    // Settings that the core has not taken yet may be refused.
    this.inner = tried(() => new core.Lab({ ...settings, step })) ?? new core.Lab({ ...this.accepted, step });
    this.inner.theme(this.themeName);
    if (this.canvases) this.inner.attach(...this.canvases);
    if (this.size) this.inner.resize(...this.size);
    // Another lesson may have come since, with other runs.
    tried(() => this.inner.set_view(view));
    for (const [name, words] of this.kept) tried(() => /** @type {any} */ (this.inner)[name](...words));
  }

  /** @param {Settings} settings */
  set(settings) {
    this.inner.set(settings);
    this.accepted = structuredClone(settings);
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
    ? {
        /** @this {any} */
        get() {
          return this.inner[name];
        },
      }
    : {
        /** @this {any} @param {unknown[]} words */
        value(...words) {
          if (KEPT.includes(name)) this.kept.set(name, words);
          return this.inner[name](...words);
        },
      };
  Object.defineProperty(Renewable.prototype, name, descriptor);
}

/** @typedef {import("./types.js").Told} Told */
/** @typedef {Renewable & Omit<CoreLab, keyof Told | keyof Renewable> & Told} Lab */
export const Lab = /** @type {new (settings: Settings) => Lab} */ (/** @type {unknown} */ (Renewable));
