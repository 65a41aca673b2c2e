//! The sentences that each lesson reads off at its telling step: those of this machine, kept in a file, are those of WebAssembly.

use downhill::catalogue::LESSONS;
use downhill::draw::scene::Scene;
use downhill::lab::{Lab, Status};
use downhill::lesson::Lesson;

#[cfg(target_arch = "wasm32")]
use super::alike::alike;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const KEPT: &str = include_str!("reference/sentences.txt");

/// The lesson's sentences, on a stage of 640 × 400: what leaves the picture depends on its size.
fn sentences(lesson: &Lesson) -> Vec<String> {
    let mut lab = Lab::new(lesson.settings()).expect("a lesson's settings are fine");
    let frames = Scene::of(&lab, [640.0, 400.0], 1.0).stages;
    for (stage, frame) in lab.stages_mut().iter_mut().zip(frames) {
        stage.show(frame.window);
    }
    lab.go_to(lesson.telling);
    let on = lab.readouts().into_iter().filter(|readout| readout.status != Status::Off);
    let remark = lab.exhibit().and_then(|exhibit| exhibit.remark(&lab));
    on.map(|readout| readout.sentence).chain(remark).map(|sentence| format!("{}: {sentence}", lesson.id)).collect()
}

#[test]
fn every_lesson_says_what_the_native_run_says() {
    let seen: Vec<String> = LESSONS.iter().flat_map(sentences).collect();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("DOWNHILL_BLESS").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/sentences.txt");
        return std::fs::write(file, seen.join("\n") + "\n").expect("it can be written");
    }
    let kept: Vec<&str> = KEPT.lines().collect();
    assert_eq!(seen.len(), kept.len(), "DOWNHILL_BLESS=1 writes the sentences anew");
    for (seen, kept) in seen.iter().zip(kept) {
        #[cfg(not(target_arch = "wasm32"))]
        assert_eq!(seen, kept, "DOWNHILL_BLESS=1 writes the sentences anew");
        #[cfg(target_arch = "wasm32")]
        alike(seen, kept).expect("the words and numbers of the native run");
    }
}
