//! `downhill render`: the page's picture as a file.

use super::choice::{self, Choice, Rates};
use super::output;
use downhill::draw::{Theme, svg};
use downhill::export::gif::Film;
use downhill::lab::{Lab, Stage};
use downhill::{catalogue, link};
use resvg::{tiny_skia, usvg};
use std::path::{Path, PathBuf};

/// What `downhill render` takes.
#[derive(clap::Args)]
pub(super) struct Render {
    #[command(flatten)]
    choice: Choice,
    /// Changes, in the grammar of links: "1.lr=0.04&surface.kappa=40".
    #[arg(long, default_value = "")]
    set: String,
    /// The step to show; by default that of --set, else the one at which the lesson's point is seen, and without a lesson that of the page's own.
    #[arg(long, value_name = "N", value_parser = super::steps, allow_hyphen_values = true)]
    step: Option<u32>,
    /// light, dark or projector.
    #[arg(long, default_value = "light")]
    theme: String,
    /// Where to write the picture: a name that ends in .svg or .png; in .gif for a film from the start to the step.
    #[arg(short, long)]
    out: PathBuf,
    /// Its size, px.
    #[arg(long, value_name = "WxH", default_value = "960x720", value_parser = size)]
    size: [u32; 2],
}

/// Frames a film may have; of a longer race it shows every n-th step.
const MOST_FRAMES: usize = 300;

enum Format {
    Svg,
    Png,
    Gif,
}

impl Render {
    pub(super) fn run(&self) -> Result<(), String> {
        let format = Format::of(&self.out)?;
        let mut settings = link::amend(&self.choice.settings(Rates::Taught)?, &self.set).map_err(|e| e.to_string())?;
        let mut theme = Theme::named(&self.theme).map_err(|e| e.to_string())?;
        let telling = catalogue::lesson(&settings.lesson).map_err(|e| e.to_string())?.telling as u32;
        settings.step = self.step.or(settings.step).or(Some(telling));
        theme.choose(&settings);
        let mut lab = Lab::new(settings).map_err(|e| e.to_string())?;
        lab.stages().iter().flat_map(Stage::runs).try_for_each(choice::check_start)?;
        let picture = |lab: &mut Lab| svg::picture(lab, &theme, self.size);
        let file = match format {
            Format::Svg => picture(&mut lab)?.into_bytes(),
            Format::Png => pixels(&picture(&mut lab)?)?.encode_png().map_err(|e| failed(&e))?,
            Format::Gif => {
                let (last, speed) = (lab.step(), lab.settings().speed);
                let every = last.div_ceil(MOST_FRAMES).max(1);
                let delay = (100.0 * every as f64 / speed).round().max(2.0) as u32;
                let [width, height] = self.size;
                let mut film = Film::new(width, height, delay, &theme).map_err(|e| e.to_string())?;
                for step in (0..last).step_by(every).chain([last]) {
                    lab.go_to(step);
                    film.add(pixels(&picture(&mut lab)?)?.data()).map_err(|e| e.to_string())?;
                }
                film.finish().map_err(|e| e.to_string())?
            }
        };
        output::write_file(&self.out, &file)
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
}

/// The picture in pixels, with a font of our own, so that it is the same on any machine.
fn pixels(svg: &str) -> Result<tiny_skia::Pixmap, String> {
    let mut options = usvg::Options { font_family: "DejaVu Sans".to_owned(), ..Default::default() };
    let fonts = options.fontdb_mut();
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    fonts.load_font_data(dejavu::sans::bold().to_vec());
    fonts.set_sans_serif_family("DejaVu Sans");
    let tree = usvg::Tree::from_str(svg, &options).map_err(|e| failed(&e))?;
    let size = tree.size().to_int_size();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(|| failed(&"it is too large"))?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    Ok(pixels)
}

fn failed(error: &dyn std::fmt::Display) -> String {
    format!("The picture cannot be made: {error}.")
}

fn size(text: &str) -> Result<[u32; 2], &'static str> {
    let parsed = text.split_once('x').and_then(|(w, h)| Some([w.parse().ok()?, h.parse().ok()?]));
    parsed
        .filter(|size: &[u32; 2]| size.iter().all(|side| (100..=16384).contains(side)))
        .ok_or("a size is WIDTHxHEIGHT, each from 100 to 16384 px, as in 960x720")
}
