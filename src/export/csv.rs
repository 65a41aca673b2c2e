//! Paths as comma-separated values: a header, then one row for each step. Numbers are the shortest that read as the same
//! bits.

use crate::lab::{Lab, Stage};
use crate::number::shortest;
use crate::run::Run;
use std::fmt::Write;
use std::ops::Range;

/// What every row tells of a step: the point, and loss and gradient there, over all data and without noise.
const STEP: &str = "step,x,y,loss,grad_x,grad_y";

/// The path of one run; with `explain` each named internal of the rule for x and y, too, as `m_x` and `m_y`: those of the
/// step that leads from the row to the next.
#[must_use]
pub fn run(run: &Run, explain: bool) -> String {
    let first = if explain { run.explain(0).axes } else { Vec::new() };
    let names: Vec<&str> = first.first().into_iter().flatten().map(|(name, _)| *name).collect();
    let mut text = String::from(STEP);
    names.iter().for_each(|name| put(&mut text, format_args!(",{name}_x,{name}_y")));
    text.push('\n');
    for step in 0..=run.len() {
        put_step(&mut text, run, step);
        if explain {
            let trace = run.explain(step);
            let seen = names.iter().flat_map(|name| [trace.value(0, name), trace.value(1, name)]);
            seen.for_each(|value| put(&mut text, format_args!(",{}", value.map(shortest).unwrap_or_default())));
        }
        text.push('\n');
    }
    text
}

/// The paths of all runs that are on, as far as they are computed (the page computes them to the end of its timeline
/// first), in one table of one observation a row: before the columns of a step, the surface (its id, or its title where
/// there are several), the run's place in the legend from 1, the optimizer's id, and its parameters as in
/// `lr=0.02;rho=0.9`: those of the step that leads from the row to the next, since a run may change them on its way.
#[must_use]
pub fn lab(lab: &Lab) -> String {
    (0..).map_while(|index| piece(lab, index)).collect()
}

/// Rows of a piece.
const PIECE: usize = 8192;

/// The pieces that the table of [`lab`] is made of in turn, for tables that no string should hold: the header, then some
/// thousand rows of one run each.
#[must_use]
pub fn pieces(lab: &Lab) -> usize {
    1 + stretches(lab).count()
}

/// One of the [`pieces`], from 0; none beyond the last.
#[must_use]
pub fn piece(lab: &Lab, index: usize) -> Option<String> {
    let Some(index) = index.checked_sub(1) else {
        return Some(format!("surface,run,optimizer,parameters,{STEP}\n"));
    };
    let (stage, place, run, steps) = stretches(lab).nth(index)?;
    let surface = if stage.title().is_empty() { stage.landscape().info().id } else { stage.title() };
    let settings = &lab.settings().runs[place];
    let head = |step| {
        let values = settings.params_at(step).iter().map(|(id, value)| format!("{id}={}", shortest(value)));
        let parameters = values.collect::<Vec<_>>().join(";");
        format!("{},{},{},{parameters},", cell(surface), place + 1, settings.optimizer)
    };
    let mut begin = head(steps.start);
    let mut text = String::new();
    for step in steps {
        if run.changes().any(|at| at == step) {
            begin = head(step);
        }
        text.push_str(&begin);
        put_step(&mut text, run, step);
        text.push('\n');
    }
    Some(text)
}

/// Stretches of steps of every run that is on, each with its stage and its place in the legend.
fn stretches(lab: &Lab) -> impl Iterator<Item = (&Stage, usize, &Run, Range<usize>)> {
    let of_run = |(stage, place, run)| {
        let steps = 0..Run::len(run) + 1;
        steps.clone().step_by(PIECE).map(move |from| (stage, place, run, from..steps.end.min(from + PIECE)))
    };
    let runs = |stage| Stage::running(stage).map(move |(place, run)| (stage, place, run));
    lab.stages().iter().flat_map(runs).flat_map(of_run)
}

fn put_step(text: &mut String, run: &Run, step: usize) {
    put(text, format_args!("{step}"));
    let ([x, y], gradient) = (run.xy(step), run.gradient(step));
    for number in [x, y, run.loss(step), gradient[0], gradient[1]] {
        put(text, format_args!(",{}", shortest(number)));
    }
}

/// Words as a cell: in quotes where they would break the table (RFC 4180).
fn cell(words: &str) -> String {
    let breaks = words.contains([',', '"', '\n']);
    if breaks { format!("\"{}\"", words.replace('"', "\"\"")) } else { words.to_owned() }
}

fn put(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(words);
}
