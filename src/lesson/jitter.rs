//! SGD in a ravine: it jumps across the steep direction and crawls along the shallow one.

use super::Lesson;
#[cfg(not(target_arch = "wasm32"))]
use super::claim;
use crate::measure;
use crate::number::counted;

/// The lesson that opens the page.
pub const JITTER: Lesson = Lesson {
    id: "jitter",
    title: "Jitter in a ravine",
    prose: r#"
<p>The loss is <math><mi>κ</mi></math> times as steep along <math><mi>y</mi></math> as along <math><mi>x</mi></math>.
One learning rate <math><mi>α</mi></math> must serve both. At <a data-set="sgd.lr=1.9/kappa">1.9/κ</a> SGD jumps across the
ravine at every step, and crawls along it. At <a data-set="sgd.lr=1/kappa">1/κ</a> it stops jumping and crawls all the more.
Beyond 2/κ, at <a data-set="sgd.lr=2.1/kappa">2.1/κ</a> say, it flies off.</p>
<p>Momentum adds up what the steps agree on and cancels the rest. At a quarter of the rate it ends further along
<math><mi>x</mi></math>; but it still swings, and its loss after 60 steps is higher than SGD’s at 1.9/κ.</p>
"#,
    question: "At which rate does SGD reach the bottom of the ravine in one step, and what holds it up then?",
    steps: 60,
    telling: 60,
    preset: "surface=quadratic&start=-4,1.5&runs=sgd,momentum&1.lr=0.076&2.lr=0.02&speed=6",
    says: |seen| {
        let (run, step) = (seen.run, seen.step);
        let (flips, moved) = (measure::flips(run, 1, step), measure::progress(run, 0, step));
        let (times, steps) = (counted(flips, "time"), counted(step.min(run.len()), "step"));
        format!("flipped sign along y {times} in {steps} and moved {:.2} along x.", moved.abs())
    },
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let at_end = |patch: &str, number| lesson.run(patch, number, lesson.steps);
        let end = lesson.steps;

        let jumping = at_end("1.lr=1.9/kappa", 1)?;
        claim("flips at 1.9/κ", measure::flips(&jumping, 1, end) as f64, 60.0, 0.0)?;
        claim("x at 1.9/κ", jumping.xy(end)[0], -0.0349, 1e-4)?;

        let calm = at_end("1.lr=1/kappa", 1)?;
        claim("flips at 1/κ", measure::flips(&calm, 1, end) as f64, 0.0, 0.0)?;
        claim("x at 1/κ", calm.xy(end)[0], -0.3454, 1e-4)?;

        let flying = at_end("1.lr=2.1/kappa", 1)?;
        claim("y at 2.1/κ", flying.xy(end)[1], 456.7, 0.1)?;

        let momentum = at_end("", 2)?;
        claim("flips of momentum", measure::flips(&momentum, 1, end) as f64, 14.0, 0.0)?;
        claim("x of momentum", momentum.xy(end)[0], -0.0058, 1e-4)?;
        let ahead = f64::from(u8::from(momentum.loss(end) < jumping.loss(end)));
        claim("whether momentum has the lower loss", ahead, 0.0, 0.0)
    },
    ..Lesson::PLAIN
};
