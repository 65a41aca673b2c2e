//! What one piece of a link does to settings.

use super::VERSION;
use super::beside::{panels, view};
use super::split::step_of;
use crate::catalogue;
use crate::error::{Error, Result};
use crate::number::rounded;
use crate::settings::MOST_STEPS;
use crate::settings::{self, Settings, SurfaceSettings};
use crate::sweep;

/// Applies one piece; on an error nothing is changed.
pub(super) fn apply(settings: &mut Settings, key: &str, value: &str) -> Result<()> {
    let mut next = settings.clone();
    match key {
        "v" if value == VERSION => {}
        "v" => return Err(syntax(key, value, "this page reads version 1 of links")),
        "lesson" => next = catalogue::lesson(value)?.settings(),
        "surface" => next.visit(SurfaceSettings::of(value)?)?,
        "formula" => next.visit(SurfaceSettings::typed(value)?)?,
        "runs" => next.put_on(value.split(',').filter(|id| !id.is_empty()))?,
        "rates" => set_rates(&mut next, value)?,
        "start" => {
            let point = value.split_once(',').and_then(|(x, y)| Some([x.parse().ok()?, y.parse().ok()?]));
            next.start = point.ok_or_else(|| syntax(key, value, "a start is two numbers, as in start=-4,1.5"))?;
        }
        "speed" => next.speed = number(key, value)?,
        "seed" => next.seed = whole(key, value)?,
        "step" => next.step = Some(whole(key, value)?),
        "hide" => panels(value)?,
        "view" => {
            view(&next, value)?;
        }
        _ => apply_to_owner(&mut next, key, value)?,
    }
    next.check()?;
    *settings = next;
    Ok(())
}

/// Applies `rates=0.1`, `rates=tuned` or `rates=default`.
fn set_rates(settings: &mut Settings, value: &str) -> Result<()> {
    if value == "tuned" {
        return sweep::tune(settings);
    }
    let given = match value {
        "default" => None,
        _ => Some(value.parse().map_err(|_| syntax("rates", value, "rates are a number, tuned or default"))?),
    };
    for run in &mut settings.runs {
        let rate = settings::param(catalogue::optimizer(&run.optimizer)?.params, "lr", &run.optimizer)?;
        run.params.set("lr", rate.check(given.unwrap_or(rate.default))?);
        run.changes.clear();
    }
    Ok(())
}

/// Applies `surface.kappa=40` or `1.lr=0.05`.
fn apply_to_owner(settings: &mut Settings, key: &str, value: &str) -> Result<()> {
    let unknown = || {
        syntax(
            key,
            value,
            "a link has v, lesson, surface, formula, runs, rates, start, speed, seed, step, view, hide, surface.NAME, 1.NAME and 1@30.NAME",
        )
    };
    let at = step_of(key);
    let (owner, id) = key.split_once('.').or(at.map(|_| (key, ""))).ok_or_else(unknown)?;
    let owner = if at.is_some() { owner.split('@').next().unwrap_or_default() } else { owner };
    if owner == "surface" && at.is_none() {
        let surface = &mut settings.surface;
        let table = catalogue::surface(&surface.id)?.params;
        let checked = settings::param(table, id, &surface.id)?.check(number(key, value)?)?;
        surface.params.set(id, checked);
        return Ok(());
    }
    let (count, surface) = (settings.runs.len(), settings.surface.clone());
    let (run, missing) = match owner.parse::<usize>() {
        Ok(number) => {
            let run = number.checked_sub(1).and_then(|index| settings.runs.get_mut(index));
            (run, format!("the runs are numbered from 1 to {count}"))
        }
        Err(_) => {
            let name = catalogue::optimizer(owner).map_err(|_| unknown())?.info.name;
            let run = settings.runs.iter_mut().find(|run| run.optimizer == owner);
            (run, format!("{name} is not on the stage"))
        }
    };
    let run = run.ok_or_else(|| syntax(key, value, &missing))?;
    if let Some(at) = at {
        // Within the limit of steps before anything is kept of it; the rest is checked with the settings.
        Error::check_range("The step at which a run changes", f64::from(at), 0.0, MOST_STEPS as f64)?;
        let optimizer = run.optimizer.clone();
        let values = match run.changes.iter().position(|change| change.at == at) {
            Some(known) => &mut run.changes[known].params,
            None => run.change_at(at),
        };
        if id.is_empty() && !value.is_empty() {
            return Err(syntax(key, value, "what changes there is named, as in 1@30.lr=0.3"));
        }
        if !id.is_empty() {
            let table = catalogue::optimizer(&optimizer)?.params;
            values.set(id, settings::param(table, id, &optimizer)?.check(quotient(key, value, &surface)?)?);
        }
        return Ok(());
    }
    if id == "color" {
        run.color = Some(value.parse().map_err(|_| syntax(key, value, "a colour is a whole number from 1"))?);
        return Ok(());
    }
    if id == "on" {
        run.on = match value {
            "0" => false,
            "1" => true,
            _ => return Err(syntax(key, value, "a run is on=1 or on=0")),
        };
        return Ok(());
    }
    let table = catalogue::optimizer(&run.optimizer)?.params;
    let checked = settings::param(table, id, &run.optimizer)?.check(quotient(key, value, &surface)?)?;
    run.params.set(id, checked);
    Ok(())
}

/// A number, or one divided by a parameter of the surface.
fn quotient(key: &str, value: &str, surface: &SurfaceSettings) -> Result<f64> {
    let Some((dividend, id)) = value.split_once('/') else { return number(key, value) };
    let divisor = surface.params.value(id);
    let divisor = divisor.ok_or_else(|| syntax(key, value, &format!("{id} is no parameter of this surface")))?;
    // Without the dust of the division, so that it reads as what it is.
    Ok(rounded(number(key, dividend)? / divisor, 12))
}

fn number(key: &str, value: &str) -> Result<f64> {
    value.parse().map_err(|_| syntax(key, value, "it takes a number"))
}

fn whole(key: &str, value: &str) -> Result<u32> {
    value.parse().map_err(|_| syntax(key, value, "it takes a whole number from 0"))
}

pub(super) fn syntax(key: &str, value: &str, expected: &str) -> Error {
    // Enough of it to be recognised; a link may hold anything.
    let piece: String = format!("{key}={value}").chars().take(60).collect();
    Error::Syntax { piece, expected: expected.to_owned() }
}
