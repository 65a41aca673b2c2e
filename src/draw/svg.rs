//! Ink on an SVG document.

use super::chart;
use super::ink::{Ink, Pen, Raster, Rect, Type};
use super::scene::Scene;
use super::theme::{Color, Theme};
use crate::lab::Lab;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend, IntoDrawingArea, SVGBackend};
use std::fmt::Write as _;
use std::mem;

/// An SVG document in the making. Coordinates are written to a hundredth of a pixel.
#[derive(Debug, Default)]
pub struct Svg {
    body: String,
    clips: usize,
}

/// What a picture is drawn with, axes and charts by plotters: SVG itself, or types that may be SVG or something else, so that
/// a program which draws on other things, too, holds the drawing code once.
pub trait Tools {
    /// Draws on the document.
    type Ink: Ink + From<Svg> + Into<Svg>;
    /// Draws a document of plotters' own, which is put into ours.
    type Plotter<'a>: DrawingBackend + From<SVGBackend<'a>>;
}

/// SVG itself.
enum Plain {}

impl Tools for Plain {
    type Ink = Svg;
    type Plotter<'a> = SVGBackend<'a>;
}

/// All that a lab shows, with the loss charts beneath, as an SVG document of `width` × `height` px.
///
/// # Errors
/// A sentence, if plotters fails at its part.
pub fn picture(lab: &mut Lab, theme: &Theme, [width, height]: [u32; 2]) -> Result<String, String> {
    let chart_height = if lab.has_charts() { height / 5 } else { 0 };
    picture_with::<Plain>(lab, theme, [width, height - chart_height], chart_height)
}

/// All that a lab shows without charts, as an SVG document of this size, px.
///
/// # Errors
/// A sentence, if plotters fails at its part.
pub fn stage(lab: &mut Lab, theme: &Theme, size: [u32; 2]) -> Result<String, String> {
    picture_with::<Plain>(lab, theme, size, 0)
}

/// The stages of a lab as an SVG document of this size, px, with as many px of charts beneath.
///
/// # Errors
/// A sentence, if plotters fails at its part.
pub fn picture_with<T: Tools>(
    lab: &mut Lab,
    theme: &Theme,
    stage_size: [u32; 2],
    chart_height: u32,
) -> Result<String, String> {
    let scene = Scene::of(lab, stage_size.map(f64::from), 1.0);
    scene.tell(lab);
    let mut svg = Svg::default();
    svg.drawn::<T>(|ink| scene.still(lab, theme, ink));
    let axes = plotted::<T>(stage_size, |area| scene.axes(area, theme).map_err(|e| e.to_string()))?;
    svg.nest(&axes, 0);
    svg.drawn::<T>(|ink| scene.moving(lab, 1.0, 0, theme, ink));
    let [width, height] = stage_size;
    if chart_height > 0 {
        let charts = |area: &Area<'_, T>| chart::draw(area, lab, None, 1.0, theme).map_err(|e| e.to_string());
        svg.nest(&plotted::<T>([width, chart_height], charts)?, height);
    }
    Ok(svg.finish([width, height + chart_height], theme.paper))
}

type Area<'a, T> = DrawingArea<<T as Tools>::Plotter<'a>, Shift>;

fn plotted<T: Tools>(
    [w, h]: [u32; 2],
    draw: impl FnOnce(&Area<'_, T>) -> Result<(), String>,
) -> Result<String, String> {
    let mut text = String::new();
    draw(&T::Plotter::from(SVGBackend::with_string(&mut text, (w, h))).into_drawing_area())?;
    Ok(text)
}

impl Svg {
    /// The document, on a ground of one colour.
    #[must_use]
    pub fn finish(self, [width, height]: [u32; 2], ground: Color) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n{}</svg>\n",
            self.body
        )
    }

    fn drawn<T: Tools>(&mut self, draw: impl FnOnce(&mut T::Ink)) {
        let mut ink = T::Ink::from(mem::take(self));
        draw(&mut ink);
        *self = ink.into();
    }

    /// Puts another document into this one, `top` px down.
    fn nest(&mut self, document: &str, top: u32) {
        self.put(format_args!("<g transform=\"translate(0 {top})\">\n{document}</g>\n"));
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(text);
    }

    fn points(points: &[[f64; 2]]) -> String {
        points.iter().map(|[x, y]| format!("{x:.2},{y:.2}")).collect::<Vec<_>>().join(" ")
    }
}

impl Ink for Svg {
    fn line(&mut self, points: &[[f64; 2]], closed: bool, pen: Pen) {
        let (name, points) = (if closed { "polygon" } else { "polyline" }, Self::points(points));
        let Pen { color, width, alpha } = pen;
        self.put(format_args!(
            "<{name} points=\"{points}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\" \
             stroke-opacity=\"{alpha:.2}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n"
        ));
    }

    fn polygon(&mut self, points: &[[f64; 2]], fill: Color, outline: Pen) {
        let (points, Pen { color, width, .. }) = (Self::points(points), outline);
        self.put(format_args!(
            "<polygon points=\"{points}\" fill=\"{fill}\" stroke=\"{color}\" stroke-width=\"{width}\" paint-order=\"stroke\"/>\n"
        ));
    }

    fn disc(&mut self, [x, y]: [f64; 2], radius: f64, fill: Color, outline: Pen) {
        let Pen { color, width, .. } = outline;
        self.put(format_args!(
            "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{color}\" stroke-width=\"{width}\" paint-order=\"stroke\"/>\n"
        ));
    }

    fn ring(&mut self, [x, y]: [f64; 2], radius: f64, pen: Pen) {
        let Pen { color, width, alpha } = pen;
        self.put(format_args!(
            "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\" \
             stroke-opacity=\"{alpha:.2}\"/>\n"
        ));
    }

    fn dots(&mut self, centers: &[[f64; 2]], radius: f64, fill: Color, alpha: f64) {
        for [x, y] in centers {
            self.put(format_args!(
                "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius}\" fill=\"{fill}\" fill-opacity=\"{alpha:.2}\"/>\n"
            ));
        }
    }

    fn text(&mut self, [x, y]: [f64; 2], text: &str, style: Type) {
        let Type { color, halo, size, .. } = style;
        let weight = if style.bold { "bold" } else { "normal" };
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        self.put(format_args!(
            "<text x=\"{x:.2}\" y=\"{y:.2}\" dy=\"0.35em\" font-family=\"sans-serif\" \
             font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{color}\" stroke=\"{halo}\" stroke-width=\"{:.1}\" \
             stroke-linejoin=\"round\" paint-order=\"stroke\">{text}</text>\n",
            size / 4.0
        ));
    }

    fn text_width(&mut self, text: &str, style: Type) -> f64 {
        // The viewer chooses the font; this is the width in a broad one.
        text.chars().count() as f64 * style.size * if style.bold { 0.68 } else { 0.6 }
    }

    fn raster(&mut self, raster: &Raster, over: Rect) {
        // Runs of equal pixels become rectangles: small for bands, exact, and without a decoder on the other side.
        let Raster { width, height, .. } = *raster;
        let (w, h) = ((over.right - over.left) / width as f64, (over.bottom - over.top) / height as f64);
        for (band, color) in raster.palette.iter().enumerate() {
            let mut path = String::new();
            for j in 0..height {
                let row = &raster.pixels[j * width..][..width];
                let mut from = 0;
                for stretch in row.chunk_by(|a, b| a == b) {
                    if usize::from(stretch[0]) == band {
                        let (x, y) = (over.left + from as f64 * w, over.top + j as f64 * h);
                        let _ = write!(path, "M{x:.2} {y:.2}h{:.2}v{h:.2}H{x:.2}z", stretch.len() as f64 * w);
                    }
                    from += stretch.len();
                }
            }
            if !path.is_empty() {
                self.put(format_args!("<path d=\"{path}\" fill=\"{color}\" shape-rendering=\"crispEdges\"/>\n"));
            }
        }
    }

    fn clip(&mut self, to: Rect) {
        self.clips += 1;
        let id = self.clips;
        let (w, h) = (to.right - to.left, to.bottom - to.top);
        self.put(format_args!(
            "<clipPath id=\"clip{id}\"><rect x=\"{}\" y=\"{}\" width=\"{w}\" height=\"{h}\"/></clipPath>\n<g clip-path=\"url(#clip{id})\">\n",
            to.left, to.top
        ));
    }

    fn unclip(&mut self) {
        self.put(format_args!("</g>\n"));
    }
}
