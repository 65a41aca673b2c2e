//! The next step of a run, taken apart on the stage: what it is made of as thin arrows of one length, and the step itself, true
//! to scale.

use super::clip;
use super::frame::Frame;
use super::mark::Mark;
use crate::anatomy::{self, Tip};
use crate::lab::{Lab, Stage};

/// The length of the longest thin arrow, as a share of the plot's shorter side: each further one is shorter, so that names at
/// the tips of arrows in the same direction stay apart.
const REACH: f64 = 0.3;
const SHORTER: f64 = 0.5;

/// One of the arrows, in the units of the surface.
struct Part {
    tip: Tip,
    /// The run's place in the legend.
    place: usize,
    from: [f64; 2],
    by: [f64; 2],
}

/// The arrows for the run that is taken apart, with its place in the legend; none where there is no such run on the stage.
pub(super) fn arrows(lab: &Lab, stage: &Stage, frame: &Frame) -> Vec<(usize, Mark)> {
    let lit = lab.dissected().and_then(|dissected| dissected.lit.as_deref());
    let mark = |Part { tip, place, from, by }: Part| {
        let faint = lit.map_or(tip.name != "delta", |lit| lit != tip.name);
        (place, Mark::Arrow { from, by, symbol: tip.symbol, faint })
    };
    parts(lab, stage, frame).into_iter().map(mark).collect()
}

/// The name of the arrow that lies within `reach` of a pixel, all in device px. Of arrows that lie one on the other it is the
/// shortest, which is the one on top of the rest.
pub(super) fn at(lab: &Lab, stage: &Stage, frame: &Frame, px: [f64; 2], reach: f64) -> Option<&'static str> {
    let near = |Part { tip, from, by, .. }: Part| {
        let to = [from[0] + by[0], from[1] + by[1]];
        let [from, to] = clip::segment(frame.plot, [from, to].map(|at| frame.to_px(stage.on_stage(at))))?;
        let way = [to[0] - from[0], to[1] - from[1]];
        let length = way[0].hypot(way[1]);
        let along = ((px[0] - from[0]) * way[0] + (px[1] - from[1]) * way[1]) / (length * length);
        let along = if along.is_nan() { 0.0 } else { along.clamp(0.0, 1.0) };
        let away = (from[0] + along * way[0] - px[0]).hypot(from[1] + along * way[1] - px[1]);
        (away <= reach).then_some((away, length, tip.name))
    };
    let near: Vec<_> = parts(lab, stage, frame).into_iter().filter_map(near).collect();
    let nearest = near.iter().map(|(away, ..)| *away).fold(f64::INFINITY, f64::min);
    let level = near.into_iter().filter(|(away, ..)| *away <= nearest + frame.scale);
    level.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(_, _, name)| name)
}

fn parts(lab: &Lab, stage: &Stage, frame: &Frame) -> Vec<Part> {
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
    let mut parts = Vec::new();
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
        parts.push(Part { tip, place, from, by });
    }
    parts
}
