// Keys of the instrument, and the sheet that tells all keys.
import { listenToKeys, wanted } from "../js/keys.js";
import { byId, make } from "../js/dom.js";
import { core } from "../js/core.js";
import { note } from "../js/link.js";

/** What the sheet tells: keys, and what they do. */
const KEYS = [
  ["Space", "play or pause"],
  ["→ ←", "one step on, one step back"],
  ["Home or R", "back to the start"],
  ["End", "to the last step there is"],
  ["N P, Page ↓ ↑", "next lesson, previous lesson"],
  ["< >", "slower, faster"],
  ["L", "all settings as the lesson opens"],
  ["1 … 9", "a run on or off"],
  ["Shift + 1 … 9", "one run alone; again: as before"],
  ["Ctrl + Z", "undo a change of settings"],
  ["Ctrl + Shift + Z, Ctrl + Y", "redo it"],
  ["B", "a change branches here, or makes the path another from where its value holds"],
  ["+ − 0", "zoom in, zoom out, the whole picture"],
  ["Shift + arrows", "move what is shown"],
  ["F", "full screen"],
  ["Tab, Shift + Tab", "to the next control, the previous one"],
  ["Enter in a field", "take what is typed"],
  ["→ ← in the charts", "point at a step; Enter goes there"],
  ["Escape", "leave a field as it was; close what is open"],
  ["?", "this sheet"],
];

export class Keys {
  /**
   * @param {import("../js/state.js").Store} store
   * @param {import("./runs.js").Runs} runs
   * @param {import("./branch.js").Branch} branch
   * @param {HTMLElement} tools
   */
  constructor(store, runs, branch, tools) {
    this.sheet = sheet();
    document.body.append(this.sheet);
    const help = make("button", "quiet", { type: "button", id: "keys", title: "All keys (?)", "aria-haspopup": "dialog" });
    help.textContent = "keys";
    help.addEventListener("click", () => this.sheet.showModal());
    const full = make("button", "quiet", { type: "button", id: "full-screen", title: "Full screen (F)" });
    full.textContent = "full screen";
    full.addEventListener("click", fullScreen);
    tools.append(full, help);

    const home = byId("home", HTMLButtonElement);
    home.title += " (L)";
    home.setAttribute("aria-keyshortcuts", "L");
    const pace = (/** @type {number} */ factor) => {
      const [slowest, fastest] = core.catalogue().speed;
      store.edit((all) => (all.speed = Math.max(slowest, Math.min(fastest, all.speed * factor))));
    };
    listenToKeys({ f: fullScreen, b: () => branch.toggle(), l: () => home.click(), "<": () => pace(1 / 2), ">": () => pace(2), "?": () => this.sheet.showModal() });
    addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (document.documentElement.dataset.state === "error") return;
      // By its place on the keyboard: with Shift it is another character on most, without on some.
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? /^[1-9]$/.exec(event.key)?.[0];
      if (!digit || wanted(event.target, digit) || Number(digit) > store.settings.runs.length) return;
      event.preventDefault();
      if (event.shiftKey) runs.solo(Number(digit) - 1);
      else runs.toggle(Number(digit) - 1);
    });
  }
}

function fullScreen() {
  const page = document.documentElement;
  const done = document.fullscreenElement ? document.exitFullscreen?.() : page.requestFullscreen?.();
  if (!done && !document.fullscreenElement) return note(["This browser shows no page in full screen."]);
  done?.catch(() => note(["The browser did not allow full screen."]));
}

/** The browser itself closes it by Escape, and gives the focus back to where it was. */
function sheet() {
  const dialog = make("dialog", "sheet", { id: "sheet", "aria-labelledby": "sheet-title" });
  const title = make("h2", "", { id: "sheet-title" });
  title.textContent = "Keys";
  const table = make("table");
  const body = make("tbody");
  for (const [keys = "", words = ""] of KEYS) {
    const row = make("tr");
    const head = make("th", "", { scope: "row" });
    head.textContent = keys;
    const cell = make("td");
    cell.textContent = words;
    row.append(head, cell);
    body.append(row);
  }
  table.append(body);
  const close = make("button", "quiet", { type: "button" });
  close.textContent = "close";
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, table, close);
  // Beside the sheet is out of it, and what is typed there is not meant for the race.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "?") dialog.close();
    event.stopPropagation();
  });
  return dialog;
}
