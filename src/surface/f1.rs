//! The first curve of the diffGrad paper: two parabolas that meet at a kink.

use super::scaled::scaled;
use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

scaled! {
    /// f(x) = c F₁(x), F₁(x) = (x + 0.3)² for x ≤ 0, (x − 0.2)² + 0.05 above.
    ///
    /// Of F₁: global minimum −0.3 with the value 0, local minimum 0.2 with 0.05; at 0 a kink, the top between them, where
    /// the slope jumps from 0.6 to −0.4 and counts as 0.6.
    ///
    /// Drawn as a curve: y is ignored. Dubey et al. (2019), "diffGrad: an optimization method for convolutional neural
    /// networks", arXiv:1909.11015.
    pub struct F1
}

crate::params! {
    /// F₁(x) + F₁(y), with [`F1`] along both axes: four minima. The saddles between them are kinks, and not listed.
    pub struct F1Lift {}
}

/// The curve, of one variable.
fn curve<T: Real>(x: T) -> T {
    if x.value() <= 0.0 { (x + 0.3).square() } else { (x - 0.2).square() + 0.05 }
}

impl Surface for F1 {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "f1",
        name: "diffGrad’s F₁",
        formula: r#"<math><mi>f</mi><mo>=</mo><mi>c</mi><msub><mi>F</mi><mn>1</mn></msub><mo>,</mo><msub><mi>F</mi><mn>1</mn></msub><mo>=</mo><mrow><mo>{</mo><mtable columnalign="left left"><mtr><mtd><msup><mrow><mo>(</mo><mi>x</mi><mo>+</mo><mn>0.3</mn><mo>)</mo></mrow><mn>2</mn></msup></mtd><mtd><mi>x</mi><mo>≤</mo><mn>0</mn></mtd></mtr><mtr><mtd><msup><mrow><mo>(</mo><mi>x</mi><mo>−</mo><mn>0.2</mn><mo>)</mo></mrow><mn>2</mn></msup><mo>+</mo><mn>0.05</mn></mtd><mtd><mi>x</mi><mo>&gt;</mo><mn>0</mn></mtd></mtr></mtable></mrow></math>"#,
        python: "def f(x, y):\n    return {c} * torch.where(x <= 0, (x + 0.3) ** 2, (x - 0.2) ** 2 + 0.05)",
        window: Window { x: [-1.2, 1.0], y: [-1.0, 1.0] },
        minima: &[[-0.3, 0.0], [0.2, 0.0]],
        axes: 1,
        start: [-1.0, 0.0],
        gentle: 0.1,
        stride: 0.04,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, _y: T) -> T {
        curve(x) * self.c
    }
}

impl Surface for F1Lift {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "f1-2d",
        name: "diffGrad’s F₁ in two dimensions",
        formula: "<math><mi>f</mi><mo>=</mo><msub><mi>F</mi><mn>1</mn></msub><mo>(</mo><mi>x</mi><mo>)</mo><mo>+</mo><msub><mi>F</mi><mn>1</mn></msub><mo>(</mo><mi>y</mi><mo>)</mo></math>",
        python: "def curve(x):\n    return torch.where(x <= 0, (x + 0.3) ** 2, (x - 0.2) ** 2 + 0.05)\n\n\ndef f(x, y):\n    return curve(x) + curve(y)",
        window: Window { x: [-1.2, 1.0], y: [-1.2, 1.0] },
        minima: &[[-0.3, -0.3], [-0.3, 0.2], [0.2, -0.3], [0.2, 0.2]],
        start: [-1.0, -0.8],
        gentle: 0.1,
        stride: 0.04,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        curve(x) + curve(y)
    }
}
