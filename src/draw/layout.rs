//! Several pictures on one canvas.

use super::ink::Rect;

/// The part of the canvas that one picture may use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Where it lies, device px.
    pub rect: Rect,
    /// Whether a title stands above the picture.
    pub titled: bool,
}

impl Area {
    /// All of a canvas of `size` device px.
    #[must_use]
    pub fn all([width, height]: [f64; 2]) -> Self {
        Self { rect: Rect { left: 0.0, top: 0.0, right: width, bottom: height }, titled: false }
    }
}

/// A canvas of `size` device px cut into `count` areas, row by row from the top: in as many columns as make them nearest to
/// square.
#[must_use]
pub fn areas(size: [f64; 2], count: usize) -> Vec<Area> {
    if count <= 1 {
        return vec![Area::all(size)];
    }
    let cells = |columns: usize| [size[0] / columns as f64, size[1] / count.div_ceil(columns) as f64];
    let slant = |columns: usize| {
        let [width, height] = cells(columns);
        let empty = columns * count.div_ceil(columns) - count;
        (width / height).ln().abs() + empty as f64
    };
    let columns = (1..=count).min_by(|a, b| slant(*a).total_cmp(&slant(*b))).unwrap_or(1);
    let [width, height] = cells(columns).map(f64::floor);
    let area = |index: usize| {
        let (left, top) = ((index % columns) as f64 * width, (index / columns) as f64 * height);
        Area { rect: Rect { left, top, right: left + width, bottom: top + height }, titled: true }
    };
    (0..count).map(area).collect()
}
