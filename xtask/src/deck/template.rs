//! The template of the deck: what it leaves to the catalogue is filled in, and what a lecture must have is asked for.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::catalogue::{list, text};
use crate::page::escaped;

/// The folder of the pictures that are the slides' own.
pub(super) const PICTURES: &str = "pictures";

/// How long the lecture takes, in seconds.
const LECTURE: u32 = 90 * 60;

/// The page, filled.
///
/// # Errors
/// A slide that asks for what the catalogue has not, that has no time, notes or stage of its own; a lecture that is too long or
/// too short, leaves a lesson or its question out, or has another order than the catalogue.
pub(super) fn fill(template: &str, catalogue: &Value) -> Result<Filled> {
    let mut deck =
        Deck { catalogue, pictures: Vec::new(), papers: Vec::new(), lessons: Vec::new(), asked: Vec::new(), spent: 0 };
    // What it says of itself is for those who write it.
    let (head, about) = template.split_once("<!-- A template").unwrap_or((template, ""));
    let template = head.to_owned() + about.split_once("-->").map_or("", |(_, body)| body);
    let mut sections = template.split("<section ");
    let mut page = sections.next().unwrap_or_default().to_owned();
    for section in sections {
        let (slide, after) = section.split_once("</section>").context("a slide is not closed")?;
        let slide = format!("<section {slide}</section>");
        let id = Tag::first(&slide).attribute("id").context("a slide has no id")?.to_owned();
        page += &deck.slide(&slide).with_context(|| format!("the slide {id}"))?;
        page += after;
    }
    deck.check()?;
    Ok(Filled { page, pictures: deck.pictures })
}

/// What the template has become.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) page: String,
    /// Stages that no poster of a lesson shows: the name of the picture, and the link of the stage.
    pub(super) pictures: Vec<(String, String)>,
}

/// What is known of the lecture so far.
struct Deck<'a> {
    catalogue: &'a Value,
    /// As [`Filled`] has them.
    pictures: Vec<(String, String)>,
    /// Address and name of each paper that a slide names, in their order.
    papers: Vec<(String, String)>,
    /// The lessons in the order of their slides.
    lessons: Vec<String>,
    /// The lessons whose question stands in the notes.
    asked: Vec<String>,
    /// Seconds.
    spent: u32,
}

impl Deck<'_> {
    fn slide(&mut self, slide: &str) -> Result<String> {
        let head = Tag::first(slide);
        let timing = head.attribute("data-timing").context("has no data-timing")?;
        let timing: u32 = timing.parse().with_context(|| format!("data-timing is no number of seconds: {timing}"))?;
        self.spent += timing;
        let id = head.attribute("id").context("has no id")?;
        let lesson = head.attribute("data-lesson");
        if let Some(lesson) = lesson {
            ensure!(slide.contains(" data-live"), "a slide of a lesson has a live stage");
            if self.lessons.last().is_none_or(|last| last != lesson) {
                self.lessons.push(lesson.to_owned());
            }
        }
        let lesson_of = |what: &str| lesson.with_context(|| format!("data-{what} is for slides of a lesson"));

        let slide = replaced(slide, "title", |_| {
            Ok(format!("<h2>{}</h2>", escaped(text(self.lesson(lesson_of("title")?)?, "title")?)))
        })?;
        let slide = replaced(&slide, "ask", |_| {
            let lesson = lesson_of("ask")?;
            self.asked.push(lesson.to_owned());
            // HTML of the core's own.
            Ok(format!("<p class=\"question\"><b>Ask.</b> {}</p>", text(self.lesson(lesson)?, "question")?))
        })?;
        let slide = replaced(&slide, "name", |tag| {
            Ok(format!("<h2>{}</h2>", escaped(text(self.optimizer(tag.value("name")?)?, "name")?)))
        })?;
        let slide = replaced(&slide, "paper", |tag| {
            let optimizer = self.optimizer(tag.value("paper")?)?;
            let (url, paper) = (escaped(text(optimizer, "url")?), escaped(text(optimizer, "paper")?));
            let line = format!("<p class=\"small\"><a href=\"{url}\">{paper}</a></p>");
            if self.papers.iter().all(|(known, _)| *known != url) {
                self.papers.push((url, paper));
            }
            Ok(line)
        })?;
        let slide = replaced(&slide, "rule", |tag| self.rule(tag))?;
        let slide = replaced(&slide, "live", |tag| self.live(tag, id, lesson))?;
        let slide = self.read_on(&slide);
        let spent = minutes(self.spent);
        let notes = "<aside class=\"notes\">";
        ensure!(slide.matches(notes).count() == 1, "has no notes, or several");
        let time = format!("<p class=\"minutes\">{} min, until {spent} of {}</p>", minutes(timing), minutes(LECTURE));
        Ok(slide.replacen(notes, &format!("{notes}{time}"), 1))
    }

    /// The lines of a rule, each with room for its values.
    fn rule(&self, tag: &Tag<'_>) -> Result<String> {
        let id = tag.value("rule")?;
        let lines = statements(text(self.optimizer(id)?, "source")?);
        let lit: Vec<_> = tag.value("lit")?.split(' ').collect();
        for name in &lit {
            ensure!(lines.iter().any(|line| bound(line) == *name), "no line of {id} binds {name}");
        }
        let lines = lines.iter().map(|line| {
            let class = if lit.contains(&bound(line)) { " class=\"lit\"" } else { "" };
            format!("<li{class}><code>{}</code><span class=\"values\"></span></li>", escaped(line))
        });
        // The gradient is given; the lines bind the rest.
        let given = "<li class=\"given\"><code>g</code><span class=\"values\"></span></li>";
        let run = tag.value("run")?;
        Ok(format!("<ol class=\"rule\" data-run=\"{run}\">{given}{}</ol>", lines.collect::<String>()))
    }

    /// A stage: its picture, which stays on paper, and where its frame is to be had.
    fn live(&mut self, tag: &Tag<'_>, slide: &str, lesson: Option<&str>) -> Result<String> {
        let patch = tag.value("live")?;
        let (shown, patch) = match patch.strip_prefix("lesson=") {
            Some(rest) => {
                let (id, patch) = rest.split_once("&amp;").unwrap_or((rest, ""));
                (id, patch)
            }
            None => (lesson.context("data-live names no lesson")?, patch),
        };
        let title = escaped(text(self.lesson(shown)?, "title")?);
        let link = if patch.is_empty() { format!("lesson={shown}") } else { format!("lesson={shown}&amp;{patch}") };
        let picture = if patch.is_empty() {
            format!("../posters/{shown}.svg")
        } else {
            self.pictures.push((format!("{slide}.svg"), format!("#v=1&{}", link.replace("&amp;", "&"))));
            format!("{PICTURES}/{slide}.svg")
        };
        Ok(format!(
            "<figure class=\"live\" data-src=\"../?embed#v=1&amp;{link}\" data-title=\"{title}\">\
             <img src=\"{picture}\" alt=\"A picture of the lesson “{title}”, as this slide sets it\" loading=\"lazy\">\
             <figcaption><a href=\"../#v=1&amp;{link}\" target=\"_blank\" rel=\"noopener\">in the lab</a></figcaption>\
             </figure>"
        ))
    }

    /// The list of papers, the slides' own before those that stand in it.
    fn read_on(&self, slide: &str) -> String {
        let papers = self.papers.iter().map(|(url, paper)| format!("<li><a href=\"{url}\">{paper}</a></li>"));
        slide.replacen("<ol data-papers>", &format!("<ol class=\"papers\">{}", papers.collect::<String>()), 1)
    }

    /// Is it the whole lecture?
    fn check(&self) -> Result<()> {
        let all: Vec<_> =
            list(self.catalogue, "lessons")?.iter().map(|lesson| text(lesson, "id")).collect::<Result<_>>()?;
        ensure!(self.lessons == all, "the slides' lessons are {:?}, those of the catalogue {all:?}", self.lessons);
        ensure!(self.asked == all, "the notes ask the questions of {:?}; each is asked once, in its order", self.asked);
        let (spent, lecture) = (minutes(self.spent), minutes(LECTURE));
        ensure!(self.spent == LECTURE, "the slides take {spent} minutes, the lecture {lecture}");
        Ok(())
    }

    fn lesson(&self, id: &str) -> Result<&Value> {
        self.find("lessons", id)
    }

    fn optimizer(&self, id: &str) -> Result<&Value> {
        self.find("optimizers", id)
    }

    fn find(&self, name: &str, id: &str) -> Result<&Value> {
        let found = list(self.catalogue, name)?.iter().find(|each| each["id"] == id);
        found.with_context(|| format!("the catalogue has no {id} among its {name}"))
    }
}

/// Replaces each empty element that has the attribute `data-WHAT`.
fn replaced(html: &str, what: &str, mut write: impl FnMut(&Tag<'_>) -> Result<String>) -> Result<String> {
    let mark = format!(" data-{what}");
    let (mut done, mut rest) = (String::new(), html);
    let mut from = 0;
    while let Some(at) = rest[from..].find(&mark).map(|at| from + at) {
        if !rest[at + mark.len()..].starts_with(['=', '>', ' ']) {
            from = at + mark.len();
            continue;
        }
        let open = rest[..at].rfind('<').with_context(|| format!("data-{what} stands in no tag"))?;
        let tag = Tag::first(&rest[open..]);
        let close = format!("></{}>", tag.name());
        let after = open + 1 + tag.0.len();
        if !rest[after..].starts_with(&close) {
            bail!("what has data-{what} is empty: {}", tag.0);
        }
        done += &rest[..open];
        done += &write(&tag)?;
        (rest, from) = (&rest[after + close.len()..], 0);
    }
    Ok(done + rest)
}

/// What stands between `<` and `>`.
struct Tag<'a>(&'a str);

impl<'a> Tag<'a> {
    fn first(html: &'a str) -> Self {
        Self(html.trim_start_matches('<').split('>').next().unwrap_or_default())
    }

    fn name(&self) -> &'a str {
        self.0.split(' ').next().unwrap_or_default()
    }

    fn attribute(&self, name: &str) -> Option<&'a str> {
        let (_, rest) = self.0.split_once(&format!(" {name}=\""))?;
        rest.split('"').next()
    }

    fn value(&self, what: &str) -> Result<&'a str> {
        self.attribute(&format!("data-{what}")).with_context(|| format!("there is no data-{what}: {}", self.0))
    }
}

/// The statements of a rule as the page shows them: a long one has several lines of text.
fn statements(source: &str) -> Vec<String> {
    let (mut all, mut lines) = (Vec::new(), Vec::new());
    for line in source.lines().filter(|line| !line.trim().is_empty()) {
        lines.push(line);
        if line.ends_with(';') {
            let margin = line.len() - line.trim_start().len();
            let text = lines.drain(..).map(|line| line.get(margin..).unwrap_or_default());
            all.push(text.collect::<Vec<_>>().join("\n"));
        }
    }
    all
}

/// The name that a statement binds.
fn bound(statement: &str) -> &str {
    statement.strip_prefix("let ").and_then(|rest| rest.split(' ').next()).unwrap_or_default()
}

/// As on a clock.
fn minutes(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests;
