//! The runs of one setting, moved together and read off together. What the page shows, without the page.

mod look;
mod readout;
mod series;
mod stage;
mod view;

pub use look::Dissected;
pub use readout::{Number, Readout, Status};
pub use series::{Kind, MOST_CHARTS, Offer};
pub use stage::{Seen, Stage};
pub(crate) use view::{panned, within_limits, zoomed};

use crate::catalogue;
use crate::error::Result;
use crate::exhibit::Exhibit;
use crate::lesson::{Ground, Lesson};
use crate::run::Run;
use crate::settings::{MOST_STEPS, Settings};
use look::Look;

/// The runs of one setting, all shown at the same step.
///
/// Going back shows an earlier step and changes nothing; going forward again shows the same bits.
pub struct Lab {
    settings: Settings,
    lesson: &'static Lesson,
    stages: Vec<Stage>,
    exhibit: Option<Box<dyn Exhibit>>,
    at_home: bool,
    step: usize,
    look: Look,
}

impl std::fmt::Debug for Lab {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lab").field("settings", &self.settings).field("step", &self.step).finish_non_exhaustive()
    }
}

impl Lab {
    /// All runs at the settings' step, or at the start.
    ///
    /// # Errors
    /// Whatever is unknown or out of range in the settings.
    pub fn new(settings: Settings) -> Result<Self> {
        let step = settings.step.unwrap_or(0) as usize;
        Self::make(settings, &[], step, true)
    }

    /// Takes over other settings and keeps the step shown: runs whose settings changed are computed anew up to it.
    ///
    /// # Errors
    /// Whatever is unknown or out of range; then nothing is changed.
    pub fn set(&mut self, settings: Settings) -> Result<()> {
        // An exhibit may have taken long to compute: it stays where nothing has changed that it depends on.
        let pace = |to: &Settings| Settings { speed: settings.speed, step: None, ..to.clone() };
        let stays = self.exhibit.is_some() && pace(&self.settings) == pace(&settings);
        let mut next = Self::make(settings, &self.stages, self.step, !stays)?;
        if stays {
            next.exhibit = self.exhibit.take();
        }
        next.look = std::mem::take(&mut self.look);
        next.follow();
        *self = next;
        Ok(())
    }

    /// With its exhibit, where it has one, if it is to be `exhibited`.
    fn make(settings: Settings, old: &[Stage], step: usize, exhibited: bool) -> Result<Self> {
        settings.check()?;
        let lesson = catalogue::lesson(&settings.lesson)?;
        let stages = match lesson.ground {
            Ground::Panels(panels) => {
                let stage = |(index, panel): (usize, &crate::lesson::Panel)| {
                    let own = panel.settings(&settings, panels)?;
                    Stage::new(own, panel.title, panel.start.is_none(), old.get(index))
                };
                panels.iter().enumerate().map(stage).collect::<Result<_>>()?
            }
            Ground::Bare => Vec::new(),
            Ground::Chosen => vec![Stage::new(settings.clone(), "", true, old.first())?],
        };
        let at_home = lesson.anywhere
            || !matches!(lesson.ground, Ground::Chosen)
            || lesson.also.contains(&settings.surface.id.as_str())
            || lesson.settings().surface.id == settings.surface.id;
        let mut lab = Self { settings, lesson, stages, exhibit: None, at_home, step: 0, look: Look::default() };
        if at_home && exhibited {
            lab.exhibit = lesson.exhibit.map(|make| make(&lab.settings)).transpose()?;
        }
        lab.go_to(step);
        Ok(lab)
    }

    /// The settings, complete.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The lesson.
    #[must_use]
    pub fn lesson(&self) -> &'static Lesson {
        self.lesson
    }

    /// Whether what the lesson says is meant for what is shown: it is on its own surface, or speaks of any.
    #[must_use]
    pub fn at_home(&self) -> bool {
        self.at_home
    }

    /// The surfaces with their runs: one as a rule.
    #[must_use]
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The surfaces with their runs, to say what their pictures show.
    pub fn stages_mut(&mut self) -> &mut [Stage] {
        &mut self.stages
    }

    /// What the lesson shows beside the surfaces.
    #[must_use]
    pub fn exhibit(&self) -> Option<&dyn Exhibit> {
        self.exhibit.as_deref()
    }

    /// Whether the losses are charted.
    #[must_use]
    pub fn has_charts(&self) -> bool {
        self.lesson.charts && !self.stages.is_empty()
    }

    /// The runs on the first stage, taken out.
    #[must_use]
    pub fn into_runs(mut self) -> Vec<Run> {
        if self.stages.is_empty() { Vec::new() } else { self.stages.swap_remove(0).into_runs() }
    }

    /// The step shown: a step of every optimizer, or one phase of it where the lesson shows them one by one.
    #[must_use]
    pub fn step(&self) -> usize {
        self.step
    }

    /// The steps that every optimizer has taken at the step shown.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.step / self.lesson.phases
    }

    /// The phase shown, from 1; the last of them is the one in which the optimizers move. 0 at the start.
    #[must_use]
    pub fn phase(&self) -> usize {
        if self.step == 0 { 0 } else { (self.step - 1) % self.lesson.phases + 1 }
    }

    /// Whether the optimizers move in the step shown: in each, but of a lesson that shows phases in the last alone.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.phase() == self.lesson.phases
    }

    /// The right end of the timeline: the lesson's steps, or the furthest step computed.
    #[must_use]
    pub fn length(&self) -> usize {
        let runs = self.stages.iter().flat_map(Stage::running);
        let furthest = runs.map(|(_, run)| run.len() * self.lesson.phases).max().unwrap_or(0);
        furthest.max(self.lesson.steps).max(self.step).min(self.last())
    }

    /// The last step that can be shown.
    fn last(&self) -> usize {
        self.exhibit().and_then(Exhibit::last).unwrap_or(MOST_STEPS)
    }

    /// Shows the step `n` steps on; false when there is nothing left to move.
    pub fn advance(&mut self, n: usize) -> bool {
        self.go_to(self.step.saturating_add(n));
        self.can_move()
    }

    /// Whether there is a step after the one shown: some run that is on can take it, or the exhibit has one.
    #[must_use]
    pub fn can_move(&self) -> bool {
        let taken = self.taken();
        let mut runs = self.stages.iter().flat_map(Stage::running);
        let more = self.stages.is_empty() || runs.any(|(_, run)| run.diverged_at().is_none() || run.len() > taken);
        self.step < self.last() && more
    }

    /// Shows a step, computing up to it where need be; steps beyond [`MOST_STEPS`], or an exhibit's last, are not taken.
    pub fn go_to(&mut self, step: usize) {
        self.step = step.min(self.last());
        let taken = self.taken();
        for stage in &mut self.stages {
            stage.go_to(taken);
        }
        self.follow();
        if let Some(exhibit) = &mut self.exhibit {
            exhibit.go_to(self.step);
        }
    }
}
