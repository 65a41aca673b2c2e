//! `downhill trace`: a trajectory as CSV.

use super::choice::{self, Choice, Rates};
use super::{output, say};
use downhill::export::csv;
use downhill::lab::Lab;
use downhill::settings::MOST_STEPS;

/// What `downhill trace` takes.
#[derive(clap::Args)]
#[command(after_help = "\
Rows are steps 0 to N; loss and gradient are those over all data, without noise.
A run diverges where a coordinate would pass 1e9 or the loss is no finite number; its rows end there, and a line on stderr says at which step.

  downhill trace --optimizer adam --surface rosenbrock --set lr=0.05 --steps 200
  downhill trace --optimizer sgd --formula 'x^2 + 2.1y^2' --start=-1,2 --steps 20 --explain
  downhill trace --lesson jitter --optimizer momentum --set surface.kappa=40")]
pub(super) struct Trace {
    #[command(flatten)]
    choice: Choice,
    /// Where it starts, as in -4,1.5; the lesson's or the surface's own start by default.
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true, value_parser = point)]
    start: Option<[f64; 2]>,
    /// A parameter of the optimizer, as in lr=0.1, or of the surface, as in surface.kappa=40; may be given again.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// How many steps; the lesson's by default.
    #[arg(long, value_name = "N", value_parser = super::steps, allow_hyphen_values = true)]
    steps: Option<u32>,
    /// What all randomness is drawn from; the lesson's, or 1, by default.
    #[arg(long, value_parser = seed, allow_hyphen_values = true)]
    seed: Option<u32>,
    /// Add each named internal of the rule for x and y (m_x, m_y…): those of the step that leads from this row to the next.
    #[arg(long)]
    explain: bool,
}

impl Trace {
    pub(super) fn run(&self) -> Result<(), String> {
        let mut settings = self.choice.settings(Rates::Own)?;
        if choice::is_bare(&settings) {
            return Err(format!("The lesson {} moves on no surface: there is no path to trace.", settings.lesson));
        }
        if settings.runs.len() > 1 {
            let ids: Vec<_> = settings.runs.iter().map(|run| run.optimizer.as_str()).collect();
            return Err(format!(
                "The lesson {} runs more than one optimizer; choose with --optimizer: {}, or any other.",
                settings.lesson,
                ids.join(", ")
            ));
        }
        for piece in &self.set {
            choice::set(&mut settings, piece)?;
        }
        settings.start = self.start.unwrap_or(settings.start);
        settings.seed = self.seed.unwrap_or(settings.seed);
        // A lab counts up to the step that a link shows; how far a trace goes is asked for apart.
        settings.step = None;
        let steps = self.steps.or(self.choice.lesson_steps(&settings));
        let steps =
            steps.ok_or_else(|| format!("A number of steps is needed, as --steps N, from 0 to {MOST_STEPS}."))?;
        // The run alone: a lab counts phases where its lesson shows them one by one.
        let mut runs = Lab::new(settings).map_err(|e| e.to_string())?.into_runs();
        let run = &mut runs[0];
        run.extend_to(steps as usize);
        choice::check_start(run)?;
        output::write(&csv::run(run, self.explain))?;
        if let Some(at) = run.diverged_at() {
            let name = run.optimizer().info().name;
            say(&format!(
                "{name} diverged at step {at} (a coordinate passed 1e9, or the loss is no finite number); the last row is step {}.",
                run.len()
            ));
        }
        Ok(())
    }
}

fn point(text: &str) -> Result<[f64; 2], &'static str> {
    let point = text.split_once(',').and_then(|(x, y)| Some([x.trim().parse().ok()?, y.trim().parse().ok()?]));
    point.ok_or("a start is two numbers, as in --start=-4,1.5")
}

fn seed(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "it takes a whole number from 0 to 4294967295")
}
