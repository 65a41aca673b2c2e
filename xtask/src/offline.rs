//! The service worker of the site, with the list of all files that it keeps.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::finish::esbuild;
use crate::log::say;
use crate::page::{read, write as write_page};
use crate::step::{files_below, root};
use crate::tools::{PAGE, npm_packages};

/// Its file in `www/` and in the site.
const WORKER: &str = "sw.js";

/// What nobody needs without a network: the single file, which is taken away, and what is for other machines.
const LEFT_OUT: [&str; 4] = [WORKER, "downhill.html", "card.png", "sitemap.xml"];

/// Writes the worker into a site that is complete but for it, and tells the page that it is there. The same files give
/// the same worker.
///
/// # Errors
/// Where a file cannot be read or written, or esbuild cannot be had.
pub(crate) fn write(site: &Path) -> Result<()> {
    announce(&site.join("index.html"))?;
    let files = hashes(site)?;
    let source = read(&root().join("www").join(WORKER))?;
    let mut version = Sha256::new();
    version.update(&source);
    for (name, hash) in &files {
        version.update(format!("{hash} {name}\n"));
    }
    let version: String = version.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    // A list of pairs, in the order of names.
    let list = json!({ "version": version, "files": files.iter().collect::<Vec<_>>() });
    let worker = site.join(WORKER);
    write_page(&worker, &format!("const SITE = {list};\n{source}"))?;
    npm_packages(PAGE)?;
    esbuild("shrinking the service worker", site, &["--target=es2020", "--format=iife"], &[worker])?;
    say(&format!("==> version {version} of the site, {} files", files.len()));
    Ok(())
}

/// Marks the page, which else asks for no worker: where it is served while it is written, there is none.
fn announce(page: &Path) -> Result<()> {
    const MARK: &str = "<html data-offline ";
    let text = read(page)?;
    if text.contains(MARK) {
        return Ok(());
    }
    write_page(page, &text.replacen("<html ", MARK, 1))
}

/// The hash of each file of the site by its name.
fn hashes(site: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for file in files_below(site)? {
        let name: Vec<_> = file.strip_prefix(site)?.iter().map(|part| part.to_string_lossy()).collect();
        let name = name.join("/");
        if !LEFT_OUT.contains(&name.as_str()) {
            let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
            files.insert(name, BASE64_STANDARD.encode(Sha256::digest(bytes)));
        }
    }
    Ok(files)
}
