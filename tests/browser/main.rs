//! The page as its reader meets it: the built site in Chromium, Firefox and WebKitGTK.
//!
//! `cargo xtask test --only browser` builds `dist/`, finds the browsers and runs every scenario in each of them.
//! The same harness takes the screenshots (`-- --shots`) and measures for `cargo xtask bench`: `-- --load`, `-- --frames`,
//! `-- --throng SECONDS`, `-- --rest`, `-- --steps`, `-- --terrain`.

mod bench;
mod deploy;
mod drivers;
mod frames;
mod http;
mod load;
mod page;
mod rest;
mod scenarios;
mod server;
mod shots;
mod steps;
mod terrain;
mod throng;
mod trace;

use std::cell::RefCell;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use drivers::{Browser, Session};
use libtest_mimic::{Arguments, Failed, Trial};
use page::Page;
use scenarios::Scenario;
use server::Server;
use tokio::runtime::{Builder, Runtime};

/// What a step of a scenario answers: a value, or why the browser could not give it, in words.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    match std::env::args().nth(1).as_deref() {
        Some("--shots") => report(runtime.block_on(shots::take())),
        Some("--load") => report(runtime.block_on(load::measure())),
        Some("--frames") => report(runtime.block_on(frames::measure())),
        Some("--throng") => report(runtime.block_on(throng())),
        Some("--rest") => report(runtime.block_on(rest::measure())),
        Some("--steps") => report(runtime.block_on(steps::measure())),
        Some("--terrain") => report(runtime.block_on(terrain::measure())),
        _ => test(runtime),
    }
}

async fn throng() -> Outcome {
    let soak = std::env::args().nth(2).ok_or("how many seconds is it to run?")?;
    throng::measure(soak.parse()?).await
}

fn report(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// How long a scenario may take in all: six times what the longest takes on a machine that does nothing else.
const LIMIT: Duration = Duration::from_secs(300);

/// What WebKitGTK alone says once in some hundred scenarios: it calls nothing, or what is not there, through a table that every other load of
/// the same module calls through. A fault of the module would come again in the one further try that it gets.
const TRAP: &str = "call_indirect";

/// How many are told at the end.
const LONGEST: usize = 12;

/// Every scenario in every browser, one after the other: a second browser beside the first would only disturb its frames.
fn test(runtime: Runtime) -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1);

    let bench = Arc::new(Mutex::new(Bench { runtime, session: RefCell::new(None), took: RefCell::default() }));
    let mut trials = Vec::new();
    for browser in Browser::ALL {
        // Sorted by scale, so that each browser starts once for each.
        for scale in [1, 2] {
            for scenario in scenarios::ALL.iter().filter(|s| s.scale == scale) {
                let bench = Arc::clone(&bench);
                let name = format!("{}::{}", browser.name(), scenario.name);
                trials.push(Trial::test(name, move || {
                    let bench = bench.lock().unwrap_or_else(PoisonError::into_inner);
                    bench.run(browser, scenario)
                }));
            }
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    bench.lock().unwrap_or_else(PoisonError::into_inner).report();
    drop(bench);
    if conclusion.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The one browser that runs at a time, kept from scenario to scenario.
struct Bench {
    runtime: Runtime,
    session: RefCell<Option<Session>>,
    /// What each scenario took.
    took: RefCell<Vec<(Duration, String)>>,
}

impl Bench {
    /// Tells what took longest.
    fn report(&self) {
        let mut took = self.took.take();
        took.sort_unstable_by_key(|(time, _)| std::cmp::Reverse(*time));
        println!("the longest of {:.0?}:", took.iter().map(|(time, _)| *time).sum::<Duration>());
        for (time, name) in took.iter().take(LONGEST) {
            println!("{:>7.1} s  {name}", time.as_secs_f64());
        }
    }

    /// Runs the scenario. A browser that crashed, hangs or [traps](TRAP) has said nothing about the page: it gets one more, loudly.
    fn run(&self, browser: Browser, scenario: &Scenario) -> Result<(), Failed> {
        let start = Instant::now();
        let name = format!("{}::{}", browser.name(), scenario.name);
        let outcome = match self.attempt(browser, scenario) {
            Err(Broken::Browser(words)) => {
                eprintln!("{name}: {words} ONCE MORE in a fresh browser.");
                self.attempt(browser, scenario)
            }
            outcome => outcome,
        };
        self.took.borrow_mut().push((start.elapsed(), name));
        outcome.map_err(|(Broken::Page(words) | Broken::Browser(words))| Failed::from(words))
    }

    fn attempt(&self, browser: Browser, scenario: &Scenario) -> Result<(), Broken> {
        let kept = self.session.take().filter(|session| session.browser == browser && session.scale == scenario.scale);
        self.runtime.block_on(async {
            let session = match kept {
                Some(session) => session,
                None => Session::start(browser, scenario.scale).await?,
            };
            // Its own server on its own port: nothing stored by one scenario is seen by the next.
            let server = Server::start(scenario.world)?;
            let page = Page::new(&session, &server);
            let trapped = |words: &str| browser == Browser::WebKit && words.contains(TRAP);
            let blame = |words: String| if trapped(&words) { Broken::Browser(words) } else { Broken::Page(words) };
            // A driver that never answers holds up nothing but its own scenario.
            let within = tokio::time::timeout(LIMIT, (scenario.run)(&page)).await;
            match within.unwrap_or_else(|_| Err(format!("not done after {LIMIT:?}").into())) {
                Ok(()) => page.complaints().await.map_err(|error| blame(error.to_string()))?,
                Err(error) => {
                    return Err(match page.summary().await {
                        Ok(seen) => blame(format!("{error}\n{seen}")),
                        Err(gone) => Broken::Browser(format!("{error}\nthe browser no longer answers: {gone}")),
                    });
                }
            }
            // A failed scenario may have left the browser in any state: the next one starts afresh.
            self.session.replace(Some(session));
            Ok(())
        })
    }
}

/// What did not do as it should, in words.
enum Broken {
    /// The page, or what stands around it.
    Page(String),
    /// The browser itself: it crashed, hangs, or cannot run its own code.
    Browser(String),
}

impl<E: std::fmt::Display> From<E> for Broken {
    fn from(error: E) -> Self {
        Self::Page(error.to_string())
    }
}
