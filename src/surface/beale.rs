//! A plain with steep corners.

use super::{Shade, Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)².
    ///
    /// Minimum (3, ½) with the value 0 at the end of a long flat valley, a saddle at (0, 1), and walls of 10⁴ in the
    /// corners.
    ///
    /// Beale (1958), "On an iterative method for finding a local minimum of a function of more than one variable".
    pub struct Beale {}
}

impl Surface for Beale {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "beale",
        name: "Beale’s plain",
        formula: "<math><mi>f</mi><mo>=</mo><msup><mrow><mo>(</mo><mn>1.5</mn><mo>−</mo><mi>x</mi><mo>+</mo><mi>x</mi><mi>y</mi><mo>)</mo></mrow><mn>2</mn></msup><mo>+</mo><msup><mrow><mo>(</mo><mn>2.25</mn><mo>−</mo><mi>x</mi><mo>+</mo><mi>x</mi><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo></mrow><mn>2</mn></msup><mo>+</mo><msup><mrow><mo>(</mo><mn>2.625</mn><mo>−</mo><mi>x</mi><mo>+</mo><mi>x</mi><msup><mi>y</mi><mn>3</mn></msup><mo>)</mo></mrow><mn>2</mn></msup></math>",
        python: "def f(x, y):\n    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2",
        window: Window { x: [-1.5, 4.5], y: [-2.0, 2.0] },
        minima: &[[3.0, 0.5]],
        saddles: &[[0.0, 1.0]],
        start: [1.0, 1.5],
        gentle: 0.005,
        stride: 0.1,
        shade: Shade::Log,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        let term = |c: f64, power: T| (x * power - x + c).square();
        term(1.5, y) + term(2.25, y.square()) + term(2.625, y.square() * y)
    }
}
