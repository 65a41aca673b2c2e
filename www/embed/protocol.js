// What an embed and the page around it say to each other; docs/embedding.md tells it to those who write such pages.
//
// A message is a plain object with `downhill: 1`, a type, and the fields of that type, each exactly of its form. Anything else is
// somebody else's, and is passed over without a word.

/** @typedef {{ type: "play" | "pause" | "restart" } | { type: "step", by: 1 | -1 } | { type: "goto", step: number } | { type: "set", link: string } | { type: "theme", theme: string } | { type: "watch", run: number } | { type: "sight", seen: boolean } | { type: "scale", by: number } | { type: "compare", links: string[] }} Order */

const VERSION = 1;
/** Links that a page may have compared at a time. */
const MOST_LINKS = 32;

/** @typedef {(value: unknown) => boolean} Form */

/** @type {Form} */
const whole = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
/** @type {Form} */
const text = (value) => typeof value === "string";

/** The fields of each type of message to an embed, and their forms. @type {Record<string, Record<string, Form>>} */
const FORMS = {
  play: {},
  pause: {},
  restart: {},
  step: { by: (value) => value === 1 || value === -1 },
  goto: { step: whole },
  set: { link: text },
  theme: { theme: (value) => ["system", "light", "dark", "projector"].some((known) => known === value) },
  watch: { run: whole },
  compare: { links: (value) => Array.isArray(value) && value.length <= MOST_LINKS && value.every(text) },
  scale: { by: (value) => Number.isFinite(value) && Number(value) > 0 },
  sight: { seen: (value) => typeof value === "boolean" },
};

/**
 * The order that a message is; nothing where it is none.
 * @param {any} data
 * @returns {Order | undefined}
 */
export function order(data) {
  if (typeof data !== "object" || data === null || Array.isArray(data) || data.downhill !== VERSION) return undefined;
  const fields = typeof data.type === "string" && Object.hasOwn(FORMS, data.type) ? FORMS[data.type] : undefined;
  if (!fields || Object.keys(data).length !== 2 + Object.keys(fields).length) return undefined;
  const fits = Object.entries(fields).every(([name, form]) => Object.hasOwn(data, name) && form(data[name]));
  return fits ? data : undefined;
}

/**
 * Tells the page around, whoever it is: it sees the frame, and nothing told here is anybody's secret.
 * @param {string} type
 * @param {Record<string, unknown>} fields
 */
export function tell(type, fields) {
  if (parent !== window) parent.postMessage({ downhill: VERSION, type, ...fields }, "*");
}
