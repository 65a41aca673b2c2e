//! Adam first, then SGD with momentum from a step that is chosen by hand.

use super::listing::listing;
use super::{Adam, At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// Adam→SGD: Adam up to step k; from then on SGD with momentum, at a rate of its own.
    ///
    /// Adam's step Δ, as Adam has it; then
    ///
    /// uₜ = ρ uₜ₋₁ + gₜ for t > k, else 0
    ///
    /// Δx = −αₛ uₜ for t > k, else Δ
    ///
    /// Initial state: Adam's, and u₀ = 0. Defaults Adam's and momentum's, with k = 50. SGD starts from rest: it takes over
    /// the point and nothing else. After the switch Adam's moments go on to say what Adam would do.
    /// The paper switches by hand, after a chosen number of epochs, before it has SWATS choose the moment and the rate.
    ///
    /// Keskar and Socher (2017), "Improving generalization performance by switching from Adam to SGD",
    /// arXiv:1712.07628.
    pub struct AdamToSgd {
        /// Learning rate of Adam: about how far a coordinate moves in one step until the switch.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: how much of the averaged squared gradient survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
        /// The last step that Adam takes.
        switch_at: "k" = 50.0, Whole, 0.0..=100000.0, slide 0.0..=200.0;
        /// Learning rate of SGD after the switch: how far the velocity carries the point in one step.
        sgd_lr: "αₛ" = 0.001, Log, 1e-6..=10.0, slide 1e-3..=1.0;
        /// Momentum of SGD after the switch: the share of the velocity that survives a step.
        rho: "ρ" = 0.9, Decay, 0.0..=0.999;
    }
}

impl Rule for AdamToSgd {
    const INFO: RuleInfo = RuleInfo {
        id: "adam-to-sgd",
        name: "Adam→SGD",
        paper: "Keskar and Socher (2017), Improving generalization performance by switching from Adam to SGD",
        url: "https://arxiv.org/abs/1712.07628",
        pace: Pace::Stride,
        source: listing!("adam.rs", "adam_to_sgd.rs"),
    };

    const TORCH: Torch = Torch::Rule("k = switch_at", &[]);

    /// Adam's memory and the velocity u.
    type Memory = (<Adam as Rule>::Memory, f64);

    #[inline]
    fn update(&self, at: At, memory: &mut Self::Memory, probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps, switch_at, sgd_lr, rho } = *self;
        let (adam, velocity) = memory;
        let delta = Adam { lr, beta1, beta2, eps }.update(at, adam, probe);
        let (At { t, g, .. }, k, u_prev) = (at, switch_at as i32, *velocity);
        // rule
        let u = if t > k { rho * u_prev + g } else { 0.0 };
        let delta = if t > k { -sgd_lr * u } else { delta };
        // end
        *velocity = u;
        probe.see("u", u);
        probe.see("delta", delta);
        delta
    }
}
