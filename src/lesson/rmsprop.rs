//! AdaGrad with a leaky sum: the step lives on, and its first one is large.

use super::Lesson;
use super::adagrad::RAVINE_AND_SLOPE;
#[cfg(not(target_arch = "wasm32"))]
use super::{claim, claim_that};
use crate::measure;

/// RMSProp's step does not die, but the mean that it divides by starts at zero.
pub const RMSPROP: Lesson = Lesson {
    id: "rmsprop",
    title: "RMSProp: a sum that forgets",
    prose: r#"
<p>RMSProp (<a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Tieleman, Hinton 2012</a>) replaces
AdaGrad’s sum by a mean that forgets:
<math><msub><mi>v</mi><mi>t</mi></msub><mo>=</mo><mi>γ</mi><msub><mi>v</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub><mo>+</mo><mo>(</mo><mn>1</mn><mo>−</mo><mi>γ</mi><mo>)</mo><msup><mi>g</mi><mn>2</mn></msup></math>.
The step no longer dies: on the slope it
settles at the rate. Near a minimum a step that does not die does not settle.</p>
<p>But the mean starts at zero. The first step is
<math><mi>α</mi><mo>/</mo><msqrt><mrow><mn>1</mn><mo>−</mo><mi>γ</mi></mrow></msqrt></math>: three rates at <a data-set="rmsprop.decay=0.9">γ = 0.9</a>,
ten at <a data-set="rmsprop.decay=0.99">0.99</a>, where for dozens of steps RMSProp is AdaGrad at ten times the rate.</p>
"#,
    question: "Why does nobody notice the long first step in a training of a hundred thousand steps? And when would one?",
    steps: 100,
    telling: 100,
    preset: "surface=quadratic&start=-4,1.5&runs=adagrad,rmsprop&1.lr=0.4&2.lr=0.08&2.decay=0.9&speed=12",
    ground: RAVINE_AND_SLOPE,
    charts: false,
    says: in_rates,
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let step = |patch: &str, t: usize| -> Result<f64, String> {
            let lab = lesson.lab(patch, t)?;
            Ok(measure::step_over_rate(&lab.stages()[1].runs()[1], 0, t, 0.08))
        };
        for (decay, first, digit) in [("0.9", 3.162, 1e-3), ("0.99", 10.0, 1e-4), ("0.999", 31.62, 1e-2)] {
            let patch = format!("2.decay={decay}");
            claim(&format!("RMSProp's first step at {decay}, in rates"), step(&patch, 1)?, first, digit)?;
        }
        claim("RMSProp's hundredth step, in rates", step("", 100)?, 1.0, 1e-3)?;
        let ravine = lesson.lab("", 400)?;
        let [adagrad, rmsprop] = [0, 1].map(|place| &ravine.stages()[0].runs()[place]);
        let swing = |run| measure::late_oscillation(run, 1, 0.0, 100, 400);
        claim_that(
            "RMSProp does not settle at the minimum, AdaGrad does",
            swing(rmsprop) > 0.02 && swing(adagrad) < 1e-6,
        )?;
        for t in 1..=24 {
            let adagrad = 10.0 / (t as f64).sqrt();
            let share = step("2.decay=0.99", t)? / adagrad;
            claim_that("RMSProp at 0.99 is AdaGrad at ten times the rate, to 7 %", (share - 1.0).abs() < 0.07)?;
        }
        Ok(())
    },
    ..Lesson::PLAIN
};

/// The sentence about the length of steps on the slope, in learning rates.
pub(super) fn in_rates(seen: &crate::lab::Seen<'_>) -> String {
    let slope = seen.everywhere().find(|seen| seen.stage.is_curve() && seen.now() > 0);
    let (Some(slope), Some(rate)) = (slope, seen.param("lr")) else { return "stands at the start.".to_owned() };
    let now = measure::step_over_rate(slope.run, 0, slope.now(), rate);
    let steps = (1..=slope.now()).map(|step| measure::step_over_rate(slope.run, 0, step, rate));
    let (at, longest) = steps.enumerate().fold((0, 0.0), |(at, longest), (index, step)| {
        // Equal but for the last bits is not longer.
        if step > longest * (1.0 + 1e-9) { (index + 1, step) } else { (at, longest) }
    });
    if slope.is_gone() {
        return format!("has left the slope, after a step of {longest:.2} rates at step {at}.");
    }
    format!("steps {now:.2} rates down the slope; its longest step was {longest:.2} rates, at step {at}.")
}
