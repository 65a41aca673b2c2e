//! A race as a Python script: PyTorch's own optimizers where it has them, else the rule's own lines turned into Python. So
//! an optimizer says once what it does, and a new one has a script without another word.

use crate::catalogue;
use crate::error::{Error, Result};
use crate::lab::{Lab, Stage};
use crate::number::shortest;
use crate::optimizer::{OptimizerEntry, Torch};
use crate::param::Param;
use crate::settings::Values;
use std::fmt::Write;

/// The beginning of every script.
const HEAD: &str = include_str!("python/head.py");

/// What draws the same mini-batches and the same noise as [`crate::random`].
const RANDOM: &str = include_str!("python/random.py");

/// The batch of a step, as [`crate::objective::data::Sample`] has it.
const BATCH: &str = include_str!("python/batch.py");

/// The optimizer that rules are written for.
const WRITTEN: &str = include_str!("python/written.py");

/// A script that runs the runs that are on once more, for the steps taken so far (at the start: for the lesson's), and prints
/// where each ends. Everything is reproduced, mini-batches, noise and changes on the way included, up to rounding.
///
/// # Errors
/// [`Error::State`] where there is no surface to run on.
pub fn script(lab: &Lab) -> Result<String> {
    if lab.stages().is_empty() {
        return Err(Error::State("This lesson has no surface that optimizers could run on in PyTorch."));
    }
    let (settings, taken) = (lab.settings(), lab.taken());
    let steps = if taken > 0 { taken } else { lab.lesson().steps / lab.lesson().phases };
    let (mut races, mut rules) = (String::new(), Vec::new());
    for stage in lab.stages() {
        surface(stage, &mut races);
        let [x, y] = stage.runs().first().map_or(settings.start, |run| run.xy(0)).map(shortest);
        put(&mut races, format_args!("\nstart = [{x}, {y}]\n"));
        for (place, _) in stage.running() {
            let run = &settings.runs[place];
            let entry = catalogue::optimizer(&run.optimizer)?;
            let parts: Vec<_> = [&run.params].into_iter().chain(run.changes.iter().map(|part| &part.params)).collect();
            // What is off has no state in PyTorch that could be kept until it is turned on.
            let kept = entry.params.iter().all(|p| {
                let values = || parts.iter().map(|part| part.value(p.id));
                values().all(|value| value == values().next().flatten()) || values().all(|value| value != Some(0.0))
            });
            let classes: Option<Vec<_>> = parts.iter().map(|part| class(entry, part).filter(|_| kept)).collect();
            let calls = classes.unwrap_or_else(|| {
                rules.push(entry);
                parts.iter().map(|part| written(entry, part)).collect()
            });
            let changes = calls[1..]
                .iter()
                .zip(&run.changes)
                .map(|(call, change)| format!(", ({}, lambda p: {call})", change.at));
            let changes: String = changes.collect();
            put(&mut races, format_args!("race({:?}, lambda p: {}{changes})\n", stage.name(place), calls[0]));
        }
    }
    let mut text = format!("{HEAD}\nSEED = {}\nSTEPS = {steps}\n", settings.seed);
    if races.contains("schedulefree.") {
        text = text.replacen("import torch\n", "import torch\nimport schedulefree  # pip install schedulefree\n", 1);
    }
    let mut section = |wanted: bool, words: &str| {
        if wanted {
            text += "\n\n";
            text += words;
        }
    };
    section(races.contains("Random(") || races.contains("batch("), RANDOM);
    section(races.contains("batch("), BATCH);
    section(!rules.is_empty(), WRITTEN);
    let mut known: Vec<&str> = Vec::new();
    for entry in rules {
        if !known.contains(&entry.info.id) {
            known.push(entry.info.id);
            section(true, &rule(entry));
        }
    }
    section(true, &races);
    Ok(text)
}

/// The loss, and how a step sees it.
fn surface(stage: &Stage, text: &mut String) {
    let (landscape, values) = (stage.landscape(), stage.surface_params());
    let info = landscape.info();
    let params = catalogue::surface(info.id).map_or(&[][..], |entry| entry.params);
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    put(text, format_args!("# {} {}\n", info.name, stage.title()));
    if let Some(sample) = landscape.sample() {
        let rows = sample.points().iter().map(|[x, y]| format!("    [{}, {}],\n", shortest(*x), shortest(*y)));
        put(text, format_args!("data = torch.tensor([\n{}])\n\n\n", rows.collect::<String>()));
    }
    let typed = landscape.typed_python();
    let python = typed.unwrap_or_else(|| filled(info.python, params, values));
    text.push_str(&python);
    let (full, seen) = match landscape.sample() {
        Some(sample) => {
            let size = sample.batch_size();
            ("f(*p, data)".to_owned(), format!("f(*p, data[batch(step, len(data), {size})])"))
        }
        None if python.contains("def noise") => ("f(*p)".to_owned(), "f(*p) + noise(step) @ p".to_owned()),
        None => ("f(*p)".to_owned(), "f(*p)".to_owned()),
    };
    put(text, format_args!("\n\n\ndef loss(p):\n    return {full}\n"));
    put(text, format_args!("\n\ndef loss_of_step(p, step):\n    return {seen}\n\n"));
}

/// The call of PyTorch's class, where it can do what these parameters say.
fn class(entry: &OptimizerEntry, values: &Values) -> Option<String> {
    let Torch::Class(call) = entry.torch else { return None };
    let beyond = |p: &&Param| !call.contains(&format!("{{{}}}", p.id)) && values.value(p.id) != Some(p.default);
    let able = entry.params.iter().find(beyond).is_none();
    able.then(|| filled(call, entry.params, values))
}

/// The optimizer that runs the rule's own lines.
fn written(entry: &OptimizerEntry, values: &Values) -> String {
    let values = entry.params.iter().map(|p| format!(", {}={}", p.id, value(p, values)));
    format!("Written([p], {}{})", identifier(entry), values.collect::<String>())
}

/// A text with each parameter's value in the place of its id in braces.
fn filled(text: &str, params: &[Param], values: &Values) -> String {
    let put = |text: String, p: &Param| text.replace(&format!("{{{}}}", p.id), &value(p, values));
    params.iter().fold(text.to_owned(), put)
}

fn value(param: &Param, values: &Values) -> String {
    shortest(values.value(param.id).unwrap_or(param.default))
}

fn identifier(entry: &OptimizerEntry) -> String {
    entry.info.id.replace('-', "_")
}

/// A rule as a Python function from what a step sees to Δx.
fn rule(entry: &OptimizerEntry) -> String {
    let mut text = format!("# {}. {}\n", entry.info.paper.trim_end_matches('.'), entry.info.url);
    let params: String = entry.params.iter().map(|p| format!(", {}", p.id)).collect();
    put(&mut text, format_args!("def {}(t, x, g, kept{params}):\n", identifier(entry)));
    let mut line = |words: &str| put(&mut text, format_args!("    {words}\n"));
    if let Torch::Lines(lines) = entry.torch {
        lines.lines().for_each(&mut line);
    } else {
        let (before, start) =
            if let Torch::Rule(before, start) = entry.torch { (before, start) } else { ("", &[][..]) };
        let statements = statements(entry.info.source);
        let kept = kept(&statements);
        for name in &kept {
            let begin = start.iter().find(|(known, _)| known == name).map_or("0.0", |(_, value)| value);
            line(&format!("{name}_prev = kept.get(\"{name}\", {begin})"));
        }
        before.lines().for_each(&mut line);
        statements.iter().for_each(|statement| line(statement));
        let saved: Vec<_> = kept.iter().map(|name| format!("{name}={name}")).collect();
        line(&format!("kept.update({})", saved.join(", ")));
    }
    line("return delta");
    text
}

/// The names that a rule remembers: those it asks for with `_prev`.
fn kept(statements: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for statement in statements {
        for word in statement.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            if let Some(name) = word.strip_suffix("_prev").filter(|name| !names.iter().any(|known| known == name)) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The rule's lines in Python: one statement a line.
fn statements(source: &str) -> Vec<String> {
    let lines = source.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    let joined = lines.collect::<Vec<_>>().join(" ");
    let statements = joined.split(';').map(str::trim).filter(|statement| !statement.is_empty());
    statements.map(translated).collect()
}

fn translated(statement: &str) -> String {
    let mut text = statement.strip_prefix("let ").unwrap_or(statement).to_owned();
    for (rust, python) in
        [("f64::from(t)", "t"), (".powi(", ".pow("), (".powf(", ".pow("), ("_f64", ""), ("sign(", "torch.sign(")]
    {
        text = text.replace(rust, python);
    }
    // `a = if c { b } else { d }` is `a = b if c else d`.
    let branch = || {
        let (name, rest) = text.split_once(" = if ")?;
        let (condition, rest) = rest.split_once(" { ")?;
        let (yes, no) = rest.split_once(" } else { ")?;
        Some(format!("{name} = {} if {condition} else {}", yes.trim(), no.trim_end_matches('}').trim()))
    };
    branch().unwrap_or(text)
}

fn put(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(words);
}
