//! What a lesson claims, as numbers read off a run.
//!
//! All are read off the points, gradients and losses that the run recorded, for the points 0 (the start) to `step`. A
//! `step` beyond the run's end, as after divergence, means its end. Coordinates and distances are in the surface's units;
//! `axis` is 0 for x, 1 for y, and one that the run does not have panics. Where a single step is asked for the cost does
//! not depend on how many there are, elsewhere it grows with `step`. Nothing is allocated, but by [`mean_internal`].

mod arrival;
mod noise;
mod single;
mod swing;

pub use arrival::{escape, leaves, nearest_minimum, progress, stall, steps_to};
pub use noise::{noise_ball, variance};
pub use single::{effective_rate, mean_internal, step_over_rate};
pub use swing::{SignChanges, crossings, flips, late_oscillation, overshoot};
