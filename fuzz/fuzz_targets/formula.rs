//! Random formulas, for what `bears/formula.rs` claims.

#![no_main]

#[path = "../bears/formula.rs"]
mod formula;

libfuzzer_sys::fuzz_target!(|text: &str| formula::bears(text));
