// The legend is the control: each run's colour and shape, its name, on or off, its rate, what is read off it, and under that the
// rest of its parameters.
import { core } from "./core.js";
import { byId, make, refusal, write } from "./dom.js";
import { Fold } from "./controls.js";
import { note } from "./link.js";
import { parameter } from "./parameters.js";

/** @typedef {import("./types.js").Catalogue} Catalogue */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Readout} Readout */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./controls.js").Control} Control */

/** The heads' shapes, those of src/draw/trail.rs, in a box of 16. */
const SHAPES = /** @type {Record<string, string>} */ ({
  circle: "M8 2.2a5.8 5.8 0 1 0 .01 0z",
  square: "M3 3h10v10H3z",
  triangle: "M8 2 14.4 13.4H1.6z",
  diamond: "M8 1.4 14.6 8 8 14.6 1.4 8z",
  pentagon: "M8 1.6 14.4 6.3 12 13.8H4L1.6 6.3z",
  star: "M8 1l2 4.7 5.1.4-3.9 3.3 1.2 5L8 11.8l-4.4 2.6 1.2-5L.9 6.1 6 5.7z",
});

export class Legend {
  /** @param {Catalogue} catalogue @param {Store} store */
  constructor(catalogue, store) {
    this.catalogue = catalogue;
    this.store = store;
    this.root = byId("legend", HTMLElement);
    /** @type {Entry[]} */
    this.entries = [];
    this.runs = "";
    this.lesson = "";
    /** The run that takes the keyboard's focus from one that was removed; −1 for none. */
    this.heir = -1;
    this.another = byId("another", HTMLSelectElement);
    byId("add", HTMLButtonElement).addEventListener("click", () => {
      if (!this.another.value) return;
      try {
        const { runs } = core.add_run(store.settings, this.another.value);
        store.edit((all) => (all.runs = runs));
      } catch (error) {
        note([refusal(error)]);
      }
    });
  }

  /** Lists all optimizers of the catalogue, to add one; the first that does not run yet is chosen. */
  offer() {
    const { another, catalogue, store } = this;
    another.replaceChildren(...catalogue.optimizers.map(({ id, name }) => new Option(name, id)));
    const fresh = catalogue.optimizers.find(({ id }) => !store.settings.runs.some((run) => run.optimizer === id));
    if (fresh) another.value = fresh.id;
  }

  /** @param {number} index */
  remove(index) {
    this.heir = index;
    this.store.edit((all) => all.runs.splice(index, 1));
  }

  /** @param {Settings} settings */
  show(settings) {
    const runs = settings.lesson + settings.runs.map((run) => ` ${run.optimizer}`).join("");
    if (runs !== this.runs) this.build(settings, runs);
    settings.runs.forEach((run, index) => this.entries[index]?.show(run, this.store.values(settings, index)));
  }

  /** @param {Settings} settings @param {string} runs */
  build(settings, runs) {
    const before = settings.lesson === this.lesson ? this.entries : [];
    this.runs = runs;
    this.lesson = settings.lesson;
    const home = core.lesson_settings(settings.lesson);
    this.entries = settings.runs.map((run, index) => {
      const info = this.catalogue.optimizers.find((each) => each.id === run.optimizer);
      if (!info) throw new Error(`the catalogue has no optimizer ${run.optimizer}`);
      const old = before[index];
      if (old?.info === info) return old; // as it stands, folded or not
      const same = home.runs[index]?.optimizer === run.optimizer ? home.runs[index] : undefined;
      return new Entry(index, info, same?.params ?? {}, this.store, () => this.remove(index));
    });
    // What stays where it is is not taken out: it may have the focus, or be held by the pointer.
    const nodes = this.entries.map((entry) => entry.root);
    const { children } = this.root;
    const stays = children.length <= nodes.length && Array.from(children).every((child, i) => child === nodes[i]);
    if (stays) this.root.append(...nodes.slice(children.length));
    else this.root.replaceChildren(...nodes);
    this.offer(); // the next that does not run yet
    if (this.heir >= 0) (this.entries[this.heir]?.on ?? this.another).focus();
    this.heir = -1;
  }

  /** @param {Readout[]} readouts */
  read(readouts) {
    readouts.forEach((readout, index) => this.entries[index]?.read(readout));
  }
}

class Entry {
  /**
   * @param {number} index
   * @param {import("./types.js").OptimizerInfo} info
   * @param {Record<string, number>} home the lesson's own parameters
   * @param {Store} store
   * @param {() => void} remove
   */
  constructor(index, info, home, store, remove) {
    const n = index + 1;
    this.info = info;
    this.root = make("li", "run", { "data-run": String(n) });

    const head = make("label", "head");
    this.on = make("input", "on", { type: "checkbox", "data-on": String(n) });
    this.on.addEventListener("change", () => {
      const { checked } = this.on;
      store.edit((all) => {
        const run = all.runs[index];
        if (run) run.on = checked;
      });
    });
    this.swatch = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("viewBox", "0 0 16 16");
    picture.setAttribute("class", "swatch");
    picture.setAttribute("aria-hidden", "true");
    picture.append(this.swatch);
    this.name = make("span", "name");
    head.append(this.on, picture, this.name);
    const away = make("button", "away", { type: "button", "data-remove": String(n), "aria-label": `Remove ${info.name}`, title: `Remove ${info.name}` });
    away.textContent = "×";
    away.addEventListener("click", remove);

    /** @type {Control[]} */
    this.controls = info.params.map((param) =>
      parameter({
        kind: "optimizer",
        id: info.id,
        owner: info.name,
        key: `${n}.${param.id}`,
        param,
        home: home[param.id] ?? param.default,
        set: (value, origin) =>
          store.edit((all) => {
            store.toEdit(all, index, origin)[param.id] = value;
          }, origin),
      }),
    );
    const [rate, ...rest] = this.controls;
    const title = make("div", "title");
    this.fold = new Fold(this.root, info.name, info.params);
    title.append(head, this.fold.button, away);
    this.root.append(title);
    rate?.root.classList.add("rate");
    for (const control of rest) control.root.classList.add("rest");
    this.root.append(...this.controls.map((control) => control.root));

    this.numbers = make("dl", "numbers");
    this.labels = "";
    /** @type {HTMLElement[]} */
    this.cells = [];
    this.sentence = new Sentence(make("p", "sentence", { "data-readout": `${n}.sentence` }));
    this.root.append(this.numbers, this.sentence.root);
  }

  /** @param {import("./types.js").RunSettings} run @param {Record<string, number>} values */
  show(run, values) {
    if (this.on.checked !== run.on) this.on.checked = run.on;
    this.root.classList.toggle("off", !run.on);
    this.info.params.forEach((param, i) => this.controls[i]?.show(values[param.id] ?? param.default));
    this.fold.show(values);
  }

  /** Columns for these numbers. @param {Readout["numbers"]} numbers */
  columns(numbers) {
    this.cells = numbers.map(({ id }) => make("dd", "", { "data-readout": `${this.root.dataset.run}.${id}` }));
    this.numbers.replaceChildren(
      ...numbers.map(({ label }, i) => {
        const pair = make("div");
        const words = make("dt");
        words.textContent = label;
        pair.append(words, this.cells[i] ?? "");
        return pair;
      }),
    );
  }

  /** @param {Readout} readout */
  read(readout) {
    const shape = SHAPES[readout.shape] ?? SHAPES.circle ?? "";
    if (this.swatch.getAttribute("d") !== shape) this.swatch.setAttribute("d", shape);
    if (this.root.style.getPropertyValue("--run") !== readout.color) this.root.style.setProperty("--run", readout.color);
    write(this.name, readout.name);
    if (readout.status === "off") return; // what it read stands there unseen, and keeps its room
    const labels = readout.numbers.map(({ label }) => label).join();
    if (labels !== this.labels) this.columns(readout.numbers);
    this.labels = labels;
    readout.numbers.forEach(({ text }, i) => write(/** @type {HTMLElement} */ (this.cells[i]), text));
    this.sentence.write(readout.sentence, readout.name);
  }
}

/** A sentence whose numbers are set in the run's colour. Its nodes are kept from step to step. */
export class Sentence {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.text = "";
    /** Words and numbers in turn. @type {HTMLElement[]} */
    this.parts = [];
  }

  /** @param {string} text @param {string} [name] it begins with; its numbers are no measures */
  write(text, name = "") {
    if (text === this.text) return;
    this.text = text;
    const start = text.startsWith(name) ? name.length : 0;
    // A capturing split keeps the numbers: even places are words, odd ones numbers.
    const pieces = text.slice(start).split(/(?<!\p{L})([−-]?\d[\d.,]*(?:[·×]10)?(?:[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|e[+−-]?\d+)?(?<![.,]))/u);
    pieces[0] = text.slice(0, start) + pieces[0];
    while (this.parts.length < pieces.length) {
      const part = make(this.parts.length % 2 ? "b" : "span");
      this.parts.push(part);
      this.root.append(part);
    }
    this.parts.forEach((part, i) => write(part, pieces[i] ?? ""));
  }
}
