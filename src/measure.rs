//! What a lesson claims, as numbers read off a run.

use crate::run::Run;

/// Sign changes of the gradient along `axis` over the points 0 to `step`.
///
/// Along an axis of a quadratic this counts how often the point jumped across the bottom. A gradient of exactly zero
/// changes nothing; the next one is compared with the last that was not zero.
#[must_use]
pub fn flips(run: &Run, axis: usize, step: usize) -> usize {
    let signs = (0..=step.min(run.len())).map(|k| run.gradient(k)[axis]).filter(|&g| g != 0.0);
    let (mut last, mut count) = (0.0, 0);
    for g in signs {
        count += usize::from(last * g.signum() < 0.0);
        last = g.signum();
    }
    count
}

/// Net distance from the start along `axis` after `step` steps, in the surface's units, with its sign.
#[must_use]
pub fn progress(run: &Run, axis: usize, step: usize) -> f64 {
    let step = step.min(run.len());
    run.point(step)[axis] - run.point(0)[axis]
}

/// The first step from which the point lies outside `window`, if there is one up to `step`.
#[must_use]
pub fn leaves(run: &Run, window: crate::surface::Window, step: usize) -> Option<usize> {
    let step = step.min(run.len());
    let outside = (0..=step).rev().take_while(|&k| !window.contains(run.xy(k))).last();
    outside.or(run.diverged_at().filter(|&at| at <= step + 1 && run.len() == step))
}
