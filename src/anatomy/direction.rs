//! Which of a rule's values say where a step goes.

use super::parser::{Statement, statements};
use crate::optimizer::RuleInfo;
use serde::Serialize;

/// A vector that is drawn as an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Tip {
    /// The name of the value that has its components.
    pub name: &'static str,
    /// What stands at its tip.
    pub symbol: &'static str,
}

const fn tip(name: &'static str, symbol: &'static str) -> Tip {
    Tip { name, symbol }
}

/// What can be a direction, if the step is made of it: all but the step itself point uphill, and are drawn downhill. A second
/// moment has some of these names in other rules, where the step is divided by it.
const DIRECTIONS: [Tip; 6] =
    [tip("m", "−m"), tip("m_hat", "−m̂"), tip("v", "−v"), tip("v_hat", "−v̂"), tip("u", "−u"), tip("d", "−d")];

/// The arrows that take a rule's step apart: −g, what the step is made of, and Δ.
#[must_use]
pub fn tips(rule: &'static RuleInfo) -> Vec<Tip> {
    let statements = statements(rule.source).unwrap_or_default();
    let mut tips = vec![tip("g", "−g")];
    follow(&statements, "delta", &mut Vec::new(), &mut tips);
    tips.push(tip("delta", "Δ"));
    tips
}

/// Goes from a name to the names it is bound to, up to directions. Rates are no directions, and made of none.
fn follow(statements: &[Statement<'static>], name: &'static str, visited: &mut Vec<&'static str>, tips: &mut Vec<Tip>) {
    if visited.contains(&name) || name.ends_with("rate") {
        return;
    }
    visited.push(name);
    if let Some(direction) = DIRECTIONS.iter().find(|direction| direction.name == name) {
        tips.push(*direction);
        return;
    }
    for statement in statements.iter().filter(|statement| statement.name == name) {
        statement.value.names(&mut |used| follow(statements, used, visited, tips));
    }
}
