// The charts: which ones are shown, what stands at the step that is pointed at, and that step by a click.
import { FURTHEST, LOOK, PLAY, SETTINGS, SIZE, THEME, TIME } from "../js/state.js";
import { byId, make, write } from "../js/dom.js";
import { SMALL } from "../lecture/window.js";
import { reach } from "./scroll.js";

/** @typedef {import("../js/types.js").Offer} Offer */
/** @typedef {import("../js/types.js").Seen} Seen */

const MOST = 4;
const PLAIN = "loss";
const LEAP = 10; // steps
const GAP = 16; // css px between the pointer and what is read there

export class Charts {
  /** @param {import("../lecture/lecture.js").Page} page */
  constructor({ store, lab }) {
    this.store = store;
    this.lab = lab;
    this.root = byId("charts", HTMLElement);
    this.canvas = byId("chart", HTMLCanvasElement);
    /** What the viewer has chosen, also where the present runs do not offer it. */
    this.chosen = [PLAIN];
    /** What is drawn of it. */
    this.drawn = PLAIN;
    /** The offers of the present runs, as text to compare with. */
    this.offered = "";
    /** @type {Offer[]} */
    this.offers = [];
    /** Where the pointer is, on the page. @type {{ x: number, y: number } | null} */
    this.pointer = null;
    /** The step that the keyboard points at; −1 for none. */
    this.cursor = -1;
    this.step = -1;

    this.chooser = make("div", "chooser");
    this.button = make("button", "choose", { type: "button", "aria-expanded": "false", "aria-controls": "chart-list" });
    this.button.textContent = "charts";
    this.list = make("div", "chart-list", { id: "chart-list", role: "group", "aria-label": `Charts, ${MOST} at most` });
    this.list.hidden = true;
    this.chooser.append(this.button, this.list);
    // Many charts are wider than a small screen.
    this.scroller = make("div", "chart-scroller");
    this.scroller.append(this.canvas);
    this.root.append(this.scroller);
    this.lay();
    this.reading = make("div", "reading", { "aria-hidden": "true" });
    this.reading.hidden = true;
    this.title = make("p");
    this.rows = make("div", "rows");
    this.reading.append(this.title, this.rows);
    this.values = make("p", "unseen", { id: "chart-values" });
    this.told = make("p", "unseen", { id: "chart-reading", role: "status" });
    this.canvas.setAttribute("aria-describedby", this.values.id);
    this.canvas.setAttribute("role", "application"); // a picture takes no keys
    this.canvas.setAttribute("aria-keyshortcuts", "ArrowLeft ArrowRight Home End Enter");
    this.canvas.tabIndex = 0;
    this.root.after(this.values, this.told);
    document.body.append(this.reading);
    this.listen();
  }

  /** The chooser stands with the buttons of time; on a small screen these have no room, and it stands over the charts. */
  lay() {
    const speed = byId("speed-control", HTMLElement);
    if (SMALL.matches) this.root.append(this.chooser);
    else speed.before(this.chooser);
  }

  listen() {
    const { button, canvas, chooser, list } = this;
    SMALL.addEventListener("change", () => this.lay());
    button.addEventListener("click", () => this.open(list.hidden === true));
    chooser.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || list.hidden) return;
      event.preventDefault();
      this.open(false);
      button.focus();
    });
    chooser.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && !chooser.contains(event.relatedTarget)) this.open(false);
    });
    addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !chooser.contains(event.target)) this.open(false);
    });
    list.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement) this.toggle(event.target.value, event.target.checked);
    });
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      // A finger may be about to scroll the page: it goes there once it has been lifted.
      if (event.pointerType !== "touch") this.seek(event);
    });
    canvas.addEventListener("click", (event) => this.seek(event));
    canvas.addEventListener("pointermove", (event) => {
      this.point({ x: event.clientX, y: event.clientY });
      if (event.buttons & 1 && event.pointerType !== "touch") this.seek(event);
    });
    // The mouse points without it, and leaves the arrows to time: also those of a text field that was being typed in.
    canvas.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const { activeElement } = document;
      if (activeElement instanceof HTMLInputElement && activeElement.type === "text") activeElement.blur();
    });
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("blur", () => this.aim(-1));
    // The arrows scroll where there is something to scroll, before they step.
    this.scroller.addEventListener("keydown", (event) => {
      const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (way === 0 || event.target !== this.scroller || event.shiftKey) return;
      this.scroller.scrollBy({ left: way * 60 });
      event.preventDefault();
    });
    for (const end of ["pointerleave", "pointercancel"]) canvas.addEventListener(end, () => this.point(null));
    addEventListener("scroll", () => this.pointer && this.point(null), { passive: true, capture: true });
  }

  /** @param {boolean} open */
  open(open) {
    if (open === !this.list.hidden) return;
    if (open) this.offer();
    this.list.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }

  /** Whether the core can be asked. */
  get alive() {
    return document.documentElement.dataset.state !== "error";
  }

  /** @param {string} id @param {boolean} on */
  toggle(id, on) {
    if (!this.alive) return;
    const known = this.chosen.filter((each) => this.has(each) && each !== id);
    this.chosen = on ? [...known, id].slice(-MOST) : known;
    this.apply();
    this.tick();
  }

  /** @param {string} id */
  has(id) {
    return this.offers.some((offer) => offer.id === id);
  }

  /** Draws what has been chosen, as far as the present runs have it; the loss where they have none of it. */
  apply() {
    const order = (/** @type {string} */ id) => this.offers.findIndex((offer) => offer.id === id);
    const ids = this.chosen.filter((id) => this.has(id)).sort((a, b) => order(a) - order(b));
    const drawn = ids.join() || PLAIN;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.lab.set_charts(ids);
    this.root.style.setProperty("--charts", String(drawn.split(",").length));
    this.store.mark(LOOK);
  }

  /** The charts that the present runs offer. */
  look() {
    const offers = this.lab.chart_names();
    const offered = JSON.stringify(offers);
    if (offered === this.offered) return;
    this.offered = offered;
    this.offers = offers;
    this.apply();
    if (!this.list.hidden) this.offer();
  }

  /** A line for each thing that can be charted, with a box for each axis. */
  offer() {
    const active = document.activeElement;
    const focused = active instanceof HTMLInputElement && this.list.contains(active) ? active.value : "";
    /** @type {Map<string, Offer[]>} */
    const lines = new Map();
    for (const offer of this.offers) {
      const key = offer.axis ? offer.symbol + offer.words : offer.id;
      lines.set(key, [...(lines.get(key) ?? []), offer]);
    }
    const rows = [...lines.values()].map((offers) => {
      const [first] = offers;
      const row = make("div", "offer");
      const symbol = make("span", "symbol");
      const words = make("span", "words");
      symbol.textContent = first?.symbol ?? "";
      words.textContent = first?.words ?? "";
      const boxes = offers.map((offer) => {
        const label = make("label");
        const box = make("input", "", { type: "checkbox", value: offer.id, "aria-label": [offer.symbol, offer.words, offer.axis].filter(Boolean).join(", ") });
        label.append(box, offer.axis ?? "");
        return label;
      });
      row.append(symbol, words, ...boxes);
      return row;
    });
    const most = make("p");
    most.textContent = `${MOST} at most, side by side`;
    this.list.replaceChildren(...rows, most);
    this.tick();
    for (const box of this.list.querySelectorAll("input")) if (box.value === focused) box.focus();
  }

  /** Ticks what is drawn. The last one stays: there is always a chart. */
  tick() {
    const drawn = this.drawn.split(",");
    for (const box of this.list.querySelectorAll("input")) {
      box.checked = drawn.includes(box.value);
      const fixed = box.checked ? drawn.length === 1 && box.value === PLAIN : drawn.length >= MOST;
      if (box.disabled !== fixed && document.activeElement !== box) box.disabled = fixed;
    }
  }

  /** @param {{ x: number, y: number } | null} pointer */
  point(pointer) {
    this.pointer = pointer;
    if (this.alive) this.read();
  }

  /** Points at a step by keyboard; at none below 0. @param {number} step */
  aim(step) {
    this.cursor = step;
    if (!this.alive) return;
    const seen = this.at(this.aimed());
    this.cursor = seen?.step ?? -1; // there is none beyond the last
    this.read();
    const charts = seen ? this.lab.chart_values(seen.step) : [];
    // What one chart shows is known; of several each is named.
    write(this.told, charts[1] ? `Step ${seen?.step}. ${spoken(charts)}` : spoken(charts, `Step ${seen?.step}`));
  }

  /** Where the step that the keyboard points at lies on the page. */
  aimed() {
    const place = this.cursor < 0 ? undefined : this.lab.chart_place(this.cursor);
    if (!place) return null;
    const box = this.canvas.getBoundingClientRect();
    return { x: box.left + (place[0] ?? 0), y: box.top + (place[1] ?? 0) };
  }

  /** Arrows point at steps, with Shift at ten at once; Enter goes there, Escape points at none. @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.alive || !this.store.lesson.charts) return;
    const shown = this.lab.chart_values()[0]?.step ?? 0;
    const [from, by] = [this.cursor < 0 ? shown : this.cursor, event.shiftKey ? LEAP : 1];
    const step = { ArrowLeft: Math.max(0, from - by), ArrowRight: from + by, Home: 0, End: FURTHEST, Escape: -1 }[event.key];
    if (event.key === "Enter" && this.cursor >= 0) this.go(this.at(this.aimed()));
    else if (step === undefined || (step < 0 && this.cursor < 0)) return;
    else this.aim(step);
    event.preventDefault();
  }

  /** What the chart shows there. @param {{ x: number, y: number } | null} pointer @returns {Seen | undefined} */
  at(pointer) {
    if (!pointer) return undefined;
    const box = this.canvas.getBoundingClientRect();
    return this.lab.chart_at(pointer.x - box.left, pointer.y - box.top);
  }

  /** Reads off where the pointer is, and shows that step in all charts. */
  read() {
    const { lab, reading, store } = this;
    const pointer = this.pointer ?? this.aimed();
    const seen = this.at(pointer);
    const step = seen?.step ?? -1;
    if (step !== this.step) {
      this.step = step;
      lab.hover_step(seen?.step);
      store.mark(LOOK);
    }
    reading.hidden = !seen || seen.values.length === 0;
    if (!seen || !pointer || reading.hidden) return;
    write(this.title, `${seen.title}, step ${seen.step}`);
    while (this.rows.childElementCount > seen.values.length) this.rows.lastElementChild?.remove();
    while (this.rows.childElementCount < seen.values.length) {
      const row = make("p");
      row.append(make("b"), make("span"));
      this.rows.append(row);
    }
    seen.values.forEach(({ name, color, text }, i) => {
      const row = /** @type {HTMLElement} */ (this.rows.children[i]);
      row.style.setProperty("--run", color);
      write(/** @type {Node} */ (row.firstChild), name);
      write(/** @type {Node} */ (row.lastChild), text);
    });
    // Beside the pointer, on the side where there is room; above its height, so that it stays in the window.
    const { offsetWidth: width, offsetHeight: height } = reading;
    const right = pointer.x + GAP + width <= innerWidth;
    const left = right ? pointer.x + GAP : Math.max(0, pointer.x - GAP - width);
    const top = Math.max(0, Math.min(pointer.y - height / 2, innerHeight - height - 4));
    reading.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  /** @param {MouseEvent} event */
  seek(event) {
    if (!this.alive) return;
    this.go(this.at({ x: event.clientX, y: event.clientY }));
  }

  /** @param {Seen | undefined} seen */
  go(seen) {
    if (seen) this.store.seek(Math.min(seen.seek, this.store.length));
  }

  /** @param {number} kinds */
  show(kinds) {
    const { store } = this;
    if (kinds & SETTINGS) this.look();
    if (kinds & SIZE) reach(this.scroller, "Charts");
    if ((this.pointer || this.cursor >= 0) && kinds & (SETTINGS | TIME | SIZE | THEME)) this.read();
    if (!store.playing && kinds & (SETTINGS | TIME | PLAY | LOOK)) this.tell();
  }

  /** The charts at the step shown in words, for those who do not see them; not announced. */
  tell() {
    const seen = this.store.lesson.charts ? this.lab.chart_values() : [];
    write(this.values, `At step ${seen[0]?.step ?? this.store.step}. ${spoken(seen)}`);
    const titles = [...new Set(seen.map(({ title }) => title))].join("; ");
    this.canvas.setAttribute("aria-label", `By step, for each optimizer: ${titles || "loss"}`);
  }
}

/** What charts show, in words. @param {Seen[]} charts @param {string} [title] in place of their own */
function spoken(charts, title) {
  return charts.map((chart) => `${title ?? chart.title}: ${chart.values.map(({ name, text }) => `${name} ${text}`).join(", ")}.`).join(" ");
}
