//! The heat map: bands of equal colour between isolines, lighter where the loss is high.

use super::frame::Frame;
use super::ink::{Ink, Pen, Raster};
use super::theme::Theme;
use crate::contour::Grid;
use crate::surface::Landscape;

/// Number of bands.
const BANDS: usize = 11;

/// Nodes of the isoline grid along the longer side.
const NODES: usize = 160;

/// A pixel of the raster is at most this many device pixels wide.
const PIXEL: f64 = 2.0;

/// The levels between bands, rising. They are spaced evenly in the square root of the height above the lowest value in
/// the picture, which spaces the isolines of a quadratic bowl evenly on the screen.
#[must_use]
pub fn levels([low, high]: [f64; 2]) -> Vec<f64> {
    let height = high - low;
    let share = |band: usize| band as f64 / BANDS as f64;
    (1..BANDS).map(|band| low + height * share(band).powi(2)).collect()
}

/// Draws bands and isolines over the frame's plot.
pub fn draw<I: Ink>(landscape: &dyn Landscape, frame: &Frame, theme: &Theme, ink: &mut I) {
    let [width, height] = [frame.plot.right - frame.plot.left, frame.plot.bottom - frame.plot.top];
    let spacing = (width.max(height) / NODES as f64).max(1.0);
    let [columns, rows] = [width, height].map(|side| (side / spacing).ceil().max(1.0) as usize + 1);
    let [step_x, step_y] = [width / (columns - 1) as f64, height / (rows - 1) as f64];
    let node_px = |[i, j]: [f64; 2]| [frame.plot.left + i * step_x, frame.plot.bottom - j * step_y];
    let plane = |px: [f64; 2]| frame.to_plane(px.map(|c| c.min(1e9))).unwrap_or([f64::NAN; 2]);
    let grid = Grid::sample(columns, rows, |i, j| {
        let [x, y] = node_px([i as f64, j as f64]);
        let inside = [x.clamp(frame.plot.left, frame.plot.right), y.clamp(frame.plot.top, frame.plot.bottom)];
        landscape.value(plane(inside))
    });
    let Some(span) = grid.span() else { return };
    let levels = levels(span);
    ink.raster(&bands(landscape, frame, &levels, theme), frame.plot);
    let pen = Pen { color: theme.isoline, width: frame.scale, alpha: 0.8 };
    for line in levels.iter().flat_map(|&level| grid.isolines(level)) {
        let points: Vec<_> = line.points.into_iter().map(node_px).collect();
        ink.line(&points, line.closed, pen);
    }
}

/// The band of each pixel.
fn bands(landscape: &dyn Landscape, frame: &Frame, levels: &[f64], theme: &Theme) -> Raster {
    let plot = frame.plot;
    let [width, height] = [plot.right - plot.left, plot.bottom - plot.top].map(|side| (side / PIXEL).ceil() as usize);
    let [step_x, step_y] = [(plot.right - plot.left) / width as f64, (plot.bottom - plot.top) / height as f64];
    let mut pixels = Vec::with_capacity(width * height);
    for j in 0..height {
        let y = plot.top + (j as f64 + 0.5) * step_y;
        pixels.extend((0..width).map(|i| {
            let at = frame.to_plane([plot.left + (i as f64 + 0.5) * step_x, y]).unwrap_or([f64::NAN; 2]);
            let value = landscape.value(at);
            let band = levels.partition_point(|&level| value >= level);
            if value.is_finite() { band as u8 } else { BANDS as u8 }
        }));
    }
    let share = |band: usize| band as f64 / (BANDS - 1) as f64;
    Raster {
        width,
        height,
        pixels,
        palette: (0..BANDS).map(|band| theme.low.towards(theme.high, share(band))).collect(),
    }
}
