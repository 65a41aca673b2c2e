//! What the tests of drawings share.

use downhill::catalogue::OPENING;
use downhill::draw::chart;
use downhill::draw::scene::Scene;
use downhill::draw::{Theme, svg};
use downhill::lab::Lab;
use downhill::link;
use plotters::prelude::IntoDrawingArea;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use proptest::prelude::*;
use std::convert::Infallible;

/// The size of committed pictures, px: as small as shows what matters.
pub(crate) const PICTURE: [u32; 2] = [640, 480];

pub(crate) fn light() -> Theme {
    Theme::named("light").expect("there is a light theme")
}

pub(crate) fn any_float() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), -10.0..10.0, Just(f64::NAN), Just(f64::INFINITY), Just(f64::MIN_POSITIVE)]
}

/// A backend that refuses what plotters' real ones suffer from: it is given nothing beyond its own canvas.
pub(crate) struct Strict {
    pub(crate) size: (u32, u32),
}

impl Strict {
    /// Ticks and the ends of numbers may stand over the edge by a few pixels; nothing else may.
    fn check(&self, (x, y): BackendCoord) -> Result<(), DrawingErrorKind<Infallible>> {
        let (w, h) = (self.size.0 as i32, self.size.1 as i32);
        assert!((-8..=w + 8).contains(&x) && (-8..=h + 8).contains(&y), "({x}, {y}) is not on {w} × {h}");
        Ok(())
    }
}

impl DrawingBackend for Strict {
    type ErrorType = Infallible;
    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }
    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }
    fn draw_pixel(&mut self, at: BackendCoord, _: BackendColor) -> Result<(), DrawingErrorKind<Infallible>> {
        self.check(at)
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        _: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        path.into_iter().try_for_each(|at| self.check(at))
    }
    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        _: &S,
        at: BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        assert!(!text.contains("NaN") && !text.contains("inf") && text.chars().count() < 40, "{text}");
        self.check(at)
    }
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok(((text.len() as f64 * style.size() / 2.0) as u32, style.size() as u32))
    }
}

/// Compares with the committed picture; `DOWNHILL_BLESS=1` writes it instead, to be looked at and committed.
pub(crate) fn assert_picture(name: &str, drawn: &str) {
    let path = format!("{}/tests/pictures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("DOWNHILL_BLESS").is_some() {
        std::fs::write(&path, drawn).expect("the picture can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    // Not assert_eq!: two whole pictures help nobody.
    assert!(kept == drawn, "tests/pictures/{name}.svg differs: DOWNHILL_BLESS=1 draws it anew; then look at it");
}

/// The lab of a surface with sgd and adam, at their teaching rates or changed by a patch, after 100 steps.
pub(crate) fn lab_on(surface: &str, patch: &str) -> Lab {
    let patch = format!("surface={surface}&runs=sgd,adam&{patch}");
    let mut lab = Lab::new(link::amend(&OPENING.settings(), &patch).expect("a fine patch")).expect("fine settings");
    lab.go_to(100);
    lab
}

/// Draws all there is with a backend that refuses what is not on its canvas, and as a document.
pub(crate) fn drawn(lab: &mut Lab, theme: &Theme, size: [u32; 2]) -> String {
    let picture = svg::picture(lab, theme, size).expect("it can be drawn");
    assert_finite(&picture);
    let scene = Scene::of(lab, size.map(f64::from), 1.0);
    let area = || Strict { size: (size[0], size[1]) }.into_drawing_area();
    scene.axes(&area(), theme).expect("it can be drawn");
    chart::draw(&area(), lab, Some(7), 1.0, theme).expect("it can be drawn");
    picture
}

pub(crate) fn assert_finite(picture: &str) {
    assert!(!picture.contains("NaN") && !picture.contains("inf"));
}
