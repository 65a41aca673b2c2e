//! Gradient descent with momentum (heavy ball).

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// Momentum: the gradient pushes a velocity, the velocity moves the point.
    ///
    /// vₜ = ρ vₜ₋₁ + gₜ
    ///
    /// Δx = −α vₜ
    ///
    /// Initial state: v₀ = 0. Defaults α = 0.001, ρ = 0.9. Under a constant gradient the step grows to α g/(1 − ρ).
    /// This is PyTorch's reading (dampening 0). Texts that write v ← ρv − αg, x ← x + v agree while α stays constant;
    /// those with v ← ρv + (1 − ρ)g take steps 1/(1 − ρ) times smaller.
    ///
    /// Polyak (1964), "Some methods of speeding up the convergence of iteration methods",
    /// doi:10.1016/0041-5553(64)90137-5.
    pub struct Momentum {
        /// Learning rate: how far the velocity carries the point in one step.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-3..=1.0;
        /// Momentum: the share of the velocity that survives a step; 1 − ρ is the friction.
        rho: "ρ" = 0.9, Decay, 0.0..=0.999;
    }
}

impl Rule for Momentum {
    const INFO: RuleInfo = RuleInfo {
        id: "momentum",
        name: "Momentum",
        paper: "Polyak (1964), Some methods of speeding up the convergence of iteration methods",
        url: "https://doi.org/10.1016/0041-5553(64)90137-5",
        pace: Pace::Momentum,
        source: listing!("momentum.rs"),
    };

    const TORCH: Torch = Torch::Class("torch.optim.SGD([p], lr={lr}, momentum={rho})");

    /// The velocity v.
    type Memory = f64;

    #[inline]
    fn update(&self, At { g, .. }: At, memory: &mut f64, probe: &mut impl Probe) -> f64 {
        let (Self { lr, rho }, v_prev) = (self, *memory);
        // rule
        let v = rho * v_prev + g;
        let delta = -lr * v;
        // end
        *memory = v;
        probe.see("g", g);
        probe.see("v", v);
        probe.see("delta", delta);
        delta
    }
}
