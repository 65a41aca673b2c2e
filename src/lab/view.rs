//! Zoom and pan: another part of the plane than the surface's own.

use super::{Lab, Stage};
use crate::error::Result;
use crate::link;
use crate::number::shortest;
use crate::surface::Window;

/// No coordinate beyond this is shown: no run gets there.
const FURTHEST: f64 = crate::run::DIVERGED_BEYOND;

/// The least that is shown, as a share of how far it is from the origin: the numbers at the axes can still be told apart and
/// read, and a pixel is far more than what a number can resolve.
const FINEST: f64 = 1e-4;

/// Nearer to the origin than this, distance from it no longer counts.
const NEAR: f64 = 1e-2;

/// Digits that count of a window's width: more than can be seen.
const DIGITS: i32 = 4;

impl Lab {
    /// What the stage is zoomed to, in the grammar of [links](crate::link); empty where it is not, or there is not one stage.
    #[must_use]
    pub fn view(&self) -> String {
        match &self.stages[..] {
            [stage] if link::is_zoomable(self.lesson) => written(stage),
            _ => String::new(),
        }
    }

    /// Zooms the stage to what a link says; empty for all of its window.
    ///
    /// # Errors
    /// [`crate::error::Error::Syntax`] for what is no view of it.
    pub fn set_view(&mut self, text: &str) -> Result<()> {
        let window = if text.is_empty() { None } else { Some(link::view(&self.settings, text)?) };
        self.stages.iter_mut().for_each(|stage| stage.look_at(window));
        Ok(())
    }
}

/// The ends of what a stage is zoomed to, with as many decimals as its width can tell: what is read is written alike.
fn written(stage: &Stage) -> String {
    let Some(Window { x, y }) = stage.zoomed() else { return String::new() };
    let mut ends = x.to_vec();
    if !stage.is_curve() {
        ends.extend(y);
    }
    // Twice, because a width such as 0.99996 has one digit more after it has been rounded.
    for _ in 0..2 {
        let width = ends.chunks(2).map(|ends| ends[1] - ends[0]).fold(f64::INFINITY, f64::min);
        let unit = 10_f64.powi(width.log10().floor() as i32 + 1 - DIGITS);
        // Through text, so that the number is the one that is read.
        let decimals = (-unit.log10()).round().max(0.0) as usize;
        let round = |end: f64| format!("{:.decimals$}", (end / unit).round() * unit).parse().unwrap_or(end) + 0.0;
        ends = ends.into_iter().map(round).collect();
    }
    ends.into_iter().map(shortest).collect::<Vec<_>>().join(",")
}

/// The window made smaller by `factor` about a point, within the limits.
#[must_use]
pub(crate) fn zoomed(window: Window, about: [f64; 2], factor: f64) -> Window {
    // No gesture is so wide; beyond it, windows overflow.
    let factor = if factor > 0.0 { factor.clamp(1e-12, 1e12) } else { return window };
    let end = |axis: usize, end: f64| about[axis] + (end - about[axis]) / factor;
    within_limits(Window { x: window.x.map(|x| end(0, x)), y: window.y.map(|y| end(1, y)) }).unwrap_or(window)
}

/// The window moved, within the limits.
#[must_use]
pub(crate) fn panned(window: Window, by: [f64; 2]) -> Window {
    within_limits(Window { x: window.x.map(|x| x + by[0]), y: window.y.map(|y| y + by[1]) }).unwrap_or(window)
}

/// The window of the same shape that keeps to what can be shown, or of the nearest shape that can; none for what is no window.
pub(crate) fn within_limits(Window { x, y }: Window) -> Option<Window> {
    let axes = [x, y];
    // Ends may be so far apart, or so near, that what is computed from their distance is no number.
    if !axes.as_flattened().iter().all(|end| end.is_finite())
        || axes.iter().any(|[low, high]| low >= high || !(high - low).is_normal())
    {
        return None;
    }
    let least = |[low, high]: [f64; 2]| FINEST * low.abs().max(high.abs()).clamp(NEAR, FURTHEST);
    let wider = axes.map(|axis| least(axis) / (axis[1] - axis[0])).into_iter().fold(1.0, f64::max);
    let narrower = axes.map(|[low, high]| 2.0 * FURTHEST / (high - low)).into_iter().fold(wider, f64::min);
    let [x, y] = axes.map(|[low, high]| {
        let half = ((high - low) * narrower).max(least([low, high])) / 2.0;
        let center = (low + (high - low) / 2.0).clamp(half - FURTHEST, (FURTHEST - half).max(half - FURTHEST));
        [center - half, center + half]
    });
    Some(Window { x, y })
}
