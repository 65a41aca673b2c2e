//! AdaDelta: the units of the step set right, without a learning rate.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// AdaDelta: each coordinate moves by the gradient times the ratio of its usual step to its usual gradient.
    ///
    /// vₜ = ρ vₜ₋₁ + (1 − ρ) gₜ²
    ///
    /// dₜ = gₜ √(uₜ₋₁ + ε) / √(vₜ + ε)
    ///
    /// uₜ = ρ uₜ₋₁ + (1 − ρ) dₜ²
    ///
    /// Δx = −α dₜ
    ///
    /// Initial state: v₀ = u₀ = 0. Defaults α = 1, ρ = 0.9, ε = 1e-6. It starts very slowly: the first step is about
    /// √ε/√(1 − ρ), some 0.003, and ε alone sets it.
    /// This is PyTorch's reading, as optax has it. The paper has no α and takes ρ = 0.95.
    ///
    /// Zeiler (2012), "ADADELTA: an adaptive learning rate method", arXiv:1212.5701.
    pub struct AdaDelta {
        /// Learning rate: a factor on the step; the paper has none.
        lr: "α" = 1.0, Log, 1e-6..=10.0, slide 1e-2..=10.0;
        /// Decay of both averages: how much of them survives a step.
        rho: "ρ" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.999;
        /// Sets how long the first steps are, and keeps the division finite.
        eps: "ε" = 1e-6, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
    }
}

impl Rule for AdaDelta {
    const INFO: RuleInfo = RuleInfo {
        id: "adadelta",
        name: "AdaDelta",
        paper: "Zeiler (2012), ADADELTA: an adaptive learning rate method",
        url: "https://arxiv.org/abs/1212.5701",
        pace: Pace::Own,
        source: listing!("adadelta.rs"),
    };

    const TORCH: Torch = Torch::Class("torch.optim.Adadelta([p], lr={lr}, rho={rho}, eps={eps})");

    /// The averages v of squared gradients and u of squared steps.
    type Memory = [f64; 2];

    #[inline]
    fn update(&self, At { g, .. }: At, memory: &mut [f64; 2], probe: &mut impl Probe) -> f64 {
        let Self { lr, rho, eps } = *self;
        let [v_prev, u_prev] = *memory;
        // rule
        let v = rho * v_prev + (1.0 - rho) * g * g;
        let rate = (u_prev + eps).sqrt() / (v + eps).sqrt();
        let d = rate * g;
        let u = rho * u_prev + (1.0 - rho) * d * d;
        let delta = -lr * d;
        // end
        *memory = [v, u];
        probe.see("g", g);
        probe.see("v", v);
        probe.see("rate", rate);
        probe.see("d", d);
        probe.see("u", u);
        probe.see("delta", delta);
        delta
    }
}
