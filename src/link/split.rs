//! The text of a link, taken apart into keys and values.

use std::borrow::Cow;

/// The link at the end of an address, or all of what is none.
pub(super) fn fragment(address: &str) -> Cow<'_, str> {
    plain(match address.split_once('#') {
        Some((_, fragment)) => fragment,
        None if address.contains("://") => "",
        None => address,
    })
}

/// Some programs encode a fragment as a whole when it is passed on; one of ours always has a plain equals sign.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.contains('=') { Cow::Borrowed(text) } else { decoded(text) }
}

/// Pieces that set what others change, in the order in which they are applied, wherever they stand.
const CHOICES: &[&str] = &["lesson", "surface", "formula", "runs", "rates"];

/// Keys and values in the order in which they are applied, decoded after they are taken apart, so that a value may hold
/// any character.
pub(super) fn split(text: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    let pieces = text.split('&').filter(|piece| !piece.is_empty());
    let pairs = pieces.map(|piece| piece.split_once('=').unwrap_or((piece, "")));
    let mut pieces: Vec<_> = pairs.map(|(key, value)| (decoded(key), decoded(value))).collect();
    let rank = |key: &str| CHOICES.iter().position(|choice| *choice == key).unwrap_or(CHOICES.len());
    pieces.sort_by_key(|(key, _)| (step_of(key), rank(key)));
    tune_once(&mut pieces);
    pieces
}

/// Keeps the last `rates=tuned` alone: it undoes what those before it did, each of which takes long.
fn tune_once(pieces: &mut Vec<(Cow<'_, str>, Cow<'_, str>)>) {
    let mut later = pieces.iter().filter(|(key, value)| key == "rates" && value == "tuned").count();
    pieces.retain(|(key, value)| {
        let tuned = key == "rates" && value == "tuned";
        later -= usize::from(tuned);
        !tuned || later == 0
    });
}

/// The step of a change on the way, as in `1@30.lr`; none for any other key.
pub(super) fn step_of(key: &str) -> Option<u32> {
    let (_, at) = key.split('.').next()?.split_once('@')?;
    at.parse().ok()
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy()
}
