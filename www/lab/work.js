// Has a job done: by a worker, and where there is none that can do it, in slices on the page.
import { core } from "../js/core.js";
import { JOBS } from "./jobs.js";

/** @typedef {import("./serve.js").Job} Job */
/** @typedef {import("./serve.js").Word} Word */

/**
 * The script of a worker, its type, and what it makes its module from. By address: in a release build this file is bundled into
 * js/main.js, and that of the worker is not. The page as one file has them within.
 * @type {{ script: string, type: WorkerType, core: string | Uint8Array }}
 */
export const source = {
  script: new URL("../lab/worker.js", import.meta.url).href,
  type: "module",
  core: new URL("../downhill.js", import.meta.url).href,
};

/**
 * @template {Job} J
 * @param {J} job
 * @param {Parameters<typeof JOBS[J]>[1]} order what it is done from, as plain data
 * @param {(done: number) => void} progress from 0 to 1
 * @param {AbortSignal} signal ends it at once
 * @returns {Promise<Blob>}
 */
export async function work(job, order, progress, signal) {
  const file = typeof Worker === "function" ? await byWorker(job, order, progress, signal) : undefined;
  return file ?? onPage(job, order, progress, signal);
}

/**
 * @param {Job} job @param {unknown} order @param {(done: number) => void} progress @param {AbortSignal} signal
 * @returns {Promise<Blob | undefined>} nothing where the worker has not what the job needs
 */
function byWorker(job, order, progress, signal) {
  const worker = new Worker(source.script, { type: source.type });
  let begun = false;
  const ended = new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    // It has died; or it could not be loaded, where there are no module workers or its host forbids them: then the page does it.
    worker.addEventListener("error", () => {
      if (begun) reject(new Error("the worker that makes it has stopped; try again, or reload the page"));
      else resolve(undefined);
    });
    worker.addEventListener("messageerror", () => reject(new Error("the worker's answer cannot be read")));
    worker.addEventListener("message", (/** @type {MessageEvent<Word>} */ { data: { done, file, unable, failed } }) => {
      begun = true;
      if (done !== undefined) progress(done);
      else if (failed !== undefined) reject(new Error(failed));
      else if (file || unable) resolve(file);
    });
  });
  worker.postMessage({ job, order, core: source.core });
  return ended.finally(() => worker.terminate());
}

/** @param {Job} job @param {any} order @param {(done: number) => void} progress @param {AbortSignal} signal */
function onPage(job, order, progress, signal) {
  return JOBS[job](core, order, async (done) => {
    progress(done);
    await pause(0);
    signal.throwIfAborted();
  });
}

/** @param {number} ms @returns {Promise<void>} */
export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
