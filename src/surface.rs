//! Loss surfaces of two variables, each written once as a formula generic over [`Real`] and differentiated by jets.

mod ackley;
mod beale;
mod booth;
mod f1;
mod f2;
mod f3;
mod goldstein_price;
mod himmelblau;
mod monkey_saddle;
mod noisy_bowl;
mod plateau;
mod quadratic;
mod rastrigin;
mod rosenbrock;
mod saddle;
mod scaled;
mod six_hump_camel;
mod slope;
mod styblinski_tang;
mod two_wells;

pub use ackley::Ackley;
pub use beale::Beale;
pub use booth::Booth;
pub use f1::{F1, F1Lift};
pub use f2::{F2, F2Lift};
pub use f3::{F3, F3Lift};
pub use goldstein_price::GoldsteinPrice;
pub use himmelblau::Himmelblau;
pub use monkey_saddle::MonkeySaddle;
pub use noisy_bowl::NoisyBowl;
pub use plateau::Plateau;
pub use quadratic::Quadratic;
pub use rastrigin::Rastrigin;
pub use rosenbrock::Rosenbrock;
pub use saddle::Saddle;
pub use six_hump_camel::SixHumpCamel;
pub use slope::Slope;
pub use styblinski_tang::StyblinskiTang;
pub use two_wells::TwoWells;

use crate::error::Result;
use crate::formula::{self, Formula};
use crate::jet::{Jet, Real};
use crate::number::rounded;
use crate::objective::data::{DataLoss, Model, Sample};
use crate::objective::{Draw, Objective};
use crate::param::{self, Param, Params};
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

/// How the levels between bands are spaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shade {
    /// Evenly in the root of the height above the lowest value, as suits a bowl.
    Root,
    /// Evenly in the logarithm of that height, as suits what spans many powers of ten.
    Log,
}

/// How the learning rate of an optimizer relates to the length of its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// A step is the rate times the gradient: gradient descent.
    Gradient,
    /// A step is the rate times a sum of gradients, up to ten of them for the usual ρ = 0.9: momentum. The first steps of
    /// RAdam are of this kind, too.
    Momentum,
    /// A step is about as long as the rate, whatever the gradient: sign-like and adaptive rules.
    Stride,
    /// Its first steps, several dozen, are some four times as long as the rate, later ones about as long: no correction
    /// for a mean of squares that starts at 0.
    Eager,
    /// A step is about the rate over the root of the number of steps: what sums up all squared gradients.
    Fading,
    /// A step is about as long as the rate, but a part of it goes with the square of the gradient: what suits a stride can
    /// be too much for that.
    Wary,
    /// The length of a step does not come from the rate: the optimizer's own default is as good anywhere.
    Own,
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
    /// The formula for PyTorch, where it is not typed: Python that defines `f`, of two tensors (for a loss of data: of the
    /// weights and the points), and `noise` of a step where there is some; `{id}` stands for a parameter's value.
    #[serde(skip)]
    pub python: &'static str,
    /// The part of the plane worth looking at.
    pub window: Window,
    /// Known minima within the window, whatever the parameters, a lowest one first.
    pub minima: &'static [[f64; 2]],
    /// Known saddles within the window, whatever the parameters.
    pub saddles: &'static [[f64; 2]],
    /// A start from which the surface shows what it is for.
    pub start: [f64; 2],
    /// The learning rate at which gradient descent behaves from there.
    pub gentle: f64,
    /// A step length that crosses the window in some sixty steps: the rate of sign-like and adaptive rules.
    pub stride: f64,
    /// How its levels are spaced.
    pub shade: Shade,
    /// 2, or 1 for a curve: a function of x alone, which takes a y and ignores it.
    pub axes: usize,
    /// The names of the two variables, as the formula has them.
    pub names: [&'static str; 2],
}

impl SurfaceInfo {
    /// What most surfaces have in common: the rest of a description is `..SurfaceInfo::PLAIN`.
    pub const PLAIN: Self = Self {
        id: "",
        name: "",
        formula: "",
        python: "",
        window: Window { x: [-3.0, 3.0], y: [-3.0, 3.0] },
        minima: &[],
        saddles: &[],
        start: [-2.0, 1.5],
        gentle: 0.01,
        stride: 0.1,
        shade: Shade::Root,
        axes: 2,
        names: ["x", "y"],
    };

    /// The teaching rate: a learning rate with which an optimizer of that pace gives a meaningful first
    /// picture; none where the optimizer's own default does.
    #[must_use]
    pub fn rate(&self, pace: Pace) -> Option<f64> {
        // Without the dust of a division, so that it reads as what it is.
        match pace {
            Pace::Gradient => Some(self.gentle),
            Pace::Momentum => Some(rounded(self.gentle / 4.0, 3)),
            Pace::Stride => Some(self.stride),
            Pace::Eager => Some(rounded(self.stride / 4.0, 3)),
            Pace::Fading => Some(rounded(self.stride * 4.0, 3)),
            Pace::Wary => Some(self.stride.min(rounded(self.gentle * 2.0, 3))),
            Pace::Own => None,
        }
    }
}

/// A formula of x and y with parameters.
pub trait Surface: Params {
    /// What is known of it.
    const INFO: SurfaceInfo;

    /// The formula.
    fn f<T: Real>(&self, x: T, y: T) -> T;

    /// What the mini-batch of a draw adds to the gradient, the same everywhere: the loss of the batch is that of the
    /// formula, tilted by as much. None without noise, and at step 0.
    fn tilt(&self, _draw: Draw) -> Option<[f64; 2]> {
        None
    }
}

/// A surface whose type is forgotten: what runs and drawings work with.
pub trait Landscape: Objective {
    /// What is known of it.
    fn info(&self) -> &'static SurfaceInfo;
    /// The loss.
    fn value(&self, at: [f64; 2]) -> f64;
    /// The losses along a row, at each of these x and this y, in place of what `losses` holds. Each surface has a loop of its own with its
    /// formula in it, which is faster than a call for each point.
    fn row(&self, xs: &[f64], y: f64, losses: &mut Vec<f64>) {
        losses.clear();
        losses.extend(xs.iter().map(|&x| self.value([x, y])));
    }
    /// The loss with its exact gradient and Hessian.
    fn jet(&self, at: [f64; 2]) -> Jet;
    /// The formula in Python, where it is typed.
    fn typed_python(&self) -> Option<String> {
        None
    }
    /// The data that the loss is of, where it is of data.
    fn sample(&self) -> Option<&Sample> {
        None
    }
}

impl<S: Surface> Objective for S {
    fn dim(&self) -> usize {
        2
    }

    fn value_grad(&self, x: &[f64], draw: Draw, g: &mut [f64]) -> f64 {
        let mut jet = self.jet([x[0], x[1]]);
        for (axis, slope) in self.tilt(draw).into_iter().flatten().enumerate() {
            jet.v += slope * x[axis];
            jet.g[axis] += slope;
        }
        g.copy_from_slice(&jet.g);
        jet.v
    }

    fn is_drawn(&self) -> bool {
        self.tilt(Draw { seed: 0, step: 1 }).is_some()
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
    /// Made from values that are complete and checked.
    #[serde(skip)]
    make: fn(&[f64]) -> Result<Box<dyn Landscape>>,
}

impl SurfaceEntry {
    /// The line for a surface.
    #[must_use]
    pub const fn of<S: Surface>() -> Self {
        Self { info: const { &S::INFO }, params: S::PARAMS, make: |values| Ok(Box::new(S::of(values))) }
    }

    /// The line for a loss over data.
    #[must_use]
    pub const fn data<M: Model>() -> Self {
        Self { info: const { &M::INFO }, params: M::PARAMS, make: |values| Ok(Box::new(DataLoss::new(M::of(values)))) }
    }

    /// The line for formulas that are typed; what it makes by itself is [`Formula::EXAMPLE`].
    #[must_use]
    pub const fn formula() -> Self {
        Self { info: &formula::INFO, params: &[], make: |_| Ok(Box::new(Formula::parse(Formula::EXAMPLE)?)) }
    }

    /// The surface with these parameter values, in the order of [`Self::params`].
    ///
    /// # Errors
    /// [`Error::Range`](crate::error::Error::Range) for a value outside its range.
    pub fn make(&self, values: &[f64]) -> Result<Box<dyn Landscape>> {
        (self.make)(&param::complete(self.params, values)?)
    }
}
