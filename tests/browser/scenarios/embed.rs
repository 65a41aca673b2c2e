//! A lesson in a page of another origin: what it says, what it hears, and when it rests.

use serde_json::{Value, json};

use super::{ARROW_RIGHT, equal, is};
use crate::Outcome;
use crate::page::Page;
use crate::server::Server;

/// The code blocks of this page are what is tested.
const DOCS: &str = include_str!("../../../docs/embedding.md");

/// What stands there for the address of the site.
const PLACEHOLDER: &str = "https://you.github.io/downhill/";

/// The block of docs/embedding.md that begins with this, for the site that is tested.
fn snippet(page: &Page<'_>, fence: &str) -> Outcome<String> {
    let begin = format!("\n{fence}\n");
    let (_, rest) = DOCS.split_once(&begin).ok_or_else(|| format!("docs/embedding.md has no {fence}"))?;
    let (code, _) = rest.split_once("\n```").ok_or("its end is missing")?;
    Ok(code.replace(PLACEHOLDER, &page.server.address()))
}

/// A page of another site with this in it, opened. It keeps what it is told, says what it is asked to, and counts keys.
async fn host(page: &Page<'_>, body: &str) -> Outcome<Server> {
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
fn frame(page: &Page<'_>, (width, height): (u32, u32), address: &str) -> String {
    format!(
        "<iframe src='{}{address}' width='{width}' height='{height}' title='A lesson'></iframe>",
        page.server.address()
    )
}

async fn say(page: &Page<'_>, message: &str) -> Outcome {
    page.session.client.execute("window.say(arguments[0])", vec![json!(message)]).await?;
    Ok(())
}

/// Waits until the host has been told a message that has all of this.
async fn told(page: &Page<'_>, wanted: Value) -> Outcome<Value> {
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
async fn forget(page: &Page<'_>) -> Outcome {
    page.evaluate("void (window.told.length = 0)").await?;
    Ok(())
}

/// Asks for something, waits until it is told, and forgets it.
async fn exchange(page: &Page<'_>, message: &str, answer: Value) -> Outcome<Value> {
    forget(page).await?;
    say(page, message).await?;
    told(page, answer).await
}

pub(super) async fn an_embed_obeys_the_page_around_it(page: &Page<'_>) -> Outcome {
    let _host = host(page, &frame(page, (720, 480), "?embed#lesson=saddle&step=20")).await?;
    told(page, json!({ "type": "ready", "lesson": "saddle", "steps": 240 })).await?;
    told(page, json!({ "type": "state", "state": "paused", "lesson": "saddle", "step": 20, "length": 240 })).await?;
    exchange(page, "{ downhill: 1, type: 'step', by: 1 }", json!({ "type": "state", "step": 21 })).await?;
    exchange(page, "{ downhill: 1, type: 'step', by: -1 }", json!({ "type": "state", "step": 20 })).await?;
    exchange(
        page,
        "{ downhill: 1, type: 'goto', step: 58 }",
        json!({ "type": "state", "step": 58, "state": "paused" }),
    )
    .await?;
    exchange(page, "{ downhill: 1, type: 'play' }", json!({ "type": "state", "state": "running" })).await?;
    told(page, json!({ "type": "state", "state": "running", "step": 60 })).await?;
    exchange(page, "{ downhill: 1, type: 'pause' }", json!({ "type": "state", "state": "paused" })).await?;
    exchange(page, "{ downhill: 1, type: 'restart' }", json!({ "type": "state", "state": "running", "step": 1 }))
        .await?;

    exchange(page, "{ downhill: 1, type: 'goto', step: 3 }", json!({ "type": "state", "step": 3 })).await?;
    let values =
        exchange(page, "{ downhill: 1, type: 'watch', run: 2 }", json!({ "type": "values", "step": 3 })).await?;
    equal((&values["run"], &values["name"]), (&json!(2), &json!("Momentum")))?;
    let lines = downhill::anatomy::Anatomy::of(downhill::catalogue::optimizer("momentum")?).lines;
    let texts: Vec<_> = values["lines"].as_array().into_iter().flatten().map(|line| line["text"].clone()).collect();
    equal(texts, lines.iter().map(|line| json!(line.text)).collect::<Vec<_>>())?;
    is(values["lines"][0]["values"].as_array().is_some_and(|each| each.len() == 2), "a value along each axis")?;
    exchange(page, "{ downhill: 1, type: 'step', by: 1 }", json!({ "type": "values", "step": 4, "run": 2 })).await?;
    say(page, "{ downhill: 1, type: 'watch', run: 0 }").await?;
    exchange(page, "{ downhill: 1, type: 'step', by: 1 }", json!({ "type": "state", "step": 5 })).await?;
    is(page.evaluate("window.told.every(({ type }) => type !== 'values')").await? == true, "values are told no more")?;

    exchange(page, "{ downhill: 1, type: 'set', link: '1.lr=0.3&step=7' }", json!({ "type": "state", "step": 7 }))
        .await?;
    exchange(
        page,
        "{ downhill: 1, type: 'set', link: 'lesson=momentum&step=4' }",
        json!({ "type": "state", "lesson": "momentum", "step": 4, "length": 120 }),
    )
    .await?;
    exchange(page, "{ downhill: 1, type: 'set', link: '1.lr=0.01' }", json!({ "type": "state", "state": "running" }))
        .await?;
    for (order, words) in [
        ("type: 'set', link: '1.lr=fast'", "fast"),
        ("type: 'set', link: 'lesson=nowhere'", "nowhere"),
        ("type: 'set', link: '9.lr=0.1'", "9"),
        ("type: 'goto', step: 100001", "100000"),
        ("type: 'watch', run: 9", "9"),
    ] {
        let refused = exchange(page, &format!("{{ downhill: 1, {order} }}"), json!({ "type": "refused" })).await?;
        is(refused["message"].as_str().is_some_and(|message| message.contains(words)), &format!("{refused} says why"))?;
    }
    page.session.client.enter_frame(0).await?;
    for theme in ["dark", "projector", "light"] {
        page.session.client.enter_parent_frame().await?;
        say(page, &format!("{{ downhill: 1, type: 'theme', theme: '{theme}' }}")).await?;
        page.session.client.enter_frame(0).await?;
        page.until(theme, async || Ok(page.evaluate("document.documentElement.dataset.theme").await? == theme)).await?;
    }
    equal(page.evaluate("localStorage.length").await?, json!(0))?;
    frame_has_no_complaints(page).await
}

/// In the frame; goes back to the page around it.
async fn frame_has_no_complaints(page: &Page<'_>) -> Outcome {
    page.complaints().await?;
    Ok(page.session.client.enter_parent_frame().await?)
}

/// What is none of the messages of docs/embedding.md, as JavaScript.
const NONSENSE: &[&str] = &[
    "'play'",
    "'{\"downhill\":1,\"type\":\"play\"}'",
    "'slide:end'",
    "null",
    "undefined",
    "1",
    "[]",
    "[1, 'play']",
    "Object.assign([], { downhill: 1, type: 'play' })",
    "new Map([['downhill', 1], ['type', 'play']])",
    "{}",
    "{ type: 'play' }",
    "{ downhill: 2, type: 'play' }",
    "{ downhill: '1', type: 'play' }",
    "{ downhill: true, type: 'play' }",
    "{ downhill: 1 }",
    "{ downhill: 1, type: 'Play' }",
    "{ downhill: 1, type: ['play'] }",
    "{ downhill: 1, type: 'constructor' }",
    "{ downhill: 1, type: '__proto__' }",
    "{ downhill: 1, type: 'play', volume: 11 }",
    "{ downhill: 1, type: 'step' }",
    "{ downhill: 1, type: 'step', by: 2 }",
    "{ downhill: 1, type: 'step', by: '1' }",
    "{ downhill: 1, type: 'step', by: NaN }",
    "{ downhill: 1, type: 'goto' }",
    "{ downhill: 1, type: 'goto', step: NaN }",
    "{ downhill: 1, type: 'goto', step: Infinity }",
    "{ downhill: 1, type: 'goto', step: -1 }",
    "{ downhill: 1, type: 'goto', step: 1.5 }",
    "{ downhill: 1, type: 'goto', step: 1e300 }",
    "{ downhill: 1, type: 'goto', step: '9' }",
    "{ downhill: 1, type: 'goto', step: 9n }",
    "{ downhill: 1, type: 'goto', step: { valueOf: 9 } }",
    "{ downhill: 1, type: 'set', link: ['1.lr=0.3'] }",
    "{ downhill: 1, type: 'set', link: 5 }",
    "{ downhill: 1, type: 'theme', theme: 'pink' }",
    "{ downhill: 1, type: 'theme', theme: 'dark\" onload=\"alert(1)' }",
    "{ downhill: 1, type: 'watch', run: -1 }",
    "{ downhill: 1, type: 'watch', run: NaN }",
    "{ downhill: 1, type: 'sight', seen: 0 }",
    "{ downhill: 1, type: 'ready', lesson: 'saddle', steps: 240 }",
];

pub(super) async fn an_embed_passes_over_what_is_no_message(page: &Page<'_>) -> Outcome {
    let _host = host(page, &frame(page, (720, 480), "?embed#lesson=saddle&step=20")).await?;
    told(page, json!({ "type": "state", "state": "paused", "step": 20 })).await?;
    forget(page).await?;
    for nonsense in NONSENSE {
        say(page, nonsense).await?;
    }
    // Orders are obeyed in turn: once this one is, the others have been passed over.
    say(page, "{ downhill: 1, type: 'step', by: 1 }").await?;
    told(page, json!({ "type": "state" })).await?;
    let seen = page.evaluate("window.told").await?;
    equal(
        seen,
        json!([{ "downhill": 1, "type": "state", "state": "paused", "lesson": "saddle", "step": 21, "length": 240 }]),
    )?;
    for injected in ["<img src=x onerror=alert(1)>", "1.lr=0.1&hide=\"><script>alert(1)</script>", &"a".repeat(100_000)]
    {
        let order = format!("{{ downhill: 1, type: 'set', link: {} }}", json!(injected));
        exchange(page, &order, json!({ "type": "refused" })).await?;
    }
    page.session.client.enter_frame(0).await?;
    equal(page.evaluate("document.querySelectorAll('main img, main script').length").await?, json!(0))?;
    frame_has_no_complaints(page).await
}

pub(super) async fn an_embed_listens_to_its_parent_only(page: &Page<'_>) -> Outcome {
    let stranger = "<iframe title='A stranger' srcdoc=\"<script>
        parent.frames[0].postMessage({ downhill: 1, type: 'goto', step: 5 }, '*');
        parent.frames[0].postMessage('slide:stop', '*');
        parent.postMessage('said', '*')</script>\"></iframe>";
    let _host = host(page, &frame(page, (720, 480), "?embed#lesson=saddle&step=20")).await?;
    told(page, json!({ "type": "state", "step": 20 })).await?;
    page.session
        .client
        .execute("document.body.insertAdjacentHTML('beforeend', arguments[0])", vec![json!(stranger)])
        .await?;
    page.until("the stranger's word", async || Ok(page.evaluate("window.told.includes('said')").await? == true))
        .await?;
    exchange(page, "{ downhill: 1, type: 'step', by: 1 }", json!({ "type": "state" })).await?;
    equal(page.evaluate("window.told.map(({ step }) => step)").await?, json!([21]))
}

pub(super) async fn keys_that_an_embed_does_not_use_go_to_the_page_around_it(page: &Page<'_>) -> Outcome {
    let _host = host(page, &frame(page, (720, 480), "?embed#lesson=saddle&step=20")).await?;
    told(page, json!({ "type": "state", "step": 20 })).await?;
    forget(page).await?;
    let client = &page.session.client;
    client.enter_frame(0).await?;
    let places = page.evaluate("history.length").await?;
    // The keyboard is where somebody has clicked.
    page.click(".count").await?;
    let passed = [
        (ARROW_RIGHT, "ArrowRight", 39),
        ("\u{e012}", "ArrowLeft", 37),
        ("\u{e00f}", "PageDown", 34),
        ("\u{e00c}", "Escape", 27),
        ("n", "n", 78),
        ("p", "p", 80),
        ("f", "f", 70),
        ("l", "l", 76),
        (".", ".", 190),
    ];
    for (press, key, code) in passed {
        page.press("body", press).await?;
        client.enter_parent_frame().await?;
        told(page, json!({ "type": "key", "key": key, "keyCode": code, "shiftKey": false, "ctrlKey": false })).await?;
        client.enter_frame(0).await?;
    }
    equal((page.step().await?, page.evaluate("history.length").await?), (20, places))?;
    client.enter_parent_frame().await?;
    forget(page).await?;
    client.enter_frame(0).await?;
    // Those that it keeps.
    page.press("body", " ").await?;
    page.reaches("running").await?;
    page.press("body", " ").await?;
    page.reaches("paused").await?;
    page.press("body", "2").await?;
    page.until("run 2 off", async || {
        Ok(page.evaluate("document.querySelector(\"[data-on='2']\").checked").await? == false)
    })
    .await?;
    page.press("body", "r").await?;
    page.until("the start", async || Ok(page.step().await? == 0)).await?;
    page.press("#timeline", ARROW_RIGHT).await?;
    page.until("a step", async || Ok(page.step().await? == 1)).await?;
    client.enter_parent_frame().await?;
    let keys = page.evaluate("window.told.filter(({ type }) => type === 'key').map(({ key }) => key)").await?;
    equal(keys, json!([]))?;
    // In reveal.js's words only where it is reveal.js that is around.
    equal(page.evaluate("window.told.filter((data) => typeof data === 'string')").await?, json!([]))?;
    say(page, "'slide:start'").await?;
    client.enter_frame(0).await?;
    page.press("body", "n").await?;
    client.enter_parent_frame().await?;
    page.until("the key in reveal.js's words", async || {
        Ok(page.evaluate("window.told.includes('{\"method\":\"triggerKey\",\"args\":[78]}')").await? == true)
    })
    .await
}

/// Runs this in the page around the frame, as a script of its own, and returns what that returns.
async fn run(page: &Page<'_>, script: &str) -> Outcome<Value> {
    Ok(page.session.client.execute("return window.run(arguments[0])", vec![json!(script)]).await?)
}

const SPACE: &str = "<div style='height: 3000px'></div>";

pub(super) async fn an_embed_rests_off_screen_and_plays_when_it_is_back(page: &Page<'_>) -> Outcome {
    // A short race starts anew, a long one goes on; unless the address says otherwise.
    for (address, anew) in [
        ("?embed#lesson=saddle", true),
        ("?embed=resume#lesson=saddle", false),
        ("?embed#lesson=noise&speed=12", false),
        ("?embed=restart#lesson=noise&speed=12", true),
    ] {
        let body = format!("{SPACE}{}{SPACE}", frame(page, (640, 400), address));
        let _host = host(page, &body).await?;
        told(page, json!({ "type": "ready" })).await?;
        page.frames(10).await?;
        forget(page).await?;
        run(page, "document.querySelector('iframe').scrollIntoView()").await?;
        for step in [1, 6] {
            told(page, json!({ "type": "state", "state": "running", "step": step })).await?;
        }
        forget(page).await?;
        run(page, "scrollTo(0, 0)").await?;
        let left = told(page, json!({ "type": "state", "state": "paused" })).await?;
        forget(page).await?;
        run(page, "document.querySelector('iframe').scrollIntoView()").await?;
        if anew {
            told(page, json!({ "type": "state", "state": "running", "step": 1 })).await?;
        } else {
            told(page, json!({ "type": "state", "state": "running" })).await?;
            let steps = page.evaluate("window.told.map(({ step }) => step)").await?;
            let earlier = |step: &Value| step.as_u64() < left["step"].as_u64();
            is(
                !steps.as_array().is_some_and(|steps| steps.iter().any(earlier)),
                &format!("{address}: {steps} go on from {left}"),
            )?;
        }
        // Who has paused it finds it as it was left.
        let rested =
            exchange(page, "{ downhill: 1, type: 'pause' }", json!({ "type": "state", "state": "paused" })).await?;
        run(page, "scrollTo(0, 0)").await?;
        page.frames(10).await?;
        run(page, "document.querySelector('iframe').scrollIntoView()").await?;
        page.frames(10).await?;
        let next = rested["step"].as_u64().map(|step| step + 1);
        exchange(
            page,
            "{ downhill: 1, type: 'step', by: 1 }",
            json!({ "type": "state", "state": "paused", "step": next }),
        )
        .await?;
    }
    Ok(())
}

pub(super) async fn an_embed_rests_while_its_window_or_its_slide_is_hidden(page: &Page<'_>) -> Outcome {
    let _host = host(page, &frame(page, (640, 400), "?embed=resume#lesson=saddle&speed=2")).await?;
    told(page, json!({ "type": "state", "state": "running", "step": 2 })).await?;
    // The first word that it is shown is one that nobody may have seen it before.
    exchange(page, "'slide:start'", json!({ "type": "state", "state": "running", "step": 1 })).await?;
    for (hide, show) in [
        ("'slide:stop'", "'slide:start'"),
        ("{ downhill: 1, type: 'sight', seen: false }", "{ downhill: 1, type: 'sight', seen: true }"),
    ] {
        let rests = exchange(page, hide, json!({ "type": "state", "state": "paused" })).await?;
        // An order to play is kept until somebody sees it.
        say(page, "{ downhill: 1, type: 'play' }").await?;
        page.frames(5).await?;
        is(page.evaluate("window.told.every(({ state }) => state !== 'running')").await? == true, "it rests")?;
        let next = rests["step"].as_u64().map(|step| step + 1);
        exchange(page, show, json!({ "type": "state", "state": "running", "step": next })).await?;
    }
    forget(page).await?;
    page.session.client.enter_frame(0).await?;
    for hidden in [true, false] {
        page.evaluate(&format!(
            "void (Object.defineProperty(document, 'hidden', {{ configurable: true, value: {hidden} }}), document.dispatchEvent(new Event('visibilitychange')))"
        ))
        .await?;
        page.session.client.enter_parent_frame().await?;
        told(page, json!({ "type": "state", "state": if hidden { "paused" } else { "running" } })).await?;
        page.session.client.enter_frame(0).await?;
    }
    frame_has_no_complaints(page).await
}

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
        let _host = host(page, &frame(page, (480, 360), &format!("?embed&theme={theme}#step=3"))).await?;
        told(page, json!({ "type": "ready" })).await?;
        for lesson in downhill::catalogue::LESSONS {
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
    for theme in ["light", "dark", "projector"] {
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

/// A page with an element of docs/embedding.md, which notes what it is told.
async fn host_of_element(page: &Page<'_>, body: &str) -> Outcome<Server> {
    let notes = "<script>
        removeEventListener('message', hear);
        for (const type of ['ready', 'state', 'values', 'key', 'refused'])
            addEventListener(`downhill-${type}`, ({ detail }) => told.push({ downhill: 1, type, ...detail }));
        window.lab = () => document.querySelector('downhill-lab');
        window.inside = () => lab().shadowRoot.querySelector('iframe');
    </script>";
    let server = host(page, &format!("{notes}{body}")).await?;
    page.until("the element", async || Ok(run(page, "return !!customElements.get('downhill-lab')").await? == true))
        .await?;
    Ok(server)
}

/// Goes into the element's frame, which no index leads to.
async fn enter_element(page: &Page<'_>) -> Outcome {
    let found = run(page, "return inside()").await?;
    let id = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str).ok_or("no frame")?;
    let element = fantoccini::elements::Element::from_element_id(page.session.client.clone(), id.to_owned().into());
    Ok(element.enter_frame().await?)
}

pub(super) async fn the_embed_element_shows_a_poster_then_the_lesson(page: &Page<'_>) -> Outcome {
    let _host = host_of_element(page, &format!("{SPACE}{}{SPACE}", snippet(page, "```html element")?)).await?;
    page.frames(10).await?;
    equal(run(page, "return [inside() === null, lab().shadowRoot.querySelector('img').src, lab().querySelector('a').getClientRects().length]").await?,
        json!([true, format!("{}posters/saddle.svg", page.server.address()), 0]))?;
    let places = page.evaluate("history.length").await?;
    // Asked before there is a frame, it is done when there is one.
    run(page, "lab().goTo(58); lab().scrollIntoView()").await?;
    told(page, json!({ "type": "ready", "lesson": "saddle", "steps": 240 })).await?;
    told(page, json!({ "type": "state", "state": "paused", "step": 58 })).await?;
    page.until("no poster", async || {
        Ok(run(page, "return getComputedStyle(lab().shadowRoot.querySelector('img')).visibility").await? == "hidden")
    })
    .await?;
    for (call, answer) in [
        ("step()", json!({ "type": "state", "step": 59 })),
        ("step(-1)", json!({ "type": "state", "step": 58 })),
        ("play()", json!({ "type": "state", "state": "running" })),
        ("pause()", json!({ "type": "state", "state": "paused" })),
        ("restart()", json!({ "type": "state", "state": "running", "step": 1 })),
        ("set('1.lr=0.3&step=7')", json!({ "type": "state", "step": 7 })),
        ("watch(1)", json!({ "type": "values", "run": 1, "name": "SGD", "step": 7 })),
        ("set('1.lr=fast')", json!({ "type": "refused" })),
        ("setAttribute('link', 'step=9')", json!({ "type": "state", "step": 9, "lesson": "saddle" })),
        ("setAttribute('lesson', 'momentum')", json!({ "type": "state", "step": 9, "lesson": "momentum" })),
        ("setAttribute('link', '1.lr=0.01')", json!({ "type": "state", "state": "running" })),
    ] {
        forget(page).await?;
        run(page, &format!("lab().{call}")).await?;
        told(page, answer).await?;
    }
    for (visibility, state) in [("hidden", "paused"), ("visible", "running")] {
        forget(page).await?;
        run(page, &format!("lab().style.visibility = '{visibility}'")).await?;
        told(page, json!({ "type": "state", "state": state })).await?;
    }
    equal(page.evaluate("history.length").await?, places)?;
    equal(run(page, "lab().style.width = '960px'; const { width, height } = lab().getBoundingClientRect(); return [width, height, document.adoptedStyleSheets.length]").await?,
        json!([960, 600, 0]))?;

    run(page, "lab().setAttribute('theme', 'dark')").await?;
    forget(page).await?;
    enter_element(page).await?;
    page.until("the theme", async || Ok(page.evaluate("document.documentElement.dataset.theme").await? == "dark"))
        .await?;
    page.click(".count").await?;
    page.press("body", ARROW_RIGHT).await?;
    page.press("body", " ").await?;
    frame_has_no_complaints(page).await?;
    told(page, json!({ "type": "key", "key": "ArrowRight" })).await?;
    page.until("the key", async || Ok(page.evaluate("window.pressed").await? == json!([["ArrowRight", 39]]))).await?;
    // Taken out and put back, it begins anew.
    forget(page).await?;
    run(page, "const it = lab(); it.remove(); document.body.prepend(it); scrollTo(0, 0)").await?;
    told(page, json!({ "type": "ready", "lesson": "momentum" })).await?;
    Ok(())
}

/// A deck of three slides, the second of which is that of docs/embedding.md.
async fn deck(page: &Page<'_>, slide: &str) -> Outcome<Server> {
    host(
        page,
        &format!(
            "<link rel='stylesheet' href='/reveal/reveal.css'>
            <div class='reveal'><div class='slides'><section>One</section>{slide}<section>Three</section></div></div>
            <script src='/reveal/reveal.js'></script>
            <script>Reveal.initialize({{ transition: 'fade' }})</script>"
        ),
    )
    .await
}

async fn shows_slide(page: &Page<'_>, number: u64) -> Outcome {
    page.until(&format!("slide {number}"), async || {
        Ok(run(page, "return Reveal.getIndices().h").await? == json!(number))
    })
    .await
}

pub(super) async fn an_embed_in_a_real_deck_plays_on_its_slide_and_lets_keys_turn_it(page: &Page<'_>) -> Outcome {
    let slide = snippet(page, "```html reveal.js")?;
    let client = &page.session.client;
    for preloaded in [false, true] {
        let slide = if preloaded { slide.replace("data-src", "data-preload data-src") } else { slide.clone() };
        let _host = deck(page, &slide).await?;
        shows_slide(page, 0).await?;
        if preloaded {
            told(page, json!({ "type": "ready", "lesson": "saddle" })).await?;
        }
        for turn in 0..2 {
            forget(page).await?;
            run(page, "Reveal.slide(1)").await?;
            // Short races start anew at each visit; without preload reveal.js makes the frame anew.
            told(page, json!({ "type": "state", "state": "running", "step": 1 })).await?;
            told(page, json!({ "type": "state", "state": "running", "step": 4 })).await?;
            client.enter_frame(0).await?;
            page.click(".count").await?;
            page.press("body", if turn == 0 { ARROW_RIGHT } else { "\u{e012}" }).await?;
            client.enter_parent_frame().await?;
            shows_slide(page, if turn == 0 { 2 } else { 0 }).await?;
            if preloaded {
                told(page, json!({ "type": "state", "state": "paused" })).await?;
            }
        }
        page.press("body", ARROW_RIGHT).await?;
        shows_slide(page, 1).await?;
    }
    Ok(())
}

pub(super) async fn every_embed_code_of_the_documentation_opens(page: &Page<'_>) -> Outcome {
    for fence in ["```html iframe", "````markdown", "```python"] {
        let code = snippet(page, fence)?;
        let html = match fence {
            "```html iframe" => code,
            // As Quarto passes it on, and as IPython writes it.
            "````markdown" => code.replace("```{=html}", ""),
            _ => {
                let address = code.split('"').nth(1).ok_or("no address")?;
                format!("<iframe width='100%' height='600' src='{address}' frameborder='0' allowfullscreen></iframe>")
            }
        };
        let _host = host(page, &html).await?;
        told(page, json!({ "type": "ready", "lesson": "saddle" })).await?;
        told(page, json!({ "type": "state", "state": "running" })).await?;
    }
    let _host = host(page, &snippet(page, "```html messages")?).await?;
    page.until("what is told", async || Ok(page.text("#told").await? == "paused at step 58")).await?;
    let _host = host_of_element(page, &snippet(page, "```html control")?).await?;
    page.until("a step", async || Ok(page.evaluate("Number(document.querySelector('#at').value) > 1").await? == true))
        .await?;
    forget(page).await?;
    page.find("button").await?.click().await?;
    told(page, json!({ "type": "state", "step": 1 })).await?;
    Ok(())
}
