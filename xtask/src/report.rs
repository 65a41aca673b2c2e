//! The checks that were made, how they went, and how long they took.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use crate::log::{logged, longest};
use crate::step::target;

/// Work that took less is not worth a row.
const WORTH_TELLING: Duration = Duration::from_secs(2);

/// The outcome of a check; a panic is a failure, so that the other checks are made and told.
fn caught(check: impl FnOnce() -> Result<()>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(check))
        .unwrap_or_else(|_| Err(anyhow!("the command itself has a fault; its message is above")))
}

struct Row {
    name: String,
    time: Duration,
    outcome: Result<()>,
}

/// The checks that were made, each with its time and outcome.
pub(crate) struct Report {
    start: Instant,
    /// The folder for the output of checks that run in parallel.
    logs: PathBuf,
    rows: Mutex<Vec<Row>>,
    skipped: Mutex<Vec<String>>,
}

impl Report {
    /// # Errors
    /// Where its folder cannot be made.
    pub(crate) fn new() -> Result<Self> {
        let logs = target().join("test");
        // An earlier run has left its logs.
        drop(fs::remove_dir_all(&logs));
        fs::create_dir_all(&logs)?;
        Ok(Self { start: Instant::now(), logs, rows: Mutex::default(), skipped: Mutex::default() })
    }

    /// Makes a check beside which no other runs: the person reads along.
    pub(crate) fn alone(&self, name: &str, check: impl FnOnce(&str) -> Result<()>) {
        println!("\n=== {name}");
        let begin = Instant::now();
        let outcome = caught(|| check(name));
        if let Err(error) = &outcome {
            println!("FAILED: {error:#}");
        }
        self.note(name, begin, outcome);
    }

    /// Makes a check beside others: what it says is told in one piece when it is done.
    pub(crate) fn beside(&self, name: &str, check: impl FnOnce(&str) -> Result<()>) {
        println!("... {name}");
        let begin = Instant::now();
        let log = self.logs.join(format!("{}.log", name.replace(|c: char| !c.is_alphanumeric(), "-")));
        let outcome = logged(&log, || caught(|| check(name)));
        let said = fs::read(&log).map_or_else(
            |error| format!("its log is lost: {error}\n"),
            |said| String::from_utf8_lossy(&said).into_owned(),
        );
        let failed = outcome.as_ref().err().map_or_else(String::new, |error| format!("FAILED: {error:#}\n"));
        println!("\n=== {name}\n{said}{failed}");
        self.note(name, begin, outcome);
    }

    fn note(&self, name: &str, begin: Instant, outcome: Result<()>) {
        let row = Row { name: name.to_owned(), time: begin.elapsed(), outcome };
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).push(row);
    }

    /// Notes a check that could not be made, and is not counted as failed.
    pub(crate) fn skip(&self, name: &str, why: &anyhow::Error) {
        println!("SKIPPED: {name}: {why:#}");
        self.skipped.lock().unwrap_or_else(PoisonError::into_inner).push(name.to_owned());
    }

    /// Tells all of it.
    ///
    /// # Errors
    /// Where any check failed.
    pub(crate) fn close(self) -> Result<()> {
        let rows = self.rows.into_inner().unwrap_or_else(PoisonError::into_inner);
        let skipped = self.skipped.into_inner().unwrap_or_else(PoisonError::into_inner);
        println!("\n=== the programs that took longest; two chains of them run beside each other");
        for (time, what) in longest(WORTH_TELLING) {
            println!("{:>7.1} s  {what}", time.as_secs_f64());
        }
        println!("\n=== summary");
        for Row { name, time, outcome } in &rows {
            let verdict = if outcome.is_ok() { "ok    " } else { "FAILED" };
            println!("{verdict} {:>7.1} s  {name}", time.as_secs_f64());
        }
        for name in &skipped {
            println!("SKIPPED            {name}: nothing is known of it; why, stands above");
        }
        println!("       {:>7.1} s  in all", self.start.elapsed().as_secs_f64());
        let failed = rows.iter().filter(|row| row.outcome.is_err()).count();
        println!("{} passed, {failed} failed, {} skipped", rows.len() - failed, skipped.len());
        if failed > 0 {
            bail!("{failed} of {} checks failed; each FAILED line above says why and what to do next", rows.len());
        }
        Ok(())
    }
}
