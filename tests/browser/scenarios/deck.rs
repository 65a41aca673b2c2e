//! The lecture's slides: each stage plays while it is shown, the values beside a rule are those of its step, and it prints.

use downhill::catalogue::LESSONS;
use downhill::lab::Lab;
use downhill::link;
use serde_json::{Value, json};

use super::access::violations;
use super::lessons::{PAGE_DOWN, PAGE_UP};
use super::{ARROW_RIGHT, alike, equal, is};
use downhill_browser::Outcome;
use downhill_browser::drivers::Browser;
use downhill_browser::page::Page;
use downhill_browser::server::site;

const ARROW_LEFT: &str = "\u{e012}";

/// The slide that is shown.
const PRESENT: &str = "document.querySelector('section.present')";

/// The slides that are played in browsers other than the first: of each kind, with a lesson of each ground.
const SOME: &[&str] = &[
    "title",
    "how",
    "loop",
    "jitter",
    "saddle-ridge",
    "high-dimension",
    "momentum",
    "bias-correction-rule",
    "summary",
];

/// The lines of a rule as a slide has them, each with its values.
type Lines = Vec<(String, Vec<String>)>;

/// Loads the deck at a slide.
async fn open(page: &Page<'_>, slide: &str) -> Outcome {
    page.open(&format!("slides/#/{slide}")).await?;
    shows(page, slide).await
}

async fn shows(page: &Page<'_>, slide: &str) -> Outcome {
    page.until(&format!("the slide {slide}"), async || Ok(page.evaluate(&format!("{PRESENT}?.id")).await? == slide))
        .await
}

/// Goes to a slide by its address. Where two slides are turned within a second, reveal.js writes the address of the first late, perhaps
/// over the one that has just been given: then it is given again.
async fn goes_to(page: &Page<'_>, slide: &str) -> Outcome {
    let asked = format!(
        "(() => {{
            if ({PRESENT}?.id === '{slide}') return true;
            if (location.hash !== '#/{slide}') location.hash = '#/{slide}';
            return false;
        }})()"
    );
    page.until(&format!("the slide {slide}"), async || Ok(page.evaluate(&asked).await? == true)).await
}

/// Turns by a key of the deck.
async fn turn(page: &Page<'_>, key: &str, to: &str) -> Outcome {
    page.press("body", key).await?;
    shows(page, to).await
}

/// Waits until the stage of the slide says this.
async fn stage(page: &Page<'_>, what: &str, condition: &str) -> Outcome {
    let script = format!("(({{ state, step }}) => {condition})({PRESENT}.querySelector('figure').dataset)");
    page.until(what, async || Ok(page.evaluate(&script).await? == true)).await
}

/// Each slide's id and kind: `rule` for one with a rule, `live` for another with a stage, `plain`.
async fn slides(page: &Page<'_>) -> Outcome<Vec<(String, String)>> {
    let script = "Array.from(document.querySelectorAll('.slides section'), (slide) =>
        [slide.id, slide.querySelector('.rule') ? 'rule' : slide.querySelector('.live') ? 'live' : 'plain'])";
    Ok(serde_json::from_value(page.evaluate(script).await?)?)
}

/// What the frames complain of: the page's own complaints are asked for at the end.
async fn quiet(page: &Page<'_>) -> Outcome {
    let script = "Array.from(document.querySelectorAll('iframe'), (frame) => frame.contentWindow.harness?.complaints ?? []).flat()";
    equal(page.evaluate(script).await?, json!([]))
}

pub(super) async fn every_live_slide_plays_while_it_is_shown(page: &Page<'_>) -> Outcome {
    open(page, "title").await?;
    let all = page.session.browser == Browser::Chromium;
    let slides = slides(page).await?;
    let mut lessons: Vec<String> = Vec::new();
    let chosen: Vec<_> = slides.iter().filter(|slide| all || SOME.contains(&slide.0.as_str())).collect();
    is(all || chosen.len() == SOME.len(), "every slide is there")?;
    for (place, (id, kind)) in chosen.into_iter().enumerate() {
        if all && place > 0 {
            turn(page, ARROW_RIGHT, id).await?;
        } else {
            goes_to(page, id).await?;
        }
        let lesson = page.evaluate(&format!("{PRESENT}.dataset.lesson ?? ''")).await?;
        let lesson = lesson.as_str().unwrap_or_default();
        if !lesson.is_empty() && lessons.last().is_none_or(|last| last != lesson) {
            lessons.push(lesson.to_owned());
        }
        if kind != "plain" {
            stage(page, &format!("{id} plays"), "state === 'running' && step > 0 || state === 'finished'").await?;
        }
        quiet(page).await?;
        // Those of the slides beside it wait, at their start or where they were left.
        let playing = "Array.from(document.querySelectorAll('section:not(.present) figure[data-state=running]'), (f) => f.dataset.src)";
        page.until("the others rest", async || Ok(page.evaluate(playing).await? == json!([]))).await?;
        let frames = page.evaluate("document.querySelectorAll('iframe').length").await?;
        is(frames.as_u64().is_some_and(|frames| frames <= 3), "frames are there for the slide and those beside it")?;
    }
    let of_lecture = LESSONS.iter().map(|lesson| lesson.id).filter(|id| all || lessons.iter().any(|known| known == id));
    is(lessons.len() > 2, "there are lessons")?;
    equal(lessons.iter().map(String::as_str).collect::<Vec<_>>(), of_lecture.collect())
}

pub(super) async fn a_stage_goes_on_where_it_was_left(page: &Page<'_>) -> Outcome {
    open(page, "saddle").await?;
    stage(page, "some steps", "step > 5").await?;
    turn(page, PAGE_DOWN, "saddle-ridge").await?;
    let left = "document.querySelector('#saddle figure').dataset";
    page.until("rest", async || Ok(page.evaluate(&format!("{left}.state")).await? == "paused")).await?;
    let step = page.evaluate(&format!("{left}.step")).await?;
    stage(page, "the next", "state === 'running'").await?;
    equal(page.evaluate(&format!("{left}.step")).await?, step.clone())?;
    turn(page, PAGE_UP, "saddle").await?;
    let on = format!("state === 'running' && step > {}", step.as_str().unwrap_or_default());
    stage(page, "it goes on", &on).await
}

pub(super) async fn the_values_beside_a_rule_are_those_of_its_step(page: &Page<'_>) -> Outcome {
    open(page, "title").await?;
    let slides = slides(page).await?;
    // A slide treats the values of every rule alike, and the same values come to every browser.
    let some = if page.session.browser == Browser::Chromium { usize::MAX } else { 3 };
    for (id, _) in slides.iter().filter(|(_, kind)| kind == "rule").take(some) {
        goes_to(page, id).await?;
        stage(page, &format!("{id} plays"), "state === 'running' && step > 1").await?;
        page.press("body", "k").await?;
        stage(page, &format!("{id} pauses"), "state === 'paused'").await?;
        page.press("body", "l").await?;
        page.press("body", "l").await?;
        let script = format!(
            "(() => {{
                const figure = {PRESENT}.querySelector('figure'), rule = {PRESENT}.querySelector('.rule');
                const lines = Array.from(rule.children, (line) =>
                    [line.querySelector('code').textContent, Array.from(line.querySelectorAll('.value'), (value) => value.textContent)]);
                const told = figure.querySelector('iframe').contentDocument.querySelector('#step-count').textContent.trim();
                return figure.dataset.step === told ? [figure.dataset.src, Number(rule.dataset.run), Number(told), Number(rule.dataset.step), lines] : null;
            }})()"
        );
        let settled = async || -> Outcome<Value> {
            let before = page.evaluate(&script).await?;
            page.frames(3).await?;
            Ok(if page.evaluate(&script).await? == before { before } else { Value::Null })
        };
        page.until(&format!("{id} stands"), async || Ok(!settled().await?.is_null())).await?;
        let seen = page.evaluate(&script).await?;
        let (address, run, step, written, lines): (String, usize, usize, usize, Lines) = serde_json::from_value(seen)?;
        let (settings, notes) = link::parse(address.split_once('#').map_or("", |(_, fragment)| fragment));
        equal(notes, Vec::new())?;
        let mut lab = Lab::new(settings)?;
        lab.go_to(step);
        equal(written, lab.step())?;
        let anatomy = lab.anatomy(run - 1).ok_or("the run has a step")?;
        let given = anatomy.given.iter().map(|given| (given.name, &given.values));
        let wanted: Vec<_> = given.chain(anatomy.lines.iter().map(|line| (&*line.text, &line.values))).collect();
        equal(lines.len(), wanted.len())?;
        for ((text, values), (line, bound)) in lines.iter().zip(wanted) {
            equal(text.as_str(), line)?;
            alike(&values.join("; "), &bound.join("; ")).map_err(|error| format!("{id}, {line}: {error}"))?;
        }
    }
    Ok(())
}

pub(super) async fn the_slides_keys_work_inside_a_frame(page: &Page<'_>) -> Outcome {
    open(page, "jitter").await?;
    for (key, to) in
        [(ARROW_RIGHT, "jitter-momentum"), (PAGE_UP, "jitter"), (PAGE_DOWN, "jitter-momentum"), (ARROW_LEFT, "jitter")]
    {
        stage(page, "it plays", "state === 'running'").await?;
        inside(page, key).await?;
        shows(page, to).await?;
    }
    inside(page, "?").await?;
    page.until("the keys", async || Ok(page.evaluate("document.querySelector('#sheet').open").await? == true)).await
}

/// Presses a key in the frame of the slide that is shown.
async fn inside(page: &Page<'_>, key: &str) -> Outcome {
    page.find("section.present iframe").await?.enter_frame().await?;
    page.press("body", key).await?;
    page.session.client.enter_parent_frame().await?;
    Ok(())
}

pub(super) async fn keys_and_live_links_govern_the_stage(page: &Page<'_>) -> Outcome {
    open(page, "saddle").await?;
    for key in ["k", " "] {
        stage(page, "it plays", "state === 'running' && step > 2").await?;
        page.press("body", key).await?;
        stage(page, "it pauses", "state === 'paused'").await?;
        page.press("body", key).await?;
    }
    // A key that comes before the frame has told what the one before did would do the same again.
    stage(page, "it plays", "state === 'running'").await?;
    page.press("body", "k").await?;
    stage(page, "it pauses", "state === 'paused'").await?;
    let step = page.evaluate(&format!("{PRESENT}.querySelector('figure').dataset.step")).await?;
    page.press("body", "l").await?;
    stage(page, "a step on", &format!("step !== {step}")).await?;
    page.press("body", "j").await?;
    stage(page, "a step back", &format!("step === {step}")).await?;
    page.press("body", "r").await?;
    stage(
        page,
        "from the start",
        &format!("state === 'running' && Number(step) < {}", step.as_str().unwrap_or_default()),
    )
    .await?;

    // A live link of the slide, by the keyboard.
    let button = "section.present button[data-set='start=-2,1e-9']";
    page.press(button, super::ENTER).await?;
    let pressed = async |wanted: &str| {
        page.until(&format!("{wanted} in effect"), async || {
            let script = format!(
                "Array.from({PRESENT}.querySelectorAll('button[aria-pressed=true]'), (button) => button.dataset.set)"
            );
            Ok(page.evaluate(&script).await? == json!([wanted]))
        })
        .await
    };
    pressed("start=-2,1e-9").await?;
    let address = format!("{PRESENT}.querySelector('iframe').contentWindow.location.hash");
    page.until("its address", async || {
        Ok(page.evaluate(&address).await?.as_str().is_some_and(|hash| hash.contains("1e-9")))
    })
    .await?;
    // A click only takes the focus; a key brings the slide's own settings back.
    page.find("section.present iframe").await?.click().await?;
    page.frames(5).await?;
    pressed("start=-2,1e-9").await?;
    page.press("body", "u").await?;
    pressed("start=-2,0.001").await?;
    page.press("body", "?").await?;
    equal(page.evaluate("document.querySelector('#sheet').open").await?, json!(true))
}

pub(super) async fn a_theme_chosen_on_a_slide_is_that_of_its_stages(page: &Page<'_>) -> Outcome {
    open(page, "how").await?;
    stage(page, "it plays", "state === 'running'").await?;
    for theme in ["dark", "projector"] {
        page.choose_theme(theme).await?;
        equal(page.attribute("html", "data-theme").await?, theme.to_owned())?;
        let worn = format!("{PRESENT}.querySelector('iframe').contentDocument.documentElement.dataset.theme");
        page.until(theme, async || Ok(page.evaluate(&worn).await? == theme)).await?;
    }
    Ok(())
}

pub(super) async fn the_speakers_window_has_the_notes_and_its_keys(page: &Page<'_>) -> Outcome {
    open(page, "saddle").await?;
    stage(page, "it plays", "state === 'running'").await?;
    // The window cannot be driven as others: written by a script, to Chromium's driver it never has loaded. What its policy forbids is
    // told once the script that writes it is done.
    page.evaluate(
        "(() => {
            const { harness } = globalThis, open = window.open;
            window.open = (...words) => {
                harness.speaker = open.apply(window, words);
                queueMicrotask(() => harness.speaker?.addEventListener('securitypolicyviolation',
                    (event) => harness.complaints.push(`the speaker's window: ${event.violatedDirective} ${event.sample}`)));
                return harness.speaker;
            };
        })()",
    )
    .await?;
    // It is reveal.js's, and names no icon: Firefox asks the host for one.
    page.server.forgive("/favicon.ico");
    page.press("body", "s").await?;
    let notes = "globalThis.harness.speaker?.document.querySelector('.speaker-controls-notes .value')?.textContent";
    let has = async |id: &str| {
        let own = format!("document.querySelector('#{id} .notes').textContent");
        page.until(&format!("the notes of {id}"), async || {
            Ok(page.evaluate(&format!("{notes} === {own}")).await? == true)
        })
        .await
    };
    has("saddle").await?;
    let small = "Array.from(globalThis.harness.speaker.document.querySelectorAll('iframe'), (frame) =>
        [frame.contentDocument?.querySelector('section.present')?.id, frame.contentDocument?.querySelectorAll('iframe').length])";
    page.until("both small slides, with pictures", async || {
        Ok(page.evaluate(small).await? == json!([["saddle", 0], ["saddle-ridge", 0]]))
    })
    .await?;
    let press = |code: u32| {
        format!(
            "void globalThis.harness.speaker.document.dispatchEvent(new KeyboardEvent('keydown', {{ keyCode: {code} }}))"
        )
    };
    page.evaluate(&press(75)).await?;
    stage(page, "the stage pauses", "state === 'paused'").await?;
    page.evaluate(&press(39)).await?;
    shows(page, "saddle-ridge").await?;
    has("saddle-ridge").await?;
    page.evaluate("void globalThis.harness.speaker.close()").await?;
    Ok(())
}

pub(super) async fn the_print_view_has_a_picture_for_every_stage(page: &Page<'_>) -> Outcome {
    page.open("slides/?print-pdf").await?;
    // Counted in the file: while reveal.js lays out its pages, some slides are in none.
    let count = std::fs::read_to_string(site().join("slides/index.html"))?.matches("<section id=").count();
    page.until("all pages", async || {
        Ok(page.evaluate("document.querySelectorAll('.pdf-page section[id]').length").await? == json!(count))
    })
    .await?;
    let slides = slides(page).await?;
    equal(page.evaluate("document.querySelectorAll('.pdf-page').length").await?, json!(count))?;
    equal(page.evaluate("document.querySelectorAll('iframe').length").await?, json!(0))?;
    let pictures = "Array.from(document.querySelectorAll('.pdf-page img'), (picture) => picture.complete && picture.naturalWidth > 0)";
    let stages = slides.iter().filter(|(_, kind)| kind != "plain").count();
    page.until("every picture", async || Ok(page.evaluate(pictures).await? == json!(vec![true; stages]))).await?;
    // Nothing runs over its page.
    let cut = "Array.from(document.querySelectorAll('.pdf-page'), (sheet) => [sheet.querySelector('section').id, ...Array.from(
        sheet.querySelectorAll('.live, .words, .words > *, table, .papers'), (part) => part.getBoundingClientRect().bottom - sheet.getBoundingClientRect().bottom)])
        .filter(([, ...over]) => over.some((pixels) => pixels > 1))";
    equal(page.evaluate(cut).await?, json!([]))
}

pub(super) async fn axe_finds_nothing_on_the_slides(page: &Page<'_>) -> Outcome {
    let mut found = Vec::new();
    open(page, "title").await?;
    // One of each kind.
    for slide in ["title", "how", "saddle", "bias-correction-rule", "summary", "references"] {
        goes_to(page, slide).await?;
        if page.evaluate(&format!("{PRESENT}.querySelector('figure') === null")).await? == false {
            stage(page, "it plays", "state === 'running'").await?;
            page.press("body", "k").await?;
            stage(page, "it pauses", "state === 'paused'").await?;
        }
        let themes: &[_] =
            if page.session.browser == Browser::Chromium { &["light", "dark", "projector"] } else { &["light"] };
        for theme in themes {
            page.choose_theme(theme).await?;
            page.frames(3).await?;
            found.extend(violations(page, &format!("{slide}, {theme}")).await?);
        }
    }
    is(found.is_empty(), &format!("axe finds nothing; it finds {:#}", Value::Array(found)))
}

pub(super) async fn the_lab_leads_to_the_slide_of_its_lesson(page: &Page<'_>) -> Outcome {
    page.open_paused("#v=1&lesson=noise").await?;
    page.click("#take summary").await?;
    page.click("#take a").await?;
    shows(page, "noise").await?;
    // And back, from the last slide.
    equal(page.evaluate("document.querySelector('#references .small a').href").await?, json!(page.server.address()))
}

pub(super) async fn a_stage_is_as_sharp_as_the_screen(page: &Page<'_>) -> Outcome {
    page.resize(1600, 900).await?;
    open(page, "title").await?;
    let live = slides(page).await?.into_iter().find(|(_, kind)| kind == "live").ok_or("a slide with a stage")?.0;
    open(page, &live).await?;
    let sharp = format!(
        "(() => {{
            const frame = {PRESENT}.querySelector('iframe');
            const canvas = frame?.contentDocument?.querySelector('#stage-background');
            if (!canvas || canvas.clientWidth === 0) return false;
            const scale = frame.getBoundingClientRect().width / frame.offsetWidth;
            return scale > 1.1 && Math.abs(canvas.width - canvas.clientWidth * devicePixelRatio * scale) < 2;
        }})()"
    );
    page.until("a stage drawn as large as it is shown", async || Ok(page.evaluate(&sharp).await? == true)).await
}

pub(super) async fn the_slides_play_under_a_sub_path(page: &Page<'_>) -> Outcome {
    open(page, "jitter").await?;
    stage(page, "a stage that plays", "state === 'running' && step > 3").await
}
