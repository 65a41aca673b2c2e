//! Schedule-free SGD: an average of iterates in place of a falling rate.

use super::listing::listing;
use super::{Probe, RuleInfo, Torch, WholeRule};
use crate::surface::Pace;

crate::params! {
    /// Schedule-free SGD: gradients are taken between a fast iterate and its average, and the average is the result.
    ///
    /// yₜ = (1 − β) zₜ₋₁ + β xₜ₋₁
    ///
    /// gₜ = ∇f(yₜ)
    ///
    /// zₜ = zₜ₋₁ − α gₜ
    ///
    /// cₜ = 1/t
    ///
    /// Δx = cₜ (zₜ − xₜ₋₁)
    ///
    /// Initial state: z₀ = x₀ = the start. Defaults α = 1, β = 0.9, as the authors' package. The point shown is the
    /// average x, what the package evaluates; the gradient of a step is the one at y, not at x. Without warm-up and
    /// with a constant α the package's weights tʳ α² with r = 0 give cₜ = 1/t.
    ///
    /// Defazio, Yang, Mehta, Mishchenko, Khaled, Cutkosky (2024), "The road less scheduled", arXiv:2405.15682.
    pub struct ScheduleFreeSgd {
        /// Learning rate: how far the fast iterate goes along the negative gradient.
        lr: "α" = 1.0, Log, 1e-6..=10.0, slide 1e-3..=1.0;
        /// Where between the fast iterate (0) and the average (1) the gradient is taken.
        beta: "β" = 0.9, Linear, 0.0..=1.0;
    }
}

/// What schedule-free SGD remembers: the fast iterate z; and room for y and the gradient there.
#[derive(Clone, Debug)]
pub struct ScheduleFreeMemory {
    z: Vec<f64>,
    y: Vec<f64>,
    g: Vec<f64>,
}

impl WholeRule for ScheduleFreeSgd {
    const INFO: RuleInfo = RuleInfo {
        id: "schedulefree-sgd",
        name: "Schedule-free SGD",
        paper: "Defazio et al. (2024), The road less scheduled",
        url: "https://arxiv.org/abs/2405.15682",
        pace: Pace::Gradient,
        source: listing!("schedulefree_sgd.rs"),
    };

    /// Every point counts alike in the average, also where the rate changes on the way.
    const TORCH: Torch = Torch::Class("schedulefree.SGDScheduleFree([p], lr={lr}, momentum={beta}, weight_lr_power=0)");

    type Memory = ScheduleFreeMemory;

    fn begin(&self, dim: usize) -> ScheduleFreeMemory {
        ScheduleFreeMemory { z: vec![0.0; dim], y: vec![0.0; dim], g: vec![0.0; dim] }
    }

    fn update(
        &self,
        t: i32,
        gradient: &dyn Fn(&[f64], &mut [f64]),
        x: &mut [f64],
        memory: &mut ScheduleFreeMemory,
        probe: &mut impl Probe,
    ) {
        let Self { lr, beta } = *self;
        let ScheduleFreeMemory { z: z_kept, y: y_place, g: g_place } = memory;
        if t == 1 {
            z_kept.copy_from_slice(x);
        }
        for ((y_place, &z_prev), &x_prev) in y_place.iter_mut().zip(&*z_kept).zip(&*x) {
            // rule
            let y = (1.0 - beta) * z_prev + beta * x_prev;
            // end
            *y_place = y;
        }
        gradient(y_place, g_place);
        for (((x, z_kept), &g), &y) in x.iter_mut().zip(z_kept).zip(&*g_place).zip(&*y_place) {
            let (x_prev, z_prev) = (*x, *z_kept);
            // rule
            let z = z_prev - lr * g;
            let c = 1.0 / f64::from(t);
            let delta = c * (z - x_prev);
            // end
            *x += delta;
            *z_kept = z;
            probe.next_axis();
            probe.see("y", y);
            probe.see("g", g);
            probe.see("z", z);
            probe.see("c", c);
            probe.see("delta", delta);
        }
    }
}
