//! Lessons: a preset with prose, what is drawn and read off live, and the claim it makes as code.

mod adagrad;
mod adam_to_sgd;
mod bias_correction;
mod friction;
mod generalize;
mod high_dimension;
mod jitter;
mod local_minimum;
mod momentum;
mod noise;
mod not_converging;
mod overshoot;
mod recent;
mod rmsprop;
mod saddle;
mod training_loop;
mod which;

pub use adagrad::ADAGRAD;
pub use adam_to_sgd::ADAM_TO_SGD;
pub use bias_correction::BIAS_CORRECTION;
pub use friction::FRICTION;
pub use generalize::GENERALIZE;
pub use high_dimension::HIGH_DIMENSION;
pub use jitter::JITTER;
pub use local_minimum::LOCAL_MINIMUM;
pub use momentum::MOMENTUM;
pub use noise::NOISE;
pub use not_converging::NOT_CONVERGING;
pub use overshoot::OVERSHOOT;
pub use recent::RECENT;
pub use rmsprop::RMSPROP;
pub use saddle::SADDLE;
pub use training_loop::TRAINING_LOOP;
pub use which::WHICH;

use crate::catalogue;
use crate::draw::mark::Mark;
use crate::error::Result;
use crate::exhibit;
#[cfg(not(target_arch = "wasm32"))]
use crate::lab::Lab;
use crate::lab::Seen;
use crate::link;
#[cfg(not(target_arch = "wasm32"))]
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
    /// One question for the class, HTML with MathML.
    pub question: &'static str,
    /// How many steps it plays.
    pub steps: usize,
    /// Whether it starts anew when it comes back into sight, as on a slide that is turned back to: a race that is over in seconds
    /// does; one that is long, or whose point comes late, goes on from where it was.
    pub restarts: bool,
    /// The step at which its point is seen: where its picture is taken.
    #[serde(skip)]
    pub telling: usize,
    /// Steps of the timeline to one step of the optimizers: 1, or the number of phases that are shown one by one.
    #[serde(skip)]
    pub phases: usize,
    /// Its settings, in the grammar of [links](crate::link).
    #[serde(skip)]
    pub preset: &'static str,
    /// The surfaces its runs are drawn on.
    pub ground: Ground,
    /// Whether the losses are charted below: not where histories of x tell more.
    pub charts: bool,
    /// What it shows beside the surfaces, or instead of them; made for the settings.
    #[serde(skip)]
    pub exhibit: Option<exhibit::Make>,
    /// Whether its sentences and pictures are true on any surface; else they are silent where the viewer has chosen another.
    #[serde(skip)]
    pub anywhere: bool,
    /// Where they are not true anywhere: the ids of other surfaces that they are true on.
    #[serde(skip)]
    pub also: &'static [&'static str],
    /// The sentence about one run of the legend, written after its name.
    #[serde(skip)]
    pub says: fn(&Seen<'_>) -> String,
    /// What is drawn on a stage for one run, beside its path.
    #[serde(skip)]
    pub marks: fn(&Seen<'_>) -> Vec<Mark>,
    /// The claim: computed over the very preset that the page runs. An error says which number came out wrong. The page does
    /// not carry it.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip)]
    pub holds: fn(&Lesson) -> Result<(), String>,
}

/// The surfaces a lesson's runs are drawn on.
#[derive(Clone, Copy, Debug)]
pub enum Ground {
    /// The one surface of the settings.
    Chosen,
    /// Several small stages, on each of which the same runs start.
    Panels(&'static [Panel]),
    /// None: the exhibit is all there is.
    Bare,
}

impl Ground {
    /// Its kind as one word: chosen, panels or bare.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Panels(_) => "panels",
            Self::Bare => "bare",
        }
    }
}

/// As its kind: the page asks no more.
impl Serialize for Ground {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.kind())
    }
}

/// A small stage of a lesson. What it does not say is as in the settings.
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    /// Its title.
    pub title: &'static str,
    /// The id of its surface. A parameter that the settings' surface has under the same id has the same value here.
    pub surface: &'static str,
    /// Where its runs start; none for the settings' start.
    pub start: Option<[f64; 2]>,
    /// The optimizers that are shown on it; none for all. One that no panel of the lesson names is shown on each.
    pub runs: Option<&'static [&'static str]>,
}

impl Panel {
    /// What most panels have in common.
    pub const PLAIN: Self = Self { title: "", surface: "", start: None, runs: None };

    /// The settings of this stage, one of `panels`. Learning rates are the same on all stages: they are the lesson's own.
    ///
    /// # Errors
    /// What is not in the catalogue.
    pub fn settings(&self, common: &Settings, panels: &[Self]) -> Result<Settings> {
        let mut surface = SurfaceSettings::of(self.surface)?;
        for (id, value) in common.surface.params.iter() {
            if surface.params.value(id).is_some() {
                surface.params.set(id, value);
            }
        }
        let mut own = Settings { surface, start: self.start.unwrap_or(common.start), ..common.clone() };
        for run in &mut own.runs {
            let named = |panel: &Self| panel.runs.is_some_and(|runs| runs.contains(&run.optimizer.as_str()));
            run.on &= self.runs.is_none() || named(self) || !panels.iter().any(named);
        }
        Ok(own)
    }
}

impl Lesson {
    /// What most lessons have in common: the rest of a description is `..Lesson::PLAIN`.
    pub const PLAIN: Self = Self {
        id: "",
        title: "",
        prose: "",
        question: "",
        steps: 100,
        restarts: true,
        telling: 100,
        phases: 1,
        preset: "",
        ground: Ground::Chosen,
        charts: true,
        exhibit: None,
        anywhere: false,
        also: &[],
        says: |_| String::new(),
        marks: |_| Vec::new(),
        #[cfg(not(target_arch = "wasm32"))]
        holds: |lesson| Err(format!("the lesson {} claims nothing", lesson.id)),
    };

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

    /// The lesson with its settings changed by `patch`, at a step: for claims.
    ///
    /// # Errors
    /// A bad patch, in words.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn lab(&self, patch: &str, step: usize) -> Result<Lab, String> {
        let mut lab = Lab::new(settings_of(self, patch)?).map_err(|error| error.to_string())?;
        lab.go_to(step);
        Ok(lab)
    }

    /// The run `number` (from 1) on the first stage of the lesson with its settings changed by `patch`, after `steps` steps:
    /// for claims.
    ///
    /// # Errors
    /// A bad patch, in words.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn run(&self, patch: &str, number: usize, steps: usize) -> Result<Run, String> {
        let mut runs = self.lab(patch, steps)?.into_runs();
        if number == 0 || number > runs.len() {
            return Err(format!("the lesson {} has no run {number}", self.id));
        }
        Ok(runs.swap_remove(number - 1))
    }
}

/// The settings of a lesson changed by `patch`: for claims.
///
/// # Errors
/// A bad patch, in words.
#[cfg(not(target_arch = "wasm32"))]
pub fn settings_of(lesson: &Lesson, patch: &str) -> Result<Settings, String> {
    link::amend(&lesson.settings(), patch).map_err(|error| error.to_string())
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

/// A claim that is true or false.
///
/// # Errors
/// What was claimed, where it is false.
#[cfg(not(target_arch = "wasm32"))]
pub fn claim_that(what: &str, is_so: bool) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(format!("it is not so that {what}")) }
}
