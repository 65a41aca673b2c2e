//! Runs that change on their way: from a step on they go with other parameter values, and remember what they remembered.

use super::{RunSettings, Values, in_order};
use crate::catalogue;
use crate::error::{Error, Result};
use crate::optimizer::Retuning;
use crate::settings::MOST_STEPS;
use serde::{Deserialize, Serialize};

/// Changes that a run may have on its way: what a link of many runs has room for.
pub const MOST_CHANGES: usize = 4;

/// What a run goes on with from a step on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The steps it has taken by then, up to [`MOST_STEPS`]: the step that follows is the first with these values.
    pub at: u32,
    /// All its parameters.
    pub params: Values,
}

impl Change {
    /// The values, checked and in the order of the optimizer's table.
    pub(super) fn retuning(&self, optimizer: &str) -> Result<Retuning> {
        let values = in_order(catalogue::optimizer(optimizer)?.params, &self.params, optimizer)?;
        Ok(Retuning { at: self.at as usize, values })
    }
}

impl RunSettings {
    /// Goes on from `at` with a change of its own, which has the values in force there as yet; later changes are forgotten.
    /// The values, to be changed.
    pub fn change_at(&mut self, at: u32) -> &mut Values {
        let params = self.params_at(at as usize).clone();
        self.changes.retain(|change| change.at < at);
        self.changes.push(Change { at, params });
        let last = self.changes.len() - 1;
        &mut self.changes[last].params
    }

    /// The steps that this run and the other have in common, from one start on one surface: all of them where they never
    /// part; none for two optimizers.
    #[must_use]
    pub fn common_steps(&self, other: &Self) -> Option<usize> {
        if self.optimizer != other.optimizer {
            return None;
        }
        let changes = self.changes.iter().chain(&other.changes).map(|change| change.at as usize);
        let parts = changes.chain([0]).filter(|&at| self.params_at(at) != other.params_at(at));
        Some(parts.min().unwrap_or(usize::MAX))
    }

    /// Refuses changes that are too many, too late or not one after the other.
    pub(super) fn check_changes(&self) -> Result<()> {
        Error::check_range("The number of changes of a run", self.changes.len() as f64, 0.0, MOST_CHANGES as f64)?;
        let mut from = 0.0;
        for change in &self.changes {
            let at = f64::from(change.at);
            Error::check_range("The step at which a run changes", at, from, MOST_STEPS as f64)?;
            from = at + 1.0;
        }
        Ok(())
    }

    /// What tells its last part from the one before, as in ", α = 0.3 from 30"; empty for a run that does not change.
    pub(super) fn last_change(&self) -> String {
        let Some((last, before)) = self.changes.split_last() else { return String::new() };
        let earlier = before.last().map_or(&self.params, |change| &change.params);
        let table = catalogue::optimizer(&self.optimizer).map_or(&[][..], |entry| entry.params);
        let differs = table.iter().filter(|param| last.params.value(param.id) != earlier.value(param.id));
        let values = differs.map(|param| {
            let value = last.params.value(param.id).unwrap_or(param.default);
            format!("{} = {}", param.symbol, crate::number::shortest(value))
        });
        let values = values.collect::<Vec<_>>().join(", ");
        format!(", {} from {}", if values.is_empty() { "unchanged" } else { &values }, last.at)
    }
}
