//! What a person types or a link holds becomes text on the page, never markup: no script of it makes HTML of strings, but where
//! a string is the core's own.

use std::fs;
use std::path::{Path, PathBuf};

/// Ways to make elements or programs of a string.
const WAYS: &[&str] = &[
    ".innerHTML",
    ".outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "createContextualFragment",
    "setHTML",
    "parseHTMLUnsafe",
    "DOMParser",
    "srcdoc",
    "eval(",
    "new Function",
    "javascript:",
    "trusted(",
];

/// Where one is taken all the same: the file, what stands there, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("js/dom.js", "new DOMParser()", "`trusted` itself"),
    ("js/dom.js", "function trusted(", "`trusted` itself"),
    ("js/lesson.js", "trusted(lesson.prose)", "prose is written at compile time"),
    ("js/lesson.js", "trusted(lesson.question)", "so are questions"),
    ("js/lesson.js", "trusted(surface.formula)", "and the formulas of the catalogue; a typed one is text"),
    ("look/anatomy.js", "trusted(formula)", "made of the source of a rule"),
    ("js/theme.js", "document.write('<link ", "a literal, which the parser must see before the first paint"),
];

/// The scripts and pages that are shipped.
fn sources() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("www")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() && !path.ends_with("node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|end| ["js", "mjs", "html"].iter().any(|known| end == *known)) {
                files.push(path);
            }
        }
    }
    assert!(files.len() > 30, "{} files", files.len());
    files
}

#[test]
fn no_script_of_the_page_makes_markup_of_strings_but_where_they_are_our_own() {
    let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    let mut met = vec![false; EXCEPTIONS.len()];
    for path in sources() {
        let name = path.strip_prefix(&www).expect("it lies there");
        let text = fs::read_to_string(&path).expect("it can be read");
        for (number, line) in text.lines().enumerate() {
            // What is imported or described is not done.
            let code = line.trim_start();
            if code.starts_with("import ") || code.starts_with("//") || code.starts_with('*') || code.starts_with("/*")
            {
                continue;
            }
            for way in WAYS.iter().filter(|way| line.contains(*way)) {
                let excepted =
                    EXCEPTIONS.iter().position(|(file, what, _)| name == Path::new(file) && line.contains(what));
                let place = excepted
                    .unwrap_or_else(|| panic!("www/{}:{}: {way} makes markup of a string", name.display(), number + 1));
                met[place] = true;
            }
        }
    }
    let stale: Vec<_> = EXCEPTIONS.iter().zip(&met).filter(|(_, met)| !**met).collect();
    assert!(stale.is_empty(), "nothing there is excepted any more: {stale:?}");
}

#[test]
fn every_action_of_a_workflow_is_pinned_by_its_commit() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let mut pinned = 0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("it can be read").path();
        for line in fs::read_to_string(&path).expect("it can be read").lines() {
            let Some((_, action)) = line.split_once("uses: ") else { continue };
            let (name, rest) = action.split_once('@').unwrap_or((action, ""));
            let (commit, version) = rest.split_once(" # v").unwrap_or((rest, ""));
            let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_commit && !version.is_empty(), "{}: {line}", path.display());
            assert!(name.starts_with("actions/"), "{name} is nobody's that the forge vouches for");
            pinned += 1;
        }
    }
    assert!(pinned > 5, "{pinned}");
}
