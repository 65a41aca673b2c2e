//! A long time: every optimizer on every surface, at the rate that it is taught with and at its highest. Nothing panics, whatever
//! leaves is told to have left, and no memory is asked for on the way.

use downhill::catalogue::{OPTIMIZERS, SURFACES};
use downhill::objective::{Draw, Objective};
use downhill::optimizer::OptimizerEntry;
use downhill::run::{DIVERGED_BEYOND, Run};
use downhill::settings::{RunSettings, SurfaceSettings};
use downhill::surface::SurfaceEntry;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const SEED: u64 = 5;

/// The steps that are compared with those of a [`Run`], which keeps them all.
const KEPT: u64 = 2_000;

/// How often one optimizer on one surface came to the end, and how often it left.
#[derive(Default)]
struct Ends {
    arrived: usize,
    left: usize,
}

fn soak(surface: &SurfaceEntry, optimizer: &OptimizerEntry, steps: u64) -> Ends {
    let mut ends = Ends::default();
    let f: Rc<dyn Objective> =
        Rc::from(SurfaceSettings::of(surface.info.id).and_then(|surface| surface.make()).expect("an id")
            as Box<dyn Objective>);
    let taught = RunSettings::taught(optimizer.info.id, surface.info).expect("an id");
    let mut highest = taught.clone();
    let rate = optimizer.params.iter().find(|param| param.id == "lr");
    highest.params.set("lr", rate.expect("all have a rate").max);
    for run in [taught, highest] {
        let what = format!("{} on {}, {:?}", optimizer.info.id, surface.info.id, run.params);
        let fresh = run.make(2).expect("values in range");
        let mut kept = Run::new(fresh.snapshot(), Rc::clone(&f), &surface.info.start, SEED);
        kept.extend_to(KEPT as usize);
        let (mut rule, mut x, mut g, mut left) = (fresh, surface.info.start, [0.0; 2], None);
        let counted = allocation_counter::measure(|| {
            for step in 1..=steps {
                let before = x;
                rule.step(&*f, Draw { seed: SEED, step }, &mut x);
                let loss = f.value_grad(&x, Draw::default(), &mut g);
                if !(x.iter().all(|c| c.abs() <= DIVERGED_BEYOND) && loss.is_finite()) {
                    (left, x) = (Some(step), before);
                    return;
                }
                if step == kept.len() as u64 {
                    assert!(kept.xy(kept.len()) == x, "{what}: a run goes elsewhere");
                }
            }
        });
        assert_eq!(counted.count_total, 0, "{what}: memory");
        // A run that has left says so, at that very step, and has kept the point before.
        let told = kept.diverged_at().map(|step| step as u64);
        assert_eq!(told, left.filter(|&step| step <= KEPT), "{what}");
        *(if left.is_some() { &mut ends.left } else { &mut ends.arrived }) += 1;
    }
    ends
}

/// All of them, on both of the cores that a machine has at least.
fn soak_all(steps: u64) -> [usize; 2] {
    let pairs: Vec<_> = SURFACES.iter().flat_map(|surface| OPTIMIZERS.iter().map(move |one| (surface, one))).collect();
    let (next, arrived, left) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((surface, optimizer)) = pairs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let ends = soak(surface, optimizer, steps);
                    arrived.fetch_add(ends.arrived, Ordering::Relaxed);
                    left.fetch_add(ends.left, Ordering::Relaxed);
                }
            });
        }
    });
    [arrived.into_inner(), left.into_inner()]
}

#[test]
fn ten_thousand_steps_of_everything_end_or_are_told_to_have_left() {
    let [arrived, left] = soak_all(10_000);
    assert_eq!(arrived + left, 2 * SURFACES.len() * OPTIMIZERS.len());
    // At its highest rate many a rule leaves, at the one that it is taught with none or few.
    assert!(arrived >= left && left > 0, "{arrived} arrived, {left} left");
}

#[test]
#[ignore = "it takes long: `cargo xtask soak`"]
fn a_million_steps_of_everything_end_or_are_told_to_have_left() {
    let [arrived, left] = soak_all(1_000_000);
    println!("{arrived} arrived, {left} left");
    assert_eq!(arrived + left, 2 * SURFACES.len() * OPTIMIZERS.len());
}
