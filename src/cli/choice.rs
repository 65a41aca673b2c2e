//! What the commands are asked to run: a lesson, a link, or an optimizer on a surface.

use clap::{ArgGroup, Args};
use downhill::lesson::Ground;
use downhill::number::shortest;
use downhill::run::Run;
use downhill::settings::{self, RunSettings, Settings, SurfaceSettings};
use downhill::{catalogue, link};

/// A lesson, a link, a surface or a formula, and an optimizer.
#[derive(Args)]
#[group(skip)]
#[command(group = ArgGroup::new("source").required(true).multiple(false))]
pub(super) struct Choice {
    /// The lesson whose surface, start and optimizers are used.
    #[arg(long, value_name = "ID", group = "source")]
    lesson: Option<String>,
    /// A link of the page, whole or from its # on: "#v=1&lesson=saddle&start=-2,1e-6".
    #[arg(long, group = "source")]
    link: Option<String>,
    /// The surface, with its default parameters and its own start.
    #[arg(long, value_name = "ID", group = "source")]
    surface: Option<String>,
    /// A formula as surface: "x^2/4 + y^2/4 + sin(2x) + cos(y)"; 2x and 2.1x^2 are products.
    #[arg(long, group = "source", allow_hyphen_values = true)]
    formula: Option<String>,
    /// The optimizer: with the lesson's parameters where the lesson runs it (the first such run), else with its own
    /// defaults; in pictures with the surface's teaching rate.
    #[arg(long, value_name = "ID")]
    optimizer: Option<String>,
}

/// What an optimizer's learning rate is where nobody says.
#[derive(Clone, Copy)]
pub(super) enum Rates {
    /// Its own default, the paper's or PyTorch's.
    Own,
    /// The surface's teaching rate, as on the page, so that the picture shows something.
    Taught,
}

impl Choice {
    /// What a person would see on the page after the same choice. Without an optimizer: all runs of the lesson.
    pub(super) fn settings(&self, rates: Rates) -> Result<Settings, String> {
        let mut settings = self.stage().map_err(|e| e.to_string())?;
        if let Some(id) = &self.optimizer {
            let surface = catalogue::surface(&settings.surface.id).map_err(|e| e.to_string())?.info;
            let default = match rates {
                Rates::Own => RunSettings::of(id),
                Rates::Taught => RunSettings::taught(id, surface),
            };
            let default = default.map_err(|e| e.to_string())?;
            let of_lesson = settings.runs.iter().find(|run| run.optimizer == *id).cloned();
            settings.runs = vec![RunSettings { on: true, ..of_lesson.unwrap_or(default) }];
        }
        if settings.runs.is_empty() && !is_bare(&settings) {
            return Err(format!("An optimizer is needed, as --optimizer ID; there is: {}.", optimizers()));
        }
        Ok(settings)
    }

    fn stage(&self) -> downhill::error::Result<Settings> {
        if let Some(id) = &self.lesson {
            return Ok(catalogue::lesson(id)?.settings());
        }
        if let Some(address) = &self.link {
            return link::read(address);
        }
        let surface = match (&self.formula, &self.surface) {
            (Some(text), _) => SurfaceSettings::typed(text)?,
            (None, id) => SurfaceSettings::of(id.as_deref().unwrap_or_default())?,
        };
        let start = catalogue::surface(&surface.id)?.info.start;
        // Settings always belong to a lesson, as on the page; here nothing of it is left.
        Ok(Settings { surface, start, runs: Vec::new(), ..catalogue::OPENING.settings() })
    }

    /// The number of steps that optimizers take in the lesson, where one is asked for.
    pub(super) fn lesson_steps(&self, settings: &Settings) -> Option<u32> {
        self.lesson.as_ref().or(self.link.as_ref())?;
        let lesson = catalogue::lesson(&settings.lesson).ok()?;
        Some((lesson.steps / lesson.phases) as u32)
    }

    /// What the link says beside settings; see [`link::beside`].
    pub(super) fn beside(&self, key: &str) -> Option<String> {
        link::beside(self.link.as_ref()?, key)
    }
}

/// Whether the settings' lesson moves on no surface; it may do without optimizers.
pub(super) fn is_bare(settings: &Settings) -> bool {
    catalogue::lesson(&settings.lesson).is_ok_and(|lesson| matches!(lesson.ground, Ground::Bare))
}

/// Refuses a start at which there is nothing to descend.
pub(super) fn check_start(run: &Run) -> Result<(), String> {
    if run.diverged_at() != Some(0) {
        return Ok(());
    }
    let [x, y] = run.xy(0).map(shortest);
    Err(format!("The loss at the start {x},{y} is no finite number; another start is needed."))
}

/// Applies `lr=0.1` to the only run, or `surface.kappa=40`.
pub(super) fn set(settings: &mut Settings, piece: &str) -> Result<(), String> {
    let unread = |expected: &str| format!("“{piece}” cannot be read; {expected}.");
    let (key, value) =
        piece.split_once('=').ok_or_else(|| unread("a setting is NAME=VALUE, as in lr=0.1 or surface.kappa=40"))?;
    let value: f64 = value.parse().map_err(|_| unread("a setting takes a number, as in lr=0.1"))?;
    let (id, table, owner, values) = if let Some(id) = key.strip_prefix("surface.") {
        let surface = &mut settings.surface;
        (id, catalogue::surface(&surface.id).map(|entry| entry.params), &surface.id, &mut surface.params)
    } else {
        let run = &mut settings.runs[0];
        (key, catalogue::optimizer(&run.optimizer).map(|entry| entry.params), &run.optimizer, &mut run.params)
    };
    let table = table.map_err(|e| e.to_string())?;
    if table.is_empty() {
        return Err(unread(&format!("{owner} has no parameters")));
    }
    let value = settings::param(table, id, owner).and_then(|p| p.check(value)).map_err(|e| e.to_string())?;
    values.set(id, value);
    Ok(())
}

fn optimizers() -> String {
    catalogue::OPTIMIZERS.iter().map(|entry| entry.info.id).collect::<Vec<_>>().join(", ")
}
