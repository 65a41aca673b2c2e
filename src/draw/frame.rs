//! Where the surface lies in the picture.

use super::ink::Rect;
use crate::surface::Window;

/// Room for the axes and their numbers, css px: left, top, right, bottom.
const MARGINS: [f64; 4] = [46.0, 10.0, 14.0, 28.0];

/// The least a plot is across, device px.
const SMALLEST: f64 = 8.0;

/// The window of the plane that is shown, and the rectangle of the canvas that shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The size of the whole canvas, device px.
    pub size: [f64; 2],
    /// The plot, device px.
    pub plot: Rect,
    /// The part of the plane the plot shows.
    pub window: Window,
    /// Device pixels to a css pixel at normal type size: all sizes are multiplied by it.
    pub scale: f64,
}

impl Frame {
    /// A frame for a canvas of `size` device px that shows at least `window`, one unit of x as long as one of y.
    #[must_use]
    pub fn fit(size: [f64; 2], scale: f64, window: Window) -> Self {
        let frame = Self::stretch(size, scale, window);
        let plot = frame.plot;
        let [width, height] = [plot.right - plot.left, plot.bottom - plot.top];
        let units_a_pixel = ((window.x[1] - window.x[0]) / width).max((window.y[1] - window.y[0]) / height);
        let around = |[low, high]: [f64; 2], pixels: f64| {
            let (center, half) = (low + (high - low) / 2.0, units_a_pixel * pixels / 2.0);
            [center - half, center + half]
        };
        Self { window: Window { x: around(window.x, width), y: around(window.y, height) }, ..frame }
    }

    /// A frame for a canvas of `size` device px that shows `window` and no more, each axis with a unit of its own.
    #[must_use]
    pub fn stretch(size: [f64; 2], scale: f64, window: Window) -> Self {
        let [left, top, right, bottom] = MARGINS.map(|m| (m * scale).round());
        let plot = Rect {
            left,
            top,
            right: (size[0] - right).max(left + SMALLEST),
            bottom: (size[1] - bottom).max(top + SMALLEST),
        };
        Self { size, plot, window, scale }
    }

    /// The pixel of a point of the plane.
    #[must_use]
    pub fn to_px(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let (w, p) = (self.window, self.plot);
        [
            p.left + (x - w.x[0]) / (w.x[1] - w.x[0]) * (p.right - p.left),
            p.bottom - (y - w.y[0]) / (w.y[1] - w.y[0]) * (p.bottom - p.top),
        ]
    }

    /// A coordinate rounded to what a pixel can tell: no digit more than that, so that people and links can bear it.
    #[must_use]
    pub fn readable(&self, coordinate: f64) -> f64 {
        let pixel = (self.window.x[1] - self.window.x[0]) / (self.plot.right - self.plot.left);
        let decimals = (-pixel.log10()).ceil().clamp(0.0, 15.0) as usize;
        // Through text, so that the number is the one that is read.
        format!("{coordinate:.decimals$}").parse().unwrap_or(coordinate)
    }

    /// The point of the plane at a pixel; none outside the plot.
    #[must_use]
    pub fn to_plane(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let (w, p) = (self.window, self.plot);
        p.contains([x, y]).then(|| {
            [
                w.x[0] + (x - p.left) / (p.right - p.left) * (w.x[1] - w.x[0]),
                w.y[0] + (p.bottom - y) / (p.bottom - p.top) * (w.y[1] - w.y[0]),
            ]
        })
    }
}
