//! Settings to a link: only what differs from the lesson.

use super::VERSION;
use super::apply::apply;
use crate::catalogue;
use crate::error::Result;
use crate::number::shortest;
use crate::settings::{RunSettings, Settings, Values};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// What is encoded in a formula: all but what every program passes on unchanged (RFC 3986, section 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

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
