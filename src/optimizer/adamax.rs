//! AdaMax: Adam with the largest gradient in place of the root of the squares.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// AdaMax: Adam that divides by a slowly forgotten largest gradient.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// uₜ = max(β₂ uₜ₋₁, |gₜ| + ε)
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ)
    ///
    /// Δx = −α m̂ₜ / uₜ
    ///
    /// Initial state: m₀ = u₀ = 0. Defaults α = 0.002, β = (0.9, 0.999), ε = 1e-8.
    /// This is PyTorch's and optax's reading: ε is added to |g| inside the maximum. The paper has no ε.
    ///
    /// Kingma and Ba (2014), "Adam: a method for stochastic optimization", section 7.1, arXiv:1412.6980.
    pub struct AdaMax {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.002, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the largest gradient: how much of it survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
    }
}

impl Rule for AdaMax {
    const INFO: RuleInfo = RuleInfo {
        id: "adamax",
        name: "AdaMax",
        paper: "Kingma and Ba (2014), Adam: a method for stochastic optimization, section 7.1",
        url: "https://arxiv.org/abs/1412.6980",
        pace: Pace::Stride,
        source: listing!("adamax.rs"),
    };

    const TORCH: Torch = Torch::Class("torch.optim.Adamax([p], lr={lr}, betas=({beta1}, {beta2}), eps={eps})");

    /// The moment m and the largest gradient u.
    type Memory = [f64; 2];

    #[inline]
    fn update(&self, At { t, g, .. }: At, memory: &mut [f64; 2], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps } = *self;
        let [m_prev, u_prev] = *memory;
        // rule
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let u = (beta2 * u_prev).max(g.abs() + eps);
        let m_hat = m / (1.0 - beta1.powi(t));
        let rate = lr / u;
        let delta = -rate * m_hat;
        // end
        *memory = [m, u];
        probe.see("g", g);
        probe.see("m", m);
        probe.see("u", u);
        probe.see("m_hat", m_hat);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
