//! How many steps a second each optimizer takes on Rosenbrock: native, in Chromium as WebAssembly, and in the same page as plain
//! JavaScript (`peers/steps.js`). `cargo xtask bench`.
//!
//! Native and WebAssembly are the same code: a lab, each step recorded with loss and gradient, as the page does it. The peer keeps the
//! same record.

use std::collections::BTreeMap;
use std::time::Instant;

use downhill::catalogue;
use downhill::lab::Lab;
use downhill::link;
use downhill::optimizer::OptimizerEntry;
use serde::Deserialize;
use serde_json::json;

use crate::numbers::median;
use downhill_browser::Outcome;
use downhill_browser::drivers::{Browser, Session};
use downhill_browser::server::Server;

/// Steps of a run, runs of which the median counts, and runs before them.
const STEPS: usize = 50_000;
const RUNS: usize = 21;
const WARM: usize = 5;

/// Steps after which the peer must be where the native run is, and the share of the way from the start by which it may be off. The two
/// round differently at every step; on the floor of the valley, where some rules go to and fro for ever, that grows to a part of a step.
const CHECKS: [(usize, f64); 2] = [(500, 1e-9), (STEPS, 1e-4)];

/// Seconds of the runs, one after the other, and the peer's points at the [`CHECKS`].
#[derive(Deserialize)]
struct Answer {
    wasm: Vec<f64>,
    peer: Vec<f64>,
    points: Vec<[f64; 2]>,
}

struct Row {
    id: &'static str,
    /// Millions of steps a second: native, WebAssembly, JavaScript.
    speeds: [f64; 3],
}

/// Prints a row for each optimizer.
///
/// # Errors
/// Where a peer does not go where our run does: then it is no peer.
pub(crate) async fn measure() -> Outcome {
    if cfg!(debug_assertions) {
        return Err("steps are measured in a release build: `cargo xtask bench`".into());
    }
    let session = Session::start(Browser::Chromium, 1).await?;
    let server = Server::bench()?;
    session.client.goto(&server.address()).await?;
    println!(
        "\n  Rosenbrock, gradient and record included; medians of {RUNS} runs of {STEPS} steps in headless Chromium"
    );
    println!(
        "                      millions of steps a second          ns a step        wasm is so many times as fast"
    );
    println!("                      native    wasm      JS      native   wasm     JS        as native      as JS");
    let mut rows = Vec::new();
    for entry in catalogue::OPTIMIZERS {
        let row = compare(&session, entry).await?;
        let [native, wasm, peer] = row.speeds;
        let [native_ns, wasm_ns, peer_ns] = row.speeds.map(|speed| 1e3 / speed);
        println!(
            "  {:<18} {native:>7.1} {wasm:>7.1} {peer:>7.1}     {native_ns:>7.1} {wasm_ns:>6.1} {peer_ns:>6.1}     {:>12.2} {:>10.2}",
            row.id,
            wasm / native,
            wasm / peer
        );
        rows.push(row);
    }
    for (what, place, aim) in [("native", 0, ", aim 0.6"), ("JavaScript", 2, "")] {
        let mut ratios: Vec<_> = rows.iter().map(|row| (row.speeds[1] / row.speeds[place], row.id)).collect();
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        let middle = median(&ratios.iter().map(|(ratio, _)| *ratio).collect::<Vec<_>>());
        let (lowest, id) = ratios[0];
        println!("  wasm to {what}: median {middle:.2}, lowest {lowest:.2} ({id}{aim})");
    }
    Ok(())
}

async fn compare(session: &Session, entry: &'static OptimizerEntry) -> Outcome<Row> {
    let id = entry.info.id;
    // Rates so small that none of them leaves.
    let rates = entry.params.iter().filter(|param| param.id.ends_with("lr"));
    let patch: String = rates.map(|param| format!("&1.{}=0.00001", param.id)).collect();
    let patch = format!("surface=rosenbrock&runs={id}{patch}");
    let mut seconds = Vec::new();
    let (mut start, mut points, mut parameters) = ([0.0; 2], Vec::new(), BTreeMap::new());
    for _ in 0..WARM + RUNS {
        let mut lab = Lab::new(link::amend(&catalogue::OPENING.settings(), &patch)?)?;
        let begin = Instant::now();
        lab.advance(STEPS);
        seconds.push(begin.elapsed().as_secs_f64());
        let run = &lab.stages()[0].runs()[0];
        if run.len() != STEPS {
            return Err(format!("{id} diverged at step {}", run.len()).into());
        }
        (start, points) = (run.xy(0), CHECKS.map(|(step, _)| run.xy(step)).to_vec());
        let chosen = &lab.settings().runs[0].params;
        parameters = entry.params.iter().map(|p| (p.id, chosen.value(p.id).unwrap_or(p.default))).collect();
    }
    let script = "const [id, patch, parameters, start, steps, checks, warm, runs, done] = arguments;
        (async () => {
            const core = await import('/site/downhill.js');
            await (globalThis.started ??= core.default());
            const peer = await import(`/peers/steps.js?optimizer=${id}`);
            if (!peer.RULES[id]) throw new Error('tests/bench/peers/steps.js has no such rule');
            const settings = core.amend(core.lesson_settings('jitter'), patch);
            const records = peer.room(steps);
            const answer = { wasm: [], peer: [] };
            for (let run = 0; run < warm + runs; run += 1) {
                const lab = new core.Lab(settings);
                const begin = performance.now();
                lab.advance(steps);
                answer.wasm.push((performance.now() - begin) / 1000);
                lab.free();
                const step = peer.RULES[id](parameters);
                const again = performance.now();
                peer.race(step, start, steps, records);
                answer.peer.push((performance.now() - again) / 1000);
            }
            answer.points = checks.map((step) => peer.point(records, step));
            return answer;
        })().then(done, (error) => done(String(error)));";
    let checks = CHECKS.map(|(step, _)| step);
    let arguments = vec![
        json!(id),
        json!(patch),
        json!(parameters),
        json!(start),
        json!(STEPS),
        json!(checks),
        json!(WARM),
        json!(RUNS),
    ];
    let answer = session.client.execute_async(script, arguments).await?;
    let answer: Answer = serde_json::from_value(answer.clone()).map_err(|_| format!("{id} in Chromium: {answer}"))?;
    let distance = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]);
    for (((step, tolerance), ours), theirs) in CHECKS.into_iter().zip(points).zip(&answer.points) {
        let (way, off) = (distance(start, ours), distance(ours, *theirs));
        if way == 0.0 || off.is_nan() || off > tolerance * way {
            return Err(format!(
                "{id} in JavaScript is at {theirs:?} after {step} steps, ours at {ours:?}, {way:.1e} from the start: the two do not run the \
                 same rule, and their speeds cannot be compared"
            )
            .into());
        }
    }
    let speed = |seconds: &[f64]| STEPS as f64 / median(&seconds[WARM..]) / 1e6;
    Ok(Row { id, speeds: [speed(&seconds), speed(&answer.wasm), speed(&answer.peer)] })
}
