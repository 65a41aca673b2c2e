// A classic script, loaded first and depending on nothing, in the JavaScript of 2009: when anything else fails, this still works.
// Others report with `dispatchEvent(new CustomEvent("downhill-failure", { detail: { kind, error } }))`; whatever they miss arrives
// here by itself as an error event: a script that cannot be fetched, an exception in a frame, a trap of the compiled core.
(function () {
  var page = document.documentElement;
  page.setAttribute("data-scripts", ""); // hides the sentence for pages whose scripts do not start

  /** @type {Object<string, string[]>} title and text */
  var WORDS = {
    wasm: [
      "This browser cannot run WebAssembly",
      "Downhill computes in WebAssembly, and this browser has none, or has it switched off. Any current Firefox, Chrome, Edge or Safari will do.",
    ],
    simd: [
      "This browser is too old for Downhill",
      "Its WebAssembly lacks the vector instructions (SIMD) that Downhill computes with. Any Firefox, Chrome or Edge since 2024, or Safari since 16.4, has them.",
    ],
    modules: [
      "This browser is too old for Downhill",
      "It does not read JavaScript modules. Any Firefox, Chrome or Edge since 2024, or Safari since 16.4, does.",
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

  var damaged = false;

  // (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt): the smallest module that needs SIMD.
  var SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

  /** What a browser lacks whose page does not load; nothing where it lacks nothing. */
  function lacking() {
    if (typeof WebAssembly !== "object") return "wasm";
    return WebAssembly.validate(new Uint8Array(SIMD)) ? "" : "simd";
  }

  /** @param {string} id @param {string} words */
  function put(id, words) {
    var node = document.getElementById(id);
    if (node) node.textContent = words;
  }

  /** @param {string} kind @param {unknown} error */
  function show(kind, error) {
    if (page.getAttribute("data-state") === "error") return; // the first failure is the cause, later ones its consequences
    page.setAttribute("data-state", "error");
    if (kind === "load") kind = lacking() || kind;
    damaged = kind === "load";
    var words = WORDS[kind] || WORDS.stopped || [];
    put("failure-title", words[0] || "");
    put("failure-text", words[1] || "");
    put("failure-detail", error ? "What the browser said: " + (error instanceof Error ? error.message : String(error)) : "");
    var parts = document.querySelectorAll(".column > :not(.note):not(.actions), .actions > :not(#theme), .instrument > :not(#stage), .whole-view");
    for (var i = 0; i < parts.length; i += 1) {
      var part = parts[i];
      if (part) part.setAttribute("inert", "");
    }
    var panel = document.getElementById("failure");
    if (panel) {
      panel.hidden = false;
      panel.focus();
    }
  }

  function kindNow() {
    return page.getAttribute("data-state") === "loading" ? "load" : "stopped";
  }

  /** A trap of the core may be outlived, once the page is open (js/app.js). @param {unknown} error */
  function lost(error) {
    var trapped = typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
    if (!trapped || dispatchEvent(new CustomEvent("downhill-trap", { cancelable: true, detail: error }))) show(kindNow(), error);
  }

  addEventListener("downhill-failure", function (event) {
    if (event instanceof CustomEvent) show(event.detail.kind, event.detail.error);
  });

  // Capturing, because a script element that fails to load does not let its error event bubble.
  addEventListener(
    "error",
    function (event) {
      var script = event.target;
      // One from elsewhere, such as an extension's, is none of ours: the policy forbids it, and the page works.
      if (script instanceof HTMLScriptElement) {
        if (!script.src || script.src.indexOf(location.origin) === 0) show("load", "");
      } else if (event instanceof ErrorEvent && event.error) lost(event.error);
    },
    true,
  );
  addEventListener("unhandledrejection", function (event) {
    lost(event.reason);
  });

  function reload() {
    location.reload();
  }

  addEventListener("click", function (event) {
    if (!(event.target instanceof Element) || event.target.id !== "reload") return;
    // Files that the service worker keeps and that do not load are not to come back, where there is a network to get others from.
    try {
      if (!damaged || !navigator.onLine) return reload();
      navigator.serviceWorker
        .getRegistration()
        .then(function (own) {
          return own && own.unregister();
        })
        .then(reload, reload);
    } catch (none) {
      reload(); // there are no such workers, or the page around this one denies them
    }
  });

  // A browser without modules leaves ours out without a word.
  addEventListener("DOMContentLoaded", function () {
    if (!("noModule" in document.createElement("script"))) show("modules", "");
  });
})();
