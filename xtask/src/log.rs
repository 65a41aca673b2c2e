//! Output and times of programs, where several of them run side by side.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

thread_local! {
    /// The file that receives the output of this thread and its programs; `None` prints to the terminal.
    static LOG: RefCell<Option<File>> = const { RefCell::new(None) };
}

/// Does the work while all that this thread and its programs say goes into a file.
///
/// # Errors
/// Where the file cannot be made; and those of the work.
pub(crate) fn logged(file: &Path, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let log = File::create(file).with_context(|| file.display().to_string())?;
    LOG.set(Some(log));
    let outcome = work();
    LOG.set(None);
    outcome
}

/// Says a line, to the person or into the thread's log.
pub(crate) fn say(line: &str) {
    LOG.with_borrow_mut(|log| match log {
        // A log that cannot be written loses words about a program, which says itself how it ended.
        Some(log) => drop(writeln!(log, "{line}")),
        None => println!("{line}"),
    });
}

/// Sends what a program is going to say to the thread's log, if there is one.
///
/// # Errors
/// Where the system has no more handles for the file.
pub(crate) fn takes_output_of(command: &mut Command) -> io::Result<()> {
    LOG.with_borrow(|log| {
        if let Some(log) = log {
            command.stdout(log.try_clone()?).stderr(log.try_clone()?);
        }
        Ok(())
    })
}

/// The time of each piece of work.
static TOOK: Mutex<Vec<(Duration, String)>> = Mutex::new(Vec::new());

/// Does the work and notes how long it took.
pub(crate) fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    TOOK.lock().unwrap_or_else(PoisonError::into_inner).push((start.elapsed(), what.to_owned()));
    done
}

/// All that was timed and took at least this long, the longest first.
pub(crate) fn longest(least: Duration) -> Vec<(Duration, String)> {
    let mut took = TOOK.lock().unwrap_or_else(PoisonError::into_inner).clone();
    took.retain(|(time, _)| *time >= least);
    took.sort_unstable_by_key(|(time, _)| std::cmp::Reverse(*time));
    took
}
