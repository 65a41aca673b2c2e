// <downhill-lab lesson="saddle">: a lesson of Downhill in any page. docs/embedding.md tells how it is used.
//
// A page loads this file from where Downhill is hosted, as a classic script; it imports nothing. The element shows the
// lesson's poster, makes the frame when it comes near the window, and speaks to it as docs/embedding.md says. Nothing of it leaks:
// its styles are in its shadow, and all that it tells are events on itself.
(() => {
  const NAME = "downhill-lab";
  const VERSION = 1;
  const NEAR = "300px"; // from the window, where the frame is made
  const PATIENCE = 15_000; // ms after which a frame that says nothing is shown as it is

  /** Where Downhill is: the folder of this script. */
  const script = document.currentScript;
  const base = new URL("./", script instanceof HTMLScriptElement && script.src ? script.src : document.baseURI);
  /** Whom the frame's messages come from, and ours go to. Files have no origin that could be named. */
  const home = base.protocol === "file:" ? "*" : base.origin;

  const styles = `
    :host { display: block; position: relative; width: 100%; min-width: min(480px, 100%); min-height: 360px; aspect-ratio: 16 / 10; }
    :host([hidden]) { display: none; }
    iframe, img { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; }
    img { object-fit: contain; }
    iframe { opacity: 0; }
    .ready iframe { opacity: 1; }
    .ready img { visibility: hidden; }
    @media (prefers-reduced-motion: no-preference) { iframe { transition: opacity 150ms; } }
  `;

  /** What hides an element, its own attributes or those of one around it. */
  const HIDING = ["class", "style", "hidden", "open", "inert"];

  class DownhillLab extends HTMLElement {
    static observedAttributes = ["lesson", "link", "restart", "resume", "theme", "title"];

    #box = document.createElement("div");
    #poster = new Image();
    /** @type {HTMLIFrameElement | null} */
    #frame = null;
    /** The theme with which the frame's page began: in its address, which else would be another page's. */
    #dressed = "";
    #ready = false;
    /** What is to be said once the frame listens. @type {Record<string, unknown>[]} */
    #waiting = [];
    /** What the frame was told last about its being in sight. */
    #seen = true;
    #near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#make(), { rootMargin: NEAR });
    #around = new MutationObserver(() => this.#look());

    constructor() {
      super();
      const shadow = this.attachShadow({ mode: "open" });
      // Not a <style>: the page's policy may allow none.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      shadow.adoptedStyleSheets = [sheet];
      this.#poster.alt = "";
      this.#poster.addEventListener("error", () => this.#poster.remove());
      this.#box.append(this.#poster);
      shadow.append(this.#box);
    }

    connectedCallback() {
      this.#show();
      this.#near.observe(this);
      addEventListener("message", this.#hear);
      // Slides are shown and hidden by the classes and styles of what is around us, and by transitions.
      document.addEventListener("transitionend", this.#look);
      for (let node = /** @type {Node | null} */ (this); node; node = node instanceof ShadowRoot ? node.host : node.parentNode) {
        if (node instanceof Element) this.#around.observe(node, { attributeFilter: HIDING });
      }
    }

    disconnectedCallback() {
      this.#near.disconnect();
      this.#around.disconnect();
      removeEventListener("message", this.#hear);
      document.removeEventListener("transitionend", this.#look);
      // Taken out of a page, a frame forgets all: put back, it begins anew.
      this.#frame?.remove();
      this.#frame = null;
      this.#ready = false;
      this.#waiting = [];
      this.#box.className = "";
    }

    /** @param {string} name @param {string | null} before @param {string | null} now */
    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected) return;
      if (name === "title") this.#call();
      else if (name === "theme") this.#say({ type: "theme", theme: this.#theme || "system" });
      // Replaced, not gone to: the page's way back stays as it was.
      else if (this.#frame) {
        // Another search is another page, which has to begin; another fragment alone is not.
        if (name === "restart" || name === "resume") {
          this.#ready = false;
          this.#dressed = this.#theme;
        }
        this.#frame.contentWindow?.location.replace(this.#address);
      }
      else this.#show();
    }

    play() {
      this.#say({ type: "play" });
    }

    pause() {
      this.#say({ type: "pause" });
    }

    /** From the start, playing. */
    restart() {
      this.#say({ type: "restart" });
    }

    /** One step on or back. @param {1 | -1} [by] */
    step(by = 1) {
      this.#say({ type: "step", by });
    }

    /** Shows a step, paused. @param {number} step */
    goTo(step) {
      this.#say({ type: "goto", step });
    }

    /** Changes the settings, in the grammar of links. @param {string} link */
    set(link) {
      this.#say({ type: "set", link: String(link) });
    }

    /** From now on tells the values of a run's rule at each step shown. @param {number} run from 1; 0 for none */
    watch(run) {
      this.#say({ type: "watch", run });
    }

    get #theme() {
      const theme = this.getAttribute("theme") ?? "";
      return ["light", "dark", "projector"].includes(theme) ? theme : "";
    }

    get #address() {
      const address = new URL(base);
      const back = this.hasAttribute("restart") ? "=restart" : this.hasAttribute("resume") ? "=resume" : "";
      address.search = `?embed${back}${this.#dressed && `&theme=${this.#dressed}`}`;
      const lesson = this.getAttribute("lesson");
      const link = (this.getAttribute("link") ?? "").replace(/^#/, "");
      address.hash = ["v=1", lesson && `lesson=${encodeURIComponent(lesson)}`, link].filter(Boolean).join("&");
      return address.href;
    }

    /** The poster, until there is more. One that is missing is left out. */
    #show() {
      const lesson = this.getAttribute("lesson");
      if (!lesson || this.#frame) return;
      this.#poster.src = new URL(`posters/${encodeURIComponent(lesson)}.svg`, base).href;
      if (!this.#poster.isConnected) this.#box.prepend(this.#poster);
    }

    #make() {
      if (this.#frame) return;
      this.#near.disconnect();
      const frame = document.createElement("iframe");
      this.#frame = frame;
      this.#dressed = this.#theme;
      frame.allow = "fullscreen";
      frame.src = this.#address;
      this.#call();
      frame.addEventListener("load", () => setTimeout(() => frame === this.#frame && this.#reveal(), PATIENCE));
      this.#box.append(frame);
    }

    /** Names the frame for those who do not see it. */
    #call() {
      if (this.#frame) this.#frame.title = this.getAttribute("title") || ["Downhill", this.getAttribute("lesson")].filter(Boolean).join(": ");
    }

    #reveal() {
      this.#box.className = "ready";
    }

    /** @param {Record<string, unknown>} order */
    #say(order) {
      if (this.#ready) this.#frame?.contentWindow?.postMessage({ downhill: VERSION, ...order }, home);
      else this.#waiting.push(order);
    }

    /** Tells the frame whether a slide or a fold around it hides us, which no browser tells a frame. */
    #look = () => {
      if (!this.#ready || typeof this.checkVisibility !== "function") return;
      const seen = this.checkVisibility({ visibilityProperty: true });
      if (seen !== this.#seen) this.#say({ type: "sight", seen });
      this.#seen = seen;
    };

    /** @param {MessageEvent} event */
    #hear = ({ data, origin, source }) => {
      if (!this.#frame || source !== this.#frame.contentWindow || (home !== "*" && origin !== home)) return;
      if (typeof data !== "object" || data === null || data.downhill !== VERSION) return;
      const { downhill, type, ...detail } = data;
      if (!["ready", "state", "values", "key", "refused"].includes(type)) return;
      this.#reveal();
      if (type === "ready") this.#begin();
      const event = new CustomEvent(`downhill-${type}`, { detail, bubbles: true, composed: true, cancelable: type === "key" });
      if (this.dispatchEvent(event) && type === "key") this.#pass(detail);
    };

    #begin() {
      this.#ready = true;
      this.#seen = true;
      this.#look();
      for (const order of this.#waiting.splice(0)) this.#say(order);
    }

    /** A key that the frame has no use for is pressed on us: whoever listens to the page's keys hears it. @param {KeyboardEventInit & { keyCode: number }} key */
    #pass(key) {
      const pressed = new KeyboardEvent("keydown", { ...key, bubbles: true, composed: true, cancelable: true });
      // Some decks go by the old number, which not every browser takes from the words of an event that is made.
      for (const old of ["keyCode", "which"]) Object.defineProperty(pressed, old, { value: key.keyCode });
      this.dispatchEvent(pressed);
    }
  }

  if (!customElements.get(NAME)) customElements.define(NAME, DownhillLab);
})();
