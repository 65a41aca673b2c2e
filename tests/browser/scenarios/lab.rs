//! The instrument: keys, undo, the choice among runs, exact fields, and panels left out.

use serde_json::{Value, json};

use super::{ENTER, HOME, equal, is, shows_step, type_number};
use downhill_browser::Outcome;
use downhill_browser::page::Page;

const ESCAPE: &str = "\u{e00c}";
const TAB: &str = "\u{e004}";

/// Opens the page paused.
pub(super) async fn open(page: &Page<'_>, fragment: &str) -> Outcome {
    page.open(fragment).await?;
    page.opens().await?;
    if page.evaluate("document.documentElement.dataset.state").await? == "running" {
        page.click("#play").await?;
        // In the frame after the click the step is told at which it rests.
        page.until("a pause", async || Ok(page.evaluate("document.documentElement.dataset.state").await? != "running"))
            .await?;
    }
    page.evaluate("document.activeElement.blur()").await?;
    Ok(())
}

/// Presses a key of the page as a keyboard does, with its place: WebDriver's own keys have none in every browser.
async fn key(page: &Page<'_>, options: Value) -> Outcome {
    let script = format!(
        "(document.activeElement ?? document.body).dispatchEvent(
            new KeyboardEvent('keydown', {{ bubbles: true, cancelable: true, ...{options} }}))"
    );
    page.evaluate(&script).await?;
    page.frames(3).await
}

async fn switched_on(page: &Page<'_>) -> Outcome<Value> {
    page.evaluate("Array.from(document.querySelectorAll('[data-on]'), (each) => each.checked)").await
}

pub(super) async fn keys_switch_runs_and_show_one_alone(page: &Page<'_>) -> Outcome {
    open(page, "").await?;
    page.press("body", "2").await?;
    page.until("run 2 off", async || Ok(switched_on(page).await? == json!([true, false]))).await?;
    page.press("body", "2").await?;
    page.until("run 2 on", async || Ok(switched_on(page).await? == json!([true, true]))).await?;
    // On a French keyboard it is a digit only with Shift.
    key(page, json!({ "key": "\"", "code": "Digit2", "shiftKey": true })).await?;
    equal(switched_on(page).await?, json!([false, true]))?;
    equal(page.attribute("[data-solo='2']", "aria-pressed").await?, "true".to_owned())?;
    page.press("[data-solo='1']", ENTER).await?;
    page.until("the other one alone", async || Ok(switched_on(page).await? == json!([true, false]))).await?;
    page.press("[data-solo='1']", ENTER).await?;
    page.until("both again", async || Ok(switched_on(page).await? == json!([true, true]))).await
}

pub(super) async fn a_sheet_tells_all_keys(page: &Page<'_>) -> Outcome {
    open(page, "").await?;
    let step = page.step().await?;
    page.evaluate("document.querySelector('#step').focus()").await?;
    page.press("#step", "?").await?;
    page.until("the sheet", async || page.is_shown("#sheet").await).await?;
    let text = page.text("#sheet").await?;
    for word in ["Space", "Ctrl + Z", "1 … 9", "full screen"] {
        is(text.contains(word), &format!("the sheet tells {word}"))?;
    }
    page.press("#sheet button", ESCAPE).await?;
    page.until("no sheet", async || Ok(!page.is_shown("#sheet").await?)).await?;
    equal(page.evaluate("document.activeElement.id").await?, json!("step"))?;
    shows_step(page, step).await
}

pub(super) async fn every_control_is_reached_by_tab(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=3").await?;
    // WebKit, as Safari, leaves out buttons unless the system says otherwise; what it can reach is the browser's matter.
    let script = "(() => {
        const controls = document.querySelectorAll('main :is(button, input, select, summary, a[href], textarea)');
        const seen = Array.from(controls).filter((each) => !each.disabled && each.checkVisibility?.());
        const lost = seen.filter((each) => {
            each.focus({ focusVisible: true });
            const { outlineStyle } = getComputedStyle(each.closest('.choice') ?? each);
            return each.tabIndex < 0 || document.activeElement !== each
                || (each.matches(':focus-visible') && outlineStyle === 'none');
        });
        return [seen.length > 20, lost.map((each) => each.outerHTML.slice(0, 80))];
    })()";
    equal(page.evaluate(script).await?, json!([true, []]))?;
    page.evaluate("document.querySelector('#play').focus()").await?;
    page.press("#play", TAB).await?;
    is(page.evaluate("document.activeElement.id").await? != "play", "Tab leads on")
}

pub(super) async fn settings_are_undone_and_redone(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=5").await?;
    let rate = page.value("input[data-exact='1.lr']").await?;
    let readouts = page.readouts(1).await?;
    equal(page.attribute("#undo", "aria-disabled").await?, "true".to_owned())?;
    type_number(page, "1.lr", "0.0123").await?;
    page.until("something to undo", async || Ok(page.attribute("#undo", "aria-disabled").await? == "false")).await?;
    page.evaluate("document.activeElement.blur()").await?;
    key(page, json!({ "key": "1", "code": "Digit1" })).await?;
    key(page, json!({ "key": "2", "code": "Digit2" })).await?;
    equal(switched_on(page).await?, json!([false, false]))?;
    key(page, json!({ "key": "z", "ctrlKey": true })).await?;
    equal(switched_on(page).await?, json!([false, true]))?;
    page.click("#undo").await?;
    page.until("both on", async || Ok(switched_on(page).await? == json!([true, true]))).await?;
    equal(page.value("input[data-exact='1.lr']").await?, "0.0123".to_owned())?;
    page.click("#undo").await?;
    page.until("the rate as it was", async || Ok(page.value("input[data-exact='1.lr']").await? == rate)).await?;
    page.until("the run as it was", async || Ok(page.readouts(1).await? == readouts)).await?;
    equal(page.attribute("#undo", "aria-disabled").await?, "true".to_owned())?;
    key(page, json!({ "key": "Z", "ctrlKey": true, "shiftKey": true })).await?;
    equal(page.value("input[data-exact='1.lr']").await?, "0.0123".to_owned())?;
    key(page, json!({ "key": "y", "ctrlKey": true })).await?;
    equal(switched_on(page).await?, json!([false, true]))?;
    shows_step(page, 5).await
}

pub(super) async fn a_drag_is_undone_as_one_change(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=5").await?;
    let start = page.value("input[data-exact='start.x']").await?;
    page.drag("#stage-overlay", (0.3, 0.4), (0.7, 0.6)).await?;
    page.until("another start", async || Ok(page.value("input[data-exact='start.x']").await? != start)).await?;
    key(page, json!({ "key": "z", "ctrlKey": true })).await?;
    page.until("the start as it was", async || Ok(page.value("input[data-exact='start.x']").await? == start)).await?;
    equal(page.attribute("#undo", "aria-disabled").await?, "true".to_owned())?;
    // Keys on a slider are one change while they come one after the other.
    page.press("input[data-param='surface.kappa']", HOME).await?;
    page.until("another κ", async || Ok(page.value("input[data-exact='surface.kappa']").await? == "1")).await?;
    key(page, json!({ "key": "z", "metaKey": true })).await?;
    page.until("κ as it was", async || Ok(page.value("input[data-exact='surface.kappa']").await? == "25")).await
}

pub(super) async fn a_run_can_be_duplicated(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&2.rho=0.7&step=9").await?;
    page.press("[data-duplicate='2']", ENTER).await?;
    page.until("a third run", async || page.is_shown("[data-run='3']").await).await?;
    equal(page.evaluate("document.querySelector('[data-exact=\"3.rho\"]').value").await?, json!("0.7"))?;
    equal(page.text("[data-readout='3.x']").await?, page.text("[data-readout='2.x']").await?)?;
    shows_step(page, 9).await
}

pub(super) async fn any_step_can_be_typed(page: &Page<'_>) -> Outcome {
    open(page, "").await?;
    page.press("#go-to", &format!("1234{ENTER}")).await?;
    shows_step(page, 1234).await?;
    page.press("#go-to", &format!("100001{ENTER}")).await?;
    page.until("words about it", async || page.is_shown("#go-to-word").await).await?;
    shows_step(page, 1234).await?;
    page.press("#go-to", ESCAPE).await?;
    page.until("no words", async || Ok(!page.is_shown("#go-to-word").await?)).await?;
    page.press("#go-to", &format!("7{ENTER}")).await?;
    shows_step(page, 7).await
}

pub(super) async fn the_seed_can_be_typed(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&surface=noisy-bowl&step=20").await?;
    let before = page.readouts(1).await?;
    type_number(page, "seed", "42").await?;
    page.until("another path", async || Ok(page.readouts(1).await? != before)).await?;
    page.until("the seed in the address", async || Ok(page.address().await?.contains("seed=42"))).await
}

pub(super) async fn a_formula_is_typed_and_its_error_told_in_place(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&surface=formula&step=10").await?;
    let (before, rate) = (page.readouts(1).await?, page.value("input[data-exact='1.lr']").await?);
    page.find("#formula").await?.clear().await?;
    page.press("#formula", &format!("x^2 + foo(y){ENTER}")).await?;
    page.until("words about it", async || page.is_shown("#formula-word").await).await?;
    is(page.text("#formula-word").await?.contains("column 7"), "the words name the column")?;
    equal(
        page.evaluate("document.querySelector('.column-mark').style.getPropertyValue('--column')").await?,
        json!("6"),
    )?;
    equal(page.readouts(1).await?, before.clone())?;
    page.find("#formula").await?.clear().await?;
    page.press("#formula", &format!("x^2 + 3y^2{ENTER}")).await?;
    page.until("another path", async || Ok(page.readouts(1).await? != before)).await?;
    is(!page.is_shown("#formula-word").await?, "no words about a formula that can be read")?;
    equal(page.value("#formula").await?, "x^2 + 3y^2".to_owned())?;
    equal(page.value("input[data-exact='1.lr']").await?, rate)?;
    equal(page.evaluate("document.activeElement.id").await?, json!("formula"))?;
    page.until("the formula in the address", async || Ok(page.address().await?.contains("formula="))).await
}

pub(super) async fn a_link_hides_panels(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=4&hide=legend,charts,tools").await?;
    for panel in ["#legend", "#charts", "#tools"] {
        is(!page.is_shown(panel).await?, &format!("{panel} is left out"))?;
    }
    is(page.is_shown("#prose").await? && !page.is_shown("#note").await?, "the rest is there, without a note")?;
    page.press("body", "n").await?;
    page.until("another lesson, and the same panels", async || {
        let address = page.address().await?;
        Ok(address.contains("lesson=") && address.contains("hide=legend,charts,tools"))
    })
    .await?;
    is(!page.is_shown("#legend").await?, "they stay left out")?;
    open(page, "#v=1&step=4&hide=legend,wallpaper").await?;
    is(page.text("#note").await?.contains("wallpaper"), "a name that is no panel is noted")?;
    is(!page.is_shown("#legend").await?, "the others are left out")?;
    open(page, "#v=1&step=4&hide=lessons,prose,surface,legend,actions").await?;
    let width = page.evaluate("document.querySelector('#stage').clientWidth / innerWidth").await?;
    is(width.as_f64().is_some_and(|part| part > 0.95), "without a column the stage takes its room")
}

pub(super) async fn no_foreign_script_runs(page: &Page<'_>) -> Outcome {
    open(page, "").await?;
    // What the page itself does is free of violations: the runner fails a scenario that ends with one.
    page.complaints().await?;
    page.evaluate(
        "(() => {
            const script = document.createElement('script');
            script.textContent = 'globalThis.intruder = 1';
            document.body.append(script);
            const image = document.createElement('p');
            image.setAttribute('onclick', 'globalThis.intruder = 2');
            document.body.append(image);
            image.click();
        })()",
    )
    .await?;
    page.until("the browser's word about it", async || {
        Ok(page.evaluate("globalThis.harness.complaints.some((each) => each.startsWith('script-src'))").await? == true)
    })
    .await?;
    equal(page.evaluate("globalThis.intruder ?? null").await?, Value::Null)?;
    page.evaluate("globalThis.harness.complaints.length = 0").await?;
    Ok(())
}
