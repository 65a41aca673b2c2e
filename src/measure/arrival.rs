//! How far a run gets, when, and what holds it up.

use crate::run::Run;
use crate::surface::Window;

/// Net distance from the start along `axis` after `step` steps, in the surface's units, with its sign.
#[must_use]
pub fn progress(run: &Run, axis: usize, step: usize) -> f64 {
    let step = step.min(run.len());
    run.point(step)[axis] - run.point(0)[axis]
}

/// The first step from which the point lies outside `window`, if there is one up to `step`.
#[must_use]
pub fn leaves(run: &Run, window: Window, step: usize) -> Option<usize> {
    let step = step.min(run.len());
    let outside = (0..=step).rev().take_while(|&k| !window.contains(run.xy(k))).last();
    outside.or(run.diverged_at().filter(|_| run.len() == step))
}

/// The first step, up to `step`, after which the coordinate along `axis` is further than `beyond` from 0: |x| > `beyond`.
///
/// 0 if it starts there. None if it does not get there; a step that diverged was not taken, and does not count.
#[must_use]
pub fn escape(run: &Run, axis: usize, beyond: f64, step: usize) -> Option<usize> {
    (0..=step.min(run.len())).find(|&k| run.point(k)[axis].abs() > beyond)
}

/// The first step, up to `step`, after which the loss is at most `loss`; 0 if it is so at the start, none if it never is.
///
/// The loss may rise above it again later on.
#[must_use]
pub fn steps_to(run: &Run, loss: f64, step: usize) -> Option<usize> {
    (0..=step.min(run.len())).find(|&k| run.loss(k) <= loss)
}

/// The length of the longest stall among the steps 1 to `step`: that many steps in succession were each shorter than
/// `slow`, a Euclidean distance in the surface's units.
///
/// Why a run is slow is not asked: a saddle, a plateau, the turning point of a swing and rest in a minimum all count.
#[must_use]
pub fn stall(run: &Run, slow: f64, step: usize) -> usize {
    let (mut longest, mut lasting) = (0, 0);
    for k in 1..=step.min(run.len()) {
        let moves = run.point(k).iter().zip(run.point(k - 1)).map(|(to, from)| to - from);
        let length = moves.map(|delta| delta * delta).sum::<f64>().sqrt();
        lasting = if length < slow { lasting + 1 } else { 0 };
        longest = longest.max(lasting);
    }
    longest
}

/// The index of the one of `minima` that is nearest to `point`, and the Euclidean distance to it.
///
/// With 1 for `axes`, as on a curve, x alone counts. Of two at the same distance the first; none if there are none.
#[must_use]
pub fn nearest_minimum(point: [f64; 2], minima: &[[f64; 2]], axes: usize) -> Option<(usize, f64)> {
    let distance = |minimum: &[f64; 2]| {
        let [x, y] = [point[0] - minimum[0], point[1] - minimum[1]];
        if axes == 1 { x.abs() } else { x.hypot(y) }
    };
    minima.iter().map(distance).enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b))
}
