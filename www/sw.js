/// <reference lib="webworker" />
// The service worker: keeps the whole site, so that it works without a network after the first visit, and gives no page files of
// two versions. xtask/src/offline.rs writes it into dist/, behind the list of this version's files.
//
// One cache holds all versions, each file under its name and hash: a file that two versions share is kept, and fetched, once.
//   js/main.js?sha256=…   a file
//   ?version=…            the list of a version, written when all of its files are there
//   ?client=…             the version that a page, frame or worker began with, and when

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @typedef {Map<string, string>} Files their hashes by their names */

const HERE = new URL("./", location.href);
/** Named by the folder: other projects may share the origin. */
const CACHE = `downhill ${HERE.pathname}`;
const FILES = new Map(SITE.files);
/** In place of a version: what is kept is not complete, so all comes from the network. */
const NETWORK = "";
/** Files that are fetched at a time; the page may want the network, too. */
const AT_ONCE = 4;
/** So long a client may take to open before it counts as gone. */
const OPENING = 60_000; // ms

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(prune()));
worker.addEventListener("message", ({ data }) => {
  if (data === "activate") worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(HERE.href)) return;
  const address = new URL(url);
  const path = address.pathname.slice(HERE.pathname.length);
  const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  if (mode !== "navigate" || FILES.has(name)) {
    event.respondWith(answer(event, name).catch(() => fetch(event.request)));
  } else if (FILES.has(`${path}/index.html`)) {
    address.pathname += "/";
    event.respondWith(Response.redirect(address.href));
  }
});

/** @param {string} name @param {string} hash */
const fileKey = (name, hash) => `${HERE.href}${name}?sha256=${hash}`;
/** @param {string} version */
const versionKey = (version) => `${HERE.href}?version=${version}`;
/** @param {string} id */
const clientKey = (id) => `${HERE.href}?client=${id}`;

/** Fetches what is not there yet. Any file that is not as this version has it fails the whole: the browser tries again later. */
async function install() {
  const cache = await caches.open(CACHE);
  const queue = (await absent(cache)).values();
  const line = async () => {
    for (const [name, hash] of queue) await cache.put(fileKey(name, hash), await download(name, hash));
  };
  // One that fails takes the rest off the queue.
  const giveUp = () => void [...queue];
  await Promise.all(Array.from({ length: AT_ONCE }, () => line().catch(giveUp)));
  const lacking = await absent(cache);
  if (lacking.length > 0) throw new Error(`${lacking[0]?.[0]} cannot be had as it is in this version`);
  await cache.put(versionKey(SITE.version), new Response(JSON.stringify(SITE.files)));
}

/** The files of this version that are not kept. @param {Cache} cache */
async function absent(cache) {
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  return SITE.files.filter(([name, hash]) => !kept.has(fileKey(name, hash)));
}

/**
 * A file as this hash has it, from the browser's own cache, where the page has just left most of them, or from behind it.
 * @param {string} name @param {string} hash
 */
async function download(name, hash) {
  for (const cache of /** @type {RequestCache[]} */ (["default", "reload"])) {
    const response = await fetch(HERE.href + name, { cache });
    const bytes = await response.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    if (!response.ok || btoa(String.fromCharCode(...digest)) !== hash) continue;
    const headers = new Headers(response.headers);
    // The bytes are unpacked by now, and no request is distinguished from another.
    for (const header of ["content-encoding", "content-length", "vary"]) headers.delete(header);
    // A response of our own has no address: the page sees the one that it asked for, however the host redirects.
    return new Response(bytes, { headers });
  }
  throw new Error(`${name} is of another version`);
}

/** @param {FetchEvent} event @param {string} name */
async function answer(event, name) {
  const cache = await caches.open(CACHE);
  const navigates = event.request.mode === "navigate";
  const version = navigates ? await versionToOpen(event, cache) : await versionOf(event.clientId, cache);
  // A page or frame that is about to be, or a worker, which is of its page's version.
  const opened = event.resultingClientId;
  if (opened) await cache.put(clientKey(opened), new Response(JSON.stringify([version, Date.now()]))).catch(() => {});
  if (navigates) event.waitUntil(prune().catch(() => {}));
  return (version !== NETWORK && (await kept(name, version, cache))) || fetch(event.request);
}

/**
 * The version that a page or frame opens with.
 * @param {FetchEvent} event @param {Cache} cache
 */
async function versionToOpen(event, cache) {
  const { request } = event;
  if (request.destination === "iframe") {
    // A frame is of the version of the page around it: the last used of those at that address.
    for (const { id, url } of await worker.clients.matchAll({ type: "window" })) {
      if (url.split("#")[0] === request.referrer) return versionOf(id, cache);
    }
  }
  if ((await absent(cache)).length === 0) return SITE.version;
  event.waitUntil(install().catch(() => {}));
  return NETWORK;
}

/**
 * The version that a client began with. One that is not noted began with this.
 * @param {string} id @param {Cache} cache @returns {Promise<string>}
 */
async function versionOf(id, cache) {
  const noted = await cache.match(clientKey(id));
  return noted ? (await noted.json())[0] : SITE.version;
}

/** @param {string} version @param {Cache} cache @returns {Promise<Files>} */
async function filesOf(version, cache) {
  if (version === SITE.version) return FILES;
  const list = await cache.match(versionKey(version));
  return new Map(list && (await list.json()));
}

/**
 * A file as this version has it, and never otherwise; nothing where it has none of that name.
 * @param {string} name @param {string} version @param {Cache} cache
 */
async function kept(name, version, cache) {
  const hash = (await filesOf(version, cache)).get(name);
  if (hash === undefined) return undefined;
  return (await cache.match(fileKey(name, hash))) ?? download(name, hash).catch(() => Response.error());
}

/** Forgets the versions that no client has any more. */
async function prune() {
  // What is arriving is on no list yet.
  if (worker.registration.installing || worker.registration.waiting) return;
  const cache = await caches.open(CACHE);
  const keys = (await cache.keys()).map(({ url }) => url);
  const wanted = new Set();
  const versions = new Set([SITE.version]);
  for (const key of keys) {
    const id = new URL(key).searchParams.get("client");
    const noted = id && (await cache.match(key));
    if (!noted) continue;
    const [version, since] = await noted.json();
    if (Date.now() - since > OPENING && !(await worker.clients.get(id))) continue;
    wanted.add(key);
    versions.add(version);
  }
  for (const version of versions) {
    wanted.add(versionKey(version));
    for (const [name, hash] of await filesOf(version, cache)) wanted.add(fileKey(name, hash));
  }
  await Promise.all(keys.map((key) => wanted.has(key) || cache.delete(key)));
}
