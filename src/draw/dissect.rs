//! The next step of a run, taken apart on the stage: what it is made of as thin arrows of one length, and the step itself, true
//! to scale.

use super::frame::Frame;
use super::mark::Mark;
use crate::anatomy;
use crate::lab::{Lab, Stage};

/// The length of the longest thin arrow, as a share of the plot's shorter side: each further one is shorter, so that names at
/// the tips of arrows in the same direction stay apart.
const REACH: f64 = 0.3;
const SHORTER: f64 = 0.5;

/// The arrows for the run that is taken apart, with its place in the legend; none where there is no such run on the stage.
pub(super) fn arrows(lab: &Lab, stage: &Stage, frame: &Frame) -> Vec<(usize, Mark)> {
    let Some(dissected) = lab.dissected() else { return Vec::new() };
    let Some((place, run)) = stage.running().find(|(place, _)| *place == dissected.place) else { return Vec::new() };
    let step = lab.taken().min(run.len());
    let (from, trace) = (run.xy(step), run.explain(step));
    let axes = stage.landscape().info().axes;
    let vector = |name: &str| {
        let along = |axis: usize| if axis < axes { trace.value(axis, name) } else { Some(0.0) };
        Some([along(0)?, along(1)?]).filter(|vector| vector.iter().all(|c| c.is_finite()))
    };
    let mut reach = REACH * frame.units_across();
    let lit = |name: &str| dissected.lit.as_deref() == Some(name);
    let mut marks = Vec::new();
    for tip in anatomy::tips(run.optimizer().info()) {
        let Some([x, y]) = vector(tip.name) else { continue };
        let by = if tip.name == "delta" {
            [x, y]
        } else {
            let length = x.hypot(y);
            if length == 0.0 {
                continue;
            }
            let by = [x, y].map(|c| -c / length * reach);
            reach *= SHORTER;
            by
        };
        let faint = if dissected.lit.is_some() { !lit(tip.name) } else { tip.name != "delta" };
        marks.push((place, Mark::Arrow { from, by, symbol: tip.symbol, faint }));
    }
    marks
}
