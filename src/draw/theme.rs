//! Colours, read from the page's own `themes.css`, so that they are said once.
//!
//! The colours of runs are Okabe and Ito's hues, taken darker (on paper) or lighter (in the dark) until they stand
//! 4.5:1 on `--paper` and 3:1 on the surface.

use crate::error::{Error, Result};
use crate::settings::Settings;
use std::fmt;

/// Read as it stands, with the module: a block for each theme, which names it in quotes and has colours as `#rrggbb`;
/// no nesting, no `@media`, and no word more than it needs.
const CSS: &str = include_str!("../../www/themes.css");

/// How many colours of runs a theme has; a further run takes the first colour again, with another shape.
pub const RUN_COLORS: usize = 8;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl Color {
    fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#').filter(|d| d.len() == 6)?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, r, g, b] = number.to_be_bytes();
        Some(Self([r, g, b]))
    }

    /// The colour `share` of the way to `other`.
    #[must_use]
    pub fn towards(self, other: Self, share: f64) -> Self {
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self(std::array::from_fn(|i| mix(self.0[i], other.0[i])))
    }

    /// The colour as plotters wants it.
    #[must_use]
    pub fn plotters(self) -> plotters::style::RGBColor {
        let [r, g, b] = self.0;
        plotters::style::RGBColor(r, g, b)
    }
}

/// The colours of the stage and the charts.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// The page behind the picture.
    pub paper: Color,
    /// Heat where the loss is lowest.
    pub low: Color,
    /// Heat where the loss is highest.
    pub high: Color,
    /// Isolines.
    pub isoline: Color,
    /// Axes, ticks and their numbers.
    pub axis: Color,
    /// Around paths and labels.
    pub halo: Color,
    /// Minima and saddles.
    pub mark: Color,
    /// The runs.
    pub runs: [Color; RUN_COLORS],
    /// The colours that were chosen for runs, by place, as in [`RunSettings::color`](crate::settings::RunSettings::color).
    chosen: Vec<Option<u8>>,
    /// Which runs are off, by place: nobody mistakes another for these.
    off: Vec<bool>,
    /// How much larger type and lines are than on paper.
    pub magnify: f64,
}

impl Theme {
    /// The names there are.
    pub const NAMES: [&'static str; 3] = ["light", "dark", "projector"];

    /// The theme of that name.
    ///
    /// # Errors
    /// [`Error::Unknown`] listing the names there are.
    pub fn named(name: &str) -> Result<Self> {
        let known = Self::NAMES.contains(&name).then_some(CSS);
        known.and_then(|css| Self::parse(css, name)).ok_or_else(|| Error::Unknown {
            what: "theme".to_owned(),
            id: name.to_owned(),
            known: Self::NAMES.to_vec(),
        })
    }

    /// Gives runs the colours that the settings choose for them, the others those of their places; and learns which are off.
    pub fn choose(&mut self, settings: &Settings) {
        self.chosen = settings.runs.iter().map(|run| run.color).collect();
        self.off = settings.runs.iter().map(|run| !run.on).collect();
    }

    /// The colour of the run at a place of the legend.
    #[must_use]
    pub fn run(&self, place: usize) -> Color {
        self.runs[self.hue(place)]
    }

    /// Whether a run before it in the legend is on and has the same colour.
    #[must_use]
    pub fn repeats(&self, place: usize) -> bool {
        (0..place).any(|before| !self.is_off(before) && self.hue(before) == self.hue(place))
    }

    fn is_off(&self, place: usize) -> bool {
        self.off.get(place) == Some(&true)
    }

    fn hue(&self, place: usize) -> usize {
        let chosen = self.chosen.get(place).copied().flatten();
        chosen.map_or(place, |color| usize::from(color.saturating_sub(1))) % RUN_COLORS
    }

    fn parse(css: &str, name: &str) -> Option<Self> {
        // The block whose selector has the name in quotes.
        let mut blocks = css.split('}').filter_map(|block| block.split_once('{'));
        let (_, block) = blocks.find(|(selector, _)| selector.split('"').any(|part| part == name))?;
        let color = |property: &str| {
            let mut lines = block.split(';').filter_map(|line| line.trim().split_once(':'));
            Color::parse(lines.find(|(key, _)| *key == property)?.1)
        };
        let mut runs = [Color([0; 3]); RUN_COLORS];
        for (index, run) in runs.iter_mut().enumerate() {
            *run = color(&format!("--run-{}", index + 1))?;
        }
        Some(Self {
            paper: color("--paper")?,
            low: color("--surface-low")?,
            high: color("--surface-high")?,
            isoline: color("--isoline")?,
            axis: color("--axis")?,
            halo: color("--halo")?,
            mark: color("--mark")?,
            runs,
            chosen: Vec::new(),
            off: Vec::new(),
            magnify: if name == "projector" { 1.25 } else { 1.0 },
        })
    }
}
