//! A static file server for `dist/`, with the accidents that a page must survive.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::root;

/// Where the page finds itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// Everything is there, at the root of the site.
    Whole,
    /// Everything is there, under `/repo/`, as on a project page.
    SubPath,
    /// The server has lost the WebAssembly module.
    WithoutModule,
    /// A browser that keeps nothing for the page: it denies storage and service workers.
    WithoutStorage,
    /// A browser that does not read JavaScript modules.
    WithoutModules,
    /// A browser that has no WebAssembly.
    WithoutWebAssembly,
    /// A browser whose WebAssembly has no SIMD: it rejects every module that uses it.
    WithoutSimd,
    /// Everything is there, and clocks are exact: cross-origin isolation lifts the browsers' rounding of time.
    Isolated,
    /// Copies of the site, to be deployed one after the other and cut off: see `deploy.rs`.
    Hosted,
    /// The same under `/repo/`.
    HostedSubPath,
}

impl World {
    fn base(self) -> &'static str {
        if matches!(self, Self::SubPath | Self::HostedSubPath) { "/repo/" } else { "/" }
    }

    /// Is the page expected to work, so that every complaint of the browser counts?
    pub fn works(self) -> bool {
        matches!(self, Self::Whole | Self::SubPath | Self::Isolated | Self::WithoutStorage) || self.is_hosted()
    }

    /// Whether what is served is what the service worker lists, prelude and all, so that it may keep it.
    pub fn is_hosted(self) -> bool {
        matches!(self, Self::Hosted | Self::HostedSubPath)
    }

    /// What runs before any script of a page.
    pub fn prelude(self) -> String {
        let accident = match self {
            Self::WithoutModules => "delete HTMLScriptElement.prototype.noModule;",
            Self::WithoutStorage => {
                "{
                   const get = () => {
                     throw new DOMException('denied', 'SecurityError');
                   };
                   for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
                     Object.defineProperty(globalThis, name, { get });
                   Object.defineProperty(Navigator.prototype, 'serviceWorker', { get });
                 }"
            }
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
pub struct Server {
    port: u16,
    world: World,
    /// The folder that is served; without one there is no network.
    site: Arc<Mutex<Option<PathBuf>>>,
    missing: Arc<Mutex<Vec<String>>>,
    forgiven: Mutex<Vec<&'static str>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// # Errors
    /// Where `dist/` has not been built, or no port is to be had.
    pub fn start(world: World) -> io::Result<Self> {
        let folder = site();
        if !folder.join("index.html").is_file() {
            return Err(io::Error::other("dist/index.html is missing: build it with `cargo xtask dist`"));
        }
        let site = Arc::new(Mutex::new(Some(folder)));
        let served = Arc::clone(&site);
        // Now, not when the connection was made: browsers make some ahead.
        let find = move |path: &str| served.lock().ok()?.as_deref().map(|site| find(path, site, world));
        Self::serve(world, site, find)
    }

    /// A server of what `find` finds for a path: its type and its bytes; nobody is answered where it has nothing to look in.
    fn serve(
        world: World,
        site: Arc<Mutex<Option<PathBuf>>>,
        find: impl Fn(&str) -> Option<Found> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let find = Arc::new(find);
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
                    let (find, missing) = (Arc::clone(&find), Arc::clone(&missing));
                    // A browser opens connections that it never uses, so each has its own thread. One that is cut off
                    // is the browser's business: it reloads, or the scenario fails by what the page then lacks.
                    thread::spawn(move || stream.and_then(|s| answer(&s, &*find, world, &missing)));
                }
            }
        });
        Ok(Self { port, world, site, missing, forgiven: Mutex::default(), stop, thread: Some(thread) })
    }

    /// The world it serves.
    pub fn world(&self) -> World {
        self.world
    }

    /// From now on serves this folder.
    pub fn deploy(&self, folder: &Path) {
        *self.site.lock().expect("no thread panics with it") = Some(folder.to_owned());
    }

    /// From now on answers nobody, as if there were no network.
    pub fn cut(&self) {
        *self.site.lock().expect("no thread panics with it") = None;
    }

    /// Forgets what was not found.
    pub fn forget_missing(&self) {
        self.missing.lock().expect("no thread panics with it").clear();
    }

    /// Another site, which shows these pages (`/name.html`) and has reveal.js, as it comes from npm, under `/reveal/`.
    ///
    /// # Errors
    /// Where no port is to be had.
    pub fn host(pages: Vec<(&'static str, String)>) -> io::Result<Self> {
        let prelude = World::Whole.prelude();
        let pages: Vec<_> = pages
            .into_iter()
            .map(|(name, html)| (name, html.replacen("<head>", &format!("<head>{prelude}"), 1)))
            .collect();
        let find = move |path: &str| {
            let name = path.strip_prefix('/')?;
            if let Some(file) = name.strip_prefix("reveal/") {
                return read(&reveal(), Path::new(file));
            }
            let (_, html) = pages.iter().find(|(known, _)| *known == name)?;
            Some(("text/html; charset=utf-8", html.clone().into_bytes()))
        };
        Self::serve(World::Whole, Arc::default(), move |path| Some(find(path)))
    }

    /// A page that holds nothing by itself, beside which lie our modules (`/site/`, and `/bench/` with what only
    /// `cargo xtask bench` calls), the peers they are compared with (`/peers/`), and these peers' packages (`/npm/`).
    ///
    /// # Errors
    /// Where no port is to be had.
    pub fn bench() -> io::Result<Self> {
        const PAGE: &str = "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Peers</title>
            <link rel='icon' href='data:,'></head><body></body></html>";
        let here = root();
        let folders = [
            ("site", site()),
            ("bench", here.join("target/bench/site")),
            ("peers", here.join("tests/bench/peers")),
            ("npm", here.join("tests/bench/node_modules")),
        ];
        let find = move |path: &str| {
            if path == "/" {
                return Some(("text/html; charset=utf-8", PAGE.into()));
            }
            let (name, file) = path.strip_prefix('/')?.split_once('/')?;
            let (_, folder) = folders.iter().find(|(known, _)| *known == name)?;
            read(folder, Path::new(file))
        };
        Self::serve(World::Isolated, Arc::default(), move |path| Some(find(path)))
    }

    /// The address of a page of a [host](Self::host): of another origin, and another site, than any server's [address](Self::address).
    pub fn page_of_host(&self, name: &str) -> String {
        format!("http://localhost:{}/{name}", self.port)
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.world.base())
    }

    /// The address of a blank page that holds the page in a frame of exactly this size, with this fragment (`#…`).
    pub fn framed(&self, width: u32, height: u32, fragment: &str) -> String {
        format!("http://127.0.0.1:{}/framed/{width}/{height}/{}", self.port, fragment.trim_start_matches('#'))
    }

    /// The paths that were asked for and are not there.
    pub fn missing(&self) -> Vec<String> {
        let forgiven = self.forgiven.lock().map(|f| f.clone()).unwrap_or_default();
        let missing = self.missing.lock().map(|m| m.clone()).unwrap_or_default();
        missing.into_iter().filter(|path| !forgiven.contains(&path.as_str())).collect()
    }

    /// From now on it is none of the site's faults that this path is not there.
    pub fn forgive(&self, path: &'static str) {
        if let Ok(mut forgiven) = self.forgiven.lock() {
            forgiven.push(path);
        }
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
pub fn site() -> PathBuf {
    root().join("dist")
}

/// reveal.js, from the page's npm packages: for these tests only.
fn reveal() -> PathBuf {
    root().join("www/node_modules/reveal.js/dist")
}

/// The type and the bytes of what a path names; nothing where there is none.
type Found = Option<(&'static str, Vec<u8>)>;

fn answer(
    stream: &TcpStream,
    find: &dyn Fn(&str) -> Option<Found>,
    world: World,
    missing: &Mutex<Vec<String>>,
) -> io::Result<()> {
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
    let Some(found) = find(path) else {
        return Ok(());
    };
    let (kind, body) = match found {
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

/// What `path` names of the site in this world.
fn find(path: &str, site: &Path, world: World) -> Found {
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
    let mut inside = path.strip_prefix(world.base())?.to_owned();
    if inside.is_empty() || inside.ends_with('/') {
        inside += "index.html";
    }
    if world == World::WithoutModule && inside.ends_with(".wasm") {
        return None;
    }
    let (kind, body) = read(site, Path::new(&inside))?;
    if kind.starts_with("text/html") && !world.is_hosted() {
        let html = String::from_utf8(body).ok()?;
        // Where there is no storage, the page is to try for it.
        let html = if world == World::WithoutStorage { html } else { html.replacen(" data-offline", "", 1) };
        return Some((kind, html.replacen("<head>", &format!("<head>{}", world.prelude()), 1).into_bytes()));
    }
    Some((kind, body))
}

/// The type and the bytes of a file in a folder, and in no other.
fn read(folder: &Path, inside: &Path) -> Found {
    if !inside.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = folder.join(inside);
    let kind = match file.extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" | "webmanifest" => "application/json",
        _ => "application/octet-stream",
    };
    Some((kind, std::fs::read(&file).ok()?))
}
