//! The heat map: bands of equal colour between isolines, lighter where the loss is high.

use super::color_bar;
use super::frame::Frame;
use super::ink::{Ink, Pen, Raster, Rect};
use super::theme::Theme;
use crate::contour::Grid;
use crate::surface::{Landscape, Shade};

/// Number of bands.
pub(super) const BANDS: usize = 11;

/// Nodes of the isoline grid along the longer side.
const NODES: usize = 160;

/// A pixel of the raster is at most this many device pixels wide.
const PIXEL: f64 = 2.0;

/// Where the heights span more than this many powers of ten, levels are spaced in the logarithm whatever the surface says.
const DECADES: f64 = 4.0;

/// The levels between bands, rising, for heights above the lowest value in the picture: the highest, and the one that a
/// hundredth of the picture stays below.
///
/// [`Shade::Root`] spaces them evenly in the square root of the height, which spaces the isolines of a quadratic bowl
/// evenly on the screen. [`Shade::Log`] spaces them evenly in its logarithm, from that hundredth up: the lowest point
/// itself would be a logarithm of 0. So does a picture that spans more than four powers of ten between the two.
#[must_use]
pub fn levels([low, high]: [f64; 2], hundredth: f64, shade: Shade) -> Vec<f64> {
    let (height, base) = (high - low, hundredth - low);
    let decades = (height / base).log10();
    // Not so where a hundredth of the picture lies as low as its lowest point: a plain has no logarithm.
    let log = decades.is_finite() && (shade == Shade::Log || decades > DECADES);
    let share = |band: usize| band as f64 / BANDS as f64;
    let spaced = |s: f64| if log { base * ((height / base).ln() * s).exp() } else { height * s.powi(2) };
    (1..BANDS).map(|band| low + spaced(share(band))).collect()
}

/// Draws bands and isolines over the frame's plot.
pub fn draw<I: Ink>(landscape: &dyn Landscape, frame: &Frame, theme: &Theme, ink: &mut I) {
    let (net, grid, levels) = levels_over(landscape, frame);
    let Some(span) = grid.span() else { return };
    let raster = bands(landscape, frame, &levels, theme);
    ink.raster(&raster, frame.plot);
    let pen = Pen { color: theme.isoline, width: frame.scale, alpha: 0.8 };
    net.draw(&grid, &levels, pen, ink);
    if span[0] < span[1] {
        color_bar::draw(&levels, &raster.palette, frame, theme, ink);
    }
}

/// The net over the frame's plot, the heights there, and the levels between them; none where no height is finite.
pub(super) fn levels_over(landscape: &dyn Landscape, frame: &Frame) -> (Net, Grid, Vec<f64>) {
    let net = Net::over(frame, NODES);
    let grid = net.sample(frame, |at| landscape.value(at));
    let spaced = |span: [f64; 2]| {
        let hundredth = grid.quantile(0.01).unwrap_or(span[0]);
        levels(span, hundredth, landscape.info().shade)
    };
    let levels = grid.span().map_or_else(Vec::new, spaced);
    (net, grid, levels)
}

/// Draws the isolines of another loss over the frame's plot, coarsely: it may change with every step.
pub fn isolines<I: Ink>(loss: &dyn Fn([f64; 2]) -> f64, frame: &Frame, pen: Pen, ink: &mut I) {
    let net = Net::over(frame, NODES / 2);
    let grid = net.sample(frame, loss);
    let Some(span) = grid.span() else { return };
    net.draw(&grid, &levels(span, span[0], Shade::Root), pen, ink);
}

/// The nodes at which a loss is looked at for its isolines.
pub(crate) struct Net {
    plot: Rect,
    /// Columns and rows.
    nodes: [usize; 2],
    /// From node to node, device px.
    step: [f64; 2],
}

impl Net {
    /// A net with so many nodes along the longer side of the frame's plot.
    fn over(frame: &Frame, nodes: usize) -> Self {
        let plot = frame.plot;
        let sides = [plot.right - plot.left, plot.bottom - plot.top];
        let spacing = (sides[0].max(sides[1]) / nodes as f64).max(1.0);
        Self::of(plot, sides.map(|side| (side / spacing).ceil().max(1.0) as usize + 1))
    }

    /// A net of so many columns and rows, at least two each.
    pub(crate) fn of(plot: Rect, nodes: [usize; 2]) -> Self {
        let sides = [plot.right - plot.left, plot.bottom - plot.top];
        Self { plot, nodes, step: [0, 1].map(|axis| sides[axis] / (nodes[axis] - 1) as f64) }
    }

    /// The pixel of a place between nodes.
    pub(super) fn px(&self, [i, j]: [f64; 2]) -> [f64; 2] {
        [self.plot.left + i * self.step[0], self.plot.bottom - j * self.step[1]]
    }

    pub(crate) fn sample(&self, frame: &Frame, loss: impl Fn([f64; 2]) -> f64) -> Grid {
        let plane = |px: [f64; 2]| frame.to_plane(px.map(|c| c.min(1e9))).unwrap_or([f64::NAN; 2]);
        Grid::sample(self.nodes[0], self.nodes[1], |i, j| {
            let [x, y] = self.px([i as f64, j as f64]);
            let inside = [x.clamp(self.plot.left, self.plot.right), y.clamp(self.plot.top, self.plot.bottom)];
            loss(plane(inside))
        })
    }

    pub(crate) fn draw<I: Ink>(&self, grid: &Grid, levels: &[f64], pen: Pen, ink: &mut I) {
        for line in levels.iter().flat_map(|&level| grid.isolines(level)) {
            let points: Vec<_> = line.points.into_iter().map(|at| self.px(at)).collect();
            ink.line(&points, line.closed, pen);
        }
    }
}

/// The number of levels that lie at or below the loss, looked for from that of a neighbour: most pixels are in the same band, which a
/// processor foresees, where it does not foresee a bisection.
fn climb(levels: &[f64], loss: f64, neighbour: usize) -> usize {
    let mut band = neighbour;
    while levels.get(band).is_some_and(|&level| loss >= level) {
        band += 1;
    }
    while band > 0 && loss < levels[band - 1] {
        band -= 1;
    }
    band
}

/// The band of each pixel.
pub(crate) fn bands(landscape: &dyn Landscape, frame: &Frame, levels: &[f64], theme: &Theme) -> Raster {
    let plot = frame.plot;
    let [width, height] = [plot.right - plot.left, plot.bottom - plot.top].map(|side| (side / PIXEL).ceil() as usize);
    let [step_x, step_y] = [(plot.right - plot.left) / width as f64, (plot.bottom - plot.top) / height as f64];
    let middle = |i: usize, j: usize| [plot.left + (i as f64 + 0.5) * step_x, plot.top + (j as f64 + 0.5) * step_y];
    let plane = |i, j| frame.to_plane(middle(i, j)).unwrap_or([f64::NAN; 2]);
    let missing = levels.len() as u8 + 1;
    let mut pixels = Vec::with_capacity(width * height);
    let columns: Vec<_> = (0..width).map(|i| plane(i, 0)[0]).collect();
    let (mut band, mut losses) = (0, Vec::with_capacity(width));
    for j in 0..height {
        landscape.row(&columns, plane(0, j)[1], &mut losses);
        pixels.extend(losses.iter().map(|&loss| {
            band = climb(levels, loss, band);
            if loss.is_finite() { band as u8 } else { missing }
        }));
    }
    let share = |band: usize| band as f64 / levels.len() as f64;
    Raster {
        width,
        height,
        pixels,
        palette: (0..=levels.len()).map(|band| theme.low.towards(theme.high, share(band))).collect(),
    }
}
