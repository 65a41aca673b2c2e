//! Begin with Adam, go on with SGD: at a step that is chosen, or that SWATS chooses by itself.

use super::Lesson;
#[cfg(not(target_arch = "wasm32"))]
use super::{claim_that, settings_of};
use crate::measure;
use crate::number::readable;

/// A loss at which a run has arrived.
const ARRIVED: f64 = 0.001;

/// Adam where it is steep and strange, SGD with momentum for the rest.
pub const ADAM_TO_SGD: Lesson = Lesson {
    id: "adam-to-sgd",
    title: "From Adam to SGD",
    prose: r#"
<p>Adam gets away from bad starts; SGD with momentum often ends better. Why not one after the other? Here momentum alone is thrown out at
its first steps, and Adam at this rate is still on its way at the end. Twenty steps of Adam, then momentum, arrive. Switch
<a data-set="adam-to-sgd.switch_at=5">too early</a> and it goes the way of momentum; <a data-set="adam-to-sgd.switch_at=20">at 20</a> it works.</p>
<p><a data-set="swats.on=1">SWATS</a> (<a href="https://arxiv.org/abs/1712.07628">Keskar, Socher 2017</a>) chooses the step and the rate
itself. In this race its test is not met: it stays Adam.</p>
"#,
    question: "SWATS switches when the step that SGD would need stops changing. Why does that not happen here?",
    steps: 150,
    telling: 110,
    preset: "surface=beale&start=4.5,1.9&runs=adam,momentum,adam-to-sgd,swats&1.lr=0.2&2.lr=0.01&3.lr=0.2&3.sgd_lr=0.01&3.switch_at=20&4.lr=0.2&4.on=0&speed=15",
    says: |seen| {
        let loss = readable(seen.run.loss(seen.now()));
        let arrived = measure::steps_to(seen.run, ARRIVED, seen.step);
        let arrived =
            arrived.map_or_else(String::new, |step| format!(", having first come below {ARRIVED} at step {step}"));
        match seen.param("switch_at") {
            Some(step) if (seen.step as f64) > step => {
                format!("switched after step {step}, and is at loss {loss}{arrived}.")
            }
            _ => format!("is at loss {loss}{arrived}."),
        }
    },
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let switching = lesson.run("", 3, lesson.steps)?;
        let adam = lesson.run("", 1, lesson.steps)?;
        claim_that("the path is Adam's up to the switch", (0..=20).all(|k| switching.xy(k) == adam.xy(k)))?;
        let [x, y] = switching.xy(20);
        let mut after = settings_of(lesson, "")?;
        after.start = [x, y];
        let mut lab = crate::lab::Lab::new(after).map_err(|error| error.to_string())?;
        lab.go_to(lesson.steps);
        let momentum = &lab.stages()[0].runs()[1];
        claim_that(
            "from there it is momentum's, to the bit",
            (20..=lesson.steps).all(|k| switching.xy(k) == momentum.xy(k - 20)),
        )?;
        claim_that("momentum alone diverges", lesson.run("", 2, lesson.steps)?.diverged_at().is_some())?;
        claim_that(
            "switching too early diverges",
            lesson.run("3.switch_at=5", 3, lesson.steps)?.diverged_at().is_some(),
        )?;
        claim_that("switching arrives", switching.loss(lesson.steps) < 1e-3)?;
        claim_that("Adam does not, by then", adam.loss(lesson.steps) > 0.1)?;
        let swats = lesson.run("4.on=1", 4, lesson.steps)?;
        claim_that("SWATS stays close to Adam", (swats.loss(lesson.steps) / adam.loss(lesson.steps) - 1.0).abs() < 0.05)
    },
    ..Lesson::PLAIN
};
