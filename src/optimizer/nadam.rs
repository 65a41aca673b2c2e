//! NAdam: Adam with Nesterov's momentum.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// NAdam: Adam whose step already contains the first moment's next contribution, with a momentum that warms up.
    ///
    /// μₜ = β₁ (1 − ½ · 0.96^(tψ))
    ///
    /// Pₜ = Pₜ₋₁ μₜ
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// m̂ₜ = (1 − μₜ) gₜ / (1 − Pₜ) + μₜ₊₁ mₜ / (1 − Pₜ μₜ₊₁)
    ///
    /// v̂ₜ = vₜ / (1 − β₂ᵗ)
    ///
    /// Δx = −α m̂ₜ / (√v̂ₜ + ε)
    ///
    /// Initial state: m₀ = v₀ = 0, P₀ = 1. Defaults α = 0.002, β = (0.9, 0.999), ε = 1e-8, ψ = 0.004.
    /// This is the paper's schedule, with m averaged by the constant β₁, as PyTorch has it since its repair; PyTorch 1.12 multiplied μ in twice. Keras takes
    /// α = 0.001, optax a constant β₁ in place of μ.
    ///
    /// Dozat (2016), "Incorporating Nesterov momentum into Adam", ICLR workshop.
    pub struct NAdam {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.002, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: how much of the averaged squared gradient survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
        /// How fast the momentum rises from β₁/2 to β₁.
        momentum_decay: "ψ" = 0.004, Log, 1e-6..=10.0, slide 1e-4..=1.0;
    }
}

/// What NAdam remembers: the moments, and the product of all momenta, which starts at 1.
#[derive(Clone, Copy, Debug)]
pub struct NAdamMemory {
    m: f64,
    v: f64,
    product: f64,
}

impl Default for NAdamMemory {
    fn default() -> Self {
        Self { m: 0.0, v: 0.0, product: 1.0 }
    }
}

impl Rule for NAdam {
    const INFO: RuleInfo = RuleInfo {
        id: "nadam",
        name: "NAdam",
        paper: "Dozat (2016), Incorporating Nesterov momentum into Adam",
        url: "https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ",
        pace: Pace::Stride,
        source: listing!("nadam.rs"),
    };

    const TORCH: Torch = Torch::Class(
        "torch.optim.NAdam([p], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, momentum_decay={momentum_decay})",
    );

    /// The moments m and v, and the product P.
    type Memory = NAdamMemory;

    #[inline]
    fn update(&self, At { t, g, .. }: At, memory: &mut NAdamMemory, probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps, momentum_decay } = *self;
        let NAdamMemory { m: m_prev, v: v_prev, product: product_prev } = *memory;
        let k = f64::from(t);
        // rule
        let mu = beta1 * (1.0 - 0.5 * 0.96_f64.powf(k * momentum_decay));
        let mu_next = beta1 * (1.0 - 0.5 * 0.96_f64.powf((k + 1.0) * momentum_decay));
        let product = product_prev * mu;
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = beta2 * v_prev + (1.0 - beta2) * g * g;
        let m_hat = (1.0 - mu) * g / (1.0 - product) + mu_next * m / (1.0 - product * mu_next);
        let v_hat = v / (1.0 - beta2.powi(t));
        let rate = lr / (v_hat.sqrt() + eps);
        let delta = -rate * m_hat;
        // end
        *memory = NAdamMemory { m, v, product };
        probe.see("g", g);
        probe.see("mu", mu);
        probe.see("product", product);
        probe.see("m", m);
        probe.see("v", v);
        probe.see("m_hat", m_hat);
        probe.see("v_hat", v_hat);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
