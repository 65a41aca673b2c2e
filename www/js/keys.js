// The keyboard, as far as a focused control does not want the key for itself.

/** @typedef {Record<string, (event: KeyboardEvent) => unknown>} Actions by key, letters small; `false` leaves the key to the browser */

/**
 * Time by key.
 * @param {import("./state.js").Store} store
 * @returns {Actions}
 */
export const timeKeys = (store) => ({
  " ": () => store.toggle(),
  ArrowRight: () => store.move(1),
  ArrowLeft: () => store.move(-1),
  Home: () => store.seek(0),
  End: () => store.seek(store.length),
  r: () => store.seek(0),
});

/** @param {Actions} actions */
export function listenToKeys(actions) {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.documentElement.dataset.state === "error") return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = actions[key];
    if (!action || wanted(event.target, key)) return;
    if (action(event) !== false) event.preventDefault();
  });
}

/**
 * Whether the focused control has a use of its own for this key.
 * @param {EventTarget | null} target
 * @param {string} key
 */
export function wanted(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.matches("select, textarea, input[type=text]")) return true;
  // A presentation clicker sends PageDown: it turns to the next lesson although the timeline was touched last.
  if (target.matches("input[type=range]")) return key.length > 1 && !key.startsWith("Page");
  if (key === " ") return target.matches("button, summary, input[type=checkbox]");
  return false;
}
