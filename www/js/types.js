// The shapes that cross between the core and the page, as types only; the core's side is src/web.rs.

/** @typedef {"linear" | "log" | "decay" | "whole" | "switch"} Scale */
/** @typedef {{ id: string, symbol: string, doc: string, default: number, min: number, max: number, slide: [number, number], scale: Scale }} Param */
/** @typedef {{ id: string, name: string, params: Param[], paper: string, source: string }} OptimizerInfo */
/** @typedef {{ id: string, name: string, formula: string, params: Param[], start: [number, number], names: [string, string] }} SurfaceInfo */
/** @typedef {"chosen" | "panels" | "bare"} Ground what a lesson is drawn on */
/** @typedef {{ id: string, title: string, prose: string, question: string, steps: number, restarts: boolean, ground: Ground, charts: boolean }} LessonInfo */
/** @typedef {{ optimizers: OptimizerInfo[], surfaces: SurfaceInfo[], lessons: LessonInfo[], speed: [number, number] }} Catalogue */

/** @typedef {{ at: number, params: Record<string, number> }} Change what a run goes on with from a step on */
/** @typedef {{ optimizer: string, params: Record<string, number>, on: boolean, changes?: Change[], color?: number }} RunSettings */
/**
 * Everything that a link can hold.
 * @typedef {object} Settings
 * @property {string} lesson
 * @property {{ id: string, params: Record<string, number>, formula?: string }} surface with what is typed, for the surface "formula"
 * @property {[number, number]} start
 * @property {RunSettings[]} runs
 * @property {number} speed steps per second
 * @property {number} seed
 * @property {number | null} step opened paused at this step
 */

/**
 * What is read off one run at the step shown.
 * @typedef {object} Readout
 * @property {string} name
 * @property {string} color
 * @property {string} shape
 * @property {"running" | "outside" | "diverged" | "off"} status
 * @property {string} sentence begins with the name
 * @property {{ id: string, label: string, text: string }[]} numbers none where the run is on several stages or on none
 */

/** @typedef {{ text: string, value: string, lit: boolean }} CodeLine a line of the algorithm that a lesson shows */
/** @typedef {{ id: string, symbol: string, words: string, axis?: string | null }} Offer a chart that can be chosen */
/** @typedef {{ step: number, seek: number, title: string, values: { name: string, color: string, text: string }[] }} Seen what a chart shows at a step */
/** @typedef {{ name: string, formula: string, values: string[] }} Given */
/** @typedef {{ text: string, name: string, uses: string[], formula: string, values: string[] }} Line of a rule */
/** @typedef {{ given: Given[], lines: Line[], arrows: { name: string, symbol: string }[] }} Anatomy */
/**
 * The answers of the lab whose shapes the bindings do not know.
 * @typedef {object} Told
 * @property {() => Readout[]} readouts
 * @property {() => CodeLine[]} code
 * @property {() => Offer[]} chart_names
 * @property {(x: number, y: number) => Seen | undefined} chart_at
 * @property {(step?: number) => Seen[]} chart_values
 * @property {(run: number) => Anatomy | undefined} anatomy
 */

export {};
