//! Reads a formula onto a tape: one pass, by precedence climbing.

use super::tape::{Binary, Function, Tape};
use super::{DEEPEST, LONGEST, MOST_WAITING};
use crate::error::{Error, Result};
use std::f64::consts::{E, PI};

/// How tightly an operator binds.
type Precedence = u8;
const SUM: Precedence = 1;
const PRODUCT: Precedence = 2;
const POWER: Precedence = 3;

const FUNCTIONS: &[(&str, Function)] = &[
    ("abs", Function::Abs),
    ("sign", Function::Sign),
    ("floor", Function::Floor),
    ("sqrt", Function::Sqrt),
    ("exp", Function::Exp),
    ("log", Function::Ln),
    ("ln", Function::Ln),
    ("log10", Function::Log10),
    ("sin", Function::Sin),
    ("cos", Function::Cos),
    ("tan", Function::Tan),
    ("atan", Function::Atan),
    ("sinh", Function::Sinh),
    ("cosh", Function::Cosh),
    ("tanh", Function::Tanh),
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    /// A number in digits.
    Number(f64),
    /// `pi` or `e`.
    Constant(f64),
    X,
    Y,
    Function(usize),
    /// `min` or `max`.
    Extreme(Binary),
    /// `+ - * / ^`.
    Operator(Binary),
    /// `²`, `³`, `⁻¹`.
    Raised(f64),
    Open,
    Close,
    Comma,
    End,
}

/// Reads all of a formula.
pub(super) fn parse(text: &str) -> Result<Tape> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(wrong(LONGEST, "it is too long", &format!("a formula has at most {LONGEST} characters")));
    }
    let (chars, tape) = (text.chars().collect(), Tape::default());
    let mut parser = Parser { chars, next: 0, token: Token::End, at: 0, depth: 0, waiting: 0, tape };
    parser.advance()?;
    parser.expression(SUM)?;
    match parser.token {
        Token::End => Ok(parser.tape),
        Token::Close => Err(parser.here("this parenthesis closes none", "write ( before it, or leave it out")),
        Token::Comma => Err(parser
            .here("this comma separates nothing", "decimals have a point, and only min and max take two arguments")),
        _ => Err(parser.here("this cannot follow here", "write + - * / or ^ before it")),
    }
}

/// The error at a character, counted from 0.
#[cold]
fn wrong(at: usize, what: &str, expected: &str) -> Error {
    Error::Formula { column: at + 1, what: what.to_owned(), expected: expected.to_owned() }
}

struct Parser {
    chars: Vec<char>,
    /// The character after the token.
    next: usize,
    token: Token,
    /// The token's first character.
    at: usize,
    /// Parentheses that are open.
    depth: usize,
    /// Values on the tape that wait for their operator.
    waiting: usize,
    tape: Tape,
}

impl Parser {
    fn here(&self, what: &str, expected: &str) -> Error {
        wrong(self.at, what, expected)
    }

    /// Reads as long as operators bind at least as tightly as `least`; the value is left on the tape.
    fn expression(&mut self, least: Precedence) -> Result<()> {
        let (left, mut negative, mut signed) = (self.tape.len(), false, false);
        while let Token::Operator(sign @ (Binary::Add | Binary::Sub)) = self.token {
            negative ^= sign == Binary::Sub;
            signed = true;
            self.advance()?;
        }
        if signed {
            // A sign binds less tightly than a power: -x^2 is -(x^2).
            self.atom()?;
            self.operators(left, POWER)?;
            if negative {
                self.tape.negate(left);
            }
        } else {
            self.atom()?;
        }
        self.operators(left, least)
    }

    /// Joins the value that begins at `left` with what follows, as long as operators bind as tightly as `least`.
    fn operators(&mut self, left: usize, least: Precedence) -> Result<()> {
        loop {
            let (binary, precedence, written) = match self.token {
                Token::Operator(binary @ (Binary::Add | Binary::Sub)) => (binary, SUM, true),
                Token::Operator(Binary::Pow) => (Binary::Pow, POWER, true),
                Token::Operator(binary) => (binary, PRODUCT, true),
                Token::Constant(_) | Token::X | Token::Y | Token::Function(_) | Token::Extreme(_) | Token::Open => {
                    (Binary::Mul, PRODUCT, false)
                }
                _ => return Ok(()),
            };
            if precedence < least {
                return Ok(());
            }
            self.wait()?;
            if written {
                self.advance()?;
            }
            let right = self.tape.len();
            // Powers are read from the right: 2^3^2 is 2^(3^2). All else is read from the left.
            self.expression(if precedence == POWER { POWER } else { precedence + 1 })?;
            self.waiting -= 1;
            self.tape.join(left, right, binary);
        }
    }

    /// Counts a value that has to wait for the next one.
    fn wait(&mut self) -> Result<()> {
        if self.waiting == MOST_WAITING {
            return Err(self.here("too much waits to be joined here", "write it with fewer parentheses or powers"));
        }
        self.waiting += 1;
        Ok(())
    }

    /// A number, a variable, a call or a parenthesis, with powers that are written above the line.
    fn atom(&mut self) -> Result<()> {
        let from = self.tape.len();
        match self.token {
            Token::Number(value) | Token::Constant(value) => self.tape.constant(value),
            Token::X => self.tape.x(),
            Token::Y => self.tape.y(),
            Token::Open => {
                self.open()?;
                self.close()?;
            }
            Token::Function(index) => {
                let (name, function) = FUNCTIONS[index];
                self.argument_list(name)?;
                self.open()?;
                self.close()?;
                self.tape.call(from, function);
            }
            Token::Extreme(binary) => {
                self.argument_list(if binary == Binary::Min { "min" } else { "max" })?;
                self.open()?;
                if self.token != Token::Comma {
                    return Err(self.here("a second argument is missing", "min and max take two, as in max(x, 0)"));
                }
                self.wait()?;
                self.advance()?;
                let second = self.tape.len();
                self.expression(SUM)?;
                self.waiting -= 1;
                self.tape.join(from, second, binary);
                self.close()?;
            }
            Token::End if self.chars.iter().all(|c| c.is_whitespace()) => {
                return Err(self.here("there is nothing", "write something in x and y, as in x^2 + y^2"));
            }
            Token::End => return Err(self.here("it ends too early", "a number, x, y, a function or ( must follow")),
            Token::Close => return Err(self.here("a value is missing before )", "write a number, x or y")),
            Token::Comma => return Err(self.here("a value is missing before the comma", "write a number, x or y")),
            Token::Raised(_) => return Err(self.here("this power has no base", "write x before it, as in x²")),
            Token::Operator(_) => {
                return Err(self.here("a value is missing before this operator", "write a number, x or y"));
            }
        }
        self.advance()?;
        while let Token::Raised(power) = self.token {
            let exponent = self.tape.len();
            self.tape.constant(power);
            self.tape.join(from, exponent, Binary::Pow);
            self.advance()?;
        }
        Ok(())
    }

    /// Goes from a function's name to its parenthesis.
    fn argument_list(&mut self, name: &str) -> Result<()> {
        let at = self.at;
        self.advance()?;
        if self.token == Token::Open {
            return Ok(());
        }
        let call = if name.starts_with('m') { format!("{name}(x, y)") } else { format!("{name}(x)") };
        Err(wrong(at, &format!("{name} needs parentheses"), &format!("write them, as in {call}")))
    }

    /// From an opening parenthesis over the value in it.
    fn open(&mut self) -> Result<()> {
        if self.depth == DEEPEST {
            let most = format!("at most {DEEPEST} may stand within one another");
            return Err(self.here("too many parentheses are open", &most));
        }
        self.depth += 1;
        self.advance()?;
        self.expression(SUM)
    }

    /// At the closing parenthesis; the caller goes on from it.
    fn close(&mut self) -> Result<()> {
        if self.token != Token::Close {
            return Err(self.here("a parenthesis is still open", "write ) or an operator here"));
        }
        self.depth -= 1;
        Ok(())
    }

    /// Reads the next token.
    fn advance(&mut self) -> Result<()> {
        while self.look(0).is_some_and(char::is_whitespace) {
            self.next += 1;
        }
        self.at = self.next;
        let Some(c) = self.look(0) else {
            self.token = Token::End;
            return Ok(());
        };
        if c.is_ascii_digit() || c == '.' {
            self.token = Token::Number(self.number()?);
            return Ok(());
        }
        if c.is_ascii_alphabetic() {
            return self.name();
        }
        if superscript(c).is_some() {
            self.token = Token::Raised(self.raised()?);
            return Ok(());
        }
        self.next += 1;
        self.token = match c {
            '+' => Token::Operator(Binary::Add),
            '-' | '−' | '–' => Token::Operator(Binary::Sub),
            '*' if self.look(0) == Some('*') => {
                self.next += 1;
                Token::Operator(Binary::Pow)
            }
            '*' | '×' | '·' | '⋅' | '∗' => Token::Operator(Binary::Mul),
            '/' | '÷' => Token::Operator(Binary::Div),
            '^' => Token::Operator(Binary::Pow),
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            'π' => Token::Constant(PI),
            '=' => return Err(self.here("“=” cannot be read", "write the right-hand side alone")),
            '|' => return Err(self.here("“|” cannot be read", "an absolute value is abs(x)")),
            '[' | ']' | '{' | '}' => return Err(self.here("only round parentheses can be read", "write ( and )")),
            _ => {
                let what = if c.is_control() { "a control character".to_owned() } else { format!("“{c}”") };
                let expected = "a formula has numbers, x, y, + - * / ^ ( ) and functions";
                return Err(self.here(&format!("{what} cannot be read"), expected));
            }
        };
        Ok(())
    }

    /// The character `ahead` of the next one.
    fn look(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.next + ahead).copied()
    }

    fn digits(&mut self) -> usize {
        let from = self.next;
        while self.look(0).is_some_and(|c| c.is_ascii_digit()) {
            self.next += 1;
        }
        self.next - from
    }

    fn number(&mut self) -> Result<f64> {
        let mut digits = self.digits();
        if self.look(0) == Some('.') {
            self.next += 1;
            digits += self.digits();
        }
        if digits == 0 {
            return Err(self.here("a point alone is no number", "write digits with it, as in 0.5"));
        }
        // An e belongs to the number only where digits follow it; else it is the constant, as in 2e.
        if matches!(self.look(0), Some('e' | 'E')) {
            let sign = usize::from(matches!(self.look(1), Some('+' | '-' | '−')));
            if self.look(1 + sign).is_some_and(|c| c.is_ascii_digit()) {
                self.next += 1 + sign;
                self.digits();
            }
        }
        let text: String = self.chars[self.at..self.next].iter().map(|&c| if c == '−' { '-' } else { c }).collect();
        let value = text.parse().unwrap_or(f64::NAN);
        if f64::is_finite(value) {
            return Ok(value);
        }
        Err(self.here("this number is too large", "the largest is about 1.8e308"))
    }

    fn raised(&mut self) -> Result<f64> {
        let (mut power, mut negative, mut digits) = (0.0, false, 0);
        while let Some(digit) = self.look(0).and_then(superscript) {
            self.next += 1;
            match digit {
                Some(digit) => (power, digits) = (power * 10.0 + f64::from(digit), digits + 1),
                None if digits == 0 && !negative => negative = true,
                None => digits = 99,
            }
        }
        if (1..=3).contains(&digits) {
            return Ok(if negative { -power } else { power });
        }
        Err(self.here("this power cannot be read", "write it with ^, as in x^10"))
    }

    /// A name of letters and digits; one of x and y alone is their product, read letter by letter.
    fn name(&mut self) -> Result<()> {
        let mut name = String::new();
        while let Some(c) = self.look(name.len()).filter(char::is_ascii_alphanumeric) {
            name.push(c.to_ascii_lowercase());
        }
        if name.bytes().all(|c| matches!(c, b'x' | b'y')) {
            self.next += 1;
            self.token = if name.starts_with('x') { Token::X } else { Token::Y };
            return Ok(());
        }
        self.token = match (name.as_str(), FUNCTIONS.iter().position(|(known, _)| *known == name)) {
            (_, Some(index)) => Token::Function(index),
            ("e", _) => Token::Constant(E),
            ("pi", _) => Token::Constant(PI),
            ("min", _) => Token::Extreme(Binary::Min),
            ("max", _) => Token::Extreme(Binary::Max),
            _ => {
                let mut known = String::from("there are x, y, pi, e, min, max");
                for (function, _) in FUNCTIONS {
                    known.push_str(", ");
                    known.push_str(function);
                }
                if name.starts_with(['x', 'y']) {
                    known.push_str("; products with other names need *, powers ^");
                }
                name.truncate(20);
                return Err(self.here(&format!("there is no “{name}”"), &known));
            }
        };
        self.next += name.len();
        Ok(())
    }
}

/// The digit above the line, or none for the minus there; nothing for other characters.
fn superscript(c: char) -> Option<Option<u8>> {
    match c {
        '⁻' => Some(None),
        '⁰' => Some(Some(0)),
        '¹' => Some(Some(1)),
        '²' => Some(Some(2)),
        '³' => Some(Some(3)),
        '⁴'..='⁹' => Some(Some((c as u32 - '⁴' as u32) as u8 + 4)),
        _ => None,
    }
}
