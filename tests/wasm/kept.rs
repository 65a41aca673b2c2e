//! Pictures that are kept from frame to frame look as if they were drawn anew, and are forgotten with what they were drawn from.

use super::{Tested, canvas, field, looked_at};
use downhill::web::{self, Lab};
use js_sys::{Array, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::HtmlCanvasElement;

/// The bytes of a canvas, four for each pixel.
fn pixels(canvas: &HtmlCanvasElement) -> Result<Vec<u8>, JsValue> {
    let context: JsValue = canvas.get_context("2d")?.expect("a context").into();
    let read: js_sys::Function = field(&context, "getImageData").unchecked_into();
    let [width, height] = [canvas.width(), canvas.height()].map(JsValue::from);
    let image = read.apply(&context, &Array::of4(&0.into(), &0.into(), &width, &height))?;
    Ok(js_sys::Uint8ClampedArray::from(field(&image, "data")).to_vec())
}

#[test]
fn charts_of_curves_that_were_kept_look_as_if_drawn_anew() -> Tested {
    let mut lab = looked_at()?;
    let chart = canvas();
    lab.attach(canvas(), canvas(), chart.clone());
    lab.resize(640.0, 480.0, 640.0, 120.0, 2.0)?;
    lab.set_charts(vec!["gradient".to_owned(), "effective-rate.x".to_owned()])?;
    lab.advance(50);
    // The second time they are kept.
    lab.draw_chart()?;
    lab.draw_chart()?;
    lab.goto_step(20);
    lab.hover_step(Some(7));
    lab.draw_chart()?;
    let kept = pixels(&chart)?;
    lab.theme("light")?; // and forgotten
    lab.draw_chart()?;
    let anew = pixels(&chart)?;
    assert_eq!(differing(&kept, &anew, 8), 0);
    lab.goto_step(400);
    lab.goto_step(20);
    lab.draw_chart()?;
    assert!(differing(&kept, &pixels(&chart)?, 8) > 0, "longer curves are other curves");
    Ok(())
}

/// How many bytes of two pictures differ by more than `most`.
fn differing(a: &[u8], b: &[u8], most: u8) -> usize {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).filter(|(a, b)| a.abs_diff(**b) > most).count()
}

/// The way into a step at which its heads are where they belong, to any digit of a pixel, and it is still eased.
const ALMOST: f64 = 1.0 - f64::EPSILON;

/// A lesson's lab some steps on, and the canvas of what moves.
fn under_way(lesson: &str) -> Result<(Lab, HtmlCanvasElement), JsValue> {
    let mut lab = Lab::new(web::lesson_settings(lesson)?)?;
    let moving = canvas();
    lab.attach(canvas(), moving.clone(), canvas());
    lab.resize(640.0, 480.0, 640.0, 120.0, 1.0)?;
    lab.goto_step(9);
    Ok((lab, moving))
}

#[test]
fn a_step_that_is_eased_over_what_is_settled_ends_as_if_it_were_drawn_whole() -> Tested {
    let mut apart = Vec::new();
    for lesson in downhill::catalogue::LESSONS {
        let (mut lab, moving) = under_way(lesson.id)?;
        let mut drawn = |ease: f64| {
            lab.draw_overlay(ease)?;
            pixels(&moving)
        };
        let (half, over_settled, whole) = (drawn(0.5)?, drawn(ALMOST)?, drawn(1.0)?);
        apart.push((lesson.id, differing(&over_settled, &whole, 64), differing(&half, &whole, 64)));
    }
    // A few pixels, where paths cross: twenty of 300,000. At half the way the picture is another one by thousands.
    assert!(apart.iter().all(|(_, end, half)| *end < 80 && (*half > 1000 || *half == 0)), "{apart:?}");
    assert!(apart.iter().any(|(.., half)| *half > 0));
    Ok(())
}

#[test]
fn paths_are_drawn_once_for_a_step_that_is_eased() -> Tested {
    let (mut lab, moving) = under_way("jitter")?;
    let strokes = Rc::new(Cell::new(0));
    let count = {
        let strokes = Rc::clone(&strokes);
        Closure::<dyn FnMut()>::new(move || strokes.set(strokes.get() + 1))
    };
    // In place of the context's own, which is its prototype's.
    Reflect::set(&moving.get_context("2d")?.expect("a context").into(), &"stroke".into(), count.as_ref())?;
    let mut drawn = |ease: f64| lab.draw_overlay(ease).map(|()| strokes.take());
    let (first, second, end, whole) = (drawn(0.3)?, drawn(0.6)?, drawn(ALMOST)?, drawn(1.0)?);
    assert_eq!([first, second], [second, end]);
    // Two paths: a ring at the start, a halo, and six shades each, of which the last step has the halo and one shade.
    assert_eq!(whole - end, 2 * (1 + 5));
    Ok(())
}

#[test]
fn a_phase_shows_nothing_of_the_one_before() -> Tested {
    let drawn = |steps: &[u32]| {
        let (mut lab, moving) = under_way("loop")?;
        for step in steps {
            lab.goto_step(*step);
            lab.draw_overlay(0.5)?;
        }
        pixels(&moving)
    };
    for phase in 9..12 {
        assert_eq!(differing(&drawn(&[8, phase])?, &drawn(&[phase])?, 0), 0, "{phase}");
    }
    Ok(())
}

#[test]
fn of_a_lesson_that_shows_phases_only_the_last_is_eased() -> Tested {
    let lessons: Vec<_> = downhill::catalogue::LESSONS.iter().filter(|lesson| lesson.phases > 1).collect();
    assert!(!lessons.is_empty());
    for lesson in lessons {
        let (mut lab, moving) = under_way(lesson.id)?;
        for step in 2 * lesson.phases..=3 * lesson.phases {
            lab.goto_step(step as u32);
            lab.draw_overlay(0.5)?;
            let half = pixels(&moving)?;
            lab.draw_overlay(1.0)?;
            let eased = differing(&half, &pixels(&moving)?, 64) > 100;
            assert_eq!(eased, step % lesson.phases == 0, "{} at {step}", lesson.id);
        }
    }
    Ok(())
}

#[test]
fn what_is_settled_is_forgotten_with_what_it_was_drawn_from() -> Tested {
    type Change = fn(&mut Lab) -> Tested;
    let changes: [(&str, Change); 7] = [
        ("settings", |lab| lab.set(web::amend(lab.settings()?, "1.lr=0.01&2.on=0")?)),
        ("theme", |lab| lab.theme("dark")),
        ("zoom", |lab| lab.zoom(320.0, 240.0, 2.0).map(|zoomed| assert!(zoomed))),
        ("pan", |lab| lab.pan(320.0, 240.0, 60.0, 20.0).map(|panned| assert!(panned))),
        ("size", |lab| lab.resize(500.0, 400.0, 500.0, 120.0, 2.0)),
        ("step", |lab| {
            lab.advance(1);
            Ok(())
        }),
        ("seek", |lab| {
            lab.goto_step(5);
            Ok(())
        }),
    ];
    for (what, change) in changes {
        let (mut lab, moving) = under_way("jitter")?;
        lab.draw_overlay(0.5)?;
        let before = pixels(&moving)?;
        change(&mut lab)?;
        lab.draw_overlay(0.5)?;
        let (mut other, anew) = under_way("jitter")?;
        change(&mut other)?;
        other.draw_overlay(0.5)?;
        let after = pixels(&moving)?;
        assert_eq!(differing(&after, &pixels(&anew)?, 0), 0, "{what}");
        assert!(after.len() != before.len() || differing(&after, &before, 64) > 100, "{what} changes the picture");
    }
    Ok(())
}
