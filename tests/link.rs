//! A lesson is a link: settings survive the way through it, and nothing in it can do harm.

use downhill::catalogue::{LESSONS, OPENING, OPTIMIZERS, SURFACES};
use downhill::draw::theme::RUN_COLORS;
use downhill::lab::Lab;
use downhill::link::{self, PANELS};
use downhill::settings::{MOST_CHANGES, MOST_STEPS, RunSettings, SPEEDS, Settings, SurfaceSettings};
use proptest::prelude::*;

fn jitter() -> Settings {
    OPENING.settings()
}

fn round_trip(settings: &Settings) {
    let text = link::write(settings).expect("the settings are fine");
    let (read, notes) = link::parse(&text);
    assert_eq!(notes, Vec::<String>::new(), "{text}");
    assert_eq!(&read, settings, "{text}");
}

#[test]
fn the_first_lesson_as_it_opens_has_an_empty_link() {
    assert_eq!(link::write(&jitter()).as_deref(), Ok(""));
    assert_eq!(link::parse("").0, jitter());
    assert_eq!(link::parse("#").0, jitter());
}

#[test]
fn every_lesson_survives_its_link() {
    for lesson in LESSONS {
        round_trip(&lesson.settings());
    }
}

#[test]
fn every_parameter_survives_its_link() {
    for entry in OPTIMIZERS {
        for param in entry.params {
            let mut settings = jitter();
            let mut run = RunSettings::of(entry.info.id).expect("it is in the catalogue");
            run.params.set(param.id, param.value_at(0.37));
            settings.runs.push(run);
            round_trip(&settings);
        }
    }
    for entry in SURFACES {
        for param in entry.params {
            let mut surface = SurfaceSettings::of(entry.info.id).expect("it is in the catalogue");
            surface.params.set(param.id, param.value_at(0.73));
            let window = entry.info.window;
            round_trip(&Settings { surface, start: [window.x[0], window.y[1]], ..jitter() });
        }
    }
}

#[test]
fn every_panel_can_be_left_out_by_its_name_and_nothing_else_is_one() {
    for panel in PANELS {
        assert!(panel.chars().all(|c| c.is_ascii_lowercase()), "{panel}");
        assert_eq!(link::parse(&format!("hide={panel}")), (jitter(), Vec::new()), "{panel}");
        let (_, notes) = link::parse(&format!("hide={panel},{panel}s-and-more"));
        assert!(notes.len() == 1 && notes[0].contains("s-and-more"), "{panel}: {notes:?}");
    }
    let all = link::parse(&format!("1.lr=0.05&hide={}", PANELS.join(","))).0;
    assert_eq!(link::write(&all).as_deref(), Ok("v=1&1.lr=0.05"), "what is hidden is no setting");
    let styles = include_str!("../www/lab/lab.css");
    for panel in PANELS {
        assert!(styles.contains(&format!("[data-hide~=\"{panel}\"]")), "nothing hides {panel}");
    }
}

#[test]
fn a_view_of_any_ends_is_refused_or_is_a_window() {
    let ends = [0.0, -0.0, 5e-324, 1e-310, 1e-300, 1e-6, 1.0, 1.0 + f64::EPSILON, 1e9, 1e16, 1e300, f64::MAX];
    let ends: Vec<f64> = ends.into_iter().flat_map(|end| [-end, end]).collect();
    let (mut taken, mut refused) = (0, 0);
    let mut lab = Lab::new(jitter()).expect("fine settings");
    for (left, right) in ends.iter().flat_map(|left| ends.iter().map(move |right| (left, right))) {
        for other in ["-1,1", "-1e9,1e9", "0,1e-300", "-1.7e308,1.7e308"] {
            for view in [format!("{left:e},{right:e},{other}"), format!("{other},{left:e},{right:e}")] {
                let (_, notes) = link::parse(&format!("view={view}"));
                assert_eq!(lab.set_view(&view).is_ok(), notes.is_empty(), "{view}");
                if notes.is_empty() {
                    taken += 1;
                    let written = lab.view();
                    let read: Vec<f64> = written.split(',').map(|end| end.parse().expect("a number")).collect();
                    assert!(read.iter().all(|end| end.abs() <= 1e9 * 1.001), "{view} is {written}");
                    assert!(read[0] < read[1] && read[2] < read[3], "{view} is {written}");
                } else {
                    refused += 1;
                }
            }
        }
    }
    assert!(taken > 500 && refused > 500, "{taken} taken, {refused} refused");
}

#[test]
fn slow_motion_survives_its_link() {
    for speed in SPEEDS.into_iter().chain([0.25, 0.5]) {
        round_trip(&Settings { speed, ..jitter() });
    }
}

#[test]
fn only_what_differs_is_written() {
    let mut settings = jitter();
    settings.runs[0].params.set("lr", 0.05);
    settings.runs[1].on = false;
    settings.step = Some(12);
    assert_eq!(link::write(&settings).as_deref(), Ok("v=1&1.lr=0.05&2.on=0&step=12"));
}

#[test]
fn a_chosen_surface_brings_its_start_and_its_teaching_rates() {
    let (settings, notes) = link::parse("1.lr=0.002&runs=sgd,momentum,adam,adagrad&surface=rosenbrock");
    assert_eq!(notes, Vec::<String>::new());
    let rates: Vec<_> = settings.runs.iter().map(|run| run.params.value("lr").expect("all have a rate")).collect();
    assert_eq!(rates, [0.002, 0.00025, 0.07, 0.28]);
    assert_eq!(settings.start, [-1.5, 2.0]);
    assert_eq!(
        link::write(&settings).as_deref(),
        Ok("v=1&surface=rosenbrock&runs=sgd,momentum,adam,adagrad&1.lr=2e-3")
    );
}

/// The learning rates that a link sets.
fn rates(link: &str) -> Vec<f64> {
    let (settings, notes) = link::parse(link);
    assert_eq!(notes, Vec::<String>::new(), "{link}");
    round_trip(&settings);
    assert!(!link::write(&settings).expect("the settings are fine").contains("rates"));
    settings.runs.iter().map(|run| run.params.value("lr").expect("all have a rate")).collect()
}

#[test]
fn rates_are_the_same_for_all_or_the_defaults_or_tuned_wherever_that_stands_in_the_link() {
    assert_eq!(rates("runs=sgd,adam,lion&rates=0.2"), [0.2; 3]);
    assert_eq!(rates("rates=default&runs=sgd,adam,lion"), [1e-3, 1e-3, 1e-4]);
    // In the long run the best rate is 2/(1 + κ): 0.0769 for κ = 25 and 0.4 for κ = 4; these are tried nearest to it.
    assert_eq!(rates("rates=tuned&runs=sgd")[0], 0.075);
    assert_eq!(rates("2.lr=0.5&rates=tuned&runs=sgd,sgd"), [0.075, 0.5]);
    let gentle = link::amend(&jitter(), "runs=sgd&surface.kappa=4").expect("a fine patch");
    let tuned = link::amend(&gentle, "rates=tuned").expect("a fine patch");
    assert_eq!(tuned.runs[0].params.value("lr"), Some(0.316));
}

#[test]
fn tuning_over_and_over_is_tuning_once() {
    // Long enough to be given up on, were each of them to tune: as many as a link has room for.
    let text = vec!["rates=tuned"; 1300].join("&");
    assert_eq!(rates(&format!("runs=sgd&{text}"))[0], 0.075);
    assert_eq!(rates(&format!("runs=sgd,sgd&rates=0.5&{text}")), [0.075; 2]);
    assert_eq!(rates(&format!("runs=sgd&{text}&rates=0.5")), [0.5], "what comes after it counts");
    // Nor is it done behind that: to read 1300 pieces takes the room of some thirty sweeps, not of 1300.
    let room = |text: &str| allocation_counter::measure(|| drop(link::parse(text))).bytes_total;
    let (once, over) = (room("runs=sgd&rates=tuned"), room(&format!("runs=sgd&{text}")));
    assert!(over < 100 * once, "{over} B instead of {once} B");
}

#[test]
fn every_surface_with_every_optimizer_survives_its_link_and_says_no_more_than_that() {
    for surface in SURFACES.iter().filter(|surface| surface.info.id != jitter().surface.id) {
        for optimizer in OPTIMIZERS {
            let mut settings = jitter();
            settings.visit(SurfaceSettings::of(surface.info.id).expect("it is in the catalogue")).expect("so is all");
            settings.put_on([optimizer.info.id].into_iter()).expect("it is in the catalogue");
            round_trip(&settings);
            let text = format!("v=1&surface={}&runs={}", surface.info.id, optimizer.info.id);
            assert_eq!(link::write(&settings), Ok(text));
        }
    }
}

#[test]
fn a_formula_brings_its_start_and_survives_its_link() {
    let mut settings = jitter();
    settings.visit(SurfaceSettings::typed("x^2 + 3y^2").expect("a fine formula")).expect("fine");
    round_trip(&settings);
    settings.start = [1.0, 1.0];
    settings.runs[0].params.set("lr", 0.5);
    round_trip(&settings);
}

#[test]
fn changes_on_the_way_are_read_in_the_order_of_their_steps_wherever_they_stand() {
    let (settings, notes) = link::parse("momentum@60.lr=0.1&2@30.rho=0.5&2.lr=0.03");
    assert_eq!(notes, Vec::<String>::new());
    let run = &settings.runs[1];
    let values = |step| ["lr", "rho"].map(|id| run.params_at(step).value(id).expect("it is set"));
    assert_eq!([0, 29, 30, 59, 60].map(values), [[0.03, 0.9], [0.03, 0.9], [0.03, 0.5], [0.03, 0.5], [0.1, 0.5]]);
    assert_eq!(link::write(&settings).as_deref(), Ok("v=1&2.lr=0.03&2@30.rho=0.5&2@60.lr=0.1"));
}

#[test]
fn a_link_with_too_many_changes_has_the_first_of_them() {
    let pieces: Vec<_> = (1..=MOST_CHANGES + 2).map(|at| format!("1@{at}.lr=0.1")).collect();
    let (settings, notes) = link::parse(&pieces.join("&"));
    assert_eq!(settings.runs[0].changes.len(), MOST_CHANGES);
    assert_eq!(notes.len(), 2);
    assert!(notes[0].contains("number of changes"), "{notes:?}");
}

proptest! {
    #[test]
    fn changes_and_colours_survive_their_link(
        optimizer in 0..OPTIMIZERS.len(),
        changes in proptest::collection::btree_map(0..=MOST_STEPS as u32, (0usize..9, 0.0..=1.0), 0..=MOST_CHANGES),
        color in proptest::option::of(1..=RUN_COLORS as u8),
    ) {
        let entry = &OPTIMIZERS[optimizer];
        let mut run = RunSettings::of(entry.info.id).expect("it is in the catalogue");
        for (at, (param, position)) in changes {
            let values = run.change_at(at);
            // Some changes change nothing.
            if let Some(param) = entry.params.get(param) {
                values.set(param.id, param.value_at(position));
            }
        }
        run.color = color;
        let mut settings = jitter();
        settings.runs.push(run);
        round_trip(&settings);
    }
}

#[test]
fn what_cannot_be_read_is_ignored_with_a_note_that_names_it() {
    for (piece, named) in [
        ("lesson=nosuch", "nosuch"),
        ("surface=teapot", "teapot"),
        ("surface.kappa=-1", "kappa"),
        ("surface.kappa=NaN", "kappa"),
        ("1.lr=fast", "1.lr=fast"),
        ("1@30.lr=99", "lr (α) cannot be 99"),
        ("1@30.mu=0.5", "mu"),
        ("1@30.on=0", "on"),
        ("1@100001.lr=0.1", "The step at which a run changes cannot be 100001"),
        ("1@soon.lr=0.1", "1@soon.lr"),
        ("9@30.lr=0.1", "9@30.lr"),
        ("surface@30.kappa=4", "surface@30"),
        ("1.color=9", "The colour cannot be 9"),
        ("1.color=red", "1.color=red"),
        ("1.lr=inf", "lr"),
        ("1.mu=0.5", "mu"),
        ("9.lr=0.1", "9.lr"),
        ("0.lr=0.1", "0.lr"),
        ("runs=sgd,adamant", "adamant"),
        ("start=1", "start=1"),
        ("start=1e300,0", "start's x"),
        ("start=nan,0", "start's x"),
        ("speed=0", "speed"),
        ("speed=0.1", "speed"),
        ("seed=-3", "seed=-3"),
        ("step=1e9", "step=1e9"),
        ("step=4000000000", "step"),
        ("rates=fair", "rates=fair"),
        ("rates=99", "lr (α) cannot be 99"),
        ("rates=NaN", "lr"),
        ("v=2", "v=2"),
        ("utm_source=mail", "utm_source"),
    ] {
        let (settings, notes) = link::parse(piece);
        assert_eq!(settings, jitter(), "{piece}");
        assert_eq!(notes.len(), 1, "{piece}: {notes:?}");
        assert!(notes[0].contains(named), "{piece}: {notes:?}");
    }
}

#[test]
fn the_good_parts_of_a_broken_link_are_kept() {
    let (settings, notes) = link::parse("#1.lr=0.05&nonsense&start=-3%2C1&2.rho=7");
    assert_eq!(settings.runs[0].params.value("lr"), Some(0.05));
    assert_eq!(settings.start, [-3.0, 1.0]);
    assert_eq!(notes.len(), 2);
}

proptest! {
    #[test]
    fn no_fragment_is_harmful(fragment in "[a-z0-9=&,.%#\\-]{0,80}|\\PC{0,80}") {
        let (settings, _) = link::parse(&fragment);
        prop_assert!(settings.check().is_ok());
        prop_assert!(settings.step.unwrap_or(0) as usize <= MOST_STEPS);
        prop_assert!(link::write(&settings).is_ok());
    }
}

#[test]
fn a_link_is_read_alone_or_at_the_end_of_an_address() {
    let saddle = LESSONS.iter().find(|lesson| lesson.id == "saddle").expect("it is in the catalogue").settings();
    assert_eq!(link::amend(&jitter(), "lesson=saddle"), Ok(saddle.clone()));
    for address in ["lesson=saddle", "#lesson=saddle", "https://example.org/a/?b=c#lesson=saddle", "lesson%3Dsaddle"] {
        assert_eq!(link::read(address), Ok(saddle.clone()), "{address}");
    }
    assert_eq!(link::read("https://example.org/?lesson=saddle"), Ok(jitter()), "a query is no link");
    let set = link::read("#speed=2.5&seed=7&step=12").expect("a fine link");
    assert_eq!((set.speed, set.seed, set.step), (2.5, 7, Some(12)));
    assert!(link::read("https://example.org/#lesson=saddle&nonsense").is_err());
}

#[test]
fn what_a_link_says_beside_settings_is_found_under_its_key() {
    for (address, view) in [
        ("#lesson=jitter&view=-2,1,0,2&hide=prose", Some("-2,1,0,2")),
        ("https://example.org/#hide=prose&view=-2%2C1%2C0%2C2", Some("-2,1,0,2")),
        ("view=-2,1", Some("-2,1")),
        ("https://example.org/?view=-2,1", None),
        ("#lesson=jitter&view=&hide=prose", None),
        ("#hide=prose", None),
        ("", None),
    ] {
        assert_eq!(link::beside(address, "view").as_deref(), view, "{address}");
    }
}

#[test]
fn the_longest_link_is_read_and_a_longer_one_is_not() {
    let padded = |length: usize| format!("1.lr=0.05{}", "&".repeat(length - "1.lr=0.05".len()));
    let (settings, notes) = link::parse(&padded(16_384));
    assert_eq!((settings.runs[0].params.value("lr"), notes.len()), (Some(0.05), 0));
    let (settings, notes) = link::parse(&padded(16_385));
    assert_eq!((settings, notes.len()), (jitter(), 1));
    assert!(notes[0].starts_with("The link was ignored") && notes[0].contains("longer than any link"), "{notes:?}");
}

#[test]
fn three_bad_parts_are_named_and_more_are_counted() {
    for bad in 0..7 {
        let notes = link::parse(&vec!["teapot=1"; bad].join("&")).1;
        let (named, counted) = notes.split_at(bad.min(3));
        assert!(named.iter().all(|note| note.contains("teapot=1")), "{notes:?}");
        let more = (bad > 3).then(|| format!("Ignored besides these: {}.", bad - 3));
        assert_eq!(counted, more.as_slice(), "{bad}");
    }
}

#[test]
fn another_version_is_told_which_one_is_read() {
    assert!(link::parse("v=2").1[0].contains("version 1"));
    assert_eq!(link::parse("v=1").1, Vec::<String>::new());
}

#[test]
fn a_change_on_the_way_has_what_is_set_for_the_start_also_where_it_stands_before_that() {
    for at in [0, 1, 2] {
        let (settings, notes) = link::parse(&format!("2@{at}.lr=0.1&2.rho=0.5"));
        let values = ["lr", "rho"].map(|id| settings.runs[1].params_at(at).value(id).expect("it is set"));
        assert_eq!((values, notes.len()), ([0.1, 0.5], 0), "at {at}");
    }
}

#[test]
fn a_view_has_as_many_ends_as_the_stage_and_there_is_one_stage() {
    for (link, fine) in [
        ("view=-2,1,-0.5,2", true),
        ("view=-2,1", false),
        ("surface=f1&view=-2,1", true),
        ("surface=f1&view=-2,1,-0.5,2", false),
        ("surface=f1&view=1,-2", false),
        ("lesson=momentum&view=-2,1,-0.5,2", false),
    ] {
        assert_eq!(link::parse(link).1.is_empty(), fine, "{link}");
    }
}

#[test]
fn a_run_is_switched_on_and_off_and_a_rate_may_be_a_part_of_the_curvature() {
    let on = |link: &str| link::parse(link).0.runs[0].on;
    assert!(!on("1.on=0") && on("1.on=0&1.on=1"));
    let (settings, notes) = link::parse("1.lr=1.9/kappa");
    assert_eq!((settings.runs[0].params.value("lr"), notes.len()), (Some(0.076), 0));
}
