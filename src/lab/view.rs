//! Zoom and pan: another part of the plane than the surface's own.

use crate::surface::Window;

/// No coordinate beyond this is shown: no run gets there.
const FURTHEST: f64 = crate::run::DIVERGED_BEYOND;

/// The least that is shown, as a share of how far it is from the origin: the numbers at the axes can still be told apart and
/// read, and a pixel is far more than what a number can resolve.
const FINEST: f64 = 1e-4;

/// Nearer to the origin than this, distance from it no longer counts.
const NEAR: f64 = 1e-2;

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

/// The window of the same shape that keeps to what can be shown; none for what is no window.
fn within_limits(Window { x, y }: Window) -> Option<Window> {
    let axes = [x, y];
    if !axes.as_flattened().iter().all(|end| end.is_finite()) || axes.iter().any(|[low, high]| low >= high) {
        return None;
    }
    let least = |[low, high]: [f64; 2]| FINEST * low.abs().max(high.abs()).clamp(NEAR, FURTHEST);
    let wider = axes.map(|axis| least(axis) / (axis[1] - axis[0])).into_iter().fold(1.0, f64::max);
    let narrower = axes.map(|[low, high]| 2.0 * FURTHEST / (high - low)).into_iter().fold(wider, f64::min);
    let [x, y] = axes.map(|[low, high]| {
        let half = (high - low) / 2.0 * narrower;
        let center = (low + (high - low) / 2.0).clamp(half - FURTHEST, (FURTHEST - half).max(half - FURTHEST));
        [center - half, center + half]
    });
    Some(Window { x, y })
}
