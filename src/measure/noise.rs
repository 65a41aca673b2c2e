//! How far noise spreads a run that has arrived.

use crate::run::Run;

/// The variance along `axis` about `center`: the mean of (x − c)² over the points `from` to `step`, in the surface's units
/// squared.
///
/// It is about the given centre, not about the mean of the points: a run that has settled elsewhere shows. None
/// where there is no such point yet, because the run's end or `step` comes before `from`. The cost grows with the number of
/// points.
#[must_use]
pub fn variance(run: &Run, axis: usize, center: f64, from: usize, step: usize) -> Option<f64> {
    let points = from..step.min(run.len()) + 1;
    let count = points.len();
    let sum: f64 = points.map(|k| (run.point(k)[axis] - center).powi(2)).sum();
    (count > 0).then(|| sum / count as f64)
}

/// The radius of the noise ball: the root mean square distance from `center` over the points `from` to `step`.
///
/// Both axes count; on a curve, where y means nothing, take the root of the [`variance`] along x. None where there is no
/// such point yet.
#[must_use]
pub fn noise_ball(run: &Run, center: [f64; 2], from: usize, step: usize) -> Option<f64> {
    let along = |axis: usize| variance(run, axis, center[axis], from, step);
    Some((along(0)? + along(1)?).sqrt())
}
