//! A surface before anything runs, for a page whose scripts have not started.

use super::frame::Frame;
use super::heat;
use super::ink::Rect;
use super::layout::Area;
use crate::lab::Stage;
use crate::surface::Window;
use std::fmt::Write as _;

/// How many windows lie side by side in what is drawn: a plot of another shape than the reference shows more of the plane.
const AROUND: f64 = 5.0;

/// Nodes of the isoline grid along each side of all that is drawn.
const NODES: usize = 200;

/// Units of the drawing along a window's x.
const UNITS: f64 = 1000.0;

/// The bands and isolines of a stage on a surface, as an SVG element without colours.
///
/// Its view box is the stage's window, which the browser fits into a plot of any shape as [`Frame::fit`] does, so the
/// axes of the picture that the module draws lie where they lie here. The levels, and with them the lines, are those of a stage of
/// `size` css px; a stage of another shape shows more of the plane, and has others. The element has the class `poster`;
/// the page's style gives it its place and the colours of the theme. A higher `fill-opacity` means more of the low colour.
#[must_use]
pub fn poster(stage: &Stage, size: [f64; 2]) -> String {
    let landscape = stage.landscape();
    let levels = heat::levels_over(landscape, &Frame::fit(Area::all(size), 1.0, stage.window())).2;
    let window = stage.window();
    let [width, height] = [window.x, window.y].map(|[low, high]| high - low);
    let scale = UNITS / width;
    let around = |[low, high]: [f64; 2]| {
        let (middle, half) = ((low + high) / 2.0, (high - low) / 2.0 * AROUND);
        [middle - half, middle + half]
    };
    let wide = Window { x: around(window.x), y: around(window.y) };
    let plot = Rect { left: 0.0, top: 0.0, right: width * AROUND * scale, bottom: height * AROUND * scale };
    let frame = Frame { area: plot, titled: false, plot, window: wide, scale: 1.0 };
    let net = heat::Net::of(plot, [NODES; 2]);
    let grid = net.sample(&frame, |at| landscape.value(at));
    // The window's own corner is the origin.
    let origin = frame.to_px([window.x[0], window.y[1]]);
    let mut svg = format!(
        "<svg class=\"poster\" viewBox=\"0 0 {UNITS:.0} {:.0}\" aria-hidden=\"true\" focusable=\"false\">",
        height * scale
    );
    // Writing to a String cannot fail.
    for (index, &level) in levels.iter().rev().enumerate() {
        let _ = write!(svg, "<path fill-opacity=\"{:.3}\" d=\"", 1.0 / (levels.len() - index) as f64);
        for line in grid.isolines(level) {
            // Steps from point to point are shorter to write than places.
            let (mut pen, mut before) = ('M', [0, 0]);
            for at in line.points {
                let px = net.px(at);
                let here: [i32; 2] = std::array::from_fn(|axis| (px[axis] - origin[axis]).round() as i32);
                let _ = write!(svg, "{pen}{} {}", here[0] - before[0], here[1] - before[1]);
                (pen, before) = ('l', here);
            }
            svg.push('z');
        }
        svg.push_str("\"/>");
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::poster;
    use crate::catalogue::OPENING;
    use crate::draw::frame::MARGINS;
    use crate::lab::Lab;

    #[test]
    fn the_poster_of_the_opening_lesson_has_a_shape_for_each_level_and_no_number_that_is_none() {
        let lab = Lab::new(OPENING.settings()).expect("the opening lesson");
        let svg = poster(&lab.stages()[0], [800.0, 560.0]);
        assert_eq!(svg.matches("<path").count(), crate::draw::heat::BANDS - 1);
        assert!(!svg.contains("d=\"\"") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        assert!(svg.len() < 40_000, "{} bytes", svg.len());
    }

    #[test]
    fn the_pages_style_leaves_the_poster_the_margins_of_a_frame() {
        let [left, top, right, bottom] = MARGINS;
        let style = include_str!("../../www/style.css");
        for rule in [
            format!("inset: {top}px {right}px {bottom}px {left}px;"),
            format!("width: calc(100% - {}px);", left + right),
            format!("height: calc(100% - {}px);", top + bottom),
        ] {
            assert!(style.contains(&rule), "style.css has no `{rule}`");
        }
    }
}
