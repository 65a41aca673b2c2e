//! Four wells, one of them deepest.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = ½(x⁴ − 16x² + 5x + y⁴ − 16y² + 5y).
    ///
    /// The same quartic along both axes: minima at −2.9035 and 2.7468, a maximum at 0.1567. Hence four minima, the
    /// global one where both are −2.9035 with the value −78.33, and four saddles.
    ///
    /// Styblinski and Tang (1990), "Experiments in nonconvex optimization: stochastic approximation with function
    /// smoothing and simulated annealing", doi:10.1016/0893-6080(90)90029-K.
    pub struct StyblinskiTang {}
}

impl Surface for StyblinskiTang {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "styblinski-tang",
        name: "Styblinski and Tang’s wells",
        formula: "<math><mi>f</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>(</mo><msup><mi>x</mi><mn>4</mn></msup><mo>−</mo><mn>16</mn><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>5</mn><mi>x</mi><mo>+</mo><msup><mi>y</mi><mn>4</mn></msup><mo>−</mo><mn>16</mn><msup><mi>y</mi><mn>2</mn></msup><mo>+</mo><mn>5</mn><mi>y</mi><mo>)</mo></math>",
        python: "def f(x, y):\n    return 0.5 * (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y)",
        window: Window { x: [-4.5, 4.5], y: [-4.5, 4.5] },
        minima: &[
            [-2.903534027771177, -2.903534027771177],
            [-2.903534027771177, 2.746802770990837],
            [2.746802770990837, -2.903534027771177],
            [2.746802770990837, 2.746802770990837],
        ],
        saddles: &[
            [-2.903534027771177, 0.1567312567803401],
            [0.1567312567803401, -2.903534027771177],
            [0.1567312567803401, 2.746802770990837],
            [2.746802770990837, 0.1567312567803401],
        ],
        start: [0.6, 0.3],
        gentle: 0.01,
        stride: 0.15,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        let quartic = |c: T| c.square().square() - c.square() * 16.0 + c * 5.0;
        (quartic(x) + quartic(y)) * 0.5
    }
}
