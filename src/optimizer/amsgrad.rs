//! AMSGrad: Adam whose rate never grows back.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// AMSGrad: Adam that divides by the largest second moment so far.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// vmaxₜ = max(vmaxₜ₋₁, vₜ)
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ)
    ///
    /// v̂ₜ = vmaxₜ / (1 − β₂ᵗ)
    ///
    /// Δx = −α m̂ₜ / (√v̂ₜ + ε)
    ///
    /// Initial state: m₀ = v₀ = vmax₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-8.
    /// This is PyTorch's reading: the maximum of the raw v, corrected afterwards. The paper corrects nothing at all.
    /// optax takes the maximum of the corrected v̂, which never forgets the first gradient; the paths differ visibly.
    ///
    /// Reddi, Kale, Kumar (2018), "On the convergence of Adam and beyond", arXiv:1904.09237.
    pub struct AmsGrad {
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

impl Rule for AmsGrad {
    const INFO: RuleInfo = RuleInfo {
        id: "amsgrad",
        name: "AMSGrad",
        paper: "Reddi, Kale, Kumar (2018), On the convergence of Adam and beyond",
        url: "https://arxiv.org/abs/1904.09237",
        pace: Pace::Stride,
        source: listing!("amsgrad.rs"),
    };

    const TORCH: Torch =
        Torch::Class("torch.optim.Adam([p], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, amsgrad=True)");

    /// The moments m and v, and the largest v.
    type Memory = [f64; 3];

    #[inline]
    fn update(&self, At { t, g, .. }: At, memory: &mut [f64; 3], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps } = *self;
        let [m_prev, v_prev, v_max_prev] = *memory;
        // rule
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = beta2 * v_prev + (1.0 - beta2) * g * g;
        let v_max = v.max(v_max_prev);
        let m_hat = m / (1.0 - beta1.powi(t));
        let v_hat = v_max / (1.0 - beta2.powi(t));
        let rate = lr / (v_hat.sqrt() + eps);
        let delta = -rate * m_hat;
        // end
        *memory = [m, v, v_max];
        probe.see("g", g);
        probe.see("m", m);
        probe.see("v", v);
        probe.see("v_max", v_max);
        probe.see("m_hat", m_hat);
        probe.see("v_hat", v_hat);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
