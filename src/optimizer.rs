//! Optimizers: [`Rule`] says what one coordinate does, [`Elementwise`] is the only loop over coordinates, and
//! [`Optimizer`] is what a run drives. The few rules that need the whole vector are a [`WholeRule`]. Adding an
//! optimizer is a file here and a line in the [catalogue](crate::catalogue).

mod adabelief;
mod adabelief_inject;
mod adabound;
mod adadelta;
mod adagrad;
mod adam;
mod adam_inject;
mod adam_to_sgd;
mod adam_uncorrected;
mod adamax;
mod adamw;
mod adan;
mod amsgrad;
mod angulargrad;
mod diffgrad;
mod diffgrad_inject;
mod elementwise;
mod lion;
mod listing;
mod lookahead_adam;
mod momentum;
mod nadam;
mod nesterov;
mod radam;
mod radam_inject;
mod rmsprop;
mod schedulefree_sgd;
mod sgd;
mod swats;
mod whole;
mod yogi;

pub use adabelief::AdaBelief;
pub use adabelief_inject::AdaBeliefInject;
pub use adabound::AdaBound;
pub use adadelta::AdaDelta;
pub use adagrad::AdaGrad;
pub use adam::Adam;
pub use adam_inject::AdamInject;
pub use adam_to_sgd::AdamToSgd;
pub use adam_uncorrected::AdamUncorrected;
pub use adamax::AdaMax;
pub use adamw::AdamW;
pub use adan::Adan;
pub use amsgrad::AmsGrad;
pub use angulargrad::{Angular, AngularGrad, Cos, Tan, Turn};
pub use diffgrad::DiffGrad;
pub use diffgrad_inject::DiffGradInject;
pub use elementwise::Elementwise;
pub use lion::Lion;
pub use lookahead_adam::LookaheadAdam;
pub use momentum::Momentum;
pub use nadam::{NAdam, NAdamMemory};
pub use nesterov::Nesterov;
pub use radam::RAdam;
pub use radam_inject::RAdamInject;
pub use rmsprop::RmsProp;
pub use schedulefree_sgd::{ScheduleFreeMemory, ScheduleFreeSgd};
pub use sgd::Sgd;
pub use swats::{Swats, SwatsMemory};
pub use whole::Whole;
pub use yogi::{Yogi, YogiMemory};

use crate::error::Result;
use crate::objective::{Draw, Objective};
use crate::param::{self, Param, Params};
use crate::surface::Pace;
use serde::Serialize;

/// What is known of an optimizer beside its rule.
#[derive(Debug, Serialize)]
pub struct RuleInfo {
    /// Its id, as in links and on the command line.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Authors, year and title of the source.
    pub paper: &'static str,
    /// Where the paper is to be read.
    pub url: &'static str,
    /// What its learning rate means, and so which of a surface's teaching rates suits it.
    #[serde(skip)]
    pub pace: Pace,
    /// The rule's own lines, as they are compiled.
    #[serde(serialize_with = "serialize_listing")]
    pub source: &'static str,
}

fn serialize_listing<S: serde::Serializer>(source: &&'static str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&listing::unindented(source))
}

impl RuleInfo {
    /// The rule's own lines, without their indentation: what the code pane shows.
    #[must_use]
    pub fn listing(&self) -> String {
        listing::unindented(self.source)
    }
}

/// What one coordinate sees at a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    /// Number of the step, from 1; an `i32` because it is an exponent nearly everywhere.
    pub t: i32,
    /// The coordinate.
    pub x: f64,
    /// The partial derivative of the loss there.
    pub g: f64,
}

/// Is shown the named internals of a step.
pub trait Probe {
    /// Is told that the values of the next coordinate follow.
    fn next_axis(&mut self);
    /// Is shown one value under the name it has in the rule's source. A name shown again takes the later value, as a
    /// later `let` does.
    fn see(&mut self, name: &'static str, value: f64);
}

/// A probe that looks away; it compiles to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Probe for Silent {
    #[inline]
    fn next_axis(&mut self) {}
    #[inline]
    fn see(&mut self, _name: &'static str, _value: f64) {}
}

/// A probe that writes down the internals of one step: a row for each coordinate, the same names in each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// The names and values, in the order they were shown, by coordinate.
    pub axes: Vec<Vec<(&'static str, f64)>>,
}

impl Trace {
    /// A named value of one coordinate.
    #[must_use]
    pub fn value(&self, axis: usize, name: &str) -> Option<f64> {
        let row = self.axes.get(axis)?;
        row.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

impl Probe for Trace {
    fn next_axis(&mut self) {
        self.axes.push(Vec::new());
    }
    fn see(&mut self, name: &'static str, value: f64) {
        if let Some(row) = self.axes.last_mut() {
            row.retain(|(known, _)| *known != name);
            row.push((name, value));
        }
    }
}

/// How an optimizer is had in PyTorch.
#[derive(Clone, Copy, Debug)]
pub enum Torch {
    /// By calling a class: the call, with `{id}` for a parameter's value and `p` for the point. Where a parameter that it
    /// does not mention is not at its default, the rule is written out.
    Class(&'static str),
    /// By writing out the rule of one coordinate, its own lines turned into Python: before them a line of what they take
    /// for granted, and what is remembered of a name before the first step, where that is not 0.
    Rule(&'static str, &'static [(&'static str, &'static str)]),
    /// By these lines of Python, from t, x, g and what is `kept` to delta: for a rule of the whole vector.
    Lines(&'static str),
}

impl Torch {
    /// The rule's own lines are all that is needed.
    pub const PLAIN: Self = Self::Rule("", &[]);
}

/// The update rule of one coordinate, as its paper writes it.
pub trait Rule: Params {
    /// What is known of it.
    const INFO: RuleInfo;

    /// How it is had in PyTorch.
    const TORCH: Torch = Torch::PLAIN;

    /// What the rule remembers from step to step; its default is the initial state. A snapshot is a copy, so rewinding
    /// is exact.
    type Memory: Copy + Default + std::fmt::Debug + 'static;

    /// The step Δx of one coordinate; the internals are shown to `probe` under the names of the source.
    fn update(&self, at: At, memory: &mut Self::Memory, probe: &mut impl Probe) -> f64;
}

/// The update rule of an optimizer whose coordinates depend on one another, or whose gradient is taken elsewhere than
/// where the point is shown.
pub trait WholeRule: Params {
    /// What is known of it.
    const INFO: RuleInfo;

    /// How it is had in PyTorch: not by its own lines.
    const TORCH: Torch;

    /// What the rule remembers from step to step, and the room it works in.
    type Memory: Clone + std::fmt::Debug + 'static;

    /// The initial state for `dim` variables, with all the room a step will need.
    fn begin(&self, dim: usize) -> Self::Memory;

    /// Moves `x` by step number `t`, from 1; `gradient` writes the gradient at its first argument to its second. The
    /// internals are shown to `probe`, coordinate by coordinate, under the names of the source.
    fn update(
        &self,
        t: i32,
        gradient: &dyn Fn(&[f64], &mut [f64]),
        x: &mut [f64],
        memory: &mut Self::Memory,
        probe: &mut impl Probe,
    );
}

/// An optimizer of whole vectors.
pub trait Optimizer {
    /// What is known of it.
    fn info(&self) -> &'static RuleInfo;

    /// Moves `x` by one step on `f`.
    fn step(&mut self, f: &dyn Objective, draw: Draw, x: &mut [f64]);

    /// [`Self::step`], with its internals written down.
    fn traced_step(&mut self, f: &dyn Objective, draw: Draw, x: &mut [f64], trace: &mut Trace);

    /// Goes on with other parameter values, complete and checked, in the order of the table. What is remembered is kept.
    fn retune(&mut self, values: &[f64]);

    /// A copy with all that is remembered.
    fn snapshot(&self) -> Box<dyn Optimizer>;
}

impl dyn Optimizer {
    /// The named internals of the step that [`Optimizer::step`] would make; nothing moves.
    #[must_use]
    pub fn explain(&self, f: &dyn Objective, draw: Draw, x: &[f64]) -> Trace {
        let mut trace = Trace::default();
        self.snapshot().traced_step(f, draw, &mut x.to_vec(), &mut trace);
        trace
    }
}

/// Parameter values that an optimizer goes on with from a step on.
#[derive(Clone, Debug, PartialEq)]
pub struct Retuning {
    /// The steps that have been taken by then.
    pub at: usize,
    /// The values, complete and checked, in the order of the table.
    pub values: Vec<f64>,
}

impl dyn Optimizer {
    /// Goes over to what is due after `step` steps, if anything is.
    pub fn retune_at(&mut self, step: usize, retunings: &[Retuning]) {
        for due in retunings.iter().filter(|due| due.at == step) {
            self.retune(&due.values);
        }
    }
}

/// Makes an optimizer from its parameter values, complete and checked, and the number of variables.
type Make = fn(&[f64], usize) -> Box<dyn Optimizer>;

/// A line of the catalogue: an optimizer with its parameters and how to make one.
#[derive(Debug, Serialize)]
pub struct OptimizerEntry {
    /// What is known of it.
    #[serde(flatten)]
    pub info: &'static RuleInfo,
    /// Its parameters.
    pub params: &'static [Param],
    /// How it is had in PyTorch.
    #[serde(skip)]
    pub torch: Torch,
    #[serde(skip)]
    make: Make,
}

impl OptimizerEntry {
    /// The line for a rule that works coordinate by coordinate.
    #[must_use]
    pub const fn elementwise<R: Rule>() -> Self {
        Self {
            info: const { &R::INFO },
            params: R::PARAMS,
            torch: R::TORCH,
            make: |values, dim| Box::new(Elementwise::new(R::of(values), dim)),
        }
    }

    /// The line for a rule that needs the whole vector.
    #[must_use]
    pub const fn whole<R: WholeRule>() -> Self {
        Self {
            info: const { &R::INFO },
            params: R::PARAMS,
            torch: R::TORCH,
            make: |values, dim| Box::new(Whole::new(R::of(values), dim)),
        }
    }

    /// The optimizer with these parameter values, in the order of [`Self::params`], for `dim` variables; those left out
    /// take their defaults.
    ///
    /// # Errors
    /// [`Error::Range`](crate::error::Error::Range) for a value outside its range.
    pub fn make(&self, values: &[f64], dim: usize) -> Result<Box<dyn Optimizer>> {
        Ok((self.make)(&param::complete(self.params, values)?, dim))
    }
}

/// The sign as the papers mean it: 0 for 0, unlike [`f64::signum`].
fn sign(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value.signum() }
}
