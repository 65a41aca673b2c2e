// The page as one file: the module with the whole catalogue lies in the document, so there is nothing to fetch and no other
// module to go over to. The page's own start waits for the core, which is started here.
import "../js/main.js";
import * as everything from "../downhill.js";
import * as lecture from "../lecture/lecture.js";
import { takeOver } from "../js/core.js";
import { byId } from "../js/dom.js";

/** The bytes of the module, which the document holds as text. */
function bytes() {
  return Uint8Array.from(atob(byId("module", HTMLScriptElement).text), (letter) => letter.charCodeAt(0));
}

everything.default({ module_or_path: bytes() }).then(
  () => {
    takeOver(everything, lecture);
    dispatchEvent(new Event("downhill-core"));
  },
  (error) => dispatchEvent(new CustomEvent("downhill-failure", { detail: { kind: "load", error } })),
);
