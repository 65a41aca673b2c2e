//! One optimizer on one objective from one start: its path, exact rewind, and how it ends.

use crate::objective::{Draw, Objective};
use crate::optimizer::{Optimizer, Trace};
use std::rc::Rc;

/// A coordinate beyond this has diverged: the references' own bound, and still safe to draw.
pub const DIVERGED_BEYOND: f64 = 1e9;

/// Steps between two snapshots of the optimizer. Rewinding replays at most this many.
const SNAPSHOT_EVERY: usize = 256;

/// One optimizer on one objective from one start.
///
/// The path holds finite points only. A step that would leave `|coordinate| ≤` [`DIVERGED_BEYOND`] or reach a loss that
/// is not a number is not taken; the run has then [diverged](Self::diverged_at) at that step and stays where it was.
#[derive(Clone)]
pub struct Run {
    optimizer: Keep,
    objective: Rc<dyn Objective>,
    seed: u64,
    /// Point, gradient, loss; one after the other for each step from 0.
    records: Vec<f64>,
    snapshots: Vec<Keep>,
    diverged_at: Option<usize>,
    scratch: Vec<f64>,
}

/// A run's steps taken once more, one after the other, to look into them. It can go on when the run has.
#[derive(Clone)]
pub struct Replay {
    optimizer: Keep,
    x: Vec<f64>,
    step: usize,
}

impl Replay {
    /// The steps that have been replayed.
    #[must_use]
    pub fn step(&self) -> usize {
        self.step
    }

    /// Replays the next step of `run`, whose replay it is, and which must have taken it.
    pub fn take(&mut self, run: &Run) {
        self.x.copy_from_slice(run.point(self.step));
        self.step += 1;
        self.optimizer.0.step(&*run.objective, run.draw(self.step), &mut self.x);
    }

    /// [`Self::take`], and the named internals of the step.
    pub fn trace(&mut self, run: &Run) -> Trace {
        let mut trace = Trace::default();
        self.x.copy_from_slice(run.point(self.step));
        self.step += 1;
        self.optimizer.0.traced_step(&*run.objective, run.draw(self.step), &mut self.x, &mut trace);
        trace
    }
}

impl std::fmt::Debug for Replay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Replay").field("step", &self.step).finish_non_exhaustive()
    }
}

/// An optimizer that can be cloned though its type is forgotten.
struct Keep(Box<dyn Optimizer>);

impl Clone for Keep {
    fn clone(&self) -> Self {
        Self(self.0.snapshot())
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let id = self.optimizer.0.info().id;
        f.debug_struct("Run").field("optimizer", &id).field("steps", &self.len()).finish_non_exhaustive()
    }
}

impl Run {
    /// A run at its start. The optimizer must be in its initial state and of the objective's dimension.
    #[must_use]
    pub fn new(optimizer: Box<dyn Optimizer>, objective: Rc<dyn Objective>, start: &[f64], seed: u64) -> Self {
        let optimizer = Keep(optimizer);
        let dim = objective.dim();
        let mut run = Self {
            snapshots: vec![optimizer.clone()],
            optimizer,
            seed,
            records: Vec::new(),
            diverged_at: None,
            scratch: vec![0.0; 2 * dim + 1],
            objective,
        };
        run.scratch[..dim].copy_from_slice(start);
        if !run.record() {
            // A start where the loss is not a number: the point is kept so that it can be shown, and nothing moves.
            run.records.extend_from_slice(&run.scratch);
            run.diverged_at = Some(0);
        }
        run
    }

    /// Number of steps taken.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a run always holds its start")]
    pub fn len(&self) -> usize {
        self.records.len() / self.stride() - 1
    }

    /// The point after `step` steps; 0 is the start.
    #[must_use]
    #[inline(never)] // Everything that is drawn asks for points: once is enough for the page's first module.
    pub fn point(&self, step: usize) -> &[f64] {
        &self.records[step * self.stride()..][..self.objective.dim()]
    }

    /// The point after `step` steps on a surface of two variables.
    #[must_use]
    pub fn xy(&self, step: usize) -> [f64; 2] {
        let point = self.point(step);
        [point[0], point[1]]
    }

    /// The gradient at the point after `step` steps, without noise.
    #[must_use]
    pub fn gradient(&self, step: usize) -> &[f64] {
        let dim = self.objective.dim();
        &self.records[step * self.stride() + dim..][..dim]
    }

    /// The loss at the point after `step` steps, without noise.
    #[must_use]
    pub fn loss(&self, step: usize) -> f64 {
        self.records[(step + 1) * self.stride() - 1]
    }

    /// The step that could not be taken, if the run diverged.
    #[must_use]
    pub fn diverged_at(&self) -> Option<usize> {
        self.diverged_at
    }

    /// The optimizer.
    #[must_use]
    pub fn optimizer(&self) -> &dyn Optimizer {
        &*self.optimizer.0
    }

    /// Makes room for `steps` more steps, so that taking them allocates nothing but a snapshot now and then.
    pub fn reserve(&mut self, steps: usize) {
        self.records.reserve(steps * self.stride());
        self.snapshots.reserve(steps / SNAPSHOT_EVERY + 1);
    }

    /// Takes one step; false when the run has diverged.
    pub fn step(&mut self) -> bool {
        if self.diverged_at.is_some() {
            return false;
        }
        let (len, dim) = (self.len(), self.objective.dim());
        let [from, to] = [len * self.stride(), len * self.stride() + dim];
        self.scratch[..dim].copy_from_slice(&self.records[from..to]);
        self.optimizer.0.step(&*self.objective, self.draw(len + 1), &mut self.scratch[..dim]);
        if !self.record() {
            self.diverged_at = Some(len + 1);
            return false;
        }
        if (len + 1).is_multiple_of(SNAPSHOT_EVERY) {
            self.snapshots.push(self.optimizer.clone());
        }
        true
    }

    /// Takes steps until `step` is reached or the run has diverged.
    pub fn extend_to(&mut self, step: usize) {
        while self.len() < step && self.step() {}
    }

    /// Forgets all after `step`. Going on from there gives the same bits as the first time.
    pub fn rewind(&mut self, step: usize) {
        let step = step.min(self.len());
        self.optimizer = self.optimizer_after(step);
        self.records.truncate((step + 1) * self.stride());
        self.snapshots.truncate(step / SNAPSHOT_EVERY + 1);
        if self.diverged_at != Some(0) {
            self.diverged_at = None;
        }
    }

    /// The named internals of the step that leads from `step` to `step + 1`.
    #[must_use]
    pub fn explain(&self, step: usize) -> Trace {
        let step = step.min(self.len());
        self.optimizer_after(step).0.explain(&*self.objective, self.draw(step + 1), self.point(step))
    }

    /// What [`Self::explain`] tells of the first `steps` steps taken, one after the other. The run is replayed once, from its
    /// start, as far as it goes.
    pub fn traces(&self, steps: usize) -> impl Iterator<Item = Trace> {
        let mut replay = self.replay();
        (0..steps.min(self.len())).map(move |_| replay.trace(self))
    }

    /// A replay from the start.
    #[must_use]
    pub fn replay(&self) -> Replay {
        Replay { optimizer: self.snapshots[0].clone(), x: vec![0.0; self.objective.dim()], step: 0 }
    }

    fn optimizer_after(&self, step: usize) -> Keep {
        let nearest = step / SNAPSHOT_EVERY;
        let mut optimizer = self.snapshots[nearest].clone();
        let mut x = vec![0.0; self.objective.dim()];
        for replayed in nearest * SNAPSHOT_EVERY..step {
            x.copy_from_slice(self.point(replayed));
            optimizer.0.step(&*self.objective, self.draw(replayed + 1), &mut x);
        }
        optimizer
    }

    /// Records the point in the scratch space with its gradient and loss, unless it has diverged.
    fn record(&mut self) -> bool {
        let dim = self.objective.dim();
        let (x, rest) = self.scratch.split_at_mut(dim);
        let (g, loss) = rest.split_at_mut(dim);
        loss[0] = self.objective.value_grad(x, Draw::default(), g);
        let fine = x.iter().all(|c| c.abs() <= DIVERGED_BEYOND) && loss[0].is_finite();
        if fine {
            self.records.extend_from_slice(&self.scratch);
        }
        fine
    }

    fn draw(&self, step: usize) -> Draw {
        Draw { seed: self.seed, step: step as u64 }
    }

    fn stride(&self) -> usize {
        2 * self.objective.dim() + 1
    }
}
