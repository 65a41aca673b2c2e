// What a worker does: one job beside the page, with an instance of the module and a lab of its own. The page ends it when the job is
// done or cancelled.
import { JOBS } from "./jobs.js";

/** @typedef {keyof typeof JOBS} Job */
/** @typedef {{ job: Job, order: any, core: any }} Order with what the worker makes the module from: its address, or its bytes */
/** @typedef {import("./film.js").Core} Core */
/** @typedef {{ done?: number, file?: Blob, unable?: true, failed?: string }} Word to the page */

/** @param {Word} word */
const say = (word) => postMessage(word);

/** Whether it can draw here. plotters-canvas asks for a context by the name that it has on a page. */
function draws() {
  if (typeof OffscreenCanvas !== "function" || !new OffscreenCanvas(1, 1).getContext("2d")) return false;
  Object.assign(globalThis, { CanvasRenderingContext2D: OffscreenCanvasRenderingContext2D });
  return true;
}

/** Waits for the job. @param {(core: any) => Promise<Core>} start starts the module */
export function serve(start) {
  addEventListener("message", async (/** @type {MessageEvent<Order>} */ { data: { job, order, core } }) => {
    try {
      say({ done: 0 });
      if (job === "gif" && !draws()) return say({ unable: true });
      say({ file: await JOBS[job](await start(core), order, async (done) => say({ done })) });
    } catch (error) {
      say({ failed: error instanceof Error ? error.message : String(error) });
    }
  });
}
