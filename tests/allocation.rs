//! The per-step path allocates nothing.

use downhill::catalogue::{self, OPENING, OPTIMIZERS};
use downhill::lab::Lab;
use downhill::link;
use downhill::objective::{Draw, Objective};
use downhill::run::Run;
use downhill::settings::{MOST_RUNS, MOST_STEPS};
use downhill::surface::Quadratic;
use std::rc::Rc;

#[test]
fn no_optimizer_allocates_in_a_step() {
    let f = Quadratic::default();
    for entry in OPTIMIZERS {
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

/// A run of Adam at its start.
fn adam() -> Run {
    let optimizer = catalogue::optimizer("adam").expect("an id").make(&[], 2).expect("defaults");
    Run::new(optimizer, Rc::new(Quadratic::default()), &[-4.0, 1.5], 0)
}

#[test]
fn a_run_that_is_to_change_is_not_copied_for_it() {
    let run = adam();
    let counted = allocation_counter::measure(|| drop(std::hint::black_box(run.changing(Vec::new()))));
    assert_eq!(counted.count_total, 0);
}

#[test]
fn a_run_allocates_nothing_but_a_block_now_and_then() {
    let mut run = adam();
    let counted = allocation_counter::measure(|| run.extend_to(255));
    assert_eq!((counted.count_total, run.len()), (0, 255));
    // 391 blocks: each has its records, its sign changes, its snapshot (of three allocations) and itself; their list doubles at times.
    let counted = allocation_counter::measure(|| run.extend_to(MOST_STEPS));
    assert!((390 * 6..390 * 6 + 12).contains(&counted.count_total), "{}", counted.count_total);
}

#[test]
fn the_longest_histories_of_all_runs_take_less_than_64_megabytes() {
    let taken = OPTIMIZERS.chunks(MOST_RUNS).map(|entries| {
        let counted = allocation_counter::measure(|| {
            let mut settings = OPENING.settings();
            settings.put_on(entries.iter().map(|entry| entry.info.id)).expect("ids");
            let mut lab = Lab::new(settings).expect("fine settings");
            lab.go_to(MOST_STEPS);
            // Other settings for one run: while old and new are both there, what stays is not there twice.
            lab.set(link::amend(lab.settings(), "1.lr=1e-4").expect("a fine patch")).expect("fine settings");
        });
        counted.bytes_max
    });
    let most = taken.max().expect("there are optimizers");
    assert!((45_000_000..60_000_000).contains(&most), "{most} B at most");
}

#[test]
fn a_copy_of_a_run_shares_its_history() {
    let mut run = adam();
    run.extend_to(10_000);
    let mut copy = None;
    let counted = allocation_counter::measure(|| copy = Some(run.clone()));
    assert!(counted.bytes_total < 10_000, "{} B", counted.bytes_total);
    let mut copy = copy.expect("it was made");
    // They go apart from where they were copied, in the middle of a block.
    copy.rewind(9_000);
    let before = run.xy(9_001);
    copy.extend_to(10_000);
    run.rewind(9_500);
    assert_eq!((copy.xy(9_001), copy.len(), run.len()), (before, 10_000, 9_500));
}

#[test]
fn the_counter_of_allocations_does_count() {
    let run = adam();
    let counted = allocation_counter::measure(|| drop(run.optimizer().snapshot()));
    assert!(counted.count_total > 0);
}
