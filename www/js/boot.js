// Boot: can this browser run the core, then the core, then the page.
import { open } from "./app.js";

// (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt): the smallest module that needs SIMD.
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** Nothing is said of a load that takes less. */
const SLOW = 500; // ms

/** @param {string} kind @param {unknown} [error] */
function fail(kind, error) {
  dispatchEvent(new CustomEvent("downhill-failure", { detail: { kind, error } }));
}

/** Opens the page. @param {() => Promise<unknown>} start starts the core */
export async function boot(start) {
  if (typeof WebAssembly !== "object") return fail("wasm");
  if (!WebAssembly.validate(SIMD)) return fail("simd");
  const words = document.getElementById("loading");
  const timer = setTimeout(() => words?.append("Loading the simulation"), SLOW);
  try {
    await start();
    clearTimeout(timer);
    words?.replaceChildren();
    await open();
  } catch (error) {
    fail("load", error);
  }
}
