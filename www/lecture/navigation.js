// From lesson to lesson: by the arrows, the list that unfolds between them, the keys N and P, and what a clicker sends.
import { core } from "../js/core.js";
import { byId, make, write } from "../js/dom.js";
import { listenToKeys } from "../js/keys.js";
import { note } from "../js/link.js";
import { scrolls } from "./window.js";

/** @typedef {import("../js/types.js").LessonInfo} LessonInfo */

export class Navigation {
  /** @param {LessonInfo[]} lessons @param {import("./lecture.js").Page} page */
  constructor(lessons, page) {
    this.lessons = lessons;
    this.page = page;
    this.place = -1;
    if (lessons.length < 2) return;

    this.previous = this.arrow("lesson-previous", "‹", -1);
    this.next = this.arrow("lesson-next", "›", 1);
    // The list is the browser's own, laid over the words that tell the place: it opens and is read out as everywhere else.
    this.list = make("select", "", { id: "lesson-list", "aria-label": "Lesson", title: "All lessons" });
    this.list.append(...lessons.map(({ id, title }, i) => new Option(`${i + 1}  ${title}`, id)));
    const { list } = this;
    list.addEventListener("change", () => this.open(list.value));
    this.where = make("span", "where", { "aria-hidden": "true" });
    const choice = make("span", "choice");
    choice.append(this.where, list);
    this.told = make("span", "unseen", { role: "status" });
    byId("lessons", HTMLElement).replaceChildren(this.previous, choice, this.next, this.told);

    listenToKeys({
      n: (event) => this.key(1, event),
      p: (event) => this.key(-1, event),
      PageDown: (event) => !scrolls() && this.key(1, event),
      PageUp: (event) => !scrolls() && this.key(-1, event),
    });
  }

  /** A key held down turns one leaf. @param {1 | -1} direction @param {KeyboardEvent} event */
  key(direction, event) {
    if (!event.repeat) this.turn(direction);
  }

  /** @param {string} id @param {string} sign @param {1 | -1} direction */
  arrow(id, sign, direction) {
    const button = make("button", "arrow", { type: "button", id });
    button.textContent = sign;
    button.addEventListener("click", () => this.turn(direction));
    return button;
  }

  /** @param {1 | -1} direction */
  turn(direction) {
    const lesson = this.lessons[this.place + direction];
    if (lesson) this.open(lesson.id);
  }

  /** Opens a lesson, in a place of its own in the browser's history: Back returns to the present one as it is now. @param {string} id */
  open(id) {
    const { link, load } = this.page;
    note([]);
    link.write();
    link.beside.view = ""; // the new lesson shows all
    const settings = core.lesson_settings(id);
    const hash = link.keep(core.write_link(settings));
    try {
      history.pushState(null, "", hash ? `#${hash}` : location.pathname + location.search);
      link.known = location.hash;
    } catch {
      // The browser has had enough for now; the address follows later, without a place of its own.
    }
    load(settings);
  }

  /** @param {string} id */
  show(id) {
    const { lessons, list, where, told } = this;
    this.place = lessons.findIndex((lesson) => lesson.id === id);
    if (!list || !where || !told) return;
    list.value = id;
    write(where, `${this.place + 1} of ${lessons.length}`);
    write(told, `Lesson ${this.place + 1} of ${lessons.length}: ${lessons[this.place]?.title}`);
    this.aim(this.previous, lessons[this.place - 1], "Previous lesson", "P");
    this.aim(this.next, lessons[this.place + 1], "Next lesson", "N");
  }

  /**
   * Says where an arrow leads. Where it leads nowhere it stays, and keeps the keyboard's focus.
   * @param {HTMLButtonElement | undefined} button
   * @param {LessonInfo | undefined} lesson
   * @param {string} words
   * @param {string} key
   */
  aim(button, lesson, words, key) {
    if (!button) return;
    button.setAttribute("aria-disabled", String(!lesson));
    button.setAttribute("aria-label", lesson ? `${words}: ${lesson.title}` : words);
    button.title = lesson ? `${words}: ${lesson.title} (${key})` : "";
  }
}
