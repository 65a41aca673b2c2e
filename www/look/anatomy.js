// A step taken apart: the lines of a rule's source, what each has bound, and its formula; what is pointed at lights up, and its
// arrow on the stage.
import { LOOK, SETTINGS, TIME } from "../js/state.js";
import { byId, make, trusted, write } from "../js/dom.js";
import { SLOP } from "../js/stage.js";

/** @typedef {import("../js/types.js").Anatomy} Parts */

// How far from an arrow the mouse, or a finger, still points at it, css px.
const NEAR = 7;
const FINGER = 22;

export class Anatomy {
  /** @param {import("../lecture/lecture.js").Page} page */
  constructor({ store, lab }) {
    this.store = store;
    this.lab = lab;
    this.legend = byId("legend", HTMLElement);
    /** The run that is taken apart, by its place in the legend; −1 for none. */
    this.run = -1;
    /** Its lesson and optimizer. */
    this.whose = "";
    /** The name that is lit. */
    this.lit = "";
    /** Whether the mouse is on its arrow. */
    this.pointed = false;
    /** What is written, without the values, to compare with. */
    this.written = "";
    /** @type {{ name: string, row: HTMLElement, uses: string[], cells: HTMLElement[] }[]} */
    this.rows = [];
    /** @type {Set<string>} */
    this.arrows = new Set();

    this.pane = make("section", "anatomy", { id: "anatomy", "aria-labelledby": "anatomy-title" });
    this.pane.hidden = true;
    this.title = make("h2", "", { id: "anatomy-title" });
    this.name = make("b");
    this.words = make("span");
    this.title.append(this.name, this.words);
    const close = make("button", "away", { type: "button", "aria-label": "Close", title: "Close (Escape)" });
    close.textContent = "×";
    const head = make("div", "anatomy-head");
    head.append(this.title, close);
    this.table = make("div", "table", { role: "table", "aria-labelledby": "anatomy-title" });
    this.pane.append(head, this.table);
    byId("charts", HTMLElement).before(this.pane);

    close.addEventListener("click", () => this.close());
    this.table.addEventListener("pointerover", (event) => this.light(nameAt(event)));
    this.table.addEventListener("focusin", (event) => this.light(nameAt(event)));
    this.table.addEventListener("click", (event) => this.light(nameAt(event)));
    this.table.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.light(this.focused()));
    this.table.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.table.contains(event.relatedTarget))) this.light("");
    });
    this.listenToStage();
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || this.run < 0) return;
      if (event.target instanceof HTMLInputElement && event.target.type === "text") return;
      event.preventDefault();
      this.close();
    });
  }

  /** An arrow that is pointed at or tapped lights its line. A drag that moves the start, or the picture, goes on over arrows. */
  listenToStage() {
    const stage = byId("stage", HTMLElement);
    const overlay = byId("stage-overlay", HTMLElement);
    /** The finger that may be tapping. @type {{ id: number, x: number, y: number } | null} */
    let finger = null;
    /** @param {PointerEvent} event @param {number} reach css px */
    const arrowAt = (event, reach) => {
      if (this.run < 0 || document.documentElement.dataset.state === "error") return "";
      const box = overlay.getBoundingClientRect();
      return this.lab.arrow_at(event.clientX - box.left, event.clientY - box.top, reach) ?? "";
    };
    /** @param {string} name */
    const point = (name) => {
      stage.classList.toggle("on-arrow", name !== "");
      if (name) this.reveal(name);
      else if (this.pointed) this.light(this.focused());
      this.pointed = name !== "";
    };
    overlay.addEventListener("pointermove", (event) => event.pointerType !== "touch" && event.buttons === 0 && point(arrowAt(event, NEAR)));
    overlay.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && point(""));
    // Before the canvas hears of it: a tap on an arrow does not move the start.
    const before = { capture: true };
    stage.addEventListener("pointerdown", (event) => (finger = event.pointerType === "touch" && !finger ? { id: event.pointerId, x: event.clientX, y: event.clientY } : null), before);
    stage.addEventListener("pointercancel", () => (finger = null), before); // it scrolled
    stage.addEventListener(
      "pointerup",
      (event) => {
        const tap = finger?.id === event.pointerId && Math.hypot(event.clientX - finger.x, event.clientY - finger.y) < SLOP;
        finger = null;
        const name = tap ? arrowAt(event, FINGER) : "";
        if (!name) return;
        this.reveal(name);
        overlay.dispatchEvent(new PointerEvent("pointercancel", { pointerId: event.pointerId }));
        event.stopPropagation();
      },
      before,
    );
  }

  /** Lights a line, and brings it into sight where the pane is scrolled. @param {string} name */
  reveal(name) {
    this.light(name);
    this.rows.find((row) => row.name === name)?.row.scrollIntoView({ block: "nearest" });
  }

  /** The name in the line that has the keyboard's focus. */
  focused() {
    const active = document.activeElement;
    return active && this.table.contains(active) ? active.closest("[data-line]")?.getAttribute("data-line") ?? "" : "";
  }

  /** Lesson and optimizer in the place of the run that is taken apart. */
  get key() {
    const { lesson, runs } = this.store.settings;
    return `${lesson} ${runs[this.run]?.optimizer}`;
  }

  /** @param {number} run */
  toggle(run) {
    if (run === this.run) return this.close();
    this.store.pause();
    this.run = run;
    this.whose = this.key;
    this.lit = "";
    this.written = "";
    this.draw();
  }

  close() {
    if (this.run < 0) return;
    const button = this.legend.querySelector(`[data-apart="${this.run + 1}"]`);
    if (this.pane.contains(document.activeElement) && button instanceof HTMLElement) button.focus();
    this.run = -1;
    this.lit = "";
    this.draw();
  }

  /** Tells the stage; the loop then asks for what is shown. */
  draw() {
    if (document.documentElement.dataset.state === "error") return;
    const { lab, lit, run } = this;
    if (run < 0) lab.dissect();
    else lab.dissect(run, this.arrows.has(lit) ? lit : undefined);
    this.store.mark(LOOK);
  }

  /** Lights the line that binds a name, and its arrow. @param {string} name nothing for none */
  light(name) {
    if (name === this.lit || this.run < 0) return;
    this.lit = name;
    this.mark();
    this.draw();
  }

  mark() {
    const uses = this.rows.filter(({ name }) => name === this.lit).flatMap((row) => row.uses);
    for (const { name, row } of this.rows) {
      row.classList.toggle("lit", name === this.lit);
      row.classList.toggle("used", name !== this.lit && uses.includes(name));
    }
  }

  /** @param {number} kinds */
  show(kinds) {
    if (kinds & SETTINGS) this.offer();
    if (kinds & (SETTINGS | TIME | LOOK)) this.read();
  }

  /** A button in each line of the legend. */
  offer() {
    const { bare, settings } = this.store;
    for (const line of this.legend.children) {
      if (!(line instanceof HTMLElement)) continue;
      const place = Number(line.dataset.run) - 1;
      let button = line.querySelector("[data-apart]");
      if (!(button instanceof HTMLButtonElement)) {
        button = make("button", "apart", { type: "button", "data-apart": String(place + 1), "aria-pressed": "false", "aria-controls": "anatomy" });
        button.textContent = "Δ";
        button.addEventListener("click", () => this.toggle(place));
        line.querySelector(".away")?.before(button);
      }
      if (!(button instanceof HTMLButtonElement)) continue;
      button.hidden = bare || !settings.runs[place]?.on;
      const name = line.querySelector(".name")?.textContent ?? "";
      button.setAttribute("aria-label", `Take the next step of ${name} apart`);
      button.title = `Take the next step of ${name} apart: its lines, values, formulas and arrows`;
    }
  }

  read() {
    const { lab, pane } = this;
    // A run that is switched off has no next step; one that was removed, or left with its lesson, is another's place now.
    const parts = this.run >= 0 && this.key === this.whose ? lab.anatomy(this.run) : undefined;
    if (!parts && this.run >= 0) return this.close();
    for (const button of this.legend.querySelectorAll("[data-apart]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-apart") === String(this.run + 1)));
    }
    pane.hidden = !parts;
    document.documentElement.classList.toggle("dissecting", !!parts);
    if (!parts) return;
    const line = this.legend.querySelector(`[data-run="${this.run + 1}"]`);
    if (line instanceof HTMLElement) {
      pane.style.setProperty("--run", line.style.getPropertyValue("--run"));
      write(this.name, line.querySelector(".name")?.textContent ?? "");
    }
    write(this.words, ": the next step");
    this.write(parts);
  }

  /** @param {Parts} parts */
  write({ given, lines, arrows }) {
    const all = [...given.map((each) => ({ ...each, text: each.name, uses: [] })), ...lines];
    const axes = Math.max(1, ...all.map(({ values }) => values.length));
    const written = JSON.stringify([axes, all.map(({ text, formula }) => text + formula)]);
    if (written !== this.written) this.build(all, arrows, axes);
    this.written = written;
    all.forEach(({ values }, i) => this.rows[i]?.cells.forEach((cell, axis) => write(cell, values[axis] ?? "")));
  }

  /** @param {Parts["lines"]} lines @param {Parts["arrows"]} arrows @param {number} axes */
  build(lines, arrows, axes) {
    const names = [...new Set(this.lab.chart_names().flatMap(({ axis }) => (axis ? [axis] : [])))];
    this.arrows = new Set(arrows.map(({ name }) => name));
    this.table.style.setProperty("--axes", String(axes));
    const head = make("div", "heads", { role: "row" });
    const heading = (/** @type {string} */ text, /** @type {string} */ kind) => {
      const node = make("span", kind, { role: "columnheader" });
      node.textContent = text;
      return node;
    };
    head.append(heading("as it is compiled", "source"), ...Array.from({ length: axes }, (_, i) => heading(names[i] ?? "", "value")), heading("as it is written", "written"));
    this.rows = lines.map(({ name, text, uses, formula }) => {
      const row = make("div", "line", { role: "row", "data-line": name });
      const source = make("span", "source", { role: "rowheader" });
      const button = make("button", "", { type: "button" });
      const code = make("code");
      code.textContent = text;
      button.append(code);
      source.append(button);
      const cells = Array.from({ length: axes }, () => make("span", "value", { role: "cell" }));
      const math = make("span", "written", { role: "cell" });
      math.append(trusted(formula));
      row.append(source, ...cells, math);
      return { name, row, uses, cells };
    });
    this.table.replaceChildren(head, ...this.rows.map(({ row }) => row));
  }
}

/** @param {Event} event */
function nameAt(event) {
  return event.target instanceof Element ? event.target.closest("[data-line]")?.getAttribute("data-line") ?? "" : "";
}
