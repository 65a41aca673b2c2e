//! Drives the built page in Chromium, Firefox and WebKitGTK: what the [scenarios](../scenarios/main.rs) and the bench stand on.

pub mod drivers;
mod http;
pub mod page;
pub mod server;

use std::path::PathBuf;

/// The value of a browser's step, or why the browser could not take it, in words.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// The top of the work tree.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("this crate lies two folders deep").to_owned()
}

/// The folder for files that the tests write.
pub fn scratch() -> PathBuf {
    root().join("target/browser")
}
