// The typed formula: a field in the place of the formula, and under it the core's word, with a mark at the column that it names.
import { make, refusal, write } from "../js/dom.js";
import { core } from "../js/core.js";
import { reach } from "../look/scroll.js";

export class Formula {
  /** @param {import("../lecture/lecture.js").Page} page */
  constructor({ store }) {
    this.store = store;
    this.shown = "";
    this.field = make("input", "exact", { id: "formula", type: "text", autocomplete: "off", spellcheck: "false", autocapitalize: "off", "aria-label": "Formula of x and y" });
    this.mark = make("span", "column-mark", { "aria-hidden": "true" });
    this.mark.textContent = "▴";
    this.word = make("p", "word", { id: "formula-word", role: "alert" });
    this.field.setAttribute("aria-describedby", this.word.id);
    const words = make("label", "words", { for: "formula" });
    words.textContent = "f(x, y) =";
    this.root = make("div", "typed");
    this.root.append(words, this.field, this.mark, this.word);
    this.say("");
    /** Whether the field had the focus when the surface's controls were made anew. */
    this.focused = false;
    this.field.addEventListener("input", () => this.say(this.refused()));
    this.field.addEventListener("change", () => this.take());
    this.field.addEventListener("scroll", () => this.point());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.field.value = this.shown;
      this.say("");
    });
    this.column = 0;
  }

  /** @param {import("../js/types.js").Settings} settings */
  show({ surface }) {
    const place = document.querySelector("#surface .formula");
    const typed = surface.id === "formula";
    if (!typed || !place) return this.root.remove();
    const text = surface.formula ?? "";
    if (this.root.parentElement !== place) place.replaceChildren(this.root);
    if (text !== this.shown || document.activeElement !== this.field) {
      if (this.word.hidden) this.field.value = text;
      this.shown = text;
    }
    if (this.focused) this.field.focus();
    this.focused = false;
  }

  /** A long formula scrolls. */
  reach() {
    const place = document.querySelector("#surface .formula");
    if (place instanceof HTMLElement) reach(place, "Formula");
  }

  /** What the core says against the text in the field; nothing where it takes it. */
  refused() {
    try {
      core.amend(this.store.settings, `formula=${encodeURIComponent(this.field.value)}`);
      return "";
    } catch (error) {
      return refusal(error);
    }
  }

  /** The surface becomes what is typed; start and rates stay. */
  take() {
    const message = this.refused();
    this.say(message);
    const { value } = this.field;
    if (message || value === this.shown) return;
    this.focused = document.activeElement === this.field;
    this.store.edit((all) => (all.surface.formula = value), { refuse: (refusal) => this.say(refusal) });
  }

  /** @param {string} message */
  say(message) {
    write(this.word, message);
    this.word.hidden = message === "";
    if (message) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
    this.column = Number(/column (\d+)/.exec(message)?.[1] ?? 0);
    this.point();
  }

  /** Puts the mark under the column. Every character of the field is as wide as "0". */
  point() {
    const { column, field, mark } = this;
    mark.hidden = column === 0;
    mark.style.setProperty("--column", String(column - 1));
    mark.style.setProperty("--scrolled", `${field.scrollLeft}px`);
  }
}
