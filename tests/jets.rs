//! Gradients and Hessians by jets are those of num-dual, and of finite differences.

use downhill::catalogue::SURFACES;
use downhill::jet::{Jet, Real};
use num_dual::Dual2_64;
use proptest::prelude::*;

#[test]
fn gradients_agree_with_finite_differences_on_every_surface() {
    for entry in SURFACES {
        let defaults: Vec<f64> = entry.params.iter().map(|p| p.default).collect();
        let surface = entry.make(&defaults).expect("defaults are in range");
        let window = entry.info.window;
        for k in 0..25 {
            let along = |[low, high]: [f64; 2], share: f64| low + (high - low) * share;
            let at = [along(window.x, f64::from(k % 5) / 4.3 + 0.03), along(window.y, f64::from(k / 5) / 4.3 + 0.03)];
            let jet = surface.jet(at);
            assert_eq!(jet.v, surface.value(at));
            for axis in 0..2 {
                let h = 1e-5;
                let moved = |by: f64| {
                    let mut point = at;
                    point[axis] += by;
                    surface.jet(point)
                };
                let slope = (moved(h).v - moved(-h).v) / (2.0 * h);
                let off = (slope - jet.g[axis]).abs();
                assert!(
                    off <= 1e-6 * (1.0 + slope.abs()),
                    "{} at {at:?}: {slope} against {}",
                    entry.info.id,
                    jet.g[axis]
                );
                let curvature = (moved(h).g[axis] - moved(-h).g[axis]) / (2.0 * h);
                let off = (curvature - jet.h[2 * axis]).abs();
                assert!(off <= 1e-5 * (1.0 + curvature.abs()), "{} at {at:?}", entry.info.id);
            }
        }
    }
}

/// A formula that uses every operation of a jet, written for both kinds of number.
fn ours(x: Jet, y: Jet) -> Jet {
    ((x * y - x * 3.0 + 1.5) / (y.square() + 2.0) - y) * x
}

fn theirs(x: Dual2_64, y: Dual2_64) -> Dual2_64 {
    ((x * y - x * 3.0 + 1.5) / (y * y + 2.0) - y) * x
}

proptest! {
    #[test]
    fn jets_agree_with_num_dual(x in -5.0..5.0_f64, y in -5.0..5.0_f64) {
        let jet = ours(Jet::x(x), Jet::y(y));
        let along_x = theirs(Dual2_64::from(x).derivative(), Dual2_64::from(y));
        let along_y = theirs(Dual2_64::from(x), Dual2_64::from(y).derivative());
        // Second derivative along the diagonal: f_xx + 2 f_xy + f_yy.
        let diagonal = theirs(Dual2_64::from(x).derivative(), Dual2_64::from(y).derivative());
        for (got, expected) in [
            (jet.v, along_x.re),
            (jet.g[0], along_x.v1),
            (jet.g[1], along_y.v1),
            (jet.h[0], along_x.v2),
            (jet.h[2], along_y.v2),
            (jet.h[0] + 2.0 * jet.h[1] + jet.h[2], diagonal.v2),
        ] {
            prop_assert!((got - expected).abs() <= 1e-11 * (1.0 + expected.abs()), "{got} against {expected}");
        }
    }
}
