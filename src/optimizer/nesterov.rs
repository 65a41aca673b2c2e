//! Gradient descent with Nesterov's momentum.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// Nesterov's momentum: the step already contains the velocity's next contribution.
    ///
    /// vₜ = ρ vₜ₋₁ + gₜ
    ///
    /// Δx = −α (gₜ + ρ vₜ)
    ///
    /// Initial state: v₀ = 0. Defaults α = 0.001, ρ = 0.9. The point shown is the looked-ahead point of the textbook
    /// form, where the gradient is taken.
    /// This is the form of PyTorch, optax and cs231n, which agree while α stays constant.
    ///
    /// Nesterov (1983); in this form Sutskever, Martens, Dahl, Hinton (2013), "On the importance of initialization and
    /// momentum in deep learning", PMLR 28(3).
    pub struct Nesterov {
        /// Learning rate: how far gradient and velocity carry the point in one step.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-3..=1.0;
        /// Momentum: the share of the velocity that survives a step; 1 − ρ is the friction.
        rho: "ρ" = 0.9, Decay, 0.0..=0.999;
    }
}

impl Rule for Nesterov {
    const INFO: RuleInfo = RuleInfo {
        id: "nesterov",
        name: "Nesterov",
        paper: "Sutskever, Martens, Dahl, Hinton (2013), On the importance of initialization and momentum in deep learning",
        url: "https://proceedings.mlr.press/v28/sutskever13.html",
        pace: Pace::Momentum,
        source: listing!("nesterov.rs"),
    };

    const TORCH: Torch = Torch::Class("torch.optim.SGD([p], lr={lr}, momentum={rho}, nesterov={rho} > 0)");

    /// The velocity v.
    type Memory = f64;

    #[inline]
    fn update(&self, At { g, .. }: At, memory: &mut f64, probe: &mut impl Probe) -> f64 {
        let (Self { lr, rho }, v_prev) = (self, *memory);
        // rule
        let v = rho * v_prev + g;
        let delta = -lr * (g + rho * v);
        // end
        *memory = v;
        probe.see("g", g);
        probe.see("v", v);
        probe.see("delta", delta);
        delta
    }
}
