//! Losses over data: a mean over N points, of which a step may see a mini-batch.

use super::{Draw, Objective};
use crate::jet::{Jet, Real};
use crate::param::Params;
use crate::random::Random;
use crate::surface::{Landscape, SurfaceInfo};

/// Points a data set may have.
pub const MOST_POINTS: usize = 1024;

/// Slope and intercept of the line behind all data: targets scatter about it, or are its sign but for the noise.
pub(super) const TRUTH: [f64; 2] = [1.0, -0.5];

/// Parameters of which some describe a data set.
pub trait DataSet: Params {
    /// What the data set and its batches are like.
    fn plan(&self) -> Plan;
}

/// Declares the parameters of a [`DataSet`]: those that all have in common, with a model's own among them.
macro_rules! data_set {
    ($(#[$meta:meta])* pub struct $name:ident { $($own:tt)* }) => {
        $crate::params! {
            $(#[$meta])*
            pub struct $name {
                /// Number of points in the data set.
                n: "N" = 64.0, Whole, 1.0..=1024.0, slide 8.0..=256.0;
                /// Points of a mini-batch; at N and above each step sees all of them.
                batch: "B" = 8.0, Whole, 1.0..=1024.0, slide 1.0..=64.0;
                $($own)*
                /// What the data are drawn from: another number, another data set.
                seed: "data seed" = 1.0, Whole, 0.0..=9999.0, slide 0.0..=99.0;
            }
        }

        impl $crate::objective::data::DataSet for $name {
            fn plan(&self) -> $crate::objective::data::Plan {
                $crate::objective::data::Plan {
                    points: self.n as usize,
                    batch: self.batch as usize,
                    seed: self.seed as u64,
                    inputs: [-1.0, 3.0],
                }
            }
        }
    };
}

pub(super) use data_set;

/// A model of one input with two weights, w and b: x and y of the plane.
pub trait Model: DataSet {
    /// What is known of its loss as a surface.
    const INFO: SurfaceInfo;

    /// The target of an input, as the world makes it.
    fn target(&self, x: f64, random: &mut Random) -> f64;

    /// What the model says for an input.
    fn predict(weights: [f64; 2], x: f64) -> f64;

    /// The loss at one point.
    fn loss<T: Real>(w: T, b: T, point: [f64; 2]) -> T;
}

/// What a data set and its batches are like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Number of points.
    pub points: usize,
    /// Points of a batch; more than there are means all.
    pub batch: usize,
    /// What the data are drawn from.
    pub seed: u64,
    /// The inputs lie between these, one in each of N equal parts.
    pub inputs: [f64; 2],
}

/// A data set, and its division into batches.
///
/// An epoch goes through all points once, without replacement, in batches of one size; the last takes what is left. The
/// order is shuffled anew for each epoch, as a function of the race's seed and the number of the epoch alone.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Input and target of each point.
    points: Vec<[f64; 2]>,
    batch: usize,
    predict: fn([f64; 2], f64) -> f64,
    loss: fn([f64; 2], [f64; 2]) -> f64,
}

/// The points of one step: at most [`MOST_POINTS`] indices, on the stack, so that a step allocates nothing.
#[derive(Clone, Copy, Debug)]
pub struct Batch {
    order: [u16; MOST_POINTS],
    from: usize,
    to: usize,
}

impl Batch {
    /// The places of the points in the data set.
    pub fn indices(&self) -> impl ExactSizeIterator<Item = usize> {
        self.order[self.from..self.to].iter().map(|&index| usize::from(index))
    }
}

impl Sample {
    fn of<M: Model>(model: &M) -> Self {
        let plan = model.plan();
        let count = plan.points.clamp(1, MOST_POINTS);
        let mut random = Random::keyed(plan.seed, 0);
        let [low, high] = plan.inputs;
        let points = (0..count).map(|index| {
            let x = low + (high - low) * (index as f64 + random.uniform()) / count as f64;
            [x, model.target(x, &mut random)]
        });
        let loss = |[w, b]: [f64; 2], point| M::loss(w, b, point);
        Self { points: points.collect(), batch: plan.batch.clamp(1, count), predict: M::predict, loss }
    }

    /// Input and target of each point.
    #[must_use]
    pub fn points(&self) -> &[[f64; 2]] {
        &self.points
    }

    /// What the model with these weights says for an input.
    #[must_use]
    pub fn predict(&self, weights: [f64; 2], x: f64) -> f64 {
        (self.predict)(weights, x)
    }

    /// The mean loss over the points that a draw sees, as a function of the weights.
    pub fn loss_of(&self, draw: Draw) -> impl Fn([f64; 2]) -> f64 + use<> {
        let points: Vec<_> = self.batch(draw).indices().map(|index| self.points[index]).collect();
        let loss = self.loss;
        move |weights| mean(points.iter().copied(), |point| loss(weights, point))
    }

    /// Points of a batch.
    #[must_use]
    pub fn batch_size(&self) -> usize {
        self.batch
    }

    /// Number of steps in an epoch.
    #[must_use]
    pub fn steps_an_epoch(&self) -> usize {
        self.points.len().div_ceil(self.batch)
    }

    /// The epoch that a step (from 1) belongs to, from 0.
    #[must_use]
    pub fn epoch(&self, step: u64) -> u64 {
        step.saturating_sub(1) / self.steps_an_epoch() as u64
    }

    /// The points that a draw sees: all of them at step 0.
    #[must_use]
    pub fn batch(&self, draw: Draw) -> Batch {
        let count = self.points.len();
        let mut order = [0; MOST_POINTS];
        for (index, place) in order[..count].iter_mut().enumerate() {
            *place = index as u16;
        }
        if draw.step == 0 || self.batch == count {
            return Batch { order, from: 0, to: count };
        }
        let turn = ((draw.step - 1) % self.steps_an_epoch() as u64) as usize;
        let (from, to) = (turn * self.batch, ((turn + 1) * self.batch).min(count));
        // Fisher and Yates from the front, as far as this batch reaches: earlier batches come out the same.
        let mut random = Random::keyed(draw.seed, self.epoch(draw.step));
        for place in 0..to {
            order.swap(place, place + random.below(count - place));
        }
        Batch { order, from, to }
    }
}

/// The mean loss of a model over its data set, as a surface over its two weights.
#[derive(Clone, Debug)]
pub struct DataLoss<M: Model> {
    sample: Sample,
    model: std::marker::PhantomData<M>,
}

impl<M: Model> DataLoss<M> {
    /// The loss over the data set that the model's parameters describe.
    #[must_use]
    pub fn new(model: M) -> Self {
        Self { sample: Sample::of(&model), model: std::marker::PhantomData }
    }

    fn mean<T: Real>(&self, w: T, b: T, indices: impl ExactSizeIterator<Item = usize>) -> T {
        mean(indices.map(|index| self.sample.points[index]), |point| M::loss(w, b, point))
    }
}

/// The mean of a loss over some points. The order of summation is theirs, so equal draws give equal bits.
fn mean<T: Real>(points: impl ExactSizeIterator<Item = [f64; 2]>, loss: impl Fn([f64; 2]) -> T) -> T {
    let share = 1.0 / points.len() as f64;
    points.fold(T::constant(0.0), |sum, point| sum + loss(point)) * share
}

impl<M: Model> Objective for DataLoss<M> {
    fn dim(&self) -> usize {
        2
    }

    fn value_grad(&self, x: &[f64], draw: Draw, g: &mut [f64]) -> f64 {
        let (w, b) = (Jet::x(x[0]), Jet::y(x[1]));
        let jet = self.mean(w, b, self.sample.batch(draw).indices());
        g.copy_from_slice(&jet.g);
        jet.v
    }

    fn is_drawn(&self) -> bool {
        self.sample.batch < self.sample.points.len()
    }
}

impl<M: Model> Landscape for DataLoss<M> {
    fn info(&self) -> &'static SurfaceInfo {
        const { &M::INFO }
    }

    fn value(&self, [w, b]: [f64; 2]) -> f64 {
        self.mean(w, b, 0..self.sample.points.len())
    }

    fn jet(&self, [w, b]: [f64; 2]) -> Jet {
        self.mean(Jet::x(w), Jet::y(b), 0..self.sample.points.len())
    }

    fn sample(&self) -> Option<&Sample> {
        Some(&self.sample)
    }
}
