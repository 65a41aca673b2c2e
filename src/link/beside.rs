//! What a link says beside settings: the part of the plane that is zoomed to, and what the page leaves out.

use super::apply::syntax;
use super::split::{fragment, split};
use crate::catalogue;
use crate::error::{Error, Result};
use crate::lab::within_limits;
use crate::lesson::{Ground, Lesson};
use crate::settings::Settings;
use crate::surface::Window;

/// What `hide` can name: parts of the page, which is where each of them is found.
pub const PANELS: &[&str] = &[
    "lessons",
    "undo",
    "prose",
    "question",
    "finding",
    "surface",
    "start",
    "legend",
    "actions",
    "theme",
    "transport",
    "timeline",
    "speed",
    "tools",
    "charts",
    "code",
    "anatomy",
    "zoom",
    "home",
    "add",
    "goto",
    "seed",
    "fullscreen",
    "keys",
    "take",
];

/// What a link says beside settings under a key, as `view` or `hide`; none where it says nothing.
#[must_use]
pub fn beside(address: &str, key: &str) -> Option<String> {
    let text = fragment(address);
    let mut said = split(&text).into_iter().filter(|(known, value)| known == key && !value.is_empty());
    said.next().map(|(_, value)| value.into_owned())
}

/// Whether a lesson has one stage, whose view a link can carry.
pub(crate) fn is_zoomable(lesson: &Lesson) -> bool {
    matches!(lesson.ground, Ground::Chosen)
}

/// The part of the plane that a view in a link is of, within what can be shown; of a curve its x stands for both.
///
/// # Errors
/// [`Error::Syntax`] for what is no window, or where there is not one stage.
pub(crate) fn view(settings: &Settings, value: &str) -> Result<Window> {
    let wrong = |expected: &str| syntax("view", value, expected);
    if !is_zoomable(catalogue::lesson(&settings.lesson)?) {
        return Err(wrong("this lesson has not one stage to be zoomed"));
    }
    let ends: Option<Vec<f64>> = value.split(',').map(|end| end.parse().ok()).collect();
    let window = match (catalogue::surface(&settings.surface.id)?.info.axes, ends.as_deref()) {
        (1, Some(&[left, right])) => Some(Window { x: [left, right], y: [left, right] }),
        (2, Some(&[left, right, bottom, top])) => Some(Window { x: [left, right], y: [bottom, top] }),
        _ => None,
    };
    window.and_then(within_limits).ok_or_else(|| {
        wrong("a view is left, right, bottom and top, as in view=-2,1,-0.5,2; of a curve left and right; each less than the next")
    })
}

/// Refuses what is no panel; the settings themselves are those of the race.
pub(super) fn panels(value: &str) -> Result<()> {
    match value.split(',').find(|name| !name.is_empty() && !PANELS.contains(name)) {
        Some(name) => Err(Error::Unknown { what: "panel".to_owned(), id: name.to_owned(), known: PANELS.to_vec() }),
        None => Ok(()),
    }
}
