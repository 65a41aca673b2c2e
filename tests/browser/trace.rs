//! What Chromium's main thread does in each frame, by Chromium's own trace: scripts, style, layout, paint, timers, collection.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::Outcome;
use crate::drivers::Session;

/// What begins a frame of a page.
const BEGIN: &str = "BeginMainThreadFrame";

/// A task that a thread takes from its queue.
const TASK: &str = "RunTask";

/// Milliseconds that the tasks of the page's main thread took in each frame since the last call, without those of the first and the last
/// frame, which need not be complete.
///
/// # Errors
/// Where the session is not [traced](Session::traced), or the page has drawn no frame.
pub(crate) fn frames(session: &Session) -> Outcome<Vec<f64>> {
    let events = session.trace()?;
    let thread = |event: &Value| (event["pid"].as_u64(), event["tid"].as_u64());
    let mut begins: BTreeMap<_, Vec<f64>> = BTreeMap::new();
    for event in events.iter().filter(|event| event["name"] == BEGIN) {
        begins.entry(thread(event)).or_default().extend(event["ts"].as_f64());
    }
    // The page's is the thread that draws; the driver's other pages hardly do.
    let (main, begins) = begins.into_iter().max_by_key(|(_, begins)| begins.len()).ok_or("no frame was traced")?;
    let mut tasks = Vec::new();
    for event in &events {
        let name = event["name"].as_str().unwrap_or_default();
        if name.ends_with(TASK) && thread(event) == main {
            tasks.extend(event["ts"].as_f64().zip(event["dur"].as_f64()));
        }
    }
    // A frame begins with the task in which the page is told of it.
    let mut costs: Vec<(f64, f64)> = begins.iter().map(|&begin| (begin, 0.0)).collect();
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (start, took) in tasks {
        let frame = costs.partition_point(|(begin, _)| *begin <= start + took);
        if let Some((_, cost)) = frame.checked_sub(1).and_then(|frame| costs.get_mut(frame)) {
            *cost += took / 1000.0;
        }
    }
    let whole = 1..costs.len().saturating_sub(1).max(1);
    Ok(costs[whole].iter().map(|(_, cost)| *cost).collect())
}
