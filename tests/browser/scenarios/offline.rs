//! Without a network, and from one version of the site to the next.

use serde_json::{Value, json};

use super::take::keep_files;
use super::{equal, is, shows_step};
use crate::deploy::Version;
use downhill_browser::Outcome;
use downhill_browser::drivers::Browser;
use downhill_browser::page::Page;

pub(super) async fn after_the_first_visit_the_site_works_without_a_network(page: &Page<'_>) -> Outcome {
    works_offline(page).await
}

pub(super) async fn it_works_without_a_network_under_a_sub_path(page: &Page<'_>) -> Outcome {
    works_offline(page).await
}

async fn works_offline(page: &Page<'_>) -> Outcome {
    let one = Version::named("one")?;
    one.deploy(page);
    first_visit(page).await?;
    is(!page.is_shown("#news").await?, "nothing is said at the first visit")?;
    page.server.cut();

    open(page, "#v=1&step=12").await?;
    shows_step(page, 12).await?;
    equal(one.differing(page).await?, json!([]))?;
    page.press("body", "n").await?;
    page.until("another lesson", async || Ok(page.address().await?.contains("lesson="))).await?;
    keep_files(page).await?;
    page.click("[data-take='csv']").await?;
    page.until("a table", async || Ok(page.evaluate("Boolean(globalThis.harness.files.at(-1)?.text)").await? == true))
        .await?;
    for address in ["index.html#v=1&lesson=saddle", "?embed#v=1&lesson=saddle", "#v=1&lesson=saddle"] {
        open(page, address).await?;
        // An embed has its words, and does not show them.
        let words = page.evaluate("document.querySelector('#prose').textContent").await?;
        is(words.to_string().contains("saddle"), &format!("{address} opens"))?;
    }
    page.open("slides/#/saddle").await?;
    page.until("a slide whose stage plays", async || {
        Ok(page.evaluate("document.querySelector('section.present figure')?.dataset.state").await? == "running")
    })
    .await?;
    // As hosts do it, from a folder without its slash to the one with it.
    for address in ["folder/#here", "folder/index.html#here", "folder#here"] {
        page.open(address).await?;
        equal(page.session.client.title().await?, "a folder".to_owned())?;
        is(page.address().await?.ends_with("#here"), "the fragment stays")?;
    }
    open(page, "").await
}

pub(super) async fn what_is_not_kept_comes_from_the_network(page: &Page<'_>) -> Outcome {
    Version::named("one")?.deploy(page);
    first_visit(page).await?;
    open(page, "").await?;
    Version::named("two")?.deploy(page);
    equal(text(page, "unlisted.txt").await?, json!("two"))?;
    equal(text(page, "sw.js").await?, json!(Version::named("two")?.read("sw.js")?))
}

pub(super) async fn an_open_page_keeps_its_version_until_the_new_one_is_called(page: &Page<'_>) -> Outcome {
    let (one, two) = (Version::named("one")?, Version::named("two")?);
    one.deploy(page);
    first_visit(page).await?;
    // A cache of somebody else's at the same origin.
    page.evaluate("void caches.open('another')").await?;
    two.deploy(page);
    open(page, "#v=1&1.lr=0.05&step=12").await?;
    news(page).await?;
    is_of(page, &one, "one").await?;

    // Another page calls it in; this one goes on as it is.
    beside(page, async || {
        open(page, "#v=1&lesson=saddle&step=7").await?;
        news(page).await?;
        call(page).await?;
        is_of(page, &two, "two").await?;
        shows_step(page, 7).await
    })
    .await?;
    is_of(page, &one, "one").await?;
    shows_step(page, 12).await?;

    page.press("body", "\u{e014}").await?;
    shows_step(page, 13).await?;
    page.server.cut();
    call(page).await?;
    is_of(page, &two, "two").await?;
    shows_step(page, 13).await?;
    is(page.address().await?.contains("1.lr=0.05"), "the link is kept")?;

    // With its last page the old version goes, a while after that page was opened.
    forget_when(page).await?;
    open(page, "").await?;
    page.until("the old version forgotten", async || {
        let keys = kept_addresses(page).await?.to_string();
        Ok(keys.contains("only-two.js") && !keys.contains("only-one.js"))
    })
    .await?;
    is(
        page.session.client.execute_async("caches.has('another').then(arguments[0])", vec![]).await? == true,
        "no other cache",
    )?;
    is_of(page, &two, "two").await
}

pub(super) async fn a_frame_is_of_the_version_of_the_page_around_it(page: &Page<'_>) -> Outcome {
    Version::named("one")?.deploy(page);
    first_visit(page).await?;
    page.open("folder/").await?;
    Version::named("two")?.deploy(page);
    equal(framed(page).await?, json!("one"))?;
    beside(page, async || {
        open(page, "").await?;
        news(page).await?;
        call(page).await
    })
    .await?;
    equal(framed(page).await?, json!("one"))?;
    page.open("folder/").await?;
    equal(framed(page).await?, json!("two"))
}

pub(super) async fn the_note_of_a_new_version_can_be_dismissed(page: &Page<'_>) -> Outcome {
    let one = Version::named("one")?;
    one.deploy(page);
    first_visit(page).await?;
    Version::named("two")?.deploy(page);
    open(page, "").await?;
    news(page).await?;
    page.click("#news [aria-label='Dismiss this note']").await?;
    is(!page.is_shown("#news").await?, "it is gone")?;
    is_of(page, &one, "one").await?;
    // At the next load it is told again.
    loads_anew(page, async || {
        page.evaluate("location.reload()").await?;
        Ok(())
    })
    .await?;
    news(page).await
}

pub(super) async fn of_an_interrupted_deploy_nothing_is_kept(page: &Page<'_>) -> Outcome {
    let (one, two) = (Version::named("one")?, Version::named("two")?);
    let mixed = mixed()?;
    one.deploy(page);
    first_visit(page).await?;
    mixed.deploy(page);
    open(page, "").await?;
    attempt_fails(page).await?;
    is(!page.is_shown("#news").await?, "no news of it")?;
    open(page, "").await?;
    is_of(page, &one, "one").await?;

    two.deploy(page);
    open(page, "").await?;
    if forgets(page, "that the version after an interrupted deploy is kept") {
        return Ok(());
    }
    // An attempt that was under way may have found all files of this version before the page was opened: then it is of it already.
    let arrived = async || Ok(shown(page).await? == "two" || page.is_shown("#load-news").await?);
    page.until("the new version, or news of it", arrived).await?;
    if shown(page).await? != "two" {
        call(page).await?;
    }
    is_of(page, &two, "two").await
}

pub(super) async fn a_first_visit_in_the_middle_of_a_deploy_keeps_nothing(page: &Page<'_>) -> Outcome {
    mixed()?.deploy(page);
    open(page, "").await?;
    attempt_fails(page).await?;
    is(!kept_addresses(page).await?.to_string().contains("?version="), "no version is kept")?;
    open(page, "").await?;
    equal(page.evaluate("navigator.serviceWorker.controller").await?, json!(null))?;
    let one = Version::named("one")?;
    one.deploy(page);
    if forgets(page, "that the visit after an interrupted deploy keeps the site") {
        return open(page, "").await;
    }
    first_visit(page).await?;
    page.server.cut();
    open(page, "").await?;
    is_of(page, &one, "one").await
}

pub(super) async fn what_was_taken_from_the_cache_is_never_made_up_for_by_another_version(page: &Page<'_>) -> Outcome {
    let (one, two) = (Version::named("one")?, Version::named("two")?);
    one.deploy(page);
    first_visit(page).await?;
    open(page, "").await?;
    two.deploy(page);
    take_away(page, "lab/version.js").await?;
    equal(one.differing(page).await?, json!(["lab/version.js"]))?;
    equal(text(page, "lab/version.js").await?, json!(null))?;
    // What is not complete is not opened with: all of it comes from the network.
    open(page, "").await?;
    equal(shown(page).await?, json!("two"))?;
    equal(two.differing(page).await?, json!([]))
}

pub(super) async fn a_version_that_does_not_load_is_left_by_reloading(page: &Page<'_>) -> Outcome {
    let (one, two) = (Version::named("one")?, Version::named("two")?);
    let broken = two.copied("broken")?;
    broken.write("js/main.js", "throw new Error('a mistake of ours')")?;
    broken.seal()?;
    one.deploy(page);
    first_visit(page).await?;
    broken.deploy(page);
    open(page, "#v=1&step=12").await?;
    news(page).await?;
    page.click("#load-news").await?;
    page.reaches("error").await?;
    two.deploy(page);
    page.evaluate("document.querySelector('#reload').click()").await?;
    page.until("the version that works", async || {
        Ok(shown(page).await? == "two" && page.evaluate("document.documentElement?.dataset.state").await? == "paused")
    })
    .await?;
    shows_step(page, 12).await
}

pub(super) async fn a_site_that_is_hosted_without_a_worker_is_had_without(page: &Page<'_>) -> Outcome {
    Version::named("one")?.deploy(page);
    first_visit(page).await?;
    let plain = Version::named("two")?.copied("plain")?;
    std::fs::remove_file(plain.folder.join("sw.js"))?;
    plain.write("index.html", &plain.read("index.html")?.replacen(" data-offline", "", 1))?;
    plain.deploy(page);
    open(page, "").await?;
    page.until("the worker gone", async || {
        let ask = "navigator.serviceWorker.getRegistration().then((own) => arguments[0](own === undefined))";
        Ok(page.session.client.execute_async(ask, vec![]).await? == true)
    })
    .await?;
    open(page, "").await?;
    equal(shown(page).await?, json!("two"))?;
    is(page.server.missing().iter().all(|path| path.ends_with("/sw.js")), "nothing else is asked for in vain")?;
    page.server.forget_missing();
    Ok(())
}

/// The second version, with a file of the first.
fn mixed() -> Outcome<Version> {
    let mixed = Version::named("two")?.copied("mixed")?;
    mixed.write("downhill.js", &Version::named("one")?.read("downhill.js")?)?;
    Ok(mixed)
}

/// Opens the page.
async fn open(page: &Page<'_>, address: &str) -> Outcome {
    page.open(address).await?;
    page.opens().await
}

/// Opens the page and waits until the site is kept.
async fn first_visit(page: &Page<'_>) -> Outcome {
    open(page, "").await?;
    let script = "navigator.serviceWorker.ready.then(({ active }) => arguments[0](active !== null))";
    is(page.session.client.execute_async(script, vec![]).await? == true, "the site is kept")
}

/// Whether this is WebKitGTK, whose sessions for drivers keep caches in memory, and may lose what a worker writes after another has
/// failed (2.50): says aloud what is not tested there.
fn forgets(page: &Page<'_>, what: &str) -> bool {
    let forgets = page.session.browser == Browser::WebKit;
    if forgets {
        println!("NOT TESTED in WebKitGTK: {what}.");
    }
    forgets
}

/// Waits until the page says that there is a new version.
async fn news(page: &Page<'_>) -> Outcome {
    page.until("the news", async || page.is_shown("#load-news").await).await?;
    is(page.text("#news").await?.contains("A new version of Downhill is here"), "it is said in words")
}

/// Loads the new version.
async fn call(page: &Page<'_>) -> Outcome {
    loads_anew(page, async || page.click("#load-news").await).await
}

/// Waits until what is done has loaded the page anew.
async fn loads_anew(page: &Page<'_>, what: impl AsyncFnOnce() -> Outcome) -> Outcome {
    page.evaluate("void (document.documentElement.dataset.before = '')").await?;
    what().await?;
    page.until("a page loaded anew", async || {
        Ok(page
            .evaluate("document.documentElement !== null && !('before' in document.documentElement.dataset)")
            .await?
            == true)
    })
    .await?;
    page.opens().await
}

/// The version of the page itself.
async fn shown(page: &Page<'_>) -> Outcome<Value> {
    page.evaluate("document.querySelector(\"meta[name='version']\")?.content").await
}

/// Page, files, and a worker with what that imports: all of them are of this version.
async fn is_of(page: &Page<'_>, version: &Version, name: &str) -> Outcome {
    equal(shown(page).await?, json!(name))?;
    equal(version.differing(page).await?, json!([]))?;
    let import = "import(new URL('lab/version.js', document.baseURI)).then(({ version }) => arguments[0](version))";
    equal(page.session.client.execute_async(import, vec![]).await?, json!(name))?;
    let work = "const worker = new Worker(new URL('lab/asked.js', document.baseURI), { type: 'module' });
        worker.onmessage = ({ data }) => (worker.terminate(), arguments[0](data));
        worker.onerror = () => arguments[0]('it does not start')";
    equal(page.session.client.execute_async(work, vec![]).await?, json!(name))
}

/// The version of the page in a new frame of this page. The frame stays: taken out while the browser asks on its behalf whether
/// there is a new version, WebKit (2.50) answers nobody any more.
async fn framed(page: &Page<'_>) -> Outcome<Value> {
    let script = "const frame = document.createElement('iframe');
        frame.onload = () => arguments[0](frame.contentDocument.querySelector(\"meta[name='version']\").content);
        frame.src = '../?embed';
        document.body.append(frame)";
    Ok(page.session.client.execute_async(script, vec![]).await?)
}

/// Does something in another window, and comes back.
async fn beside(page: &Page<'_>, what: impl AsyncFnOnce() -> Outcome) -> Outcome {
    let client = &page.session.client;
    let here = client.window().await?;
    client.switch_to_window(client.new_window(false).await?.handle).await?;
    what().await?;
    client.close_window().await?;
    Ok(client.switch_to_window(here).await?)
}

/// Has the present version of the server fetched, and waits until that has failed.
async fn attempt_fails(page: &Page<'_>) -> Outcome {
    let script = "const done = arguments[0];
        const watch = (worker) =>
            worker?.addEventListener('statechange', () => worker.state === 'redundant' && done(worker.state));
        const attempt = async () => {
            // The page's own attempt may have failed by now, or is under way.
            const own = await navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' });
            own.onupdatefound = () => watch(own.installing);
            watch(own.installing);
            await own.update();
        };
        const again = () => setTimeout(() => attempt().then(again, again), 100);
        again()";
    equal(page.session.client.execute_async(script, vec![]).await?, json!("redundant"))
}

/// The text of a file of the site; nothing where it cannot be had.
async fn text(page: &Page<'_>, file: &str) -> Outcome<Value> {
    let script = "const [file, done] = arguments;
        fetch(new URL(file, document.baseURI)).then((answer) => answer.text()).then(done, () => done(null))";
    Ok(page.session.client.execute_async(script, vec![json!(file)]).await?)
}

/// Whatever is in the caches, by its address.
async fn kept_addresses(page: &Page<'_>) -> Outcome<Value> {
    let script = "(async () => {
            const names = await caches.keys();
            const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
            return keys.flat().map(({ url }) => url);
        })().then(arguments[0])";
    Ok(page.session.client.execute_async(script, vec![]).await?)
}

/// Takes a file out of the cache.
async fn take_away(page: &Page<'_>, file: &str) -> Outcome {
    let script = "const [file, done] = arguments;
        (async () => {
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const key of await cache.keys()) if (key.url.includes(file)) await cache.delete(key);
            }
        })().then(done)";
    page.session.client.execute_async(script, vec![json!(file)]).await?;
    Ok(())
}

/// Makes all that is noted of pages as old as can be.
async fn forget_when(page: &Page<'_>) -> Outcome {
    let script = "(async () => {
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const key of await cache.keys()) {
                    if (!key.url.includes('?client=')) continue;
                    const [version] = await (await cache.match(key)).json();
                    await cache.put(key, new Response(JSON.stringify([version, 0])));
                }
            }
        })().then(arguments[0])";
    page.session.client.execute_async(script, vec![]).await?;
    Ok(())
}
