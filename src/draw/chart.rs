//! Axes and charts through plotters. It is given finite, moderate ranges and clipped points only: anything else makes it
//! panic or never return.

use super::clip;
use super::frame::Frame;
use super::ink::Rect;
use super::theme::{self, Theme};
use crate::lab::{Kind, Lab, Stage};
use crate::number::{brief, superscript};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Sizes of type and of the room for it, css px.
pub(super) const TYPE_SIZE: f64 = 12.5;
const LEFT: f64 = 46.0;
const BOTTOM: f64 = 22.0;
const TOP: f64 = 8.0;
const RIGHT: f64 = 14.0;

/// Losses outside these powers of ten are drawn at the border.
const DECADES: [f64; 2] = [-16.0, 22.0];

/// On an axis that is not in powers of ten, losses beyond this are drawn at the border.
const PLAIN_LIMIT: f64 = 1e4;

/// Points of a curve beyond which it is thinned out.
const MOST_POINTS: usize = 1200;

/// A result of drawing on a plotters backend.
pub type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// A range that plotters can bear: finite, with `low < high`, neither huge nor tiny.
///
/// Whatever comes in (NaN, infinities, swapped or equal ends, astronomic spans), what comes out lies within ±1e12 and is
/// at least 1e-9 of its own size wide.
#[must_use]
pub fn moderate(low: f64, high: f64) -> [f64; 2] {
    let tame = |v: f64, otherwise: f64| if v.is_nan() { otherwise } else { v.clamp(-1e12, 1e12) };
    let (a, b) = (tame(low, 0.0), tame(high, 1.0));
    let (low, high) = (a.min(b), a.max(b));
    let least = 1e-9 * low.abs().max(high.abs()).max(1e-3);
    if high - low >= least { [low, high] } else { [low - least, high + least] }
}

/// Draws the frame's axes with their ticks and numbers.
///
/// # Errors
/// What the backend fails at.
pub fn axes<DB: DrawingBackend>(root: &DrawingArea<DB, Shift>, frame: &Frame, theme: &Theme) -> Drawn<DB> {
    axes_with(root, frame, theme, [&plain_tick, &plain_tick], ticks(frame))
}

/// About as many ticks along each axis as there is room for.
pub(super) fn ticks(frame: &Frame) -> [usize; 2] {
    let sides = [frame.plot.right - frame.plot.left, frame.plot.bottom - frame.plot.top];
    let fit = |axis: usize, css: f64, most: usize| ((sides[axis] / frame.scale / css) as usize).clamp(3, most);
    [fit(0, 62.0, 9), fit(1, 40.0, 7)]
}

/// Draws the frame's axes with ticks written as the two functions say.
pub(super) fn axes_with<DB: DrawingBackend>(
    root: &DrawingArea<DB, Shift>,
    frame: &Frame,
    theme: &Theme,
    formatters: [&dyn Fn(&f64) -> String; 2],
    counts: [usize; 2],
) -> Drawn<DB> {
    let [[x0, x1], [y0, y1]] = [frame.window.x, frame.window.y].map(|[low, high]| moderate(low, high));
    let margin = |v: f64| v.round() as u32;
    let Frame { area, plot, .. } = *frame;
    let mut chart = ChartBuilder::on(&part(root, area))
        .x_label_area_size(margin(area.bottom - plot.bottom))
        .y_label_area_size(margin(plot.left - area.left))
        .margin_top(margin(plot.top - area.top))
        .margin_right(margin(area.right - plot.right))
        .build_cartesian_2d(x0..x1, y0..y1)?;
    mesh(&mut chart, frame.scale, theme, formatters, counts)
}

/// A part of a drawing area, device px.
fn part<DB: DrawingBackend>(root: &DrawingArea<DB, Shift>, area: Rect) -> DrawingArea<DB, Shift> {
    let px = |v: f64| v.round() as i32;
    let size = [area.right - area.left, area.bottom - area.top].map(|side| side.round() as u32);
    root.clone().shrink((px(area.left), px(area.top)), (size[0], size[1]))
}

/// Where the charts of a lab lie on a canvas of `size` device px: each of the lab's kinds for each stage, side by side.
fn panels(lab: &Lab, [width, height]: [f64; 2]) -> impl Iterator<Item = (Rect, &Stage, &Kind)> {
    let kinds = lab.charts();
    let count = (lab.stages().len() * kinds.len()) as f64;
    let edge = move |index: usize| (index as f64 * width / count).round();
    let all = lab.stages().iter().flat_map(move |stage| kinds.iter().map(move |kind| (stage, kind)));
    all.enumerate().map(move |(index, (stage, kind))| {
        (Rect { left: edge(index), right: edge(index + 1), top: 0.0, bottom: height }, stage, kind)
    })
}

/// The last step that the charts show.
fn last_step(lab: &Lab) -> f64 {
    moderate(0.0, (lab.length() / lab.lesson().phases).max(1) as f64)[1]
}

/// Draws the charts, each with a line at the step shown, and a thin one at the step that is pointed at.
///
/// # Errors
/// What the backend fails at.
pub fn draw<DB: DrawingBackend>(
    root: &DrawingArea<DB, Shift>,
    lab: &Lab,
    hover: Option<usize>,
    scale: f64,
    theme: &Theme,
) -> Drawn<DB> {
    each(root, lab, scale, |root, shown| {
        let mut chart = curves(root, lab, shown, scale, theme)?;
        steps(root, &mut chart, lab, shown, hover, scale, theme)
    })
}

/// Draws of the charts what is the same at each step shown: as long as no run grows, and nothing is set otherwise.
///
/// # Errors
/// What the backend fails at.
pub fn draw_still<DB: DrawingBackend>(
    root: &DrawingArea<DB, Shift>,
    lab: &Lab,
    scale: f64,
    theme: &Theme,
) -> Drawn<DB> {
    each(root, lab, scale, |root, shown| curves(root, lab, shown, scale, theme).map(|_| ()))
}

/// Draws over [`draw_still`] what it lacks to [`draw`].
///
/// # Errors
/// What the backend fails at.
pub fn draw_steps<DB: DrawingBackend>(
    root: &DrawingArea<DB, Shift>,
    lab: &Lab,
    hover: Option<usize>,
    scale: f64,
    theme: &Theme,
) -> Drawn<DB> {
    each(root, lab, scale, |root, shown| {
        let mut chart = plane(root, scale, last_step(lab), [0.0, 1.0])?;
        steps(root, &mut chart, lab, shown, hover, scale, theme)
    })
}

/// Does the same for the area of each chart that has room.
fn each<DB: DrawingBackend>(
    root: &DrawingArea<DB, Shift>,
    lab: &Lab,
    scale: f64,
    draw: impl Fn(&DrawingArea<DB, Shift>, (&Stage, &Kind)) -> Drawn<DB>,
) -> Drawn<DB> {
    let least = |[before, after]: [f64; 2]| px(before + after, scale) + 8;
    let draw = |area: &DrawingArea<DB, Shift>, shown: (&Stage, &Kind)| {
        let (width, height) = area.dim_in_pixel();
        // No room for a chart: an empty one says more than a panic.
        if width < least([LEFT, RIGHT]) || height < least([TOP, BOTTOM]) { Ok(()) } else { draw(area, shown) }
    };
    let (width, height) = root.dim_in_pixel();
    for (area, stage, kind) in panels(lab, [f64::from(width), f64::from(height)]) {
        draw(&part(root, area), (stage, kind))?;
    }
    Ok(())
}

fn px(css: f64, scale: f64) -> u32 {
    (css * scale).round() as u32
}

/// The width of a line, which plotters wants whole, device px.
fn stroke(css: f64, scale: f64, theme: &Theme) -> u32 {
    px(css * theme.magnify, scale).max(1)
}

/// A chart's plot on its area.
fn plane<'a, DB: DrawingBackend>(
    root: &DrawingArea<DB, Shift>,
    scale: f64,
    steps: f64,
    [y0, y1]: [f64; 2],
) -> Planned<'a, DB> {
    ChartBuilder::on(root)
        .x_label_area_size(px(BOTTOM, scale))
        .y_label_area_size(px(LEFT, scale))
        .margin_top(px(TOP, scale))
        .margin_right(px(RIGHT, scale))
        .build_cartesian_2d(0.0..steps, y0..y1)
}

/// The stage, kind and step of the chart at a pixel of a canvas of `size` device px; none outside the charts.
#[must_use]
pub fn at(lab: &Lab, size: [f64; 2], scale: f64, px: [f64; 2]) -> Option<(&Stage, &Kind, usize)> {
    let (area, stage, kind) = panels(lab, size).find(|(area, ..)| area.contains(px))?;
    let (left, right) = (area.left + LEFT * scale, area.right - RIGHT * scale);
    let share = (px[0] - left) / (right - left);
    let step = (share * last_step(lab)).round();
    (left < right && (-0.02..=1.02).contains(&share)).then_some((stage, kind, step.max(0.0) as usize))
}

/// Where a step lies on the first chart of a canvas of `size` device px, in the middle of its height; the last one for
/// any step beyond it. None where there is no chart. [`at`] reads that step there.
#[must_use]
pub fn place(lab: &Lab, size: [f64; 2], scale: f64, step: usize) -> Option<[f64; 2]> {
    let (area, ..) = panels(lab, size).next()?;
    let (left, right) = (area.left + LEFT * scale, area.right - RIGHT * scale);
    let share = (step as f64 / last_step(lab)).min(1.0);
    (left < right).then(|| [left + share * (right - left), area.middle()[1]])
}

/// Draws what a chart shows of every run that is on against the step: in powers of ten, or as it is.
fn curves<'a, DB: DrawingBackend>(
    root: &DrawingArea<DB, Shift>,
    lab: &Lab,
    (stage, kind): (&Stage, &Kind),
    scale: f64,
    theme: &Theme,
) -> Planned<'a, DB> {
    let steps = last_step(lab);
    let linear = !stage.charts_decades(kind);
    let height = if linear { plain_height } else { decade };
    // All that is looked at of a curve: at most about as many points as are seen apart.
    let kept = |last: usize| {
        let every = last.div_ceil(MOST_POINTS).max(1);
        (0..=last).step_by(every).chain((!last.is_multiple_of(every)).then_some(last))
    };
    // In powers of ten the axis of losses has 10⁰; what is 0 or below lies on the border: of losses it is a sight, of the rest
    // it says nothing about the scale. Not one loss is left out of the range.
    let losses = matches!(kind, Kind::Loss | Kind::LinearLoss);
    let end = if losses && !linear { 1.0 } else { f64::NAN };
    let (mut low, mut high) = (end, end);
    let mut see = |value: f64| (low, high) = (value.min(low), value.max(high));
    for (place, run) in stage.running() {
        if losses {
            // Of a start whose loss is no number nothing is known.
            let [lowest, highest] = run.losses();
            if lowest <= highest {
                see(lowest);
                see(highest);
            }
        } else {
            let indices = stage.charted_last(place, run, kind).into_iter().flat_map(kept);
            let shown = indices.map(|index| stage.charted(place, run, kind, index)[1]);
            shown.filter(|value| linear || *value > 0.0).for_each(&mut see);
        }
    }
    let (low, high) = (height(low), height(high));
    let (low, high) = if linear {
        let room = 0.05 * (high - low);
        (low - room, high + room)
    } else {
        (low.floor(), high.ceil().max(low.floor() + 1.0))
    };
    let [y0, y1] = moderate(low, high);
    let mut chart = plane(root, scale, steps, [y0, y1])?;
    let tick = if linear { plain_tick } else { decade_tick };
    let columns = (root.dim_in_pixel().0 / px(62.0, scale)).clamp(2, 9) as usize;
    mesh(&mut chart, scale, theme, [&plain_tick, &tick], [columns, 4])?;

    let room = Rect { left: 0.0, right: steps, top: y0, bottom: y1 };
    for (place, run) in stage.running() {
        let Some(last) = stage.charted_last(place, run, kind) else { continue };
        let points = kept(last).map(|index| {
            let [step, value] = stage.charted(place, run, kind, index);
            [step, height(value)]
        });
        // What it has in common with another run is that one's.
        let points = points.skip_while(|[step, _]| *step < stage.begin(place) as f64);
        let style = theme.run(place).plotters().stroke_width(stroke(2.0, scale, theme));
        for piece in clip::path(room, points) {
            chart.draw_series(LineSeries::new(piece.into_iter().map(|[x, y]| (x, y)), style))?;
        }
    }
    Ok(chart)
}

/// Draws where the step shown and the one that is pointed at lie on a chart, and what it shows.
fn steps<DB: DrawingBackend>(
    root: &DrawingArea<DB, Shift>,
    chart: &mut ChartContext<'_, DB, Plane>,
    lab: &Lab,
    (stage, kind): (&Stage, &Kind),
    hover: Option<usize>,
    scale: f64,
    theme: &Theme,
) -> Drawn<DB> {
    let last = last_step(lab);
    let heights = chart.y_range();
    let mut cursor = |step: usize, color: theme::Color| {
        let (at, style) = ((step as f64).min(last), color.plotters().stroke_width(stroke(1.0, scale, theme)));
        chart.draw_series(LineSeries::new([(at, heights.start), (at, heights.end)], style)).map(|_| ())
    };
    cursor(lab.taken(), theme.axis)?;
    if let Some(step) = hover {
        cursor(step, theme.isoline)?;
    }
    let style = type_of(scale, theme).pos(Pos::new(HPos::Right, VPos::Top));
    let corner =
        (root.dim_in_pixel().0 as i32 - px(RIGHT, scale) as i32 - px(4.0, scale) as i32, px(TOP, scale) as i32);
    root.draw_text(&title(lab, stage, kind), &style, corner)
}

/// The stage's title, where there is one, and what is charted, where it is not the loss alone.
fn title(lab: &Lab, stage: &Stage, kind: &Kind) -> String {
    let shown = kind.title(stage.landscape().info().names);
    match stage.title() {
        "" => shown,
        title if lab.charts().len() == 1 && *kind == Kind::Loss => title.to_owned(),
        title => format!("{title}: {shown}"),
    }
}

/// Where a loss stands on an axis in powers of ten.
fn decade(loss: f64) -> f64 {
    let power = loss.max(0.0).log10();
    if power.is_nan() { f64::NAN } else { power.clamp(DECADES[0], DECADES[1]) }
}

/// Where a loss stands on a plain axis.
fn plain_height(loss: f64) -> f64 {
    loss.clamp(-PLAIN_LIMIT, PLAIN_LIMIT)
}

type Plane = Cartesian2d<RangedCoordf64, RangedCoordf64>;
type Planned<'a, DB> = Result<ChartContext<'a, DB, Plane>, DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

fn mesh<DB: DrawingBackend>(
    chart: &mut ChartContext<'_, DB, Plane>,
    scale: f64,
    theme: &Theme,
    formatters: [&dyn Fn(&f64) -> String; 2],
    counts: [usize; 2],
) -> Drawn<DB> {
    chart
        .configure_mesh()
        .disable_mesh()
        .axis_style(theme.axis.plotters().stroke_width(scale.round().max(1.0) as u32))
        .set_all_tick_mark_size((4.0 * scale).round() as u32)
        .label_style(type_of(scale, theme))
        .x_labels(counts[0])
        .y_labels(counts[1])
        .x_label_formatter(formatters[0])
        .y_label_formatter(formatters[1])
        .draw()
}

fn type_of(scale: f64, theme: &Theme) -> TextStyle<'static> {
    let size = TYPE_SIZE * scale * theme.magnify;
    (FontFamily::SansSerif, size).into_font().color(&theme.axis.plotters())
}

/// A tick's number without float dust, with the true minus sign.
pub(super) fn plain_tick(value: &f64) -> String {
    if (1e-9..1e-4).contains(&value.abs()) || value.abs() >= 1e5 {
        // What is smaller is float dust in place of 0.
        return brief(*value);
    }
    let rounded: f64 = format!("{value:.9}").parse().unwrap_or(*value);
    // Adding zero turns −0 into 0.
    format!("{}", rounded + 0.0).replace('-', "−")
}

/// A power of ten.
pub(super) fn decade_tick(power: &f64) -> String {
    if power.fract().abs() > 1e-9 {
        return String::new();
    }
    format!("10{}", superscript(&format!("{power:.0}")))
}
