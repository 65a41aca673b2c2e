// Trunk's initializer: it fetches and starts the compiled core and tells us how that goes. Trunk copies this file to the root
// of the site, so it must not import its neighbours; it speaks to the page through the document and events.

/** @param {string} words */
function say(words) {
  const node = document.getElementById("loading");
  if (node && node.textContent !== words) node.textContent = words;
}

export default function initializer() {
  // Nothing is said of a load that takes less than half a second.
  let slow = false;
  const timer = setTimeout(() => {
    slow = true;
    say("Loading the simulation");
  }, 500);

  return {
    /** @param {{ current: number, total: number }} progress */
    onProgress({ current, total }) {
      if (slow && total > 0) say(`Loading the simulation, ${Math.min(100, Math.round((100 * current) / total))} %`);
    },
    onComplete() {
      clearTimeout(timer);
      say("");
    },
    onSuccess() {
      dispatchEvent(new Event("downhill-core"));
    },
    /** @param {unknown} error */
    onFailure(error) {
      dispatchEvent(new CustomEvent("downhill-failure", { detail: { kind: "load", error } }));
    },
  };
}
