//! SWATS: Adam first, then SGD at the rate that Adam turned out to use.

use super::listing::listing;
use super::{Probe, RuleInfo, Torch, WholeRule};
use crate::surface::Pace;

crate::params! {
    /// SWATS: Adam until the rate at which SGD would make Adam's step has settled; from then on SGD at that rate.
    ///
    /// mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
    ///
    /// vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
    ///
    /// pₜ = −α √(1 − β₂ᵗ)/(1 − β₁ᵗ) · mₜ / (√vₜ + ε)
    ///
    /// γₜ = pₜ·pₜ / (−pₜ·gₜ), over the whole vector
    ///
    /// λₜ = β₂ λₜ₋₁ + (1 − β₂) γₜ
    ///
    /// λ̂ₜ = λₜ / (1 − β₂ᵗ)
    ///
    /// Δx = pₜ until |λ̂ₜ − γₜ| < δ with λ̂ₜ > 0 at some t > 1; afterwards, with λ̂ as it was at that step,
    ///
    /// uₜ = β₁ uₜ₋₁ + gₜ
    ///
    /// Δx = −(1 − β₁) λ̂ uₜ
    ///
    /// Initial state: m₀ = v₀ = λ₀ = u₀ = 0. Defaults α = 0.001, β = (0.9, 0.999), ε = 1e-9, δ = 1e-9. At pₜ·gₜ = 0 γ
    /// is not taken. The switch itself still makes Adam's step. On small problems it practically never fires at the
    /// paper's δ.
    /// This is the paper's rule; there is no code by its authors. Where ε is tiny, 1e-15 under the root keeps the
    /// division finite, as in pytorch_optimizer, with which the paths before the switch agree; that package switches at
    /// a relative closeness of its ε. In torch_optimizer the buffer u is scaled by 1 − β₁ at every step: another rule.
    /// After the switch m, v and p go on to say what Adam would do.
    ///
    /// Keskar and Socher (2017), "Improving generalization performance by switching from Adam to SGD",
    /// arXiv:1712.07628.
    pub struct Swats {
        /// Learning rate of Adam: about how far a coordinate moves in one step until the switch.
        lr: "α" = 0.001, Log, 1e-6..=10.0, slide 1e-4..=1.0;
        /// Decay of the first moment, and the momentum of SGD after the switch.
        beta1: "β₁" = 0.9, Decay, 0.0..=0.9999, slide 0.0..=0.99;
        /// Decay of the second moment and of the averaged rate.
        beta2: "β₂" = 0.999, Decay, 0.0..=0.99999, slide 0.0..=0.9999;
        /// Keeps the division finite; large values make the rule more like plain descent.
        eps: "ε" = 1e-9, Log, 1e-16..=1.0, slide 1e-10..=1e-2;
        /// How close the averaged rate must come to the present one for the switch.
        closeness: "δ" = 1e-9, Log, 1e-12..=1.0, slide 1e-9..=1e-1;
    }
}

/// Under the root, so that p is finite where v and ε are next to nothing.
const FLOOR: f64 = 1e-15;

/// What SWATS remembers: for each coordinate Adam's moments and SGD's buffer, the averaged rate λ, and after the switch
/// the rate of SGD.
#[derive(Clone, Debug)]
pub struct SwatsMemory {
    g: Vec<f64>,
    axes: Vec<Axis>,
    lambda: f64,
    switched: Option<f64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Axis {
    m: f64,
    v: f64,
    u: f64,
    m_hat: f64,
    adam_rate: f64,
    p: f64,
}

impl WholeRule for Swats {
    const INFO: RuleInfo = RuleInfo {
        id: "swats",
        name: "SWATS",
        paper: "Keskar and Socher (2017), Improving generalization performance by switching from Adam to SGD",
        url: "https://arxiv.org/abs/1712.07628",
        pace: Pace::Stride,
        source: listing!("swats.rs"),
    };

    const TORCH: Torch = Torch::Lines(
        "m = beta1 * kept.get(\"m\", 0.0) + (1.0 - beta1) * g
v = beta2 * kept.get(\"v\", 0.0) + (1.0 - beta2) * g * g
p = -lr * (1.0 - beta2**t).sqrt() / ((v + 1e-15).sqrt() + eps) * m / (1.0 - beta1**t)
rate, dot = kept.get(\"rate\"), p @ g
u = beta1 * kept.get(\"u\", 0.0) + g if rate is not None else 0.0
delta = -(1.0 - beta1) * rate * u if rate is not None else p
if rate is None and dot != 0.0:
    gamma = -(p @ p) / dot
    kept[\"lambda\"] = beta2 * kept.get(\"lambda\", 0.0) + (1.0 - beta2) * gamma
    lambda_hat = kept[\"lambda\"] / (1.0 - beta2**t)
    if t > 1 and lambda_hat > 0.0 and (lambda_hat - gamma).abs() < closeness:
        kept[\"rate\"] = lambda_hat
kept.update(m=m, v=v, u=u)",
    );

    type Memory = SwatsMemory;

    fn begin(&self, dim: usize) -> SwatsMemory {
        SwatsMemory { g: vec![0.0; dim], axes: vec![Axis::default(); dim], lambda: 0.0, switched: None }
    }

    fn update(
        &self,
        t: i32,
        gradient: &dyn Fn(&[f64], &mut [f64]),
        x: &mut [f64],
        memory: &mut SwatsMemory,
        probe: &mut impl Probe,
    ) {
        let Self { lr, beta1, beta2, eps, closeness } = *self;
        let SwatsMemory { g, axes, lambda: lambda_kept, switched } = memory;
        gradient(x, g);
        let (lambda_prev, sgd_rate) = (*lambda_kept, *switched);
        let (mut p_dot_p, mut p_dot_g) = (0.0, 0.0);
        for (axis, &g) in axes.iter_mut().zip(&*g) {
            let Axis { m: m_prev, v: v_prev, u: u_prev, .. } = *axis;
            // rule
            let m = beta1 * m_prev + (1.0 - beta1) * g;
            let v = beta2 * v_prev + (1.0 - beta2) * g * g;
            let m_hat = m / (1.0 - beta1.powi(t));
            let adam_rate = lr * (1.0 - beta2.powi(t)).sqrt() / ((v + FLOOR).sqrt() + eps);
            let p = -adam_rate * m_hat;
            p_dot_p += p * p;
            p_dot_g += p * g;
            let u = if sgd_rate.is_some() { beta1 * u_prev + g } else { 0.0 };
            // end
            *axis = Axis { m, v, u, m_hat, adam_rate, p };
        }
        // rule
        let followed = sgd_rate.is_none() && p_dot_g != 0.0;
        let gamma = if p_dot_g != 0.0 { p_dot_p / -p_dot_g } else { 0.0 };
        let lambda = if followed { beta2 * lambda_prev + (1.0 - beta2) * gamma } else { lambda_prev };
        let lambda_hat = sgd_rate.unwrap_or(lambda / (1.0 - beta2.powi(t)));
        let settled = followed && t > 1 && lambda_hat > 0.0 && (lambda_hat - gamma).abs() < closeness;
        // end
        *lambda_kept = lambda;
        if settled {
            *switched = Some(lambda_hat);
        }
        for ((&Axis { m, v, u, m_hat, adam_rate, p }, &g), x) in axes.iter().zip(&*g).zip(x) {
            // rule
            let rate = if sgd_rate.is_some() { (1.0 - beta1) * lambda_hat } else { adam_rate };
            let delta = if sgd_rate.is_some() { -rate * u } else { p };
            // end
            *x += delta;
            probe.next_axis();
            probe.see("g", g);
            probe.see("m", m);
            probe.see("v", v);
            probe.see("m_hat", m_hat);
            probe.see("adam_rate", adam_rate);
            probe.see("p", p);
            probe.see("u", u);
            probe.see("gamma", gamma);
            probe.see("lambda", lambda);
            probe.see("lambda_hat", lambda_hat);
            probe.see("rate", rate);
            probe.see("delta", delta);
        }
    }
}
