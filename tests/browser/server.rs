//! A static file server for `dist/`, with the accidents that a page must survive.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Where the page finds itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum World {
    /// Everything is there, at the root of the site.
    Whole,
    /// Everything is there, under `/repo/`, as on a project page.
    SubPath,
    /// The server has lost the WebAssembly module.
    WithoutModule,
    /// A browser that has no WebAssembly.
    WithoutWebAssembly,
    /// A browser whose WebAssembly has no SIMD: it rejects every module that uses it.
    WithoutSimd,
    /// Everything is there, and clocks are exact: cross-origin isolation lifts the browsers' rounding of time.
    Isolated,
}

impl World {
    fn base(self) -> &'static str {
        if self == Self::SubPath { "/repo/" } else { "/" }
    }

    /// Is the page expected to work, so that every complaint of the browser counts?
    pub(crate) fn works(self) -> bool {
        matches!(self, Self::Whole | Self::SubPath | Self::Isolated)
    }

    /// What runs before any script of a page.
    pub(crate) fn prelude(self) -> String {
        let accident = match self {
            Self::WithoutWebAssembly => "delete globalThis.WebAssembly;",
            Self::WithoutSimd => {
                "WebAssembly.validate = () => false;
                 for (const name of ['compile', 'compileStreaming', 'instantiate', 'instantiateStreaming'])
                   WebAssembly[name] = () => Promise.reject(new WebAssembly.CompileError('no SIMD'));"
            }
            _ => "",
        };
        format!("<script>{COLLECTOR}{accident}</script>")
    }
}

/// Collects what a person would find in the console, and times the page's animation frames. `harness` is the only
/// name it adds; the page knows nothing of it.
const COLLECTOR: &str = include_str!("collector.js");

/// A server of `dist/` on a free port of this machine, until it is dropped.
pub(crate) struct Server {
    port: u16,
    world: World,
    missing: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// # Errors
    /// Where `dist/` has not been built, or no port is to be had.
    pub(crate) fn start(world: World) -> io::Result<Self> {
        let site = site();
        if !site.join("index.html").is_file() {
            return Err(io::Error::other("dist/index.html is missing: build it with `cargo xtask dist`"));
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let missing = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let (missing, stop) = (Arc::clone(&missing), Arc::clone(&stop));
            move || {
                for stream in listener.incoming() {
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let (site, missing) = (site.clone(), Arc::clone(&missing));
                    // A browser opens connections that it never uses, so each has its own thread. One that is cut off
                    // is the browser's business: it reloads, or the scenario fails by what the page then lacks.
                    thread::spawn(move || stream.and_then(|s| answer(&s, &site, world, &missing)));
                }
            }
        });
        Ok(Self { port, world, missing, stop, thread: Some(thread) })
    }

    /// The world it serves.
    pub(crate) fn world(&self) -> World {
        self.world
    }

    /// The address of the page.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.world.base())
    }

    /// The address of a blank page that holds the page in a frame of exactly this size, with this fragment (`#…`).
    pub(crate) fn framed(&self, width: u32, height: u32, fragment: &str) -> String {
        format!("http://127.0.0.1:{}/framed/{width}/{height}/{}", self.port, fragment.trim_start_matches('#'))
    }

    /// The paths that were asked for and are not there.
    pub(crate) fn missing(&self) -> Vec<String> {
        self.missing.lock().map(|m| m.clone()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the listener, so that it sees the flag.
        let woken = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| woken) {
            thread.join().expect("the server's thread does not panic");
        }
    }
}

/// The built site, beside the manifest.
pub(crate) fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dist")
}

fn answer(stream: &TcpStream, site: &Path, world: World, missing: &Mutex<Vec<String>>) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let Some(target) = request.split(' ').nth(1) else {
        return Ok(());
    };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let (kind, body) = match find(path, site, world) {
        Some((kind, body)) => (kind, Ok(body)),
        None => ("text/plain", Err(path)),
    };
    let (status, body) = match body {
        Ok(body) => ("200 OK", body),
        Err(path) => {
            if let Ok(mut missing) = missing.lock() {
                missing.push(path.to_owned());
            }
            ("404 Not Found", b"not found".to_vec())
        }
    };
    let isolation = if world == World::Isolated {
        "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n"
    } else {
        ""
    };
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{isolation}\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)
}

/// The type and the bytes of what `path` names, or nothing.
fn find(path: &str, site: &Path, world: World) -> Option<(&'static str, Vec<u8>)> {
    if let Some(size) = path.strip_prefix("/framed/") {
        let mut parts = size.splitn(3, '/');
        let (width, height, fragment) = (parts.next()?, parts.next()?, parts.next()?);
        let (base, css) = (world.base(), "border:0;display:block");
        let page = format!("{base}#{fragment}");
        let html = format!(
            "<!doctype html><link rel=icon href='data:,'><body style='margin:0'><iframe src='{page}' width={width} height={height} style='{css}'></iframe>"
        );
        return Some(("text/html; charset=utf-8", html.into_bytes()));
    }
    let inside = Path::new(path.strip_prefix(world.base())?);
    if !inside.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = if inside.as_os_str().is_empty() { site.join("index.html") } else { site.join(inside) };
    let kind = match file.extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" if world == World::WithoutModule => return None,
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" | "webmanifest" => "application/json",
        _ => "application/octet-stream",
    };
    let body = std::fs::read(&file).ok()?;
    if kind.starts_with("text/html") {
        let html = String::from_utf8(body).ok()?;
        return Some((kind, html.replacen("<head>", &format!("<head>{}", world.prelude()), 1).into_bytes()));
    }
    Some((kind, body))
}
