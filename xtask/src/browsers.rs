//! The browsers and their drivers: those that are there, and the rest from the system's package manager.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::step::{find, program, run, succeeds};
use crate::tools::GECKODRIVER;

/// The programs that the tests drive.
pub(crate) struct Browsers {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) geckodriver: PathBuf,
    pub(crate) firefox: PathBuf,
}

/// What WebKitGTK needs, which only the end-to-end suite drives.
struct WebKit {
    driver: PathBuf,
    mini_browser: PathBuf,
    xvfb: PathBuf,
}

/// Chromium and Firefox with their drivers.
pub(crate) fn ensure() -> Result<Browsers> {
    install(&missing(&[(&chromium, "chromium"), (&chromedriver, "chromium-driver"), (&firefox, "firefox-esr")]))?;
    Ok(Browsers {
        chromium: chromium().context("Chromium is still missing")?,
        chromedriver: chromedriver().context("chromedriver is still missing")?,
        firefox: firefox().context("Firefox is still missing")?,
        geckodriver: geckodriver()?,
    })
}

/// Tells the end-to-end suite where all three browsers are.
pub(crate) fn ensure_for(suite: &mut Command) -> Result<()> {
    install(&missing(&[
        (&chromium, "chromium"),
        (&chromedriver, "chromium-driver"),
        (&firefox, "firefox-esr"),
        (&webkit_driver, "webkit2gtk-driver"),
        (&xvfb, "xvfb"),
    ]))?;
    let browsers = ensure()?;
    let webkit = WebKit {
        driver: webkit_driver().context("WebKitWebDriver is still missing")?,
        mini_browser: mini_browser()
            .context("WebKitGTK is there without its MiniBrowser: install the package that holds it")?,
        xvfb: xvfb().context("Xvfb is still missing")?,
    };
    suite
        .env("CHROMEDRIVER", browsers.chromedriver)
        .env("GECKODRIVER", browsers.geckodriver)
        .env("FIREFOX", browsers.firefox)
        .env("WEBKITDRIVER", webkit.driver)
        .env("WEBKIT_MINIBROWSER", webkit.mini_browser)
        .env("XVFB", webkit.xvfb);
    Ok(())
}

fn chromium() -> Option<PathBuf> {
    ["chromium", "google-chrome", "chrome"].into_iter().find_map(find)
}

fn chromedriver() -> Option<PathBuf> {
    given("CHROMEDRIVER", "CHROMEWEBDRIVER", "chromedriver").or_else(|| find("chromedriver"))
}

fn firefox() -> Option<PathBuf> {
    ["firefox-esr", "firefox"].into_iter().find_map(find)
}

fn geckodriver() -> Result<PathBuf> {
    match given("GECKODRIVER", "GECKOWEBDRIVER", "geckodriver") {
        Some(driver) => Ok(driver),
        None => Ok(GECKODRIVER.ensure()?.join("geckodriver")),
    }
}

fn webkit_driver() -> Option<PathBuf> {
    find("WebKitWebDriver")
}

fn xvfb() -> Option<PathBuf> {
    find("Xvfb")
}

/// A driver that the caller names, or that a hosted runner keeps in a folder it names.
fn given(driver: &str, folder: &str, name: &str) -> Option<PathBuf> {
    let named = env::var_os(driver).map(PathBuf::from);
    let kept = env::var_os(folder).map(|folder| Path::new(&folder).join(name));
    named.into_iter().chain(kept).find(|file| file.is_file())
}

/// WebKitGTK's small browser, which is not on PATH: it lies beside the library of whichever version the system has.
fn mini_browser() -> Option<PathBuf> {
    let below = |folder: PathBuf| folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
    let libraries = ["/usr/lib", "/usr/libexec", "/usr/lib64"].map(PathBuf::from);
    let machines = libraries.iter().cloned().flat_map(below);
    machines
        .chain(libraries.clone())
        .flat_map(below)
        .filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit")))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|file| file.is_file())
}

/// Finds a program.
type Finder = dyn Fn() -> Option<PathBuf>;

fn missing(wanted: &[(&Finder, &'static str)]) -> Vec<&'static str> {
    wanted.iter().filter(|(finder, _)| finder().is_none()).map(|(_, package)| *package).collect()
}

fn install(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    let advice = format!("install these packages of your system (Debian's names): {list}");
    if find("apt-get").is_none() {
        bail!("some browsers or drivers are missing, and there is no apt-get: {advice}");
    }
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let rights: &[&str] = if is_root {
        &[]
    } else if succeeds(&mut program("sudo", &["-n", "true"])) {
        &["sudo", "-n"]
    } else {
        bail!("some browsers or drivers are missing, and only root may install them: sudo apt-get install {list}");
    };
    let apt = |arguments: &[&str]| {
        let line = [rights, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"], arguments].concat();
        program(line[0], &line[1..])
    };
    run("updating the list of system packages", &mut apt(&["update"]), &advice)?;
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    run(&format!("installing {list}"), &mut apt(&install), &advice)
}
