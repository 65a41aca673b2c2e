//! Lines without the points that nobody can tell apart.

use downhill::draw::thin::{apart, columns, strokes};
use proptest::prelude::*;

#[test]
fn what_lies_on_the_point_before_is_left_out_and_the_ends_stay() {
    let line = [[0.0, 0.0], [0.1, 0.1], [0.2, 0.2], [0.3, 0.0], [0.31, 0.0]];
    assert_eq!(apart(&line).collect::<Vec<_>>(), [[0.0, 0.0], [0.3, 0.0], [0.31, 0.0]]);
    assert_eq!(apart(&[]).count(), 0);
    assert_eq!(apart(&[[7.0, 7.0]]).collect::<Vec<_>>(), [[7.0, 7.0]]);
}

#[test]
fn what_has_been_drawn_is_not_drawn_again() {
    let corners = [[0.0, 0.0], [9.0, 0.0], [9.0, 9.0]];
    // Round and round, then away.
    let mut line: Vec<_> = corners.into_iter().cycle().take(3 * 50).collect();
    line.push([20.0, 20.0]);
    let [a, b, c] = corners;
    let drawn = [(a, false), (b, true), (c, true), (a, true), (c, false), ([20.0, 20.0], true)];
    assert_eq!(strokes(&line), drawn);
    let short = [a, b, a, b];
    assert_eq!(strokes(&short), [(a, false), (b, true), (a, true), (b, true)]);
}

#[test]
fn a_column_of_pixels_keeps_its_ends_and_where_it_comes_from_and_goes_to() {
    let line = [(0, 5), (1, 3), (1, 9), (1, 4), (1, -2), (1, 6), (2, 6)];
    assert_eq!(columns(&line), [(0, 5), (1, 3), (1, -2), (1, 9), (1, 6), (2, 6)]);
    assert_eq!(columns(&[]), []);
}

proptest! {
    #[test]
    fn no_point_of_a_line_is_further_from_what_is_kept_than_the_grey_of_a_pixel(
        line in prop::collection::vec([-3.0..3.0_f64, -3.0..3.0_f64], 1..200),
    ) {
        let kept: Vec<_> = apart(&line).collect();
        for [x, y] in line {
            prop_assert!(kept.iter().any(|[a, b]| (x - a).abs().max((y - b).abs()) < 0.25));
        }
    }

    #[test]
    fn the_same_pixels_of_each_column_are_covered(line in prop::collection::vec((0..4_i32, -50..50_i32), 1..100)) {
        let spans = |points: &[(i32, i32)]| -> Vec<(i32, i32, i32)> {
            let span = |column: &[(i32, i32)]| {
                let heights = || column.iter().map(|point| point.1);
                (column[0].0, heights().min().unwrap_or(0), heights().max().unwrap_or(0))
            };
            points.chunk_by(|a, b| a.0 == b.0).map(span).collect()
        };
        prop_assert_eq!(spans(&columns(&line)), spans(&line));
    }
}
