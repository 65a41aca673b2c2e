//! Adam as it would be without its bias correction.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo};
use crate::surface::Pace;

crate::params! {
    /// Adam without bias correction: both moments start at zero and nothing makes up for it.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// Δx = −α mₜ / (√vₜ + ε)
    ///
    /// Initial state: m₀ = v₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-8. The second moment is the slower to
    /// fill, so early steps are too long: under a constant gradient 3.162 α at first, 6.569 α at step 12, still 1.26 α
    /// at step 1000.
    /// This is how BertAdam and the first slide on Adam of Stanford's cs231n have it.
    ///
    /// Kingma and Ba (2014), "Adam: a method for stochastic optimization", arXiv:1412.6980, without its section 3.
    pub struct AdamUncorrected {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: how much of the averaged squared gradient survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
    }
}

impl Rule for AdamUncorrected {
    const INFO: RuleInfo = RuleInfo {
        id: "adam-uncorrected",
        name: "Adam, uncorrected",
        paper: "Kingma and Ba (2014), Adam: a method for stochastic optimization, without its section 3",
        url: "https://arxiv.org/abs/1412.6980",
        pace: Pace::Eager,
        source: listing!("adam_uncorrected.rs"),
    };

    /// The moments m and v.
    type Memory = [f64; 2];

    #[inline]
    fn update(&self, At { g, .. }: At, memory: &mut [f64; 2], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps } = *self;
        let [m_prev, v_prev] = *memory;
        // rule
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = beta2 * v_prev + (1.0 - beta2) * g * g;
        let rate = lr / (v.sqrt() + eps);
        let delta = -rate * m;
        // end
        *memory = [m, v];
        probe.see("g", g);
        probe.see("m", m);
        probe.see("v", v);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
