//! A constant slope: what a step is made of when the gradient never changes.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x) = −s x: the gradient is −s everywhere, and there is no minimum.
    ///
    /// Drawn as a curve: y is ignored. Our own: with a constant gradient every rule's step is a function of the number of
    /// steps alone, and can be read off.
    pub struct Slope {
        /// The slope: how much the loss falls per unit of x. Rules that scale the gradient do not feel it.
        s: "s" = 1.0, Log, 1e-3..=1e3, slide 0.1..=10.0;
    }
}

impl Surface for Slope {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "slope",
        name: "Constant slope",
        formula: "<math><mi>f</mi><mo>=</mo><mo>−</mo><mi>s</mi><mi>x</mi></math>",
        python: "def f(x, y):\n    return -{s} * x",
        window: Window { x: [-0.5, 10.0], y: [-1.0, 1.0] },
        start: [0.0, 0.0],
        gentle: 0.1,
        stride: 0.1,
        axes: 1,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, _y: T) -> T {
        x * -self.s
    }
}
