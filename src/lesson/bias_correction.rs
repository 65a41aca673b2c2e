//! Adam without its bias correction: both means start at zero, and the second takes longer to find its size.

use super::Lesson;
use super::adagrad::RAVINE_AND_SLOPE;
#[cfg(not(target_arch = "wasm32"))]
use super::claim;
use super::rmsprop::in_rates;
#[cfg(not(target_arch = "wasm32"))]
use crate::{measure, run::Run};

/// Early steps several times too long, and the two divisions that mend it.
pub const BIAS_CORRECTION: Lesson = Lesson {
    id: "bias-correction",
    title: "Adam’s first steps",
    prose: r#"
<p>Adam (<a href="https://arxiv.org/abs/1412.6980">Kingma, Ba 2014</a>) divides a mean of gradients by the root of a mean of their
squares. Both means start at zero, and the second is the slower. Uncorrected, at <a data-set="adam-uncorrected.beta2=0.999">β₂ = 0.999</a>, the first step is
3.16 rates, the twelfth 6.57, the hundredth 3.24; at <a data-set="adam-uncorrected.beta2=0.99">0.99</a> the longest is 2.13, and at
<a data-set="adam-uncorrected.beta2=0.9">0.9</a> early ones are too short.</p>
<p>Dividing each mean by the weight it has gathered,
<math><mn>1</mn><mo>−</mo><msup><mi>β</mi><mi>t</mi></msup></math>, makes every step on a constant slope one rate long. A loop that counts
<math><mi>t</mi></math> from 0 divides by zero.</p>
"#,
    question: "Why is the first step right just where 1 − β₂ is the square of 1 − β₁?",
    steps: 100,
    telling: 100,
    preset: "surface=quadratic&start=-4,1.5&runs=adam-uncorrected,adam&1.lr=0.02&2.lr=0.02&speed=10",
    ground: RAVINE_AND_SLOPE,
    charts: false,
    says: in_rates,
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let lab = lesson.lab("", 1000)?;
        let [uncorrected, corrected] = [0, 1].map(|place| &lab.stages()[1].runs()[place]);
        let step = |run: &Run, t| measure::step_over_rate(run, 0, t, 0.02);
        for (t, rates, digit) in [(1, 3.162, 1e-3), (12, 6.569, 1e-3), (100, 3.24, 1e-2), (1000, 1.26, 1e-2)] {
            claim(&format!("uncorrected step {t}, in rates"), step(uncorrected, t), rates, digit)?;
            claim(&format!("corrected step {t}, in rates"), step(corrected, t), 1.0, 1e-6)?;
        }
        for (beta2, t, rates, digit) in [("0.99", 1, 1.0, 1e-6), ("0.99", 13, 2.13, 1e-2), ("0.9", 1, 0.316, 1e-3)] {
            let lab = lesson.lab(&format!("1.beta2={beta2}"), t)?;
            claim(&format!("step {t} at β₂ = {beta2}, in rates"), step(&lab.stages()[1].runs()[0], t), rates, digit)?;
        }
        let longest = (1..=1000).max_by(|a, b| step(uncorrected, *a).total_cmp(&step(uncorrected, *b)));
        claim("the longest uncorrected step", longest.unwrap_or(0) as f64, 12.0, 0.0)
    },
    ..Lesson::PLAIN
};
