//! Small damages to the core, one at a time: does a test notice?

mod named;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::step::{cargo, target};
use crate::tools::{CARGO_MUTANTS, path_with};

/// A module of the core, and the modules of `tests/native.rs` that stand for it.
struct Module {
    name: &'static str,
    tests: &'static [&'static str],
}

const MODULES: &[Module] = &[
    Module { name: "optimizer", tests: &["golden", "optimizers", "angulargrad", "switching", "rules", "branch"] },
    Module { name: "run", tests: &["run", "allocation", "optimizers", "branch"] },
    Module { name: "measure", tests: &["measure", "run"] },
    Module { name: "contour", tests: &["contour"] },
    Module { name: "jet", tests: &["jets", "surfaces"] },
    Module { name: "surface", tests: &["surface_formulas", "surfaces", "jets", "data", "python"] },
    Module { name: "formula", tests: &["formula", "python", "jets", "surfaces"] },
    Module { name: "link", tests: &["link"] },
];

/// What became of the mutants of a module.
#[derive(Default)]
struct Score {
    killed: usize,
    timed_out: usize,
    unviable: usize,
    /// The names of those that no test noticed, with how many bear each.
    survivors: BTreeMap<String, usize>,
}

/// Mutates a module, or every one; of its mutants all, or the share `K/N`.
///
/// # Errors
/// Where a mutant survives that is not named with a reason, or one that is named does not.
pub(crate) fn mutants(module: Option<&str>, shard: Option<&str>) -> Result<()> {
    let chosen: Vec<&Module> = MODULES.iter().filter(|known| module.is_none_or(|name| known.name == name)).collect();
    if chosen.is_empty() {
        let known: Vec<&str> = MODULES.iter().map(|module| module.name).collect();
        bail!("`{}` is none of the modules: {}", module.unwrap_or_default(), known.join(", "));
    }
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for module in chosen {
        let score = mutate(module, shard)?;
        wrong.extend(complaints(module.name, &score, shard.is_some()));
        rows.push((module.name, score));
    }
    print(&rows);
    if !wrong.is_empty() {
        bail!("{}\n  Next: a test that notices it, or its reason in xtask/src/mutants/named.rs", wrong.join("\n"));
    }
    Ok(())
}

fn mutate(module: &Module, shard: Option<&str>) -> Result<Score> {
    let path = path_with(&[CARGO_MUTANTS.ensure()?])?;
    println!("==> mutating {}", module.name);
    let output = target().join("mutated").join(module.name);
    fs::create_dir_all(&output)?;
    let mut mutants = cargo(&["mutants", "--package", "downhill", "--profile", "mutants", "--no-shuffle"]);
    mutants.args(["--colors", "never"]);
    mutants.args(["--file", &format!("src/{}.rs", module.name), "--file", &format!("src/{}/**", module.name)]);
    mutants.args(["--minimum-test-timeout", "20", "--build-timeout", "120", "--output"]).arg(&output);
    mutants.args(shard.iter().flat_map(|shard| ["--shard", shard, "--sharding", "round-robin"]));
    // As arguments of every cargo: those after `--` would be of the tests alone, and all of them would be built.
    mutants.args(["--cargo-arg=--lib", "--cargo-arg=--test=native", "--", "--"]);
    // After that the arguments of the tests. The one that is skipped takes a minute, and the other tests of formulas find what it finds.
    mutants.arg(format!("{}::", module.name)).args(module.tests.iter().map(|test| format!("{test}::")));
    mutants.args(["--skip", "a_million_random_token_strings"]);
    // Its copy of the tree lies elsewhere each time; what the core depends on is compiled once all the same.
    mutants.env("PATH", path).env("CARGO_TARGET_DIR", target().join("mutated/target"));
    // One failing case is enough, and need not be the simplest.
    mutants.env("PROPTEST_CASES", "32").env("PROPTEST_MAX_SHRINK_ITERS", "0");
    let status = mutants.status().context("cargo mutants cannot be started")?;
    // 0: all were killed. 2 and 3: some survived, or took too long.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        bail!("cargo mutants failed on {} ({status}); its own message says why", module.name);
    }
    read(&output.join("mutants.out/outcomes.json"))
}

fn read(outcomes: &Path) -> Result<Score> {
    let text = fs::read_to_string(outcomes).with_context(|| outcomes.display().to_string())?;
    let outcomes: Value = serde_json::from_str(&text)?;
    let mut score = Score::default();
    for outcome in outcomes["outcomes"].as_array().context("cargo mutants wrote no outcomes")? {
        let mutant = &outcome["scenario"]["Mutant"];
        match outcome["summary"].as_str() {
            Some("CaughtMutant") => score.killed += 1,
            Some("Timeout") => score.timed_out += 1,
            Some("Unviable") => score.unviable += 1,
            Some("MissedMutant") => *score.survivors.entry(name(mutant)?).or_default() += 1,
            // The tests without a mutant.
            _ => {}
        }
    }
    Ok(score)
}

/// The mutant's name without line and column, which move.
fn name(mutant: &Value) -> Result<String> {
    let [full, file] = ["name", "file"].map(|key| mutant[key].as_str());
    let (full, file) = (full.context("a mutant has a name")?, file.context("a mutant has a file")?);
    let what = full.split_once(": ").map_or(full, |(_, what)| what);
    Ok(format!("{file}: {what}"))
}

/// Survivors without a name, and names without a survivor; the latter only where all mutants were tried.
fn complaints(module: &str, score: &Score, part: bool) -> Vec<String> {
    let named = named::all();
    let unnamed = score.survivors.iter().filter(|(name, count)| *count > named.get(*name).unwrap_or(&0));
    let mut wrong: Vec<String> = unnamed.map(|(name, count)| format!("survived ({count}): {name}")).collect();
    let here = |name: &str| ['.', '/'].iter().any(|next| name.starts_with(&format!("src/{module}{next}")));
    if !part {
        let fewer = named.iter().filter(|(name, count)| score.survivors.get(*name).unwrap_or(&0) < *count);
        wrong.extend(fewer.filter(|(name, _)| here(name)).map(|(name, _)| format!("named, but noticed: {name}")));
    }
    wrong
}

fn print(rows: &[(&str, Score)]) {
    println!("{:10} {:>7} {:>9} {:>9} {:>9} {:>7}", "module", "killed", "timed out", "survived", "unviable", "score");
    for (name, score) in rows {
        let survived: usize = score.survivors.values().sum();
        let noticed = score.killed + score.timed_out;
        let share = 100.0 * noticed as f64 / (noticed + survived).max(1) as f64;
        let Score { killed, timed_out, unviable, .. } = score;
        println!("{name:10} {killed:7} {timed_out:9} {survived:9} {unviable:9} {share:5.1} %");
    }
}
