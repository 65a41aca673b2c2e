//! Pictures of the page in every browser, to look at: `cargo xtask shots`.
//!
//! The opening lesson in every browser, size and theme; every lesson at its telling step in every browser, and in Chromium in
//! every size and theme.

use std::path::PathBuf;

use downhill::catalogue::LESSONS;
use fantoccini::Locator;

use downhill_browser::drivers::{Browser, Session};
use downhill_browser::page::Page;
use downhill_browser::server::{Server, World};
use downhill_browser::{Outcome, root};

const SIZES: [(u32, u32); 3] = [(1280, 800), (1024, 768), (390, 844)];
const THEMES: [&str; 3] = ["light", "dark", "projector"];
/// Paused where the paths can be told apart, and at the same step each time.
const FRAGMENT: &str = "#v=1&step=30";
/// The picture that the README shows.
const README: &str = "chromium-1280x800-light.png";

/// Takes every picture into `target/shots/`, and the README's into `docs/`.
pub(crate) async fn take() -> Outcome {
    for browser in Browser::ALL {
        let session = Session::start(browser, 1).await?;
        for size in SIZES {
            picture(&session, "", FRAGMENT, size, &THEMES).await?;
        }
        for lesson in LESSONS {
            let fragment = format!("#v=1&lesson={}&step={}", lesson.id, lesson.telling);
            let name = format!("lesson-{}-", lesson.id);
            if browser == Browser::Chromium {
                for size in SIZES {
                    picture(&session, &name, &fragment, size, &THEMES).await?;
                }
            } else {
                picture(&session, &name, &fragment, SIZES[0], &THEMES[..1]).await?;
            }
        }
    }
    Ok(())
}

/// Takes a picture of one size in each of these themes.
async fn picture(session: &Session, name: &str, fragment: &str, size: (u32, u32), themes: &[&str]) -> Outcome {
    let (width, height) = size;
    let server = Server::start(World::Whole)?;
    let page = Page::new(session, &server);
    page.open(fragment).await?;
    let framed = page.resize(width, height).await? != size;
    if framed {
        // No window gets this narrow; to the page, the viewport is the frame.
        page.resize(width.max(800), height).await?;
        session.client.goto(&server.framed(width, height, fragment)).await?;
        session.client.enter_frame(0).await?;
    }
    settled(&page).await?;
    for theme in themes {
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
        save(&format!("{name}{}-{width}x{height}-{theme}.png", session.browser.name()), &picture)?;
    }
    Ok(())
}

/// A picture is of use even where the page has not come to run: it then shows what it says.
async fn settled(page: &Page<'_>) -> Outcome {
    page.until("the page paused or failed", async || {
        let state = page.evaluate("document.documentElement.dataset.state").await?;
        Ok(["error", "paused", "finished"].iter().any(|known| state == *known))
    })
    .await
}

fn save(name: &str, picture: &[u8]) -> Outcome {
    let root = root();
    let folder = root.join("target/shots");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(name), picture)?;
    println!("{}", PathBuf::from("target/shots").join(name).display());
    if name == README {
        std::fs::write(root.join("docs/page.png"), picture)?;
        println!("docs/page.png");
    }
    Ok(())
}
