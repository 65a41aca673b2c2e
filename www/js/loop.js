// The only requestAnimationFrame that draws. It runs while the race plays or a step is being eased, and for one frame after a change;
// paused, there are no frames at all.
import { FIRST, PLAY, SETTINGS, SIZE, THEME, TIME, VIEW } from "./state.js";
import { reducedMotion, refusal } from "./dom.js";

/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./core.js").Lab} Lab */

const EASE = 150; // ms a single step takes for the eye
const SLOW = 12; // steps a second up to which a step is eased
const WATCHED = 1; // steps a second up to which it moves evenly for all of its time
const JUMP = 100; // ms: a longer gap between frames is a pause of the browser, not time that passed

export class Loop {
  /**
   * @param {Store} store
   * @param {Lab} lab
   * @param {() => boolean} fit fits the canvases to the page; false while there is no room
   * @param {(kinds: number) => void} show tells the views what changed, after the lab is up to date
   * @param {(message: string) => void} refused the core refused settings that no control answers for
   * @param {(edited: boolean) => void} accepted the core took the settings; `edited` if a control had changed them
   */
  constructor(store, lab, fit, show, refused, accepted) {
    this.store = store;
    this.lab = lab;
    this.fit = fit;
    this.fitted = false;
    this.show = show;
    this.refused = refused;
    this.accepted = accepted;
    this.handle = 0;
    this.last = -1;
    /** Steps owed to the clock; the whole part is taken each frame. */
    this.owed = 0;
    /** When the step in flight began; −1 when none is. */
    this.easing = -1;
    this.easeTime = EASE;
    /** How far into the step the head is, and was when that time began. */
    this.eased = 1;
    this.from = 0;
    /** What the still part is drawn from, as text to compare with. */
    this.still = "";
    /** What changed since the charts were drawn. */
    this.uncharted = 0;
    /** Whether this frame draws them. */
    this.charting = false;
    /** What the views were not told, and for how many frames. */
    this.unshown = 0;
    this.waited = 0;
    /** What is left to the next frames, a piece for each. @type {(() => void)[]} */
    this.left = [];
    this.leftKinds = 0;
    this.frame = this.frame.bind(this);
    store.wake = () => this.wake();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.sleep();
      else this.wake();
    });
  }

  wake() {
    if (this.handle !== 0 || document.hidden || document.documentElement.dataset.state === "error") return;
    this.handle = requestAnimationFrame(this.frame);
  }

  sleep() {
    cancelAnimationFrame(this.handle);
    this.handle = 0;
    this.last = -1;
  }

  /** @param {number} now */
  frame(now) {
    this.handle = 0;
    if (document.documentElement.dataset.state === "error") return;
    // Pieces of what is no longer asked for would show its words beside what is.
    if (this.left.length && this.store.changed & SETTINGS) {
      this.left = [];
      this.store.changed |= this.leftKinds;
    }
    const piece = this.left.shift();
    if (piece) {
      piece();
      this.wake();
      if (this.last >= 0) this.last = now; // nobody saw that time
      return;
    }
    const { store, lab } = this;
    let kinds = store.changed;
    store.changed = 0;

    if (kinds & SETTINGS) this.follow(now);
    if (kinds & TIME) this.travel(now);
    if (store.playing) this.run(now, kinds);
    else {
      this.last = -1;
      if (kinds & PLAY) this.land(now);
    }

    // What the run itself changed in this frame.
    kinds |= store.changed;
    store.changed = 0;
    if (lab.step !== store.step) kinds |= TIME;
    if (kinds & (SETTINGS | TIME)) store.stuck = !lab.can_move();
    store.step = lab.step;
    store.length = lab.length;

    this.charting = false;
    const pieces = this.draw(now, kinds);
    this.unshown |= kinds;
    pieces.push(() => {
      this.tell(now);
      if (kinds) store.shown(kinds);
    });
    // Code that has never run takes its time, a phone ten times that: what all of it draws first is no work for one frame.
    if (kinds & FIRST) [this.left, this.leftKinds] = [pieces, kinds];
    else for (const each of pieces) each();
    if (this.left.length || store.playing || this.easing >= 0 || store.changed) this.wake();
  }

  /** Brings the lab to the settings; what the core refuses is put back and explained where it was asked for. @param {number} now */
  follow(now) {
    const { store, lab } = this;
    try {
      // Other settings are computed up to the step shown: where an earlier one is asked for, no further than that.
      if (store.wanted >= 0) lab.goto_step(Math.min(lab.step, store.wanted));
      lab.set(store.settings);
    } catch (error) {
      const message = refusal(error);
      store.settings = { ...lab.settings(), step: null };
      if (store.origin) store.origin.refuse(message);
      else this.refused(message);
      return;
    }
    this.land(now);
    this.accepted(store.edited);
    store.edited = false;
  }

  /** Goes where the timeline and the step buttons ask. @param {number} now */
  travel(now) {
    const { store, lab } = this;
    this.easing = -1;
    if (store.wanted >= 0) lab.goto_step(store.wanted);
    store.wanted = -1;
    const steps = store.steps;
    store.steps = 0;
    if (steps < 0) lab.goto_step(Math.max(0, lab.step + steps));
    else if (this.advance(steps) === 1) this.ease(now, EASE);
  }

  /** Steps on, as far as anything moves. @param {number} steps @returns {number} the steps taken */
  advance(steps) {
    let taken = 0;
    while (taken < steps && this.lab.can_move()) {
      this.lab.advance(1);
      taken += 1;
    }
    return taken;
  }

  /**
   * Steps as many times as the clock asks for.
   * @param {number} now
   * @param {number} kinds
   */
  run(now, kinds) {
    const { store, lab } = this;
    const speed = store.settings.speed;
    if (kinds & PLAY) this.owed = 1; // pressing Play moves at once
    else if (this.last >= 0) this.owed += (Math.min(now - this.last, JUMP) * speed) / 1000;
    this.last = now;

    const due = Math.min(Math.floor(this.owed), store.end - lab.step);
    if (this.owed >= 1) this.owed -= Math.floor(this.owed);
    if (this.advance(due) === 1 && speed <= SLOW) this.ease(now, speed <= WATCHED ? 1000 / speed : Math.min(EASE, 900 / speed));
    if (lab.step >= store.end || !lab.can_move()) {
      store.playing = false;
      store.changed |= PLAY;
    }
  }

  /** @param {number} now @param {number} time */
  ease(now, time) {
    if (reducedMotion.matches) return;
    this.easing = now;
    this.easeTime = time;
    this.from = 0;
  }

  /** Who pauses or changes something does not wait for a slow step: what is left of it is quick. @param {number} now */
  land(now) {
    if (this.easing < 0 || this.easeTime <= EASE) return;
    this.ease(now, EASE);
    this.from = this.eased;
  }

  /** What is to be drawn: what changed and nothing else. @param {number} now @param {number} kinds @returns {(() => void)[]} */
  draw(now, kinds) {
    const { lab } = this;
    if (kinds & SIZE) this.fitted = this.fit();
    if (!this.fitted) return [];
    // A canvas gets its memory at the first stroke, and a font is looked for at the first letter: this one is out of sight.
    const pieces = kinds & FIRST ? [() => lab.canvases?.[0].getContext("2d")?.fillText("0", 0, 0)] : [];
    const inFlight = this.easing >= 0;
    this.eased = 1;
    if (inFlight) {
      const t = Math.min(1, (now - this.easing) / this.easeTime);
      this.eased = this.from + (1 - this.from) * (this.easeTime > EASE ? t : 1 - (1 - t) ** 3);
      if (t >= 1) this.easing = -1;
    }
    const still = kinds & SETTINGS ? this.ground() : this.still;
    if (kinds & (SIZE | THEME | VIEW) || still !== this.still) for (const axes of [false, true]) pieces.push(() => lab.draw_background(axes));
    this.still = still;
    if (kinds || inFlight) pieces.push(() => lab.draw_overlay(this.eased));
    pieces.push(() => this.chart(kinds));
    return pieces;
  }

  /**
   * Tells the views what changed. In a race a frame has no time for words that drew the charts, or the paths of a step that it begins
   * to ease; but where frames are so few that each does, the third has words all the same.
   * @param {number} now
   */
  tell(now) {
    const kinds = this.unshown;
    if (!kinds) return;
    const busy = kinds === TIME && this.store.playing && (this.charting || this.easing === now);
    if (busy && this.waited++ < 2) return;
    this.waited = this.unshown = 0;
    this.show(kinds);
  }

  /** Draws the charts, which follow a race at half the stage's pace. @param {number} kinds */
  chart(kinds) {
    const { store } = this;
    const waits = kinds === TIME && store.playing && !this.uncharted;
    this.uncharted |= kinds & ~(PLAY | VIEW);
    if (!this.uncharted || waits || !store.lesson.charts) return;
    this.uncharted = 0;
    this.charting = true;
    this.lab.draw_chart();
  }

  /** What the still part is drawn from: the surface; with several stages or an exhibit, any setting may count. */
  ground() {
    const { lesson, settings } = this.store;
    const { surface } = settings;
    return JSON.stringify(lesson.ground === "chosen" && !this.lab.has_exhibit() ? [lesson.id, surface] : { ...settings, speed: 0 });
  }
}
