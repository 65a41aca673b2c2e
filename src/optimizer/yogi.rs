//! Yogi: Adam whose second moment changes by addition.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch, sign};
use crate::surface::Pace;

crate::params! {
    /// Yogi: Adam whose second moment grows or shrinks by a share of gₜ², however far from it it is.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = vₜ₋₁ − (1 − β₂) sign(vₜ₋₁ − gₜ²) gₜ²
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ)
    ///
    /// v̂ₜ = vₜ / (1 − β₂ᵗ)
    ///
    /// Δx = −α m̂ₜ / (√v̂ₜ + ε)
    ///
    /// Initial state: m₀ = v₀ = 1e-6; sign(0) = 0. Defaults α = 0.01, β = (0.9, 0.999), ε = 0.001.
    /// This is the reading of torch_optimizer, optax and TensorFlow Addons: both moments start at 1e-6. In the paper m₀
    /// = 0 and v₀ is estimated from first gradients.
    ///
    /// Zaheer, Reddi, Sachan, Kale, Kumar (2018), "Adaptive methods for nonconvex optimization", NeurIPS.
    pub struct Yogi {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.01, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: 1 − β₂ is the share of the squared gradient it changes by.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-3, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
    }
}

/// What Yogi remembers: the moments, which both start a little above zero.
#[derive(Clone, Copy, Debug)]
pub struct YogiMemory {
    m: f64,
    v: f64,
}

impl Default for YogiMemory {
    fn default() -> Self {
        Self { m: 1e-6, v: 1e-6 }
    }
}

impl Rule for Yogi {
    const INFO: RuleInfo = RuleInfo {
        id: "yogi",
        name: "Yogi",
        paper: "Zaheer, Reddi, Sachan, Kale, Kumar (2018), Adaptive methods for nonconvex optimization",
        url: "https://papers.nips.cc/paper/8186-adaptive-methods-for-nonconvex-optimization",
        pace: Pace::Stride,
        source: listing!("yogi.rs"),
    };

    const TORCH: Torch = Torch::Rule("", &[("m", "1e-6"), ("v", "1e-6")]);

    /// The moments m and v.
    type Memory = YogiMemory;

    #[inline]
    fn update(&self, At { t, g, .. }: At, memory: &mut YogiMemory, probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps } = *self;
        let YogiMemory { m: m_prev, v: v_prev } = *memory;
        // rule
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = v_prev - (1.0 - beta2) * sign(v_prev - g * g) * g * g;
        let m_hat = m / (1.0 - beta1.powi(t));
        let v_hat = v / (1.0 - beta2.powi(t));
        let rate = lr / (v_hat.sqrt() + eps);
        let delta = -rate * m_hat;
        // end
        *memory = YogiMemory { m, v };
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
