//! Momentum on four grounds at once: a ravine, a local minimum, a saddle, and noise.

use super::{Ground, Lesson, Panel};
#[cfg(not(target_arch = "wasm32"))]
use super::{claim, claim_that};
use crate::draw::mark::Mark;
use crate::lab::Seen;
use crate::measure;
use crate::number::{counted, decimals};

/// The arrow of the velocity is so many steps long.
const ARROW: f64 = 6.0;

/// One rule, one rate, four grounds.
pub const MOMENTUM: Lesson = Lesson {
    id: "momentum",
    title: "Momentum: a ball with friction",
    prose: r#"
<p>Momentum (<a href="https://doi.org/10.1016/0041-5553(64)90137-5">Polyak 1964</a>) keeps a velocity:
<math><mi>v</mi><mo>←</mo><mi>ρ</mi><mi>v</mi><mo>+</mo><mi>g</mi></math>, <math><mi>x</mi><mo>←</mo><mi>x</mi><mo>−</mo><mi>α</mi><mi>v</mi></math>.
What agrees adds up, what alternates cancels. Under a constant gradient the step grows to
<math><mi>α</mi><mi>g</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo><mi>ρ</mi><mo>)</mo></math>: ten times SGD’s at
<a data-set="momentum.rho=0.9">ρ = 0.9</a>, a hundred times at <a data-set="momentum.rho=0.99">0.99</a>.</p>
<p>That is speed in the ravine, out of the local minimum and off the saddle. It is also overshoot, and under noise a wider ball: nothing
is free.</p>
"#,
    question: "ρ = 0.99 remembers a hundred gradients. On which of the four is that better than 0.9?",
    steps: 120,
    telling: 32,
    preset: "surface=quadratic&surface.kappa=90&start=-4,1.5&runs=sgd,momentum&1.lr=0.02&2.lr=0.02&speed=8",
    ground: Ground::Panels(&[
        Panel { title: "A ravine", surface: "quadratic", start: Some([-4.0, 1.5]), ..Panel::PLAIN },
        Panel { title: "A local minimum", surface: "two-wells", start: Some([2.3, 1.2]), ..Panel::PLAIN },
        Panel { title: "A saddle", surface: "saddle", start: Some([-1.0, 0.03]), ..Panel::PLAIN },
        Panel { title: "Noise", surface: "noisy-bowl", start: Some([0.0, 0.0]), ..Panel::PLAIN },
    ]),
    says: |seen| {
        let each: Vec<_> = seen.everywhere().map(on_its_ground).collect();
        format!("{}.", each.join("; "))
    },
    marks: |seen| {
        let now = seen.now();
        if now == 0 || seen.param("rho").is_none() {
            return Vec::new();
        }
        let from = seen.run.xy(now);
        let by = std::array::from_fn(|axis| ARROW * (from[axis] - seen.run.xy(now - 1)[axis]));
        vec![Mark::Arrow { from, by, symbol: "v", faint: false }]
    },
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        for (rho, factor) in [(0.9, 10.0), (0.99, 100.0)] {
            let slope = format!("surface=slope&runs=momentum&1.lr=0.001&1.rho={rho}");
            let run = crate::catalogue::OPENING.run(&slope, 1, 3000)?;
            claim(
                &format!("the step at ρ = {rho}, in rates"),
                measure::step_over_rate(&run, 0, 3000, 1e-3),
                factor,
                1e-6,
            )?;
        }
        let lab = lesson.lab("", lesson.steps)?;
        let runs = |stage: usize| lab.stages()[stage].runs();
        let end = lesson.steps;
        claim_that(
            "momentum is further along the ravine",
            runs(0)[1].xy(60)[0].abs() < 0.5 * runs(0)[0].xy(60)[0].abs(),
        )?;
        claim_that("SGD ends in the local minimum", (runs(1)[0].xy(end)[0] - 1.0).abs() < 0.05)?;
        claim_that("momentum ends in the global one", (runs(1)[1].xy(end)[0] + 2.0).abs() < 0.1)?;
        let [sgd, momentum] = [0, 1].map(|place| measure::escape(&runs(2)[place], 1, 1.0, end));
        claim_that("momentum leaves the saddle, SGD does not yet", momentum.is_some() && sgd.is_none())?;
        let ball = |place: usize| measure::noise_ball(&runs(3)[place], [0.0; 2], 0, end);
        claim_that("momentum's noise ball is the wider one, within the lesson", ball(1) > ball(0))?;
        let long = lesson.lab("", 20_000)?;
        let [sgd, momentum] =
            [0, 1].map(|place| measure::noise_ball(&long.stages()[3].runs()[place], [0.0; 2], 1000, 20_000));
        claim_that("momentum's noise ball is the wider one", momentum > sgd)
    },
    ..Lesson::PLAIN
};

/// A few words about the run on its stage.
fn on_its_ground(seen: Seen<'_>) -> String {
    let (info, at) = (seen.stage.landscape().info(), seen.run.xy(seen.now()));
    if seen.is_gone() {
        return format!("gone from {}", seen.stage.title().to_ascii_lowercase());
    }
    match info.id {
        "two-wells" => match measure::nearest_minimum(at, info.minima, info.axes) {
            Some((0, distance)) => format!("{distance:.2} from the global minimum"),
            Some((_, distance)) => format!("{distance:.2} from the local minimum"),
            None => String::new(),
        },
        "saddle" => match measure::escape(seen.run, 1, 1.0, seen.step) {
            Some(step) => format!("off the saddle at step {step}"),
            None => "still at the saddle".to_owned(),
        },
        "quadratic" => {
            let flips = measure::flips(seen.run, 1, seen.step);
            format!("{} in the ravine, x = {}", counted(flips, "flip"), decimals(at[0], 3))
        }
        _ => {
            let ball = measure::noise_ball(seen.run, [0.0; 2], 0, seen.now()).unwrap_or(0.0);
            format!("{ball:.2} from the noisy minimum (root mean square)")
        }
    }
}
