//! A race that nobody sees rests.

use serde_json::{Value, json};

use super::host::{SPACE, exchange, forget, frame, frame_has_no_complaints, host, run, say, told};
use super::is;
use downhill_browser::Outcome;
use downhill_browser::page::Page;

pub(super) async fn an_embed_rests_off_screen_and_plays_when_it_is_back(page: &Page<'_>) -> Outcome {
    // A short race starts anew, a long one goes on; unless the address says otherwise.
    for (address, anew) in [
        ("?embed#lesson=saddle", true),
        ("?embed=resume#lesson=saddle", false),
        ("?embed#lesson=noise&speed=12", false),
        ("?embed=restart#lesson=noise&speed=12", true),
    ] {
        let body = format!("{SPACE}{}{SPACE}", frame(page, (640, 400), address));
        let _host = host(page, &body).await?;
        told(page, json!({ "type": "ready" })).await?;
        page.frames(10).await?;
        forget(page).await?;
        run(page, "document.querySelector('iframe').scrollIntoView()").await?;
        for step in [1, 6] {
            told(page, json!({ "type": "state", "state": "running", "step": step })).await?;
        }
        forget(page).await?;
        run(page, "scrollTo(0, 0)").await?;
        let left =
            told(page, json!({ "type": "state", "state": "paused" })).await.map_err(|e| format!("{address}: {e}"))?;
        forget(page).await?;
        run(page, "document.querySelector('iframe').scrollIntoView()").await?;
        if anew {
            told(page, json!({ "type": "state", "state": "running", "step": 1 })).await?;
        } else {
            told(page, json!({ "type": "state", "state": "running" })).await?;
            let steps = page.evaluate("window.told.map(({ step }) => step)").await?;
            let earlier = |step: &Value| step.as_u64() < left["step"].as_u64();
            is(
                !steps.as_array().is_some_and(|steps| steps.iter().any(earlier)),
                &format!("{address}: {steps} go on from {left}"),
            )?;
        }
        // Who has paused it finds it as it was left.
        let rested =
            exchange(page, "{ downhill: 1, type: 'pause' }", json!({ "type": "state", "state": "paused" })).await?;
        run(page, "scrollTo(0, 0)").await?;
        page.frames(10).await?;
        run(page, "document.querySelector('iframe').scrollIntoView()").await?;
        page.frames(10).await?;
        let next = rested["step"].as_u64().map(|step| step + 1);
        exchange(
            page,
            "{ downhill: 1, type: 'step', by: 1 }",
            json!({ "type": "state", "state": "paused", "step": next }),
        )
        .await?;
    }
    Ok(())
}

pub(super) async fn an_embed_rests_while_its_window_or_its_slide_is_hidden(page: &Page<'_>) -> Outcome {
    let _host = host(page, &frame(page, (640, 400), "?embed=resume#lesson=saddle&speed=2")).await?;
    told(page, json!({ "type": "state", "state": "running", "step": 2 })).await?;
    // The first word that it is shown is one that nobody may have seen it before.
    exchange(page, "'slide:start'", json!({ "type": "state", "state": "running", "step": 1 })).await?;
    for (hide, show) in [
        ("'slide:stop'", "'slide:start'"),
        ("{ downhill: 1, type: 'sight', seen: false }", "{ downhill: 1, type: 'sight', seen: true }"),
    ] {
        let rests = exchange(page, hide, json!({ "type": "state", "state": "paused" })).await?;
        // An order to play is kept until somebody sees it.
        say(page, "{ downhill: 1, type: 'play' }").await?;
        page.frames(5).await?;
        is(page.evaluate("window.told.every(({ state }) => state !== 'running')").await? == true, "it rests")?;
        let next = rests["step"].as_u64().map(|step| step + 1);
        exchange(page, show, json!({ "type": "state", "state": "running", "step": next })).await?;
    }
    forget(page).await?;
    page.session.client.enter_frame(0).await?;
    for hidden in [true, false] {
        page.evaluate(&format!(
            "void (Object.defineProperty(document, 'hidden', {{ configurable: true, value: {hidden} }}), document.dispatchEvent(new Event('visibilitychange')))"
        ))
        .await?;
        page.session.client.enter_parent_frame().await?;
        told(page, json!({ "type": "state", "state": if hidden { "paused" } else { "running" } })).await?;
        page.session.client.enter_frame(0).await?;
    }
    frame_has_no_complaints(page).await
}
