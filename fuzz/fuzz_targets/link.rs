//! Random links, for what `bears/link.rs` claims.

#![no_main]

#[path = "../bears/link.rs"]
mod link;

libfuzzer_sys::fuzz_target!(|text: &str| link::bears(text));
