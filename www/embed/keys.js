// The keyboard belongs to the page around, to a deck's most of all: an embed keeps Space, R and the digits, and what a focused
// control has a use for. Every other key is told to that page, and does nothing here.
import { wanted } from "../js/keys.js";
import { tell } from "./protocol.js";

const OWN = /^[ rR0-9]$/;

/** Keys by which the keyboard moves inside the page, and those that only change others. */
const BROWSERS = ["Tab", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock", "Dead", "Process", "Unidentified"];

/** @param {(event: KeyboardEvent) => void} told of each key that is passed on */
export function passKeys(told) {
  addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || BROWSERS.includes(event.key)) return;
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
      if (plain && (OWN.test(event.key) || /^(Digit|Numpad)\d$/.test(event.code) || uses(event))) return;
      // The page's own listeners come later; what the browser does by itself, such as scrolling the page around, it does.
      event.stopImmediatePropagation();
      const { key, code, keyCode, shiftKey, ctrlKey, altKey, metaKey } = event;
      tell("key", { key, code, keyCode, shiftKey, ctrlKey, altKey, metaKey });
      told(event);
    },
    true,
  );
}

/** Whether the focused control has a use for the key. @param {KeyboardEvent} event */
function uses({ target, key }) {
  if (key === "Enter") return target instanceof Element && target.matches("a, button");
  if (key === "Escape") return false;
  return wanted(target, key);
}
