//! The stage: the still part beneath, and what moves on it.

use super::frame::Frame;
use super::ink::{Anchor, Ink, Pen, Type};
use super::label::{self, Label};
use super::theme::Theme;
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
    let (info, size) = (lab.landscape().info(), frame.scale * theme.magnify);
    let pen = Pen { color: theme.mark, width: 1.5 * size, alpha: 1.0 };
    let name = Type { color: theme.mark, halo: theme.high, size: TYPE_SIZE * size, bold: false, anchor: Anchor::Start };
    for &at in info.minima {
        let [x, y] = frame.to_px(at);
        let ring: Vec<_> = (0..24)
            .map(|k| f64::from(k) / 24.0 * std::f64::consts::TAU)
            .map(|angle| [x + 6.0 * size * angle.cos(), y + 6.0 * size * angle.sin()])
            .collect();
        ink.line(&ring, true, pen);
        ink.text([x + 12.0 * size, y + 14.0 * size], "minimum", name);
    }
    for &at in info.saddles {
        let ([x, y], arm) = (frame.to_px(at), 5.0 * size);
        ink.line(&[[x - arm, y - arm], [x + arm, y + arm]], false, pen);
        ink.line(&[[x - arm, y + arm], [x + arm, y - arm]], false, pen);
        ink.text([x + 12.0 * size, y + 14.0 * size], "saddle", name);
    }
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
    let labels: Vec<_> = names
        .iter()
        .map(|(at, _, text)| Label {
            at: *at,
            width: text.chars().count() as f64 * TYPE_SIZE * size * 0.58,
            height: TYPE_SIZE * size * 1.2,
            gap: 12.0 * size,
        })
        .collect();
    for ((_, color, text), at) in names.iter().zip(label::place(&labels, frame.plot)) {
        let style = Type { color: *color, halo: theme.halo, size: TYPE_SIZE * size, bold: true, anchor: Anchor::Start };
        ink.text(at, text, style);
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
