// A browser short of memory takes that of canvases, and may give it back: then all is drawn anew. Meanwhile the page says why there is
// nothing to see, and goes on.
import { SIZE } from "../js/state.js";
import { byId, make, write } from "../js/dom.js";

const LOST = "The browser has taken away the memory of this picture, and shows it again when there is some. Should it stay away, close other pages and reload this one.";

/** @param {import("../js/state.js").Store} store */
export function outliveLosses(store) {
  const words = make("p", "remark", { id: "lost", role: "status" });
  byId("stage", HTMLElement).append(words);
  /** @type {Set<HTMLCanvasElement>} */
  const lost = new Set();
  for (const id of ["stage-background", "stage-overlay", "chart"]) {
    const canvas = byId(id, HTMLCanvasElement);
    canvas.addEventListener("contextlost", () => {
      lost.add(canvas);
      write(words, LOST);
    });
    canvas.addEventListener("contextrestored", () => {
      lost.delete(canvas);
      if (lost.size === 0) write(words, "");
      store.mark(SIZE);
    });
  }
}
