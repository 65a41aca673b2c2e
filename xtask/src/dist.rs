//! The site as it is hosted: the page, and what makes it ready for the lecture hall.

use anyhow::Result;

use crate::step::root;
use crate::{catalogue, deck, site};

/// Builds all of it into `dist/`.
pub(crate) fn dist() -> Result<()> {
    site::build()?;
    let catalogue = catalogue::read()?;
    deck::build(&root().join("dist"), &catalogue)
}
