// Does one job beside the page: its own instance of the module, its own lab. The page ends it when the job is done or cancelled.
import { JOBS } from "./jobs.js";

/** @typedef {keyof typeof JOBS} Job */
/** @typedef {{ job: Job, order: any, core: string }} Order with the address of the module */
/** @typedef {{ done?: number, file?: Blob, unable?: true, failed?: string }} Word to the page */

/** @param {Word} word */
const say = (word) => postMessage(word);

/** Whether it can draw here. plotters-canvas asks for a context by the name that it has on a page. */
function draws() {
  if (typeof OffscreenCanvas !== "function" || !new OffscreenCanvas(1, 1).getContext("2d")) return false;
  Object.assign(globalThis, { CanvasRenderingContext2D: OffscreenCanvasRenderingContext2D });
  return true;
}

addEventListener("message", async (/** @type {MessageEvent<Order>} */ { data: { job, order, core } }) => {
  try {
    say({ done: 0 });
    if (job === "gif" && !draws()) return say({ unable: true });
    const module = await import(core);
    await module.default();
    say({ file: await JOBS[job](module, order, async (done) => say({ done })) });
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error) });
  }
});
