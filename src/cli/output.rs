//! Where results go: all of it, or nothing.

use std::io::{ErrorKind, Write};
use std::path::Path;

/// Writes to stdout. That the reader had enough, as `head` has, is no error.
pub(super) fn write(text: &str) -> Result<(), String> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("The output cannot be written: {error}.")),
        _ => Ok(()),
    }
}

/// Writes a file beside its place and moves it there, so that there is never half of it.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let refused = |error| format!("{} cannot be written: {error}.", path.display());
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path)).map_err(|error| {
        // It may not even have been begun.
        let _ = std::fs::remove_file(&part);
        refused(error)
    })
}
