// The lesson's words and its surface: prose with live links, the formula, the surface's parameters and the start.
import * as core from "../downhill.js";
import { byId, make, trusted } from "./dom.js";
import { Control, brief } from "./controls.js";
import { parameter } from "./parameters.js";

/** @typedef {import("./types.js").Catalogue} Catalogue */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./state.js").Store} Store */

const FAR = 1e9; // a start beyond this is a slip of the finger; the core says more exactly what it takes

export class LessonView {
  /**
   * @param {Catalogue} catalogue
   * @param {Store} store
   * @param {(settings: Settings) => void} load
   */
  constructor(catalogue, store, load) {
    this.catalogue = catalogue;
    this.store = store;
    this.title = byId("lesson-title", HTMLElement);
    this.prose = byId("prose", HTMLElement);
    this.surface = byId("surface", HTMLElement);
    this.lesson = "";
    this.ground = "";
    /** @type {Map<string, Control>} */
    this.controls = new Map();

    this.prose.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[data-set]") : null;
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      load(core.amend(store.settings, link.getAttribute("data-set") ?? ""));
    });
  }

  /** @param {Settings} settings */
  show(settings) {
    if (settings.lesson !== this.lesson) this.write(settings.lesson);
    if (settings.lesson + settings.surface.id !== this.ground) this.build(settings);
    for (const [id, control] of this.controls) {
      const value = id === "start.x" ? settings.start[0] : id === "start.y" ? settings.start[1] : settings.surface.params[id];
      if (value !== undefined) control.show(value);
    }
  }

  /** @param {string} id */
  write(id) {
    const lesson = this.catalogue.lessons.find((each) => each.id === id);
    if (!lesson) return;
    this.lesson = id;
    this.title.textContent = lesson.title;
    document.title = `${lesson.title} · Downhill`;
    this.prose.replaceChildren(trusted(lesson.prose));
    for (const link of this.prose.querySelectorAll("a[data-set]")) {
      // A true link, so that it takes the keyboard's focus and opens in a new window; a plain click amends what is there instead.
      const settings = core.amend(core.lesson_settings(id), link.getAttribute("data-set") ?? "");
      link.setAttribute("href", `#${core.write_link(settings)}`);
    }
  }

  /** @param {Settings} settings */
  build(settings) {
    const { store, controls } = this;
    const home = core.lesson_settings(settings.lesson);
    const surface = this.catalogue.surfaces.find((each) => each.id === settings.surface.id);
    if (!surface) return;
    this.ground = settings.lesson + surface.id;
    controls.clear();
    const formula = make("p", "formula");
    formula.append(trusted(surface.formula));
    this.surface.replaceChildren(formula);
    for (const param of surface.params) {
      const control = parameter({
        kind: "surface",
        id: surface.id,
        owner: surface.name,
        key: `surface.${param.id}`,
        param,
        home: (home.surface.id === surface.id ? home.surface.params[param.id] : undefined) ?? param.default,
        set: (value, origin) => store.edit((all) => (all.surface.params[param.id] = value), origin),
      });
      controls.set(param.id, control);
      this.surface.append(control.root);
    }
    this.surface.append(this.start(home));
  }

  /** The start as two exact numbers: what a click on the stage does, for the keyboard. @param {Settings} home */
  start(home) {
    const row = make("div", "start");
    const words = make("span", "words");
    words.textContent = "start";
    row.append(words);
    for (const axis of /** @type {const} */ ([0, 1])) {
      const key = axis === 0 ? "start.x" : "start.y";
      const control = new Control({
        key,
        symbol: axis === 0 ? "x" : "y",
        name: `Start, ${axis === 0 ? "x" : "y"}`,
        help: `Click or drag on the picture to move the start. The lesson begins at (${brief(home.start[0])}, ${brief(home.start[1])}).`,
        min: -FAR,
        max: FAR,
        home: home.start[axis],
        valueAt: (position) => position,
        positionOf: () => 0,
        set: (value, origin) => this.store.edit((all) => (all.start[axis] = value), origin),
      });
      control.slider.remove(); // the picture itself is its slider
      control.root.classList.add("bare");
      this.controls.set(key, control);
      row.append(control.root);
    }
    return row;
  }
}
