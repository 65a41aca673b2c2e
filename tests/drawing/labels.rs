//! Labels can be read: none lies on another, none leaves the plot.

use downhill::catalogue::LESSONS;
use downhill::draw::ink::{Ink, Pen, Raster, Rect, Type};
use downhill::draw::scene::Scene;
use downhill::draw::svg::Svg;
use downhill::draw::theme::Color;
use downhill::draw::{Theme, stage};
use downhill::lab::Lab;

/// Sizes of a stage, px: in a small frame and a larger one of another page, on a phone, in a pane, on a screen.
const SIZES: [[f64; 2]; 5] = [[480.0, 215.0], [640.0, 290.0], [390.0, 300.0], [640.0, 480.0], [960.0, 600.0]];

/// Takes down where texts are written, as wide as in a broad font.
#[derive(Default)]
struct Texts(Vec<(String, Rect)>);

impl Ink for Texts {
    fn line(&mut self, _: &[[f64; 2]], _: bool, _: Pen) {}
    fn polygon(&mut self, _: &[[f64; 2]], _: Color, _: Pen) {}
    fn disc(&mut self, _: [f64; 2], _: f64, _: Color, _: Pen) {}
    fn ring(&mut self, _: [f64; 2], _: f64, _: Pen) {}
    fn dots(&mut self, _: &[[f64; 2]], _: f64, _: Color, _: f64) {}
    fn text(&mut self, [x, y]: [f64; 2], text: &str, style: Type) {
        let (width, half) = (self.text_width(text, style), style.size * 0.6);
        self.0.push((text.to_owned(), Rect { left: x, right: x + width, top: y - half, bottom: y + half }));
    }
    fn text_width(&mut self, text: &str, style: Type) -> f64 {
        Svg::default().text_width(text, style)
    }
    fn raster(&mut self, _: &Raster, _: Rect) {}
    fn clip(&mut self, _: Rect) {}
    fn unclip(&mut self) {}
}

/// What is wrong with the labels on the stages of a lab.
fn faults(lab: &mut Lab, size: [f64; 2], theme: &Theme) -> Vec<String> {
    let scene = Scene::of(lab, size, 1.0);
    scene.tell(lab);
    let scene = Scene::of(lab, size, 1.0);
    let mut faults = Vec::new();
    for (on, frame) in lab.stages().iter().zip(&scene.stages) {
        let mut texts = Texts::default();
        stage::moving(lab, on, 1.0, 0, frame, theme, &mut texts);
        for (index, (text, rect)) in texts.0.iter().enumerate() {
            if !frame.plot.encloses(*rect) {
                faults.push(format!("“{text}” leaves the plot"));
            }
            let others = texts.0[..index].iter().filter(|(_, other)| rect.overlaps(*other));
            faults.extend(others.map(|(other, _)| format!("“{text}” lies on “{other}”")));
        }
    }
    faults
}

#[test]
fn no_label_of_a_lesson_lies_on_another_or_leaves_the_plot() {
    let mut all = Vec::new();
    for lesson in LESSONS {
        let mut lab = Lab::new(lesson.settings()).expect("fine settings");
        for step in [0, lesson.telling, lesson.steps] {
            lab.go_to(step);
            for theme in Theme::NAMES {
                let theme = Theme::named(theme).expect("it is one of the names");
                for size in SIZES {
                    let found = faults(&mut lab, size, &theme);
                    let place = format!("{} at step {step}, {size:?}, ×{}", lesson.id, theme.magnify);
                    all.extend(found.into_iter().map(|fault| format!("{place}: {fault}")));
                }
            }
        }
    }
    all.dedup();
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

#[test]
fn no_title_of_a_stage_or_plot_leaves_the_canvas() {
    let mut seen = 0;
    for lesson in LESSONS {
        let lab = Lab::new(lesson.settings()).expect("fine settings");
        let mut titles: Vec<_> = lab.stages().iter().map(|stage| stage.title().to_owned()).collect();
        titles.extend(lab.exhibit().into_iter().flat_map(|exhibit| exhibit.plots(&lab)).map(|plot| plot.title));
        for (size, theme) in SIZES.iter().flat_map(|size| Theme::NAMES.map(|theme| (size, theme))) {
            let mut texts = Texts::default();
            let theme = Theme::named(theme).expect("it is one of the names");
            Scene::of(&lab, *size, 1.0).moving(&lab, 1.0, 0, &theme, &mut texts);
            for (text, rect) in texts.0.iter().filter(|(text, _)| titles.contains(text)) {
                let within = rect.left >= 0.0 && rect.right <= size[0];
                assert!(within, "{}: “{text}” at {rect:?} of {size:?}, ×{}", lesson.id, theme.magnify);
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen} titles");
}
