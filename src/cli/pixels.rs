//! SVG in pixels, with fonts of our own, so that they are the same on any machine.

use resvg::{tiny_skia, usvg};

/// The picture in pixels.
pub(super) fn pixels(svg: &str) -> Result<tiny_skia::Pixmap, String> {
    let mut options = usvg::Options { font_family: "DejaVu Sans".to_owned(), ..Default::default() };
    let fonts = options.fontdb_mut();
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    fonts.load_font_data(dejavu::sans::bold().to_vec());
    fonts.load_font_data(dejavu::serif::bold().to_vec());
    fonts.load_font_data(dejavu::serif::regular().to_vec());
    fonts.set_sans_serif_family("DejaVu Sans");
    fonts.set_serif_family("DejaVu Serif");
    let tree = usvg::Tree::from_str(svg, &options).map_err(|e| failed(&e))?;
    let size = tree.size().to_int_size();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(|| failed(&"it is too large"))?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    Ok(pixels)
}

/// The sentence about a picture that cannot be made.
pub(super) fn failed(error: &dyn std::fmt::Display) -> String {
    format!("The picture cannot be made: {error}.")
}
