//! RMSProp: AdaGrad with a leaky sum.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// RMSProp: each coordinate's rate is divided by the root of a running average of its squared gradients.
    ///
    /// vₜ = γ vₜ₋₁ + (1 − γ) gₜ²
    ///
    /// Δx = −α gₜ / (√vₜ + ε)
    ///
    /// Initial state: v₀ = 0. Defaults α = 0.01, γ = 0.99, ε = 1e-8. Nothing corrects the start at zero, so the first
    /// step has the length α/√(1 − γ): ten times α.
    /// This is PyTorch's reading. Hinton's slide and Keras take γ = 0.9; optax by default puts ε under the root.
    ///
    /// Tieleman and Hinton (2012), "Lecture 6.5: rmsprop", Neural Networks for Machine Learning.
    pub struct RmsProp {
        /// Learning rate: about the length of a step once the average has settled.
        lr: "α" = 0.01, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay: how much of the averaged squared gradient survives a step.
        decay: "γ" = 0.99, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
    }
}

impl Rule for RmsProp {
    const INFO: RuleInfo = RuleInfo {
        id: "rmsprop",
        name: "RMSProp",
        paper: "Tieleman and Hinton (2012), Lecture 6.5: rmsprop",
        url: "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf",
        pace: Pace::Eager,
        source: listing!("rmsprop.rs"),
    };

    const TORCH: Torch = Torch::Class("torch.optim.RMSprop([p], lr={lr}, alpha={decay}, eps={eps})");

    /// The average v of squared gradients.
    type Memory = f64;

    #[inline]
    fn update(&self, At { g, .. }: At, memory: &mut f64, probe: &mut impl Probe) -> f64 {
        let (Self { lr, decay, eps }, v_prev) = (self, *memory);
        // rule
        let v = decay * v_prev + (1.0 - decay) * g * g;
        let rate = lr / (v.sqrt() + eps);
        let delta = -rate * g;
        // end
        *memory = v;
        probe.see("g", g);
        probe.see("v", v);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
