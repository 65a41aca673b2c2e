//! The third curve of the diffGrad paper: a V inside a bowl.

use super::scaled::scaled;
use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

scaled! {
    /// f(x) = c F₃(x), F₃(x) = 7|x|/8 for |x| ≤ 0.4, 0.75 − |x| for 0.4 < |x| ≤ 0.5, x² beyond; at −0.5 the slope is
    /// that of x².
    ///
    /// Of F₃: global minimum 0 with the value 0, the tip of the V, where the slope counts as 0; local minima ±0.5 with 0.25,
    /// also kinks, where it does not vanish.
    ///
    /// Drawn as a curve: y is ignored. Dubey et al. (2019), "diffGrad: an optimization method for convolutional neural
    /// networks", arXiv:1909.11015.
    pub struct F3
}

crate::params! {
    /// F₃(x) + F₃(y), with [`F3`] along both axes. Of its nine minima, all kinks, only the global one is listed.
    pub struct F3Lift {}
}

/// The curve, of one variable.
fn curve<T: Real>(x: T) -> T {
    let size = x.value().abs();
    if size <= 0.4 {
        x.abs() * 0.875
    } else if size < 0.5 || x.value() == 0.5 {
        -x.abs() + 0.75
    } else {
        x.square()
    }
}

impl Surface for F3 {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "f3",
        name: "diffGrad’s F₃",
        formula: r#"<math><mi>f</mi><mo>=</mo><mi>c</mi><msub><mi>F</mi><mn>3</mn></msub><mo>,</mo><msub><mi>F</mi><mn>3</mn></msub><mo>=</mo><mrow><mo>{</mo><mtable columnalign="left left"><mtr><mtd><msup><mi>x</mi><mn>2</mn></msup></mtd><mtd><mi>x</mi><mo>≤</mo><mo>−</mo><mn>0.5</mn></mtd></mtr><mtr><mtd><mn>0.75</mn><mo>+</mo><mi>x</mi></mtd><mtd><mo>−</mo><mn>0.5</mn><mo>&lt;</mo><mi>x</mi><mo>&lt;</mo><mo>−</mo><mn>0.4</mn></mtd></mtr><mtr><mtd><mfrac><mn>7</mn><mn>8</mn></mfrac><mrow><mo>|</mo><mi>x</mi><mo>|</mo></mrow></mtd><mtd><mo>−</mo><mn>0.4</mn><mo>≤</mo><mi>x</mi><mo>≤</mo><mn>0.4</mn></mtd></mtr><mtr><mtd><mn>0.75</mn><mo>−</mo><mi>x</mi></mtd><mtd><mn>0.4</mn><mo>&lt;</mo><mi>x</mi><mo>≤</mo><mn>0.5</mn></mtd></mtr><mtr><mtd><msup><mi>x</mi><mn>2</mn></msup></mtd><mtd><mi>x</mi><mo>&gt;</mo><mn>0.5</mn></mtd></mtr></mtable></mrow></math>"#,
        python: "def f(x, y):\n    return {c} * torch.where(abs(x) <= 0.4, 0.875 * abs(x), torch.where((abs(x) < 0.5) | (x == 0.5), 0.75 - abs(x), x**2))",
        window: Window { x: [-1.2, 1.0], y: [-1.0, 1.0] },
        minima: &[[0.0, 0.0], [-0.5, 0.0], [0.5, 0.0]],
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

impl Surface for F3Lift {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "f3-2d",
        name: "diffGrad’s F₃ in two dimensions",
        formula: "<math><mi>f</mi><mo>=</mo><msub><mi>F</mi><mn>3</mn></msub><mo>(</mo><mi>x</mi><mo>)</mo><mo>+</mo><msub><mi>F</mi><mn>3</mn></msub><mo>(</mo><mi>y</mi><mo>)</mo></math>",
        python: "def curve(x):\n    return torch.where(abs(x) <= 0.4, 0.875 * abs(x), torch.where((abs(x) < 0.5) | (x == 0.5), 0.75 - abs(x), x**2))\n\n\ndef f(x, y):\n    return curve(x) + curve(y)",
        window: Window { x: [-1.2, 1.0], y: [-1.2, 1.0] },
        minima: &[[0.0, 0.0]],
        start: [-1.0, -0.8],
        gentle: 0.1,
        stride: 0.04,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        curve(x) + curve(y)
    }
}
