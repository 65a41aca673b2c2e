//! The names of a rule's source as the symbols of its formula: `m_hat` is m̂ₜ.

use super::parser::Statement;
use crate::param::Param;
use std::fmt::Write as _;

/// What a name without its endings is written as. All others are written as they are.
const LETTERS: [(&str, &str); 11] = [
    ("delta", "Δ"),
    ("gamma", "γ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("phi", "φ"),
    ("rho", "ρ"),
    ("xi", "ξ"),
    ("rate", "η"),
    ("sum", "G"),
    ("product", "P"),
    ("angle", "A"),
];

/// What internals are, in words; where a letter means different things in different rules, all of them.
const WORDS: [(&str, &str); 19] = [
    ("g", "gradient"),
    ("m", "first moment"),
    ("m_hat", "first moment, corrected"),
    ("v", "second moment, or velocity"),
    ("v_hat", "second moment, corrected"),
    ("v_max", "largest second moment"),
    ("s", "second moment, or injected gradient"),
    ("s_hat", "second moment, corrected"),
    ("u", "running size, or velocity"),
    ("sum", "sum of squared gradients"),
    ("rate", "effective rate"),
    ("delta", "step"),
    ("xi", "friction"),
    ("phi", "angular coefficient"),
    ("angle", "angle between gradients"),
    ("rho", "length of the average"),
    ("r", "rectification"),
    ("lambda_hat", "rate of the SGD to come"),
    ("d", "last move, or change"),
];

/// The symbols of one rule.
#[derive(Debug)]
pub(super) struct Symbols<'a> {
    params: &'static [Param],
    bound: Vec<&'a str>,
    /// Whether the rule names the present point, so that `x_prev` is the one before it.
    knows_x: bool,
}

/// A letter with what stands around it.
#[derive(Default)]
struct Symbol<'a> {
    letter: &'a str,
    hat: bool,
    above: &'a str,
    below: String,
}

impl<'a> Symbols<'a> {
    pub(super) fn new(params: &'static [Param], statements: &[Statement<'a>]) -> Self {
        let mut knows_x = false;
        for statement in statements {
            statement.value.names(&mut |name| knows_x |= name == "x");
        }
        Self { params, bound: statements.iter().map(|statement| statement.name).collect(), knows_x }
    }

    /// Whether the name means anything in this rule.
    pub(super) fn knows(&self, name: &str) -> bool {
        let base = name.strip_suffix("_prev").unwrap_or(name);
        let given = ["g", "x", "t", "k", "sgd_rate", "FLOOR"];
        self.param(name).is_some() || self.bound.contains(&base) || given.contains(&base) || base == "delta"
    }

    fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.id == name && !self.bound.contains(&name))
    }

    /// A name as MathML, raised to a power where there is one.
    pub(super) fn mathml(&self, name: &str, power: Option<&str>) -> String {
        if let Some((left, right)) = name.split_once("_dot_") {
            let product = format!("{}<mo>·</mo>{}", self.mathml(left, None), self.mathml(right, None));
            return format!("<mrow>{product}</mrow>");
        }
        let symbol = self.symbol(name);
        let letter = format!("<mi>{}</mi>", symbol.letter);
        let letter = if symbol.hat { format!("<mover>{letter}<mo>^</mo></mover>") } else { letter };
        let above = match (symbol.above, power) {
            ("", power) => power.map(str::to_owned),
            (above, None) => Some(format!("<mtext>{above}</mtext>")),
            (above, Some(power)) => Some(format!("<mrow><mtext>{above}</mtext>{power}</mrow>")),
        };
        match (symbol.below.is_empty(), above) {
            (true, None) => letter,
            (false, None) => format!("<msub>{letter}{}</msub>", symbol.below),
            (true, Some(above)) => format!("<msup>{letter}{above}</msup>"),
            (false, Some(above)) => format!("<msubsup>{letter}{}{above}</msubsup>", symbol.below),
        }
    }

    fn symbol<'b>(&self, name: &'b str) -> Symbol<'b> {
        if let Some(param) = self.param(name) {
            return of_param(param.symbol);
        }
        // A rule that counts its steps in a number of its own calls it k.
        let time = |lag: i32| match lag {
            0 => "<mi>t</mi>".to_owned(),
            lag => {
                let sign = if lag < 0 { "−" } else { "+" };
                format!("<mrow><mi>t</mi><mo>{sign}</mo><mn>{}</mn></mrow>", lag.abs())
            }
        };
        match name {
            "t" | "k" => return Symbol { letter: "t", ..Symbol::default() },
            "x" => return Symbol { letter: "x", below: time(-1), ..Symbol::default() },
            "x_prev" => {
                return Symbol { letter: "x", below: time(if self.knows_x { -2 } else { -1 }), ..Symbol::default() };
            }
            "FLOOR" => return Symbol { letter: "floor", ..Symbol::default() },
            _ => {}
        }
        let (name, lag) = match (name.strip_suffix("_prev"), name.strip_suffix("_next")) {
            (Some(name), _) => (name, -1),
            (_, Some(name)) => (name, 1),
            _ => (name, 0),
        };
        let mut symbol = parts(name);
        if symbol.below.is_empty() && name != "delta" && name != "sgd_rate" {
            symbol.below = time(lag);
        }
        symbol
    }
}

/// A name taken apart, without the time.
fn parts(name: &str) -> Symbol<'_> {
    let (name, hat) = name.strip_suffix("_hat").map_or((name, false), |name| (name, true));
    let (mut letter, mut above, mut below) = (name, "", String::new());
    for (ending, mark) in [("_max", "max"), ("_min", "min")] {
        if let Some(name) = name.strip_suffix(ending) {
            (letter, above) = (name, mark);
        }
    }
    for (beginning, mark) in [("adam_", "Adam"), ("sgd_", "SGD")] {
        if let Some(name) = name.strip_prefix(beginning) {
            (letter, above) = (name, mark);
        }
    }
    if let Some(name) = name.strip_suffix("_inf") {
        letter = name;
        below.push_str("<mo>∞</mo>");
    }
    let known = LETTERS.iter().find(|(name, _)| *name == letter);
    Symbol { letter: known.map_or(letter, |(_, letter)| letter), hat, above, below }
}

/// A parameter's symbol taken apart: β₁, αₛ, α*.
fn of_param(symbol: &'static str) -> Symbol<'static> {
    let subscript = |c: char| match c {
        '₀'..='₉' => char::from_digit(c as u32 - '₀' as u32, 10),
        'ₛ' => Some('s'),
        _ => None,
    };
    let letters = symbol.trim_end_matches(|c| c == '*' || subscript(c).is_some());
    let mut below = String::new();
    for c in symbol.chars().filter_map(subscript) {
        let element = if c.is_ascii_digit() { "mn" } else { "mi" };
        // Writing to a String cannot fail.
        let _ = write!(below, "<{element}>{c}</{element}>");
    }
    Symbol { letter: letters, hat: false, above: if symbol.ends_with('*') { "*" } else { "" }, below }
}

/// An internal's symbol in plain text, without the time: m̂.
#[must_use]
pub fn plain(name: &str) -> String {
    if name == "delta" {
        return "Δ".to_owned();
    }
    let Symbol { letter, hat, above, below } = parts(name);
    let hat = if hat { "\u{302}" } else { "" };
    let infinite = if below.is_empty() { "" } else { "∞" };
    [letter, hat, infinite, if above.is_empty() { "" } else { " " }, above].concat()
}

/// What an internal is, in words; empty where its name says no less.
#[must_use]
pub fn words(name: &str) -> &'static str {
    WORDS.iter().find(|(known, _)| *known == name).map_or("", |(_, words)| words)
}
