//! All tests of the core, the command line and the documents on this machine.

mod allocation;
mod anatomy;
mod angulargrad;
mod branch;
mod cli;
mod contour;
mod corpus;
mod data;
mod docs;
mod drawing;
mod exhibits;
mod export;
mod formula;
mod golden;
mod jets;
mod lessons;
mod link;
mod markup;
mod measure;
mod optimizers;
mod python;
mod rules;
mod run;
mod scripts;
mod sentences;
mod slides;
mod soak;
mod surface_formulas;
mod surfaces;
mod sweep;
mod switching;

/// Cargo compiles what is listed here, and says nothing of a file that is not.
#[test]
fn every_file_of_tests_is_listed() {
    let list = include_str!("native.rs");
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests")).expect("a folder") {
        let path = entry.expect("it can be read").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let is_listed = list.lines().any(|line| line == format!("mod {name};"));
        // `wasm` is a binary of its own, and `alike` a part of that one and of the scenarios.
        let is_elsewhere = ["native", "wasm", "alike"].contains(&name.as_str());
        assert!(path.extension().is_none_or(|end| end != "rs") || is_listed || is_elsewhere, "{name} is not listed");
    }
}
