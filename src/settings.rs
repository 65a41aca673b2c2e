//! The whole state of the page that a link can carry.

use crate::catalogue;
use crate::draw::theme::RUN_COLORS;
use crate::error::{Error, Result};
use crate::formula::{self, Formula};
use crate::number::shortest;
use crate::optimizer::{Optimizer, Retuning};
use crate::param::Param;
use crate::run::DIVERGED_BEYOND;
use crate::surface::{Landscape, Pace, SurfaceInfo};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

mod change;
pub use change::{Change, MOST_CHANGES};

/// Steps a run may have: what a link may ask for, and what memory is planned for.
pub const MOST_STEPS: usize = 100_000;

/// Runs one stage may have: what the palette and the memory are planned for.
pub const MOST_RUNS: usize = 12;

/// Slowest and fastest speed, steps per second. Up to 1, a step takes all of its time to move, so that it can be watched.
pub const SPEEDS: [f64; 2] = [0.125, 240.0];

/// Values by parameter id, in the order of the table. A handful: a list is smaller and faster than a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values(Vec<(String, f64)>);

impl Values {
    /// The value of a parameter.
    #[must_use]
    pub fn value(&self, id: &str) -> Option<f64> {
        self.iter().find(|(known, _)| *known == id).map(|(_, value)| value)
    }

    /// Sets the value of a parameter.
    pub fn set(&mut self, id: &str, value: f64) {
        match self.0.iter_mut().find(|(known, _)| known == id) {
            Some((_, old)) => *old = value,
            None => self.0.push((id.to_owned(), value)),
        }
    }

    /// Ids and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(id, value)| (id.as_str(), *value))
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, value) in self.iter() {
            map.serialize_entry(id, &value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Values;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("numbers by parameter id")
            }
            fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<Values, M::Error> {
                let mut values = Values::default();
                while let Some((id, value)) = map.next_entry::<String, f64>()? {
                    values.set(&id, value);
                }
                Ok(values)
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

/// What is on the stage, and how it moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The lesson's id.
    pub lesson: String,
    /// The surface.
    pub surface: SurfaceSettings,
    /// Where every run starts.
    pub start: [f64; 2],
    /// The runs, in the order of the legend.
    pub runs: Vec<RunSettings>,
    /// Steps per second, within [`SPEEDS`].
    pub speed: f64,
    /// What all randomness is drawn from.
    pub seed: u32,
    /// The step to open at, paused; none to open moving.
    pub step: Option<u32>,
}

/// A surface with its parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurfaceSettings {
    /// The surface's id.
    pub id: String,
    /// All its parameters.
    pub params: Values,
    /// What is typed, where the surface is a [typed formula](crate::formula); none otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
}

/// An optimizer with its parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunSettings {
    /// The optimizer's id.
    pub optimizer: String,
    /// All its parameters.
    pub params: Values,
    /// Whether it runs; an optimizer that is off keeps its settings.
    pub on: bool,
    /// What it goes on with from later steps on, one after the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Its colour, from 1 to [`RUN_COLORS`] as the page's `--run-1` and so on; none for that of
    /// its place in the legend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<u8>,
}

impl SurfaceSettings {
    /// A surface with its default parameters.
    ///
    /// # Errors
    /// [`Error::Unknown`] for an id that is not in the catalogue.
    pub fn of(id: &str) -> Result<Self> {
        let formula = (id == formula::ID).then(|| Formula::EXAMPLE.to_owned());
        Ok(Self { id: id.to_owned(), params: defaults(catalogue::surface(id)?.params), formula })
    }

    /// A typed formula.
    ///
    /// # Errors
    /// [`Error::Formula`] where it cannot be read.
    pub fn typed(text: &str) -> Result<Self> {
        let surface = Self { formula: Some(text.to_owned()), ..Self::of(formula::ID)? };
        surface.make()?;
        Ok(surface)
    }

    /// The surface.
    ///
    /// # Errors
    /// Whatever is unknown or out of range.
    pub fn make(&self) -> Result<Box<dyn Landscape>> {
        let entry = catalogue::surface(&self.id)?;
        if let Some(text) = &self.formula
            && self.id == formula::ID
        {
            return Ok(Box::new(Formula::parse(text)?));
        }
        entry.make(&in_order(entry.params, &self.params, &self.id)?)
    }
}

impl RunSettings {
    /// An optimizer with its default parameters, on.
    ///
    /// # Errors
    /// [`Error::Unknown`] for an id that is not in the catalogue.
    pub fn of(optimizer: &str) -> Result<Self> {
        Ok(Self {
            optimizer: optimizer.to_owned(),
            params: defaults(catalogue::optimizer(optimizer)?.params),
            on: true,
            changes: Vec::new(),
            color: None,
        })
    }

    /// The parameters that its step after `step` steps is made with.
    #[must_use]
    pub fn params_at(&self, step: usize) -> &Values {
        if let Some(change) = self.changes.iter().rev().find(|change| change.at as usize <= step) {
            return &change.params;
        }
        &self.params
    }

    /// Whether it goes as the other does, from the same start on the same surface.
    #[must_use]
    pub fn goes_as(&self, other: &Self) -> bool {
        self.optimizer == other.optimizer && self.params == other.params && self.changes == other.changes
    }

    /// An optimizer with its default parameters, on, at the teaching rate of a surface.
    ///
    /// # Errors
    /// [`Error::Unknown`] for an id that is not in the catalogue.
    pub fn taught(optimizer: &str, surface: &SurfaceInfo) -> Result<Self> {
        let mut run = Self::of(optimizer)?;
        run.teach(surface)?;
        Ok(run)
    }

    /// Sets the rate to the teaching rate of a surface; the rate it ends at, where there is one, to that of gradient
    /// descent, and the rate of an SGD with momentum that it changes into to that of momentum.
    fn teach(&mut self, surface: &SurfaceInfo) -> Result<()> {
        // What it changed to was chosen for where it was.
        self.changes.clear();
        let entry = catalogue::optimizer(&self.optimizer)?;
        for (id, pace) in [("lr", entry.info.pace), ("final_lr", Pace::Gradient), ("sgd_lr", Pace::Momentum)] {
            if let Some(rate) = entry.params.iter().find(|param| param.id == id) {
                self.params.set(id, surface.rate(pace).unwrap_or(rate.default));
            }
        }
        Ok(())
    }

    /// Its changes, as a [`Run`](crate::run::Run) takes them.
    ///
    /// # Errors
    /// Whatever is unknown or out of range.
    pub fn retunings(&self) -> Result<Vec<Retuning>> {
        self.changes.iter().map(|change| change.retuning(&self.optimizer)).collect()
    }

    /// The optimizer in its initial state, for `dim` variables.
    ///
    /// # Errors
    /// Whatever is unknown or out of range.
    pub fn make(&self, dim: usize) -> Result<Box<dyn Optimizer>> {
        let entry = catalogue::optimizer(&self.optimizer)?;
        entry.make(&in_order(entry.params, &self.params, &self.optimizer)?, dim)
    }
}

impl Settings {
    /// Goes to another surface: every run starts where it shows what it is for, at its teaching rate.
    ///
    /// # Errors
    /// [`Error::Unknown`] for what is not in the catalogue.
    pub fn visit(&mut self, surface: SurfaceSettings) -> Result<()> {
        let info = catalogue::surface(&surface.id)?.info;
        (self.start, self.surface) = (info.start, surface);
        self.runs.iter_mut().try_for_each(|run| run.teach(info))
    }

    /// Puts other optimizers on the stage, with their default parameters, at the surface's teaching rates.
    ///
    /// # Errors
    /// [`Error::Unknown`] for what is not in the catalogue.
    pub fn put_on<'a>(&mut self, optimizers: impl Iterator<Item = &'a str>) -> Result<()> {
        let info = catalogue::surface(&self.surface.id)?.info;
        self.runs = optimizers.map(|id| RunSettings::taught(id, info)).collect::<Result<_>>()?;
        Ok(())
    }

    /// The name of the run at a place of the legend; where an optimizer runs more than once, with the value that tells it from
    /// the others, and where it changes on its way, with its last change.
    #[must_use]
    pub fn name(&self, place: usize) -> String {
        let run = &self.runs[place];
        let Ok(entry) = catalogue::optimizer(&run.optimizer) else { return run.optimizer.clone() };
        let twins = || self.runs.iter().filter(|other| other.optimizer == run.optimizer);
        let differs = |param: &&Param| twins().any(|twin| twin.params.value(param.id) != run.params.value(param.id));
        let name = match entry.params.iter().find(differs) {
            Some(param) => {
                let value = run.params.value(param.id).unwrap_or(param.default);
                format!("{}, {} = {}", entry.info.name, param.symbol, shortest(value))
            }
            None => entry.info.name.to_owned(),
        };
        name + &run.last_change()
    }

    /// Refuses a start that has diverged already, and a speed, step, colour or number of runs out of range, or changes
    /// at wrong steps. Optimizers and surfaces are checked when they are made.
    ///
    /// # Errors
    /// [`Error::Range`] naming what is wrong.
    pub fn check(&self) -> Result<()> {
        catalogue::lesson(&self.lesson)?;
        for (axis, value) in ["The start's x", "The start's y"].into_iter().zip(self.start) {
            Error::check_range(axis, value, -DIVERGED_BEYOND, DIVERGED_BEYOND)?;
        }
        Error::check_range("The speed", self.speed, SPEEDS[0], SPEEDS[1])?;
        Error::check_range("The number of runs", self.runs.len() as f64, 0.0, MOST_RUNS as f64)?;
        Error::check_range("The step", f64::from(self.step.unwrap_or(0)), 0.0, MOST_STEPS as f64)?;
        for run in &self.runs {
            run.check_changes()?;
            Error::check_range("The colour", f64::from(run.color.unwrap_or(1)), 1.0, RUN_COLORS as f64)?;
        }
        Ok(())
    }
}

fn defaults(params: &[Param]) -> Values {
    Values(params.iter().map(|p| (p.id.to_owned(), p.default)).collect())
}

/// The values in the order of the table; one that is missing takes its default, one too many is refused.
fn in_order(params: &'static [Param], values: &Values, owner: &str) -> Result<Vec<f64>> {
    for (id, _) in values.iter() {
        param(params, id, owner)?;
    }
    params.iter().map(|p| p.check(values.value(p.id).unwrap_or(p.default))).collect()
}

/// The parameter of that id in a table; `owner` is whose table it is, for the message.
///
/// # Errors
/// [`Error::Unknown`] listing the ids there are.
pub fn param(params: &'static [Param], id: &str, owner: &str) -> Result<&'static Param> {
    params.iter().find(|p| p.id == id).ok_or_else(|| Error::Unknown {
        what: format!("parameter of {owner}"),
        id: id.to_owned(),
        known: params.iter().map(|p| p.id).collect(),
    })
}
