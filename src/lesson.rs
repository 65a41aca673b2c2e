//! Lessons: a preset with prose, what is read off live, and the claim it makes as code.

mod jitter;

pub use jitter::JITTER;

use crate::catalogue;
use crate::error::Result;
use crate::link;
use crate::run::Run;
use crate::settings::{Settings, SurfaceSettings};
use serde::Serialize;

/// One scene of the lecture.
#[derive(Debug, Serialize)]
pub struct Lesson {
    /// Its id, as in links.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// At most 90 words of HTML with MathML. A link `<a data-set="1.lr=0.04">` amends the settings when clicked.
    pub prose: &'static str,
    /// How many steps it plays.
    pub steps: usize,
    /// Its settings, in the grammar of [links](crate::link).
    #[serde(skip)]
    pub preset: &'static str,
    /// The sentence about one run at a step, written after the optimizer's name.
    #[serde(skip)]
    pub says: fn(&Run, usize) -> String,
    /// The claim: computed over the very preset that the page runs. An error says which number came out wrong. The page does
    /// not carry it.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip)]
    pub holds: fn(&Lesson) -> Result<(), String>,
}

impl Lesson {
    /// The settings it opens with.
    ///
    /// # Panics
    /// If the preset is wrong; a test goes through all of the catalogue.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.try_settings().unwrap_or_else(|error| panic!("the preset of the lesson {} is wrong: {error}", self.id))
    }

    /// The settings it opens with, or what is wrong with its preset.
    ///
    /// # Errors
    /// The first bad piece of the preset.
    pub fn try_settings(&self) -> Result<Settings> {
        let blank = Settings {
            lesson: self.id.to_owned(),
            surface: SurfaceSettings::of(catalogue::SURFACES[0].info.id)?,
            start: [0.0; 2],
            runs: Vec::new(),
            speed: 8.0,
            seed: 1,
            step: None,
        };
        link::amend(&blank, self.preset)
    }

    /// The run `number` (from 1) of the lesson with its settings changed by `patch`, after `steps` steps: for claims.
    ///
    /// # Errors
    /// A bad patch, in words.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn run(&self, patch: &str, number: usize, steps: usize) -> Result<Run, String> {
        let settings = link::amend(&self.settings(), patch).map_err(|error| error.to_string())?;
        let mut runs = crate::lab::Lab::new(settings).map_err(|error| error.to_string())?.into_runs();
        if number == 0 || number > runs.len() {
            return Err(format!("the lesson {} has no run {number}", self.id));
        }
        let mut run = runs.swap_remove(number - 1);
        run.extend_to(steps);
        Ok(run)
    }
}

/// A claimed number: fails unless `value` rounds to `expected` within half a unit of its last digit.
///
/// # Errors
/// What was claimed and what came out.
#[cfg(not(target_arch = "wasm32"))]
pub fn claim(what: &str, value: f64, expected: f64, last_digit: f64) -> Result<(), String> {
    if (value - expected).abs() <= last_digit / 2.0 {
        return Ok(());
    }
    Err(format!("{what} should be {expected}, but came out as {value}"))
}
