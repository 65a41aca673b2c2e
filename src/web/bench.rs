//! The parts of a stage's still picture, each by itself, for `cargo xtask bench`: in a module that is never shipped, but the code that
//! they call is.

use super::sheet::Sheet;
use super::{Result, refused};
use crate::catalogue;
use crate::draw::heat::{self, Net};
use crate::draw::ink::{Ink, Pen, Rect};
use crate::draw::{Frame, Theme};
use crate::surface::Landscape;
use crate::web::canvas::CanvasInk;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// A surface's window over all of a canvas.
#[wasm_bindgen]
pub struct Terrain {
    canvas: HtmlCanvasElement,
    landscape: Box<dyn Landscape>,
    frame: Frame,
    theme: Theme,
    levels: Vec<f64>,
    nodes: usize,
}

#[wasm_bindgen]
impl Terrain {
    /// With levels, rising, and a grid of so many nodes a side for the isolines.
    #[wasm_bindgen(constructor)]
    pub fn new(canvas: HtmlCanvasElement, surface: &str, levels: Vec<f64>, nodes: usize) -> Result<Terrain> {
        let landscape = catalogue::surface(surface).and_then(|entry| entry.make(&[])).map_err(|e| refused(&e))?;
        let [right, bottom] = [canvas.width(), canvas.height()].map(f64::from);
        let area = Rect { left: 0.0, top: 0.0, right, bottom };
        let frame = Frame { area, titled: false, plot: area, window: landscape.info().window, scale: 1.0 };
        let theme = Theme::named(Theme::NAMES[0]).map_err(|e| refused(&e))?;
        Ok(Self { canvas, landscape, frame, theme, levels, nodes })
    }

    /// Draws the bands between the levels, at half the canvas's resolution as on any stage.
    pub fn raster(&self) -> Result<()> {
        let raster = heat::bands(&*self.landscape, &self.frame, &self.levels, &self.theme);
        self.ink()?.raster(&raster, self.frame.plot);
        Ok(())
    }

    /// Finds the isolines and draws them.
    pub fn isolines(&self) -> Result<()> {
        let net = Net::of(self.frame.plot, [self.nodes; 2]);
        let grid = net.sample(&self.frame, |at| self.landscape.value(at));
        let pen = Pen { color: self.theme.isoline, width: self.frame.scale, alpha: 0.8 };
        net.draw(&grid, &self.levels, pen, &mut self.ink()?);
        Ok(())
    }

    /// The length of all isolines, in cells of the grid.
    pub fn length(&self) -> f64 {
        let net = Net::of(self.frame.plot, [self.nodes; 2]);
        let grid = net.sample(&self.frame, |at| self.landscape.value(at));
        let distance = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]);
        let lines = self.levels.iter().flat_map(|&level| grid.isolines(level));
        let length = |points: &[[f64; 2]], closed: bool| {
            let open: f64 = points.windows(2).map(|ends| distance(ends[0], ends[1])).sum();
            let back = points.last().filter(|_| closed).map_or(0.0, |last| distance(*last, points[0]));
            open + back
        };
        lines.map(|line| length(&line.points, line.closed)).sum()
    }

    /// Red, green and blue of each band.
    pub fn palette(&self) -> Vec<u8> {
        let raster = heat::bands(&*self.landscape, &self.frame, &self.levels, &self.theme);
        raster.palette.iter().flat_map(|color| color.0).collect()
    }

    fn ink(&self) -> Result<Sheet> {
        CanvasInk::on(&self.canvas).map(Sheet::Canvas).map_err(|e| refused(&e))
    }
}
