//! Any arguments of `downhill trace` are a trajectory, or a refusal in one sentence.

#![no_main]

// The command line is no part of the library. Of its commands, this one writes to stdout alone.
#[path = "../../src/main.rs"]
#[expect(dead_code, reason = "its own entry, which ends the process")]
mod program;

libfuzzer_sys::fuzz_target!(|text: &str| {
    // An argument is a line, as in the files of the corpus.
    let arguments: Vec<_> = ["downhill", "trace"].into_iter().chain(text.lines()).map(Into::into).collect();
    if let Err(sentence) = program::cli::run(&arguments) {
        assert!(!sentence.trim().is_empty());
    }
});
