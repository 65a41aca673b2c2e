//! A saddle between two minima.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = ½(x² − y²) + y⁴/20.
    ///
    /// Curvature 1 along x and −1 along y at the saddle, the origin. The fourth power keeps it bounded: the minima lie
    /// at (0, ±√5) with the value −5/4. Started exactly on the ridge y = 0 no rule of gradients ever leaves it.
    ///
    /// Our own; saddles as what slows learning: Dauphin et al. (2014), arXiv:1406.2572.
    pub struct Saddle {}
}

impl Surface for Saddle {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "saddle",
        name: "Saddle",
        formula: "<math><mi>f</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>(</mo><msup><mi>x</mi><mn>2</mn></msup><mo>−</mo><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo><mo>+</mo><mfrac><mn>1</mn><mn>20</mn></mfrac><msup><mi>y</mi><mn>4</mn></msup></math>",
        python: "def f(x, y):\n    return 0.5 * (x**2 - y**2) + y**4 / 20",
        window: Window { x: [-3.0, 3.0], y: [-3.4, 3.4] },
        minima: &[[0.0, 2.23606797749979], [0.0, -2.23606797749979]],
        saddles: &[[0.0, 0.0]],
        start: [-2.0, 1e-3],
        gentle: 0.1,
        stride: 0.1,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        (x.square() - y.square()) * 0.5 + y.square().square() * 0.05
    }
}
