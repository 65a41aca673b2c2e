//! The lessons: what they say is what the native run says, and one gets from each to the next.

use downhill::catalogue::LESSONS;
use downhill::draw::scene::Scene;
use downhill::lab::{Lab, Status};
use downhill::lesson::Lesson;
use serde_json::json;

use super::access::show;
use super::{ENTER, alike, equal, is, one_of_each_ground, shows_step};
use downhill_browser::Outcome;
use downhill_browser::drivers::Browser;
use downhill_browser::page::Page;

pub(super) const PAGE_UP: &str = "\u{e00e}";
pub(super) const PAGE_DOWN: &str = "\u{e00f}";

/// Plays all lessons in Chromium, and one of each ground in the others: each is read off below, and `tests/sentences.rs` has the sentences of all.
pub(super) async fn a_lesson_of_each_ground_plays_and_says_what_the_native_run_says(page: &Page<'_>) -> Outcome {
    // All of them in one browser: the others differ in how they run a page, and not in what a lesson asks of it.
    let all = page.session.browser == Browser::Chromium;
    for lesson in if all { LESSONS.iter().collect() } else { one_of_each_ground() } {
        page.open_running(&format!("#v=1&lesson={}&speed=240", lesson.id)).await?;
        page.until(&format!("step {} of {}", lesson.telling, lesson.id), async || {
            Ok(page.step().await? >= lesson.telling as u64)
        })
        .await?;
        equal(page.text("#lesson-title").await?, lesson.title.to_owned())?;
        is(!page.is_shown("#note").await?, "no note for a link to a lesson")?;
        go_to(page, lesson.telling).await?;
        says_as_native(page, lesson).await.map_err(|error| format!("{}: {error}", lesson.id))?;
    }
    Ok(())
}

/// Shows a step by the timeline.
async fn go_to(page: &Page<'_>, step: usize) -> Outcome {
    page.evaluate(&format!(
        "(() => {{
            const timeline = document.querySelector('#timeline');
            timeline.value = {step};
            timeline.dispatchEvent(new Event('input', {{ bubbles: true }}));
        }})()"
    ))
    .await?;
    shows_step(page, step as u64).await?;
    page.frames(3).await
}

/// Compares every sentence with those of the same lesson run here, on stages of the same size.
async fn says_as_native(page: &Page<'_>, lesson: &Lesson) -> Outcome {
    let lab = native(page, lesson, lesson.telling).await?;
    for (place, readout) in lab.readouts().into_iter().enumerate() {
        if readout.status != Status::Off {
            let selector = format!("[data-readout='{}.sentence']", place + 1);
            alike(&content(page, &selector).await?, &readout.sentence)?;
        }
    }
    if let Some(remark) = lab.exhibit().and_then(|exhibit| exhibit.remark(&lab)) {
        alike(&content(page, "#finding").await?, &remark)?;
    }
    Ok(())
}

/// The lesson at a step, told what part of the plane the page's canvas shows: what leaves the picture depends on it.
async fn native(page: &Page<'_>, lesson: &Lesson, step: usize) -> Outcome<Lab> {
    let mut lab = Lab::new(lesson.settings())?;
    let canvas = page.evaluate("(({ width, height }) => [width, height])(document.querySelector('#stage-overlay'))");
    let size: [f64; 2] = serde_json::from_value(canvas.await?)?;
    let frames = Scene::of(&lab, size, f64::from(page.session.scale)).stages;
    for (stage, frame) in lab.stages_mut().iter_mut().zip(frames) {
        stage.show(frame.window);
    }
    lab.go_to(step);
    Ok(lab)
}

/// Also of what is scrolled out of sight.
async fn content(page: &Page<'_>, selector: &str) -> Outcome<String> {
    Ok(page.find(selector).await?.prop("textContent").await?.unwrap_or_default())
}

pub(super) async fn keys_turn_from_lesson_to_lesson(page: &Page<'_>) -> Outcome {
    page.resize(1280, 800).await?;
    let [first, second, ..] = LESSONS else { return Ok(()) };
    page.open_running(&format!("#v=1&lesson={}", first.id)).await?;
    page.opens().await?;
    for [on, back] in [["n", "p"], [PAGE_DOWN, PAGE_UP]] {
        page.press("body", on).await?;
        is_at(page, second, 1).await?;
        page.reaches("running").await?;
        page.press("body", back).await?;
        is_at(page, first, 0).await?;
    }
    // A clicker turns on whatever was touched last; before the first lesson there is none.
    page.click("#timeline").await?;
    page.press("#timeline", PAGE_UP).await?;
    page.press("#timeline", PAGE_DOWN).await?;
    is_at(page, second, 1).await
}

pub(super) async fn every_lesson_is_reached_by_its_arrow(page: &Page<'_>) -> Outcome {
    page.open_running(&format!("#v=1&lesson={}", LESSONS[0].id)).await?;
    page.opens().await?;
    for (place, lesson) in LESSONS.iter().enumerate() {
        is_at(page, lesson, place).await?;
        page.click("#lesson-next").await?;
    }
    is_at(page, &LESSONS[LESSONS.len() - 1], LESSONS.len() - 1).await
}

pub(super) async fn back_returns_to_the_lesson_as_it_was_left(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.opens().await?;
    let rate = "input[data-exact='1.lr']";
    page.find(rate).await?.clear().await?;
    page.press(rate, &format!("0.0123{ENTER}")).await?;
    let title = page.text("#lesson-title").await?;
    page.evaluate(
        "(() => {
            const list = document.querySelector('#lesson-list');
            list.selectedIndex = list.selectedIndex === 2 ? 3 : 2;
            list.dispatchEvent(new Event('change', { bubbles: true }));
        })()",
    )
    .await?;
    page.until("another lesson", async || Ok(page.text("#lesson-title").await? != title)).await?;
    page.reaches("running").await?;
    page.session.client.back().await?;
    page.until("the former lesson", async || Ok(page.text("#lesson-title").await? == title)).await?;
    page.until("its rate", async || Ok(page.value(rate).await? == "0.0123")).await
}

/// Shows the lesson at this place of the lecture, in its words, the way to it and the address.
async fn is_at(page: &Page<'_>, lesson: &Lesson, place: usize) -> Outcome {
    page.until(lesson.title, async || Ok(page.text("#lesson-title").await? == lesson.title)).await?;
    let [at, count] = [place + 1, LESSONS.len()];
    equal(page.text("#lessons .where").await?, format!("{at} of {count}"))?;
    equal(page.value("#lesson-list").await?, lesson.id.to_owned())
}

pub(super) async fn a_question_for_the_class_unfolds(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    // Not by what is displayed: WebKit's driver takes folded words for shown.
    let open = "document.querySelector('#question').open";
    equal(page.evaluate(open).await?, json!(false))?;
    page.click("#question summary").await?;
    equal(page.evaluate(open).await?, json!(true))?;
    page.until("the question", async || Ok(page.text("#question p").await?.ends_with('?'))).await
}

pub(super) async fn a_live_link_in_effect_is_marked(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.opens().await?;
    let marked = "Array.from(document.querySelectorAll('#prose a[data-set]'), (a) => a.getAttribute('aria-current'))";
    let [yes, no] = [json!("true"), json!(null)];
    let shows = async |wanted: &[&serde_json::Value]| {
        page.until("the mark", async || Ok(page.evaluate(marked).await? == json!(wanted))).await
    };
    shows(&[&yes, &no, &no]).await?;
    page.click("#prose a[data-set]:nth-of-type(2)").await?;
    shows(&[&no, &yes, &no]).await?;
    page.press("input[data-param='1.lr']", super::HOME).await?;
    shows(&[&no, &no, &no]).await
}

pub(super) async fn the_lit_lines_are_those_of_the_phase(page: &Page<'_>) -> Outcome {
    for lesson in LESSONS.iter().filter(|lesson| lesson.phases > 1) {
        page.open(&format!("#v=1&lesson={}&step=1", lesson.id)).await?;
        page.reaches("paused").await?;
        for step in 1..=lesson.phases + 1 {
            shows_step(page, step as u64).await?;
            let lab = native(page, lesson, step).await?;
            let lines = lab.exhibit().map_or_else(Vec::new, |exhibit| exhibit.code(&lab));
            is(lines.iter().any(|line| line.lit), "some line belongs to each phase")?;
            let script = "Array.from(document.querySelectorAll('#code li'),
                (line) => [line.querySelector('code').textContent, line.getAttribute('aria-current') === 'step'])";
            let wanted: Vec<_> = lines.iter().map(|line| json!([line.text, line.lit])).collect();
            equal(page.evaluate(script).await?, json!(wanted))?;
            for (place, line) in lines.iter().enumerate() {
                alike(&content(page, &format!("#code li:nth-child({}) .value", place + 1)).await?, &line.value)?;
            }
            page.click("#step").await?;
        }
    }
    Ok(())
}

pub(super) async fn what_is_read_off_is_in_sight_and_what_the_native_run_says(page: &Page<'_>) -> Outcome {
    let script = "(() => {
        const { bottom } = document.querySelector('#legend').getBoundingClientRect();
        const root = document.documentElement;
        return bottom <= innerHeight && root.scrollHeight <= root.clientHeight;
    })()";
    page.open("#v=1&step=30").await?;
    page.opens().await?;
    equal(page.resize(1280, 800).await?, (1280, 800))?;
    for lesson in LESSONS {
        show(page, lesson).await?;
        is(!page.is_shown("#note").await?, "no note for a link to a lesson")?;
        says_as_native(page, lesson).await.map_err(|error| format!("{}: {error}", lesson.id))?;
        // A race of nearly all optimizers is for scrolling.
        if lesson.settings().runs.len() > 6 {
            continue;
        }
        page.until(&format!("the legend of {} in sight", lesson.id), async || Ok(page.evaluate(script).await? == true))
            .await?;
    }
    Ok(())
}
