//! What a race costs that nobody sees: an embed that is scrolled away, and one that is told that its tab is hidden. `cargo xtask bench`.

use std::time::Duration;

use downhill_browser::Outcome;
use downhill_browser::drivers::{Browser, Session};
use downhill_browser::page::Page;
use downhill_browser::server::{Server, World};

const SECOND: Duration = Duration::from_secs(1);

/// Lets a race play in a frame, takes it out of sight in both ways, and counts the animation callbacks of a second.
pub(crate) async fn measure() -> Outcome {
    let session = Session::start(Browser::Chromium, 1).await?;
    let server = Server::start(World::Isolated)?;
    let space = "<div style='height: 3000px'></div>";
    let html = format!(
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>A page</title><link rel='icon' href='data:,'></head><body>
        <iframe src='{}?embed#lesson=saddle&speed=2' width='640' height='400' title='A lesson'></iframe>{space}</body></html>",
        server.address()
    );
    let host = Server::host(vec![("page.html", html)])?;
    let page = Page::new(&session, &server);
    println!("\nan embed, headless Chromium: animation callbacks in a second (budget 0 out of sight)");
    for (place, hide) in [
        ("scrolled away", "scrollTo(0, document.body.scrollHeight)"),
        (
            "told it is hidden",
            "(Object.defineProperty(document, 'hidden', { configurable: true, value: true }), document.dispatchEvent(new Event('visibilitychange')))",
        ),
    ] {
        session.client.goto(&host.page_of_host("page.html")).await?;
        session.client.enter_frame(0).await?;
        page.reaches("running").await?;
        page.opens().await?;
        let seen = callbacks(&page).await?;
        if place == "scrolled away" {
            session.client.enter_parent_frame().await?;
        }
        page.evaluate(hide).await?;
        session.client.enter_parent_frame().await?;
        session.client.enter_frame(0).await?;
        // It rests a little later; whether it does, is what is counted.
        tokio::time::sleep(SECOND).await;
        println!("  {place:<18} {} (in sight {seen})", callbacks(&page).await?);
        session.client.enter_parent_frame().await?;
    }
    Ok(())
}

async fn callbacks(page: &Page<'_>) -> Outcome<u64> {
    page.evaluate("harness.frames.length = 0").await?;
    tokio::time::sleep(SECOND).await;
    Ok(page.evaluate("harness.frames.length").await?.as_u64().ok_or("no number of frames")?)
}
