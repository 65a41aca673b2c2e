//! Where every run ends at each of many learning rates.

use super::Exhibit;
use crate::draw::chart::moderate;
use crate::draw::plot::{Axis, Item, Plot, Tone};
use crate::error::Result;
use crate::lab::Lab;
use crate::number::readable;
use crate::settings::{RunSettings, Settings};
use crate::sweep::{self, Losses, RATES};

/// Losses below this share of the loss at the start are drawn at the border.
const FLOOR: f64 = 1e-6;

/// How far above the loss at the start the axis reaches: a factor where it is in powers of ten, else a share of the drop.
const ABOVE: [f64; 2] = [3.0, 0.15];

/// The final loss of every run against its learning rate.
pub struct Which {
    /// The runs that are on.
    curves: Vec<Curve>,
    /// The loss at the start.
    start: f64,
    /// The highest loss that is [good](sweep::GOOD_SHARE).
    below: f64,
    /// The lowest final loss of all.
    lowest: f64,
    steps: usize,
}

/// One run at all rates.
struct Curve {
    /// Its place in the legend.
    place: usize,
    losses: Losses,
    /// Its own rate, and the loss it ends at there.
    own: [f64; 2],
}

impl Which {
    /// Tries all rates of all runs that are on.
    ///
    /// # Errors
    /// Whatever is unknown or out of range.
    pub fn new(settings: &Settings) -> Result<Self> {
        let (landscape, steps) = (settings.surface.make()?, sweep::steps_of(settings)?);
        let on = settings.runs.iter().enumerate().filter(|(_, run)| run.on);
        let curve = |(place, run): (usize, &RunSettings)| {
            let rate = run.params.value("lr").unwrap_or(f64::NAN);
            let own = [rate, sweep::end(run, &*landscape, settings, steps)?];
            Ok(Curve { place, losses: sweep::losses(run, &*landscape, settings, steps)?, own })
        };
        let curves: Vec<_> = on.map(curve).collect::<Result<_>>()?;
        let start = landscape.value(settings.start);
        let below = sweep::good_below(start, curves.iter().map(|curve| &curve.losses));
        let lowest = curves.iter().flat_map(|curve| curve.losses).fold(start, f64::min);
        Ok(Self { curves, start, below, lowest, steps })
    }

    /// Over how many decades of rates the run at a place of the legend ends well; none where it is off.
    #[must_use]
    pub fn good_decades(&self, place: usize) -> Option<f64> {
        let curve = self.curves.iter().find(|curve| curve.place == place)?;
        Some(sweep::good_decades(&curve.losses, self.below))
    }

    /// The axis of final losses: in powers of ten where all are positive.
    fn axis(&self) -> Axis {
        if self.lowest < 0.0 {
            let [low, high] = moderate(self.lowest, self.start + ABOVE[1] * (self.start - self.lowest));
            return Axis::linear("final loss", [low - 0.05 * (high - low), high]);
        }
        let start = self.start.max(f64::MIN_POSITIVE / FLOOR);
        Axis::log("final loss", [self.lowest.max(FLOOR * start) / 5.0, ABOVE[0] * start])
    }
}

impl Exhibit for Which {
    fn plots(&self, lab: &Lab) -> Vec<Plot> {
        if !self.start.is_finite() {
            return Vec::new();
        }
        let y = self.axis();
        let drawn = |[rate, loss]: [f64; 2]| [rate, if loss < y.range[0] { y.range[0] } else { loss }];
        let x = [sweep::rate(0), sweep::rate(RATES - 1)];
        let good = vec![[x[0], self.below], [x[1], self.below]];
        let mut items = vec![Item::Line { points: good, tone: Tone::Quiet, name: "good below".to_owned() }];
        for Curve { place, losses, own } in &self.curves {
            let points = losses.iter().enumerate().map(|(at, &loss)| drawn([sweep::rate(at), loss])).collect();
            // A run that diverges at its own rate has no head to be named by.
            let name = if own[1].is_nan() { lab.settings().name(*place) } else { String::new() };
            items.push(Item::Line { points, tone: Tone::Run(*place), name });
        }
        for &Curve { place, own, .. } in self.curves.iter().filter(|curve| !curve.own[1].is_nan()) {
            items.push(Item::Head { at: drawn(own), place, name: lab.settings().name(place) });
        }
        let title = format!("Loss after {} steps", self.steps);
        vec![Plot { title, x: Axis::log("learning rate α", x), y, items }]
    }

    fn says(&self, place: usize, lab: &Lab) -> Option<String> {
        let decades = self.good_decades(place)?;
        let run = lab.stages().first()?.runs().get(place)?;
        let step = lab.taken().min(run.len());
        let (verb, loss) = (if step >= self.steps { "ended" } else { "is" }, readable(run.loss(step)));
        let good = if decades == 0.0 {
            "none of its rates is good".to_owned()
        } else {
            format!("its good rates cover {decades:.1} decades")
        };
        Some(format!("{verb} at loss {loss}; {good}."))
    }

    fn remark(&self, _lab: &Lab) -> Option<String> {
        if !self.start.is_finite() {
            return None;
        }
        let [below, start, lowest] = [self.below, self.start, self.lowest].map(readable);
        Some(format!(
            "A rate is good if it ends at {below} or less: nine tenths of the way from the start’s {start} to {lowest}, the \
             lowest that any run reaches."
        ))
    }
}
