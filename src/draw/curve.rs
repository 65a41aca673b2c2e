//! A surface of one variable: its loss over x as a line, with quiet ground beneath.

use super::clip;
use super::frame::Frame;
use super::ink::{Ink, Pen};
use super::theme::Theme;
use crate::surface::Landscape;

/// Steps of the line to a css pixel.
const FINENESS: f64 = 1.0;

/// Draws the ground and the line over the frame's plot.
pub fn draw<I: Ink>(landscape: &dyn Landscape, frame: &Frame, theme: &Theme, ink: &mut I) {
    let plot = frame.plot;
    let count = ((plot.right - plot.left) / frame.scale * FINENESS).ceil().clamp(1.0, 4096.0);
    let [low, high] = frame.window.x;
    let at = |i: usize| {
        let x = low + (high - low) * (i as f64 / count);
        frame.to_px([x, landscape.value([x, 0.0])])
    };
    let solid = |color, width: f64| Pen { color, width: width * frame.scale, alpha: 1.0 };
    let ground = theme.low.towards(theme.high, 0.5);
    // A little wider than the plot, which clips it, so that no line ends within.
    for piece in clip::path(plot.grow(4.0 * frame.scale), (0..=count as usize).map(at)) {
        let (first, last) = (piece[0], piece[piece.len() - 1]);
        let floor = plot.bottom + 4.0 * frame.scale;
        let corners = [[last[0], floor], [first[0], floor]];
        ink.polygon(&[&piece[..], &corners].concat(), ground, solid(ground, 1.0));
        ink.line(&piece, false, solid(theme.axis, 1.5 * theme.magnify));
    }
}
