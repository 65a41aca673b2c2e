//! A race exported as Python is Python, and ends in PyTorch where it ends here.

use downhill::catalogue::{LESSONS, OPENING, OPTIMIZERS, SURFACES};
use downhill::export::python;
use downhill::formula::Formula;
use downhill::lab::Lab;
use downhill::link;
use downhill::optimizer::Torch;
use downhill::settings::{MOST_RUNS, RunSettings, Settings, SurfaceSettings};
use downhill::surface::Landscape;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output};

/// The lab of some optimizers on a surface at its teaching rates, after some steps.
fn lab(surface: SurfaceSettings, optimizers: &[&str], steps: usize) -> Lab {
    let mut settings = OPENING.settings();
    settings.visit(surface).expect("a fine surface");
    settings.put_on(optimizers.iter().copied()).expect("ids");
    at(settings, steps)
}

fn at(settings: Settings, steps: usize) -> Lab {
    let mut lab = Lab::new(settings).expect("fine settings");
    lab.go_to(steps);
    lab
}

fn of(id: &str) -> SurfaceSettings {
    SurfaceSettings::of(id).expect("an id")
}

fn ids() -> Vec<&'static str> {
    OPTIMIZERS.iter().map(|entry| entry.info.id).collect()
}

fn script(lab: &Lab) -> String {
    python::script(lab).expect("there is a surface")
}

/// The interpreter: `DOWNHILL_PYTHON`, or the first `python3`.
fn python() -> Command {
    Command::new(std::env::var_os("DOWNHILL_PYTHON").unwrap_or_else(|| "python3".into()))
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("it can be written");
    path
}

/// Whether Python can import these; where not, that is said aloud.
fn can(modules: &str) -> bool {
    let done = python().arg("-c").arg(format!("import {modules}")).output();
    let why = match &done {
        Ok(Output { status, .. }) if status.success() => return true,
        Ok(Output { stderr, .. }) => String::from_utf8_lossy(stderr).lines().last().unwrap_or_default().to_owned(),
        Err(error) => error.to_string(),
    };
    // Past the harness, which keeps what passing tests print to itself.
    let _ = writeln!(std::io::stderr(), "SKIPPED: what needs Python with {modules} was not tested: {why}");
    false
}

fn every_script() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for surface in SURFACES {
        all.push((surface.info.id.to_owned(), script(&lab(of(surface.info.id), &["sgd", "adan"], 3))));
    }
    for (index, some) in ids().chunks(MOST_RUNS).enumerate() {
        all.push((format!("optimizers-{index}"), script(&lab(of("rosenbrock"), some, 3))));
    }
    for lesson in LESSONS {
        if let Ok(text) = python::script(&Lab::new(lesson.settings()).expect("fine settings")) {
            all.push((lesson.id.to_owned(), text));
        }
    }
    all
}

#[test]
fn every_surface_optimizer_and_lesson_has_a_script_of_finite_numbers() {
    for (name, text) in every_script() {
        for odd in ["NaN", "inf", "{", "::", "let ", ".powi", "_f64", ";"] {
            // Braces stand in what is the same in every script only.
            let own = text.rsplit("\n# ").next().unwrap_or_default();
            assert!(!own.contains(odd), "{name} has “{odd}”:\n{own}");
        }
        assert!(text.contains("def f(") && text.contains("race("), "{name}");
    }
}

#[test]
fn every_script_is_python() {
    if !can("ast") {
        return;
    }
    let names: Vec<_> = every_script().iter().map(|(name, text)| file(&format!("{name}.py"), text)).collect();
    let done = python().args(["-m", "py_compile"]).args(names).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Runs each script in a fresh namespace of one interpreter: importing PyTorch takes seconds.
const DRIVER: &str = "import runpy, sys\nfor path in sys.argv[1:]:\n    runpy.run_path(path)\n    print(\"end\")";

/// Runs the scripts of labs and compares where each run ends.
fn check(labs: &[(String, Lab)]) {
    let files = labs.iter().map(|(name, lab)| file(&format!("{name}-run.py"), &script(lab)));
    let done = python().args(["-c", DRIVER]).args(files).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let out = String::from_utf8(done.stdout).expect("UTF-8");
    let parts: Vec<_> = out.split("end\n").filter(|part| !part.is_empty()).collect();
    assert_eq!(parts.len(), labs.len());
    for ((name, lab), part) in labs.iter().zip(parts) {
        compare(name, lab, part);
    }
}

/// Compares a lab with what its script printed: x, y and loss of each run.
fn compare(name: &str, lab: &Lab, printed: &str) {
    let runs: Vec<_> = lab.stages().iter().flat_map(|stage| stage.running().map(move |run| (stage, run))).collect();
    let lines: Vec<_> = printed.lines().filter(|line| line.contains("loss = ")).collect();
    assert_eq!(lines.len(), runs.len(), "{name}:\n{printed}");
    for ((stage, (place, run)), line) in runs.into_iter().zip(lines) {
        let number = |name: &str| -> f64 {
            let rest = line.split_once(&format!("{name} = ")).expect("it is printed").1;
            rest.split(", ").next().and_then(|number| number.parse().ok()).expect("a number")
        };
        let step = lab.taken().min(run.len());
        let [x, y] = run.xy(step);
        for (here, there) in [(x, number("x")), (y, number("y")), (run.loss(step), number("loss"))] {
            let off = (here - there).abs() / here.abs().max(1e-3);
            assert!(off < 1e-6, "{name}, {}: {here} here, {there} in PyTorch", stage.name(place));
        }
    }
}

#[test]
fn every_optimizer_ends_in_pytorch_where_it_ends_here() {
    if !can("torch") {
        return;
    }
    let packaged = can("schedulefree");
    let own: Vec<_> = ids().into_iter().filter(|id| packaged || *id != "schedulefree-sgd").collect();
    let mut labs = Vec::new();
    for (index, some) in own.chunks(MOST_RUNS).enumerate() {
        for surface in ["quadratic", "rosenbrock", "regression", "noisy-bowl"] {
            labs.push((format!("{surface}-{index}"), lab(of(surface), some, 60)));
        }
    }
    check(&labs);
}

#[test]
fn every_surface_is_the_same_in_pytorch() {
    if !can("torch") {
        return;
    }
    let on = |surface: &str| (surface.to_owned(), lab(of(surface), &["sgd", "adam"], 12));
    let mut labs: Vec<_> = SURFACES.iter().map(|surface| on(surface.info.id)).collect();
    let turned = link::amend(&OPENING.settings(), "surface.rotation=30&surface.kappa=7").expect("a fine patch");
    labs.push(("turned".to_owned(), at(turned, 30)));
    let typed = ["max(x, 0)^2 + min(y, x)^2 - -x^2*2^-y", "3", "x/(2+abs(y))/3 - (x - (y - 1))^3/9"];
    labs.extend(typed.iter().enumerate().map(|(index, text)| {
        (format!("typed-{index}"), lab(SurfaceSettings::typed(text).expect("a formula"), &["sgd"], 9))
    }));
    check(&labs);
}

#[test]
fn parameters_that_pytorch_does_not_know_are_written_out() {
    let mut settings = OPENING.settings();
    settings.runs = vec![RunSettings::of("radam").expect("an id")];
    assert!(script(&at(settings.clone(), 9)).contains("torch.optim.RAdam("));
    settings.runs[0].params.set("wait", 1.0);
    let lab = at(settings, 9);
    assert!(!script(&lab).contains("torch.optim.RAdam("));
    if can("torch") {
        check(&[("wait".to_owned(), lab)]);
    }
}

/// Every optimizer, with other values of all it has from step 20 on, and its rate once more from 40 on.
#[test]
fn a_run_that_changes_on_its_way_ends_in_pytorch_where_it_ends_here() {
    let packaged = can("schedulefree");
    let own: Vec<_> = ids().into_iter().filter(|id| packaged || *id != "schedulefree-sgd").collect();
    let mut labs = Vec::new();
    for (index, some) in own.chunks(MOST_RUNS).enumerate() {
        let mut settings = OPENING.settings();
        settings.visit(of("regression")).expect("a fine surface");
        settings.put_on(some.iter().copied()).expect("ids");
        for run in &mut settings.runs {
            for param in OPTIMIZERS.iter().find(|entry| entry.info.id == run.optimizer).expect("an id").params {
                let nearer = param.value_at(0.9 * param.position_of(run.params.value(param.id).expect("all are set")));
                run.change_at(20).set(param.id, nearer);
            }
            let rate = run.params.value("lr").expect("all have a rate");
            run.change_at(40).set("lr", rate);
        }
        labs.push((format!("changed-{index}"), at(settings, 60)));
    }
    assert!(script(&labs[0].1).contains("(40, lambda p: torch.optim.SGD("));
    if can("torch") {
        check(&labs);
    }
}

#[test]
fn what_pytorch_keeps_no_state_of_is_written_out_where_it_is_turned_on() {
    let mut settings = link::amend(&OPENING.settings(), "runs=momentum&1.rho=0").expect("a fine patch");
    settings.runs[0].change_at(9).set("rho", 0.9);
    let lab = at(settings, 30);
    assert!(!script(&lab).contains("torch.optim.SGD("));
    if can("torch") {
        check(&[("turned-on".to_owned(), lab)]);
    }
}

#[test]
fn calls_name_parameters_that_there_are() {
    for entry in OPTIMIZERS {
        let Torch::Class(call) = entry.torch else { continue };
        for piece in call.split('{').skip(1) {
            let id = piece.split('}').next().unwrap_or_default();
            assert!(entry.params.iter().any(|param| param.id == id), "{}: {id}", entry.info.id);
        }
    }
}

#[test]
fn a_lesson_without_a_surface_says_that_there_is_nothing_to_run() {
    let bare = LESSONS.iter().map(|lesson| Lab::new(lesson.settings()).expect("fine settings"));
    for lab in bare.filter(|lab| lab.stages().is_empty()) {
        assert!(python::script(&lab).is_err(), "{}", lab.lesson().id);
    }
}

#[test]
fn a_typed_formula_is_written_with_the_parentheses_that_python_needs() {
    for (typed, expected) in [
        ("x + (y - 1)", "x + (y + -1)"),
        ("x - (y - x)", "x - (y - x)"),
        ("x - y - x", "x - y - x"),
        ("x*(y/x)", "x * (y / x)"),
        ("x/y/x", "x / y / x"),
        ("(x + y)*2", "2 * (x + y)"),
        ("-(x + y)", "-(x + y)"),
        ("-x^2", "-x ** 2"),
        ("(-x)^2", "(-x) ** 2"),
        ("x^y^2", "x ** y ** 2"),
        ("(x^y)^2", "(x ** y) ** 2"),
        ("x^-y", "x ** -y"),
        ("x^-2", "x ** -2"),
        ("x^1.5", "x ** 1.5"),
        ("x^0.5", "torch.sqrt(x)"),
        ("e^x", "torch.exp(x)"),
        ("1 + x", "x + 1"),
        ("min(x, y + 1)", "choose(torch.le, x, y + 1)"),
        ("max(x, y)", "choose(torch.ge, x, y)"),
        ("ln(x) + log10(abs(y))", "torch.log(x) + torch.log10(torch.abs(y))"),
        ("sign(floor(sqrt(exp(x))))", "torch.sign(torch.floor(torch.sqrt(torch.exp(x))))"),
        ("sin(cos(tan(atan(x))))", "torch.sin(torch.cos(torch.tan(torch.atan(x))))"),
        ("sinh(cosh(tanh(x)))", "torch.sinh(torch.cosh(torch.tanh(x)))"),
        // Slopes of 0 are found where there is a variable.
        ("3", "3 + 0 * x"),
        ("1/0", "math.inf + 0 * x"),
        ("-1/0", "-math.inf + 0 * x"),
        ("0/0", "math.nan + 0 * x"),
    ] {
        let formula = Formula::parse(typed).expect(typed);
        assert_eq!(formula.typed_python(), Some(format!("def f(x, y):\n    return {expected}")), "{typed}");
    }
    let named = downhill::catalogue::surface("quadratic").and_then(|entry| entry.make(&[])).expect("it is there");
    assert_eq!(named.typed_python(), None, "what is not typed has its Python in the catalogue");
}
