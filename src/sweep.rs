//! Where an optimizer ends at each of many learning rates: what a fair comparison is tuned by.
//!
//! No path is kept. The same settings give the same bits, as a run does.

use crate::catalogue;
use crate::error::Result;
use crate::number::rounded;
use crate::objective::Draw;
use crate::run::DIVERGED_BEYOND;
use crate::settings::{RunSettings, Settings};
use crate::surface::Landscape;

/// Rates to a decade.
pub const A_DECADE: usize = 8;

/// Powers of ten of the lowest and the highest rate.
const POWERS: [i32; 2] = [-4, 1];

/// Number of rates.
pub const RATES: usize = A_DECADE * (POWERS[1] - POWERS[0]) as usize + 1;

/// A final loss is good from this share on of the way from the loss at the start to the lowest final loss that any run
/// reaches at any rate.
pub const GOOD_SHARE: f64 = 0.9;

/// The rate at a place, rising: 10⁻⁴ to 10, evenly in the logarithm, to three digits.
#[must_use]
pub fn rate(place: usize) -> f64 {
    rounded(10_f64.powf(f64::from(POWERS[0]) + place as f64 / A_DECADE as f64), 3)
}

/// The final losses of one run, by the place of the rate; NaN where it diverges.
pub type Losses = [f64; RATES];

/// The loss after `steps` steps on the landscape, from the settings' start and with their seed, at each rate: one rate
/// from the start to the end, whatever the run changes on its way.
///
/// # Errors
/// Whatever is unknown or out of range.
pub fn losses(run: &RunSettings, landscape: &dyn Landscape, settings: &Settings, steps: usize) -> Result<Losses> {
    let mut losses = [f64::NAN; RATES];
    let mut run = run.clone();
    run.changes.clear();
    for (place, loss) in losses.iter_mut().enumerate() {
        run.params.set("lr", rate(place));
        *loss = end(&run, landscape, settings, steps)?;
    }
    Ok(losses)
}

/// The loss after `steps` steps, at the run's own rate; NaN where it diverges.
///
/// # Errors
/// Whatever is unknown or out of range.
pub fn end(run: &RunSettings, landscape: &dyn Landscape, settings: &Settings, steps: usize) -> Result<f64> {
    let (mut optimizer, mut at) = (run.make(landscape.dim())?, settings.start);
    let retunings = run.retunings()?;
    for step in 1..=steps as u64 {
        optimizer.retune_at(step as usize - 1, &retunings);
        optimizer.step(landscape, Draw { seed: u64::from(settings.seed), step }, &mut at);
        if !at.iter().all(|c| c.abs() <= DIVERGED_BEYOND) {
            return Ok(f64::NAN);
        }
    }
    let loss = landscape.value_grad(&at, Draw::default(), &mut [0.0; 2]);
    Ok(if loss.is_finite() { loss } else { f64::NAN })
}

/// The place of the rate that ends lowest, the smaller of two that end alike; none where all diverge.
#[must_use]
pub fn best(losses: &Losses) -> Option<usize> {
    let mut best = None;
    for (place, &loss) in losses.iter().enumerate() {
        if !loss.is_nan() && best.is_none_or(|best: usize| loss < losses[best]) {
            best = Some(place);
        }
    }
    best
}

/// The loss up to which a final loss is [good](GOOD_SHARE), for a loss of `start` at the start and the final losses of all
/// runs.
#[must_use]
pub fn good_below<'a>(start: f64, all: impl Iterator<Item = &'a Losses>) -> f64 {
    let lowest = all.flatten().fold(start, |low, &loss| low.min(loss));
    start + GOOD_SHARE * (lowest - start)
}

/// How many decades of rates end at a loss of at most `below`: each rate stands for its part of a decade.
#[must_use]
pub fn good_decades(losses: &Losses, below: f64) -> f64 {
    losses.iter().filter(|&&loss| loss <= below).count() as f64 / A_DECADE as f64
}

/// Sets every run to the rate at which it ends lowest on the settings' surface, from their start, after their lesson's
/// number of steps; to the lowest rate where it diverges at all of them.
///
/// # Errors
/// Whatever is unknown or out of range.
pub fn tune(settings: &mut Settings) -> Result<()> {
    let (landscape, steps) = (settings.surface.make()?, steps_of(settings)?);
    for place in 0..settings.runs.len() {
        let losses = losses(&settings.runs[place], &*landscape, settings, steps)?;
        settings.runs[place].params.set("lr", rate(best(&losses).unwrap_or(0)));
        settings.runs[place].changes.clear();
    }
    Ok(())
}

/// The steps that every optimizer takes in the settings' lesson.
///
/// # Errors
/// An unknown lesson.
pub fn steps_of(settings: &Settings) -> Result<usize> {
    let lesson = catalogue::lesson(&settings.lesson)?;
    Ok(lesson.steps / lesson.phases)
}
