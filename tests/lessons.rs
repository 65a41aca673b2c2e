//! What the lessons say holds in the numbers, at the settings they show.

use downhill::catalogue::{self, LESSONS, OPENING};
use downhill::lab::{Lab, Status};
use downhill::lesson::{Ground, Lesson};
use downhill::link;
use downhill::settings::RunSettings;

#[test]
fn every_lesson_holds() {
    let wrong = LESSONS.iter().filter_map(|lesson| Some(format!("{}: {}", lesson.id, (lesson.holds)(lesson).err()?)));
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "these lessons do not hold: {wrong:#?}");
}

#[test]
fn every_lesson_opens_with_settings_that_make_sense() {
    for lesson in LESSONS {
        let settings = lesson.try_settings().unwrap_or_else(|error| panic!("{}: {error}", lesson.id));
        // Without a surface the exhibit is what plays, and may need no optimizer.
        let plays = !settings.runs.is_empty() || (matches!(lesson.ground, Ground::Bare) && lesson.exhibit.is_some());
        assert!(plays, "{} runs nothing", lesson.id);
        assert!(lesson.steps > 0, "{} plays no step", lesson.id);
    }
}

#[test]
fn every_live_link_in_the_prose_can_be_followed() {
    for lesson in LESSONS {
        let patches = patches(lesson);
        assert!(!patches.is_empty(), "{} has no live link", lesson.id);
        for patch in patches {
            let amended = link::amend(&lesson.settings(), &patch);
            assert!(amended.is_ok(), "{}: {patch}: {}", lesson.id, amended.unwrap_err());
        }
    }
}

#[test]
fn a_rate_given_in_the_prose_as_a_share_of_kappa_is_that_at_any_kappa() {
    for (kappa, label, rate) in [(50.0, "1.9/kappa", 0.038), (10.0, "2.1/kappa", 0.21), (4.0, "1/kappa", 0.25)] {
        let lesson = OPENING;
        assert!(lesson.prose.contains(&format!("sgd.lr={label}")), "{label} is not in the prose");
        let settings = link::amend(&lesson.settings(), &format!("surface.kappa={kappa}&sgd.lr={label}")).expect("fine");
        assert_eq!(settings.runs[0].params.value("lr"), Some(rate));
    }
}

#[test]
fn a_live_link_to_an_optimizer_that_is_not_on_the_stage_says_so() {
    let without = link::amend(&OPENING.settings(), "runs=momentum").expect("a fine patch");
    let refused = link::amend(&without, "sgd.lr=1/kappa").expect_err("there is no SGD").to_string();
    assert_eq!(refused, "“sgd.lr=1/kappa” cannot be read; SGD is not on the stage.");
    assert!(link::amend(&without, "momentum.lr=1/lambda").expect_err("there is no λ").to_string().contains("lambda"));
}

#[test]
fn no_lesson_needs_more_than_ninety_words() {
    let words = |lesson: &Lesson| spoken(lesson.prose).split_whitespace().count();
    let long: Vec<_> = LESSONS.iter().filter(|l| words(l) > 90).map(|l| (l.id, words(l))).collect();
    assert!(long.is_empty(), "{long:?}");
}

/// The live links of a lesson, as its page reads them.
fn patches(lesson: &Lesson) -> Vec<String> {
    let links = lesson.prose.split("data-set=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.map(|patch| patch.replace("&amp;", "&")).collect()
}

/// The text without its tags; a formula counts as one word.
fn spoken(html: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let after = if tag.starts_with("math") { tag.split_once("</math>") } else { tag.split_once('>') };
        if tag.starts_with("math") {
            text.push('x');
        }
        rest = after.expect("tags are closed").1;
    }
    text + rest
}

#[test]
fn every_lessons_link_and_every_live_link_in_it_leads_back_to_the_same_settings() {
    for lesson in LESSONS {
        let opening = lesson.settings();
        let followed = patches(lesson).into_iter().map(|patch| link::amend(&opening, &patch).expect("a fine patch"));
        for settings in followed.chain([lesson.settings()]) {
            let written = link::write(&settings).expect("fine settings");
            assert_eq!(link::parse(&written), (settings, Vec::new()), "{}: {written}", lesson.id);
        }
    }
}

#[test]
fn every_lesson_asks_one_question_and_tells_at_a_step_that_it_plays() {
    for lesson in LESSONS {
        assert!(spoken(lesson.question).contains('?'), "{} asks nothing", lesson.id);
        assert!((1..=lesson.steps).contains(&lesson.telling), "{}", lesson.id);
    }
}

#[test]
fn every_run_of_every_lesson_says_a_sentence_at_any_step_whatever_is_set() {
    for lesson in LESSONS {
        let count = lesson.settings().runs.len();
        let all = |rate: &str| (1..=count).map(|run| format!("{run}.lr={rate}")).collect::<Vec<_>>().join("&");
        let patches = patches(lesson).into_iter().chain([String::new(), all("10"), all("1e-6")]);
        for patch in patches {
            for step in [0, 1, lesson.telling, lesson.steps + 7] {
                let lab = lesson.lab(&patch, step).expect("it opens");
                for readout in lab.readouts().iter().filter(|readout| readout.status != Status::Off) {
                    let sentence = format!("{}, {patch}, step {step}: {}", lesson.id, readout.sentence);
                    assert!(readout.sentence.starts_with(&readout.name), "{sentence}");
                    assert!(sentence.ends_with('.') && !sentence.ends_with(".."), "{sentence}");
                    assert!(!["NaN", "inf", "  "].iter().any(|bad| readout.sentence.contains(bad)), "{sentence}");
                }
            }
        }
    }
}

#[test]
fn a_run_keeps_its_panel_when_another_is_removed_and_one_that_is_added_is_on_all() {
    let recent = catalogue::lesson("recent").expect("it is in the catalogue");
    let mut settings = recent.settings();
    settings.runs.remove(1);
    settings.runs.push(settings.runs[0].clone());
    settings.runs[5].optimizer = "yogi".to_owned();
    settings.runs[5].params = RunSettings::of("yogi").expect("it is in the catalogue").params;
    let lab = Lab::new(settings).expect("fine settings");
    let on = |stage: usize| {
        let runs = lab.stages()[stage].running();
        runs.map(|(_, run)| run.optimizer().info().id).collect::<Vec<_>>()
    };
    assert_eq!(on(0), ["adam", "yogi"]);
    assert_eq!(on(1), ["adam", "adabelief", "yogi"]);
    assert_eq!(on(3), ["adam", "adam-inject", "yogi"]);
}

#[test]
fn the_training_loop_moves_in_its_last_phase_only_and_speaks_of_data_alone() {
    let lesson = catalogue::lesson("loop").expect("it is in the catalogue");
    let lab = |patch: &str, step| lesson.lab(patch, step).expect("a fine patch");
    for surface in ["surface=regression", "surface=logistic"] {
        let batch = format!("{surface}&surface.n=20&surface.batch=7");
        for step in 1..12 {
            let lab = lab(&batch, step);
            assert_eq!(lab.taken(), step / 4, "{surface}, {step}");
            let code = lab.exhibit().expect("it has data").code(&lab);
            let lit: Vec<_> = code.iter().filter(|line| line.lit).collect();
            assert!(!lit.is_empty() && lit.iter().all(|line| !line.value.is_empty()), "{surface}, {step}");
            assert_eq!(code.last().expect("there are lines").value.is_empty(), lab.phase() < 4);
        }
        // The third batch of an epoch takes what is left.
        let words = &lab(&batch, 9).readouts()[0].sentence;
        assert!(words.contains("6 of the 20 points: batch 3 of 3 in epoch 1"), "{words}");
    }
    let elsewhere = lab("surface=rosenbrock", 3);
    assert!(!elsewhere.at_home() && elsewhere.exhibit().is_none());
}
