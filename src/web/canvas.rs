//! Ink on an HTML canvas, and the plotters backend for one.

use crate::draw::ink::{Ink, Pen, Raster, Rect, Type};
use crate::draw::theme::Color;
use crate::draw::thin;
use crate::error::Error;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use std::f64::consts::TAU;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

const NO_CONTEXT: Error = Error::State("The browser gives no 2-D drawing context for the canvas.");

pub(super) fn context_of(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, Error> {
    // Not checked: in a worker the context is one of an `OffscreenCanvas`, which does the same under another name.
    canvas.get_context("2d").ok().flatten().map(JsCast::unchecked_into).ok_or(NO_CONTEXT)
}

/// Ink on a canvas, in device pixels.
pub(super) struct CanvasInk {
    context: CanvasRenderingContext2d,
    size: [f64; 2],
}

impl CanvasInk {
    pub(super) fn on(canvas: &HtmlCanvasElement) -> Result<Self, Error> {
        Ok(Self { context: context_of(canvas)?, size: [f64::from(canvas.width()), f64::from(canvas.height())] })
    }

    pub(super) fn clear(&mut self) {
        self.context.clear_rect(0.0, 0.0, self.size[0], self.size[1]);
    }

    fn trace(&self, points: &[[f64; 2]], closed: bool) {
        self.context.begin_path();
        if closed {
            // The first of them only begins the path.
            for [x, y] in points {
                self.context.line_to(*x, *y);
            }
            self.context.close_path();
            return;
        }
        for ([x, y], drawing) in thin::strokes(points) {
            if drawing {
                self.context.line_to(x, y);
            } else {
                self.context.move_to(x, y);
            }
        }
    }

    fn take_type(&self, style: Type) {
        let weight = if style.bold { "600 " } else { "" };
        self.context.set_font(&format!("{weight}{}px system-ui, sans-serif", style.size));
    }

    fn take(&self, pen: Pen) {
        self.context.set_stroke_style_str(&pen.color.to_string());
        self.context.set_line_width(pen.width);
        self.context.set_global_alpha(pen.alpha);
        // Each time, so that a stroke does not depend on what was drawn before it.
        self.context.set_line_join("round");
        self.context.set_line_cap("round");
    }

    /// Outline first, then the filling over its inner half: the outline is a halo around the shape.
    fn outline_and_fill(&self, fill: Color, outline: Pen) {
        self.take(Pen { width: 2.0 * outline.width, ..outline });
        self.context.stroke();
        self.context.set_global_alpha(1.0);
        self.context.set_fill_style_str(&fill.to_string());
        self.context.fill();
    }

    fn circle(&self, [x, y]: [f64; 2], radius: f64) {
        self.context.move_to(x + radius, y);
        // Fails for a negative radius only.
        let _ = self.context.arc(x, y, radius, 0.0, TAU);
    }
}

impl Ink for CanvasInk {
    fn line(&mut self, points: &[[f64; 2]], closed: bool, pen: Pen) {
        self.trace(points, closed);
        self.take(pen);
        self.context.stroke();
        self.context.set_global_alpha(1.0);
    }

    fn polygon(&mut self, points: &[[f64; 2]], fill: Color, outline: Pen) {
        self.trace(points, true);
        self.outline_and_fill(fill, outline);
    }

    fn disc(&mut self, center: [f64; 2], radius: f64, fill: Color, outline: Pen) {
        self.context.begin_path();
        self.circle(center, radius);
        self.outline_and_fill(fill, outline);
    }

    fn ring(&mut self, center: [f64; 2], radius: f64, pen: Pen) {
        self.context.begin_path();
        self.circle(center, radius);
        self.take(pen);
        self.context.stroke();
        self.context.set_global_alpha(1.0);
    }

    fn dots(&mut self, centers: &[[f64; 2]], radius: f64, fill: Color, alpha: f64) {
        if centers.is_empty() {
            return;
        }
        self.context.begin_path();
        for &center in centers {
            self.circle(center, radius);
        }
        self.context.set_global_alpha(alpha);
        self.context.set_fill_style_str(&fill.to_string());
        self.context.fill();
        self.context.set_global_alpha(1.0);
    }

    fn text_width(&mut self, text: &str, style: Type) -> f64 {
        self.take_type(style);
        self.context.measure_text(text).map_or(0.0, |metrics| metrics.width())
    }

    fn text(&mut self, [x, y]: [f64; 2], text: &str, style: Type) {
        self.take_type(style);
        self.context.set_text_baseline("middle");
        self.context.set_text_align("left");
        self.take(Pen { color: style.halo, width: style.size / 4.0, alpha: 1.0 });
        self.context.set_fill_style_str(&style.color.to_string());
        // These fail for no finite place.
        let _ = self.context.stroke_text(text, x, y);
        let _ = self.context.fill_text(text, x, y);
    }

    fn raster(&mut self, raster: &Raster, over: Rect) {
        let mut bytes = Vec::with_capacity(raster.pixels.len() * 4);
        for &band in &raster.pixels {
            match raster.palette.get(usize::from(band)) {
                Some(Color([r, g, b])) => bytes.extend([*r, *g, *b, 255]),
                None => bytes.extend([0; 4]),
            }
        }
        // The image must be stretched and clipped, which putImageData does not do: by way of a canvas of its own.
        let (width, height) = (raster.width as u32, raster.height as u32);
        let stretched = || -> Option<()> {
            let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&bytes), width, height).ok()?;
            let canvas = canvas(width, height)?;
            context_of(&canvas).ok()?.put_image_data(&image, 0.0, 0.0).ok()?;
            let (w, h) = (over.right - over.left, over.bottom - over.top);
            self.context.draw_image_with_html_canvas_element_and_dw_and_dh(&canvas, over.left, over.top, w, h).ok()
        };
        // Without it (no memory for the image) the isolines still tell the surface.
        let _ = stretched();
    }

    fn clip(&mut self, to: Rect) {
        self.context.save();
        self.context.begin_path();
        self.context.rect(to.left, to.top, to.right - to.left, to.bottom - to.top);
        self.context.clip();
    }

    fn unclip(&mut self) {
        self.context.restore();
    }
}

/// A canvas that is shown nowhere.
pub(super) fn canvas(width: u32, height: u32) -> Option<HtmlCanvasElement> {
    if web_sys::window().is_none() {
        // A worker has no document, and draws on this kind alone.
        return web_sys::OffscreenCanvas::new(width, height).ok().map(JsCast::unchecked_into);
    }
    let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    Some(canvas)
}

/// The canvas backend of plotters, measuring text on the canvas itself.
///
/// plotters' own way inserts an element into the page for each measurement: a reflow for every tick, every frame.
pub(super) struct Plotter {
    inner: CanvasBackend,
    context: CanvasRenderingContext2d,
}

impl Plotter {
    pub(super) fn on(canvas: &HtmlCanvasElement) -> Result<Self, Error> {
        Ok(Self {
            inner: CanvasBackend::with_canvas_object(canvas.clone()).ok_or(NO_CONTEXT)?,
            context: context_of(canvas)?,
        })
    }
}

type BackendResult<T> = Result<T, DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl DrawingBackend for Plotter {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.inner.get_size()
    }

    fn ensure_prepared(&mut self) -> BackendResult<()> {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> BackendResult<()> {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> BackendResult<()> {
        self.inner.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> BackendResult<()> {
        self.inner.draw_line(from, to, style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> BackendResult<()> {
        let path = thin::columns(&path.into_iter().collect::<Vec<_>>());
        self.inner.draw_path(path, style)
    }

    // The default ways of the next three set pixel by pixel.
    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> BackendResult<()> {
        self.inner.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> BackendResult<()> {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> BackendResult<()> {
        self.inner.fill_polygon(corners, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> BackendResult<()> {
        self.inner.draw_text(text, style, at)
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> BackendResult<(u32, u32)> {
        self.context.set_font(&format!("{}px {}", style.size(), style.family().as_str()));
        let width = self.context.measure_text(text).map_or(0.0, |metrics| metrics.width());
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}
