//! What exhibits compute is what their sources say.

use downhill::catalogue::LESSONS;
use downhill::exhibit::{Exhibit, Generalize, HighDimension, NotConverging};
use downhill::lab::Lab;
use downhill::lesson::{GENERALIZE, HIGH_DIMENSION, Lesson, NOT_CONVERGING};
use downhill::link;
use downhill::settings::Settings;

fn settings(lesson: &Lesson, patch: &str) -> Settings {
    link::amend(&lesson.settings(), patch).expect("a fine patch")
}

fn not_converging(patch: &str, step: usize) -> NotConverging {
    let mut exhibit = NotConverging::new(&settings(&NOT_CONVERGING, patch)).expect("fine settings");
    exhibit.go_to(step);
    exhibit
}

fn generalize(patch: &str, step: usize) -> Generalize {
    let mut exhibit = Generalize::new(&settings(&GENERALIZE, patch)).expect("fine settings");
    exhibit.go_to(step);
    exhibit
}

#[test]
fn an_exhibit_that_has_been_further_shows_the_same_as_one_that_has_not() {
    for lesson in LESSONS.iter().filter(|lesson| lesson.exhibit.is_some()) {
        let [mut direct, mut back] = [0, 1].map(|_| Lab::new(lesson.settings()).expect("fine settings"));
        direct.go_to(20);
        back.go_to(40);
        back.go_to(20);
        // As text: a rate at which a run diverges has no loss, and NaN is not equal to itself.
        let plots = |lab: &Lab| format!("{:?}", lab.exhibit().map(|exhibit| exhibit.plots(lab)));
        assert!(plots(&direct) == plots(&back), "{}", lesson.id);
        assert_eq!(direct.description(), back.description(), "{}", lesson.id);
    }
}

#[test]
fn the_axes_of_an_exhibit_stay_where_they_are() {
    for lesson in LESSONS.iter().filter(|lesson| lesson.exhibit.is_some()) {
        let mut lab = Lab::new(lesson.settings()).expect("fine settings");
        let axes = |lab: &Lab| {
            let plots = lab.exhibit().map_or_else(Vec::new, |exhibit| exhibit.plots(lab));
            plots.into_iter().map(|plot| (plot.x, plot.y)).collect::<Vec<_>>()
        };
        let first = axes(&lab);
        lab.go_to(20);
        assert_eq!(axes(&lab), first, "{}", lesson.id);
    }
}

#[test]
fn the_exact_shares_of_minima_are_those_of_the_literature() {
    for (exact, known) in HighDimension::EXACT.into_iter().zip([0.5, 0.1464, 0.0249]) {
        assert!((exact - known).abs() < 5e-5, "{exact}");
    }
}

#[test]
fn shares_of_minima_are_within_four_standard_errors_at_other_seeds() {
    for seed in [2, 3] {
        let mut exhibit = HighDimension::new(&settings(&HIGH_DIMENSION, &format!("seed={seed}")));
        exhibit.go_to(HIGH_DIMENSION.steps);
        for (n, exact) in (1..).zip(HighDimension::EXACT) {
            let error = (exact * (1.0 - exact) / HighDimension::drawn(HIGH_DIMENSION.steps) as f64).sqrt();
            let share = exhibit.share(n, HIGH_DIMENSION.steps);
            assert!((share - exact).abs() <= 4.0 * error, "seed {seed}, n = {n}: {share}");
        }
    }
}

#[test]
fn a_lesson_without_optimizers_has_a_sentence_all_the_same() {
    let mut lab = Lab::new(HIGH_DIMENSION.settings()).expect("fine settings");
    assert!(lab.settings().runs.is_empty() && lab.readouts().is_empty() && lab.can_move());
    lab.go_to(HIGH_DIMENSION.steps);
    let remark = lab.exhibit().and_then(|exhibit| exhibit.remark(&lab)).expect("there is one");
    assert!(remark.starts_with("Of 5000 matrices of each size, ") && remark.contains(": 50.7 %, 15.2 %,"), "{remark}");
    assert!(!lab.can_move());
}

#[test]
fn sgd_on_the_online_losses_is_what_one_works_out_by_hand() {
    let exhibit = not_converging("runs=sgd&1.lr=0.1", 3);
    let first = -0.3;
    let second = first + 0.1 / 2.0_f64.sqrt();
    for (step, x) in [(1, first), (2, second), (3, second + 0.1 / 3.0_f64.sqrt())] {
        assert!((exhibit.x(0, step).expect("it is on") - x).abs() < 1e-12);
    }
    // 3·(0 + 1) − (x₂ + 1) − (x₃ + 1), over 3.
    let regret = (3.0 - (first + 1.0) - (second + 1.0)) / 3.0;
    assert!((exhibit.average_regret(0, 3).expect("it is on") - regret).abs() < 1e-12);
}

#[test]
fn without_correction_as_in_the_paper_amsgrad_is_0_005_lower_for_its_first_step_is_longer() {
    let (mut x, mut v, mut largest): (f64, f64, f64) = (0.0, 0.0, 0.0);
    for t in 1..=1000 {
        let g: f64 = if t % 3 == 1 { 3.0 } else { -1.0 };
        v = 0.1 * v + 0.9 * g * g;
        largest = largest.max(v);
        x = (x - 0.1 / f64::from(t).sqrt() * g / largest.sqrt()).clamp(-1.0, 1.0);
    }
    let corrected = not_converging("", 1000).x(1, 1000).expect("it is on");
    assert_eq!(format!("{x:.3} {corrected:.3}"), "-0.779 -0.774");
}

#[test]
fn no_run_leaves_the_interval() {
    let exhibit = not_converging("runs=sgd,momentum,lion,adagrad&1.lr=10&2.lr=10&3.lr=10&4.lr=10", 300);
    let at = |place| (0..=300).map(move |step| (place, step));
    assert!((0..4).flat_map(at).all(|(place, step)| exhibit.x(place, step).expect("it is on").abs() <= 1.0));
}

#[test]
fn adaptive_rules_end_at_a_quarter_of_the_sign_and_sgd_at_the_solution_of_least_norm() {
    let exhibit = generalize("3.on=0&1.lr=0.5", 200);
    for adaptive in [1, 3] {
        let fit = exhibit.fit(adaptive, 200).expect("it is on");
        assert!((fit.outputs[0] - 0.25).abs() < 0.01 && (fit.outputs[1] - 0.75).abs() < 0.01, "{fit:?}");
    }
    assert_eq!(exhibit.fit(2, 200), None);

    // Of least norm is w = Xᵀa with XXᵀa = y. By symmetry a is one number in each class; K is y yᵀ + 2 + the own features.
    let positive = (exhibit.trained_positive() as f64, 1.0);
    let negative = (60.0 - positive.0, 5.0);
    // (3n₊ + 1) a₊ + n₋ a₋ = 1 and n₊ a₊ + (3n₋ + 5) a₋ = −1.
    let [[a, b], [c, d]] = [[3.0 * positive.0 + positive.1, negative.0], [positive.0, 3.0 * negative.0 + negative.1]];
    let (up, down) = ((d + b) / (a * d - b * c), (-a - c) / (a * d - b * c));
    let (class, constant) = (positive.0 * up - negative.0 * down, positive.0 * up + negative.0 * down);
    let fit = exhibit.fit(0, 200).expect("it is on");
    assert!((fit.outputs[0] - (2.0 * constant - class)).abs() < 1e-6, "{fit:?}");
    assert!((fit.outputs[1] - (2.0 * constant + class)).abs() < 1e-6, "{fit:?}");
}

#[test]
fn it_comes_out_the_same_for_other_points() {
    for seed in 2..12 {
        let exhibit = generalize(&format!("seed={seed}"), 200);
        for place in 0..4 {
            let fit = exhibit.fit(place, 200).expect("it is on");
            let expected = if place == 0 { 0.0 } else { exhibit.fresh_negative() };
            assert_eq!((fit.train_error, exhibit.fresh_error(fit)), (0.0, expected), "seed {seed}, run {place}");
        }
    }
}
