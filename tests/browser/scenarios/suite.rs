//! Runs the scenarios in every browser: as many at a time as the machine has cores, each with a browser of its own.

use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use downhill_browser::drivers::{Browser, Session};
use downhill_browser::page::{Page, STAYED};
use downhill_browser::server::Server;
use downhill_browser::{root, scratch};
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::{Builder, Runtime};

use crate::Scenario;

/// How long a scenario may take in all: about five times what the longest takes with two lanes.
const LIMIT: Duration = Duration::from_secs(150);

/// Words of WebKitGTK's own faults. It trapped about twice in a thousand scenarios, in a module that loads fine otherwise. Under load it
/// once did not go where it was sent, in one of fifty runs of a scenario. A fault of the page would come again in the one further try.
const FAULTS: [&str; 3] = ["call_indirect", "Out of bounds memory access", STAYED];

/// How many of the slowest scenarios are told at the end.
const SLOWEST: usize = 20;

/// Runs all of these.
pub(crate) fn run(scenarios: &'static [Scenario]) -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert_with(|| thread::available_parallelism().map_or(1, usize::from));
    let suite = Arc::new(Suite::default());
    let mut trials = Vec::new();
    for browser in Browser::ALL {
        // Sorted by scale, so that a lane starts each browser once for each; and those that run alone at the end, so that the other lanes
        // wait once.
        let mut sorted: Vec<&Scenario> = scenarios.iter().collect();
        sorted.sort_by_key(|scenario| (scenario.alone, scenario.scale));
        for scenario in sorted {
            let suite = Arc::clone(&suite);
            let name = format!("{}::{}", browser.name(), scenario.name);
            trials.push(Trial::test(name, move || suite.run(browser, scenario)));
        }
    }
    // An earlier run has left its files.
    drop(std::fs::remove_dir_all(scratch()));
    let start = Instant::now();
    let conclusion = libtest_mimic::run(&arguments, trials);
    suite.report(start.elapsed());
    if conclusion.num_passed + conclusion.num_failed == 0 && !arguments.list {
        eprintln!("no scenario has this name: {:?}", arguments.filter);
        return ExitCode::FAILURE;
    }
    if conclusion.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The state that all trials share.
#[derive(Default)]
struct Suite {
    /// The lanes that no trial uses now.
    idle: Mutex<Vec<Lane>>,
    /// Read by every trial, and written by one that must run alone.
    quiet: RwLock<()>,
    /// The time that each scenario took.
    took: Mutex<Vec<(Duration, String)>>,
}

/// A browser that is kept from scenario to scenario.
struct Lane {
    runtime: Runtime,
    session: Option<Session>,
}

impl Lane {
    fn new() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { runtime, session: None }
    }

    fn serves(&self, browser: Browser, scale: u32) -> bool {
        self.session.as_ref().is_some_and(|session| session.browser == browser && session.scale == scale)
    }
}

impl Suite {
    /// Tells the slowest scenarios, and keeps the times of all.
    fn report(&self, wall: Duration) {
        let mut took = lock(&self.took);
        took.sort_unstable_by_key(|(time, _)| std::cmp::Reverse(*time));
        let sum: Duration = took.iter().map(|(time, _)| *time).sum();
        println!("{} scenarios in {wall:.0?}, {sum:.0?} if one after the other; the slowest:", took.len());
        for (time, name) in took.iter().take(SLOWEST) {
            println!("{:>7.1} s  {name}", time.as_secs_f64());
        }
        let all: String = took.iter().map(|(time, name)| format!("{:>7.1} s  {name}\n", time.as_secs_f64())).collect();
        let list = root().join("target/scenarios.txt");
        match std::fs::write(&list, all) {
            Ok(()) => println!("All of them: target/scenarios.txt"),
            Err(error) => eprintln!("{} cannot be written: {error}", list.display()),
        }
    }

    /// Runs the scenario. A browser that crashed, hangs or [fails](FAULTS) has said nothing about the page: it gets one more, loudly.
    fn run(&self, browser: Browser, scenario: &Scenario) -> Result<(), Failed> {
        let (_alone, _beside);
        if scenario.alone {
            _alone = self.quiet.write().unwrap_or_else(PoisonError::into_inner);
        } else {
            _beside = self.quiet.read().unwrap_or_else(PoisonError::into_inner);
        }
        let start = Instant::now();
        let name = format!("{}::{}", browser.name(), scenario.name);
        let mut lane = self.lane(browser, scenario.scale);
        let outcome = match lane.attempt(browser, scenario) {
            Err(Broken::Browser(words)) => {
                eprintln!("{name}: {words} ONCE MORE in a fresh browser.");
                lane.attempt(browser, scenario)
            }
            outcome => outcome,
        };
        lock(&self.idle).push(lane);
        lock(&self.took).push((start.elapsed(), name));
        outcome.map_err(|(Broken::Page(words) | Broken::Browser(words))| Failed::from(words))
    }

    /// A lane that nothing uses: with this browser, or else with none, or else with another.
    fn lane(&self, browser: Browser, scale: u32) -> Lane {
        let mut idle = lock(&self.idle);
        let best =
            (0..idle.len()).max_by_key(|place| (idle[*place].serves(browser, scale), idle[*place].session.is_none()));
        best.map_or_else(Lane::new, |place| idle.swap_remove(place))
    }
}

impl Lane {
    fn attempt(&mut self, browser: Browser, scenario: &Scenario) -> Result<(), Broken> {
        // WebKitGTK's sessions keep what workers store in memory, and lose parts of it as they grow old.
        let afresh = browser == Browser::WebKit && scenario.world.is_hosted();
        let kept = if self.serves(browser, scenario.scale) && !afresh { self.session.take() } else { None };
        // Another browser is closed before the next one starts.
        self.session = None;
        // Its own server on its own port: nothing stored by one scenario is seen by the next.
        let site = Server::start(scenario.world)?;
        let session = self.runtime.block_on(async {
            let session = match kept {
                Some(session) => session,
                None => Session::sparing(browser, scenario.scale)
                    .await
                    .map_err(|error| Broken::Browser(error.to_string()))?,
            };
            let page = Page::new(&session, &site);
            page.begin().await.map_err(|error| Broken::Browser(error.to_string()))?;
            let failed = |words: &str| browser == Browser::WebKit && FAULTS.iter().any(|fault| words.contains(fault));
            let blame = |words: String| if failed(&words) { Broken::Browser(words) } else { Broken::Page(words) };
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
            Ok(session)
        })?;
        // A failed scenario may have left the browser in any state: the next one starts afresh.
        self.session = Some(session);
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The part that did not do as it should, in words.
enum Broken {
    /// The page, or its surroundings.
    Page(String),
    /// The browser itself: it crashed, hangs, or cannot run its own code.
    Browser(String),
}

impl<E: std::fmt::Display> From<E> for Broken {
    fn from(error: E) -> Self {
        Self::Page(error.to_string())
    }
}
