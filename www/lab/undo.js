// Undo and redo of settings. A change counts when it is done: a drag when the pointer is lifted, a number when its field is left
// or Enter is pressed, keys on a slider when they rest.
import { byId, make } from "../js/dom.js";

const MOST = 200; // changes kept
const REST = 400; // ms without a further change after which it is done

const BACK = "M9.5 6 4.5 11l5 5M5 11h8.5a5.5 5.5 0 0 1 0 11H9";
const FORTH = "m14.5 6 5 5-5 5M19 11h-8.5a5.5 5.5 0 0 0 0 11H15";

export class Undo {
  /** @param {import("../js/state.js").Store} store */
  constructor(store) {
    this.store = store;
    /** Settings as text: those before the present ones, the present ones, and those that were undone. @type {string[]} */
    this.past = [];
    this.now = this.text();
    /** @type {string[]} */
    this.future = [];
    this.lesson = store.settings.lesson;
    this.timer = 0;
    /** A pointer is down, or a text field is being typed in. */
    this.held = false;
    this.typing = false;
    /** Told when a change is done. */
    this.done = () => {};
    this.back = pictured("undo", "Undo", "Undo the last change of settings (Ctrl+Z)", BACK, () => this.undo());
    this.forth = pictured("redo", "Redo", "Redo what was undone (Ctrl+Shift+Z or Ctrl+Y)", FORTH, () => this.redo());
    const pair = make("span", "pair", { id: "undo-redo" });
    pair.append(this.back, this.forth);
    byId("add", HTMLElement).after(pair);
    this.listen();
    this.mark();
  }

  listen() {
    const free = () => {
      this.held = false;
      this.wait();
    };
    addEventListener(
      "pointerdown",
      () => {
        this.commit(); // what came before is another change
        this.held = true;
      },
      true,
    );
    addEventListener("pointerup", free, true);
    addEventListener("pointercancel", free, true);
    const typed = (/** @type {boolean} */ is) => (/** @type {Event} */ event) => {
      if (!(event.target instanceof Element) || !event.target.matches("input[type=text]")) return;
      this.typing = is;
      this.wait();
    };
    addEventListener("input", typed(true), true);
    addEventListener("change", typed(false), true);
    addEventListener("focusout", typed(false), true);
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      const forth = key === "y" || (key === "z" && event.shiftKey);
      // What is being typed is the browser's to undo.
      if ((key !== "z" && !forth) || this.typing || document.documentElement.dataset.state === "error") return;
      event.preventDefault();
      if (forth) this.redo();
      else this.undo();
    });
  }

  /** The present settings, as text that is the same for the same settings. */
  text() {
    return JSON.stringify({ ...this.store.settings, step: null });
  }

  show() {
    const { lesson } = this.store.settings;
    if (lesson !== this.lesson) {
      // From lesson to lesson leads the browser's own way back.
      this.lesson = lesson;
      this.past = [];
      this.future = [];
      this.now = this.text();
      this.mark();
    }
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    if (!this.held && !this.typing) this.timer = setTimeout(() => this.commit(), REST);
  }

  commit() {
    clearTimeout(this.timer);
    this.done();
    const text = this.text();
    if (text === this.now) return;
    this.past.push(this.now);
    if (this.past.length > MOST) this.past.shift();
    this.future = [];
    this.now = text;
    this.mark();
  }

  undo() {
    this.commit();
    this.go(this.past, this.future);
  }

  redo() {
    this.commit();
    this.go(this.future, this.past);
  }

  /** @param {string[]} from @param {string[]} to */
  go(from, to) {
    const text = from.pop();
    if (text === undefined) return;
    to.push(this.now);
    this.now = text;
    this.store.edit((all) => Object.assign(all, JSON.parse(text)));
    this.mark();
  }

  mark() {
    this.back.setAttribute("aria-disabled", String(this.past.length === 0));
    this.forth.setAttribute("aria-disabled", String(this.future.length === 0));
  }
}

/**
 * A button with a picture. With nothing to do it stays, and keeps the keyboard's focus.
 * @param {string} id
 * @param {string} name
 * @param {string} title
 * @param {string} path in a box of 24
 * @param {() => void} action
 */
export function pictured(id, name, title, path, action) {
  const node = make("button", "pictured", { type: "button", id, "aria-label": name, title });
  node.append(picture(path, 24));
  node.addEventListener("click", action);
  return node;
}

/** A line drawing. @param {string} path @param {number} box */
export function picture(path, box) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${box} ${box}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
