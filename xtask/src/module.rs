//! Compiles the core to WebAssembly, apart from Trunk, which compiles the same.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::step::{cargo, program, run, target};
use crate::tools::{WASM, WASM_BINDGEN, ensure_wasm_target};

/// The feature with which the module has what only the bench calls. It is in no site.
pub(crate) const BENCH: &str = "bench";

/// How the module is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As it is hosted.
    Release,
    /// Quick to build.
    Dev,
}

impl Profile {
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dev => "debug",
        }
    }
}

/// A target folder of its own, in which cargo compiles for WebAssembly beside what is native.
pub(crate) fn beside() -> PathBuf {
    target().join("wasm")
}

/// Compiles the module. In a release Trunk does the same, and finds it compiled.
///
/// # Errors
/// What the compiler says.
pub(crate) fn compile(profile: Profile) -> Result<()> {
    let mut build = compiler(profile);
    if profile == Profile::Dev {
        build.env("CARGO_TARGET_DIR", beside());
    }
    ensure_wasm_target()?;
    run("compiling the module", &mut build, "mend what the compiler says above")
}

/// Writes the bindings of a module that [`compile`] has compiled into a folder, with their types.
///
/// # Errors
/// Where wasm-bindgen cannot be had, or is of another version than the crate.
pub(crate) fn bindings(profile: Profile, folder: &Path) -> Result<()> {
    let compiled = if profile == Profile::Dev { beside() } else { target() };
    bind(&compiled, profile, folder, &[])
}

/// Compiles the module with what only the bench calls, and writes it with its bindings into a folder.
///
/// # Errors
/// What the compiler says.
pub(crate) fn for_bench(folder: &Path) -> Result<()> {
    let compiled = target().join(BENCH);
    ensure_wasm_target()?;
    let mut build = compiler(Profile::Release);
    // With other features in one folder, each build would undo the other's.
    build.args(["--features", BENCH]).env("CARGO_TARGET_DIR", &compiled);
    run("compiling the module of the bench", &mut build, "mend what the compiler says above")?;
    bind(&compiled, Profile::Release, folder, &["--no-typescript"])
}

fn compiler(profile: Profile) -> Command {
    let mut build = cargo(&["build", "--lib", "--no-default-features", "--target", WASM]);
    if profile == Profile::Release {
        build.arg("--release");
    }
    build
}

fn bind(compiled: &Path, profile: Profile, folder: &Path, options: &[&str]) -> Result<()> {
    let mut bind = program(WASM_BINDGEN.ensure()?.join("wasm-bindgen"), &["--target", "web"]);
    bind.args(options).arg("--out-dir").arg(folder);
    bind.arg(compiled.join(WASM).join(profile.folder()).join("downhill.wasm"));
    run("writing its bindings", &mut bind, "is wasm-bindgen in Cargo.toml the version in xtask/src/tools.rs?")
}
