//! The three browsers, each behind its WebDriver, and everything they need ended with them.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use crate::{Outcome, http, scratch};

/// How long a driver may take to listen.
const START: Duration = Duration::from_secs(30);

/// A browser engine that the page is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Blink, through chromedriver.
    Chromium,
    /// Gecko, through geckodriver.
    Firefox,
    /// WebKitGTK's own small browser, on a display in memory since it has no headless mode.
    WebKit,
}

impl Browser {
    /// Every one of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its name in the names of tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The variable that `cargo xtask` puts the driver's path into, and the program looked for on PATH without it.
    fn driver(self) -> String {
        let (variable, program) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Self::Firefox => ("GECKODRIVER", "geckodriver"),
            Self::WebKit => ("WEBKITDRIVER", "WebKitWebDriver"),
        };
        std::env::var(variable).unwrap_or_else(|_| program.to_owned())
    }

    fn capabilities(self, scale: u32, way: Way) -> Map<String, Value> {
        let wish = match self {
            Self::Chromium => {
                let mut flags = vec![format!("--force-device-scale-factor={scale}")];
                flags.extend(CHROMIUM_FLAGS.map(str::to_owned));
                if way == Way::Sparing {
                    flags.extend(SPARING.map(str::to_owned));
                }
                let options = json!({ "args": flags });
                match way {
                    Way::Traced => {
                        let logged = json!({ "enableNetwork": false, "enablePage": false, "traceCategories": TRACED });
                        let options = json!({ "args": flags, "perfLoggingPrefs": logged });
                        json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "performance": "ALL" } })
                    }
                    Way::Usual | Way::Sparing | Way::WithoutScripts => json!({ "goog:chromeOptions": options }),
                }
            }
            Self::Firefox => {
                let mut options = json!({
                    "args": ["-headless"],
                    "prefs": { "layout.css.devPixelsPerPx": format!("{scale}.0"), "javascript.enabled": way != Way::WithoutScripts },
                });
                if let Ok(binary) = std::env::var("FIREFOX") {
                    options["binary"] = json!(binary);
                }
                json!({ "moz:firefoxOptions": options })
            }
            Self::WebKit => {
                let binary = std::env::var("WEBKIT_MINIBROWSER").unwrap_or_else(|_| "MiniBrowser".to_owned());
                json!({ "webkitgtk:browserOptions": { "binary": binary, "args": ["--automation"] } })
            }
        };
        match wish {
            Value::Object(map) => map,
            _ => unreachable!("capabilities are objects"),
        }
    }
}

/// How a browser is started.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Usual,
    /// It draws without the layers that a graphics card would put together.
    Sparing,
    /// It runs no script of any page.
    WithoutScripts,
    /// It writes down what its threads do: see `trace.rs`. Chromium alone.
    Traced,
}

/// What Chromium writes down: tasks of pages' threads, and what frames are made of.
const TRACED: &str = "toplevel,devtools.timeline";

/// Root may not sandbox, and without the others Chromium asks the network for things that no test needs.
const CHROMIUM_FLAGS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// They spare Chromium a process and a copy of each frame: a sixth to a third of the processor's time of all scenarios.
const SPARING: [&str; 2] = ["--disable-gpu-compositing", "--in-process-gpu"];

/// A browser with one window, driven; closed when dropped.
pub struct Session {
    /// The engine.
    pub browser: Browser,
    /// Device pixels to a css pixel.
    pub scale: u32,
    /// The connection to its driver.
    pub client: Client,
    port: u16,
    id: String,
    /// Its home folder, which goes with it.
    home: PathBuf,
    // Dropped in this order: the driver before the display that its browser draws on.
    _driver: Process,
    _display: Option<Process>,
}

impl Session {
    /// Starts the driver and through it the browser.
    ///
    /// # Errors
    /// Where one of the programs is missing or does not come up; the message names it.
    pub async fn start(browser: Browser, scale: u32) -> Outcome<Self> {
        Self::open(browser, scale, Way::Usual).await
    }

    /// The same with a browser that draws without the layers that a graphics card would put together: a machine for tests has none, and
    /// computes them. The tests do not cover how layers are put together.
    ///
    /// # Errors
    /// As where it draws as usual.
    pub async fn sparing(browser: Browser, scale: u32) -> Outcome<Self> {
        Self::open(browser, scale, Way::Sparing).await
    }

    /// The same with a browser that runs no script of any page.
    ///
    /// # Errors
    /// As where it runs them; and in WebKitGTK, whose driver sees a page by scripts.
    pub async fn without_scripts(browser: Browser) -> Outcome<Self> {
        let session = Self::open(browser, 1, Way::WithoutScripts).await?;
        match browser {
            Browser::Chromium => {
                session.devtools_with("Emulation.setScriptExecutionDisabled", json!({ "value": true }))?
            }
            Browser::Firefox => Value::Null,
            Browser::WebKit => return Err("its driver sees a page by scripts".into()),
        };
        Ok(session)
    }

    /// Chromium, which [writes down](Self::trace) what it does.
    ///
    /// # Errors
    /// As where it does not.
    pub async fn traced() -> Outcome<Self> {
        Self::open(Browser::Chromium, 1, Way::Traced).await
    }

    async fn open(browser: Browser, scale: u32, way: Way) -> Outcome<Self> {
        let port = http::free_port()?;
        let mut command = Command::new(browser.driver());
        // Firefox keeps a profile of its own under HOME, which need not be writable.
        let home = scratch().join(format!("home-{port}"));
        std::fs::create_dir_all(&home)?;
        command.arg(format!("--port={port}")).env("HOME", &home);
        let mut display = None;
        if browser == Browser::WebKit {
            let (screen, name) = start_display()?;
            command.env("DISPLAY", name).env("GDK_BACKEND", "x11").env("GDK_SCALE", scale.to_string());
            if way == Way::Sparing {
                command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1").env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1");
            }
            display = Some(screen);
        }
        let driver = Process::spawn(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        let deadline = Instant::now() + START;
        while http::request(port, "GET", "/status", "").is_err() {
            if Instant::now() > deadline {
                return Err(format!("{} does not answer after {START:?}", browser.driver()).into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(browser.capabilities(scale, way))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .map_err(|error| format!("{} does not start: {error}", browser.name()))?;
        let id = client.session_id().await?.ok_or("the session has no name")?;
        Ok(Self { browser, scale, client, port, id, home, _driver: driver, _display: display })
    }

    /// Sends one of Chromium's own commands (Chrome DevTools Protocol).
    ///
    /// # Errors
    /// In the other browsers, and where the command fails.
    pub fn devtools(&self, command: &str) -> Outcome<Value> {
        self.devtools_with(command, json!({}))
    }

    /// The same with parameters.
    ///
    /// # Errors
    /// As without.
    pub fn devtools_with(&self, command: &str, parameters: Value) -> Outcome<Value> {
        let path = format!("/session/{}/goog/cdp/execute", self.id);
        let body = json!({ "cmd": command, "params": parameters }).to_string();
        let mut answer: Value = serde_json::from_str(&http::request(self.port, "POST", &path, &body)?)?;
        Ok(answer["value"].take())
    }

    /// What a [traced](Self::traced) Chromium has written down since the last call: events in the format of its traces.
    ///
    /// # Errors
    /// In a session that is not traced.
    pub fn trace(&self) -> Outcome<Vec<Value>> {
        let body = json!({ "type": "performance" }).to_string();
        let path = format!("/session/{}/se/log", self.id);
        let mut events = Vec::new();
        loop {
            let answer: Value = serde_json::from_str(&http::request(self.port, "POST", &path, &body)?)?;
            let entries = answer["value"].as_array().ok_or_else(|| format!("no trace: {answer}"))?;
            // Only after an answer with nothing in it does chromedriver fetch what has been traced since.
            if entries.is_empty() {
                return Ok(events);
            }
            for entry in entries {
                let mut message: Value = serde_json::from_str(entry["message"].as_str().unwrap_or_default())?;
                if message["message"]["method"] == "Tracing.dataCollected" {
                    events.push(message["message"]["params"].take());
                }
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A driver that is simply killed leaves its browser behind. Where this fails the browser has gone already.
        drop(http::request(self.port, "DELETE", &format!("/session/{}", self.id), ""));
        drop(std::fs::remove_dir_all(&self.home));
    }
}

/// A screen in memory, and its name.
fn start_display() -> Outcome<(Process, String)> {
    let program = std::env::var("XVFB").unwrap_or_else(|_| "Xvfb".to_owned());
    let mut command = Command::new(program);
    command
        .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "2600x2000x24"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut screen = Process::spawn(&mut command)?;
    let answer = screen.0.stdout.take().ok_or("Xvfb has no output")?;
    let mut number = String::new();
    BufReader::new(answer).read_line(&mut number)?;
    if number.trim().is_empty() {
        return Err("Xvfb found no free display".into());
    }
    Ok((screen, format!(":{}", number.trim())))
}

/// A child process that does not outlive its handle.
struct Process(Child);

impl Process {
    fn spawn(command: &mut Command) -> Outcome<Self> {
        let child = command.spawn().map_err(|error| {
            let program = command.get_program().to_string_lossy().into_owned();
            format!("{program} does not start ({error}); `cargo xtask test --only browser` installs what is missing")
        })?;
        Ok(Self(child))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A driver that is killed while it hangs leaves its browser behind. Where these fail, the processes have ended by themselves.
        let children = Command::new("pkill").args(["-KILL", "-P", &self.0.id().to_string()]).status();
        drop(children);
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
