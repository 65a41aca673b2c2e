//! Measures give the numbers of the lecture's table, which were computed independently, and stay honest at the edges.

use downhill::lab::Lab;
use downhill::lesson::claim;
use downhill::measure;
use downhill::objective::{Draw, Objective};
use downhill::optimizer::{Adam, DiffGrad, Elementwise, Rule, Sgd};
use downhill::random::Random;
use downhill::run::Run;
use downhill::surface::{F1, F2, F3, Quadratic, Surface, Window};
use downhill::{catalogue, link};
use std::rc::Rc;

/// The runs of the first lesson amended by a patch, after `steps` steps.
fn race(patch: &str, steps: usize) -> Vec<Run> {
    let settings = link::amend(&catalogue::OPENING.settings(), patch).expect("a fine patch");
    let mut runs = Lab::new(settings).expect("fine settings").into_runs();
    runs.iter_mut().for_each(|run| run.extend_to(steps));
    runs
}

/// The race of the diffGrad paper: Adam, diffGrad and Adam at half the rate, 300 steps from −1.
fn paper(curve: &str) -> Vec<Run> {
    let rates = "1.lr=0.1&2.lr=0.1&3.lr=0.05";
    let betas = "1.beta1=0.95&1.beta2=0.999&2.beta1=0.95&2.beta2=0.999&3.beta1=0.95&3.beta2=0.999";
    race(&format!("surface={curve}&runs=adam,diffgrad,adam&start=-1,0&{rates}&{betas}"), 300)
}

fn holds(what: &str, value: f64, expected: f64, last_digit: f64) {
    assert_eq!(claim(what, value, expected, last_digit), Ok(()));
}

#[test]
fn adam_overshoots_the_curves_of_the_diffgrad_paper_and_diffgrad_less() {
    let table = [
        ("f1", F1::INFO.minima[0][0], [(0.632, 1), (0.238, 12)], 0.241),
        ("f2", F2::INFO.minima[0][0], [(0.718, 1), (0.224, 14)], 0.200),
        ("f3", F3::INFO.minima[0][0], [(0.267, 61), (0.183, 29)], 0.158),
    ];
    for (curve, minimiser, both, halved) in table {
        let runs = paper(curve);
        for (run, (overshoot, crossings)) in runs.iter().zip(both) {
            let who = format!("{} on {curve}", run.optimizer().info().name);
            holds(&format!("the overshoot of {who}"), measure::overshoot(run, 0, minimiser, 300), overshoot, 1e-3);
            assert_eq!(measure::crossings(run, 0, minimiser, 300), crossings, "the crossings of {who}");
        }
        holds("the overshoot of Adam at α/2", measure::overshoot(&runs[2], 0, minimiser, 300), halved, 1e-3);
    }
}

#[test]
fn adam_is_stuck_where_the_table_says_unless_beta1_is_smaller() {
    for (curve, minima, local) in [("f1", F1::INFO.minima, 0.2), ("f2", F2::INFO.minima, 0.0)] {
        let nearest = |run: &Run| measure::nearest_minimum(run.xy(300), minima, 1).expect("minima are known");
        let index = nearest(&paper(curve)[0]).0;
        assert_eq!(minima[index][0], local, "{curve}");
        let patch = format!("surface={curve}&runs=adam&start=-1,0&1.lr=0.1&1.beta1=0.9&1.beta2=0.999");
        assert_eq!(nearest(&race(&patch, 300)[0]).0, 0, "with β₁ = 0.9 on {curve}");
    }
}

#[test]
fn late_oscillation_on_f3_is_that_of_the_last_hundred_points() {
    for (run, expected) in paper("f3").iter().zip([0.0217, 0.0271, 0.0137]) {
        holds(run.optimizer().info().name, measure::late_oscillation(run, 0, 0.0, 100, 300), expected, 1e-4);
    }
}

#[test]
fn the_mean_friction_on_f1_is_hardly_more_than_a_half() {
    let runs = paper("f1");
    holds("mean ξ", measure::mean_internal(&runs[1], 0, "xi", 300).expect("diffGrad has ξ"), 0.504, 1e-3);
    assert_eq!(measure::mean_internal(&runs[0], 0, "xi", 300), None, "Adam has none");
    assert_eq!(measure::mean_internal(&runs[1], 2, "xi", 300), None, "there is no third axis");
    assert_eq!(measure::mean_internal(&runs[1], 0, "xi", 0), None, "no step was taken");
}

#[test]
fn traces_tell_what_explain_tells_step_by_step() {
    let run = &paper("f2")[1];
    let traces: Vec<_> = run.traces(1000).collect();
    assert_eq!(traces.len(), 300);
    for step in [0, 1, 255, 256, 257, 299] {
        assert_eq!(traces[step], run.explain(step), "step {step}");
    }
}

/// F₁ multiplied by a number.
struct Scaled(f64);

impl Objective for Scaled {
    fn dim(&self) -> usize {
        2
    }

    fn value_grad(&self, x: &[f64], draw: Draw, g: &mut [f64]) -> f64 {
        let loss = F1::default().value_grad(x, draw, g);
        g.iter_mut().for_each(|g| *g *= self.0);
        loss * self.0
    }
}

fn on_scaled_f1(rule: impl Rule, factor: f64) -> Run {
    let mut run = Run::new(Box::new(Elementwise::new(rule, 2)), Rc::new(Scaled(factor)), &[-1.0, 0.0], 0);
    run.extend_to(300);
    run
}

#[test]
fn diffgrad_minds_the_scale_of_the_loss_and_adam_does_not() {
    for (factor, friction) in [(1e-3, 0.241), (1e-2, 0.241), (1.0, 0.238), (100.0, 0.629)] {
        let diffgrad = on_scaled_f1(DiffGrad { lr: 0.1, beta1: 0.95, beta2: 0.999, eps: 1e-8 }, factor);
        let adam = on_scaled_f1(Adam { lr: 0.1, beta1: 0.95, beta2: 0.999, eps: 1e-8 }, factor);
        holds(&format!("diffGrad on {factor}·F₁"), measure::overshoot(&diffgrad, 0, -0.3, 300), friction, 1e-3);
        holds(&format!("Adam on {factor}·F₁"), measure::overshoot(&adam, 0, -0.3, 300), 0.632, 1e-3);
    }
}

#[test]
fn the_saddle_is_left_as_late_as_the_start_is_near_the_ridge() {
    let rates = "1.lr=0.1&2.lr=0.1&3.lr=0.1&4.lr=0.1";
    let from = |eps: &str| {
        let runs = race(&format!("surface=saddle&runs=sgd,momentum,adam,rmsprop&start=-2,{eps}&{rates}"), 1000);
        [0, 1, 2, 3].map(|index| measure::escape(&runs[index], 1, 1.0, 1000))
    };
    assert_eq!(from("0"), [None; 4]);
    // The first step of RMSProp is ten times α long, which is all the way.
    assert_eq!(from("1e-9"), [Some(219), Some(78), Some(13), Some(2)]);
    assert_eq!(from("1e-6"), [Some(146), Some(52), Some(11), Some(2)]);
    assert_eq!(from("1e-3"), [Some(74), Some(27), Some(11), Some(1)]);
}

#[test]
fn a_stall_at_the_saddle_is_longer_from_nearer_the_ridge() {
    let stalled = |eps: &str| {
        let runs = race(&format!("surface=saddle&runs=sgd&start=-2,{eps}&1.lr=0.1"), 160);
        measure::stall(&runs[0], 0.01, 160)
    };
    // Exactly on the ridge x shrinks to 0.9 of itself in each step, which is shorter than 0.01 once 0.2·0.9ᵏ is: from the
    // 30th step on, and for good.
    assert_eq!(stalled("0"), 160 - 29);
    assert!(stalled("1e-6") > stalled("1e-3"));
    assert!(stalled("1e-3") > 0);
}

#[test]
fn under_a_constant_gradient_each_rule_steps_as_its_lesson_says() {
    let ids = ["adam-uncorrected", "adam", "adagrad", "rmsprop", "momentum", "sgd"];
    let rates = "1.lr=0.1&2.lr=0.1&3.lr=0.1&4.lr=0.1&5.lr=0.1&6.lr=0.1";
    let patch = format!("formula=x&runs={}&start=0,0&{rates}", ids.join(","));
    let runs = race(&patch, 1000);
    let [bare, adam, adagrad, rmsprop, momentum, sgd] = &runs[..] else { panic!("six runs") };
    let pace = |run: &Run, step| measure::step_over_rate(run, 0, step, 0.1);

    for (step, expected, last_digit) in [(1, 3.162, 1e-3), (12, 6.569, 1e-3), (100, 3.24, 1e-2), (1000, 1.26, 1e-2)] {
        holds(&format!("Adam uncorrected at {step}"), pace(bare, step), expected, last_digit);
    }
    let longest = (1..=1000).max_by(|&a, &b| pace(bare, a).total_cmp(&pace(bare, b)));
    assert_eq!(longest, Some(12));
    for step in 1..=1000 {
        let t = step as f64;
        holds(&format!("Adam at {step}"), pace(adam, step), 1.0, 1e-7);
        holds(&format!("AdaGrad at {step}"), pace(adagrad, step), 1.0 / t.sqrt(), 1e-7);
        holds(&format!("RMSProp at {step}"), pace(rmsprop, step), 1.0 / (1.0 - 0.99_f64.powf(t)).sqrt(), 1e-5);
        holds(&format!("momentum at {step}"), pace(momentum, step), (1.0 - 0.9_f64.powf(t)) / 0.1, 1e-9);
        holds(&format!("SGD at {step}"), pace(sgd, step), 1.0, 1e-9);
    }
    holds("AdaGrad at 100", pace(adagrad, 100), 0.1, 1e-7);
    holds("RMSProp at 1", pace(rmsprop, 1), 10.0, 1e-5);
    holds("momentum in the end", pace(momentum, 1000), 10.0, 1e-9);
}

#[test]
fn the_effective_rate_of_gradient_descent_is_its_learning_rate() {
    let runs = race("surface=quadratic&runs=sgd,adagrad&start=-4,1.5&1.lr=0.03&2.lr=0.4", 60);
    for (axis, step) in [(0, 1), (0, 60), (1, 1), (1, 12)] {
        let rate = measure::effective_rate(&runs[0], axis, step).expect("it moves");
        holds("the rate of SGD", rate, 0.03, 1e-9);
    }
    // AdaGrad's first step is α long, whatever the gradient: ∂f/∂x is −4 there, ∂f/∂y 37.5.
    holds("AdaGrad along x", measure::effective_rate(&runs[1], 0, 1).expect("it moves"), 0.4 / 4.0, 1e-9);
    holds("AdaGrad along y", measure::effective_rate(&runs[1], 1, 1).expect("it moves"), 0.4 / 37.5, 1e-9);
    assert_eq!(measure::effective_rate(&runs[0], 0, 0), None, "no step led to the start");
    let ridge = race("surface=saddle&runs=sgd&start=-2,0", 5);
    assert_eq!(measure::effective_rate(&ridge[0], 1, 3), None, "there is no gradient along y");
}

/// ½(x² + 5y²), whose gradient comes with even noise of variance 1 along each axis.
struct NoisyBowl;

impl Objective for NoisyBowl {
    fn dim(&self) -> usize {
        2
    }

    fn value_grad(&self, x: &[f64], draw: Draw, g: &mut [f64]) -> f64 {
        let mut random = Random::keyed(draw.seed, draw.step);
        for ((g, x), curvature) in g.iter_mut().zip(x).zip([1.0, 5.0]) {
            let noise = (random.uniform() - 0.5) * 12.0_f64.sqrt();
            *g = curvature * x + if draw.step > 0 { noise } else { 0.0 };
        }
        0.5 * (x[0] * x[0] + 5.0 * x[1] * x[1])
    }
}

#[test]
fn the_noise_ball_of_sgd_has_the_variance_of_theory() {
    let alpha = 0.1;
    let mut run = Run::new(Box::new(Elementwise::new(Sgd { lr: alpha }, 2)), Rc::new(NoisyBowl), &[2.0, 1.0], 7);
    run.extend_to(100_000);
    let theory = [1.0, 5.0].map(|curvature| alpha / (curvature * (2.0 - alpha * curvature)));
    for (axis, expected) in theory.into_iter().enumerate() {
        let variance = measure::variance(&run, axis, 0.0, 1000, 100_000).expect("there are such points");
        assert!((variance / expected - 1.0).abs() < 0.04, "{variance} along axis {axis}, theory {expected}");
    }
    let radius = measure::noise_ball(&run, [0.0, 0.0], 1000, 100_000).expect("there are such points");
    assert!((radius / (theory[0] + theory[1]).sqrt() - 1.0).abs() < 0.02, "{radius}");
}

#[test]
fn variance_is_about_the_given_centre_and_none_before_its_first_point() {
    // A rate of 2 on a curvature of 1 jumps from −4 to 4 and back for ever.
    let run = &race("surface=quadratic&surface.kappa=1&runs=sgd&start=-4,0&1.lr=2", 9)[0];
    assert_eq!(measure::variance(run, 0, 0.0, 0, 9), Some(16.0));
    assert_eq!(measure::variance(run, 0, 4.0, 8, 9), Some(32.0));
    assert_eq!(measure::variance(run, 0, 1.0, 9, 9), Some(9.0));
    assert_eq!(measure::noise_ball(run, [0.0, 3.0], 5, 9), Some(5.0));
    assert_eq!(measure::variance(run, 0, 0.0, 9, 100), Some(16.0));
    for (from, step) in [(10, 100), (5, 4)] {
        assert_eq!(measure::variance(run, 0, 0.0, from, step), None);
        assert_eq!(measure::noise_ball(run, [0.0; 2], from, step), None);
    }
}

#[test]
fn a_point_on_the_minimiser_is_on_neither_side() {
    // A rate of 1 on a curvature of 1 goes to the minimiser in one step and stays.
    let run = &race("surface=quadratic&surface.kappa=1&runs=sgd&start=-4,0&1.lr=1", 5)[0];
    assert_eq!(run.xy(1)[0], 0.0);
    assert_eq!((measure::crossings(run, 0, 0.0, 5), measure::overshoot(run, 0, 0.0, 5)), (0, 0.0));
    // Seen from −4 itself there is no far side.
    assert_eq!((measure::crossings(run, 0, -4.0, 5), measure::overshoot(run, 0, -4.0, 5)), (0, 0.0));
    assert_eq!((measure::crossings(run, 0, -1.0, 5), measure::overshoot(run, 0, -1.0, 5)), (1, 1.0));
    assert_eq!((measure::crossings(run, 0, 3.0, 5), measure::overshoot(run, 0, 3.0, 5)), (0, 0.0));
}

#[test]
fn late_oscillation_looks_at_the_last_points_only() {
    // x halves in each step: −4, −2, −1, −0.5.
    let run = &race("surface=quadratic&surface.kappa=1&runs=sgd&start=-4,0&1.lr=0.5", 3)[0];
    for (last, expected) in [(0, 0.0), (1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (100, 4.0)] {
        assert_eq!(measure::late_oscillation(run, 0, 0.0, last, 3), expected, "the last {last}");
    }
    assert_eq!(measure::late_oscillation(run, 0, -1.0, 1, 1), 1.0);
}

#[test]
fn the_first_step_at_a_loss_is_found_also_at_the_start() {
    let run = &race("surface=quadratic&surface.kappa=1&runs=sgd&start=-4,0&1.lr=0.5", 20)[0];
    // x halves in each step: the loss is 8 at the start, then 2, then 0.5.
    assert_eq!(measure::steps_to(run, 8.0, 20), Some(0));
    assert_eq!(measure::steps_to(run, 0.5, 20), Some(2));
    assert_eq!(measure::steps_to(run, 0.5, 1), None);
    assert_eq!(measure::steps_to(run, -1.0, 20), None);
    assert_eq!(measure::steps_to(run, f64::NAN, 20), None);
}

#[test]
fn the_nearest_minimum_on_a_curve_is_that_along_x() {
    let minima = [[0.0, 0.0], [1.0, 5.0]];
    assert_eq!(measure::nearest_minimum([0.75, 0.0], &minima, 2), Some((0, 0.75)));
    assert_eq!(measure::nearest_minimum([0.75, 0.0], &minima, 1), Some((1, 0.25)));
    assert_eq!(measure::nearest_minimum([5.0, 2.0], &minima, 2), Some((1, 5.0)));
    assert_eq!(measure::nearest_minimum([0.5, 9.0], &minima, 1), Some((0, 0.5)), "of two the first");
    assert_eq!(measure::nearest_minimum([0.75, 0.0], &[], 2), None);
}

/// Every measure of a run at a step that allocates nothing; NaN for none.
fn all(run: &Run, step: usize) -> [f64; 13] {
    let optional = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let step_of = |value: Option<usize>| value.map_or(f64::NAN, |value| value as f64);
    [
        measure::flips(run, 1, step) as f64,
        measure::progress(run, 1, step),
        step_of(measure::leaves(run, Quadratic::INFO.window, step)),
        measure::crossings(run, 1, 0.0, step) as f64,
        measure::overshoot(run, 1, 0.0, step),
        measure::late_oscillation(run, 1, 0.0, 5, step),
        measure::stall(run, 1.0, step) as f64,
        step_of(measure::escape(run, 1, 100.0, step)),
        step_of(measure::steps_to(run, 100.0, step)),
        optional(measure::effective_rate(run, 1, step)),
        measure::step_over_rate(run, 1, step, 0.2),
        optional(measure::variance(run, 1, 0.0, 1, step)),
        optional(measure::noise_ball(run, [0.0; 2], 1, step)),
    ]
}

#[test]
fn beyond_the_end_of_a_run_that_diverged_its_end_counts() {
    let run = &race("1.lr=0.2", 60)[0];
    assert_eq!((run.len(), run.diverged_at()), (14, Some(15)));
    assert!(all(run, 14).iter().all(|value| value.is_finite()));
    assert_eq!(all(run, 60), all(run, 14));
    assert_eq!(all(run, usize::MAX), all(run, 14));
    // Each step multiplies y by −4: 1.5, −6, 24, −96, 384; the step that diverged was not taken.
    assert_eq!(measure::crossings(run, 1, 0.0, 60), 14);
    assert_eq!(measure::escape(run, 1, 100.0, 60), Some(4));
    assert_eq!(measure::escape(run, 1, 1e9, 60), None);
    let mean = measure::mean_internal(run, 1, "delta", 60).expect("every rule has its step");
    holds("the mean step", mean, measure::progress(run, 1, 60) / 14.0, 1e-3);
}

#[test]
fn at_the_start_nothing_has_happened() {
    let run = &race("", 0)[0];
    assert_eq!(run.len(), 0);
    for step in [0, 10] {
        let counts =
            [measure::flips(run, 1, step), measure::crossings(run, 1, 0.0, step), measure::stall(run, 1.0, step)];
        assert_eq!(counts, [0; 3]);
        assert_eq!(measure::overshoot(run, 1, 0.0, step), 0.0);
        assert_eq!(measure::step_over_rate(run, 1, step, 0.1), 0.0);
        assert_eq!(measure::late_oscillation(run, 1, 0.0, 100, step), 1.5);
        assert_eq!(measure::late_oscillation(run, 1, 0.0, 0, step), 0.0);
        assert_eq!(measure::escape(run, 1, 1.0, step), Some(0));
        assert_eq!(measure::mean_internal(run, 1, "delta", step), None);
    }
}

#[test]
fn a_run_without_a_loss_at_its_start_has_measures_without_an_answer() {
    let run = on_scaled_f1(Sgd { lr: 0.1 }, f64::NAN);
    assert_eq!((run.len(), run.diverged_at()), (0, Some(0)));
    assert_eq!(measure::steps_to(&run, f64::INFINITY, 10), None);
    assert_eq!(measure::effective_rate(&run, 0, 10), None);
    assert_eq!(measure::mean_internal(&run, 0, "delta", 10), None);
    assert_eq!((measure::flips(&run, 0, 10), measure::stall(&run, 1.0, 10)), (0, 0));
}

#[test]
fn reading_a_long_run_allocates_nothing() {
    let run = &race("", 1000)[0];
    let mut read = [0.0; 13];
    let counted = allocation_counter::measure(|| read = all(run, 1000));
    assert_eq!(counted.count_total, 0);
    assert_eq!(read[0], 1000.0, "the flips");
}

#[test]
fn a_run_leaves_a_window_when_it_is_outside_for_good_or_diverges() {
    // Each step multiplies x by −2: 1, −2, 4, −8.
    let run = &race("surface=quadratic&surface.kappa=1&runs=sgd&start=1,0&1.lr=3", 100)[0];
    let (end, diverged) = (run.len(), run.diverged_at().expect("it is past 10⁹ some time"));
    assert_eq!(diverged, end + 1);
    let to = |left: f64, right: f64| Window { x: [left, right], y: [-1.0, 1.0] };
    assert_eq!(measure::leaves(run, to(-3.0, 5.0), 10), Some(3));
    assert_eq!(measure::leaves(run, to(-3.0, 5.0), 2), None, "it has not yet");
    assert_eq!(measure::leaves(run, to(-3.0, 1.0), 2), Some(2), "not at −2, which is inside");
    assert_eq!(measure::leaves(run, to(2.0, 5.0), 2), None, "it is back by then");
    assert_eq!(measure::leaves(run, to(2.0, 3.0), 2), Some(0));
    // Of a window that holds all its points it is out with the step that it did not take.
    for (step, leaves) in [(0, None), (end - 1, None), (end, Some(diverged)), (diverged, Some(diverged))] {
        assert_eq!(measure::leaves(run, to(-2e9, 2e9), step), leaves, "up to step {step}");
    }
}

#[test]
fn a_bound_that_is_just_reached_is_not_passed() {
    // A rate of 2 on a curvature of 1 jumps from −4 to 4 and back for ever.
    let run = &race("surface=quadratic&surface.kappa=1&runs=sgd&start=-4,0&1.lr=2", 9)[0];
    assert_eq!((measure::escape(run, 0, 4.0, 9), measure::escape(run, 0, 3.9, 9)), (None, Some(0)));
    assert_eq!((measure::stall(run, 8.0, 9), measure::stall(run, 8.1, 9)), (0, 9));
}
