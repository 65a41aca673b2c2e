//! Four newer rules, each beside Adam on ground that shows what it does.

use super::overshoot::minimiser;
use super::{Ground, Lesson, Panel};
#[cfg(not(target_arch = "wasm32"))]
use super::{claim, claim_that};
use crate::draw::mark::Mark;
use crate::lab::Seen;
use crate::measure;
use crate::number::counted;

/// RAdam, AdaBelief, AngularGrad and AdaInject.
pub const RECENT: Lesson = Lesson {
    id: "recent",
    title: "Four newer rules",
    prose: r#"
<p>RAdam (<a href="https://arxiv.org/abs/1908.03265">Liu et al. 2019</a>) warms up by itself, after five steps that nothing scales: on a
slope <a data-set="surface.s=10">of 10</a>, ten rates each. AdaBelief (<a href="https://arxiv.org/abs/2010.07468">Zhuang et al.
2020</a>) strides where gradients come as predicted. AngularGrad (<a href="https://arxiv.org/abs/2105.10190">Roy et al. 2021</a>)
multiplies by <math><mi>φ</mi><mo>∈</mo><mo>[</mo><mn>.5</mn><mo>,</mo><mn>.881</mn><mo>]</mo></math>, from the angle between gradients;
its released code keeps φ at ½.</p>
<p>AdaInject (<a href="https://arxiv.org/abs/2109.12504">Dubey et al. 2021</a>) injects curvature, and halves. Overshoot on F₁: 0.265;
without injecting 0.254; not halved (<a data-set="adam-inject.k=1">k = 1</a>) 0.644; Adam 0.632.</p>
"#,
    question: "For each of the four: which part of the gain would Adam have at a smaller rate?",
    steps: 150,
    telling: 60,
    preset: "surface=slope&start=-1,0&runs=adam,radam,adabelief,angulargrad-cos,angulargrad-tan,adam-inject&1.lr=0.1&2.lr=0.1&3.lr=0.1&4.lr=0.1&5.lr=0.1&6.lr=0.1\
             &1.beta1=0.95&2.beta1=0.95&3.beta1=0.95&4.beta1=0.95&5.beta1=0.95&6.beta1=0.95&speed=15",
    ground: Ground::Panels(&[
        Panel { title: "RAdam, on a slope", surface: "slope", start: Some([0.0, 0.0]), runs: Some(&["adam", "radam"]) },
        Panel {
            title: "AdaBelief, in a ravine",
            surface: "quadratic",
            start: Some([-4.0, 1.5]),
            runs: Some(&["adam", "adabelief"]),
        },
        Panel {
            title: "AngularGrad, on F₂",
            surface: "f2",
            runs: Some(&["adam", "angulargrad-cos", "angulargrad-tan"]),
            ..Panel::PLAIN
        },
        Panel { title: "AdaInject, on F₁", surface: "f1", runs: Some(&["adam", "adam-inject"]), ..Panel::PLAIN },
    ]),
    charts: false,
    says: |seen| {
        let each: Vec<_> = seen.everywhere().map(on_its_ground).collect();
        format!("{}.", each.join("; "))
    },
    marks: |seen| {
        let bar = |symbol, name, range| seen.internal(0, name).map(|value| Mark::Bar { symbol, value, range });
        let bars = [bar("r", "r", [0.0, 1.0]), bar("φ", "phi", [0.5, 1.0])];
        bars.into_iter().flatten().filter(|_| seen.stage.is_curve()).collect()
    },
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        for (s, early) in [(1.0, 1.0), (10.0, 10.0)] {
            let lab = lesson.lab(&format!("surface.s={s}"), 100)?;
            let radam = &lab.stages()[0].runs()[1];
            let step = |t| measure::step_over_rate(radam, 0, t, 0.1);
            for t in 1..=5 {
                claim(&format!("RAdam's step {t} on a slope of {s}, in rates"), step(t), early, 1e-6)?;
            }
            claim("RAdam's sixth step, in rates", step(6), 0.0258, 1e-4)?;
            claim("RAdam's hundredth step, in rates", step(100), 0.215, 1e-3)?;
        }
        let lab = lesson.lab("", 60)?;
        let [adam, belief] = [0, 2].map(|place| {
            let run = &lab.stages()[1].runs()[place];
            measure::steps_to(run, run.loss(0) / 100.0, 60)
        });
        claim_that("AdaBelief is the sooner down the ravine", belief.is_some() && (adam.is_none() || belief < adam))?;
        let lab = lesson.lab("", 300)?;
        for step in 0..300 {
            let phi = lab.stages()[2].runs()[3].explain(step).value(0, "phi").unwrap_or(f64::NAN);
            claim_that("φ lies between ½ and 0.881", (0.5..=0.881).contains(&phi))?;
        }
        let over = |run| measure::overshoot(run, 0, -0.3, 300);
        claim("AdaInject's overshoot on F₁", over(&lab.stages()[3].runs()[5]), 0.265, 1e-3)?;
        let undivided = lesson.lab("6.k=1", 300)?;
        claim("AdaInject's overshoot with k = 1", over(&undivided.stages()[3].runs()[5]), 0.644, 1e-3)?;
        claim("its overshoot without the injected term", halved_without_injection(), 0.254, 1e-3)
    },
    ..Lesson::PLAIN
};

/// A few words about the run on one stage.
fn on_its_ground(seen: Seen<'_>) -> String {
    let now = seen.now();
    match seen.stage.landscape().info() {
        _ if seen.is_gone() => "gone".to_owned(),
        info if info.id == "slope" => {
            let rate = seen.param("lr").unwrap_or(1.0);
            let longest = (1..=now).map(|step| measure::step_over_rate(seen.run, 0, step, rate)).fold(0.0, f64::max);
            let last = measure::step_over_rate(seen.run, 0, now, rate);
            format!("steps {last:.2} rates down the slope, {longest:.2} at most")
        }
        info if info.axes == 2 => match measure::steps_to(seen.run, seen.run.loss(0) / 100.0, seen.step) {
            Some(step) => format!("lost 99 % of its loss in the ravine in {}", counted(step, "step")),
            None => "has not yet lost 99 % of its loss in the ravine".to_owned(),
        },
        info => {
            let past = measure::overshoot(seen.run, 0, minimiser(seen.stage), now);
            format!("overshot by {past:.3} on {}", if info.id == "f1" { "F₁" } else { "F₂" })
        }
    }
}

/// The overshoot on F₁ where the first moment takes in half the gradient from the second step on, and nothing is injected:
/// written out here, since it is no rule of anybody's.
#[cfg(not(target_arch = "wasm32"))]
fn halved_without_injection() -> f64 {
    let slope = |x: f64| if x <= 0.0 { 2.0 * (x + 0.3) } else { 2.0 * (x - 0.2) };
    let (mut x, mut m, mut v, mut furthest) = (-1.0, 0.0, 0.0, f64::NEG_INFINITY);
    for t in 1..=300 {
        let g = slope(x);
        m = 0.95 * m + 0.05 * if t == 1 { g } else { g / 2.0 };
        v = 0.999 * v + 0.001 * g * g;
        x -= 0.1 * (m / (1.0 - 0.95_f64.powi(t))) / ((v / (1.0 - 0.999_f64.powi(t))).sqrt() + 1e-8);
        furthest = furthest.max(x + 0.3);
    }
    furthest
}
