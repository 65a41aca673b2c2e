//! What is taken away from the page: the stage as SVG, paths as CSV, a script in Python, an animated GIF.

use super::sheet::Either;
use super::{Lab, Result, failure, refused};
use crate::draw::{LARGEST_SIDE, Theme, svg};
use crate::error::Error;
use crate::export::gif::{Film, Pace};
use crate::export::{csv, python};
use crate::surface::Window;
use wasm_bindgen::prelude::*;

/// Numbers that a window is told in: the ends of x, then those of y.
const ENDS: usize = 4;

#[wasm_bindgen]
impl Lab {
    /// The stage as an SVG document of this size, px, with as many px of charts beneath: what `downhill render` draws.
    pub fn svg(&mut self, width: f64, height: f64, chart_height: f64) -> Result<String> {
        let side = |what, side, least| Error::check_range(what, f64::round(side), least, LARGEST_SIDE);
        let sides = || {
            let stage = [side("The width", width, 100.0)?, side("The height", height, 100.0)?];
            Ok((stage.map(|side| side as u32), side("The height of the charts", chart_height, 0.0)? as u32))
        };
        let (stage, charts) = sides().map_err(|e| refused(&e))?;
        let picture = svg::picture_with::<Either>(&mut self.core, &self.theme, stage, charts);
        // The stages were told of the picture's own window.
        self.show_frames();
        picture.map_err(|words| failure("draw", &words))
    }

    /// In how many pieces the CSV of all paths is told; see [`csv::pieces`].
    pub fn csv_pieces(&self) -> u32 {
        csv::pieces(&self.core) as u32
    }

    /// A piece of the CSV, from 0.
    pub fn csv_piece(&self, index: u32) -> Result<String> {
        csv::piece(&self.core, index as usize).ok_or_else(|| failure("range", "There is no such piece of the table."))
    }

    /// A script that runs the race again; see [`python::script`].
    pub fn python(&self) -> Result<String> {
        python::script(&self.core).map_err(|e| refused(&e))
    }

    /// What the stages are zoomed to: the ends of x, then those of y, of each in turn; NaN where one is not zoomed.
    pub fn views(&self) -> Vec<f64> {
        let ends = |window: Option<Window>| window.map_or([[f64::NAN; 2]; 2], |Window { x, y }| [x, y]);
        self.core.stages().iter().flat_map(|stage| ends(stage.zoomed())).flatten().collect()
    }

    /// Zooms the stages to what `views` has told of the same settings. The background must be drawn anew.
    pub fn set_views(&mut self, views: &[f64]) -> Result<()> {
        let rising = |[low, high]: [f64; 2]| low.is_finite() && high.is_finite() && low < high;
        let window = |ends: &[f64]| match *ends {
            [x0, x1, y0, y1] if rising([x0, x1]) && rising([y0, y1]) => Ok(Some(Window { x: [x0, x1], y: [y0, y1] })),
            _ if ends.len() == ENDS && ends.iter().all(|end| end.is_nan()) => Ok(None),
            _ => Err(failure("range", "A view is told in four numbers: the rising ends of x, then those of y.")),
        };
        let windows = views.chunks(ENDS).map(window).collect::<Result<Vec<_>>>()?;
        let stages = self.core.stages_mut();
        if windows.len() != stages.len() {
            return Err(failure("range", "There is one view for each stage."));
        }
        for (stage, window) in stages.iter_mut().zip(windows) {
            stage.look_at(window);
        }
        Ok(())
    }
}

/// How a film of so many steps is paced, at `speed` steps per second and in about `most` frames at the most: the steps from one
/// frame to the next, and the ms that each is shown; see [`Pace`].
#[wasm_bindgen]
pub fn film_pace(steps: u32, speed: f64, most: u32) -> Vec<f64> {
    let Pace { stride, delay } = Pace::of(steps as usize, speed, most as usize);
    vec![stride as f64, delay]
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
