//! Every check of the project, in groups. A check that cannot be run has failed; Lighthouse alone, whose packages are large, is
//! skipped where npm has it not.

use std::ffi::{OsStr, OsString};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::browsers::{self, Browsers};
use crate::step::{cargo, program, root, run};
use crate::tools::{CARGO_DENY, LIGHTHOUSE, PAGE, WASM, WASM_BINDGEN, ensure_wasm_target, npm_packages};
use crate::{bench, dist, everything, site};

/// Checks that need the same things.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// The core on this machine, and the state of the sources.
    Native,
    /// The core as WebAssembly in browsers.
    Wasm,
    /// The page's scripts.
    Web,
    /// The page, end to end.
    Browser,
    /// The page, as Lighthouse judges it.
    Lighthouse,
}

impl Group {
    const ALL: [(&'static str, Self); 5] = [
        ("native", Self::Native),
        ("web", Self::Web),
        ("wasm", Self::Wasm),
        ("browser", Self::Browser),
        ("lighthouse", Self::Lighthouse),
    ];

    /// # Errors
    /// Where there is no such group.
    pub(crate) fn named(name: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, group)| *group).with_context(|| {
            let names = Self::ALL.map(|(name, _)| name).join(", ");
            format!("there is no group `{name}`; the groups are {names}")
        })
    }
}

/// Runs all groups or one; `scenario` narrows the browser group.
///
/// # Errors
/// Where any check failed, after all of them have run.
pub(crate) fn test(only: Option<Group>, scenario: Option<&str>) -> Result<()> {
    let mut report = Report::default();
    for (name, group) in Group::ALL {
        if only.is_none_or(|only| only == group) {
            println!("\n=== {name}");
            match group {
                Group::Native => native(&mut report),
                Group::Web => web(&mut report),
                Group::Wasm => wasm(&mut report),
                Group::Browser => browser(&mut report, scenario),
                Group::Lighthouse => lighthouse(&mut report),
            }
        }
    }
    report.close()
}

/// Looks the dependencies up in the list of known vulnerabilities. Apart from the tests: it changes without our doing.
///
/// # Errors
/// What is known of a dependency.
pub(crate) fn advisories() -> Result<()> {
    let mut deny = program(CARGO_DENY.ensure()?.join("cargo-deny"), &["check", "advisories"]);
    run(
        "looking for known vulnerabilities",
        &mut deny,
        "update the dependency, or pass it over in deny.toml with a reason",
    )
}

/// The long form of the tests' soak (`tests/soak.rs`).
///
/// # Errors
/// What went wrong, and where.
pub(crate) fn soak() -> Result<()> {
    let arguments = ["test", "--release", "--test", "soak", "--", "--ignored", "--nocapture"];
    run("a million steps of every optimizer on every surface", &mut cargo(&arguments), "mend what it says above")
}

fn native(report: &mut Report) {
    let mend = "mend what it says above";
    report.check("formatting", |what| run(what, &mut cargo(&["fmt", "--all", "--check"]), "run `cargo fmt --all`"));
    report.check("clippy", |what| {
        let arguments = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "--deny", "warnings"];
        run(what, &mut cargo(&arguments), mend)
    });
    report.check("clippy for WebAssembly", |what| {
        ensure_wasm_target()?;
        // The module that the page opens with, and that with the whole catalogue and what the bench needs.
        let whole = ["--test", "wasm", "--test", "formula", "--features", everything::BENCH];
        for further in [&[][..], &whole] {
            let mut clippy = cargo(&["clippy", "--lib", "--no-default-features", "--target", WASM]);
            run(what, clippy.args(further).args(["--", "--deny", "warnings"]), mend)?;
        }
        Ok(())
    });
    report.check("native tests", |what| run(what, &mut cargo(&["test", "--workspace"]), mend));
    report.check("documentation", |what| {
        let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]);
        run(what, doc.env("RUSTDOCFLAGS", "--deny warnings"), mend)
    });
    report.check("licences, bans and sources of dependencies", |what| {
        let mut deny = program(CARGO_DENY.ensure()?.join("cargo-deny"), &["check", "licenses", "bans", "sources"]);
        run(what, &mut deny, "replace the dependency, or allow it in deny.toml with a reason")
    });
}

fn web(report: &mut Report) {
    report.check("types of the page's scripts", |what| {
        npm_packages(PAGE)?;
        site::bindings()?;
        for project in ["www/tsconfig.json", "www/tsconfig.worker.json"] {
            let mut tsc = program(root().join("www/node_modules/.bin/tsc"), &["--project", project]);
            run(what, &mut tsc, "mend what it says above")?;
        }
        Ok(())
    });
}

fn wasm(report: &mut Report) {
    let browsers = match browsers::ensure() {
        Ok(browsers) => browsers,
        Err(error) => return report.check("browsers for the WebAssembly tests", |_| Err(error)),
    };
    let Browsers { chromedriver, geckodriver, firefox, .. } = &browsers;
    report.check("WebAssembly tests in Chromium", |what| wasm_tests(what, &[("CHROMEDRIVER", chromedriver.into())]));
    report.check("WebAssembly tests in Firefox", |what| {
        // Firefox writes into the home folder, which need not be writable.
        let home = root().join("target/browser-home");
        std::fs::create_dir_all(&home)?;
        let binary = format!("--binary={}", firefox.display());
        let environment =
            [("GECKODRIVER", geckodriver.into()), ("GECKODRIVER_ARGS", binary.into()), ("HOME", home.into_os_string())];
        wasm_tests(what, &environment)
    });
}

/// Runs the WebAssembly suite in the browser whose driver this environment names.
fn wasm_tests(what: &str, environment: &[(&str, OsString)]) -> Result<()> {
    ensure_wasm_target()?;
    let runner = WASM_BINDGEN.ensure()?.join("wasm-bindgen-test-runner");
    // The runner takes the first driver that its environment names. Set for the runner alone: cargo needs its own HOME.
    let mut words = vec![OsString::from("env")];
    for driver in ["CHROMEDRIVER", "GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER"] {
        words.extend(["-u".into(), driver.into()]);
    }
    for (name, value) in environment {
        words.push([OsStr::new(name), OsStr::new("="), value].into_iter().collect());
    }
    words.push(runner.into_os_string());
    let quoted: Vec<String> = words.iter().map(|word| format!("{:?}", word.to_string_lossy())).collect();
    let config = format!("target.{WASM}.runner = [{}]", quoted.join(", "));
    let mut tests = cargo(&["test", "--no-default-features", "--features", everything::FOLDER, "--target", WASM]);
    tests.args(["--test", "wasm", "--test", "formula", "--config", &config]);
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", root().join("tests/webdriver.json"));
    // For all tests of a file together: 20 s unless it is said.
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    run(what, &mut tests, "mend what it says above")
}

/// The site as it is hosted, built once for all groups that look at it.
fn site_for_tests() -> Result<()> {
    static BUILT: AtomicBool = AtomicBool::new(false);
    if !BUILT.load(Ordering::Relaxed) {
        dist::dist(None)?;
        BUILT.store(true, Ordering::Relaxed);
    }
    Ok(())
}

fn browser(report: &mut Report, scenario: Option<&str>) {
    report.check("bytes before the first lesson moves", |_| {
        site_for_tests()?;
        bench::within_budget()
    });
    report.check("the page in Chromium, Firefox and WebKitGTK", |what| {
        site_for_tests()?;
        bench::suite(what, scenario.as_slice())
    });
}

fn lighthouse(report: &mut Report) {
    let name = "Lighthouse, as on a phone";
    if let Err(error) = npm_packages(LIGHTHOUSE) {
        return report.skip(name, &error);
    }
    report.check(name, |what| {
        site_for_tests()?;
        let mut judge = program("node", &["tests/lighthouse/judge.mjs"]);
        judge.arg(browsers::ensure()?.chromium);
        run(what, &mut judge, "mend what stands under the score above; a performance is low on a machine that is busy")
    });
}

/// What was checked, and how it went.
#[derive(Default)]
struct Report {
    rows: Vec<(String, f64, Result<()>)>,
    skipped: Vec<String>,
}

impl Report {
    fn check(&mut self, name: &str, check: impl FnOnce(&str) -> Result<()>) {
        let start = Instant::now();
        let outcome = check(name);
        if let Err(error) = &outcome {
            eprintln!("FAILED: {error:#}");
        }
        self.rows.push((name.to_owned(), start.elapsed().as_secs_f64(), outcome));
    }

    /// Notes a check that could not be made, and is not counted as failed.
    fn skip(&mut self, name: &str, why: &anyhow::Error) {
        eprintln!("SKIPPED: {name}: {why:#}");
        self.skipped.push(name.to_owned());
    }

    fn close(self) -> Result<()> {
        println!("\n=== summary");
        for (name, seconds, outcome) in &self.rows {
            let verdict = if outcome.is_ok() { "ok    " } else { "FAILED" };
            println!("{verdict} {seconds:>7.1} s  {name}");
        }
        for name in &self.skipped {
            println!("SKIPPED            {name}: nothing is known of it; why, stands above");
        }
        let failed = self.rows.iter().filter(|(_, _, outcome)| outcome.is_err()).count();
        println!("{} passed, {failed} failed, {} skipped", self.rows.len() - failed, self.skipped.len());
        if failed > 0 {
            bail!("{failed} of {} checks failed; each FAILED line above says why and what to do next", self.rows.len());
        }
        Ok(())
    }
}
