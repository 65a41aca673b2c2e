//! The native command line.

// Not private, for the fuzzer: fuzz/fuzz_targets/trace.rs takes it from here.
pub(crate) mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
