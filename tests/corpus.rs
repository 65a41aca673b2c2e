//! What the fuzzers begin with, and what they have found, is borne: each file of `fuzz/corpus/`.

use std::path::Path;
use std::process::Command;
use std::{fs, str};

#[path = "../fuzz/bears/formula.rs"]
mod formula;
#[path = "../fuzz/bears/link.rs"]
mod link;

/// The inputs of a target: as with the fuzzer, those that are text.
fn inputs(target: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("it can be read").path());
    let texts = files.filter_map(|file| String::from_utf8(fs::read(file).expect("it can be read")).ok());
    let texts: Vec<_> = texts.collect();
    assert!(texts.len() > 5, "{target}: {}", texts.len());
    texts
}

#[test]
fn every_link_of_the_corpus_gives_settings_in_range() {
    inputs("link").iter().for_each(|text| link::bears(text));
}

#[test]
fn every_formula_of_the_corpus_is_read_or_refused() {
    inputs("formula").iter().for_each(|text| formula::bears(text));
}

#[test]
fn every_trace_of_the_corpus_is_written_or_refused_in_one_line() {
    // No program can be given a zero byte.
    for text in inputs("trace").iter().filter(|text| !text.contains('\0')) {
        let output = Command::new(env!("CARGO_BIN_EXE_downhill")).arg("trace").args(text.lines()).output();
        let output = output.expect("it starts");
        let said = str::from_utf8(&output.stderr).expect("it is text");
        match output.status.code() {
            Some(0) => assert!(!output.stdout.is_empty(), "{text:?}"),
            code => {
                assert_eq!(code, Some(2), "{text:?}: {said}");
                assert!(output.stdout.is_empty() && said.lines().count() == 1, "{text:?}: {said}");
            }
        }
    }
}
