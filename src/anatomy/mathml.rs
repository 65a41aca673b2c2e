//! A line of a rule as a formula in MathML.

use super::parser::{Expression, Statement};
use super::symbol::Symbols;
use Expression::{Binary, Call, If, Name, Negative, Number};

/// How tightly a formula holds together: what is looser than its place asks for stands in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Bond {
    Condition,
    Sum,
    Sign,
    Product,
    Atom,
}

const TIMES: &str = "<mo>&#x2062;</mo>";
/// A product before a function's name.
const SPACE: &str = "<mo lspace=\"0.17em\">&#x2062;</mo>";
const APPLY: &str = "<mo>&#x2061;</mo>";

/// The formula of a line: what it binds, an equals sign, and what it is.
pub(super) fn formula(statement: &Statement<'_>, symbols: &Symbols<'_>) -> String {
    let left = symbols.mathml(statement.name, None);
    // The step is that of x; within other formulas it is Δ alone, as it may be changed before it is made.
    let left = if statement.name == "delta" { format!("<mrow>{left}{TIMES}<mi>x</mi></mrow>") } else { left };
    let right = Writer(symbols).within(&statement.value, Bond::Condition);
    let sum = if statement.adds { "<mo>∑</mo>" } else { "" };
    format!("<math display=\"block\"><mrow>{left}<mo>=</mo>{sum}{right}</mrow></math>")
}

fn row(inner: &str) -> String {
    format!("<mrow>{inner}</mrow>")
}

/// Between fences, which are as tall as a fraction within and no taller than a letter else: some fonts stretch them for an index.
fn fenced([open, close]: [&str; 2], inner: &str) -> String {
    let stretchy = inner.contains("<mfrac>");
    let fence = |sign: &str| format!("<mo stretchy=\"{stretchy}\">{sign}</mo>");
    row(&[fence(open).as_str(), inner, &fence(close)].concat())
}

fn parenthesised(inner: &str) -> String {
    fenced(["(", ")"], inner)
}

fn bond(value: &Expression<'_>) -> Bond {
    match value {
        Binary("+" | "-", _) => Bond::Sum,
        Binary("*", operands) if matches!(operands[0], Negative(_)) => Bond::Sign,
        Binary("*", operands) => match bond(&operands[0]) {
            Bond::Sign => Bond::Sign,
            _ => Bond::Product,
        },
        Binary("/", operands) if bond(&operands[0]) == Bond::Sign => Bond::Sign,
        Binary("/", _) => Bond::Atom,
        Negative(_) => Bond::Sign,
        Binary(..) | If(_) => Bond::Condition,
        Call("unwrap_or" | "is_some" | "is_none", _) => Bond::Condition,
        Call("f64::from", arguments) => arguments.first().map_or(Bond::Atom, bond),
        Number(_) | Name(_) | Call(..) => Bond::Atom,
    }
}

struct Writer<'a>(&'a Symbols<'a>);

impl Writer<'_> {
    /// An expression where nothing looser than `least` may stand by itself.
    fn within(&self, value: &Expression<'_>, least: Bond) -> String {
        let written = self.write(value);
        if bond(value) < least { parenthesised(&written) } else { written }
    }

    fn write(&self, value: &Expression<'_>) -> String {
        match value {
            Number(digits) => format!("<mn>{digits}</mn>"),
            Name(name) => self.0.mathml(name, None),
            Negative(of) => row(&format!("<mo>−</mo>{}", self.within(of, Bond::Product))),
            Binary("/", operands) => self.fraction(operands),
            Binary("*", _) => self.product(value),
            Binary(operator, operands) => self.chain(operator, operands),
            Call(function, arguments) => self.call(function, arguments),
            If(parts) => {
                let [condition, then, otherwise] = &**parts;
                self.cases(then, &self.write(condition), otherwise)
            }
        }
    }

    fn chain(&self, operator: &str, [left, right]: &[Expression<'_>; 2]) -> String {
        let (sign, least) = match operator {
            "+" => ("+", [Bond::Sum, Bond::Product]),
            "-" => ("−", [Bond::Sum, Bond::Product]),
            "&&" => ("∧", [Bond::Condition; 2]),
            "%" => ("mod", [Bond::Product; 2]),
            "==" => ("=", [Bond::Condition; 2]),
            "!=" => ("≠", [Bond::Condition; 2]),
            "<=" => ("≤", [Bond::Condition; 2]),
            ">=" => ("≥", [Bond::Condition; 2]),
            "<" => ("&lt;", [Bond::Condition; 2]),
            other => (if other == ">" { "&gt;" } else { other }, [Bond::Condition; 2]),
        };
        row(&format!("{}<mo>{sign}</mo>{}", self.within(left, least[0]), self.within(right, least[1])))
    }

    /// a / b / c is one fraction, and a minus before it stands before the whole.
    fn fraction(&self, [over, under]: &[Expression<'_>; 2]) -> String {
        let (mut over, mut under) = (over, vec![under]);
        while let Binary("/", operands) = over {
            over = &operands[0];
            under.insert(0, &operands[1]);
        }
        let (sign, over) = match over {
            Negative(of) => ("<mo>−</mo>", &**of),
            over => ("", over),
        };
        let under = match &under[..] {
            [alone] => self.write(alone),
            factors => self.factors(factors),
        };
        let fraction = format!("<mfrac>{}{under}</mfrac>", self.write(over));
        if sign.is_empty() { fraction } else { row(&format!("{sign}{fraction}")) }
    }

    fn product(&self, value: &Expression<'_>) -> String {
        let mut factors = Vec::new();
        let mut rest = value;
        while let Binary("*", operands) = rest {
            factors.insert(0, &operands[1]);
            rest = &operands[0];
        }
        factors.insert(0, rest);
        self.factors(&factors)
    }

    /// Factors side by side; the same twice in succession is a square.
    fn factors(&self, factors: &[&Expression<'_>]) -> String {
        let mut text = String::new();
        for (index, same) in factors.chunk_by(|a, b| a == b).enumerate() {
            // A minus may open a product, nothing else that is looser.
            let least = if index == 0 && same.len() == 1 { Bond::Sign } else { Bond::Product };
            let factor = match same {
                [alone] => self.within(alone, least),
                same => self.power(same[0], &format!("<mn>{}</mn>", same.len())),
            };
            let between = match factor.trim_start_matches("<msup>") {
                _ if index == 0 => "",
                number if number.starts_with("<mn>") => "<mo>·</mo>",
                function if function.contains(APPLY) => SPACE,
                _ => TIMES,
            };
            text += between;
            text += &factor;
        }
        row(&text)
    }

    fn power(&self, base: &Expression<'_>, power: &str) -> String {
        match base {
            Name(name) if !name.contains("_dot_") => self.0.mathml(name, Some(power)),
            base => format!("<msup>{}{power}</msup>", self.within(base, Bond::Atom)),
        }
    }

    fn call(&self, function: &str, arguments: &[Expression<'_>]) -> String {
        match (function, arguments) {
            ("f64::from", [of]) => self.write(of),
            ("sqrt", [of]) => format!("<msqrt>{}</msqrt>", self.write(of)),
            ("abs", [of]) => fenced(["|", "|"], &self.write(of)),
            ("exp", [of]) => format!("<msup><mi>e</mi>{}</msup>", self.write(of)),
            ("powi" | "powf", [base, power]) => self.power(base, &self.write(power)),
            ("is_some", [of]) => row(&format!("{}<mtext>&#xA0;is set</mtext>", self.write(of))),
            ("is_none", [of]) => row(&format!("{}<mtext>&#xA0;is not set</mtext>", self.write(of))),
            ("unwrap_or", [of, otherwise]) => {
                self.cases(of, &self.call("is_some", std::slice::from_ref(of)), otherwise)
            }
            _ => {
                let name = match function {
                    "atan" => "arctan",
                    "clamp" => "clip",
                    function => function,
                };
                let arguments: Vec<_> = arguments.iter().map(|argument| self.write(argument)).collect();
                row(&format!("<mi>{name}</mi>{APPLY}{}", parenthesised(&arguments.join("<mo>,</mo>"))))
            }
        }
    }

    fn cases(&self, then: &Expression<'_>, condition: &str, otherwise: &Expression<'_>) -> String {
        let line = |value: &Expression<'_>, when: &str| {
            format!("<mtr><mtd>{}</mtd><mtd>{when}</mtd></mtr>", self.within(value, Bond::Condition))
        };
        let first = line(then, &row(&format!("<mtext>if&#xA0;</mtext>{condition}")));
        let second = line(otherwise, "<mtext>otherwise</mtext>");
        row(&format!("<mo>{{</mo><mtable>{first}{second}</mtable>"))
    }
}
