//! Reads the lines of a rule: the part of Rust's expressions that rules are written in.

/// A line of a rule: `let name = value;`, or `name += value;`, which adds up over the coordinates.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement<'a> {
    /// The line as it is written; a long one has several lines of text.
    pub text: &'a str,
    /// The name it binds.
    pub name: &'a str,
    /// Whether it adds to the name rather than binding it.
    pub adds: bool,
    /// What is bound or added.
    pub value: Expression<'a>,
}

/// An expression of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression<'a> {
    /// A number, in digits.
    Number(&'a str),
    /// A name.
    Name(&'a str),
    /// −a
    Negative(Box<Self>),
    /// Two operands with the operator between them, as Rust writes it.
    Binary(&'static str, Box<[Self; 2]>),
    /// A function or a method, which has what it is called on as its first argument.
    Call(&'a str, Vec<Self>),
    /// `if condition { then } else { otherwise }`
    If(Box<[Self; 3]>),
}

/// Operators by how tightly they bind, from the loosest; those of two characters come first.
const OPERATORS: [&[&str]; 4] = [&["&&"], &["==", "!=", "<=", ">=", "<", ">"], &["+", "-"], &["*", "/", "%"]];

/// The statements of a listing, in their order; none for what is no statement of a rule.
#[must_use]
pub fn statements(listing: &str) -> Option<Vec<Statement<'_>>> {
    let mut reader = Reader { rest: listing.trim_start() };
    let mut statements = Vec::new();
    while !reader.rest.is_empty() {
        statements.push(reader.statement()?);
    }
    Some(statements)
}

impl<'a> Expression<'a> {
    /// Every name in it, also of functions, as often as it stands there.
    pub fn names(&self, seen: &mut impl FnMut(&'a str)) {
        match self {
            Self::Number(_) => {}
            Self::Name(name) => seen(name),
            Self::Negative(of) => of.names(seen),
            Self::Binary(_, operands) => operands.iter().for_each(|operand| operand.names(seen)),
            Self::Call(_, arguments) => arguments.iter().for_each(|argument| argument.names(seen)),
            Self::If(parts) => parts.iter().for_each(|part| part.names(seen)),
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn statement(&mut self) -> Option<Statement<'a>> {
        let from = self.rest;
        let binds = self.take("let ");
        let name = self.word()?;
        if !self.take(if binds { "=" } else { "+=" }) {
            return None;
        }
        let value = self.operation(0)?;
        let text = from[..from.len() - self.rest.len()].trim_end();
        if !self.take(";") {
            return None;
        }
        Some(Statement { text: &from[..text.len() + 1], name, adds: !binds, value })
    }

    fn operation(&mut self, level: usize) -> Option<Expression<'a>> {
        let Some(operators) = OPERATORS.get(level) else { return self.signed() };
        let mut left = self.operation(level + 1)?;
        while let Some(operator) = operators.iter().find(|operator| self.take(operator)) {
            left = Expression::Binary(operator, Box::new([left, self.operation(level + 1)?]));
        }
        Some(left)
    }

    fn signed(&mut self) -> Option<Expression<'a>> {
        if self.take("-") { Some(Expression::Negative(Box::new(self.signed()?))) } else { self.called() }
    }

    /// An atom with the methods called on it.
    fn called(&mut self) -> Option<Expression<'a>> {
        let mut value = self.atom()?;
        while self.take(".") {
            let method = self.word()?;
            let arguments = self.arguments()?;
            value = Expression::Call(method, [vec![value], arguments].concat());
        }
        Some(value)
    }

    fn atom(&mut self) -> Option<Expression<'a>> {
        if self.take("(") {
            let inner = self.operation(0)?;
            return self.take(")").then_some(inner);
        }
        if self.take("if ") {
            let condition = self.operation(0)?;
            let then = self.block()?;
            let otherwise = if self.take("else") { self.block()? } else { return None };
            return Some(Expression::If(Box::new([condition, then, otherwise])));
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(Expression::Number(self.number()));
        }
        let word = self.word()?;
        if self.rest.starts_with('(') {
            return Some(Expression::Call(word, self.arguments()?));
        }
        Some(Expression::Name(word))
    }

    fn block(&mut self) -> Option<Expression<'a>> {
        if !self.take("{") {
            return None;
        }
        let value = self.operation(0)?;
        self.take("}").then_some(value)
    }

    fn arguments(&mut self) -> Option<Vec<Expression<'a>>> {
        if !self.take("(") {
            return None;
        }
        let mut arguments = Vec::new();
        while !self.take(")") {
            arguments.push(self.operation(0)?);
            self.take(",");
        }
        Some(arguments)
    }

    /// A number as it is written for people: without its type, and without `.0`.
    fn number(&mut self) -> &'a str {
        let from = self.rest;
        let whole = self.cut(|c| c.is_ascii_digit());
        let fraction = self.rest.strip_prefix('.').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let mut number = whole;
        if let Some(rest) = fraction {
            self.rest = rest;
            let digits = self.cut(|c| c.is_ascii_digit());
            if digits.bytes().any(|digit| digit != b'0') {
                number = &from[..whole.len() + 1 + digits.len()];
            }
        }
        self.take("_f64");
        self.rest = self.rest.trim_start();
        number
    }

    fn word(&mut self) -> Option<&'a str> {
        let word = self.cut(|c| c.is_ascii_alphanumeric() || c == '_' || c == ':');
        self.rest = self.rest.trim_start();
        (!word.is_empty()).then_some(word)
    }

    fn cut(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// Goes past a token and the white space after it, if it comes next.
    fn take(&mut self, token: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(token) else { return false };
        self.rest = rest.trim_start();
        true
    }
}
