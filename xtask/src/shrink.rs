//! The last step of a release build: the same page in fewer bytes.
//!
//! Trunk calls it (`Trunk.toml`, post_build), so that `trunk build --release` and `cargo xtask build` give the same site.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::step::{program, root, run};
use crate::tools::npm_packages;

/// Shrinks the site that Trunk is about to put in place; leaves a debug build as it is.
pub(crate) fn shrink() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("Trunk runs this step: try `cargo xtask build`")?;
    if env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    let site = PathBuf::from(staging);
    npm_packages()?;
    module(&site)?;
    let mut texts = files(&site, &["js", "css"])?;
    texts.extend(files(&site.join("js"), &["js"])?);
    let mut esbuild = program(root().join("www/node_modules/.bin/esbuild"), &["--minify", "--allow-overwrite"]);
    esbuild.args(["--log-level=warning", "--charset=utf8"]);
    esbuild.arg(format!("--outdir={}", site.display())).arg(format!("--outbase={}", site.display()));
    run("shrinking scripts and styles", esbuild.args(texts), "mend what esbuild says above")
}

/// binaryen's own pass over the module, from npm: the one that Debian packages writes a module that fails as it starts.
fn module(site: &Path) -> Result<()> {
    let module = site.join("downhill_bg.wasm");
    let mut wasm_opt = program(root().join("www/node_modules/.bin/wasm-opt"), &["-O3", "--strip-debug"]);
    wasm_opt.args(["--strip-producers", "--strip-target-features"]).arg(&module).arg("-o").arg(&module);
    run("shrinking the module", &mut wasm_opt, "mend what wasm-opt says above")
}

fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
    if found.is_empty() {
        bail!("{} holds nothing to shrink", folder.display());
    }
    found.sort();
    Ok(found)
}
