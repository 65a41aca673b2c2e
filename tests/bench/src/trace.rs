//! What Chromium's main thread does in each frame, by Chromium's own trace: scripts, style, layout, paint, timers, collection.

use std::collections::BTreeMap;

use serde_json::Value;

use downhill_browser::Outcome;
use downhill_browser::drivers::Session;

/// What happens once in each frame, in the task that draws it.
const FRAME: &str = "Layerize";

/// A task that a thread takes from its queue.
const TASK: &str = "ThreadControllerImpl::RunTask";

/// Milliseconds of a processor that the tasks of the page's main thread took in each frame since the last call, without those of the first
/// and the last frame, which need not be complete. When another program had the processor, nothing was done.
///
/// # Errors
/// Where the session is not [traced](Session::traced), or the page has drawn no frame.
pub(crate) fn frames(session: &Session) -> Outcome<Vec<f64>> {
    let events = session.trace()?;
    let thread = |event: &Value| (event["pid"].as_u64(), event["tid"].as_u64());
    let mut drawn: BTreeMap<_, Vec<f64>> = BTreeMap::new();
    for event in events.iter().filter(|event| event["name"] == FRAME) {
        drawn.entry(thread(event)).or_default().extend(event["ts"].as_f64());
    }
    // The page's is the thread that draws; the driver's other pages hardly do.
    let (main, mut drawn) = drawn.into_iter().max_by_key(|(_, drawn)| drawn.len()).ok_or("no frame was traced")?;
    drawn.sort_by(f64::total_cmp);
    let mut costs = vec![0.0; drawn.len()];
    for task in events.iter().filter(|event| event["name"] == TASK && thread(event) == main) {
        let number = |name: &str| task[name].as_f64();
        let (Some(start), Some(took), Some(worked)) = (number("ts"), number("dur"), number("tdur")) else { continue };
        // A frame begins with the task that draws it, and has all tasks up to the next.
        let before = drawn.partition_point(|&drawn| drawn <= start + took);
        if let Some(frame) = before.checked_sub(1) {
            costs[frame] += worked / 1000.0;
        }
    }
    let whole = 1..costs.len().saturating_sub(1).max(1);
    Ok(costs[whole].to_vec())
}
