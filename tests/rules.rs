//! The parts of a rule that its reference's paths leave out: weight decay, large ε, bounds, and what is shown of first steps.

use downhill::catalogue::OPTIMIZERS;
use downhill::formula::Formula;
use downhill::optimizer::OptimizerEntry;
use downhill::run::Run;
use downhill::settings::RunSettings;
use std::rc::Rc;

const START: [f64; 2] = [-1.5, 0.75];

/// A run of the optimizer of that id, with some of its defaults changed.
fn run(id: &str, changes: &[(&str, f64)], formula: &str, steps: usize) -> Run {
    let mut settings = RunSettings::of(id).expect("an id of the catalogue");
    for (name, value) in changes {
        settings.params.set(name, *value);
    }
    let optimizer = settings.make(2).expect("values inside their ranges");
    let mut run = Run::new(optimizer, Rc::new(Formula::parse(formula).expect("a fine formula")), &START, 0);
    run.extend_to(steps);
    run
}

/// What the step after `step` shows of x.
fn seen(run: &Run, step: usize, name: &str) -> f64 {
    run.explain(step).value(0, name).unwrap_or_else(|| panic!("{name} is not traced"))
}

fn near(got: f64, expected: f64, about: &str) {
    assert!((got - expected).abs() < 1e-12, "{about}: {got} is not {expected}");
}

fn with(param: &str) -> impl Iterator<Item = &'static str> {
    let has = move |entry: &&OptimizerEntry| entry.params.iter().any(|known| known.id == param);
    OPTIMIZERS.iter().filter(has).map(|entry| entry.info.id)
}

#[test]
fn weight_decay_alone_takes_away_its_share_of_the_point_at_every_step() {
    let (lr, decay) = (0.1, 0.5);
    for id in with("weight_decay") {
        let run = run(id, &[("lr", lr), ("weight_decay", decay)], "0", 3);
        // Adan's is implicit: taken of the point that the step leads to.
        let share = if id == "adan" { lr * decay / (1.0 + lr * decay) } else { lr * decay };
        for step in 0..3 {
            for axis in 0..2 {
                near(run.xy(step + 1)[axis], (1.0 - share) * run.xy(step)[axis], id);
            }
        }
    }
}

#[test]
fn a_larger_epsilon_makes_the_first_step_of_every_rule_shorter() {
    const NOT: &[(&str, &str)] = &[
        ("adadelta", "its ε stands above the line, too: it is what the first step is made of"),
        ("radam", "its first steps are not scaled"),
        ("radam-inject", "as radam"),
    ];
    for id in with("eps") {
        let lengths = [1e-12, 0.1, 1.0].map(|eps| -seen(&run(id, &[("eps", eps)], "x + y", 0), 0, "delta"));
        let shorter = lengths[0] > lengths[1] && lengths[1] > lengths[2] && lengths[2] > 0.0;
        let excused = NOT.iter().any(|(known, _)| *known == id);
        assert!(shorter != excused, "{id}: {lengths:?}");
    }
}

#[test]
fn a_step_that_is_injected_is_shown_from_the_step_on_that_takes_it() {
    for id in OPTIMIZERS.iter().map(|entry| entry.info.id).filter(|id| id.ends_with("-inject")) {
        let run = run(id, &[("lr", 0.1)], "x^2 + y^2", 3);
        // RAdam's first two steps are those of a mean, as its authors' file has it.
        let first = if id == "radam-inject" { 2 } else { 1 };
        for step in 0..3 {
            let moved = if step < first { 0.0 } else { run.xy(step - 1)[0] - run.xy(step)[0] };
            assert_eq!(seen(&run, step, "d"), moved, "{id}, step {step}");
        }
    }
}

#[test]
fn adabounds_rate_is_held_between_bounds_that_close_on_its_last_one() {
    let held = |lr: f64, last: f64| run("adabound", &[("lr", lr), ("final_lr", last), ("gamma", 0.5)], "x + y", 9);
    let (fast, slow) = (held(10.0, 0.1), held(1e-6, 0.1));
    for step in 0..9 {
        let grown = 0.5 * (step + 1) as f64;
        near(seen(&fast, step, "rate"), 0.1 * (1.0 + 1.0 / grown), "the upper bound");
        near(seen(&slow, step, "rate"), 0.1 * (1.0 - 1.0 / (grown + 1.0)), "the lower bound");
    }
}

#[test]
fn yogis_mean_of_squares_falls_where_it_is_above_the_square_of_the_gradient() {
    let run = run("yogi", &[("beta2", 0.0)], "0.5x", 4);
    for (step, v) in [0.25 + 1e-6, 1e-6, 0.25 + 1e-6, 1e-6].into_iter().enumerate() {
        near(seen(&run, step, "v"), v, "v");
    }
    // It starts at 1e-6, the square of this slope; a sign of 0 changes nothing.
    assert_eq!(seen(&self::run("yogi", &[], "0.001x", 1), 0, "v"), 1e-6);
}

const HILLS: &str = "0.5x^2 + 0.15y^2 + 0.1sin(x + 2y)";

/// Whether SWATS has become SGD by the step after `step`.
fn has_switched(run: &Run, step: usize) -> bool {
    seen(run, step, "u") != 0.0
}

#[test]
fn swats_switches_only_where_the_averaged_rate_is_closer_than_its_bound() {
    let apart = |run: &Run, step| (seen(run, step, "lambda_hat") - seen(run, step, "gamma")).abs();
    let adam = run("swats", &[("lr", 0.01), ("closeness", 1e-12)], HILLS, 40);
    let nearest = (1..40).min_by(|&a, &b| apart(&adam, a).total_cmp(&apart(&adam, b))).expect("steps");
    let bound = apart(&adam, nearest);
    for (closeness, switches) in [(bound, false), (bound * 1.001, true)] {
        let run = run("swats", &[("lr", 0.01), ("closeness", closeness)], HILLS, nearest + 1);
        assert_eq!(has_switched(&run, nearest + 1), switches, "{closeness}");
    }
}

#[test]
fn swats_takes_no_rate_where_there_is_none() {
    // After the switch, and at a gradient of 0, the averaged rate stays as it is.
    let switched = run("swats", &[("lr", 0.01), ("closeness", 1.0)], HILLS, 9);
    assert!((2..9).all(|step| seen(&switched, step, "lambda") == seen(&switched, 1, "lambda")));
    let level = run("swats", &[("lr", 0.1), ("closeness", 1.0)], "0", 9);
    assert!((0..9).all(|step| !has_switched(&level, step) && seen(&level, step, "lambda") == 0.0));
    // A step so short that its square is 0 tells no rate either, though its product with the gradient is not 0.
    let short = run("swats", &[("lr", 1e-6), ("eps", 1.0), ("closeness", 1.0)], "1e-157x + 1e-157y", 9);
    assert!((0..9).all(|step| !has_switched(&short, step) && seen(&short, step, "gamma") == 0.0));
}
