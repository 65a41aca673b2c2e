// How long dist/ takes to load on the phone that Lighthouse simulates: `node times.mjs CHROMIUM`. Run by `cargo xtask bench`.
import { open, visit } from "./phone.mjs";

const VISITS = 5;

const TIMES = [
  ["first-contentful-paint", "first contentful paint"],
  ["largest-contentful-paint", "largest contentful paint"],
  ["speed-index", "speed index"],
  ["total-blocking-time", "total blocking time"],
  ["interactive", "time to interactive"],
];

const site = await open();
const visits = [];
for (let visited = 0; visited < VISITS; visited += 1) visits.push(await visit(site.address, process.argv[2]));
site.close();

const [{ configSettings, lighthouseVersion }] = visits;
const { rttMs, throughputKbps, cpuSlowdownMultiplier } = configSettings.throttling;
console.log(`\nLighthouse ${lighthouseVersion}, a phone: ${rttMs} ms, ${throughputKbps} kbit/s, a processor ${cpuSlowdownMultiplier} times as slow; ${VISITS} visits`);
console.log("  ms                          median    best   worst");
for (const [id, name] of TIMES) row(name, visits.map(({ audits }) => audits[id].numericValue));
row("score of performance", visits.map(({ categories }) => 100 * categories.performance.score));

function row(name, values) {
  const sorted = values.toSorted((a, b) => a - b);
  const shown = [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)].map((value) => value.toFixed(0).padStart(7));
  console.log(`  ${name.padEnd(26)} ${shown.join(" ")}`);
}
