// Exact fields: the step to go to, and the seed of all randomness.
import { make, write } from "../js/dom.js";
import { Control, read } from "../js/controls.js";
import { FURTHEST } from "../js/state.js";
import { core } from "../js/core.js";

const LARGEST_SEED = 2 ** 32 - 1;

export class Fields {
  /** @param {import("../js/state.js").Store} store @param {HTMLElement} tools */
  constructor(store, tools) {
    this.seed = new Control({
      key: "seed",
      symbol: "seed",
      name: "Seed of all randomness",
      help: "All randomness is drawn from this whole number: the same seed, the same race.",
      min: 0,
      max: LARGEST_SEED,
      home: () => core.lesson_settings(store.settings.lesson).seed,
      valueAt: (position) => position,
      positionOf: () => 0,
      set: (value, control) => {
        if (Number.isInteger(value)) store.edit((all) => (all.seed = value), control);
        else control.refuse(`The seed is a whole number; it stays at ${store.settings.seed}.`);
      },
    });
    this.seed.slider.remove();
    this.seed.root.classList.add("seed");
    tools.append(this.seed.root);
    this.lesson = "";
    this.forget = goTo(store);
  }

  /** @param {import("../js/types.js").Settings} settings */
  show(settings) {
    this.seed.show(settings.seed);
    if (settings.lesson !== this.lesson) this.forget();
    this.lesson = settings.lesson;
  }
}

/**
 * Beside the timeline: a number typed there is the step shown, computed where need be.
 * @param {import("../js/state.js").Store} store
 * @returns {() => void} forgets what was typed, and what was said of it
 */
function goTo(store) {
  const root = make("label", "go-to", { title: `Go to a step, up to ${FURTHEST}` });
  const field = make("input", "exact", { id: "go-to", type: "text", inputmode: "numeric", autocomplete: "off", "aria-label": "Go to step", placeholder: "go to" });
  const word = make("span", "word", { role: "alert", id: "go-to-word" });
  field.setAttribute("aria-describedby", word.id);
  const say = (/** @type {string} */ text) => {
    write(word, text);
    word.hidden = text === "";
    if (text) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  const forget = () => {
    field.value = "";
    say("");
  };
  forget();
  field.addEventListener("change", () => {
    const step = read(field.value);
    if (field.value.trim() === "") return say("");
    if (!Number.isInteger(step) || step < 0 || step > FURTHEST) return say(`A step is a whole number from 0 to ${FURTHEST}.`);
    forget();
    store.seek(step);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") forget();
  });
  root.append(field, word);
  document.querySelector(".timeline")?.append(root);
  return forget;
}
