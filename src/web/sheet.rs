//! Canvas or SVG, by one type each for ink and for plotters: with two, the module would hold the drawing code twice.

use super::canvas::{CanvasInk, Plotter};
use crate::draw::ink::{Ink, Pen, Raster, Rect, Type};
use crate::draw::svg::{Svg, Tools};
use crate::draw::theme::Color;
use plotters::prelude::SVGBackend;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::fmt;

/// The page's means for pictures.
pub(super) enum Either {}

impl Tools for Either {
    type Ink = Sheet;
    type Plotter<'a> = SheetPlotter<'a>;
}

/// What is drawn on.
pub(super) enum Sheet {
    Canvas(CanvasInk),
    Svg(Svg),
}

impl From<Svg> for Sheet {
    fn from(svg: Svg) -> Self {
        Self::Svg(svg)
    }
}

impl From<Sheet> for Svg {
    /// The document; an empty one for a canvas.
    fn from(sheet: Sheet) -> Self {
        match sheet {
            Sheet::Svg(svg) => svg,
            Sheet::Canvas(_) => Self::default(),
        }
    }
}

/// The same call to whichever it is.
macro_rules! either {
    ($of:expr, $kind:ident, $on:ident => $call:expr) => {
        match $of {
            $kind::Canvas($on) => $call,
            $kind::Svg($on) => $call,
        }
    };
}

impl Ink for Sheet {
    fn line(&mut self, points: &[[f64; 2]], closed: bool, pen: Pen) {
        either!(self, Sheet, ink => ink.line(points, closed, pen));
    }

    fn polygon(&mut self, points: &[[f64; 2]], fill: Color, outline: Pen) {
        either!(self, Sheet, ink => ink.polygon(points, fill, outline));
    }

    fn disc(&mut self, center: [f64; 2], radius: f64, fill: Color, outline: Pen) {
        either!(self, Sheet, ink => ink.disc(center, radius, fill, outline));
    }

    fn ring(&mut self, center: [f64; 2], radius: f64, pen: Pen) {
        either!(self, Sheet, ink => ink.ring(center, radius, pen));
    }

    fn dots(&mut self, centers: &[[f64; 2]], radius: f64, fill: Color, alpha: f64) {
        either!(self, Sheet, ink => ink.dots(centers, radius, fill, alpha));
    }

    fn text(&mut self, at: [f64; 2], text: &str, style: Type) {
        either!(self, Sheet, ink => ink.text(at, text, style));
    }

    fn text_width(&mut self, text: &str, style: Type) -> f64 {
        either!(self, Sheet, ink => ink.text_width(text, style))
    }

    fn raster(&mut self, raster: &Raster, over: Rect) {
        either!(self, Sheet, ink => ink.raster(raster, over));
    }

    fn clip(&mut self, to: Rect) {
        either!(self, Sheet, ink => ink.clip(to));
    }

    fn unclip(&mut self) {
        either!(self, Sheet, ink => ink.unclip());
    }
}

/// What plotters draws on.
pub(super) enum SheetPlotter<'a> {
    Canvas(Plotter),
    Svg(SVGBackend<'a>),
}

impl<'a> From<SVGBackend<'a>> for SheetPlotter<'a> {
    fn from(backend: SVGBackend<'a>) -> Self {
        Self::Svg(backend)
    }
}

/// Why either could not be drawn on, in its own words.
#[derive(Debug)]
pub(super) struct Undrawn(String);

impl fmt::Display for Undrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Undrawn {}

type BackendResult<T = ()> = Result<T, DrawingErrorKind<Undrawn>>;

/// A call to whichever backend it is, its error in the words of both.
macro_rules! backend {
    ($of:expr, $on:ident => $call:expr) => {
        either!($of, SheetPlotter, $on => $call.map_err(|e| DrawingErrorKind::DrawingError(Undrawn(e.to_string()))))
    };
}

impl DrawingBackend for SheetPlotter<'_> {
    type ErrorType = Undrawn;

    fn get_size(&self) -> (u32, u32) {
        either!(self, SheetPlotter, on => on.get_size())
    }

    fn ensure_prepared(&mut self) -> BackendResult {
        backend!(self, on => on.ensure_prepared())
    }

    fn present(&mut self) -> BackendResult {
        backend!(self, on => on.present())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> BackendResult {
        backend!(self, on => on.draw_pixel(point, color))
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> BackendResult {
        backend!(self, on => on.draw_line(from, to, style))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> BackendResult {
        backend!(self, on => on.draw_path(path, style))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> BackendResult {
        backend!(self, on => on.draw_rect(upper_left, bottom_right, style, fill))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> BackendResult {
        backend!(self, on => on.draw_circle(center, radius, style, fill))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> BackendResult {
        backend!(self, on => on.fill_polygon(corners, style))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> BackendResult {
        backend!(self, on => on.draw_text(text, style, at))
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> BackendResult<(u32, u32)> {
        match self {
            Self::Canvas(plotter) => {
                let size = plotter.estimate_text_size(text, style);
                size.map_err(|e| DrawingErrorKind::DrawingError(Undrawn(e.to_string())))
            }
            // As plotters does where there is no page: here it would measure in the document.
            Self::Svg(_) => {
                let em = style.size() / 1.24 / 1.24;
                Ok(((em * 0.7 * text.len() as f64).round() as u32, (em.round() + (em * 0.24).round()) as u32))
            }
        }
    }
}
