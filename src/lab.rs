//! The runs of one setting, moved together and read off together. What the page shows, without the page.

use crate::catalogue::{self, EVERYTHING};
use crate::error::Result;
use crate::measure;
use crate::number;
use crate::run::Run;
use crate::settings::{MOST_STEPS, RunSettings, Settings};
use crate::surface::{Landscape, Window};
use serde::Serialize;
use std::rc::Rc;

/// Where a curve is looked at to find the range of its losses.
const CURVE_SAMPLES: usize = 256;

/// Along each axis, to find out whether a surface goes below 0.
const DIP_SAMPLES: usize = 24;

/// Room below and above a curve, in shares of the range of its losses: marks and names need some.
const CURVE_ROOM: [f64; 2] = [0.12, 0.05];

/// The runs of one setting, all shown at the same step.
///
/// Going back shows an earlier step and changes nothing; going forward again shows the same bits.
#[derive(Clone)]
pub struct Lab {
    settings: Settings,
    landscape: Rc<dyn Landscape>,
    runs: Vec<Run>,
    step: usize,
    shown: Window,
    /// Whether the surface goes below 0 somewhere in its window.
    dips: bool,
}

impl std::fmt::Debug for Lab {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lab").field("settings", &self.settings).field("step", &self.step).finish_non_exhaustive()
    }
}

/// How a run stands at the step shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It can take another step.
    Running,
    /// It stands outside the window, still finite.
    Outside,
    /// Its next step would leave all bounds.
    Diverged,
    /// Its legend switch is off.
    Off,
}

/// What is read off one run at the step shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Readout {
    /// The optimizer's name.
    pub name: &'static str,
    /// The point.
    pub x: f64,
    /// The point.
    pub y: f64,
    /// The loss there.
    pub loss: f64,
    /// Sign changes of the gradient along x and along y so far.
    pub flips: [usize; 2],
    /// How it stands.
    pub status: Status,
    /// The lesson's sentence about it, with its name.
    pub sentence: String,
    /// The same numbers, for people.
    pub text: ReadoutText,
}

/// Numbers as people read them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadoutText {
    /// The point's x.
    pub x: String,
    /// The point's y.
    pub y: String,
    /// The loss.
    pub loss: String,
}

impl Lab {
    /// All runs at the settings' step, or at the start.
    ///
    /// # Errors
    /// Whatever is unknown or out of range in the settings.
    pub fn new(settings: Settings) -> Result<Self> {
        settings.check()?;
        let landscape: Rc<dyn Landscape> = Rc::from(settings.surface.make()?);
        let runs = settings.runs.iter().map(|run| start(run, &settings, &landscape)).collect::<Result<_, _>>()?;
        let shown = shown(&*landscape, landscape.info().window);
        let dips = dips(&*landscape);
        let mut lab = Self { step: 0, settings, landscape, runs, shown, dips };
        lab.go_to(lab.settings.step.unwrap_or(0) as usize);
        Ok(lab)
    }

    /// Takes over other settings and keeps the step shown: runs whose settings changed are computed anew up to it.
    ///
    /// # Errors
    /// Whatever is unknown or out of range; then nothing is changed.
    pub fn set(&mut self, settings: Settings) -> Result<()> {
        settings.check()?;
        let same_ground = settings.surface == self.settings.surface
            && settings.start == self.settings.start
            && settings.seed == self.settings.seed;
        let landscape = if same_ground { Rc::clone(&self.landscape) } else { Rc::from(settings.surface.make()?) };
        let mut runs = Vec::with_capacity(settings.runs.len());
        for (index, run) in settings.runs.iter().enumerate() {
            let before = self.settings.runs.get(index).filter(|_| same_ground);
            let same = before.is_some_and(|old| old.optimizer == run.optimizer && old.params == run.params);
            runs.push(if same { self.runs[index].clone() } else { start(run, &settings, &landscape)? });
        }
        if settings.surface.id != self.settings.surface.id {
            self.shown = shown(&*landscape, landscape.info().window);
        }
        if settings.surface != self.settings.surface {
            self.dips = dips(&*landscape);
        }
        (self.settings, self.landscape, self.runs) = (settings, landscape, runs);
        self.go_to(self.step);
        Ok(())
    }

    /// The settings, complete.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The surface.
    #[must_use]
    pub fn landscape(&self) -> &dyn Landscape {
        &*self.landscape
    }

    /// Whether the surface is drawn as a curve: loss over x.
    #[must_use]
    pub fn is_curve(&self) -> bool {
        EVERYTHING && self.landscape.info().axes == 1
    }

    /// Whether there are losses below 0, on the surface or in a run: a logarithm cannot show them.
    #[must_use]
    pub fn goes_below_zero(&self) -> bool {
        EVERYTHING && (self.dips || self.any_loss_below_zero())
    }

    fn any_loss_below_zero(&self) -> bool {
        self.running().any(|(_, run)| (0..=run.len()).any(|step| run.loss(step) < 0.0))
    }

    /// Where a point of the surface stands in the picture: x and loss on a curve.
    #[must_use]
    pub fn on_stage(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        if self.is_curve() { [x, self.landscape.value([x, y])] } else { [x, y] }
    }

    /// The start that a point of the picture stands for: on a curve its height says nothing, and y stays.
    #[must_use]
    pub fn start_at(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        if self.is_curve() { [x, self.settings.start[1]] } else { [x, y] }
    }

    /// What must be in the picture: a part of the plane, or of x and loss for a curve.
    #[must_use]
    pub fn window(&self) -> Window {
        let window = self.landscape.info().window;
        if !self.is_curve() {
            return window;
        }
        let [left, right] = window.x;
        let losses = (0..=CURVE_SAMPLES).map(|i| {
            let x = left + (right - left) * (i as f64 / CURVE_SAMPLES as f64);
            self.landscape.value([x, 0.0])
        });
        let span = [f64::INFINITY, f64::NEG_INFINITY];
        let [low, high] = losses.filter(|v| v.is_finite()).fold(span, |[low, high], v| [low.min(v), high.max(v)]);
        let room = CURVE_ROOM.map(|share| share * (high - low));
        Window { y: [low - room[0], high + room[1]], ..window }
    }

    /// Says which part of the plane the picture shows: more than [`Self::window`] as a rule. What is said of runs that leave
    /// the picture goes by it.
    pub fn show(&mut self, window: Window) {
        self.shown = shown(&*self.landscape, window);
    }

    /// The part of the plane that the picture shows: any y for a curve.
    #[must_use]
    pub fn shown(&self) -> Window {
        self.shown
    }

    /// The runs, also those that are off.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The runs that are on, with their places in the legend from 0.
    pub fn running(&self) -> impl Iterator<Item = (usize, &Run)> {
        let on = self.settings.runs.iter().map(|run| run.on);
        self.runs.iter().enumerate().zip(on).filter(|(_, on)| *on).map(|(run, _)| run)
    }

    /// The runs, taken out.
    #[must_use]
    pub fn into_runs(self) -> Vec<Run> {
        self.runs
    }

    /// The step shown.
    #[must_use]
    pub fn step(&self) -> usize {
        self.step
    }

    /// The right end of the timeline: the lesson's steps, or the furthest step computed.
    #[must_use]
    pub fn length(&self) -> usize {
        let lesson = catalogue::lesson(&self.settings.lesson).map_or(0, |lesson| lesson.steps);
        self.running().map(|(_, run)| run.len()).chain([lesson, self.step]).max().unwrap_or(lesson)
    }

    /// Shows the step `n` steps on; false when there is nothing left to move.
    pub fn advance(&mut self, n: usize) -> bool {
        self.go_to(self.step.saturating_add(n));
        self.can_move()
    }

    /// Whether any run that is on has a step after the one shown.
    #[must_use]
    pub fn can_move(&self) -> bool {
        self.step < MOST_STEPS && self.running().any(|(_, run)| run.diverged_at().is_none() || run.len() > self.step)
    }

    /// Shows a step, computing up to it where need be; steps beyond [`MOST_STEPS`] are not taken.
    pub fn go_to(&mut self, step: usize) {
        self.step = step.min(MOST_STEPS);
        for (run, settings) in self.runs.iter_mut().zip(&self.settings.runs) {
            if settings.on {
                run.extend_to(self.step);
            }
        }
    }

    /// What is read off each run at the step shown.
    #[must_use]
    pub fn readouts(&self) -> Vec<Readout> {
        let lesson = catalogue::lesson(&self.settings.lesson);
        let at_home = lesson.is_ok_and(|lesson| lesson.settings().surface.id == self.settings.surface.id);
        (0..self.runs.len()).map(|index| self.readout(index, at_home)).collect()
    }

    /// What a lesson says of a run is meant for the lesson's own surface: `at_home`.
    fn readout(&self, index: usize, at_home: bool) -> Readout {
        let run = &self.runs[index];
        let step = self.step.min(run.len());
        let name = run.optimizer().info().name;
        let ([x, y], loss) = (run.xy(step), run.loss(step));
        let diverged = run.diverged_at().filter(|&at| at <= self.step);
        let status = match (self.settings.runs[index].on, diverged, self.shown.contains([x, y])) {
            (false, _, _) => Status::Off,
            (true, Some(_), _) => Status::Diverged,
            (true, None, false) => Status::Outside,
            (true, None, true) => Status::Running,
        };
        let left = measure::leaves(run, self.shown, self.step);
        let sentence = match (status, left, diverged) {
            (Status::Off, _, _) => format!("{name} is off."),
            (_, _, Some(0)) => format!("{name} cannot begin: the loss is not defined at the start."),
            (_, left, Some(at)) => {
                let left = left.unwrap_or(at);
                format!("{name} left the picture at step {left} and every bound at step {at}.")
            }
            (_, Some(at), None) => format!("{name} left the picture at step {at}, loss {}.", number::readable(loss)),
            (_, None, None) => {
                let lesson = catalogue::lesson(&self.settings.lesson).ok().filter(|_| at_home);
                let general = || {
                    let (from, to) = (number::readable(run.loss(0)), number::readable(loss));
                    format!("went from loss {from} to {to} in {}.", number::counted(step, "step"))
                };
                format!("{name} {}", lesson.map_or_else(general, |lesson| (lesson.says)(run, self.step)))
            }
        };
        Readout {
            name,
            x,
            y,
            loss,
            flips: [measure::flips(run, 0, step), measure::flips(run, 1, step)],
            status,
            sentence,
            text: ReadoutText { x: number::readable(x), y: number::readable(y), loss: number::readable(loss) },
        }
    }

    /// What is on the stage, as text for those who do not see it.
    #[must_use]
    pub fn description(&self) -> String {
        let about_runs = self.readouts().into_iter().filter(|readout| readout.status != Status::Off);
        let sentences: Vec<_> = about_runs
            .map(|r| {
                let y = if self.is_curve() { String::new() } else { format!(", y {}", r.text.y) };
                format!("{} At x {}{y}, loss {}.", r.sentence, r.text.x, r.text.loss)
            })
            .collect();
        format!("Step {}. {}", self.step, sentences.join(" "))
    }
}

/// Whether the surface goes below 0 at one of a few hundred points of its window: known before any run gets there, so
/// that the loss chart need not change its axis under way.
fn dips(landscape: &dyn Landscape) -> bool {
    let Window { x, y } = landscape.info().window;
    let along = |[low, high]: [f64; 2], k: usize| low + (high - low) * k as f64 / DIP_SAMPLES as f64;
    let mut nodes = (0..=DIP_SAMPLES).flat_map(|i| (0..=DIP_SAMPLES).map(move |j| [along(x, i), along(y, j)]));
    EVERYTHING && nodes.any(|at| landscape.value(at) < 0.0)
}

fn shown(landscape: &dyn Landscape, window: Window) -> Window {
    let y = if EVERYTHING && landscape.info().axes == 1 { [f64::NEG_INFINITY, f64::INFINITY] } else { window.y };
    Window { y, ..window }
}

fn start(run: &RunSettings, settings: &Settings, landscape: &Rc<dyn Landscape>) -> Result<Run> {
    let optimizer = run.make(landscape.dim())?;
    let objective = Rc::clone(landscape) as Rc<dyn crate::objective::Objective>;
    let mut run = Run::new(optimizer, objective, &settings.start, u64::from(settings.seed));
    run.reserve(catalogue::lesson(&settings.lesson)?.steps);
    Ok(run)
}
