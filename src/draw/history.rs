//! Under a curve, where every run was at each step: x to the right as above, time downward.

use super::chart::TYPE_SIZE;
use super::clip;
use super::frame::Frame;
use super::ink::{Ink, Pen, Rect, Type};
use super::layout::Area;
use super::stage::type_of;
use super::theme::Theme;
use super::trail;
use crate::lab::{Lab, Stage};
use crate::surface::Window;

/// The share of the area that the curve takes.
const CURVE: f64 = 0.54;

/// An area lower than this has no history, css px.
const LOWEST: f64 = 200.0;

/// Steps beyond which a line is thinned out.
const MOST_POINTS: usize = 1500;

/// The areas of the curve and of its history; none for a surface, and where there is no room.
#[must_use]
pub fn halves(stage: &Stage, area: Area, scale: f64) -> Option<(Area, Area)> {
    let height = area.rect.bottom - area.rect.top;
    if !stage.is_curve() || height < LOWEST * scale {
        return None;
    }
    let middle = (area.rect.top + CURVE * height).round();
    let upper = Area { rect: Rect { bottom: middle, ..area.rect }, ..area };
    Some((upper, Area { rect: Rect { top: middle, ..area.rect }, titled: false }))
}

/// The frame of the history: its y is the step, 0 at the top.
#[must_use]
pub fn frame(lab: &Lab, stage: &Stage, area: Area, scale: f64) -> Frame {
    let steps = (lab.length() / lab.lesson().phases).max(1) as f64;
    Frame::stretch(area, scale, Window { y: [steps, 0.0], ..stage.view() })
}

/// Draws the history of every run that is on.
pub fn draw<I: Ink>(lab: &Lab, stage: &Stage, frame: &Frame, theme: &Theme, ink: &mut I) {
    let size = frame.scale * theme.magnify;
    let pen = |color, width: f64, alpha| Pen { color, width: width * size, alpha };
    let [last, first] = frame.window.y;
    let across = |step: f64| frame.window.x.map(|x| frame.to_px([x, step]));
    // Where the minima lie: what is crossed is seen.
    for &[x, _] in stage.landscape().info().minima {
        ink.line(&[first, last].map(|step| frame.to_px([x, step])), false, pen(theme.isoline, 1.0, 1.0));
    }
    for step in [first, (last / 2.0).floor(), last] {
        ink.line(&across(step), false, pen(theme.isoline, 1.0, 0.6));
        let style = Type { size: TYPE_SIZE * frame.scale * theme.magnify, ..type_of(theme.axis, false, frame, theme) };
        let text = if step == first { "step".to_owned() } else { step.to_string() };
        let width = ink.text_width(&text, style);
        ink.text([frame.plot.left - 6.0 * size - width, frame.to_px([0.0, step])[1]], &text, style);
    }
    let now = lab.taken();
    ink.clipped(frame.plot, &mut |ink| {
        for (place, run) in stage.running() {
            let end = now.min(run.len());
            let every = end.div_ceil(MOST_POINTS).max(1);
            let kept =
                (stage.begin(place).min(end)..=end).filter(|k| k % every == 0 || *k == end || *k == stage.begin(place));
            let color = theme.run(place);
            for piece in clip::path(frame.plot, kept.map(|k| frame.to_px([run.xy(k)[0], k as f64]))) {
                ink.line(&piece, false, pen(theme.halo, 4.5, 0.65));
                ink.line(&piece, false, pen(color, 2.0, 1.0));
            }
        }
    });
    for (place, run) in stage.running() {
        let end = now.min(run.len());
        let at = frame.to_px([run.xy(end)[0], end as f64]);
        if frame.plot.contains(at) {
            trail::head(place, at, theme.run(place), frame, theme, ink);
        }
    }
}
