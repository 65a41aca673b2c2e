// What scrolls sideways, by keyboard too.

/**
 * What scrolls takes the keyboard's focus; what does not has no need of it.
 * @param {HTMLElement} node
 * @param {string} name
 */
export function reach(node, name) {
  const scrolls = node.scrollWidth > node.clientWidth;
  if (node.hasAttribute("tabindex") === scrolls) return;
  if (scrolls) {
    node.tabIndex = 0;
    node.setAttribute("role", "group");
    node.setAttribute("aria-label", `${name}, to scroll sideways`);
  } else for (const attribute of ["tabindex", "role", "aria-label"]) node.removeAttribute(attribute);
}
