//! Two wells of unequal depth: a local minimum in front of the global one.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = x⁴/4 + x³/3 − x² + 8/3 + y².
    ///
    /// ∂f/∂x = x(x − 1)(x + 2): the local minimum (1, 0) with the value 9/4, the saddle (0, 0) with 8/3, the global
    /// minimum (−2, 0) with 0. From the right, gradient descent ends in the local one; momentum with enough speed rolls
    /// through.
    ///
    /// Our own.
    pub struct TwoWells {}
}

impl Surface for TwoWells {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "two-wells",
        name: "Two wells",
        formula: "<math><mi>f</mi><mo>=</mo><mfrac><msup><mi>x</mi><mn>4</mn></msup><mn>4</mn></mfrac><mo>+</mo><mfrac><msup><mi>x</mi><mn>3</mn></msup><mn>3</mn></mfrac><mo>−</mo><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mn>8</mn><mn>3</mn></mfrac><mo>+</mo><msup><mi>y</mi><mn>2</mn></msup></math>",
        python: "def f(x, y):\n    return x**4 / 4 + x**3 / 3 - x**2 + 8 / 3 + y**2",
        window: Window { x: [-3.2, 2.6], y: [-2.0, 2.0] },
        minima: &[[-2.0, 0.0], [1.0, 0.0]],
        saddles: &[[0.0, 0.0]],
        start: [2.3, 1.2],
        gentle: 0.05,
        stride: 0.1,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        let along = x.square().square() * 0.25 + x.square() * x * (1.0 / 3.0) - x.square() + 8.0 / 3.0;
        along + y.square()
    }
}
