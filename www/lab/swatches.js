// The choice of a run's colour: the palette of themes.css, a button for each.
import { make } from "../js/dom.js";
import { picture } from "./undo.js";

const DROP = "M8 1.8c2.6 3.2 4.2 5.4 4.2 7.9a4.2 4.2 0 0 1-8.4 0c0-2.5 1.6-4.7 4.2-7.9z";

/** Okabe and Ito's names for --run-1 and so on; before them the way back. */
const NAMES = ["that of its place", "vermilion", "blue", "bluish green", "reddish purple", "orange", "sky blue", "yellow", "black or white"];

/**
 * A button that unfolds the palette.
 * @param {number} place of the run in the legend
 * @param {(color: number) => void} choose 0 for the colour of the place
 */
export function swatches(place, choose) {
  const root = make("span", "colors");
  const palette = make("span", "palette", { id: `palette-${place + 1}`, role: "group", "aria-label": "Colour" });
  palette.hidden = true;
  const open = make("button", "", { type: "button", "data-colors": String(place + 1), title: "Colour", "aria-expanded": "false", "aria-controls": palette.id });
  open.append(picture(DROP, 16));
  const elsewhere = (/** @type {Event} */ event) => {
    if (event.target instanceof Node && !root.contains(event.target)) unfold(false);
  };
  const unfold = (/** @type {boolean} */ shown) => {
    palette.hidden = !shown;
    open.setAttribute("aria-expanded", String(shown));
    if (shown) addEventListener("pointerdown", elsewhere);
    else removeEventListener("pointerdown", elsewhere);
  };
  open.addEventListener("click", () => unfold(Boolean(palette.hidden)));
  NAMES.forEach((name, color) => {
    const each = make("button", "", { type: "button", "data-color": String(color), "aria-label": name, title: name });
    if (color) each.style.setProperty("--swatch", `var(--run-${color})`);
    each.addEventListener("click", () => {
      choose(color);
      open.focus();
      unfold(false);
    });
    palette.append(each);
  });
  root.append(open, palette);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || palette.hidden) return;
    event.preventDefault(); // it closes nothing else
    unfold(false);
    open.focus();
  });
  root.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !root.contains(event.relatedTarget)) unfold(false);
  });
  return root;
}
