//! AngularGrad as the paper has it, against values worked out by hand: no released code follows the paper's rule.
//!
//! The slopes are made so that every angle has an exact tangent: g = 1, 1, −1, ½, 2 (and g₀ = 0). With qₜ the tangent
//! |(gₜ₋₁ − gₜ)/(1 + gₜ₋₁ gₜ)| of Aₜ, and q of the smaller of Aₜ₋₁ and Aₜ being the smaller of their tangents:
//!
//! | t | qₜ                     | q of Amin | cos Amin = 1/√(1+q²) | tan Amin = q |
//! |---|------------------------|-----------|----------------------|--------------|
//! | 1 | (0−1)/(1+0) → 1        | 1         | 1/√2                 | 1            |
//! | 2 | (1−1)/(1+1) → 0        | 0         | 1                    | 0            |
//! | 3 | (1+1)/(1−1) → ∞ (90°)  | 0         | 1                    | 0            |
//! | 4 | (−1−½)/(1−½) → 3       | 3         | 1/√10                | 3            |
//! | 5 | (½−2)/(1+1) → ¾        | ¾         | ⅘                    | ¾            |
//!
//! φ = ½ + ½ tanh|f|. With β₁ = ½ and β₂ = ¾ the moments are fractions:
//!
//! | t | m           | m̂ = m/(1−2⁻ᵗ) | v              | v̂ = v/(1−(¾)ᵗ) |
//! |---|-------------|----------------|----------------|-----------------|
//! | 1 | ½           | 1              | ¼              | 1               |
//! | 2 | ¼+½ = ¾     | 1              | 3/16+¼ = 7/16  | 1               |
//! | 3 | ⅜−½ = −⅛    | −1/7           | 37/64          | 1               |
//! | 4 | −1/16+¼     | 1/5            | 127/256        | 127/175         |
//! | 5 | 3/32+1      | 35/31          | 1405/1024      | 1405/781        |
//!
//! and Δx = −α φ m̂/√v̂ with α = 0.1. The decimals below were computed from these fractions with mpmath at 30 digits
//! and rounded to the nearest f64; ε is 1e-16, below what they can show.

use downhill::catalogue;
use downhill::objective::{Draw, Objective};
use downhill::optimizer::Trace;

const SLOPES: [f64; 5] = [1.0, 1.0, -1.0, 0.5, 2.0];

const COS: [[f64; 2]; 5] = [
    [0.8044296825069569, -0.08044296825069569],
    [0.8807970779778824, -0.08807970779778825],
    [0.8807970779778824, 0.012582815399684035],
    [0.6530460379407679, -0.01533172279662898],
    [0.8320183851339245, -0.07003685378437564],
];

const TAN: [[f64; 2]; 5] = [
    [0.8807970779778824, -0.08807970779778825],
    [0.5, -0.05],
    [0.5, 0.007142857142857143],
    [0.9975273768433652, -0.023419196098389158],
    [0.8175744761936437, -0.0688210081292794],
];

/// A loss whose slope at step t is given, wherever the point is.
struct Slopes<'a>(&'a [f64]);

impl Objective for Slopes<'_> {
    fn dim(&self) -> usize {
        1
    }
    fn value_grad(&self, _x: &[f64], draw: Draw, g: &mut [f64]) -> f64 {
        g[0] = self.0[draw.step as usize - 1];
        0.0
    }
}

/// The internals of every step.
fn traces(id: &str, values: &[f64], slopes: &[f64]) -> Vec<Trace> {
    let mut optimizer = catalogue::optimizer(id).expect("an id").make(values, 1).expect("values");
    let (f, mut x) = (Slopes(slopes), [0.0]);
    let trace = |step| {
        let draw = Draw { seed: 0, step };
        let trace = optimizer.explain(&f, draw, &x);
        optimizer.step(&f, draw, &mut x);
        trace
    };
    (1..=slopes.len() as u64).map(trace).collect()
}

#[test]
fn angulargrad_follows_the_papers_rule_worked_out_by_hand() {
    for (id, expected) in [("angulargrad-cos", COS), ("angulargrad-tan", TAN)] {
        for (step, (trace, [phi, delta])) in
            traces(id, &[0.1, 0.5, 0.75, 1e-16], &SLOPES).iter().zip(expected).enumerate()
        {
            for (name, expected) in [("phi", phi), ("delta", delta)] {
                let got = trace.value(0, name).expect(name);
                assert!((got - expected).abs() < 1e-15, "{id}, step {}, {name}: {got} is not {expected}", step + 1);
            }
        }
    }
}

#[test]
fn angulargrads_phi_lies_between_a_half_and_its_greatest_value() {
    // Both signs, and scales between which both angles come near 0 and near 90 degrees.
    let scales = [1e6, 1e-6, 1e6, 1e6, 1.0, 10.0];
    let slopes: Vec<f64> = (0..2000).map(|k| (f64::from(k) * 1.7).sin() * scales[k as usize % 6]).collect();
    for (id, most) in [("angulargrad-cos", 0.881), ("angulargrad-tan", 1.0)] {
        let phis = traces(id, &[0.1, 0.9, 0.999, 1e-8], &slopes);
        let phis: Vec<f64> = phis.iter().map(|trace| trace.value(0, "phi").expect("phi")).collect();
        assert!(phis.iter().all(|phi| (0.5..=most).contains(phi)), "{id}");
        let [low, high] = [f64::min, f64::max].map(|pick| phis.iter().copied().reduce(pick).expect("steps"));
        assert!(low < 0.51 && high > most - 0.01, "{id} went from {low} to {high} only");
    }
}

#[test]
fn angulargrad_with_cos_is_adam_at_881_thousandths_of_the_rate_while_the_slope_stays() {
    for trace in &traces("angulargrad-cos", &[0.1, 0.9, 0.999, 1e-16], &[3.0; 50])[1..] {
        let delta = trace.value(0, "delta").expect("delta");
        assert!((delta + 0.1 * (0.5 + 0.5 * 1f64.tanh())).abs() < 1e-14, "{delta}");
    }
}
