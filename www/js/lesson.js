// The lesson's words and its surface: prose with live links, the formula, the surface's parameters and the start.
import { core } from "./core.js";
import { byId, make, reducedMotion, refusal, trusted } from "./dom.js";
import { Control, Fold, brief } from "./controls.js";
import { note } from "./link.js";
import { parameter } from "./parameters.js";

/** @typedef {import("./types.js").Catalogue} Catalogue */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./state.js").Store} Store */

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
    this.question = byId("question", HTMLDetailsElement);
    this.surface = byId("surface", HTMLElement);
    this.load = load;
    this.lesson = "";
    this.ground = "";
    /** @type {Map<string, Control>} */
    this.controls = new Map();
    /** @type {Fold | undefined} */
    this.fold = undefined;
    /** The list of surfaces is made anew with the surface, and keeps the keyboard. */
    this.focusChoice = false;

    const words = byId("lesson", HTMLElement);
    words.addEventListener("click", (event) => {
      const link = liveLink(event);
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.follow(link);
    });
    // An address depends on all settings, so it is written when somebody comes near it: to open or copy it, or to read it.
    for (const near of ["pointerover", "focusin"]) {
      words.addEventListener(near, (event) => {
        const link = liveLink(event);
        if (link) this.address(link);
      });
    }
  }

  /** Amends the settings as the link says, or says why that cannot be. @param {Element} link */
  follow(link) {
    const { store } = this;
    try {
      const settings = core.amend({ ...store.settings, step: null }, link.getAttribute("data-set") ?? "");
      // Who asked for less motion sees what becomes of the step that is shown.
      if (reducedMotion.matches && store.step > 0) settings.step ??= store.step;
      note([]);
      this.load(settings);
    } catch (error) {
      note([refusal(error)]);
    }
  }

  /** A true address, so that the link takes the keyboard's focus and opens in a new window. @param {Element} link */
  address(link) {
    let hash = "";
    try {
      hash = core.write_link(core.amend({ ...this.store.settings, step: null }, link.getAttribute("data-set") ?? ""));
    } catch (error) {
      refusal(error); // it says so when it is clicked
    }
    link.setAttribute("href", `#${hash}`);
  }

  /** @param {Settings} settings */
  show(settings) {
    if (settings.lesson !== this.lesson) this.write(settings.lesson);
    if (groundOf(settings) !== this.ground) this.build(settings);
    for (const [id, control] of this.controls) {
      const value = id === "start.x" ? settings.start[0] : id === "start.y" ? settings.start[1] : settings.surface.params[id];
      if (value !== undefined) control.show(value);
    }
    this.fold?.show(settings.surface.params);
  }

  /** @param {string} id */
  write(id) {
    const { lesson } = this.store;
    this.lesson = id;
    this.title.textContent = lesson.title;
    document.title = `${lesson.title} · Downhill`;
    this.prose.replaceChildren(trusted(lesson.prose));
    for (const link of this.prose.querySelectorAll("a[data-set]")) this.address(link);
    this.question.hidden = !lesson.question;
    this.question.open = false;
    this.question.lastElementChild?.replaceChildren(trusted(lesson.question));
  }

  /** @param {Settings} settings */
  build(settings) {
    const { store, controls } = this;
    const home = core.lesson_settings(settings.lesson);
    const surface = this.catalogue.surfaces.find((each) => each.id === settings.surface.id);
    if (!surface) return;
    this.ground = groundOf(settings);
    controls.clear();
    const formula = make("p", "formula");
    if (settings.surface.formula) formula.textContent = `f(x, y) = ${settings.surface.formula}`;
    else formula.append(trusted(surface.formula));
    const ground = make("div", "ground");
    ground.append(this.choice(surface.id), formula);
    this.surface.replaceChildren(ground);
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
      if (controls.size > 1) control.root.classList.add("rest");
    }
    this.surface.append(this.start(home, surface));
    if (this.focusChoice) this.surface.querySelector("select")?.focus();
    this.focusChoice = false;
  }

  /** All surfaces to choose from. @param {string} chosen */
  choice(chosen) {
    const list = make("select", "", { id: "ground", "aria-label": "Surface" });
    list.append(...this.catalogue.surfaces.map(({ id, name }) => new Option(name, id, false, id === chosen)));
    list.addEventListener("change", () => {
      note([]);
      // With the surface's own start, and rates at which each optimizer can be watched on it.
      this.load({ ...core.amend(this.store.settings, `surface=${list.value}`), step: null });
      this.focusChoice = true;
    });
    return list;
  }

  /**
   * The start as two exact numbers, what a click on the stage does, for the keyboard; and the fold of the surface's further parameters.
   * @param {Settings} home
   * @param {import("./types.js").SurfaceInfo} surface
   */
  start(home, surface) {
    const row = make("div", "start");
    const words = make("span", "words");
    words.textContent = "start";
    row.append(words);
    for (const axis of /** @type {const} */ ([0, 1])) {
      const key = axis === 0 ? "start.x" : "start.y";
      const control = new Control({
        key,
        symbol: surface.names[axis],
        name: `Start, ${surface.names[axis]}`,
        help: `Click or drag on the picture to move the start. The lesson begins at (${brief(home.start[0])}, ${brief(home.start[1])}).`,
        home: () => home.start[axis],
        valueAt: (position) => position,
        positionOf: () => 0,
        set: (value, origin) => this.store.edit((all) => (all.start[axis] = value), origin),
      });
      control.slider.remove(); // the picture itself is its slider
      control.root.classList.add("bare");
      this.controls.set(key, control);
      row.append(control.root);
    }
    this.fold = new Fold(this.surface, surface.name, surface.params);
    row.append(this.fold.button);
    // What the lesson is about is in sight.
    const { id, params } = home.surface;
    this.fold.open(
      id === surface.id &&
        surface.params.slice(1).some((param) => params[param.id] !== param.default || this.prose.querySelector(`[data-set*="surface.${param.id}="]`) !== null),
    );
    return row;
  }
}

/** The live link that an event is about. @param {Event} event */
export function liveLink(event) {
  return event.target instanceof Element ? event.target.closest("a[data-set]") : null;
}

/** What the words and controls of the surface are built for. @param {Settings} settings */
function groundOf({ lesson, surface }) {
  return [lesson, surface.id, surface.formula].join(" ");
}
