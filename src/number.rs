//! Numbers as text: for links and files, and for people.

/// The shortest text that reads as the same number.
#[must_use]
pub fn shortest(value: f64) -> String {
    let (plain, scientific) = (format!("{value}"), format!("{value:e}"));
    if plain.len() <= scientific.len() { plain } else { scientific }
}

/// A number for people: four decimals where that tells something, else a power of ten; the true minus sign.
#[must_use]
pub fn readable(value: f64) -> String {
    let size = value.abs();
    let text = if !value.is_finite() {
        "∞".to_owned()
    } else if size == 0.0 || (5e-4..1e4).contains(&size) {
        // Adding zero turns −0 into 0.
        format!("{:.4}", value + 0.0)
    } else {
        let (mantissa, exponent) =
            format!("{value:.2e}").split_once('e').map_or_else(Default::default, |(m, e)| (m.to_owned(), e.to_owned()));
        format!("{mantissa}·10{}", superscript(&exponent))
    };
    text.replace('-', "−")
}

/// A number for people in a tight place: two digits that count, a power of ten where it is shorter.
#[must_use]
pub fn brief(value: f64) -> String {
    let value = rounded(value, 2) + 0.0;
    let size = value.abs();
    if size == 0.0 || (1e-3..1e5).contains(&size) {
        return format!("{value}").replace('-', "−");
    }
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, ""));
    let mantissa = if mantissa == "1" { String::new() } else { format!("{mantissa}·") };
    format!("{mantissa}10{}", superscript(exponent)).replace('-', "−")
}

/// A whole number as superscript digits.
#[must_use]
pub fn superscript(digits: &str) -> String {
    let raise = |c| match c {
        '-' | '−' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        c => c.to_digit(10).and_then(|d| char::from_u32('⁰' as u32 + d)).unwrap_or(c),
    };
    digits.chars().map(raise).collect()
}

/// The number rounded to significant digits: the one that a person would type, not its neighbour.
#[must_use]
pub fn rounded(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits.saturating_sub(1)).parse().unwrap_or(value)
}

/// A count with its noun, in the plural where that is due.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A number for people with so many decimals, and the true minus sign; never a negative zero.
#[must_use]
pub fn decimals(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}").replace('-', "−");
    match text.strip_prefix('−') {
        Some(digits) if digits.chars().all(|c| c == '0' || c == '.') => digits.to_owned(),
        _ => text,
    }
}
