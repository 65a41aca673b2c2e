//! Plots that are no surface: curves, dots and bars over two axes.

use super::chart::{self, Drawn, decade_tick, plain_tick};
use super::clip;
use super::frame::Frame;
use super::ink::{Ink, Pen, Rect, Type};
use super::label::{self, Label};
use super::layout::Area;
use super::stage::type_of;
use super::theme::{Color, Theme};
use super::trail;
use crate::surface::Window;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};

/// The name of a head stays close to it, or away.
const HEAD_LEVELS: usize = 4;

/// Names under an axis may be written this much smaller, to fit.
const SMALLEST_NAME: f64 = 0.6;

/// A plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Its title, plain text.
    pub title: String,
    /// The axis to the right.
    pub x: Axis,
    /// The axis upward.
    pub y: Axis,
    /// What is drawn, in this order.
    pub items: Vec<Item>,
}

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it shows, with its unit if it has one.
    pub label: &'static str,
    /// Its ends, low before high; positive where they are in powers of ten.
    pub range: [f64; 2],
    /// How values are spaced.
    pub scale: Scale,
}

/// How values are spaced on an axis.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// Evenly.
    Linear,
    /// In powers of ten.
    Log,
    /// Names in place of numbers, at 0, 1, 2 …
    Names(Vec<String>),
}

/// Something drawn in a plot. Points outside the axes' ranges are cut off; NaN interrupts a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A line through points.
    Line {
        /// The points.
        points: Vec<[f64; 2]>,
        /// Its colour.
        tone: Tone,
        /// A name at its last point within the plot; may be empty.
        name: String,
    },
    /// Thin straight lines, each from one point to another.
    Links {
        /// Their ends.
        ends: Vec<[[f64; 2]; 2]>,
        /// Their colour.
        tone: Tone,
    },
    /// Dots.
    Dots {
        /// Their places.
        points: Vec<[f64; 2]>,
        /// Their colour.
        tone: Tone,
        /// Large ones, to be looked at; small ones are background.
        large: bool,
    },
    /// A run as it is marked on a stage, with its name.
    Head {
        /// Where it stands.
        at: [f64; 2],
        /// Its place in the legend.
        place: usize,
        /// The name beside it.
        name: String,
    },
    /// Bars that stand on the lower end of the y axis.
    Bars {
        /// Left end, right end, height of each.
        bars: Vec<[f64; 3]>,
        /// Their colour.
        tone: Tone,
        /// In outline only.
        hollow: bool,
    },
}

/// What a colour means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The run at this place of the legend.
    Run(usize),
    /// What is known or predicted: dark.
    Known,
    /// Background: pale.
    Quiet,
}

impl Tone {
    /// The colour in a theme.
    #[must_use]
    pub fn color(self, theme: &Theme) -> Color {
        match self {
            Self::Run(place) => theme.run(place),
            Self::Known => theme.mark,
            Self::Quiet => theme.isoline,
        }
    }
}

impl Axis {
    /// An axis with evenly spaced values.
    #[must_use]
    pub fn linear(label: &'static str, range: [f64; 2]) -> Self {
        Self { label, range, scale: Scale::Linear }
    }

    /// An axis in powers of ten.
    #[must_use]
    pub fn log(label: &'static str, range: [f64; 2]) -> Self {
        Self { label, range, scale: Scale::Log }
    }

    /// An axis with a place for each name.
    #[must_use]
    pub fn names(label: &'static str, names: Vec<String>) -> Self {
        Self { label, range: [-0.5, names.len() as f64 - 0.5], scale: Scale::Names(names) }
    }

    /// Where a value stands, evenly spaced.
    fn at(&self, value: f64) -> f64 {
        if self.scale == Scale::Log { value.log10() } else { value }
    }

    fn tick(&self) -> &dyn Fn(&f64) -> String {
        match self.scale {
            Scale::Linear => &plain_tick,
            Scale::Log => &decade_tick,
            // Names are written by hand: they are longer than a tick's number.
            Scale::Names(_) => &|_| String::new(),
        }
    }
}

impl Plot {
    /// The frame of the plot in its area.
    #[must_use]
    pub fn frame(&self, area: Area, scale: f64) -> Frame {
        let ends = |axis: &Axis| axis.range.map(|end| axis.at(end));
        Frame::stretch(area, scale, Window { x: ends(&self.x), y: ends(&self.y) })
    }

    fn to_px(&self, frame: &Frame, [x, y]: [f64; 2]) -> [f64; 2] {
        frame.to_px([self.x.at(x), self.y.at(y)])
    }
}

/// Draws the axes of a plot.
///
/// # Errors
/// What the backend fails at.
pub fn axes<DB: DrawingBackend>(root: &DrawingArea<DB, Shift>, plot: &Plot, frame: &Frame, theme: &Theme) -> Drawn<DB> {
    chart::axes_with(root, frame, theme, [plot.x.tick(), plot.y.tick()], chart::ticks(frame))
}

/// Draws what is in a plot, and what its axes show.
pub fn draw<I: Ink>(plot: &Plot, frame: &Frame, theme: &Theme, ink: &mut I) {
    let size = frame.scale * theme.magnify;
    let pen = |color, width: f64, alpha| Pen { color, width: width * size, alpha };
    for item in &plot.items {
        match item {
            Item::Line { points, tone, .. } => {
                let width = if *tone == Tone::Quiet { 1.25 } else { 2.25 };
                for piece in clip::path(frame.plot, points.iter().map(|&at| plot.to_px(frame, at))) {
                    ink.line(&piece, false, pen(theme.halo, width + 2.5, 0.65));
                    ink.line(&piece, false, pen(tone.color(theme), width, 1.0));
                    // Where colours come round again, lines are hollow.
                    if matches!(tone, Tone::Run(place) if theme.repeats(*place)) {
                        ink.line(&piece, false, pen(theme.halo, width / 2.5, 1.0));
                    }
                }
            }
            Item::Head { at, place, .. } => {
                let at = plot.to_px(frame, *at);
                if frame.plot.contains(at) {
                    trail::head(*place, at, theme.run(*place), frame, theme, ink);
                }
            }
            Item::Links { ends, tone } => {
                for ends in ends {
                    if let Some(ends) = clip::segment(frame.plot, ends.map(|at| plot.to_px(frame, at))) {
                        ink.line(&ends, false, pen(tone.color(theme), 1.25, 1.0));
                    }
                }
            }
            Item::Dots { points, tone, large } => {
                let places = points.iter().map(|&at| plot.to_px(frame, at));
                let places: Vec<_> = places.filter(|at| frame.plot.contains(*at)).collect();
                if *large {
                    let outline = Pen { color: theme.halo, width: 2.0 * size, alpha: 1.0 };
                    for at in places {
                        ink.disc(at, 5.5 * size, tone.color(theme), outline);
                    }
                } else {
                    ink.dots(&places, 2.5 * size, tone.color(theme), 0.9);
                }
            }
            Item::Bars { bars, tone, hollow } => {
                for &bar in bars {
                    draw_bar(plot, bar, tone.color(theme), *hollow, frame, theme, ink);
                }
            }
        }
    }
    let taken = axis_labels(plot, frame, theme, ink);
    names(plot, taken, frame, theme, ink);
}

fn draw_bar<I: Ink>(
    plot: &Plot,
    [left, right, height]: [f64; 3],
    color: Color,
    hollow: bool,
    frame: &Frame,
    theme: &Theme,
    ink: &mut I,
) {
    let ends = [plot.to_px(frame, [left, plot.y.range[0]]), plot.to_px(frame, [right, height])];
    if !ends.as_flattened().iter().all(|c| c.is_finite()) {
        return;
    }
    let within = |[x, y]: [f64; 2]| {
        let Rect { left, top, right, bottom } = frame.plot;
        [x.clamp(left, right), y.clamp(top, bottom)]
    };
    let [[left, bottom], [right, top]] = ends.map(within);
    let size = frame.scale * theme.magnify;
    let corners = [[left, bottom], [left, top], [right, top], [right, bottom]];
    if hollow {
        ink.line(&corners, true, Pen { color, width: 1.5 * size, alpha: 1.0 });
    } else if bottom - top >= 0.5 {
        ink.polygon(&corners, color, Pen { color: theme.paper, width: 0.5 * size, alpha: 1.0 });
    }
}

/// The names of lines, each beside its last point in the plot, and of heads, on nothing that is taken.
fn names<I: Ink>(plot: &Plot, mut taken: Vec<Rect>, frame: &Frame, theme: &Theme, ink: &mut I) {
    let size = frame.scale * theme.magnify;
    let mut texts = Vec::new();
    for item in &plot.items {
        let (points, tone, (name, levels)) = match item {
            Item::Line { points, tone, name } => (points.as_slice(), *tone, (name, Label::MOST_LEVELS)),
            Item::Head { at, place, name } => (std::slice::from_ref(at), Tone::Run(*place), (name, HEAD_LEVELS)),
            _ => continue,
        };
        let places = points.iter().rev().map(|&at| plot.to_px(frame, at));
        let last = places.into_iter().find(|at| frame.plot.contains(*at));
        if let Some(at) = last.filter(|_| !name.is_empty()) {
            // A pale line is seen; pale type could not be read.
            let color = if tone == Tone::Quiet { theme.axis } else { tone.color(theme) };
            texts.push((at, name, levels, type_of(color, true, frame, theme)));
        }
    }
    let boxed = texts.iter().map(|(at, text, levels, style)| Label {
        at: *at,
        width: ink.text_width(text, *style),
        height: style.size * 1.2,
        gap: 8.0 * size,
        levels: *levels,
    });
    let boxed: Vec<_> = boxed.collect();
    let heads = boxed.iter().filter(|label| label.levels == HEAD_LEVELS);
    taken.extend(heads.map(|label| Rect::around(label.at, 7.0 * size)));
    let places = label::place(&boxed, taken, frame.plot);
    for ((place, label), (_, text, _, style)) in places.into_iter().zip(&boxed).zip(texts) {
        // The name of a line is worth an overlap; that of a head stands on the stage, too.
        let forced = (label.levels != HEAD_LEVELS).then(|| label.beside(0.0, false));
        if let Some(at) = place.or(forced) {
            ink.text(at, text, style);
        }
    }
}

/// Writes what the axes show, and returns where that stands within the plot.
fn axis_labels<I: Ink>(plot: &Plot, frame: &Frame, theme: &Theme, ink: &mut I) -> Vec<Rect> {
    let style = Type { halo: theme.paper, ..type_of(theme.axis, false, frame, theme) };
    let size = frame.scale * theme.magnify;
    let Rect { left, right, top, bottom } = frame.plot;
    if let Scale::Names(names) = &plot.x.scale {
        let room = (right - left) / names.len() as f64 - 0.5 * style.size;
        let widest = names.iter().map(|name| ink.text_width(name, style)).fold(0.0, f64::max);
        // Names wider than their places are written smaller: there is room for one row.
        let style = Type { size: style.size * (room / widest).clamp(SMALLEST_NAME, 1.0), ..style };
        for (place, name) in names.iter().enumerate() {
            let [x, _] = plot.to_px(frame, [place as f64, plot.y.range[0]]);
            let half = ink.text_width(name, style) / 2.0;
            ink.text([x - half, bottom + style.size], name, style);
        }
    }
    let [across, up] = [plot.x.label, plot.y.label].map(|label| ink.text_width(label, style));
    let places = [
        (plot.x.label, across, [right - across - 4.0 * size, bottom - style.size * 0.8]),
        (plot.y.label, up, [left + 6.0 * size, top + style.size * 0.8]),
    ];
    let written = places.map(|(label, width, [x, y])| {
        ink.text([x, y], label, style);
        Rect { left: x, right: x + width, top: y - style.size * 0.5, bottom: y + style.size * 0.5 }
    });
    written.to_vec()
}
