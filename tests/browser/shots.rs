//! Pictures of the page in every browser, to look at: `cargo xtask shots`.

use std::path::{Path, PathBuf};

use fantoccini::Locator;

use crate::Outcome;
use crate::drivers::{Browser, Session};
use crate::page::Page;
use crate::server::{Server, World};

const SIZES: [(u32, u32); 3] = [(1280, 800), (1024, 768), (390, 844)];
const THEMES: [&str; 3] = ["light", "dark", "projector"];
/// Paused where the paths can be told apart, and at the same step each time.
const FRAGMENT: &str = "#v=1&step=30";
/// The picture that the README shows.
const README: (Browser, (u32, u32), &str) = (Browser::Chromium, (1280, 800), "light");

/// Takes every picture into `target/shots/`, and the README's into `docs/`.
pub(crate) async fn take() -> Outcome {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/shots");
    std::fs::create_dir_all(&folder)?;
    for browser in Browser::ALL {
        let session = Session::start(browser, 1).await?;
        for (width, height) in SIZES {
            let server = Server::start(World::Whole)?;
            let page = Page::new(&session, &server);
            page.open(FRAGMENT).await?;
            let framed = page.resize(width, height).await? != (width, height);
            if framed {
                // No window gets this narrow; to the page, the viewport is the frame.
                page.resize(width.max(800), height).await?;
                session.client.goto(&server.framed(width, height, FRAGMENT)).await?;
                session.client.enter_frame(0).await?;
            }
            settled(&page).await?;
            for theme in THEMES {
                page.choose_theme(theme).await?;
                page.frames(5).await?;
                let picture = if framed {
                    session.client.enter_parent_frame().await?;
                    let frame = session.client.find(Locator::Css("iframe")).await?;
                    let picture = frame.screenshot().await?;
                    session.client.enter_frame(0).await?;
                    picture
                } else {
                    session.client.screenshot().await?
                };
                save(&folder, browser, (width, height), theme, &picture)?;
                if (browser, (width, height), theme) == README {
                    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/page.png"), &picture)?;
                    println!("docs/page.png");
                }
            }
        }
    }
    Ok(())
}

/// A picture is of use even where the page has not come to run: it then shows what it says.
async fn settled(page: &Page<'_>) -> Outcome {
    page.until("the page paused or failed", async || {
        let state = page.evaluate("document.documentElement.dataset.state").await?;
        Ok(state == "error" || state == "paused")
    })
    .await
}

fn save(folder: &Path, browser: Browser, size: (u32, u32), theme: &str, picture: &[u8]) -> Outcome {
    let name = format!("{}-{}x{}-{theme}.png", browser.name(), size.0, size.1);
    std::fs::write(folder.join(&name), picture)?;
    println!("{}", PathBuf::from("target/shots").join(name).display());
    Ok(())
}
