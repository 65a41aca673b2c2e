//! Why saddles rule in high dimension: all eigenvalues of a random Hessian are hardly ever positive.

use super::{Ground, Lesson};
#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::Exhibit;
use crate::exhibit::HighDimension;

/// A critical point is a minimum only if it curves upward in every direction.
pub const HIGH_DIMENSION: Lesson = Lesson {
    id: "high-dimension",
    title: "Why saddles rule in high dimension",
    prose: r#"
<p>A critical point is a minimum if all <math><mi>n</mi></math> eigenvalues of its Hessian are positive. Those of a random
symmetric matrix are negative as often as not, and repel each other: the share of minima falls faster than the chance of
<math><mi>n</mi></math> heads in a row. <a data-set="seed=2">Another draw</a>, <a data-set="seed=1">the first</a>.</p>
<p><a href="https://arxiv.org/abs/1406.2572">Dauphin et al. 2014</a> argue from this that saddles, not
local minima, slow training. It holds in part: a network’s Hessian is no such matrix, and where the loss is low its eigenvalues lie further to the right.</p>
"#,
    question: "If the ten eigenvalues of a matrix were ten coins, how many matrices would it take to find one minimum? And here?",
    steps: 100,
    telling: 100,
    preset: "runs=&speed=12",
    ground: Ground::Bare,
    charts: false,
    exhibit: Some(|settings| Ok(Box::new(HighDimension::new(settings)))),
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let mut measured = HighDimension::new(&lesson.settings());
        measured.go_to(lesson.steps);
        for (n, exact) in (1..).zip(HighDimension::EXACT) {
            let share = measured.share(n, lesson.steps);
            // The standard error of a share. Four of them: a right program fails at one seed in 16,000.
            let error = (exact * (1.0 - exact) / HighDimension::drawn(lesson.steps) as f64).sqrt();
            if (share - exact).abs() > 4.0 * error {
                return Err(format!("for n = {n} the share should be {exact}, but came out as {share}"));
            }
        }
        for n in 1..10 {
            let [share, next] = [n, n + 1].map(|n| measured.share(n, lesson.steps));
            if next > share || (n > 1 && share > 0.5_f64.powi(n as i32)) {
                return Err(format!("the share is {share} for n = {n} and {next} for the next"));
            }
        }
        Ok(())
    },
    ..Lesson::PLAIN
};
