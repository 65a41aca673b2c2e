//! The code that docs/embedding.md tells people to paste, as it stands there, in pages of another site: one with the element, a real deck.

use serde_json::{Value, json};

use super::host::{SPACE, forget, frame_has_no_complaints, host, run, told};
use super::{ARROW_RIGHT, equal};
use downhill_browser::Outcome;
use downhill_browser::page::Page;
use downhill_browser::server::Server;

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
    // Another way to come back is another page, which begins with the theme as it is now.
    forget(page).await?;
    run(page, "lab().setAttribute('resume', '')").await?;
    told(page, json!({ "type": "ready", "lesson": "momentum" })).await?;
    enter_element(page).await?;
    equal(page.evaluate("document.documentElement.dataset.theme").await?, json!("dark"))?;
    frame_has_no_complaints(page).await?;
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
            // A slide that fades in lies under the one before.
            let top = "(() => {
                const frame = document.querySelector('section.present iframe'), { left, top, width, height } = frame.getBoundingClientRect();
                return document.elementFromPoint(left + width / 2, top + height / 2) === frame;
            })()";
            page.until("nothing over the frame", async || Ok(page.evaluate(top).await? == true)).await?;
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
    page.until("what is told", async || Ok(page.text("#said").await? == "paused at step 58")).await?;
    let _host = host_of_element(page, &snippet(page, "```html control")?).await?;
    page.until("a step", async || Ok(page.evaluate("Number(document.querySelector('#at').value) > 1").await? == true))
        .await?;
    forget(page).await?;
    page.find("button").await?.click().await?;
    told(page, json!({ "type": "state", "step": 1 })).await?;
    Ok(())
}
