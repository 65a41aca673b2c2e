//! AdamInject: the last displacement times the squared gradient, injected into Adam's first moment.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo};
use crate::surface::Pace;

crate::params! {
    /// AdamInject: Adam whose first moment averages the gradient with a curvature term injected.
    ///
    /// dₜ = xₜ₋₂ − xₜ₋₁ (the previous point minus the present one), 0 at t = 1
    ///
    /// sₜ = (gₜ + dₜ gₜ²) / k, at t = 1 gₜ
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) sₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ)
    ///
    /// Δx = −α √(1 − β₂ᵗ) m̂ₜ / (√vₜ + ε)
    ///
    /// Initial state: m₀ = v₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-8, k = 2. The division by k alone
    /// halves the first moment from the second step on. The injected term speeds a descent up and weakens the pull back beyond
    /// a minimum; it is not scale free and can explode where gradients are large.
    /// This is the authors' code (AdamInject.py), with ε added to the uncorrected root. Whether the paper divides by k
    /// at t = 1 too is not settled here.
    ///
    /// Dubey, Basha, Singh, Chaudhuri (2021), "AdaInject: injection based adaptive gradient descent optimizers for
    /// convolutional neural networks", arXiv:2109.12504.
    pub struct AdamInject {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: how much of the averaged squared gradient survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
        /// Divides the sum of the gradient and the injected term.
        k: "k" = 2.0, Linear, 1.0..=10.0, slide 1.0..=4.0;
    }
}

impl Rule for AdamInject {
    const INFO: RuleInfo = RuleInfo {
        id: "adam-inject",
        name: "AdamInject",
        paper: "Dubey, Basha, Singh, Chaudhuri (2021), AdaInject: injection based adaptive gradient descent optimizers for convolutional neural networks",
        url: "https://arxiv.org/abs/2109.12504",
        pace: Pace::Wary,
        source: listing!("adam_inject.rs"),
    };

    /// The moments m and v, and the previous point.
    type Memory = [f64; 3];

    #[inline]
    fn update(&self, At { t, x, g }: At, memory: &mut [f64; 3], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps, k } = *self;
        let [m_prev, v_prev, x_prev] = *memory;
        // rule
        let d = if t > 1 { x_prev - x } else { 0.0 };
        let s = if t > 1 { (g + d * g * g) / k } else { g };
        let m = beta1 * m_prev + (1.0 - beta1) * s;
        let v = beta2 * v_prev + (1.0 - beta2) * g * g;
        let m_hat = m / (1.0 - beta1.powi(t));
        let rate = lr * (1.0 - beta2.powi(t)).sqrt() / (v.sqrt() + eps);
        let delta = -rate * m_hat;
        // end
        *memory = [m, v, x];
        probe.see("g", g);
        probe.see("d", d);
        probe.see("s", s);
        probe.see("m", m);
        probe.see("v", v);
        probe.see("m_hat", m_hat);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
