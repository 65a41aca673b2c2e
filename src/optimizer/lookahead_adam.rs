//! Lookahead around Adam: fast weights explore, slow weights follow.

use super::listing::listing;
use super::{Adam, At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// Lookahead around Adam: every k steps the point is set back part of the way that Adam went since the last time.
    ///
    /// Adam's step Δ, as Adam has it; then
    ///
    /// fastₜ = x + Δ
    ///
    /// slowₜ = slowₜ₋₁ + αₛ (fastₜ − slowₜ₋₁) at every k-th step, else slowₜ₋₁
    ///
    /// Δx leads to slowₜ at every k-th step, else to fastₜ
    ///
    /// Initial state: Adam's, and slow₀ = the start. Defaults Adam's with k = 5, αₛ = 0.5. Adam's moments are kept when
    /// the point is set back.
    /// This is the paper's rule with the authors' "pullback none". Some wrappers start slow after step 1 and set back
    /// at steps 1, 6, 11…, which is not the paper's. The paper also takes αₛ = 0.8, as the authors' code does.
    ///
    /// Zhang, Lucas, Hinton, Ba (2019), "Lookahead optimizer: k steps forward, 1 step back", arXiv:1907.08610.
    pub struct LookaheadAdam {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: how much of the averaged squared gradient survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
        /// Steps of Adam between two meetings with the slow weights.
        k: "k" = 5.0, Whole, 1.0..=1000.0, slide 1.0..=50.0;
        /// Share of Adam's way that the slow weights go.
        sync: "αₛ" = 0.5, Linear, 0.0..=1.0;
    }
}

impl Rule for LookaheadAdam {
    const INFO: RuleInfo = RuleInfo {
        id: "lookahead-adam",
        name: "Lookahead (Adam)",
        paper: "Zhang, Lucas, Hinton, Ba (2019), Lookahead optimizer: k steps forward, 1 step back",
        url: "https://arxiv.org/abs/1907.08610",
        pace: Pace::Stride,
        source: listing!("adam.rs", "lookahead_adam.rs"),
    };

    const TORCH: Torch = Torch::Rule("", &[("slow", "x")]);

    /// Adam's memory and the slow weight.
    type Memory = (<Adam as Rule>::Memory, f64);

    #[inline]
    fn update(&self, At { t, x, g }: At, memory: &mut Self::Memory, probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps, k, sync } = *self;
        let (adam, slow_before) = memory;
        let slow_prev = if t > 1 { *slow_before } else { x };
        let k = k as i32;
        let delta = Adam { lr, beta1, beta2, eps }.update(At { t, x, g }, adam, probe);
        // rule
        let fast = x + delta;
        let slow = if t % k == 0 { slow_prev + sync * (fast - slow_prev) } else { slow_prev };
        let delta = if t % k == 0 { slow - x } else { delta };
        // end
        *slow_before = slow;
        probe.see("fast", fast);
        probe.see("slow", slow);
        probe.see("delta", delta);
        delta
    }
}
