//! The lecture as slides: the template of `www/slides/` filled with what the core knows, and reveal.js bundled with our scripts.

mod speaker;
mod template;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::page::{read, write};
use crate::policy::{self, Policy};
use crate::step::{downhill, program, root, run};
use crate::tools::{PAGE, npm_packages};

/// Its folder in the site, and that of its sources in the page's.
pub(crate) const FOLDER: &str = "slides";

/// What reveal.js's bundle holds of others; the notice is asked for by their licence, the same as reveal's.
const MARKED: &str = "
The speaker's notes hold marked: Copyright (c) 2018+, MarkedJS; Copyright (c) 2011-2018, Christopher Jeffrey. Its terms are
those above.
";

/// Writes the deck into the site.
///
/// # Errors
/// Where a slide asks for what the catalogue has not, lacks its time or notes, or the lecture does not take its ninety minutes.
pub(crate) fn build(site: &Path, catalogue: &Value) -> Result<()> {
    npm_packages(PAGE)?;
    let (source, deck) = (root().join(PAGE).join(FOLDER), site.join(FOLDER));
    let reveal = root().join(PAGE).join("node_modules/reveal.js");

    let mut bundle = program(root().join(PAGE).join("node_modules/.bin/esbuild"), &["--bundle", "--minify"]);
    bundle.args(["--format=esm", "--target=es2020", "--log-level=warning", "--charset=utf8"]);
    bundle.arg(format!("--outdir={}", deck.display()));
    bundle.args(["slides.js", "slides.css"].map(|file| source.join(file)));
    run("putting the slides together", &mut bundle, "mend what esbuild says above")?;

    let page = deck.join("index.html");
    let filled = template::fill(&read(&source.join("index.html"))?, catalogue).context("www/slides/index.html")?;
    write(&page, &filled.page)?;
    let pictures = deck.join(template::PICTURES);
    fs::create_dir_all(&pictures).with_context(|| pictures.display().to_string())?;
    for (name, link) in filled.pictures {
        let mut draw = downhill();
        draw.args(["render", "--link", &link, "--size", "960x600", "--out"]).arg(pictures.join(&name));
        run(&format!("drawing the stage of the slide {name}"), &mut draw, "does its data-live hold a link?")?;
    }
    write(&deck.join("reveal-licence.txt"), &(read(&reveal.join("LICENSE"))? + MARKED))?;

    let view = speaker::view(&read(&reveal.join("dist/plugin/notes.mjs"))?)?;
    policy::guard(&page, &allowed(&view))
}

/// Its own files, and frames with pages of this site. By their hashes: what reveal.js writes into the speaker's window, which has
/// the policy of the page that opens it, and the two sheets it makes to print.
fn allowed(view: &speaker::View) -> Policy {
    let styles: Vec<_> = [view.style.as_str(), view.hidden].into_iter().chain(PRINTED).map(policy::hash).collect();
    Policy::new(
        format!("'self' {}", policy::hash(&view.script)),
        format!("'self' 'unsafe-hashes' {}", styles.join(" ")),
        "img-src 'self' data:; frame-src 'self'",
    )
}

/// As reveal.js writes them for slides of 1280 × 720 without margin.
const PRINTED: [&str; 2] = [
    "@page{size:1280px 720px; margin: 0px;}",
    ".reveal section>img, .reveal section>video, .reveal section>iframe{max-width: 1280px; max-height:720px}",
];
