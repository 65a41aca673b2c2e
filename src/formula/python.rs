//! A formula as Python, for tensors of PyTorch.

use super::tape::{Binary, Function, Op, Tape};
use crate::number::shortest;

/// How tightly a piece of text holds together, as Python reads it.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Binds {
    Sum,
    Product,
    Sign,
    Power,
    Atom,
}

type Piece = (String, Binds);

impl Tape {
    /// The formula as a Python expression of the tensors x and y.
    pub(super) fn python(&self) -> String {
        let mut waiting: Vec<Piece> = Vec::new();
        for op in self.ops() {
            let piece = match *op {
                Op::X => ("x".to_owned(), Binds::Atom),
                Op::Y => ("y".to_owned(), Binds::Atom),
                Op::Constant(value) => number(value),
                Op::Two(binary) => {
                    let (right, left) = (take(&mut waiting), take(&mut waiting));
                    join(binary, left, right)
                }
                Op::Plus(value) => join(Binary::Add, take(&mut waiting), number(value)),
                Op::Times(-1.0) => (format!("-{}", within(take(&mut waiting), Binds::Sign)), Binds::Sign),
                Op::Times(value) => join(Binary::Mul, number(value), take(&mut waiting)),
                Op::PowI(n) => join(Binary::Pow, take(&mut waiting), number(f64::from(n))),
                Op::PowF(p) => join(Binary::Pow, take(&mut waiting), number(p)),
                Op::Call(function) => {
                    let argument = within(take(&mut waiting), Binds::Sum);
                    (format!("torch.{}({argument})", name(function)), Binds::Atom)
                }
            };
            waiting.push(piece);
        }
        let text = within(take(&mut waiting), Binds::Sum);
        // A constant has no slopes that PyTorch could find.
        if self.ops().iter().any(|op| matches!(op, Op::X | Op::Y)) { text } else { format!("{text} + 0 * x") }
    }
}

fn take(waiting: &mut Vec<Piece>) -> Piece {
    // A tape leaves exactly one value, so there always is one to take.
    waiting.pop().unwrap_or_else(|| number(0.0))
}

fn number(value: f64) -> Piece {
    let text = match value {
        f64::INFINITY => "math.inf".to_owned(),
        f64::NEG_INFINITY => "-math.inf".to_owned(),
        _ if value.is_nan() => "math.nan".to_owned(),
        _ => shortest(value),
    };
    let binds = if text.starts_with('-') { Binds::Sign } else { Binds::Atom };
    (text, binds)
}

/// The text, in parentheses unless it holds together at least so tightly.
fn within((text, binds): Piece, least: Binds) -> String {
    if binds >= least { text } else { format!("({text})") }
}

fn join(binary: Binary, left: Piece, right: Piece) -> Piece {
    let infix = |sign: &str, binds, left_least, right_least| {
        (format!("{} {sign} {}", within(left.clone(), left_least), within(right.clone(), right_least)), binds)
    };
    // With the conventions of ours for slopes where both are equal.
    let choice = |sign: &str| {
        let [a, b] = [within(left.clone(), Binds::Sum), within(right.clone(), Binds::Sum)];
        (format!("choose(torch.{sign}, {a}, {b})"), Binds::Atom)
    };
    match binary {
        Binary::Add => infix("+", Binds::Sum, Binds::Sum, Binds::Product),
        Binary::Sub => infix("-", Binds::Sum, Binds::Sum, Binds::Product),
        Binary::Mul => infix("*", Binds::Product, Binds::Product, Binds::Sign),
        Binary::Div => infix("/", Binds::Product, Binds::Product, Binds::Sign),
        Binary::Pow => infix("**", Binds::Power, Binds::Atom, Binds::Sign),
        Binary::Min => choice("le"),
        Binary::Max => choice("ge"),
    }
}

fn name(function: Function) -> &'static str {
    match function {
        Function::Abs => "abs",
        Function::Sign => "sign",
        Function::Floor => "floor",
        Function::Sqrt => "sqrt",
        Function::Exp => "exp",
        Function::Ln => "log",
        Function::Log10 => "log10",
        Function::Sin => "sin",
        Function::Cos => "cos",
        Function::Tan => "tan",
        Function::Atan => "atan",
        Function::Sinh => "sinh",
        Function::Cosh => "cosh",
        Function::Tanh => "tanh",
    }
}
