//! What `downhill render` and `downhill emblem` draw.

use super::{fine, folder, refused};
use downhill::catalogue::{LESSONS, OPENING, SURFACES};
use downhill::lab::Lab;
use downhill::link;
use std::path::Path;

#[test]
fn a_drawn_lesson_is_the_committed_picture() {
    let out = folder("drawn").join("jitter.svg");
    fine(&["render", "--lesson", "jitter", "--size", "640x480", "-o", out.to_str().expect("UTF-8")]);
    let drawn = std::fs::read(&out).expect("it is there");
    // Not assert_eq!: two whole pictures help nobody.
    assert!(drawn == std::fs::read("tests/pictures/jitter.svg").expect("it is there"));
    assert_eq!(std::fs::read_dir(out.parent().expect("a folder")).expect("a folder").count(), 1);
}

#[test]
fn the_step_asked_for_goes_before_that_of_the_link() {
    let folder = folder("step");
    let draw = |name: &str, more: &[&str]| {
        let out = folder.join(name);
        let out = out.to_str().expect("UTF-8");
        fine(&[&["render", "--lesson", "jitter", "--size", "300x200", "-o", out], more].concat());
        std::fs::read(out).expect("it is there")
    };
    let seventh = draw("a.svg", &["--step", "7"]);
    assert!(seventh == draw("b.svg", &["--set", "step=7"]));
    assert!(seventh == draw("c.svg", &["--set", "step=9", "--step", "7"]));
    assert!(seventh != draw("d.svg", &[]));
}

/// The picture that a command draws.
fn drawn(name: &str, arguments: &[&str]) -> String {
    let out = folder(name).join("a.svg");
    fine(&[&["render", "-o", out.to_str().expect("UTF-8")], arguments].concat());
    std::fs::read_to_string(out).expect("it is there")
}

#[test]
fn a_link_is_drawn_as_the_page_shows_it() {
    let piece = "v=1&lesson=saddle&start=-2,1e-6&step=40";
    let whole = drawn("link", &["--link", piece]);
    let settings = "start=-2,1e-6&step=40";
    assert!(whole == drawn("link-lesson", &["--lesson", "saddle", "--set", settings]));
    for address in [format!("#{piece}"), format!("https://example.org/repo/?embed#{piece}")] {
        assert!(whole == drawn("link-address", &["--link", &address]), "{address}");
    }
    // Some programs encode a fragment as a whole.
    let encoded = piece.replace('=', "%3D").replace('&', "%26");
    assert!(whole == drawn("link-encoded", &["--link", &format!("https://example.org/#{encoded}")]));
    // An address without settings is the page as it opens.
    assert!(
        drawn("link-bare", &["--link", "https://example.org/"]) == drawn("link-opening", &["--lesson", OPENING.id])
    );
    let zoomed = format!("{piece}&view=-1,1,-0.6,0.6&hide=prose,charts");
    let mut lab = Lab::new(link::read(&zoomed).expect("a fine link")).expect("fine settings");
    lab.set_view("-1,1,-0.6,0.6").expect("a fine view");
    let light = downhill::draw::Theme::named("light").expect("a theme");
    let stage = downhill::draw::svg::stage(&mut lab, &light, [960, 720]).expect("it can be drawn");
    assert!(stage == drawn("link-zoomed", &["--link", &zoomed]) && stage != whole);
    // What is changed further goes before what the link says.
    assert!(
        stage
            == drawn(
                "link-set",
                &[
                    "--link",
                    &format!("{zoomed}&view=-2,2,-1,1").replace("view=-1,1,-0.6,0.6&", ""),
                    "--set",
                    "view=-1,1,-0.6,0.6"
                ]
            )
    );
}

#[test]
fn every_lesson_is_drawn_into_a_folder_the_same_twice() {
    let folder = folder("all");
    let draw = |name: &str| {
        let out = folder.join(name).join("made on the way");
        fine(&["render", "--all", "--size", "640x480", "-o", out.to_str().expect("UTF-8")]);
        let mut files: Vec<_> =
            std::fs::read_dir(&out).expect("a folder").map(|file| file.expect("a file").path()).collect();
        files.sort();
        files
    };
    let [once, again] = ["once", "again"].map(draw);
    let mut ids: Vec<_> = LESSONS.iter().map(|lesson| format!("{}.svg", lesson.id)).collect();
    ids.sort();
    let names = once.iter().map(|file| file.file_name().and_then(|name| name.to_str()).expect("UTF-8"));
    assert_eq!(names.collect::<Vec<_>>(), ids);
    for (once, again) in once.iter().zip(again) {
        let drawn = std::fs::read(once).expect("it is there");
        assert!(drawn == std::fs::read(again).expect("it is there"), "{}", once.display());
        // The committed pictures are what tests/drawing draws without the command line.
        let committed = Path::new("tests/pictures").join(once.file_name().expect("a name"));
        assert!(drawn == std::fs::read(committed).expect("it is there"), "{}", once.display());
    }
}

#[test]
fn every_lesson_can_be_drawn_in_pixels() {
    let out = folder("all-pixels");
    fine(&[
        "render",
        "--all",
        "--format",
        "png",
        "--theme",
        "dark",
        "--size",
        "160x120",
        "-o",
        out.to_str().expect("UTF-8"),
    ]);
    for lesson in LESSONS {
        let file = std::fs::read(out.join(format!("{}.png", lesson.id))).expect("it is there");
        assert!(file.starts_with(b"\x89PNG\r\n\x1a\n"), "{}", lesson.id);
    }
}

#[test]
fn an_optimizer_on_a_surface_can_be_drawn_too() {
    let out = folder("surface").join("adam.svg");
    let of = ["render", "--surface", "rosenbrock", "--optimizer", "adam", "--set", "1.lr=0.1", "--step", "50", "-o"];
    fine(&[&of[..], &[out.to_str().expect("UTF-8")]].concat());
    let mut settings = OPENING.settings();
    settings.start = SURFACES.iter().find(|s| s.info.id == "rosenbrock").expect("an id").info.start;
    let mut lab =
        Lab::new(link::amend(&settings, "surface=rosenbrock&runs=adam&1.lr=0.1").expect("fine")).expect("fine");
    lab.go_to(50);
    let light = downhill::draw::Theme::named("light").expect("a theme");
    let picture = downhill::draw::svg::picture(&mut lab, &light, [960, 720]).expect("it can be drawn");
    assert!(std::fs::read_to_string(&out).expect("it is there") == picture);
}

#[test]
fn a_picture_in_pixels_has_its_size_and_is_the_same_twice() {
    let folder = folder("pixels");
    let draw = |name: &str| {
        let out = folder.join(name);
        fine(&["render", "--lesson", "jitter", "--size", "320x240", "-o", out.to_str().expect("UTF-8")]);
        std::fs::read(out).expect("it is there")
    };
    let [once, again] = ["a.png", "b.PNG"].map(draw);
    assert!(once.starts_with(b"\x89PNG\r\n\x1a\n") && once == again);
    let side = |at: usize| u32::from_be_bytes(once[at..at + 4].try_into().expect("four bytes"));
    assert_eq!([side(16), side(20)], [320, 240]);
}

/// The size of a film, and how long each of its frames is shown, hundredths of a second.
fn film(path: &Path) -> ([u16; 2], Vec<u16>) {
    let file = std::fs::File::open(path).expect("it is there");
    let mut decoder = gif::DecodeOptions::new().read_info(file).expect("a GIF");
    let mut delays = Vec::new();
    while let Some(frame) = decoder.read_next_frame().expect("a frame") {
        delays.push(frame.delay);
    }
    ([decoder.width(), decoder.height()], delays)
}

#[test]
fn a_film_has_a_frame_for_the_start_and_each_step() {
    let out = folder("film").join("a.gif");
    let path = out.to_str().expect("UTF-8");
    fine(&["render", "--lesson", "jitter", "--step", "2", "--size", "160x120", "-o", path]);
    assert_eq!(film(&out), ([160, 120], vec![17; 3]), "six steps a second");
}

#[test]
fn a_film_in_slow_motion_goes_on_before_anybody_stops_watching() {
    let out = folder("slow-film").join("a.gif");
    let path = out.to_str().expect("UTF-8");
    fine(&["render", "--lesson", "jitter", "--set", "speed=0.125", "--step", "2", "--size", "160x120", "-o", path]);
    assert_eq!(film(&out).1, [50; 3]);
}

#[test]
fn a_file_stays_as_it_was_when_something_is_refused() {
    let out = folder("kept").join("old.svg");
    std::fs::write(&out, "old").expect("it can be written");
    refused(&["render", "--lesson", "jitter", "--set", "1.lr=99", "-o", out.to_str().expect("UTF-8")]);
    assert_eq!(std::fs::read_to_string(&out).expect("it is there"), "old");
    // A folder cannot be replaced by a picture, and nothing stays beside it.
    let taken = folder("taken");
    std::fs::create_dir(taken.join("a.svg")).expect("a folder");
    refused(&["render", "--lesson", "jitter", "-o", taken.join("a.svg").to_str().expect("UTF-8")]);
    assert_eq!(std::fs::read_dir(&taken).expect("a folder").count(), 1);
}

#[test]
fn icons_and_card_have_their_sizes_and_are_the_same_twice() {
    let folder = folder("emblem");
    let draw = |name: &str| {
        let out = folder.join(name);
        std::fs::create_dir(&out).expect("a folder");
        fine(&["emblem", "-o", out.to_str().expect("UTF-8")]);
        let read = |name: &str| std::fs::read(out.join(name)).expect("it is there");
        ["icon.svg", "icon-192.png", "icon-512.png", "apple-touch-icon.png", "card.png", "opening.svg"].map(read)
    };
    let [once, again] = ["once", "again"].map(draw);
    assert!(once == again);
    let side = |file: &[u8], at: usize| u32::from_be_bytes(file[at..at + 4].try_into().expect("four bytes"));
    let sizes = once[1..5].iter().map(|file| [side(file, 16), side(file, 20)]);
    assert_eq!(sizes.collect::<Vec<_>>(), [[192; 2], [512; 2], [180; 2], [1200, 630]]);
    // It comes with the page before the first lesson moves.
    assert!(once[0].len() < 1000 && once[0].starts_with(b"<svg "), "{} bytes", once[0].len());
    refused(&["emblem", "-o", folder.join("nowhere").to_str().expect("UTF-8")]);
}
