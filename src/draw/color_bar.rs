//! What the colours of a heat map stand for: a slim bar in a corner of the plot.

use super::frame::Frame;
use super::heat::BANDS;
use super::ink::{Ink, Pen, Rect, Type};
use super::stage::type_of;
use super::theme::Theme;
use crate::number::brief;

/// A plot smaller than this has none, css px.
const ROOM: [f64; 2] = [300.0, 220.0];

/// The bar, and where it stands from the corner of the plot, css px.
const SIZE: [f64; 2] = [7.0, 77.0];
const INSET: [f64; 2] = [12.0, 14.0];

/// Room for the numbers to the left of the bar, css px.
const NUMBERS: f64 = 48.0;

/// The levels that have a number.
const NUMBERED: [usize; 3] = [1, 4, 8];

/// Where the bar with its numbers stands; none where there is too little room.
#[must_use]
pub fn place(frame: &Frame, theme: &Theme) -> Option<Rect> {
    let bar = bar(frame, theme)?;
    let size = frame.scale * theme.magnify;
    Some(Rect { left: bar.left - NUMBERS * size, top: bar.top - 18.0 * size, ..bar })
}

fn bar(frame: &Frame, theme: &Theme) -> Option<Rect> {
    let plot = frame.plot;
    let sides = [plot.right - plot.left, plot.bottom - plot.top];
    if (0..2).any(|axis| sides[axis] < ROOM[axis] * frame.scale) {
        return None;
    }
    let size = frame.scale * theme.magnify;
    let (right, bottom) = (plot.right - INSET[0] * size, plot.bottom - INSET[1] * size);
    Some(Rect { left: right - SIZE[0] * size, top: bottom - SIZE[1] * size, right, bottom })
}

/// Draws the bands with the losses at some of the levels between them.
pub fn draw<I: Ink>(levels: &[f64], palette: &[super::Color], frame: &Frame, theme: &Theme, ink: &mut I) {
    let Some(bar) = bar(frame, theme) else { return };
    let size = frame.scale * theme.magnify;
    let border = |band: usize| bar.bottom - (bar.bottom - bar.top) * band as f64 / BANDS as f64;
    for (band, &color) in palette.iter().enumerate() {
        let (bottom, top) = (border(band), border(band + 1));
        let corners = [[bar.left, bottom], [bar.left, top], [bar.right, top], [bar.right, bottom]];
        ink.polygon(&corners, color, Pen { color, width: 0.5 * frame.scale, alpha: 1.0 });
    }
    let outline = [[bar.left, bar.bottom], [bar.left, bar.top], [bar.right, bar.top], [bar.right, bar.bottom]];
    ink.line(&outline, true, Pen { color: theme.axis, width: 0.75 * frame.scale, alpha: 0.7 });
    let full = type_of(theme.axis, false, frame, theme);
    let style = Type { size: full.size * 0.78, ..full };
    let mut write = |text: &str, right: f64, y: f64| {
        let width = ink.text_width(text, style);
        ink.text([right - width, y], text, style);
    };
    for level in NUMBERED {
        write(&brief(levels[level]), bar.left - 5.0 * size, border(level + 1));
    }
    write("loss", bar.right, bar.top - 8.0 * size);
}
