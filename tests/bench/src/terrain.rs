//! The picture of a surface, bands and isolines, by our code as WebAssembly and by d3-contour in the same page of headless Chromium
//! (`peers/terrain.js`). `cargo xtask bench`.

use downhill::catalogue;
use downhill::surface::Window;
use serde::Deserialize;
use serde_json::json;

use crate::numbers::median;
use downhill_browser::Outcome;
use downhill_browser::drivers::{Browser, Session};
use downhill_browser::server::Server;

/// Pixels of the raster, nodes of the isolines' grid on each side, isolines.
const RASTER: [u32; 2] = [800, 600];
const NODES: u32 = 200;
const LEVELS: u32 = 20;

/// Pictures of which the median counts, and pictures before them.
const RUNS: u32 = 25;
const WARM: u32 = 8;

/// The lines must be as long by this share, and as large a share of pixels of the same colour.
const TOLERANCE: f64 = 0.01;

/// How many times as fast we mean to be.
const AIM: f64 = 2.0;

/// The lowest and the highest level of each surface, and whether levels are spaced in the logarithm, or in the root.
const SURFACES: [(&str, [f64; 2], bool); 3] =
    [("rosenbrock", [0.5, 2400.0], true), ("himmelblau", [2.0, 850.0], false), ("rastrigin", [2.0, 50.0], false)];

#[derive(Deserialize)]
struct Answer {
    /// Milliseconds: raster and isolines of ours, then of the peer.
    raster: [Vec<f64>; 2],
    isolines: [Vec<f64>; 2],
    /// The same with what the canvas does with them.
    whole: [Vec<f64>; 2],
    /// Length of all isolines, in cells.
    length: [f64; 2],
    /// The share of pixels whose colour differs.
    differing: f64,
}

/// Prints a row for each surface.
///
/// # Errors
/// Where the two pictures are not the same: then their times cannot be compared.
pub(crate) async fn measure() -> Outcome {
    let session = Session::start(Browser::Chromium, 1).await?;
    let server = Server::bench()?;
    session.client.goto(&server.address()).await?;
    println!(
        "\n  raster of {} × {} pixels in {} bands, {LEVELS} isolines of {NODES} × {NODES} nodes; medians of {RUNS} pictures, headless Chromium",
        RASTER[0],
        RASTER[1],
        LEVELS + 1
    );
    println!("  the peer: d3-contour, and a loop over the pixels with putImageData");
    println!(
        "                    raster, ms          isolines, ms          both, ms               with the canvas's own work, ms"
    );
    println!(
        "                   wasm      JS        wasm   d3-contour     wasm     JS   ratio     wasm     JS   ratio"
    );
    for (surface, ends, log) in SURFACES {
        let answer = compare(&session, surface, ends, log).await?;
        let [ours, theirs] = answer.length;
        if (ours - theirs).abs() > TOLERANCE * ours || answer.differing > TOLERANCE {
            return Err(format!(
                "{surface}: our isolines are {ours:.1} cells long and those of d3-contour {theirs:.1}, {:.2} % of the pixels differ: these are \
                 not the same pictures, and their times cannot be compared",
                answer.differing * 100.0
            )
            .into());
        }
        let [raster, isolines, whole] =
            [&answer.raster, &answer.isolines, &answer.whole].map(|pair| [median(&pair[0]), median(&pair[1])]);
        let both = [raster[0] + isolines[0], raster[1] + isolines[1]];
        println!(
            "  {surface:<12} {:>10.2} {:>7.2}  {:>10.2} {:>9.2}    {:>9.2} {:>7.2} {:>6.2}  {:>8.2} {:>7.2} {:>6.2}",
            raster[0],
            raster[1],
            isolines[0],
            isolines[1],
            both[0],
            both[1],
            both[1] / both[0],
            whole[0],
            whole[1],
            whole[1] / whole[0]
        );
    }
    println!(
        "  the aim is a ratio of {AIM} for both; the lines agree in length within 1 %, the colours in 99 % of the pixels"
    );
    Ok(())
}

async fn compare(session: &Session, surface: &str, [low, high]: [f64; 2], log: bool) -> Outcome<Answer> {
    let Window { x, y } = catalogue::surface(surface)?.info.window;
    let levels: Vec<f64> = (0..LEVELS)
        .map(|k| {
            let share = f64::from(k) / f64::from(LEVELS - 1);
            let between = |ends: [f64; 2]| ends[0] + (ends[1] - ends[0]) * share;
            if log { between([low.ln(), high.ln()]).exp() } else { between([low.sqrt(), high.sqrt()]).powi(2) }
        })
        .collect();
    let script = "const [surface, window, levels, nodes, [width, height], warm, runs, done] = arguments;
        (async () => {
            const ours = await import('/bench/downhill.js');
            await (globalThis.started ??= ours.default());
            for (const name of ['d3-array', 'd3-contour']) {
                if (globalThis.d3?.contours) break;
                await new Promise((load, error) => {
                    const script = Object.assign(document.createElement('script'), { src: `/npm/${name}/dist/${name}.min.js`, onload: load, onerror: error });
                    document.head.append(script);
                });
            }
            const peer = await import(`/peers/terrain.js?surface=${surface}`);
            const f = peer.SURFACES[surface];
            const make = (scale) => {
                const canvas = Object.assign(document.createElement('canvas'), { width: width * scale, height: height * scale });
                document.body.replaceChildren(canvas);
                return canvas.getContext('2d');
            };
            // What our stages raster on a screen of two pixels to a css pixel.
            const contexts = [make(2), make(1)];
            const terrain = new ours.Terrain(contexts[0].canvas, surface, levels, nodes);
            const bytes = terrain.palette();
            const colors = levels.concat(0).map((_, band) => Array.from(bytes.slice(3 * band, 3 * band + 3)));
            const palette = peer.palette(colors);
            const sorted = Float64Array.from(levels);
            contexts[1].strokeStyle = '#333';
            let polygons;
            const parts = [
                [() => terrain.raster(), () => peer.raster(contexts[1], f, window, sorted, palette)],
                [() => terrain.isolines(), () => peer.stroke(contexts[1], (polygons = peer.contours(f, window, levels, nodes)), nodes)],
            ];
            const time = (work) => {
                const begin = performance.now();
                work();
                return performance.now() - begin;
            };
            const flush = (who) => contexts[who].getImageData(0, 0, 1, 1);
            const answer = { raster: [[], []], isolines: [[], []], whole: [[], []] };
            for (let run = -warm; run < runs; run += 1) {
                for (const who of [0, 1]) {
                    flush(who);
                    const raster = time(parts[0][who]);
                    const isolines = time(parts[1][who]);
                    const rest = time(() => flush(who));
                    if (run < 0) continue;
                    answer.raster[who].push(raster);
                    answer.isolines[who].push(isolines);
                    answer.whole[who].push(raster + isolines + rest);
                }
            }
            answer.length = [terrain.length(), peer.length(polygons, nodes)];
            parts[0][0]();
            parts[0][1]();
            const [a, b] = contexts.map((context, who) => context.getImageData(0, 0, width * (2 - who), height * (2 - who)).data);
            let differing = 0;
            for (let j = 0; j < height; j += 1) {
                for (let i = 0; i < width; i += 1) {
                    const [p, q] = [4 * (2 * j * 2 * width + 2 * i), 4 * (j * width + i)];
                    if (Math.abs(a[p] - b[q]) + Math.abs(a[p + 1] - b[q + 1]) + Math.abs(a[p + 2] - b[q + 2]) > 24) differing += 1;
                }
            }
            answer.differing = differing / (width * height);
            terrain.free();
            return answer;
        })().then(done, (error) => done(String(error)));";
    let arguments = vec![
        json!(surface),
        json!({ "x": x, "y": y }),
        json!(levels),
        json!(NODES),
        json!(RASTER),
        json!(WARM),
        json!(RUNS),
    ];
    let answer = session.client.execute_async(script, arguments).await?;
    serde_json::from_value(answer.clone()).map_err(|_| format!("{surface} in Chromium: {answer}").into())
}
