// From the core's table of parameters to controls.
import { core } from "./core.js";
import { Control } from "./controls.js";

/** @typedef {import("./types.js").Param} Param */

/**
 * The control of one parameter of an optimizer or a surface.
 * @param {object} of
 * @param {"optimizer" | "surface"} of.kind
 * @param {string} of.id the optimizer's or surface's id
 * @param {string} of.owner its name, for screen readers
 * @param {string} of.key
 * @param {Param} of.param
 * @param {number} of.home what a double click returns to
 * @param {(value: number, control: Control) => void} of.set
 */
export function parameter({ kind, id, owner, key, param, home, set }) {
  return new Control({
    key,
    symbol: param.symbol,
    name: `${owner}, ${param.symbol}`,
    help: `${param.doc} Double click: back to ${home}.`,
    min: param.min,
    max: param.max,
    slide: param.slide,
    home: () => home,
    isSwitch: param.scale === "switch",
    valueAt: (position) => core.slider_value(kind, id, param.id, position),
    positionOf: (value) => core.slider_position(kind, id, param.id, value),
    set,
  });
}
