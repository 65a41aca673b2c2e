//! The Content-Security-Policy of each page of the site, written into the page itself: static hosts send no headers of ours.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// What a page may load and run beside its inline scripts, which are allowed by their hashes.
pub(crate) struct Policy {
    /// Sources of scripts.
    scripts: Cow<'static, str>,
    /// All other directives; what none of them names is forbidden.
    rest: Cow<'static, str>,
}

impl Policy {
    /// The lab: its own files and WebAssembly.
    pub(crate) const PAGE: Self = Self {
        scripts: Cow::Borrowed("'self' 'wasm-unsafe-eval'"),
        rest: Cow::Borrowed(
            "style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; media-src blob:; worker-src 'self'",
        ),
    };

    /// One that is known only while building.
    pub(crate) fn new(scripts: String, rest: String) -> Self {
        Self { scripts: scripts.into(), rest: rest.into() }
    }
}

/// The source that allows this inline script or style and no other.
pub(crate) fn hash(inline: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(inline)))
}

/// Writes the policy into the page, right behind its `<meta charset="utf-8">`. Only in a release: Trunk's server adds a script of
/// its own to the page, which loads it anew after a change.
///
/// # Errors
/// Where the page has no such line.
pub(crate) fn guard(page: &Path, policy: &Policy) -> Result<()> {
    const CHARSET: &str = r#"<meta charset="utf-8">"#;
    let text = fs::read_to_string(page).with_context(|| page.display().to_string())?;
    if !text.contains(CHARSET) {
        bail!("{} has no {CHARSET}", page.display());
    }
    let hashes: String = inline_scripts(&text).map(|script| format!(" {}", hash(script))).collect();
    let Policy { scripts, rest } = policy;
    let words =
        format!("default-src 'none'; script-src {scripts}{hashes}; {rest}; base-uri 'none'; form-action 'none'");
    let meta = format!(r#"{CHARSET}<meta http-equiv="Content-Security-Policy" content="{words}">"#);
    fs::write(page, text.replacen(CHARSET, &meta, 1)).with_context(|| page.display().to_string())
}

/// What stands between `<script …>` and `</script>`, where the tag names no file.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (tag, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!tag.contains(" src=")).then_some(script)
    })
}
