//! `downhill list`: the catalogue.

use super::output;
use downhill::lesson::Lesson;
use downhill::number::shortest;
use downhill::optimizer::OptimizerEntry;
use downhill::param::Param;
use downhill::surface::SurfaceEntry;
use downhill::{catalogue, formula};
use serde::Serialize;
use std::fmt::Write;

/// What `downhill list` takes.
#[derive(clap::Args)]
pub(super) struct List {
    /// The same and more, for programs: one JSON object with optimizers, surfaces and lessons.
    #[arg(long)]
    json: bool,
}

/// The whole catalogue, as JSON has it.
#[derive(Serialize)]
struct Catalogue {
    optimizers: &'static [OptimizerEntry],
    surfaces: &'static [SurfaceEntry],
    lessons: &'static [Lesson],
}

impl List {
    pub(super) fn run(&self) -> Result<(), String> {
        if !self.json {
            return output::write(&plain());
        }
        let all =
            Catalogue { optimizers: catalogue::OPTIMIZERS, surfaces: catalogue::SURFACES, lessons: catalogue::LESSONS };
        let json = serde_json::to_string_pretty(&all).map_err(|e| format!("The catalogue cannot be written: {e}."))?;
        output::write(&(json + "\n"))
    }
}

/// The catalogue for people.
fn plain() -> String {
    let mut text = String::from("Optimizers\n");
    let mut line = |l: String| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{l}");
    };
    for entry in catalogue::OPTIMIZERS {
        let info = entry.info;
        line(format!("  {:<18} {}. {}", info.id, info.paper.trim_end_matches('.'), info.url));
        entry.params.iter().for_each(|p| line(described(p)));
    }
    line("Surfaces".to_owned());
    for entry in catalogue::SURFACES {
        let minima: Vec<_> =
            entry.info.minima.iter().map(|[x, y]| format!("({}, {})", shortest(*x), shortest(*y))).collect();
        let minima = if minima.is_empty() { String::new() } else { format!("; minima: {}", minima.join(" ")) };
        let typed = if entry.info.id == formula::ID {
            ", by default the page's example; --formula takes any other"
        } else {
            ""
        };
        line(format!("  {:<18} {}{typed}{minima}", entry.info.id, entry.info.name));
        entry.params.iter().for_each(|p| line(described(p)));
    }
    line("Lessons".to_owned());
    for lesson in catalogue::LESSONS {
        let optimizers: Vec<_> = lesson.settings().runs.into_iter().map(|run| run.optimizer).collect();
        line(format!("  {:<18} {}: {}; {} steps", lesson.id, lesson.title, optimizers.join(", "), lesson.steps));
    }
    text
}

fn described(p: &Param) -> String {
    let [default, min, max] = [p.default, p.min, p.max].map(shortest);
    format!("    {} ({}) = {default}, from {min} to {max}. {}", p.id, p.symbol, p.doc)
}
