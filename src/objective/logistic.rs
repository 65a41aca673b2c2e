//! Logistic regression: one unit that says yes or no.

use super::data::{Model, Plan};
use crate::jet::{Real, sigmoid};
use crate::random::Random;
use crate::surface::{SurfaceInfo, Window};

crate::params! {
    /// f(w, b) = − mean ln p(yᵢ), where the unit says yes (y = 1) to x with the probability σ(wx + b) = 1/(1 + e⁻⁽ʷˣ⁺ᵇ⁾).
    ///
    /// A point is of class 1 where xᵢ − ½ + noise is positive. The loss is convex; where the noise is so small that one
    /// threshold separates the classes it has no minimum and sinks for ever as the weights grow.
    pub struct Logistic {
        /// Number of points in the data set.
        n: "N" = 64.0, Whole, 1.0..=1024.0, slide 8.0..=256.0;
        /// Points of a mini-batch; at N and above each step sees all of them.
        batch: "B" = 8.0, Whole, 1.0..=1024.0, slide 1.0..=64.0;
        /// Standard deviation of the noise on the threshold between the classes.
        noise: "σ" = 1.0, Linear, 0.0..=10.0, slide 0.0..=2.0;
        /// What the data are drawn from: another number, another data set.
        seed: "data seed" = 1.0, Whole, 0.0..=9999.0, slide 0.0..=99.0;
    }
}

/// Slope and intercept of the line whose sign, but for the noise, is the class.
const TRUTH: [f64; 2] = [1.0, -0.5];

impl Model for Logistic {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "logistic",
        name: "Logistic unit",
        formula: "<math><mi>f</mi><mo>=</mo><mo>−</mo><mfrac><mn>1</mn><mi>N</mi></mfrac><msub><mi>Σ</mi><mi>i</mi></msub><mi>ln</mi><mi>σ</mi><mo>(</mo><mo>±</mo><mo>(</mo><mi>w</mi><msub><mi>x</mi><mi>i</mi></msub><mo>+</mo><mi>b</mi><mo>)</mo><mo>)</mo></math>",
        window: Window { x: [-2.0, 4.5], y: [-4.5, 2.5] },
        start: [-1.2, 1.5],
        gentle: 0.5,
        stride: 0.1,
        ..SurfaceInfo::PLAIN
    };

    fn plan(&self) -> Plan {
        Plan { points: self.n as usize, batch: self.batch as usize, seed: self.seed as u64, inputs: [-1.0, 3.0] }
    }

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
