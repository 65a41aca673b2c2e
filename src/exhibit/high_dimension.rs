//! Random symmetric matrices as the Hessians of random critical points: how often is one of them a minimum?

use super::Exhibit;
use crate::draw::plot::{Axis, Item, Plot, Tone};
use crate::lab::Lab;
use crate::random::Random;
use crate::settings::Settings;
use nalgebra::DMatrix;

/// The sizes n of the matrices: 1 to this.
const SIZES: usize = 10;

/// Matrices of each size that a step draws.
const AT_ONCE: usize = 50;

/// Steps of the timeline; all that is shown is kept for each of them.
const STEPS: usize = 100;

/// The histogram's ends, eigenvalue/√n: for large n nothing lies beyond 2.
const ENDS: [f64; 2] = [-3.0, 3.0];

/// Parts of the histogram; an even number, so that 0 lies between two.
const BINS: usize = 48;

/// The share of random symmetric matrices whose eigenvalues are all positive, measured for n = 1 … 10.
///
/// The matrices are (G + Gᵀ)/√2 with the entries of G independent and standard normal: the Gaussian orthogonal ensemble,
/// with variance 1 beside the diagonal and 2 on it. For large n the eigenvalues divided by √n have the density
/// √(4 − λ²)/2π: Wigner (1958), "On the distribution of the roots of certain symmetric matrices", doi:10.2307/1970008.
/// Step k draws 50 matrices of each size from the stream k of the seed.
#[derive(Clone, Debug)]
pub struct HighDimension {
    seed: u64,
    /// What was counted after each step, from 0.
    counts: Vec<Counts>,
}

/// What is counted over all matrices drawn so far.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    /// Matrices of each size, from 1, with positive eigenvalues only.
    positive: [u32; SIZES],
    /// Eigenvalues of the largest size, over √n, in each part of the histogram.
    bins: [[u32; BINS / 2]; 2],
}

impl HighDimension {
    /// The share of matrices with positive eigenvalues only, where it is known exactly: for n = 1, 2, 3 it is 1/2,
    /// (2 − √2)/4 and (π − 2√2)/4π.
    ///
    /// Dean and Majumdar (2006), "Large deviations of extreme eigenvalues of random matrices",
    /// doi:10.1103/PhysRevLett.97.160201, have the limit for large n: exp(−n² ln 3/4).
    pub const EXACT: [f64; 3] = {
        use std::f64::consts::{PI, SQRT_2};
        [0.5, (2.0 - SQRT_2) / 4.0, (PI - 2.0 * SQRT_2) / (4.0 * PI)]
    };

    /// The measurement for the settings' seed, before anything is drawn.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self { seed: u64::from(settings.seed), counts: vec![Counts::default()] }
    }

    /// Matrices of each size drawn in the first `step` steps.
    #[must_use]
    pub fn drawn(step: usize) -> usize {
        step * AT_ONCE
    }

    /// The share of the matrices of size n (1 to 10) drawn in the first `step` steps, all computed, with positive
    /// eigenvalues only.
    #[must_use]
    pub fn share(&self, n: usize, step: usize) -> f64 {
        f64::from(self.counts[step].positive[n - 1]) / Self::drawn(step) as f64
    }
}

impl Exhibit for HighDimension {
    fn go_to(&mut self, step: usize) {
        while self.counts.len() <= step {
            let mut counts = self.counts.last().copied().unwrap_or_default();
            counts.draw(&mut Random::keyed(self.seed, self.counts.len() as u64));
            self.counts.push(counts);
        }
    }

    fn last(&self) -> Option<usize> {
        Some(STEPS)
    }

    fn plots(&self, lab: &Lab) -> Vec<Plot> {
        vec![self.histogram(lab.step()), self.shares(lab.step())]
    }

    fn remark(&self, lab: &Lab) -> Option<String> {
        let step = lab.step();
        if step == 0 {
            return Some("Nothing is drawn yet.".to_owned());
        }
        let percent = |n: usize| format!("{:.1} %", 100.0 * self.share(n, step));
        let found = (1..=SIZES).filter(|&n| self.share(n, step) > 0.0).max().unwrap_or(0);
        let shares: Vec<_> = (1..=found).map(percent).collect();
        let rest = if found < SIZES { format!("; from size {} on none has", found + 1) } else { String::new() };
        Some(format!(
            "Of {} matrices of each size, these have positive eigenvalues only, from size 1 on: {}{rest}.",
            Self::drawn(step),
            shares.join(", "),
        ))
    }
}

impl HighDimension {
    fn histogram(&self, step: usize) -> Plot {
        let counts = &self.counts[step];
        let width = (ENDS[1] - ENDS[0]) / BINS as f64;
        let all = (Self::drawn(step) * SIZES).max(1) as f64;
        let bars = |side: usize| {
            let bar = |(place, count): (usize, &u32)| {
                let left = ENDS[0] + (side * BINS / 2 + place) as f64 * width;
                [left, left + width, f64::from(*count) / all / width]
            };
            counts.bins[side].iter().enumerate().map(bar).collect()
        };
        let semicircle = |k: usize| {
            let at = -2.0 + 4.0 * k as f64 / 200.0;
            [at, (4.0 - at * at).max(0.0).sqrt() / std::f64::consts::TAU]
        };
        // A line of one point is nothing but its name.
        let name = |at, name: &str| Item::Line { points: vec![at], tone: Tone::Known, name: name.to_owned() };
        Plot {
            title: format!("Eigenvalues of {SIZES} × {SIZES} matrices"),
            x: Axis::linear("eigenvalue / √n", ENDS),
            y: Axis::linear("density", [0.0, 0.42]),
            items: vec![
                Item::Bars { bars: bars(0), tone: Tone::Run(1), hollow: false },
                Item::Bars { bars: bars(1), tone: Tone::Run(0), hollow: false },
                Item::Line { points: (0..=200).map(semicircle).collect(), tone: Tone::Known, name: String::new() },
                name([1.35, 0.25], "n → ∞"),
                name([-2.0, 0.38], "downhill"),
                name([1.0, 0.38], "uphill"),
            ],
        }
    }

    fn shares(&self, step: usize) -> Plot {
        let [least, most] = [1e-4, 1.0];
        let sizes = || (1..=SIZES).map(|n| n as f64);
        let coins = sizes().map(|n| [n, 0.5_f64.powf(n)]).collect();
        let exact = sizes().zip(Self::EXACT).map(|(n, share)| [n, share]).collect();
        let (found, none): (Vec<_>, Vec<_>) =
            (1..=SIZES).map(|n| [n as f64, self.share(n, step)]).partition(|[_, share]| *share > 0.0);
        // Below all that could be found: dots on the axis.
        let none: Vec<_> = none.into_iter().filter(|_| step > 0).map(|[n, _]| [n, least]).collect();
        let line = |points, tone, name: &str| Item::Line { points, tone, name: name.to_owned() };
        Plot {
            title: "All eigenvalues positive".to_owned(),
            x: Axis::linear("size n", [0.5, SIZES as f64 + 0.5]),
            y: Axis::log("share of matrices", [least, most]),
            items: vec![
                line(coins, Tone::Quiet, "n coins, all heads"),
                line(exact, Tone::Known, "exact"),
                line(none.iter().take(1).map(|[n, _]| [*n, 2.0 * least]).collect(), Tone::Run(0), "none found"),
                Item::Dots { points: none, tone: Tone::Run(0), large: false },
                Item::Dots { points: found, tone: Tone::Run(0), large: true },
            ],
        }
    }
}

impl Counts {
    /// Draws matrices of each size and counts them in.
    fn draw(&mut self, random: &mut Random) {
        for n in 1..=SIZES {
            for _ in 0..AT_ONCE {
                let eigenvalues = matrix(n, random).symmetric_eigenvalues();
                self.positive[n - 1] += u32::from(eigenvalues.iter().all(|value| *value > 0.0));
                if n == SIZES {
                    eigenvalues.iter().for_each(|value| self.put(value / (n as f64).sqrt()));
                }
            }
        }
    }

    /// Counts an eigenvalue in where it belongs; beyond the histogram's ends, which is rare, in the last part.
    fn put(&mut self, value: f64) {
        let place = ((value - ENDS[0]) / (ENDS[1] - ENDS[0]) * BINS as f64).clamp(0.0, BINS as f64 - 1.0) as usize;
        self.bins[place / (BINS / 2)][place % (BINS / 2)] += 1;
    }
}

/// A matrix of the Gaussian orthogonal ensemble.
fn matrix(n: usize, random: &mut Random) -> DMatrix<f64> {
    let mut matrix = DMatrix::zeros(n, n);
    for row in 0..n {
        matrix[(row, row)] = random.normal() * std::f64::consts::SQRT_2;
        for column in 0..row {
            let entry = random.normal();
            matrix[(row, column)] = entry;
            matrix[(column, row)] = entry;
        }
    }
    matrix
}
