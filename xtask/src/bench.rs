//! What the page weighs and costs, and what it looks like: reports, which never fail on a number.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

use crate::step::{cargo, root, run};
use crate::{browsers, dist, everything};

/// All bytes that cross the network before the first lesson moves. What follows is loaded when that is done.
const BUDGET: usize = 150_000;

/// Prints the size of every file of the page, what a frame costs, and what grows while it runs for `soak` seconds.
pub(crate) fn bench(soak: u32) -> Result<()> {
    dist::dist()?;
    sizes()?;
    suite("measuring frames", &["--frames"])?;
    suite("measuring many runs for a long time", &["--throng", &soak.to_string()])?;
    suite_in("release", "measuring steps", &["--steps"])
}

/// Takes pictures of the page in each browser.
pub(crate) fn shots() -> Result<()> {
    dist::dist()?;
    suite("taking pictures into target/shots/", &["--shots"])
}

/// Runs the end-to-end suite on the built page.
pub(crate) fn suite(what: &str, arguments: &[&str]) -> Result<()> {
    suite_in("dev", what, arguments)
}

fn suite_in(profile: &str, what: &str, arguments: &[&str]) -> Result<()> {
    let mut suite = cargo(&["test", "--quiet", "--profile", profile, "--features", "browser-tests"]);
    suite.args(["--test", "browser", "--"]);
    suite.args(arguments);
    browsers::ensure_for(&mut suite)?;
    run(what, &mut suite, "each failure above says what the page showed; target/shots/ (`cargo xtask shots`) shows it")
}

fn sizes() -> Result<()> {
    let dist = root().join("dist");
    let mut files = Vec::new();
    collect(&dist, &mut files)?;
    files.sort();
    println!("\n{:>10} {:>10}  file of dist/", "bytes", "gzip");
    let (mut before, mut after, mut embeds) = ([0, 0], [0, 0], [0, 0]);
    for file in &files {
        let bytes = fs::read(file).with_context(|| file.display().to_string())?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&bytes)?;
        let small = gzip.finish()?.len();
        let name = file.strip_prefix(&dist)?;
        println!("{:>10} {small:>10}  {}", bytes.len(), name.display());
        let later =
            name.starts_with(everything::FOLDER) || everything::LATER.iter().any(|folder| name.starts_with(folder));
        let embedded = name.starts_with(everything::EMBED) || name == Path::new("embed.js");
        let sum = if later {
            &mut after
        } else if embedded {
            &mut embeds
        } else {
            &mut before
        };
        *sum = [sum[0] + bytes.len(), sum[1] + small];
    }
    let verdict = if before[1] <= BUDGET { "within" } else { "OVER" };
    println!(
        "{:>10} {:>10}  before the first lesson moves, {verdict} the budget of {BUDGET} bytes gzip",
        before[0], before[1]
    );
    println!("{:>10} {:>10}  after that: the whole catalogue", after[0], after[1]);
    println!("{:>10} {:>10}  for embeds alone\n", embeds[0], embeds[1]);
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
