// What takes longer than a frame, in pieces. It runs in a worker (worker.js), or on the page where there is none that can do it.
import { Film, pen } from "./film.js";

/** @typedef {import("./film.js").Core} Core */
/** @typedef {import("./film.js").Plan} Plan */
/** @typedef {import("../js/types.js").Settings} Settings */
/** @typedef {(done: number) => Promise<void>} Between told how far a job is, from 0 to 1, after each piece */
/** @typedef {{ settings: Settings, end: number }} Paths */

/**
 * The frames of a run as a GIF.
 * @param {Core} core
 * @param {Plan} plan
 * @param {Between} between
 */
async function gif(core, plan, between) {
  const film = new Film(core, plan);
  const { width, height } = film.picture;
  const writer = new core.GifWriter(width, height, Math.round(film.delay / 10), plan.theme);
  let finished = false;
  try {
    for await (const _ of film.frames(between)) {
      const { data } = pen(film.picture).getImageData(0, 0, width, height);
      writer.add(new Uint8Array(data.buffer));
    }
    finished = true;
    return new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (writer.finish())], { type: "image/gif" });
  } finally {
    if (!finished) writer.free();
    film.free();
  }
}

/**
 * All paths as a table. No string holds the whole of it.
 * @param {Core} core
 * @param {Paths} paths
 * @param {Between} between
 */
async function csv(core, { settings, end }, between) {
  const lab = new core.Lab(settings);
  try {
    lab.goto_step(end);
    const pieces = lab.csv_pieces();
    /** @type {Blob[]} */
    const parts = [];
    for (let i = 0; i < pieces; i++) {
      parts.push(new Blob([lab.csv_piece(i)]));
      await between((i + 1) / pieces);
    }
    return new Blob(parts, { type: "text/csv" });
  } finally {
    lab.free();
  }
}

export const JOBS = { gif, csv };
