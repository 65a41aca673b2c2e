//! What the stage is drawn with: a handful of strokes and fills in device pixels, with fractions.

use super::theme::Color;

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub color: Color,
    /// Its width, device px.
    pub width: f64,
    /// Its opacity, 0 to 1.
    pub alpha: f64,
}

/// How a text is drawn: sans-serif, to the right of its point, centred vertically on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Its colour.
    pub color: Color,
    /// The colour around it, so that it stays readable on anything.
    pub halo: Color,
    /// Its size, device px.
    pub size: f64,
    /// Bold.
    pub bold: bool,
}

/// A picture of few colours: one palette index for each pixel, row by row from the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    /// Pixels a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width × height` indices into the palette; one past its end is transparent.
    pub pixels: Vec<u8>,
    /// The colours.
    pub palette: Vec<Color>,
}

/// A rectangle of device pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left.
    pub left: f64,
    /// Top.
    pub top: f64,
    /// Right.
    pub right: f64,
    /// Bottom.
    pub bottom: f64,
}

impl Rect {
    /// Whether the point lies inside or on the border.
    #[must_use]
    pub fn contains(&self, [x, y]: [f64; 2]) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    /// Whether the two share a point.
    #[must_use]
    pub fn overlaps(&self, other: Self) -> bool {
        self.left <= other.right && other.left <= self.right && self.top <= other.bottom && other.top <= self.bottom
    }

    /// Whether the other lies inside, or touches the border from there.
    #[must_use]
    pub fn encloses(&self, other: Self) -> bool {
        self.contains([other.left, other.top]) && self.contains([other.right, other.bottom])
    }

    /// Its middle.
    #[must_use]
    pub fn middle(&self) -> [f64; 2] {
        [(self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0]
    }

    /// The rectangle around a point.
    #[must_use]
    pub fn around([x, y]: [f64; 2], half: f64) -> Self {
        Self { left: x - half, top: y - half, right: x + half, bottom: y + half }
    }

    /// The rectangle moved outward by `margin` on all sides.
    #[must_use]
    pub fn grow(&self, margin: f64) -> Self {
        Self {
            left: self.left - margin,
            top: self.top - margin,
            right: self.right + margin,
            bottom: self.bottom + margin,
        }
    }
}

/// A surface that takes ink. All points given to it are finite.
pub trait Ink {
    /// A line through the points, back to the first if `closed`.
    fn line(&mut self, points: &[[f64; 2]], closed: bool, pen: Pen);
    /// A filled polygon with an outline.
    fn polygon(&mut self, points: &[[f64; 2]], fill: Color, outline: Pen);
    /// A filled disc with an outline.
    fn disc(&mut self, center: [f64; 2], radius: f64, fill: Color, outline: Pen);
    /// A circle that is not filled.
    fn ring(&mut self, center: [f64; 2], radius: f64, pen: Pen);
    /// Small filled discs, all alike.
    fn dots(&mut self, centers: &[[f64; 2]], radius: f64, fill: Color, alpha: f64);
    /// A text.
    fn text(&mut self, at: [f64; 2], text: &str, style: Type);
    /// The width of a text, device px.
    fn text_width(&mut self, text: &str, style: Type) -> f64;
    /// A raster stretched over a rectangle.
    fn raster(&mut self, raster: &Raster, over: Rect);
    /// What is drawn from here on is seen inside the rectangle only.
    fn clip(&mut self, to: Rect);
    /// Ends the last [`clip`](Ink::clip) that has not ended.
    fn unclip(&mut self);
    /// What is drawn by `draw` is seen inside the rectangle only.
    fn clipped(&mut self, to: Rect, draw: &mut dyn FnMut(&mut Self)) {
        self.clip(to);
        draw(self);
        self.unclip();
    }
}
