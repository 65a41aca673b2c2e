//! Where the gradient is zero and there is a way down all the same: a saddle, and how long it holds whom.

use super::Lesson;
#[cfg(not(target_arch = "wasm32"))]
use super::{claim, claim_that};
use crate::measure;
use crate::number::counted;

/// Beyond this |y| the saddle lies behind.
const ESCAPED: f64 = 1.0;

/// A step shorter than this is not seen to move.
const SLOW: f64 = 0.01;

/// How far off the ridge a run starts decides how long it stays: not for rules that scale each axis by itself.
pub const SADDLE: Lesson = Lesson {
    id: "saddle",
    title: "Waiting at a saddle",
    prose: r#"
<p>At a saddle the gradient is zero, but along <math><mi>y</mi></math> it goes down. From a distance <math><mi>ε</mi></math> off the
ridge, SGD needs <math><mi>ln</mi><mo>(</mo><mn>1</mn><mo>/</mo><mi>ε</mi><mo>)</mo><mo>/</mo><mi>ln</mi><mo>(</mo><mn>1</mn><mo>+</mo><mi>α</mi><mi>λ</mi><mo>)</mo></math>
steps to leave (<math><mi>λ</mi></math>: the curvature downhill, 1): <a data-set="start=-2,0.001">10⁻³</a>, <a data-set="start=-2,1e-6">10⁻⁶</a>,
<a data-set="start=-2,1e-9">10⁻⁹</a>. Momentum is quicker, in the same proportion.</p>
<p>Adam and RMSProp divide by the size of the gradient along each axis: however small it is, they leave in thirteen steps at most.
From the <a data-set="start=-2,0">ridge itself</a> nobody ever leaves: zero divided by anything is zero.</p>
"#,
    question: "In practice nobody starts exactly on the ridge. What else, in real training, pushes SGD off it?",
    steps: 240,
    telling: 58,
    preset: "surface=saddle&start=-2,0.001&runs=sgd,momentum,rmsprop,adam&1.lr=0.1&2.lr=0.1&3.lr=0.1&4.lr=0.1&speed=12",
    says: |seen| match measure::escape(seen.run, 1, ESCAPED, seen.step) {
        Some(step) => {
            let stalled = match measure::stall(seen.run, SLOW, step) {
                0 | 1 => String::new(),
                stalled => format!("; {stalled} of them in a row were shorter than {SLOW}"),
            };
            format!("left the saddle (|y| > 1) after {}{stalled}.", counted(step, "step"))
        }
        None => {
            let [_, y] = seen.run.xy(seen.now());
            format!("has not left the saddle after {}: |y| = {}.", counted(seen.now(), "step"), tiny(y.abs()))
        }
    },
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let (sgd, momentum, adam) = (1, 2, 4);
        let escape = |epsilon: &str, number| -> Result<Option<usize>, String> {
            let run = lesson.run(&format!("start=-2,{epsilon}"), number, 1000)?;
            Ok(measure::escape(&run, 1, ESCAPED, 1000))
        };
        for number in 1..=4 {
            claim_that("nothing leaves the ridge itself", escape("0", number)?.is_none())?;
        }
        for (epsilon, steps) in [("1e-9", [219, 78, 13]), ("1e-6", [146, 52, 11]), ("1e-3", [74, 27, 11])] {
            for (number, expected) in [sgd, momentum, adam].into_iter().zip(steps) {
                let steps = escape(epsilon, number)?.map_or(f64::NAN, |step| step as f64);
                claim(&format!("steps of run {number} from {epsilon}"), steps, f64::from(expected), 0.0)?;
            }
            let predicted = (1.0 / epsilon.parse::<f64>().unwrap_or(f64::NAN)).ln() / 1.1_f64.ln();
            let sgd = escape(epsilon, sgd)?.map_or(f64::NAN, |step| step as f64);
            claim(&format!("SGD's steps from {epsilon}, by the formula"), sgd, predicted, 6.0)?;
            // Its first step, not corrected for a mean that starts at zero, is ten times the rate: 1.
            let rmsprop = escape(epsilon, 3)?;
            claim_that("RMSProp is off at once", rmsprop.is_some_and(|step| step <= 2))?;
        }
        Ok(())
    },
    ..Lesson::PLAIN
};

/// A distance that may be very small.
fn tiny(distance: f64) -> String {
    if distance == 0.0 { "0".to_owned() } else { crate::number::readable(distance) }
}
