//! A moving picture, frame by frame, as an animated GIF of one palette.

use crate::draw::theme::{Color, Theme};
use crate::error::{Error, Result};
use gif::{DisposalMethod, Encoder, Frame, Repeat};
use std::borrow::Cow;

/// Colours a palette can have.
const PALETTE: usize = 256;

/// Two colours closer than this are not both worth a place in the palette: sum of squared differences of the channels.
const ALIKE: i32 = 24;

/// ms that a frame is shown at the least: browsers slow down what is faster.
const SHORTEST: f64 = 40.0;

/// ms that a frame is shown at the most: nobody waits for the next step of a film in slow motion.
const LONGEST: f64 = 500.0;

/// Places that the colours found last are kept in.
const KNOWN: usize = 1 << 12;

/// How a film goes through a race: near the race's own speed, as far as browsers and patience allow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Steps from one frame to the next.
    pub stride: usize,
    /// How long each frame is shown, ms.
    pub delay: f64,
}

impl Pace {
    /// That of a race over so many steps, at `speed` steps per second, in about `most` frames at the most.
    #[must_use]
    pub fn of(steps: usize, speed: f64, most: usize) -> Self {
        let stride = steps.div_ceil(most.max(1)).max((speed * SHORTEST / 1000.0) as usize).max(1);
        Self { stride, delay: (1000.0 * stride as f64 / speed).clamp(SHORTEST, LONGEST) }
    }

    /// The delay in the unit of GIFs, hundredths of a second.
    #[must_use]
    pub fn hundredths(self) -> u32 {
        (self.delay / 10.0).round() as u32
    }
}

/// An animated GIF in the making: it repeats for ever. A frame holds only the rectangle that has changed.
///
/// The palette is that of the theme, with blends of its runs' colours, and what else the first frame has most of: a colour
/// that comes later is drawn as the nearest one.
pub struct Film {
    encoder: Option<Encoder<Vec<u8>>>,
    size: [u16; 2],
    /// Hundredths of a second between two frames.
    delay: u16,
    theme: Theme,
    palette: Vec<Color>,
    /// Colours with their places in the palette, found by a hash.
    known: Vec<(Color, u8)>,
    /// The last frame, in places of the palette.
    last: Vec<u8>,
}

impl std::fmt::Debug for Film {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Film").field("size", &self.size).field("delay", &self.delay).finish_non_exhaustive()
    }
}

impl Film {
    /// A film of `width` × `height` px that shows each frame for `delay` hundredths of a second, 2 or more: browsers slow
    /// down what is faster.
    ///
    /// # Errors
    /// [`Error::Range`] for a side outside 1 to 4096 or a delay outside 2 to 6000.
    pub fn new(width: u32, height: u32, delay: u32, theme: &Theme) -> Result<Self> {
        let within = |what, value: u32, low, high| {
            Error::check_range(what, f64::from(value), low, high).map(|value| value as u16)
        };
        Ok(Self {
            encoder: None,
            size: [within("The width", width, 1.0, 4096.0)?, within("The height", height, 1.0, 4096.0)?],
            delay: within("The delay", delay, 2.0, 6000.0)?,
            theme: theme.clone(),
            palette: Vec::new(),
            known: Vec::new(),
            last: Vec::new(),
        })
    }

    /// Appends a frame: four bytes for each pixel, red, green, blue and one that is ignored, row by row from the top.
    ///
    /// # Errors
    /// [`Error::State`] for any other number of bytes.
    pub fn add(&mut self, rgba: &[u8]) -> Result<()> {
        let [width, height] = self.size;
        if rgba.len() != usize::from(width) * usize::from(height) * 4 {
            return Err(Error::State("A frame has four bytes for each pixel of the film."));
        }
        let pixels: Vec<Color> = rgba.chunks_exact(4).map(|pixel| Color([pixel[0], pixel[1], pixel[2]])).collect();
        if self.encoder.is_none() {
            self.begin(&pixels)?;
        }
        let indices: Vec<u8> = pixels.into_iter().map(|color| self.place(color)).collect();
        let [left, top, right, bottom] = self.changed(&indices);
        let row = |y: usize| &indices[y * usize::from(width)..][left..right];
        let frame = Frame {
            delay: self.delay,
            dispose: DisposalMethod::Keep,
            left: left as u16,
            top: top as u16,
            width: (right - left) as u16,
            height: (bottom - top) as u16,
            buffer: Cow::Owned((top..bottom).flat_map(row).copied().collect()),
            ..Frame::default()
        };
        self.last = indices;
        // Writing to memory cannot fail, and the frame has as many pixels as it says.
        self.encoder.as_mut().map_or(Ok(()), |encoder| encoder.write_frame(&frame)).map_err(|_| UNWRITTEN)
    }

    /// The file; empty for a film without frames.
    ///
    /// # Errors
    /// [`Error::State`] if it cannot be written, which memory always can.
    pub fn finish(self) -> Result<Vec<u8>> {
        self.encoder.map_or_else(|| Ok(Vec::new()), |encoder| encoder.into_inner().map_err(|_| UNWRITTEN))
    }

    fn begin(&mut self, first: &[Color]) -> Result<()> {
        self.palette = palette(&self.theme, first);
        self.known = vec![(self.palette[0], 0); KNOWN];
        let [width, height] = self.size;
        let bytes: Vec<u8> = self.palette.iter().flat_map(|color| color.0).collect();
        let mut encoder = Encoder::new(Vec::new(), width, height, &bytes).map_err(|_| UNWRITTEN)?;
        encoder.set_repeat(Repeat::Infinite).map_err(|_| UNWRITTEN)?;
        self.encoder = Some(encoder);
        Ok(())
    }

    /// The place of the nearest colour in the palette.
    fn place(&mut self, color: Color) -> u8 {
        let known = &mut self.known[hashed(color)];
        if known.0 != color {
            let nearest = self.palette.iter().enumerate().min_by_key(|(_, other)| distance(color, **other));
            *known = (color, nearest.map_or(0, |(place, _)| place as u8));
        }
        known.1
    }

    /// Left, top, right and bottom of what differs from the last frame: all of the first one, else at least one pixel.
    fn changed(&self, indices: &[u8]) -> [usize; 4] {
        let [width, height] = self.size.map(usize::from);
        if self.last.is_empty() {
            return [0, 0, width, height];
        }
        let differs = (0..indices.len()).filter(|&at| indices[at] != self.last[at]);
        let around = differs.fold([width, height, 0, 0], |[left, top, right, bottom], at| {
            let (x, y) = (at % width, at / width);
            [left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1)]
        });
        if around[2] == 0 { [0, 0, 1, 1] } else { around }
    }
}

const UNWRITTEN: Error = Error::State("The GIF cannot be written.");

/// The colours of a film: the theme's own, each run's with its blends into the ground, and the most frequent others.
fn palette(theme: &Theme, first: &[Color]) -> Vec<Color> {
    let mut palette: Vec<Color> = Vec::with_capacity(PALETTE);
    let mut offer = |color: Color| {
        if palette.len() < PALETTE && palette.iter().all(|other| distance(color, *other) >= ALIKE) {
            palette.push(color);
        }
    };
    let Theme { paper, low, high, isoline, axis, halo, mark, .. } = *theme;
    [paper, low, high, isoline, axis, halo, mark].into_iter().for_each(&mut offer);
    for run in theme.runs {
        for share in [0.0, 0.35, 0.7] {
            [halo, low].into_iter().for_each(|ground| offer(run.towards(ground, share)));
        }
    }
    // Counted by hash instead of sorted, which is smaller; of two colours in one place only the first is counted.
    let mut counted = vec![(Color([0; 3]), 0_u32); KNOWN];
    for &color in first {
        let (known, count) = &mut counted[hashed(color)];
        if *count == 0 || *known == color {
            (*known, *count) = (color, *count + 1);
        }
    }
    for _ in 0..PALETTE {
        let Some((color, count)) = counted.iter_mut().max_by_key(|(_, count)| *count) else { break };
        if *count == 0 {
            break;
        }
        *count = 0;
        offer(*color);
    }
    palette
}

fn hashed(color: Color) -> usize {
    let [r, g, b] = color.0.map(usize::from);
    (r * 0x89 + g * 0x3b1 + b * 0x1d) % KNOWN
}

fn distance(Color(a): Color, Color(b): Color) -> i32 {
    (0..3).map(|channel| (i32::from(a[channel]) - i32::from(b[channel])).pow(2)).sum()
}
