//! What is taken away from a race reads back as what was on the page.

use downhill::catalogue::{LESSONS, OPENING};
use downhill::draw::Theme;
use downhill::export::csv;
use downhill::export::gif::{Film, Pace};
use downhill::lab::{Lab, Stage};
use downhill::link;

fn lab(patch: &str, step: usize) -> Lab {
    let mut lab = Lab::new(link::amend(&OPENING.settings(), patch).expect("a fine patch")).expect("fine settings");
    lab.go_to(step);
    lab
}

#[test]
fn the_table_of_a_lab_has_every_step_of_every_run_that_is_on() {
    for lesson in LESSONS {
        let mut lab = Lab::new(lesson.settings()).expect("fine settings");
        lab.go_to(7);
        let table = csv::lab(&lab);
        let columns = table.lines().next().expect("a header").split(',').count();
        let steps = lab.stages().iter().flat_map(Stage::running).map(|(_, run)| run.len() + 1);
        assert_eq!(table.lines().count(), 1 + steps.sum::<usize>(), "{}", lesson.id);
        for row in table.lines() {
            // A title with a comma stands in quotes.
            let row = row.rsplit_once('"').map_or(row.to_owned(), |(_, rest)| format!("title{rest}"));
            assert_eq!(row.split(',').count(), columns, "{}: {row}", lesson.id);
        }
    }
}

#[test]
fn a_row_of_the_table_says_whose_it_is_and_ends_as_the_run_alone_would() {
    let lab = lab("1.lr=0.03&2.rho=0.8&surface.kappa=10", 3);
    let table = csv::lab(&lab);
    let rows: Vec<_> = table.lines().collect();
    assert_eq!(rows[0], "surface,run,optimizer,parameters,step,x,y,loss,grad_x,grad_y");
    let alone: Vec<_> = lab.stages()[0].runs().iter().map(|run| csv::run(run, false)).collect();
    for (k, row) in alone[0].lines().skip(1).enumerate() {
        assert_eq!(rows[1 + k], format!("quadratic,1,sgd,lr=0.03,{row}"));
    }
    let last = alone[1].lines().last().expect("a row");
    assert_eq!(rows[8], format!("quadratic,2,momentum,lr=0.02;rho=0.8,{last}"));
}

#[test]
fn a_long_table_comes_in_pieces_that_are_it() {
    let lab = lab("runs=sgd,adam&1.lr=0.001", 20_000);
    let pieces: Vec<_> = (0..csv::pieces(&lab)).map(|index| csv::piece(&lab, index).expect("a piece")).collect();
    assert_eq!(csv::piece(&lab, pieces.len()), None);
    assert!(pieces.iter().all(|piece| piece.len() < 2_000_000 && piece.ends_with('\n')));
    assert_eq!(pieces.len(), 1 + 2 * 3);
    let alone = lab.stages()[0].runs().iter().map(|run| csv::run(run, false));
    let steps: Vec<_> = alone.flat_map(|run| run.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()).collect();
    let rows = pieces.concat();
    assert_eq!(rows.lines().count(), 1 + steps.len());
    assert!(rows.lines().skip(1).zip(&steps).all(|(row, step)| row.ends_with(step.as_str())));
}

#[test]
fn a_row_has_the_parameters_of_the_step_that_follows_it() {
    let table = csv::lab(&lab("1.lr=0.07&1@2.lr=0.3", 3));
    let first = table.lines().filter(|row| row.starts_with("quadratic,1,"));
    let rates: Vec<_> = first.map(|row| row.split(',').nth(3).expect("parameters")).collect();
    assert_eq!(rates, ["lr=0.07", "lr=0.07", "lr=0.3", "lr=0.3"]);
}

#[test]
fn a_run_that_is_off_is_not_in_the_table() {
    assert!(!csv::lab(&lab("1.on=0", 3)).contains("sgd"));
}

/// The frames of a GIF, put together as a viewer would, with its size and delays.
fn decoded(file: &[u8]) -> (Vec<Vec<u8>>, [u16; 2], Vec<u16>) {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(file).expect("a GIF");
    let size = [decoder.width(), decoder.height()];
    let [width, height] = size.map(usize::from);
    let (mut screen, mut frames, mut delays) = (vec![0; width * height * 4], Vec::new(), Vec::new());
    while let Some(frame) = decoder.read_next_frame().expect("a frame") {
        let row = usize::from(frame.width) * 4;
        for (y, bytes) in frame.buffer.chunks(row).enumerate() {
            let at = ((usize::from(frame.top) + y) * width + usize::from(frame.left)) * 4;
            screen[at..at + row].copy_from_slice(bytes);
        }
        frames.push(screen.clone());
        delays.push(frame.delay);
    }
    (frames, size, delays)
}

#[test]
fn the_frames_of_a_film_decode_to_what_was_drawn() {
    let theme = Theme::named("light").expect("a theme");
    let (width, height) = (40_usize, 30_usize);
    // A dot in a run's colour moves over a ground of bands that the theme does not have.
    let frames: Vec<Vec<u8>> = (0..6)
        .map(|k| {
            let pixel = |at: usize| {
                let (x, y) = (at % width, at / width);
                let dot = x.abs_diff(4 + 6 * k.min(4)) < 3 && y.abs_diff(12) < 3;
                let [r, g, b] = if dot { theme.runs[1].0 } else { [10 * (y / 3) as u8, 200, 90] };
                [r, g, b, 255]
            };
            (0..width * height).flat_map(pixel).collect()
        })
        .collect();
    let mut film = Film::new(40, 30, 4, &theme).expect("a fine size");
    for frame in &frames {
        film.add(frame).expect("a fine frame");
    }
    let file = film.finish().expect("a file");
    let (seen, size, delays) = decoded(&file);
    // The last two are alike, and still take their time.
    assert_eq!((seen.len(), size, delays), (6, [40, 30], vec![4; 6]));
    assert_eq!(seen, frames);
    assert!(file.len() < frames.len() * 500, "{} B", file.len());
}

#[test]
fn a_film_of_many_colours_comes_near_them() {
    let theme = Theme::named("dark").expect("a theme");
    let frame: Vec<u8> = (0..64 * 64).flat_map(|at| [(at % 64 * 4) as u8, (at / 64 * 4) as u8, 128, 255]).collect();
    let mut film = Film::new(64, 64, 2, &theme).expect("a fine size");
    film.add(&frame).expect("a fine frame");
    let (seen, ..) = decoded(&film.finish().expect("a file"));
    let squares: f64 = seen[0].iter().zip(&frame).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum();
    let error = (squares / frame.len() as f64).sqrt();
    assert!(error > 0.0 && error < 60.0, "{error}");
}

#[test]
fn a_film_keeps_to_the_speed_of_the_race_as_far_as_it_can_be_watched() {
    let pace = |steps, speed| {
        let pace = Pace::of(steps, speed, 100);
        (pace.stride, pace.delay, pace.hundredths())
    };
    assert_eq!(pace(60, 8.0), (1, 125.0, 13));
    assert_eq!(pace(60, 100.0), (4, 40.0, 4), "no browser shows all of these");
    assert_eq!(pace(60, 0.125), (1, 500.0, 50), "nobody waits eight seconds for each");
    assert_eq!(pace(201, 10.0), (3, 300.0, 30), "a long race is shown in larger strides");
    assert_eq!(pace(0, 10.0), (1, 100.0, 10));
}

#[test]
fn a_film_refuses_what_is_no_frame_and_what_is_no_size() {
    let theme = Theme::named("light").expect("a theme");
    for (width, height, delay) in [(0, 5, 4), (5, 5000, 4), (5, 5, 1), (5, 5, 60_000)] {
        assert!(Film::new(width, height, delay, &theme).is_err(), "{width} {height} {delay}");
    }
    let mut film = Film::new(5, 5, 4, &theme).expect("a fine size");
    assert!(film.add(&[0; 99]).is_err());
    assert!(film.finish().expect("a file").is_empty());
}
