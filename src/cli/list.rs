//! `downhill list`: the catalogue.

use super::output;
use downhill::draw::theme::RUN_COLORS;
use downhill::lab::{Lab, Status};
use downhill::lesson::Lesson;
use downhill::number::shortest;
use downhill::optimizer::OptimizerEntry;
use downhill::param::Param;
use downhill::surface::SurfaceEntry;
use downhill::{catalogue, formula, link};
use serde::Serialize;
use std::collections::BTreeMap;
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
    lessons: Vec<Listed>,
}

/// A lesson, and what follows from it.
#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    lesson: &'static Lesson,
    /// The link that opens it, without `#`.
    link: String,
    /// The step at which its point is seen.
    telling: usize,
    /// What is on its stage at that step, as text with all numbers.
    description: String,
    /// What its exhibit says then.
    remark: Option<String>,
    /// What is said then of each run.
    sentences: Vec<Sentence>,
    /// The live links of its prose: where each leads, by the patch it makes to the settings.
    links: BTreeMap<String, String>,
}

impl List {
    pub(super) fn run(&self) -> Result<(), String> {
        if !self.json {
            return output::write(&plain());
        }
        let lessons = catalogue::LESSONS.iter().map(Listed::of).collect::<Result<_, _>>();
        let lessons = lessons.map_err(|e| e.to_string())?;
        let all = Catalogue { optimizers: catalogue::OPTIMIZERS, surfaces: catalogue::SURFACES, lessons };
        let json = serde_json::to_string_pretty(&all).map_err(|e| format!("The catalogue cannot be written: {e}."))?;
        output::write(&(json + "\n"))
    }
}

/// What is said of a run.
#[derive(Serialize)]
struct Sentence {
    /// Its colour in the pictures, one of --run-1 to --run-8 of `themes.css`.
    color: usize,
    text: String,
}

impl Listed {
    fn of(lesson: &'static Lesson) -> downhill::error::Result<Self> {
        let settings = lesson.settings();
        let mut lab = Lab::new(settings.clone())?;
        lab.go_to(lesson.telling);
        let said = lab.readouts().into_iter().enumerate().filter(|(_, readout)| readout.status != Status::Off);
        let said = said.map(|(place, readout)| Sentence { color: place % RUN_COLORS + 1, text: readout.sentence });
        let patches = lesson.prose.split("data-set=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let leads = |patch: &str| {
            let patch = patch.replace("&amp;", "&");
            let to = link::write(&link::amend(&settings, &patch)?)?;
            Ok((patch, to))
        };
        Ok(Self {
            lesson,
            link: link::write(&settings)?,
            telling: lesson.telling,
            description: lab.description(),
            remark: lab.exhibit().and_then(|exhibit| exhibit.remark(&lab)),
            sentences: said.collect(),
            links: patches.map(leads).collect::<downhill::error::Result<_>>()?,
        })
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
