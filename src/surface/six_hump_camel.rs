//! Six wells in pairs.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = (4 − 2.1x² + x⁴/3)x² + xy + (−4 + 4y²)y².
    ///
    /// Point symmetric: two global minima with the value −1.0316, four local ones, and seven saddles.
    ///
    /// Dixon and Szegő (1978), "The global optimization problem: an introduction", in Towards Global Optimization 2.
    pub struct SixHumpCamel {}
}

impl Surface for SixHumpCamel {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "six-hump-camel",
        name: "Six-hump camel",
        formula: "<math><mi>f</mi><mo>=</mo><mo>(</mo><mn>4</mn><mo>−</mo><mn>2.1</mn><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><msup><mi>x</mi><mn>4</mn></msup><mn>3</mn></mfrac><mo>)</mo><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>x</mi><mi>y</mi><mo>+</mo><mo>(</mo><mn>4</mn><msup><mi>y</mi><mn>2</mn></msup><mo>−</mo><mn>4</mn><mo>)</mo><msup><mi>y</mi><mn>2</mn></msup></math>",
        python: "def f(x, y):\n    return (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2",
        window: Window { x: [-2.1, 2.1], y: [-1.3, 1.3] },
        minima: &[
            [0.08984201310031806, -0.7126564030207396],
            [-0.08984201310031806, 0.7126564030207396],
            [1.703606714969981, -0.7960835686726251],
            [-1.703606714969981, 0.7960835686726251],
            [1.6071047529201972, 0.5686514548841314],
            [-1.6071047529201972, -0.5686514548841314],
        ],
        saddles: &[
            [0.0, 0.0],
            [1.1092053368047865, -0.7682680925095399],
            [-1.1092053368047865, 0.7682680925095399],
            [1.6380679841897785, 0.22867406904439408],
            [-1.6380679841897785, -0.22867406904439408],
            [1.2960702671671092, 0.6050843880386585],
            [-1.2960702671671092, -0.6050843880386585],
        ],
        start: [-1.9, 1.1],
        gentle: 0.01,
        stride: 0.06,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        let (xx, yy) = (x.square(), y.square());
        (xx.square() * (1.0 / 3.0) - xx * 2.1 + 4.0) * xx + x * y + (yy * 4.0 - 4.0) * yy
    }
}
