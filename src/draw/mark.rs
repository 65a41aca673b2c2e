//! What a lesson draws on a stage for one run, beside its path.

/// Something drawn in the run's colour. Places and lengths are in the units of the surface.
pub enum Mark {
    /// A circle about a point.
    Circle {
        /// Its middle.
        center: [f64; 2],
        /// Its radius.
        radius: f64,
    },
    /// An arrow from a point.
    Arrow {
        /// Where it begins.
        from: [f64; 2],
        /// From there to its tip.
        by: [f64; 2],
        /// The symbol at its tip; may be empty.
        symbol: &'static str,
        /// Drawn thin and pale: what it is compared with.
        faint: bool,
    },
    /// A bar beside the stage, filled up to a value.
    Bar {
        /// Its symbol.
        symbol: &'static str,
        /// The value.
        value: f64,
        /// What an empty and a full bar stand for.
        range: [f64; 2],
    },
    /// Pale isolines of another loss, such as that of a mini-batch.
    Isolines(Box<dyn Fn([f64; 2]) -> f64>),
}
