// The page, once the core runs: one store, one lab, one loop, and the views that the loop tells what changed.
import { Lab, core, isWhole, later, whole } from "./core.js";
import { LessonView } from "./lesson.js";
import { Legend } from "./legend.js";
import { Link, MISSING, note } from "./link.js";
import { Loop } from "./loop.js";
import { FIRST, Store, PLAY, SETTINGS, SIZE, THEME, TIME, VALUES } from "./state.js";
import { Transport } from "./transport.js";
import { byId, reducedMotion, refusal, turn, write } from "./dom.js";
import { forgiveBefore } from "./controls.js";
import { listenToKeys, timeKeys } from "./keys.js";
import { openStage } from "./stage.js";

/** @typedef {import("./types.js").Catalogue} Catalogue */
/** @typedef {import("./types.js").LessonInfo} LessonInfo */
/** @typedef {import("./types.js").Settings} Settings */

/** After the first lesson moves, unless somebody touches it before: its first frames are worth more than what comes later. */
const AFTERWARDS = 400; // ms
const TOUCHES = ["pointerdown", "keydown"];

/** Numbers that change more often while a race runs are not read, and cost more than its picture. */
const LEGIBLE = 80; // ms

export async function open() {
  // A link that the first module cannot read may be one for the whole catalogue. An embed is laid out once, for all that comes.
  if (core.parse_link(location.hash).notes.length > 0 || document.documentElement.dataset.embed === "") await whole().catch(() => {});
  /** @type {Catalogue} */
  let catalogue = core.catalogue();
  await turn();
  const hash = location.hash;
  const { lab, settings, notes } = enter(hash);
  await turn();
  /** @param {string} id */
  const lessonOf = (id) => /** @type {LessonInfo} */ (catalogue.lessons.find((lesson) => lesson.id === id));

  const store = new Store(settings, lessonOf);
  /** @type {import("../lecture/lecture.js").Lecture | undefined} */
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

  note(notes);
  legend.show(store.settings);
  const refused = (/** @type {string} */ message) => note([message]);
  const accepted = (/** @type {boolean} */ edited) => {
    forgiveBefore(store.askedAt);
    if (edited) note([]);
  };
  new Loop(store, lab, openStage(store, lab), show, refused, accepted);
  legend.read(lab.readouts()); // with all of its lines, so that none is pushed down later
  listenToKeys(timeKeys(store));
  const page = { store, lab, link, load };
  const teach = () => {
    lecture = later && new later.Lecture(catalogue.lessons, page);
  };
  if (isWhole()) teach();
  load(store.settings);
  store.mark(FIRST);
  dispatchEvent(new CustomEvent("downhill-open", { detail: { ...page, core: () => core } }));
  // Changed while nobody listened.
  if (location.hash !== hash) dispatchEvent(new Event("hashchange"));

  const grow = async () => {
    if (document.documentElement.dataset.state === "error") return;
    lab.renew();
    catalogue = core.catalogue();
    lesson.grow(catalogue);
    legend.grow(catalogue);
    await turn();
    teach();
    store.mark(SETTINGS | SIZE | FIRST);
  };
  if (isWhole()) return;
  addEventListener("downhill-whole", (event) => /** @type {CustomEvent<Promise<void>[]>} */ (event).detail.push(grow().catch(reportError)));
  const ask = () => {
    clearTimeout(timer);
    for (const touch of TOUCHES) removeEventListener(touch, ask, true);
    whole().catch(() => note([MISSING], true));
  };
  const timer = setTimeout(ask, AFTERWARDS);
  for (const touch of TOUCHES) addEventListener(touch, ask, true);
}

/**
 * A lab for the link, or for the first lesson as it is if the core will not have the link's settings.
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
