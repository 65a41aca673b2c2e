//! Runs rewind exactly, and diverge in words and numbers that can be drawn.

use downhill::lab::{Lab, Status};
use downhill::measure;
use downhill::objective::{Draw, Objective};
use downhill::optimizer::{Elementwise, Momentum, Sgd};
use downhill::run::{DIVERGED_BEYOND, Run};
use downhill::surface::Quadratic;
use downhill::{catalogue, link};
use std::cell::Cell;
use std::rc::Rc;

fn momentum_run() -> Run {
    let rule = Momentum { lr: 0.02, rho: 0.9 };
    Run::new(Box::new(Elementwise::new(rule, 2)), Rc::new(Quadratic::default()), &[-4.0, 1.5], 0)
}

fn bits(run: &Run) -> Vec<[u64; 2]> {
    (0..=run.len()).map(|k| run.xy(k).map(f64::to_bits)).collect()
}

#[test]
fn rewinding_and_replaying_gives_identical_bits() {
    let mut run = momentum_run();
    run.extend_to(1000);
    let first = bits(&run);
    for back_to in [999, 513, 512, 511, 256, 255, 1, 0] {
        run.rewind(back_to);
        assert_eq!(run.len(), back_to);
        run.extend_to(1000);
        assert_eq!(bits(&run), first, "after rewinding to {back_to}");
    }
}

#[test]
fn a_replay_takes_the_steps_of_its_run_one_after_the_other_and_tells_how_many() {
    let mut run = momentum_run();
    run.extend_to(300);
    let mut replay = run.replay();
    for step in 0..300 {
        assert_eq!(replay.step(), step);
        // What a step shows depends on all those before it, whether they were shown or only taken.
        if step % 3 == 0 {
            assert_eq!(replay.trace(&run), run.explain(step), "step {step}");
        } else {
            replay.take(&run);
        }
    }
}

#[test]
fn a_run_is_debugged_by_its_optimizer_and_its_steps_and_a_replay_by_its_own() {
    let mut run = momentum_run();
    run.extend_to(3);
    assert_eq!(format!("{run:?}"), r#"Run { optimizer: "momentum", steps: 3, .. }"#);
    let mut replay = run.replay();
    replay.take(&run);
    assert_eq!(format!("{replay:?}"), "Replay { step: 1, .. }");
}

#[test]
fn explaining_a_step_tells_what_the_step_does_and_moves_nothing() {
    let mut run = momentum_run();
    run.extend_to(600);
    let before = bits(&run);
    for step in [0, 7, 300, 599] {
        let trace = run.explain(step);
        for axis in 0..2 {
            let delta = trace.value(axis, "delta").expect("delta is traced");
            assert_eq!(run.xy(step)[axis] + delta, run.xy(step + 1)[axis], "step {step}");
        }
    }
    assert_eq!(bits(&run), before);
}

#[test]
fn flips_counted_block_by_block_are_those_of_all_gradients() {
    let mut run = momentum_run();
    run.extend_to(1000);
    run.rewind(700);
    run.extend_to(900);
    for (axis, step) in [(0, 0), (0, 255), (1, 256), (1, 257), (0, 700), (1, 899), (1, 900), (1, 5000)] {
        let signs: Vec<_> = (0..=step.min(900)).map(|k| run.gradient(k)[axis]).filter(|g| *g != 0.0).collect();
        let flips = signs.windows(2).filter(|pair| pair[0] * pair[1].signum() < 0.0).count();
        assert_eq!(measure::flips(&run, axis, step), flips, "axis {axis}, step {step}");
    }
    assert!(measure::flips(&run, 1, 900) > 20);
}

fn diverging() -> Lab {
    let lesson = catalogue::lesson("jitter").expect("it is in the catalogue");
    Lab::new(link::amend(&lesson.settings(), "1.lr=0.2").expect("a fine patch")).expect("fine settings")
}

#[test]
fn a_diverging_run_says_at_which_step_and_holds_finite_points_only() {
    let mut lab = diverging();
    lab.go_to(60);
    let run = &lab.stages()[0].runs()[0];
    // Each step multiplies y by 1 − 0.2·25 = −4: 1.5·4ⁿ first exceeds 1e9 at n = 15.
    assert_eq!(run.diverged_at(), Some(15));
    assert_eq!(run.len(), 14);
    for step in 0..=run.len() {
        assert!(run.xy(step).iter().all(|c| c.abs() <= DIVERGED_BEYOND));
        assert!(run.loss(step).is_finite());
    }
    let readout = &lab.readouts()[0];
    assert_eq!(readout.status, Status::Diverged);
    assert_eq!(readout.sentence, "SGD left the picture at step 1 and every bound at step 15.");
    assert_eq!(measure::leaves(run, lab.stages()[0].shown(), 60), Some(1));
}

#[test]
fn the_others_go_on_when_one_diverges() {
    let mut lab = diverging();
    assert!(lab.advance(60));
    assert_eq!(lab.stages()[0].runs()[1].len(), 60);
}

#[test]
fn nothing_is_left_to_move_when_all_have_diverged() {
    let lab = diverging();
    let mut alone = Lab::new(link::amend(lab.settings(), "2.on=0").expect("a fine patch")).expect("fine settings");
    assert!(!alone.advance(100));
}

#[test]
fn changing_one_run_leaves_the_other_as_it_was() {
    let mut lab = diverging();
    lab.go_to(30);
    let other = bits(&lab.stages()[0].runs()[1]);
    lab.set(link::amend(lab.settings(), "1.lr=0.05").expect("a fine patch")).expect("fine settings");
    assert_eq!(lab.step(), 30);
    assert_eq!(bits(&lab.stages()[0].runs()[1]), other);
    assert_eq!(lab.stages()[0].runs()[0].len(), 30);
}

#[test]
fn bad_settings_change_nothing() {
    let mut lab = diverging();
    let before = lab.settings().clone();
    let mut bad = before.clone();
    bad.runs[0].params.set("lr", f64::NAN);
    let refused = lab.set(bad).expect_err("NaN is no learning rate").to_string();
    assert_eq!(refused, "lr (α) cannot be NaN; it takes a number from 1e-6 to 10.");
    assert_eq!(lab.settings(), &before);
}

#[test]
fn the_range_of_the_losses_is_that_of_every_loss_also_after_a_rewind() {
    let mut run = momentum_run();
    for (steps, back) in [(100, 100), (255, 255), (256, 256), (1000, 300), (700, 10)] {
        run.extend_to(steps);
        run.rewind(back);
        let losses: Vec<f64> = (0..=run.len()).map(|step| run.loss(step)).collect();
        let range = [losses.iter().copied().fold(f64::INFINITY, f64::min), losses.iter().copied().fold(0.0, f64::max)];
        assert_eq!(run.losses(), range, "{} steps", run.len());
    }
}

/// ½(x² + y² + z²): any number of variables but two.
struct Ball;

impl Objective for Ball {
    fn dim(&self) -> usize {
        3
    }

    fn value_grad(&self, x: &[f64], _draw: Draw, g: &mut [f64]) -> f64 {
        g.copy_from_slice(x);
        x.iter().map(|c| 0.5 * c * c).sum()
    }
}

#[test]
fn a_run_of_three_variables_holds_all_of_them() {
    let mut run = Run::new(Box::new(Elementwise::new(Sgd { lr: 0.5 }, 3)), Rc::new(Ball), &[8.0, -4.0, 2.0], 0);
    run.extend_to(300);
    for step in [0, 1, 255, 256, 257, 300] {
        let expected = [8.0, -4.0, 2.0].map(|c| c * 0.5_f64.powi(step as i32));
        assert_eq!((run.point(step), run.gradient(step)), (&expected[..], &expected[..]), "step {step}");
        assert_eq!(run.loss(step), expected.iter().map(|c| 0.5 * c * c).sum::<f64>(), "step {step}");
    }
}

/// ½x², which counts how often it is asked.
#[derive(Default)]
struct Asked {
    drawn: bool,
    times: Cell<usize>,
}

impl Objective for Asked {
    fn dim(&self) -> usize {
        1
    }

    fn value_grad(&self, x: &[f64], _draw: Draw, g: &mut [f64]) -> f64 {
        self.times.set(self.times.get() + 1);
        g[0] = x[0];
        0.5 * x[0] * x[0]
    }

    fn is_drawn(&self) -> bool {
        self.drawn
    }
}

#[test]
fn a_point_is_asked_for_once_where_no_draw_counts_and_the_path_is_the_same() {
    let run = |drawn| {
        let asked = Rc::new(Asked { drawn, ..Asked::default() });
        let mut run = Run::new(Box::new(Elementwise::new(Momentum { lr: 0.1, rho: 0.9 }, 1)), asked.clone(), &[2.0], 0);
        run.extend_to(300);
        let once = asked.times.get();
        run.rewind(290);
        run.extend_to(300);
        let path: Vec<u64> = (0..=300).map(|step| run.point(step)[0].to_bits()).collect();
        (once, asked.times.get() - once, path)
    };
    let (calm, again, path) = run(false);
    assert_eq!(
        (calm, again),
        (301, 10),
        "the start and each step; of steps taken again only those that were forgotten"
    );
    let (drawn, drawn_again, same) = run(true);
    assert_eq!((drawn, drawn_again), (601, 10 + 34 + 10), "34 steps lead from the last snapshot to step 290");
    assert_eq!(path, same);
}
