//! Isolines, as pictures: each test draws a small grid and says what the lines should look like.

use downhill::contour::{Grid, Isoline};

/// A grid from rows of numbers, the top row first, `.` for a missing value.
fn grid(rows: &[&str]) -> Grid {
    let values: Vec<Vec<f64>> = rows
        .iter()
        .rev()
        .map(|row| row.split_whitespace().map(|word| word.parse().unwrap_or(f64::NAN)).collect())
        .collect();
    Grid::sample(values[0].len(), values.len(), |i, j| values[j][i])
}

/// The lines at level 1, drawn on a canvas with 4 × 2 characters a cell; `o` where a line ends.
fn picture(grid: &Grid, columns: usize, rows: usize) -> String {
    let (width, height) = (4 * (columns - 1) + 1, 2 * (rows - 1) + 1);
    let mut canvas = vec![vec![' '; width]; height];
    let mut put = |[x, y]: [f64; 2], ink: char| {
        let (column, row) = ((4.0 * x).round() as usize, height - 1 - (2.0 * y).round() as usize);
        canvas[row][column] = ink;
    };
    for Isoline { points, closed, .. } in grid.isolines(1.0) {
        let next = points.iter().skip(1).chain(points.first().filter(|_| closed));
        for (from, to) in points.iter().zip(next) {
            for k in 0..=16 {
                let share = f64::from(k) / 16.0;
                put([0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis])), '*');
            }
        }
        if !closed {
            put(points[0], 'o');
            put(points[points.len() - 1], 'o');
        }
    }
    let lines: Vec<String> = canvas.into_iter().map(|row| String::from_iter(row).trim_end().to_owned()).collect();
    lines.join("\n")
}

#[test]
fn a_hill_is_ringed_by_one_closed_line() {
    let hill = grid(&["0 0 0", "0 2 0", "0 0 0"]);
    let lines = hill.isolines(1.0);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].closed);
    assert_eq!(picture(&hill, 3, 3), "\n   ***\n  ** **\n   ***\n");
}

#[test]
fn a_slope_is_crossed_by_one_line_from_border_to_border() {
    let slope = grid(&["0 2", "0 2", "0 2"]);
    assert_eq!(picture(&slope, 2, 3), "  o\n  *\n  *\n  *\n  o");
}

#[test]
fn a_line_ends_beside_a_missing_value() {
    let torn = grid(&["0 0 0 0", "2 2 2 .", "2 2 2 2"]);
    assert_eq!(picture(&torn, 4, 3), "\no*******o\n\n\n");
}

#[test]
fn a_saddle_is_decided_by_the_mean_of_its_corners() {
    // High at lower left and upper right. With a high mean the high corners are joined, with a low mean the low ones.
    let ends = |lines: &[Isoline]| lines.iter().map(|line| line.points.clone()).collect::<Vec<_>>();
    let joined_high = grid(&["0 3", "3 0"]).isolines(1.0);
    let joined_low = grid(&["0 1.5", "1.5 0"]).isolines(1.0);
    assert_eq!((joined_high.len(), joined_low.len()), (2, 2));
    let corner_cut = |lines: &[Isoline], [x, y]: [f64; 2]| {
        ends(lines).iter().any(|points| points.iter().all(|p| (p[0] - x).abs() < 0.7 && (p[1] - y).abs() < 0.7))
    };
    assert!(corner_cut(&joined_high, [1.0, 0.0]) && corner_cut(&joined_high, [0.0, 1.0]));
    assert!(corner_cut(&joined_low, [0.0, 0.0]) && corner_cut(&joined_low, [1.0, 1.0]));
}

#[test]
fn a_flat_grid_and_a_grid_without_numbers_have_no_lines() {
    assert!(grid(&["1 1", "1 1"]).isolines(1.0).is_empty());
    assert!(grid(&["0 0", "0 0"]).isolines(1.0).is_empty());
    assert!(grid(&[". .", ". ."]).isolines(1.0).is_empty());
    assert_eq!(grid(&[". .", ". ."]).span(), None);
    assert!(Grid::sample(1, 1, |_, _| 2.0).isolines(1.0).is_empty());
    assert!(Grid::sample(0, 0, |_, _| 2.0).isolines(1.0).is_empty());
}

#[test]
fn every_point_of_an_isoline_lies_on_its_level() {
    let f = |x: f64, y: f64| 0.5 * (x * x + 25.0 * y * y);
    let bowl = Grid::sample(81, 61, |i, j| f(i as f64 / 10.0 - 4.0, j as f64 / 20.0 - 1.5));
    for line in bowl.isolines(7.0) {
        for [i, j] in line.points {
            let value = f(i / 10.0 - 4.0, j / 20.0 - 1.5);
            // Linear interpolation in a cell of height 1/20 under curvature 25: at most 25/20²/8 off.
            assert!((value - 7.0).abs() < 25.0 / 400.0 / 8.0 + 1e-9, "{value}");
        }
    }
}

/// One cell: its lines at level 1 by their ends, each walked with the higher values on its left.
fn walked(rows: &[&str]) -> Vec<[[f64; 2]; 2]> {
    grid(rows).isolines(1.0).iter().map(|line| [line.points[0], line.points[line.points.len() - 1]]).collect()
}

#[test]
fn a_saddle_of_either_diagonal_is_walked_with_the_higher_values_on_the_left() {
    let [south, east, north, west] = [[0.5, 0.0], [1.0, 0.5], [0.5, 1.0], [0.0, 0.5]];
    // A mean of exactly the level counts as above it.
    assert_eq!(walked(&["0 2", "2 0"]), [[south, east], [north, west]]);
    assert_eq!(walked(&["2 0", "0 2"]), [[west, south], [east, north]]);
    // Here the mean is below, and the level is nearer to the high corners.
    assert_eq!(walked(&["-2 2", "2 -2"]), [[[0.25, 0.0], [0.0, 0.25]], [[0.75, 1.0], [1.0, 0.75]]]);
    assert_eq!(walked(&["2 -2", "-2 2"]), [[[1.0, 0.25], [0.75, 0.0]], [[0.0, 0.75], [0.25, 1.0]]]);
}

#[test]
fn a_corner_at_the_level_counts_as_above_it() {
    assert_eq!(walked(&["0 0", "1 0"]).len(), 1);
    assert!(walked(&["1 1", "1 2"]).is_empty());
}

#[test]
fn the_span_is_from_the_lowest_to_the_highest_number() {
    assert_eq!(grid(&["3 . 7", "5 -2 4"]).span(), Some([-2.0, 7.0]));
    assert_eq!(grid(&["3 inf", "-inf ."]).span(), Some([3.0, 3.0]));
}

#[test]
fn a_quantile_is_the_number_that_as_large_a_share_stays_below() {
    let shuffled = grid(&["5 3 . 1", "inf 4 2 -inf"]);
    for (share, expected) in [(-1.0, 1.0), (0.0, 1.0), (0.2, 2.0), (0.39, 2.0), (0.5, 3.0), (0.8, 5.0), (2.0, 5.0)] {
        assert_eq!(shuffled.quantile(share), Some(expected), "{share}");
    }
    assert_eq!(grid(&["2 1", "2 1"]).quantile(0.5), Some(2.0), "equal numbers count as many");
    assert_eq!(grid(&[". inf"]).quantile(0.5), None);
}
