//! Whatever happens in a run, it can be drawn.

use downhill::catalogue::LESSONS;
use downhill::draw::chart::moderate;
use downhill::draw::ink::Rect;
use downhill::draw::label::{self, Label};
use downhill::draw::{Frame, Theme, clip, svg};
use downhill::lab::Lab;
use downhill::link;
use downhill::surface::Window;
use proptest::prelude::*;

fn light() -> Theme {
    Theme::named("light").expect("there is a light theme")
}

fn any_float() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), -10.0..10.0, Just(f64::NAN), Just(f64::INFINITY), Just(f64::MIN_POSITIVE)]
}

/// Compares with the committed picture; `DOWNHILL_BLESS=1` writes it instead, to be looked at and committed.
fn assert_picture(name: &str, drawn: &str) {
    let path = format!("{}/tests/pictures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("DOWNHILL_BLESS").is_some() {
        std::fs::write(&path, drawn).expect("the picture can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    // Not assert_eq!: two whole pictures help nobody.
    assert!(kept == drawn, "tests/pictures/{name}.svg differs: DOWNHILL_BLESS=1 draws it anew; then look at it");
}

#[test]
fn every_lesson_looks_as_it_did_at_its_last_step() {
    for lesson in LESSONS {
        let mut lab = Lab::new(lesson.settings()).expect("fine settings");
        lab.go_to(lesson.steps);
        assert_picture(lesson.id, &svg::picture(&lab, &light(), [960, 720]).expect("it can be drawn"));
    }
}

#[test]
fn a_diverged_run_is_drawn_with_an_arrow_and_the_step_at_which_it_left() {
    let settings = link::amend(&LESSONS[0].settings(), "1.lr=0.2").expect("a fine patch");
    let mut lab = Lab::new(settings).expect("fine settings");
    lab.go_to(60);
    let picture = svg::picture(&lab, &light(), [960, 720]).expect("it can be drawn");
    assert!(picture.contains(">SGD left at step 1<"));
    assert_finite(&picture);
}

#[test]
fn every_theme_has_all_its_colours() {
    for name in Theme::NAMES {
        assert!(Theme::named(name).is_ok(), "{name}");
    }
    assert!(Theme::named("sepia").is_err());
}

fn assert_finite(picture: &str) {
    assert!(!picture.contains("NaN") && !picture.contains("inf"));
}

proptest! {
    #[test]
    fn plotters_never_sees_a_range_that_is_not_finite_and_moderate(low in any_float(), high in any_float()) {
        let [low, high] = moderate(low, high);
        prop_assert!(low.is_finite() && high.is_finite() && low < high);
        prop_assert!(low.abs() <= 1.001e12 && high.abs() <= 1.001e12);
        prop_assert!(high - low >= 1e-12);
    }

    #[test]
    fn any_window_fits_a_frame(x in any_float(), y in any_float(), size in 1.0..4000.0, dpr in 0.5..4.0) {
        let [x, y] = [moderate(x, x + 1.0), moderate(y, y * 2.0)];
        let frame = Frame::fit([size, size * 0.7], dpr, Window { x, y });
        prop_assert!(frame.plot.right > frame.plot.left && frame.plot.bottom > frame.plot.top);
        let middle = [frame.window.x[0] / 2.0 + frame.window.x[1] / 2.0, frame.window.y[0] / 2.0 + frame.window.y[1] / 2.0];
        prop_assert!(frame.to_plane(frame.to_px(middle)).is_some());
    }

    #[test]
    fn no_clipped_path_leaves_its_rectangle(points in prop::collection::vec((any_float(), any_float()), 0..20)) {
        let rect = Rect { left: -1.0, top: -2.0, right: 3.0, bottom: 4.0 };
        for piece in clip::path(rect, points.iter().map(|&(x, y)| [x, y])) {
            prop_assert!(piece.len() >= 2);
            for point in piece {
                // The cut is rounded: it may lie outside by the last digit of the far end.
                prop_assert!(rect.grow(1e-6).contains(point) || points.iter().any(|p| p.0.abs() > 1e9 || p.1.abs() > 1e9));
                prop_assert!(point[0].is_finite() && point[1].is_finite());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_rate_and_curvature_can_be_drawn(lr in 1e-6..10.0_f64, kappa in 1.0..1000.0_f64, steps in 0usize..300, w in 100u32..700, h in 100u32..500) {
        let patch = format!("1.lr={lr}&2.lr={lr}&surface.kappa={kappa}");
        let mut lab = Lab::new(link::amend(&LESSONS[0].settings(), &patch).expect("in range")).expect("fine settings");
        lab.go_to(steps);
        assert_finite(&svg::picture(&lab, &light(), [w, h]).expect("it can be drawn"));
    }
}

proptest! {
    #[test]
    fn labels_lie_inside_the_plot_and_on_nothing(at in prop::collection::vec((0.0..600.0_f64, 0.0..400.0_f64), 1..8)) {
        let plot = Rect { left: 0.0, top: 0.0, right: 600.0, bottom: 400.0 };
        let labels: Vec<_> = at.iter().map(|&(x, y)| Label { at: [x, y], width: 70.0, height: 16.0, gap: 12.0, levels: Label::MOST_LEVELS }).collect();
        let heads: Vec<_> = labels.iter().map(|label| Rect::around(label.at, 9.0)).collect();
        let placed = label::place(&labels, heads.clone(), plot);
        let boxes: Vec<_> = labels.iter().zip(placed).filter_map(|(label, at)| Some(label.rect(at?))).collect();
        // A lone label always finds a place.
        prop_assert!(labels.len() > 1 || boxes.len() == 1);
        for (index, rect) in boxes.iter().enumerate() {
            prop_assert!(plot.contains([rect.left, rect.top]) && plot.contains([rect.right, rect.bottom]));
            prop_assert!(!heads.iter().chain(&boxes[..index]).any(|other| rect.overlaps(*other)));
        }
    }
}
