// Has the service worker keep the site for when there is no network, and says when a new version is there. That is loaded when the
// person says so, never by itself: a lecture goes on with the version that it began with.
import { byId, make } from "../js/dom.js";

/** @typedef {import("../js/link.js").Link} Link */

// By address: in a release build this file is bundled into js/main.js.
const WORKER = new URL("../sw.js", import.meta.url);
/** A page that was out of sight for so long asks again whether there is a new version. */
const LONG = 3_600_000; // ms

/** @param {Link} link */
export async function keepSite(link) {
  // Only a complete site has a worker; xtask/src/offline.rs says so on the page.
  if (!("offline" in document.documentElement.dataset)) return;
  try {
    // In a page of somebody else's, storage is apart from ours, or denied. Reading its origin throws.
    if (top?.location.origin !== location.origin) return;
    const registration = await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" });
    // Without a controller this is the first visit, or loaded past the worker: it comes from the network and is new.
    // A frame has no say in what its page shows.
    if (!navigator.serviceWorker.controller || self !== top) return;
    tellOfNews(registration, link);
    await checkNowAndThen(registration);
  } catch {
    // No such workers here, no room, no rights: the page is as good without.
  }
}

/** @param {ServiceWorkerRegistration} registration @param {Link} link */
function tellOfNews(registration, link) {
  const note = make("div", "note", { id: "news", role: "status" });
  byId("legend", HTMLElement).parentElement?.append(note);
  let told = false;
  const tell = () => {
    if (told || !registration.waiting) return;
    told = true;
    const words = make("div");
    words.textContent = "A new version of Downhill is here. ";
    const load = make("button", "quiet", { type: "button", id: "load-news" });
    load.textContent = "Load it";
    load.addEventListener("click", () => change(registration, link));
    words.append(load);
    const close = make("button", "", { type: "button", "aria-label": "Dismiss this note" });
    close.textContent = "×";
    close.addEventListener("click", () => note.replaceChildren());
    note.append(words, close);
  };
  const watch = () => registration.installing?.addEventListener("statechange", tell);
  registration.addEventListener("updatefound", watch);
  watch();
  tell();
}

/**
 * Goes over to the new version, with the link as it is now.
 * @param {ServiceWorkerRegistration} registration @param {Link} link
 */
function change(registration, link) {
  link.write();
  // Another page may have called the new version in; this one still has the files of its own.
  if (!registration.waiting) return location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting.postMessage("activate");
}

/** @param {ServiceWorkerRegistration} registration */
async function checkNowAndThen(registration) {
  let checked = 0;
  const check = async () => {
    if (document.hidden || !navigator.onLine || Date.now() - checked < LONG) return;
    checked = Date.now();
    await registration.update().catch(() => leave(registration));
  };
  document.addEventListener("visibilitychange", () => check().catch(() => {}));
  await check();
}

/** A site that is hosted without a worker now is to be had without: otherwise this version would stay for ever. @param {ServiceWorkerRegistration} registration */
async function leave(registration) {
  const { status } = await fetch(WORKER, { cache: "no-store" });
  if (status === 404 || status === 410) await registration.unregister();
}
