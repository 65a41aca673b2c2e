//! What the lessons say holds in the numbers, at the settings they show.

use downhill::catalogue::{LESSONS, OPENING};
use downhill::lesson::Ground;
use downhill::link;

#[test]
fn every_lesson_holds() {
    for lesson in LESSONS {
        if let Err(wrong) = (lesson.holds)(lesson) {
            panic!("the lesson {} does not hold: {wrong}", lesson.id);
        }
    }
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
        let patches: Vec<_> =
            lesson.prose.split("data-set=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(!patches.is_empty(), "{} has no live link", lesson.id);
        for patch in patches {
            let amended = link::amend(&lesson.settings(), patch);
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
    for lesson in LESSONS {
        let words = spoken(lesson.prose).split_whitespace().count();
        assert!(words <= 90, "{} has {words} words", lesson.id);
    }
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
