//! What can be taken away from a race: its paths as a table, a script that runs it again, a moving picture.

pub mod csv;
pub mod gif;
pub mod python;
