// The page as one file: the module lies in the document, so there is nothing to fetch.
import start from "../downhill.js";
import { boot } from "../js/boot.js";
import { byId } from "../js/dom.js";
import { source } from "../lab/work.js";

/** A text of the document that is no part of the page. @param {string} id */
const held = (id) => byId(id, HTMLScriptElement).text;

const core = Uint8Array.from(atob(held("module")), (letter) => letter.charCodeAt(0));
const script = URL.createObjectURL(new Blob([held("worker")], { type: "text/javascript" }));
// Of a file on a disk, Chromium starts no worker of modules.
Object.assign(source, { script, type: "classic", core });

boot(() => start({ module_or_path: core }));
