//! Logistic regression: one unit that says yes or no.

use super::data::{Model, TRUTH, data_set};
use crate::jet::{Real, sigmoid};
use crate::random::Random;
use crate::surface::{SurfaceInfo, Window};

data_set! {
    /// f(w, b) = − mean ln p(yᵢ), where the unit says yes (y = 1) to x with the probability σ(wx + b) = 1/(1 + e⁻⁽ʷˣ⁺ᵇ⁾).
    ///
    /// A point is of class 1 where xᵢ − ½ + noise is positive. The loss is convex; where the noise is so small that one
    /// threshold separates the classes it has no minimum and sinks for ever as the weights grow.
    pub struct Logistic {
        /// Standard deviation of the noise on the threshold between the classes.
        noise: "σ" = 1.0, Linear, 0.0..=10.0, slide 0.0..=2.0;
    }
}

impl Model for Logistic {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "logistic",
        name: "Logistic unit",
        formula: "<math><mi>f</mi><mo>=</mo><mo>−</mo><mfrac><mn>1</mn><mi>N</mi></mfrac><msub><mi>Σ</mi><mi>i</mi></msub><mi>ln</mi><mi>σ</mi><mo>(</mo><mo>±</mo><mo>(</mo><mi>w</mi><msub><mi>x</mi><mi>i</mi></msub><mo>+</mo><mi>b</mi><mo>)</mo><mo>)</mo></math>",
        python: "def f(w, b, points):\n    x, y = points.T\n    return (torch.logaddexp(w * x + b, torch.zeros_like(x)) - (w * x + b) * y).mean()",
        window: Window { x: [-2.0, 4.5], y: [-4.5, 2.5] },
        start: [-1.2, 1.5],
        gentle: 0.5,
        stride: 0.1,
        names: ["w", "b"],
        ..SurfaceInfo::PLAIN
    };

    fn target(&self, x: f64, random: &mut Random) -> f64 {
        let [w, b] = TRUTH;
        f64::from(u8::from(w * x + b + self.noise * random.normal() > 0.0))
    }

    fn predict([w, b]: [f64; 2], x: f64) -> f64 {
        sigmoid(w * x + b)
    }

    fn loss<T: Real>(w: T, b: T, [x, y]: [f64; 2]) -> T {
        let z = w * x + b;
        z.softplus() - z * y
    }
}
