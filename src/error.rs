//! Every way bad input is refused, in words that name the bad thing and say what would be right.

use crate::draw::LARGEST_SIDE;
use crate::number::shortest;
use std::fmt;

/// What was refused. [`Error::kind`] is the stable word for programs, `Display` the sentence for people.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// An id that is not in the catalogue.
    Unknown {
        /// What was looked for: "optimizer", "surface", "lesson", "parameter of sgd"…
        what: String,
        /// The id as it was given.
        id: String,
        /// The ids that exist, in catalogue order.
        known: Vec<&'static str>,
    },
    /// A number outside its range, or not a number.
    Range {
        /// The parameter, with its symbol where it has one.
        what: String,
        /// The value as it was given.
        value: f64,
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
    },
    /// A canvas without area, or with an unusable size.
    Size {
        /// What has the size.
        what: &'static str,
        /// The sizes as they were given, css px.
        size: [f64; 2],
    },
    /// A piece of a link or patch that cannot be read.
    Syntax {
        /// The piece as it was given.
        piece: String,
        /// What would be right.
        expected: String,
    },
    /// A typed formula that cannot be read.
    Formula {
        /// Where, counted in characters from 1.
        column: usize,
        /// What is wrong there.
        what: String,
        /// What would be right.
        expected: String,
    },
    /// Something asked of a page that is not set up for it.
    State(&'static str),
}

/// What can be refused.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A stable word for the kind of error: `unknown`, `range`, `size`, `syntax`, `formula` or `state`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown",
            Self::Range { .. } => "range",
            Self::Size { .. } => "size",
            Self::Syntax { .. } => "syntax",
            Self::Formula { .. } => "formula",
            Self::State(_) => "state",
        }
    }

    /// Refuses `value` unless it is a number in `min..=max`.
    ///
    /// # Errors
    /// [`Error::Range`] for NaN, infinities and numbers outside.
    pub fn check_range(what: &str, value: f64, min: f64, max: f64) -> Result<f64> {
        if value >= min && value <= max {
            return Ok(value);
        }
        Err(Self::Range { what: what.to_owned(), value, min, max })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { what, id, known } if known.is_empty() => {
                write!(f, "There is no {what} called “{id}”; there is none at all.")
            }
            Self::Unknown { what, id, known } => {
                write!(f, "There is no {what} called “{id}”; there is: {}.", known.join(", "))
            }
            Self::Range { what, value, min, max } => {
                let [value, min, max] = [value, min, max].map(|v| shortest(*v));
                write!(f, "{what} cannot be {value}; it takes a number from {min} to {max}.")
            }
            Self::Size { what, size: [w, h] } => {
                write!(f, "The {what} cannot be {w} × {h} px; both sides must be between 1 and {LARGEST_SIDE} px.")
            }
            Self::Syntax { piece, expected } => write!(f, "“{piece}” cannot be read; {expected}."),
            Self::Formula { column, what, expected } => {
                write!(f, "The formula cannot be read at column {column}: {what}; {expected}.")
            }
            Self::State(sentence) => f.write_str(sentence),
        }
    }
}

impl std::error::Error for Error {}
