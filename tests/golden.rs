//! Every optimizer follows its reference implementation, point by point.

use downhill::catalogue;
use downhill::jet::Real;
use downhill::objective::Objective;
use downhill::run::Run;
use downhill::surface::{Surface, SurfaceInfo, Window};
use serde_json::Value;
use std::rc::Rc;

/// Points whose tolerance is larger than this are too sensitive to compare: the reference's own author says so.
const LOOSEST: f64 = 1e-6;

/// A line of the table: our id, the reference's, and our parameters by the reference's names.
struct Line {
    ours: &'static str,
    reference: &'static str,
    params: &'static [(&'static str, &'static str)],
}

const TABLE: &[Line] = &[
    Line { ours: "sgd", reference: "sgd", params: &[("lr", "lr")] },
    Line { ours: "momentum", reference: "momentum", params: &[("lr", "lr"), ("rho", "momentum")] },
];

#[test]
fn every_optimizer_follows_its_reference() {
    let golden: Value = serde_json::from_str(include_str!("reference/golden.json")).expect("golden.json is JSON");
    let entries = golden["entries"].as_array().expect("golden.json has entries");
    for line in TABLE {
        let mut compared = 0;
        for entry in entries.iter().filter(|entry| entry["optimizer"] == line.reference) {
            compared += compare(line, entry);
        }
        assert!(compared >= 20, "only {compared} points of {} were compared", line.ours);
    }
}

#[test]
fn every_optimizer_of_the_catalogue_has_a_reference() {
    for entry in catalogue::OPTIMIZERS {
        let id = entry.info.id;
        assert!(TABLE.iter().any(|line| line.ours == id), "{id} is compared with no reference");
    }
}

/// Compares one trajectory; the number of points compared.
fn compare(line: &Line, entry: &Value) -> usize {
    let (problem, hyper) = (entry["problem"].as_str().expect("a problem"), &entry["hyper"]);
    let about = format!("{} on {problem} with {hyper}", line.ours);
    let optimizer = catalogue::optimizer(line.ours).expect("the table names optimizers of the catalogue");
    let values = optimizer.params.iter().map(|param| {
        let name = line.params.iter().find(|(ours, _)| *ours == param.id).map(|(_, theirs)| *theirs);
        name.map_or(param.default, |name| number(&hyper[name], &about))
    });
    let values: Vec<f64> = values.collect();
    let start: Vec<f64> = array(&entry["start"]).map(|v| number(v, &about)).collect();
    let mut run = Run::new(optimizer.make(&values, 2).expect(&about), objective(problem), &start, 0);

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

fn objective(problem: &str) -> Rc<dyn Objective> {
    match problem {
        "quad25" => Rc::new(downhill::surface::Quadratic { kappa: 25.0 }),
        "rosenbrock" => Rc::new(Rosenbrock::default()),
        "saddle" => Rc::new(Saddle::default()),
        "beale" => Rc::new(Beale::default()),
        _ => panic!("there is no problem {problem}"),
    }
}

/// A surface that only this test needs.
macro_rules! problem {
    ($name:ident, |$x:ident, $y:ident| $formula:expr) => {
        downhill::params! {
            /// A problem of the reference trajectories.
            pub struct $name {}
        }

        impl Surface for $name {
            const INFO: SurfaceInfo = SurfaceInfo {
                id: stringify!($name),
                name: stringify!($name),
                formula: "",
                window: Window { x: [-5.0, 5.0], y: [-5.0, 5.0] },
                minima: &[],
                saddles: &[],
            };

            fn f<T: Real>(&self, $x: T, $y: T) -> T {
                $formula
            }
        }
    };
}

problem!(Rosenbrock, |x, y| (-x + 1.0).square() + (y - x.square()).square() * 100.0);
problem!(Saddle, |x, y| (x.square() - y.square()) * 0.5 + y.square().square() * 0.05);
problem!(Beale, |x, y| {
    let term = |c: f64, power: T| (x * power - x + c).square();
    term(1.5, y) + term(2.25, y.square()) + term(2.625, y.square() * y)
});
