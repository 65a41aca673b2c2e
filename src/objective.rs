//! A loss to be minimised, `f: ℝⁿ → ℝ`.

pub mod data;
mod logistic;
mod regression;

pub use logistic::Logistic;
pub use regression::Regression;

/// Which random sample an evaluation is to use: a mini-batch, a noise vector.
///
/// Randomness is a function of these two numbers alone, so that rewinding and replaying gives the same bits and one
/// optimizer's draws never change another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Draw {
    /// The seed of the whole race.
    pub seed: u64,
    /// The number of the step, from 1; 0, the default, means no randomness: the full loss.
    pub step: u64,
}

/// A loss with its gradient, of any dimension.
pub trait Objective {
    /// The number n of variables.
    fn dim(&self) -> usize;

    /// The loss at `x` (length n); its gradient is written to `g` (length n). With a mini-batch or noise, those of `draw`.
    fn value_grad(&self, x: &[f64], draw: Draw, g: &mut [f64]) -> f64;

    /// Whether another draw may give other numbers. Where none does, a run asks once for what is recorded and stepped by.
    fn is_drawn(&self) -> bool {
        true
    }
}
