//! Each axis scaled by its own history, and what becomes of the step over a long time.

#[cfg(not(target_arch = "wasm32"))]
use super::claim;
use super::{Ground, Lesson, Panel};
use crate::lab::Seen;
use crate::measure;
use crate::number::decimals;

/// A ravine, in which scaling helps, and a constant slope, on which the step can be read off: for all adaptive rules.
pub(super) const RAVINE_AND_SLOPE: Ground = Ground::Panels(&[
    Panel { title: "A ravine", surface: "quadratic", start: Some([-4.0, 1.5]), ..Panel::PLAIN },
    Panel { title: "A constant slope", surface: "slope", start: Some([0.0, 0.0]), ..Panel::PLAIN },
]);

/// AdaGrad goes straight where SGD zigzags, and slows down for ever.
pub const ADAGRAD: Lesson = Lesson {
    id: "adagrad",
    title: "AdaGrad: a rate for each axis",
    prose: r#"
<p>AdaGrad divides each axis by the root of all its squared gradients so far:
<math><mi>Δ</mi><mi>x</mi><mo>=</mo><mo>−</mo><mi>α</mi><mi>g</mi><mo>/</mo><msqrt><msub><mi>Σ</mi><mi>t</mi></msub><msup><mi>g</mi><mn>2</mn></msup></msqrt></math>
(<a href="https://jmlr.org/papers/v12/duchi11a.html">Duchi, Hazan, Singer 2011</a>). Steep axes get
small steps, flat ones large: the path is the same for κ = <a data-set="surface.kappa=25&amp;sgd.lr=1.9/kappa">25</a> and
<a data-set="surface.kappa=100&amp;sgd.lr=1.9/kappa">100</a>. Turn the ravine <a data-set="surface.rotation=45">by 45°</a>, across both axes
(<a data-set="surface.rotation=0">back</a>), and it crawls.</p>
<p>And the sum only grows. On a constant slope step <math><mi>t</mi></math> is
<math><mi>α</mi><mo>/</mo><msqrt><mi>t</mi></msqrt></math>: after a hundred steps a tenth is left. A larger rate,
<a data-set="adagrad.lr=1">1</a>, buys time, no more.</p>
"#,
    question: "For which kind of feature is a step that dies with use exactly right?",
    steps: 100,
    telling: 100,
    preset: "surface=quadratic&start=-4,1.5&runs=sgd,adagrad&1.lr=0.076&2.lr=0.5&speed=12",
    ground: RAVINE_AND_SLOPE,
    charts: false,
    says: |seen| {
        let (Some(ravine), Some(slope)) = (on(seen, false), on(seen, true)) else {
            return "stands at the start.".to_owned();
        };
        let now = measure::step_over_rate(slope.run, 0, slope.now(), 1.0);
        let rate = |axis| Some(decimals(measure::effective_rate(ravine.run, axis, ravine.now())?, 3));
        let ravine = match (ravine.is_gone(), rate(0), rate(1)) {
            (true, _, _) => "has left the ravine".to_owned(),
            (false, Some(x), Some(y)) => format!("moves in the ravine as with a rate of {x} along x and {y} along y"),
            (false, _, _) => "stands in the ravine".to_owned(),
        };
        format!("{ravine}, and goes {now:.3} a step down the slope.")
    },
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let lab = lesson.lab("", lesson.steps)?;
        let [ravine, slope] = [0, 1].map(|stage| lab.stages()[stage].runs());
        for t in [1, 4, 25, 100] {
            let share = measure::step_over_rate(&slope[1], 0, t, 0.5);
            claim(&format!("AdaGrad's step {t} on the slope, in rates"), share, 1.0 / (t as f64).sqrt(), 1e-9)?;
            claim("SGD's step there", measure::step_over_rate(&slope[0], 0, t, 0.076), 1.0, 1e-9)?;
        }
        claim("SGD's flips in the ravine", measure::flips(&ravine[0], 1, 60) as f64, 60.0, 0.0)?;
        claim("AdaGrad's flips in the ravine", measure::flips(&ravine[1], 1, 60) as f64, 0.0, 0.0)?;
        // The very same path for any κ, but for the ε that keeps the division finite.
        let ravine_at = |patch: &str| lesson.run(patch, 2, 60);
        let (at_25, at_100) = (ravine_at("surface.kappa=25")?, ravine_at("surface.kappa=100")?);
        let apart = (0..=60).flat_map(|k| [0, 1].map(|axis| (at_25.xy(k)[axis] - at_100.xy(k)[axis]).abs()));
        claim("how far the paths at κ = 25 and 100 lie apart", apart.fold(0.0, f64::max), 0.0, 1e-6)?;
        let turned = ravine_at("surface.rotation=45")?;
        claim("AdaGrad's loss after 60 steps along the axes", at_25.loss(60), 0.0119, 1e-4)?;
        claim("AdaGrad's loss after 60 steps across them", turned.loss(60), 1.1127, 1e-4)?;
        Ok(())
    },
    ..Lesson::PLAIN
};

/// The run in the ravine or on the slope, once it has moved.
fn on<'a>(seen: &Seen<'a>, slope: bool) -> Option<Seen<'a>> {
    seen.everywhere().find(|seen| seen.stage.is_curve() == slope && seen.now() > 0)
}
