//! What a lesson draws on a stage beside the paths.

use super::clip;
use super::dissect;
use super::frame::Frame;
use super::heat;
use super::ink::{Ink, Pen, Rect, Type};
use super::mark::Mark;
use super::stage::type_of;
use super::theme::{Color, Theme};
use super::trail;
use crate::lab::{Lab, Seen, Stage};

/// Width and height of a bar, and its distance from the next, css px.
const BAR: [f64; 2] = [13.0, 84.0];
const BAR_SPACING: f64 = 64.0;

/// The lesson's marks for every run that is on, and the arrows of a step taken apart, with the run's place in the legend.
pub(super) fn of(lab: &Lab, stage: &Stage, frame: &Frame) -> Vec<(usize, Mark)> {
    let mut marks = lessons(lab, stage);
    marks.extend(dissect::arrows(lab, stage, frame));
    marks
}

fn lessons(lab: &Lab, stage: &Stage) -> Vec<(usize, Mark)> {
    if !lab.at_home() {
        return Vec::new();
    }
    let seen = stage.running().map(|(place, run)| Seen { lab, stage, run, place, step: lab.taken() });
    let marks = seen.flat_map(|seen| (lab.lesson().marks)(&seen).into_iter().map(move |mark| (seen.place, mark)));
    marks.collect()
}

/// Draws the marks that lie under the paths.
pub(super) fn under<I: Ink>(marks: &[(usize, Mark)], frame: &Frame, theme: &Theme, ink: &mut I) {
    for (place, mark) in marks {
        let Mark::Isolines(loss) = mark else { continue };
        let pen = Pen { color: theme.run(*place), width: 1.25 * frame.scale * theme.magnify, alpha: 0.55 };
        ink.clipped(frame.plot, &mut |ink| heat::isolines(loss, frame, pen, ink));
    }
}

/// Draws the marks that lie over the paths, and returns what no name may cover.
pub(super) fn over<I: Ink>(
    marks: &[(usize, Mark)],
    stage: &Stage,
    frame: &Frame,
    theme: &Theme,
    ink: &mut I,
) -> Vec<Rect> {
    let (mut taken, mut bars) = (Vec::new(), 0);
    for (place, mark) in marks {
        let color = theme.run(*place);
        match *mark {
            Mark::Circle { center, radius } => circle(stage, center, radius, color, frame, theme, ink),
            Mark::Arrow { from, by, symbol, faint } => {
                let tip = std::array::from_fn(|axis| from[axis] + by[axis]);
                let ends = [from, tip].map(|at| frame.to_px(stage.on_stage(at)));
                taken.extend(arrow(ends, symbol, faint, color, &taken, frame, theme, ink));
            }
            Mark::Bar { symbol, value, range } => {
                taken.extend(bar(bars, symbol, value, range, color, frame, theme, ink));
                bars += 1;
            }
            Mark::Isolines(_) => {}
        }
    }
    taken
}

fn circle<I: Ink>(
    stage: &Stage,
    center: [f64; 2],
    radius: f64,
    color: Color,
    frame: &Frame,
    theme: &Theme,
    ink: &mut I,
) {
    let [at, side] = [center, [center[0] + radius, center[1]]].map(|at| frame.to_px(stage.on_stage(at)));
    let radius = (side[0] - at[0]).abs();
    let width = |css: f64| css * frame.scale * theme.magnify;
    if !at.iter().all(|c| c.is_finite()) || !(0.0..=1e5).contains(&radius) {
        return;
    }
    ink.clipped(frame.plot, &mut |ink| {
        ink.ring(at, radius, Pen { color: theme.halo, width: width(7.0), alpha: 0.9 });
        ink.ring(at, radius, Pen { color, width: width(3.0), alpha: 1.0 });
    });
}

/// Draws an arrow, and returns where its symbol stands: at its tip, or beside it. Where all of that is taken or outside the plot
/// it is left out; prose and formulas name it.
#[expect(clippy::too_many_arguments, reason = "an arrow's own three, and what every drawing takes")]
fn arrow<I: Ink>(
    [from, to]: [[f64; 2]; 2],
    symbol: &str,
    faint: bool,
    color: Color,
    taken: &[Rect],
    frame: &Frame,
    theme: &Theme,
    ink: &mut I,
) -> Option<Rect> {
    let [from, to] = clip::segment(frame.plot, [from, to])?;
    let length = (to[0] - from[0]).hypot(to[1] - from[1]);
    let size = frame.scale * theme.magnify;
    if length < 3.0 * size {
        return None;
    }
    let (width, color) = if faint { (2.0, color.towards(theme.halo, 0.45)) } else { (3.0, color) };
    let line = |width: f64, color: Color, alpha: f64| Pen { color, width: width * size, alpha };
    let direction = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    // The line ends within the head, so that it does not blunt its tip.
    let within = (8.0 * size).min(length);
    let neck = [to[0] - direction[0] * within, to[1] - direction[1] * within];
    ink.line(&[from, neck], false, line(width + 3.0, theme.halo, 0.8));
    ink.line(&[from, neck], false, line(width, color, 1.0));
    trail::arrow(to, direction, color, frame, theme, ink);
    if symbol.is_empty() {
        return None;
    }
    let style = type_of(color, true, frame, theme);
    let beside = ink.text_width(symbol, style) / 2.0;
    // Beside a faint arrow, so that it does not stand on another one that goes on in the same direction.
    let side = [-direction[1], direction[0]];
    let at = |sideways: f64, along: f64| [0, 1].map(|axis| to[axis] + side[axis] * sideways + direction[axis] * along);
    let (near, back) = (beside + 8.0 * size, -16.0 * size);
    let at_tip = if faint { at(near, 0.0) } else { at(0.0, 14.0 * size) };
    let places = [at_tip, at(near, 0.0), at(-near, 0.0), at(near, back), at(-near, back), at(near, 2.0 * back)];
    let room = |middle: &[f64; 2]| Rect::around(*middle, beside.max(style.size * 0.6));
    let middle = places.into_iter().find(|middle| {
        let rect = room(middle);
        frame.plot.encloses(rect) && !taken.iter().any(|other| rect.overlaps(*other))
    })?;
    ink.text([middle[0] - beside, middle[1]], symbol, style);
    Some(room(&middle))
}

/// Draws a bar, the bars side by side in the upper right corner of the plot, and returns where it stands. One for which
/// there is no room is left out: the legend tells its value.
#[expect(clippy::too_many_arguments, reason = "a bar's own four, and what every drawing takes")]
fn bar<I: Ink>(
    index: usize,
    symbol: &str,
    value: f64,
    [empty, full]: [f64; 2],
    color: Color,
    frame: &Frame,
    theme: &Theme,
    ink: &mut I,
) -> Option<Rect> {
    let size = frame.scale * theme.magnify;
    let [width, height] = BAR.map(|side| side * size);
    let height = height.min((frame.plot.bottom - frame.plot.top) * 0.4);
    let right = frame.plot.right - (26.0 + index as f64 * BAR_SPACING) * size;
    let top = frame.plot.top + 26.0 * size;
    let outer = Rect { left: right - width, top, right, bottom: top + height };
    let style = Type { size: 13.0 * size, ..type_of(color, true, frame, theme) };
    let text = format!("{symbol} {value:.2}");
    let half = ink.text_width(&text, style) / 2.0;
    let room =
        Rect { top: top - 20.0 * size, left: outer.middle()[0] - half, right: outer.middle()[0] + half, ..outer };
    if !frame.plot.encloses(room) {
        return None;
    }
    let share = ((value - empty) / (full - empty)).clamp(0.0, 1.0);
    let inner = Rect { top: outer.bottom - share * height, ..outer };
    let corners = |r: Rect| [[r.left, r.top], [r.right, r.top], [r.right, r.bottom], [r.left, r.bottom]];
    let outline = Pen { color, width: 1.0 * size, alpha: 1.0 };
    ink.polygon(&corners(outer), theme.halo, outline);
    if share > 0.0 {
        ink.polygon(&corners(inner), color, outline);
    }
    ink.text([outer.middle()[0] - half, top - 11.0 * size], &text, style);
    Some(room)
}
