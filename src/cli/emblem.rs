//! `downhill emblem`: icons and the card beside links, which show a run in the colours of the page, and the page's poster.

use super::output;
use super::pixels::{failed, pixels};
use downhill::draw::{Theme, poster, svg};
use downhill::lab::Lab;
use downhill::{catalogue, link};
use std::fmt::Write;
use std::path::PathBuf;

/// What `downhill emblem` takes.
#[derive(clap::Args)]
pub(super) struct Emblem {
    /// The folder to write icon.svg, its pictures in pixels, card.png and opening.svg into.
    #[arg(short, long)]
    out: PathBuf,
}

/// The icon in pixels: names that a manifest and iOS ask for, and their sides.
const ICONS: [(&str, u32); 3] = [("icon-192.png", 192), ("icon-512.png", 512), ("apple-touch-icon.png", 180)];

/// The card's size, px: what others cut a card to.
const CARD: [u32; 2] = [1200, 630];

/// The page's stage in a window of 1280 × 800, css px.
const STAGE: [f64; 2] = [952.0, 606.0];

/// The part of the card for words, px.
const WORDS: u32 = 400;

impl Emblem {
    pub(super) fn run(&self) -> Result<(), String> {
        let theme = Theme::named(Theme::NAMES[0]).map_err(|e| e.to_string())?;
        let icon = |part: &str| icon(&theme, part);
        let write = |name: &str, bytes: &[u8]| output::write_file(&self.out.join(name), bytes);
        // What a tab shows is small and not cut: no more than the way itself.
        write("icon.svg", icon("viewBox=\"10 7 42 42\"")?.as_bytes())?;
        for (name, side) in ICONS {
            let part = format!("width=\"{side}\" height=\"{side}\" viewBox=\"0 0 64 64\"");
            write(name, &pixels(&icon(&part)?)?.encode_png().map_err(|e| failed(&e))?)?;
        }
        let opening = Lab::new(catalogue::OPENING.settings()).map_err(|e| e.to_string())?;
        write("opening.svg", poster::poster(&opening.stages()[0], STAGE).as_bytes())?;
        write("card.png", &pixels(&card(&theme)?)?.encode_png().map_err(|e| failed(&e))?)
    }
}

/// A ravine and SGD's way down, or a part of it as SVG's attributes say. What matters lies within the circle that any mask leaves.
fn icon(theme: &Theme, part: &str) -> Result<String, String> {
    const UNIT: f64 = 8.8;
    let patch = "runs=sgd&surface.kappa=7&1.lr=0.25&start=-4,1.9";
    let mut lab = Lab::new(link::amend(&catalogue::OPENING.settings(), patch).map_err(|e| e.to_string())?)
        .map_err(|e| e.to_string())?;
    lab.go_to(5);
    let run = &lab.stages()[0].runs()[0];
    let points: Vec<_> =
        (0..=5).map(|step| run.xy(step)).map(|[x, y]| format!("{:.1},{:.1}", x * UNIT, -y * UNIT)).collect();
    let head = points.last().map_or_else(Default::default, |last| last.replace(',', "\" cy=\""));
    let (points, mut bands) = (points.join(" "), String::new());
    for (index, width) in [62.0, 44.0, 28.0, 14.0].into_iter().enumerate() {
        let fill = theme.high.towards(theme.isoline, f64::from(index as u8 + 1) / 4.5);
        // Writing to a String cannot fail.
        let _ = write!(bands, "<ellipse rx=\"{width}\" ry=\"{:.1}\" fill=\"{fill}\"/>", width / 7_f64.sqrt());
    }
    let (ground, path, halo) = (theme.high, theme.run(0), theme.halo);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {part}><path d=\"M0 0h64v64H0z\" fill=\"{ground}\"/>\
         <g transform=\"translate(49 38)rotate(16)\">{bands}<g fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\
         <path d=\"M{points}\" stroke=\"{halo}\" stroke-width=\"6.4\"/><path d=\"M{points}\" stroke=\"{path}\" stroke-width=\"3.6\"/></g>\
         <circle cx=\"{head}\" r=\"4.6\" fill=\"{path}\" stroke=\"{halo}\" stroke-width=\"1.5\"/></g></svg>\n"
    ))
}

/// The page's title beside its opening lesson.
fn card(theme: &Theme) -> Result<String, String> {
    const PAGE: &str = include_str!("../../www/index.html");
    let title = PAGE.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    let (name, about) = title
        .and_then(|(title, _)| title.split_once(": "))
        .ok_or("The page's title is no name and what it is about.")?;
    let [width, height] = CARD;
    let lesson = catalogue::OPENING;
    let mut lab = Lab::new(lesson.settings()).map_err(|e| e.to_string())?;
    lab.go_to(lesson.telling);
    let stage = svg::stage(&mut lab, theme, [width - WORDS, height])?;
    let (paper, ink, soft) = (theme.paper, theme.mark, theme.axis);
    let mut lines = String::new();
    for (index, line) in wrapped(about, 17).iter().enumerate() {
        let _ =
            write!(lines, "<text x=\"48\" y=\"{}\" font-size=\"34\" fill=\"{soft}\">{line}</text>", 330 + 46 * index);
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>\
         <g transform=\"translate({WORDS} 0)\">{stage}</g><g font-family=\"serif\"><text x=\"46\" y=\"262\" font-size=\"68\" font-weight=\"bold\" fill=\"{ink}\">{name}</text>{lines}</g></svg>"
    ))
}

/// Words in lines of at most so many characters, unless a word is longer.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
