//! What is taken away from the page: paths as CSV, a script in Python, an animated GIF.

use super::{Lab, Result, refused};
use crate::draw::Theme;
use crate::export;
use crate::export::gif::Film;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Lab {
    /// All paths as CSV; see [`csv::lab`](export::csv::lab).
    pub fn csv(&self) -> String {
        export::csv::lab(&self.core)
    }

    /// A script that runs the race again; see [`python::script`](export::python::script).
    pub fn python(&self) -> Result<String> {
        export::python::script(&self.core).map_err(|e| refused(&e))
    }
}

/// An animated GIF in the making; see [`Film`].
#[wasm_bindgen]
pub struct GifWriter(Film);

#[wasm_bindgen]
impl GifWriter {
    /// A film of this size, px, that shows each frame for `delay` hundredths of a second, in the colours of a theme.
    #[wasm_bindgen(constructor)]
    pub fn new(width: u32, height: u32, delay: u32, theme: &str) -> Result<GifWriter> {
        let theme = Theme::named(theme).map_err(|e| refused(&e))?;
        Film::new(width, height, delay, &theme).map(Self).map_err(|e| refused(&e))
    }

    /// Appends a frame: the bytes of an `ImageData` of the film's size.
    pub fn add(&mut self, rgba: &[u8]) -> Result<()> {
        self.0.add(rgba).map_err(|e| refused(&e))
    }

    /// The file. The writer is used up.
    pub fn finish(self) -> Result<Vec<u8>> {
        self.0.finish().map_err(|e| refused(&e))
    }
}
