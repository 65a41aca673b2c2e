// The stage as pictures and films: what they are drawn from, and those that only a page can make.
import { core } from "../js/core.js";
import { byId } from "../js/dom.js";
import { Film, compose, drawStill } from "./film.js";
import { pause } from "./work.js";

/** @typedef {import("../js/core.js").Lab} Lab */
/** @typedef {import("../js/state.js").Store} Store */
/** @typedef {import("./film.js").Plan} Plan */

const paper = () => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();

function stage() {
  const box = byId("stage-background", HTMLElement).getBoundingClientRect();
  if (box.width < 1 || box.height < 1) throw new Error("there is no stage");
  return box;
}

/**
 * The stage as it is, with twice its css pixels. The loop draws it anew at its own size in the next frame.
 * @param {Lab} lab
 * @returns {Promise<Blob>}
 */
export function png(lab) {
  const { width, height } = stage();
  if (!lab.size) throw new Error("there is no stage");
  const [, , chartWidth, chartHeight] = lab.size;
  lab.resize(width, height, chartWidth, chartHeight, 2);
  drawStill(lab);
  lab.draw_overlay(1);
  const picture = document.createElement("canvas");
  picture.width = Math.round(2 * width);
  picture.height = Math.round(2 * height);
  compose(picture, [byId("stage-background", HTMLCanvasElement), byId("stage-overlay", HTMLCanvasElement)], paper());
  return new Promise((resolve, reject) => {
    picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser made no picture"))), "image/png");
  });
}

/** The stage as it is, in lines. @param {Lab} lab */
export function svg(lab) {
  const { width, height } = stage();
  return lab.svg(width, height, 0);
}

/** What a film of the run is drawn from, as the stage shows it now. @param {Store} store @param {Lab} lab @returns {Plan} */
export function plan(store, lab) {
  const { width, height } = stage();
  return {
    settings: { ...store.settings, step: null },
    theme: lab.themeName,
    paper: paper(),
    size: [width, height],
    views: lab.views(),
    // The surface alone stands still; what an exhibit draws may not.
    restless: store.lesson.ground !== "chosen" || lab.has_exhibit(),
    end: Math.max(store.end, store.step),
  };
}

/**
 * A film in the time that it takes to watch. Only a page records a canvas.
 * @param {Plan} plan
 * @param {(done: number) => void} progress from 0 to 1
 * @param {AbortSignal} signal
 * @returns {Promise<Blob>}
 */
export async function webm(plan, progress, signal) {
  const type = webmType();
  if (!type) throw new Error("the browser records no WebM");
  const film = new Film(core, plan);
  try {
    film.draw(0);
    return await record(film, type, progress, signal);
  } finally {
    film.free();
  }
}

/** @param {Film} film @param {string} type @param {(done: number) => void} progress @param {AbortSignal} signal */
async function record(film, type, progress, signal) {
  const stream = /** @type {HTMLCanvasElement} */ (film.picture).captureStream(30);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: 6_000_000 });
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
  recorder.start();
  try {
    const frames = film.frames(async (done) => {
      progress(done);
      await pause(film.delay);
      signal.throwIfAborted();
    });
    while (!(await frames.next()).done); // each is drawn, and the stream takes it
  } finally {
    recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  }
  await stopped;
  return new Blob(parts, { type: "video/webm" });
}

/** What the browser records as WebM, if it does. */
export function webmType() {
  if (typeof MediaRecorder !== "function" || !HTMLCanvasElement.prototype.captureStream) return undefined;
  return ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"].find((type) => MediaRecorder.isTypeSupported(type));
}
