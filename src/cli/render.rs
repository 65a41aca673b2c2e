//! `downhill render`: the page's picture as a file, or those of all lessons.

use super::choice::{self, Choice, Rates};
use super::output;
use super::pixels::{failed, pixels};
use downhill::draw::{LARGEST_SIDE, Theme, svg};
use downhill::export::gif::{Film, Pace};
use downhill::lab::{Lab, Stage};
use downhill::settings::Settings;
use downhill::{catalogue, link};
use std::path::{Path, PathBuf};

/// What `downhill render` takes.
#[derive(clap::Args)]
#[command(after_help = "\
  downhill render --lesson jitter --set 1.lr=0.084 --step 20 -o flying.svg
  downhill render --link 'https://…/#v=1&lesson=saddle&view=-1,1,-0.6,0.6' -o saddle.png
  downhill render --all -o figures --format png --size 1600x1000")]
pub(super) struct Render {
    #[command(flatten)]
    choice: Choice,
    /// Every lesson at the step at which its point is seen, each into its own file of the folder --out.
    #[arg(long, group = "source", conflicts_with_all = ["optimizer", "set", "step"])]
    all: bool,
    /// Changes, in the grammar of links: "1.lr=0.04&surface.kappa=40".
    #[arg(long, default_value = "")]
    set: String,
    /// The step to show; by default that of --set or --link, else the one at which the lesson's point is seen, and without a lesson that of the page's own.
    #[arg(long, value_name = "N", value_parser = super::steps, allow_hyphen_values = true)]
    step: Option<u32>,
    /// light, dark or projector.
    #[arg(long, default_value = "light")]
    theme: String,
    /// Where to write the picture: a name that ends in .svg or .png; in .gif for a film from the start to the step. With --all a folder.
    #[arg(short, long)]
    out: PathBuf,
    /// What --all writes; svg by default.
    #[arg(long)]
    format: Option<Format>,
    /// Its size, px.
    #[arg(long, value_name = "WxH", default_value = "960x720", value_parser = size)]
    size: [u32; 2],
}

/// Frames a film may have; of a longer race it shows every n-th step.
const MOST_FRAMES: usize = 300;

/// A picture with a smaller side, px, has no room for its labels.
const SMALLEST_SIDE: u32 = 100;

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Svg,
    Png,
    Gif,
}

impl Render {
    pub(super) fn run(&self) -> Result<(), String> {
        if self.all {
            return self.every_lesson(self.format.unwrap_or(Format::Svg));
        }
        if self.format.is_some() {
            return Err(
                "--format is for --all; of one picture the name says what it is, as in -o picture.png.".to_owned()
            );
        }
        let format = Format::of(&self.out)?;
        let settings = link::amend(&self.choice.settings(Rates::Taught)?, &self.set).map_err(|e| e.to_string())?;
        let said = |key| link::beside(&self.set, key).or_else(|| self.choice.beside(key)).unwrap_or_default();
        let charted = !said("hide").split(',').any(|panel| panel == "charts");
        output::write_file(&self.out, &self.file(format, settings, &said("view"), charted)?)
    }

    fn every_lesson(&self, format: Format) -> Result<(), String> {
        let folder = &self.out;
        std::fs::create_dir_all(folder)
            .map_err(|error| format!("The folder {} cannot be made: {error}.", folder.display()))?;
        catalogue::LESSONS.iter().try_for_each(|lesson| {
            let picture = self.file(format, lesson.settings(), "", true)?;
            output::write_file(&folder.join(format!("{}.{}", lesson.id, format.ending())), &picture)
        })
    }

    /// The picture of settings, zoomed to a `view` of the grammar of links.
    fn file(&self, format: Format, mut settings: Settings, view: &str, charted: bool) -> Result<Vec<u8>, String> {
        let mut theme = Theme::named(&self.theme).map_err(|e| e.to_string())?;
        let telling = catalogue::lesson(&settings.lesson).map_err(|e| e.to_string())?.telling as u32;
        settings.step = self.step.or(settings.step).or(Some(telling));
        theme.choose(&settings);
        let mut lab = Lab::new(settings).map_err(|e| e.to_string())?;
        lab.stages().iter().flat_map(Stage::runs).try_for_each(choice::check_start)?;
        lab.set_view(view).map_err(|e| e.to_string())?;
        let draw = if charted { svg::picture } else { svg::stage };
        let picture = |lab: &mut Lab| draw(lab, &theme, self.size);
        match format {
            Format::Svg => Ok(picture(&mut lab)?.into_bytes()),
            Format::Png => pixels(&picture(&mut lab)?)?.encode_png().map_err(|e| failed(&e)),
            Format::Gif => {
                let (last, speed) = (lab.step(), lab.settings().speed);
                let pace = Pace::of(last, speed, MOST_FRAMES);
                let [width, height] = self.size;
                let mut film = Film::new(width, height, pace.hundredths(), &theme).map_err(|e| e.to_string())?;
                for step in (0..last).step_by(pace.stride).chain([last]) {
                    lab.go_to(step);
                    film.add(pixels(&picture(&mut lab)?)?.data()).map_err(|e| e.to_string())?;
                }
                film.finish().map_err(|e| e.to_string())
            }
        }
    }
}

impl Format {
    fn of(path: &Path) -> Result<Self, String> {
        match path.extension().map(std::ffi::OsStr::to_ascii_lowercase) {
            Some(extension) if extension == "svg" => Ok(Self::Svg),
            Some(extension) if extension == "png" => Ok(Self::Png),
            Some(extension) if extension == "gif" => Ok(Self::Gif),
            _ => Err(format!("{} is no name of a picture; it must end in .svg, .png or .gif.", path.display())),
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Gif => "gif",
        }
    }
}

fn size(text: &str) -> Result<[u32; 2], String> {
    let parsed = text.split_once('x').and_then(|(w, h)| Some([w.parse().ok()?, h.parse().ok()?]));
    parsed
        .filter(|size: &[u32; 2]| size.iter().all(|side| (SMALLEST_SIDE..=LARGEST_SIDE as u32).contains(side)))
        .ok_or_else(|| format!("a size is WIDTHxHEIGHT, each from {SMALLEST_SIDE} to {LARGEST_SIDE} px, as in 960x720"))
}
