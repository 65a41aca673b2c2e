//! What is taken away: the link, pictures, tables, scripts and films.

use serde_json::json;

use super::lab::open;
use super::{ESCAPE, equal, is, shows_step};
use downhill_browser::Outcome;
use downhill_browser::page::Page;

/// Keeps files from the disk, and for us to read.
pub(super) async fn keep_files(page: &Page<'_>) -> Outcome {
    page.evaluate(
        "(() => {
            const { harness } = globalThis, make = URL.createObjectURL;
            harness.files = [];
            URL.createObjectURL = (blob) => (harness.blob = blob, make.call(URL, blob));
            HTMLAnchorElement.prototype.click = function () {
                const file = { name: this.download, size: harness.blob.size, head: '', text: '' };
                harness.blob.slice(0, 40).text().then((head) => (file.head = head), () => {});
                if (!/png|gif|webm|html/.test(file.name)) harness.blob.text().then((text) => (file.text = text), () => {});
                harness.files.push(file);
            };
        })()",
    )
    .await?;
    page.click("#take summary").await
}

pub(super) async fn files_are_taken_away(page: &Page<'_>) -> Outcome {
    // Fast, since a film takes as long to record as to watch.
    open(page, "#v=1&step=12&speed=240").await?;
    keep_files(page).await?;
    let picture = page.still_picture("#stage-overlay").await?;
    for (kind, head) in [
        ("png", "PNG"),
        ("svg", "<svg xmlns"),
        ("csv", "surface,run,"),
        ("py", ""),
        ("gif", "GIF89a"),
        ("webm", "webm"),
    ] {
        let button = format!("[data-take='{kind}']");
        if !page.find(&button).await?.is_enabled().await? {
            is(kind == "webm" && page.text(&button).await?.contains("records none"), "why there is no film is said")?;
            continue;
        }
        page.click(&button).await?;
        page.until(&format!("a {kind}"), async || {
            let file = page.evaluate("globalThis.harness.files.at(-1) ?? { name: '', head: '' }").await?;
            let says = |key: &str| file[key].as_str().unwrap_or_default().to_owned();
            Ok(says("name") == format!("downhill-jitter.{kind}")
                && !says("head").is_empty()
                && says("head").contains(head))
        })
        .await?;
    }
    shows_step(page, 12).await?;
    page.returns("#stage-overlay", &picture).await
}

pub(super) async fn the_page_is_taken_away_as_one_file(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=12").await?;
    keep_files(page).await?;
    page.click("[data-take='html']").await?;
    let file = "(() => {
        const { name, head, size } = globalThis.harness.files.at(-1) ?? {};
        return name === 'downhill.html' && /^<!doctype html>/i.test(head) && size > 1e6;
    })()";
    page.until("the file", async || Ok(page.evaluate(file).await? == true)).await?;
    is(page.text(".take-word").await?.contains("downhill.html"), "its name is said")?;
    // A site may have been built without it.
    page.evaluate("void (window.fetch = async () => new Response('', { status: 404 }))").await?;
    page.click("[data-take='html']").await?;
    page.until("why there is none", async || Ok(page.text(".take-word").await?.contains("built without it"))).await
}

pub(super) async fn the_stage_is_taken_away_as_svg_with_the_names_of_its_runs(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&runs=sgd,rmsprop,adam&step=12").await?;
    keep_files(page).await?;
    page.click("[data-take='svg']").await?;
    page.until(
        "a picture",
        async || Ok(page.evaluate("Boolean(globalThis.harness.files.at(-1)?.text)").await? == true),
    )
    .await?;
    let read = "(() => {
        const drawn = new DOMParser().parseFromString(globalThis.harness.files.at(-1).text, 'image/svg+xml');
        const names = Array.from(drawn.querySelectorAll('text'), (text) => text.textContent);
        const { clientWidth, clientHeight } = document.querySelector('#stage-background');
        const size = ['width', 'height'].map((side) => Number(drawn.documentElement.getAttribute(side)));
        return [
            drawn.documentElement.localName,
            ['SGD', 'RMSProp', 'Adam'].filter((name) => !names.includes(name)),
            Math.abs(size[0] - clientWidth) + Math.abs(size[1] - clientHeight) <= 2,
        ];
    })()";
    equal(page.evaluate(read).await?, json!(["svg", [], true]))
}

/// Remembers workers, and what they say. What `harness.accident` holds is put after their address.
pub(super) async fn watch_workers(page: &Page<'_>) -> Outcome {
    page.evaluate(
        "void (() => {
            const { harness, Worker } = window;
            Object.assign(harness, { workers: 0, ended: 0, said: [], worker: undefined, accident: '' });
            // Of the window, since Firefox gives scripts of a driver a global object of their own.
            window.Worker = class extends Worker {
                constructor(address, options) {
                    super(address + harness.accident, options);
                    harness.workers += 1;
                    harness.worker = this;
                    this.addEventListener('message', ({ data }) => harness.said.push(Object.keys(data)[0]));
                }
                terminate() {
                    harness.ended += 1;
                    super.terminate();
                }
            };
        })()",
    )
    .await?;
    Ok(())
}

pub(super) async fn a_film_is_drawn_by_a_worker_and_can_be_cancelled(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&surface=rosenbrock&step=12&speed=1").await?;
    keep_files(page).await?;
    watch_workers(page).await?;
    page.click("[data-take='gif']").await?;
    page.until("the way to cancel it", async || page.is_shown("#take-cancel").await).await?;
    page.evaluate("document.querySelector(\"[data-take='csv']\").click()").await?;
    equal(page.text(".take-word").await?, "One file at a time. Drawing the run.".to_owned())?;
    // The page goes on meanwhile.
    page.evaluate("document.querySelector('#step').click()").await?;
    shows_step(page, 13).await?;
    page.evaluate("document.querySelector('#take-cancel').click()").await?;
    page.until("an end of it", async || Ok(!page.is_shown("#take-cancel").await?)).await?;
    equal(page.text(".take-word").await?, "Cancelled.".to_owned())?;
    equal(page.evaluate("globalThis.harness.files").await?, json!([]))?;
    page.click("[data-take='gif']").await?;
    page.until("progress", async || {
        Ok(page.evaluate("document.querySelector('.take-progress progress').value > 0").await? == true)
    })
    .await?;
    page.until("a film", async || Ok(page.evaluate("globalThis.harness.files.length").await? == 1)).await?;
    let seen = "[globalThis.harness.workers, globalThis.harness.ended, globalThis.harness.said.includes('unable'),
        globalThis.harness.said.at(-1)]";
    equal(page.evaluate(seen).await?, json!([2, 2, false, "file"]))
}

pub(super) async fn a_table_of_long_runs_is_written_by_a_worker(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&surface=rosenbrock&runs=sgd,adam&1.lr=0.0001&step=20000").await?;
    keep_files(page).await?;
    watch_workers(page).await?;
    page.click("[data-take='csv']").await?;
    page.until(
        "the table",
        async || Ok(page.evaluate("Boolean(globalThis.harness.files.at(-1)?.text)").await? == true),
    )
    .await?;
    let rows = page.evaluate("globalThis.harness.files.at(-1).text.split('\\n').length - 1").await?;
    equal(rows, json!(1 + 2 * 20_001))?;
    is(
        page.evaluate("globalThis.harness.said.filter((word) => word === 'done').length > 2").await? == true,
        "it comes in pieces, and says how far it is",
    )
}

pub(super) async fn a_worker_that_cannot_start_leaves_the_work_and_one_that_dies_says_so(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&surface=rosenbrock&step=12&speed=1").await?;
    keep_files(page).await?;
    watch_workers(page).await?;
    // A file that is no script.
    page.evaluate("void (window.harness.accident = '/../lab.css')").await?;
    page.click("[data-take='csv']").await?;
    page.until(
        "a table made by the page",
        async || Ok(page.evaluate("window.harness.files.length").await? == json!(1)),
    )
    .await?;
    page.evaluate("void (window.harness.accident = '')").await?;
    page.click("[data-take='gif']").await?;
    page.until("a beginning", async || Ok(page.evaluate("window.harness.said.includes('done')").await? == true))
        .await?;
    page.evaluate("window.harness.worker.dispatchEvent(new Event('error'))").await?;
    page.until("words about it", async || {
        Ok(page.text(".take-word").await?.starts_with("It could not be made: the worker that makes it has stopped"))
    })
    .await?;
    is(!page.is_shown("#take-cancel").await?, "there is nothing left to cancel")?;
    equal(page.evaluate("[window.harness.files.length, window.harness.ended]").await?, json!([1, 2]))?;
    page.evaluate("document.querySelector('#step').click()").await?;
    shows_step(page, 13).await
}

pub(super) async fn without_workers_the_page_makes_films_itself(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=12").await?;
    keep_files(page).await?;
    page.evaluate("void (window.Worker = undefined)").await?;
    film(page, 1).await?;
    let whole = page.evaluate("globalThis.harness.files.at(-1).size").await?;
    // What the stage is zoomed to is in the film, too.
    page.press("#stage-overlay", "+").await?;
    page.until("another view", async || page.is_shown(".whole-view").await).await?;
    film(page, 2).await?;
    is(page.evaluate("globalThis.harness.files.at(-1).size").await? != whole, "the film shows another picture")
}

async fn film(page: &Page<'_>, count: u32) -> Outcome {
    page.click("[data-take='gif']").await?;
    let made = format!(
        "globalThis.harness.files.length === {count} && globalThis.harness.files.at(-1).head.startsWith('GIF89a')"
    );
    page.until("a film", async || Ok(page.evaluate(&made).await? == true)).await
}

pub(super) async fn what_cannot_be_copied_is_shown(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&1.lr=0.05&step=12").await?;
    page.evaluate(
        "void Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async () => { throw new Error('no') } } })",
    )
    .await?;
    page.click("#take summary").await?;
    page.click("[data-take='link']").await?;
    page.until("the link to copy", async || page.is_shown(".take-code").await).await?;
    is(page.value(".take-code").await?.contains("1.lr=0.05"), "it is the present link")?;
    page.click("[data-take='embed']").await?;
    page.until("the code to copy", async || Ok(page.value(".take-code").await?.contains("<iframe src="))).await?;
    page.evaluate(
        "void Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => { globalThis.harness.copied = text } } })",
    )
    .await?;
    page.click("[data-take='link']").await?;
    page.until("words that it is copied", async || Ok(page.text(".take-word").await?.contains("is copied"))).await?;
    is(
        page.evaluate("globalThis.harness.copied").await?.as_str().is_some_and(|link| link.contains("1.lr=0.05")),
        "it is the link",
    )?;
    page.press("#take summary", ESCAPE).await?;
    // WebKit's driver calls shown what a closed `details` holds.
    page.until("it closed", async || Ok(page.evaluate("document.querySelector('#take').open").await? == false)).await
}
