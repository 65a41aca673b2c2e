//! The page's side of the core, in a real browser: its happy path, and its errors, none of which may trap.
#![cfg(target_arch = "wasm32")]

use downhill::web::{self, Lab};
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use web_sys::HtmlCanvasElement;

mod alike;
mod formula;
#[path = "wasm/fragments.rs"]
mod fragments;
#[path = "wasm/kept.rs"]
mod kept;
mod sentences;

wasm_bindgen_test_configure!(run_in_browser);

type Tested = Result<(), JsValue>;

fn field(of: &JsValue, key: &str) -> JsValue {
    Reflect::get(of, &key.into()).expect("it is an object")
}

fn canvas() -> HtmlCanvasElement {
    let document = web_sys::window().and_then(|window| window.document()).expect("a page");
    document.create_element("canvas").expect("a canvas").unchecked_into()
}

fn attached() -> Result<Lab, JsValue> {
    let mut lab = Lab::new(web::lesson_settings("jitter")?)?;
    lab.attach(canvas(), canvas(), canvas());
    Ok(lab)
}

/// The kind of a refusal; the message must name what is wrong.
fn refused<T>(result: Result<T, JsValue>, names: &str) -> String {
    let error = result.err().expect("it should have been refused");
    assert_eq!(field(&error, "name"), "DownhillError");
    let message = field(&error, "message").as_string().expect("a message");
    assert!(message.contains(names), "{message}");
    field(&error, "kind").as_string().expect("a kind")
}

#[test]
fn the_catalogue_lists_what_there_is() -> Tested {
    let catalogue = web::catalogue()?;
    for list in ["optimizers", "surfaces", "lessons"] {
        assert!(Array::from(&field(&catalogue, list)).length() > 0, "{list}");
    }
    let sgd = Array::from(&field(&catalogue, "optimizers")).get(0);
    assert_eq!(field(&sgd, "id"), "sgd");
    assert_eq!(field(&sgd, "source"), "let delta = -lr * g;");
    Ok(())
}

#[test]
fn a_lab_steps_draws_and_tells() -> Tested {
    let mut lab = attached()?;
    lab.resize(640.0, 480.0, 640.0, 120.0, 1.5)?;
    for theme in ["light", "dark", "projector"] {
        lab.theme(theme)?;
        lab.draw_background(false)?;
        lab.draw_background(true)?;
        lab.draw_overlay(0.5)?;
        lab.draw_chart()?;
    }
    assert!(lab.advance(60));
    assert_eq!(lab.step(), 60.0);
    let readout = Array::from(&lab.readouts()?).get(0);
    assert_eq!(field(&readout, "sentence"), "SGD flipped sign along y 60 times in 60 steps and moved 3.97 along x.");
    let x = Array::from(&field(&readout, "numbers")).get(0);
    assert_eq!([field(&x, "id"), field(&x, "text")], ["x", "−0.0349"]);
    lab.goto_step(0);
    assert_eq!(lab.step(), 0.0);
    assert!(lab.description().starts_with("Step 0."));
    Ok(())
}

#[test]
fn a_canvas_gets_its_css_size_times_the_device_pixel_ratio() -> Tested {
    let (stage, chart) = (canvas(), canvas());
    let mut lab = Lab::new(web::lesson_settings("jitter")?)?;
    lab.attach(stage.clone(), canvas(), chart.clone());
    lab.resize(333.0, 222.0, 333.0, 100.0, 2.0)?;
    assert_eq!([stage.width(), stage.height(), chart.height()], [666, 444, 200]);
    Ok(())
}

#[test]
fn a_pixel_of_the_plot_is_a_point_of_the_plane() -> Tested {
    let mut lab = attached()?;
    lab.resize(640.0, 480.0, 640.0, 120.0, 2.0)?;
    assert!(lab.to_data(320.0, 240.0)?.is_some());
    assert!(lab.to_data(1.0, 1.0)?.is_none());
    assert!(lab.to_data(f64::NAN, 0.0)?.is_none());
    Ok(())
}

#[test]
fn unknown_ids_are_refused_with_the_ids_there_are() -> Tested {
    assert_eq!(refused(web::lesson_settings("nosuch"), "jitter"), "unknown");
    assert_eq!(refused(web::slider_value("optimizer", "adamant", "lr", 0.5), "sgd"), "unknown");
    assert_eq!(refused(web::slider_value("teapot", "sgd", "lr", 0.5), "optimizer"), "unknown");
    assert_eq!(refused(web::slider_position("surface", "quadratic", "lambda", 0.5), "kappa"), "unknown");
    assert_eq!(refused(attached()?.theme("sepia"), "light"), "unknown");
    let settings = web::lesson_settings("jitter")?;
    Reflect::set(&settings, &"lesson".into(), &"nosuch".into())?;
    assert_eq!(refused(Lab::new(settings), "nosuch"), "unknown");
    Ok(())
}

#[test]
fn numbers_that_are_none_are_refused_with_their_range() -> Tested {
    let settings = web::lesson_settings("jitter")?;
    for bad in [f64::NAN, f64::INFINITY, -1.0] {
        Reflect::set(&settings, &"speed".into(), &bad.into())?;
        assert_eq!(refused(attached()?.set(settings.clone()), "0.125 to 240"), "range");
    }
    assert_eq!(refused(web::amend(web::lesson_settings("jitter")?, "1.lr=NaN"), "1e-6 to 10"), "range");
    Ok(())
}

#[test]
fn settings_that_are_no_settings_are_refused() -> Tested {
    for bad in [JsValue::NULL, JsValue::UNDEFINED, JsValue::from(7), JsValue::from("jitter"), Array::new().into()] {
        assert_eq!(refused(Lab::new(bad.clone()), "settings"), "syntax");
        assert_eq!(refused(web::write_link(bad), "settings"), "syntax");
    }
    Ok(())
}

#[test]
fn a_canvas_without_area_is_refused() -> Tested {
    let mut lab = attached()?;
    for bad in [0.0, -5.0, f64::NAN, f64::INFINITY, 1e9] {
        assert_eq!(refused(lab.resize(bad, 480.0, 640.0, 120.0, 1.0), "stage"), "size");
        assert_eq!(refused(lab.resize(640.0, 480.0, 640.0, bad, 1.0), "chart"), "size");
    }
    for bad in [0.0, f64::NAN, 1e9] {
        assert_eq!(refused(lab.resize(640.0, 480.0, 640.0, 120.0, bad), "pixel ratio"), "range");
    }
    Ok(())
}

#[test]
fn drawing_before_there_is_a_canvas_is_refused() -> Tested {
    let mut lab = Lab::new(web::lesson_settings("jitter")?)?;
    assert_eq!(refused(lab.draw_overlay(1.0), "attach"), "state");
    assert_eq!(refused(attached()?.draw_background(false), "size"), "state");
    Ok(())
}

#[test]
fn the_smallest_canvas_can_be_drawn_on() -> Tested {
    let mut lab = attached()?;
    for (stage, chart) in [(1.0, 1.0), (40.0, 40.0), (75.0, 63.0)] {
        lab.resize(stage, stage, chart, chart, 1.0)?;
        lab.draw_background(false)?;
        lab.draw_background(true)?;
        lab.draw_overlay(1.0)?;
        lab.draw_chart()?;
    }
    Ok(())
}

#[test]
fn a_diverging_run_is_drawn() -> Tested {
    let mut lab = Lab::new(web::amend(web::lesson_settings("jitter")?, "1.lr=10&2.lr=10")?)?;
    lab.attach(canvas(), canvas(), canvas());
    lab.resize(640.0, 480.0, 640.0, 120.0, 1.0)?;
    assert!(!lab.advance(100));
    lab.draw_background(false)?;
    lab.draw_background(true)?;
    lab.draw_overlay(1.0)?;
    lab.draw_chart()?;
    let readout = Array::from(&lab.readouts()?).get(0);
    assert_eq!(field(&readout, "status"), "diverged");
    Ok(())
}

/// A lab ten steps on.
fn looked_at() -> Result<Lab, JsValue> {
    let mut lab = Lab::new(web::amend(web::lesson_settings("jitter")?, "runs=sgd,adam")?)?;
    lab.attach(canvas(), canvas(), canvas());
    lab.resize(640.0, 480.0, 640.0, 120.0, 2.0)?;
    lab.advance(10);
    Ok(lab)
}

#[test]
fn zooming_brings_the_point_under_the_pointer_nearer_and_reset_goes_back() -> Tested {
    let mut lab = looked_at()?;
    let before = lab.to_data(320.0, 240.0)?;
    assert!(lab.zoom(320.0, 240.0, 4.0)? && lab.is_zoomed() && !lab.zoom(1.0, 1.0, 4.0)?);
    assert!(lab.pan(320.0, 240.0, 50.0, 0.0)?);
    lab.draw_background(false)?;
    lab.draw_background(true)?;
    assert_ne!(lab.to_data(320.0, 240.0)?, before);
    lab.reset_view();
    assert!(!lab.is_zoomed());
    assert_eq!(lab.to_data(320.0, 240.0)?, before);
    Ok(())
}

#[test]
fn charts_are_chosen_by_id_drawn_and_read() -> Tested {
    let mut lab = looked_at()?;
    assert!(Array::from(&lab.chart_names()?).length() > 8);
    lab.set_charts(vec!["gradient".to_owned(), "m_hat.y".to_owned()])?;
    lab.hover_step(Some(3));
    lab.draw_chart()?;
    let read = lab.chart_at(366.0, 50.0)?;
    assert_eq!([field(&read, "step"), field(&read, "title")], [JsValue::from(0), JsValue::from("m̂, y")]);
    assert!(lab.chart_at(-5.0, 50.0)?.is_undefined());
    assert_eq!(refused(lab.set_charts(vec!["teapot".to_owned()]), "teapot"), "syntax");
    Ok(())
}

#[test]
fn a_step_is_taken_apart_in_lines_and_arrows() -> Tested {
    let mut lab = looked_at()?;
    let anatomy = lab.anatomy(1)?;
    let line = Array::from(&field(&anatomy, "lines")).get(0);
    assert_eq!(field(&line, "text"), "let m = beta1 * m_prev + (1.0 - beta1) * g;");
    assert_eq!(Array::from(&field(&line, "values")).length(), 2);
    assert!(lab.anatomy(7)?.is_undefined());
    lab.dissect(Some(1), Some("m_hat".to_owned()))?;
    lab.draw_overlay(1.0)?;
    assert_eq!(refused(lab.dissect(Some(7), None), "run"), "range");
    Ok(())
}

/// The numbers of a picture, and what stands between them.
fn apart(svg: &str) -> (Vec<f64>, Vec<&str>) {
    let is_number = |part: &&str| part.parse::<f64>().is_ok();
    svg.split([' ', ',', '"', '<', '>', 'M', 'h', 'v', 'H', 'z', '(', ')', '\n']).filter(|part| !part.is_empty()).fold(
        (Vec::new(), Vec::new()),
        |(mut numbers, mut words), part| {
            if is_number(&part) {
                numbers.push(part.parse().unwrap_or(f64::NAN));
            } else {
                words.push(part);
            }
            (numbers, words)
        },
    )
}

#[test]
fn the_svg_is_the_native_picture() -> Tested {
    // A surface with isolines, panels, and plots of an exhibit, each as `downhill render` draws it.
    let kept = [
        ("jitter", include_str!("pictures/jitter.svg")),
        ("local-minimum", include_str!("pictures/local-minimum.svg")),
        ("which", include_str!("pictures/which.svg")),
    ];
    for (id, native) in kept {
        let lesson = downhill::catalogue::lesson(id).expect("it is in the catalogue");
        let mut lab = Lab::new(web::lesson_settings(id)?)?;
        lab.goto_step(lesson.telling as u32);
        let charts = if lesson.charts { 96.0 } else { 0.0 };
        let drawn = lab.svg(640.0, 480.0 - charts, charts)?;
        let ((here, words), (there, native_words)) = (apart(&drawn), apart(native));
        assert!(words == native_words, "{id}: other shapes or words");
        assert_eq!(here.len(), there.len(), "{id}");
        // The last digit that is written: mathematics may differ in the last bit.
        let differs = here.iter().zip(&there).find(|(here, there)| (**here - **there).abs() > 0.011);
        assert_eq!(differs, None, "{id}");
    }
    Ok(())
}

#[test]
fn an_svg_without_area_is_refused_and_one_leaves_the_stage_as_it_was() -> Tested {
    let mut lab = looked_at()?;
    let before = lab.to_data(320.0, 240.0)?;
    lab.svg(900.0, 300.0, 0.0)?;
    assert_eq!(lab.to_data(320.0, 240.0)?, before);
    for bad in [0.0, -5.0, f64::NAN, f64::INFINITY, 1e9] {
        assert_eq!(refused(lab.svg(bad, 300.0, 0.0), "width"), "range");
        assert_eq!(refused(lab.svg(300.0, bad, 0.0), "height"), "range");
    }
    assert_eq!(refused(lab.svg(300.0, 300.0, f64::NAN), "charts"), "range");
    Ok(())
}

#[test]
fn the_pieces_of_the_table_are_its_rows() -> Tested {
    let lab = looked_at()?;
    let pieces = (0..lab.csv_pieces()).map(|index| lab.csv_piece(index)).collect::<Result<Vec<_>, _>>()?;
    assert_eq!(pieces.len(), 3);
    let rows = "surface,run,optimizer,parameters,step,x,y,loss,grad_x,grad_y\nquadratic,1,sgd,";
    assert!(pieces.concat().starts_with(rows));
    assert_eq!(pieces.concat().lines().count(), 1 + 2 * 11);
    for beyond in [3, u32::MAX] {
        assert_eq!(refused(lab.csv_piece(beyond), "piece"), "range");
    }
    Ok(())
}

#[test]
fn the_script_in_python_is_the_native_one() -> Tested {
    let lab = Lab::new(web::lesson_settings("jitter")?)?;
    let native = downhill::lab::Lab::new(downhill::catalogue::OPENING.settings()).expect("fine settings");
    assert_eq!(lab.python()?, downhill::export::python::script(&native).expect("there is one"));
    Ok(())
}

#[test]
fn a_film_takes_frames_of_its_size_only() -> Tested {
    let film = || web::GifWriter::new(4, 3, 5, "light");
    let mut writer = film()?;
    writer.add(&[200; 48])?;
    assert_eq!(refused(writer.add(&[0; 47]), "four bytes"), "state");
    assert!(writer.finish()?.starts_with(b"GIF89a"));
    assert!(film()?.finish()?.is_empty());
    assert_eq!(refused(web::GifWriter::new(0, 3, 5, "light"), "width"), "range");
    assert_eq!(refused(web::GifWriter::new(4, 9999, 5, "light"), "height"), "range");
    assert_eq!(refused(web::GifWriter::new(4, 3, 1, "light"), "delay"), "range");
    assert_eq!(refused(web::GifWriter::new(4, 3, 5, "sepia"), "projector"), "unknown");
    Ok(())
}

#[test]
fn another_lab_looks_at_what_this_one_is_zoomed_to() -> Tested {
    let mut lab = looked_at()?;
    lab.zoom(300.0, 200.0, 3.0)?;
    let mut other = looked_at()?;
    other.set_views(&lab.views())?;
    assert_eq!(other.to_data(320.0, 240.0)?, lab.to_data(320.0, 240.0)?);
    other.set_views(&[f64::NAN; 4])?;
    assert!(!other.is_zoomed());
    for bad in [vec![], vec![0.0; 3], vec![1.0, 0.0, 0.0, 1.0], vec![0.0, f64::INFINITY, 0.0, 1.0], vec![f64::NAN; 8]] {
        assert_eq!(refused(other.set_views(&bad), "view"), "range");
    }
    Ok(())
}

#[test]
fn a_link_is_the_settings_and_back() -> Tested {
    let settings = web::amend(web::lesson_settings("jitter")?, "1.lr=0.05&seed=3")?;
    let link = web::write_link(settings.clone())?;
    assert_eq!(web::write_link(field(&web::parse_link(&link)?, "settings"))?, link);
    Reflect::set(&settings, &"seed".into(), &"three".into())?;
    assert_eq!(refused(web::write_link(settings), "settings"), "syntax");
    Ok(())
}

#[test]
fn a_broken_link_gives_the_lesson_and_a_note() -> Tested {
    let parsed = web::parse_link("#1.lr=0.05&teapot=1")?;
    assert_eq!(Array::from(&field(&parsed, "notes")).length(), 1);
    assert_eq!(web::write_link(field(&parsed, "settings"))?, "v=1&1.lr=0.05");
    Ok(())
}
