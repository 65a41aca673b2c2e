//! Whatever happens in a run, it can be drawn.

mod labels;
mod look;
mod support;
mod thin;

use downhill::catalogue::{LESSONS, OPENING, SURFACES};
use downhill::draw::chart::{self, moderate};
use downhill::draw::ink::Rect;
use downhill::draw::label::{self, Label};
use downhill::draw::layout::Area;
use downhill::draw::scene::Scene;
use downhill::draw::{Frame, Theme, clip, svg};
use downhill::lab::Lab;
use downhill::link;
use downhill::settings::SurfaceSettings;
use downhill::surface::Window;
use plotters::prelude::IntoDrawingArea;
use proptest::prelude::*;
use support::{PICTURE, Strict, any_float, assert_finite, assert_picture, drawn, lab_on, light};

/// A coordinate as runs have them, and what is none.
fn far() -> impl Strategy<Value = f64> {
    prop_oneof![-1e9..1e9_f64, -5.0..5.0_f64, Just(f64::NAN), Just(f64::INFINITY)]
}

#[test]
fn every_lesson_looks_as_it_did_at_its_telling_step() {
    for lesson in LESSONS {
        let mut lab = Lab::new(lesson.settings()).expect("fine settings");
        lab.go_to(lesson.telling);
        assert_picture(lesson.id, &svg::picture(&mut lab, &light(), PICTURE).expect("it can be drawn"));
    }
}

#[test]
fn every_surface_can_be_drawn_in_every_theme_whether_runs_diverge_or_not() {
    let themes = Theme::NAMES.map(|name| Theme::named(name).expect("it is one of the names"));
    for entry in SURFACES {
        for patch in ["", "1.lr=10&2.lr=10"] {
            let mut lab = lab_on(entry.info.id, patch);
            let [picture, ..] = [0, 1, 2].map(|theme| drawn(&mut lab, &themes[theme], [220, 200]));
            let losses_below_zero =
                ["saddle", "monkey-saddle", "six-hump-camel", "styblinski-tang", "slope", "formula"]
                    .contains(&entry.info.id);
            if patch.is_empty() {
                assert_eq!(lab.stages()[0].goes_below_zero(), losses_below_zero, "{}", entry.info.id);
            }
            // A band is one path. Curves have none.
            let bands = picture.matches(" shape-rendering=\"crispEdges\"/>").count();
            let least = if lab.stages()[0].is_curve() { 0 } else { 4 };
            assert!(bands >= least, "{} shows {bands} bands", entry.info.id);
        }
    }
}

#[test]
fn a_surface_that_is_not_a_number_in_places_is_drawn_where_it_is_one() {
    for formula in ["log(x) + y^2", "sqrt(x*y)", "1/x", "sqrt(-1-x^2)", "exp(exp(x^2))", "0", "-1"] {
        let mut settings = OPENING.settings();
        settings.visit(SurfaceSettings::typed(formula).expect("a fine formula")).expect("it is in the catalogue");
        let mut lab = Lab::new(settings).expect("fine settings");
        lab.go_to(50);
        drawn(&mut lab, &light(), [320, 300]);
    }
}

#[test]
fn a_surface_of_one_variable_is_drawn_as_a_curve_with_runs_on_it() {
    let patch = "surface=f1&runs=diffgrad,adam";
    let mut lab = Lab::new(link::amend(&OPENING.settings(), patch).expect("a fine patch")).expect("fine settings");
    lab.go_to(60);
    assert_picture("f1-curve", &svg::picture(&mut lab, &light(), PICTURE).expect("it can be drawn"));
    let frame = Scene::of(&lab, [960.0, 576.0], 1.0).stages[0];
    for run in lab.stages()[0].runs() {
        let at = lab.stages()[0].on_stage(run.xy(60));
        assert_eq!(at, [run.xy(60)[0], run.loss(60)]);
        assert!(frame.plot.contains(frame.to_px(at)));
    }
    // The height of a click on a curve says nothing of the start.
    assert_eq!(lab.stages()[0].start_at([0.5, 0.3]), Some([0.5, 0.0]));
}

#[test]
fn a_run_leaves_the_picture_of_a_curve_sideways_only() {
    let patch = "surface=f1&start=-1,500&runs=sgd&1.lr=0.01";
    let mut lab = Lab::new(link::amend(&OPENING.settings(), patch).expect("a fine patch")).expect("fine settings");
    lab.go_to(5);
    assert!(!svg::picture(&mut lab, &light(), [960, 720]).expect("it can be drawn").contains("left at"));
    assert!(!lab.readouts()[0].sentence.contains("left"), "{}", lab.readouts()[0].sentence);
}

#[test]
fn a_diverged_run_is_drawn_with_an_arrow_and_the_step_at_which_it_left() {
    let settings = link::amend(&OPENING.settings(), "1.lr=0.2").expect("a fine patch");
    let mut lab = Lab::new(settings).expect("fine settings");
    lab.go_to(60);
    let picture = svg::picture(&mut lab, &light(), [960, 720]).expect("it can be drawn");
    assert!(picture.contains(">SGD left at step 1<"));
    assert_finite(&picture);
}

#[test]
fn the_sentence_and_the_label_name_the_same_step_in_any_picture() {
    for size in [[960, 720], [400, 900], [1600, 500]] {
        let settings = link::amend(&OPENING.settings(), "1.lr=0.084").expect("a fine patch");
        let mut lab = Lab::new(settings).expect("fine settings");
        lab.go_to(40);
        let picture = svg::picture(&mut lab, &light(), size).expect("it can be drawn");
        let (_, label) = picture.split_once(">SGD left at step ").expect("SGD has left");
        let (step, _) = label.split_once('<').expect("the label ends");
        let sentence = &lab.readouts()[0].sentence;
        assert!(sentence.starts_with(&format!("SGD left the picture at step {step},")), "{size:?}: {sentence}, {step}");
    }
}

#[test]
fn a_start_outside_the_picture_is_pointed_at() {
    let settings = link::amend(&OPENING.settings(), "start=1000,-1000").expect("a fine patch");
    let mut lab = Lab::new(settings).expect("fine settings");
    let picture = svg::picture(&mut lab, &light(), [960, 720]).expect("it can be drawn");
    assert!(picture.contains(">SGD left at step 0<"));
}

#[test]
fn every_theme_has_all_its_colours() {
    for name in Theme::NAMES {
        assert!(Theme::named(name).is_ok(), "{name}");
    }
    assert!(Theme::named("sepia").is_err());
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
        let frame = Frame::fit(Area::all([size, size * 0.7]), dpr, Window { x, y });
        prop_assert!(frame.plot.right > frame.plot.left && frame.plot.bottom > frame.plot.top);
        let middle = [frame.window.x[0] / 2.0 + frame.window.x[1] / 2.0, frame.window.y[0] / 2.0 + frame.window.y[1] / 2.0];
        prop_assert!(frame.to_plane(frame.to_px(middle)).is_some());
    }

    #[test]
    fn no_clipped_path_leaves_its_rectangle(points in prop::collection::vec((far(), far()), 0..20)) {
        let rect = Rect { left: -1.0, top: -2.0, right: 3.0, bottom: 4.0 };
        for piece in clip::path(rect, points.iter().map(|&(x, y)| [x, y])) {
            prop_assert!(piece.len() >= 2);
            // Far ends are at most 1e9 away, so a cut is rounded by less than this.
            prop_assert!(piece.iter().all(|&point| rect.grow(1e-6).contains(point)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_rate_and_curvature_can_be_drawn(lr in 1e-6..10.0_f64, kappa in 1.0..1000.0_f64, steps in 0usize..300, w in 100u32..700, h in 100u32..500) {
        let patch = format!("1.lr={lr}&2.lr={lr}&surface.kappa={kappa}");
        let mut lab = Lab::new(link::amend(&OPENING.settings(), &patch).expect("in range")).expect("fine settings");
        lab.go_to(steps);
        assert_finite(&svg::picture(&mut lab, &light(), [w, h]).expect("it can be drawn"));
        let frame = Frame::fit(Area::all([f64::from(w), f64::from(h)]), 1.0, lab.stages()[0].window());
        chart::axes(&Strict { size: (w, h) }.into_drawing_area(), &frame, &light()).expect("it can be drawn");
        chart::draw(&Strict { size: (w, h) }.into_drawing_area(), &lab, None, 1.0, &light()).expect("it can be drawn");
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
