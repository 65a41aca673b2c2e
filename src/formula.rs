//! A formula that someone types, f(x, y), as a surface: a parser with caps, a tape in postfix order, and the same jets as
//! the surfaces that are written in Rust.
//!
//! | typed | means |
//! |---|---|
//! | `+ - * / ^` and `( )` | as usual; `-x^2` is −(x²), `2^3^2` is 2^(3²) = 512, `2^-x` needs no parentheses |
//! | `2x`, `2.1x^2`, `x y`, `xy`, `2(x+1)` | products; they bind as `*` does, so `1/2x` is x/2 |
//! | `1e3`, `.5`, `pi`, `e` | numbers |
//! | `× · − ÷ ² ³ π **` | what people paste |
//! | `abs sign floor sqrt exp log ln log10 sin cos tan atan sinh cosh tanh` | functions of one argument, in parentheses; `log` is `ln` |
//! | `min max` | functions of two, as in `max(x, 0)` |
//!
//! Capitals count as small letters. Where a function has a kink or a jump, slopes follow the conventions of
//! [`Real`](crate::jet::Real): 0 for `abs` and `sqrt` at 0, 0 everywhere for `sign` and `floor`, those of the first
//! argument for `min` and `max` of equals. `a^b` with a varying `b` has slopes for positive `a` only.
//!
//! No text can hang it or exhaust memory or stack: there are caps on the length, on parentheses within parentheses, and on
//! values that wait for their operator.

mod parser;
mod python;
mod tape;

use crate::error::Result;
use crate::jet::Jet;
use crate::objective::{Draw, Objective};
use crate::surface::{Landscape, SurfaceInfo, Window};
use tape::Tape;

/// Characters a formula may have.
pub const LONGEST: usize = 400;

/// Parentheses that may stand within one another.
pub const DEEPEST: usize = 64;

/// Values that may wait for their operator, as a, b and c in `a+b*c^(…)`: the size of the stack of an evaluation.
pub const MOST_WAITING: usize = 32;

/// The id of the surface whose formula is typed.
pub const ID: &str = "formula";

/// What is known of every typed formula: nothing but where to look.
pub(crate) const INFO: SurfaceInfo = SurfaceInfo {
    id: ID,
    name: "A formula of your own",
    formula: "<math><mi>f</mi><mo>(</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo></math>",
    window: Window { x: [-3.0, 3.0], y: [-3.0, 3.0] },
    start: [2.6, 2.0],
    gentle: 0.05,
    stride: 0.1,
    ..SurfaceInfo::PLAIN
};

/// A typed formula, ready to be evaluated. An evaluation allocates nothing and does not recurse.
///
/// ```
/// use downhill::formula::Formula;
/// use downhill::surface::Landscape;
/// let bowl = Formula::parse("0.5x² + y^4")?;
/// assert_eq!(bowl.jet([3.0, 0.0]).g, [3.0, 0.0]);
/// let error = Formula::parse("2 + sin x").unwrap_err();
/// assert!(error.to_string().contains("column 5"));
/// # Ok::<(), downhill::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    text: String,
    tape: Tape,
}

impl Formula {
    /// A formula to begin with: two pairs of minima, four saddles.
    pub const EXAMPLE: &str = "x²/4 + y²/4 + sin(2x) + cos(y)";

    /// Reads a formula.
    ///
    /// # Errors
    /// [`Error::Formula`](crate::error::Error::Formula) with the column, counted in characters from 1, what is wrong there
    /// and what would be right.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(Self { tape: parser::parse(text)?, text: text.to_owned() })
    }

    /// The formula as it was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Objective for Formula {
    fn dim(&self) -> usize {
        2
    }

    fn value_grad(&self, x: &[f64], _draw: Draw, g: &mut [f64]) -> f64 {
        let jet = self.jet([x[0], x[1]]);
        g.copy_from_slice(&jet.g);
        jet.v
    }

    fn is_drawn(&self) -> bool {
        false
    }
}

impl Landscape for Formula {
    fn info(&self) -> &'static SurfaceInfo {
        &INFO
    }

    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        self.tape.run(x, y)
    }

    fn jet(&self, [x, y]: [f64; 2]) -> Jet {
        self.tape.run(Jet::x(x), Jet::y(y))
    }

    fn typed_python(&self) -> Option<String> {
        Some(format!("def f(x, y):\n    return {}", self.tape.python()))
    }
}
