//! The gradient of a mini-batch is a noisy estimate: gradient descent does not settle, it keeps to a ball.

use super::Lesson;
#[cfg(not(target_arch = "wasm32"))]
use super::claim_that;
use crate::draw::mark::Mark;
use crate::lab::Seen;
use crate::measure;
use crate::surface::Pace;

/// Steps after which the start is forgotten, at the smaller of the two rates.
const SETTLED: usize = 100;

/// The size of the noise ball, and what it shrinks with.
pub const NOISE: Lesson = Lesson {
    id: "noise",
    title: "Noise, and its ball",
    prose: r#"
<p>The loss is a mean over all examples. A mini-batch of <math><mi>B</mi></math> gives its gradient with noise of variance
<math><msup><mi>σ</mi><mn>2</mn></msup><mo>/</mo><mi>B</mi></math>. At a fixed rate SGD never settles: along each axis it keeps a variance of
<math><mfrac><mrow><mi>α</mi><msup><mi>σ</mi><mn>2</mn></msup></mrow><mrow><mi>B</mi><mi>λ</mi><mo>(</mo><mn>2</mn><mo>−</mo><mi>α</mi><mi>λ</mi><mo>)</mo></mrow></mfrac></math>.</p>
<p>A smaller rate shrinks the ball, and takes longer to get there. A larger batch shrinks it at the price of more
gradients a step: <a data-set="surface.batch=1">1</a>, <a data-set="surface.batch=8">8</a>, <a data-set="surface.batch=64">64</a>. <a data-set="seed=1">One draw</a> of the noise,
<a data-set="seed=2">another</a>.</p>
"#,
    question: "You may halve the rate or double the batch, at the same cost in gradients. Which of the two do you choose, and when?",
    steps: 400,
    restarts: false,
    telling: 300,
    preset: "surface=noisy-bowl&start=-2,1.5&runs=sgd,sgd&1.lr=0.4&2.lr=0.05&speed=40",
    says: |seen| {
        let [x, y] = seen.run.xy(seen.now());
        let Some(ball) = measure::noise_ball(seen.run, [0.0; 2], SETTLED, seen.now()) else {
            return format!("is {:.2} from the minimum.", x.hypot(y));
        };
        let predicted = match variance(seen) {
            Some(variance) if variance >= 0.0 => format!("; predicted: {:.2}", (2.0 * variance).sqrt()),
            Some(_) => "; at this rate the steps grow".to_owned(),
            None => String::new(),
        };
        format!("keeps {ball:.2} from the minimum (root mean square){predicted}.")
    },
    marks: |seen| {
        let ball = measure::noise_ball(seen.run, [0.0; 2], SETTLED, seen.now());
        ball.map(|radius| Mark::Circle { center: [0.0; 2], radius }).into_iter().collect()
    },
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let steps = 50_000;
        for patch in ["", "surface.batch=1", "surface.batch=64", "surface.lambda=2"] {
            let lab = lesson.lab(patch, steps)?;
            for (place, run) in lab.stages()[0].runs().iter().enumerate() {
                let seen = Seen { lab: &lab, stage: &lab.stages()[0], run, place, step: steps };
                let (Some(expected), Some(rate)) = (variance(&seen), seen.param("lr")) else {
                    return Err("there is no prediction".to_owned());
                };
                let ball = measure::noise_ball(run, [0.0; 2], 1000, steps).unwrap_or(f64::NAN);
                let measured = ball.powi(2) / 2.0;
                // The estimate of a variance from n steps, each (1 − αλ) times the one before plus noise, has this
                // relative standard deviation, over two axes; five of them are allowed.
                let memory = (1.0 - rate * seen.surface_param("lambda").unwrap_or(1.0)).powi(2);
                let allowed = 5.0 * ((1.0 + memory) / (1.0 - memory) / steps as f64).sqrt();
                let what = format!("the variance is {expected:.4} as predicted ({patch}, rate {rate}): {measured:.4}");
                claim_that(&what, (measured / expected - 1.0).abs() < allowed)?;
            }
        }
        Ok(())
    },
    ..Lesson::PLAIN
};

/// The stationary variance along an axis: ασ²/(Bλ(2 − αλ)); not positive where steps grow, none for what is not gradient
/// descent.
fn variance(seen: &Seen<'_>) -> Option<f64> {
    if seen.run.optimizer().info().pace != Pace::Gradient {
        return None;
    }
    let (rate, batch) = (seen.param("lr")?, seen.surface_param("batch")?);
    let (noise, lambda) = (seen.surface_param("noise")?, seen.surface_param("lambda")?);
    Some(rate * noise.powi(2) / (batch * lambda * (2.0 - rate * lambda)))
}
