//! The speaker's window: a page that reveal.js's plugin for notes carries as a string and writes into a window it opens.

use anyhow::{Context, Result};

/// What of it a policy must allow.
pub(super) struct View {
    /// Its one inline style sheet.
    pub(super) style: String,
    /// Its one inline script.
    pub(super) script: String,
    /// Its one inline style attribute.
    pub(super) hidden: &'static str,
}

/// Cuts it out of the plugin's source.
///
/// # Errors
/// Where the plugin is not as we know it: another version, whose window must be looked at.
pub(super) fn view(plugin: &str) -> Result<View> {
    const WRITE: &str = "document.write(\"";
    let known = "reveal.js's plugin for notes writes another window than that of 6.0.2";
    let from = plugin.find(WRITE).context(known)? + WRITE.len();
    let page = unquoted(&plugin[from..]).context(known)?;
    let between = |open: &str, close: &str| {
        let (_, rest) = page.split_once(open)?;
        let (inside, after) = rest.split_once(close)?;
        (!after.contains(open)).then(|| inside.to_owned())
    };
    let hidden = "display: none";
    let styled = page.matches(" style=\"").count();
    (styled == page.matches(&format!(" style=\"{hidden}\"")).count()).then_some(()).context(known)?;
    Ok(View {
        style: between("<style>", "</style>").context(known)?,
        script: between("<script>", "</script>").context(known)?,
        hidden,
    })
}

/// The text of a JavaScript string up to its closing quote.
fn unquoted(source: &str) -> Option<String> {
    let mut text = String::new();
    let mut characters = source.chars();
    loop {
        match characters.next()? {
            '"' => return Some(text),
            '\\' => text.push(match characters.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'x' => {
                    let digits: String = characters.by_ref().take(2).collect();
                    char::from(u8::from_str_radix(&digits, 16).ok()?)
                }
                plain @ ('"' | '\'' | '\\' | '/' | '`') => plain,
                _ => return None,
            }),
            plain => text.push(plain),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::view;

    const PLUGIN: &str = r#"t.document.write("<style>\n	b { color: red }</style><p style=\"display: none\"></p>\x3Cscript>say(\"\\n\")\x3C/script>")"#;

    #[test]
    fn style_and_script_are_cut_out_as_the_browser_will_read_them() {
        let view = view(PLUGIN).expect("a window");
        assert_eq!((view.style.as_str(), view.script.as_str()), ("\n\tb { color: red }", "say(\"\\n\")"));
    }

    #[test]
    fn another_window_is_refused() {
        for (piece, other) in [
            ("document.write", "document.append"),
            ("\\x3C/script>", "</script><script></script>"),
            ("display: none", "color: red"),
        ] {
            assert!(view(&PLUGIN.replacen(piece, other, 1)).is_err(), "{other}");
        }
    }
}
