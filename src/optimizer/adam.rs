//! Adam: both moments, both corrected for their start at zero.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// Adam: the step follows the averaged gradient, each coordinate scaled by its averaged squared gradient.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ)
    ///
    /// v̂ₜ = vₜ / (1 − β₂ᵗ)
    ///
    /// Δx = −α m̂ₜ / (√v̂ₜ + ε)
    ///
    /// Initial state: m₀ = v₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-8. Under a constant gradient every step
    /// has the length α.
    /// This is the paper's main form, as in PyTorch and optax: ε stands beside the corrected root. The paper's section
    /// 2 also gives α √(1 − β₂ᵗ)/(1 − β₁ᵗ) · mₜ/(√vₜ + ε), where ε weighs more in early steps; Keras and much author
    /// code use that.
    ///
    /// Kingma and Ba (2014), "Adam: a method for stochastic optimization", arXiv:1412.6980.
    pub struct Adam {
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

impl Rule for Adam {
    const INFO: RuleInfo = RuleInfo {
        id: "adam",
        name: "Adam",
        paper: "Kingma and Ba (2014), Adam: a method for stochastic optimization",
        url: "https://arxiv.org/abs/1412.6980",
        pace: Pace::Stride,
        source: listing!("adam.rs"),
    };

    const TORCH: Torch = Torch::Class("torch.optim.Adam([p], lr={lr}, betas=({beta1}, {beta2}), eps={eps})");

    /// The moments m and v.
    type Memory = [f64; 2];

    #[inline]
    fn update(&self, At { t, g, .. }: At, memory: &mut [f64; 2], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps } = *self;
        let [m_prev, v_prev] = *memory;
        // rule
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = beta2 * v_prev + (1.0 - beta2) * g * g;
        let m_hat = m / (1.0 - beta1.powi(t));
        let v_hat = v / (1.0 - beta2.powi(t));
        let rate = lr / (v_hat.sqrt() + eps);
        let delta = -rate * m_hat;
        // end
        *memory = [m, v];
        probe.see("g", g);
        probe.see("m", m);
        probe.see("v", v);
        probe.see("m_hat", m_hat);
        probe.see("v_hat", v_hat);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
