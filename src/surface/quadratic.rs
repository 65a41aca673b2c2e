//! The ravine: steep along one axis, shallow along the other.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = ½(x² + κy²).
    ///
    /// The Hessian is diag(1, κ) everywhere, so κ ≥ 1 is its condition number. Gradient descent converges for learning
    /// rates below 2/κ; along y each step multiplies the distance by 1 − ακ, along x by 1 − α.
    pub struct Quadratic {
        /// Curvature along y; along x it is 1. Their ratio is the condition number.
        kappa: "κ" = 25.0, Log, 1.0..=1000.0, slide 1.0..=100.0;
    }
}

impl Surface for Quadratic {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "quadratic",
        name: "Ravine",
        formula: "<math><mi>f</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>(</mo><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>κ</mi><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo></math>",
        window: Window { x: [-4.6, 1.4], y: [-2.3, 2.3] },
        minima: &[[0.0, 0.0]],
        saddles: &[],
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        (x.square() + y.square() * self.kappa) * 0.5
    }
}
