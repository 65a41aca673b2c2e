//! The site as it is hosted: the page, and what makes it ready for the lecture hall.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::page::{read, write};
use crate::step::{downhill, root, run};
use crate::{about, catalogue, deck, lessons, offline, one_file, site, whole};

/// Builds all of it into `dist/`. With the address that it will be hosted at, it also says what others want said with it.
///
/// # Errors
/// Where a part cannot be made, or something in it leads to a file that is not there.
pub(crate) fn dist(address: Option<&str>) -> Result<()> {
    let address = address.map(checked).transpose()?;
    let address = address.as_deref();
    site::build()?;
    let site = root().join("dist");
    let catalogue = catalogue::read()?;
    figures(&site)?;
    lessons::write(&site, &catalogue, address)?;
    about::write(&site, &catalogue, address)?;
    one_file::write(&site, address)?;
    fs::remove_file(site.join(POSTER))?;
    deck::build(&site, &catalogue)?;
    whole::check(&site)?;
    // The last of all: it lists what is there.
    offline::write(&site)
}

/// The address with its slash.
fn checked(address: &str) -> Result<String> {
    let hosted = address.starts_with("https://") || address.starts_with("http://");
    if !hosted || address.contains(['?', '#', '"', '<', '&']) {
        bail!("`{address}` is no address of a site, as in https://example.org/downhill/");
    }
    Ok(format!("{}/", address.trim_end_matches('/')))
}

/// What is drawn by the command line: posters, icons and the card.
fn figures(site: &Path) -> Result<()> {
    let advice = "mend what it says above";
    let posters = site.join("posters");
    fs::create_dir_all(&posters).with_context(|| posters.display().to_string())?;
    let mut draw = downhill();
    draw.args(["render", "--all", "--size", "960x600", "--out"]).arg(posters);
    run("drawing the posters", &mut draw, advice)?;
    run("drawing icons, card and poster", downhill().args(["emblem", "--out"]).arg(site), advice)?;
    let page = site.join("index.html");
    write(&page, &with_poster(&read(&page)?, site)?)
}

/// The opening lesson's picture, until it is in the pages.
const POSTER: &str = "opening.svg";

/// Puts the opening lesson's picture where the page's source leaves room for it.
///
/// # Errors
/// Where the page has no such room, or there is no picture.
pub(crate) fn with_poster(page: &str, site: &Path) -> Result<String> {
    const ROOM: &str = "<svg class=\"poster\"></svg>";
    if !page.contains(ROOM) {
        bail!("the page has no {ROOM}");
    }
    Ok(page.replacen(ROOM, &read(&site.join(POSTER))?, 1))
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn an_address_ends_in_one_slash_and_is_one() {
        for address in ["https://example.org/repo", "https://example.org/repo/"] {
            assert_eq!(checked(address).expect("an address"), "https://example.org/repo/");
        }
        for none in ["example.org", "", "https://example.org/?a", "file:///a", "https://example.org/\""] {
            assert!(checked(none).is_err(), "{none}");
        }
    }
}
