//! What the measurements share: shares of sorted numbers, and what Chromium tells of a page.

use serde_json::Value;

use downhill_browser::Outcome;
use downhill_browser::drivers::Session;

/// The value that so many of a hundred do not exceed.
pub(crate) fn share(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// The value in the middle.
pub(crate) fn median(values: &[f64]) -> f64 {
    share(values, 50)
}

/// The sum shared evenly.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// One of the numbers that Chromium keeps of a page, once `Performance.enable` was sent.
pub(crate) fn metric(session: &Session, name: &str) -> Outcome<f64> {
    let answer = session.devtools("Performance.getMetrics")?;
    let mut metrics = answer["metrics"].as_array().into_iter().flatten();
    let found = metrics.find(|metric| metric["name"] == name);
    Ok(found
        .and_then(|metric| Value::as_f64(&metric["value"]))
        .ok_or_else(|| format!("Chromium does not tell {name}"))?)
}

/// Bytes of JavaScript objects that `work` makes, kept or not: as estimated by Chromium from every 512th byte or so.
pub(crate) async fn allocated(session: &Session, work: impl AsyncFnOnce() -> Outcome) -> Outcome<f64> {
    session.devtools("HeapProfiler.enable")?;
    session.devtools_with(
        "HeapProfiler.startSampling",
        serde_json::json!({
            "samplingInterval": 512,
            "includeObjectsCollectedByMajorGC": true,
            "includeObjectsCollectedByMinorGC": true,
        }),
    )?;
    work().await?;
    let answer = session.devtools("HeapProfiler.stopSampling")?;
    Ok(bytes_of(&answer["profile"]["head"]))
}

fn bytes_of(node: &Value) -> f64 {
    let below = node["children"].as_array().into_iter().flatten();
    node["selfSize"].as_f64().unwrap_or_default() + below.map(bytes_of).sum::<f64>()
}
