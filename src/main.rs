//! The native command line.

use clap::{Parser, Subcommand};
use downhill::draw::{Theme, svg};
use downhill::lab::Lab;
use downhill::{catalogue, link};
use std::path::PathBuf;
use std::process::ExitCode;

/// How deep-learning optimizers move: lists, and pictures drawn by the page's own code.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the optimizers with their parameters, the surfaces and the lessons.
    List,
    /// Draw a lesson at a step as SVG.
    Render {
        /// The lesson's id.
        #[arg(long)]
        lesson: String,
        /// Changes to the lesson, in the grammar of links: "1.lr=0.04&surface.kappa=40".
        #[arg(long, default_value = "")]
        set: String,
        /// The step to show; the lesson's last by default.
        #[arg(long)]
        step: Option<usize>,
        /// light, dark or projector.
        #[arg(long, default_value = "light")]
        theme: String,
        /// Where to write the picture.
        #[arg(short, long)]
        out: PathBuf,
        /// Its size, px.
        #[arg(long, default_value = "960x720", value_parser = size)]
        size: [u32; 2],
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<(), String> {
    match command {
        Command::List => {
            list();
            Ok(())
        }
        Command::Render { lesson, set, step, theme, out, size } => {
            let lesson = catalogue::lesson(&lesson).map_err(|e| e.to_string())?;
            let settings = link::amend(&lesson.settings(), &set).map_err(|e| e.to_string())?;
            let theme = Theme::named(&theme).map_err(|e| e.to_string())?;
            let mut lab = Lab::new(settings).map_err(|e| e.to_string())?;
            lab.go_to(step.unwrap_or(lesson.steps));
            let picture = svg::picture(&mut lab, &theme, size)?;
            std::fs::write(&out, picture).map_err(|e| format!("{} cannot be written: {e}", out.display()))
        }
    }
}

fn list() {
    println!("Optimizers");
    for entry in catalogue::OPTIMIZERS {
        println!("  {:<12} {}", entry.info.id, entry.info.paper);
        for p in entry.params {
            println!("    {} {} = {:?}, {:?} to {:?}. {}", p.id, p.symbol, p.default, p.min, p.max, p.doc);
        }
    }
    println!("Surfaces");
    for entry in catalogue::SURFACES {
        println!("  {:<12} {}", entry.info.id, entry.info.name);
    }
    println!("Lessons");
    for lesson in catalogue::LESSONS {
        println!("  {:<12} {}", lesson.id, lesson.title);
    }
}

fn size(text: &str) -> Result<[u32; 2], String> {
    let parsed = text.split_once('x').and_then(|(w, h)| Some([w.parse().ok()?, h.parse().ok()?]));
    parsed
        .filter(|size: &[u32; 2]| size.iter().all(|side| (100..=16384).contains(side)))
        .ok_or_else(|| "a size is WIDTHxHEIGHT, each from 100 to 16384 px, as in 960x720".to_owned())
}
