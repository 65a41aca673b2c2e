//! Pages written while building: from templates, with what is put in escaped.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// A template's text with each `{name}` replaced by its value, which is HTML.
///
/// # Errors
/// Where the template has none of a name.
pub(crate) fn filled(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').context("the template has a { without its }")?;
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
            bail!("there is nothing to put at {{{name}}}");
        };
        page.push_str(before);
        page.push_str(value);
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}

/// Text as HTML, also between quotes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Reads a text file, which a message names.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// Writes a file, which a message names.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}

/// What stands between two parts of a text, after the first.
pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

#[cfg(test)]
mod tests {
    use super::{between, escaped, filled};

    #[test]
    fn a_template_is_filled_once_and_completely() {
        let page = filled("<p>{a}</p>{b}{a}", &[("a", "{b}"), ("b", "")]);
        assert_eq!(page.expect("all is there"), "<p>{b}</p>{b}");
        assert!(filled("{c}", &[("a", "")]).is_err());
        assert!(filled("{a", &[("a", "")]).is_err());
    }

    #[test]
    fn text_is_escaped_for_its_place() {
        assert_eq!(escaped("a < b & \"c\""), "a &lt; b &amp; &quot;c&quot;");
        assert_eq!(between("--paper: #fff; --ink: #000;", "--ink:", ";"), Some(" #000"));
        assert_eq!(between("--paper: #fff", "--paper:", ";"), None);
    }
}
