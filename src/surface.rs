//! Loss surfaces of two variables, each written once as a formula generic over [`Real`] and differentiated by jets.

mod quadratic;

pub use quadratic::Quadratic;

use crate::error::Result;
use crate::jet::{Jet, Real};
use crate::objective::{Draw, Objective};
use crate::param::{Param, Params};
use serde::Serialize;

/// A rectangle of the plane: x from `x[0]` to `x[1]`, y likewise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Window {
    /// Left and right end.
    pub x: [f64; 2],
    /// Lower and upper end.
    pub y: [f64; 2],
}

impl Window {
    /// Whether the point lies inside or on the border; a NaN never does.
    #[must_use]
    pub fn contains(&self, [x, y]: [f64; 2]) -> bool {
        x >= self.x[0] && x <= self.x[1] && y >= self.y[0] && y <= self.y[1]
    }
}

/// What is known of a surface beside its formula.
#[derive(Debug, Serialize)]
pub struct SurfaceInfo {
    /// Its id, as in links and on the command line.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// The formula as MathML.
    pub formula: &'static str,
    /// The part of the plane worth looking at.
    pub window: Window,
    /// Known minima, whatever the parameters.
    pub minima: &'static [[f64; 2]],
    /// Known saddles, whatever the parameters.
    pub saddles: &'static [[f64; 2]],
}

/// A formula of x and y with parameters.
pub trait Surface: Params {
    /// What is known of it.
    const INFO: SurfaceInfo;

    /// The formula.
    fn f<T: Real>(&self, x: T, y: T) -> T;
}

/// A surface whose type is forgotten: what runs and drawings work with.
pub trait Landscape: Objective {
    /// What is known of it.
    fn info(&self) -> &'static SurfaceInfo;
    /// The loss.
    fn value(&self, at: [f64; 2]) -> f64;
    /// The loss with its exact gradient and Hessian.
    fn jet(&self, at: [f64; 2]) -> Jet;
}

impl<S: Surface> Objective for S {
    fn dim(&self) -> usize {
        2
    }

    fn value_grad(&self, x: &[f64], _draw: Draw, g: &mut [f64]) -> f64 {
        let jet = self.jet([x[0], x[1]]);
        g.copy_from_slice(&jet.g);
        jet.v
    }
}

impl<S: Surface> Landscape for S {
    fn info(&self) -> &'static SurfaceInfo {
        const { &S::INFO }
    }

    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        self.f(x, y)
    }

    #[inline]
    fn jet(&self, [x, y]: [f64; 2]) -> Jet {
        self.f(Jet::x(x), Jet::y(y))
    }
}

/// A line of the catalogue: a surface with its parameters and how to make one.
#[derive(Debug, Serialize)]
pub struct SurfaceEntry {
    /// What is known of it.
    #[serde(flatten)]
    pub info: &'static SurfaceInfo,
    /// Its parameters.
    pub params: &'static [Param],
    #[serde(skip)]
    make: fn(&[f64]) -> Result<Box<dyn Landscape>>,
}

impl SurfaceEntry {
    /// The line for a surface.
    #[must_use]
    pub const fn of<S: Surface>() -> Self {
        Self {
            info: const { &S::INFO },
            params: S::PARAMS,
            make: |values| {
                let mut surface = S::default();
                for (index, &value) in values.iter().enumerate() {
                    surface.set(index, value)?;
                }
                Ok(Box::new(surface))
            },
        }
    }

    /// The surface with these parameter values, in the order of [`Self::params`].
    ///
    /// # Errors
    /// [`Error::Range`](crate::error::Error::Range) for a value outside its range.
    pub fn make(&self, values: &[f64]) -> Result<Box<dyn Landscape>> {
        (self.make)(values)
    }
}
