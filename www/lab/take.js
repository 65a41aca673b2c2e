// What can be taken away: the link, code to embed, pictures, numbers, a script, films.
import { make, write } from "../js/dom.js";
import { SIZE } from "../js/state.js";
import { plan, png, svg, webm, webmType } from "./picture.js";
import { work } from "./work.js";

/** @typedef {import("../lecture/lecture.js").Page} Page */
/** @typedef {(progress: (done: number) => void, signal: AbortSignal) => Promise<Blob>} Making */

/** The page as one file; by address, since this file is bundled into another. */
const ONE_FILE = new URL("../downhill.html", import.meta.url);

const KEPT = 10_000; // ms after which the address of a file is given back

export class Take {
  /** @param {Page} page @param {HTMLElement} tools */
  constructor(page, tools) {
    this.page = page;
    /** What is being made, and what is said of it meanwhile. @type {AbortController | null} */
    this.making = null;
    this.meanwhile = "";
    this.root = make("details", "take", { id: "take" });
    const summary = make("summary", "quiet");
    summary.textContent = "take away";
    this.list = make("div", "take-list");
    this.word = make("p", "take-word", { role: "status" });
    this.code = make("textarea", "take-code", { readonly: "", rows: "4", "aria-label": "To copy" });
    this.bar = make("progress", "", { max: "1", "aria-label": "Progress" });
    this.cancel = make("button", "quiet", { type: "button", id: "take-cancel" });
    this.cancel.textContent = "cancel";
    this.cancel.addEventListener("click", () => this.making?.abort());
    const row = make("div", "take-progress");
    row.append(this.bar, this.cancel);
    this.row = row;

    this.entry("link", "copy link", () => this.copy(this.link(), this.link().startsWith("file:") ? "The link to this file on this computer" : "The link"));
    this.entry("embed", "copy embed code", () => {
      if (this.home()) this.copy(this.embed(), "The embed code");
      else this.say("Only a page that is hosted can be embedded, and this one is a file.");
    });
    this.entry("png", "PNG of the stage", () => this.picture());
    this.entry("svg", "SVG of the stage", () => this.text("svg", "image/svg+xml", () => svg(page.lab)));
    this.entry("csv", "CSV of all paths", () => this.make("csv", "Writing all steps.", (...how) => work("csv", this.paths(), ...how)));
    this.entry("py", "PyTorch script", () => this.text("py", "text/x-python", () => page.lab.python()));
    this.entry("gif", "GIF of the run", () => this.make("gif", "Drawing the run.", (...how) => work("gif", this.plan(), ...how)));
    const film = this.entry("webm", "WebM of the run", () =>
      this.make("webm", "Recording the run, in the time it takes to watch.", (...how) => webm(this.plan(), ...how)),
    );
    if (!webmType()) {
      film.disabled = true;
      film.textContent = "WebM: this browser records none";
    }
    // To follow rather than to take: the lecture as slides, at this lesson.
    const slides = make("a", "quiet", { href: "slides/" });
    slides.textContent = "slides of the lecture";
    // Where the site is complete, its head names the manifest; the page as one file has nothing beside it.
    if (document.querySelector("link[rel=manifest]")) {
      this.entry("html", "this page as one file", () =>
        this.make("html", "Fetching the page as one file.", (_, signal) => oneFile(signal), "downhill.html"),
      );
      this.list.append(slides);
    }
    const panel = make("div", "take-panel");
    panel.append(this.list, row, this.word, this.code);
    this.root.append(summary, panel);
    this.clear();
    tools.append(this.root);

    this.root.addEventListener("toggle", () => {
      if (this.root.open) slides.href = `slides/#/${page.store.lesson.id}`;
      else if (!this.making) this.clear();
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.root.open) return;
      this.root.open = false;
      summary.focus();
    });
    addEventListener("pointerdown", (event) => {
      if (this.root.open && event.target instanceof Node && !this.root.contains(event.target)) this.root.open = false;
    });
  }

  plan() {
    return plan(this.page.store, this.page.lab);
  }

  /** What all paths follow from: computed anew, since the same settings give the same bits. */
  paths() {
    const { store } = this.page;
    return { settings: { ...store.settings, step: null }, end: store.length };
  }

  /** @param {string} id @param {string} words @param {() => unknown} action */
  entry(id, words, action) {
    const button = make("button", "quiet", { type: "button", "data-take": id });
    button.textContent = words;
    button.addEventListener("click", () => {
      this.clear();
      action();
    });
    this.list.append(button);
    return button;
  }

  clear() {
    this.say("");
    this.code.hidden = true;
    this.row.hidden = this.making === null;
  }

  /** Says something beside what is said of a file in the making. @param {string} words */
  say(words) {
    write(this.word, `${words} ${this.making ? this.meanwhile : ""}`.trim());
  }

  /** The address, brought up to date: of the hosted page, where this one is a file that knows of it. */
  link() {
    this.page.link.write();
    const { protocol, hash, href } = location;
    return (protocol === "file:" && this.home() && this.home() + hash) || href;
  }

  /** Where the site is hosted; empty where a file does not know it. */
  home() {
    if (!("oneFile" in document.documentElement.dataset)) return location.href;
    const canonical = document.querySelector("link[rel=canonical]");
    return canonical instanceof HTMLLinkElement ? canonical.href : "";
  }

  /** A frame for any page; docs/embedding.md tells of others. */
  embed() {
    const { store } = this.page;
    this.page.link.write();
    const address = new URL(this.home());
    address.search = "?embed";
    // Without the step: it plays when its slide is shown.
    address.hash = location.hash.replace(/&step=\d+/, "");
    const quoted = (/** @type {string} */ text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
    return `<iframe src="${quoted(address.href)}" width="960" height="600" style="border: 0; max-width: 100%" loading="lazy" allow="fullscreen" title="Downhill: ${quoted(store.lesson.title)}"></iframe>`;
  }

  /** @param {string} text @param {string} what */
  async copy(text, what) {
    try {
      await navigator.clipboard.writeText(text);
      this.say(`${what} is copied.`);
    } catch {
      // No clipboard, or no leave to write to it.
      this.code.value = text;
      this.code.hidden = false;
      this.code.focus();
      this.code.select();
      this.code.scrollTop = 0;
      this.say("The browser did not let the page copy it. Here it is, to copy by hand:");
    }
  }

  async picture() {
    const { lab, store } = this.page;
    try {
      const drawn = png(lab);
      store.mark(SIZE); // back to that of the page
      this.save(await drawn, this.named("png"));
    } catch (error) {
      this.fail(error);
    }
  }

  /** @param {string} ending @param {string} type @param {() => string} write */
  text(ending, type, write) {
    try {
      this.save(new Blob([write()], { type }), this.named(ending));
    } catch (error) {
      this.fail(error);
    }
  }

  /**
   * What takes its time, one at a time.
   * @param {string} ending
   * @param {string} words said meanwhile
   * @param {Making} how
   * @param {string} name of the file; by the lesson that is open now, since another may be when it is done
   */
  async make(ending, words, how, name = this.named(ending)) {
    if (this.making) return this.say("One file at a time.");
    const making = new AbortController();
    this.making = making;
    this.row.hidden = false;
    this.bar.value = 0;
    this.meanwhile = words;
    this.say("");
    try {
      const file = await how((done) => (this.bar.value = done), making.signal);
      this.making = null;
      this.save(file, name);
    } catch (error) {
      this.making = null;
      if (making.signal.aborted) this.say("Cancelled.");
      else this.fail(error);
    } finally {
      const focused = this.row.contains(document.activeElement);
      this.row.hidden = true;
      if (focused) /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-take="${ending}"]`))?.focus();
    }
  }

  /** @param {unknown} error */
  fail(error) {
    this.say(`It could not be made: ${error instanceof Error ? error.message : error}`);
  }

  /** @param {string} ending */
  named(ending) {
    return `downhill-${this.page.store.lesson.id}.${ending}`;
  }

  /** Hands a file to the browser. @param {Blob} blob @param {string} name */
  save(blob, name) {
    const address = URL.createObjectURL(blob);
    const anchor = make("a", "", { href: address, download: name });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), KEPT);
    this.say(`${name}, ${size(blob.size)}`);
  }
}

/** @param {AbortSignal} signal */
async function oneFile(signal) {
  const answer = await fetch(ONE_FILE, { signal });
  if (!answer.ok) throw new Error("this site was built without it");
  return answer.blob();
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
