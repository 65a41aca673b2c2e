//! How long a step of each optimizer takes, on Rosenbrock: one iteration is one step, gradient included.
//! `cargo bench` runs it.

use criterion::{Criterion, criterion_group, criterion_main};
use downhill::catalogue;
use downhill::objective::Draw;
use downhill::settings::{RunSettings, SurfaceSettings};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Steps from one start to the next: enough that starting does not count, few enough that no run leaves all bounds.
const STEPS: u64 = 1000;

fn steps(criterion: &mut Criterion) {
    let surface = SurfaceSettings::of("rosenbrock").and_then(|surface| surface.make()).expect("an id");
    let start = surface.info().start;
    let mut group = criterion.benchmark_group("step on rosenbrock");
    for entry in catalogue::OPTIMIZERS {
        let mut settings = RunSettings::of(entry.info.id).expect("an id");
        // Small enough for every rule: none flies off to where arithmetic is of NaN, which has a speed of its own.
        settings.params.set("lr", entry.params.iter().find(|p| p.id == "lr").map_or(1e-4, |p| p.min.max(1e-4)));
        let fresh = settings.make(2).expect("values in range");
        group.bench_function(entry.info.id, |bencher| {
            bencher.iter_custom(|iterations| {
                let (mut spent, mut left) = (Duration::ZERO, iterations);
                while left > 0 {
                    let (mut optimizer, mut x, now) = (fresh.snapshot(), start, left.min(STEPS));
                    let begun = Instant::now();
                    for step in 1..=now {
                        optimizer.step(&*surface, Draw { seed: 1, step }, black_box(&mut x));
                    }
                    spent += begun.elapsed();
                    assert!(x.iter().all(|c| c.is_finite()), "{}", entry.info.id);
                    left -= now;
                }
                spent
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = steps
}
criterion_main!(benches);
