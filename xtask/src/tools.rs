//! The programs from crates.io, each at the version that this project was made with.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::step::{cargo, find, program, root, run, succeeds, target};

/// The target that the page is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A program that `cargo install` builds.
pub(crate) struct Tool {
    krate: &'static str,
    version: &'static str,
    /// The programs it brings; the first one tells its version.
    programs: &'static [&'static str],
    options: &'static [&'static str],
}

/// Must be the very version of the library in Cargo.toml. Without `--locked`: its lock file asks for a crate that was
/// withdrawn.
pub(crate) const WASM_BINDGEN: Tool = Tool {
    krate: "wasm-bindgen-cli",
    version: "0.2.130",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    options: &[],
};

/// The last one that Rust 1.95 builds. A debug build serves fast enough and takes half the time.
pub(crate) const TRUNK: Tool = Tool {
    krate: "trunk",
    version: "0.21.14",
    programs: &["trunk"],
    options: &["--locked", "--debug", "--no-default-features", "--features", "rustls"],
};

/// Drives Firefox.
pub(crate) const GECKODRIVER: Tool =
    Tool { krate: "geckodriver", version: "0.36.0", programs: &["geckodriver"], options: &["--locked"] };

/// Checks the licences and sources of dependencies.
pub(crate) const CARGO_DENY: Tool =
    Tool { krate: "cargo-deny", version: "0.20.2", programs: &["cargo-deny"], options: &["--locked", "--debug"] };

/// Makes random input, and watches where it leads.
pub(crate) const CARGO_FUZZ: Tool =
    Tool { krate: "cargo-fuzz", version: "0.13.2", programs: &["cargo-fuzz"], options: &["--locked", "--debug"] };

/// Damages the source, one small place at a time.
pub(crate) const CARGO_MUTANTS: Tool =
    Tool { krate: "cargo-mutants", version: "27.1.0", programs: &["cargo-mutants"], options: &["--locked", "--debug"] };

impl Tool {
    /// The folder of its programs, after installing it where it is not there.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        if let Some(folder) = self.on_path() {
            return Ok(folder);
        }
        let own = own_folder()?.join(format!("{}-{}", self.krate, self.version));
        let bin = own.join("bin");
        if !self.is_in(&bin) {
            let what = format!("installing {} {} (a few minutes, once)", self.krate, self.version);
            let mut install = cargo(&["install", self.krate, "--version", self.version]);
            install.args(self.options).arg("--root").arg(&own);
            // One folder for all of them, so that what they share is compiled once.
            install.env("CARGO_TARGET_DIR", target().join("tools"));
            run(&what, &mut install, "is the crate registry within reach? If so, its own message says what it lacks")?;
            if !self.is_in(&bin) {
                bail!("{} {} was installed, but its programs are not in {}", self.krate, self.version, bin.display());
            }
        }
        Ok(bin)
    }

    fn on_path(&self) -> Option<PathBuf> {
        let folder = find(self.programs[0])?.parent()?.to_owned();
        self.is_in(&folder).then_some(folder)
    }

    /// Are all of its programs there, in the right version?
    fn is_in(&self, folder: &std::path::Path) -> bool {
        // As its own program, or as the command of cargo's that cargo-mutants insists on being.
        let command = self.krate.trim_start_matches("cargo-");
        let tells = |arguments: &[&str]| {
            let version = Command::new(folder.join(self.programs[0])).args(arguments).output();
            let text = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
            text.is_ok_and(|text| text.split_whitespace().any(|word| word == self.version))
        };
        (tells(&["--version"]) || tells(&[command, "--version"]))
            && self.programs.iter().all(|name| folder.join(name).is_file())
    }
}

/// PATH with these folders before all others.
pub(crate) fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&path));
    Ok(env::join_paths(all)?)
}

/// Makes sure that Rust can compile for the browser.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let mut sysroot = program("rustc", &["--print", "target-libdir", "--target", WASM]);
    let output = sysroot.output().context("rustc cannot be started: install Rust by rustup")?;
    let folder = PathBuf::from(String::from_utf8(output.stdout)?.trim());
    if folder.read_dir().is_ok_and(|mut files| files.next().is_some()) {
        return Ok(());
    }
    if !succeeds(&mut program("rustup", &["--version"])) {
        bail!("Rust has no {WASM} target, and there is no rustup to add it: install that target of your Rust");
    }
    run("adding Rust's WebAssembly target", &mut program("rustup", &["target", "add", WASM]), "is the network there?")
}

/// The folder with the packages that check and shrink the page; none of them is shipped.
pub(crate) const PAGE: &str = "www";

/// The folder with Lighthouse: apart, for its packages are many, and no build needs them.
pub(crate) const LIGHTHOUSE: &str = "tests/lighthouse";

/// The folder with the package that the bench draws isolines against: apart, for nothing else needs it.
pub(crate) const BENCH: &str = "tests/bench";

/// The packages of a folder's `package-lock.json`.
pub(crate) fn npm_packages(folder: &str) -> Result<()> {
    if find("npm").is_none() {
        bail!("there is no npm: install Node.js 20 or later");
    }
    let page = root().join(folder);
    // A copy of the lock file stands beside what was installed from it.
    let (lock, installed) = (page.join("package-lock.json"), page.join("node_modules/.installed-lock.json"));
    if fs::read(&installed).is_ok_and(|copy| fs::read(&lock).is_ok_and(|lock| lock == copy)) {
        return Ok(());
    }
    let mut npm = program("npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(
        &format!("installing the npm packages of {folder}"),
        npm.current_dir(page),
        "is the npm registry within reach?",
    )?;
    fs::copy(lock, installed).context("what was installed cannot be noted down")?;
    Ok(())
}

/// Where this project's tools are kept, apart from the developer's own.
fn own_folder() -> Result<PathBuf> {
    let home = match env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => env::home_dir().context("neither CARGO_HOME nor a home folder is set")?.join(".cargo"),
    };
    Ok(home.join("downhill-tools"))
}
