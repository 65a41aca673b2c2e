//! Lines without the points that nobody can tell apart: what a browser draws costs by the point.

use std::collections::HashSet;

/// Points nearer than this to the last one kept are left out, device px: no more than the grey of a pixel tells.
const FINEST: f64 = 0.25;

/// Fewer points are quicker drawn than compared.
const LONG: usize = 100;

/// The points of a line but those that lie on the one before. Thousands of steps about a minimum are a few of these. Its ends stay.
pub fn apart(points: &[[f64; 2]]) -> impl Iterator<Item = [f64; 2]> {
    let mut kept: Option<[f64; 2]> = None;
    let last = points.len().saturating_sub(1);
    points.iter().enumerate().filter_map(move |(index, &[x, y])| {
        let moves = kept.is_none_or(|[x0, y0]| (x - x0).abs().max((y - y0).abs()) >= FINEST);
        (moves || index == last).then(|| *kept.insert([x, y]))
    })
}

/// What a pen with a round end does to draw a line: to each point it goes drawing, or not where that is `false`. A long path that
/// goes round and round is drawn once.
pub fn strokes(points: &[[f64; 2]]) -> Vec<([f64; 2], bool)> {
    let near = |[x, y]: [f64; 2]| [x, y].map(|c| (c / FINEST).round() as i32);
    let mut drawn = HashSet::new();
    let mut strokes = Vec::new();
    let mut at: Option<[f64; 2]> = None;
    for point in apart(points) {
        let fresh = at.is_none_or(|from| {
            let [a, b] = [near(from), near(point)];
            points.len() < LONG || drawn.insert(if a < b { [a, b] } else { [b, a] })
        });
        if fresh {
            if let Some(from) = at.filter(|from| strokes.last().is_some_and(|(last, _)| last != from)) {
                strokes.push((from, false));
            }
            strokes.push((point, at.is_some()));
        }
        at = Some(point);
    }
    strokes
}

/// A line in whole pixels: of the points that lie in a column one after the other no more than the first, the lowest, the highest
/// and the last.
#[must_use]
pub fn columns(points: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut kept = Vec::with_capacity(points.len());
    for column in points.chunk_by(|a, b| a.0 == b.0) {
        let x = column[0].0;
        let [low, high] = column.iter().fold([i32::MAX, i32::MIN], |[low, high], &(_, y)| [low.min(y), high.max(y)]);
        if column.len() > 4 {
            kept.extend([column[0], (x, low), (x, high), column[column.len() - 1]]);
        } else {
            kept.extend(column);
        }
    }
    kept
}
