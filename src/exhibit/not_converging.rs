//! Losses that come one at a time, on which Adam ends at the worst point.

use super::Exhibit;
use crate::draw::plot::{Axis, Item, Plot, Tone};
use crate::error::Result;
use crate::lab::Lab;
use crate::number::decimals;
use crate::objective::{Draw, Objective};
use crate::optimizer::{Optimizer, Retuning};
use crate::settings::{RunSettings, Settings};

/// The slope C of every third loss.
const STEEP: f64 = 3.0;

/// The best fixed point and the worst, which are the ends of where x may be.
const ENDS: [f64; 2] = [-1.0, 1.0];

/// The last step of the timeline.
const STEPS: usize = 10_000;

/// Up to this step each is drawn; beyond, fewer and fewer whole turns of three.
const DRAWN_WHOLE: usize = 300;

/// The online problem on which Adam does not converge, as each run of the settings meets it.
///
/// The loss of step t is fₜ(x) = Cx for t = 1, 4, 7 …, and −x for all others, with C = 3 and −1 ≤ x ≤ 1. Over three
/// steps the losses add up to (C − 2)x, so the best fixed point is −1 and the worst is 1. Every run starts at 0, takes
/// steps of α/√t, where α is its learning rate, and is put back to the nearer end where it leaves −1 … 1.
///
/// The regret after T steps is R_T = Σ fₜ(xₜ) − Σ fₜ(−1), the sums over t = 1 … T.
///
/// Reddi, Kale and Kumar (2018), "On the convergence of Adam and beyond", arXiv:1904.09237, section 3.
pub struct NotConverging {
    /// The runs that are on, with their places in the legend and names.
    runs: Vec<(usize, String, OnlineRun)>,
}

/// One optimizer on the problem.
struct OnlineRun {
    optimizer: Box<dyn Optimizer>,
    retunings: Vec<Retuning>,
    /// After each step from 0: x, and the regret so far.
    path: Vec<[f64; 2]>,
}

/// The loss of each step; at step 0, which stands for all of them, their mean.
struct Losses;

impl Objective for Losses {
    fn dim(&self) -> usize {
        1
    }

    fn value_grad(&self, x: &[f64], draw: Draw, g: &mut [f64]) -> f64 {
        g[0] = slope(draw.step);
        g[0] * x[0]
    }
}

fn slope(step: u64) -> f64 {
    match (step, step % 3) {
        (0, _) => (STEEP - 2.0) / 3.0,
        (_, 1) => STEEP,
        _ => -1.0,
    }
}

impl OnlineRun {
    fn extend_to(&mut self, step: usize) {
        let [mut x, mut regret] = self.path[self.path.len() - 1];
        for t in self.path.len()..=step {
            let draw = Draw { seed: 0, step: t as u64 };
            regret += slope(draw.step) * (x - ENDS[0]);
            let mut to = [x];
            self.optimizer.retune_at(t - 1, &self.retunings);
            self.optimizer.step(&Losses, draw, &mut to);
            // The rules know a constant rate only; their steps are proportional to it.
            x = (x + (to[0] - x) / (t as f64).sqrt()).clamp(ENDS[0], ENDS[1]);
            self.path.push([x, regret]);
        }
    }
}

impl NotConverging {
    /// All runs of the settings that are on, at their start.
    ///
    /// # Errors
    /// Whatever is unknown or out of range in the settings.
    pub fn new(settings: &Settings) -> Result<Self> {
        let on = settings.runs.iter().enumerate().filter(|(_, run)| run.on);
        let start = |(place, run): (usize, &RunSettings)| {
            let run = OnlineRun { optimizer: run.make(1)?, retunings: run.retunings()?, path: vec![[0.0; 2]] };
            Ok((place, settings.name(place), run))
        };
        Ok(Self { runs: on.map(start).collect::<Result<_>>()? })
    }

    /// Where the run at a place of the legend stands after `step` steps, all computed; none where it is off.
    #[must_use]
    pub fn x(&self, place: usize, step: usize) -> Option<f64> {
        self.path(place).map(|path| path[step][0])
    }

    /// Its average regret R_T/T over the first T = `step` steps, at least 1; none where it is off.
    #[must_use]
    pub fn average_regret(&self, place: usize, step: usize) -> Option<f64> {
        self.path(place).map(|path| path[step][1] / step as f64)
    }

    fn path(&self, place: usize) -> Option<&[[f64; 2]]> {
        self.runs.iter().find(|(at, ..)| *at == place).map(|(.., run)| &*run.path)
    }

    /// A line for each run through some of the steps so far: what `value` makes of a step and what was recorded after it.
    fn lines(&self, steps: impl Iterator<Item = usize> + Clone, value: fn(usize, [f64; 2]) -> f64) -> Vec<Item> {
        let line = |(place, name, run): &(usize, String, OnlineRun)| {
            let points = steps.clone().map(|t| [t as f64, value(t, run.path[t])]).collect();
            Item::Line { points, tone: Tone::Run(*place), name: name.clone() }
        };
        self.runs.iter().map(line).collect()
    }
}

/// Whether a step is drawn. The turns that are left out are fewer and fewer pixels wide.
fn drawn(step: usize) -> bool {
    let every = (step / DRAWN_WHOLE).max(1).next_power_of_two();
    (step / 3).is_multiple_of(every)
}

impl Exhibit for NotConverging {
    fn go_to(&mut self, step: usize) {
        self.runs.iter_mut().for_each(|(.., run)| run.extend_to(step));
    }

    fn last(&self) -> Option<usize> {
        Some(STEPS)
    }

    fn plots(&self, lab: &Lab) -> Vec<Plot> {
        let axis = || Axis::log("step t", [1.0, STEPS as f64]);
        // From right to left, so that the name stands where no run does.
        let rule = |at: f64, name: &str| Item::Line {
            points: vec![[STEPS as f64, at], [1.0, at]],
            tone: Tone::Quiet,
            name: name.to_owned(),
        };
        let steps = (1..=lab.step()).filter(|t| drawn(*t) || *t == lab.step());
        let mut positions = vec![rule(ENDS[0], "best"), rule(ENDS[1], "worst")];
        positions.extend(self.lines(steps.clone(), |_, [x, _]| x));
        // Within a turn the average swings with the slopes.
        let mut regrets = vec![rule(0.0, "none")];
        regrets.extend(self.lines(steps.filter(|t| t.is_multiple_of(3)), |t, [_, regret]| regret / t as f64));
        vec![
            Plot { title: "x after step t".to_owned(), x: axis(), y: Axis::linear("x", [-1.2, 1.2]), items: positions },
            Plot {
                title: "Average regret".to_owned(),
                x: axis(),
                y: Axis::linear("regret / t", [-0.05, 0.75]),
                items: regrets,
            },
        ]
    }

    fn says(&self, place: usize, lab: &Lab) -> Option<String> {
        let (x, step) = (self.x(place, lab.step())?, lab.step());
        let at = format!("is at x = {}", decimals(x, 4));
        if step == 0 {
            return Some(format!("{at}."));
        }
        let regret = decimals(self.average_regret(place, step)?, 3);
        Some(format!("{at}; its average regret is {regret}."))
    }
}
