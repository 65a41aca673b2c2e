//! Adaptive rules may generalise worse: among all weights that fit the data they find others than SGD.

#[cfg(not(target_arch = "wasm32"))]
use super::claim;
use super::{Ground, Lesson};
#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::Exhibit;
use crate::exhibit::Generalize;
#[cfg(not(target_arch = "wasm32"))]
use crate::link;

/// Least squares with 303 weights for 60 points, made so that adaptive rules go wrong.
pub const GENERALIZE: Lesson = Lesson {
    id: "generalize",
    title: "Adaptive rules can generalise worse",
    prose: r#"
<p>Least squares, 303 weights, 60 points: many solutions fit. One feature is the class
<math><mi>y</mi><mo>=</mo><mo>±</mo><mn>1</mn></math>, two are always 1, all others occur in one point only. From 0, SGD goes to
the solution of least norm, which uses the class. Adaptive rules give every feature about the same weight: they fit sooner, and
call every fresh point positive. A smaller rate, <a data-set="adam.lr=0.001">0.001</a> in place of
<a data-set="adam.lr=0.01">0.01</a>, changes nothing about it.</p>
<p><a href="https://arxiv.org/abs/1705.08292">Wilson et al. 2017</a> constructed this to show what can happen, not what
always does.</p>
"#,
    question: "Which feature should the solution trust, and how does a rule that scales each by its own gradients miss it?",
    steps: 200,
    restarts: false,
    telling: 200,
    preset: "runs=sgd,adagrad,rmsprop,adam&1.lr=0.1&2.lr=0.02&3.lr=0.001&4.lr=0.01&speed=12",
    ground: Ground::Bare,
    charts: false,
    exhibit: Some(|settings| Ok(Box::new(Generalize::new(settings)?))),
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let after = |patch: &str| {
            let settings = link::amend(&lesson.settings(), patch).map_err(|error| error.to_string())?;
            let mut runs = Generalize::new(&settings).map_err(|error| error.to_string())?;
            runs.go_to(lesson.steps);
            Ok::<_, String>(runs)
        };
        let runs = after("")?;
        for (place, name) in ["SGD", "AdaGrad", "RMSProp", "Adam"].into_iter().enumerate() {
            let fit = runs.fit(place, lesson.steps).ok_or("a run is off")?;
            claim(&format!("training error of {name}"), fit.train_error, 0.0, 0.0)?;
            let expected = if place == 0 { 0.0 } else { runs.fresh_negative() };
            claim(&format!("error of {name} on fresh points"), runs.fresh_error(fit), expected, 0.0)?;
            // The first step of the others fits all points already, that of SGD does not.
            let first = runs.fit(place, 1).ok_or("a run is off")?;
            if (first.train_error == 0.0) != (place > 0) {
                return Err(format!("{name} errs on {} of the training points after a step", first.train_error));
            }
        }
        let slower = after("adam.lr=0.001")?;
        let fit = slower.fit(3, lesson.steps).ok_or("Adam is off")?;
        claim("training error of a slower Adam", fit.train_error, 0.0, 0.0)?;
        claim("error of a slower Adam on fresh points", slower.fresh_error(fit), slower.fresh_negative(), 0.0)
    },
    ..Lesson::PLAIN
};
