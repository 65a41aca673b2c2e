//! What a step of each optimizer costs, native and in Chromium, and their ratio: `cargo xtask bench`.
//!
//! Both run the same code: a lab on Rosenbrock, each step recorded with loss and gradient, as the page does it.

use std::time::Instant;

use downhill::catalogue;
use downhill::lab::Lab;
use downhill::link;
use serde_json::json;

use crate::Outcome;
use crate::drivers::{Browser, Session};
use crate::page::Page;
use crate::server::{Server, World};

/// Steps of a run, and runs of which the fastest counts.
const STEPS: usize = 50_000;
const RUNS: usize = 5;

/// Prints a row for each optimizer.
pub(crate) async fn measure() -> Outcome {
    if cfg!(debug_assertions) {
        return Err("steps are measured in a release build: `cargo xtask bench`".into());
    }
    let session = Session::start(Browser::Chromium, 1).await?;
    let server = Server::start(World::Isolated)?;
    let page = Page::new(&session, &server);
    page.open_paused("").await?;
    println!("\n  ns a step   native     wasm  native/wasm  (Rosenbrock, gradient and record included)");
    let mut worst = f64::INFINITY;
    for entry in catalogue::OPTIMIZERS {
        let id = entry.info.id;
        // A rate so small that none of them leaves.
        let patch = format!("surface=rosenbrock&runs={id}&1.lr=0.00001");
        let native = nanoseconds(|| {
            let lesson = catalogue::OPENING.settings();
            let mut lab = Lab::new(link::amend(&lesson, &patch)?)?;
            let begin = Instant::now();
            lab.advance(STEPS);
            Ok(begin.elapsed().as_secs_f64())
        })?;
        let script = "const [patch, steps, runs, done] = arguments;
            import(new URL('everything/downhill.js', document.baseURI).href).then(async (core) => {
                globalThis.wholeCore ??= core.default();
                await globalThis.wholeCore;
                let best = Infinity;
                for (let run = 0; run < runs; run += 1) {
                    const lab = new core.Lab(core.amend(core.lesson_settings('jitter'), patch));
                    const begin = performance.now();
                    lab.advance(steps);
                    best = Math.min(best, performance.now() - begin);
                    lab.free();
                }
                done(best);
            }, (error) => done(String(error)));";
        let answer = session.client.execute_async(script, vec![json!(patch), json!(STEPS), json!(RUNS)]).await?;
        let best = answer.as_f64().ok_or_else(|| format!("{id} in Chromium: {answer}"))?;
        let wasm = best * 1e6 / STEPS as f64;
        worst = worst.min(native / wasm);
        println!("  {id:<18} {native:>6.1}   {wasm:>6.1}   {:>6.2}", native / wasm);
    }
    println!("  the lowest ratio is {worst:.2} (aim 0.6)");
    Ok(())
}

fn nanoseconds(mut run: impl FnMut() -> Outcome<f64>) -> Outcome<f64> {
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        best = best.min(run()?);
    }
    Ok(best * 1e9 / STEPS as f64)
}
