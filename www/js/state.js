// The one state of the page. Everything flows one way: a control calls a method here; the method changes the state, notes what
// kind of change it was and wakes the loop; the loop brings the lab up to date once a frame and tells the views what to show.

/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").LessonInfo} LessonInfo */

/** Kinds of change, as bits. */
export const SETTINGS = 1; // parameters, start, speed, runs on or off
export const TIME = 2; // the step shown
export const PLAY = 4; // running, paused, finished
export const SIZE = 8;
export const THEME = 16;
export const VIEW = 32; // zoomed or moved
export const LOOK = 64; // what is pointed at, charted or taken apart
export const VALUES = 128; // of runs, as their changes come into force
export const FIRST = 256; // the first picture there is
export const ALL = 2 * FIRST - 1;

/** The furthest step: what a link may ask for (MOST_STEPS). */
export const FURTHEST = 100_000;

/**
 * Who asked for a change, and shows the reason if the core refuses it.
 * @typedef {{ refuse(message: string): void }} Origin
 */

export class Store {
  /**
   * @param {Settings} settings complete and valid
   * @param {(id: string) => LessonInfo} lessonOf
   */
  constructor(settings, lessonOf) {
    this.settings = settings;
    this.lessonOf = lessonOf;
    /** The step shown, and the furthest there is: written by the loop. */
    this.step = 0;
    this.length = this.end;
    this.playing = false;
    /** No run that is on can take another step: written by the loop. */
    this.stuck = false;

    this.changed = 0;
    /** The step to go to in the next frame; −1 for none. */
    this.wanted = -1;
    /** Single steps asked for since the last frame. */
    this.steps = 0;
    /** @type {Origin | null} */
    this.origin = null;
    /** When the settings were last changed. */
    this.askedAt = 0;
    /** Whether a control changed the settings since the lab last followed, rather than a link. */
    this.edited = false;
    /** How much larger than it is the page is shown: a page around may magnify its frame. */
    this.magnified = 1;
    /** Set by the loop. */
    this.wake = () => {};
    /** Told what changed once it is shown: set by an embed, which tells the page around. @type {(kinds: number) => void} */
    this.shown = () => {};
  }

  get lesson() {
    return this.lessonOf(this.settings.lesson);
  }

  /** The lesson's last step. */
  get end() {
    return this.lesson.steps;
  }

  /** Whether an exhibit is all there is: no surface, no loss, and it moves without any run. */
  get bare() {
    return this.lesson.ground === "bare";
  }

  /** Whether there is nobody to move. */
  get nobody() {
    return !this.bare && !this.settings.runs.some((run) => run.on);
  }

  get finished() {
    return !this.playing && !this.nobody && (this.step >= this.end || this.stuck);
  }

  get state() {
    return this.playing ? "running" : this.finished ? "finished" : "paused";
  }

  /** The values of a run that are in force at the step shown. @param {Settings} settings @param {number} place */
  values(settings, place) {
    return settings.runs[place]?.params ?? {};
  }

  /** Those that an edit at the step shown is to change. @param {Settings} settings @param {number} place @param {import("./controls.js").Control} _control that edits them */
  toEdit(settings, place, _control) {
    return this.values(settings, place);
  }

  /** @param {number} kinds */
  mark(kinds) {
    this.changed |= kinds;
    this.wake();
  }

  /**
   * Changes the settings in place. The lab follows in the next frame, however many edits come before it.
   * @param {(settings: Settings) => void} edit
   * @param {Origin | null} [origin]
   */
  edit(edit, origin = null) {
    edit(this.settings);
    this.origin = origin;
    this.edited = true;
    this.askedAt = performance.now();
    this.mark(SETTINGS);
  }

  /**
   * Other settings: from a link, a lesson or the prose. They run from the start unless they name a step.
   * @param {Settings} settings
   * @param {boolean} play
   */
  load(settings, play) {
    this.settings = settings;
    this.origin = null;
    this.edited = false;
    this.askedAt = performance.now();
    this.steps = 0;
    this.wanted = settings.step ?? 0;
    this.playing = play && settings.step === null;
    settings.step = null; // taken; from here on the loop knows the step
    this.mark(SETTINGS | TIME | PLAY);
  }

  play() {
    if (this.playing || this.nobody) return;
    if (this.finished) this.seek(0);
    this.playing = true;
    this.mark(PLAY);
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.mark(PLAY);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** One step forward (also past the lesson's end) or back; a running race pauses. @param {1 | -1} direction */
  move(direction) {
    this.pause();
    this.steps += direction;
    this.mark(TIME);
  }

  /** Shows step n, paused. @param {number} n */
  seek(n) {
    this.pause();
    this.wanted = Math.max(0, Math.round(n));
    this.steps = 0;
    this.mark(TIME);
  }
}
