//! AngularGrad: Adam's step times a factor of the angle between successive slopes. Two rules, cos and tan, one text.

use super::listing::listing;
use super::{At, Probe, Rule, RuleInfo, Torch};
use crate::param::{Param, Params};
use crate::surface::Pace;
use std::marker::PhantomData;

crate::params! {
    /// AngularGrad: Adam's step times a factor φ of the angle between this slope and the one before.
    ///
    /// Aₜ = atan |(gₜ₋₁ − gₜ) / (1 + gₜ₋₁ gₜ)|
    ///
    /// Aminₜ = min(Aₜ₋₁, Aₜ), at t = 1 A₁
    ///
    /// φₜ = ½ + ½ tanh |f(Aminₜ)|, with f = cos or f = tan
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// m̂ₜ = mₜ / (1 − β₁ᵗ)
    ///
    /// v̂ₜ = vₜ / (1 − β₂ᵗ)
    ///
    /// Δx = −α φₜ m̂ₜ / (√v̂ₜ + ε)
    ///
    /// Initial state: m₀ = v₀ = g₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-8. With cos φ lies in [½, 0.881]
    /// and is largest while the slope stays the same; with tan it lies in [½, 1] and is ½ there. The angle is that
    /// between slopes of one coordinate, not between gradient vectors, and it is not scale free. It lies in [0, π/2].
    /// This is the paper's rule, coordinate by coordinate, with ε as in Adam's main form. The released code behaves
    /// differently: its least angle starts at zero and practically never moves, so that φ stays ½ and cos and tan are
    /// both Adam at half the rate.
    ///
    /// Roy, Paoletti, Haut, Dubey, Kar, Plaza, Chaudhuri (2021), "AngularGrad: a new optimization technique for angular
    /// convergence of convolutional neural networks", arXiv:2105.10190.
    pub struct AngularGrad {
        /// Learning rate: about how far a coordinate moves in one step where φ is near 1.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment: how much of the averaged gradient survives a step.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment: how much of the averaged squared gradient survives a step.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-8, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
    }
}

/// The function f of the least angle that makes one of the two rules.
pub trait Turn: Clone + Default + 'static {
    /// Id and name of the rule.
    const NAMES: [&'static str; 2];

    /// The line of Python that says so.
    const TORCH: &'static str;

    /// f at an angle from 0 to π/2.
    fn f(angle: f64) -> f64;
}

/// f = cos: long steps while the slope stays the same.
#[derive(Clone, Debug, Default)]
pub struct Cos;

impl Turn for Cos {
    const NAMES: [&'static str; 2] = ["angulargrad-cos", "AngularGrad cos"];
    const TORCH: &'static str = "f = torch.cos";

    fn f(angle: f64) -> f64 {
        angle.cos()
    }
}

/// f = tan: long steps after two sharp turns.
#[derive(Clone, Debug, Default)]
pub struct Tan;

impl Turn for Tan {
    const NAMES: [&'static str; 2] = ["angulargrad-tan", "AngularGrad tan"];
    const TORCH: &'static str = "f = torch.tan";

    fn f(angle: f64) -> f64 {
        angle.tan()
    }
}

/// [`AngularGrad`] with its function f.
#[derive(Clone, Debug, Default)]
pub struct Angular<F: Turn>(AngularGrad, PhantomData<F>);

impl<F: Turn> Params for Angular<F> {
    const PARAMS: &'static [Param] = AngularGrad::PARAMS;

    fn of(values: &[f64]) -> Self {
        Self(AngularGrad::of(values), PhantomData)
    }
}

impl<F: Turn> Rule for Angular<F> {
    const INFO: RuleInfo = RuleInfo {
        id: F::NAMES[0],
        name: F::NAMES[1],
        paper: "Roy et al. (2021), AngularGrad: a new optimization technique for angular convergence of convolutional neural networks",
        url: "https://arxiv.org/abs/2105.10190",
        pace: Pace::Stride,
        source: listing!("angulargrad.rs"),
    };

    const TORCH: Torch = Torch::Rule(F::TORCH, &[]);

    /// The moments m and v, the previous gradient and the previous angle.
    type Memory = [f64; 4];

    #[inline]
    fn update(&self, At { t, g, .. }: At, memory: &mut [f64; 4], probe: &mut impl Probe) -> f64 {
        let AngularGrad { lr, beta1, beta2, eps } = self.0;
        let [m_prev, v_prev, g_prev, angle_prev] = *memory;
        let f = F::f;
        // rule
        let angle = ((g_prev - g) / (1.0 + g_prev * g)).abs().atan();
        let angle_min = if t > 1 { angle.min(angle_prev) } else { angle };
        let phi = 0.5 + 0.5 * f(angle_min).abs().tanh();
        let m = beta1 * m_prev + (1.0 - beta1) * g;
        let v = beta2 * v_prev + (1.0 - beta2) * g * g;
        let m_hat = m / (1.0 - beta1.powi(t));
        let v_hat = v / (1.0 - beta2.powi(t));
        let rate = lr * phi / (v_hat.sqrt() + eps);
        let delta = -rate * m_hat;
        // end
        *memory = [m, v, g, angle];
        probe.see("g", g);
        probe.see("angle", angle);
        probe.see("angle_min", angle_min);
        probe.see("phi", phi);
        probe.see("m", m);
        probe.see("v", v);
        probe.see("m_hat", m_hat);
        probe.see("v_hat", v_hat);
        probe.see("rate", rate);
        probe.see("delta", delta);
        delta
    }
}
