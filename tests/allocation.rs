//! The per-step path allocates nothing.

use downhill::catalogue;
use downhill::objective::{Draw, Objective};
use downhill::run::Run;
use downhill::surface::Quadratic;
use std::rc::Rc;

#[test]
fn no_optimizer_allocates_in_a_step() {
    let f = Quadratic::default();
    for entry in catalogue::OPTIMIZERS {
        let values: Vec<f64> = entry.params.iter().map(|param| param.default).collect();
        let mut optimizer = entry.make(&values, f.dim()).expect("defaults");
        let mut x = [-4.0, 1.5];
        let counted = allocation_counter::measure(|| {
            for step in 1..=300 {
                optimizer.step(&f, Draw { seed: 0, step }, &mut x);
            }
        });
        assert_eq!(counted.count_total, 0, "{}", entry.info.id);
    }
}

#[test]
fn a_run_with_room_allocates_nothing_between_two_snapshots() {
    let optimizer = catalogue::optimizer("adam").expect("an id").make(&[], 2).expect("defaults");
    let mut run = Run::new(optimizer, Rc::new(Quadratic::default()), &[-4.0, 1.5], 0);
    run.reserve(255);
    let counted = allocation_counter::measure(|| run.extend_to(255));
    assert_eq!((counted.count_total, run.len()), (0, 255));
}

#[test]
fn the_counter_of_allocations_does_count() {
    let optimizer = catalogue::optimizer("adam").expect("an id").make(&[], 2).expect("defaults");
    let counted = allocation_counter::measure(|| drop(optimizer.snapshot()));
    assert!(counted.count_total > 0);
}
