//! The last step of a build: in a release the same page in fewer bytes.
//!
//! Trunk calls it (`Trunk.toml`, post_build), so that `trunk build --release` and `cargo xtask build` give the same site.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::page::{read, write};
use crate::policy::{self, Policy};
use crate::step::{program, root, run};
use crate::tools::{PAGE, npm_packages};

/// The folders of the page's scripts and styles.
pub(crate) const SCRIPTS: [&str; 4] = ["js", "lecture", "look", "lab"];

/// The folder of what the page loads in a frame of another page alone.
pub(crate) const EMBED: &str = "embed";

/// Shrinks the site that Trunk is about to put in place, unless it is a debug build.
pub(crate) fn finish() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("Trunk runs this step: try `cargo xtask build`")?;
    let site = PathBuf::from(staging);
    if env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    npm_packages(PAGE)?;
    module(&site)?;
    let mut modules = Vec::new();
    let mut texts = files(&site, &["js", "css"])?;
    for folder in SCRIPTS.iter().chain(&[EMBED]).map(|folder| site.join(folder)) {
        modules.extend(files(&folder, &["js"])?);
        if folder.file_name().is_some_and(|name| name != "js") {
            texts.extend(files(&folder, &["css"])?);
        }
    }
    let (old, modules): (Vec<_>, Vec<_>) =
        modules.into_iter().partition(|path| OLD.iter().any(|name| path.ends_with(name)));
    bundle(&site, &modules)?;
    // What is bundled, too: there a name is as short as it is common in all files, here in its own.
    texts.extend(files(&site.join("js"), &["js"])?.into_iter().filter(|path| !old.contains(path)));
    esbuild("shrinking styles and bindings", &site, &["--target=es2020"], &texts)?;
    esbuild("shrinking the scripts for old browsers", &site, &["--target=es5"], &old)?;
    page(&site)?;
    policy::guard(&site.join("index.html"), &Policy::PAGE)
}

/// The page in fewer bytes: no line is indented.
fn page(site: &Path) -> Result<()> {
    let path = site.join("index.html");
    let page = read(&path)?;
    let bare = page.lines().map(str::trim_start).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    write(&path, &format!("{bare}\n"))
}

/// The module that the page asks for.
const ENTRY: &str = "js/main.js";

/// The scripts of the worker and of embeds. Each is one file with all that it imports, so that the page does not carry it.
const ALONE: [&str; 2] = ["lab/worker.js", "embed/frame.js"];

/// Puts the page's modules into one file: fewer requests, and a fifth fewer bytes than each file for itself.
fn bundle(site: &Path, modules: &[PathBuf]) -> Result<()> {
    let mut entries = vec![site.join(ENTRY)];
    entries.extend(ALONE.map(|script| site.join(script)));
    let options = ["--target=es2020", "--bundle", "--format=esm", "--external:../downhill.js"];
    esbuild("putting the scripts together", site, &options, &entries)?;
    for module in modules.iter().filter(|module| !entries.contains(module)) {
        fs::remove_file(module).with_context(|| module.display().to_string())?;
    }
    Ok(())
}

/// The scripts that must run in browsers in which the page does not, to say so: esbuild refuses newer syntax in them.
const OLD: [&str; 2] = ["failure.js", "theme.js"];

/// Shrinks these files of the site in place.
pub(crate) fn esbuild(what: &str, site: &Path, options: &[&str], texts: &[PathBuf]) -> Result<()> {
    let mut esbuild = program(root().join("www/node_modules/.bin/esbuild"), &["--minify", "--allow-overwrite"]);
    esbuild.args(["--log-level=warning", "--charset=utf8"]).args(options);
    esbuild.arg(format!("--outdir={}", site.display())).arg(format!("--outbase={}", site.display()));
    run(what, esbuild.args(texts), "mend what esbuild says above")
}

/// binaryen's own pass over the module, from npm: the one that Debian packages writes a module that fails as it starts.
pub(crate) fn module(folder: &Path) -> Result<()> {
    let module = folder.join("downhill_bg.wasm");
    let mut wasm_opt = program(root().join("www/node_modules/.bin/wasm-opt"), &["-O3"]);
    wasm_opt.args(["--strip-debug", "--strip-producers", "--strip-target-features"]);
    wasm_opt.arg(&module).arg("-o").arg(&module);
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
