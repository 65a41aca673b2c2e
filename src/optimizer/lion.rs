//! Lion: the sign of a momentum.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, sign};
use crate::surface::Pace;

crate::params! {
    /// Lion: every coordinate moves by the same length, in the direction of a momentum's sign.
    ///
    /// uₜ = sign(β₁ mₜ₋₁ + (1 − β₁) gₜ)
    ///
    /// Δx = −α (uₜ + λ x)
    ///
    /// mₜ = β₂ mₜ₋₁ + (1 − β₂) gₜ
    ///
    /// Initial state: m₀ = 0; sign(0) = 0. Defaults α = 0.0001, β = (0.9, 0.99), λ = 0. It never comes to rest: near a
    /// minimum it swings by α.
    /// The direction uses β₁ with the old m; the moment is then moved with β₂. The weight decay is multiplied by α, as
    /// in AdamW.
    ///
    /// Chen, Liang, Huang, Real, Wang, et al. (2023), "Symbolic discovery of optimization algorithms",
    /// arXiv:2302.06675.
    pub struct Lion {
        /// Learning rate: the length of every step along each coordinate.
        lr: "α" = 0.0001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Weight of the old moment in the direction.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the moment: how much of it survives a step.
        beta2: "β₂" = 0.99, Decay, 0.0..=0.99999, slide 0.0..=0.999;
        /// Weight decay: the share of the point, times α, that each step takes away.
        weight_decay: "λ" = 0.0, Linear, 0.0..=1.0, slide 0.0..=0.5;
    }
}

impl Rule for Lion {
    const INFO: RuleInfo = RuleInfo {
        id: "lion",
        name: "Lion",
        paper: "Chen et al. (2023), Symbolic discovery of optimization algorithms",
        url: "https://arxiv.org/abs/2302.06675",
        pace: Pace::Stride,
        source: listing!("lion.rs"),
    };

    /// The moment m.
    type Memory = f64;

    #[inline]
    fn update(&self, At { x, g, .. }: At, memory: &mut f64, probe: &mut impl Probe) -> f64 {
        let (Self { lr, beta1, beta2, weight_decay }, m_prev) = (self, *memory);
        // rule
        let u = sign(beta1 * m_prev + (1.0 - beta1) * g);
        let delta = -lr * (u + weight_decay * x);
        let m = beta2 * m_prev + (1.0 - beta2) * g;
        // end
        *memory = m;
        probe.see("g", g);
        probe.see("u", u);
        probe.see("m", m);
        probe.see("delta", delta);
        delta
    }
}
