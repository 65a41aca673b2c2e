//! Whoever makes a link, a formula or a message for somebody else's page gets no program and no markup into it.

use serde_json::json;

use super::lab::open;
use super::{ENTER, equal, is, shows_step};
use downhill_browser::Outcome;
use downhill_browser::page::Page;

const MARKUP: &str = "<img src=x onerror=globalThis.intruder=1><script>globalThis.intruder=1</script>";

/// Pieces of a link with markup in them, and whether the note about it repeats its beginning.
const PIECES: [(&str, bool); 12] = [
    ("lesson=", true),
    ("surface=", true),
    ("formula=", false),
    ("runs=", true),
    ("rates=", true),
    ("start=", true),
    ("speed=", true),
    ("view=", true),
    ("hide=", true),
    ("1.lr=", true),
    ("1@5.lr=", true),
    ("", true),
];

/// Nothing was run, and no element is there that the page has not made.
async fn is_untouched(page: &Page<'_>) -> Outcome {
    let seen = "[
        window.intruder ?? null,
        document.querySelectorAll('img, iframe, object, embed, base, form, style, [onerror], [onload], [onclick], body script[src=\"x\"]').length,
        Array.from(document.querySelectorAll('script')).filter((script) => script.textContent.includes('intruder') && !script.textContent.includes('harness')).length,
    ]";
    equal(page.evaluate(seen).await?, json!([null, 0, 0]))
}

pub(super) async fn markup_in_a_link_is_shown_as_text(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=3").await?;
    for (key, repeated) in PIECES {
        let fragment = format!("v=1&step=3&{key}{}", percent(MARKUP));
        page.evaluate(&format!(
            "void (document.querySelector('#note').replaceChildren(), (location.hash = '{fragment}'))"
        ))
        .await?;
        page.until(&format!("a note about {key:?}"), async || {
            let note = page.text("#note").await?;
            Ok(!note.is_empty() && (!repeated || note.contains("<img src=x")))
        })
        .await?;
        let tags = page.evaluate("Array.from(document.querySelectorAll('#note *'), (node) => node.localName)").await?;
        equal(tags, json!(["div", "p", "button"]))?;
        is_untouched(page).await?;
    }
    // Opened by such a link, too.
    open(page, &format!("#v=1&step=3&hide={0}&lesson={0}", percent(MARKUP))).await?;
    is(page.text("#note").await?.contains("<img src=x"), "the note tells what was ignored")?;
    is_untouched(page).await
}

pub(super) async fn markup_that_is_typed_stays_text(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&surface=formula&step=3").await?;
    page.find("#formula").await?.clear().await?;
    page.press("#formula", &format!("{MARKUP}{ENTER}")).await?;
    page.until("words about it", async || page.is_shown("#formula-word").await).await?;
    is_untouched(page).await?;
    page.find("input[data-exact='1.lr']").await?.clear().await?;
    page.press("input[data-exact='1.lr']", &format!("{MARKUP}{ENTER}")).await?;
    page.until("words about it", async || {
        Ok(page.evaluate("document.querySelector(\"input[data-exact='1.lr']\").hasAttribute('aria-invalid')").await?
            == true)
    })
    .await?;
    is_untouched(page).await
}

pub(super) async fn the_whole_page_takes_no_orders_by_message(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=3").await?;
    page.evaluate(
        "void (() => {
            window.harness.heard = false;
            window.addEventListener('message', ({ data }) => (window.harness.heard ||= data === 'last'));
            for (const order of [
                { downhill: 1, type: 'goto', step: 9 },
                { downhill: 1, type: 'set', link: 'lesson=saddle' },
                { downhill: 1, type: 'play' },
                'slide:start',
                'last',
            ]) window.postMessage(order, '*');
        })()",
    )
    .await?;
    page.until("the last message", async || Ok(page.evaluate("window.harness.heard").await? == true)).await?;
    page.frames(3).await?;
    equal(page.step().await?, 3)?;
    page.reaches("paused").await
}

pub(super) async fn nothing_from_elsewhere_is_loaded_and_nothing_is_sent(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=3").await?;
    // What the page itself does is free of violations.
    page.complaints().await?;
    page.evaluate(
        "void (() => {
            const add = (tag, attributes) => document.body.append(Object.assign(document.createElement(tag), attributes));
            const elsewhere = 'https://example.invalid/';
            add('img', { src: `${elsewhere}a.png` });
            add('iframe', { src: elsewhere });
            add('link', { rel: 'stylesheet', href: `${elsewhere}a.css` });
            add('script', { src: `${elsewhere}a.js` });
            add('base', { href: elsewhere });
            add('style', { textContent: 'body { display: none }' });
            const form = Object.assign(document.createElement('form'), { action: elsewhere });
            document.body.append(form);
            try {
                form.submit();
            } catch {
                // Firefox says so at once.
            }
        })()",
    )
    .await?;
    let kinds = "['img-src', ['frame-src', 'child-src', 'default-src'], 'style-src', 'script-src', 'base-uri', 'form-action'].filter(
        (kind) => ![kind].flat().some((name) => window.harness.complaints.some((each) => each.startsWith(name))),
    )";
    page.until("the browser's word about each", async || Ok(page.evaluate(kinds).await? == json!([]))).await?;
    is(page.is_shown("#stage").await?, "no style has hidden the page")?;
    // That a script from elsewhere, an extension's perhaps, does not come is no failure of the page.
    page.click("#step").await?;
    shows_step(page, 4).await?;
    page.reaches("paused").await?;
    page.evaluate("void (window.harness.complaints.length = 0)").await?;
    Ok(())
}

/// The text as a link has it.
fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).into() } else { format!("%{byte:02X}") })
        .collect()
}
