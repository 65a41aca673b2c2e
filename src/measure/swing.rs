//! How a run swings across a minimum.

use crate::run::Run;

/// Sign changes of the gradient along `axis` over the points 0 to `step`.
///
/// Along an axis of a quadratic this counts how often the point jumped across the bottom. A gradient of exactly zero
/// changes nothing; the next one is compared with the last that was not zero.
#[must_use]
pub fn flips(run: &Run, axis: usize, step: usize) -> usize {
    run.sign_changes(axis, step.min(run.len())).count
}

/// Sign changes of x − x\* along `axis` over the points 0 to `step`: how often the point came to the other side of the
/// minimiser x\*.
///
/// A point exactly on the minimiser changes nothing; the next one is compared with the last that was not on it.
#[must_use]
pub fn crossings(run: &Run, axis: usize, minimiser: f64, step: usize) -> usize {
    let mut changes = SignChanges::default();
    (0..=step.min(run.len())).for_each(|k| changes.see(run.point(k)[axis] - minimiser));
    changes.count
}

/// Counts the sign changes of numbers as it sees them. A zero changes nothing; the next number is compared with the last
/// that was not zero.
#[derive(Clone, Copy, Debug, Default)]
pub struct SignChanges {
    /// How many there were.
    pub count: usize,
    /// The sign of the last number that was not zero; 0 before there was one.
    last: f64,
}

impl SignChanges {
    /// Sees the next number.
    pub fn see(&mut self, value: f64) {
        if value != 0.0 {
            self.count += usize::from(self.last * value.signum() < 0.0);
            self.last = value.signum();
        }
    }
}

/// The largest distance past `minimiser` along `axis`, on the far side from the start, over the points 0 to `step`.
///
/// 0 if the run never got past it, and for a start on the minimiser, from which neither side is the far one.
#[must_use]
pub fn overshoot(run: &Run, axis: usize, minimiser: f64, step: usize) -> f64 {
    let from = run.point(0)[axis] - minimiser;
    if from == 0.0 {
        return 0.0;
    }
    let past = (0..=step.min(run.len())).map(|k| (minimiser - run.point(k)[axis]) * from.signum());
    past.fold(0.0, f64::max)
}

/// The largest distance from `minimiser` along `axis`, max |x − x\*|, over the last `last` points up to `step`.
///
/// Those are the points `step` − `last` + 1 to `step`; all from the start on where there are fewer. 0 for none.
/// The cost grows with `last`, not with `step`.
#[must_use]
pub fn late_oscillation(run: &Run, axis: usize, minimiser: f64, last: usize, step: usize) -> f64 {
    let end = step.min(run.len()) + 1;
    (end.saturating_sub(last)..end).map(|k| (run.point(k)[axis] - minimiser).abs()).fold(0.0, f64::max)
}
