//! One pass of mini-batch training in its four phases: sample, loss, gradient, update.

use super::Lesson;
#[cfg(not(target_arch = "wasm32"))]
use super::claim;
use crate::draw::mark::Mark;
use crate::exhibit::{Pass, TrainingLoop, pair};
use crate::number::readable;
#[cfg(not(target_arch = "wasm32"))]
use crate::objective::Draw;

/// What all of the lecture's optimizers are a part of: the last line of the loop.
pub const TRAINING_LOOP: Lesson = Lesson {
    id: "loop",
    title: "The training loop",
    prose: r#"
<p>One pass has four phases: sample a batch, compute its loss, its gradient, and update the weights. Here a
<a data-set="surface=regression&amp;1.lr=0.3">line</a> or a <a data-set="surface=logistic">logistic unit</a> learns from 64 points.</p>
<p>The gradient of <a data-set="surface.batch=8">8 points</a> belongs to another surface, drawn in outline: it points
elsewhere than the full gradient (pale). <a data-set="surface.batch=1">One point</a> can mislead badly;
<a data-set="surface.batch=64">all 64</a> cannot. Over an epoch, at fixed weights, batches of one size average to the
full gradient exactly. But the weights move in between.</p>
"#,
    question: "Where does the path end up if you keep going: in the minimum, or around it? What would you change?",
    steps: 96,
    restarts: false,
    telling: 3,
    phases: 4,
    preset: "surface=regression&runs=sgd&1.lr=0.3&seed=5&speed=2",
    also: &["logistic"],
    exhibit: Some(|_| Ok(Box::new(TrainingLoop))),
    says: |seen| {
        let Some(pass) = Pass::of(seen) else { return String::new() };
        let [batch, all] = pass.counts();
        let [epoch, turn, turns] = pass.turn();
        let [loss, full_loss] = pass.losses.map(readable);
        let [gradient, full_gradient] = pass.gradients.map(pair);
        match pass.phase {
            0 => format!("stands at {}, loss {full_loss} over all {all} points.", pair(pass.now)),
            1 => format!("sampled {batch} of the {all} points: batch {turn} of {turns} in epoch {epoch}."),
            2 => format!("has loss {loss} over the batch, {full_loss} over all points."),
            3 => {
                let apart = pass.angle().map_or_else(String::new, |angle| format!(", {angle:.0}° apart"));
                format!("sees the batch gradient {gradient}; full gradient {full_gradient}{apart}.")
            }
            _ => {
                let after = readable(seen.run.loss(seen.step));
                format!("moved to {}: the loss over all points went from {full_loss} to {after}.", pair(pass.now))
            }
        }
    },
    marks: |seen| {
        let (Some(pass), Some(rate)) = (Pass::of(seen), seen.param("lr")) else { return Vec::new() };
        let mut marks = Vec::new();
        if pass.phase >= 2 && pass.is_first() {
            marks.push(Mark::Isolines(pass.batch_loss()));
        }
        if pass.phase == 3 {
            let [batch, full] = pass.gradients.map(|gradient| gradient.map(|slope| -rate * slope));
            marks.push(Mark::Arrow { from: pass.before, by: full, symbol: "all", faint: true });
            marks.push(Mark::Arrow { from: pass.before, by: batch, symbol: "batch", faint: false });
        }
        marks
    },
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        for surface in ["surface=regression", "surface=logistic"] {
            let lab = lesson.lab(surface, lesson.steps)?;
            let landscape = lab.stages()[0].landscape();
            let turns = landscape.sample().ok_or("the loss is of no data")?.steps_an_epoch() as u64;
            let gradient = |at: &[f64], step: u64| {
                let mut gradient = [0.0; 2];
                landscape.value_grad(at, Draw { seed: u64::from(lab.settings().seed), step }, &mut gradient);
                gradient
            };
            let run = &lab.stages()[0].runs()[0];
            let rate = lab.settings().runs[0].params.value("lr").ok_or("SGD has no rate")?;
            for axis in 0..2 {
                // At the start, over each of three epochs.
                for epoch in 0..3 {
                    let steps = epoch * turns + 1..=(epoch + 1) * turns;
                    let mean = steps.map(|step| gradient(run.point(0), step)[axis]).sum::<f64>() / turns as f64;
                    claim("the mean of an epoch's batch gradients", mean, run.gradient(0)[axis], 2e-12)?;
                }
                for step in 1..=run.len() {
                    let moved = run.xy(step - 1)[axis] - rate * gradient(run.point(step - 1), step as u64)[axis];
                    claim("where the update leads", moved, run.xy(step)[axis], 2e-12)?;
                }
            }
        }
        Ok(())
    },
    ..Lesson::PLAIN
};
