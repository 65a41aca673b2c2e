//! The command line, as a shell sees it.

mod pictures;

use downhill::catalogue::{LESSONS, OPENING, OPTIMIZERS, SURFACES};
use downhill::lab::Lab;
use downhill::link;
use downhill::optimizer::Trace;
use downhill::run::Run;
use downhill::settings::{RunSettings, Settings, SurfaceSettings};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What came of a command: exit code, stdout, stderr.
struct Done {
    code: Option<i32>,
    out: String,
    err: String,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_downhill"));
    command.args(arguments);
    command
}

fn downhill(arguments: &[&str]) -> Done {
    let output = command(arguments).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Done { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Its stdout, where nothing is wrong.
fn fine(arguments: &[&str]) -> String {
    let Done { code, out, err } = downhill(arguments);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
    out
}

/// Its one line on stderr, where something is refused.
fn refused(arguments: &[&str]) -> String {
    let Done { code, out, err } = downhill(arguments);
    assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
    assert!(err.ends_with('\n') && err.lines().count() == 1, "{arguments:?}: {err}");
    err
}

/// A folder of its own for each test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn numbers(row: &str) -> Vec<f64> {
    row.split(',').map(|cell| cell.parse().unwrap_or_else(|_| panic!("{cell} is no number"))).collect()
}

fn run(optimizer: &str, surface: &str, steps: usize) -> Run {
    let surface = SurfaceSettings::of(surface).expect("an id");
    let start = surface.make().expect("defaults").info().start;
    let runs = vec![RunSettings::of(optimizer).expect("an id")];
    let mut lab = Lab::new(Settings { surface, start, runs, ..OPENING.settings() }).expect("fine settings");
    lab.go_to(steps);
    lab.into_runs().swap_remove(0)
}

const QUADRATIC: [&str; 5] = ["trace", "--optimizer", "sgd", "--surface", "quadratic"];

#[test]
fn a_trace_of_sgd_is_what_one_works_out_by_hand() {
    // f = ½(x² + 25y²): the gradient is (x, 25y), and a step of 0.04 multiplies x by 0.96 and sets y to 0.
    let arguments = [&QUADRATIC[..], &["--set", "surface.kappa=25", "--set", "lr=0.04"]].concat();
    for start in [&["--start=-4,1.5"][..], &["--start", "-4,1.5"]] {
        let rows = fine(&[&arguments[..], start, &["--steps", "2"]].concat());
        assert_eq!(
            rows,
            "step,x,y,loss,grad_x,grad_y\n0,-4,1.5,36.125,-4,37.5\n1,-3.84,0,7.3728,-3.84,0\n2,-3.6864,0,6.79477248,-3.6864,0\n"
        );
    }
}

#[test]
fn a_trace_has_a_row_for_each_step_and_one_for_the_start() {
    for steps in ["0", "1", "300"] {
        let rows = fine(&[&QUADRATIC[..], &["--steps", steps]].concat());
        let steps: usize = steps.parse().expect("a number");
        assert_eq!(rows.lines().count(), steps + 2);
        assert!(rows.lines().skip(1).enumerate().all(|(k, row)| row.starts_with(&format!("{k},"))));
    }
}

#[test]
fn every_trace_reads_back_as_the_bits_of_the_run() {
    for entry in OPTIMIZERS {
        for surface in ["rosenbrock", "quadratic", "f3", "regression", "formula"] {
            let id = entry.info.id;
            let Done { code, out: rows, err } =
                downhill(&["trace", "--optimizer", id, "--surface", surface, "--steps", "40", "--explain"]);
            let run = run(id, surface, 40);
            // With the default rate some leave all bounds.
            assert_eq!((code, err.is_empty()), (Some(0), run.diverged_at().is_none()), "{id} on {surface}: {err}");
            let mut lines = rows.lines();
            let header = lines.next().expect("a header");
            let names: Vec<_> = header.split(',').skip(6).map(|name| name.split_at(name.len() - 2)).collect();
            assert!(names.chunks(2).all(|pair| pair[0].0 == pair[1].0 && (pair[0].1, pair[1].1) == ("_x", "_y")));
            for (k, row) in lines.enumerate() {
                let trace: Trace = run.explain(k);
                let shown = names.iter().map(|(name, axis)| trace.value(usize::from(*axis == "_y"), name));
                let mut expected = vec![k as f64];
                expected.extend([run.point(k), &[run.loss(k)], run.gradient(k)].concat());
                expected.extend(shown.map(|value| value.expect("the same names in every step")));
                // A NaN, as internals of a step that cannot be taken may be, has many bits and one name.
                let canonical = |number: f64| if number.is_nan() { f64::NAN } else { number }.to_bits();
                let bits = |numbers: Vec<f64>| numbers.into_iter().map(canonical).collect::<Vec<_>>();
                assert_eq!(bits(numbers(row)), bits(expected), "{id} on {surface}, step {k}: {row}");
            }
            assert_eq!(rows.lines().count(), run.len() + 2, "{id} on {surface}");
        }
    }
}

#[test]
fn every_surface_can_be_traced_from_its_own_start() {
    for surface in SURFACES {
        let rows = fine(&["trace", "--optimizer", "adam", "--surface", surface.info.id, "--steps", "30"]);
        assert_eq!(rows.lines().count(), 32, "{}", surface.info.id);
    }
}

#[test]
fn explained_columns_lead_from_a_row_to_the_next() {
    let rows = fine(&["trace", "--optimizer", "momentum", "--surface", "quadratic", "--steps", "9", "--explain"]);
    let header: Vec<_> = rows.lines().next().expect("a header").split(',').collect();
    let column = |name: &str| header.iter().position(|h| *h == name).expect("a column");
    let table: Vec<_> = rows.lines().skip(1).map(numbers).collect();
    for (x, delta) in [("x", "delta_x"), ("y", "delta_y")] {
        let [x, delta] = [x, delta].map(column);
        assert!(table.windows(2).all(|rows| rows[0][x] + rows[0][delta] == rows[1][x]));
    }
}

#[test]
fn a_lesson_is_traced_with_its_own_surface_start_rate_and_steps() {
    let rows = fine(&["trace", "--lesson", "jitter", "--optimizer", "momentum"]);
    let lesson = OPENING;
    let last = numbers(rows.lines().last().expect("a row"));
    let mut lab = Lab::new(lesson.settings()).expect("fine settings");
    lab.go_to(lesson.steps);
    assert_eq!(last[0] as usize, lesson.steps);
    assert_eq!(last[1..3], lab.stages()[0].runs()[1].xy(lesson.steps));
}

#[test]
fn a_lesson_that_shows_phases_is_traced_by_the_steps_of_its_optimizer() {
    let rows = |more: &[&str]| fine(&[&["trace", "--lesson", "loop"], more].concat()).lines().count();
    // 96 phases are 24 steps.
    assert_eq!([rows(&[]), rows(&["--steps", "8"])], [24 + 2, 8 + 2]);
}

#[test]
fn a_lesson_that_runs_several_optimizers_asks_which() {
    let line = refused(&["trace", "--lesson", "jitter"]);
    assert!(line.contains("--optimizer") && line.contains("sgd, momentum"), "{line}");
}

#[test]
fn a_formula_is_traced_as_people_write_products() {
    let formula = |text| fine(&["trace", "--optimizer", "sgd", "--formula", text, "--start=1,2", "--steps", "3"]);
    assert_eq!(formula("2x + 2.1x^2 + y"), formula("2*x + 2.1*x^2 + y"));
    // A formula may begin with a minus sign.
    assert!(formula("-x^2 + y^2").starts_with("step,x,y,loss,grad_x,grad_y\n0,1,2,3,-2,4\n"));
}

#[test]
fn the_seed_is_what_batches_are_drawn_from() {
    let with = |seed| {
        let of =
            ["trace", "--optimizer", "sgd", "--surface", "regression", "--set", "lr=0.05", "--steps", "9", "--seed"];
        fine(&[&of[..], &[seed]].concat())
    };
    assert_eq!(with("3"), with("3"));
    assert_ne!(with("3"), with("4"));
}

#[test]
fn a_run_that_diverges_ends_before_the_bound_and_says_so() {
    let Done { code, out, err } = downhill(&["trace", "--lesson", "jitter", "--optimizer", "sgd", "--set", "lr=0.2"]);
    // 1.5·4ⁿ first exceeds 1e9 at n = 15.
    assert_eq!((code, out.lines().count()), (Some(0), 16));
    assert_eq!(
        err,
        "SGD diverged at step 15 (a coordinate passed 1e9, or the loss is no finite number); the last row is step 14.\n"
    );
    assert!(!out.contains("inf") && !out.contains("NaN"));
}

#[test]
fn a_start_without_a_loss_is_refused() {
    let line = refused(&["trace", "--optimizer", "sgd", "--formula", "1/x", "--start=0,0", "--steps", "3"]);
    assert!(line.contains("0,0") && line.contains("another start"), "{line}");
    let line = refused(&["render", "--optimizer", "sgd", "--formula", "1/0", "-o", "never.svg"]);
    assert!(line.contains("another start") && !std::path::Path::new("never.svg").exists(), "{line}");
}

#[test]
fn what_is_wrong_is_one_line_that_says_what_would_be_right() {
    let trace = |more: &[&'static str]| [&QUADRATIC[..], &["--steps", "3"], more].concat();
    let render = |more: &[&'static str]| [&["render", "--lesson", "jitter"], more].concat();
    let cases: &[(Vec<&str>, &[&str])] = &[
        (vec![], &["list, trace, render"]),
        (vec!["paint"], &["paint", "list, trace, render"]),
        (vec!["--paint"], &["--paint", "list, trace, render"]),
        (vec!["list", "--xml"], &["--xml", "--json"]),
        (trace(&["--shade"]), &["--shade", "--formula", "--explain"]),
        (vec!["trace", "--optimizer", "sgd", "--steps", "3"], &["--surface", "--formula", "--lesson"]),
        (trace(&["--lesson", "jitter"]), &["--lesson", "--surface", "cannot be used with"]),
        (vec!["trace", "--surface", "saddle", "--steps", "3"], &["--optimizer", "sgd, momentum", "adan"]),
        (vec!["trace", "--optimizer", "sgd", "--surface", "saddle"], &["--steps", "0 to 100000"]),
        (vec!["trace", "--optimizer", "sdg", "--surface", "saddle", "--steps", "1"], &["sdg", "sgd, momentum", "adan"]),
        (vec!["trace", "--optimizer", "sgd", "--surface", "sadle", "--steps", "1"], &["sadle", "quadratic, saddle"]),
        (vec!["trace", "--lesson", "jiter"], &["jiter", "jitter"]),
        (vec!["trace", "--optimizer", "a\nb", "--surface", "saddle", "--steps", "1"], &["a b", "sgd, momentum"]),
        (vec!["trace", "--optimizer", "sgd", "--formula", "2 + sin x", "--steps", "1"], &["column 5", "sin(x)"]),
        (trace(&["--set", "beta1=0.9"]), &["beta1", "lr"]),
        (trace(&["--set", "lr=-1"]), &["lr", "-1", "1e-6 to 10"]),
        (trace(&["--set", "lr=NaN"]), &["lr", "NaN", "1e-6 to 10"]),
        (trace(&["--set", "lr=fast"]), &["lr=fast", "a number"]),
        (trace(&["--set", "lr"]), &["“lr”", "NAME=VALUE"]),
        (trace(&["--set", "surface.k=1"]), &["“k”", "kappa, rotation"]),
        (trace(&["--set", "surface.kappa=0"]), &["kappa", "from 1 to"]),
        (trace(&["--start=4"]), &["'4'", "-4,1.5"]),
        (trace(&["--start=4,inf"]), &["start's y", "-1e9 to 1e9"]),
        (trace(&["--seed=-1"]), &["-1", "0 to 4294967295"]),
        ([&QUADRATIC[..], &["--steps", "100001"]].concat(), &["100001", "0 to 100000"]),
        ([&QUADRATIC[..], &["--steps", "-1"]].concat(), &["-1", "0 to 100000"]),
        (render(&[]), &["--out"]),
        (render(&["-o", "a.bmp"]), &["a.bmp", ".svg", ".png"]),
        (render(&["-o", "a.svg", "--theme", "sepia"]), &["sepia", "light, dark, projector"]),
        (render(&["-o", "a.svg", "--size", "3x3"]), &["3x3", "100 to 16384"]),
        (render(&["-o", "a.svg", "--step", "100001"]), &["100001", "0 to 100000"]),
        (render(&["-o", "a.svg", "--set", "3.lr=1"]), &["3.lr=1", "1 to 2"]),
        (render(&["-o", "no-such-folder/a.svg"]), &["no-such-folder/a.svg"]),
        (render(&["-o", "a.svg", "--link", "#v=1"]), &["--lesson", "--link", "cannot be used with"]),
        (render(&["-o", "a.svg", "--format", "png"]), &["--all"]),
        (vec!["render", "--all", "-o", "a", "--format", "bmp"], &["bmp", "svg, png, gif"]),
        (vec!["render", "--all", "-o", "a", "--step", "3"], &["--all", "--step", "cannot be used with"]),
        (vec!["render", "--all", "-o", "Cargo.toml"], &["Cargo.toml"]),
        (vec!["render", "--all"], &["--out"]),
        (vec!["render", "--link", "#v=1&lesson=sadle", "-o", "a.svg"], &["sadle", "saddle"]),
        (vec!["render", "--link", "#v=2", "-o", "a.svg"], &["version 1"]),
        (vec!["render", "--link", "#view=1,0,0,1", "-o", "a.svg"], &["view=1,0,0,1", "left, right"]),
    ];
    for (arguments, right) in cases {
        let line = refused(arguments);
        assert!(right.iter().all(|part| line.contains(part)), "{arguments:?}: {line}");
    }
}

#[test]
fn the_list_for_programs_has_every_id_and_every_range() {
    let json: serde_json::Value = serde_json::from_str(&fine(&["list", "--json"])).expect("JSON");
    let ids = |kind: &str| -> Vec<String> {
        let of = |entry: &serde_json::Value| entry["id"].as_str().expect("an id").to_owned();
        json[kind].as_array().expect("a list").iter().map(of).collect()
    };
    assert_eq!(ids("optimizers"), OPTIMIZERS.iter().map(|entry| entry.info.id).collect::<Vec<_>>());
    assert_eq!(ids("surfaces"), SURFACES.iter().map(|entry| entry.info.id).collect::<Vec<_>>());
    assert_eq!(ids("lessons"), LESSONS.iter().map(|lesson| lesson.id).collect::<Vec<_>>());
    for (entry, listed) in OPTIMIZERS.iter().zip(json["optimizers"].as_array().expect("a list")) {
        assert_eq!((listed["paper"].as_str(), listed["url"].as_str()), (Some(entry.info.paper), Some(entry.info.url)));
        for (param, listed) in entry.params.iter().zip(listed["params"].as_array().expect("a list")) {
            let number = |key: &str| listed[key].as_f64();
            let [default, min, max] = [param.default, param.min, param.max].map(Some);
            assert_eq!((number("default"), number("min"), number("max")), (default, min, max), "{}", param.id);
            assert_eq!((listed["id"].as_str(), listed["doc"].as_str()), (Some(param.id), Some(param.doc)));
        }
    }
}

#[test]
fn the_list_for_programs_tells_where_each_lesson_and_each_live_link_leads() {
    let json: serde_json::Value = serde_json::from_str(&fine(&["list", "--json"])).expect("JSON");
    let mut found = 0;
    for (lesson, listed) in LESSONS.iter().zip(json["lessons"].as_array().expect("a list")) {
        let leads = |at: &serde_json::Value| link::parse(at.as_str().expect("a link"));
        assert_eq!(leads(&listed["link"]), (lesson.settings(), vec![]), "{}", lesson.id);
        assert_eq!(listed["telling"].as_u64(), Some(lesson.telling as u64));
        assert!(listed["description"].as_str().expect("text").starts_with(&format!("Step {}.", lesson.telling)));
        let sentences = listed["sentences"].as_array().expect("a list");
        assert!(lesson.settings().runs.iter().filter(|run| run.on).count() == sentences.len(), "{}", lesson.id);
        let told = |text: &serde_json::Value| {
            listed["description"].as_str().expect("text").contains(text.as_str().unwrap_or_default())
        };
        assert!(told(&listed["remark"]) && sentences.iter().all(|sentence| told(&sentence["text"])), "{}", lesson.id);
        let links = listed["links"].as_object().expect("an object");
        for (patch, to) in links {
            let amended = link::amend(&lesson.settings(), patch).expect("a fine patch");
            assert_eq!(leads(to), (amended, vec![]), "{}: {patch}", lesson.id);
            assert!(lesson.prose.contains(&format!("data-set=\"{}\"", patch.replace('&', "&amp;"))), "{patch}");
        }
        let distinct: std::collections::BTreeSet<_> =
            lesson.prose.split("data-set=\"").skip(1).map(|rest| rest.split('"').next()).collect();
        assert_eq!(links.len(), distinct.len(), "{}", lesson.id);
        found += links.len();
    }
    assert!(found > LESSONS.len());
}

#[test]
fn the_list_for_people_has_every_id() {
    let list = fine(&["list"]);
    let ids = OPTIMIZERS.iter().map(|e| e.info.id).chain(SURFACES.iter().map(|e| e.info.id));
    for id in ids.chain(LESSONS.iter().map(|lesson| lesson.id)) {
        assert!(list.lines().any(|line| line.split_whitespace().next() == Some(id)), "{id}");
    }
}

#[test]
fn a_link_is_traced_for_the_steps_of_its_lesson() {
    let rows = fine(&["trace", "--link", "https://example.org/#v=1&1.lr=0.05", "--optimizer", "sgd"]);
    assert!(rows == fine(&["trace", "--lesson", "jitter", "--optimizer", "sgd", "--set", "lr=0.05"]));
}

#[test]
fn the_step_that_a_link_shows_does_not_lengthen_its_trace() {
    let shown = OPENING.steps + 30;
    let link = format!("#v=1&runs=sgd&step={shown}");
    let rows = |more: &[&str]| fine(&[&["trace", "--link", &link], more].concat()).lines().count();
    assert_eq!([rows(&[]), rows(&["--steps", "20"])], [OPENING.steps + 2, 20 + 2]);
}

#[test]
fn a_reader_who_has_had_enough_is_no_error() {
    for arguments in [&[&QUADRATIC[..], &["--steps", "100000"]].concat()[..], &["list", "--json"]] {
        let mut child = command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut first = String::new();
        BufReader::with_capacity(16, child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
        let mut err = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("text");
        assert!(!first.is_empty());
        assert_eq!((child.wait().expect("it ends").code(), err.as_str()), (Some(0), ""));
    }
}

#[cfg(unix)]
#[test]
fn bytes_that_are_no_text_are_refused_like_anything_else() {
    use std::os::unix::ffi::OsStrExt;
    let odd = std::ffi::OsStr::from_bytes(b"--\xff");
    for before in [&[][..], &["list"], &["trace", "--lesson"], &["render", "--lesson"]] {
        let output = command(before).arg(odd).output().expect("it runs");
        let err = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!((output.status.code(), err.lines().count()), (Some(2), 1), "{err}");
    }
}

#[test]
fn help_is_no_error() {
    for arguments in [&["--help"][..], &["--version"], &["trace", "--help"]] {
        assert!(!fine(arguments).is_empty());
    }
}
