//! What an embed and the page around it say to each other, and whose the keys are.

use serde_json::json;

use super::host::{exchange, forget, frame, frame_has_no_complaints, host, say, told};
use super::{ARROW_RIGHT, equal, is};
use downhill_browser::Outcome;
use downhill_browser::page::Page;

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

    let fine = async |scale: f64| {
        say(page, &format!("{{ downhill: 1, type: 'scale', by: {scale} }}")).await?;
        page.session.client.enter_frame(0).await?;
        let drawn = "(() => { const { width, clientWidth } = document.querySelector('#stage-background');
            return Math.abs(width - clientWidth * devicePixelRatio * SCALE) < 2; })()";
        let drawn = drawn.replace("SCALE", &scale.clamp(1.0, 4.0).to_string());
        page.until("a stage as fine as it is shown", async || Ok(page.evaluate(&drawn).await? == true)).await?;
        page.session.client.enter_parent_frame().await?;
        Outcome::Ok(())
    };
    exchange(
        page,
        "{ downhill: 1, type: 'compare', links: ['start=-2,0.001', '1.lr=0.3', 'nonsense'] }",
        json!({ "type": "effect", "links": ["start=-2,0.001"] }),
    )
    .await?;
    say(page, "{ downhill: 1, type: 'compare', links: [] }").await?;
    for scale in [1.5, 100.0, 0.5] {
        fine(scale).await?;
    }

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
    "{ downhill: 1, type: 'compare', links: 'all' }",
    "{ downhill: 1, type: 'compare', links: [1] }",
    "{ downhill: 1, type: 'scale', by: Infinity }",
    "{ downhill: 1, type: 'scale', by: '2' }",
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

pub(super) async fn an_order_given_at_once_finds_an_embed_of_one_state(page: &Page<'_>) -> Outcome {
    // While its first picture is drawn, piece by piece.
    let eager = "<script>addEventListener('message', ({ data, source }) => {
        if (data.type === 'ready') source.postMessage({ downhill: 1, type: 'set', link: 'lesson=momentum&step=4' }, '*');
    });</script>";
    let _host = host(page, &(eager.to_owned() + &frame(page, (720, 480), "?embed#lesson=saddle"))).await?;
    told(page, json!({ "type": "state", "lesson": "momentum", "step": 4, "length": 120 })).await?;
    let mixed = "window.told.filter(({ type, lesson, length }) =>
        type === 'state' && length !== { momentum: 120, saddle: 240 }[lesson])";
    equal(page.evaluate(mixed).await?, json!([]))
}
