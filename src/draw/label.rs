//! Labels moved apart when they crowd.

use super::ink::Rect;

/// A label's box, and where the thing it names is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// The point it names, device px.
    pub at: [f64; 2],
    /// Width of its text.
    pub width: f64,
    /// Height of its text.
    pub height: f64,
    /// How far from the point it keeps.
    pub gap: f64,
}

/// Left end and vertical middle of each label: beside its point, inside the plot, overlapping no earlier one and nothing
/// that is `taken` already.
///
/// Each label tries the right side, then the left, each at growing distances above and below; if nothing is free (more
/// labels than room) it stays at its first place.
#[must_use]
pub fn place(labels: &[Label], mut taken: Vec<Rect>, plot: Rect) -> Vec<[f64; 2]> {
    let mut places = Vec::new();
    for label in labels {
        let home = label.candidate(0.0, true);
        let lines = [0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0, -4.0, 4.0];
        let candidates = lines.into_iter().flat_map(|line| [label.candidate(line, true), label.candidate(line, false)]);
        let free = |place: &[f64; 2]| {
            let rect = label.rect(*place);
            let inside = plot.contains([rect.left, rect.top]) && plot.contains([rect.right, rect.bottom]);
            let apart = |other: &Rect| {
                rect.right < other.left || rect.left > other.right || rect.bottom < other.top || rect.top > other.bottom
            };
            inside && taken.iter().all(apart)
        };
        let place = candidates.into_iter().find(free).unwrap_or(home);
        taken.push(label.rect(place));
        places.push(place);
    }
    places
}

impl Label {
    fn candidate(&self, line: f64, right: bool) -> [f64; 2] {
        let x = if right { self.at[0] + self.gap } else { self.at[0] - self.gap - self.width };
        [x, self.at[1] - self.gap + line * self.height * 1.1]
    }

    fn rect(&self, [x, y]: [f64; 2]) -> Rect {
        Rect { left: x, right: x + self.width, top: y - self.height / 2.0, bottom: y + self.height / 2.0 }
    }
}
