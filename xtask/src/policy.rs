//! The Content-Security-Policy of each page of the site, written into the page itself: static hosts send no headers of ours.

use std::borrow::Cow;
use std::path::Path;

use anyhow::{Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::page::{read, write};

/// What a page may load and run beside its inline scripts and styles, which are allowed by their hashes.
pub(crate) struct Policy {
    /// Sources of scripts.
    scripts: Cow<'static, str>,
    /// Sources of styles.
    styles: Cow<'static, str>,
    /// All other directives; what none of them names is forbidden.
    rest: Cow<'static, str>,
}

impl Policy {
    /// The lab: its own files and WebAssembly.
    pub(crate) const PAGE: Self = Self {
        scripts: Cow::Borrowed("'self' 'wasm-unsafe-eval'"),
        styles: Cow::Borrowed("'self'"),
        rest: Cow::Borrowed(
            "img-src 'self' data: blob:; connect-src 'self'; media-src blob:; worker-src 'self'; manifest-src 'self'",
        ),
    };

    /// A page to read: styles and pictures, and no script at all.
    pub(crate) const STILL: Self = Self {
        scripts: Cow::Borrowed("'none'"),
        styles: Cow::Borrowed("'self'"),
        rest: Cow::Borrowed("img-src 'self'"),
    };

    /// The lab in one file: what it holds, and WebAssembly; nothing is fetched.
    pub(crate) const ONE_FILE: Self = Self {
        scripts: Cow::Borrowed("'wasm-unsafe-eval'"),
        styles: Cow::Borrowed(""),
        rest: Cow::Borrowed("img-src data: blob:; media-src blob:; worker-src blob:"),
    };

    /// One that is known only while building.
    pub(crate) fn new(scripts: String, styles: String, rest: &'static str) -> Self {
        Self { scripts: scripts.into(), styles: styles.into(), rest: rest.into() }
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
    let text = read(page)?;
    if !text.contains(CHARSET) {
        bail!("{} has no {CHARSET}", page.display());
    }
    let Policy { scripts, styles, rest } = policy;
    let (ran, worn) = (hashes(inline(&text, "script")), hashes(inline(&text, "style")));
    let words = format!(
        "default-src 'none'; script-src {scripts}{ran}; style-src {styles}{worn}; {rest}; base-uri 'none'; form-action 'none'"
    );
    let meta = format!(r#"{CHARSET}<meta http-equiv="Content-Security-Policy" content="{words}">"#);
    write(page, &text.replacen(CHARSET, &meta, 1))
}

fn hashes<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(|text| format!(" {}", hash(text))).collect()
}

/// What stands between `<script …>` and `</script>`, or the same of styles, where the tag names no file, and no type
/// that is data.
fn inline<'a>(page: &'a str, kind: &str) -> impl Iterator<Item = &'a str> {
    let (open, close) = (format!("<{kind}"), format!("</{kind}>"));
    let mut rest = page;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(&open)?;
        let (tag, after) = after.split_once('>')?;
        let (text, after) = after.split_once(&close)?;
        rest = after;
        Some((tag, text))
    })
    .filter(|(tag, _)| !tag.contains(" src=") && (!tag.contains(" type=") || tag.contains("=\"module\"")))
    .map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::{Policy, guard, inline};

    #[test]
    fn only_what_runs_and_stands_in_the_page_is_hashed() {
        let page = r#"<script src="a.js"></script><script>1 < 2</script><style>p { color: red }</style>
            <script type="application/wasm">AAAA</script><script type="module">2</script>"#;
        assert_eq!(inline(page, "script").collect::<Vec<_>>(), ["1 < 2", "2"]);
        assert_eq!(inline(page, "style").collect::<Vec<_>>(), ["p { color: red }"]);
    }

    #[test]
    fn a_page_to_read_lets_no_script_in() {
        let page = crate::step::target().join("tmp/guarded.html");
        std::fs::create_dir_all(page.parent().expect("a folder")).expect("a folder");
        std::fs::write(&page, r#"<head><meta charset="utf-8"></head>"#).expect("a file");
        guard(&page, &Policy::STILL).expect("it has its line");
        let text = std::fs::read_to_string(&page).expect("it is there");
        assert!(
            text.contains("default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self'; base-uri"),
            "{text}"
        );
        std::fs::write(&page, "<head></head>").expect("a file");
        assert!(guard(&page, &Policy::STILL).is_err());
    }
}
