//! Paths as comma-separated values: a header, then one row for each step. Numbers are the shortest that read as the same
//! bits.

use crate::lab::Lab;
use crate::number::shortest;
use crate::run::Run;
use std::fmt::Write;

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

/// The paths of all runs that are on, as far as they are computed, in one table of one observation a row: before the columns
/// of a step, the surface (its id, or its title where there are several), the run's place in the legend from 1, the
/// optimizer's id, and its parameters as in `lr=0.02;rho=0.9`: those of the step that leads from the row to the next, since a
/// run may change them on its way.
#[must_use]
pub fn lab(lab: &Lab) -> String {
    let mut text = format!("surface,run,optimizer,parameters,{STEP}\n");
    for stage in lab.stages() {
        let surface = if stage.title().is_empty() { stage.landscape().info().id } else { stage.title() };
        for (place, run) in stage.running() {
            let settings = &lab.settings().runs[place];
            let head = |step: usize| {
                let values = settings.params_at(step).iter().map(|(id, value)| format!("{id}={}", shortest(value)));
                let parameters = values.collect::<Vec<_>>().join(";");
                format!("{},{},{},{parameters},", cell(surface), place + 1, settings.optimizer)
            };
            let mut begin = head(0);
            for step in 0..=run.len() {
                if run.changes().any(|at| at == step) {
                    begin = head(step);
                }
                text.push_str(&begin);
                put_step(&mut text, run, step);
                text.push('\n');
            }
        }
    }
    text
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
