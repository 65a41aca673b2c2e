// Whether a live link is in effect.
import { refusal } from "../js/dom.js";

/** While a slider or a start is dragged nobody is told at each frame: a link that tunes rates takes a frame by itself to judge. */
export const SETTLED = 150; // ms

/**
 * Whether a patch would change nothing.
 * @param {import("../js/core.js").Core} core
 * @param {import("../js/state.js").Store} store
 * @param {string} patch
 */
export function holds(core, { settings, step }, patch) {
  const now = { ...settings, step: null };
  try {
    const then = core.amend(now, patch);
    return (then.step ?? step) === step && core.write_link({ ...then, step: null }) === core.write_link(now);
  } catch (error) {
    refusal(error); // it says so when it is followed
    return false;
  }
}
