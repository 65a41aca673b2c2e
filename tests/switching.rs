//! Optimizers that begin as Adam and go on as SGD with momentum.

use downhill::formula::Formula;
use downhill::run::Run;
use downhill::settings::RunSettings;
use std::rc::Rc;

const START: [f64; 2] = [-1.3, 0.9];
const HILLS: &str = "0.5x^2 + 0.15y^2 + 0.1sin(x + 2y)";
const SLOPE: &str = "x + y";

/// A run of the optimizer of that id, with some of its defaults changed.
fn run(id: &str, changes: &[(&str, f64)], formula: &str, start: &[f64], steps: usize) -> Run {
    let mut settings = RunSettings::of(id).expect("an id of the catalogue");
    for (name, value) in changes {
        settings.params.set(name, *value);
    }
    let optimizer = settings.make(2).expect("values inside their ranges");
    let mut run = Run::new(optimizer, Rc::new(Formula::parse(formula).expect("a fine formula")), start, 0);
    run.extend_to(steps);
    run
}

/// What the step after `step` shows of x.
fn seen(run: &Run, step: usize, name: &str) -> f64 {
    run.explain(step).value(0, name).unwrap_or_else(|| panic!("{name} is not traced"))
}

/// The points of a run, bit by bit.
fn bits(run: &Run) -> Vec<[u64; 2]> {
    (0..=run.len()).map(|step| run.xy(step).map(f64::to_bits)).collect()
}

#[test]
fn adam_to_sgd_is_adam_up_to_its_switch_and_momentum_from_there_bit_by_bit() {
    for k in [0, 1, 20, 80] {
        let changes = [("lr", 0.05), ("switch_at", k as f64), ("sgd_lr", 0.02), ("rho", 0.8)];
        let both = run("adam-to-sgd", &changes, HILLS, &START, 80);
        let adam = run("adam", &[("lr", 0.05)], HILLS, &START, k);
        let momentum = run("momentum", &[("lr", 0.02), ("rho", 0.8)], HILLS, adam.point(k), 80 - k);
        assert_eq!(bits(&both), [&bits(&adam)[..k], &bits(&momentum)].concat(), "switched at {k}");
    }
}

#[test]
fn after_its_switch_swats_is_sgd_with_momentum() {
    let swats = run("swats", &[("lr", 0.01), ("closeness", 1.0)], HILLS, &START, 60);
    // So wide a closeness is met at the first step that may switch.
    let switched = 2;
    let rate = seen(&swats, switched, "lambda_hat");
    assert!(seen(&swats, switched - 1, "u") == 0.0 && rate > 0.0);
    let momentum = run("momentum", &[("lr", 0.1 * rate), ("rho", 0.9)], HILLS, swats.point(switched), 60 - switched);
    for step in 0..=momentum.len() {
        for axis in 0..2 {
            let off = swats.xy(switched + step)[axis] - momentum.xy(step)[axis];
            assert!(off.abs() < 1e-14, "step {step}: {off:e}");
        }
    }
}

#[test]
fn swats_switches_where_the_rate_has_settled() {
    // Under a constant slope SGD at the rate 1 makes every step of Adam's: settled as soon as it may be.
    let swats = run("swats", &[("lr", 1.0), ("eps", 1e-16), ("closeness", 1e-9)], SLOPE, &START, 4);
    let near = |got: f64, expected: f64| assert!((got - expected).abs() < 1e-12, "{got} is not {expected}");
    near(seen(&swats, 1, "gamma"), 1.0);
    near(seen(&swats, 1, "lambda_hat"), 1.0);
    for (step, length) in [1.0, 1.0, 0.1, 0.19].into_iter().enumerate() {
        near(-seen(&swats, step, "delta"), length);
    }
}
