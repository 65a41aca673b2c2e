//! Isolines by marching squares, stitched into polylines. Flat arrays in and out; nothing is drawn here.

use std::collections::HashMap;

/// Values on a regular grid, row by row from the bottom: `values[j * columns + i]` belongs to node (i, j).
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    columns: usize,
    rows: usize,
    values: Vec<f64>,
}

/// A line of equal value, in grid coordinates: node (i, j) is the point (i, j).
#[derive(Clone, Debug, PartialEq)]
pub struct Isoline {
    /// The value along the line.
    pub level: f64,
    /// Its points; a closed line does not repeat the first.
    pub points: Vec<[f64; 2]>,
    /// Whether it returns to its first point. A line that is not closed ends at the border or beside a missing value.
    pub closed: bool,
}

impl Grid {
    /// Samples `f` at the nodes of a grid of `columns` × `rows` nodes.
    #[must_use]
    pub fn sample(columns: usize, rows: usize, mut f: impl FnMut(usize, usize) -> f64) -> Self {
        let nodes = (0..rows).flat_map(|j| (0..columns).map(move |i| (i, j)));
        Self { columns, rows, values: nodes.map(|(i, j)| f(i, j)).collect() }
    }

    /// The smallest and the largest finite value, if there is any.
    #[must_use]
    pub fn span(&self) -> Option<[f64; 2]> {
        let finite = self.values.iter().copied().filter(|v| v.is_finite());
        finite.fold(None, |span, v| {
            let [low, high] = span.unwrap_or([v, v]);
            Some([low.min(v), high.max(v)])
        })
    }

    /// The lines along which the grid has the value `level`, linearly interpolated.
    ///
    /// A cell with a corner that is not finite has no line. A corner exactly at the level counts as above it. In a
    /// saddle cell the mean of the corners decides which pairs of sides are joined.
    #[must_use]
    pub fn isolines(&self, level: f64) -> Vec<Isoline> {
        stitch(level, self.segments(level), |side| self.crossing(level, side))
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        self.values[j * self.columns + i]
    }

    /// The two sides of its cell that each piece of line joins, walked with the higher values on the left.
    fn segments(&self, level: f64) -> Vec<[Side; 2]> {
        let mut segments = Vec::new();
        for j in 0..self.rows.saturating_sub(1) {
            for i in 0..self.columns.saturating_sub(1) {
                let corners = [self.at(i, j), self.at(i + 1, j), self.at(i + 1, j + 1), self.at(i, j + 1)];
                if corners.iter().any(|v| !v.is_finite()) {
                    continue;
                }
                let above = corners.map(|v| v >= level);
                let [south, east] = [Side::horizontal(i, j), Side::vertical(i + 1, j)];
                let [north, west] = [Side::horizontal(i, j + 1), Side::vertical(i, j)];
                let mean_above = corners.iter().sum::<f64>() / 4.0 >= level;
                match above {
                    [false, false, false, false] | [true, true, true, true] => {}
                    [true, false, false, false] => segments.push([south, west]),
                    [false, true, false, false] => segments.push([east, south]),
                    [false, false, true, false] => segments.push([north, east]),
                    [false, false, false, true] => segments.push([west, north]),
                    [true, true, false, false] => segments.push([east, west]),
                    [false, true, true, false] => segments.push([north, south]),
                    [false, false, true, true] => segments.push([west, east]),
                    [true, false, false, true] => segments.push([south, north]),
                    [false, true, true, true] => segments.push([west, south]),
                    [true, false, true, true] => segments.push([south, east]),
                    [true, true, false, true] => segments.push([east, north]),
                    [true, true, true, false] => segments.push([north, west]),
                    [true, false, true, false] if mean_above => segments.extend([[south, east], [north, west]]),
                    [true, false, true, false] => segments.extend([[south, west], [north, east]]),
                    [false, true, false, true] if mean_above => segments.extend([[west, south], [east, north]]),
                    [false, true, false, true] => segments.extend([[east, south], [west, north]]),
                }
            }
        }
        segments
    }

    /// Where the level crosses a side.
    fn crossing(&self, level: f64, side: Side) -> [f64; 2] {
        let (i, j) = (side.i, side.j);
        let (from, to) =
            if side.upright { (self.at(i, j), self.at(i, j + 1)) } else { (self.at(i, j), self.at(i + 1, j)) };
        let share = ((level - from) / (to - from)).clamp(0.0, 1.0);
        let (x, y) = (i as f64, j as f64);
        if side.upright { [x, y + share] } else { [x + share, y] }
    }
}

/// A side of a cell, by its lower or left node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Side {
    i: usize,
    j: usize,
    upright: bool,
}

impl Side {
    fn horizontal(i: usize, j: usize) -> Self {
        Self { i, j, upright: false }
    }

    fn vertical(i: usize, j: usize) -> Self {
        Self { i, j, upright: true }
    }
}

/// Joins directed segments that share a side into lines. Open lines come first, each in the order of its segments.
fn stitch(level: f64, segments: Vec<[Side; 2]>, place: impl Fn(Side) -> [f64; 2]) -> Vec<Isoline> {
    let mut next: HashMap<Side, Side> = segments.iter().map(|&[from, to]| (from, to)).collect();
    let ends: std::collections::HashSet<Side> = segments.iter().map(|&[_, to]| to).collect();
    let starts = segments.iter().map(|&[from, _]| from);
    let (open, closed): (Vec<_>, Vec<_>) = starts.partition(|from| !ends.contains(from));
    let mut lines = Vec::new();
    for (from, is_closed) in open.into_iter().map(|s| (s, false)).chain(closed.into_iter().map(|s| (s, true))) {
        let mut points = Vec::new();
        let mut side = from;
        while let Some(to) = next.remove(&side) {
            points.push(place(side));
            side = to;
        }
        if points.is_empty() {
            continue;
        }
        if !is_closed {
            points.push(place(side));
        }
        lines.push(Isoline { level, points, closed: is_closed });
    }
    lines
}
