// A race that nobody sees rests: off screen, in a window that is hidden, on a slide that is not shown. When it is back in sight it
// goes on, or starts anew where the lesson says so.
import { reducedMotion } from "../js/dom.js";

/** So much of the frame is in sight where it counts as seen; none of it is, where it does not. Between them nothing changes. */
const SEEN = 0.5;
/** So much of it is enough as well. */
const ENOUGH = 240; // css px

/** ms between two looks at whether the browser still gives frames, and looks without any after which it does not. */
const LOOK = 400;
const MISSED = 3;

export class Sight {
  /**
   * @param {import("../js/state.js").Store} store
   * @param {() => boolean} anew whether the lesson starts anew when it is back
   * @param {() => void} left told that it rests: no browser gives a frame to what nobody sees
   */
  constructor(store, anew, left) {
    this.store = store;
    this.anew = anew;
    this.left = left;
    /** What the browser says, and the page around; undefined until they have said something. @type {boolean | undefined} */
    this.onScreen = undefined;
    /** @type {boolean | undefined} */
    this.onSlide = undefined;
    this.seen = !document.hidden;
    /** Whether anybody has seen it begin. */
    this.begun = false;
    /** Whether it is to play when it is back. */
    this.held = false;
    /** Whether the page around has put it where it is, to rest there. */
    this.put = false;
    document.addEventListener("visibilitychange", () => this.look());
    const observer = new IntersectionObserver((entries) => this.measure(entries.at(-1)), { threshold: [0, 0.1, 0.2, 0.3, 0.4, SEEN] });
    observer.observe(document.documentElement);
    /** Whether a picture is asked for, whether one came since the last look, and looks without one. */
    this.asked = false;
    this.drawn = true;
    this.missed = 0;
    this.beat = this.beat.bind(this);
    setInterval(() => this.watch(), LOOK);
  }

  /** Firefox draws no picture of a frame of another site that is off screen, and then its observer does not say so either. */
  watch() {
    if (this.store.playing && !this.asked) {
      this.asked = true;
      requestAnimationFrame(this.beat);
    }
    this.missed = this.asked && !document.hidden ? this.missed + 1 : 0;
    if (this.missed < MISSED || !this.drawn) return;
    this.drawn = false;
    this.look();
  }

  beat() {
    this.asked = false;
    this.missed = 0;
    this.drawn = true;
    this.look();
  }

  /** @param {IntersectionObserverEntry | undefined} entry the latest */
  measure(entry) {
    if (!entry) return;
    const { width, height } = entry.intersectionRect;
    // Of a frame larger than the window not even half can be seen.
    if (entry.intersectionRatio >= SEEN || Math.min(width, height) >= ENOUGH) this.onScreen = true;
    else if (!entry.isIntersecting || this.onScreen === undefined) this.onScreen = false;
    this.look();
  }

  /** The page around says whether it shows us. A slide that is shown for the first time has been on screen behind others, perhaps. @param {boolean} shown */
  show(shown) {
    const first = this.onSlide === undefined;
    this.onSlide = shown;
    if (first) this.begun = false;
    this.look();
    if (first && shown && this.seen && this.plays) this.restart();
  }

  /** Whether it plays, or has played to its end by itself. */
  get plays() {
    return this.store.playing || (this.store.finished && !this.put && !reducedMotion.matches);
  }

  look() {
    const seen = this.onScreen !== false && this.onSlide !== false && this.drawn && !document.hidden;
    if (seen === this.seen) {
      this.begun ||= seen && this.onScreen === true;
      return;
    }
    this.seen = seen;
    if (seen) this.back();
    else this.leave();
  }

  leave() {
    this.held = this.anew() ? this.plays : this.store.playing;
    this.store.pause();
    this.left();
  }

  back() {
    const { begun, held } = this;
    this.begun = true;
    this.held = false;
    // Who starts it where a corner of it is in sight has it as it is.
    if (!held || this.store.playing) return;
    if (!begun || this.anew()) this.restart();
    else this.store.play();
  }

  /** Plays, once it is in sight. */
  play() {
    this.put = false;
    if (this.seen) this.store.play();
    else this.held = true;
  }

  pause() {
    this.put = true;
    this.held = false;
    this.store.pause();
  }

  restart() {
    this.store.seek(0);
    this.play();
  }

  /** Other settings have come, and play if they name no step. */
  renew() {
    this.begun = this.seen;
    this.put = !this.store.playing;
    if (this.seen) return;
    this.held = this.store.playing;
    this.store.pause();
  }
}
