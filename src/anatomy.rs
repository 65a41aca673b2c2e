//! A step taken apart: the lines of its rule, each with its formula and the values it has just bound.
//!
//! The formulas are made from the lines that are compiled, so that no rule is said twice.

mod direction;
mod mathml;
mod parser;
mod symbol;

pub use direction::{Tip, tips};
pub use parser::{Expression, Statement, statements};
pub use symbol::{plain, words};

use crate::catalogue;
use crate::number::readable;
use crate::optimizer::{OptimizerEntry, Trace};
use crate::run::Run;
use serde::Serialize;
use symbol::Symbols;

/// A step taken apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Anatomy {
    /// What the rule is given: values that none of its lines binds, such as the gradient.
    pub given: Vec<Given>,
    /// The rule's lines, in their order.
    pub lines: Vec<Line>,
    /// The arrows that [`Lab::dissect`](crate::lab::Lab::dissect) draws, by the names of what they show.
    pub arrows: Vec<Tip>,
}

/// A value that a rule starts from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Given {
    /// Its name in the source.
    pub name: &'static str,
    /// Its symbol, MathML.
    pub formula: String,
    /// Its value along each axis, for people.
    pub values: Vec<String>,
}

/// A line of a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// As it is compiled, without its margin; a long one has several lines of text.
    pub text: String,
    /// The name it binds.
    pub name: &'static str,
    /// The names of values in it that have a line of their own or are given, each once.
    pub uses: Vec<&'static str>,
    /// The same in MathML.
    pub formula: String,
    /// What it has bound along each axis, for people; empty where that is not shown.
    pub values: Vec<String>,
}

impl Anatomy {
    /// The rule's lines without values.
    #[must_use]
    pub fn of(entry: &'static OptimizerEntry) -> Self {
        let statements = statements(entry.info.source).unwrap_or_default();
        let symbols = Symbols::new(entry.params, &statements);
        let given = |name| Given { name, formula: math(&symbols, name), values: Vec::new() };
        let line = |statement: &Statement<'static>| {
            let mut uses = Vec::new();
            statement.value.names(&mut |name| {
                let shown = name == "g" || statements.iter().any(|other| other.name == name);
                if shown && !uses.contains(&name) {
                    uses.push(name);
                }
            });
            Line {
                text: without_margin(statement.text),
                name: statement.name,
                uses,
                formula: mathml::formula(statement, &symbols),
                values: Vec::new(),
            }
        };
        Self { given: vec![given("g")], lines: statements.iter().map(line).collect(), arrows: tips(entry.info) }
    }

    /// The step that leads a run from `step` to the next, with the values along so many axes.
    #[must_use]
    pub fn of_step(run: &Run, step: usize, axes: usize) -> Self {
        let trace = run.explain(step);
        // A run's optimizer is of the catalogue.
        let entry = catalogue::optimizer(run.optimizer().info().id);
        let mut anatomy = entry.map(Self::of).unwrap_or_default();
        for given in &mut anatomy.given {
            given.values = values(&trace, given.name, axes);
        }
        for at in 0..anatomy.lines.len() {
            // What a name is bound to again later on is what is traced.
            let name = anatomy.lines[at].name;
            if !anatomy.lines[at + 1..].iter().any(|later| later.name == name) {
                anatomy.lines[at].values = values(&trace, name, axes);
            }
        }
        anatomy
    }
}

/// The names in a rule's lines that mean nothing there: none, or a formula would show a name that nobody knows.
#[must_use]
pub fn unknown_names(entry: &'static OptimizerEntry) -> Vec<&'static str> {
    let statements = statements(entry.info.source).unwrap_or_default();
    let symbols = Symbols::new(entry.params, &statements);
    let mut unknown = Vec::new();
    for statement in &statements {
        statement.value.names(&mut |name| unknown.extend((!symbols.knows(name)).then_some(name)));
    }
    unknown
}

fn math(symbols: &Symbols<'_>, name: &str) -> String {
    format!("<math>{}</math>", symbols.mathml(name, None))
}

/// For people: adding 0 turns −0 into 0.
fn values(trace: &Trace, name: &str, axes: usize) -> Vec<String> {
    (0..axes).filter_map(|axis| trace.value(axis, name)).map(|value| readable(value + 0.0)).collect()
}

/// A statement whose further lines stand as far to the right of its last, `};`, as in the source.
fn without_margin(text: &str) -> String {
    let margin = text.lines().last().map_or(0, |line| line.len() - line.trim_start().len());
    let lines = text.lines().enumerate();
    lines.map(|(at, line)| if at == 0 { line } else { &line[margin..] }).collect::<Vec<_>>().join("\n")
}
