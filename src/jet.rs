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
    fn square(self) -> Self {
        self * self
    }
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
