//! What a developer of Downhill runs. `cargo xtask` alone lists the commands.
//!
//! Every command first sets up what it needs and finds what is there already, so that a fresh machine with Rust and
//! Node is enough.

mod about;
mod bench;
mod browsers;
mod catalogue;
mod deck;
mod dist;
mod finish;
mod fuzz;
mod lessons;
mod log;
mod module;
mod mutants;
mod offline;
mod one_file;
mod page;
mod policy;
mod report;
mod site;
mod step;
mod test;
mod tools;
mod whole;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N] [--dev]     build the page, serve it and build it again at each change
                               (a free port unless one is given; --dev builds quickly and runs slowly)
  build                        build the page into dist/
  dist [--url ADDRESS]         build all that is hosted into dist/: page, deck, single file, ready for any static host;
                               with its address also what has to name it (social card, sitemap)
  offline SITE                 write the service worker of a copy of dist/ anew after changing files in it
  test [--only GROUP [NAME]]   run every check; GROUP is native, wasm, web, browser or lighthouse,
                               NAME narrows the browser scenarios (firefox::pause)
  advisories                   look every dependency up among the known vulnerabilities, which needs the network
  soak                         a million steps of every optimizer on every surface
  fuzz SECONDS                 random formulas, links and arguments, for so many seconds each
  mutants [MODULE [K/N]]       damage the core, one small place at a time, and count what no test notices: takes hours;
                               or one module of it, or one Nth of that
  bench [--only PART] [--soak SECONDS]
                               print the page's size and what it costs: to load (also as on a phone), a frame, five
                               minutes (or so many seconds) of running, steps and pictures against plain JavaScript;
                               PART is sizes, load, phone, frames, throng, rest, steps or terrain
  shots                        take pictures of the page in each browser into target/shots/";

fn main() -> ExitCode {
    match command(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["serve", options @ ..] => serve(options),
        ["build"] => site::build(),
        ["dist"] => dist::dist(None),
        ["dist", "--url", address] => dist::dist(Some(address)),
        ["offline", site] => offline::write(Path::new(site)),
        ["test"] => test::test(None, None),
        ["test", "--only", group] => test::test(Some(test::Group::named(group)?), None),
        ["test", "--only", "browser", name] => test::test(Some(test::Group::Browser), Some(name)),
        ["advisories"] => test::advisories(),
        ["soak"] => test::soak(),
        ["fuzz", seconds] => fuzz::fuzz(number_of_seconds(seconds)?),
        ["mutants"] => mutants::mutants(None, None),
        ["mutants", module] => mutants::mutants(Some(module), None),
        ["mutants", module, share] => mutants::mutants(Some(module), Some(share)),
        ["bench"] => bench::bench(None, 300),
        ["bench", "--only", part] => bench::bench(Some(part), 300),
        ["bench", "--soak", seconds] => bench::bench(None, number_of_seconds(seconds)?),
        ["bench", "--only", part, "--soak", seconds] => bench::bench(Some(part), number_of_seconds(seconds)?),
        ["shots"] => bench::shots(),
        // Trunk's, not a person's: Trunk.toml calls it.
        ["finish"] => finish::finish(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        unknown => bail!("`{}` is no command.\n\n{USAGE}", unknown.join(" ")),
    }
}

fn number_of_seconds(text: &str) -> Result<u32> {
    text.parse().with_context(|| format!("`{text}` is no number of seconds"))
}

fn serve(mut options: &[&str]) -> Result<()> {
    let (mut port, mut profile) = (None, module::Profile::Release);
    loop {
        match options {
            [] => return site::serve(port, profile),
            ["--dev", rest @ ..] => (profile, options) = (module::Profile::Dev, rest),
            ["--port", number, rest @ ..] => {
                port = Some(number.parse().with_context(|| format!("`{number}` is no port number"))?);
                options = rest;
            }
            [unknown, ..] => bail!("serve has no option `{unknown}`.\n\n{USAGE}"),
        }
    }
}
