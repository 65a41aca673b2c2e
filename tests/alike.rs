//! Compares sentences with numbers across targets: WebAssembly's sines and logarithms may differ from this machine's in the last bit.

/// A number as sentences write it, and the unit of its last digit.
#[derive(Debug, PartialEq)]
enum Piece {
    Words(String),
    Number { value: f64, unit: f64 },
}

/// Compares two sentences: the same words, and numbers that differ by no more than one in the last digit written.
///
/// # Errors
/// Both sentences, where they differ in more than that.
pub(crate) fn alike(seen: &str, wanted: &str) -> Result<(), String> {
    let (left, right) = (pieces(seen), pieces(wanted));
    let same = left.len() == right.len()
        && left.iter().zip(&right).all(|pair| match pair {
            (Piece::Number { value: a, unit: u }, Piece::Number { value: b, unit: v }) => {
                (a - b).abs() <= 1.01 * u.max(*v)
            }
            (a, b) => a == b,
        });
    if same { Ok(()) } else { Err(format!("it says {seen:?}, the native run {wanted:?}")) }
}

fn pieces(text: &str) -> Vec<Piece> {
    const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mut pieces = vec![Piece::Words(String::new())];
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let sign = if first == '−' { first.len_utf8() } else { 0 };
        let digits =
            rest[sign..].find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len() - sign);
        let mantissa = rest[sign..sign + digits].trim_end_matches(['.', ',']);
        if !mantissa.starts_with(|c: char| c.is_ascii_digit()) {
            match pieces.last_mut() {
                Some(Piece::Words(words)) => words.push(first),
                _ => pieces.push(Piece::Words(first.to_string())),
            }
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (head, tail) = rest.split_at(sign + mantissa.len());
        let power = tail.strip_prefix("·10").unwrap_or(tail);
        let length = power.find(|c| c != '⁻' && !SUPERSCRIPTS.contains(c)).unwrap_or(power.len());
        let exponent = power[..length].chars().fold((0_i32, 1), |(value, sign), c| {
            match SUPERSCRIPTS.chars().position(|s| s == c) {
                Some(digit) => (value * 10 + digit as i32, sign),
                None => (value, -1),
            }
        });
        let scale = 10_f64.powi(exponent.0 * exponent.1);
        let plain = mantissa.replace(',', "");
        let decimals = plain.split_once('.').map_or(0, |(_, after)| after.len() as i32);
        let value = plain.parse::<f64>().unwrap_or(f64::NAN) * scale * if sign > 0 { -1.0 } else { 1.0 };
        pieces.push(Piece::Number { value, unit: 10_f64.powi(-decimals) * scale });
        rest = if power.len() < tail.len() || length > 0 { &power[length..] } else { &rest[head.len()..] };
    }
    pieces
}
