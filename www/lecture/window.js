// What the window makes of the page.

/** Where the page lays itself out for a phone: the query of style.css. */
export const SMALL = matchMedia("(max-width: 30em), (max-width: 47.5em) and (max-aspect-ratio: 13/10)");

/** Whether the page is longer than its window, as on a phone: then wheel and PageDown are for reading on. */
export function scrolls() {
  const { scrollHeight, clientHeight } = document.documentElement;
  return scrollHeight > clientHeight;
}
