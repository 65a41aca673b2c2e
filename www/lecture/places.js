// Places in the browser's history, and what an address holds beside settings.
import { core } from "../js/core.js";
import { liveLink } from "../js/lesson.js";

/** @typedef {import("./lecture.js").Page} Page */

/** What the address says beside settings under a key, as the core reads it; empty where it says nothing. @param {string} key @returns {string} */
export function piece(key) {
  return core.beside(location.hash, key);
}

/**
 * A live link, and the way back to how the lesson opens, have a place of their own: Back returns to the settings before them.
 * Sliders have none, and are undone.
 * @param {Page} page
 */
export function keepPlaces({ store, link }) {
  const now = () => JSON.stringify({ ...store.settings, step: null });
  let before = "";
  /** @param {Event} event */
  const leads = (event) => liveLink(event) ?? (event.target instanceof Element && event.target.closest("#home"));
  addEventListener(
    "click",
    (event) => {
      if (!leads(event)) return;
      link.write(); // the place that is left, as it is now
      before = now();
    },
    true,
  );
  // On its way up the link has been followed.
  addEventListener("click", (event) => {
    if (!leads(event) || now() === before) return;
    try {
      history.pushState(null, "", location.href);
    } catch {
      return; // the browser has had enough for now; the address follows later, without a place of its own
    }
    link.write();
  });
}
