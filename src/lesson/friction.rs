//! Is it friction, or half the rate? diffGrad, Adam, and Adam at half the rate, with the loss multiplied by c.

#[cfg(not(target_arch = "wasm32"))]
use super::claim;
use super::overshoot::{CURVES, minimiser, past, xi};
use super::{Ground, Lesson};
use crate::measure;

/// Steps at the end of a run that late oscillation is measured over.
const LATE: usize = 100;

/// What of diffGrad's friction is more than a smaller rate.
pub const FRICTION: Lesson = Lesson {
    id: "friction",
    title: "Friction, or half the rate?",
    prose: r#"
<p>ξ lies between ½ and 1, mostly near ½. Adam at half the rate overshoots by 0.241, 0.200 and
0.158 where diffGrad does by 0.238, 0.224 and 0.183: most of the gain is the smaller step.</p>
<p>The rest depends on scale. Multiply the loss by <a data-set="surface.c=0.01">0.01</a>, and on F₁ ξ is ½; by
<a data-set="surface.c=100">100</a>, and on F₁ and F₂ diffGrad is stuck where Adam is. Adam does not feel the factor. At a factor of
<a data-set="surface.c=1">1</a>, diffGrad ends with the widest swing on F₃: its jumping slope releases the brake.</p>
"#,
    question: "Which experiment would show that a new optimizer is more than the old one at another rate?",
    steps: 300,
    telling: 150,
    preset: "surface=f1&start=-1,0&runs=diffgrad,adam,adam&1.lr=0.1&2.lr=0.1&3.lr=0.05&1.beta1=0.95&2.beta1=0.95&3.beta1=0.95&speed=30",
    ground: Ground::Panels(&CURVES),
    charts: false,
    says: |seen| {
        let late = seen.everywhere().find(|seen| seen.stage.landscape().info().id == "f3" && seen.step > LATE);
        let late = late.map_or_else(String::new, |f3| {
            let swing = measure::late_oscillation(f3.run, 0, minimiser(f3.stage), LATE, f3.step);
            format!(" On F₃ it still swings by {swing:.4}.")
        });
        let first = seen.everywhere().next();
        let friction = first.and_then(|f1| measure::mean_internal(f1.run, 0, "xi", f1.step));
        let friction = friction.map_or_else(String::new, |xi| format!(" Its mean ξ on F₁ is {xi:.3}."));
        format!("overshot by {}.{late}{friction}", past(seen))
    },
    marks: xi,
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let lab = lesson.lab("", lesson.steps)?;
        for (stage, expected) in
            lab.stages().iter().zip([[0.238, 0.632, 0.241], [0.224, 0.718, 0.200], [0.183, 0.267, 0.158]])
        {
            for (run, expected) in stage.runs().iter().zip(expected) {
                let what = format!("overshoot of {} on {}", run.optimizer().info().name, stage.title());
                claim(&what, measure::overshoot(run, 0, minimiser(stage), 300), expected, 1e-3)?;
            }
        }
        let f3 = lab.stages()[2].runs();
        for (run, expected) in f3.iter().zip([0.0271, 0.0217, 0.0137]) {
            claim("late oscillation on F₃", measure::late_oscillation(run, 0, 0.0, LATE, 300), expected, 1e-4)?;
        }
        let xi = measure::mean_internal(&lab.stages()[0].runs()[0], 0, "xi", 300).unwrap_or(f64::NAN);
        claim("the mean of ξ on F₁", xi, 0.504, 1e-3)?;
        let quiet = lesson.lab("surface.c=0.01", 300)?;
        let xi = measure::mean_internal(&quiet.stages()[0].runs()[0], 0, "xi", 300).unwrap_or(f64::NAN);
        claim("the mean of ξ on F₁ at c = 0.01", xi, 0.5, 1e-3)?;
        let loud = lesson.lab("surface.c=100", 300)?;
        for (stage, stuck) in loud.stages()[..2].iter().zip([0.2, 0.0]) {
            for run in &stage.runs()[..2] {
                claim(&format!("the end on {} at c = 100", stage.title()), run.xy(300)[0], stuck, 1e-2)?;
            }
        }
        for (c, diffgrad, end) in [(1e-3, 0.241, -0.3), (1e-2, 0.241, -0.3), (100.0, 0.629, 0.2)] {
            let lab = lesson.lab(&format!("surface.c={c}"), 300)?;
            let f1 = &lab.stages()[0];
            claim(
                &format!("diffGrad's overshoot at c = {c}"),
                measure::overshoot(&f1.runs()[0], 0, -0.3, 300),
                diffgrad,
                1e-3,
            )?;
            claim(&format!("diffGrad's end at c = {c}"), f1.runs()[0].xy(300)[0], end, 1e-2)?;
            claim(
                &format!("Adam's overshoot at c = {c}"),
                measure::overshoot(&f1.runs()[1], 0, -0.3, 300),
                0.632,
                1e-3,
            )?;
        }
        Ok(())
    },
    ..Lesson::PLAIN
};
