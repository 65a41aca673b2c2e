//! A run that changes on its way is the one before up to there, remembers what that one did, and rewinds exactly.

use downhill::catalogue::{OPENING, OPTIMIZERS};
use downhill::draw::{Theme, svg};
use downhill::lab::{Lab, Status};
use downhill::link;
use downhill::objective::Draw;
use downhill::optimizer::{Optimizer, OptimizerEntry};
use downhill::param::Param;
use downhill::run::Run;
use downhill::settings::{Change, MOST_CHANGES, MOST_STEPS, RunSettings, Settings};

/// Beyond a block of the history, and not at its border.
const AT: usize = 300;
const END: usize = 700;

fn lab(patch: &str, step: usize) -> Lab {
    let mut lab = Lab::new(link::amend(&OPENING.settings(), patch).expect("a fine patch")).expect("fine settings");
    lab.go_to(step);
    lab
}

fn bits(run: &Run) -> Vec<[u64; 2]> {
    (0..=run.len()).map(|k| run.xy(k).map(f64::to_bits)).collect()
}

/// An optimizer beside a copy of it that changes all its values a little, on ground where steps differ from each other.
fn beside(entry: &OptimizerEntry, at: u32) -> Settings {
    let patch = format!("surface=noisy-bowl&runs={}", entry.info.id);
    let mut settings = link::amend(&OPENING.settings(), &patch).expect("a fine patch");
    let mut branch = settings.runs[0].clone();
    let values = branch.change_at(at);
    entry.params.iter().for_each(|param| values.set(param.id, changed(param, &settings.runs[0])));
    settings.runs.push(branch);
    settings
}

fn changed(param: &Param, run: &RunSettings) -> f64 {
    param.value_at(0.9 * param.position_of(run.params.value(param.id).unwrap_or(param.default)))
}

fn run(lab: &Lab, place: usize) -> &Run {
    &lab.stages()[0].runs()[place]
}

#[test]
fn every_optimizer_branches_off_and_remembers() {
    for entry in OPTIMIZERS {
        let settings = beside(entry, AT as u32);
        let mut lab = Lab::new(settings.clone()).expect("fine settings");
        lab.go_to(END);
        let [original, branch] = [0, 1].map(|place| bits(run(&lab, place)));
        assert_eq!(branch[..=AT], original[..=AT], "{}", entry.info.id);
        // By hand: nothing but the values changes.
        let all = |run: &RunSettings, step| -> Vec<f64> {
            let values = run.params_at(step);
            entry.params.iter().map(|param| values.value(param.id).expect("all are set")).collect()
        };
        let ground = settings.surface.make().expect("a fine surface");
        let mut optimizer: Box<dyn Optimizer> = entry.make(&all(&settings.runs[1], 0), 2).expect("fine values");
        let mut x = settings.start;
        for step in 0..branch.len() - 1 {
            if step == AT {
                optimizer.retune(&all(&settings.runs[1], step));
            }
            optimizer.step(&*ground, Draw { seed: u64::from(settings.seed), step: step as u64 + 1 }, &mut x);
            assert_eq!(x.map(f64::to_bits), branch[step + 1], "{} at {step}", entry.info.id);
        }
        assert_ne!(branch.last(), original.last(), "{} goes another way", entry.info.id);
    }
}

#[test]
fn momentum_goes_on_with_its_velocity() {
    let lab = lab("runs=momentum&1@2.lr=0.01&1@2.rho=0.5&surface.kappa=4", 4);
    let run = run(&lab, 0);
    let mut v = [0.0; 2];
    for step in 0..4 {
        let [lr, rho] = if step < 2 { [run_value("lr"), 0.9] } else { [0.01, 0.5] };
        for (axis, v) in v.iter_mut().enumerate() {
            *v = rho * *v + run.gradient(step)[axis];
            assert_eq!(run.xy(step)[axis] - lr * *v, run.xy(step + 1)[axis], "step {step}");
        }
    }
}

/// A teaching value of momentum on the first surface.
fn run_value(id: &str) -> f64 {
    let settings = link::amend(&OPENING.settings(), "runs=momentum&surface.kappa=4").expect("a fine patch");
    settings.runs[0].params.value(id).expect("it is set")
}

#[test]
fn every_branch_rewinds_and_explains_exactly() {
    for entry in OPTIMIZERS {
        let lab = {
            let mut lab = Lab::new(beside(entry, AT as u32)).expect("fine settings");
            lab.go_to(END);
            lab
        };
        let mut branch = run(&lab, 1).clone();
        let (first, len) = (bits(&branch), branch.len());
        let traces: Vec<_> = branch.traces(len).collect();
        for step in [0, 255, 256, AT - 1, AT, AT + 1, 511, 512, len - 1].into_iter().filter(|step| *step < len) {
            assert_eq!(branch.explain(step), traces[step], "{} at {step}", entry.info.id);
        }
        for back_to in [len - 1, 513, 512, AT + 1, AT, AT - 1, 256, 0] {
            branch.rewind(back_to);
            branch.extend_to(len);
            assert_eq!(bits(&branch), first, "{} after rewinding to {back_to}", entry.info.id);
        }
    }
}

#[test]
fn a_branch_shares_its_past() {
    let mut long = run(&lab("runs=adam", 0), 0).clone();
    long.extend_to(50_000);
    let whole = allocation_counter::measure(|| drop(bits(&long))).bytes_total;
    let branch = allocation_counter::measure(|| drop(long.branch(49_000, Vec::new()))).bytes_total;
    assert!(branch * 20 < whole, "a branch takes {branch} B where all its points take {whole} B");
}

#[test]
fn a_branch_made_under_way_is_that_of_a_link_and_leaves_the_rest_alone() {
    let mut lab = lab("runs=sgd,adam", 40);
    let before = [0, 1].map(|place| bits(run(&lab, place)));
    for rate in [0.02, 0.03] {
        let mut settings = lab.settings().clone();
        settings.runs.truncate(2);
        let mut branch = settings.runs[0].clone();
        branch.change_at(40).set("lr", rate);
        settings.runs.push(branch);
        lab.set(settings).expect("fine settings");
        lab.go_to(90);
        let fresh = {
            let mut fresh = Lab::new(lab.settings().clone()).expect("fine settings");
            fresh.go_to(90);
            fresh
        };
        for place in 0..3 {
            assert_eq!(bits(run(&lab, place)), bits(run(&fresh, place)), "run {place}");
        }
        assert_eq!([0, 1].map(|place| bits(run(&lab, place))[..=40].to_vec()), before);
        lab.go_to(40);
    }
}

#[test]
fn a_branch_is_told_by_what_it_changed_and_where() {
    let lab = lab("runs=sgd,sgd,momentum,sgd&2@30.lr=0.02&3@10.lr=0.01&3@20.rho=0.5&3@20.lr=0.04&4@7=", 35);
    let names: Vec<_> = lab.readouts().into_iter().map(|readout| readout.name).collect();
    assert_eq!(names, ["SGD", "SGD, α = 0.02 from 30", "Momentum, α = 0.04, ρ = 0.5 from 20", "SGD, unchanged from 7"]);
    assert!(lab.readouts().iter().all(|readout| readout.status == Status::Running));
    assert!(lab.readouts()[1].sentence.starts_with("SGD, α = 0.02 from 30 "));
    // What is drawn of it begins where another run's path ends to be its own.
    let begins: Vec<_> = (0..4).map(|place| lab.stages()[0].begin(place)).collect();
    assert_eq!(begins, [0, 30, 0, 7]);
}

#[test]
fn a_branch_whose_original_is_off_has_a_path_of_its_own() {
    assert_eq!(lab("runs=sgd,sgd&2@30.lr=0.02&1.on=0", 35).stages()[0].begin(1), 0);
}

#[test]
fn the_effective_rate_is_that_of_the_values_in_force() {
    let lab = lab("runs=sgd&1.lr=0.05&1@3.lr=0.02", 6);
    let rates: Vec<_> = (1..=6).map(|step| downhill::measure::effective_rate(run(&lab, 0), 1, step)).collect();
    for (step, rate) in rates.into_iter().enumerate() {
        let expected = if step < 3 { 0.05 } else { 0.02 };
        assert!((rate.expect("there is one") - expected).abs() < 1e-12, "step {}: {rate:?}", step + 1);
    }
}

#[test]
fn wrong_changes_and_colours_are_refused_with_what_would_be_right() {
    let refused = |change: &dyn Fn(&mut RunSettings)| {
        let mut settings = OPENING.settings();
        change(&mut settings.runs[0]);
        Lab::new(settings).expect_err("it is wrong").to_string()
    };
    let put = |run: &mut RunSettings, at: u32| run.changes.push(Change { at, params: run.params.clone() });
    let late = refused(&|run| put(run, MOST_STEPS as u32 + 1));
    assert_eq!(late, "The step at which a run changes cannot be 100001; it takes a number from 0 to 1e5.");
    let twice = refused(&|run| [5, 5].into_iter().for_each(|at| put(run, at)));
    assert_eq!(twice, "The step at which a run changes cannot be 5; it takes a number from 6 to 1e5.");
    let many = refused(&|run| (0..=MOST_CHANGES as u32).for_each(|at| put(run, at)));
    assert!(many.starts_with("The number of changes of a run cannot be 5"), "{many}");
    assert!(refused(&|run| run.change_at(3).set("lr", f64::NAN)).starts_with("lr (α) cannot be NaN"));
    assert!(refused(&|run| run.change_at(3).set("mu", 1.0)).contains("mu"));
    assert!(refused(&|run| run.color = Some(9)).starts_with("The colour cannot be 9"));
}

#[test]
fn a_colour_that_is_chosen_is_drawn_and_the_shape_stays() {
    let picture = |patch: &str| {
        let mut lab = lab(patch, 12);
        let mut theme = Theme::named("light").expect("a theme");
        theme.choose(lab.settings());
        let picture = svg::picture(&mut lab, &theme, [640, 480]).expect("it can be drawn");
        (picture, theme)
    };
    let ((plain, theme), (chosen, _)) = (picture("runs=sgd,adam"), picture("runs=sgd,adam&1.color=7"));
    let [own, other] = [0, 6].map(|place| theme.runs[place].to_string());
    assert!(plain.contains(&own) && !plain.contains(&other));
    // plotters writes colours in capitals.
    let lower = |picture: &str| picture.to_lowercase();
    assert!(lower(&chosen) == lower(&plain).replace(&own, &other), "nothing but the colour differs");
}

#[test]
fn a_run_that_is_off_is_mistaken_for_no_other() {
    let mut theme = Theme::named("light").expect("a theme");
    let mut settings = link::parse("runs=sgd,adam&1.color=3&2.color=3").0;
    theme.choose(&settings);
    assert!(theme.repeats(1) && !theme.repeats(0));
    settings.runs[0].on = false;
    theme.choose(&settings);
    assert!(!theme.repeats(1));
}

#[test]
fn rates_for_all_take_back_the_changes_on_the_way() {
    let branched = link::parse("1.lr=0.07&1@5.lr=0.3").0;
    assert_eq!(branched.runs[0].changes.len(), 1);
    for rates in ["0.1", "default", "tuned"] {
        let raced = link::amend(&branched, &format!("rates={rates}")).expect("rates");
        assert!(raced.runs.iter().all(|run| run.changes.is_empty()), "rates={rates}");
    }
}
