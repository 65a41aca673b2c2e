//! What a lesson shows beside the surfaces, or instead of them: computed step by step, drawn as [plots](crate::draw::plot).

mod generalize;
mod high_dimension;
mod not_converging;
mod training_loop;
mod which;

pub use generalize::Generalize;
pub use high_dimension::HighDimension;
pub use not_converging::NotConverging;
pub use training_loop::{Pass, TrainingLoop, pair};
pub use which::Which;

use crate::draw::plot::Plot;
use crate::error::Result;
use crate::lab::Lab;
use crate::settings::Settings;
use serde::Serialize;

/// A computation that a lesson shows.
///
/// It is made for one lesson's settings and is a function of them and the step alone: going back and forth shows the same bits.
pub trait Exhibit {
    /// Computes up to a step of the timeline, where it has not yet. One step must not take longer than a frame.
    fn go_to(&mut self, _step: usize) {}

    /// The last step there is, where it has one of its own.
    fn last(&self) -> Option<usize> {
        None
    }

    /// The plots at the lab's step. Their axes depend on the settings alone.
    fn plots(&self, lab: &Lab) -> Vec<Plot>;

    /// The sentence about the run at a place of the legend, written after its name; none to leave it to the lesson.
    fn says(&self, _place: usize, _lab: &Lab) -> Option<String> {
        None
    }

    /// The sentence about the whole, where there is one.
    fn remark(&self, _lab: &Lab) -> Option<String> {
        None
    }

    /// The lines of an algorithm, where it shows one.
    fn code(&self, _lab: &Lab) -> Vec<CodeLine> {
        Vec::new()
    }
}

/// Makes an exhibit for the settings of its lesson.
pub type Make = fn(&Settings) -> Result<Box<dyn Exhibit>>;

impl std::fmt::Debug for dyn Exhibit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Exhibit")
    }
}

/// A line of an algorithm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CodeLine {
    /// The line.
    pub text: &'static str,
    /// What it has just computed; empty where it has not.
    pub value: String,
    /// Whether it belongs to the phase that is shown.
    pub lit: bool,
}
