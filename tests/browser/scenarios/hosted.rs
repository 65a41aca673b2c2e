//! What is hosted beside the page: lessons to read without scripts, and the page as one file that opens from a disk.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use downhill::catalogue::{self, LESSONS};
use downhill::draw::{Theme, svg};
use downhill::lab::Lab;
use downhill::link;
use fantoccini::Locator;
use serde_json::json;

use super::access::violations;
use super::take::{keep_files, watch_workers};
use super::{equal, is};
use downhill_browser::drivers::{Browser, Session};
use downhill_browser::page::Page;
use downhill_browser::server::{World, site};
use downhill_browser::{Outcome, scratch};

pub(super) async fn the_stage_taken_away_is_what_the_command_line_draws(page: &Page<'_>) -> Outcome {
    for fragment in [
        "v=1&step=40",
        "v=1&1.lr=0.084&1.color=5&step=20&view=-3,1,-0.9,0.9",
        "v=1&lesson=saddle&step=58",
        "v=1&lesson=overshoot&step=150",
        "v=1&lesson=loop&step=7",
        "v=1&lesson=high-dimension&step=100",
    ] {
        page.open(&format!("#{fragment}")).await?;
        page.opens().await?;
        page.choose_theme("light").await?;
        keep_files(page).await?;
        page.click("[data-take='svg']").await?;
        let text = "globalThis.harness.files.at(-1)?.text ?? ''";
        page.until("a picture", async || Ok(page.evaluate(text).await? != "")).await?;
        let taken: String = serde_json::from_value(page.evaluate(text).await?)?;

        let side = |name: &str| -> Outcome<u32> {
            let told = taken.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
            Ok(told.ok_or("the picture tells no size")?.0.parse()?)
        };
        let mut lab = Lab::new(link::read(fragment)?)?;
        lab.set_view(&link::beside(fragment, "view").unwrap_or_default())?;
        let mut theme = Theme::named("light")?;
        theme.choose(lab.settings());
        let drawn = svg::stage(&mut lab, &theme, [side("width")?, side("height")?])?;
        for (taken, drawn) in taken.lines().zip(drawn.lines()) {
            equal(taken, drawn)?;
        }
        equal(taken.lines().count(), drawn.lines().count())?;
    }
    Ok(())
}

/// The page as one file, on the disk, with what collects complaints before its own scripts.
fn one_file() -> Outcome<PathBuf> {
    let text = std::fs::read_to_string(site().join("downhill.html"))?;
    static COPIES: AtomicUsize = AtomicUsize::new(0);
    let number = COPIES.fetch_add(1, Ordering::Relaxed);
    std::fs::create_dir_all(scratch())?;
    let file = scratch().join(format!("one file {number}.html"));
    std::fs::write(&file, text.replacen("<head>", &format!("<head>{}", World::Whole.prelude()), 1))?;
    Ok(file)
}

pub(super) async fn one_file_opens_from_a_disk(page: &Page<'_>) -> Outcome {
    let address = format!("file://{}", one_file()?.display()).replace(' ', "%20");
    page.session.client.goto(&format!("{address}#v=1&lesson=saddle&step=12")).await?;
    page.reaches("paused").await?;
    page.opens().await?;
    equal(page.evaluate("location.protocol").await?, json!("file:"))?;
    equal(page.text("#lesson-title").await?, catalogue::lesson("saddle")?.title.to_owned())?;
    page.click("#play").await?;
    page.until("a later step", async || Ok(page.step().await? > 12)).await?;
    page.click("#play").await?;
    page.reaches("paused").await?;
    page.until("an address that tells the step", async || Ok(page.address().await?.contains("step="))).await?;

    keep_files(page).await?;
    watch_workers(page).await?;
    for (kind, head) in [("png", "PNG"), ("csv", "surface,run,"), ("gif", "GIF89a")] {
        page.click(&format!("[data-take='{kind}']")).await?;
        let made = format!(
            "globalThis.harness.files.at(-1)?.name === 'downhill-saddle.{kind}' && globalThis.harness.files.at(-1).head.includes('{head}')"
        );
        page.until(&format!("a {kind}"), async || Ok(page.evaluate(&made).await? == true)).await?;
    }
    // The table and the film were made by workers, whose script is in the file, too.
    equal(page.evaluate("[globalThis.harness.workers, globalThis.harness.said.at(-1)]").await?, json!([2, "file"]))?;
    page.click("[data-take='embed']").await?;
    page.until("why it cannot be embedded", async || Ok(page.text(".take-word").await?.contains("hosted"))).await?;
    is(!page.is_shown("[data-take='html']").await?, "a file does not offer itself")?;
    page.click("[data-take='link']").await?;
    page.until("words about the link", async || Ok(page.text(".take-word").await?.contains("on this computer")))
        .await?;
    // One that was built for an address leads there.
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('link'), { rel: 'canonical', href: 'https://example.org/repo/' }))",
    )
    .await?;
    page.evaluate(
        "void Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => (globalThis.harness.copied = text) } })",
    )
    .await?;
    page.click("[data-take='embed']").await?;
    page.until("code to embed the page that is hosted", async || {
        let copied = page.evaluate("String(globalThis.harness.copied)").await?;
        Ok(copied.as_str().is_some_and(|code| code.contains("\"https://example.org/repo/?embed#v=1&amp;lesson=saddle")))
    })
    .await?;
    page.click("#take summary").await?;

    page.click("#lesson-next").await?;
    let next = &LESSONS[LESSONS.iter().position(|lesson| lesson.id == "saddle").ok_or("no saddle")? + 1];
    page.until("the next lesson", async || Ok(page.text("#lesson-title").await? == next.title)).await?;
    // A link that cannot be read is told, and nothing is fetched for it.
    page.evaluate("void (location.hash = '#v=1&lesson=nowhere')").await?;
    page.until("a note", async || page.is_shown("#note button").await).await
}

pub(super) async fn one_file_can_be_hosted_too(page: &Page<'_>) -> Outcome {
    page.session.client.goto(&format!("{}downhill.html#v=1&lesson=noise&wallpaper=1", page.server.address())).await?;
    page.reaches("running").await?;
    page.until("a note", async || page.is_shown("#note button").await).await?;
    equal(page.text("#lesson-title").await?, catalogue::lesson("noise")?.title.to_owned())
}

pub(super) async fn lessons_are_read_without_scripts(page: &Page<'_>) -> Outcome {
    for lesson in LESSONS {
        let text = std::fs::read_to_string(site().join(format!("lessons/{}.html", lesson.id)))?;
        is(!text.contains("<script") && text.contains("script-src 'none'"), "there is no script, and none is let in")?;
        is(!text.contains("data-set"), "all its links are true ones")?;
    }
    // Kept from sending the scenario's own window there: the runner looks into it afterwards.
    page.open_running("").await?;
    if page.session.browser == Browser::WebKit {
        return Ok(());
    }
    let session = Session::without_scripts(page.session.browser).await?;
    let client = &session.client;
    let text =
        async |selector: &str| -> Outcome<String> { Ok(client.find(Locator::Css(selector)).await?.text().await?) };
    client.goto(&page.server.address()).await?;
    is(text(".unstarted").await?.contains("needs JavaScript"), "the page says what it needs")?;
    client.find(Locator::Css(".unstarted a")).await?.click().await?;
    equal(client.find_all(Locator::Css(".list li")).await?.len(), LESSONS.len())?;
    // All of them in one browser: they are made from one template, and the loop above has read each.
    let some = if page.session.browser == Browser::Chromium { LESSONS.len() } else { 3 };
    for lesson in &LESSONS[..some] {
        client.goto(&format!("{}lessons/{}.html", page.server.address(), lesson.id)).await?;
        equal(text("h1").await?, lesson.title.to_owned())?;
        is(text(".prose").await?.chars().count() > 200, "there is prose")?;
        let poster = client.find(Locator::Css("figure img")).await?;
        is(poster.is_displayed().await?, "the poster is shown")?;
        let (_, _, width, height) = poster.rectangle().await?;
        is(width > 300.0 && (width / height - 1.6).abs() < 0.01, "the poster has its shape")?;
        let told = poster.attr("alt").await?.unwrap_or_default();
        is(told.starts_with(&format!("Step {}. ", lesson.telling)), "the poster is told in words")?;
    }
    equal(page.server.missing(), Vec::new())
}

pub(super) async fn axe_finds_nothing_in_pages_to_read(page: &Page<'_>) -> Outcome {
    let mut found = Vec::new();
    for name in ["index", "jitter", "recent", "generalize"] {
        page.session.client.goto(&format!("{}lessons/{name}.html", page.server.address())).await?;
        found.extend(violations(page, name).await?);
    }
    is(found.is_empty(), &format!("axe finds nothing; it finds {found:#?}"))
}

pub(super) async fn a_page_to_read_leads_to_its_live_lesson(page: &Page<'_>) -> Outcome {
    let client = &page.session.client;
    client.goto(&format!("{}lessons/index.html", page.server.address())).await?;
    client.find(Locator::Css("a[href='saddle.html']")).await?.click().await?;
    let drawn = "(() => { const { complete, naturalWidth } = document.querySelector('figure img') ?? {}; return complete && naturalWidth > 0 })()";
    page.until("a poster", async || Ok(page.evaluate(drawn).await? == true)).await?;
    // The link in the prose that moves the start to 10⁻⁶ off the ridge.
    client.find(Locator::Css(".prose a[href$='start=-2,1e-6']")).await?.click().await?;
    page.reaches("running").await?;
    page.opens().await?;
    equal(page.text("#lesson-title").await?, catalogue::lesson("saddle")?.title.to_owned())?;
    is(page.address().await?.contains("/repo/index.html#v=1&lesson=saddle&start=-2,1e-6"), "it is the live lesson")
}
