// The few lines of DOM that every module needs.

/**
 * The element with this id, of this type; a missing one is our mistake and says so.
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const node = document.getElementById(id);
  if (!(node instanceof type)) throw new Error(`index.html has no ${type.name} #${id}`);
  return node;
}

/**
 * A new element with class and attributes.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [className]
 * @param {Record<string, string>} [attributes]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, className = "", attributes = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/**
 * Sets the text of a node, touching the document only when it differs.
 * @param {Node} node
 * @param {string} text
 */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Nodes of the core's own HTML (written at compile time, never by a visitor), without innerHTML.
 * @param {string} html
 * @returns {DocumentFragment}
 */
export function trusted(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  // Brackets grow with what stands between them, exponents and all, and tear the line apart: ours keep their size.
  for (const mark of parsed.querySelectorAll("mo")) if (/^[()[\]|]$/.test(mark.textContent)) mark.setAttribute("stretchy", "false");
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}

/**
 * The sentence with which the core refused something; any other error is thrown on.
 * @param {unknown} error
 * @returns {string}
 */
export function refusal(error) {
  if (error instanceof Error && error.name === "DownhillError") return error.message;
  throw error;
}

/** Whether the reader asked for less motion. */
export const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** Resolved when the browser has had its turn: to draw, and to hear what was pressed. */
export const turn = () => new Promise((resolve) => setTimeout(resolve));
