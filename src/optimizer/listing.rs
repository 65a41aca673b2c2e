//! The lines of a rule, cut out of its source file while compiling: what the code pane shows is what runs.

/// The lines of a source file between `// rule` and `// end`, as written. The rest of the file does not reach the page.
///
/// It is a compile error if the file has no such lines.
macro_rules! listing {
    ($file:literal) => {{
        const SOURCE: &str = include_str!($file);
        const SPAN: [usize; 2] = $crate::optimizer::listing::span(SOURCE);
        const BYTES: [u8; SPAN[1] - SPAN[0]] = $crate::optimizer::listing::cut(SOURCE, SPAN[0]);
        match std::str::from_utf8(&BYTES) {
            Ok(lines) => lines,
            Err(_) => panic!("the markers stand on lines of their own"),
        }
    }};
}

pub(super) use listing;

/// Where the lines between the markers begin and end.
pub(super) const fn span(source: &str) -> [usize; 2] {
    let from = find(source, b"// rule\n", 0) + b"// rule\n".len();
    [from, find(source, b"// end\n", from)]
}

const fn find(source: &str, marker: &[u8], from: usize) -> usize {
    let (text, mut at) = (source.as_bytes(), from);
    while at + marker.len() <= text.len() {
        let mut same = 0;
        while same < marker.len() && text[at + same] == marker[same] {
            same += 1;
        }
        if same == marker.len() {
            return at;
        }
        at += 1;
    }
    panic!("a rule's source has its lines between `// rule` and `// end`")
}

pub(super) const fn cut<const LENGTH: usize>(source: &str, from: usize) -> [u8; LENGTH] {
    let (text, mut bytes, mut at) = (source.as_bytes(), [0; LENGTH], 0);
    while at < LENGTH {
        bytes[at] = text[from + at];
        at += 1;
    }
    bytes
}

/// The lines without their common indentation, as the code pane shows them.
pub(super) fn unindented(lines: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let written = lines.lines().filter(|line| !line.trim().is_empty());
    let margin = written.clone().map(indent).min().unwrap_or(0);
    written.map(|line| &line[margin..]).collect::<Vec<_>>().join("\n")
}
