//! Running one program: announced, timed, and with advice where it fails.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

use crate::log::{self, say};

/// The top of the work tree, which every program is run from.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask lies in the work tree").to_owned()
}

/// Cargo's folder for what it builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// A program with its arguments, to be run from the top of the work tree.
pub(crate) fn program(name: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

/// The cargo that runs us, with these arguments.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments)
}

/// True once `cargo xtask test` has built the command line: no further cargo need look.
static BUILT: AtomicBool = AtomicBool::new(false);

/// From now on [`downhill`] is the program that is built.
pub(crate) fn downhill_is_built() {
    BUILT.store(true, Ordering::Relaxed);
}

/// The path of a program of the workspace, beside this one.
pub(crate) fn built_program(name: &str) -> PathBuf {
    let this = env::current_exe().expect("the system tells where this program is");
    this.with_file_name(name)
}

/// Our own command line, to be run on this machine.
pub(crate) fn downhill() -> Command {
    if BUILT.load(Ordering::Relaxed) {
        return program(built_program("downhill"), &[]);
    }
    cargo(&["run", "--quiet", "--package", "downhill", "--"])
}

/// Says what is done and does it.
///
/// # Errors
/// Where the program cannot be started or fails; the message holds the program's line and this advice.
pub(crate) fn run(what: &str, command: &mut Command, advice: &str) -> Result<()> {
    say(&format!("==> {what}"));
    let line = shown(command);
    log::takes_output_of(command)?;
    let status = log::timed(what, || command.status());
    let status = status.with_context(|| format!("{what}: `{line}` cannot be started. {advice}"))?;
    if !status.success() {
        bail!("{what} failed ({status}).\n  It ran: {line}\n  Next: {advice}");
    }
    Ok(())
}

/// Does the program run and succeed, whatever it prints?
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// The path of a program on PATH.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// All files of a folder and its folders, sorted.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Copies a folder with all that is in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from)? {
        let copy = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(copy.parent().unwrap_or(to)).with_context(|| to.display().to_string())?;
        fs::copy(&file, &copy).with_context(|| file.display().to_string())?;
    }
    Ok(())
}
