//! Adan: Adam with Nesterov's momentum, estimated from the gradient's change.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo};
use crate::surface::Pace;

crate::params! {
    /// Adan: Adam that also averages the change of the gradient, and looks ahead by it.
    ///
    /// dₜ = gₜ − gₜ₋₁, 0 at t = 1
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) dₜ
    ///
    /// nₜ = β₃ nₜ₋₁ + (1 − β₃) (gₜ + β₂ dₜ)²
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ), v̂ₜ = vₜ / (1 − β₂ᵗ), n̂ₜ = nₜ / (1 − β₃ᵗ)
    ///
    /// η = α / (√n̂ₜ + ε)
    ///
    /// Δx = −( η (m̂ₜ + β₂ v̂ₜ) + α λ x ) / (1 + α λ), so that x + Δx = (x − η (m̂ₜ + β₂ v̂ₜ)) / (1 + α λ)
    ///
    /// Initial state: m₀ = v₀ = n₀ = 0. Defaults α = 0.001, β = (0.98, 0.92, 0.99), ε = 1e-8, λ = 0.
    /// This is the authors' code. Its β are 1 minus the paper's (0.02, 0.08, 0.01). optax weighs d and v by 1 − β₂, not
    /// β₂.
    ///
    /// Xie, Zhou, Li, Lin, Yan (2022), "Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models",
    /// arXiv:2208.06677.
    pub struct Adan {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the averaged gradient: how much of it survives a step.
        beta1: "β₁" = 0.98, Decay, 0.0..=0.9999, slide 0.0..=0.999;
        /// Decay of the averaged change of the gradient, and its weight in the step.
        beta2: "β₂" = 0.92, Decay, 0.0..=0.9999, slide 0.0..=0.999;
        /// Decay of the averaged square: how much of it survives a step.
        beta3: "β₃" = 0.99, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
        /// Weight decay: the share of the point, times α, that each step takes away.
        weight_decay: "λ" = 0.0, Linear, 0.0..=1.0, slide 0.0..=0.5;
    }
}

impl Rule for Adan {
    const INFO: RuleInfo = RuleInfo {
        id: "adan",
        name: "Adan",
        paper: "Xie, Zhou, Li, Lin, Yan (2022), Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models",
        url: "https://arxiv.org/abs/2208.06677",
        pace: Pace::Stride,
        source: listing!("adan.rs"),
    };

    /// The averages m, v and n, and the previous gradient.
    type Memory = [f64; 4];

    #[inline]
    fn update(&self, At { t, x, g }: At, memory: &mut [f64; 4], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, beta3, eps, weight_decay } = *self;
        let [m_prev, v_prev, n_prev, g_prev] = *memory;
        // rule
        let d = if t > 1 { g - g_prev } else { 0.0 };
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = beta2 * v_prev + (1.0 - beta2) * d;
        let n = beta3 * n_prev + (1.0 - beta3) * (g + beta2 * d).powi(2);
        let m_hat = m / (1.0 - beta1.powi(t));
        let v_hat = v / (1.0 - beta2.powi(t));
        let n_hat = n / (1.0 - beta3.powi(t));
        let rate = lr / (n_hat.sqrt() + eps);
        let delta = -(rate * (m_hat + beta2 * v_hat) + lr * weight_decay * x) / (1.0 + lr * weight_decay);
        // end
        *memory = [m, v, n, g];
        probe.see("g", g);
        probe.see("d", d);
        probe.see("m", m);
        probe.see("v", v);
        probe.see("n", n);
        probe.see("m_hat", m_hat);
        probe.see("v_hat", v_hat);
        probe.see("n_hat", n_hat);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
