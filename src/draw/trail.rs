//! The path of a run, its head, and where it left the picture.

use super::clip;
use super::frame::Frame;
use super::ink::{Ink, Pen};
use super::theme::{Color, Theme};

/// How many steps of a path are drawn; older ones have faded.
const LONGEST: usize = 2000;

/// A path is drawn in this many stretches, each paler the older it is.
const STRETCHES: usize = 6;

/// The oldest stretch's opacity: faded, and still a path that can be followed.
const OLDEST: f64 = 0.5;

/// Steps shorter than this on screen get no dot of their own, css px.
const DOT_SPACING: f64 = 7.0;

/// The forms of heads, in the order of the legend: a run is never told by colour alone.
pub const SHAPES: [&str; 6] = ["circle", "square", "triangle", "diamond", "pentagon", "star"];

/// Where a run stands after each step, device px.
pub type Track<'a> = dyn Fn(usize) -> [f64; 2] + 'a;

/// Draws the path of a run from step `begin` to step `last`, of that what is after step `since`; the last stretch of it ends at
/// `head`, device px.
#[expect(clippy::too_many_arguments, reason = "a path's own five, and what every drawing takes")]
pub fn path<I: Ink>(
    track: &Track<'_>,
    [begin, last]: [usize; 2],
    since: usize,
    head: [f64; 2],
    color: Color,
    frame: &Frame,
    theme: &Theme,
    ink: &mut I,
) {
    let first = last.saturating_sub(LONGEST).max(begin).max(since);
    // Each is asked for several times.
    let known: Vec<_> = (first..last).map(track).collect();
    let track = |k: usize| k.checked_sub(first).and_then(|k| known.get(k).copied()).unwrap_or_else(|| track(k));
    let at = |k: usize| if k == last { head } else { track(k) };
    let room = frame.plot.grow(8.0 * frame.scale);
    let line = |width: f64, color: Color, alpha: f64| Pen { color, width: width * frame.scale * theme.magnify, alpha };
    for piece in clip::path(room, (first..=last).map(at)) {
        ink.line(&piece, false, line(5.0, theme.halo, 0.65));
    }
    let spacing = DOT_SPACING * frame.scale;
    for stretch in 0..STRETCHES {
        let bound = |n: usize| first + (last - first) * n / STRETCHES;
        let (from, to) = (bound(stretch), bound(stretch + 1));
        if from == to {
            continue;
        }
        let alpha = OLDEST + (1.0 - OLDEST) * (stretch + 1) as f64 / STRETCHES as f64;
        for piece in clip::path(room, (from..=to).map(at)) {
            ink.line(&piece, false, line(2.25, color, alpha));
        }
        let far_apart = |&k: &usize| {
            let ([x0, y0], [x1, y1]) = (at(k.max(1) - 1), at(k));
            (x1 - x0).hypot(y1 - y0) >= spacing
        };
        let dots: Vec<_> = (from.max(begin + 1)..to).filter(far_apart).map(at).filter(|&p| room.contains(p)).collect();
        ink.dots(&dots, 3.0 * frame.scale * theme.magnify, color, alpha);
    }
    if first == 0 && last > 0 && room.contains(at(0)) {
        let ring = line(1.5, theme.mark, 1.0);
        ink.disc(at(0), 3.5 * frame.scale * theme.magnify, theme.halo, ring);
    }
}

/// Draws the mark where a run changed its parameters.
pub fn change<I: Ink>(at: [f64; 2], color: Color, frame: &Frame, theme: &Theme, ink: &mut I) {
    let size = frame.scale * theme.magnify;
    ink.disc(at, 4.0 * size, theme.halo, Pen { color, width: 2.0 * size, alpha: 1.0 });
}

/// Draws the head of a run, of the shape of its place in the legend.
pub fn head<I: Ink>(index: usize, at: [f64; 2], color: Color, frame: &Frame, theme: &Theme, ink: &mut I) {
    let size = frame.scale * theme.magnify;
    let outline = Pen { color: theme.halo, width: 2.0 * size, alpha: 1.0 };
    match outline_of(index % SHAPES.len()) {
        None => ink.disc(at, RADIUS * size, color, outline),
        Some(corners) => ink.polygon(&around(at, corners, size), color, outline),
    }
}

/// Draws a hollow head: where a run stands at a step other than the one shown.
pub fn ghost<I: Ink>(index: usize, at: [f64; 2], color: Color, frame: &Frame, theme: &Theme, ink: &mut I) {
    let size = frame.scale * theme.magnify;
    for (color, width) in [(theme.halo, 6.0), (color, 2.5)] {
        let pen = Pen { color, width: width * size, alpha: 1.0 };
        match outline_of(index % SHAPES.len()) {
            None => ink.ring(at, RADIUS * size, pen),
            Some(corners) => ink.line(&around(at, corners, size), true, pen),
        }
    }
}

/// The corners of a head at a point.
fn around(at: [f64; 2], corners: &[[f64; 2]], size: f64) -> Vec<[f64; 2]> {
    corners.iter().map(|[x, y]| [at[0] + x * size, at[1] + y * size]).collect()
}

/// Corners of a head; none for the circle.
fn outline_of(shape: usize) -> Option<&'static [[f64; 2]]> {
    [None, Some(SQUARE), Some(TRIANGLE), Some(DIAMOND), Some(PENTAGON), Some(STAR)][shape]
}

/// Radius of the round head, css px.
const RADIUS: f64 = 7.0;

// Corners of heads around (0, 0), css px: of equal weight to the eye rather than of equal radius.
const SQUARE: &[[f64; 2]] = &[[6.08, -6.08], [6.08, 6.08], [-6.08, 6.08], [-6.08, -6.08]];
const TRIANGLE: &[[f64; 2]] = &[[0.0, -9.2], [7.97, 4.6], [-7.97, 4.6]];
const DIAMOND: &[[f64; 2]] = &[[0.0, -8.8], [8.8, 0.0], [0.0, 8.8], [-8.8, 0.0]];
const PENTAGON: &[[f64; 2]] = &[[0.0, -8.4], [7.99, -2.6], [4.94, 6.8], [-4.94, 6.8], [-7.99, -2.6]];
const STAR: &[[f64; 2]] = &[
    [0.0, -10.0],
    [2.59, -3.56],
    [9.51, -3.09],
    [4.18, 1.36],
    [5.88, 8.09],
    [0.0, 4.4],
    [-5.88, 8.09],
    [-4.18, 1.36],
    [-9.51, -3.09],
    [-2.59, -3.56],
];

/// Where a run that is outside the plot last crossed its border, and the unit vector along which it went: for the arrow
/// there. One that was never inside is pointed at from the middle. `last` is the last step taken.
#[must_use]
pub fn exit(at: &Track<'_>, last: usize, frame: &Frame) -> Option<([f64; 2], [f64; 2])> {
    let inside = (0..=last).rev().find(|&k| frame.plot.contains(at(k)));
    let (from, to) = match inside {
        Some(k) if k == last => return None,
        Some(k) => (at(k), at(k + 1)),
        None => (frame.plot.middle(), at(last)),
    };
    let [_, border] = clip::segment(frame.plot, [from, to])?;
    let length = (to[0] - from[0]).hypot(to[1] - from[1]);
    Some((border, [(to[0] - from[0]) / length, (to[1] - from[1]) / length]))
}

/// Draws an arrow that ends at `tip` and points along the unit vector `direction`.
pub fn arrow<I: Ink>(tip: [f64; 2], direction: [f64; 2], color: Color, frame: &Frame, theme: &Theme, ink: &mut I) {
    let size = 13.0 * frame.scale * theme.magnify;
    let [dx, dy] = direction;
    let corner =
        |back: f64, side: f64| [tip[0] - size * (back * dx + side * dy), tip[1] - size * (back * dy - side * dx)];
    let outline = Pen { color: theme.halo, width: 2.0 * frame.scale, alpha: 1.0 };
    ink.polygon(&[tip, corner(1.0, 0.6), corner(0.7, 0.0), corner(1.0, -0.6)], color, outline);
}
