//! Slopes and curvatures are exact: every function and every surface against central differences and against `num-dual`.

use downhill::catalogue;
use downhill::formula::Formula;
use downhill::jet::{Jet, Real};
use downhill::objective::data::Model;
use downhill::objective::{Logistic, Regression};
use downhill::surface::{self, Landscape, Surface};
use num_dual::{DualNum, HyperDual64};
use proptest::prelude::*;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number of `num-dual`'s in the part of ours. All functions are its own: [`Real::chain`] is never reached, so that
/// nothing of ours tests itself.
#[derive(Clone, Copy, Debug)]
struct Oracle(HyperDual64);

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl $trait for Oracle {
            type Output = Self;
            fn $method(self, o: Self) -> Self {
                Self(self.0.$method(o.0))
            }
        }
        impl $trait<f64> for Oracle {
            type Output = Self;
            fn $method(self, o: f64) -> Self {
                Self(self.0.$method(o))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

impl Neg for Oracle {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

macro_rules! functions {
    ($($ours:ident: $theirs:ident),*) => {
        $(fn $ours(self) -> Self { Self(self.0.$theirs()) })*
    };
}

impl Real for Oracle {
    fn constant(value: f64) -> Self {
        Self(value.into())
    }
    fn value(self) -> f64 {
        self.0.re
    }
    fn chain(self, _f: f64, _df: f64, _ddf: f64) -> Self {
        unreachable!("a function of Real is missing from the oracle")
    }
    functions!(recip: recip, sqrt: sqrt, exp: exp, ln: ln, log10: log10, sin: sin, cos: cos, tan: tan, atan: atan,
        sinh: sinh, cosh: cosh, tanh: tanh);
    fn powi(self, n: i32) -> Self {
        Self(self.0.powi(n))
    }
    fn powf(self, p: f64) -> Self {
        Self(self.0.powf(p))
    }
    fn pow(self, p: Self) -> Self {
        Self((self.0.ln() * p.0).exp())
    }
    fn softplus(self) -> Self {
        Self((self.0.exp() + 1.0).ln())
    }
    fn abs(self) -> Self {
        if self.0.re < 0.0 { -self } else { self }
    }
    fn sign(self) -> Self {
        Self::constant(self.0.re.signum())
    }
    fn floor(self) -> Self {
        Self::constant(self.0.re.floor())
    }
}

/// Value, gradient and Hessian by `num-dual`, which takes second derivatives a pair at a time.
fn oracle(f: impl Fn(Oracle, Oracle) -> Oracle, [x, y]: [f64; 2]) -> Jet {
    let at = |[x1, y1]: [f64; 2], [x2, y2]: [f64; 2]| {
        f(Oracle(HyperDual64::new(x, x1, x2, 0.0)), Oracle(HyperDual64::new(y, y1, y2, 0.0))).0
    };
    let (xx, xy, yy) = (at([1.0, 0.0], [1.0, 0.0]), at([1.0, 0.0], [0.0, 1.0]), at([0.0, 1.0], [0.0, 1.0]));
    Jet { v: xy.re, g: [xy.eps1, xy.eps2], h: [xx.eps1eps2, xy.eps1eps2, yy.eps1eps2] }
}

/// Whether two jets agree, each number to `tolerance` of the largest of its kind.
fn agree(ours: Jet, theirs: Jet, tolerance: f64) -> bool {
    let close = |a: &[f64], b: &[f64]| {
        let size = 1.0 + a.iter().chain(b).fold(0.0_f64, |most, v| most.max(v.abs()));
        a.iter().zip(b).all(|(a, b)| (a - b).abs() <= tolerance * size)
    };
    close(&[ours.v], &[theirs.v]) && close(&ours.g, &theirs.g) && close(&ours.h, &theirs.h)
}

/// One function to be tested: its name, ours, the oracle's, and where its argument may lie.
type Function = (&'static str, fn(Jet, Jet) -> Jet, fn(Oracle, Oracle) -> Oracle, [f64; 2]);

macro_rules! function {
    ($name:literal, $range:expr, |$x:ident, $y:ident| $body:expr) => {
        ($name, |$x, $y| $body, |$x, $y| $body, $range)
    };
}

const ALL: [f64; 2] = [-3.0, 3.0];
const POSITIVE: [f64; 2] = [0.05, 4.0];

/// Each function of something that varies with both variables, so that the chain rule is tested too.
const FUNCTIONS: &[Function] = &[
    function!("+ - *", ALL, |x, y| (x * y + x - y * y) * (x - 2.0) + 1.5),
    function!("/", POSITIVE, |x, y| x / (x * y + 1.0)),
    function!("neg", ALL, |x, y| -(x * y)),
    function!("square", ALL, |x, y| (x * y).square()),
    function!("recip", POSITIVE, |x, y| (x * y).recip()),
    function!("powi 0", ALL, |x, y| (x * y).powi(0)),
    function!("powi 5", ALL, |x, y| (x * y).powi(5)),
    function!("powi -3", POSITIVE, |x, y| (x + y).powi(-3)),
    function!("powf 1.7", POSITIVE, |x, y| (x * y).powf(1.7)),
    function!("powf 1", ALL, |x, y| (x * y).powf(1.0)),
    function!("pow", POSITIVE, |x, y| (x * y).pow(x - y)),
    function!("sqrt", POSITIVE, |x, y| (x * y).sqrt()),
    function!("exp", ALL, |x, y| (x - y).exp()),
    function!("ln", POSITIVE, |x, y| (x * y).ln()),
    function!("log10", POSITIVE, |x, y| (x * y).log10()),
    function!("sin", ALL, |x, y| (x * y).sin()),
    function!("cos", ALL, |x, y| (x * y).cos()),
    function!("tan", [0.0, 0.7], |x, y| (x + y).tan()),
    function!("atan", ALL, |x, y| (x * y).atan()),
    function!("sinh", ALL, |x, y| (x + y).sinh()),
    function!("cosh", ALL, |x, y| (x + y).cosh()),
    function!("tanh", ALL, |x, y| (x * y).tanh()),
    function!("softplus", ALL, |x, y| (x * y).softplus()),
    function!("abs", ALL, |x, y| (x * y).abs()),
    function!("sign", ALL, |x, y| (x * y).sign() * x),
    function!("floor", ALL, |x, y| (x * y).floor() * y),
    function!("min", ALL, |x, y| (x * y).min(x + 0.5)),
    function!("max", ALL, |x, y| (x * y).max(x + 0.5)),
];

/// Evaluates a surface at the oracle's numbers.
type ByOracle = fn(Oracle, Oracle) -> Oracle;

fn of<S: Surface>() -> (&'static str, ByOracle) {
    (S::INFO.id, |x, y| S::default().f(x, y))
}

fn of_data<M: Model>() -> (&'static str, ByOracle) {
    (M::INFO.id, |w, b| {
        let loss = downhill::objective::data::DataLoss::new(M::default());
        let points = loss.sample().expect("it has data").points();
        let sum = points.iter().fold(Oracle::constant(0.0), |sum, &point| sum + M::loss(w, b, point));
        sum / points.len() as f64
    })
}

fn by_oracle() -> Vec<(&'static str, ByOracle)> {
    vec![
        of::<surface::Quadratic>(),
        of::<surface::Saddle>(),
        of::<surface::MonkeySaddle>(),
        of::<surface::TwoWells>(),
        of::<surface::Rosenbrock>(),
        of::<surface::Beale>(),
        of::<surface::Himmelblau>(),
        of::<surface::Booth>(),
        of::<surface::SixHumpCamel>(),
        of::<surface::Rastrigin>(),
        of::<surface::Ackley>(),
        of::<surface::StyblinskiTang>(),
        of::<surface::GoldsteinPrice>(),
        of::<surface::Plateau>(),
        of::<surface::Slope>(),
        of::<surface::F1>(),
        of::<surface::F1Lift>(),
        of::<surface::F2>(),
        of::<surface::F2Lift>(),
        of::<surface::F3>(),
        of::<surface::F3Lift>(),
        of::<surface::NoisyBowl>(),
        of_data::<Regression>(),
        of_data::<Logistic>(),
        // Written out again: what is compared is the tape.
        ("formula", |x, y| (x * x + y * y) / 4.0 + (x * 2.0).sin() + y.cos()),
    ]
}

/// The surfaces of the catalogue with their defaults.
fn surfaces() -> Vec<Box<dyn Landscape>> {
    let made = catalogue::SURFACES.iter().map(|entry| {
        let defaults: Vec<f64> = entry.params.iter().map(|param| param.default).collect();
        entry.make(&defaults).expect("defaults are in range")
    });
    made.collect()
}

/// The point at these shares of the window.
fn point(landscape: &dyn Landscape, u: f64, v: f64) -> [f64; 2] {
    let window = landscape.info().window;
    [window.x[0] + u * (window.x[1] - window.x[0]), window.y[0] + v * (window.y[1] - window.y[0])]
}

/// Whether a kink or jump lies within a step of a central difference.
fn near_a_kink(id: &str, at: [f64; 2]) -> bool {
    let kinks: &[f64] = match id {
        "f1" | "f1-2d" => &[0.0],
        "f2" | "f2-2d" => &[-0.9],
        "f3" | "f3-2d" => &[-0.5, -0.4, 0.0, 0.4, 0.5],
        // The tip of the cone.
        "ackley" => return at[0].hypot(at[1]) < 1e-2,
        _ => &[],
    };
    at.iter().any(|c| kinks.iter().any(|kink| (c - kink).abs() < 1e-2))
}

#[test]
fn the_oracle_knows_every_surface_of_the_catalogue() {
    let ids: Vec<_> = by_oracle().into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, catalogue::SURFACES.iter().map(|entry| entry.info.id).collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn every_function_has_the_slopes_of_num_dual(u in 0.0..1.0, v in 0.0..1.0) {
        for (name, ours, theirs, [low, high]) in FUNCTIONS {
            let (x, y) = (low + u * (high - low), low + v * (high - low));
            let (ours, theirs) = (ours(Jet::x(x), Jet::y(y)), oracle(theirs, [x, y]));
            prop_assert!(agree(ours, theirs, 1e-11), "{name} at {x}, {y}: {ours:?} is not {theirs:?}");
        }
    }

    #[test]
    fn every_surface_has_the_slopes_of_num_dual(u in 0.0..1.0, v in 0.0..1.0) {
        for (surface, (id, theirs)) in surfaces().iter().zip(by_oracle()) {
            let at = point(&**surface, u, v);
            let (ours, theirs) = (surface.jet(at), oracle(theirs, at));
            prop_assert!(agree(ours, theirs, 1e-11), "{id} at {at:?}: {ours:?} is not {theirs:?}");
        }
    }

    #[test]
    fn every_surface_has_the_slopes_of_central_differences(u in 0.0..1.0, v in 0.0..1.0) {
        // The error of a central difference is h² times the third derivative, up to 10³ of the first on these surfaces.
        const H: f64 = 1e-5;
        for surface in surfaces() {
            let (id, at) = (surface.info().id, point(&*surface, u, v));
            if near_a_kink(id, at) {
                continue;
            }
            let [x, y] = at;
            let jet = surface.jet(at);
            prop_assert_eq!(jet.v.to_bits(), surface.value(at).to_bits(), "{} at {:?}", id, at);
            let [left, right] = [surface.jet([x - H, y]), surface.jet([x + H, y])];
            let [below, above] = [surface.jet([x, y - H]), surface.jet([x, y + H])];
            let across = |low: f64, high: f64| (high - low) / (2.0 * H);
            let differences = Jet {
                v: jet.v,
                g: [across(left.v, right.v), across(below.v, above.v)],
                h: [across(left.g[0], right.g[0]), across(below.g[0], above.g[0]), across(below.g[1], above.g[1])],
            };
            // A value of a million takes ten digits from a difference.
            let tolerance = 1e-6 * (1.0 + jet.v.abs() * 1e-3);
            prop_assert!(agree(jet, differences, tolerance), "{id} at {at:?}: {jet:?} is not {differences:?}");
        }
    }
}

#[test]
fn slopes_at_kinks_follow_the_convention() {
    let at_zero = |f: fn(Jet) -> Jet| f(Jet::x(0.0));
    assert_eq!(at_zero(Real::abs).g[0], 0.0);
    assert_eq!(at_zero(Real::sign).v, 0.0);
    assert_eq!(at_zero(|x| x.square().sqrt()).g[0], 0.0);
    assert_eq!(at_zero(|x| x.powf(1.0)).g[0], 1.0);
    assert_eq!(at_zero(|x| x.powf(2.0)).h[0], 2.0);
    assert_eq!(at_zero(|x| x.powi(1)).h[0], 0.0);
    assert_eq!(at_zero(|x| x.max(Jet::constant(0.0))).g[0], 1.0, "the first of equals");
    assert_eq!(at_zero(|x| Jet::constant(0.0).max(x)).g[0], 0.0, "the first of equals");
    assert_eq!(at_zero(|x| x.min(Jet::constant(0.0))).g[0], 1.0, "the first of equals");
    assert_eq!(at_zero(|x| Jet::constant(0.0).min(x)).g[0], 0.0, "the first of equals");
    for extreme in [Real::min, Real::max] {
        assert!(extreme(f64::NAN, 0.0).is_nan() && extreme(0.0, f64::NAN).is_nan());
    }
    assert!(at_zero(|x| x.min(Jet::constant(f64::NAN))).v.is_nan());
    assert!(Formula::parse("sqrt(x^2 + y^2)").expect("it is right").jet([0.0, 0.0]).g == [0.0, 0.0]);
}

#[test]
fn softplus_and_powers_keep_their_digits_far_out() {
    assert_eq!(1000_f64.softplus(), 1000.0);
    assert_eq!((-1000_f64).softplus(), 0.0);
    assert_eq!(Real::powi(3_f64, 13), 1_594_323.0);
    assert_eq!(Real::powi(2_f64, -3), 0.125);
}

#[test]
fn a_whole_power_that_is_typed_is_a_product_and_has_slopes_below_0_however_high() {
    let [seventh, high] = ["x^7", "x^66"].map(|text| Formula::parse(text).expect(text));
    for k in 0..200 {
        let x = 0.037 * f64::from(k) - 3.7;
        assert_eq!(seventh.value([x, 0.0]).to_bits(), Real::powi(x, 7).to_bits(), "at {x}");
    }
    assert!((high.jet([-1.01, 0.0]).g[0] / (66.0 * (-1.01_f64).powi(65)) - 1.0).abs() < 1e-12);
}
