// Boot: the core, then the page.
import { open } from "./app.js";

/** Nothing is said of a load that takes less. */
const SLOW = 500; // ms

/** Opens the page. @param {() => Promise<unknown>} start starts the core */
export async function boot(start) {
  const words = document.getElementById("loading");
  const timer = setTimeout(() => words?.append("Loading the simulation"), SLOW);
  try {
    await start();
    clearTimeout(timer);
    words?.replaceChildren();
    await open();
  } catch (error) {
    clearTimeout(timer);
    words?.replaceChildren();
    dispatchEvent(new CustomEvent("downhill-failure", { detail: { kind: "load", error } }));
  }
}
