//! AdaGrad: every coordinate scaled by its own history.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// AdaGrad: each coordinate's rate is divided by the root of all its squared gradients so far.
    ///
    /// Gₜ = Gₜ₋₁ + gₜ²
    ///
    /// Δx = −α gₜ / (√Gₜ + ε)
    ///
    /// Initial state: G₀ = 0. Defaults α = 0.01, ε = 1e-10. Under a constant gradient step t has the length α/√t. The
    /// first step is α against the gradient's sign, whatever its size.
    /// This is PyTorch's reading. Others start from G₀ = 0.1 or put ε under the root (optax, Keras).
    ///
    /// Duchi, Hazan, Singer (2011), "Adaptive subgradient methods for online learning and stochastic optimization",
    /// JMLR 12, pp. 2121–2159.
    pub struct AdaGrad {
        /// Learning rate: the length of the first step along each coordinate.
        lr: "α" = 0.01, Log, 1e-6..=10.0, slide 1e-3..=1.0;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-10, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
    }
}

impl Rule for AdaGrad {
    const INFO: RuleInfo = RuleInfo {
        id: "adagrad",
        name: "AdaGrad",
        paper: "Duchi, Hazan, Singer (2011), Adaptive subgradient methods for online learning and stochastic optimization",
        url: "https://jmlr.org/papers/v12/duchi11a.html",
        pace: Pace::Fading,
        source: listing!("adagrad.rs"),
    };

    const TORCH: Torch = Torch::Class("torch.optim.Adagrad([p], lr={lr}, eps={eps})");

    /// The sum G of squared gradients.
    type Memory = f64;

    #[inline]
    fn update(&self, At { g, .. }: At, memory: &mut f64, probe: &mut impl Probe) -> f64 {
        let (Self { lr, eps }, sum_prev) = (self, *memory);
        // rule
        let sum = sum_prev + g * g;
        let rate = lr / (sum.sqrt() + eps);
        let delta = -rate * g;
        // end
        *memory = sum;
        probe.see("g", g);
        probe.see("sum", sum);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
