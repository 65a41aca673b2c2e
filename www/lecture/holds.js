// Whether a live link is in effect.
import { refusal } from "../js/dom.js";

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
