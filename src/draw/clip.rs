//! Lines cut at a rectangle, so that no drawing library ever sees a point far away or not finite.

use super::ink::Rect;

/// The part of a segment inside a rectangle (Liang and Barsky 1984), if there is one; none for a segment that is not finite.
#[must_use]
pub fn segment(rect: Rect, [from, to]: [[f64; 2]; 2]) -> Option<[[f64; 2]; 2]> {
    if ![from, to].as_flattened().iter().all(|c| c.is_finite()) {
        return None;
    }
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    let (mut enter, mut exit) = (0.0_f64, 1.0_f64);
    for (slope, room) in
        [(-dx, from[0] - rect.left), (dx, rect.right - from[0]), (-dy, from[1] - rect.top), (dy, rect.bottom - from[1])]
    {
        if slope == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if slope < 0.0 {
            enter = enter.max(room / slope);
        } else {
            exit = exit.min(room / slope);
        }
    }
    let at = |share: f64| [from[0] + share * dx, from[1] + share * dy];
    let place = |share: f64, end: [f64; 2], exact: f64| if share == exact { end } else { at(share) };
    (enter <= exit).then(|| [place(enter, from, 0.0), place(exit, to, 1.0)])
}

/// The pieces of a path inside a rectangle. A point that is not finite splits the path.
#[must_use]
pub fn path(rect: Rect, points: impl Iterator<Item = [f64; 2]>) -> Vec<Vec<[f64; 2]>> {
    let mut pieces: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut last: Option<[f64; 2]> = None;
    for point in points {
        if let Some([from, to]) = last.and_then(|last| segment(rect, [last, point])) {
            match pieces.last_mut().filter(|piece| piece.last() == Some(&from)) {
                Some(piece) => piece.push(to),
                None => pieces.push(vec![from, to]),
            }
        }
        last = Some(point);
    }
    pieces
}
