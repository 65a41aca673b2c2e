// Put before the page's own scripts by the test server; see server.rs.
globalThis.harness = {
  complaints: [],
  frames: [],
  /** From now on the canvas refuses to draw. Here, since browsers hide from a page what scripts of a driver throw. */
  breakDrawing() {
    for (const name of ["clearRect", "fill", "stroke", "fillRect", "arc", "fillText"])
      CanvasRenderingContext2D.prototype[name] = () => {
        throw new Error("the canvas was taken away");
      };
  },
  /** The next drawing throws a trap. The lab stays locked, as after a real one. */
  trapDrawing() {
    const pen = CanvasRenderingContext2D.prototype;
    const { clearRect } = pen;
    pen.clearRect = () => {
      pen.clearRect = clearRect;
      throw new WebAssembly.RuntimeError("call_indirect to a null table entry");
    };
    dispatchEvent(new Event("downhill-theme"));
  },
  /** The pixels of a canvas. @param {string} selector */
  pixels(selector) {
    const canvas = document.querySelector(selector);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Uint32Array(data.buffer);
  },
  /** A short text that differs where pixels do: pixels by the million are slow to send. @param {Uint32Array} pixels */
  digest(pixels) {
    let [a, b] = [pixels.length, 0x9e3779b9];
    for (let i = 0; i < pixels.length; i++) {
      a = Math.imul(a ^ pixels[i], 0x01000193);
      b = Math.imul(b + pixels[i], 0x85ebca6b) ^ (b >>> 13);
    }
    return `${a >>> 0}.${b >>> 0}`;
  },
};
{
  const { complaints, frames } = globalThis.harness;
  const complain = (what) => complaints.push(String(what));
  const failed = (event) => {
    // A preload is a hint, which Chromium now and then drops while the script beside it fetches the same file. The page
    // itself says so if that fetch fails, and the scenario then waits for a state that never comes.
    if (event.target instanceof HTMLLinkElement && event.target.rel === "preload") return;
    complain(event.message ?? `did not load: ${event.target.outerHTML}`);
  };
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", (event) => complain(event.reason?.stack ?? event.reason));
  addEventListener("securitypolicyviolation", (event) => complain(`${event.violatedDirective}: ${event.blockedURI}`));
  const { error } = console;
  console.error = (...words) => {
    complain(words.join(" "));
    error.apply(console, words);
  };
  const request = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.harness.nextFrame = request;
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      const start = performance.now();
      try {
        callback(time);
      } finally {
        frames.push(performance.now() - start);
      }
    });
}
