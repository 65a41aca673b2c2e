// Zoom and pan of the stage: wheel, pinch and keys, a drag with Shift or the middle button, and the way back.
import { SETTINGS, SIZE, VIEW } from "../js/state.js";
import { byId, make, refusal } from "../js/dom.js";
import { listenToKeys } from "../js/keys.js";
import { piece } from "../lecture/places.js";
import { scrolls } from "../lecture/window.js";

const WHEEL = 0.0018; // natural logarithm of the factor to a pixel of the wheel's way
const PINCH = 0.01; // the same for a trackpad's pinch, which comes as a wheel with Ctrl
const LONGEST_TURN = 240; // px of a wheel's way that count at once
const LINE = 16; // px to a line, where the wheel counts lines
const KEY = 1.25; // the factor of a key
const PAN = 40; // css px that an arrow key moves

/** What the stage can do, for those who do not see the pointer. */
const WORDS = "Plus and minus zoom, 0 shows all again, Shift with an arrow key moves the picture.";

/** @typedef {{ x: number, y: number }} Place on the stage, css px */

export class View {
  /** @param {import("../lecture/lecture.js").Page} page */
  constructor({ store, lab, link }) {
    this.store = store;
    this.lab = lab;
    this.link = link;
    this.stage = byId("stage", HTMLElement);
    this.overlay = byId("stage-overlay", HTMLCanvasElement);
    /** Where the mouse is. @type {Place | null} */
    this.mouse = null;
    /** Fingers on the stage. @type {Map<number, Place>} */
    this.fingers = new Map();
    this.pinching = false;
    /** The pointer that drags the picture; −1 for none. */
    this.dragging = -1;

    this.button = make("button", "whole-view", { type: "button", title: "Show all again (0)" });
    this.button.textContent = "reset view";
    this.button.hidden = true;
    this.button.addEventListener("click", () => {
      this.reset();
      this.overlay.focus();
    });
    const words = make("span", "unseen", { id: "stage-keys" });
    words.textContent = WORDS;
    this.overlay.after(this.button, words);
    if (this.can) {
      this.overlay.tabIndex = 0;
      this.overlay.setAttribute("role", "application"); // a picture takes no keys
      this.overlay.setAttribute("aria-describedby", words.id);
      this.overlay.setAttribute("aria-keyshortcuts", "+ - 0 Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown");
    }

    /** Whether the address has changed, and what it zooms to is to be looked at. */
    this.asked = false;
    this.follow();
    addEventListener("hashchange", () => {
      this.asked = true;
      store.mark(SETTINGS);
    });
    this.listen();
    listenToKeys({
      "+": () => this.zoomByKey(KEY),
      "=": () => this.zoomByKey(KEY),
      "-": () => this.zoomByKey(1 / KEY),
      "−": () => this.zoomByKey(1 / KEY),
      0: () => this.reset(),
    });
  }

  /** @param {number} kinds */
  show(kinds) {
    if (!(kinds & (SETTINGS | VIEW | SIZE))) return;
    if (this.asked) this.follow();
    this.link.beside.view = this.lab.view();
    const zoomed = this.lab.is_zoomed();
    if (this.button.hidden === !zoomed) return;
    // A button that goes takes the keyboard's focus with it.
    if (!zoomed && document.activeElement === this.button) this.overlay.focus();
    this.button.hidden = !zoomed;
  }

  /** Looks at what the address zooms to, once the lab has the address's settings. */
  follow() {
    this.asked = false;
    try {
      this.lab.set_view(piece("view"));
    } catch (error) {
      refusal(error); // the note about the link has said so
    }
    this.store.mark(VIEW);
  }

  listen() {
    const { stage, overlay } = this;
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    // Before the canvas hears of it: a pointer that moves the picture does not move the start.
    const before = { capture: true };
    stage.addEventListener("pointerdown", (event) => this.down(event), before);
    stage.addEventListener("pointermove", (event) => this.move(event), before);
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) stage.addEventListener(end, (event) => this.up(event), before);
    stage.addEventListener("pointerleave", () => (this.mouse = null));
    // The middle button would start the browser's own way of scrolling, or paste.
    for (const press of ["mousedown", "auxclick"]) {
      overlay.addEventListener(press, (event) => event instanceof MouseEvent && event.button === 1 && event.preventDefault());
    }
    // One finger scrolls the page, two are ours.
    overlay.addEventListener("touchmove", (event) => this.can && event.touches.length > 1 && event.cancelable && event.preventDefault(), { passive: false });
    // Before the keys of time, which have the arrows without Shift.
    addEventListener("keydown", (event) => this.arrow(event), before);
  }

  /** Whether the core can be asked. */
  get alive() {
    return document.documentElement.dataset.state !== "error";
  }

  /** Whether the picture can be zoomed and moved: not where the address leaves that out, nor in an embed, whose wheel is the page's around. */
  get can() {
    const { embed, hide = "" } = document.documentElement.dataset;
    return this.alive && embed === undefined && !hide.split(" ").includes("zoom");
  }

  /** @param {MouseEvent} event @returns {Place} */
  place(event) {
    const box = this.overlay.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** @param {Place} about @param {number} factor */
  zoom({ x, y }, factor) {
    if (!this.can || !this.lab.zoom(x, y, factor)) return false;
    this.store.mark(VIEW);
    return true;
  }

  /** @param {Place} at @param {number} dx @param {number} dy */
  pan({ x, y }, dx, dy) {
    if (!this.can || !this.lab.pan(x, y, dx, dy)) return false;
    this.store.mark(VIEW);
    return true;
  }

  reset() {
    if (!this.can || !this.lab.is_zoomed()) return;
    this.lab.reset_view();
    this.store.mark(VIEW);
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    // On a page that is longer than its window a wheel is for reading on.
    if (!this.can) return;
    if (!event.ctrlKey && (scrolls() || event.shiftKey)) return;
    event.preventDefault();
    const way = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE;
    // A wheel's notch with Ctrl is as long as without; only a trackpad's pinch comes in small pieces.
    const rate = event.ctrlKey && Math.abs(way) < 50 ? PINCH : WHEEL;
    const clamped = Math.max(-LONGEST_TURN, Math.min(LONGEST_TURN, way));
    this.zoom(this.place(event), Math.exp(-clamped * rate));
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (event.target !== this.overlay || !this.can) return;
    if (event.pointerType === "touch") return this.touch(event);
    if (this.dragging >= 0) return event.stopPropagation();
    if (event.button !== 1 && !(event.button === 0 && event.shiftKey)) return;
    event.stopPropagation();
    event.preventDefault();
    this.overlay.focus({ preventScroll: true });
    this.dragging = event.pointerId;
    this.mouse = this.place(event);
    this.overlay.setPointerCapture(event.pointerId);
    this.stage.classList.add("panning");
  }

  /** A second finger ends what the first began. @param {PointerEvent} event */
  touch(event) {
    const { fingers, overlay } = this;
    const first = fingers.keys().next().value;
    fingers.set(event.pointerId, this.place(event));
    if (this.pinching || first === undefined) return;
    overlay.dispatchEvent(new PointerEvent("pointercancel", { pointerId: first }));
    this.pinching = true;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const now = this.place(event);
    if (event.pointerType === "touch") return this.pinch(event, now);
    const before = this.mouse ?? now;
    this.mouse = now;
    if (event.pointerId !== this.dragging) return;
    event.stopPropagation();
    this.drag(before, now);
  }

  /** The picture follows, also where the pointer has left the plot. @param {Place} from @param {Place} to */
  drag(from, to) {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    if (dx === 0 && dy === 0) return;
    if (!this.pan(from, dx, dy)) this.pan(this.middle(), dx, dy);
  }

  /** @param {PointerEvent} event @param {Place} now */
  pinch(event, now) {
    const { fingers } = this;
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    fingers.set(event.pointerId, now);
    if (!this.pinching) return;
    event.stopPropagation();
    const after = [...fingers.values()];
    const [a, b] = before;
    const [c, d] = after;
    if (!a || !b || !c || !d) return;
    const from = between(a, b);
    const to = between(c, d);
    this.drag(from, to);
    const apart = Math.hypot(a.x - b.x, a.y - b.y);
    if (apart > 0) this.zoom(to, Math.hypot(c.x - d.x, c.y - d.y) / apart);
  }

  /** @param {PointerEvent} event */
  up(event) {
    // Our own word to the canvas; the finger is still there.
    if (!event.isTrusted && event.type === "pointercancel") return;
    this.fingers.delete(event.pointerId);
    if (this.pinching || event.pointerId === this.dragging) event.stopPropagation();
    if (this.fingers.size === 0) this.pinching = false;
    if (event.pointerId !== this.dragging) return;
    this.dragging = -1;
    this.stage.classList.remove("panning");
  }

  /** The middle of the stage that is pointed at, or of the first. @returns {Place} */
  middle() {
    const middles = this.lab.stage_middles();
    const { mouse } = this;
    /** @type {Place} */
    let best = { x: middles[0] ?? 0, y: middles[1] ?? 0 };
    if (!mouse) return best;
    for (let i = 0; i + 1 < middles.length; i += 2) {
      const place = { x: middles[i] ?? 0, y: middles[i + 1] ?? 0 };
      if (distance(place, mouse) < distance(best, mouse)) best = place;
    }
    return best;
  }

  /** About the mouse, or all stages about their middles where it is elsewhere. @param {number} factor */
  zoomByKey(factor) {
    if (!this.alive || (this.mouse && this.zoom(this.mouse, factor))) return;
    const middles = this.lab.stage_middles();
    for (let i = 0; i + 1 < middles.length; i += 2) this.zoom({ x: middles[i] ?? 0, y: middles[i + 1] ?? 0 }, factor);
  }

  /** @param {KeyboardEvent} event */
  arrow(event) {
    if (!event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || !this.can) return;
    const target = event.target;
    if (target !== document.body && target !== this.overlay && target !== this.button) return;
    const [dx, dy] = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] }[event.key] ?? [0, 0];
    if (!dx && !dy) return;
    event.preventDefault();
    this.pan(this.middle(), dx ?? 0, dy ?? 0);
  }
}

/** @param {Place} a @param {Place} b @returns {Place} */
function between(a, b) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** @param {Place} a @param {Place} b */
function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
