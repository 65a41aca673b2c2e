//! Versions of the site: copies of `dist/` that differ as two builds do, each with a service worker of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use downhill_browser::page::Page;
use downhill_browser::server::{World, site};
use downhill_browser::{Outcome, root, scratch};

/// The files that every version has otherwise.
const CHANGED: [&str; 4] = ["js/main.js", "lecture/lecture.css", "lab/worker.js", "downhill.js"];

/// Shortens the two seconds that the page gives a phone before it has the site kept: every load of these scenarios would wait for them.
/// WebKitGTK keeps them, since it once told of no new version after a reload that came sooner.
const HASTE: &str = "<script>if (/Chrome|Firefox/.test(navigator.userAgent)) {
    const wait = setTimeout;
    globalThis.setTimeout = (work, time, ...words) => wait(work, time === 2000 ? 200 : time, ...words);
}</script>";

/// A worker that tells its version, which it has by import.
const ASKED: &str = "import('./version.js').then(({ version }) => postMessage(version));";

/// A copy of the site.
pub(crate) struct Version {
    pub(crate) folder: PathBuf,
}

impl Version {
    /// The version of this name, made when first asked for.
    pub(crate) fn named(name: &str) -> Outcome<Self> {
        static MADE: Mutex<BTreeMap<String, PathBuf>> = Mutex::new(BTreeMap::new());
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = made.get(name) {
            return Ok(Self { folder: folder.clone() });
        }
        let version = Self { folder: copy(&site(), name)? };
        let index = version.read("index.html")?;
        let told = format!("{HASTE}{}<meta name=\"version\" content=\"{name}\">", World::Hosted.prelude());
        version.write("index.html", &index.replacen("<head>", &format!("<head>{told}"), 1))?;
        for file in CHANGED {
            version.write(file, &format!("{}\n/* {name} */", version.read(file)?))?;
        }
        version.write("lab/version.js", &format!("export const version = '{name}';"))?;
        version.write("lab/asked.js", ASKED)?;
        version.write(&format!("lab/only-{name}.js"), "")?;
        fs::create_dir(version.folder.join("folder"))?;
        let page = format!("<!doctype html><title>a folder</title><link rel=icon href='data:,'>{told}");
        version.write("folder/index.html", &page)?;
        version.seal()?;
        version.write("unlisted.txt", name)?;
        made.insert(name.to_owned(), version.folder.clone());
        Ok(version)
    }

    /// Another copy of this version, to do something to: each is another folder, since lanes run beside each other.
    pub(crate) fn copied(&self, name: &str) -> Outcome<Self> {
        static COPIES: AtomicUsize = AtomicUsize::new(0);
        let number = COPIES.fetch_add(1, Ordering::Relaxed);
        Ok(Self { folder: copy(&self.folder, &format!("{name}-{number}"))? })
    }

    pub(crate) fn read(&self, file: &str) -> Outcome<String> {
        Ok(fs::read_to_string(self.folder.join(file)).map_err(|error| format!("{file}: {error}"))?)
    }

    pub(crate) fn write(&self, file: &str, text: &str) -> Outcome {
        Ok(fs::write(self.folder.join(file), text)?)
    }

    /// Writes the service worker for the files as they are now.
    pub(crate) fn seal(&self) -> Outcome {
        let xtask = std::env::var("XTASK").map_err(|_| "XTASK names the program: `cargo xtask test` sets it")?;
        let output = Command::new(xtask).arg("offline").arg(&self.folder).current_dir(root()).output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&output.stderr).into())
    }

    /// Serves it from now on.
    pub(crate) fn deploy(&self, page: &Page<'_>) {
        page.server.deploy(&self.folder);
    }

    /// The files of the site that the page gets otherwise than this version has them, by name.
    pub(crate) async fn differing(&self, page: &Page<'_>) -> Outcome<Value> {
        let worker = self.read("sw.js")?;
        // What the worker itself lists: every pair of a name and the SHA-256 of 32 bytes.
        let script = "const [worker, done] = arguments;
            const files = [...worker.matchAll(/\\[\"([^\"]+)\",\"([^\"]{44})\"\\]/g)].map(([, ...pair]) => pair);
            const differs = async ([name, hash]) => {
                const answer = await fetch(new URL(name, document.baseURI)).catch((error) => new Response(error));
                const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()));
                return btoa(String.fromCharCode(...digest)) !== hash;
            };
            Promise.all(files.map(differs)).then(
                (differ) => done(files.length > 20 ? files.flatMap(([name], i) => (differ[i] ? [name] : [])) : 'no list'),
                (error) => done(String(error)))";
        Ok(page.session.client.execute_async(script, vec![json!(worker)]).await?)
    }
}

/// Copies a folder to one of this name among the tests' own.
fn copy(from: &Path, name: &str) -> Outcome<PathBuf> {
    let to = scratch().join("versions").join(name);
    if to.exists() {
        fs::remove_dir_all(&to)?;
    }
    fill(&to, from)?;
    Ok(to)
}

fn fill(to: &Path, from: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let from = entry?.path();
        let to = to.join(from.file_name().ok_or("a file without a name")?);
        if from.is_dir() {
            fill(&to, &from)?;
        } else {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}
