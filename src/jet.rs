//! Second-order jets of two variables: a value with its gradient and Hessian in one number, by forward differentiation.
//!
//! A surface is written once, generic over [`Real`], and evaluated at `f64` for the heat map and at [`Jet`] where slopes
//! are needed. Where only the gradient is used the compiler drops the Hessian's arithmetic.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// What a surface's formula may do with a number. Implemented by `f64` and [`Jet`].
pub trait Real:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
{
    /// A number that does not depend on the variables.
    fn constant(value: f64) -> Self;
    /// The number itself, without its slopes: for the conditions of piecewise formulas.
    fn value(self) -> f64;
    /// The number mapped by a function of one variable with value `f`, slope `df` and curvature `ddf` at [`Self::value`].
    #[must_use]
    fn chain(self, f: f64, df: f64, ddf: f64) -> Self;

    /// `self²`.
    #[must_use]
    #[inline]
    fn square(self) -> Self {
        self * self
    }

    /// `1/self`.
    #[must_use]
    #[inline]
    fn recip(self) -> Self {
        let r = 1.0 / self.value();
        self.chain(r, -r * r, 2.0 * r * r * r)
    }

    /// `selfⁿ`; `x.powi(0)` is 1, also at 0.
    #[must_use]
    #[inline]
    fn powi(self, n: i32) -> Self {
        let (v, order) = (self.value(), f64::from(n));
        let (first, second) = (power(v, n.saturating_sub(1)), power(v, n.saturating_sub(2)));
        self.chain(power(v, n), slope(order, first), slope(order * (order - 1.0), second))
    }

    /// `selfᵖ`; not a number for a negative base unless p is whole. At 0 an infinite slope counts as 0, as in
    /// [`Self::sqrt`].
    #[must_use]
    #[inline]
    fn powf(self, p: f64) -> Self {
        let v = self.value();
        if v == 0.0 {
            return self.chain(v.powf(p), f64::from(u8::from(p == 1.0)), if p == 2.0 { 2.0 } else { 0.0 });
        }
        self.chain(v.powf(p), slope(p, v.powf(p - 1.0)), slope(p * (p - 1.0), v.powf(p - 2.0)))
    }

    /// `self` to a power that itself varies; slopes exist for a positive base only.
    #[must_use]
    #[inline]
    fn pow(self, p: Self) -> Self {
        let (base, exponent) = (self.value(), p.value());
        let value = base.powf(exponent);
        // The value comes from `powf`, so that f64 and Jet agree to the last bit; the slopes from exp(p ln b).
        (p * self.ln()).chain(value, value, value)
    }

    /// `√self`. At 0, where the slope is infinite, it counts as flat, so that √(x² + y²) has a subgradient at the origin.
    #[must_use]
    #[inline]
    fn sqrt(self) -> Self {
        let root = self.value().sqrt();
        let r = if root == 0.0 { 0.0 } else { 1.0 / root };
        self.chain(root, 0.5 * r, -0.25 * r * r * r)
    }

    /// `e` to the power `self`.
    #[must_use]
    #[inline]
    fn exp(self) -> Self {
        let e = self.value().exp();
        self.chain(e, e, e)
    }

    /// The natural logarithm; not a number below 0.
    #[must_use]
    #[inline]
    fn ln(self) -> Self {
        let (v, r) = (self.value(), 1.0 / self.value());
        self.chain(v.ln(), r, -r * r)
    }

    /// The decimal logarithm; not a number below 0.
    #[must_use]
    #[inline]
    fn log10(self) -> Self {
        let (v, r) = (self.value(), 1.0 / self.value());
        self.chain(v.log10(), r * std::f64::consts::LOG10_E, -r * r * std::f64::consts::LOG10_E)
    }

    /// The sine of an angle in radians.
    #[must_use]
    #[inline]
    fn sin(self) -> Self {
        let (sin, cos) = self.value().sin_cos();
        self.chain(sin, cos, -sin)
    }

    /// The cosine of an angle in radians.
    #[must_use]
    #[inline]
    fn cos(self) -> Self {
        let (sin, cos) = self.value().sin_cos();
        self.chain(cos, -sin, -cos)
    }

    /// The tangent of an angle in radians.
    #[must_use]
    #[inline]
    fn tan(self) -> Self {
        let t = self.value().tan();
        let d = 1.0 + t * t;
        self.chain(t, d, 2.0 * t * d)
    }

    /// The angle in radians, between −π/2 and π/2, whose tangent this is.
    #[must_use]
    #[inline]
    fn atan(self) -> Self {
        let v = self.value();
        let d = 1.0 / (1.0 + v * v);
        self.chain(v.atan(), d, -2.0 * v * d * d)
    }

    /// The hyperbolic sine.
    #[must_use]
    #[inline]
    fn sinh(self) -> Self {
        let (sinh, cosh) = (self.value().sinh(), self.value().cosh());
        self.chain(sinh, cosh, sinh)
    }

    /// The hyperbolic cosine.
    #[must_use]
    #[inline]
    fn cosh(self) -> Self {
        let (sinh, cosh) = (self.value().sinh(), self.value().cosh());
        self.chain(cosh, sinh, cosh)
    }

    /// The hyperbolic tangent.
    #[must_use]
    #[inline]
    fn tanh(self) -> Self {
        let t = self.value().tanh();
        let d = 1.0 - t * t;
        self.chain(t, d, -2.0 * t * d)
    }

    /// ln(1 + eˣ), without overflow: the loss of a logistic unit. Its slope is the logistic function.
    #[must_use]
    #[inline]
    fn softplus(self) -> Self {
        let v = self.value();
        let s = sigmoid(v);
        self.chain(v.max(0.0) + (1.0 + (-v.abs()).exp()).ln(), s, s * (1.0 - s))
    }

    /// The absolute value; at the kink its slope counts as 0, as PyTorch has it.
    #[must_use]
    #[inline]
    fn abs(self) -> Self {
        let v = self.value();
        self.chain(v.abs(), sign(v), 0.0)
    }

    /// −1, 0 or 1; flat everywhere, also where it jumps.
    #[must_use]
    #[inline]
    fn sign(self) -> Self {
        self.chain(sign(self.value()), 0.0, 0.0)
    }

    /// The largest whole number not above it; flat everywhere, also where it jumps.
    #[must_use]
    #[inline]
    fn floor(self) -> Self {
        self.chain(self.value().floor(), 0.0, 0.0)
    }

    /// The smaller of two, with its slopes; the first where they are equal. Not a number where either is not.
    #[must_use]
    #[inline]
    fn min(self, other: Self) -> Self {
        let (a, b) = (self.value(), other.value());
        if a <= b || a.is_nan() { self } else { other }
    }

    /// The larger of two, with its slopes; the first where they are equal. Not a number where either is not.
    #[must_use]
    #[inline]
    fn max(self, other: Self) -> Self {
        let (a, b) = (self.value(), other.value());
        if a >= b || a.is_nan() { self } else { other }
    }
}

/// The logistic function 1/(1 + e⁻ˣ), without overflow.
#[must_use]
pub fn sigmoid(x: f64) -> f64 {
    let e = (-x.abs()).exp();
    if x >= 0.0 { 1.0 / (1.0 + e) } else { e / (1.0 + e) }
}

/// −1, 0 or 1; NaN stays NaN. (`f64::signum` has no 0.)
fn sign(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { x.signum() }
}

/// `factor * power`, where a factor of 0 wins over a power that is infinite: the slope of x¹ at 0 is 1, its curvature 0.
#[inline]
fn slope(factor: f64, power: f64) -> f64 {
    if factor == 0.0 { 0.0 } else { factor * power }
}

/// `xⁿ` by squaring. `f64::powi` may round differently from platform to platform; this does not.
fn power(x: f64, n: i32) -> f64 {
    let (mut result, mut square, mut left) = (1.0, x, n.unsigned_abs());
    while left > 0 {
        if left & 1 == 1 {
            result *= square;
        }
        square *= square;
        left >>= 1;
    }
    if n < 0 { 1.0 / result } else { result }
}

/// A number that knows how it changes with x and y.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Jet {
    /// The value.
    pub v: f64,
    /// The gradient: ∂/∂x, ∂/∂y.
    pub g: [f64; 2],
    /// The Hessian: ∂²/∂x², ∂²/∂x∂y, ∂²/∂y².
    pub h: [f64; 3],
}

impl Jet {
    /// The variable x at a point.
    #[must_use]
    pub fn x(value: f64) -> Self {
        Self { v: value, g: [1.0, 0.0], h: [0.0; 3] }
    }

    /// The variable y at a point.
    #[must_use]
    pub fn y(value: f64) -> Self {
        Self { v: value, g: [0.0, 1.0], h: [0.0; 3] }
    }

    /// The eigenvalues of the Hessian, smaller first: the curvatures along its own axes.
    #[must_use]
    pub fn curvatures(&self) -> [f64; 2] {
        let [xx, xy, yy] = self.h;
        let (mean, radius) = ((xx + yy) / 2.0, ((xx - yy) / 2.0).hypot(xy));
        [mean - radius, mean + radius]
    }
}

impl Real for f64 {
    #[inline]
    fn constant(value: f64) -> Self {
        value
    }
    #[inline]
    fn value(self) -> f64 {
        self
    }
    #[inline]
    fn chain(self, f: f64, _df: f64, _ddf: f64) -> Self {
        f
    }
}

impl Real for Jet {
    #[inline]
    fn constant(value: f64) -> Self {
        Self { v: value, g: [0.0; 2], h: [0.0; 3] }
    }
    #[inline]
    fn value(self) -> f64 {
        self.v
    }
    #[inline]
    fn chain(self, f: f64, df: f64, ddf: f64) -> Self {
        let [x, y] = self.g;
        let [xx, xy, yy] = self.h;
        Self { v: f, g: [df * x, df * y], h: [df * xx + ddf * x * x, df * xy + ddf * x * y, df * yy + ddf * y * y] }
    }
}

impl Add for Jet {
    type Output = Self;
    #[inline]
    fn add(self, o: Self) -> Self {
        Self {
            v: self.v + o.v,
            g: [self.g[0] + o.g[0], self.g[1] + o.g[1]],
            h: [self.h[0] + o.h[0], self.h[1] + o.h[1], self.h[2] + o.h[2]],
        }
    }
}

impl Neg for Jet {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        self * -1.0
    }
}

impl Sub for Jet {
    type Output = Self;
    #[inline]
    fn sub(self, o: Self) -> Self {
        self + -o
    }
}

impl Mul for Jet {
    type Output = Self;
    #[inline]
    fn mul(self, o: Self) -> Self {
        let ([ax, ay], [bx, by]) = (self.g, o.g);
        Self {
            v: self.v * o.v,
            g: [ax * o.v + self.v * bx, ay * o.v + self.v * by],
            h: [
                self.h[0] * o.v + 2.0 * ax * bx + self.v * o.h[0],
                self.h[1] * o.v + ax * by + ay * bx + self.v * o.h[1],
                self.h[2] * o.v + 2.0 * ay * by + self.v * o.h[2],
            ],
        }
    }
}

impl Div for Jet {
    type Output = Self;
    #[inline]
    fn div(self, o: Self) -> Self {
        let r = 1.0 / o.v;
        let mut quotient = self * o.chain(r, -r * r, 2.0 * r * r * r);
        // The value is the plain quotient, so that f64 and Jet agree to the last bit.
        quotient.v = self.v / o.v;
        quotient
    }
}

impl Add<f64> for Jet {
    type Output = Self;
    #[inline]
    fn add(self, o: f64) -> Self {
        Self { v: self.v + o, ..self }
    }
}

impl Sub<f64> for Jet {
    type Output = Self;
    #[inline]
    fn sub(self, o: f64) -> Self {
        Self { v: self.v - o, ..self }
    }
}

impl Mul<f64> for Jet {
    type Output = Self;
    #[inline]
    fn mul(self, o: f64) -> Self {
        Self { v: self.v * o, g: self.g.map(|d| d * o), h: self.h.map(|d| d * o) }
    }
}
