//! The page's address may hold anything: 100 000 fragments, from links of our own to noise, through the page's own entry.

use downhill::catalogue::{LESSONS, OPTIMIZERS, SURFACES};
use downhill::link;
use downhill::random::Random;
use downhill::settings::Settings;
use downhill::web::{self, Lab};
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{Tested, field};

const FRAGMENTS: usize = 100_000;

/// One in so many is opened as well, and goes on by a few steps.
const OPENED: usize = 100;

/// Tuning takes as long as a hundred others: it is tried apart.
const TUNED: &str = "rates=tuned";

/// One in so many is tuned.
const TUNE: usize = 1000;

/// What is put into links: numbers without measure, what is no number, encodings whole and broken, other scripts, markup.
const SCRAPS: &[&str] = &[
    "1e308",
    "-1e308",
    "1e-320",
    "1e999",
    "-0",
    "nan",
    "NaN",
    "inf",
    "-infinity",
    "99999999999999999999",
    "-1",
    "4294967296",
    "0x1f",
    "1e",
    "%",
    "%2",
    "%zz",
    "%00",
    "%26",
    "%3D",
    "%F0%9F%8E%93",
    "%ff%fe",
    "%25252525",
    "β₂",
    "日本",
    "\u{202e}",
    "\u{0}",
    "🎓",
    "é",
    "&",
    "&&",
    "=",
    "==",
    "#",
    "?",
    ",",
    ",,",
    ".",
    "..",
    "@",
    "@@",
    "~",
    "/",
    "/kappa",
    "/0",
    " ",
    "+",
    "*",
    "^",
    "(",
    "((((",
    ")",
    "<img src=x onerror=alert(1)>",
    "\"'>",
    "javascript:",
    "v=2",
    "lesson=",
    "lesson=which",
    "surface=rosenbrock",
    "surface=formula",
    "formula=x^y/0",
    "formula=1e308x^9",
    "formula=(((((((((((((((",
    "runs=",
    "runs=sgd,adam,lion,adan",
    "runs=sgd,,sgd",
    "rates=default",
    "rates=1e9",
    "1.lr=1/0",
    "1.lr=1/kappa",
    "1@0.lr=1",
    "1@99999.lr=1",
    "1@4294967295.lr=1",
    "1@5=",
    "12.on=0",
    "0.lr=1",
    "1.color=255",
    "start=1e9,-1e9",
    "start=nan,inf",
    "speed=240",
    "seed=4294967295",
    "step=7",
    "step=100001",
    "view=0,1e-300,0,1",
    "view=1,0,1,0",
    "view=-1e308,1e308,-1e308,1e308",
    "hide=prose",
    "hide=nothing",
    "surface.kappa=1e308",
    "sgd.lr=nan",
];

/// The links that there are: of every lesson, of the prose in it, and one of every surface with some optimizer.
fn seeds() -> Vec<String> {
    let lessons = LESSONS.iter().flat_map(|lesson| {
        let live = lesson.prose.split("data-set=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let patches = [lesson.preset.to_owned()].into_iter().chain(live.map(|patch| patch.replace("&amp;", "&")));
        patches.map(|patch| format!("v=1&lesson={}&{patch}", lesson.id))
    });
    let surfaces = SURFACES.iter().zip(OPTIMIZERS.iter().cycle()).map(|(surface, optimizer)| {
        let ids = [surface.info.id, optimizer.info.id];
        format!("v=1&surface={}&runs=sgd,{}&2.lr=0.01&2@9.lr=0.02&start=0.5,-0.25&step=12&seed=3", ids[0], ids[1])
    });
    lessons.chain(surfaces).filter(|link| !link.contains(TUNED)).collect()
}

/// A link with a few accidents: what a person mistypes, a program cuts or encodes, and somebody tries.
fn damaged(random: &mut Random, seeds: &[String]) -> String {
    let mut text = pick(random, seeds).clone();
    for _ in 0..=random.below(4) {
        let place = random.below(text.chars().count() + 1);
        let at = text.char_indices().nth(place).map_or(text.len(), |(at, _)| at);
        let mut pieces: Vec<&str> = text.split('&').collect();
        let piece = random.below(pieces.len());
        text = match random.below(9) {
            0 => format!("{}{}{}", &text[..at], pick(random, SCRAPS), &text[at..]),
            1 => format!("{text}&{}", pick(random, SCRAPS)),
            2 => {
                // Another value for the same key.
                let key = pieces[piece].split('=').next().unwrap_or_default();
                let damaged = format!("{key}={}", pick(random, SCRAPS));
                pieces[piece] = &damaged;
                pieces.join("&")
            }
            3 => {
                pieces.remove(piece);
                pieces.join("&")
            }
            4 => {
                let many = vec![pieces[piece]; 1 + random.below(20)].join("&");
                format!("{text}&{many}")
            }
            5 => text[..at].to_owned(),
            6 => {
                let mut bytes = text.into_bytes();
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
                String::from_utf8_lossy(&bytes).into_owned()
            }
            7 => format!("{text}&{}", pick(random, seeds)),
            _ => text.bytes().map(|byte| format!("%{byte:02x}")).collect(),
        };
    }
    text
}

/// No link at all.
fn noise(random: &mut Random) -> String {
    let length = random.below(200);
    (0..length)
        .map(|_| match random.below(3) {
            0 => *pick(random, &['&', '=', '.', '@', ',', '%', '#', '1', '-', 'e']),
            1 => char::from(random.below(128) as u8),
            _ => char::from_u32(random.below(0x11_0000) as u32).unwrap_or('\u{fffd}'),
        })
        .collect()
}

fn pick<'a, T>(random: &mut Random, of: &'a [T]) -> &'a T {
    &of[random.below(of.len())]
}

/// What a lab is made from, each number where it may be.
fn is_in_range(settings: &Settings) -> Result<(), downhill::error::Error> {
    settings.check()?;
    settings.surface.make()?;
    for run in &settings.runs {
        run.make(2)?;
        run.retunings()?;
    }
    Ok(())
}

#[test]
fn any_fragment_opens_the_page_on_settings_in_range() -> Tested {
    let seeds = seeds();
    let mut opened = 0;
    for index in 0..FRAGMENTS {
        let mut random = Random::keyed(7, index as u64);
        let mut text = match index % 10 {
            0 => noise(&mut random),
            _ => damaged(&mut random, &seeds),
        };
        if index % TUNE == 1 {
            text = format!("{text}&{TUNED}");
        }
        let parsed = web::parse_link(&text)?;
        let settings: Settings = serde_wasm_bindgen::from_value(field(&parsed, "settings"))?;
        assert_eq!(is_in_range(&settings), Ok(()), "{text:?}");
        if index % OPENED == 0 && settings.step.unwrap_or(0) <= 1000 {
            opened += 1;
            let mut lab = Lab::new(field(&parsed, "settings"))?;
            lab.advance(3);
            assert!(lab.description().contains("tep "), "{text:?}");
            // What the page then writes into its address opens the same.
            let written = web::write_link(lab.settings()?)?;
            let (again, notes) = link::parse(&written);
            assert!(again == settings && notes.is_empty(), "{text:?} is written as {written:?}: {notes:?}");
        }
    }
    assert!(opened > FRAGMENTS / OPENED * 9 / 10, "{opened}");
    Ok(())
}

#[test]
fn a_link_without_end_is_refused_in_no_time() -> Tested {
    for scrap in ["rates=tuned&", "%", "1@5.lr=1&", "formula=(((x", "&", "🎓"] {
        for length in [16_000, 1_000_000] {
            let text: String = scrap.chars().cycle().take(length).collect();
            let parsed = web::parse_link(&text)?;
            let settings: Settings = serde_wasm_bindgen::from_value(field(&parsed, "settings"))?;
            assert_eq!(is_in_range(&settings), Ok(()));
        }
    }
    Ok(())
}
