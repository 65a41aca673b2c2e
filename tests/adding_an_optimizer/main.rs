//! The example of docs/adding-an-optimizer.md, compiled as it stands there, and stepped.
//!
//! `optimizer/qhm.rs` is the document's first listing, to the letter: `DOWNHILL_BLESS=1` cuts it out anew.

mod optimizer;

use downhill::anatomy::{Anatomy, unknown_names};
use downhill::catalogue;
use downhill::export::csv;
use downhill::formula::Formula;
use downhill::objective::Objective;
use downhill::optimizer::OptimizerEntry;
use downhill::run::Run;
use downhill::surface::Landscape;
// What the file finds in its crate.
use downhill::{params, surface};
use optimizer::Qhm;
use std::rc::Rc;

const DOCUMENT: &str = include_str!("../../docs/adding-an-optimizer.md");

/// The line of the catalogue, as the document has it.
const QHM: &OptimizerEntry = &OptimizerEntry::elementwise::<Qhm>();

const START: [f64; 2] = [-4.0, 1.5];

/// A run on ½(x² + 25y²), or on a formula.
fn run(entry: &OptimizerEntry, values: &[f64], formula: &str, steps: usize) -> Run {
    let optimizer = entry.make(values, 2).expect("values inside their ranges");
    let formula: Rc<dyn Objective> = Rc::new(Formula::parse(formula).expect("a fine formula"));
    let mut run = Run::new(optimizer, formula, &START, 0);
    run.extend_to(steps);
    run
}

const RAVINE: &str = "0.5(x^2 + 25y^2)";
const HILLS: &str = "0.5x^2 + 0.15y^2 + 0.1sin(x + 2y)";

/// The document's listings of a kind, without their fences.
fn listings(kind: &str) -> Vec<&'static str> {
    let fenced = DOCUMENT.split("\n```").skip(1).step_by(2);
    fenced.filter_map(|text| text.split_once('\n').filter(|(first, _)| *first == kind).map(|(_, code)| code)).collect()
}

#[test]
fn the_file_that_is_compiled_is_the_documents_first_listing() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/adding_an_optimizer/optimizer/qhm.rs");
    let listing = format!("{}\n", listings("rust").first().expect("the document has a file"));
    if std::env::var_os("DOWNHILL_BLESS").is_some() {
        std::fs::write(path, &listing).expect("the file can be written");
    }
    assert_eq!(std::fs::read_to_string(path).expect("it is there"), listing);
}

#[test]
fn the_other_lines_of_the_document_are_those_that_sgd_has_in_the_sources() {
    let sources = [include_str!("../../src/optimizer.rs"), include_str!("../../src/catalogue.rs")];
    let lines: Vec<_> = listings("rust,ignore").into_iter().flat_map(str::lines).collect();
    assert_eq!(lines.len(), 3);
    for line in lines {
        let of_sgd = line.replace("qhm", "sgd").replace("Qhm", "Sgd");
        assert!(sources.iter().any(|source| source.lines().any(|known| known == of_sgd)), "{line}");
    }
}

#[test]
fn two_steps_are_what_one_works_out_by_hand() {
    let run = run(QHM, &[0.04, 0.9, 0.7], RAVINE, 2);
    // g = (−4, 37.5) and m = 0.1 g; a step is −0.04 · (0.3 g + 0.7 m).
    let first = [-4.0 + 0.0592, 1.5 - 0.555];
    // g = (−3.9408, 23.625) and m = 0.9 · (−0.4, 3.75) + 0.1 g = (−0.75408, 5.7375).
    let second = [first[0] + 0.04 * (0.3 * 3.9408 + 0.7 * 0.75408), first[1] - 0.04 * (0.3 * 23.625 + 0.7 * 5.7375)];
    for (step, expected) in [(1, first), (2, second)] {
        for (axis, expected) in expected.into_iter().enumerate() {
            let moved = run.xy(step)[axis];
            assert!((moved - expected).abs() < 1e-12, "step {step}, axis {axis}: {moved}, by hand {expected}");
        }
    }
    let trace = run.explain(0);
    let names: Vec<_> = trace.axes[1].iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["g", "m", "delta"]);
    assert_eq!(trace.value(1, "g"), Some(37.5));
    assert!(trace.value(1, "m").is_some_and(|m| (m - 3.75).abs() < 1e-12));
}

#[test]
fn the_table_of_the_document_is_what_the_command_prints() {
    let ravine = catalogue::surface("quadratic").and_then(|entry| entry.make(&[])).expect("its defaults");
    let ravine: Rc<dyn Landscape> = ravine.into();
    let mut run = Run::new(QHM.make(&[0.04, 0.9], 2).expect("values inside their ranges"), ravine, &START, 0);
    run.extend_to(2);
    let shown = listings("").into_iter().find_map(|text| text.strip_prefix("$ cargo run -- trace --optimizer qhm "));
    let (_, table) = shown.and_then(|shown| shown.split_once('\n')).expect("the document has a table");
    assert_eq!(csv::run(&run, true), format!("{table}\n"));
}

#[test]
fn it_is_sgd_momentum_and_nesterov_where_the_document_says_so() {
    let (lr, beta) = (0.1, 0.9);
    for (nu, id, params) in [
        (0.0, "sgd", vec![lr]),
        (1.0, "momentum", vec![lr * (1.0 - beta), beta]),
        (beta, "nesterov", vec![lr * (1.0 - beta), beta]),
    ] {
        let known = run(catalogue::optimizer(id).expect("an id"), &params, HILLS, 100);
        let qhm = run(QHM, &[lr, beta, nu], HILLS, 100);
        assert_eq!((qhm.len(), known.len()), (100, 100));
        for step in 0..=100 {
            let apart = (0..2).map(|axis| (qhm.xy(step)[axis] - known.xy(step)[axis]).abs());
            let allowed = if nu == 0.0 { 0.0 } else { 1e-13 };
            assert!(apart.fold(0.0, f64::max) <= allowed, "ν = {nu} and {id}, step {step}");
        }
    }
}

#[test]
fn its_lines_are_shown_and_have_formulas_of_known_names() {
    assert_eq!(
        QHM.info.listing(),
        "let m = beta * m_prev + (1.0 - beta) * g;\nlet delta = -lr * ((1.0 - nu) * g + nu * m);"
    );
    assert_eq!(unknown_names(QHM), Vec::<&str>::new());
    let formulas: Vec<_> = Anatomy::of(QHM).lines.into_iter().map(|line| line.formula).collect();
    for symbol in ["α", "β", "ν"] {
        assert!(formulas.iter().any(|formula| formula.contains(symbol)), "{symbol}: {formulas:?}");
    }
}

#[test]
fn the_catalogue_still_lacks_it() {
    assert!(catalogue::optimizer("qhm").is_err(), "the document's example is in the catalogue: it needs another");
}
