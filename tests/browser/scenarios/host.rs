//! A page of another site that holds an embed: what it says, and what it is told.

use serde_json::{Value, json};

use downhill_browser::Outcome;
use downhill_browser::page::Page;
use downhill_browser::server::Server;

/// A page of another site with this in it, opened. It keeps what it is told, says what it is asked to, and counts keys.
pub(super) async fn host(page: &Page<'_>, body: &str) -> Outcome<Server> {
    let html = format!(
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>A page</title><link rel='icon' href='data:,'>
        <style>body {{ margin: 0 }} iframe {{ display: block; border: 0 }}</style>
        <script>
        window.told = [];
        window.pressed = [];
        window.hear = ({{ data }}) => told.push(data);
        addEventListener('message', hear);
        addEventListener('keydown', ({{ key, keyCode }}) => pressed.push([key, keyCode]));
        // As text, since some drivers' scripts have a world of their own.
        window.run = (text) => Function(text)();
        window.say = (text) => frames[0].postMessage(Function(`return ${{text}}`)(), '*');
        </script></head><body>{body}</body></html>"
    );
    let server = Server::host(vec![("page.html", html)])?;
    page.session.client.goto(&server.page_of_host("page.html")).await?;
    Ok(server)
}

/// A frame of this size with the embed.
pub(super) fn frame(page: &Page<'_>, (width, height): (u32, u32), address: &str) -> String {
    format!(
        "<iframe src='{}{address}' width='{width}' height='{height}' title='A lesson'></iframe>",
        page.server.address()
    )
}

pub(super) async fn say(page: &Page<'_>, message: &str) -> Outcome {
    page.session.client.execute("window.say(arguments[0])", vec![json!(message)]).await?;
    Ok(())
}

/// Waits until the host has been told a message that has all of this.
pub(super) async fn told(page: &Page<'_>, wanted: Value) -> Outcome<Value> {
    let script = "const [wanted] = arguments;
        return window.told.find((data) => data?.downhill === 1 &&
            Object.entries(wanted).every(([key, value]) => JSON.stringify(data[key]) === JSON.stringify(value))) ?? null";
    page.until(&format!("the message {wanted}"), async || {
        Ok(!page.session.client.execute(script, vec![wanted.clone()]).await?.is_null())
    })
    .await?;
    Ok(page.session.client.execute(script, vec![wanted]).await?)
}

/// From here on, only what is told later counts.
pub(super) async fn forget(page: &Page<'_>) -> Outcome {
    page.evaluate("void (window.told.length = 0)").await?;
    Ok(())
}

/// Asks for something, waits until it is told, and forgets it.
pub(super) async fn exchange(page: &Page<'_>, message: &str, answer: Value) -> Outcome<Value> {
    forget(page).await?;
    say(page, message).await?;
    told(page, answer).await
}

/// In the frame; goes back to the page around it.
pub(super) async fn frame_has_no_complaints(page: &Page<'_>) -> Outcome {
    page.complaints().await?;
    Ok(page.session.client.enter_parent_frame().await?)
}

/// Runs this in the page around the frame, as a script of its own, and returns what that returns.
pub(super) async fn run(page: &Page<'_>, script: &str) -> Outcome<Value> {
    Ok(page.session.client.execute("return window.run(arguments[0])", vec![json!(script)]).await?)
}

pub(super) const SPACE: &str = "<div style='height: 3000px'></div>";
