//! Whether every page of the site leads only to files that are there.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::log::say;
use crate::page::read;
use crate::step::files_below;

/// Goes through all pages of the site.
///
/// # Errors
/// Names each address that leads nowhere, with the page that has it.
pub(crate) fn check(site: &Path) -> Result<()> {
    say("==> looking whether every link leads to a file");
    let mut lost = Vec::new();
    for page in files_below(site)?.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "html")) {
        for address in addresses(&read(&page)?) {
            if !leads(site, &page, &address) {
                lost.push(format!("{}: {address}", page.strip_prefix(site)?.display()));
            }
        }
    }
    if !lost.is_empty() {
        bail!("these lead to no file of the site:\n  {}", lost.join("\n  "));
    }
    Ok(())
}

/// What `href` and `src` say in a page's tags. Scripts within it are not looked at.
fn addresses(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        for attribute in [" href=\"", " src=\"", " data-src=\""] {
            let said = tag.split_once(attribute).and_then(|(_, value)| value.split_once('"'));
            found.extend(said.map(|(value, _)| value.replace("&amp;", "&")));
        }
        rest = match tag.starts_with("script") {
            true => after.split_once("</script>").map_or("", |(_, after)| after),
            false => after,
        };
    }
    found
}

/// Whether an address names a file of the site, as a plain server finds it. Addresses of other sites are not asked.
fn leads(site: &Path, page: &Path, address: &str) -> bool {
    if address.contains("://") || address.starts_with("data:") || address.starts_with("mailto:") {
        return true;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty() {
        return true;
    }
    let mut at: PathBuf = page.parent().unwrap_or(site).to_owned();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                at.pop();
            }
            name => at.push(name),
        }
    }
    at.starts_with(site)
        && !path.starts_with('/')
        && (at.is_file() || path.ends_with('/') && at.join("index.html").is_file())
}

#[cfg(test)]
mod tests {
    use super::{addresses, leads};
    use std::fs;

    #[test]
    fn what_leads_nowhere_is_found_and_what_scripts_hold_is_not_looked_at() {
        let page = r##"<a class="x" href="a.html?b&amp;c#d">a</a><script src="b.js"></script>
            <script>"<a href='c'>"; '<img src="c.png">'</script><img alt="" src="d.svg">"##;
        assert_eq!(addresses(page), ["a.html?b&c#d", "b.js", "d.svg"]);

        let site = crate::step::target().join("tmp/whole");
        fs::create_dir_all(site.join("lessons")).expect("a folder");
        for name in ["index.html", "lessons/index.html", "lessons/a.html"] {
            fs::write(site.join(name), "").expect("a file");
        }
        let page = site.join("lessons/a.html");
        for address in ["a.html#b", "../index.html?embed", "../", "./", "#here", "https://example.org/", "../lessons/"]
        {
            assert!(leads(&site, &page, address), "{address}");
        }
        for address in ["b.html", "index", "../a.html", "../../whole/index.html/x", "/index.html", "../lessons"] {
            assert!(!leads(&site, &page, address), "{address}");
        }
    }
}
