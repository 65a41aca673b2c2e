//! Four minima, all equally deep.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = (x² + y − 11)² + (x + y² − 7)².
    ///
    /// Four minima with the value 0, four saddles between them and a maximum in the middle: which minimum a run finds
    /// depends on its start, its rate and its rule.
    ///
    /// Himmelblau (1972), "Applied Nonlinear Programming".
    pub struct Himmelblau {}
}

impl Surface for Himmelblau {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "himmelblau",
        name: "Himmelblau’s four wells",
        formula: "<math><mi>f</mi><mo>=</mo><msup><mrow><mo>(</mo><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>y</mi><mo>−</mo><mn>11</mn><mo>)</mo></mrow><mn>2</mn></msup><mo>+</mo><msup><mrow><mo>(</mo><mi>x</mi><mo>+</mo><msup><mi>y</mi><mn>2</mn></msup><mo>−</mo><mn>7</mn><mo>)</mo></mrow><mn>2</mn></msup></math>",
        python: "def f(x, y):\n    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2",
        window: Window { x: [-5.0, 5.0], y: [-5.0, 5.0] },
        minima: &[
            [3.0, 2.0],
            [-2.805118086952745, 3.131312518250573],
            [-3.779310253377747, -3.2831859912861696],
            [3.5844283403304917, -1.8481265269644036],
        ],
        saddles: &[
            [3.385154183607021, 0.07385187983774928],
            [0.08667750455539636, 2.884254701174776],
            [-3.0730257507643897, -0.08135304428796751],
            [-0.12796134673068008, -1.9537149802445763],
        ],
        start: [-0.5, -0.5],
        gentle: 0.01,
        stride: 0.15,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        (x.square() + y - 11.0).square() + (x + y.square() - 7.0).square()
    }
}
