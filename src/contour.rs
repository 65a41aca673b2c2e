//! Isolines by marching squares, stitched into polylines. Flat arrays in and out; nothing is drawn here.

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

    /// The value that the given share of the finite values stays below, if there is any. Meant for small shares.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let finite = || self.values.iter().copied().filter(|v| v.is_finite());
        let count = (finite().count() as f64 * share.clamp(0.0, 1.0)) as usize + 1;
        // The lowest values so far, in order: few ever enter, and a selection from the library is 5 kB of code.
        let mut lowest = Vec::with_capacity(count + 1);
        for v in finite() {
            if lowest.len() < count || lowest.last().is_some_and(|&last| v < last) {
                lowest.insert(lowest.partition_point(|&other| other < v), v);
                lowest.truncate(count);
            }
        }
        lowest.pop()
    }

    /// The lines along which the grid has the value `level`, linearly interpolated.
    ///
    /// A cell with a corner that is not finite has no line. A corner exactly at the level counts as above it. In a
    /// saddle cell the mean of the corners decides which pairs of sides are joined.
    #[must_use]
    pub fn isolines(&self, level: f64) -> Vec<Isoline> {
        let lines = stitch(2 * self.values.len(), &self.segments(level), |side| self.crossing(level, side));
        lines.into_iter().map(|(points, closed)| Isoline { level, points, closed }).collect()
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        self.values[j * self.columns + i]
    }

    /// The two sides of its cell that each piece of line joins, walked with the higher values on the left.
    fn segments(&self, level: f64) -> Vec<[usize; 2]> {
        let mut segments = Vec::new();
        for j in 0..self.rows.saturating_sub(1) {
            for i in 0..self.columns.saturating_sub(1) {
                let corners = [self.at(i, j), self.at(i + 1, j), self.at(i + 1, j + 1), self.at(i, j + 1)];
                if corners.iter().any(|v| !v.is_finite()) {
                    continue;
                }
                let above = corners.map(|v| v >= level);
                let [south, east] = [self.side(i, j, false), self.side(i + 1, j, true)];
                let [north, west] = [self.side(i, j + 1, false), self.side(i, j, true)];
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

    /// A side of a cell, by its left or lower node: even numbers lie, odd ones stand.
    fn side(&self, i: usize, j: usize, upright: bool) -> usize {
        2 * (j * self.columns + i) + usize::from(upright)
    }

    /// Where the level crosses a side.
    fn crossing(&self, level: f64, side: usize) -> [f64; 2] {
        let (node, upright) = (side / 2, side % 2 == 1);
        let other = if upright { node + self.columns } else { node + 1 };
        let (from, to) = (self.values[node], self.values[other]);
        let share = ((level - from) / (to - from)).clamp(0.0, 1.0);
        let (x, y) = ((node % self.columns) as f64, (node / self.columns) as f64);
        if upright { [x, y + share] } else { [x + share, y] }
    }
}

/// Joins directed segments that share a side into lines. Open lines come first, each in the order of its segments.
fn stitch(sides: usize, segments: &[[usize; 2]], place: impl Fn(usize) -> [f64; 2]) -> Vec<(Vec<[f64; 2]>, bool)> {
    const NOWHERE: u32 = u32::MAX;
    let (mut next, mut is_end) = (vec![NOWHERE; sides], vec![false; sides]);
    for &[from, to] in segments {
        next[from] = to as u32;
        is_end[to] = true;
    }
    let mut lines = Vec::new();
    for closed in [false, true] {
        for &[start, _] in segments.iter().filter(|[start, _]| is_end[*start] == closed) {
            let (mut points, mut side) = (Vec::new(), start);
            while next[side] != NOWHERE {
                points.push(place(side));
                side = std::mem::replace(&mut next[side], NOWHERE) as usize;
            }
            if points.is_empty() {
                continue;
            }
            if !closed {
                points.push(place(side));
            }
            lines.push((points, closed));
        }
    }
    lines
}
