// The lecture's slides: reveal.js turns them; each stage is a frame of the lab in its embed mode, alive while its slide is near.
import Reveal from "reveal.js";
import Notes from "reveal.js/plugin/notes";
import { make } from "../js/dom.js";
import { wanted } from "../js/keys.js";
import { Stage } from "./stage.js";

const WIDTH = 1280;
const HEIGHT = 720;
/** Windows less wide than so many times their height, such as old projectors', get a slide of 4:3. */
const WIDE = 1.5;

document.documentElement.dataset.started = "";

/** On paper, and in the small slides of the speaker's window, there are pictures in place of stages. */
const printed = /print-pdf/i.test(location.search);
const watched = /receiver/i.test(location.search);

/** @type {Map<HTMLElement, Stage>} by slide */
const stages = new Map();
for (const figure of document.querySelectorAll("figure.live")) {
  const slide = figure.closest("section");
  if (!(figure instanceof HTMLElement) || !slide) continue;
  const picture = figure.querySelector("img");
  if (printed && picture) picture.loading = "eager";
  if (!printed && !watched) stages.set(slide, new Stage(figure, slide));
}
// The pictures are of the light theme.
if (printed) document.documentElement.dataset.theme = "light";

/** The stage of the slide that is shown. */
const present = () => stages.get(/** @type {HTMLElement} */ (Reveal.getCurrentSlide()));

// What is asked for in the speaker's window is done in this one.
const channel = new BroadcastChannel(`downhill-slides ${location.pathname}`);
/** @type {Record<string, (stage: Stage) => void>} */
const actions = {
  toggle: (stage) => stage.toggle(),
  restart: (stage) => stage.tell({ type: "restart" }),
  renew: (stage) => stage.renew(),
  back: (stage) => stage.tell({ type: "step", by: -1 }),
  step: (stage) => stage.tell({ type: "step", by: 1 }),
};
/** @param {string} action */
const act = (action) => {
  const stage = present();
  if (stage) actions[action]?.(stage);
  else if (watched) channel.postMessage(action);
};
if (stages.size > 0) channel.addEventListener("message", ({ data }) => act(String(data)));

/** Keys of the stage, by key code as reveal.js has them: Space, J, K, L, R, U. */
const keyboard = {
  32: () => act("toggle"),
  74: () => act("back"),
  75: () => act("toggle"),
  76: () => act("step"),
  82: () => act("restart"),
  85: () => act("renew"),
};

// The keys are told once, on a slide; the sheet shows the same.
const sheet = /** @type {HTMLDialogElement} */ (document.getElementById("sheet"));
const keys = /** @type {HTMLElement} */ (document.getElementById("keys")).cloneNode(true);
/** @type {HTMLElement} */ (keys).removeAttribute("id");
sheet.querySelector("h2")?.after(keys);
addEventListener("keydown", (event) => {
  if (event.key !== "?" || wanted(event.target, event.key)) return;
  if (sheet.open) sheet.close();
  else sheet.showModal();
});

/** A slide's height: that of paper, or what suits the window. */
const height = () => (printed || innerWidth >= WIDE * innerHeight ? HEIGHT : (WIDTH * 3) / 4);

/** Stages of the slide and of those beside it have a frame; only that of the slide plays. */
function turn() {
  const slides = Reveal.getSlides();
  const shown = slides.indexOf(Reveal.getCurrentSlide());
  slides.forEach((slide, place) => {
    const stage = stages.get(slide);
    if (!stage) return;
    if (Math.abs(place - shown) > 1) stage.unload();
    else stage.load();
    stage.show(place === shown);
  });
}

// Before reveal.js listens: a frame tells it of keys as well, in fewer words than us.
addEventListener("message", (event) => {
  const { data, source } = event;
  const stage = Array.from(stages.values()).find((each) => source !== null && each.window === source);
  if (!stage) return;
  event.stopImmediatePropagation();
  if (typeof data === "object" && data?.downhill === 1) stage.hear(data);
});
addEventListener("downhill-theme", () => {
  for (const stage of stages.values()) stage.dress();
});
addEventListener("resize", () => {
  if (Reveal.getConfig().height !== height()) Reveal.configure({ height: height() });
});

Reveal.on("resize", () => {
  for (const stage of stages.values()) if (stage.ready) stage.magnify();
});

Reveal.on("ready", turn);
Reveal.on("slidechanged", turn);
Reveal.initialize({
  width: WIDTH,
  height: height(),
  margin: 0,
  center: false,
  display: "grid",
  hash: true,
  transition: "none",
  backgroundTransition: "none",
  autoAnimate: false,
  controls: false,
  slideNumber: printed ? false : "c/t",
  pdfMaxPagesPerSlide: 1,
  // For the speaker's window, which then says whether one is ahead or behind. Each slide has its own time.
  defaultTiming: /** @type {any} */ (60),
  help: false,
  navigationMode: "linear",
  scrollActivationWidth: 0,
  keyboard,
  keyboardCondition: (event) => !sheet.open && !wanted(event.target, event.key),
  plugins: [Notes],
});

// A touch screen has no keys.
const previous = make("button", "turn", { type: "button", "aria-label": "Previous slide" });
const next = make("button", "turn", { type: "button", "aria-label": "Next slide" });
previous.textContent = "‹";
next.textContent = "›";
previous.addEventListener("click", () => Reveal.prev());
next.addEventListener("click", () => Reveal.next());
const bar = make("nav", "turns", { "aria-label": "Slides" });
bar.append(previous, next);
document.querySelector(".reveal")?.append(bar);
