//! What the page weighs and costs, and what it looks like: reports, which never fail on a time, but where what is compared is not the
//! same. What it weighs is a test besides.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};

use crate::step::{cargo, files_below, program, root, run};
use crate::tools::{BENCH, LIGHTHOUSE, npm_packages};
use crate::{browsers, dist, finish, module};

/// All bytes that cross the network before the first lesson moves: the whole page with its catalogue.
const BUDGET: usize = 400_000;

/// Files that the page asks for as it opens, icon included, and folders of them.
const FIRST: [&str; 10] = [
    "index.html",
    "themes.css",
    "style.css",
    "downhill.js",
    "downhill_bg.wasm",
    "js",
    "lecture",
    "look",
    "lab/lab.css",
    "icon.svg",
];

/// What is measured, in this order.
const PARTS: [&str; 8] = ["sizes", "load", "phone", "frames", "throng", "rest", "steps", "terrain"];

/// Measures all parts or one on the page as it is hosted, and prints the numbers; `soak` is how many seconds the throng runs on.
///
/// # Errors
/// Where something cannot be measured, or a peer does not do the same as ours.
pub(crate) fn bench(only: Option<&str>, soak: u32) -> Result<()> {
    if let Some(unknown) = only.filter(|only| !PARTS.contains(only)) {
        bail!("the bench has no part `{unknown}`; the parts are {}", PARTS.join(", "));
    }
    dist::dist(None)?;
    PARTS.into_iter().filter(|part| only.is_none_or(|only| only == *part)).try_for_each(|part| measure(part, soak))
}

fn measure(part: &str, soak: u32) -> Result<()> {
    match part {
        "sizes" => sizes(),
        "load" => page("measuring the first contour", &["load"]),
        "phone" => phone(),
        "frames" => page("measuring frames", &["frames"]),
        "throng" => page("measuring many runs for a long time", &["throng", &soak.to_string()]),
        "rest" => page("counting what is done out of sight", &["rest"]),
        "steps" => page("measuring steps", &["steps"]),
        _ => terrain(),
    }
}

/// What Lighthouse measures of the page on a phone that it simulates.
fn phone() -> Result<()> {
    npm_packages(LIGHTHOUSE)?;
    let mut times = program("node", &["tests/lighthouse/times.mjs"]);
    times.arg(browsers::ensure()?.chromium);
    run("measuring the load as on a phone", &mut times, "mend what it says above")
}

/// The picture of a surface against that of d3-contour, by a module of ours that has its parts one at a time.
fn terrain() -> Result<()> {
    npm_packages(BENCH)?;
    let folder = root().join("target/bench/site");
    module::for_bench(&folder)?;
    finish::module(&folder)?;
    page("measuring pictures of surfaces", &["terrain"])
}

/// Takes pictures of the page in each browser.
pub(crate) fn shots() -> Result<()> {
    dist::dist(None)?;
    page("taking pictures into target/shots/", &["shots"])
}

/// Runs a part of the bench on the built page.
fn page(what: &str, arguments: &[&str]) -> Result<()> {
    let mut part = cargo(&["run", "--quiet", "--package", "downhill-bench"]);
    if arguments == ["steps"] {
        part.arg("--release"); // native steps are measured, too
    }
    part.arg("--").args(arguments);
    browsers::ensure_for(&mut part)?;
    run(what, &mut part, "mend what it says above")
}

/// Bytes of each file of the site, raw and gzip.
fn weights() -> Result<Vec<(PathBuf, [usize; 2])>> {
    let dist = root().join("dist");
    let weigh = |file: PathBuf| {
        let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&bytes)?;
        Ok((file.strip_prefix(&dist)?.to_owned(), [bytes.len(), gzip.finish()?.len()]))
    };
    files_below(&dist)?.into_iter().map(weigh).collect()
}

/// Whether the file is one of these, or in one of these folders.
fn lies_in(name: &Path, folders: &[&str]) -> bool {
    folders.iter().any(|folder| name.starts_with(folder))
}

/// # Errors
/// Where more crosses the network before the first lesson moves than is meant to.
pub(crate) fn within_budget() -> Result<()> {
    let first: usize = weights()?.iter().filter(|(name, _)| lies_in(name, &FIRST)).map(|(_, [_, gzip])| gzip).sum();
    if first > BUDGET {
        bail!(
            "{first} bytes gzip cross the network before the first lesson moves, {} too many; `cargo xtask bench --only sizes` tells whose",
            first - BUDGET
        );
    }
    Ok(())
}

fn sizes() -> Result<()> {
    println!("\n{:>10} {:>10}  file of dist/", "bytes", "gzip");
    let (mut before, mut asked) = ([0, 0], [0, 0]);
    for (name, [bytes, small]) in weights()? {
        println!("{bytes:>10} {small:>10}  {}", name.display());
        let sum = if lies_in(&name, &FIRST) { &mut before } else { &mut asked };
        *sum = [sum[0] + bytes, sum[1] + small];
    }
    let verdict = if before[1] <= BUDGET { "within" } else { "OVER" };
    println!(
        "{:>10} {:>10}  before the first lesson moves, {verdict} the budget of {BUDGET} bytes gzip",
        before[0], before[1]
    );
    println!("{:>10} {:>10}  for those who ask for it\n", asked[0], asked[1]);
    Ok(())
}
