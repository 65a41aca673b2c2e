//! A plain where gradients vanish, around a single pit.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = 1 − exp(−(x² + y²)/2).
    ///
    /// At distance r from the origin the gradient is r·exp(−r²/2): 0.0014 at r = 4, though the loss is all but 1. Rules
    /// whose steps scale with the gradient wait there; rules that divide by its size walk on.
    ///
    /// Our own.
    pub struct Plateau {}
}

impl Surface for Plateau {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "plateau",
        name: "Plateau",
        formula: "<math><mi>f</mi><mo>=</mo><mn>1</mn><mo>−</mo><msup><mi>e</mi><mrow><mo>−</mo><mo>(</mo><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo><mo>/</mo><mn>2</mn></mrow></msup></math>",
        python: "def f(x, y):\n    return 1 - torch.exp(-0.5 * (x**2 + y**2))",
        window: Window { x: [-5.0, 3.0], y: [-3.0, 3.0] },
        minima: &[[0.0, 0.0]],
        start: [-3.9, 0.9],
        gentle: 1.0,
        stride: 0.12,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        -((x.square() + y.square()) * -0.5).exp() + 1.0
    }
}
