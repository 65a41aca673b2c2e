//! AdamW: Adam with weight decay beside the gradient, not in it.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// AdamW: Adam whose weight decay shrinks the point directly instead of being added to the gradient.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ)
    ///
    /// v̂ₜ = vₜ / (1 − β₂ᵗ)
    ///
    /// Δx = −α λ x − α m̂ₜ / (√v̂ₜ + ε)
    ///
    /// Initial state: m₀ = v₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-8, λ = 0.01. It is drawn to the origin,
    /// and so does not end in the loss's minimum.
    /// This is PyTorch's reading: the decay is multiplied by α. The paper couples it to a schedule's multiplier and not
    /// to α; optax's default is λ = 1e-4. Adding λx to the gradient (L2) is another rule.
    ///
    /// Loshchilov and Hutter (2017), "Decoupled weight decay regularization", arXiv:1711.05101.
    pub struct AdamW {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: how much of the averaged squared gradient survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
        /// Weight decay: the share of the point, times α, that each step takes away.
        weight_decay: "λ" = 0.01, Linear, 0.0..=1.0, slide 0.0..=0.5;
    }
}

impl Rule for AdamW {
    const INFO: RuleInfo = RuleInfo {
        id: "adamw",
        name: "AdamW",
        paper: "Loshchilov and Hutter (2017), Decoupled weight decay regularization",
        url: "https://arxiv.org/abs/1711.05101",
        pace: Pace::Stride,
        source: listing!("adamw.rs"),
    };

    const TORCH: Torch = Torch::Class(
        "torch.optim.AdamW([p], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, weight_decay={weight_decay})",
    );

    /// The moments m and v.
    type Memory = [f64; 2];

    #[inline]
    fn update(&self, At { t, x, g }: At, memory: &mut [f64; 2], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps, weight_decay } = *self;
        let [m_prev, v_prev] = *memory;
        // rule
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = beta2 * v_prev + (1.0 - beta2) * g * g;
        let m_hat = m / (1.0 - beta1.powi(t));
        let v_hat = v / (1.0 - beta2.powi(t));
        let rate = lr / (v_hat.sqrt() + eps);
        let delta = -lr * weight_decay * x - rate * m_hat;
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
