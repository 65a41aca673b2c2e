//! A funnel in a dented plain.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;
use std::f64::consts::{E, TAU};

crate::params! {
    /// f(x, y) = 20 + e − 20 exp(−0.2 √(½(x² + y²))) − exp(½(cos 2πx + cos 2πy)).
    ///
    /// Minimum at the origin with the value 0, the tip of a cone: there is no gradient there, and it counts as 0.
    /// Around it a local minimum near every point of the integer grid, none of them listed.
    ///
    /// Ackley (1987), "A connectionist machine for genetic hillclimbing".
    pub struct Ackley {}
}

impl Surface for Ackley {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "ackley",
        name: "Ackley’s funnel",
        formula: "<math><mi>f</mi><mo>=</mo><mn>20</mn><mo>+</mo><mi>e</mi><mo>−</mo><mn>20</mn><msup><mi>e</mi><mrow><mo>−</mo><mn>0.2</mn><msqrt><mfrac><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msup><mi>y</mi><mn>2</mn></msup></mrow><mn>2</mn></mfrac></msqrt></mrow></msup><mo>−</mo><msup><mi>e</mi><mrow><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>(</mo><mi>cos</mi><mn>2</mn><mi>π</mi><mi>x</mi><mo>+</mo><mi>cos</mi><mn>2</mn><mi>π</mi><mi>y</mi><mo>)</mo></mrow></msup></math>",
        python: "def f(x, y):\n    return 20 + math.e - 20 * torch.exp(-0.2 * torch.sqrt(0.5 * (x**2 + y**2))) - torch.exp(0.5 * (torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)))",
        window: Window { x: [-4.0, 4.0], y: [-4.0, 4.0] },
        minima: &[[0.0, 0.0]],
        start: [-3.4, 2.6],
        gentle: 0.02,
        stride: 0.12,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        let funnel = ((x.square() + y.square()) * 0.5).sqrt() * -0.2;
        let dents = ((x * TAU).cos() + (y * TAU).cos()) * 0.5;
        -(funnel.exp() * 20.0) - dents.exp() + (20.0 + E)
    }
}
