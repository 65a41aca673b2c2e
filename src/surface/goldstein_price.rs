//! Four minima under walls of a million.

use super::{Shade, Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = (1 + (x + y + 1)²(19 − 14x + 3x² − 14y + 6xy + 3y²))
    /// · (30 + (2x − 3y)²(18 − 32x + 12x² + 48y − 36xy + 27y²)).
    ///
    /// From 3 to 10⁶ within the window, so it is drawn in the logarithm. Global minimum (0, −1) with the value 3; local
    /// ones with 30, 84 and 840, and four saddles.
    ///
    /// Goldstein and Price (1971), "On descent from local minima", doi:10.1090/S0025-5718-1971-0312365-X.
    pub struct GoldsteinPrice {}
}

impl Surface for GoldsteinPrice {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "goldstein-price",
        name: "Goldstein and Price’s walls",
        formula: "<math><mi>f</mi><mo>=</mo><mo>(</mo><mn>1</mn><mo>+</mo><msup><mrow><mo>(</mo><mi>x</mi><mo>+</mo><mi>y</mi><mo>+</mo><mn>1</mn><mo>)</mo></mrow><mn>2</mn></msup><mo>(</mo><mn>19</mn><mo>−</mo><mn>14</mn><mi>x</mi><mo>+</mo><mn>3</mn><msup><mi>x</mi><mn>2</mn></msup><mo>−</mo><mn>14</mn><mi>y</mi><mo>+</mo><mn>6</mn><mi>x</mi><mi>y</mi><mo>+</mo><mn>3</mn><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo><mo>)</mo><mo>(</mo><mn>30</mn><mo>+</mo><msup><mrow><mo>(</mo><mn>2</mn><mi>x</mi><mo>−</mo><mn>3</mn><mi>y</mi><mo>)</mo></mrow><mn>2</mn></msup><mo>(</mo><mn>18</mn><mo>−</mo><mn>32</mn><mi>x</mi><mo>+</mo><mn>12</mn><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>48</mn><mi>y</mi><mo>−</mo><mn>36</mn><mi>x</mi><mi>y</mi><mo>+</mo><mn>27</mn><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo><mo>)</mo></math>",
        python: "def f(x, y):\n    return (1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)) * (30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2))",
        window: Window { x: [-2.0, 2.0], y: [-2.0, 2.0] },
        minima: &[[0.0, -1.0], [-0.6, -0.4], [1.8, 0.2], [1.2, 0.8]],
        saddles: &[[-0.4, -0.6], [1.2, -0.2], [1.4, 0.6], [0.6, 0.4]],
        start: [-1.2, 0.6],
        gentle: 2e-5,
        stride: 0.06,
        shade: Shade::Log,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        let (xx, xy, yy) = (x.square(), x * y, y.square());
        let left = xx * 3.0 + xy * 6.0 + yy * 3.0 - x * 14.0 - y * 14.0 + 19.0;
        let right = xx * 12.0 - xy * 36.0 + yy * 27.0 - x * 32.0 + y * 48.0 + 18.0;
        ((x + y + 1.0).square() * left + 1.0) * ((x * 2.0 - y * 3.0).square() * right + 30.0)
    }
}
