//! The site as it is hosted: the page, and what makes it ready for the lecture hall.

use anyhow::Result;

use crate::step::root;
use crate::{offline, site};

/// Builds all of it into `dist/`.
pub(crate) fn dist() -> Result<()> {
    site::build()?;
    // The last of all: it lists what is there.
    offline::write(&root().join("dist"))
}
