//! The stage: the still part beneath, and what moves on it.

use super::frame::Frame;
use super::ink::{Ink, Pen, Rect, Type};
use super::label::{self, Label};
use super::theme::{Color, Theme};
use super::{color_bar, curve, heat, marks, trail};
use crate::lab::{Lab, Stage};
use crate::measure;
use crate::run::Run;

/// Size of the type on the stage, css px.
const TYPE_SIZE: f64 = 14.0;

/// A minimum that lies higher than the lowest by more than this is a local one: known minima are rounded.
const HIGHER: f64 = 1e-6;

/// A word beside a mark stays close to it, or away; on a small stage right beside it.
const WORD_LEVELS: usize = 3;

/// Draws what does not move: heat and isolines, or the curve; minima and saddles.
pub fn still<I: Ink>(stage: &Stage, frame: &Frame, theme: &Theme, ink: &mut I) {
    ink.clipped(frame.plot, &mut |ink| {
        if stage.is_curve() {
            curve::draw(stage.landscape(), frame, theme, ink);
        } else {
            heat::draw(stage.landscape(), frame, theme, ink);
        }
        minima_and_saddles(stage, frame, theme, ink);
    });
}

fn minima_and_saddles<I: Ink>(stage: &Stage, frame: &Frame, theme: &Theme, ink: &mut I) {
    let size = frame.scale * theme.magnify;
    let pen = Pen { color: theme.mark, width: 1.5 * size, alpha: 1.0 };
    for &at in stage.landscape().info().minima {
        ink.ring(frame.to_px(stage.on_stage(at)), 6.0 * size, pen);
    }
    for &at in stage.landscape().info().saddles {
        let ([x, y], arm) = (frame.to_px(stage.on_stage(at)), 5.0 * size);
        ink.line(&[[x - arm, y - arm], [x + arm, y + arm]], false, pen);
        ink.line(&[[x - arm, y + arm], [x + arm, y - arm]], false, pen);
    }
}

pub(super) fn type_of(color: Color, bold: bool, frame: &Frame, theme: &Theme) -> Type {
    let size = TYPE_SIZE * frame.type_size() * frame.scale * theme.magnify;
    Type { color, halo: theme.halo, size, bold }
}

/// Draws of what moves that which stays as the heads go on to the step shown: paths up to the step before, and the lesson's marks
/// beneath them. With [`moving`] over it, which then takes up there, the picture is that of [`moving`] alone, but for where a last
/// step meets what is older: it and its halo lie on top of that.
pub fn settled<I: Ink>(lab: &Lab, stage: &Stage, frame: &Frame, theme: &Theme, ink: &mut I) {
    marks::under(&marks::of(lab, stage, frame), frame, theme, ink);
    ink.clipped(frame.plot, &mut |ink| {
        for (index, run) in stage.running() {
            let last = lab.taken().saturating_sub(1).min(run.len());
            let head = frame.to_px(stage.on_stage(run.xy(last)));
            path(stage, index, run, [0, last], head, frame, theme, ink);
        }
    });
}

/// Draws what moves: paths, the lesson's marks, heads and their names, arrows where a run has left.
///
/// Heads stand `ease` (0 to 1) of the way from the step before to the step shown: for the eye only. Where the paths are
/// settled beneath up to the step `since`, they go on from there; otherwise `since` is 0.
pub fn moving<I: Ink>(lab: &Lab, stage: &Stage, ease: f64, since: usize, frame: &Frame, theme: &Theme, ink: &mut I) {
    let step = lab.taken();
    let heads: Vec<_> =
        stage.running().map(|(index, run)| (index, run, head_at(stage, run, step, ease, frame))).collect();
    let marks = marks::of(lab, stage, frame);
    if since == 0 {
        marks::under(&marks, frame, theme, ink);
    }
    ink.clipped(frame.plot, &mut |ink| {
        for &(index, run, head) in &heads {
            let last = step.min(run.len());
            if since < last || since == 0 {
                path(stage, index, run, [since, last], head, frame, theme, ink);
            }
        }
        for (index, run) in stage.running() {
            // What it shares with another is the other's to show.
            let own = stage.begin(index)..step.min(run.len());
            for at in run.changes().filter(|at| own.contains(at)) {
                trail::change(frame.to_px(stage.on_stage(run.xy(at))), theme.run(index), frame, theme, ink);
            }
        }
    });
    if let Some(step) = lab.pointed() {
        // At a step that it has not taken yet, a run has no place.
        for (index, run) in stage.running().filter(|(_, run)| step <= run.len()) {
            let at = frame.to_px(stage.on_stage(run.xy(step)));
            if frame.plot.contains(at) {
                trail::ghost(index, at, theme.run(index), frame, theme, ink);
            }
        }
    }
    let mut taken = marks::over(&marks, stage, frame, theme, ink);
    let size = frame.scale * theme.magnify;
    let mut texts = Vec::new();
    for &(index, run, at) in &heads {
        let (color, name) = (theme.run(index), stage.name(index));
        if frame.plot.contains(at) {
            trail::head(index, at, color, frame, theme, ink);
            texts.push((at, name.to_owned(), type_of(color, true, frame, theme)));
            continue;
        }
        let track = |k: usize| frame.to_px(stage.on_stage(run.xy(k)));
        if let Some((tip, direction)) = trail::exit(&track, step.min(run.len()), frame) {
            trail::arrow(tip, direction, color, frame, theme, ink);
            let left = measure::leaves(run, stage.shown(), step);
            // A run may be outside what was zoomed to, and never have left.
            let text = match left.or((!stage.is_zoomed()).then_some(step)) {
                Some(left) => format!("{name} left at step {left}"),
                None => name.to_owned(),
            };
            texts.push((tip, text, type_of(color, true, frame, theme)));
        }
    }
    let names = texts.len();
    for (at, word) in mark_words(stage, frame) {
        texts.push((at, word.to_owned(), type_of(theme.mark, false, frame, theme)));
    }

    let boxed: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(index, (at, text, style))| {
            let (width, height) = (ink.text_width(text, *style), style.size * 1.2);
            let levels = match (index < names, frame.is_small()) {
                (true, _) => Label::MOST_LEVELS,
                (false, true) => 1,
                (false, false) => WORD_LEVELS,
            };
            Label { at: *at, width, height, gap: 12.0 * size, levels }
        })
        .collect();
    if !stage.is_curve() {
        taken.extend(color_bar::place(frame, theme));
    }
    for (at, _, _) in &texts {
        taken.push(Rect::around(*at, 9.0 * size));
    }
    let places = label::place(&boxed, taken, frame.plot);
    // What has no room is left out: the legend tells every run by its shape and colour.
    for ((_, text, style), place) in texts.iter().zip(places) {
        if let Some(at) = place {
            ink.text(at, text, *style);
        }
    }
}

/// Draws the path of a run between two steps, from which on `head` stands for the later one.
#[expect(clippy::too_many_arguments, reason = "a path's own five, and what every drawing takes")]
fn path<I: Ink>(
    stage: &Stage,
    index: usize,
    run: &Run,
    [since, last]: [usize; 2],
    head: [f64; 2],
    frame: &Frame,
    theme: &Theme,
    ink: &mut I,
) {
    let track = |k: usize| frame.to_px(stage.on_stage(run.xy(k)));
    // One that is to branch off later stands with the other, and has no path of its own yet.
    let begin = stage.begin(index).min(last);
    trail::path(&track, [begin, last], since, head, theme.run(index), frame, theme, ink);
}

/// The words for minima and saddles. A curve on a small stage has none: where its hollows are is seen.
fn mark_words(stage: &Stage, frame: &Frame) -> Vec<([f64; 2], &'static str)> {
    let info = stage.landscape().info();
    let mut words = Vec::new();
    if stage.is_curve() && !stage.title().is_empty() {
        return words;
    }
    let height = |at: [f64; 2]| stage.landscape().value(at);
    for &at in info.minima {
        let is_higher = height(at) > height(info.minima[0]) + HIGHER;
        words.push((frame.to_px(stage.on_stage(at)), if is_higher { "local minimum" } else { "minimum" }));
    }
    for &at in info.saddles {
        words.push((frame.to_px(stage.on_stage(at)), "saddle"));
    }
    words.retain(|(at, _)| frame.plot.contains(*at));
    words
}

/// Where a head stands: on a curve it rolls along it.
fn head_at(stage: &Stage, run: &Run, step: usize, ease: f64, frame: &Frame) -> [f64; 2] {
    let last = step.min(run.len());
    let from = run.xy(if last == 0 || last < step { last } else { last - 1 });
    let to = run.xy(last);
    let ease = ease.clamp(0.0, 1.0);
    frame.to_px(stage.on_stage(std::array::from_fn(|axis| from[axis] * (1.0 - ease) + to[axis] * ease)))
}
