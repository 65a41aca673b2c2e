// A run from its start to its end, frame by frame, drawn with a lab of its own: on the page or in a worker.

/** @typedef {typeof import("../downhill.js")} Core */
/** @typedef {import("../js/types.js").Settings} Settings */
/** @typedef {HTMLCanvasElement | OffscreenCanvas} Canvas */

/**
 * All that a film is drawn from, as plain data.
 * @typedef {object} Plan
 * @property {Settings} settings
 * @property {string} theme
 * @property {string} paper the colour under everything
 * @property {[number, number]} size of the stage, css px
 * @property {Float64Array} views what the stages are zoomed to
 * @property {boolean} restless whether what stands still in a race on a surface may move, too
 * @property {number} end the last step
 */

const WIDEST = 800; // px
const MOST_FRAMES = 180;
const HELD = 12; // frames for which a film rests on its last picture

/** A canvas that is shown nowhere; a worker has one kind only, and only the other can be recorded. @returns {Canvas} */
function canvas() {
  return typeof document === "object" ? document.createElement("canvas") : new OffscreenCanvas(1, 1);
}

/** @param {Canvas} on @returns {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} */
export function pen(on) {
  const context = /** @type {any} */ (on).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("the browser gives no 2-D drawing context");
  return context;
}

/**
 * Paper, and on it the layers of the stage.
 * @param {Canvas} onto
 * @param {Canvas[]} layers
 * @param {string} paper
 */
export function compose(onto, layers, paper) {
  const context = pen(onto);
  context.fillStyle = paper;
  context.fillRect(0, 0, onto.width, onto.height);
  for (const layer of layers) context.drawImage(layer, 0, 0, onto.width, onto.height);
}

/** Draws what does not move: the ground, then its axes. @param {{ draw_background: (axes: boolean) => void }} lab */
export function drawStill(lab) {
  lab.draw_background(false);
  lab.draw_background(true);
}

export class Film {
  /** @param {Core} core @param {Plan} plan */
  constructor(core, plan) {
    const [width, height] = plan.size;
    const scale = Math.min(1, WIDEST / width);
    this.plan = plan;
    this.lab = new core.Lab(plan.settings);
    const layers = /** @type {[HTMLCanvasElement, HTMLCanvasElement, HTMLCanvasElement]} */ ([canvas(), canvas(), canvas()]);
    this.lab.attach(...layers);
    this.lab.resize(width, height, 16 / scale, 16 / scale, scale);
    this.lab.theme(plan.theme);
    this.lab.set_views(plan.views);
    drawStill(this.lab);
    this.layers = layers.slice(0, 2);
    this.picture = canvas();
    this.picture.width = layers[0].width;
    this.picture.height = layers[0].height;
    const [stride, delay] = /** @type {[number, number]} */ ([...core.film_pace(plan.end, plan.settings.speed, MOST_FRAMES)]);
    /** ms that a frame is shown */
    this.delay = delay;
    /** @type {number[]} */
    this.steps = [];
    for (let step = 0; step < plan.end; step += stride) this.steps.push(step);
    this.steps.push(plan.end);
  }

  /** Draws one frame; false where nothing moves after it. @param {number} step */
  draw(step) {
    this.lab.goto_step(step);
    if (this.plan.restless) drawStill(this.lab);
    this.lab.draw_overlay(1);
    this.show();
    return this.lab.can_move();
  }

  show() {
    compose(this.picture, this.layers, this.plan.paper);
  }

  /**
   * All frames in turn, each drawn on `picture`. The last is given as often as it is to rest.
   * @param {(done: number) => Promise<void>} between told how far it is, from 0 to 1; awaited after each frame
   */
  async *frames(between) {
    for (const [i, step] of this.steps.entries()) {
      const moves = this.draw(step);
      yield;
      await between((i + 1) / this.steps.length);
      if (!moves) break;
    }
    for (let i = 0; i < HELD; i++) {
      this.show(); // a stream takes what is drawn, not what stands there
      yield;
      await between(1);
    }
  }

  free() {
    this.lab.free();
  }
}
