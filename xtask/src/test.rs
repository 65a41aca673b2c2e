//! Every check of the project, in groups. A check that cannot be run has failed; Lighthouse alone, whose packages are large, is
//! skipped where npm has it not.

use std::ffi::{OsStr, OsString};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow};

use crate::browsers::{self, Browsers};
use crate::module::{self, Profile};
use crate::report::Report;
use crate::step::{built_program, cargo, downhill_is_built, program, root, run};
use crate::tools::{CARGO_DENY, LIGHTHOUSE, PAGE, TRUNK, WASM, WASM_BINDGEN, ensure_wasm_target, npm_packages};
use crate::{bench, dist};

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

/// One check.
struct Check {
    group: Group,
    name: &'static str,
    run: fn(&str) -> Result<()>,
}

const MEND: &str = "mend what it says above";
const COMPILING: &str = "compiling for this machine";
const SITE: &str = "building the site";

/// The checks that cargo makes natively, one after the other: they share its target folder.
const NATIVE: &[Check] = &[
    Check { group: Group::Native, name: "formatting", run: formatting },
    Check { group: Group::Native, name: COMPILING, run: |_| built() },
    Check { group: Group::Native, name: "native tests", run: native_tests },
    Check { group: Group::Native, name: "clippy", run: clippy },
    Check { group: Group::Native, name: "documentation", run: documentation },
    Check { group: Group::Native, name: "licences, bans and sources of dependencies", run: licences },
];

/// The checks of what is compiled to WebAssembly, beside the native ones. The site comes late: its build needs the command line.
const MODULES: &[Check] = &[
    Check { group: Group::Browser, name: "compiling the module", run: |_| module::compile(Profile::Release) },
    Check { group: Group::Wasm, name: "WebAssembly tests in Chromium", run: wasm_in_chromium },
    Check { group: Group::Wasm, name: "WebAssembly tests in Firefox", run: wasm_in_firefox },
    Check { group: Group::Browser, name: SITE, run: |_| site_for_tests() },
    Check { group: Group::Browser, name: "bytes of the page", run: bytes },
    Check { group: Group::Web, name: "types of the page's scripts", run: types },
    Check { group: Group::Native, name: "clippy for WebAssembly", run: clippy_for_wasm },
];

/// Runs all groups or one; `scenario` narrows the browser group.
///
/// # Errors
/// Where any check failed, after all of them have run.
pub(crate) fn test(only: Option<Group>, scenario: Option<&str>) -> Result<()> {
    let wanted = |group| only.is_none_or(|only| only == group);
    let report = Report::new()?;
    report.alone("tools", |_| tools(wanted));
    std::thread::scope(|scope| {
        for chain in [NATIVE, MODULES] {
            let report = &report;
            scope.spawn(move || {
                for check in chain.iter().filter(|check| wanted(check.group)) {
                    report.beside(check.name, check.run);
                }
            });
        }
    });
    if wanted(Group::Browser) {
        report.alone("the page in Chromium, Firefox and WebKitGTK", |what| scenarios(what, scenario));
    }
    if wanted(Group::Lighthouse) {
        let name = "Lighthouse, as on a phone";
        match npm_packages(LIGHTHOUSE) {
            Ok(()) => report.alone(name, lighthouse),
            Err(error) => report.skip(name, &error),
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
    let arguments = ["test", "--release", "--test", "native", "soak::", "--", "--ignored", "--nocapture"];
    run("a million steps of every optimizer on every surface", &mut cargo(&arguments), MEND)
}

/// Installs what the wanted groups need: before all checks, since two of them may need the same.
fn tools(wanted: impl Fn(Group) -> bool) -> Result<()> {
    let page = wanted(Group::Browser) || wanted(Group::Lighthouse);
    ensure_wasm_target()?;
    if wanted(Group::Native) {
        CARGO_DENY.ensure()?;
    }
    if page || wanted(Group::Web) {
        npm_packages(PAGE)?;
    }
    if page || wanted(Group::Web) || wanted(Group::Wasm) {
        WASM_BINDGEN.ensure()?;
    }
    if page {
        TRUNK.ensure()?;
    }
    if page || wanted(Group::Wasm) {
        browsers::ensure()?;
    }
    Ok(())
}

/// Work that several checks need: the first that needs it does it, and the others wait for it.
type Once = OnceLock<Result<(), String>>;

fn once(done: &Once, work: impl FnOnce() -> Result<()>) -> Result<()> {
    done.get_or_init(|| work().map_err(|error| format!("{error:#}"))).clone().map_err(|error| anyhow!(error))
}

/// Compiles all native targets once. Another choice of targets would change cargo's features, and compile dependencies again.
fn built() -> Result<()> {
    static BUILT: Once = Once::new();
    once(&BUILT, || {
        let mut build = cargo(&["build", "--workspace", "--lib", "--bins", "--tests"]);
        run(COMPILING, &mut build, "mend what the compiler says above")?;
        downhill_is_built();
        Ok(())
    })
}

fn formatting(what: &str) -> Result<()> {
    run(what, &mut cargo(&["fmt", "--all", "--check"]), "run `cargo fmt --all`")
}

fn clippy(what: &str) -> Result<()> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "--deny", "warnings"];
    run(what, &mut cargo(&arguments), MEND)
}

/// The module as it is shipped and its tests, then with what the bench calls.
fn clippy_for_wasm(what: &str) -> Result<()> {
    for further in [&["--test", "wasm"][..], &["--features", module::BENCH]] {
        let mut clippy = cargo(&["clippy", "--lib", "--no-default-features", "--target", WASM]);
        clippy.args(further).env("CARGO_TARGET_DIR", module::beside());
        run(what, clippy.args(["--", "--deny", "warnings"]), MEND)?;
    }
    Ok(())
}

fn native_tests(what: &str) -> Result<()> {
    built()?;
    run(what, &mut cargo(&["test", "--workspace"]), MEND)
}

fn documentation(what: &str) -> Result<()> {
    let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]);
    run(what, doc.env("RUSTDOCFLAGS", "--deny warnings"), MEND)
}

fn licences(what: &str) -> Result<()> {
    let mut deny = program(CARGO_DENY.ensure()?.join("cargo-deny"), &["check", "licenses", "bans", "sources"]);
    run(what, &mut deny, "replace the dependency, or allow it in deny.toml with a reason")
}

fn types(what: &str) -> Result<()> {
    npm_packages(PAGE)?;
    // Where the site was built, its module tells the same.
    let profile = if SITE_BUILT.get().is_some() { Profile::Release } else { Profile::Dev };
    if profile == Profile::Dev {
        module::compile(profile)?;
    }
    // There www/tsconfig.json finds the types.
    module::bindings(profile, &root().join("target/bindings"))?;
    for project in ["www/tsconfig.json", "www/tsconfig.worker.json"] {
        let mut tsc = program(root().join("www/node_modules/.bin/tsc"), &["--project", project]);
        run(what, &mut tsc, MEND)?;
    }
    Ok(())
}

fn wasm_in_chromium(what: &str) -> Result<()> {
    let Browsers { chromedriver, .. } = browsers::ensure()?;
    wasm_tests(what, &[("CHROMEDRIVER", chromedriver.into())])
}

fn wasm_in_firefox(what: &str) -> Result<()> {
    let Browsers { geckodriver, firefox, .. } = browsers::ensure()?;
    // Firefox writes into the home folder, which need not be writable.
    let home = root().join("target/browser-home");
    std::fs::create_dir_all(&home)?;
    let binary = format!("--binary={}", firefox.display());
    let environment =
        [("GECKODRIVER", geckodriver.into()), ("GECKODRIVER_ARGS", binary.into()), ("HOME", home.into_os_string())];
    wasm_tests(what, &environment)
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
    let mut tests = cargo(&["test", "--no-default-features", "--target", WASM, "--test", "wasm", "--config", &config]);
    tests.env("CARGO_TARGET_DIR", module::beside());
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", root().join("tests/webdriver.json"));
    // For all tests of a file together: 20 s unless it is said.
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "240");
    run(what, &mut tests, MEND)
}

static SITE_BUILT: Once = Once::new();

/// Builds the site as it is hosted, once for all that look at it.
fn site_for_tests() -> Result<()> {
    once(&SITE_BUILT, || {
        built()?;
        dist::dist(None)
    })
}

fn bytes(_: &str) -> Result<()> {
    site_for_tests()?;
    bench::within_budget()
}

fn scenarios(what: &str, narrowed: Option<&str>) -> Result<()> {
    site_for_tests()?;
    let mut suite = program(built_program("scenarios"), &[]);
    suite.args(narrowed).env("XTASK", built_program("xtask"));
    browsers::ensure_for(&mut suite)?;
    run(what, &mut suite, "each failure above says what the page showed; target/shots/ (`cargo xtask shots`) shows it")
}

fn lighthouse(what: &str) -> Result<()> {
    site_for_tests()?;
    let mut judge = program("node", &["tests/lighthouse/judge.mjs"]);
    judge.arg(browsers::ensure()?.chromium);
    run(what, &mut judge, "mend what stands under the score above; a performance is low on a machine that is busy")
}

#[cfg(test)]
mod tests {
    use super::Group;

    #[test]
    fn hosted_ci_makes_the_checks_of_every_group() {
        let workflow = include_str!("../../.github/workflows/ci.yml");
        let parts =
            workflow.split_once("part: [").and_then(|(_, rest)| rest.split_once(']')).expect("a list of parts").0;
        let parts: Vec<&str> = parts.split(", ").map(|part| part.trim_matches('"')).collect();
        for (name, group) in Group::ALL {
            let wanted: &[&str] = match group {
                Group::Browser => &["browser chromium::", "browser firefox::", "browser webkit::"],
                _ => &[name],
            };
            assert!(wanted.iter().all(|part| parts.contains(part)), "{wanted:?} are not all in {parts:?}");
        }
    }
}
