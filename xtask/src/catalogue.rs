//! What the core knows, for pages that are written while building: lessons, optimizers and surfaces as `downhill list --json` has
//! them, so that no text and no rule is copied.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::log::say;
use crate::step::downhill;

/// The whole catalogue as one JSON object with `optimizers`, `surfaces` and `lessons`.
///
/// # Errors
/// Where the native command line cannot be compiled or run.
pub(crate) fn read() -> Result<Value> {
    say("==> reading the catalogue");
    let output = downhill().args(["list", "--json"]).output()?;
    if !output.status.success() {
        bail!("the catalogue cannot be read: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("`downhill list --json` wrote no JSON")
}

/// One of its lists.
pub(crate) fn list<'a>(catalogue: &'a Value, name: &str) -> Result<&'a [Value]> {
    let list = catalogue[name].as_array().with_context(|| format!("the catalogue has no {name}"))?;
    Ok(list)
}

/// What it says of one of its entries.
pub(crate) fn text<'a>(entry: &'a Value, key: &str) -> Result<&'a str> {
    entry[key].as_str().with_context(|| format!("the catalogue gives no {key} of {}", entry["id"]))
}
