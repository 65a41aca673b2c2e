//! The place of the document's file: what `src/optimizer.rs` is to the files of its folder.

pub(crate) use downhill::optimizer::*;

#[path = "../../src/optimizer/listing.rs"]
#[expect(dead_code, reason = "a rule's file needs the macro alone")]
mod listing;
mod qhm;

pub(crate) use qhm::Qhm;
