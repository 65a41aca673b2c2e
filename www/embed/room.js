// Room for the sentences of the legend: as many lines as each is going to take, so that the stage keeps its size while they change.
import { SETTINGS, SIZE } from "../js/state.js";
import { make } from "../js/dom.js";

const REST = 250; // ms without a further change after which the room is made anew
const LOOKS = [0, 0.03, 0.1, 0.25, 0.5, 0.75, 1]; // parts of the race at which its sentences are looked at

export class Room {
  /** @param {import("./frame.js").Page} page */
  constructor(page) {
    this.page = page;
    this.store = page.store;
    this.timer = 0;
    this.lesson = "";
    this.width = 0;
    this.make = this.make.bind(this);
  }

  /** @param {number} kinds */
  show(kinds) {
    const { lesson, width } = this;
    if (!(kinds & (SETTINGS | SIZE))) return;
    clearTimeout(this.timer);
    // A start that is dragged is not waited upon in each frame.
    if (this.store.settings.lesson !== lesson || innerWidth !== width) this.make();
    else this.timer = setTimeout(this.make, REST);
  }

  make() {
    if (document.documentElement.dataset.state === "error") return;
    const { settings } = this.store;
    this.lesson = settings.lesson;
    this.width = innerWidth;
    const longest = this.longest();
    document.querySelectorAll("#legend .sentence").forEach((sentence, i) => {
      if (!(sentence instanceof HTMLElement) || sentence.clientWidth === 0) return;
      const trial = make("p", "sentence trial");
      trial.style.width = `${sentence.clientWidth}px`;
      // Numbers are bold, as they will be.
      for (const [at, words] of (longest[i] ?? "").split(/(\d[\d.,]*)/).entries()) {
        const part = make(at % 2 ? "b" : "span");
        part.textContent = words;
        trial.append(part);
      }
      sentence.after(trial);
      sentence.style.minHeight = `${trial.clientHeight}px`;
      trial.remove();
    });
  }

  /** The longest sentence of each run in a race that nobody sees. */
  longest() {
    const { end, settings } = this.store;
    const lab = new this.page.core.Lab({ ...settings, step: null });
    try {
      /** @type {string[]} */
      const longest = [];
      for (const part of LOOKS) {
        lab.goto_step(Math.round(part * end));
        /** @type {import("../js/types.js").Readout[]} */
        const readouts = lab.readouts();
        readouts.forEach(({ sentence }, i) => {
          if (sentence.length >= (longest[i]?.length ?? 0)) longest[i] = sentence;
        });
      }
      return longest;
    } finally {
      lab.free();
    }
  }
}
