//! How the viewer looks at the runs: what changes no run, and so is no setting.

use super::{Kind, Lab};
use crate::anatomy::Anatomy;

/// What the viewer has chosen to see.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    dissected: Option<Dissected>,
    pointed: Option<usize>,
    pub(super) charts: Vec<Kind>,
}

/// The run whose next step is taken apart on the stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dissected {
    /// Its place in the legend.
    pub place: usize,
    /// The name of the value whose arrow stands out; none for that of the step.
    pub lit: Option<String>,
}

impl Lab {
    /// Takes the next step of a run apart on the stage, or of none any more.
    pub fn dissect(&mut self, dissected: Option<Dissected>) {
        self.look.dissected = dissected;
    }

    /// The run whose next step is taken apart.
    #[must_use]
    pub fn dissected(&self) -> Option<&Dissected> {
        self.look.dissected.as_ref()
    }

    /// Points at a step of the optimizers, or at none any more: the charts mark it, and the stages show where each run was.
    pub fn point_at(&mut self, step: Option<usize>) {
        self.look.pointed = step;
    }

    /// The step that is pointed at.
    #[must_use]
    pub fn pointed(&self) -> Option<usize> {
        self.look.pointed
    }

    /// The step that the run at a place of the legend makes after the one shown, taken apart: that on the first stage where it
    /// is. None for a run that is off or on no stage.
    #[must_use]
    pub fn anatomy(&self, place: usize) -> Option<Anatomy> {
        let on = self.stages().iter().find_map(|stage| {
            let run = stage.running().find(|(at, _)| *at == place);
            run.map(|(_, run)| (run, stage.landscape().info().axes))
        });
        on.map(|(run, axes)| Anatomy::of_step(run, self.taken(), axes))
    }
}
