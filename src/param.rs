//! Hyper-parameters: each is described once, here the sliders, links, documentation and tests take it from.

use crate::error::{Error, Result};
use crate::number::rounded;
use serde::Serialize;

/// How a slider spreads a parameter over its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Evenly.
    Linear,
    /// Evenly in the logarithm; the range must be positive.
    Log,
    /// Evenly in log(1 − value): 0.9, 0.99 and 0.999 lie equally far apart, as decay rates are thought of.
    Decay,
    /// Evenly, whole numbers only.
    Whole,
    /// Off (0) or on (1).
    Switch,
}

/// One hyper-parameter of an optimizer or a surface.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Param {
    /// Its id, as in links and on the command line.
    pub id: &'static str,
    /// Its symbol, as in the paper.
    pub symbol: &'static str,
    /// One sentence of help.
    pub doc: &'static str,
    /// The value it starts with.
    pub default: f64,
    /// Smallest value allowed.
    pub min: f64,
    /// Largest value allowed.
    pub max: f64,
    /// The part of the range that a slider covers; an exact number may lie outside.
    pub slide: [f64; 2],
    /// How a slider spreads it.
    pub scale: Scale,
}

impl Param {
    /// Refuses a value outside the range, a fraction of a [`Scale::Whole`], NaN and infinities.
    ///
    /// # Errors
    /// [`Error::Range`] naming the parameter and its range, [`Error::Syntax`] for a fraction where a whole number is due.
    pub fn check(&self, value: f64) -> Result<f64> {
        let value = Error::check_range(&format!("{} ({})", self.id, self.symbol), value, self.min, self.max)?;
        if matches!(self.scale, Scale::Whole | Scale::Switch) && value.fract() != 0.0 {
            return Err(Error::Syntax {
                piece: format!("{}={value}", self.id),
                expected: format!(
                    "{} ({}) takes a whole number from {} to {}",
                    self.id, self.symbol, self.min, self.max
                ),
            });
        }
        Ok(value)
    }

    /// The value at a slider's position from 0 to 1, rounded to three significant digits; of a decay 1 − value to two.
    #[must_use]
    pub fn value_at(&self, position: f64) -> f64 {
        let p = if position.is_finite() { position.clamp(0.0, 1.0) } else { 0.0 };
        let [low, high] = self.slide;
        let between = |a: f64, b: f64| a + (b - a) * p;
        let value = match self.scale {
            Scale::Linear => rounded(between(low, high), 3),
            Scale::Whole | Scale::Switch => between(low, high).round(),
            Scale::Log => rounded(between(low.ln(), high.ln()).exp(), 3),
            Scale::Decay => {
                let distance = between((1.0 - low).ln(), (1.0 - high).ln()).exp();
                rounded(1.0 - rounded(distance, 2), 9)
            }
        };
        value.clamp(low, high)
    }

    /// Where a slider stands for `value`, from 0 to 1; at an end for a value beyond it.
    #[must_use]
    pub fn position_of(&self, value: f64) -> f64 {
        let [low, high] = self.slide;
        let value = value.clamp(low, high);
        let part = |a: f64, b: f64, v: f64| (v - a) / (b - a);
        let position = match self.scale {
            Scale::Linear | Scale::Whole | Scale::Switch => part(low, high, value),
            Scale::Log => part(low.ln(), high.ln(), value.ln()),
            Scale::Decay => part((1.0 - low).ln(), (1.0 - high).ln(), (1.0 - value).ln()),
        };
        if position.is_finite() { position.clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// A set of hyper-parameters with its description, made by [`params!`](crate::params).
pub trait Params: Clone + Default + 'static {
    /// The description, in the order of the struct's fields.
    const PARAMS: &'static [Param];

    /// The set with these values, one for each of [`Self::PARAMS`] in their order, unchecked; the defaults for any other
    /// number of values.
    fn of(values: &[f64]) -> Self;

    /// The set with these values, in the order of [`Self::PARAMS`]; those left out take their defaults.
    ///
    /// # Errors
    /// What [`Param::check`] refuses, and more values than there are parameters.
    fn from_values(values: &[f64]) -> Result<Self> {
        Ok(Self::of(&complete(Self::PARAMS, values)?))
    }
}

/// Checks values against their table, and takes the defaults for those left out.
///
/// # Errors
/// What [`Param::check`] refuses, and more values than there are parameters.
pub fn complete(params: &[Param], values: &[f64]) -> Result<Vec<f64>> {
    if values.len() > params.len() {
        return Err(Error::State("There are more values than parameters."));
    }
    params.iter().enumerate().map(|(index, p)| p.check(values.get(index).copied().unwrap_or(p.default))).collect()
}

/// Declares a struct of hyper-parameters: doc sentence, name, symbol, default, scale and range of each, said once. Where a
/// slider should cover only a part of the range, `slide low..=high` says which.
///
/// ```
/// downhill::params! {
///     /// Plain gradient descent.
///     pub struct Descent {
///         /// How far each step goes along the negative gradient.
///         lr: "α" = 0.1, Log, 1e-6..=10.0, slide 1e-3..=1.0;
///     }
/// }
/// use downhill::param::Params;
/// assert_eq!(Descent::PARAMS[0].id, "lr");
/// assert!(Descent::from_values(&[-1.0]).is_err());
/// ```
#[macro_export]
macro_rules! params {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(#[doc = $doc:literal] $field:ident: $symbol:literal = $default:expr, $scale:ident, $min:literal..=$max:literal $(, slide $low:literal..=$high:literal)?;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $(#[doc = $doc] pub $field: f64,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl $crate::param::Params for $name {
            const PARAMS: &'static [$crate::param::Param] = &[
                $($crate::param::Param {
                    id: stringify!($field),
                    symbol: $symbol,
                    doc: $doc.trim_ascii(),
                    default: $default,
                    min: $min as f64,
                    max: $max as f64,
                    slide: $crate::slide!($min..=$max $(, $low..=$high)?),
                    scale: $crate::param::Scale::$scale,
                },)*
            ];

            fn of(values: &[f64]) -> Self {
                match *values {
                    [$($field),*] => Self { $($field),* },
                    #[allow(unreachable_patterns, reason = "a set without parameters takes no other number of values")]
                    _ => Self::default(),
                }
            }
        }
    };
}

/// The part of a range that a slider covers: the range itself unless another is given.
#[doc(hidden)]
#[macro_export]
macro_rules! slide {
    ($min:literal..=$max:literal) => {
        [$min as f64, $max as f64]
    };
    ($min:literal..=$max:literal, $low:literal..=$high:literal) => {
        [$low as f64, $high as f64]
    };
}
