// Time: the timeline over the whole history, the buttons and the speed.
import { byId, write } from "./dom.js";
import { Control } from "./controls.js";
import { core } from "./core.js";

/** @typedef {import("./state.js").Store} Store */

export class Transport {
  /**
   * @param {Store} store
   * @param {[number, number]} range slowest and fastest speed
   */
  constructor(store, [slowest, fastest]) {
    this.store = store;
    this.timeline = byId("timeline", HTMLInputElement);
    this.count = byId("step-count", HTMLOutputElement);
    this.last = byId("step-last", HTMLElement);
    this.play = byId("play", HTMLButtonElement);
    this.step = byId("step", HTMLButtonElement);
    const press = /** @type {[string, () => void][]} */ ([
      ["reset", () => store.seek(0)],
      ["back", () => store.move(-1)],
      ["play", () => store.toggle()],
      ["step", () => store.move(1)],
    ]);
    for (const [id, action] of press) {
      const button = byId(id, HTMLButtonElement);
      button.addEventListener("click", action);
      button.disabled = false;
    }
    this.timeline.disabled = false;
    this.timeline.addEventListener("input", () => store.seek(this.timeline.valueAsNumber));

    this.speed = new Control({
      key: "speed",
      symbol: "steps/s",
      name: "Speed in steps per second",
      help: "Steps per second. Double click: back to the lesson’s own.",
      min: slowest,
      max: fastest,
      home: () => core.lesson_settings(store.settings.lesson).speed,
      valueAt: (position) => {
        const value = slowest * (fastest / slowest) ** position;
        return Number(value.toPrecision(value < 10 ? 2 : 3));
      },
      positionOf: (value) => Math.log(value / slowest) / Math.log(fastest / slowest),
      set: (value, origin) => store.edit((all) => (all.speed = value), origin),
    });
    this.speed.exact.id = "speed";
    byId("speed-control", HTMLElement).append(this.speed.root);
  }

  show() {
    const { store, timeline } = this;
    const page = document.documentElement;
    const { state } = store;
    if (page.dataset.state !== state) {
      document.querySelector(".poster")?.remove(); // the stage is drawn
      page.dataset.state = state;
      this.play.setAttribute("aria-pressed", String(store.playing));
      // Pressed or not, it is the same button; finished, it does something else.
      this.play.setAttribute("aria-label", state === "finished" ? "Play again" : "Play");
      this.play.title = `${state === "finished" ? "Play again" : "Play or pause"} (Space)`;
    }
    const { nobody } = store;
    if (this.play.disabled !== nobody) this.play.disabled = this.step.disabled = nobody;
    if (timeline.max !== String(store.length)) timeline.max = String(store.length);
    if (timeline.valueAsNumber !== store.step) timeline.valueAsNumber = store.step;
    timeline.style.setProperty("--done", String(store.length > 0 ? store.step / store.length : 0));
    write(this.count, String(store.step));
    write(this.last, String(store.length));
    this.speed.show(store.settings.speed);
  }
}
