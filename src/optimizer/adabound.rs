//! AdaBound: Adam's rate between two bounds that close on SGD's.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo};
use crate::surface::Pace;

crate::params! {
    /// AdaBound: Adam whose rate is clipped to a band that narrows towards one final rate, SGD's.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// lowₜ = α* (1 − 1/(γt + 1))
    ///
    /// highₜ = α* (1 + 1/(γt))
    ///
    /// ηₜ = clip( α √(1 − β₂ᵗ) / (1 − β₁ᵗ) / (√vₜ + ε), lowₜ, highₜ )
    ///
    /// Δx = −ηₜ mₜ
    ///
    /// Initial state: m₀ = v₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-8, α* = 0.1, γ = 0.001. η is the
    /// effective rate.
    /// This is the authors' code (0.0.5), with ε added to the uncorrected root; both corrections are inside the clip,
    /// so the first moment itself is not corrected. The paper has 1 − β₂ in place of γ, no correction, and 1/√t in its
    /// theory.
    ///
    /// Luo, Xiong, Liu, Sun (2019), "Adaptive gradient methods with dynamic bound of learning rate", arXiv:1902.09843.
    pub struct AdaBound {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: how much of the averaged squared gradient survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
        /// Final rate: what both bounds close on.
        final_lr: "α*" = 0.1, Log, 1e-6..=10.0, slide 1e-3..=1.0;
        /// How fast the bounds close: after 1/γ steps they stand at ½ and 2 times the final rate.
        gamma: "γ" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
    }
}

impl Rule for AdaBound {
    const INFO: RuleInfo = RuleInfo {
        id: "adabound",
        name: "AdaBound",
        paper: "Luo, Xiong, Liu, Sun (2019), Adaptive gradient methods with dynamic bound of learning rate",
        url: "https://arxiv.org/abs/1902.09843",
        pace: Pace::Stride,
        source: listing!("adabound.rs"),
    };

    /// The moments m and v.
    type Memory = [f64; 2];

    #[inline]
    fn update(&self, At { t, g, .. }: At, memory: &mut [f64; 2], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps, final_lr, gamma } = *self;
        let [m_prev, v_prev] = *memory;
        // rule
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = beta2 * v_prev + (1.0 - beta2) * g * g;
        let low = final_lr * (1.0 - 1.0 / (gamma * f64::from(t) + 1.0));
        let high = final_lr * (1.0 + 1.0 / (gamma * f64::from(t)));
        let adam_rate = lr * (1.0 - beta2.powi(t)).sqrt() / (1.0 - beta1.powi(t)) / (v.sqrt() + eps);
        let rate = adam_rate.clamp(low, high);
        let delta = -rate * m;
        // end
        *memory = [m, v];
        probe.see("g", g);
        probe.see("m", m);
        probe.see("v", v);
        probe.see("low", low);
        probe.see("high", high);
        probe.see("adam_rate", adam_rate);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
