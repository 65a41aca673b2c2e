//! The documents say what is so: links open, commands run and print the numbers given, files are there, and every lesson has
//! its section for lecturers.

use downhill::catalogue::LESSONS;
use downhill::lab::Lab;
use downhill::link;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The opening and the closing of the lecture, minutes.
const AROUND: u32 = 2;

/// The minutes of the lecture.
const LECTURE: u32 = 90;

/// A document.
struct Document {
    path: PathBuf,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: PathBuf) -> Document {
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Document { path, text }
}

fn lecturers() -> Document {
    read(root().join("docs/lecturers.md"))
}

/// Every document for people: those beside this crate's manifest, and those of `docs/`.
fn documents() -> Vec<Document> {
    let entries = [root().to_owned(), root().join("docs")].map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let paths = entries.into_iter().flatten().map(|entry| entry.expect("it can be read").path());
    let documents: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "md")).map(read).collect();
    for name in ["README.md", "CONTRIBUTING.md", "docs/lecturers.md", "docs/adding-an-optimizer.md"] {
        assert!(documents.iter().any(|document| document.path.ends_with(name)), "{name} is not among them");
    }
    documents
}

impl Document {
    fn name(&self) -> std::path::Display<'_> {
        self.path.strip_prefix(root()).unwrap_or(&self.path).display()
    }

    /// The lines within fences.
    fn code(&self) -> impl Iterator<Item = &str> {
        let mut inside = false;
        self.text.lines().filter(move |line| {
            let fence = line.trim_start().starts_with("```");
            inside ^= fence;
            inside && !fence
        })
    }

    /// The text in one line, as far as line breaks mean nothing.
    fn flowing(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The links of the page that a text has, without what stands in for something with an ellipsis.
fn links(text: &str) -> Vec<String> {
    let ends = |c: char| c.is_whitespace() || "`\"')<>”".contains(c);
    let links = text.match_indices("#v=1").map(|(at, _)| text[at..].split(ends).next().unwrap_or_default());
    links.filter(|link| !link.contains('…')).map(|link| link.replace("&amp;", "&")).collect()
}

/// What stands after a mark and before another, for each time that it does.
fn between<'a>(text: &'a str, mark: &str, end: &str) -> Vec<&'a str> {
    text.split(mark).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0)).collect()
}

/// The words of a command as a shell takes them apart, up to a comment or a redirection.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in command.chars().chain([' ']) {
        match c {
            c if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            ' ' if quote.is_none() => words.extend(word.take()),
            '#' | '>' | '|' if quote.is_none() && word.is_none() => break,
            c => word.get_or_insert_default().push(c),
        }
    }
    words
}

/// A command of a document, and the comments that tell what it prints.
struct Example<'a> {
    command: &'a str,
    arguments: Vec<String>,
    told: Vec<&'a str>,
}

/// The commands of a document that list, trace or draw.
fn examples(document: &Document) -> Vec<Example<'_>> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    for line in document.code() {
        let command = line.strip_prefix("cargo run -- ").or_else(|| line.strip_prefix("downhill "));
        if let Some(command) = command {
            examples.push(Example { command, arguments: words(command), told: Vec::new() });
        } else if let Some(told) = line.strip_prefix("# step") {
            let example = examples.last_mut();
            example.unwrap_or_else(|| panic!("{}: {line} is of no command", document.name())).told.push(told);
        }
    }
    examples
}

/// Its stdout, where nothing is wrong; what it draws goes to a folder of the tests.
fn run(example: &Example<'_>, folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_downhill")).args(&example.arguments).current_dir(folder).output();
    let output = output.expect("it runs");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {complaint}", example.command);
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Whether a number was rounded to what the document says.
fn assert_rounds(value: f64, told: &str, about: &str) {
    let expected: f64 = told.parse().unwrap_or_else(|_| panic!("{about}: {told} is no number"));
    let (digits, power) = told.split_once('e').unwrap_or((told, "0"));
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len()) as i32;
    let half = 0.5 * 10_f64.powi(power.parse::<i32>().expect("a power") - decimals);
    assert!((value - expected).abs() <= half * (1.0 + 1e-9), "{about}: told {told}, but it is {value}");
}

/// Holds "s 0 to 7, mean: g_x = 0.1, g_y = 2" or " 60: x = -3.5" against the table that the command printed.
fn assert_told(told: &str, table: &str, command: &str) {
    let about = format!("{command}, step{told}");
    let (steps, values) = told.split_once(": ").unwrap_or_else(|| panic!("{about}: no values"));
    let (first, last) = match steps.strip_prefix("s ").and_then(|range| range.strip_suffix(", mean")) {
        Some(range) => range.split_once(" to ").unwrap_or_else(|| panic!("{about}: no range of steps")),
        None => (steps.trim(), steps.trim()),
    };
    let [first, last] = [first, last].map(|step| step.parse::<usize>().unwrap_or_else(|_| panic!("{about}: no step")));
    let header: Vec<_> = table.lines().next().unwrap_or_default().split(',').collect();
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split(',').collect()).collect();
    for value in values.split(", ") {
        let (name, number) = value.split_once(" = ").unwrap_or_else(|| panic!("{about}: {value}"));
        let column = header.iter().position(|known| *known == name);
        let column = column.unwrap_or_else(|| panic!("{about}: there is no {name} in {header:?}"));
        let cell = |step: usize| -> f64 {
            let row = rows.get(step).unwrap_or_else(|| panic!("{about}: the last step is {}", rows.len() - 1));
            row[column].parse().expect("a number")
        };
        let mean = (first..=last).map(cell).sum::<f64>() / (last - first + 1) as f64;
        assert_rounds(mean, number, &format!("{about}, {name}"));
    }
}

#[test]
fn every_command_in_the_documents_runs_and_prints_what_they_say() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut told = 0;
    for document in documents() {
        for example in examples(&document) {
            let table = run(&example, &folder);
            example.told.iter().for_each(|values| assert_told(values, &table, example.command));
            told += example.told.len();
        }
    }
    assert!(told >= LESSONS.len(), "the documents tell the outcome of {told} commands only");
}

#[test]
fn every_link_in_the_documents_is_read_without_a_complaint() {
    for document in documents() {
        for link in links(&document.text) {
            let (_, notes) = link::parse(&link);
            assert!(notes.is_empty(), "{}: {link}: {notes:?}", document.name());
        }
    }
}

#[test]
fn what_a_link_is_said_to_read_is_what_stands_there() {
    let mut count = 0;
    for document in documents() {
        let text = document.flowing();
        for span in between(&text, "`#v=1", "”") {
            let Some((link, sentence)) = span.split_once("` reads “") else { continue };
            let (settings, _) = link::parse(&format!("#v=1{link}"));
            let step = settings.step.unwrap_or_else(|| panic!("{link} names no step"));
            let mut lab = Lab::new(settings).expect("fine settings");
            lab.go_to(step as usize);
            let read = lab.description();
            assert!(read.contains(sentence), "{}: {link} does not read “{sentence}”: {read}", document.name());
            count += 1;
        }
    }
    assert!(count >= LESSONS.len() / 2, "only {count} sentences");
}

/// The places of a document that a link can name, as GitHub makes them of headings.
fn places(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let kept = |c: char| (c.is_alphanumeric() || "-_ ".contains(c)).then_some(if c == ' ' { '-' } else { c });
    headings.map(|heading| heading.to_lowercase().chars().filter_map(kept).collect()).collect()
}

#[test]
fn every_file_and_every_heading_that_a_document_links_to_is_there() {
    for document in documents() {
        let targets =
            between(&document.text, "](", ")").into_iter().chain(between(&document.text, "<img src=\"", "\""));
        for target in targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:")) {
            let about = format!("{}: {target} is not there", document.name());
            let (file, place) = target.split_once('#').map_or((target, None), |(file, place)| (file, Some(place)));
            let folder = document.path.parent().unwrap_or(root());
            let path = if file.is_empty() { document.path.clone() } else { folder.join(file) };
            assert!(path.exists(), "{about}");
            assert!(place.is_none_or(|place| places(&read(path).text).iter().any(|known| known == place)), "{about}");
        }
    }
}

/// The sections of the lessons: what stands before the first line of each is its heading, "1. The training loop".
fn sections(text: &str) -> Vec<(&str, &str)> {
    let lessons = text.split("\n## ").find(|part| part.starts_with("The lessons")).expect("there is such a part");
    lessons
        .split("\n### ")
        .skip(1)
        .map(|section| section.split_once('\n').expect("it has more than a heading"))
        .collect()
}

/// An item of the list that a section begins with.
fn item<'a>(section: &'a str, mark: &str) -> &'a str {
    let list = between(section, &format!("\n- {mark}: "), "\n\n");
    list.first().and_then(|rest| rest.split("\n- ").next()).unwrap_or_default()
}

#[test]
fn every_lesson_has_its_section_for_lecturers_in_the_order_of_the_lecture() {
    let document = lecturers();
    let headings: Vec<_> = sections(&document.text).into_iter().map(|(heading, _)| heading.to_owned()).collect();
    let expected: Vec<_> =
        LESSONS.iter().enumerate().map(|(place, lesson)| format!("{}. {}", place + 1, lesson.title)).collect();
    assert_eq!(headings, expected);
}

#[test]
fn every_section_has_link_picture_time_misconception_what_to_do_and_exercises_with_answers() {
    let document = lecturers();
    let mut minutes = AROUND;
    for (lesson, (_, section)) in LESSONS.iter().zip(sections(&document.text)) {
        let id = lesson.id;
        let opens = links(item(section, "Link"));
        assert_eq!(opens.len(), 1, "{id}: one link");
        assert_eq!(link::parse(&opens[0]), (lesson.settings(), Vec::new()), "{id}");
        assert!(section.contains(&format!("](../tests/pictures/{id}.svg)")), "{id} has no picture");
        let time = item(section, "Time").trim_end_matches(" minutes").parse::<u32>();
        minutes += time.unwrap_or_else(|_| panic!("{id}: “{}” is no number of minutes", item(section, "Time")));
        for mark in ["Misconception", "Live"] {
            assert!(item(section, mark).split_whitespace().count() >= 10, "{id}: {mark}");
        }
        let exercises: Vec<_> = section.split("\n**Exercise ").skip(1).collect();
        assert!((2..=3).contains(&exercises.len()), "{id} has {} exercises", exercises.len());
        for (place, exercise) in exercises.iter().enumerate() {
            assert!(exercise.starts_with(&format!("{}.** ", place + 1)), "{id}: {exercise}");
            let (question, answer) = exercise.split_once("\n*Answer.* ").unwrap_or_else(|| panic!("{id}: {exercise}"));
            assert!(question.trim().len() > 20 && answer.trim().len() > 20, "{id}: {exercise}");
        }
    }
    assert_eq!(minutes, LECTURE, "minutes of the lecture");
}
