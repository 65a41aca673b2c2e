// The stage as pictures: what is on it now, and the whole run frame by frame, made with a lab of its own beside the loop.
import { core } from "../js/core.js";
import { byId } from "../js/dom.js";

/** @typedef {import("../js/core.js").Lab} Lab */
/** @typedef {import("../js/state.js").Store} Store */

const WIDEST = 800; // px, of a film
const MOST_FRAMES = 180;
const HELD = 12; // frames for which a film rests on its last picture
const FASTEST = 40; // ms a frame: browsers slow down GIFs that are faster than that

/** @param {number} width @param {number} height */
function canvas(width, height) {
  const made = document.createElement("canvas");
  made.width = Math.max(1, Math.round(width));
  made.height = Math.max(1, Math.round(height));
  return made;
}

/** @param {HTMLCanvasElement} on */
function pen(on) {
  const context = on.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("the browser gives no 2-D drawing context");
  return context;
}

/**
 * Paper, and on it the layers of the stage.
 * @param {HTMLCanvasElement} onto
 * @param {HTMLCanvasElement[]} layers
 */
function compose(onto, layers) {
  const context = pen(onto);
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  context.fillRect(0, 0, onto.width, onto.height);
  for (const layer of layers) context.drawImage(layer, 0, 0, onto.width, onto.height);
  return context;
}

/**
 * The stage as it is, with twice its css pixels. The loop draws it anew at its own size in the next frame.
 * @param {Lab} lab
 * @returns {Promise<Blob>}
 */
export function still(lab) {
  const layers = [byId("stage-background", HTMLCanvasElement), byId("stage-overlay", HTMLCanvasElement)];
  const box = layers[0]?.getBoundingClientRect();
  if (!box || !lab.size) throw new Error("there is no stage");
  const [, , chartWidth, chartHeight] = lab.size;
  lab.resize(box.width, box.height, chartWidth, chartHeight, 2);
  lab.draw_background();
  lab.draw_overlay(1);
  const picture = canvas(2 * box.width, 2 * box.height);
  compose(picture, layers);
  return new Promise((resolve, reject) => {
    picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser made no picture"))), "image/png");
  });
}

/** A run from its start to its end, frame by frame. */
export class Film {
  /** @param {Store} store @param {Lab} lab */
  constructor(store, lab) {
    const box = byId("stage-background", HTMLElement).getBoundingClientRect();
    const scale = Math.min(1, WIDEST / box.width);
    this.theme = lab.themeName;
    this.lab = new core.Lab({ ...store.settings, step: null });
    this.layers = [canvas(1, 1), canvas(1, 1), canvas(1, 1)];
    const [still, moving, chart] = /** @type {[HTMLCanvasElement, HTMLCanvasElement, HTMLCanvasElement]} */ (this.layers);
    this.lab.attach(still, moving, chart);
    this.lab.resize(box.width, box.height, 16 / scale, 16 / scale, scale);
    this.lab.theme(this.theme);
    this.lab.draw_background();
    this.picture = canvas(still.width, still.height);
    // The surface alone stands still; what an exhibit draws may not.
    this.restless = store.lesson.ground !== "chosen" || /** @type {any} */ (this.lab).has_exhibit();
    const end = Math.max(store.end, store.step);
    const stride = Math.max(1, Math.ceil(end / MOST_FRAMES), Math.floor((store.settings.speed * FASTEST) / 1000));
    /** ms that a frame is shown */
    this.delay = Math.min(500, Math.max(FASTEST, (1000 * stride) / store.settings.speed));
    /** @type {number[]} */
    this.steps = [];
    for (let step = 0; step < end; step += stride) this.steps.push(step);
    this.steps.push(end);
  }

  /** Draws one frame; false where nothing moves after it. @param {number} step */
  draw(step) {
    this.lab.goto_step(step);
    if (this.restless) this.lab.draw_background();
    this.lab.draw_overlay(1);
    compose(this.picture, this.layers.slice(0, 2));
    return this.lab.can_move();
  }

  /**
   * All frames in turn; between two, the page goes on. The last is given as often as it is to rest.
   * @param {(done: number) => void} progress from 0 to 1
   * @param {AbortSignal} signal
   * @param {number} pace ms from frame to frame
   */
  async *frames(progress, signal, pace) {
    for (const [i, step] of this.steps.entries()) {
      const moves = this.draw(step);
      yield this.picture;
      progress((i + 1) / this.steps.length);
      await pause(pace);
      signal.throwIfAborted();
      if (!moves) break;
    }
    for (let i = 0; i < HELD; i++) {
      compose(this.picture, this.layers.slice(0, 2)); // a stream takes what is drawn, not what stands there
      yield this.picture;
      await pause(pace);
      signal.throwIfAborted();
    }
  }

  /** @param {(done: number) => void} progress @param {AbortSignal} signal @returns {Promise<Blob>} */
  async gif(progress, signal) {
    const { picture, theme } = this;
    const writer = new /** @type {any} */ (core).GifWriter(picture.width, picture.height, Math.round(this.delay / 10), theme);
    let finished = false;
    try {
      for await (const frame of this.frames(progress, signal, 0)) {
        const { data } = pen(frame).getImageData(0, 0, frame.width, frame.height);
        writer.add(new Uint8Array(data.buffer));
      }
      finished = true;
      return new Blob([writer.finish()], { type: "image/gif" });
    } finally {
      if (!finished) writer.free();
    }
  }

  /** In the time that it takes to watch. @param {(done: number) => void} progress @param {AbortSignal} signal @returns {Promise<Blob>} */
  async webm(progress, signal) {
    const type = webmType();
    if (!type) throw new Error("the browser records no WebM");
    this.draw(0);
    const stream = this.picture.captureStream(30);
    const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: 6_000_000 });
    /** @type {Blob[]} */
    const parts = [];
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
    recorder.start();
    try {
      const frames = this.frames(progress, signal, this.delay);
      while (!(await frames.next()).done); // each is drawn, and the stream takes it
    } finally {
      recorder.stop();
      for (const track of stream.getTracks()) track.stop();
    }
    await stopped;
    return new Blob(parts, { type: "video/webm" });
  }

  free() {
    this.lab.free();
  }
}

/** What the browser records as WebM, if it does. */
export function webmType() {
  if (typeof MediaRecorder !== "function" || !HTMLCanvasElement.prototype.captureStream) return undefined;
  return ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"].find((type) => MediaRecorder.isTypeSupported(type));
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
