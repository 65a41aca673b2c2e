//! The second curve of the diffGrad paper: a steep wall, then waves.

use super::scaled::scaled;
use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

scaled! {
    /// f(x) = c F₂(x), F₂(x) = −40x − 35.15 for x ≤ −0.9, x³ + x sin 8x + 0.85 above.
    ///
    /// Of F₂: global minimum −0.6429 with the value 0.00012, local minima 0 with 0.85 and 0.5881 with 0.465. At −0.9 the
    /// curve jumps by 0.015, as in the paper.
    ///
    /// Drawn as a curve: y is ignored. Dubey et al. (2019), "diffGrad: an optimization method for convolutional neural
    /// networks", arXiv:1909.11015.
    pub struct F2
}

crate::params! {
    /// F₂(x) + F₂(y), with [`F2`] along both axes: nine minima and twelve saddles.
    pub struct F2Lift {}
}

/// The curve, of one variable.
fn curve<T: Real>(x: T) -> T {
    if x.value() <= -0.9 { x * -40.0 - 35.15 } else { x.square() * x + x * (x * 8.0).sin() + 0.85 }
}

impl Surface for F2 {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "f2",
        name: "diffGrad’s F₂",
        formula: r#"<math><mi>f</mi><mo>=</mo><mi>c</mi><msub><mi>F</mi><mn>2</mn></msub><mo>,</mo><msub><mi>F</mi><mn>2</mn></msub><mo>=</mo><mrow><mo>{</mo><mtable columnalign="left left"><mtr><mtd><mo>−</mo><mn>40</mn><mi>x</mi><mo>−</mo><mn>35.15</mn></mtd><mtd><mi>x</mi><mo>≤</mo><mo>−</mo><mn>0.9</mn></mtd></mtr><mtr><mtd><msup><mi>x</mi><mn>3</mn></msup><mo>+</mo><mi>x</mi><mi>sin</mi><mn>8</mn><mi>x</mi><mo>+</mo><mn>0.85</mn></mtd><mtd><mi>x</mi><mo>&gt;</mo><mo>−</mo><mn>0.9</mn></mtd></mtr></mtable></mrow></math>"#,
        python: "def f(x, y):\n    return {c} * torch.where(x <= -0.9, -40 * x - 35.15, x**3 + x * torch.sin(8 * x) + 0.85)",
        window: Window { x: [-1.04, 1.0], y: [-1.0, 1.0] },
        minima: &[[-0.6429185989152617, 0.0], [0.0, 0.0], [0.5880534760792461, 0.0]],
        axes: 1,
        start: [-1.0, 0.0],
        gentle: 0.01,
        stride: 0.04,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, _y: T) -> T {
        curve(x) * self.c
    }
}

impl Surface for F2Lift {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "f2-2d",
        name: "diffGrad’s F₂ in two dimensions",
        formula: "<math><mi>f</mi><mo>=</mo><msub><mi>F</mi><mn>2</mn></msub><mo>(</mo><mi>x</mi><mo>)</mo><mo>+</mo><msub><mi>F</mi><mn>2</mn></msub><mo>(</mo><mi>y</mi><mo>)</mo></math>",
        python: "def curve(x):\n    return torch.where(x <= -0.9, -40 * x - 35.15, x**3 + x * torch.sin(8 * x) + 0.85)\n\n\ndef f(x, y):\n    return curve(x) + curve(y)",
        window: Window { x: [-1.1, 1.0], y: [-1.1, 1.0] },
        minima: &[
            [-0.6429185989152617, -0.6429185989152617],
            [-0.6429185989152617, 0.0],
            [0.0, -0.6429185989152617],
            [-0.6429185989152617, 0.5880534760792461],
            [0.5880534760792461, -0.6429185989152617],
            [0.0, 0.0],
            [0.0, 0.5880534760792461],
            [0.5880534760792461, 0.0],
            [0.5880534760792461, 0.5880534760792461],
        ],
        saddles: &[
            [-0.24506398532867868, -0.6429185989152617],
            [-0.24506398532867868, 0.0],
            [-0.24506398532867868, 0.5880534760792461],
            [0.26296378007763166, -0.6429185989152617],
            [0.26296378007763166, 0.0],
            [0.26296378007763166, 0.5880534760792461],
            [-0.6429185989152617, -0.24506398532867868],
            [0.0, -0.24506398532867868],
            [0.5880534760792461, -0.24506398532867868],
            [-0.6429185989152617, 0.26296378007763166],
            [0.0, 0.26296378007763166],
            [0.5880534760792461, 0.26296378007763166],
        ],
        start: [-1.0, -0.85],
        gentle: 0.01,
        stride: 0.04,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        curve(x) + curve(y)
    }
}
