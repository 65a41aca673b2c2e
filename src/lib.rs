//! Downhill: how deep-learning optimizers move, drawn and measured.
//!
//! The core is plain Rust without a browser in it; `web` is the only module that knows JavaScript values. Read it in
//! this order:
//!
//! - [`error`]: every way bad input is refused, in words.
//! - [`param`]: a hyper-parameter is described once, and sliders, links, documentation and tests follow.
//! - [`jet`]: a value with its gradient and Hessian; the trait [`jet::Real`] that surfaces are written against.
//! - [`number`]: numbers as text.
//! - [`random`]: random numbers as a function of a key.
//! - [`objective`]: a loss to be minimised, `f: ℝⁿ → ℝ`, and what a random draw may depend on; losses over data.
//! - [`surface`]: the named surfaces, each one formula.
//! - [`formula`]: a typed formula as a surface.
//! - [`optimizer`]: the update rules, each one file that reads as its paper writes it.
//! - [`anatomy`]: a step taken apart: lines, formulas and values.
//! - [`catalogue`]: the only lists of optimizers, surfaces and lessons.
//! - [`run`]: one optimizer on one objective from one start: path, exact rewind, divergence.
//! - [`measure`]: what a lesson claims, as numbers.
//! - [`lesson`]: a preset with prose, and the claim it makes.
//! - [`exhibit`]: what a lesson shows beside surfaces.
//! - [`sweep`]: where an optimizer ends at each of many learning rates.
//! - [`settings`], [`link`]: the whole state of the page, and its URL fragment.
//! - [`lab`]: the runs of one setting, moved together.
//! - [`contour`]: isolines by marching squares.
//! - [`export`]: what can be taken away: CSV, Python, GIF.
//! - [`draw`]: the stage and the charts, on any surface that takes ink.

pub mod anatomy;
pub mod catalogue;
pub mod contour;
pub mod draw;
pub mod error;
pub mod exhibit;
pub mod export;
pub mod formula;
pub mod jet;
pub mod lab;
pub mod lesson;
pub mod link;
pub mod measure;
pub mod number;
pub mod objective;
pub mod optimizer;
pub mod param;
pub mod random;
pub mod run;
pub mod settings;
pub mod surface;
pub mod sweep;
#[cfg(target_arch = "wasm32")]
pub mod web;
