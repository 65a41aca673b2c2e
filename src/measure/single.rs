//! What single steps are made of.

use crate::run::Run;

/// The step that led to `step`, along `axis`: 0 at the start, to which none led.
fn delta(run: &Run, axis: usize, step: usize) -> f64 {
    let step = step.min(run.len());
    run.point(step)[axis] - run.point(step.saturating_sub(1))[axis]
}

/// −Δx / g along `axis` for the step that led to `step`: the learning rate with which plain gradient descent would have
/// made the same move. Negative where the step went uphill.
///
/// The gradient g is that of the whole loss before the step, without noise. None at step 0, to which no step led; and where
/// g is 0 or so small that no rate a number can hold would do.
#[must_use]
pub fn effective_rate(run: &Run, axis: usize, step: usize) -> Option<f64> {
    let before = step.min(run.len()).checked_sub(1)?;
    let rate = -delta(run, axis, step) / run.gradient(before)[axis];
    rate.is_finite().then_some(rate)
}

/// |Δx| / α along `axis` for the step that led to `step`: its length in learning rates, for a learning rate of `rate`.
///
/// 0 at step 0, to which no step led.
#[must_use]
pub fn step_over_rate(run: &Run, axis: usize, step: usize, rate: f64) -> f64 {
    delta(run, axis, step).abs() / rate
}

/// The mean over the steps 1 to `step` of an internal along `axis`, by its name in the rule's source as in
/// [`Run::explain`].
///
/// Steps that do not show it are left out; none if no step shows it. All steps are taken once more and each allocates its
/// trace, so that this is dearer than the other measures.
#[must_use]
pub fn mean_internal(run: &Run, axis: usize, name: &str, step: usize) -> Option<f64> {
    let values = run.traces(step).filter_map(|trace| trace.value(axis, name));
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}
