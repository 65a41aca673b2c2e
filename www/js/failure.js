// A classic script, loaded first and depending on nothing: when anything else fails, this still works.
// Others report with `dispatchEvent(new CustomEvent("downhill-failure", { detail: { kind, error } }))`; whatever they miss arrives
// here by itself as an error event: a script that cannot be fetched, an exception in a frame, a trap of the compiled core.
{
  /** @type {Record<string, [title: string, text: string]>} */
  const WORDS = {
    wasm: [
      "This browser cannot run WebAssembly",
      "Downhill computes in WebAssembly, and this browser has none, or has it switched off. Any current Firefox, Chrome, Edge or Safari will do.",
    ],
    simd: [
      "This browser is too old for Downhill",
      "Its WebAssembly lacks the vector instructions (SIMD) that Downhill computes with. Any Firefox, Chrome or Edge since 2021, or Safari since 16.4, has them.",
    ],
    load: [
      "Downhill could not be loaded",
      "A file of this page did not arrive or was damaged on the way. Most often the connection was interrupted: reload to try again.",
    ],
    stopped: [
      "The simulation has stopped",
      "It ran into an error of ours and cannot go on. Reload to run the same settings again; should it stop again, start afresh.",
    ],
  };

  /** @param {string} kind @param {unknown} error */
  const show = (kind, error) => {
    const page = document.documentElement;
    if (page.dataset.state === "error") return; // the first failure is the cause, later ones its consequences
    page.dataset.state = "error";
    const [title, text] = WORDS[kind] ?? WORDS.stopped ?? ["", ""];
    /** @param {string} id @param {string} words */
    const put = (id, words) => {
      const node = document.getElementById(id);
      if (node) node.textContent = words;
    };
    put("failure-title", title);
    put("failure-text", text);
    put("failure-detail", error ? `What the browser said: ${error instanceof Error ? error.message : String(error)}` : "");
    for (const part of document.querySelectorAll("#lesson, #surface, #legend, #transport, #charts")) part.setAttribute("inert", "");
    const panel = document.getElementById("failure");
    if (panel) {
      panel.hidden = false;
      panel.focus();
    }
  };

  addEventListener("downhill-failure", (event) => {
    if (event instanceof CustomEvent) show(event.detail.kind, event.detail.error);
  });

  const kindNow = () => (document.documentElement.dataset.state === "loading" ? "load" : "stopped");

  // Capturing, because a script element that fails to load does not let its error event bubble.
  addEventListener(
    "error",
    (event) => {
      if (event.target instanceof HTMLScriptElement) show("load", "");
      else if (event instanceof ErrorEvent && event.error) show(kindNow(), event.error);
    },
    true,
  );
  addEventListener("unhandledrejection", (event) => show(kindNow(), event.reason));

  addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.id === "reload") location.reload();
  });
}
