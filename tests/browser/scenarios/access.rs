//! For everybody: axe-core finds nothing, and a finger hits every control.

use downhill::catalogue::LESSONS;
use downhill::lesson::Lesson;
use serde_json::{Value, json};

use super::{is, one_of_each_ground};
use downhill_browser::drivers::Browser;
use downhill_browser::page::Page;
use downhill_browser::{Outcome, root};

/// axe-core, from the page's npm packages: for this check only, and never in `dist/`.
const AXE: &str = "www/node_modules/axe-core/axe.min.js";

/// What unfolds, and how it is folded again.
const PANES: [(&str, &str); 5] = [
    ("[data-apart='2']", "[data-apart='2']"),
    (".choose", ".choose"),
    ("#take summary", "#take summary"),
    ("#keys", "#sheet button"),
    (".run .more", ".run .more"),
];

pub(super) async fn axe_finds_nothing_in_any_lesson_and_theme(page: &Page<'_>) -> Outcome {
    // All of it takes a minute in Chromium. The rules look at the document, which is the same in the other two: there, at one
    // lesson of each ground.
    let all = page.session.browser == Browser::Chromium;
    let lessons = if all { LESSONS.iter().collect() } else { one_of_each_ground() };
    let mut found = Vec::new();
    page.open("#v=1&step=30").await?;
    page.opens().await?;
    for lesson in lessons {
        if !all {
            // Seen once in WebKit on a busy machine: a changed address was not followed. Not understood.
            page.open(&link(lesson)).await?;
            page.opens().await?;
        }
        show(page, lesson).await?;
        for theme in themes(all) {
            dress(page, theme).await?;
            let rules: &[&str] = if *theme == "light" { &[] } else { &OF_THEMES };
            found.extend(violations_of(page, &format!("{}, {theme}", lesson.id), rules).await?);
        }
    }
    page.open(&link(downhill::catalogue::OPENING)).await?;
    page.opens().await?;
    show(page, downhill::catalogue::OPENING).await?;
    for theme in themes(all) {
        dress(page, theme).await?;
        for (open, close) in PANES {
            press(page, open).await?;
            found.extend(violations(page, &format!("{open} unfolded, {theme}")).await?);
            press(page, close).await?;
        }
    }
    is(found.is_empty(), &format!("axe finds nothing; it finds {:#}", Value::Array(found)))
}

fn themes(all: bool) -> &'static [&'static str] {
    if all { &["light", "dark", "projector"] } else { &["light"] }
}

/// Chooses a theme; the runs have its colours a frame later.
async fn dress(page: &Page<'_>, theme: &str) -> Outcome {
    page.choose_theme(theme).await?;
    page.frames(3).await
}

fn link(lesson: &Lesson) -> String {
    format!("#v=1&lesson={}&step={}", lesson.id, lesson.telling)
}

/// Goes to a lesson as a link in the page would, so that what was put into the page stays.
pub(super) async fn show(page: &Page<'_>, lesson: &Lesson) -> Outcome {
    page.evaluate(&format!("void (location.hash = '{}')", link(lesson))).await?;
    page.until(lesson.title, async || {
        let seen = page
            .evaluate("[document.querySelector('#lesson-title').textContent, document.documentElement.dataset.state]");
        let seen = seen.await?;
        Ok(seen == json!([lesson.title, "paused"]) || seen == json!([lesson.title, "finished"]))
    })
    .await?;
    page.frames(3).await
}

/// Without the mouse, which would let titles and tools come up beside what is unfolded.
async fn press(page: &Page<'_>, selector: &str) -> Outcome {
    page.evaluate(&format!("document.querySelector(\"{selector}\").click()")).await?;
    page.frames(3).await
}

/// The rules of axe-core that a theme can break: they look at colours, or at what can be reached and scrolled.
const OF_THEMES: [&str; 4] =
    ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "aria-hidden-focus"];

/// Lists what axe-core finds, each with the place of `what`.
pub(super) async fn violations(page: &Page<'_>, what: &str) -> Outcome<Vec<Value>> {
    violations_of(page, what, &[]).await
}

/// Lists what some rules of axe-core find, or all where none is named.
async fn violations_of(page: &Page<'_>, what: &str, rules: &[&str]) -> Outcome<Vec<Value>> {
    if page.evaluate("typeof globalThis.axe").await? == "undefined" {
        let source = std::fs::read_to_string(root().join(AXE)).map_err(|error| {
            format!("{AXE}: {error}; `cargo xtask test --only browser` installs the page's npm packages")
        })?;
        // As a script of the driver's: the page's policy lets no other in.
        page.session.client.execute(&source, vec![]).await?;
    }
    let script = "const [what, only, done] = arguments;
        const rules = only.length > 0 ? { runOnly: { type: 'rule', values: only } } : {};
        globalThis.axe.run({ ...rules, resultTypes: ['violations'], preload: false }).then(
            ({ violations }) => done(violations.flatMap(({ id, nodes }) =>
                nodes.map(({ html, failureSummary }) => [what, id, html.slice(0, 160), failureSummary]))),
            (error) => done([[what, String(error)]]))";
    let found = page.session.client.execute_async(script, vec![json!(what), json!(rules)]).await?;
    Ok(serde_json::from_value(found)?)
}

pub(super) async fn a_finger_hits_every_control(page: &Page<'_>) -> Outcome {
    // No window gets this narrow; to the page, the viewport is the frame.
    page.resize(800, 844).await?;
    page.session.client.goto(&page.server.framed(390, 844, "#v=1&step=30")).await?;
    page.session.client.enter_frame(0).await?;
    page.opens().await?;
    let mut missed = Vec::new();
    for lesson in LESSONS {
        show(page, lesson).await?;
        missed.extend(too_small(page, lesson.id).await?);
    }
    show(page, downhill::catalogue::OPENING).await?;
    for (open, close) in PANES {
        press(page, open).await?;
        missed.extend(too_small(page, open).await?);
        press(page, close).await?;
    }
    page.evaluate("void (location.hash = '#v=1&surface=formula&step=10&wallpaper=1')").await?;
    page.until("a note and a formula", async || {
        Ok(page.is_shown("#note button").await? && page.is_shown("#formula").await?)
    })
    .await?;
    missed.extend(too_small(page, "a note and a formula").await?);
    is(missed.is_empty(), &format!("44 css px each way; less have {:#}", Value::Array(missed)))
}

/// The controls that are less than 44 css px wide or high, with their labels. A link in a sentence is as wide as its words, of
/// which the one before and the one after may be links too: it must be 24 wide (WCAG 2.5.8).
async fn too_small(page: &Page<'_>, what: &str) -> Outcome<Vec<Value>> {
    let script = "(() => {
        const controls = 'button, input, select, summary, a[href], textarea, [tabindex=\"0\"]:not([role=group])';
        const seen = [...document.querySelectorAll(controls)].filter(
            (each) => each.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) ?? true);
        const small = seen.filter((each) => {
            const hit = [each, each.closest('label'), ...(each.labels ?? [])].filter(Boolean);
            const least = each.matches('.prose a') ? 24 : 44;
            // A hundredth of a pixel is rounding.
            return !hit.map((node) => node.getBoundingClientRect()).some(
                ({ width, height }) => width === 0 || (width > least - 0.01 && height > 44 - 0.01));
        });
        return small.map((each) => {
            const { width, height } = each.getBoundingClientRect();
            return `${each.outerHTML.slice(0, 90)} ${width.toFixed(1)} × ${height.toFixed(1)}`;
        });
    })()";
    let small: Vec<Value> = serde_json::from_value(page.evaluate(script).await?)?;
    Ok(small.into_iter().map(|each| json!([what, each])).collect())
}
