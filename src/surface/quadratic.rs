//! The ravine: steep along one axis, shallow along the other.

use super::{Surface, SurfaceInfo, Window};
use crate::jet::Real;

crate::params! {
    /// f(x, y) = ½(u² + κv²), where u and v are x and y turned by the rotation.
    ///
    /// The eigenvalues of the Hessian are 1 and κ everywhere, so κ ≥ 1 is its condition number. Gradient descent
    /// converges for learning rates below 2/κ; along v each step multiplies the distance by 1 − ακ, along u by 1 − α.
    /// Rules that scale each axis by itself see the condition number only where u and v lie along the axes: turn them
    /// by 45° and the curvature is the same along x and y.
    pub struct Quadratic {
        /// Curvature along y; along x it is 1. Their ratio is the condition number.
        kappa: "κ" = 25.0, Log, 1.0..=1000.0, slide 1.0..=100.0;
        /// Angle, in degrees, by which the ravine is turned counter-clockwise; the formula is that of the ravine before.
        rotation: "θ" = 0.0, Linear, -90.0..=90.0;
    }
}

impl Surface for Quadratic {
    const INFO: SurfaceInfo = SurfaceInfo {
        id: "quadratic",
        name: "Ravine",
        formula: "<math><mi>f</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>(</mo><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>κ</mi><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo></math>",
        python: "def f(x, y):\n    angle = math.radians({rotation})\n    u = x * math.cos(angle) + y * math.sin(angle)\n    v = y * math.cos(angle) - x * math.sin(angle)\n    return 0.5 * (u**2 + {kappa} * v**2)",
        window: Window { x: [-4.6, 1.4], y: [-2.3, 2.3] },
        minima: &[[0.0, 0.0]],
        start: [-4.0, 1.5],
        gentle: 0.04,
        stride: 0.1,
        ..SurfaceInfo::PLAIN
    };

    fn f<T: Real>(&self, x: T, y: T) -> T {
        let (u, v) = if self.rotation == 0.0 {
            (x, y)
        } else {
            let (sin, cos) = sin_cos(self.rotation.to_radians());
            (x * cos + y * sin, y * cos - x * sin)
        };
        (u.square() + v.square() * self.kappa) * 0.5
    }
}

/// Sine and cosine of an angle between −π/2 and π/2, by their series.
///
/// The libraries' own may differ in the last bit between the page and this machine; these do not.
fn sin_cos(angle: f64) -> (f64, f64) {
    let (mut sin, mut cos, mut term) = (0.0, 0.0, 1.0);
    for power in 0..26 {
        match power % 4 {
            0 => cos += term,
            1 => sin += term,
            2 => cos -= term,
            _ => sin -= term,
        }
        term *= angle / f64::from(power + 1);
    }
    (sin, cos)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_series_agree_with_the_library_up_to_a_right_angle() {
        for degrees in -90..=90 {
            let angle = f64::from(degrees).to_radians();
            let (sin, cos) = super::sin_cos(angle);
            assert!((sin - angle.sin()).abs() < 4e-16 && (cos - angle.cos()).abs() < 4e-16, "{degrees}°");
        }
    }
}
