//! Every optimizer follows its reference implementation, point by point.

use downhill::catalogue;
use downhill::objective::Objective;
use downhill::run::Run;
use downhill::surface::Landscape;
use serde_json::Value;
use std::rc::Rc;

/// Points whose tolerance is larger than this are too sensitive to compare: the reference's own author says so.
const LOOSEST: f64 = 1e-6;

/// A line of the table: our id, the reference's, and our parameters by the reference's names.
struct Line {
    ours: &'static str,
    reference: &'static str,
    params: &'static [(&'static str, Source)],
}

/// Where the value of one of our parameters comes from.
enum Source {
    /// A hyper-parameter of the reference.
    Hyper(&'static str),
    /// A number of the reference's list `betas`.
    Beta(usize),
    /// The reference has it as a constant.
    Fixed(f64),
}

use Source::{Beta, Fixed, Hyper};

const LR: (&str, Source) = ("lr", Hyper("lr"));
const EPS: (&str, Source) = ("eps", Hyper("eps"));
const BETA1: (&str, Source) = ("beta1", Beta(0));
const BETA2: (&str, Source) = ("beta2", Beta(1));
const RHO: (&str, Source) = ("rho", Hyper("momentum"));
const DECAY: (&str, Source) = ("weight_decay", Hyper("weight_decay"));
const NO_DECAY: (&str, Source) = ("weight_decay", Fixed(0.0));
/// The released files of AdaInject write k = 2 out.
const K: (&str, Source) = ("k", Fixed(2.0));

const fn line(ours: &'static str, reference: &'static str, params: &'static [(&'static str, Source)]) -> Line {
    Line { ours, reference, params }
}

const TABLE: &[Line] = &[
    line("sgd", "sgd", &[LR]),
    line("momentum", "momentum", &[LR, RHO]),
    line("adagrad", "adagrad", &[LR, EPS]),
    line("rmsprop", "rmsprop", &[LR, ("decay", Hyper("alpha")), EPS]),
    line("adam-uncorrected", "adam_no_bias_correction", &[LR, BETA1, BETA2, EPS]),
    line("adam", "adam", &[LR, BETA1, BETA2, EPS]),
    line("diffgrad", "diffgrad", &[LR, BETA1, BETA2, EPS]),
    line("radam", "radam", &[LR, BETA1, BETA2, EPS, ("wait", Fixed(0.0))]),
    line("radam", "radam_author", &[LR, BETA1, BETA2, EPS, ("wait", Fixed(1.0))]),
    line("adabelief", "adabelief", &[LR, BETA1, BETA2, EPS]),
    line("adam-inject", "adam_inject", &[LR, BETA1, BETA2, EPS, K]),
    line("diffgrad-inject", "diffgrad_inject", &[LR, BETA1, BETA2, EPS, K]),
    line("radam-inject", "radam_inject", &[LR, BETA1, BETA2, EPS, K]),
    line("adabelief-inject", "adabelief_inject", &[LR, BETA1, BETA2, EPS, K]),
    line("nesterov", "nesterov", &[LR, RHO]),
    line("adadelta", "adadelta", &[LR, ("rho", Hyper("rho")), EPS]),
    line("adamw", "adamw", &[LR, BETA1, BETA2, EPS, DECAY]),
    line("amsgrad", "amsgrad", &[LR, BETA1, BETA2, EPS]),
    line("adamax", "adamax", &[LR, BETA1, BETA2, EPS]),
    line("nadam", "nadam", &[LR, BETA1, BETA2, EPS, ("momentum_decay", Hyper("momentum_decay"))]),
    line("yogi", "yogi", &[LR, BETA1, BETA2, EPS]),
    line("adabound", "adabound", &[LR, BETA1, BETA2, EPS, ("final_lr", Hyper("final_lr")), ("gamma", Hyper("gamma"))]),
    // The reference never switches on these paths, nor do we.
    line("swats", "swats", &[LR, BETA1, BETA2, EPS, ("closeness", Fixed(1e-9))]),
    line("lookahead-adam", "lookahead_adam", &[LR, BETA1, BETA2, EPS, ("k", Hyper("k")), ("sync", Hyper("alpha"))]),
    line("lion", "lion", &[LR, BETA1, BETA2, NO_DECAY]),
    line("schedulefree-sgd", "schedulefree_sgd", &[LR, ("beta", Hyper("momentum"))]),
    line("adan", "adan", &[LR, BETA1, BETA2, ("beta3", Beta(2)), EPS, NO_DECAY]),
];

/// Optimizers that no reference follows, and why.
const WITHOUT_REFERENCE: &[(&str, &str)] = &[
    (
        "angulargrad-cos",
        "the released code does not do what the paper says; tests/angulargrad.rs works the rule out by hand",
    ),
    ("angulargrad-tan", "as angulargrad-cos"),
    (
        "adam-to-sgd",
        "none is needed: tests/switching.rs compares it bit by bit with Adam and momentum, which have theirs",
    ),
];

#[test]
fn every_optimizer_follows_its_reference() {
    let golden: Value = serde_json::from_str(include_str!("reference/golden.json")).expect("golden.json is JSON");
    let entries = golden["entries"].as_array().expect("golden.json has entries");
    for line in TABLE {
        let (mut compared, mut paths) = (0, 0);
        for entry in entries.iter().filter(|entry| entry["optimizer"] == line.reference) {
            compared += compare(line, entry);
            paths += 1;
        }
        println!("{} follows {} on {paths} paths at {compared} points", line.ours, line.reference);
        assert!(paths == 8 && compared >= 40, "only {compared} points of {} were compared", line.ours);
    }
}

#[test]
fn every_optimizer_of_the_catalogue_has_a_reference() {
    for entry in catalogue::OPTIMIZERS {
        let id = entry.info.id;
        let excused = WITHOUT_REFERENCE.iter().any(|(known, _)| *known == id);
        let compared = TABLE.iter().any(|line| line.ours == id);
        assert!(compared != excused, "{id} must be compared with a reference, or excused for a reason");
    }
}

#[test]
fn every_parameter_of_a_compared_optimizer_comes_from_its_reference() {
    for line in TABLE {
        let ours = catalogue::optimizer(line.ours).expect("the table names optimizers of the catalogue").params;
        let given: Vec<_> = line.params.iter().map(|(id, _)| *id).collect();
        assert_eq!(given, ours.iter().map(|param| param.id).collect::<Vec<_>>(), "{}", line.ours);
    }
}

#[test]
fn schedule_free_sgd_takes_its_gradients_where_its_reference_does() {
    let golden: Value = serde_json::from_str(include_str!("reference/golden.json")).expect("golden.json is JSON");
    let ours = TABLE.iter().find(|line| line.ours == "schedulefree-sgd").expect("a line of the table");
    for entry in array(&golden["entries"]).filter(|entry| entry["optimizer"] == ours.reference) {
        let (about, mut run) = start(ours, entry);
        let tolerances = array(&entry["tol"]).map(Value::as_f64);
        for ((step, y), tolerance) in array(&entry["steps"]).zip(array(&entry["points_train"])).zip(tolerances) {
            let step = step.as_u64().expect("a step") as usize;
            run.extend_to(step);
            let Some(tolerance) = tolerance.filter(|&tolerance| tolerance <= LOOSEST && !y.is_null()) else {
                continue;
            };
            let trace = run.explain(step);
            for (axis, expected) in array(y).map(|v| number(v, &about)).enumerate() {
                let got = trace.value(axis, "y").expect("y is shown");
                assert!((got - expected).abs() <= tolerance, "{about}, step {step}: y is {got:?}, not {expected:?}");
            }
        }
    }
}

/// A run of ours with the settings of a trajectory, and what it is called in messages.
fn start(line: &Line, entry: &Value) -> (String, Run) {
    let (problem, hyper) = (entry["problem"].as_str().expect("a problem"), &entry["hyper"]);
    let about = format!("{} on {problem} with {hyper}", line.ours);
    let optimizer = catalogue::optimizer(line.ours).expect("the table names optimizers of the catalogue");
    let values = line.params.iter().map(|(_, source)| match source {
        Hyper(name) => number(&hyper[name], &about),
        Beta(index) => number(&hyper["betas"][index], &about),
        Fixed(value) => *value,
    });
    let values: Vec<f64> = values.collect();
    let start: Vec<f64> = array(&entry["start"]).map(|v| number(v, &about)).collect();
    let run = Run::new(optimizer.make(&values, 2).expect(&about), objective(problem), &start, 0);
    (about, run)
}

/// Compares one trajectory; the number of points compared.
fn compare(line: &Line, entry: &Value) -> usize {
    let (about, mut run) = start(line, entry);
    let diverged = entry["diverged_at"].as_u64().map(|at| at as usize);
    let mut compared = 0;
    let tolerances = array(&entry["tol"]).map(Value::as_f64);
    for ((step, point), tolerance) in array(&entry["steps"]).zip(array(&entry["points"])).zip(tolerances) {
        let step = step.as_u64().expect("a step") as usize;
        run.extend_to(step);
        let Some(tolerance) = tolerance.filter(|&tolerance| tolerance <= LOOSEST && !point.is_null()) else {
            continue;
        };
        assert_eq!(run.diverged_at(), None, "{about} diverged before step {step}");
        for (axis, expected) in array(point).map(|v| number(v, &about)).enumerate() {
            let got = run.point(step)[axis];
            let off = (got - expected).abs();
            assert!(off <= tolerance, "{about}, step {step}, axis {axis}: {got:?} is {off:e} from {expected:?}");
        }
        compared += 1;
    }
    if diverged.is_some() {
        assert_eq!(run.diverged_at(), diverged, "{about} left |coordinate| ≤ 1e9 at another step");
    }
    compared
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("an array").iter()
}

fn number(value: &Value, about: &str) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{about}: {value} should be a number"))
}

/// A problem of the references, from the catalogue.
fn objective(problem: &str) -> Rc<dyn Objective> {
    let id = if problem == "quad25" { "quadratic" } else { problem };
    let entry = catalogue::surface(id).unwrap_or_else(|error| panic!("there is no problem {problem}: {error}"));
    let landscape: Rc<dyn Landscape> = Rc::from(entry.make(&[]).expect("defaults are in range"));
    landscape
}
