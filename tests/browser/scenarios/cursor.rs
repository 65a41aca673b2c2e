//! What is pointed at lights up everywhere; slow motion; what the address carries beside settings, and the way back.

use downhill::catalogue::OPENING;
use downhill::draw::scene::Scene;
use downhill::lab::{Dissected, Lab};
use downhill::link::PANELS;

use super::{ENTER, ESCAPE, GROUND, HOME, STAGE, equal, is, shows_step};
use downhill_browser::Outcome;
use downhill_browser::page::Page;

const LEFT: &str = "\u{e012}";
const RATE: &str = "input[data-exact='1.lr']";

/// Opens the page where it is paused.
async fn open(page: &Page<'_>, fragment: &str) -> Outcome {
    page.resize(1280, 800).await?;
    page.open(fragment).await?;
    page.opens().await?;
    page.reaches("paused").await
}

pub(super) async fn a_step_pointed_at_in_a_chart_is_seen_on_the_stage(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=30").await?;
    let plain = page.still_picture(STAGE).await?;
    page.hover("#chart", (0.2, 0.5)).await?;
    page.changes(STAGE, &plain).await?;
    let pointed = page.still_picture(STAGE).await?;
    page.hover("#play", (0.5, 0.5)).await?;
    page.until("no reading of the mouse's", async || Ok(!page.is_shown(".reading").await?)).await?;
    // That nothing at all is left of it is tested natively; in WebKit the canvas is not the same to the last pixel.
    page.changes(STAGE, &pointed).await?;
    let plain = page.still_picture(STAGE).await?;
    page.evaluate("document.querySelector('#chart').focus()").await?;
    page.press("#chart", LEFT).await?;
    page.changes(STAGE, &plain).await?;
    page.until("a reading of the step before", async || Ok(page.text(".reading").await?.starts_with("loss, step 29")))
        .await?;
    let told = page.evaluate("document.querySelector('#chart-reading').textContent").await?;
    is(told.as_str().is_some_and(|told| told.starts_with("Step 29: SGD ")), "it is told")?;
    shows_step(page, 30).await?;
    let pointed = page.still_picture(STAGE).await?;
    page.press("#chart", ESCAPE).await?;
    page.until("no reading of the keyboard's", async || Ok(!page.is_shown(".reading").await?)).await?;
    page.changes(STAGE, &pointed).await?;
    page.press("#chart", &format!("{HOME}{ENTER}")).await?;
    shows_step(page, 0).await
}

pub(super) async fn an_arrow_pointed_at_lights_its_line(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=30").await?;
    page.click("[data-apart='2']").await?;
    page.until("the pane", async || page.is_shown("#anatomy").await).await?;
    page.frames(5).await?;
    let size: [f64; 2] = serde_json::from_value(
        page.evaluate("(({ width, height }) => [width, height])(document.querySelector('#stage-overlay').getBoundingClientRect())")
            .await?,
    )?;
    // Where the page's own core draws it, this one finds it.
    let mut lab = Lab::new(OPENING.settings())?;
    lab.go_to(30);
    lab.dissect(Some(Dissected { place: 1, lit: None }));
    let scene = Scene::of(&lab, size, 1.0);
    let found = (0..100).flat_map(|i| (0..100).map(move |j| [i, j].map(|k| f64::from(k) / 100.0)));
    let on_g: Vec<_> =
        found.filter(|at| scene.arrow_at(&lab, [at[0] * size[0], at[1] * size[1]], 4.0) == Some("g")).collect();
    // Not at its end: the mouse moves by whole pixels.
    let at = on_g.get(on_g.len() / 2).ok_or("the arrow is on the stage")?;
    let start = page.value("input[data-exact='start.x']").await?;
    let lit = ".line.lit[data-line=g]";
    page.hover(STAGE, (at[0], at[1])).await?;
    page.until("its line lit", async || page.is_shown(lit).await).await?;
    page.hover(STAGE, (0.97, 0.03)).await?;
    page.until("no line lit", async || Ok(!page.is_shown(".line.lit").await?)).await?;
    // A finger taps: no driver but Chromium's has one.
    page.evaluate(&format!(
        "(() => {{
            const node = document.querySelector('{STAGE}');
            const {{ left, top, width, height }} = node.getBoundingClientRect();
            const at = {{ clientX: left + {} * width, clientY: top + {} * height, pointerType: 'touch', pointerId: 9, bubbles: true }};
            for (const type of ['pointerdown', 'pointerup']) node.dispatchEvent(new PointerEvent(type, at));
        }})()",
        at[0], at[1]
    ))
    .await?;
    page.until("its line lit by a tap", async || page.is_shown(lit).await).await?;
    equal(page.value("input[data-exact='start.x']").await?, start.clone())?;
    page.drag(STAGE, (at[0], at[1]), (0.4, 0.3)).await?;
    page.until("the start carried along", async || Ok(page.value("input[data-exact='start.x']").await? != start)).await
}

pub(super) async fn in_slow_motion_a_step_is_watched(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&speed=0.125&step=3").await?;
    equal(page.value("#speed").await?, "0.125".to_owned())?;
    page.click("#play").await?;
    shows_step(page, 4).await?;
    let first = page.picture(STAGE).await?;
    page.changes(STAGE, &first).await?;
    let second = page.picture(STAGE).await?;
    page.changes(STAGE, &second).await?;
    // It takes eight seconds; whoever pauses does not wait for it.
    shows_step(page, 4).await?;
    page.click("#play").await?;
    page.reaches("paused").await?;
    page.still_picture(STAGE).await?;
    page.evaluate("document.activeElement.blur()").await?;
    for (key, speed) in [("<", "0.125"), (">", "0.25"), (">", "0.5"), (">", "1"), ("<", "0.5")] {
        page.press("body", key).await?;
        page.until(&format!("speed {speed}"), async || Ok(page.value("#speed").await? == speed)).await?;
    }
    page.until("the speed in the address", async || Ok(page.address().await?.contains("speed=0.5"))).await
}

pub(super) async fn the_address_carries_what_is_zoomed_to(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=9").await?;
    let whole = page.still_picture(GROUND).await?;
    page.wheel(STAGE, (0.4, 0.4), -240.0).await?;
    page.changes(GROUND, &whole).await?;
    page.until("the view in the address", async || Ok(page.address().await?.contains("&view="))).await?;
    let address = page.address().await?;
    let fragment = address.split_once('#').map(|(_, fragment)| format!("#{fragment}")).ok_or("no fragment")?;
    open(page, &fragment).await?;
    page.until("a zoomed stage", async || page.is_shown(".whole-view").await).await?;
    is(!page.is_shown("#note").await?, "no note for a link of the page's own")?;
    let zoomed = page.still_picture(GROUND).await?;
    is(zoomed != whole, "it is another picture")?;
    page.press("body", "n").await?;
    page.until("another lesson, whole", async || {
        let address = page.address().await?;
        Ok(address.contains("lesson=") && !address.contains("view=") && !page.is_shown(".whole-view").await?)
    })
    .await?;
    page.evaluate("history.back()").await?;
    page.returns(GROUND, &zoomed).await?;
    equal(page.address().await?, address)?;
    page.evaluate(
        "void Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => { globalThis.harness.copied = text } } })",
    )
    .await?;
    page.click("#take summary").await?;
    for kind in ["link", "embed"] {
        page.evaluate("globalThis.harness.copied = ''").await?;
        page.click(&format!("[data-take='{kind}']")).await?;
        page.until("what was copied", async || {
            Ok(page.evaluate("globalThis.harness.copied").await?.as_str().is_some_and(|text| text.contains("view=")))
        })
        .await?;
    }
    page.press("body", "0").await?;
    page.until("no view in the address", async || Ok(!page.address().await?.contains("view="))).await?;
    open(page, "#v=1&step=9&view=2,1,0,1").await?;
    is(page.text("#note").await?.contains("view=2,1,0,1"), "what is no view is noted")?;
    is(!page.is_shown(".whole-view").await?, "and nothing is zoomed")?;
    // Encoded as a whole, as some programs pass it on.
    open(page, "#step%3D9%26view%3D-2%2C1%2C-0.5%2C2%26hide%3Dprose%2Cquestion").await?;
    page.until("a zoomed stage", async || page.is_shown(".whole-view").await).await?;
    is(!page.is_shown("#lesson").await? && !page.is_shown("#note").await?, "no prose, and no note")
}

/// What each name in `hide=` takes away, and the lesson where it is seen.
const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("lessons", ".lessons", "jitter"),
    ("undo", "#undo-redo", "jitter"),
    ("prose", "#lesson", "jitter"),
    ("question", "#question", "jitter"),
    ("finding", "#finding", "high-dimension"),
    ("surface", "#surface", "jitter"),
    ("start", ".start", "jitter"),
    ("legend", "#legend", "jitter"),
    ("actions", "#actions", "jitter"),
    ("theme", "#theme", "jitter"),
    ("transport", "#transport", "jitter"),
    ("timeline", ".timeline", "jitter"),
    ("speed", "#speed-control", "jitter"),
    ("tools", "#tools", "jitter"),
    ("charts", "#charts", "jitter"),
    ("charts", ".chooser", "jitter"),
    ("code", "#code", "loop"),
    ("anatomy", ".apart", "jitter"),
    ("zoom", ".whole-view", "jitter"),
    ("home", "#home", "jitter"),
    ("add", "#add", "jitter"),
    ("goto", ".go-to", "jitter"),
    ("seed", ".seed", "jitter"),
    ("fullscreen", "#full-screen", "jitter"),
    ("keys", "#keys", "jitter"),
    ("take", "#take", "jitter"),
];

pub(super) async fn every_panel_can_be_left_out(page: &Page<'_>) -> Outcome {
    for panel in PANELS {
        is(LEFT_OUT.iter().any(|(name, ..)| name == panel), &format!("{panel} is told to be left out"))?;
    }
    for lesson in ["jitter", "loop", "high-dimension"] {
        let zoom = if lesson == "jitter" { "&1.lr=0.05&view=-2,1,-0.5,2" } else { "" };
        let whole = format!("#v=1&lesson={lesson}&step=9{zoom}");
        page.resize(1280, 800).await?;
        page.open(&whole).await?;
        page.opens().await?;
        for (name, selector, _) in LEFT_OUT.iter().filter(|(.., on)| *on == lesson) {
            page.until(selector, async || page.is_shown(selector).await).await?;
            page.evaluate(&format!("void (location.hash = '{whole}&hide={name}')")).await?;
            page.until(&format!("no {selector}"), async || Ok(!page.is_shown(selector).await?)).await?;
            page.evaluate(&format!("void (location.hash = '{whole}')")).await?;
        }
    }
    // Where the way back from a zoom is left out, there is no zoom.
    open(page, "#v=1&step=9&hide=zoom").await?;
    let ground = page.still_picture(GROUND).await?;
    page.wheel(STAGE, (0.4, 0.4), -240.0).await?;
    page.frames(5).await?;
    equal(page.picture(GROUND).await?, ground)
}

pub(super) async fn the_lessons_settings_come_back_by_a_key_and_can_be_undone(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&1.lr=0.0123&step=9").await?;
    page.press("body", "l").await?;
    page.until("the lesson's rate", async || Ok(page.value(RATE).await? == "0.076")).await?;
    page.click("#undo").await?;
    page.until("the rate that was set", async || Ok(page.value(RATE).await? == "0.0123")).await
}

pub(super) async fn back_returns_to_what_was_before_a_live_link(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&1.lr=0.0123&step=9").await?;
    let places = page.evaluate("history.length").await?;
    page.press("input[data-param='surface.kappa']", LEFT).await?;
    page.press("input[data-param='surface.kappa']", LEFT).await?;
    page.until("the settings in the address", async || Ok(page.address().await?.contains("surface.kappa"))).await?;
    let kappa = page.value("input[data-exact='surface.kappa']").await?;
    equal(page.evaluate("history.length").await?, places)?;
    page.click("#prose a[data-set*='lr=']").await?;
    page.until("another rate", async || Ok(page.value(RATE).await? != "0.0123")).await?;
    page.evaluate("history.back()").await?;
    page.until("the settings before it", async || {
        Ok(page.value(RATE).await? == "0.0123" && page.value("input[data-exact='surface.kappa']").await? == kappa)
    })
    .await?;
    shows_step(page, 9).await
}
