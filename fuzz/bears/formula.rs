//! Any text is a formula or an error with a column, and neither panics, hangs or overflows the stack.

use downhill::error::Error;
use downhill::formula::Formula;
use downhill::surface::Landscape;

/// # Panics
/// Where it is not so.
pub(crate) fn bears(text: &str) {
    match Formula::parse(text) {
        Ok(formula) => {
            let (value, jet) = (formula.value([0.3, -1.7]), formula.jet([0.3, -1.7]));
            assert!(value == jet.v || value.is_nan() && jet.v.is_nan());
        }
        Err(Error::Formula { column, .. }) => assert!(column >= 1 && column <= text.chars().count() + 1),
        Err(other) => panic!("{other}"),
    }
}
