//! Arguments, errors of one line, and what each command needs of the others.

mod choice;
mod emblem;
mod list;
mod output;
mod pixels;
mod render;
mod trace;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};
use downhill::settings::MOST_STEPS;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// How deep-learning optimizers move: lists, trajectories as CSV, and pictures drawn by the page's own code.
#[derive(Parser)]
#[command(version, arg_required_else_help = false, subcommand_required = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the optimizers and surfaces with their parameters, and the lessons.
    List(list::List),
    /// Write the path of one optimizer as CSV: step, point, loss and gradient in each row.
    Trace(trace::Trace),
    /// Draw the stage of the page with its loss chart, as SVG, PNG or GIF.
    Render(render::Render),
    /// Write what a site shows of itself elsewhere: icons, and the card beside links to it.
    Emblem(emblem::Emblem),
}

/// Runs the command line. What was refused is one line on stderr, and exit code 2.
pub(crate) fn main() -> ExitCode {
    match run(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            say(&sentence);
            ExitCode::from(2)
        }
    }
}

/// Does what is asked for, by the program's name and arguments; or says in a sentence why not.
pub(crate) fn run(arguments: &[OsString]) -> Result<(), String> {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command }) => match command {
            Command::List(list) => list.run(),
            Command::Trace(trace) => trace.run(),
            Command::Render(render) => render.run(),
            Command::Emblem(emblem) => emblem.run(),
        },
        Err(asked) if !asked.use_stderr() => output::write(&asked.to_string()),
        Err(error) => Err(sentence(&error, arguments)),
    }
}

/// Says one line on stderr, whatever was typed; where nobody listens, that is no reason to fail.
fn say(sentence: &str) {
    let line: String = sentence.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// What clap says in several lines, in one; with the arguments there are, where it names only the one there is not.
fn sentence(error: &clap::Error, arguments: &[OsString]) -> String {
    let text = error.to_string();
    let lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("For more information"));
    let parts: Vec<_> = lines.map(|line| line.strip_prefix("error: ").unwrap_or(line)).collect();
    let given = |kind| match error.get(kind) {
        Some(ContextValue::String(given)) => given.as_str(),
        _ => "",
    };
    let all = Arguments::command();
    let commands = || all.get_subcommands().map(clap::Command::get_name).collect::<Vec<_>>().join(", ");
    match error.kind() {
        ErrorKind::MissingSubcommand => format!("A command is needed; there is: {}.", commands()),
        ErrorKind::InvalidSubcommand => {
            let command = given(ContextKind::InvalidSubcommand);
            format!("There is no command called “{command}”; there is: {}.", commands())
        }
        ErrorKind::UnknownArgument => {
            let asked = arguments.get(1).and_then(|asked| all.find_subcommand(asked));
            let of = asked.unwrap_or(&all);
            let known: Vec<_> = of.get_arguments().filter_map(|a| Some(format!("--{}", a.get_long()?))).collect();
            let known = if known.is_empty() { commands() } else { known.join(", ") };
            let (name, argument) = (of.get_name(), given(ContextKind::InvalidArg));
            format!("{name} has no argument “{argument}”; there is: {known}.")
        }
        _ => parts.join("; ").replace(":;", ":"),
    }
}

/// A number of steps, for clap.
fn steps(text: &str) -> Result<u32, String> {
    let steps = text.parse().ok().filter(|steps| *steps as usize <= MOST_STEPS);
    steps.ok_or_else(|| format!("it takes a whole number from 0 to {MOST_STEPS}"))
}
