// A live stage on a slide: a frame of the lab in embed mode. It is told what to do by messages, and says what it does.
import { make } from "../js/dom.js";
import { Rule } from "./rule.js";

/**
 * What a frame says.
 * @typedef {object} Said
 * @property {1} downhill
 * @property {string} type
 * @property {string} [state]
 * @property {number} [step]
 * @property {string[]} [links]
 * @property {import("./rule.js").Line[]} [given]
 * @property {import("./rule.js").Line[]} [lines]
 */

export class Stage {
  /** @param {HTMLElement} figure @param {HTMLElement} slide */
  constructor(figure, slide) {
    this.figure = figure;
    /** @type {HTMLIFrameElement | null} */
    this.frame = null;
    /** Whether the frame listens. */
    this.ready = false;
    this.shown = false;
    const list = slide.querySelector(".rule");
    this.rule = list instanceof HTMLElement ? new Rule(list) : null;
    /** @type {HTMLElement[]} */
    this.buttons = Array.from(slide.querySelectorAll("button[data-set]"));
    for (const button of this.buttons) button.addEventListener("click", () => this.amend(button));
  }

  /** The window that its messages come from. */
  get window() {
    return this.frame?.contentWindow ?? null;
  }

  /** Makes the frame, over the picture. */
  load() {
    if (this.frame) return;
    const { src = "", title = "" } = this.figure.dataset;
    this.frame = make("iframe", "", { src, title });
    this.figure.prepend(this.frame);
  }

  /** Takes the frame away, and with it all it has computed. */
  unload() {
    this.frame?.remove();
    this.frame = null;
    this.ready = false;
    delete this.figure.dataset.state;
    this.rule?.clear();
    this.mark([]);
  }

  /** @param {boolean} shown */
  show(shown) {
    if (shown === this.shown) return;
    this.shown = shown;
    if (this.ready) this.follow();
  }

  /** The frame plays while it is shown, and anew or further when it is back: as its lesson says. */
  follow() {
    this.tell({ type: "sight", seen: this.shown });
    if (this.rule) this.tell({ type: "watch", run: this.shown ? this.rule.run : 0 });
  }

  toggle() {
    this.tell({ type: this.figure.dataset.state === "running" ? "pause" : "play" });
  }

  /** As large as reveal.js shows the slide, so finely the stage is drawn. */
  magnify() {
    this.tell({ type: "scale", by: this.frame ? this.frame.getBoundingClientRect().width / this.frame.offsetWidth : 1 });
  }

  dress() {
    this.tell({ type: "theme", theme: document.documentElement.dataset.theme });
  }

  /** Amends the settings as a button says. @param {HTMLElement} button */
  amend(button) {
    this.tell({ type: "set", link: button.dataset.set });
  }

  /** Back to how the slide opens, whatever was clicked or dragged. */
  renew() {
    this.tell({ type: "set", link: this.figure.dataset.src?.split("#v=1&")[1] });
  }

  /** Marks the buttons that would change nothing. @param {string[]} links */
  mark(links) {
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(links.includes(button.dataset.set ?? "")));
  }

  /** @param {Record<string, unknown>} message */
  tell(message) {
    this.window?.postMessage({ downhill: 1, ...message }, location.origin);
  }

  /** @param {Said & KeyboardEventInit} said */
  hear(said) {
    switch (said.type) {
      case "ready":
        this.ready = true;
        this.figure.dataset.state = "ready";
        this.dress();
        this.magnify();
        this.tell({ type: "compare", links: this.buttons.map(({ dataset }) => dataset.set) });
        return this.follow();
      case "state":
        this.figure.dataset.state = said.state;
        this.figure.dataset.step = String(said.step);
        return;
      case "effect":
        return this.mark(said.links ?? []);
      case "values":
        return this.rule?.write([...(said.given ?? []), ...(said.lines ?? [])], said.step ?? 0);
      case "key":
        // As if the key had been pressed on the slide.
        return void document.body.dispatchEvent(new KeyboardEvent("keydown", { ...keyOf(said), bubbles: true, cancelable: true }));
    }
  }
}

/** @param {KeyboardEventInit} said @returns {KeyboardEventInit} */
const keyOf = ({ key, code, keyCode, shiftKey, ctrlKey, altKey, metaKey }) => ({ key, code, keyCode, shiftKey, ctrlKey, altKey, metaKey });
