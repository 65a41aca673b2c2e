//! All that a lab shows: its stages and its exhibit's plots, side by side on one canvas.

use super::chart::{self, Drawn};
use super::dissect;
use super::frame::Frame;
use super::history;
use super::ink::{Ink, Type};
use super::layout::{self, Area};
use super::plot::{self, Plot};
use super::stage::{self, type_of};
use super::theme::Theme;
use crate::lab::{Lab, Stage, panned, zoomed};
use crate::surface::Window;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};

/// Where everything lies on the canvas.
#[derive(Clone, Debug)]
pub struct Scene {
    /// A frame for each stage of the lab.
    pub stages: Vec<Frame>,
    /// The area of each stage.
    areas: Vec<Area>,
    /// The exhibit's plots at the step shown, with their frames: made once for all that is drawn of them.
    plots: Vec<(Plot, Frame)>,
    scale: f64,
}

impl Scene {
    /// The scene of a lab on a canvas of `size` device px.
    #[must_use]
    pub fn of(lab: &Lab, size: [f64; 2], scale: f64) -> Self {
        let plots = lab.exhibit().map_or_else(Vec::new, |exhibit| exhibit.plots(lab));
        let mut areas = layout::areas(size, lab.stages().len() + plots.len());
        let framed = plots.into_iter().zip(areas.split_off(lab.stages().len()));
        let framed = framed.map(|(plot, area)| {
            let frame = plot.frame(area, scale);
            (plot, frame)
        });
        let plots = framed.collect();
        let stages = lab.stages().iter().zip(&areas).map(|(stage, area)| {
            let halves = history::halves(stage, *area, scale);
            frame(stage, halves.map_or(*area, |(curve, _)| curve), scale)
        });
        Self { stages: stages.collect(), areas, plots, scale }
    }

    /// Tells the stages what their pictures show where they are not zoomed.
    pub fn tell(&self, lab: &mut Lab) {
        for (stage, frame) in lab.stages_mut().iter_mut().zip(&self.stages) {
            let whole = || Frame { window: stage.window(), ..*frame };
            let frame = match (stage.is_zoomed(), stage.is_curve()) {
                (false, _) => *frame,
                (true, true) => whole(),
                (true, false) => whole().even(),
            };
            stage.show(frame.window);
        }
    }

    /// Makes the part of the plane smaller by `factor` that the stage under a pixel shows, about that pixel; larger for
    /// factors below 1. False where there is no stage.
    pub fn zoom(&self, lab: &mut Lab, px: [f64; 2], factor: f64) -> bool {
        let Some((index, frame)) = self.under(px) else { return false };
        let Some(about) = frame.to_plane(px) else { return false };
        let stage = &mut lab.stages_mut()[index];
        let (window, about) = if stage.is_curve() { (along_x(frame), [about[0]; 2]) } else { (frame.window, about) };
        stage.look_at(Some(zoomed(window, about, factor)));
        true
    }

    /// Moves what the stage under a pixel shows by as many pixels. False where there is no stage.
    pub fn pan(&self, lab: &mut Lab, px: [f64; 2], by: [f64; 2]) -> bool {
        let Some((index, frame)) = self.under(px) else { return false };
        let unit = (frame.window.x[1] - frame.window.x[0]) / (frame.plot.right - frame.plot.left);
        let stage = &mut lab.stages_mut()[index];
        let [dx, dy] = [-by[0] * unit, by[1] * unit];
        let (window, by) = if stage.is_curve() { (along_x(frame), [dx; 2]) } else { (frame.window, [dx, dy]) };
        stage.look_at(Some(panned(window, by)));
        true
    }

    /// The name of the arrow of the [step taken apart](Lab::dissect) that lies within `reach` of a pixel, both in device px.
    #[must_use]
    pub fn arrow_at(&self, lab: &Lab, px: [f64; 2], reach: f64) -> Option<&'static str> {
        let (index, frame) = self.under(px)?;
        dissect::at(lab, &lab.stages()[index], frame, px, reach)
    }

    fn under(&self, px: [f64; 2]) -> Option<(usize, &Frame)> {
        self.stages.iter().enumerate().find(|(_, frame)| frame.plot.contains(px))
    }

    /// Draws what does not move.
    pub fn still<I: Ink>(&self, lab: &Lab, theme: &Theme, ink: &mut I) {
        for (stage, frame) in lab.stages().iter().zip(&self.stages) {
            stage::still(stage, frame, theme, ink);
        }
    }

    /// Draws the axes of what does not move, and titles.
    ///
    /// # Errors
    /// What the backend fails at.
    pub fn axes<DB: DrawingBackend>(&self, root: &DrawingArea<DB, Shift>, theme: &Theme) -> Drawn<DB> {
        for frame in &self.stages {
            chart::axes(root, frame, theme)?;
        }
        for (plot, frame) in &self.plots {
            plot::axes(root, plot, frame, theme)?;
        }
        Ok(())
    }

    /// Draws of what moves that which stays as a step is eased; see [`stage::settled`].
    pub fn settled<I: Ink>(&self, lab: &Lab, theme: &Theme, ink: &mut I) {
        for (stage, frame) in lab.stages().iter().zip(&self.stages) {
            stage::settled(lab, stage, frame, theme, ink);
        }
    }

    /// Draws what moves, after the step `since` up to which it is settled; see [`stage::moving`].
    pub fn moving<I: Ink>(&self, lab: &Lab, ease: f64, since: usize, theme: &Theme, ink: &mut I) {
        for (stage, frame) in lab.stages().iter().zip(&self.stages) {
            stage::moving(lab, stage, ease, since, frame, theme, ink);
        }
        for ((stage, area), frame) in lab.stages().iter().zip(&self.areas).zip(&self.stages) {
            title(stage.title(), frame, theme, ink);
            if let Some((_, below)) = history::halves(stage, *area, self.scale) {
                history::draw(lab, stage, &history::frame(lab, stage, below, self.scale), theme, ink);
            }
        }
        for (plot, frame) in &self.plots {
            title(&plot.title, frame, theme, ink);
            plot::draw(plot, frame, theme, ink);
        }
    }
}

/// What a curve is zoomed by: its losses follow from x, and set no limits.
fn along_x(frame: &Frame) -> Window {
    Window { x: frame.window.x, y: frame.window.x }
}

/// The frame of a stage: equal units for a surface, units of their own for the axes of a curve.
fn frame(stage: &Stage, area: Area, scale: f64) -> Frame {
    let frame = if stage.is_curve() { Frame::stretch } else { Frame::fit };
    frame(area, scale, stage.view())
}

fn title<I: Ink>(text: &str, frame: &Frame, theme: &Theme, ink: &mut I) {
    if text.is_empty() {
        return;
    }
    let style = Type { halo: theme.paper, ..type_of(theme.mark, true, frame, theme) };
    // Flush with the plot, unless it would end outside the area; smaller where it is wider than that.
    let (margin, width) = (style.size / 4.0, ink.text_width(text, style));
    let share = ((frame.area.right - frame.area.left - 2.0 * margin) / width).min(1.0);
    let left = frame.plot.left.min(frame.area.right - margin - share * width);
    ink.text([left, frame.plot.top - style.size * 0.75], text, Type { size: share * style.size, ..style });
}
