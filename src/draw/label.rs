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
    /// How many levels above and below it may try, at most [`Label::MOST_LEVELS`].
    pub levels: usize,
}

/// Left end and vertical middle of each label: beside its point, inside the plot, on nothing that is `taken` and on no
/// earlier label. None where all places around the point are taken: the caller decides what matters more.
///
/// Each label tries the right side, then the left, level after level further from its point; then above and below it, as near to
/// its middle as the plot allows.
#[must_use]
pub fn place(labels: &[Label], mut taken: Vec<Rect>, plot: Rect) -> Vec<Option<[f64; 2]>> {
    let mut placed = |label: &Label| {
        let levels = || LEVELS.into_iter().take(label.levels);
        let beside = levels().flat_map(|level| [label.beside(level, true), label.beside(level, false)]);
        let candidates = beside.chain(levels().map(|level| label.within(level, plot)));
        let free = |place: &[f64; 2]| {
            let rect = label.rect(*place);
            plot.encloses(rect) && !taken.iter().any(|other| rect.overlaps(*other))
        };
        let place = candidates.into_iter().find(free)?;
        taken.push(label.rect(place));
        Some(place)
    };
    labels.iter().map(&mut placed).collect()
}

/// Lines below the first place, which is just above the point, in the order in which they are tried.
const LEVELS: [f64; Label::MOST_LEVELS] = [0.0, 1.0, 2.0, -1.0, 3.0, -2.0, 4.0, -3.0];

impl Label {
    /// All the levels there are.
    pub const MOST_LEVELS: usize = 8;

    /// The place to the right or left of the point, on a level.
    #[must_use]
    pub fn beside(&self, level: f64, right: bool) -> [f64; 2] {
        let x = if right { self.at[0] + self.gap } else { self.at[0] - self.gap - self.width };
        [x, self.at[1] - self.gap + level * self.height * 1.1]
    }

    /// The place on a level that is nearest to above or below the point, and inside the plot from left to right.
    fn within(&self, level: f64, plot: Rect) -> [f64; 2] {
        let [_, y] = self.beside(level, true);
        let last = (plot.right - self.width).max(plot.left);
        [(self.at[0] - self.width / 2.0).clamp(plot.left, last), y]
    }

    /// The box of the label at a place.
    #[must_use]
    pub fn rect(&self, [x, y]: [f64; 2]) -> Rect {
        Rect { left: x, right: x + self.width, top: y - self.height / 2.0, bottom: y + self.height / 2.0 }
    }
}
