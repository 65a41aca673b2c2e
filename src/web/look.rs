//! How a lab is looked at and read: exhibits, zoom, charts of choice, steps taken apart.

use super::settled::Settled;
use super::{Lab, Result, Serialize, failure, refused, to_js};
use crate::draw::{Frame, chart};
use crate::error::Error;
use crate::lab::{Dissected, Kind, Stage};
use crate::link;
use wasm_bindgen::prelude::*;

#[derive(Serialize)]
struct At {
    step: usize,
    /// The place of the step on the timeline, which counts phases.
    seek: usize,
    title: String,
    values: Vec<Value>,
}

#[derive(Serialize)]
struct Value {
    name: String,
    color: String,
    text: String,
}

/// What a link says beside settings under a key, `view` or `hide`; empty where it says nothing.
#[wasm_bindgen]
pub fn beside(fragment: &str, key: &str) -> String {
    link::beside(fragment, key).unwrap_or_default()
}

#[wasm_bindgen]
impl Lab {
    /// Whether an exhibit is shown: its axes, which do not move, may depend on any setting.
    pub fn has_exhibit(&self) -> bool {
        self.core.exhibit().is_some()
    }

    /// The sentence about the whole, where there is one.
    pub fn remark(&self) -> Option<String> {
        self.core.exhibit().and_then(|exhibit| exhibit.remark(&self.core))
    }

    /// The steps that every optimizer has taken at the step shown, which may count phases.
    pub fn taken(&self) -> f64 {
        self.core.taken() as f64
    }

    /// The lines of the algorithm that the lesson shows; none as a rule.
    pub fn code(&self) -> Result<JsValue> {
        to_js(&self.core.exhibit().map_or_else(Vec::new, |exhibit| exhibit.code(&self.core)))
    }

    /// Zooms by a factor into the stage under a css pixel, about that pixel; out for factors below 1. False where there is no
    /// stage. The background must be drawn anew.
    pub fn zoom(&mut self, css_x: f64, css_y: f64, factor: f64) -> Result<bool> {
        let (screen, scene) = self.ready()?;
        let px = [css_x, css_y].map(|c| c * screen.scale);
        let zoomed = scene.zoom(&mut self.core, px, factor);
        self.settled = Settled::default();
        Ok(zoomed)
    }

    /// Moves what the stage under a css pixel shows by css pixels. False where there is no stage. The background must
    /// be drawn anew.
    pub fn pan(&mut self, css_x: f64, css_y: f64, css_dx: f64, css_dy: f64) -> Result<bool> {
        let (screen, scene) = self.ready()?;
        let [px, by] = [[css_x, css_y], [css_dx, css_dy]].map(|place| place.map(|c| c * screen.scale));
        let panned = scene.pan(&mut self.core, px, by);
        self.settled = Settled::default();
        Ok(panned)
    }

    /// Shows on every stage what it showed at first.
    pub fn reset_view(&mut self) {
        self.core.stages_mut().iter_mut().for_each(|stage| stage.look_at(None));
        self.settled = Settled::default();
    }

    /// Whether any stage is zoomed or moved.
    pub fn is_zoomed(&self) -> bool {
        self.core.stages().iter().any(Stage::is_zoomed)
    }

    /// The middles of all stages, css px: x and y of each in turn.
    pub fn stage_middles(&self) -> Result<Vec<f64>> {
        let (screen, scene) = self.ready()?;
        let middle =
            |frame: &Frame| [(frame.plot.left + frame.plot.right) / 2.0, (frame.plot.top + frame.plot.bottom) / 2.0];
        Ok(scene.stages.iter().flat_map(middle).map(|px| px / screen.scale).collect())
    }

    /// The charts that the present runs offer: `{id, symbol, words, axis}` each.
    pub fn chart_names(&self) -> Result<JsValue> {
        to_js(&self.core.chart_names())
    }

    /// Chooses up to four charts by their ids; none for that of the loss.
    pub fn set_charts(&mut self, ids: Vec<String>) -> Result<()> {
        let kinds = ids.iter().map(|id| Kind::parse(id)).collect::<Result<_, Error>>();
        kinds.and_then(|kinds| self.core.set_charts(kinds)).map_err(|e| refused(&e))?;
        self.forget();
        Ok(())
    }

    /// What the chart at a css pixel shows there: `{step, seek, title, values: [{name, color, text}]}`; undefined
    /// outside the charts.
    pub fn chart_at(&self, css_x: f64, css_y: f64) -> Result<JsValue> {
        let screen = self.screen()?;
        let size = [screen.chart.width(), screen.chart.height()].map(f64::from);
        let px = [css_x, css_y].map(|c| c * screen.scale);
        let Some((stage, kind, step)) = chart::at(&self.core, size, screen.scale, px) else {
            return Ok(JsValue::UNDEFINED);
        };
        to_js(&self.seen_at(stage, kind, step))
    }

    /// What each chart shows at a step of the optimizers, or at the one shown, in the shape of `chart_at`.
    pub fn chart_values(&self, step: Option<u32>) -> Result<JsValue> {
        let core = &self.core;
        let step = step.map_or(core.taken(), |step| step as usize);
        let of_stage = |stage| core.charts().iter().map(move |kind| self.seen_at(stage, kind, step));
        to_js(&core.stages().iter().flat_map(of_stage).collect::<Vec<_>>())
    }

    /// Marks a step of the optimizers in all charts by a thin line, and each run's place at it on the stage by a hollow head;
    /// undefined for none.
    pub fn hover_step(&mut self, step: Option<u32>) {
        self.core.point_at(step.map(|step| step as usize));
    }

    /// Where a step lies on the first chart, the last one for any beyond it: x and y, css px. Undefined where there is no chart.
    pub fn chart_place(&self, step: u32) -> Result<Option<Vec<f64>>> {
        let screen = self.screen()?;
        let size = [screen.chart.width(), screen.chart.height()].map(f64::from);
        let place = chart::place(&self.core, size, screen.scale, step as usize);
        Ok(place.map(|px| px.map(|c| c / screen.scale).to_vec()))
    }

    /// The name of the arrow of the step taken apart that lies within `reach` of a css pixel; undefined where there is none.
    pub fn arrow_at(&self, css_x: f64, css_y: f64, reach: f64) -> Result<Option<String>> {
        let (screen, scene) = self.ready()?;
        let px = [css_x, css_y].map(|c| c * screen.scale);
        Ok(scene.arrow_at(&self.core, px, reach * screen.scale).map(str::to_owned))
    }

    /// The part of the stage that is zoomed to, in the grammar of links; empty where it is not.
    pub fn view(&self) -> String {
        self.core.view()
    }

    /// Zooms the stage to what a link says; empty shows all. The background must be drawn anew.
    pub fn set_view(&mut self, text: &str) -> Result<()> {
        self.settled = Settled::default();
        self.core.set_view(text).map_err(|e| refused(&e))
    }

    /// The step that a run makes after the one shown: `{given, lines, arrows}`; undefined for a run that is off.
    pub fn anatomy(&self, run: u32) -> Result<JsValue> {
        let anatomy = self.core.anatomy(run as usize);
        anatomy.map_or(Ok(JsValue::UNDEFINED), |anatomy| to_js(&anatomy))
    }

    /// Draws the next step of a run as arrows, that of `lit` in full; undefined for no run.
    pub fn dissect(&mut self, run: Option<u32>, lit: Option<String>) -> Result<()> {
        let known = run.is_none_or(|run| (run as usize) < self.core.settings().runs.len());
        if !known {
            return Err(failure("range", "There is no such run."));
        }
        self.core.dissect(run.map(|run| Dissected { place: run as usize, lit }));
        Ok(())
    }

    fn seen_at(&self, stage: &Stage, kind: &Kind, step: usize) -> At {
        let value = |(place, text): (usize, String)| Value {
            name: stage.name(place).to_owned(),
            color: self.theme.run(place).to_string(),
            text,
        };
        At {
            step,
            seek: step * self.core.lesson().phases,
            title: kind.title(stage.landscape().info().names),
            values: stage.values_at(kind, step).into_iter().map(value).collect(),
        }
    }
}
