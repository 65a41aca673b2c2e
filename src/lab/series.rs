//! What is charted against the step: losses, gradients, rates, and the internals of rules, which are followed as runs go on.

use super::{Lab, Stage};
use crate::anatomy;
use crate::error::{Error, Result};
use crate::measure;
use crate::number::readable;
use crate::run::{Replay, Run};
use serde::Serialize;

/// Values kept of an internal: beyond twice as many, every other is forgotten.
const MOST_KEPT: usize = 2048;

/// Largest over least value of an internal from which it is charted in powers of ten.
const SPAN_OF_DECADES: f64 = 100.0;

/// Charts side by side, at most.
pub const MOST_CHARTS: usize = 4;

/// What a chart shows of every run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The loss: in powers of ten, or evenly where there are losses below 0.
    Loss,
    /// The loss, spaced evenly.
    LinearLoss,
    /// The Euclidean norm of the gradient, without noise.
    Gradient,
    /// The [effective rate](measure::effective_rate) along an axis.
    Rate(usize),
    /// A named internal along an axis, of the step that led to each point.
    Internal(String, usize),
}

/// A chart that the present runs offer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offer {
    /// Its id, as [`Kind::parse`] reads it.
    pub id: String,
    /// What it shows, as a symbol.
    pub symbol: String,
    /// What it shows, in words; empty where the symbol says no less.
    pub words: &'static str,
    /// The axis, where it is of one.
    pub axis: Option<&'static str>,
}

impl Kind {
    /// Reads `loss`, `loss-linear`, `gradient`, `effective-rate.x`, or the name of an internal in the source with its
    /// axis, as in `xi.y`.
    ///
    /// # Errors
    /// [`Error::Syntax`] for anything else.
    pub fn parse(id: &str) -> Result<Self> {
        let axis = |axis: &str| ["x", "y"].iter().position(|known| *known == axis);
        match (id, id.split_once('.').and_then(|(name, at)| Some((name, axis(at)?)))) {
            ("loss", _) => Ok(Self::Loss),
            ("loss-linear", _) => Ok(Self::LinearLoss),
            ("gradient", _) => Ok(Self::Gradient),
            (_, Some(("effective-rate", axis))) => Ok(Self::Rate(axis)),
            (_, Some((name, axis))) if !name.is_empty() => Ok(Self::Internal(name.to_owned(), axis)),
            _ => Err(Error::Syntax {
                piece: id.to_owned(),
                expected: "a chart is loss, loss-linear, gradient, effective-rate.x or an internal, as in m.x"
                    .to_owned(),
            }),
        }
    }

    /// Its title, for a surface whose variables have these names.
    #[must_use]
    pub fn title(&self, names: [&str; 2]) -> String {
        match self {
            Self::Loss | Self::LinearLoss => "loss".to_owned(),
            Self::Gradient => "‖g‖".to_owned(),
            Self::Rate(axis) => format!("effective rate, {}", names[*axis]),
            Self::Internal(name, axis) => format!("{}, {}", anatomy::plain(name), names[*axis]),
        }
    }
}

/// The internals of a run that are charted, followed from its start; thinned out as they become many.
#[derive(Clone, Debug, Default)]
pub(super) struct Tracks {
    wanted: Vec<(String, usize)>,
    replay: Option<Replay>,
    /// Steps from one kept to the next.
    every: usize,
    /// For each step kept the values wanted, NaN where there is none.
    kept: Vec<f64>,
}

impl Tracks {
    /// Goes on to the run's end, or begins anew where other internals are wanted.
    pub(super) fn follow(&mut self, run: &Run, wanted: &[(String, usize)]) {
        if self.wanted != wanted {
            *self = Self { wanted: wanted.to_vec(), every: 1, ..Self::default() };
        }
        if wanted.is_empty() {
            return;
        }
        let replay = self.replay.get_or_insert_with(|| run.replay());
        while replay.step() < run.len() {
            if !replay.step().is_multiple_of(self.every) {
                replay.take(run);
                continue;
            }
            let trace = replay.trace(run);
            self.kept.extend(wanted.iter().map(|(name, axis)| trace.value(*axis, name).unwrap_or(f64::NAN)));
            if self.kept.len() >= 2 * MOST_KEPT * wanted.len() {
                let rows = self.kept.chunks(wanted.len()).step_by(2);
                self.kept = rows.flatten().copied().collect();
                self.every *= 2;
            }
        }
    }

    fn column(&self, name: &str, axis: usize) -> Option<usize> {
        self.wanted.iter().position(|(known, at)| known == name && *at == axis)
    }

    /// How many values are kept of each internal.
    fn len(&self) -> usize {
        self.kept.len().checked_div(self.wanted.len()).unwrap_or(0)
    }

    /// The step that has been reached by the `index`th step kept, and its value.
    fn point(&self, index: usize, name: &str, axis: usize) -> [f64; 2] {
        let value = self.column(name, axis).and_then(|column| self.kept.get(index * self.wanted.len() + column));
        [(index * self.every + 1) as f64, value.copied().unwrap_or(f64::NAN)]
    }
}

impl Stage {
    /// The last index of [`Self::charted`]; none where nothing is charted of the run at a place of the legend.
    #[must_use]
    pub fn charted_last(&self, place: usize, run: &Run, kind: &Kind) -> Option<usize> {
        match kind {
            Kind::Internal(..) => self.tracks[place].len().checked_sub(1),
            _ => Some(run.len()),
        }
    }

    /// A step and what is charted at it, which may be NaN.
    #[must_use]
    pub fn charted(&self, place: usize, run: &Run, kind: &Kind, index: usize) -> [f64; 2] {
        match kind {
            Kind::Internal(name, axis) => self.tracks[place].point(index, name, *axis),
            kind => [index as f64, value(run, kind, index).unwrap_or(f64::NAN)],
        }
    }

    /// Whether a chart is in powers of ten.
    #[must_use]
    pub fn charts_decades(&self, kind: &Kind) -> bool {
        match kind {
            Kind::Loss => !self.goes_below_zero(),
            Kind::LinearLoss => false,
            Kind::Gradient | Kind::Rate(_) => true,
            Kind::Internal(..) => {
                let mut span = [f64::INFINITY, f64::NEG_INFINITY];
                for (place, run) in self.running() {
                    for index in 0..self.charted_last(place, run, kind).map_or(0, |last| last + 1) {
                        let [_, value] = self.charted(place, run, kind, index);
                        span = [span[0].min(value), span[1].max(value)];
                    }
                }
                span[0] > 0.0 && span[1] > SPAN_OF_DECADES * span[0]
            }
        }
    }

    /// What a chart shows at a step: places in the legend with the values, for people; a run that has none there is left out.
    #[must_use]
    pub fn values_at(&self, kind: &Kind, step: usize) -> Vec<(usize, String)> {
        let values = self.running().filter(|(_, run)| step <= run.len());
        values.filter_map(|(place, run)| Some((place, readable(value(run, kind, step)?)))).collect()
    }

    fn offers(&self, offers: &mut Vec<Offer>) {
        let info = self.landscape().info();
        let mut offer = |name: &str, symbol: String, words: &'static str, axis: Option<usize>| {
            let id = axis.map_or(name.to_owned(), |axis| format!("{name}.{}", ["x", "y"][axis]));
            if offers.iter().all(|known| known.id != id) {
                offers.push(Offer { id, symbol, words, axis: axis.map(|axis| info.names[axis]) });
            }
        };
        offer("loss", "loss".to_owned(), "in powers of ten, where none is below 0", None);
        offer("loss-linear", "loss".to_owned(), "spaced evenly", None);
        offer("gradient", "‖g‖".to_owned(), "norm of the gradient", None);
        for axis in 0..info.axes {
            offer("effective-rate", "−Δ/g".to_owned(), "effective rate", Some(axis));
        }
        for (_, run) in self.running() {
            let trace = run.explain(0);
            for (name, _) in trace.axes.first().into_iter().flatten() {
                for axis in 0..info.axes {
                    offer(name, anatomy::plain(name), anatomy::words(name), Some(axis));
                }
            }
        }
    }
}

fn value(run: &Run, kind: &Kind, step: usize) -> Option<f64> {
    match kind {
        Kind::Loss | Kind::LinearLoss => Some(run.loss(step)),
        Kind::Gradient => Some(run.gradient(step).iter().map(|g| g * g).sum::<f64>().sqrt()),
        Kind::Rate(axis) => measure::effective_rate(run, *axis, step),
        Kind::Internal(name, axis) => run.explain(step.checked_sub(1)?).value(*axis, name),
    }
}

impl Lab {
    /// The charts, side by side for each stage: one at least.
    #[must_use]
    pub fn charts(&self) -> &[Kind] {
        if self.look.charts.is_empty() { &[Kind::Loss] } else { &self.look.charts }
    }

    /// Chooses the charts; none for that of the loss.
    ///
    /// # Errors
    /// [`Error::Range`] for more than [`MOST_CHARTS`].
    pub fn set_charts(&mut self, kinds: Vec<Kind>) -> Result<()> {
        Error::check_range("The number of charts", kinds.len() as f64, 0.0, MOST_CHARTS as f64)?;
        self.look.charts = kinds;
        self.follow();
        Ok(())
    }

    /// The charts that the runs that are on offer.
    #[must_use]
    pub fn chart_names(&self) -> Vec<Offer> {
        let mut offers = Vec::new();
        self.stages().iter().for_each(|stage| stage.offers(&mut offers));
        offers
    }

    /// Brings the internals that are charted up to the runs.
    pub(super) fn follow(&mut self) {
        let internal = |kind: &Kind| match kind {
            Kind::Internal(name, axis) => Some((name.clone(), *axis)),
            _ => None,
        };
        let wanted: Vec<_> = self.look.charts.iter().filter_map(internal).collect();
        for stage in &mut self.stages {
            stage.follow(&wanted);
        }
    }
}
