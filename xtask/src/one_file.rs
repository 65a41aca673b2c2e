//! The page as one file that opens from a disk: styles, scripts and the module within it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::about::canonical;
use crate::dist::with_poster;
use crate::finish::{SCRIPTS, esbuild};
use crate::log::say;
use crate::page::{between, read, write as write_page};
use crate::policy::{self, Policy};
use crate::step::{copy_folder, root, target};

/// Its name in the site.
const NAME: &str = "downhill.html";

/// The folder of its own start, below `www/`.
const START: &str = "one-file";

/// Writes it into the site, and tells its size.
///
/// # Errors
/// Where a part of the page cannot be put into it.
pub(crate) fn write(site: &Path, address: Option<&str>) -> Result<()> {
    let [script, worker] = bundled(site)?;
    let mut page = String::new();
    for line in read(&root().join("www/index.html"))?.lines() {
        let within = |before: &str| between(line, before, "\"").map(|file| read(&site.join(file)));
        if line.contains("preload\"") {
            // What it would fetch is within.
        } else if line.contains("rel=\"css\"") || line.contains("rel=\"stylesheet\"") {
            page += &format!("<style>{}</style>\n", within("href=\"").context("a style has no file")??.trim());
        } else if line.contains("js/main.js") {
            let module = fs::read(site.join("downhill_bg.wasm"))?;
            page += &format!(
                "<script type=\"application/wasm\" id=\"module\">{}</script>\n",
                BASE64_STANDARD.encode(module)
            );
            page += &format!("<script type=\"text/plain\" id=\"worker\">{}</script>\n", worker.trim());
            page += &format!("<script type=\"module\">{}</script>\n", script.trim());
        } else if line.contains("<script") {
            page += &format!("<script>{}</script>\n", within("src=\"").context("a script has no file")??.trim());
        } else if line.contains("rel=\"icon\"") {
            let icon = read(&site.join("icon.svg"))?;
            page +=
                &format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">\n", BASE64_STANDARD.encode(icon));
            page += &address.map(canonical).unwrap_or_default();
        } else if !line.contains("data-trunk") {
            page += line;
            page.push('\n');
        }
    }
    let page = with_poster(&page, site)?.replacen("<html ", "<html data-one-file ", 1);
    let path = site.join(NAME);
    write_page(&path, &page)?;
    policy::guard(&path, &Policy::ONE_FILE)?;
    say(&format!("    {NAME}: {:.2} MB", fs::metadata(&path)?.len() as f64 / 1e6));
    Ok(())
}

/// The scripts of the page in one, and those of its worker: from their sources, with the bindings of the module.
fn bundled(site: &Path) -> Result<[String; 2]> {
    let sources = target().join(START);
    if sources.exists() {
        fs::remove_dir_all(&sources)?;
    }
    for folder in SCRIPTS.iter().chain(&[START]) {
        copy_folder(&root().join("www").join(folder), &sources.join(folder))?;
    }
    fs::copy(site.join("downhill.js"), sources.join("downhill.js"))?;
    let script = |name: &str, form: &[&str]| {
        let entry = sources.join(START).join(name);
        let options = [&["--target=es2022", "--bundle"], form].concat();
        esbuild("putting all scripts into one", &sources, &options, std::slice::from_ref(&entry))?;
        read(&entry)
    };
    // No module, and so without an address of its own: it is given what else it would fetch.
    let worker = ["--format=iife", "--define:import.meta.url=undefined"];
    let scripts = [script("main.js", &["--format=esm"])?, script("worker.js", &worker)?];
    if scripts.iter().any(|script| script.contains("</script") || script.contains("<!--")) {
        bail!("the scripts hold what would end them in a document");
    }
    Ok(scripts)
}
