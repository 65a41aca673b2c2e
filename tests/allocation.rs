//! The per-step path allocates nothing.

use downhill::catalogue;
use downhill::objective::{Draw, Objective};
use downhill::surface::Quadratic;

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
fn the_counter_of_allocations_does_count() {
    let optimizer = catalogue::optimizer("adam").expect("an id").make(&[], 2).expect("defaults");
    let counted = allocation_counter::measure(|| drop(optimizer.snapshot()));
    assert!(counted.count_total > 0);
}
