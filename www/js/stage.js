// The canvases: their size in true pixels, and the pointer that moves the start.
import { SIZE, THEME } from "./state.js";
import { byId } from "./dom.js";

/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./core.js").Lab} Lab */

const EMBEDDED = "embed" in document.documentElement.dataset;
export const SLOP = 6; // css px a finger may wander and still be tapping

/**
 * Hands the canvases to the lab and keeps them sharp.
 * @param {Store} store
 * @param {Lab} lab
 * @returns {() => boolean} fits the canvases to their boxes; false while there is no room to draw. The loop calls it in the frame
 * that draws, because a canvas is blank once its size has changed.
 */
export function openStage(store, lab) {
  const stage = byId("stage", HTMLElement);
  const background = byId("stage-background", HTMLCanvasElement);
  const overlay = byId("stage-overlay", HTMLCanvasElement);
  const chart = byId("chart", HTMLCanvasElement);
  lab.attach(background, overlay, chart);

  let fitted = false;
  const fit = () => {
    const box = background.getBoundingClientRect();
    const under = chart.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) return false;
    // A lesson may hide the chart; a canvas has a size all the same.
    // No finer than canvases can be (LARGEST_SIDE).
    const scale = Math.min(devicePixelRatio * store.magnified, 16, 16384 / Math.max(box.width, box.height, under.width));
    lab.resize(box.width, box.height, Math.max(under.width, 16), Math.max(under.height, 16), scale);
    return (fitted = true);
  };
  const measure = () => store.mark(SIZE);
  const dress = () => {
    lab.theme(document.documentElement.dataset.theme ?? "light");
    store.mark(THEME);
  };

  let heard = false;
  const observer = new ResizeObserver(() => {
    // Its first word is of the sizes that have just been fitted, if there was room: all would be drawn twice.
    if (heard || !fitted) measure();
    heard = true;
  });
  observer.observe(stage);
  observer.observe(chart);
  watchPixelRatio(measure);
  addEventListener("downhill-theme", dress);
  dress();
  measure();
  followPointer(store, lab, overlay);
  return fit;
}

/** The ratio changes when a window moves to another screen or is zoomed; only a query for the present one tells. @param {() => void} changed */
function watchPixelRatio(changed) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
    "change",
    () => {
      changed();
      watchPixelRatio(changed);
    },
    { once: true },
  );
}

/**
 * Click or drag moves the start; Escape while dragging puts it back, and so does a drag that turns out to be a scroll.
 * @param {Store} store
 * @param {Lab} lab
 * @param {HTMLCanvasElement} overlay
 */
function followPointer(store, lab, overlay) {
  let pointer = -1;
  let moving = false;
  let downX = 0;
  let downY = 0;
  /** @type {[number, number]} */
  let before = [0, 0];

  /** @param {PointerEvent} event */
  const place = (event) => {
    const box = overlay.getBoundingClientRect();
    const at = lab.to_data(event.clientX - box.left, event.clientY - box.top);
    if (!at) return;
    store.edit((settings) => {
      settings.start = [at[0], at[1]];
    });
  };
  const restore = () => {
    if (moving) {
      store.edit((settings) => {
        settings.start = before;
      });
    }
    pointer = -1;
    moving = false;
  };

  overlay.addEventListener("pointerdown", (event) => {
    if (pointer >= 0 || event.button !== 0 || !event.isPrimary) return;
    pointer = event.pointerId;
    overlay.setPointerCapture(pointer);
    before = [store.settings.start[0], store.settings.start[1]];
    downX = event.clientX;
    downY = event.clientY;
    // A finger may be about to scroll the page: wait until it lifts or moves sideways.
    // In an embed a click may be meant for the slide.
    moving = event.pointerType !== "touch" && !EMBEDDED;
    if (moving) place(event);
  });
  overlay.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    if (!moving && Math.hypot(event.clientX - downX, event.clientY - downY) < SLOP) return;
    moving = true;
    place(event);
  });
  overlay.addEventListener("pointerup", (event) => {
    if (event.pointerId !== pointer) return;
    if (!moving && !EMBEDDED) place(event);
    pointer = -1;
    moving = false;
  });
  overlay.addEventListener("pointercancel", (event) => {
    if (event.pointerId === pointer) restore();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || pointer < 0) return;
    const id = pointer;
    restore();
    overlay.releasePointerCapture(id);
  });
}
