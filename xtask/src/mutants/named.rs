//! Mutants that no test can notice: each with how many bear the name, and the reason.

const ROUNDING: &str = "ρ is exactly 5 only by an accident of rounding, which is not the same on every machine";
const SIGN: &str = "divided by 1 or −1 is multiplied by it";
const FAST: &str = "the long way, as any other sum or product, comes to the same bits; the short one is faster";
const ORDER: &str = "of equal numbers it does not matter which is kept, nor in which order";

pub(super) const NAMED: &[(&str, usize, &str)] = &[
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
    (
        "src/link/apply.rs: replace match guard EVERYTHING with true in apply",
        3,
        "it is true where tests run: with the whole catalogue",
    ),
];
