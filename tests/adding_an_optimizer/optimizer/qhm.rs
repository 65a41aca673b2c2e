//! QHM: the gradient, mixed with an average of gradients.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo};
use crate::surface::Pace;

crate::params! {
    /// Quasi-hyperbolic momentum: a step goes partly along the gradient, partly along an average of gradients.
    ///
    /// mₜ = β mₜ₋₁ + (1 − β) gₜ
    ///
    /// Δx = −α ((1 − ν) gₜ + ν mₜ)
    ///
    /// Initial state: m₀ = 0. Defaults α = 0.001, β = 0.999, ν = 0.7. With ν = 0 it is gradient descent; with ν = 1 it is
    /// momentum, and with ν = β Nesterov's, each with ρ = β at the rate α(1 − β).
    /// The paper recommends these β and ν, and no α. Nothing corrects the start of m at zero.
    ///
    /// Ma and Yarats (2018), "Quasi-hyperbolic momentum and Adam for deep learning", arXiv:1810.06801.
    pub struct Qhm {
        /// Learning rate: how far a step goes along the mixture.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-3..=1.0;
        /// Decay of the average: how much of it survives a step.
        beta: "β" = 0.999, Decay, 0.0..=0.9999, slide 0.0..=0.999;
        /// Share of the average in the step; the rest is the gradient's.
        nu: "ν" = 0.7, Linear, 0.0..=1.0;
    }
}

impl Rule for Qhm {
    const INFO: RuleInfo = RuleInfo {
        id: "qhm",
        name: "QHM",
        paper: "Ma and Yarats (2018), Quasi-hyperbolic momentum and Adam for deep learning",
        url: "https://arxiv.org/abs/1810.06801",
        pace: Pace::Gradient,
        source: listing!("qhm.rs"),
    };

    /// The average m.
    type Memory = f64;

    #[inline]
    fn update(&self, At { g, .. }: At, memory: &mut f64, probe: &mut impl Probe) -> f64 {
        let (Self { lr, beta, nu }, m_prev) = (self, *memory);
        // rule
        let m = beta * m_prev + (1.0 - beta) * g;
        let delta = -lr * ((1.0 - nu) * g + nu * m);
        // end
        *memory = m;
        probe.see("g", g);
        probe.see("m", m);
        probe.see("delta", delta);
        delta
    }
}
