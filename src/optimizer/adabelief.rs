//! AdaBelief: a step as long as the gradient was foreseen.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo};
use crate::surface::Pace;

crate::params! {
    /// AdaBelief: Adam that scales by how far the gradient lies from its running average, its prediction.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// sₜ = β₂ sₜ₋₁ + (1 − β₂)(gₜ − mₜ)² + ε
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ)
    ///
    /// ŝₜ = sₜ / (1 − β₂ᵗ)
    ///
    /// Δx = −α m̂ₜ / (√ŝₜ + ε)
    ///
    /// Initial state: m₀ = s₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-8. The residual is taken against the
    /// new mₜ, and ε is added to s at every step, so it accumulates.
    /// This is the paper's rule and the authors' package with `rectify=False`. The package's own defaults since 0.1 are
    /// ε = 1e-16 and RAdam's rectification.
    ///
    /// Zhuang, Tang, Ding, Tatikonda, Dvornek, Papademetris, Duncan (2020), "AdaBelief optimizer: adapting stepsizes by
    /// the belief in observed gradients", arXiv:2010.07468.
    pub struct AdaBelief {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: how much of the averaged squared gradient survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
    }
}

impl Rule for AdaBelief {
    const INFO: RuleInfo = RuleInfo {
        id: "adabelief",
        name: "AdaBelief",
        paper: "Zhuang et al. (2020), AdaBelief optimizer: adapting stepsizes by the belief in observed gradients",
        url: "https://arxiv.org/abs/2010.07468",
        pace: Pace::Stride,
        source: listing!("adabelief.rs"),
    };

    /// The moments m and s.
    type Memory = [f64; 2];

    #[inline]
    fn update(&self, At { t, g, .. }: At, memory: &mut [f64; 2], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps } = *self;
        let [m_prev, s_prev] = *memory;
        // rule
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let s = beta2 * s_prev + (1.0 - beta2) * (g - m).powi(2) + eps;
        let m_hat = m / (1.0 - beta1.powi(t));
        let s_hat = s / (1.0 - beta2.powi(t));
        let rate = lr / (s_hat.sqrt() + eps);
        let delta = -rate * m_hat;
        // end
        *memory = [m, s];
        probe.see("g", g);
        probe.see("m", m);
        probe.see("s", s);
        probe.see("m_hat", m_hat);
        probe.see("s_hat", s_hat);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
