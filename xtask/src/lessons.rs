//! Every lesson as a page without scripts: its prose and its poster, with true links into the page that moves.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::about;
use crate::catalogue::{list, text};
use crate::finish::esbuild;
use crate::log::say;
use crate::page::{escaped, filled, read, write as write_page};
use crate::policy::{self, Policy};
use crate::step::root;

/// Their folder in the site, and the folder of their templates and styles below `www/`.
pub(crate) const FOLDER: &str = "lessons";

/// Writes the list of lessons and a page for each.
///
/// # Errors
/// Where the catalogue or a template lacks something.
pub(crate) fn write(site: &Path, catalogue: &Value, address: Option<&str>) -> Result<()> {
    say("==> writing the lessons as pages without scripts");
    let (sources, folder) = (root().join("www").join(FOLDER), site.join(FOLDER));
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let lessons = list(catalogue, "lessons")?;
    let count = lessons.len().to_string();
    let page = read(&sources.join("page.html"))?;
    let put = |name: &str, title: &str, about: &str, template: &str, values: &[(&str, &str)]| {
        let (path, title) = (format!("{FOLDER}/{name}"), escaped(title));
        let hosted = address.map(|address| about::hosted(address, &path, &title)).unwrap_or_default();
        let body = filled(template, &[&[("title", title.as_str()), ("count", &count)], values].concat())?;
        let about = escaped(about);
        let values = [("title", title.as_str()), ("about", &about), ("hosted", &hosted), ("body", &body)];
        let path = folder.join(name);
        write_page(&path, &filled(&page, &values)?)?;
        policy::guard(&path, &Policy::STILL)
    };

    let template = read(&sources.join("lesson.html"))?;
    for (index, lesson) in lessons.iter().enumerate() {
        let beside = |way: &str, lesson: Option<&Value>| -> Result<String> {
            lesson.map_or(Ok(String::new()), |lesson| {
                let (id, title) = (text(lesson, "id")?, escaped(text(lesson, "title")?));
                Ok(format!("<a rel=\"{way}\" href=\"{id}.html\">{title}</a>"))
            })
        };
        let values: &[(&str, &str)] = &[
            ("id", text(lesson, "id")?),
            ("number", &(index + 1).to_string()),
            ("prose", &prose(lesson)?),
            ("question", text(lesson, "question")?),
            ("caption", &caption(lesson)?),
            ("description", &escaped(text(lesson, "description")?)),
            ("live", &escaped(&live(text(lesson, "link")?))),
            ("prev", &beside("prev", index.checked_sub(1).map(|before| &lessons[before]))?),
            ("next", &beside("next", lessons.get(index + 1))?),
        ];
        let asks = words(text(lesson, "question")?);
        put(&page_of(lesson)?, text(lesson, "title")?, &asks, &template, values)?;
    }

    let item = read(&sources.join("item.html"))?;
    let items: Result<String> = lessons
        .iter()
        .map(|lesson| {
            let (id, title) = (text(lesson, "id")?, escaped(text(lesson, "title")?));
            filled(&item, &[("id", id), ("title", &title), ("question", text(lesson, "question")?)])
        })
        .collect();
    let about = format!(
        "{count} lessons on how deep-learning optimizers move, each with its picture, to read without scripts."
    );
    put("index.html", "The lessons", &about, &read(&sources.join("index.html"))?, &[("items", &items?)])?;
    fs::copy(sources.join("lessons.css"), folder.join("lessons.css"))?;
    esbuild("shrinking their styles", site, &["--target=es2020"], &[folder.join("lessons.css")])
}

/// The name of a lesson's page.
pub(crate) fn page_of(lesson: &Value) -> Result<String> {
    Ok(format!("{}.html", text(lesson, "id")?))
}

/// The page that moves, opened by a link.
fn live(link: &str) -> String {
    if link.is_empty() { "../index.html".to_owned() } else { format!("../index.html#{link}") }
}

/// The prose, its live links leading into the page that moves.
fn prose(lesson: &Value) -> Result<String> {
    let (prose, links) = (text(lesson, "prose")?, &lesson["links"]);
    let mut parts = prose.split("data-set=\"");
    let mut page = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (patch, rest) = part.split_once('"').context("a live link has no end")?;
        let patch = patch.replace("&amp;", "&");
        let to = links[&patch].as_str().with_context(|| format!("the catalogue does not say where {patch} leads"))?;
        page.push_str(&format!("class=\"set\" href=\"{}\"{rest}", escaped(&live(to))));
    }
    // As in www/js/dom.js: brackets grow with what stands between them, and tear the line apart.
    for bracket in ["(", ")", "[", "]", "|"] {
        page = page.replace(&format!("<mo>{bracket}<"), &format!("<mo stretchy=\"false\">{bracket}<"));
    }
    Ok(page)
}

/// What is read off the picture: a line for each run, in its colour.
fn caption(lesson: &Value) -> Result<String> {
    let remark = lesson["remark"].as_str().map(|remark| format!("<p>{}</p>", escaped(remark))).unwrap_or_default();
    let sentences = lesson["sentences"].as_array().context("the catalogue says nothing of runs")?;
    let lines = sentences.iter().map(|said| {
        let color = said["color"].as_u64().context("a sentence has no colour")?;
        Ok(format!("<li class=\"run-{color}\">{}</li>", escaped(text(said, "text")?)))
    });
    Ok(format!("{remark}<ul>{}</ul>", lines.collect::<Result<String>>()?))
}

/// HTML without its tags, in one line.
fn words(html: &str) -> String {
    let texts = html
        .split('<')
        .enumerate()
        .map(|(index, part)| if index == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) });
    texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
