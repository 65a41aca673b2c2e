// One control: symbol, slider, exact number field, the ends of the range, and a place for a word when a number will not do.
// Every parameter of every optimizer and surface becomes one of these, from the core's one table of parameters.
import { make, write } from "./dom.js";

/**
 * @typedef {object} Spec
 * @property {string} key "1.lr", "surface.kappa", "speed": also the value of data-param and data-exact
 * @property {string} symbol as the prose writes it
 * @property {string} name in words, for who cannot see the symbol's place
 * @property {string} help one sentence
 * @property {number} [min] any number by default; the core may still refuse it
 * @property {number} [max]
 * @property {[number, number]} [slide] the part of min…max that the slider covers; all of it by default
 * @property {() => number} home what a double click returns to
 * @property {boolean} [isSwitch]
 * @property {(position: number) => number} valueAt slider position 0…1 to value
 * @property {(value: number) => number} positionOf the inverse
 * @property {(value: number, control: Control) => void} set
 */

/** The controls that show a word. @type {Set<Control>} */
const refused = new Set();

/** Takes back every word said before this time, and what it was about: something was accepted since. @param {number} time */
export function forgiveBefore(time) {
  for (const control of refused) {
    if (control.refusedAt < time) control.restore();
  }
}

export class Control {
  /** @param {Spec} spec */
  constructor(spec) {
    this.spec = spec;
    this.shown = NaN;
    this.refusedAt = 0;
    this.root = make("div", "control");
    this.root.title = spec.help;
    const symbol = make("span", "symbol", { "aria-hidden": "true" });
    symbol.textContent = spec.symbol;
    this.slider = make("input", "slider", {
      type: spec.isSwitch ? "checkbox" : "range",
      min: "0",
      max: "1",
      step: "0.005",
      "data-param": spec.key,
      "aria-label": `${spec.name}, slider`,
      title: spec.help,
    });
    this.exact = make("input", "exact", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      spellcheck: "false",
      "data-exact": spec.key,
      "aria-label": `${spec.name}, exact number`,
    });
    const low = make("span", "low", { "aria-hidden": "true" });
    const high = make("span", "high", { "aria-hidden": "true" });
    low.textContent = brief(spec.slide?.[0] ?? spec.min ?? 0);
    high.textContent = brief(spec.slide?.[1] ?? spec.max ?? 1);
    this.word = make("p", "word", { id: `word-${spec.key}`, role: "alert" });
    this.word.hidden = true;
    this.exact.setAttribute("aria-describedby", this.word.id);
    this.root.append(symbol, this.slider, this.exact, low, high, this.word);
    this.listen();
  }

  listen() {
    const { slider, exact, spec } = this;
    slider.addEventListener("input", () => {
      this.change(spec.isSwitch ? Number(slider.checked) : spec.valueAt(slider.valueAsNumber));
    });
    slider.addEventListener("dblclick", () => this.change(spec.home()));
    // A number takes effect as soon as it is one; a bad one is only spoken of when the field is left or Enter is pressed.
    exact.addEventListener("input", () => {
      const value = read(exact.value);
      if (this.fits(value)) this.change(value);
    });
    exact.addEventListener("change", () => {
      const value = read(exact.value);
      if (this.fits(value)) {
        exact.value = digits(value); // "1.9/25" becomes the number it is
        this.change(value);
      } else this.refuse(`${spec.symbol} takes a number${this.range()}; it stays at ${brief(this.shown)}.`);
    });
    exact.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.restore();
    });
  }

  /** @param {number} value */
  fits(value) {
    const { min = -Infinity, max = Infinity } = this.spec;
    return Number.isFinite(value) && value >= min && value <= max;
  }

  range() {
    const { min, max } = this.spec;
    return min === undefined || max === undefined ? "" : ` from ${brief(min)} to ${brief(max)}`;
  }

  /** @param {number} value */
  change(value) {
    this.forgive();
    this.spec.set(value, this);
  }

  /** Says in place why a number was not taken; what was typed stays. @param {string} message */
  refuse(message) {
    write(this.word, message);
    this.word.hidden = false;
    this.refusedAt = performance.now();
    refused.add(this);
    this.exact.setAttribute("aria-invalid", "true");
    if (!this.spec.isSwitch) this.slider.value = String(this.spec.positionOf(this.shown));
  }

  forgive() {
    if (this.word.hidden) return;
    this.word.hidden = true;
    refused.delete(this);
    this.exact.removeAttribute("aria-invalid");
  }

  restore() {
    this.forgive();
    this.exact.value = digits(this.shown);
  }

  /** Shows a value that came from anywhere. @param {number} value */
  show(value) {
    if (value === this.shown) return;
    this.shown = value;
    const { slider, exact, spec } = this;
    if (spec.isSwitch) slider.checked = value !== 0;
    else {
      slider.value = String(spec.positionOf(value));
      slider.setAttribute("aria-valuetext", `${spec.symbol} ${brief(value)}`);
    }
    // Half-typed numbers ("0.0" on the way to "0.05") belong to the one who types.
    if (document.activeElement === exact && read(exact.value) === value) return;
    exact.value = digits(value);
    this.forgive();
  }
}

/**
 * The button that unfolds the parameters of something beyond the first, and on a small screen the first as well. It tells their
 * values. What is folded has the class `rest`, the first `rate`.
 */
export class Fold {
  /**
   * @param {HTMLElement} root what gets the class `unfolded`
   * @param {string} name
   * @param {import("./types.js").Param[]} params
   */
  constructor(root, name, params) {
    this.root = root;
    this.name = name;
    this.params = params;
    this.button = make("button", params.length > 1 ? "more" : "more single", { type: "button" });
    this.first = make("span", "first");
    this.others = make("span");
    this.button.append(this.first, this.others);
    this.button.addEventListener("click", () => this.open(!root.classList.contains("unfolded")));
    this.open(false);
  }

  /** @param {boolean} open */
  open(open) {
    this.root.classList.toggle("unfolded", open);
    this.button.setAttribute("aria-expanded", String(open));
  }

  /** @param {Record<string, number>} values */
  show(values) {
    const said = this.params.map((param) => `${param.symbol} = ${brief(values[param.id] ?? param.default)}`);
    const [first = "", ...others] = said;
    write(this.first, others.length > 0 ? `${first}, ` : first);
    write(this.others, others.join(", "));
    const all = said.join(", ");
    this.button.title = all;
    // With what is seen of it: it can be called by that.
    this.button.setAttribute("aria-label", `Parameters of ${this.name}: ${all}`);
  }
}

/**
 * A number as people type it: a decimal comma, a true minus and "1.9/25" are welcome.
 * @param {string} text
 * @returns {number} NaN if it is none
 */
export function read(text) {
  const [above = "", below, ...rest] = text.trim().replace(/−/g, "-").replace(/,/g, ".").split("/");
  if (above.trim() === "" || below?.trim() === "" || rest.length > 0) return NaN;
  return Number(above) / (below === undefined ? 1 : Number(below));
}

/**
 * A number for reading: a true minus, powers of ten as powers.
 * @param {number} value
 */
export function brief(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
    const [digits = "", exponent = ""] = value.toExponential(2).split("e");
    const head = String(Number(digits)).replace("-", "−");
    const power = `10${superscript(exponent.replace("+", ""))}`;
    return head === "1" ? power : `${head}·${power}`;
  }
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

/** @param {string} digits */
function superscript(digits) {
  return digits.replace(/[-0-9]/g, (digit) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(digit)] ?? digit);
}

/** All digits of a number in the fewest characters: 0.000005 does not fit where 5e-6 does. @param {number} value */
function digits(value) {
  const [plain, scientific] = [String(value), value.toExponential()];
  return plain.length <= scientific.length + 2 ? plain : scientific;
}
