//! One surface with the runs on it.

use crate::error::Result;
use crate::lab::Lab;
use crate::lab::series::Tracks;
use crate::objective::Objective;
use crate::run::Run;
use crate::settings::{RunSettings, Settings, Values};
use crate::surface::{Landscape, Window};
use std::rc::Rc;

/// Where a curve is looked at to find the range of its losses.
const CURVE_SAMPLES: usize = 256;

/// Along each axis, to find out whether a surface goes below 0.
const DIP_SAMPLES: usize = 24;

/// Room below and above a curve, in shares of the range of its losses: marks and names need some.
const CURVE_ROOM: [f64; 2] = [0.12, 0.05];

/// One surface with a run for each line of the legend.
pub struct Stage {
    /// Its title, where there are several.
    title: &'static str,
    /// Whether it starts where the settings say.
    follows: bool,
    /// The settings it was made for.
    settings: Settings,
    landscape: Rc<dyn Landscape>,
    runs: Vec<Run>,
    /// What is charted of each run beside its own records.
    pub(super) tracks: Vec<Tracks>,
    names: Vec<String>,
    /// The step from which each run's path is its own.
    begins: Vec<usize>,
    shown: Window,
    /// The part of the plane that was zoomed to.
    zoomed: Option<Window>,
    /// Whether the surface goes below 0 somewhere in its window.
    dips: bool,
}

/// One run of the legend on one stage, at the step shown: what a lesson's sentences and marks are made from.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// All that is on the page.
    pub lab: &'a Lab,
    /// The stage.
    pub stage: &'a Stage,
    /// The run.
    pub run: &'a Run,
    /// Its place in the legend, from 0.
    pub place: usize,
    /// The optimizer's step shown; the run may have ended before.
    pub step: usize,
}

impl<'a> Seen<'a> {
    /// The same line of the legend on each stage that shows it.
    pub fn everywhere(self) -> impl Iterator<Item = Seen<'a>> {
        let on = move |stage: &'a Stage| {
            let run = stage.running().find(|(place, _)| *place == self.place);
            run.map(|(_, run)| Seen { stage, run, ..self })
        };
        self.lab.stages().iter().filter_map(on)
    }

    /// The value of one of the optimizer's parameters, as the step after the one shown has it.
    #[must_use]
    pub fn param(self, id: &str) -> Option<f64> {
        self.stage.settings.runs.get(self.place)?.params_at(self.step).value(id)
    }

    /// The value of one of the surface's parameters.
    #[must_use]
    pub fn surface_param(self, id: &str) -> Option<f64> {
        self.stage.surface_params().value(id)
    }

    /// A named internal of the step that led to the one shown, along an axis.
    #[must_use]
    pub fn internal(self, axis: usize, name: &str) -> Option<f64> {
        self.run.explain(self.now().checked_sub(1)?).value(axis, name)
    }

    /// Whether it has left all bounds by the step shown.
    #[must_use]
    pub fn is_gone(self) -> bool {
        self.run.diverged_at().is_some_and(|at| at <= self.step)
    }

    /// The step shown, or the run's last.
    #[must_use]
    pub fn now(self) -> usize {
        self.step.min(self.run.len())
    }
}

impl Stage {
    /// The stage for its settings. Runs that the old one had, with the same settings on the same ground, go on.
    pub(super) fn new(settings: Settings, title: &'static str, follows: bool, old: Option<&Self>) -> Result<Self> {
        let before = old.filter(|old| {
            let (old, new) = (&old.settings, &settings);
            old.surface == new.surface && old.start == new.start && old.seed == new.seed
        });
        let landscape: Rc<dyn Landscape> = match before {
            Some(old) => Rc::clone(&old.landscape),
            None => Rc::from(settings.surface.make()?),
        };
        let mut runs = Vec::with_capacity(settings.runs.len());
        let mut tracks = Vec::new();
        for (index, run) in settings.runs.iter().enumerate() {
            let same = |old: &&Self| {
                let known = old.settings.runs.get(index);
                known.is_some_and(|known| known.goes_as(run))
            };
            let ground = before;
            let before = before.filter(same);
            tracks.push(before.map(|old| old.tracks[index].clone()).unwrap_or_default());
            runs.push(match before {
                Some(old) => old.runs[index].clone(),
                None => branch(run, &settings, &runs, ground)?.map_or_else(|| start(run, &settings, &landscape), Ok)?,
            });
        }
        let shown = match old.filter(|old| old.settings.surface.id == settings.surface.id) {
            Some(old) => old.shown,
            None => shown(&*landscape, landscape.info().window),
        };
        let same =
            |old: &&Self| old.settings.surface.id == settings.surface.id && old.settings.lesson == settings.lesson;
        let zoomed = old.filter(same).and_then(|old| old.zoomed);
        let dips = match old.filter(|old| old.settings.surface == settings.surface) {
            Some(old) => old.dips,
            None => dips(&*landscape),
        };
        let names = (0..settings.runs.len()).map(|place| settings.name(place)).collect();
        let begins = (0..settings.runs.len()).map(|place| begin(&settings, place)).collect();
        Ok(Self { title, follows, landscape, runs, tracks, names, begins, shown, zoomed, dips, settings })
    }

    /// Its title, where there are several; else empty.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The surface.
    #[must_use]
    pub fn landscape(&self) -> &dyn Landscape {
        &*self.landscape
    }

    /// The values of the surface's parameters.
    #[must_use]
    pub fn surface_params(&self) -> &Values {
        &self.settings.surface.params
    }

    /// Whether the surface is drawn as a curve: loss over x.
    #[must_use]
    pub fn is_curve(&self) -> bool {
        self.landscape.info().axes == 1
    }

    /// Whether there are losses below 0, on the surface or in a run: a logarithm cannot show them.
    #[must_use]
    pub fn goes_below_zero(&self) -> bool {
        self.dips || self.running().any(|(_, run)| run.losses()[0] < 0.0)
    }

    /// Where a point of the surface stands in the picture: x and loss on a curve.
    #[must_use]
    pub fn on_stage(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        if self.is_curve() { [x, self.landscape.value([x, y])] } else { [x, y] }
    }

    /// The start that a point of the picture stands for: on a curve its height says nothing, and y stays. None on a small
    /// stage with a start of its own.
    #[must_use]
    pub fn start_at(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        self.follows.then(|| if self.is_curve() { [x, self.settings.start[1]] } else { [x, y] })
    }

    /// What must be in the picture: a part of the plane, or of x and loss for a curve.
    #[must_use]
    pub fn window(&self) -> Window {
        let window = self.landscape.info().window;
        if !self.is_curve() {
            return window;
        }
        self.fitted(window.x)
    }

    /// A part of x with the losses of the curve over it.
    fn fitted(&self, [left, right]: [f64; 2]) -> Window {
        let losses = (0..=CURVE_SAMPLES).map(|i| {
            let x = left + (right - left) * (i as f64 / CURVE_SAMPLES as f64);
            self.landscape.value([x, 0.0])
        });
        let span = [f64::INFINITY, f64::NEG_INFINITY];
        let [low, high] = losses.filter(|v| v.is_finite()).fold(span, |[low, high], v| [low.min(v), high.max(v)]);
        let room = CURVE_ROOM.map(|share| share * (high - low));
        Window { x: [left, right], y: [low - room[0], high + room[1]] }
    }

    /// What is looked at: [`Self::window`], or what was zoomed to.
    #[must_use]
    pub fn view(&self) -> Window {
        match self.zoomed {
            Some(window) if self.is_curve() => self.fitted(window.x),
            Some(window) => window,
            None => self.window(),
        }
    }

    /// Looks at another part of the plane, or of x for a curve; at all of the window again with none. What is said of runs
    /// does not change.
    pub fn look_at(&mut self, window: Option<Window>) {
        self.zoomed = window;
    }

    /// The part of the plane that was zoomed to, if any was; of a curve its x counts.
    #[must_use]
    pub fn zoomed(&self) -> Option<Window> {
        self.zoomed
    }

    /// Whether something else than the surface's window is looked at.
    #[must_use]
    pub fn is_zoomed(&self) -> bool {
        self.zoomed.is_some()
    }

    /// Says which part of the plane the picture shows where it is not zoomed: more than [`Self::window`] as a rule.
    /// What is said of runs that leave the picture goes by it.
    pub fn show(&mut self, window: Window) {
        self.shown = shown(&*self.landscape, window);
    }

    /// The part of the plane that the picture shows where it is not zoomed: any y for a curve.
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

    /// The name of the run at a place of the legend.
    #[must_use]
    pub fn name(&self, place: usize) -> &str {
        &self.names[place]
    }

    /// The step from which the path of the run at a place of the legend is its own. Up to there, a run before it that is on goes
    /// the same way: it is drawn once. 0 for a run that does not change.
    #[must_use]
    pub fn begin(&self, place: usize) -> usize {
        self.begins[place]
    }

    pub(super) fn into_runs(self) -> Vec<Run> {
        self.runs
    }

    /// Brings what is charted of the runs that are on up to them.
    pub(super) fn follow(&mut self, wanted: &[(String, usize)]) {
        for ((tracks, run), settings) in self.tracks.iter_mut().zip(&self.runs).zip(&self.settings.runs) {
            if settings.on {
                tracks.follow(run, wanted);
            }
        }
    }

    /// Computes every run that is on up to a step.
    pub(super) fn go_to(&mut self, step: usize) {
        for (run, settings) in self.runs.iter_mut().zip(&self.settings.runs) {
            if settings.on {
                run.extend_to(step);
            }
        }
    }
}

/// Whether the surface goes below 0 at one of a few hundred points of its window: known before any run gets there, so
/// that the loss chart need not change its axis under way.
fn dips(landscape: &dyn Landscape) -> bool {
    let Window { x, y } = landscape.info().window;
    let along = |[low, high]: [f64; 2], k: usize| low + (high - low) * k as f64 / DIP_SAMPLES as f64;
    let mut nodes = (0..=DIP_SAMPLES).flat_map(|i| (0..=DIP_SAMPLES).map(move |j| [along(x, i), along(y, j)]));
    nodes.any(|at| landscape.value(at) < 0.0)
}

fn shown(landscape: &dyn Landscape, window: Window) -> Window {
    let y = if landscape.info().axes == 1 { [f64::NEG_INFINITY, f64::INFINITY] } else { window.y };
    Window { y, ..window }
}

fn start(run: &RunSettings, settings: &Settings, landscape: &Rc<dyn Landscape>) -> Result<Run> {
    let optimizer = run.make(landscape.dim())?;
    let objective = Rc::clone(landscape) as Rc<dyn Objective>;
    let begun = Run::new(optimizer, objective, &settings.start, u64::from(settings.seed));
    Ok(begun.changing(run.retunings()?))
}

/// The run as a branch of the one that goes with it furthest, of those made and those that were on the same ground before;
/// none where no run goes with it for a step.
fn branch(run: &RunSettings, settings: &Settings, made: &[Run], before: Option<&Stage>) -> Result<Option<Run>> {
    let old = before.map_or(&[][..], |old| &old.settings.runs).iter().zip(before.map_or(&[][..], |old| &old.runs));
    let known = settings.runs.iter().zip(made).chain(old);
    let common = known.filter_map(|(known, path)| Some((known.common_steps(run)?.min(path.len()), path)));
    match common.max_by_key(|(steps, _)| *steps).filter(|(steps, _)| *steps > 0) {
        Some((steps, path)) => Ok(Some(path.branch(steps, run.retunings()?))),
        None => Ok(None),
    }
}

/// See [`Stage::begin`].
fn begin(settings: &Settings, place: usize) -> usize {
    let run = &settings.runs[place];
    let Some(last) = run.changes.last() else { return 0 };
    let before = settings.runs[..place].iter().filter(|other| other.on);
    let common = before.filter_map(|other| run.common_steps(other)).max();
    common.map_or(0, |steps| steps.min(last.at as usize))
}
