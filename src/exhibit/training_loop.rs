//! The training loop, one phase at a time: what the pass under way has computed so far, the data it sees, and its lines.

use super::{CodeLine, Exhibit};
use crate::draw::plot::{Axis, Item, Plot, Tone};
use crate::lab::{Lab, Seen};
use crate::number::readable;
use crate::objective::Draw;
use crate::objective::data::Sample;
use crate::surface::Pace;

/// Points at which a model is looked at to draw it as a line.
const LINE_POINTS: usize = 65;

/// Room around the data, in shares of their range: a model may stand beside them.
const ROOM: [f64; 2] = [0.05, 0.3];

/// Indices of a batch that are written out.
const MOST_INDICES: usize = 8;

/// One pass of the loop: the step that is under way in the phases 1 to 3, and has just been taken in phase 4.
pub struct Pass<'a> {
    seen: Seen<'a>,
    sample: &'a Sample,
    /// 1 sample, 2 loss, 3 gradient, 4 update; 0 before the first pass.
    pub phase: usize,
    /// What the step draws: its batch.
    pub draw: Draw,
    /// The weights that the pass begins with.
    pub before: [f64; 2],
    /// The weights shown: those after the step in phase 4.
    pub now: [f64; 2],
    /// The loss over the batch before the step, and over all points.
    pub losses: [f64; 2],
    /// The gradient of the batch before the step, and that of all points.
    pub gradients: [[f64; 2]; 2],
}

impl<'a> Pass<'a> {
    /// The pass that a run is in, or in which it ended; none where the loss is of no data.
    #[must_use]
    pub fn of(seen: &Seen<'a>) -> Option<Self> {
        let (phase, run) = (seen.lab.phase(), seen.run);
        let sample = seen.stage.landscape().sample()?;
        // In phase 4 the step has been taken: the pass began at the point before.
        let begun = if phase == 4 { seen.now().saturating_sub(1) } else { seen.now() };
        let draw = Draw { seed: u64::from(seen.lab.settings().seed), step: begun as u64 + 1 };
        let mut gradient = [0.0; 2];
        let loss = seen.stage.landscape().value_grad(run.point(begun), draw, &mut gradient);
        let full = run.gradient(begun);
        Some(Self {
            seen: *seen,
            sample,
            phase,
            draw,
            before: run.xy(begun),
            now: run.xy(seen.now()),
            losses: [loss, run.loss(begun)],
            gradients: [gradient, [full[0], full[1]]],
        })
    }

    /// The pass of the first run of the legend that is on.
    fn first(lab: &'a Lab) -> Option<Self> {
        let stage = lab.stages().first()?;
        let (place, run) = stage.running().next()?;
        Self::of(&Seen { lab, stage, run, place, step: lab.taken() })
    }

    /// Whether its run is the first of those that are on: what all have in common is drawn for it alone.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.seen.stage.running().next().is_some_and(|(place, _)| place == self.seen.place)
    }

    /// The loss over the batch, as a function of the weights.
    #[must_use]
    pub fn batch_loss(&self) -> Box<dyn Fn([f64; 2]) -> f64> {
        Box::new(self.sample.loss_of(self.draw))
    }

    /// The points of the batch.
    fn batch(&self) -> Vec<[f64; 2]> {
        self.sample.batch(self.draw).indices().map(|index| self.sample.points()[index]).collect()
    }

    /// The epoch, from 1; the batch's number in it, from 1; and how many there are.
    #[must_use]
    pub fn turn(&self) -> [usize; 3] {
        let an_epoch = self.sample.steps_an_epoch();
        [self.sample.epoch(self.draw.step) as usize + 1, (self.draw.step as usize - 1) % an_epoch + 1, an_epoch]
    }

    /// Number of points in the batch, and in the data set.
    #[must_use]
    pub fn counts(&self) -> [usize; 2] {
        [self.sample.batch(self.draw).indices().len(), self.sample.points().len()]
    }

    /// The angle between the gradient of the batch and that of all points, degrees; none where one of them is 0.
    #[must_use]
    pub fn angle(&self) -> Option<f64> {
        let [[a, b], [c, d]] = self.gradients;
        let angle = (a * d - b * c).atan2(a * c + b * d).abs().to_degrees();
        (a.hypot(b) > 0.0 && c.hypot(d) > 0.0).then_some(angle)
    }
}

/// Weights or a gradient, for people.
#[must_use]
pub fn pair([w, b]: [f64; 2]) -> String {
    format!("({}, {})", readable(w), readable(b))
}

/// Shows the data with the batch and the model, and the lines of the loop.
pub struct TrainingLoop;

impl Exhibit for TrainingLoop {
    fn plots(&self, lab: &Lab) -> Vec<Plot> {
        let Some(pass) = Pass::first(lab) else { return Vec::new() };
        let points = pass.sample.points();
        let ends = |axis: usize| {
            let values = points.iter().map(|point| point[axis]);
            let [low, high] = values.fold([f64::MAX, f64::MIN], |[low, high], v| [v.min(low), v.max(high)]);
            let room = ROOM[axis] * (high - low).max(0.1);
            [low - room, high + room]
        };
        let x = ends(0);
        let model = |weights: [f64; 2]| {
            let along = (0..LINE_POINTS).map(|i| x[0] + (x[1] - x[0]) * i as f64 / (LINE_POINTS - 1) as f64);
            along.map(|x| [x, pass.sample.predict(weights, x)]).collect::<Vec<_>>()
        };
        let tone = Tone::Run(pass.seen.place);
        let mut items = vec![Item::Dots { points: points.to_vec(), tone: Tone::Known, large: false }];
        if pass.phase == 4 {
            items.push(Item::Line { points: model(pass.before), tone: Tone::Quiet, name: String::new() });
        }
        if pass.phase == 2 {
            let residual = |[x, y]: [f64; 2]| [[x, y], [x, pass.sample.predict(pass.before, x)]];
            items.push(Item::Links { ends: pass.batch().into_iter().map(residual).collect(), tone });
        }
        for (place, run) in lab.stages()[0].running() {
            let points = model(run.xy(lab.taken().min(run.len())));
            items.push(Item::Line { points, tone: Tone::Run(place), name: "model".to_owned() });
        }
        if pass.phase > 0 {
            items.push(Item::Dots { points: pass.batch(), tone, large: true });
        }
        let [batch, all] = pass.counts();
        let title = if pass.phase == 0 { format!("{all} points") } else { format!("{batch} of {all} points") };
        vec![Plot { title, x: Axis::linear("input x", x), y: Axis::linear("target y", ends(1)), items }]
    }

    fn code(&self, lab: &Lab) -> Vec<CodeLine> {
        let Some(pass) = Pass::first(lab) else { return Vec::new() };
        let [epoch, turn, turns] = pass.turn();
        let [loss, full] = pass.losses.map(readable);
        let mut indices: Vec<_> = pass.sample.batch(pass.draw).indices().map(|index| index.to_string()).collect();
        if indices.len() > MOST_INDICES {
            indices.truncate(MOST_INDICES);
            indices.push("…".to_owned());
        }
        let errors = pass.batch().into_iter().map(|[x, y]| (pass.sample.predict(pass.before, x) - y).abs());
        let plain = pass.seen.run.optimizer().info().pace == Pace::Gradient;
        let update = if plain { "    (w, b) = (w, b) − α g" } else { "    (w, b) = the rule’s step(w, b; g)" };
        let lines = [
            (1, "for each epoch: shuffle the points", format!("epoch {epoch}")),
            (1, "  for each batch of the shuffled points", format!("{turn} of {turns}: {}", indices.join(", "))),
            (2, "    predicted = model(x; w, b)", format!("off by up to {}", readable(errors.fold(0.0, f64::max)))),
            (2, "    loss = mean of loss(predicted, y)", format!("{loss}; over all points {full}")),
            (3, "    g = mean of (predicted − y) · (x, 1)", pair(pass.gradients[0])),
            (4, update, pair(pass.now)),
        ];
        let line = |(phase, text, value)| CodeLine {
            text,
            value: if phase <= pass.phase { value } else { String::new() },
            lit: phase == pass.phase,
        };
        lines.map(line).into()
    }
}
