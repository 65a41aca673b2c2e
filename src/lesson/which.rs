//! All of the lecture's optimizers on a surface of the viewer's choice, and how much each depends on its learning rate.

use super::Lesson;
#[cfg(not(target_arch = "wasm32"))]
use super::claim;
use crate::exhibit::Which;
#[cfg(not(target_arch = "wasm32"))]
use crate::sweep;

/// The race, and how it would have ended at other rates.
pub const WHICH: Lesson = Lesson {
    id: "which",
    title: "Which optimizer?",
    prose: r#"
<p>Every step of each costs one gradient. But at which rates is the race fair: <a data-set="rates=0.1">the same for all</a>,
<a data-set="rates=tuned">each tuned on this surface</a>, or <a data-set="rates=default">library defaults</a>?</p>
<p>It is said that Adam forgives the rate, while SGD’s good range is narrow. On <a data-set="surface=beale&amp;rates=0.1">Beale’s plain</a> that is
2.4 decades against 1.8, in the <a data-set="surface=quadratic&amp;rates=0.1">ravine</a> 2.9 against 1.4. But momentum alone has 2.6 there;
and on <a data-set="surface=two-wells&amp;rates=0.1">two wells</a> or the <a data-set="surface=logistic&amp;rates=0.1">logistic unit</a> it forgives more
than Adam.</p>
"#,
    question: "Which of the three races would you call fair, and what does its winner win for you on the next surface?",
    steps: 100,
    telling: 100,
    preset: "surface=beale&runs=sgd,momentum,adagrad,rmsprop,adam,diffgrad,radam,adabelief,angulargrad-cos,adam-inject\
             &rates=0.1&speed=20",
    charts: false,
    anywhere: true,
    exhibit: Some(|settings| Ok(Box::new(Which::new(settings)?))),
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        // Decades of good rates of SGD, momentum and Adam.
        for (surface, expected) in [
            ("beale", [1.75, 2.0, 2.375]),
            ("quadratic", [1.375, 2.625, 2.875]),
            ("two-wells", [0.25, 1.375, 1.0]),
            ("logistic", [1.875, 2.5, 2.25]),
        ] {
            let lab = lesson.lab(&format!("surface={surface}"), 0)?;
            let which = Which::new(lab.settings()).map_err(|error| error.to_string())?;
            for (id, expected) in ["sgd", "momentum", "adam"].into_iter().zip(expected) {
                let place = lab.settings().runs.iter().position(|run| run.optimizer == id);
                let decades = place.and_then(|place| which.good_decades(place)).unwrap_or(f64::NAN);
                claim(&format!("decades of {id} on {surface}"), decades, expected, 0.0)?;
            }
        }
        // Tuned rates are the same each time, and none of the rates beside them ends lower.
        let tuned = lesson.lab("rates=tuned", lesson.steps)?;
        if lesson.lab("rates=tuned", 0)?.settings() != tuned.settings() {
            return Err("tuning twice gives two results".to_owned());
        }
        for (place, run) in tuned.stages()[0].runs().iter().enumerate() {
            let rate = tuned.settings().runs[place].params.value("lr").unwrap_or(f64::NAN);
            let at = (0..sweep::RATES)
                .find(|&at| sweep::rate(at) == rate)
                .ok_or("a tuned rate is not one of those tried")?;
            for beside in [at.saturating_sub(1), (at + 1).min(sweep::RATES - 1)] {
                let other =
                    lesson.run(&format!("{}.lr={}", place + 1, sweep::rate(beside)), place + 1, lesson.steps)?;
                if other.len() == lesson.steps && other.loss(lesson.steps) < run.loss(lesson.steps) {
                    return Err(format!("{} is not the best rate of run {}", rate, place + 1));
                }
            }
        }
        Ok(())
    },
    ..Lesson::PLAIN
};
