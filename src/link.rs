//! Settings as a URL fragment, and back: a lesson is a link.
//!
//! Pieces `key=value` are joined by `&`. Runs are numbered from 1 in the order of the legend.
//!
//! | piece | meaning |
//! |---|---|
//! | `v=1` | the version of this grammar |
//! | `lesson=jitter` | the lesson whose settings all other pieces change |
//! | `surface=quadratic` | the surface, with its default parameters, its start and its teaching rates |
//! | `formula=x%5E2%2By%5E2` | the surface is this [typed formula](crate::formula) |
//! | `surface.kappa=40` | a parameter of the surface |
//! | `runs=sgd,momentum` | the optimizers, at the surface's teaching rates, else with their defaults |
//! | `rates=0.1` | every run at this learning rate |
//! | `rates=tuned` | each run at the rate that [ends lowest](crate::sweep) after the lesson's steps |
//! | `rates=default` | each run at the rate that its library has as default |
//! | `1.lr=0.05`, `2.on=0` | a parameter of run 1; run 2 switched off |
//! | `sgd.lr=0.05` | a parameter of the first run of that optimizer |
//! | `1@30.lr=0.3` | a parameter that run 1 has from step 30 on; what is not named stays as it is |
//! | `1.color=3` | the colour of run 1, one of the page's `--run-1` to `--run-8` |
//! | `1.lr=1.9/kappa` | a number divided by a parameter of the surface |
//! | `start=-4,1.5` | where every run starts |
//! | `speed=8`, `seed=7` | steps per second; the seed of all randomness |
//! | `step=12` | open at step 12, paused |
//! | `view=-2,1,-0.5,2` | zoomed to x from −2 to 1 and y from −0.5 to 2; on a curve `view=-2,1`; where there is one stage only |
//! | `hide=prose,charts` | panels that the page leaves out, of [`PANELS`] |
//!
//! Keys and values are percent-encoded, each by itself, where they hold anything but letters, digits, `.-_~,` and, in a key, `@`.
//!
//! These choices count first, in this order, wherever they stand: `lesson`, `surface`, `formula`, `runs`,
//! `rates`. Changes on the way, as `1@30.lr`, count last, in the order of their steps. So `rates=tuned` is tuned before
//! parameters and a start that stand in the same link are set.
//!
//! What is hidden, and what is zoomed to, belong to the page and not to the race: the page reads them off its address and writes
//! them there. What is hidden stays so from lesson to lesson.
//!
//! Only what differs from the lesson is written; `rates` never is, but the rates that it has set. Presets of lessons
//! and the live links in their prose are written in the same grammar.

mod apply;
mod beside;
mod split;
mod write;

pub use beside::PANELS;
pub use beside::beside;
pub(crate) use beside::{is_zoomable, view};
pub use write::write;

use crate::catalogue;
use crate::error::{Error, Result};
use crate::settings::Settings;
use apply::apply;
use split::fragment;
use split::{plain, split};

/// The version of the grammar.
const VERSION: &str = "1";

/// Longest fragment that is looked at; the longest the page writes is far shorter.
const LONGEST: usize = 16_384;

/// Parts of a link that are complained of one by one.
const MOST_NOTES: usize = 3;

/// Reads a fragment, with or without its `#`. What cannot be read is ignored, with a sentence about it.
///
/// ```
/// let (settings, notes) = downhill::link::parse("#lesson=jitter&1.lr=0.05&start=nowhere");
/// assert_eq!(settings.runs[0].params.value("lr"), Some(0.05));
/// assert_eq!(settings.start, [-4.0, 1.5]);
/// assert_eq!(notes.len(), 1);
/// ```
#[must_use]
pub fn parse(fragment: &str) -> (Settings, Vec<String>) {
    let mut notes = Vec::new();
    let text = fragment.strip_prefix('#').unwrap_or(fragment);
    if text.len() > LONGEST {
        notes.push("The link was ignored: it is longer than any link of this page.".to_owned());
        return (catalogue::OPENING.settings(), notes);
    }
    let mut note = |error: Error| notes.push(format!("Part of the link was ignored. {error}"));
    let text = plain(text);
    let mut pieces = split(&text);
    let mut settings = match pieces.iter().find(|(key, _)| key == "lesson").map(|(_, id)| catalogue::lesson(id)) {
        Some(Ok(lesson)) => lesson.settings(),
        Some(Err(error)) => {
            note(error);
            catalogue::OPENING.settings()
        }
        None => catalogue::OPENING.settings(),
    };
    pieces.retain(|(key, _)| key != "lesson");
    for (key, value) in pieces {
        if let Err(error) = apply(&mut settings, &key, &value) {
            note(error);
        }
    }
    let more = notes.len().saturating_sub(MOST_NOTES);
    if more > 0 {
        // A link may hold thousands.
        notes.truncate(MOST_NOTES);
        notes.push(format!("Ignored besides these: {more}."));
    }
    (settings, notes)
}

/// The settings of a link, given alone or at the end of an address; nothing in it may be wrong.
///
/// # Errors
/// What is wrong with the first bad piece.
pub fn read(address: &str) -> Result<Settings> {
    amend(&catalogue::OPENING.settings(), &fragment(address))
}

/// The settings changed by a patch in the link's grammar; nothing in it may be wrong.
///
/// # Errors
/// What is wrong with the first bad piece.
pub fn amend(settings: &Settings, patch: &str) -> Result<Settings> {
    let mut amended = settings.clone();
    for (key, value) in split(patch) {
        apply(&mut amended, &key, &value)?;
    }
    Ok(amended)
}
