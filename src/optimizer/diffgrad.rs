//! diffGrad: Adam with friction where the gradient stays the same.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo};
use crate::surface::Pace;

crate::params! {
    /// diffGrad: Adam's step times a friction coefficient ξ: ½ while the gradient stays the same, near 1 where it jumps.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// ξₜ = 1 / (1 + exp(−|gₜ₋₁ − gₜ|))
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ)
    ///
    /// Δx = −α ξₜ √(1 − β₂ᵗ) m̂ₜ / (√vₜ + ε)
    ///
    /// Initial state: m₀ = v₀ = g₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-8. ξ lies in [½, 1): while the
    /// gradient hardly changes diffGrad is Adam at half the rate, and on a loss multiplied by a large number it is
    /// Adam.
    /// This is the authors' second release (diffGrad_v2.py): ε is added to the uncorrected root, so it weighs up to 31
    /// times as much in early steps as in the paper's equation (20), where it stands beside √v̂. The first release kept
    /// the previous gradient by reference, which made ξ exactly ½ from the second step on.
    ///
    /// Dubey, Chakraborty, Roy, Mukherjee, Singh, Chaudhuri (2019), "diffGrad: an optimization method for convolutional
    /// neural networks", arXiv:1909.11015.
    pub struct DiffGrad {
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

impl Rule for DiffGrad {
    const INFO: RuleInfo = RuleInfo {
        id: "diffgrad",
        name: "diffGrad",
        paper: "Dubey et al. (2019), diffGrad: an optimization method for convolutional neural networks",
        url: "https://arxiv.org/abs/1909.11015",
        pace: Pace::Stride,
        source: listing!("diffgrad.rs"),
    };

    /// The moments m and v, and the previous gradient.
    type Memory = [f64; 3];

    #[inline]
    fn update(&self, At { t, g, .. }: At, memory: &mut [f64; 3], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps } = *self;
        let [m_prev, v_prev, g_prev] = *memory;
        // rule
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = beta2 * v_prev + (1.0 - beta2) * g * g;
        let xi = 1.0 / (1.0 + (-(g_prev - g).abs()).exp());
        let m_hat = m / (1.0 - beta1.powi(t));
        let rate = lr * xi * (1.0 - beta2.powi(t)).sqrt() / (v.sqrt() + eps);
        let delta = -rate * m_hat;
        // end
        *memory = [m, v, g];
        probe.see("g", g);
        probe.see("m", m);
        probe.see("v", v);
        probe.see("xi", xi);
        probe.see("m_hat", m_hat);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
