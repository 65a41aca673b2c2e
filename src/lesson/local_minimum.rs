//! Where the gradient is zero and the loss is not lowest: a local minimum, and what speed does about it.

use super::Lesson;
#[cfg(not(target_arch = "wasm32"))]
use super::claim_that;
use crate::measure;

/// Gradient descent stays in the first minimum it meets; momentum can roll through it.
pub const LOCAL_MINIMUM: Lesson = Lesson {
    id: "local-minimum",
    title: "Stuck in a local minimum",
    prose: r#"
<p>In a minimum the gradient is zero, whether or not it is the lowest one. SGD has nothing else to go by: it stops in the first
hollow it meets. Momentum arrives there with speed, and may roll through.</p>
<p>May: the speed must fit. At <a data-set="momentum.lr=0.05&amp;momentum.rho=0.9">0.05</a> or <a data-set="momentum.lr=0.0125&amp;momentum.rho=0.9">0.0125</a> it ends in the
global minimum. At <a data-set="momentum.lr=0.004&amp;momentum.rho=0.9">0.004</a> it is too slow and stays in the local one; at
<a data-set="momentum.lr=0.09&amp;momentum.rho=0.9">0.09</a> it finds the way out and comes back. With more friction,
<a data-set="momentum.lr=0.0125&amp;momentum.rho=0.8">ρ = 0.8</a>, it stays.</p>
"#,
    question: "In a thousand dimensions, would you expect to meet many local minima that are much worse than the best one?",
    steps: 150,
    telling: 40,
    preset: "surface=two-wells&start=2.3,1.2&runs=sgd,momentum&1.lr=0.05&2.lr=0.0125&speed=15",
    says: |seen| {
        let info = seen.stage.landscape().info();
        match measure::nearest_minimum(seen.run.xy(seen.now()), info.minima, info.axes) {
            Some((0, distance)) => format!("is {distance:.2} away from the global minimum."),
            Some((_, distance)) => format!("is {distance:.2} away from the local minimum, the higher one."),
            None => String::new(),
        }
    },
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let info = crate::catalogue::surface("two-wells").map_err(|e| e.to_string())?.info;
        let ends_in = |patch: &str, number: usize| -> Result<Option<usize>, String> {
            let run = lesson.run(patch, number, lesson.steps)?;
            let nearest = measure::nearest_minimum(run.xy(run.len()), info.minima, info.axes);
            Ok(nearest.filter(|(_, distance)| *distance < 0.05).map(|(minimum, _)| minimum))
        };
        let (global, local) = (Some(0), Some(1));
        claim_that("SGD ends in the local minimum", ends_in("", 1)? == local)?;
        claim_that("momentum ends in the global minimum", ends_in("", 2)? == global)?;
        claim_that("momentum does so at 0.05", ends_in("2.lr=0.05", 2)? == global)?;
        claim_that("at 0.004 it stays in the local one", ends_in("2.lr=0.004", 2)? == local)?;
        claim_that("at 0.09 it comes back to the local one", ends_in("2.lr=0.09", 2)? == local)?;
        let back = lesson.run("2.lr=0.09", 2, lesson.steps)?;
        claim_that("having been beyond the saddle", (0..=back.len()).any(|step| back.xy(step)[0] < -1.0))?;
        claim_that("with ρ = 0.8 it stays in the local one", ends_in("2.rho=0.8", 2)? == local)
    },
    ..Lesson::PLAIN
};
