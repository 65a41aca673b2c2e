//! What an embed shows, and what not.

use serde_json::{Value, json};

use downhill::catalogue::LESSONS;

use super::host::{exchange, frame, frame_has_no_complaints, host, run, told};
use super::{equal, is};
use downhill_browser::Outcome;
use downhill_browser::drivers::Browser;
use downhill_browser::page::Page;

/// What is wrong with how the embed in this frame is laid out.
const WRONG: &str = "(() => {
    const wrong = [];
    const box = (node) => node.getBoundingClientRect();
    const seen = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility === 'visible' && box(node).width > 1.5;
    const root = document.documentElement;
    if (root.scrollHeight > root.clientHeight || root.scrollWidth > root.clientWidth) {
        const far = [...document.querySelectorAll('*')].filter((node) => box(node).bottom > innerHeight + 0.5 || box(node).right > innerWidth + 0.5);
        wrong.push(`the page scrolls: ${far.map((node) => node.outerHTML.slice(0, 60)).join()}`);
    }
    const legend = document.querySelector('#legend');
    if (legend.scrollHeight > legend.clientHeight + 1 || legend.scrollWidth > legend.clientWidth) wrong.push('the legend scrolls');
    const parts = ['#stage', '#transport', '#finding', '#legend'].map((part) => document.querySelector(part)).filter((part) => part && seen(part));
    let bottom = 0;
    for (const part of parts) {
        if (box(part).top < bottom - 0.5) wrong.push(`${part.id} lies over what is above it`);
        bottom = box(part).bottom;
        if (box(part).left < -0.5 || box(part).right > innerWidth + 0.5 || bottom > innerHeight + 0.5) wrong.push(`${part.id} leaves the frame`);
    }
    for (const node of document.querySelectorAll('body *')) {
        if (node.childElementCount === 0 && seen(node) && !parts.some((part) => part.contains(node))) wrong.push(node.outerHTML.slice(0, 90));
    }
    const rows = [...document.querySelectorAll('.transport > *, .timeline > *, .buttons > *')].filter((node) => seen(node) && !node.matches('.timeline, .buttons'));
    for (const [i, a] of rows.entries()) for (const b of rows.slice(i + 1)) {
        if (box(a).left < box(b).right - 0.5 && box(b).left < box(a).right - 0.5) wrong.push(`${a.outerHTML.slice(0, 50)} lies over ${b.outerHTML.slice(0, 50)}`);
    }
    if (box(document.querySelector('#stage')).height < 0.4 * innerHeight) wrong.push(`the stage has ${box(document.querySelector('#stage')).height} of ${innerHeight}`);
    return wrong;
})()";

pub(super) async fn an_embed_shows_the_stage_time_and_what_is_read_off_and_nothing_else(page: &Page<'_>) -> Outcome {
    let client = &page.session.client;
    page.resize(1280, 800).await?;
    for theme in ["light", "dark", "projector"] {
        // Dark differs in colours alone.
        let lessons = if theme == "dark" { &LESSONS[..1] } else { LESSONS };
        let _host = host(page, &frame(page, (480, 360), &format!("?embed&theme={theme}#step=3"))).await?;
        told(page, json!({ "type": "ready" })).await?;
        for lesson in lessons {
            let order = format!("{{ downhill: 1, type: 'set', link: 'lesson={}&step={}' }}", lesson.id, lesson.telling);
            exchange(page, &order, json!({ "type": "state", "lesson": lesson.id, "step": lesson.telling })).await?;
            for (width, height) in [(480, 360), (960, 600), (390, 600)] {
                run(
                    page,
                    &format!("Object.assign(document.querySelector('iframe'), {{ width: {width}, height: {height} }})"),
                )
                .await?;
                client.enter_frame(0).await?;
                page.until("its size", async || {
                    Ok(page.evaluate("[innerWidth, innerHeight]").await? == json!([width, height]))
                })
                .await?;
                page.frames(4).await?;
                let many = lesson.settings().runs.len() > 4;
                let wrong: Vec<String> = serde_json::from_value(page.evaluate(WRONG).await?)?;
                // A race of nearly all optimizers may take some of the stage.
                let wrong: Vec<_> = wrong.iter().filter(|what| !(many && what.starts_with("the stage has"))).collect();
                is(wrong.is_empty(), &format!("{}, {theme}, {width} × {height}: {wrong:?}", lesson.id))?;
                equal(page.evaluate("document.documentElement.dataset.theme").await?, json!(theme))?;
                client.enter_parent_frame().await?;
            }
        }
    }
    // What the address leaves out is left out; what is wrong with it is said.
    let _host =
        host(page, &frame(page, (480, 360), "?embed#lesson=saddle&step=3&hide=legend,transport&wallpaper=1")).await?;
    told(page, json!({ "type": "ready" })).await?;
    client.enter_frame(0).await?;
    for selector in ["#legend", "#transport"] {
        page.until(&format!("no {selector}"), async || Ok(!page.is_shown(selector).await?)).await?;
    }
    is(page.text("#note").await?.contains("wallpaper"), "the note names what was ignored")?;
    frame_has_no_complaints(page).await
}

pub(super) async fn axe_finds_nothing_in_an_embed(page: &Page<'_>) -> Outcome {
    let mut found = Vec::new();
    // Projector has a layout of its own; the other two differ in colours, at which one browser looks.
    let all = page.session.browser == Browser::Chromium;
    for theme in if all { &["light", "projector", "dark"][..] } else { &["light", "projector"] } {
        let _host =
            host(page, &frame(page, (640, 480), &format!("?embed&theme={theme}#lesson=saddle&step=58"))).await?;
        told(page, json!({ "type": "ready" })).await?;
        for lesson in ["saddle", "momentum", "high-dimension", "which", "loop"] {
            exchange(
                page,
                &format!("{{ downhill: 1, type: 'set', link: 'lesson={lesson}&step=9' }}"),
                json!({ "type": "state", "lesson": lesson }),
            )
            .await?;
            page.session.client.enter_frame(0).await?;
            page.frames(3).await?;
            found.extend(super::access::violations(page, &format!("{lesson}, {theme}")).await?);
            page.session.client.enter_parent_frame().await?;
        }
    }
    is(found.is_empty(), &format!("axe finds nothing; it finds {:#}", Value::Array(found)))
}

pub(super) async fn an_embed_leads_to_the_whole_page_with_the_same_settings(page: &Page<'_>) -> Outcome {
    let _host = host(page, &frame(page, (640, 480), "?embed#lesson=saddle&step=20")).await?;
    told(page, json!({ "type": "ready" })).await?;
    exchange(page, "{ downhill: 1, type: 'set', link: '1.lr=0.05&step=9' }", json!({ "type": "state", "step": 9 }))
        .await?;
    page.session.client.enter_frame(0).await?;
    page.hover(".elsewhere", (0.5, 0.5)).await?;
    let wanted = format!("{}#v=1&lesson=saddle&1.lr=0.05&step=9", page.server.address());
    page.until("its address", async || {
        Ok(page.evaluate("document.querySelector('.elsewhere').href").await? == json!(wanted))
    })
    .await?;
    equal(page.attribute(".elsewhere", "target").await?, "_blank".to_owned())?;
    equal(page.attribute(".elsewhere", "rel").await?, "noopener".to_owned())?;
    frame_has_no_complaints(page).await
}
