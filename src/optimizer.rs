//! Optimizers: [`Rule`] says what one coordinate does, [`Elementwise`] is the only loop over coordinates, and
//! [`Optimizer`] is what a run drives. Adding one is a file here and a line in the [catalogue](crate::catalogue).

mod elementwise;
mod listing;
mod momentum;
mod sgd;

pub use elementwise::Elementwise;
pub use momentum::Momentum;
pub use sgd::Sgd;

use crate::error::Result;
use crate::objective::{Draw, Objective};
use crate::param::{Param, Params};
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
    /// Number of the step, from 1.
    pub t: u64,
    /// The coordinate.
    pub x: f64,
    /// The partial derivative of the loss there.
    pub g: f64,
}

/// Is shown the named internals of a step.
pub trait Probe {
    /// Is told that the values of the next coordinate follow.
    fn next_axis(&mut self);
    /// Is shown one value under the name it has in the rule's source.
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
            row.push((name, value));
        }
    }
}

/// The update rule of one coordinate, as its paper writes it.
pub trait Rule: Params {
    /// What is known of it.
    const INFO: RuleInfo;

    /// What the rule remembers from step to step; its default is the initial state. A snapshot is a copy, so rewinding
    /// is exact.
    type Memory: Copy + Default + std::fmt::Debug + 'static;

    /// The step Δx of one coordinate; the internals are shown to `probe` under the names of the source.
    fn update(&self, at: At, memory: &mut Self::Memory, probe: &mut impl Probe) -> f64;
}

/// An optimizer of whole vectors.
pub trait Optimizer {
    /// What is known of it.
    fn info(&self) -> &'static RuleInfo;

    /// The parameter values, in the order of the catalogue's table.
    fn values(&self) -> Vec<f64>;

    /// Moves `x` by one step on `f`.
    fn step(&mut self, f: &dyn Objective, draw: Draw, x: &mut [f64]);

    /// The named internals of the step that [`Self::step`] would make; nothing moves.
    fn explain(&self, f: &dyn Objective, draw: Draw, x: &[f64]) -> Trace;

    /// A copy with all that is remembered.
    fn snapshot(&self) -> Box<dyn Optimizer>;
}

/// Makes an optimizer from its parameter values and the number of variables.
type Make = fn(&[f64], usize) -> Result<Box<dyn Optimizer>>;

/// A line of the catalogue: an optimizer with its parameters and how to make one.
#[derive(Debug, Serialize)]
pub struct OptimizerEntry {
    /// What is known of it.
    #[serde(flatten)]
    pub info: &'static RuleInfo,
    /// Its parameters.
    pub params: &'static [Param],
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
            make: |values, dim| {
                let mut rule = R::default();
                for (index, &value) in values.iter().enumerate() {
                    rule.set(index, value)?;
                }
                Ok(Box::new(Elementwise::new(rule, dim)))
            },
        }
    }

    /// The optimizer with these parameter values, in the order of [`Self::params`], for `dim` variables.
    ///
    /// # Errors
    /// [`Error::Range`](crate::error::Error::Range) for a value outside its range.
    pub fn make(&self, values: &[f64], dim: usize) -> Result<Box<dyn Optimizer>> {
        (self.make)(values, dim)
    }
}
