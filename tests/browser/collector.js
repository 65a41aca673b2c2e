// Put before the page's own scripts by the test server; see server.rs.
globalThis.harness = { complaints: [], frames: [] };
{
  const { complaints, frames } = globalThis.harness;
  const complain = (what) => complaints.push(String(what));
  addEventListener("error", (event) => complain(event.message ?? `${event.target.tagName} did not load`), true);
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
