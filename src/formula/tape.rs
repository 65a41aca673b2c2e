//! A formula in postfix order: each operation takes the values before it and leaves one.

use super::MOST_WAITING;
use crate::jet::Real;
use std::f64::consts::E;

/// A function of one argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Abs,
    Sign,
    Floor,
    Sqrt,
    Exp,
    Ln,
    Log10,
    Sin,
    Cos,
    Tan,
    Atan,
    Sinh,
    Cosh,
    Tanh,
}

/// An operation between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Pow,
    Min,
    Max,
}

/// One operation of the tape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    X,
    Y,
    Constant(f64),
    Plus(f64),
    Times(f64),
    PowI(i32),
    PowF(f64),
    Call(Function),
    Two(Binary),
}

/// The operations in order. Only the methods below append to it, so that it always leaves exactly one value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tape {
    ops: Vec<Op>,
}

impl Tape {
    /// The operations.
    pub(super) fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// Number of operations: where the next value begins.
    pub(super) fn len(&self) -> usize {
        self.ops.len()
    }

    pub(super) fn x(&mut self) {
        self.ops.push(Op::X);
    }

    pub(super) fn y(&mut self) {
        self.ops.push(Op::Y);
    }

    pub(super) fn constant(&mut self, value: f64) {
        self.ops.push(Op::Constant(value));
    }

    /// Changes the sign of the value that begins at `from`.
    pub(super) fn negate(&mut self, from: usize) {
        match constant(&self.ops[from..]) {
            Some(value) => self.replace(from, -value),
            None => self.ops.push(Op::Times(-1.0)),
        }
    }

    /// Applies a function to the value that begins at `from`.
    pub(super) fn call(&mut self, from: usize, function: Function) {
        match constant(&self.ops[from..]) {
            Some(value) => self.replace(from, apply(function, value)),
            None => self.ops.push(Op::Call(function)),
        }
    }

    /// Joins the value that begins at `left` with the one that begins at `right`. Constants are worked out at once, and
    /// operations with one constant take the short way.
    pub(super) fn join(&mut self, left: usize, right: usize, binary: Binary) {
        let first = constant(&self.ops[left..right]);
        match (first, constant(&self.ops[right..]), binary) {
            (Some(a), Some(b), _) => self.replace(left, join(binary, a, b)),
            (None, Some(b), Binary::Add) => self.end_with(right, Op::Plus(b)),
            (None, Some(b), Binary::Sub) => self.end_with(right, Op::Plus(-b)),
            (None, Some(b), Binary::Mul) => self.end_with(right, Op::Times(b)),
            (None, Some(0.5), Binary::Pow) => self.end_with(right, Op::Call(Function::Sqrt)),
            (None, Some(b), Binary::Pow) if b.fract() == 0.0 && b.abs() <= 64.0 => {
                self.end_with(right, Op::PowI(b as i32));
            }
            (None, Some(b), Binary::Pow) => self.end_with(right, Op::PowF(b)),
            (Some(a), None, Binary::Add) => self.begin_without(left, Op::Plus(a)),
            (Some(a), None, Binary::Mul) => self.begin_without(left, Op::Times(a)),
            (Some(E), None, Binary::Pow) => self.begin_without(left, Op::Call(Function::Exp)),
            _ => self.ops.push(Op::Two(binary)),
        }
    }

    fn replace(&mut self, from: usize, value: f64) {
        self.end_with(from, Op::Constant(value));
    }

    /// Puts one operation in the place of all from `from` on.
    fn end_with(&mut self, from: usize, op: Op) {
        self.ops.truncate(from);
        self.ops.push(op);
    }

    /// Takes the constant at `left` away and puts an operation at the end instead.
    fn begin_without(&mut self, left: usize, op: Op) {
        self.ops.remove(left);
        self.ops.push(op);
    }

    /// The value at x and y. The parser has seen to it that no more than [`MOST_WAITING`] values ever wait.
    pub(super) fn run<T: Real>(&self, x: T, y: T) -> T {
        // The newest value is kept apart from those that wait: most operations then touch no memory.
        let mut waiting = [T::constant(0.0); MOST_WAITING];
        let (mut count, mut newest, mut empty) = (0, T::constant(0.0), true);
        for op in &self.ops {
            newest = match *op {
                Op::X | Op::Y | Op::Constant(_) => {
                    if !empty {
                        waiting[count] = newest;
                        count += 1;
                    }
                    empty = false;
                    match *op {
                        Op::X => x,
                        Op::Y => y,
                        Op::Constant(value) => T::constant(value),
                        _ => newest,
                    }
                }
                Op::Plus(value) => newest + value,
                Op::Times(value) => newest * value,
                Op::PowI(2) => newest.square(),
                Op::PowI(n) => newest.powi(n),
                Op::PowF(p) => newest.powf(p),
                Op::Call(function) => apply(function, newest),
                Op::Two(binary) => {
                    count -= 1;
                    join(binary, waiting[count], newest)
                }
            };
        }
        newest
    }
}

/// The value of operations that are nothing but a constant.
fn constant(ops: &[Op]) -> Option<f64> {
    match *ops {
        [Op::Constant(value)] => Some(value),
        _ => None,
    }
}

fn apply<T: Real>(function: Function, value: T) -> T {
    match function {
        Function::Abs => value.abs(),
        Function::Sign => value.sign(),
        Function::Floor => value.floor(),
        Function::Sqrt => value.sqrt(),
        Function::Exp => value.exp(),
        Function::Ln => value.ln(),
        Function::Log10 => value.log10(),
        Function::Sin => value.sin(),
        Function::Cos => value.cos(),
        Function::Tan => value.tan(),
        Function::Atan => value.atan(),
        Function::Sinh => value.sinh(),
        Function::Cosh => value.cosh(),
        Function::Tanh => value.tanh(),
    }
}

fn join<T: Real>(binary: Binary, a: T, b: T) -> T {
    match binary {
        Binary::Add => a + b,
        Binary::Sub => a - b,
        Binary::Mul => a * b,
        Binary::Div => a / b,
        Binary::Pow => a.pow(b),
        Binary::Min => a.min(b),
        Binary::Max => a.max(b),
    }
}
