//! The stage and the charts. Heat map, isolines and paths are drawn directly, through [`Ink`]; axes, ticks and curves of
//! charts through plotters, on any of its backends. The page and the native pictures run the same code.

pub mod chart;
pub mod clip;
pub mod color_bar;
pub mod curve;
mod dissect;
pub mod frame;
pub mod heat;
pub mod history;
pub mod ink;
pub mod label;
pub mod layout;
pub mod mark;
mod marks;
pub mod plot;
pub mod poster;
pub mod scene;
pub mod stage;
pub mod svg;
pub mod theme;
pub mod thin;
pub mod trail;

pub use frame::Frame;
pub use ink::Ink;
pub use theme::{Color, Theme};

/// Largest side of a picture, px: what canvases can have in browsers.
pub const LARGEST_SIDE: f64 = 16384.0;
