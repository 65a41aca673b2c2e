//! A bowl that lies askew.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = (x + 2y − 7)² + (2x + y − 5)².
    ///
    /// A quadratic bowl with the curvatures 2 and 18 along the diagonals. Minimum (1, 3) with the value 0.
    ///
    /// Jamil and Yang (2013), "A literature survey of benchmark functions for global optimization problems",
    /// arXiv:1308.4008, no. 17.
    pub struct Booth {}
}

impl Surface for Booth {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "booth",
        name: "Booth’s bowl",
        formula: "<math><mi>f</mi><mo>=</mo><msup><mrow><mo>(</mo><mi>x</mi><mo>+</mo><mn>2</mn><mi>y</mi><mo>−</mo><mn>7</mn><mo>)</mo></mrow><mn>2</mn></msup><mo>+</mo><msup><mrow><mo>(</mo><mn>2</mn><mi>x</mi><mo>+</mo><mi>y</mi><mo>−</mo><mn>5</mn><mo>)</mo></mrow><mn>2</mn></msup></math>",
        python: "def f(x, y):\n    return (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2",
        window: Window { x: [-5.0, 7.0], y: [-3.0, 9.0] },
        minima: &[[1.0, 3.0]],
        start: [-4.0, 7.0],
        gentle: 0.05,
        stride: 0.2,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        (x + y * 2.0 - 7.0).square() + (x * 2.0 + y - 5.0).square()
    }
}
