//! The module with the whole catalogue, which the page loads after it has opened with the small one.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::Result;

use crate::step::{cargo, program, root, run};
use crate::tools::{WASM, WASM_BINDGEN, ensure_wasm_target};

/// Its folder in the site.
pub(crate) const FOLDER: &str = "everything";

/// The feature with which the module has what only the bench calls. It is in no site.
pub(crate) const BENCH: &str = "bench";

/// The folders of the scripts and styles that the page loads with it.
pub(crate) const LATER: [&str; 3] = ["lecture", "look", "lab"];

/// The folder of what the page loads in a frame of another page alone.
pub(crate) const EMBED: &str = "embed";

/// Compiles the module and writes it with its bindings into its folder of the site.
pub(crate) fn build(site: &Path, release: bool) -> Result<()> {
    compile(FOLDER, &site.join(FOLDER), release)
}

/// Compiles the module with a feature and writes it with its bindings into a folder.
pub(crate) fn compile(feature: &str, folder: &Path, release: bool) -> Result<()> {
    ensure_wasm_target()?;
    run(
        &format!("compiling the module with {feature}"),
        &mut compiler(feature, release),
        "mend what the compiler says above",
    )?;
    let compiled = target_of(feature).join(WASM).join(if release { "release" } else { "debug" }).join("downhill.wasm");
    let mut bind = program(WASM_BINDGEN.ensure()?.join("wasm-bindgen"), &["--target", "web", "--no-typescript"]);
    bind.arg("--out-dir").arg(folder).arg(compiled);
    run("writing its bindings", &mut bind, "is wasm-bindgen in Cargo.toml the version in xtask/src/tools.rs?")
}

/// Starts compiling the hosted module early, since linking a module uses one core. [`build`] waits on cargo's lock and reports errors.
pub(crate) fn ahead() -> Result<Child> {
    Ok(compiler(FOLDER, true).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
}

fn compiler(feature: &str, release: bool) -> Command {
    let mut build = cargo(&["build", "--lib", "--no-default-features", "--features", feature, "--target", WASM]);
    build.env("CARGO_TARGET_DIR", target_of(feature));
    if release {
        build.arg("--release");
    }
    build
}

/// A target folder of its own: with other features in one folder, each build would undo the other's.
fn target_of(feature: &str) -> PathBuf {
    root().join("target").join(feature)
}
