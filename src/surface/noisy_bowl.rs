//! A bowl that stands for a loss over endlessly many points, of which a step sees a mini-batch.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;
use crate::objective::Draw;
use crate::random::Random;

crate::params! {
    /// f(x, y) = ½λ(x² + y²), the mean over all i of Lᵢ(x, y) = f(x, y) + nᵢ·(x, y), where both coordinates of nᵢ are
    /// normal with mean 0 and variance σ².
    ///
    /// A step sees the mean of B of the Lᵢ: the gradient of f with noise of variance σ²/B on each axis, the same wherever
    /// the point is. Gradient descent at the rate α < 2/λ does not come to rest: along each axis it ends up scattered
    /// about the minimum with the variance ασ²/(Bλ(2 − αλ)).
    ///
    /// For small α: Mandt, Hoffman and Blei (2017), "Stochastic gradient descent as approximate Bayesian inference",
    /// arXiv:1704.04289.
    pub struct NoisyBowl {
        /// Curvature, the same in all directions.
        lambda: "λ" = 1.0, Log, 1e-2..=100.0, slide 0.1..=10.0;
        /// Points of a mini-batch: the variance of its gradient is that of one point divided by B.
        batch: "B" = 8.0, Whole, 1.0..=1024.0, slide 1.0..=64.0;
        /// Standard deviation of the gradient at one point about the full gradient, on each axis.
        noise: "σ" = 2.0, Linear, 0.0..=10.0, slide 0.0..=5.0;
    }
}

impl Surface for NoisyBowl {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "noisy-bowl",
        name: "Bowl with noise",
        formula: "<math><mi>f</mi><mo>=</mo><mfrac><mi>λ</mi><mn>2</mn></mfrac><mo>(</mo><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo></math>",
        python: "def f(x, y):\n    return 0.5 * {lambda} * (x**2 + y**2)\n\n\ndef noise(step):\n    random = Random(SEED, step)\n    return torch.tensor([{noise} / math.sqrt({batch}) * random.normal() for _ in range(2)])",
        window: Window { x: [-2.5, 2.5], y: [-2.5, 2.5] },
        minima: &[[0.0, 0.0]],
        start: [-2.0, 1.5],
        gentle: 0.2,
        stride: 0.08,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        (x.square() + y.square()) * (0.5 * self.lambda)
    }

    fn tilt(&self, draw: Draw) -> Option<[f64; 2]> {
        let deviation = self.noise / self.batch.sqrt();
        let mut random = Random::keyed(draw.seed, draw.step);
        (draw.step > 0).then(|| [(); 2].map(|()| deviation * random.normal()))
    }
}
