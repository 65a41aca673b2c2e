// The keyboard, as far as a focused control does not want the key for itself.

/** @typedef {import("./state.js").Store} Store */

/** @param {Store} store */
export function listenToKeys(store) {
  const actions = /** @type {Record<string, () => void>} */ ({
    " ": () => store.toggle(),
    ArrowRight: () => store.move(1),
    ArrowLeft: () => store.move(-1),
    Home: () => store.seek(0),
    End: () => store.seek(store.length),
    r: () => store.seek(0),
  });
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.documentElement.dataset.state === "error") return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = actions[key];
    if (!action || wanted(event.target, key)) return;
    event.preventDefault();
    action();
  });
}

/**
 * Whether the focused control has a use of its own for this key.
 * @param {EventTarget | null} target
 * @param {string} key
 */
function wanted(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.matches("select, textarea, input[type=text]")) return true;
  if (target.matches("input[type=range]")) return key !== " " && key !== "r";
  if (key === " ") return target.matches("button, summary, input[type=checkbox]");
  return false;
}
