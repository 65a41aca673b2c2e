//! One optimizer on one objective from one start: its path, exact rewind, and how it ends.

use crate::measure::SignChanges;
use crate::objective::{Draw, Objective};
use crate::optimizer::{Optimizer, Retuning, Trace};
use std::rc::Rc;

/// A coordinate beyond this has diverged: the references' own bound, and still safe to draw.
pub const DIVERGED_BEYOND: f64 = 1e9;

/// Steps of a block. Rewinding replays at most this many.
const BLOCK: usize = 256;

/// The range of no losses at all.
const NO_LOSSES: [f64; 2] = [f64::INFINITY, f64::NEG_INFINITY];

/// The block of a step, and its place there.
fn place(step: usize) -> (usize, usize) {
    (step / BLOCK, step % BLOCK)
}

/// One optimizer on one objective from one start.
///
/// The path holds finite points only. A step that would leave `|coordinate| ≤` [`DIVERGED_BEYOND`] or reach a loss that
/// is not a number is not taken; the run has then [diverged](Self::diverged_at) at that step and stays where it was.
#[derive(Clone)]
pub struct Run {
    optimizer: Keep,
    objective: Rc<dyn Objective>,
    /// The objective's, kept because a step asks for it a dozen times.
    dim: usize,
    /// Whether each step must ask for a gradient of its own: [`Objective::is_drawn`].
    drawn: bool,
    seed: u64,
    /// All blocks but the last are full. A copy of the run shares them: only the last is ever written to.
    blocks: Vec<Rc<Block>>,
    diverged_at: Option<usize>,
    scratch: Vec<f64>,
    retunings: Vec<Retuning>,
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
        run.step_again(self.step, &mut self.optimizer, &mut self.x);
        self.step += 1;
    }

    /// [`Self::take`], and the named internals of the step.
    pub fn trace(&mut self, run: &Run) -> Trace {
        let mut trace = Trace::default();
        self.x.copy_from_slice(run.point(self.step));
        self.optimizer.0.retune_at(self.step, &run.retunings);
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

/// An objective of which loss and gradient at one point are known: where no draw counts, a step from there need not ask again.
struct Known<'a> {
    objective: &'a dyn Objective,
    drawn: bool,
    /// Point, gradient, loss.
    record: &'a [f64],
}

impl Known<'_> {
    /// What a step asks.
    fn answering(&self) -> &dyn Objective {
        if self.drawn { self.objective } else { self }
    }
}

impl Objective for Known<'_> {
    fn dim(&self) -> usize {
        self.objective.dim()
    }

    fn value_grad(&self, x: &[f64], draw: Draw, g: &mut [f64]) -> f64 {
        let (at, rest) = self.record.split_at(x.len());
        if at != x {
            return self.objective.value_grad(x, draw, g);
        }
        let (gradient, loss) = rest.split_at(x.len());
        g.copy_from_slice(gradient);
        loss[0]
    }
}

/// [`BLOCK`] steps of the history. It has its room from the start: the history grows by blocks and never moves, so that it
/// takes what it holds, where a list that doubles would take up to three times as much while it grows.
struct Block {
    /// The optimizer as it was at the block's first point.
    begin: Keep,
    /// The sign changes of the gradient before the block's first point, along each axis.
    changes: Vec<SignChanges>,
    /// The lowest and the highest loss before the block's first point.
    losses: [f64; 2],
    /// Point, gradient, loss; one after the other for each step.
    records: Vec<f64>,
}

impl Block {
    fn new(begin: Keep, changes: Vec<SignChanges>, losses: [f64; 2], room: usize) -> Self {
        Self { begin, changes, losses, records: Vec::with_capacity(room) }
    }
}

impl Clone for Block {
    fn clone(&self) -> Self {
        // The copy is made to be written to: it needs the room, too.
        let mut copy = Self::new(self.begin.clone(), self.changes.clone(), self.losses, self.records.capacity());
        copy.records.extend_from_slice(&self.records);
        copy
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
            blocks: vec![Rc::new(Block::new(
                optimizer.clone(),
                vec![SignChanges::default(); dim],
                NO_LOSSES,
                BLOCK * (2 * dim + 1),
            ))],
            optimizer,
            dim,
            drawn: objective.is_drawn(),
            seed,
            diverged_at: None,
            scratch: vec![0.0; 2 * dim + 1],
            objective,
            retunings: Vec::new(),
        };
        run.scratch[..dim].copy_from_slice(start);
        if !run.look() {
            // A start where the loss is not a number: it is kept so that it can be shown, and nothing moves.
            run.diverged_at = Some(0);
        }
        run.keep();
        run
    }

    /// The run as far as `step`, from where it is to go on with these changes: up to there they must be its own. What lies
    /// before is shared with it.
    #[must_use]
    pub fn branch(&self, step: usize, retunings: Vec<Retuning>) -> Self {
        let mut branch = self.clone();
        branch.rewind(step);
        branch.retunings = retunings;
        branch
    }

    /// The run, which must be at its start, as it goes with these changes.
    #[must_use]
    pub fn changing(mut self, retunings: Vec<Retuning>) -> Self {
        self.retunings = retunings;
        self
    }

    /// The steps after which it changes its parameters, one after the other.
    pub fn changes(&self) -> impl Iterator<Item = usize> {
        self.retunings.iter().map(|retuning| retuning.at)
    }

    /// Number of steps taken.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a run always holds its start")]
    pub fn len(&self) -> usize {
        let full = self.blocks.len() - 1;
        full * BLOCK + self.blocks[full].records.len() / self.stride() - 1
    }

    /// The point after `step` steps; 0 is the start.
    #[must_use]
    pub fn point(&self, step: usize) -> &[f64] {
        &self.record(step)[..self.dim]
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
        let dim = self.dim;
        &self.record(step)[dim..2 * dim]
    }

    /// The loss at the point after `step` steps, without noise.
    #[must_use]
    pub fn loss(&self, step: usize) -> f64 {
        self.record(step)[2 * self.dim]
    }

    /// The lowest and the highest loss of all its points. It looks at no more than the points of one block.
    #[must_use]
    pub fn losses(&self) -> [f64; 2] {
        let last = &self.blocks[self.blocks.len() - 1];
        let stride = self.stride();
        let losses = last.records.chunks_exact(stride).map(|record| record[stride - 1]);
        losses.fold(last.losses, |[low, high], loss| [low.min(loss), high.max(loss)])
    }

    /// The sign changes of the gradient along `axis` over the points 0 to `step`. It looks at no more than the points of
    /// one block.
    #[must_use]
    pub fn sign_changes(&self, axis: usize, step: usize) -> SignChanges {
        let (block, _) = place(step);
        let mut changes = self.blocks[block].changes[axis];
        (block * BLOCK..=step).for_each(|k| changes.see(self.gradient(k)[axis]));
        changes
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

    /// Takes one step; false when the run has diverged.
    pub fn step(&mut self) -> bool {
        if self.diverged_at.is_some() {
            return false;
        }
        let (len, dim) = (self.len(), self.dim);
        let (block, place) = place(len);
        let (draw, stride) = (self.draw(len + 1), self.stride());
        let record = &self.blocks[block].records[place * stride..][..stride];
        self.scratch[..dim].copy_from_slice(&record[..dim]);
        self.optimizer.0.retune_at(len, &self.retunings);
        let known = Known { objective: &*self.objective, drawn: self.drawn, record };
        self.optimizer.0.step(known.answering(), draw, &mut self.scratch[..dim]);
        let fine = self.look();
        if fine {
            if (len + 1).is_multiple_of(BLOCK) {
                let changes = (0..dim).map(|axis| self.sign_changes(axis, len)).collect();
                let begin = self.optimizer.clone();
                self.blocks.push(Rc::new(Block::new(begin, changes, self.losses(), BLOCK * self.stride())));
            }
            self.keep();
        } else {
            self.diverged_at = Some(len + 1);
        }
        fine
    }

    /// Takes steps until `step` is reached or the run has diverged.
    pub fn extend_to(&mut self, step: usize) {
        while self.len() < step && self.step() {}
    }

    /// Forgets all after `step`. Going on from there gives the same bits as the first time.
    pub fn rewind(&mut self, step: usize) {
        let (step, stride) = (step.min(self.len()), self.stride());
        self.optimizer = self.optimizer_after(step);
        let (block, place) = place(step);
        self.blocks.truncate(block + 1);
        if let Some(last) = self.blocks.last_mut() {
            Rc::make_mut(last).records.truncate((place + 1) * stride);
        }
        if self.diverged_at != Some(0) {
            self.diverged_at = None;
        }
    }

    /// The named internals of the step that leads from `step` to `step + 1`.
    #[must_use]
    pub fn explain(&self, step: usize) -> Trace {
        let step = step.min(self.len());
        let mut optimizer = self.optimizer_after(step);
        optimizer.0.retune_at(step, &self.retunings);
        optimizer.0.explain(&*self.objective, self.draw(step + 1), self.point(step))
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
        Replay { optimizer: self.blocks[0].begin.clone(), x: vec![0.0; self.dim], step: 0 }
    }

    fn optimizer_after(&self, step: usize) -> Keep {
        let (block, _) = place(step);
        let mut optimizer = self.blocks[block].begin.clone();
        let mut x = vec![0.0; self.dim];
        (block * BLOCK..step).for_each(|replayed| self.step_again(replayed, &mut optimizer, &mut x));
        optimizer
    }

    /// Takes the step after `step` again, with the optimizer as it was there; `x` is room for the point.
    fn step_again(&self, step: usize, optimizer: &mut Keep, x: &mut [f64]) {
        let record = self.record(step);
        x.copy_from_slice(&record[..self.dim]);
        optimizer.0.retune_at(step, &self.retunings);
        let known = Known { objective: &*self.objective, drawn: self.drawn, record };
        optimizer.0.step(known.answering(), self.draw(step + 1), x);
    }

    /// Writes gradient and loss beside the point in the scratch space; false where it has diverged.
    fn look(&mut self) -> bool {
        let dim = self.dim;
        let (x, rest) = self.scratch.split_at_mut(dim);
        let (g, loss) = rest.split_at_mut(dim);
        loss[0] = self.objective.value_grad(x, Draw::default(), g);
        x.iter().all(|c| c.abs() <= DIVERGED_BEYOND) && loss[0].is_finite()
    }

    /// Appends the scratch space to the history. No copy of the run shares the block that is written to from now on.
    fn keep(&mut self) {
        if let Some(last) = self.blocks.last_mut() {
            Rc::make_mut(last).records.extend_from_slice(&self.scratch);
        }
    }

    /// Point, gradient and loss after `step` steps.
    fn record(&self, step: usize) -> &[f64] {
        let stride = self.stride();
        let (block, place) = place(step);
        &self.blocks[block].records[place * stride..][..stride]
    }

    fn draw(&self, step: usize) -> Draw {
        Draw { seed: self.seed, step: step as u64 }
    }

    fn stride(&self) -> usize {
        2 * self.dim + 1
    }
}
