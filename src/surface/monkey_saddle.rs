//! A saddle for a monkey: three valleys, the third one for its tail.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = x³ − 3xy².
    ///
    /// At the origin the gradient and the whole Hessian vanish: no curvature says which way is down. Three valleys
    /// leave it, 120° apart, and fall without end, so there is no minimum and every run leaves the picture in time.
    ///
    /// Hilbert and Cohn-Vossen (1932), "Anschauliche Geometrie".
    pub struct MonkeySaddle {}
}

impl Surface for MonkeySaddle {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "monkey-saddle",
        name: "Monkey saddle",
        formula: "<math><mi>f</mi><mo>=</mo><msup><mi>x</mi><mn>3</mn></msup><mo>−</mo><mn>3</mn><mi>x</mi><msup><mi>y</mi><mn>2</mn></msup></math>",
        python: "def f(x, y):\n    return x**3 - 3 * x * y**2",
        window: Window { x: [-2.0, 2.0], y: [-2.0, 2.0] },
        saddles: &[[0.0, 0.0]],
        start: [1.6, 0.1],
        gentle: 0.01,
        stride: 0.07,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        x.square() * x - x * y.square() * 3.0
    }
}
