//! What of the stage's moving part stays while a step is eased: drawn once a step, on a canvas of its own, and shown again in each
//! frame that the heads take to the next. Paths are two thirds of what that part costs, where no graphics card draws it.

use super::canvas::{canvas, context_of};
use super::{Lab, Result, ink_on, refused};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// The first step of the optimizers before which there are paths to keep.
const FIRST: usize = 2;

/// What was drawn last.
#[derive(Default)]
pub(super) struct Settled {
    /// The step shown for which it is kept, which counts phases.
    step: usize,
    canvas: Option<HtmlCanvasElement>,
}

#[wasm_bindgen]
impl Lab {
    /// Draws what moves: paths and heads, `ease` (0 to 1) of the way into the step shown. At rest it is drawn whole, so that one
    /// setting is one picture.
    pub fn draw_overlay(&mut self, ease: f64) -> Result<()> {
        let (step, taken) = (self.core.step(), self.core.taken());
        // In a phase in which nothing moves there is nothing to ease.
        let ease = if self.core.moves() { ease } else { 1.0 };
        let keeps = ease < 1.0 && taken >= FIRST;
        if keeps && self.settled.step != step {
            self.settle(step)?;
        }
        let kept = self.settled.canvas.as_ref().filter(|_| keeps);
        let (screen, scene) = self.ready()?;
        let mut ink = ink_on(&screen.overlay)?;
        if let Some(kept) = kept {
            let context = context_of(&screen.overlay).map_err(|e| refused(&e))?;
            context.draw_image_with_html_canvas_element(kept, 0.0, 0.0)?;
        }
        let since = if kept.is_some() { taken - 1 } else { 0 };
        scene.moving(&self.core, ease, since, &self.theme, &mut ink);
        Ok(())
    }

    /// Draws what is settled while the heads go on to `step`; nothing where the browser has no memory for one canvas more.
    fn settle(&mut self, step: usize) -> Result<()> {
        let old = self.settled.canvas.take();
        let (screen, scene) = self.ready()?;
        let kept = old.or_else(|| canvas(screen.overlay.width(), screen.overlay.height()));
        let kept = kept.and_then(|kept| Some((ink_on(&kept).ok()?, kept)));
        let kept = kept.map(|(mut ink, kept)| {
            scene.settled(&self.core, &self.theme, &mut ink);
            kept
        });
        self.settled = Settled { step, canvas: kept };
        Ok(())
    }
}
