//! What the slides ask of the lab can be had: each stage, each live link, and the run whose rule stands beside a stage.

use downhill::catalogue::{self, optimizer};
use downhill::link;
use downhill::settings::Settings;

const SLIDES: &str = include_str!("../www/slides/index.html");
const LECTURERS: &str = include_str!("../docs/lecturers.md");

/// A slide of the template.
struct Slide {
    html: &'static str,
}

impl Slide {
    fn all() -> impl Iterator<Item = Self> {
        SLIDES.split("<section ").skip(1).map(|html| Self { html })
    }

    /// The values of an attribute, in their order.
    fn each(&self, attribute: &str) -> Vec<String> {
        let open = format!(" {attribute}=\"");
        let values = self.html.split(&*open).skip(1).filter_map(|rest| rest.split('"').next());
        values.map(|value| value.replace("&amp;", "&")).collect()
    }

    fn first(&self, attribute: &str) -> Option<String> {
        self.each(attribute).into_iter().next()
    }

    /// The settings its stage opens with; none for a slide without a stage.
    fn settings(&self) -> Option<Settings> {
        let live = self.first("data-live")?;
        let (lesson, patch) = match live.strip_prefix("lesson=") {
            Some(rest) => rest.split_once('&').map_or((rest.to_owned(), ""), |(id, patch)| (id.to_owned(), patch)),
            None => (self.first("data-lesson").expect("a lesson"), &*live),
        };
        let lesson = catalogue::lesson(&lesson).unwrap_or_else(|error| panic!("{live}: {error}"));
        Some(link::amend(&lesson.settings(), patch).unwrap_or_else(|error| panic!("{live}: {error}")))
    }
}

#[test]
fn every_stage_opens_with_settings_that_can_be_had() {
    assert!(Slide::all().filter(|slide| slide.settings().is_some()).count() >= catalogue::LESSONS.len());
}

#[test]
fn every_live_link_can_be_followed_in_any_order() {
    for slide in Slide::all() {
        let Some(mut settings) = slide.settings() else { continue };
        for patch in slide.each("data-set") {
            settings = link::amend(&settings, &patch).unwrap_or_else(|error| panic!("{patch}: {error}"));
        }
    }
}

#[test]
fn the_rule_on_a_slide_is_that_of_the_run_beside_it() {
    for slide in Slide::all() {
        let (Some(rule), Some(run)) = (slide.first("data-rule"), slide.first("data-run")) else { continue };
        let run: usize = run.parse().expect("a number");
        let settings = slide.settings().expect("a stage");
        assert_eq!(settings.runs[run - 1].optimizer, optimizer(&rule).expect("a rule").info.id);
        assert!(settings.runs[run - 1].on, "{rule} runs");
    }
}

#[test]
fn the_slides_of_a_lesson_take_the_minutes_that_lecturers_are_told() {
    for lesson in catalogue::LESSONS {
        let of_it = Slide::all().filter(|slide| slide.first("data-lesson").as_deref() == Some(lesson.id));
        let times = of_it.map(|slide| slide.first("data-timing").expect("a time").parse::<u32>().expect("seconds"));
        let link = format!("- Link: `#v=1&lesson={}`\n- Time: ", lesson.id);
        let told = LECTURERS.split(&link).nth(1).and_then(|rest| rest.split(' ').next()).expect("a section");
        assert_eq!(times.sum::<u32>(), 60 * told.parse::<u32>().expect("minutes"), "{}", lesson.id);
    }
}
