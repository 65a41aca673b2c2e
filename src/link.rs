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
//! `rates`. Changes on the way, as `1@30.lr`, count last, in the order of their steps. So `rates=tuned` is tuned before parameters and a start that stand in the same link are set.
//!
//! What is hidden, and what is zoomed to, belong to the page and not to the race: the page reads them off its address and writes
//! them there. What is hidden stays so from lesson to lesson.
//!
//! Only what differs from the lesson is written; `rates` never is, but the rates that it has set. Presets of lessons and the live links in their prose are written in the
//! same grammar.

use crate::catalogue::{self, EVERYTHING};
use crate::error::{Error, Result};
use crate::lab::within_limits;
use crate::lesson::{Ground, Lesson};
use crate::number::{rounded, shortest};
#[cfg(feature = "everything")]
use crate::settings::MOST_STEPS;
use crate::settings::{self, RunSettings, Settings, SurfaceSettings, Values};
use crate::surface::Window;
use crate::sweep;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};
use std::borrow::Cow;

/// The version of the grammar.
const VERSION: &str = "1";

/// What is encoded in a formula: all but what every program passes on unchanged (RFC 3986, section 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

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
    let mut ignored = Vec::new();
    let mut note = |error: Error| ignored.push(error);
    let text = fragment.strip_prefix('#').unwrap_or(fragment);
    if text.len() > LONGEST {
        note(Error::State("It is longer than any link of this page."));
        return (catalogue::OPENING.settings(), notes(&ignored));
    }
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
    (settings, notes(&ignored))
}

/// The settings of a link, given alone or at the end of an address; nothing in it may be wrong.
///
/// # Errors
/// What is wrong with the first bad piece.
#[cfg(feature = "everything")]
pub fn read(address: &str) -> Result<Settings> {
    amend(&catalogue::OPENING.settings(), &fragment(address))
}

/// What a link says beside settings under a key, as `view` or `hide`; none where it says nothing.
#[cfg(feature = "everything")]
#[must_use]
pub fn beside(address: &str, key: &str) -> Option<String> {
    let text = fragment(address);
    let mut said = split(&text).into_iter().filter(|(known, value)| known == key && !value.is_empty());
    said.next().map(|(_, value)| value.into_owned())
}

/// The link at the end of an address, or all of what is none.
#[cfg(feature = "everything")]
fn fragment(address: &str) -> Cow<'_, str> {
    plain(match address.split_once('#') {
        Some((_, fragment)) => fragment,
        None if address.contains("://") => "",
        None => address,
    })
}

/// Some programs encode a fragment as a whole when it is passed on; one of ours always has a plain equals sign.
fn plain(text: &str) -> Cow<'_, str> {
    if text.contains('=') { Cow::Borrowed(text) } else { decoded(text) }
}

/// Sentences about the first few parts that were ignored; a link may hold thousands.
fn notes(ignored: &[Error]) -> Vec<String> {
    let about = |error| format!("Part of the link was ignored. {error}");
    let mut notes: Vec<_> = ignored.iter().take(MOST_NOTES).map(about).collect();
    if ignored.len() > MOST_NOTES {
        notes.push(format!("And {} more parts were ignored.", ignored.len() - MOST_NOTES));
    }
    notes
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

/// The fragment, without `#`; empty for the first lesson as it opens.
///
/// # Errors
/// What [`Settings::check`] refuses.
pub fn write(settings: &Settings) -> Result<String> {
    settings.check()?;
    let lesson = catalogue::lesson(&settings.lesson)?.settings();
    let mut pieces = Vec::new();
    if settings.lesson != catalogue::OPENING.id {
        pieces.push(format!("lesson={}", settings.lesson));
    }
    // What the pieces so far amount to: all that is written after them is what differs from it.
    let mut base = lesson;
    let mut choose = |base: &mut Settings, key: &str, value: &str, text: &str| {
        pieces.push(format!("{key}={text}"));
        apply(base, key, value)
    };
    let surface = &settings.surface;
    if surface.id != base.surface.id {
        choose(&mut base, "surface", &surface.id, &surface.id)?;
    }
    if let Some(text) = surface.formula.as_ref().filter(|text| Some(*text) != base.surface.formula.as_ref()) {
        let encoded = percent_encoding::utf8_percent_encode(text, ENCODED).to_string();
        choose(&mut base, "formula", text, &encoded)?;
    }
    let ids = |runs: &[RunSettings]| runs.iter().map(|run| run.optimizer.clone()).collect::<Vec<_>>().join(",");
    let runs = ids(&settings.runs);
    if runs != ids(&base.runs) {
        choose(&mut base, "runs", &runs, &runs)?;
    }
    write_values(&mut pieces, "surface", &surface.params, &base.surface.params);
    for (index, (run, base)) in settings.runs.iter().zip(&base.runs).enumerate() {
        let owner = format!("{}", index + 1);
        write_values(&mut pieces, &owner, &run.params, &base.params);
        if run.on != base.on {
            pieces.push(format!("{owner}.on={}", u8::from(run.on)));
        }
        #[cfg(feature = "everything")]
        write_way(&mut pieces, &owner, run);
    }
    if settings.start != base.start {
        pieces.push(format!("start={},{}", shortest(settings.start[0]), shortest(settings.start[1])));
    }
    if settings.speed != base.speed {
        pieces.push(format!("speed={}", shortest(settings.speed)));
    }
    if settings.seed != base.seed {
        pieces.push(format!("seed={}", settings.seed));
    }
    if let Some(step) = settings.step {
        pieces.push(format!("step={step}"));
    }
    if !pieces.is_empty() {
        pieces.insert(0, format!("v={VERSION}"));
    }
    Ok(pieces.join("&"))
}

fn write_values(pieces: &mut Vec<String>, owner: &str, values: &Values, base: &Values) {
    let changed = values.iter().filter(|(id, value)| base.value(id) != Some(*value));
    pieces.extend(changed.map(|(id, value)| format!("{owner}.{id}={}", shortest(value))));
}

/// A run's colour and its changes on the way. No lesson's preset has any, so that there is nothing to take back.
#[cfg(feature = "everything")]
fn write_way(pieces: &mut Vec<String>, owner: &str, run: &RunSettings) {
    if let Some(color) = run.color {
        pieces.push(format!("{owner}.color={color}"));
    }
    let mut before = &run.params;
    for change in &run.changes {
        let (count, owner) = (pieces.len(), format!("{owner}@{}", change.at));
        write_values(pieces, &owner, &change.params, before);
        if pieces.len() == count {
            pieces.push(format!("{owner}="));
        }
        before = &change.params;
    }
}

/// Pieces that set what others change, in the order in which they are applied, wherever they stand.
const CHOICES: &[&str] = if EVERYTHING {
    &["lesson", "surface", "formula", "runs", "rates"]
} else {
    &["lesson", "surface", "formula", "runs"]
};

/// Keys and values in the order in which they are applied, decoded after they are taken apart, so that a value may hold any character.
fn split(text: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    let pieces = text.split('&').filter(|piece| !piece.is_empty());
    let pairs = pieces.map(|piece| piece.split_once('=').unwrap_or((piece, "")));
    let pieces: Vec<_> = pairs.map(|(key, value)| (decoded(key), decoded(value))).collect();
    let rank = |key: &str| CHOICES.iter().position(|choice| *choice == key).unwrap_or(CHOICES.len());
    // A handful of ranks: going through the pieces for each is smaller on the page than a sort.
    let ranked = |at: usize| pieces.iter().filter(move |(key, _)| rank(key) == at).cloned();
    #[cfg_attr(not(feature = "everything"), expect(unused_mut, reason = "only changes on the way are sorted"))]
    let mut ordered: Vec<_> = (0..=CHOICES.len()).flat_map(ranked).collect();
    #[cfg(feature = "everything")]
    tune_once(&mut ordered);
    #[cfg(feature = "everything")]
    ordered.sort_by_key(|(key, _)| step_of(key).map_or(0, |at| u64::from(at) + 1));
    ordered
}

/// Keeps the last `rates=tuned` alone: it undoes what those before it did, each of which takes long.
#[cfg(feature = "everything")]
fn tune_once(pieces: &mut Vec<(Cow<'_, str>, Cow<'_, str>)>) {
    let mut later = pieces.iter().filter(|(key, value)| key == "rates" && value == "tuned").count();
    pieces.retain(|(key, value)| {
        let tuned = key == "rates" && value == "tuned";
        later -= usize::from(tuned);
        !tuned || later == 0
    });
}

/// The step of a change on the way, as in `1@30.lr`; none for any other key.
#[cfg(feature = "everything")]
fn step_of(key: &str) -> Option<u32> {
    let (_, at) = key.split('.').next()?.split_once('@')?;
    at.parse().ok()
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy()
}

/// Applies one piece; on an error nothing is changed.
fn apply(settings: &mut Settings, key: &str, value: &str) -> Result<()> {
    let mut next = settings.clone();
    match key {
        "v" if value == VERSION => {}
        "v" => return Err(syntax(key, value, "this page reads version 1 of links")),
        "lesson" => next = catalogue::lesson(value)?.settings(),
        "surface" => next.visit(SurfaceSettings::of(value)?)?,
        "formula" => next.visit(SurfaceSettings::typed(value)?)?,
        "runs" => next.put_on(value.split(',').filter(|id| !id.is_empty()))?,
        "rates" if EVERYTHING => set_rates(&mut next, value)?,
        "start" => {
            let point = value.split_once(',').and_then(|(x, y)| Some([x.parse().ok()?, y.parse().ok()?]));
            next.start = point.ok_or_else(|| syntax(key, value, "a start is two numbers, as in start=-4,1.5"))?;
        }
        "speed" => next.speed = number(key, value)?,
        "seed" => next.seed = whole(key, value)?,
        "step" => next.step = Some(whole(key, value)?),
        "hide" if EVERYTHING => panels(value)?,
        "view" if EVERYTHING => {
            view(&next, value)?;
        }
        _ => apply_to_owner(&mut next, key, value)?,
    }
    next.check()?;
    *settings = next;
    Ok(())
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
fn panels(value: &str) -> Result<()> {
    match value.split(',').find(|name| !name.is_empty() && !PANELS.contains(name)) {
        Some(name) => Err(Error::Unknown { what: "panel".to_owned(), id: name.to_owned(), known: PANELS.to_vec() }),
        None => Ok(()),
    }
}

/// Applies `rates=0.1`, `rates=tuned` or `rates=default`.
fn set_rates(settings: &mut Settings, value: &str) -> Result<()> {
    if value == "tuned" {
        return sweep::tune(settings);
    }
    let given = match value {
        "default" => None,
        _ => Some(value.parse().map_err(|_| syntax("rates", value, "rates are a number, tuned or default"))?),
    };
    for run in &mut settings.runs {
        let rate = settings::param(catalogue::optimizer(&run.optimizer)?.params, "lr", &run.optimizer)?;
        run.params.set("lr", rate.check(given.unwrap_or(rate.default))?);
        run.keep_to_the_start();
    }
    Ok(())
}

/// Applies `surface.kappa=40` or `1.lr=0.05`.
fn apply_to_owner(settings: &mut Settings, key: &str, value: &str) -> Result<()> {
    let unknown = || {
        syntax(
            key,
            value,
            if EVERYTHING {
                "a link has v, lesson, surface, formula, runs, rates, start, speed, seed, step, view, hide, surface.NAME, 1.NAME and 1@30.NAME"
            } else {
                "a link has v, lesson, surface, formula, runs, start, speed, seed, step, surface.NAME and 1.NAME"
            },
        )
    };
    #[cfg(feature = "everything")]
    let at = step_of(key);
    #[cfg(not(feature = "everything"))]
    let at: Option<u32> = None;
    let (owner, id) = key.split_once('.').or(at.map(|_| (key, ""))).ok_or_else(unknown)?;
    let owner = if at.is_some() { owner.split('@').next().unwrap_or_default() } else { owner };
    if owner == "surface" && at.is_none() {
        let surface = &mut settings.surface;
        let table = catalogue::surface(&surface.id)?.params;
        let checked = settings::param(table, id, &surface.id)?.check(number(key, value)?)?;
        surface.params.set(id, checked);
        return Ok(());
    }
    let (count, surface) = (settings.runs.len(), settings.surface.clone());
    let (run, missing) = match owner.parse::<usize>() {
        Ok(number) => {
            let run = number.checked_sub(1).and_then(|index| settings.runs.get_mut(index));
            (run, format!("the runs are numbered from 1 to {count}"))
        }
        Err(_) => {
            let name = catalogue::optimizer(owner).map_err(|_| unknown())?.info.name;
            let run = settings.runs.iter_mut().find(|run| run.optimizer == owner);
            (run, format!("{name} is not on the stage"))
        }
    };
    let run = run.ok_or_else(|| syntax(key, value, &missing))?;
    #[cfg(feature = "everything")]
    if let Some(at) = at {
        // Within the limit of steps before anything is kept of it; the rest is checked with the settings.
        Error::check_range("The step at which a run changes", f64::from(at), 0.0, MOST_STEPS as f64)?;
        let optimizer = run.optimizer.clone();
        let values = match run.changes.iter().position(|change| change.at == at) {
            Some(known) => &mut run.changes[known].params,
            None => run.change_at(at),
        };
        if id.is_empty() && !value.is_empty() {
            return Err(syntax(key, value, "what changes there is named, as in 1@30.lr=0.3"));
        }
        if !id.is_empty() {
            let table = catalogue::optimizer(&optimizer)?.params;
            values.set(id, settings::param(table, id, &optimizer)?.check(quotient(key, value, &surface)?)?);
        }
        return Ok(());
    }
    #[cfg(feature = "everything")]
    if id == "color" {
        run.color = Some(value.parse().map_err(|_| syntax(key, value, "a colour is a whole number from 1"))?);
        return Ok(());
    }
    if id == "on" {
        run.on = match value {
            "0" => false,
            "1" => true,
            _ => return Err(syntax(key, value, "a run is on=1 or on=0")),
        };
        return Ok(());
    }
    let table = catalogue::optimizer(&run.optimizer)?.params;
    let checked = settings::param(table, id, &run.optimizer)?.check(quotient(key, value, &surface)?)?;
    run.params.set(id, checked);
    Ok(())
}

/// A number, or one divided by a parameter of the surface.
fn quotient(key: &str, value: &str, surface: &SurfaceSettings) -> Result<f64> {
    let Some((dividend, id)) = value.split_once('/') else { return number(key, value) };
    let divisor = surface.params.value(id);
    let divisor = divisor.ok_or_else(|| syntax(key, value, &format!("{id} is no parameter of this surface")))?;
    // Without the dust of the division, so that it reads as what it is.
    Ok(rounded(number(key, dividend)? / divisor, 12))
}

fn number(key: &str, value: &str) -> Result<f64> {
    value.parse().map_err(|_| syntax(key, value, "it takes a number"))
}

fn whole(key: &str, value: &str) -> Result<u32> {
    value.parse().map_err(|_| syntax(key, value, "it takes a whole number from 0"))
}

fn syntax(key: &str, value: &str, expected: &str) -> Error {
    // Enough of it to be recognised; a link may hold anything.
    let piece: String = format!("{key}={value}").chars().take(60).collect();
    Error::Syntax { piece, expected: expected.to_owned() }
}
