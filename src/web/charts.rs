//! The charts of long races: their curves are drawn once, and shown again as long as no run grows, while the timeline is dragged
//! or a step pointed at.

use super::canvas::{canvas, context_of};
use super::{Lab, Result, failure, ink_on, plotter_on};
use crate::draw::chart;
use crate::lab::Stage;
use crate::run::Run;
use plotters::prelude::IntoDrawingArea;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// What was drawn last.
#[derive(Default)]
pub(super) struct Charts {
    /// What its curves go by: the length of the timeline, then that of each run.
    lengths: Vec<usize>,
    /// The curves alone. A race that goes on has none: they would not be shown twice.
    still: Option<HtmlCanvasElement>,
}

#[wasm_bindgen]
impl Lab {
    /// Draws the charts: that of the loss, unless others are chosen; from what is kept of them if there is.
    pub fn draw_chart(&mut self) -> Result<()> {
        let runs = self.core.stages().iter().flat_map(Stage::runs).map(Run::len);
        let lengths: Vec<_> = std::iter::once(self.core.length()).chain(runs).collect();
        let stays = lengths == self.charts.lengths;
        if !stays {
            self.charts = Charts { lengths, still: None };
        } else if self.charts.still.is_none() {
            self.charts.still = self.still_charts()?;
        }
        let screen = self.screen()?;
        ink_on(&screen.chart)?;
        let area = plotter_on(&screen.chart)?.into_drawing_area();
        let (core, hover) = (&self.core, self.core.pointed());
        let drawn = match &self.charts.still {
            Some(still) => {
                let context = context_of(&screen.chart).map_err(|e| super::refused(&e))?;
                context.draw_image_with_html_canvas_element(still, 0.0, 0.0)?;
                chart::draw_steps(&area, core, hover, screen.scale, &self.theme)
            }
            None => chart::draw(&area, core, hover, screen.scale, &self.theme),
        };
        drawn.map_err(|e| failure("draw", &e.to_string()))
    }

    /// A canvas with the curves; none where the browser gives no more of them.
    fn still_charts(&self) -> Result<Option<HtmlCanvasElement>> {
        let screen = self.screen()?;
        let Some(still) = canvas(screen.chart.width(), screen.chart.height()) else { return Ok(None) };
        let Ok(plotter) = plotter_on(&still) else { return Ok(None) };
        let area = plotter.into_drawing_area();
        chart::draw_still(&area, &self.core, screen.scale, &self.theme).map_err(|e| failure("draw", &e.to_string()))?;
        Ok(Some(still))
    }
}
