//! Every surface is the formula of its source: typed as it stands there it has the same values.

use downhill::catalogue;
use downhill::formula::Formula;
use downhill::surface::Landscape;

/// Every surface with values of its parameters that are not 1, and its formula as its source has it in words.
const TYPED: &[(&str, &[f64], &str)] = &[
    ("quadratic", &[7.0, 0.0], "1/2(x² + 7y²)"),
    ("saddle", &[], "1/2(x² − y²) + y^4/20"),
    ("monkey-saddle", &[], "x³ − 3xy²"),
    ("two-wells", &[], "x^4/4 + x³/3 − x² + 8/3 + y²"),
    ("rosenbrock", &[], "(1 − x)² + 100(y − x²)²"),
    ("beale", &[], "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²"),
    ("himmelblau", &[], "(x² + y − 11)² + (x + y² − 7)²"),
    ("booth", &[], "(x + 2y − 7)² + (2x + y − 5)²"),
    ("six-hump-camel", &[], "(4 − 2.1x² + x^4/3)x² + xy + (−4 + 4y²)y²"),
    ("rastrigin", &[], "20 + x² − 10cos(2πx) + y² − 10cos(2πy)"),
    ("ackley", &[], "20 + e − 20exp(−0.2sqrt(1/2(x² + y²))) − exp(1/2(cos(2πx) + cos(2πy)))"),
    ("styblinski-tang", &[], "1/2(x^4 − 16x² + 5x + y^4 − 16y² + 5y)"),
    (
        "goldstein-price",
        &[],
        "(1 + (x + y + 1)²(19 − 14x + 3x² − 14y + 6x y + 3y²))(30 + (2x − 3y)²(18 − 32x + 12x² + 48y − 36x y + 27y²))",
    ),
    ("plateau", &[], "1 − exp(−(x² + y²)/2)"),
    ("slope", &[3.0], "−3x"),
    // Of two pieces that meet the lower one, or the higher.
    ("f1", &[3.0], "3min((x + 0.3)², (x − 0.2)² + 0.05)"),
    ("f1-2d", &[], "min((x + 0.3)², (x − 0.2)² + 0.05) + min((y + 0.3)², (y − 0.2)² + 0.05)"),
    ("f2", &[3.0], "3max(−40x − 35.15, x³ + x sin(8x) + 0.85)"),
    ("f2-2d", &[], "max(−40x − 35.15, x³ + x sin(8x) + 0.85) + max(−40y − 35.15, y³ + y sin(8y) + 0.85)"),
    ("f3", &[3.0], "3max(min(7/8abs(x), 0.75 − abs(x)), x²)"),
    ("f3-2d", &[], "max(min(7/8abs(x), 0.75 − abs(x)), x²) + max(min(7/8abs(y), 0.75 − abs(y)), y²)"),
    ("noisy-bowl", &[3.0, 8.0, 2.0], "3/2(x² + y²)"),
];

/// Surfaces that cannot be typed, and why.
const NOT_TYPED: &[(&str, &str)] = &[
    ("regression", "its formula has the data: tests/data.rs"),
    ("logistic", "as regression"),
    ("formula", "it is typed: tests/formula.rs"),
];

#[test]
fn every_surface_is_its_formula_typed() {
    for entry in catalogue::SURFACES {
        let (info, line) = (entry.info, TYPED.iter().find(|(id, ..)| *id == entry.info.id));
        let excused = NOT_TYPED.iter().any(|(id, _)| *id == info.id);
        assert!(line.is_some() != excused, "{} must be typed, or excused for a reason", info.id);
        let Some((_, values, text)) = line else { continue };
        let (surface, typed) = (entry.make(values).expect("they are in range"), Formula::parse(text).expect(text));
        let side = |[low, high]: [f64; 2], share: f64| low + (high - low) * share;
        for k in 0..500 {
            let [u, v] = [0.618_034, 0.754_877].map(|step| (f64::from(k) * step).fract());
            let at = [side(info.window.x, u), side(info.window.y, v)];
            let (ours, theirs) = (surface.value(at), typed.value(at));
            // Terms cancel: the largest of Goldstein and Price's are 10⁶.
            let off = (ours - theirs).abs() / (1.0 + theirs.abs());
            assert!(off < 1e-9, "{} is {ours} at {at:?}, not {theirs}", info.id);
        }
    }
}

#[test]
fn a_curve_of_pieces_has_the_slope_of_the_piece_that_its_source_names_where_they_meet() {
    for (id, x, value, slope) in [
        ("f1", 0.0, 0.09, 0.6),
        ("f2", -0.9, 0.85, -40.0),
        ("f3", 0.0, 0.0, 0.0),
        ("f3", -0.4, 0.35, -0.875),
        ("f3", 0.4, 0.35, 0.875),
        ("f3", -0.5, 0.25, -1.0),
        ("f3", 0.5, 0.25, -1.0),
    ] {
        for (id, twice) in [(id.to_owned(), 1.0), (format!("{id}-2d"), 2.0)] {
            let surface = catalogue::surface(&id).and_then(|entry| entry.make(&[])).expect("it is in the catalogue");
            let jet = surface.jet([x, x]);
            let off = (jet.v - twice * value).abs().max((jet.g[0] - slope).abs());
            assert!(off < 1e-12, "{id} at {x}: {jet:?}");
        }
    }
}
