//! However the viewer looks at the runs, it can be drawn: zoomed, in other charts, a step taken apart.

use super::support::{PICTURE, Strict, any_float, assert_picture, drawn, lab_on, light};
use downhill::catalogue::{OPENING, OPTIMIZERS};
use downhill::draw::scene::Scene;
use downhill::draw::{Frame, chart, svg};
use downhill::lab::{Dissected, Kind, Lab};
use downhill::link;
use downhill::surface::Window;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};
use proptest::prelude::*;

#[test]
fn what_is_kept_of_a_chart_and_what_the_step_adds_are_the_chart() {
    let mut lab = lab_on("rosenbrock", "");
    for kind in [Kind::Loss, Kind::Gradient, Kind::Rate(1)] {
        lab.set_charts(vec![kind]).expect("one chart");
        let document = |draw: &dyn Fn(&DrawingArea<SVGBackend<'_>, Shift>)| {
            let mut text = String::new();
            draw(&SVGBackend::with_string(&mut text, (400, 140)).into_drawing_area());
            text
        };
        let (lab, theme) = (&lab, light());
        let whole = document(&|area| chart::draw(area, lab, Some(7), 1.0, &theme).expect("it can be drawn"));
        let parts = document(&|area| {
            chart::draw_still(area, lab, 1.0, &theme).expect("it can be drawn");
            chart::draw_steps(area, lab, Some(7), 1.0, &theme).expect("it can be drawn");
        });
        assert!(whole == parts);
    }
}

#[test]
fn a_step_taken_apart_is_drawn_beside_what_it_is_made_of() {
    let patch = "runs=momentum,adam";
    let mut lab = Lab::new(link::amend(&OPENING.settings(), patch).expect("a fine patch")).expect("fine settings");
    lab.go_to(4);
    lab.dissect(Some(Dissected { place: 1, lit: None }));
    let picture = svg::picture(&mut lab, &light(), PICTURE).expect("it can be drawn");
    assert!([">−g<", ">−m̂<"].iter().all(|symbol| picture.contains(symbol)));
    assert_picture("dissected", &picture);
    // The choice outlives a change of settings.
    lab.set(lab.settings().clone()).expect("fine settings");
    assert!(svg::picture(&mut lab, &light(), PICTURE).expect("it can be drawn").contains(">−m̂<"));
    lab.dissect(None);
    assert!(!svg::picture(&mut lab, &light(), PICTURE).expect("it can be drawn").contains(">−m̂<"));
}

#[test]
fn every_optimizers_step_can_be_taken_apart_on_a_plane_and_on_a_curve() {
    for entry in OPTIMIZERS {
        for surface in ["rosenbrock", "f1", "slope"] {
            let mut lab = lab_on(surface, &format!("runs={}", entry.info.id));
            lab.dissect(Some(Dissected { place: 0, lit: Some("g".to_owned()) }));
            for step in [0, 1, 100] {
                lab.go_to(step);
                let picture = drawn(&mut lab, &light(), [320, 300]);
                assert!(step > 0 || picture.contains(">−g<"), "{} on {surface} at {step}", entry.info.id);
            }
        }
    }
}

#[test]
fn a_step_that_is_pointed_at_shows_where_each_run_was() {
    let mut lab = lab_on("rosenbrock", "");
    let picture = |lab: &mut Lab| svg::picture(lab, &light(), PICTURE).expect("it can be drawn");
    let plain = picture(&mut lab);
    lab.point_at(Some(40));
    let pointed = picture(&mut lab);
    let frame = Scene::of(&lab, [640.0, 384.0], 1.0).stages[0];
    // The first run's head is a circle, the ghost one that is not filled.
    let [x, y] = frame.to_px(lab.stages()[0].runs()[0].xy(40));
    let ghost = format!("<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"7\" fill=\"none\" stroke=\"{}\"", light().run(0));
    assert!(pointed.contains(&ghost) && !plain.contains(&ghost));
    let texts = |picture: &str| picture.matches("<text").count();
    assert_eq!(texts(&pointed), texts(&plain), "it has no name, and takes no name's place");
    lab.point_at(Some(lab.length() + 1));
    assert_eq!(picture(&mut lab), plain, "no run has been there yet");
    lab.set(lab.settings().clone()).expect("fine settings");
    lab.point_at(None);
    assert_eq!(picture(&mut lab), plain);
}

#[test]
fn an_arrow_is_found_where_it_is_drawn_and_nowhere_else() {
    let mut lab = lab_on("rosenbrock", "runs=momentum");
    lab.go_to(4);
    let scene = Scene::of(&lab, [640.0, 480.0], 1.0);
    let (frame, run) = (scene.stages[0], &lab.stages()[0].runs()[0]);
    let from = frame.to_px(run.xy(4));
    let [gx, gy] = [run.gradient(4)[0], run.gradient(4)[1]];
    let along = |px: f64, side: f64| {
        let [dx, dy] = [-gx, gy].map(|c| c / gx.hypot(gy));
        [from[0] + px * dx - side * dy, from[1] + px * dy + side * dx]
    };
    assert_eq!(scene.arrow_at(&lab, along(80.0, 0.0), 6.0), None, "nothing is taken apart");
    lab.dissect(Some(Dissected { place: 0, lit: None }));
    assert_eq!(scene.arrow_at(&lab, along(80.0, 0.0), 6.0), Some("g"));
    assert_eq!(scene.arrow_at(&lab, along(-30.0, 0.0), 6.0), None);
    assert_eq!(scene.arrow_at(&lab, [f64::NAN, 0.0], 6.0), None);
}

#[test]
fn a_step_lies_on_the_chart_where_it_is_read() {
    let mut lab = lab_on("rosenbrock", "");
    lab.set_charts(kinds(&["loss", "gradient"])).expect("not too many");
    for (step, read) in [(0, 0), (37, 37), (lab.length(), lab.length()), (usize::MAX, lab.length())] {
        let px = chart::place(&lab, [800.0, 120.0], 1.0, step).expect("there is a chart");
        assert_eq!(chart::at(&lab, [800.0, 120.0], 1.0, px).map(|(.., step)| step), Some(read));
    }
}

#[test]
fn a_link_carries_what_is_zoomed_to() {
    let size = [640.0, 480.0];
    for (surface, count) in [("rosenbrock", 4), ("f1", 2)] {
        let mut lab = lab_on(surface, "");
        assert_eq!(lab.view(), "");
        for factor in [3.7, 11.0, 40.0, 1e-9] {
            let scene = Scene::of(&lab, size, 1.0);
            let px = scene.stages[0].plot.middle();
            scene.zoom(&mut lab, [px[0] + 31.0, px[1] - 17.0], factor);
            let view = lab.view();
            assert_eq!(view.split(',').count(), count, "{view}");
            assert!(view.len() <= 12 * count, "{view}");
            let before = Scene::of(&lab, size, 1.0).stages[0].window;
            lab.set_view(&view).expect("its own view");
            assert_eq!(lab.view(), view, "what is read is written alike");
            let after = Scene::of(&lab, size, 1.0).stages[0].window;
            let width = before.x[1] - before.x[0];
            let off = (0..2).map(|end| (before.x[end] - after.x[end]).abs() / width).fold(0.0, f64::max);
            assert!(off < 2e-3, "{view} is {off} of the width off");
            assert_eq!(link::parse(&format!("surface={surface}&view={view}")).1, Vec::<String>::new());
        }
        lab.set_view("").expect("all of it");
        assert!(!lab.stages()[0].is_zoomed());
    }
    for (link, named) in [
        ("view=1,2", "left, right, bottom and top"),
        ("view=2,1,0,1", "each less than the next"),
        ("view=0,1,0,nan", "view"),
        ("view=-inf,1,0,1", "view"),
        ("surface=f1&view=0,1,0,1", "of a curve left and right"),
        ("lesson=high-dimension&view=0,1,0,1", "not one stage"),
    ] {
        let (settings, notes) = link::parse(link);
        assert!(notes.len() == 1 && notes[0].contains(named), "{link}: {notes:?}");
        assert!(
            Lab::new(settings)
                .expect("fine settings")
                .set_view(link.split_once("view=").expect("it has one").1)
                .is_err()
        );
    }
}

proptest! {
    #[test]
    fn a_view_is_written_as_it_was_read(left in -1e3..1e3_f64, width in 1e-2..1e3_f64, bottom in -1e3..1e3_f64, height in 1e-2..1e3_f64) {
        let mut lab = Lab::new(OPENING.settings()).expect("fine settings");
        lab.set_view(&format!("{left},{},{bottom},{}", left + width, bottom + height)).expect("a view");
        let view = lab.view();
        lab.set_view(&view).expect("its own view");
        prop_assert_eq!(lab.view(), view);
    }
}

/// The charts of these ids.
fn kinds(ids: &[&str]) -> Vec<Kind> {
    ids.iter().map(|id| Kind::parse(id).expect("it is a chart's id")).collect()
}

#[test]
fn a_row_of_charts_tells_what_a_rule_is_made_of() {
    let patch = "runs=sgd,adam";
    let mut lab = Lab::new(link::amend(&OPENING.settings(), patch).expect("a fine patch")).expect("fine settings");
    lab.go_to(60);
    lab.set_charts(kinds(&["loss", "gradient", "effective-rate.y", "m_hat.y"])).expect("not too many");
    assert_picture("charts", &svg::picture(&mut lab, &light(), PICTURE).expect("it can be drawn"));
}

#[test]
fn every_chart_that_is_offered_is_drawn_whatever_becomes_of_the_runs() {
    for entry in OPTIMIZERS {
        for (surface, patch) in [("rosenbrock", ""), ("f1", ""), ("saddle", ""), ("quadratic", "&1.lr=10")] {
            let mut lab = lab_on(surface, &format!("runs={}{patch}", entry.info.id));
            let offers = lab.chart_names();
            assert!(offers.len() >= 6, "{}", entry.info.id);
            for offers in offers.chunks(4) {
                let ids: Vec<_> = offers.iter().map(|offer| offer.id.as_str()).collect();
                lab.set_charts(kinds(&ids)).expect("not too many");
                for step in [0, 1, 150] {
                    lab.go_to(step);
                    let strict = Strict { size: (900, 120) }.into_drawing_area();
                    chart::draw(&strict, &lab, Some(step), 1.0, &light()).expect("it can be drawn");
                }
            }
        }
    }
}

#[test]
fn a_charted_internal_is_that_of_the_step_that_led_there() {
    let mut lab = lab_on("rosenbrock", "");
    lab.set_charts(kinds(&["v_hat.y", "m.x"])).expect("not too many");
    let (stage, kind) = (&lab.stages()[0], Kind::Internal("v_hat".to_owned(), 1));
    let run = &stage.runs()[1];
    assert_eq!(stage.charted_last(1, run, &kind), Some(99));
    for index in [0, 50, 99] {
        let value = run.explain(index).value(1, "v_hat").expect("adam traces it");
        assert_eq!(stage.charted(1, run, &kind, index), [index as f64 + 1.0, value]);
    }
    // SGD has no such thing, and at the start nobody has.
    assert!(stage.charted(0, &stage.runs()[0], &kind, 50)[1].is_nan());
    assert_eq!(stage.values_at(&kind, 50).iter().map(|(place, _)| *place).collect::<Vec<_>>(), [1]);
    assert_eq!(stage.values_at(&kind, 0), []);
}

#[test]
fn charting_a_long_run_keeps_few_points_and_the_same_values_as_from_the_start() {
    let mut lab = lab_on("quadratic", "");
    let kind = Kind::Internal("m".to_owned(), 0);
    lab.set_charts(vec![kind.clone()]).expect("not too many");
    for step in [100, 3000, 20_000] {
        lab.go_to(step);
    }
    let stage = &lab.stages()[0];
    let (run, last) = (&stage.runs()[1], stage.charted_last(1, &stage.runs()[1], &kind).expect("it is charted"));
    assert!((1500..4096).contains(&last), "{last}");
    for index in [1, last / 2, last] {
        let [step, value] = stage.charted(1, run, &kind, index);
        assert_eq!(run.explain(step as usize - 1).value(0, "m"), Some(value));
    }
    let before: Vec<_> = (0..=last).map(|index| stage.charted(1, run, &kind, index)).collect();
    lab.set_charts(Vec::new()).expect("none is not too many");
    assert_eq!(lab.stages()[0].charted_last(1, &lab.stages()[0].runs()[1], &kind), None, "nothing is kept");
    lab.set_charts(vec![kind.clone()]).expect("not too many");
    let stage = &lab.stages()[0];
    let after: Vec<_> = (0..=last).map(|index| stage.charted(1, &stage.runs()[1], &kind, index)).collect();
    assert_eq!(before, after);
}

#[test]
fn a_chart_is_read_where_it_is_drawn() {
    let mut lab = lab_on("rosenbrock", "");
    lab.set_charts(kinds(&["loss", "effective-rate.x"])).expect("not too many");
    let read = |x: f64| chart::at(&lab, [800.0, 120.0], 1.0, [x, 50.0]).map(|(_, kind, step)| (kind.clone(), step));
    assert_eq!(read(46.0), Some((Kind::Loss, 0)));
    assert_eq!(read(386.0), Some((Kind::Loss, lab.length())));
    assert_eq!(read(446.0), Some((Kind::Rate(0), 0)));
    assert_eq!([read(10.0), read(-5.0), read(900.0), read(f64::NAN)], [const { None }; 4]);
    // At the start no step has been made that could have a rate.
    assert_eq!(lab.stages()[0].values_at(&Kind::Rate(0), 0), []);
    assert_eq!(lab.stages()[0].values_at(&Kind::Loss, 3).len(), 2);
}

#[test]
fn what_is_no_chart_is_refused() {
    for id in ["", "m", "m.z", ".x", "loss.linear", "rate"] {
        assert!(Kind::parse(id).is_err(), "{id}");
    }
    assert!(lab_on("rosenbrock", "").set_charts(vec![Kind::Loss; 5]).is_err());
}

#[test]
fn zooming_keeps_the_point_under_the_pointer_and_the_sentences() {
    let mut lab = lab_on("rosenbrock", "");
    let size = [640.0, 480.0];
    let before = (lab.readouts(), Scene::of(&lab, size, 1.0).stages[0]);
    let px = [200.0, 300.0];
    let point = before.1.to_plane(px);
    assert!(Scene::of(&lab, size, 1.0).zoom(&mut lab, px, 8.0));
    let frame = Scene::of(&lab, size, 1.0).stages[0];
    let [[x, y], [at_x, at_y]] = [point, frame.to_plane(px)].map(|point| point.expect("it is on the plot"));
    assert!((x - at_x).abs() < 1e-9 && (y - at_y).abs() < 1e-9);
    let width = |frame: &Frame| frame.window.x[1] - frame.window.x[0];
    assert!((width(&before.1) / width(&frame) - 8.0).abs() < 1e-9);
    drawn(&mut lab, &light(), [640, 480]);
    assert_eq!(lab.readouts(), before.0, "what is said goes by the picture that is not zoomed");
    assert!(Scene::of(&lab, size, 1.0).pan(&mut lab, px, [10.0, -20.0]));
    let moved = Scene::of(&lab, size, 1.0).stages[0].to_plane([210.0, 280.0]).expect("it is on the plot");
    assert!((x - moved[0]).abs() < 1e-9 && (y - moved[1]).abs() < 1e-9);
    // Other settings on the same surface keep it; another surface does not.
    lab.set(link::amend(lab.settings(), "1.lr=0.001").expect("a fine patch")).expect("fine settings");
    assert!(lab.stages()[0].is_zoomed());
    lab.set(link::amend(lab.settings(), "surface=beale").expect("a fine patch")).expect("fine settings");
    assert!(!lab.stages()[0].is_zoomed());
}

#[test]
fn a_run_outside_what_was_zoomed_to_is_pointed_at_and_has_not_left() {
    let mut lab = lab_on("quadratic", "");
    let corner = Scene::of(&lab, [640.0, 480.0], 1.0).stages[0].plot;
    Scene::of(&lab, [640.0, 480.0], 1.0).zoom(&mut lab, [corner.right - 1.0, corner.top + 1.0], 20.0);
    let picture = svg::picture(&mut lab, &light(), [640, 480]).expect("it can be drawn");
    assert!(!picture.contains("left at") && picture.contains(">SGD<"));
    assert!(lab.readouts().iter().all(|readout| !readout.sentence.contains("left")));
}

#[test]
fn a_zoomed_curve_fills_its_height_with_what_is_left_of_it() {
    let mut lab = lab_on("f1", "");
    let frame = Scene::of(&lab, [640.0, 480.0], 1.0).stages[0];
    Scene::of(&lab, [640.0, 480.0], 1.0).zoom(&mut lab, frame.plot.middle(), 10.0);
    let near = Scene::of(&lab, [640.0, 480.0], 1.0).stages[0];
    assert!(near.window.y[1] - near.window.y[0] < frame.window.y[1] - frame.window.y[0]);
    drawn(&mut lab, &light(), [640, 480]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_zooming_and_panning_leads_where_nothing_can_be_drawn(
        surface in prop::sample::select(vec!["rosenbrock", "f1", "quadratic"]),
        moves in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64, prop_oneof![1e-9..1e9_f64, any_float()], any_float(), -900.0..900.0_f64), 1..12),
    ) {
        let mut lab = lab_on(surface, "");
        for (x, y, factor, dx, dy) in moves {
            let scene = Scene::of(&lab, [400.0, 320.0], 1.0);
            let plot = scene.stages[0].plot;
            let px = [plot.left + x * (plot.right - plot.left), plot.top + y * (plot.bottom - plot.top)];
            prop_assert!(scene.zoom(&mut lab, px, factor));
            prop_assert!(Scene::of(&lab, [400.0, 320.0], 1.0).pan(&mut lab, px, [dx, dy]));
            let Window { x, y } = lab.stages()[0].view();
            for [low, high] in [x, y].into_iter().take(lab.stages()[0].landscape().info().axes) {
                prop_assert!(low.is_finite() && high.is_finite() && high.abs().max(low.abs()) <= 1.000001e9);
                prop_assert!(high - low >= 0.9e-4 * high.abs().max(low.abs()), "{low}..{high}");
            }
        }
        drawn(&mut lab, &light(), [400, 320]);
    }
}
