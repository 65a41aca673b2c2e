//! The stage: the still part beneath, and what moves on it.

use super::frame::Frame;
use super::ink::{Anchor, Ink, Pen, Rect, Type};
use super::label::{self, Label};
use super::theme::{Color, Theme};
use super::{heat, trail};
use crate::lab::Lab;
use crate::measure;

/// Size of the type on the stage, css px.
const TYPE_SIZE: f64 = 14.0;

/// Draws what does not move: heat, isolines, minima and saddles.
pub fn still<I: Ink>(lab: &Lab, frame: &Frame, theme: &Theme, ink: &mut I) {
    ink.clipped(frame.plot, &mut |ink| {
        heat::draw(lab.landscape(), frame, theme, ink);
        marks(lab, frame, theme, ink);
    });
}

fn marks<I: Ink>(lab: &Lab, frame: &Frame, theme: &Theme, ink: &mut I) {
    let size = frame.scale * theme.magnify;
    let pen = Pen { color: theme.mark, width: 1.5 * size, alpha: 1.0 };
    for &at in lab.landscape().info().minima {
        let [x, y] = frame.to_px(at);
        let angles = (0..24).map(|k| f64::from(k) / 24.0 * std::f64::consts::TAU);
        let ring: Vec<_> = angles.map(|a| [x + 6.0 * size * a.cos(), y + 6.0 * size * a.sin()]).collect();
        ink.line(&ring, true, pen);
    }
    for &at in lab.landscape().info().saddles {
        let ([x, y], arm) = (frame.to_px(at), 5.0 * size);
        ink.line(&[[x - arm, y - arm], [x + arm, y + arm]], false, pen);
        ink.line(&[[x - arm, y + arm], [x + arm, y - arm]], false, pen);
    }
    for (word, label) in mark_words(lab, frame, theme) {
        let style = Type { bold: false, ..type_of(theme.mark, frame, theme) };
        ink.text([label.left, (label.top + label.bottom) / 2.0], word, style);
    }
}

/// The words beside the marks, below and to the right, and their boxes: names of runs keep clear of them.
fn mark_words(lab: &Lab, frame: &Frame, theme: &Theme) -> Vec<(&'static str, Rect)> {
    let (info, size) = (lab.landscape().info(), frame.scale * theme.magnify);
    let minima = info.minima.iter().map(|at| ("minimum", at));
    let marks = minima.chain(info.saddles.iter().map(|at| ("saddle", at)));
    let boxed = marks.map(|(word, at)| {
        let ([x, y], [width, height]) = (frame.to_px(*at), extent(word, size));
        let (left, top) = (x + 8.0 * size, y + 8.0 * size);
        (word, Rect { left, top, right: left + width, bottom: top + height })
    });
    boxed.collect()
}

/// Width and height of a text on the stage, device px, as the type is on the average.
fn extent(text: &str, size: f64) -> [f64; 2] {
    [text.chars().count() as f64 * TYPE_SIZE * size * 0.58, TYPE_SIZE * size * 1.2]
}

fn type_of(color: Color, frame: &Frame, theme: &Theme) -> Type {
    let size = TYPE_SIZE * frame.scale * theme.magnify;
    Type { color, halo: theme.halo, size, bold: true, anchor: Anchor::Start }
}

/// Draws what moves: paths, heads and their names, arrows where a run has left.
///
/// Heads stand `ease` (0 to 1) of the way from the step before to the step shown: for the eye only.
pub fn moving<I: Ink>(lab: &Lab, ease: f64, frame: &Frame, theme: &Theme, ink: &mut I) {
    let step = lab.step();
    let heads: Vec<_> = lab.running().map(|(index, run)| (index, run, head_at(run, step, ease, frame))).collect();
    ink.clipped(frame.plot, &mut |ink| {
        for &(index, run, head) in &heads {
            trail::path(run, step, head, theme.run(index), frame, theme, ink);
        }
    });
    let size = frame.scale * theme.magnify;
    let mut names = Vec::new();
    for &(index, run, at) in &heads {
        let (color, name) = (theme.run(index), run.optimizer().info().name);
        if frame.plot.contains(at) {
            trail::head(index, at, color, frame, theme, ink);
            names.push((at, color, name.to_owned()));
        } else if let Some((tip, direction)) = trail::exit(run, step, frame) {
            trail::arrow(tip, direction, color, frame, theme, ink);
            let left = measure::leaves(run, frame.window, step).unwrap_or(step);
            names.push((tip, color, format!("{name} left at step {left}")));
        }
    }
    let boxed = names.iter().map(|(at, _, text)| {
        let [width, height] = extent(text, size);
        Label { at: *at, width, height, gap: 12.0 * size }
    });
    let taken = mark_words(lab, frame, theme).into_iter().map(|(_, rect)| rect).collect();
    let places = label::place(&boxed.collect::<Vec<_>>(), taken, frame.plot);
    for ((_, color, text), at) in names.iter().zip(places) {
        ink.text(at, text, type_of(*color, frame, theme));
    }
}

fn head_at(run: &crate::run::Run, step: usize, ease: f64, frame: &Frame) -> [f64; 2] {
    let last = step.min(run.len());
    let to = frame.to_px(run.xy(last));
    if last == 0 || last < step {
        return to;
    }
    let from = frame.to_px(run.xy(last - 1));
    std::array::from_fn(|axis| from[axis] + (to[axis] - from[axis]) * ease.clamp(0.0, 1.0))
}
