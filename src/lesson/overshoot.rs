//! Adam overshoots where diffGrad brakes: the three curves of the diffGrad paper, and one of them in two dimensions.

#[cfg(not(target_arch = "wasm32"))]
use super::claim;
use super::{Ground, Lesson, Panel};
use crate::draw::mark::Mark;
use crate::lab::{Seen, Stage};
use crate::measure;

/// The settings of the paper's figures, for Adam and diffGrad.
const PRESET: &str = "surface=f1&start=-1,0&runs=adam,diffgrad&1.lr=0.1&2.lr=0.1&1.beta1=0.95&2.beta1=0.95&speed=30";

/// The three curves, each started from −1.
pub(super) const CURVES: [Panel; 3] = [
    Panel { title: "F₁", surface: "f1", ..Panel::PLAIN },
    Panel { title: "F₂", surface: "f2", ..Panel::PLAIN },
    Panel { title: "F₃", surface: "f3", ..Panel::PLAIN },
];

const CURVES_AND_PLANE: [Panel; 4] = [
    CURVES[0],
    CURVES[1],
    CURVES[2],
    Panel { title: "F₁ along both axes", surface: "f1-2d", start: Some([-1.0, -0.8]), ..Panel::PLAIN },
];

/// The friction of diffGrad at work.
pub const OVERSHOOT: Lesson = Lesson {
    id: "overshoot",
    title: "Adam overshoots, diffGrad brakes",
    prose: r#"
<p>Adam’s step is a mean of past gradients: past the minimum, the old ones push on. diffGrad
(<a href="https://arxiv.org/abs/1909.11015">Dubey et al. 2019</a>) multiplies the step by a friction
<math><mi>ξ</mi><mo>=</mo><mi>σ</mi><mo>(</mo><mo>|</mo><mi>Δ</mi><mi>g</mi><mo>|</mo><mo>)</mo></math>, from ½ while the gradient
stays the same to 1 where it jumps.</p>
<p>On the paper’s three curves, with its <a data-set="adam.beta1=0.95&amp;diffgrad.beta1=0.95">β₁ = 0.95</a>, Adam runs past the
global minimum of F₁ and F₂ and stays in a local one; diffGrad comes back. With <a data-set="adam.beta1=0.9&amp;diffgrad.beta1=0.9">β₁ =
0.9</a>, Adam’s default, so does Adam.</p>
"#,
    question: "Watch ξ: how often is it far from ½? What would a step of one half do?",
    steps: 300,
    telling: 150,
    preset: PRESET,
    ground: Ground::Panels(&CURVES_AND_PLANE),
    charts: false,
    says: overshoots,
    marks: xi,
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let lab = lesson.lab("", lesson.steps)?;
        // Overshoot past the minimiser, crossings of it, and where the run ends; of Adam, then diffGrad.
        let expected = [
            [(0.632, 1.0, Some(0.2)), (0.238, 12.0, Some(-0.3))],
            [(0.718, 1.0, Some(0.0)), (0.224, 14.0, Some(-0.643))],
            [(0.267, 61.0, None), (0.183, 29.0, None)],
        ];
        for (stage, expected) in lab.stages().iter().zip(expected) {
            let minimiser = minimiser(stage);
            for (run, (overshoot, crossings, stuck)) in stage.runs().iter().zip(expected) {
                let what = format!("{} on {}", run.optimizer().info().name, stage.title());
                claim(&format!("overshoot of {what}"), measure::overshoot(run, 0, minimiser, 300), overshoot, 1e-3)?;
                claim(
                    &format!("crossings of {what}"),
                    measure::crossings(run, 0, minimiser, 300) as f64,
                    crossings,
                    0.0,
                )?;
                if let Some(at) = stuck {
                    claim(&format!("the end of {what}"), run.xy(300)[0], at, 1e-2)?;
                }
            }
        }
        let plane = lab.stages()[3].runs();
        claim("the end of diffGrad on the plane, along x", plane[1].xy(300)[0], -0.3, 1e-2)?;
        claim("the end of Adam on the plane, along x", plane[0].xy(300)[0], 0.2, 1e-2)?;
        // With the default β₁ Adam finds the global minimum as well.
        let lab = lesson.lab("1.beta1=0.9", lesson.steps)?;
        for stage in &lab.stages()[..2] {
            let end = stage.runs()[0].xy(300)[0];
            claim(
                &format!("Adam's end on {} with β₁ = 0.9", stage.title()),
                end,
                stage.landscape().info().minima[0][0],
                2e-2,
            )?;
        }
        Ok(())
    },
    ..Lesson::PLAIN
};

/// The sentence about the overshoot on each curve, and how often the minimum was crossed.
fn overshoots(seen: &Seen<'_>) -> String {
    let curves = || seen.everywhere().filter(|seen| seen.stage.is_curve());
    let crossings = curves().map(|seen| measure::crossings(seen.run, 0, minimiser(seen.stage), seen.step).to_string());
    let crossings: Vec<_> = crossings.collect();
    format!("ran past the minimum by {}, and crossed it {} times.", past(seen), crossings.join(", "))
}

/// How far the run went past the minimum, on each curve.
pub(super) fn past(seen: &Seen<'_>) -> String {
    let each = seen.everywhere().filter(|seen| seen.stage.is_curve()).map(|seen| {
        let past = measure::overshoot(seen.run, 0, minimiser(seen.stage), seen.step);
        format!("{past:.3} on {}", seen.stage.title())
    });
    each.collect::<Vec<_>>().join(", ")
}

/// Where a curve is lowest.
pub(super) fn minimiser(stage: &Stage) -> f64 {
    stage.landscape().info().minima[0][0]
}

/// The friction of diffGrad as a bar from ½ to 1.
pub(super) fn xi(seen: &Seen<'_>) -> Vec<Mark> {
    let xi = seen.stage.is_curve().then(|| seen.internal(0, "xi")).flatten();
    xi.map(|value| Mark::Bar { symbol: "ξ", value, range: [0.5, 1.0] }).into_iter().collect()
}
