//! Random input for whatever takes text from outside: formulas, links, arguments.

use std::fs;

use anyhow::Result;

use crate::step::{cargo, root, run};
use crate::tools::{CARGO_FUZZ, path_with};

/// The programs of `fuzz/fuzz_targets/`.
const TARGETS: [&str; 3] = ["formula", "link", "trace"];

/// Tries each target for so many seconds, beginning with its corpus. What is found on the way is kept beside it, in `fuzz/target/`.
///
/// # Errors
/// Where an input was found that a target does not bear; libFuzzer says which, and where it has written it.
pub(crate) fn fuzz(seconds: u32) -> Result<()> {
    let path = path_with(&[CARGO_FUZZ.ensure()?])?;
    for target in TARGETS {
        let (found, corpus) = (format!("fuzz/target/found/{target}"), format!("fuzz/corpus/{target}"));
        fs::create_dir_all(root().join(&found))?;
        // Without sanitizers, which only a nightly compiler has: nothing here is unsafe.
        let mut fuzz = cargo(&["fuzz", "run", "--sanitizer=none", target, &found, &corpus, "--"]);
        // What `trace` writes to stdout is of no interest.
        fuzz.args([&format!("-max_total_time={seconds}"), "-timeout=20", "-close_fd_mask=1", "-max_len=4096"]);
        let advice = "mend it, and keep the input as a test";
        run(&format!("fuzzing {target} for {seconds} s"), fuzz.env("PATH", &path), advice)?;
    }
    Ok(())
}
