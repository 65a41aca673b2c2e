//! Where the surface lies in the picture.

use super::ink::Rect;
use super::layout::Area;
use crate::surface::Window;

/// Room for the axes and their numbers, css px: left, top, right, bottom.
pub(crate) const MARGINS: [f64; 4] = [46.0, 10.0, 14.0, 28.0];

/// One of several areas that is narrower than this has smaller type, css px.
const NARROW: f64 = 480.0;

/// So has one alone that has less room than this, css px × css px.
const SMALL: f64 = 480.0 * 240.0;

/// The least a plot is across, device px.
const SMALLEST: f64 = 8.0;

/// Further room above a plot that has a title, css px.
const TITLE: f64 = 16.0;

/// The window of the plane that is shown, and the rectangle of the canvas that shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The part of the canvas that it may use, device px.
    pub area: Rect,
    /// Whether it is one of several.
    pub titled: bool,
    /// The plot, device px.
    pub plot: Rect,
    /// The part of the plane the plot shows.
    pub window: Window,
    /// Device pixels to a css pixel at normal type size: all sizes are multiplied by it.
    pub scale: f64,
}

impl Frame {
    /// A frame that shows at least `window`, one unit of x as long as one of y.
    #[must_use]
    pub fn fit(area: Area, scale: f64, window: Window) -> Self {
        Self::stretch(area, scale, window).even()
    }

    /// The frame that shows more, so that one unit of x is as long as one of y.
    #[must_use]
    pub fn even(self) -> Self {
        let Self { plot, window, .. } = self;
        let [width, height] = [plot.right - plot.left, plot.bottom - plot.top];
        let units_a_pixel = ((window.x[1] - window.x[0]) / width).max((window.y[1] - window.y[0]) / height);
        let around = |[low, high]: [f64; 2], pixels: f64| {
            let (center, half) = (low + (high - low) / 2.0, units_a_pixel * pixels / 2.0);
            [center - half, center + half]
        };
        Self { window: Window { x: around(window.x, width), y: around(window.y, height) }, ..self }
    }

    /// A frame that shows `window` and no more, each axis with a unit of its own.
    #[must_use]
    pub fn stretch(Area { rect, titled }: Area, scale: f64, window: Window) -> Self {
        let [left, top, right, bottom] = MARGINS.map(|m| (m * scale).round());
        let top = if titled { top + (TITLE * scale).round() } else { top };
        let (left, top) = (rect.left + left, rect.top + top);
        let plot = Rect {
            left,
            top,
            right: (rect.right - right).max(left + SMALLEST),
            bottom: (rect.bottom - bottom).max(top + SMALLEST),
        };
        Self { area: rect, titled, plot, window, scale }
    }

    /// How many units of the plane the shorter side of the plot shows; of x, where the axes have units of their own.
    #[must_use]
    pub fn units_across(&self) -> f64 {
        let [width, height] = [self.plot.right - self.plot.left, self.plot.bottom - self.plot.top];
        (self.window.x[1] - self.window.x[0]) / width * width.min(height)
    }

    /// The size of type in it, as a share of the usual: less where it is alone and small, or one of several and narrow.
    #[must_use]
    pub fn type_size(&self) -> f64 {
        let narrow = self.titled && (self.area.right - self.area.left) < NARROW * self.scale;
        if narrow || self.is_small() { 0.86 } else { 1.0 }
    }

    /// Whether it is alone and small, as in a small frame of another page.
    #[must_use]
    pub fn is_small(&self) -> bool {
        let [width, height] = [self.area.right - self.area.left, self.area.bottom - self.area.top];
        !self.titled && width * height < SMALL * self.scale * self.scale
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
