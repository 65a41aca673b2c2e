//! Measures the page in headless Chromium, against named peers: reports, which fail on no time. `cargo xtask bench` builds what it
//! measures and runs one part after the other; `cargo xtask shots` takes pictures of the page in each browser.

mod frames;
mod load;
mod numbers;
mod rest;
mod shots;
mod steps;
mod terrain;
mod throng;
mod trace;

use std::process::ExitCode;

use downhill_browser::Outcome;
use tokio::runtime::Builder;

fn main() -> ExitCode {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    match runtime.block_on(part()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn part() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("shots") => shots::take().await,
        Some("load") => load::measure().await,
        Some("frames") => frames::measure().await,
        Some("throng") => {
            let soak = arguments.next().ok_or("how many seconds is it to run?")?;
            throng::measure(soak.parse()?).await
        }
        Some("rest") => rest::measure().await,
        Some("steps") => steps::measure().await,
        Some("terrain") => terrain::measure().await,
        _ => Err("the parts are shots, load, frames, throng SECONDS, rest, steps and terrain".into()),
    }
}
