//! Linear regression: a line through noisy points.

use super::data::{Model, TRUTH, data_set};
use crate::jet::Real;
use crate::random::Random;
use crate::surface::{SurfaceInfo, Window};

data_set! {
    /// f(w, b) = ½ mean (wxᵢ + b − yᵢ)² over N points, yᵢ = xᵢ − ½ + noise.
    ///
    /// The inputs lie between −1 and 3: since their mean is not 0, slope and intercept are coupled and the valley lies
    /// askew, with curvatures near 0.4 and 2.9. Where the minimum lies depends on the data.
    pub struct Regression {
        /// Standard deviation of the noise on the targets.
        noise: "σ" = 0.5, Linear, 0.0..=10.0, slide 0.0..=2.0;
    }
}

impl Model for Regression {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "regression",
        name: "Linear regression",
        formula: "<math><mi>f</mi><mo>=</mo><mfrac><mn>1</mn><mrow><mn>2</mn><mi>N</mi></mrow></mfrac><msub><mi>Σ</mi><mi>i</mi></msub><msup><mrow><mo>(</mo><mi>w</mi><msub><mi>x</mi><mi>i</mi></msub><mo>+</mo><mi>b</mi><mo>−</mo><msub><mi>y</mi><mi>i</mi></msub><mo>)</mo></mrow><mn>2</mn></msup></math>",
        python: "def f(w, b, points):\n    x, y = points.T\n    return 0.5 * ((w * x + b - y) ** 2).mean()",
        window: Window { x: [-1.6, 3.2], y: [-3.0, 2.2] },
        start: [-1.0, 1.5],
        gentle: 0.2,
        stride: 0.08,
        names: ["w", "b"],
        ..SurfaceInfo::PLAIN
    };

    fn target(&self, x: f64, random: &mut Random) -> f64 {
        Self::predict(TRUTH, x) + self.noise * random.normal()
    }

    fn predict([w, b]: [f64; 2], x: f64) -> f64 {
        w * x + b
    }

    fn loss<T: Real>(w: T, b: T, [x, y]: [f64; 2]) -> T {
        (w * x + b - y).square() * 0.5
    }
}
