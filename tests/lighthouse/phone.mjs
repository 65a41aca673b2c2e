// dist/ as a phone would get it, in Lighthouse: for judge.mjs and times.mjs.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

/** Root may not sandbox, and without the others Chromium asks the network for things that no test needs. */
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".wasm": "application/wasm" };

/** Serves dist/ as any host of static files does: compressed, and no more. */
export async function open() {
  const site = fileURLToPath(new URL("../../dist/", import.meta.url));
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://host").pathname);
    const file = join(site, path.endsWith("/") ? `${path}index.html` : path);
    try {
      const body = gzipSync(await readFile(file));
      response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Encoding": "gzip", "Cache-Control": "max-age=600" });
      response.end(body);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** What Lighthouse says of the page, opened by this Chromium for the first time. */
export async function visit(url, chromePath) {
  const chrome = await launch({ chromePath, chromeFlags: FLAGS, logLevel: "error" });
  try {
    // Without a configuration: the mobile preset, with simulated throttling.
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error" });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    await chrome.kill();
  }
}
