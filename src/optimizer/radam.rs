//! RAdam: Adam that waits for the variance of its rate to become tractable.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::surface::Pace;

crate::params! {
    /// RAdam: Adam whose rate is rectified by the variance it has after t steps; before that variance exists, the
    /// bias-corrected first moment alone.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ)
    ///
    /// ρ∞ = 2/(1 − β₂) − 1
    ///
    /// ρₜ = ρ∞ − 2t β₂ᵗ / (1 − β₂ᵗ)
    ///
    /// rₜ = √( (ρₜ − 4)(ρₜ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρₜ) )
    ///
    /// lₜ = √(1 − β₂ᵗ) / (√vₜ + ε)
    ///
    /// Δx = −α rₜ lₜ m̂ₜ if ρₜ > 5, else −α m̂ₜ
    ///
    /// Initial state: m₀ = v₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-8. At β₂ = 0.999 the first 5 steps are
    /// not scaled by the second moment, so on a steep loss they can be very long.
    /// This is PyTorch's reading, with ε added to the uncorrected root. The paper rectifies from ρₜ > 4, which is one
    /// step earlier at β₂ = 0.999; the authors' code from ρₜ ≥ 5, and by default makes no move at all before: the switch
    /// `wait`. With β₂ ≤ 2/3, ρ∞ is at most 5: it never rectifies then, and with `wait` never moves.
    ///
    /// Liu, Jiang, He, Chen, Liu, Gao, Han (2019), "On the variance of the adaptive learning rate and beyond",
    /// arXiv:1908.03265.
    pub struct RAdam {
        /// Learning rate: about how far a coordinate moves in one step, whatever the scale of its gradient.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: how much of the averaged squared gradient survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
        /// Makes no move until the variance is tractable, as the authors' code does, where PyTorch steps along m̂.
        wait: "wait" = 0.0, Switch, 0.0..=1.0;
    }
}

impl Rule for RAdam {
    const INFO: RuleInfo = RuleInfo {
        id: "radam",
        name: "RAdam",
        paper: "Liu et al. (2019), On the variance of the adaptive learning rate and beyond",
        url: "https://arxiv.org/abs/1908.03265",
        pace: Pace::Momentum,
        source: listing!("radam.rs"),
    };

    const TORCH: Torch = Torch::Class("torch.optim.RAdam([p], lr={lr}, betas=({beta1}, {beta2}), eps={eps})");

    /// The moments m and v.
    type Memory = [f64; 2];

    #[inline]
    fn update(&self, At { t, g, .. }: At, memory: &mut [f64; 2], probe: &mut impl Probe) -> f64 {
        let Self { lr, beta1, beta2, eps, wait } = *self;
        let [m_prev, v_prev] = *memory;
        // rule
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = beta2 * v_prev + (1.0 - beta2) * g * g;
        let m_hat = m / (1.0 - beta1.powi(t));
        let rho_inf = 2.0 / (1.0 - beta2) - 1.0;
        let rho = rho_inf - 2.0 * f64::from(t) * beta2.powi(t) / (1.0 - beta2.powi(t));
        let r = if rho > 5.0 {
            ((rho - 4.0) * (rho - 2.0) * rho_inf / ((rho_inf - 4.0) * (rho_inf - 2.0) * rho)).sqrt()
        } else {
            1.0 - wait
        };
        let l = if rho > 5.0 { (1.0 - beta2.powi(t)).sqrt() / (v.sqrt() + eps) } else { 1.0 };
        let rate = lr * r * l;
        let delta = -rate * m_hat;
        // end
        *memory = [m, v];
        probe.see("g", g);
        probe.see("m", m);
        probe.see("v", v);
        probe.see("m_hat", m_hat);
        probe.see("rho", rho);
        probe.see("r", r);
        probe.see("l", l);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
