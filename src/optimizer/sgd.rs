//! Stochastic gradient descent.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// Stochastic gradient descent: each step goes a fixed multiple of the negative gradient.
    ///
    /// Δx = −α g
    ///
    /// Initial state: none. Default α = 0.001, as PyTorch's. On a quadratic of curvature λ it converges for α < 2/λ.
    ///
    /// Robbins and Monro (1951), "A stochastic approximation method", doi:10.1214/aoms/1177729586.
    pub struct Sgd {
        /// Learning rate: how far each step goes along the negative gradient.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-3..=1.0;
    }
}

impl Rule for Sgd {
    const INFO: RuleInfo = RuleInfo {
        id: "sgd",
        name: "SGD",
        paper: "Robbins and Monro (1951), A stochastic approximation method",
        url: "https://doi.org/10.1214/aoms/1177729586",
        pace: Pace::Gradient,
        source: listing!("sgd.rs"),
    };

    const TORCH: Torch = Torch::Class("torch.optim.SGD([p], lr={lr})");

    type Memory = ();

    #[inline]
    fn update(&self, At { g, .. }: At, _memory: &mut (), probe: &mut impl Probe) -> f64 {
        let Self { lr } = self;
        // rule
        let delta = -lr * g;
        // end
        probe.see("g", g);
        probe.see("delta", delta);
        delta
    }
}
