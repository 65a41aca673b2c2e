//! Mutants that no test can notice: each with how many bear the name, and the reason.

use std::collections::BTreeMap;

const ROUNDING: &str = "ρ is exactly 5 only by an accident of rounding, which is not the same on every machine";
const SIGN: &str = "divided by 1 or −1 is multiplied by it";
const FAST: &str = "the long way, as any other sum or product, comes to the same bits; the short one is faster";
const UNASKED: &str = "a rule has its point, which is as long";
const ORDER: &str = "of equal numbers it does not matter which is kept, nor in which order";

const NAMED: &[(&str, usize, &str)] = &[
    ("src/optimizer/radam.rs: replace > with >= in <impl Rule for RAdam>::update", 2, ROUNDING),
    ("src/optimizer/radam_inject.rs: replace > with >= in <impl Rule for RAdamInject>::update", 2, ROUNDING),
    ("src/measure/swing.rs: replace * with / in SignChanges::see", 1, SIGN),
    ("src/measure/swing.rs: replace * with / in overshoot", 1, SIGN),
    ("src/contour.rs: replace < with <= in Grid::quantile", 3, ORDER),
    ("src/jet.rs: replace < with <= in power", 1, "at n = 0 the power is 1, and so is its reciprocal"),
    (
        "src/surface.rs: replace Surface::tilt -> Option<[f64; 2]> with Some([0.0; 2])",
        1,
        "a tilt of nothing is none: a draw adds 0 to loss and slopes",
    ),
    ("src/formula/tape.rs: delete match arm (None, Some(b), Binary::Add) in Tape::join", 1, FAST),
    ("src/formula/tape.rs: delete match arm (Some(a), None, Binary::Mul) in Tape::join", 1, FAST),
    ("src/run.rs: replace <impl Objective for Known<'_>>::dim -> usize with 0", 1, UNASKED),
    ("src/run.rs: replace <impl Objective for Known<'_>>::dim -> usize with 1", 1, UNASKED),
];

/// In the tables of surfaces, what would do as well: a field at its default, or a number without its sign (`-`), for each time that
/// the word stands here. Starts, windows, teaching rates and the spacing of levels are choices, and the tests hold any choice to what
/// is asked of it: that minima are in the picture, that runs stay there or leave as they are said to.
const CHOICES: &[(&str, &str)] = &[
    ("surface", "- - -"),
    ("surface/ackley", "start gentle stride -"),
    ("surface/beale", "gentle stride shade"),
    ("surface/booth", "gentle stride"),
    ("surface/f1", "gentle gentle - - -"),
    ("surface/f2", "gentle gentle"),
    ("surface/f3", "gentle gentle"),
    ("surface/goldstein_price", "window stride shade"),
    ("surface/himmelblau", "start gentle stride"),
    ("surface/monkey_saddle", "window gentle stride"),
    ("surface/noisy_bowl", "window start gentle stride"),
    ("surface/plateau", "start stride"),
    ("surface/quadratic", "start gentle stride"),
    ("surface/rastrigin", "window gentle stride"),
    ("surface/rosenbrock", "window stride shade"),
    ("surface/saddle", "window start gentle stride"),
    ("surface/six_hump_camel", "window gentle stride"),
    ("surface/slope", "window stride"),
    ("surface/styblinski_tang", "window start gentle stride"),
    ("surface/two_wells", "window gentle stride"),
    ("formula", "window start gentle stride"),
];

/// The names, with how many mutants bear each.
pub(super) fn all() -> BTreeMap<String, usize> {
    let mut all: BTreeMap<_, _> = NAMED.iter().map(|(name, count, _)| ((*name).to_owned(), *count)).collect();
    for (file, words) in CHOICES {
        for word in words.split(' ') {
            let what = match word {
                "-" => "delete -".to_owned(),
                field => format!("delete field {field} from struct SurfaceInfo expression"),
            };
            *all.entry(format!("src/{file}.rs: {what}")).or_default() += 1;
        }
    }
    all
}
