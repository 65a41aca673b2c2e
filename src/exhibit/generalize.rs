//! Least squares with far more weights than data: all rules fit the data, and they differ on fresh ones.

use super::Exhibit;
use crate::draw::plot::{Axis, Item, Plot, Tone};
use crate::error::Result;
use crate::lab::Lab;
use crate::objective::{Draw, Objective};
use crate::optimizer::{Optimizer, Retuning};
use crate::random::Random;
use crate::run::DIVERGED_BEYOND;
use crate::settings::{RunSettings, Settings};

/// Points that are trained on.
const TRAINED: usize = 60;

/// Fresh points.
const FRESH: usize = 1000;

/// The share of the class y = +1 among all there are.
const POSITIVE: f64 = 0.8;

/// Features that all points have: their class, and twice 1.
const COMMON: usize = 3;

/// Features of its own that a point of the class y = −1 has; one of y = +1 uses the first of them only.
const OWN: usize = 5;

/// Width of a bar, where runs stand 1 apart.
const BAR: f64 = 0.36;

/// The last step of the timeline.
const STEPS: usize = 200;

/// The classification problem on which adaptive rules fail, as each run of the settings meets it.
///
/// A point of class y = ±1, which is +1 with probability 0.8, has the features (y, 1, 1), then those that are its own:
/// one 1 if y = +1, five if y = −1; all others are 0. No two points share one of their own, so that 60 points have
/// 3 + 5·60 features, and a fresh point has no weight on its own. The loss is ½ (w·x − y)², its mean over the 60
/// points; weights start at 0, and every step sees all points. A point is called by the sign of w·x.
///
/// SGD goes to the solution of least norm. A rule that divides each partial derivative by its size stays on the line
/// through sign(Xᵀy), which solves the problem too at a quarter: there a fresh point of class −1 comes out at +¼.
///
/// Wilson, Roelofs, Stern, Srebro and Recht (2017), "The marginal value of adaptive gradient methods in machine
/// learning", arXiv:1705.08292, section 3.3.
pub struct Generalize {
    task: Task,
    /// The class of each fresh point.
    fresh: Vec<f64>,
    /// The runs that are on, with their places in the legend and names.
    runs: Vec<(usize, String, FitRun)>,
}

/// The training points.
struct Task {
    /// The class of each.
    classes: Vec<f64>,
}

/// One optimizer on the problem.
struct FitRun {
    optimizer: Box<dyn Optimizer>,
    retunings: Vec<Retuning>,
    weights: Vec<f64>,
    /// What there is to say after each step from 0.
    fits: Vec<Fit>,
}

/// What the weights say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The mean loss over the training points.
    pub loss: f64,
    /// The share of the training points that are called wrong.
    pub train_error: f64,
    /// What comes out for a fresh point of class −1, and of class +1.
    pub outputs: [f64; 2],
}

impl Task {
    /// The features of a training point that are not 0: where, and their value.
    fn features(&self, point: usize) -> impl Iterator<Item = (usize, f64)> {
        let class = self.classes[point];
        let own = if class > 0.0 { 1 } else { OWN };
        let first = COMMON + OWN * point;
        common(class).into_iter().enumerate().chain((first..first + own).map(|place| (place, 1.0)))
    }

    fn output(&self, weights: &[f64], point: usize) -> f64 {
        self.features(point).map(|(place, value)| weights[place] * value).sum()
    }
}

impl Objective for Task {
    fn dim(&self) -> usize {
        COMMON + OWN * self.classes.len()
    }

    fn value_grad(&self, weights: &[f64], _: Draw, g: &mut [f64]) -> f64 {
        g.fill(0.0);
        let share = 1.0 / self.classes.len() as f64;
        let losses = self.classes.iter().enumerate().map(|(point, class)| {
            let residual = self.output(weights, point) - class;
            self.features(point).for_each(|(place, value)| g[place] += share * residual * value);
            share * residual * residual / 2.0
        });
        losses.sum()
    }
}

/// The features that all points have.
fn common(class: f64) -> [f64; COMMON] {
    [class, 1.0, 1.0]
}

/// Whether a point is called wrong. An output of 0, as at the start, calls neither class.
fn wrong(output: f64, class: f64) -> bool {
    output * class <= 0.0 || output.is_nan()
}

impl Fit {
    fn of(task: &Task, weights: &[f64]) -> Self {
        let share = 1.0 / task.classes.len() as f64;
        let (mut loss, mut errors) = (0.0, 0.0);
        for (point, &class) in task.classes.iter().enumerate() {
            let output = task.output(weights, point);
            loss += share * (output - class).powi(2) / 2.0;
            errors += share * f64::from(u8::from(wrong(output, class)));
        }
        let output = |class| common(class).iter().zip(weights).map(|(value, weight)| value * weight).sum();
        Self { loss, train_error: errors, outputs: [output(-1.0), output(1.0)] }
    }
}

impl FitRun {
    fn extend_to(&mut self, step: usize, task: &Task) {
        for t in self.fits.len()..=step {
            self.optimizer.retune_at(t - 1, &self.retunings);
            self.optimizer.step(task, Draw { seed: 0, step: t as u64 }, &mut self.weights);
            self.fits.push(Fit::of(task, &self.weights));
        }
    }
}

impl Generalize {
    /// All runs of the settings that are on, at their start. The points are drawn from the settings' seed.
    ///
    /// # Errors
    /// Whatever is unknown or out of range in the settings.
    pub fn new(settings: &Settings) -> Result<Self> {
        let classes = |stream, count| {
            let mut random = Random::keyed(u64::from(settings.seed), stream);
            (0..count).map(|_| if random.uniform() < POSITIVE { 1.0 } else { -1.0 }).collect()
        };
        let task = Task { classes: classes(0, TRAINED) };
        let on = settings.runs.iter().enumerate().filter(|(_, run)| run.on);
        let start = |(place, run): (usize, &RunSettings)| {
            let weights = vec![0.0; task.dim()];
            let fits = vec![Fit::of(&task, &weights)];
            let fit_run = FitRun { optimizer: run.make(task.dim())?, retunings: run.retunings()?, weights, fits };
            Ok((place, settings.name(place), fit_run))
        };
        Ok(Self { runs: on.map(start).collect::<Result<_>>()?, task, fresh: classes(1, FRESH) })
    }

    /// How the run at a place of the legend fits after `step` steps, all computed; none where it is off.
    #[must_use]
    pub fn fit(&self, place: usize, step: usize) -> Option<Fit> {
        self.runs.iter().find(|(at, ..)| *at == place).map(|(.., run)| run.fits[step])
    }

    /// The share of the fresh points that are called wrong.
    #[must_use]
    pub fn fresh_error(&self, fit: Fit) -> f64 {
        let output = |class: f64| fit.outputs[usize::from(class > 0.0)];
        let errors = self.fresh.iter().filter(|class| wrong(output(**class), **class)).count();
        errors as f64 / self.fresh.len() as f64
    }

    /// The number of training points of class +1.
    #[must_use]
    pub fn trained_positive(&self) -> usize {
        self.task.classes.iter().filter(|class| **class > 0.0).count()
    }

    /// The share of class −1 among the fresh points.
    #[must_use]
    pub fn fresh_negative(&self) -> f64 {
        self.fresh.iter().filter(|class| **class < 0.0).count() as f64 / self.fresh.len() as f64
    }
}

impl Exhibit for Generalize {
    fn go_to(&mut self, step: usize) {
        self.runs.iter_mut().for_each(|(.., run)| run.extend_to(step, &self.task));
    }

    fn last(&self) -> Option<usize> {
        Some(STEPS)
    }

    fn plots(&self, lab: &Lab) -> Vec<Plot> {
        vec![self.errors(lab.step()), self.outputs(lab.step())]
    }

    fn says(&self, place: usize, lab: &Lab) -> Option<String> {
        let fit = self.fit(place, lab.step())?;
        if lab.step() == 0 {
            return Some("has no weights yet.".to_owned());
        }
        if !fit.loss.is_finite() || fit.loss > DIVERGED_BEYOND {
            return Some("has diverged.".to_owned());
        }
        let percent = |share: f64| format!("{:.0} %", 100.0 * share);
        let trained = match fit.train_error {
            0.0 => format!("fits all {TRAINED} training points"),
            share => format!("errs on {} of the training points", percent(share)),
        };
        let fresh = match (self.fresh_error(fit), fit.outputs.map(f64::is_sign_positive)) {
            (0.0, _) => "on none of the fresh ones".to_owned(),
            (share, [true, true]) => format!("on {} of the fresh ones: all of the negative class", percent(share)),
            (share, _) => format!("on {} of the fresh ones", percent(share)),
        };
        let joined = if fit.train_error == 0.0 { "; errs" } else { " and" };
        Some(format!("{trained}{joined} {fresh}."))
    }
}

impl Generalize {
    /// Bars of both errors for each run: training in outline, fresh filled.
    fn errors(&self, step: usize) -> Plot {
        let bar = |left: usize, shift: f64, height: f64| [left as f64 + shift, left as f64 + shift + BAR, height];
        let mut items = Vec::new();
        for (column, (place, _, run)) in self.runs.iter().enumerate() {
            let (fit, tone) = (run.fits[step], Tone::Run(*place));
            let fresh = bar(column, 0.0, self.fresh_error(fit));
            items.push(Item::Bars { bars: vec![bar(column, -BAR, fit.train_error)], tone, hollow: true });
            items.push(Item::Bars { bars: vec![fresh], tone, hollow: false });
        }
        Plot {
            title: "Errors".to_owned(),
            x: Axis::names("", self.runs.iter().map(|(_, name, _)| name.clone()).collect()),
            y: Axis::linear("training (outline), fresh (filled)", [0.0, 0.3]),
            items,
        }
    }

    /// What comes out for a fresh point of class −1, step by step.
    fn outputs(&self, step: usize) -> Plot {
        let rule = |at: f64| vec![[0.0, at], [STEPS as f64, at]];
        let mut items = vec![
            Item::Line { points: rule(0.0), tone: Tone::Known, name: String::new() },
            Item::Line { points: rule(-1.0), tone: Tone::Quiet, name: "right".to_owned() },
        ];
        items.extend(self.runs.iter().map(|(place, name, run)| {
            let points = run.fits[..=step].iter().enumerate().map(|(t, fit)| [t as f64, fit.outputs[0]]);
            Item::Line { points: points.collect(), tone: Tone::Run(*place), name: name.clone() }
        }));
        Plot {
            title: "A fresh point of class −1".to_owned(),
            x: Axis::linear("step", [0.0, STEPS as f64]),
            y: Axis::linear("output; above 0: called +1", [-1.25, 0.75]),
            items,
        }
    }
}
