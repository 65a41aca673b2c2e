//! A bowl full of dents.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;
use std::f64::consts::TAU;

crate::params! {
    /// f(x, y) = 20 + x² − 10 cos 2πx + y² − 10 cos 2πy.
    ///
    /// A minimum near every point of the integer grid; the global one is the origin, with the value 0. Listed are the
    /// origin and its four neighbours, and the four saddles between them; there are dozens more in the window.
    ///
    /// Rastrigin (1974), "Systems of extremal control"; in this form Mühlenbein, Schomisch and Born (1991),
    /// doi:10.1016/S0167-8191(05)80052-3.
    pub struct Rastrigin {}
}

impl Surface for Rastrigin {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "rastrigin",
        name: "Rastrigin’s dents",
        formula: "<math><mi>f</mi><mo>=</mo><mn>20</mn><mo>+</mo><msup><mi>x</mi><mn>2</mn></msup><mo>−</mo><mn>10</mn><mi>cos</mi><mn>2</mn><mi>π</mi><mi>x</mi><mo>+</mo><msup><mi>y</mi><mn>2</mn></msup><mo>−</mo><mn>10</mn><mi>cos</mi><mn>2</mn><mi>π</mi><mi>y</mi></math>",
        python: "def f(x, y):\n    return 20 + x**2 - 10 * torch.cos(2 * math.pi * x) + y**2 - 10 * torch.cos(2 * math.pi * y)",
        window: Window { x: [-3.0, 3.0], y: [-3.0, 3.0] },
        minima: &[
            [0.0, 0.0],
            [0.9949586376523348, 0.0],
            [-0.9949586376523348, 0.0],
            [0.0, 0.9949586376523348],
            [0.0, -0.9949586376523348],
        ],
        saddles: &[
            [0.5025460365546747, 0.0],
            [-0.5025460365546747, 0.0],
            [0.0, 0.5025460365546747],
            [0.0, -0.5025460365546747],
        ],
        start: [-2.4, 1.7],
        gentle: 0.002,
        stride: 0.1,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        let dented = |c: T| c.square() - (c * TAU).cos() * 10.0;
        dented(x) + dented(y) + 20.0
    }
}
