//! The page's side: the only module that knows JavaScript values.
//!
//! Every function refuses bad input with a JavaScript `Error` named `DownhillError` that carries the
//! [kind](crate::error::Error::kind) of error, or `draw` where the browser fails to draw; none of them traps.

#[cfg(feature = "bench")]
mod bench;
mod canvas;
mod charts;
mod look;
mod settled;
mod sheet;
mod take;

use crate::catalogue;
use crate::draw::scene::Scene;
use crate::draw::{Frame, LARGEST_SIDE, Theme, trail};
use crate::error::Error;
use crate::lab::{Lab as Core, Stage};
use crate::param::Param;
use crate::settings::{self, RunSettings, Settings};
use crate::{lesson, link, optimizer, surface};
use canvas::{CanvasInk, Plotter};
use charts::Charts;
pub use look::beside;
use plotters::prelude::IntoDrawingArea;
use serde::Serialize;
use settled::Settled;
use sheet::{Sheet, SheetPlotter};
pub use take::{GifWriter, film_pace};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// Writes the words of a panic, a defect of ours, to the console: the browser itself would only say "unreachable".
#[wasm_bindgen(start)]
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
}

type Result<T, E = JsValue> = crate::error::Result<T, E>;

fn refused(error: &Error) -> JsValue {
    failure(error.kind(), &error.to_string())
}

fn failure(kind: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name("DownhillError");
    // Setting a property of a fresh object cannot fail.
    let _ = js_sys::Reflect::set(&error, &"kind".into(), &kind.into());
    error.into()
}

fn to_js(value: &impl Serialize) -> Result<JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|e| failure("state", &e.to_string()))
}

fn settings_from(value: JsValue) -> Result<Settings> {
    serde_wasm_bindgen::from_value(value).map_err(|e| failure("syntax", &format!("The settings cannot be read: {e}.")))
}

#[derive(Serialize)]
struct Catalogue {
    optimizers: &'static [optimizer::OptimizerEntry],
    surfaces: &'static [surface::SurfaceEntry],
    lessons: &'static [lesson::Lesson],
    /// Slowest and fastest, steps per second.
    speed: [f64; 2],
}

/// All optimizers, surfaces and lessons, with their parameters.
#[wasm_bindgen]
pub fn catalogue() -> Result<JsValue> {
    to_js(&Catalogue {
        optimizers: catalogue::OPTIMIZERS,
        surfaces: catalogue::SURFACES,
        lessons: catalogue::LESSONS,
        speed: settings::SPEEDS,
    })
}

/// A link's settings, and a sentence about each part that was ignored.
#[wasm_bindgen]
pub fn parse_link(fragment: &str) -> Result<JsValue> {
    #[derive(Serialize)]
    struct Parsed {
        settings: Settings,
        notes: Vec<String>,
    }
    let (settings, notes) = link::parse(fragment);
    to_js(&Parsed { settings, notes })
}

/// The link of the settings, without `#`.
#[wasm_bindgen]
pub fn write_link(settings: JsValue) -> Result<String> {
    link::write(&settings_from(settings)?).map_err(|e| refused(&e))
}

/// The settings a lesson opens with.
#[wasm_bindgen]
pub fn lesson_settings(id: &str) -> Result<JsValue> {
    to_js(&catalogue::lesson(id).map_err(|e| refused(&e))?.settings())
}

/// The settings changed by a patch in the grammar of links.
#[wasm_bindgen]
pub fn amend(settings: JsValue, patch: &str) -> Result<JsValue> {
    to_js(&link::amend(&settings_from(settings)?, patch).map_err(|e| refused(&e))?)
}

/// The settings with one run more, of this optimizer at the surface's teaching rate.
#[wasm_bindgen]
pub fn add_run(settings: JsValue, optimizer: &str) -> Result<JsValue> {
    let mut settings = settings_from(settings)?;
    let surface = catalogue::surface(&settings.surface.id).map_err(|e| refused(&e))?.info;
    settings.runs.push(RunSettings::taught(optimizer, surface).map_err(|e| refused(&e))?);
    settings.check().map_err(|e| refused(&e))?;
    to_js(&settings)
}

/// The value of a parameter at a slider's position from 0 to 1; `kind` is "optimizer" or "surface".
#[wasm_bindgen]
pub fn slider_value(kind: &str, id: &str, param: &str, position: f64) -> Result<f64> {
    Ok(find_param(kind, id, param)?.value_at(position))
}

/// Where a slider stands for a value, from 0 to 1.
#[wasm_bindgen]
pub fn slider_position(kind: &str, id: &str, param: &str, value: f64) -> Result<f64> {
    Ok(find_param(kind, id, param)?.position_of(value))
}

fn find_param(kind: &str, id: &str, param: &str) -> Result<&'static Param> {
    let table = match kind {
        "optimizer" => catalogue::optimizer(id).map(|entry| entry.params),
        "surface" => catalogue::surface(id).map(|entry| entry.params),
        _ => Err(Error::Unknown {
            what: "kind of thing with parameters".to_owned(),
            id: kind.to_owned(),
            known: vec!["optimizer", "surface"],
        }),
    };
    table.and_then(|table| settings::param(table, param, id)).map_err(|e| refused(&e))
}

/// The runs of one setting, drawn on the page's canvases.
#[wasm_bindgen]
pub struct Lab {
    core: Core,
    theme: Theme,
    screen: Option<Screen>,
    charts: Charts,
    settled: Settled,
}

struct Screen {
    background: HtmlCanvasElement,
    overlay: HtmlCanvasElement,
    chart: HtmlCanvasElement,
    /// Size of the stage, device px, and its device px to a css px.
    size: [f64; 2],
    scale: f64,
}

#[derive(Serialize)]
struct Readout {
    #[serde(flatten)]
    core: crate::lab::Readout,
    color: String,
    shape: &'static str,
}

#[wasm_bindgen]
impl Lab {
    /// All runs of the settings, at the settings' step or at the start.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: JsValue) -> Result<Lab> {
        let core = Core::new(settings_from(settings)?).map_err(|e| refused(&e))?;
        let mut theme = Theme::named(Theme::NAMES[0]).map_err(|e| refused(&e))?;
        theme.choose(core.settings());
        Ok(Self { core, theme, screen: None, charts: Charts::default(), settled: Settled::default() })
    }

    /// Takes over other settings and keeps the step shown; on an error nothing changes.
    pub fn set(&mut self, settings: JsValue) -> Result<()> {
        self.core.set(settings_from(settings)?).map_err(|e| refused(&e))?;
        self.theme.choose(self.core.settings());
        self.show_frames();
        self.forget();
        Ok(())
    }

    /// The settings, complete.
    pub fn settings(&self) -> Result<JsValue> {
        to_js(self.core.settings())
    }

    /// Takes the canvases to draw on; `resize` must follow.
    pub fn attach(&mut self, background: HtmlCanvasElement, overlay: HtmlCanvasElement, chart: HtmlCanvasElement) {
        self.screen = Some(Screen { background, overlay, chart, size: [0.0; 2], scale: 1.0 });
    }

    /// Gives the canvases their pixels: css sizes times the device's pixels to a css pixel. Where that is another number, what was
    /// drawn is gone.
    pub fn resize(&mut self, stage_w: f64, stage_h: f64, chart_w: f64, chart_h: f64, dpr: f64) -> Result<()> {
        Error::check_range("The device pixel ratio", dpr, 0.1, 16.0).map_err(|e| refused(&e))?;
        let pixels = |what, size: [f64; 2]| {
            let px = size.map(|side| (side * dpr).round());
            let fits = px.iter().all(|side| (1.0..=LARGEST_SIDE).contains(side));
            if fits { Ok(px) } else { Err(refused(&Error::Size { what, size })) }
        };
        let stage = pixels("stage", [stage_w, stage_h])?;
        let chart = pixels("chart", [chart_w, chart_h])?;
        let screen = self.screen.as_mut().ok_or_else(|| refused(&UNATTACHED))?;
        for (canvas, [w, h]) in [(&screen.background, stage), (&screen.overlay, stage), (&screen.chart, chart)] {
            if [canvas.width(), canvas.height()] != [w as u32, h as u32] {
                canvas.set_width(w as u32);
                canvas.set_height(h as u32);
            }
        }
        (screen.size, screen.scale) = (stage, dpr);
        self.show_frames();
        self.forget();
        Ok(())
    }

    /// Chooses the colours: light, dark or projector. The drawings must be made anew.
    pub fn theme(&mut self, name: &str) -> Result<()> {
        self.theme = Theme::named(name).map_err(|e| refused(&e))?;
        self.theme.choose(self.core.settings());
        self.forget();
        Ok(())
    }

    /// Draws the still part of the stage anew: heat, isolines and marks; or the `axes` around them, by themselves.
    pub fn draw_background(&self, axes: bool) -> Result<()> {
        let (screen, scene) = self.ready()?;
        if axes {
            let area = plotter_on(&screen.background)?.into_drawing_area();
            return scene.axes(&area, &self.theme).map_err(|e| failure("draw", &e.to_string()));
        }
        scene.still(&self.core, &self.theme, &mut ink_on(&screen.background)?);
        Ok(())
    }

    /// The step shown.
    #[wasm_bindgen(getter)]
    pub fn step(&self) -> f64 {
        self.core.step() as f64
    }

    /// The right end of the timeline.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> f64 {
        self.core.length() as f64
    }

    /// Forward by n steps; false when nothing can move any more.
    pub fn advance(&mut self, n: u32) -> bool {
        self.core.advance(n as usize)
    }

    /// Whether any run that is on has a step after the one shown.
    pub fn can_move(&self) -> bool {
        self.core.can_move()
    }

    /// Shows a step, computed where need be.
    pub fn goto_step(&mut self, n: u32) {
        self.core.go_to(n as usize);
    }

    /// The start that a css pixel of the stage stands for; undefined outside the plot.
    pub fn to_data(&self, css_x: f64, css_y: f64) -> Result<Option<Vec<f64>>> {
        let (_, scene) = self.ready()?;
        let on = |(stage, frame): (&Stage, &Frame)| {
            let point = frame.to_plane([css_x, css_y].map(|c| c * frame.scale))?;
            stage.start_at(point.map(|c| frame.readable(c))).map(|start| start.to_vec())
        };
        Ok(self.core.stages().iter().zip(&scene.stages).find_map(on))
    }

    /// What is read off each run at the step shown.
    pub fn readouts(&self) -> Result<JsValue> {
        let about = self.core.readouts().into_iter().enumerate().map(|(index, core)| Readout {
            core,
            color: self.theme.run(index).to_string(),
            shape: trail::SHAPES[index % trail::SHAPES.len()],
        });
        to_js(&about.collect::<Vec<_>>())
    }

    /// What is on the stage, as text.
    pub fn description(&self) -> String {
        self.core.description()
    }

    /// What the kept pictures are drawn from has changed otherwise than by a step.
    fn forget(&mut self) {
        (self.charts, self.settled) = Default::default();
    }

    /// Tells the core what part of the plane each stage shows where it is not zoomed.
    fn show_frames(&mut self) {
        let Ok((_, scene)) = self.ready() else { return };
        scene.tell(&mut self.core);
    }

    fn screen(&self) -> Result<&Screen> {
        self.screen.as_ref().filter(|s| s.size[0] > 0.0).ok_or_else(|| refused(&UNATTACHED))
    }

    fn ready(&self) -> Result<(&Screen, Scene)> {
        let screen = self.screen()?;
        Ok((screen, Scene::of(&self.core, screen.size, screen.scale)))
    }
}

/// Ink on a canvas, which it clears.
fn ink_on(canvas: &HtmlCanvasElement) -> Result<Sheet> {
    let mut ink = CanvasInk::on(canvas).map_err(|e| refused(&e))?;
    ink.clear();
    Ok(Sheet::Canvas(ink))
}

fn plotter_on(canvas: &HtmlCanvasElement) -> Result<SheetPlotter<'static>> {
    Plotter::on(canvas).map(SheetPlotter::Canvas).map_err(|e| refused(&e))
}

const UNATTACHED: Error = Error::State("There is nothing to draw on yet: attach the canvases and give them a size.");
