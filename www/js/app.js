// The page, once the core runs: one store, one lab, one loop, and the views that the loop tells what changed.
import { Lab, core, restart } from "./core.js";
import { Lecture } from "../lecture/lecture.js";
import { LessonView } from "./lesson.js";
import { Legend } from "./legend.js";
import { Link, note } from "./link.js";
import { Loop } from "./loop.js";
import { ALL, FIRST, Store, PLAY, SETTINGS, THEME, TIME, VALUES } from "./state.js";
import { Transport } from "./transport.js";
import { byId, reducedMotion, refusal, turn, write } from "./dom.js";
import { forgiveBefore } from "./controls.js";
import { listenToKeys, timeKeys } from "./keys.js";
import { openStage } from "./stage.js";

/** @typedef {import("./types.js").Catalogue} Catalogue */
/** @typedef {import("./types.js").LessonInfo} LessonInfo */
/** @typedef {import("./types.js").Settings} Settings */

/** Time without a trap, after which another may be outlived, too. */
const CALM = 60_000; // ms

/** Numbers that change more often while a race runs are not read, and cost more than its picture. */
const LEGIBLE = 80; // ms

/** Opens the page in pieces, between which the browser has its turn: all of them together would hold a phone up. */
export async function open() {
  /** @type {Catalogue} */
  const catalogue = core.catalogue();
  const lessons = new Map(catalogue.lessons.map((lesson) => [lesson.id, lesson]));
  await turn();
  const hash = location.hash;
  const { lab, settings, notes } = enter(hash);
  await turn();

  const store = new Store(settings, (id) => /** @type {LessonInfo} */ (lessons.get(id)));
  /** @type {Lecture | undefined} */
  let lecture;
  /** @param {Settings} next */
  const load = (next) => {
    store.load(next, !reducedMotion.matches);
    lecture?.lay();
  };

  // The words first: on a small screen they decide where the stage lies.
  const lesson = new LessonView(catalogue, store, load);
  lesson.show(settings);
  await turn();
  const legend = new Legend(catalogue, store);
  const transport = new Transport(store, catalogue.speed);
  const link = new Link(store, load, hash);
  const describe = describer(lab, store);
  note(notes);
  legend.show(store.settings);
  legend.read(lab.readouts()); // with all of its lines, so that none is pushed down later
  await turn();
  const page = {
    store,
    lab,
    link,
    load,
    get core() {
      return core;
    },
  };
  lecture = new Lecture(catalogue.lessons, page);
  await turn();

  let unread = 0;
  let readAt = 0;
  /** @param {number} fresh */
  const show = (fresh) => {
    const kinds = (unread |= fresh);
    const now = performance.now();
    if (kinds === TIME && store.playing && now - readAt < LEGIBLE) return;
    [unread, readAt] = [0, now];
    if (kinds & SETTINGS) lesson.show(store.settings);
    if (kinds & (SETTINGS | VALUES)) legend.show(store.settings);
    if (kinds & (SETTINGS | TIME | THEME)) {
      const readouts = lab.readouts();
      legend.read(readouts);
      remark(readouts, store.bare);
    }
    lecture?.show(kinds);
    transport.show();
    link.show(kinds);
    describe(kinds);
  };
  const refused = (/** @type {string} */ message) => note([message]);
  const accepted = (/** @type {boolean} */ edited) => {
    forgiveBefore(store.askedAt);
    if (edited) note([]);
  };
  new Loop(store, lab, openStage(store, lab), show, refused, accepted);
  listenToKeys(timeKeys(store));
  load(store.settings);
  store.mark(FIRST);
  dispatchEvent(new CustomEvent("downhill-open", { detail: page }));
  outliveTraps(page);
  // Changed while nobody listened.
  if (location.hash !== hash) dispatchEvent(new Event("hashchange"));
}

/**
 * Goes on with another instance of the core where one has trapped, at the same settings and step. A second trap within a minute is
 * left to those who listen for errors: it would not be the last.
 * @param {import("../lecture/lecture.js").Page} page
 */
function outliveTraps({ store, lab, link }) {
  let renewed = -Infinity;
  addEventListener("downhill-trap", async (event) => {
    if (performance.now() - renewed < CALM) return;
    event.preventDefault();
    renewed = performance.now();
    // In this state nobody calls the core.
    const { dataset } = document.documentElement;
    const { state } = dataset;
    dataset.state = "error";
    try {
      await restart();
      lab.renew(store.settings, store.step, link.beside.view ?? "");
      dataset.state = state;
      store.edited = false; // no edit of a person's that could take the note away
      store.mark(ALL);
      note(["The simulation ran into an error of ours and was started anew, at the same step of the same settings."]);
    } catch {
      dataset.state = state;
      const error = /** @type {CustomEvent} */ (event).detail;
      dispatchEvent(new CustomEvent("downhill-failure", { detail: { kind: "stopped", error } }));
    }
  });
}

/**
 * A lab for the link, or for the opening lesson as it is if the core will not have the link's settings.
 * @param {string} hash
 */
function enter(hash) {
  const parsed = core.parse_link(hash);
  /** @type {Settings} */
  let settings = parsed.settings;
  /** @type {string[]} */
  const notes = parsed.notes;
  try {
    return { lab: new Lab(settings), settings, notes };
  } catch (error) {
    const message = refusal(error);
    settings = core.parse_link("").settings;
    return { lab: new Lab(settings), settings, notes: [...notes, `The link's settings were left aside. ${message}`] };
  }
}

/**
 * Says on the stage why nothing moves there.
 * @param {import("./types.js").Readout[]} readouts
 * @param {boolean} bare
 */
function remark(readouts, bare) {
  const on = readouts.filter((each) => each.status !== "off");
  let words = "";
  if (bare) words = "";
  else if (readouts.length === 0) words = "There is no optimizer. Add one to see it move.";
  else if (on.length === 0) words = "No optimizer is switched on. Tick one in the legend to see it move.";
  else if (on.every((each) => each.status === "diverged")) words = on.length === 1 ? `${on[0]?.name} has ended.` : "All runs have ended.";
  write(byId("remark", HTMLElement), words);
}

/**
 * Keeps the text for screen readers: politely, when the race rests, never while it runs.
 * @param {import("./core.js").Lab} lab
 * @param {Store} store
 */
function describer(lab, store) {
  const node = byId("description", HTMLElement);
  let timer = 0;
  /** @param {number} kinds */
  return (kinds) => {
    if (!(kinds & (PLAY | TIME | SETTINGS))) return;
    clearTimeout(timer);
    if (store.playing) return;
    timer = setTimeout(() => {
      if (document.documentElement.dataset.state !== "error") write(node, lab.description());
    }, 400);
  };
}
