//! The banana valley.

use super::{Shade, Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = (1 − x)² + 100(y − x²)².
    ///
    /// The floor of the valley is the parabola y = x², and nearly level; the walls are steep. Minimum (1, 1) with the
    /// value 0, where the Hessian has the condition number 2508.
    ///
    /// Rosenbrock (1960), "An automatic method for finding the greatest or least value of a function",
    /// doi:10.1093/comjnl/3.3.175.
    pub struct Rosenbrock {}
}

impl Surface for Rosenbrock {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "rosenbrock",
        name: "Rosenbrock’s valley",
        formula: "<math><mi>f</mi><mo>=</mo><msup><mrow><mo>(</mo><mn>1</mn><mo>−</mo><mi>x</mi><mo>)</mo></mrow><mn>2</mn></msup><mo>+</mo><mn>100</mn><msup><mrow><mo>(</mo><mi>y</mi><mo>−</mo><msup><mi>x</mi><mn>2</mn></msup><mo>)</mo></mrow><mn>2</mn></msup></math>",
        python: "def f(x, y):\n    return (1 - x) ** 2 + 100 * (y - x**2) ** 2",
        window: Window { x: [-2.0, 2.0], y: [-1.0, 3.0] },
        minima: &[[1.0, 1.0]],
        start: [-1.5, 2.0],
        gentle: 0.001,
        stride: 0.07,
        shade: Shade::Log,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        (-x + 1.0).square() + (y - x.square()).square() * 100.0
    }
}
