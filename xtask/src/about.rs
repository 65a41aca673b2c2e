//! What others are told of the site: by its pages' heads, a manifest, and a list of its addresses.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::catalogue::list;
use crate::deck;
use crate::lessons::{self, page_of};
use crate::log::say;
use crate::page::{between, escaped, read, write as write_page};
use crate::step::root;

/// The manifest's name in the site.
const MANIFEST: &str = "manifest.webmanifest";

/// Writes the manifest, the tags of the page's head, and where the site's address is known the list of its pages.
///
/// # Errors
/// Where the page is not as it was.
pub(crate) fn write(site: &Path, catalogue: &Value, address: Option<&str>) -> Result<()> {
    say("==> writing what others are told of the site");
    let page = read(&site.join("index.html"))?;
    let title = between(&page, "<title>", "</title>").context("the page has no title")?;
    let description =
        between(&page, r#"<meta name="description" content=""#, "\"").context("the page has no description")?;

    let (name, _) = title.split_once(':').context("the page's title begins with no name")?;
    let colors = read(&root().join("www/themes.css"))?;
    let color = |property: &str| between(&colors, property, ";").map(str::trim).context("a colour has gone");
    let icon = |src: &str, sizes: &str, kind: &str| json!({ "src": src, "sizes": sizes, "type": kind, "purpose": "any maskable" });
    let manifest = json!({
        "name": title,
        "short_name": name,
        "description": description,
        "lang": "en",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": color("--paper:")?,
        "theme_color": color("--paper:")?,
        "icons": [
            icon("icon-192.png", "192x192", "image/png"),
            icon("icon-512.png", "512x512", "image/png"),
            icon("icon.svg", "any", "image/svg+xml"),
        ],
    });
    write_page(&site.join(MANIFEST), &(serde_json::to_string_pretty(&manifest)? + "\n"))?;

    const ICON: &str = r#"<link rel="icon" href="data:,">"#;
    page.contains(ICON).then_some(()).context("the page has no icon to be replaced")?;
    let mut tags = format!(
        r#"<link rel="icon" href="icon.svg"><link rel="apple-touch-icon" href="apple-touch-icon.png"><link rel="manifest" href="{MANIFEST}">"#
    );
    // A canonical link counts with its whole address alone.
    tags += &address.map(|address| hosted(address, "", title)).unwrap_or_default();
    write_page(&site.join("index.html"), &page.replacen(ICON, &tags, 1))?;
    address.map_or(Ok(()), |address| sitemap(site, catalogue, address))
}

/// The line that tells where a page belongs, whatever address it was found at.
pub(crate) fn canonical(address: &str) -> String {
    format!(r#"<link rel="canonical" href="{address}">"#)
}

/// What a page of a hosted site tells those who link to it. What they find in its title and description is not said again, but for
/// the title, which some want said so.
pub(crate) fn hosted(address: &str, path: &str, title: &str) -> String {
    let canonical = canonical(&format!("{address}{path}"));
    format!(
        r#"{canonical}<meta property="og:title" content="{title}"><meta property="og:image" content="{address}card.png"><meta name="twitter:card" content="summary_large_image">"#
    )
}

/// The list of pages for search engines: the page that moves, the slides, the list of lessons, and each of them.
fn sitemap(site: &Path, catalogue: &Value, address: &str) -> Result<()> {
    let mut pages = vec![String::new()];
    pages.extend([deck::FOLDER, lessons::FOLDER].map(|folder| format!("{folder}/index.html")));
    for lesson in list(catalogue, "lessons")? {
        pages.push(format!("{}/{}", lessons::FOLDER, page_of(lesson)?));
    }
    let entries: String =
        pages.iter().map(|page| format!("<url><loc>{}</loc></url>\n", escaped(&format!("{address}{page}")))).collect();
    let sitemap = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</urlset>\n"
    );
    write_page(&site.join("sitemap.xml"), &sitemap)
}

#[cfg(test)]
mod tests {
    use super::{MANIFEST, write};
    use crate::step::{root, target};
    use serde_json::{Value, json};
    use std::fs;

    /// The page's head, the manifest and the sitemap of a site with this address.
    fn told(name: &str, address: Option<&str>) -> (String, Value, Option<String>) {
        let site = target().join("tmp").join(name);
        drop(fs::remove_dir_all(&site));
        fs::create_dir_all(&site).expect("a folder");
        fs::copy(root().join("www/index.html"), site.join("index.html")).expect("the page");
        write(&site, &json!({ "lessons": [{ "id": "a" }, { "id": "b" }] }), address).expect("it can be written");
        let read = |name: &str| fs::read_to_string(site.join(name));
        let manifest = serde_json::from_str(&read(MANIFEST).expect("a manifest")).expect("JSON");
        let page = read("index.html").expect("the page");
        (page.split("</head>").next().unwrap_or_default().to_owned(), manifest, read("sitemap.xml").ok())
    }

    #[test]
    fn without_an_address_everything_is_relative() {
        let (head, manifest, sitemap) = told("about", None);
        assert!(!head.contains("://") && !head.contains("og:") && sitemap.is_none(), "{head}");
        assert!(!head.contains("canonical") && head.contains(MANIFEST) && !head.contains("data:,"), "{head}");
        assert_eq!((&manifest["start_url"], &manifest["short_name"]), (&json!("./"), &json!("Downhill")));
        let themes = fs::read_to_string(root().join("www/themes.css")).expect("the colours");
        for color in ["theme_color", "background_color"] {
            assert!(themes.contains(&format!("--paper: {};", manifest[color].as_str().expect("a colour"))));
        }
    }

    #[test]
    fn with_its_address_a_site_names_its_card_and_all_its_pages() {
        let (head, manifest, sitemap) = told("about-hosted", Some("https://example.org/repo/"));
        for tag in [
            r#"<link rel="canonical" href="https://example.org/repo/">"#,
            r#"property="og:image" content="https://example.org/repo/card.png""#,
            r#"name="twitter:card" content="summary_large_image""#,
        ] {
            assert!(head.contains(tag), "{tag}");
        }
        assert_eq!(manifest["start_url"], json!("./"));
        let sitemap = sitemap.expect("a sitemap");
        let pages = ["", "slides/index.html", "lessons/index.html", "lessons/a.html", "lessons/b.html"];
        assert_eq!(sitemap.matches("<loc>").count(), pages.len());
        assert!(pages.iter().all(|page| sitemap.contains(&format!("<loc>https://example.org/repo/{page}</loc>"))));
    }
}
