//! The lines of a rule, cut out of its source file while compiling: what the code pane shows is what runs.

/// The lines of source files between `// rule` and `// end`, as written, one file after the other: a rule that is built
/// on another shows the other's lines first. A file may have several such spans, so that the loops of a rule over the
/// whole vector stay out; an empty line parts them. The rest of the files does not reach the page.
///
/// It is a compile error if a file has no such lines.
macro_rules! listing {
    ($($file:literal),+) => {{
        const SOURCES: &[&str] = &[$(include_str!($file)),+];
        const LENGTH: usize = $crate::optimizer::listing::length(SOURCES);
        const BYTES: [u8; LENGTH] = $crate::optimizer::listing::cut(SOURCES);
        match std::str::from_utf8(&BYTES) {
            Ok(lines) => lines,
            Err(_) => panic!("the markers stand on lines of their own"),
        }
    }};
}

pub(super) use listing;

/// Where the lines between the next markers begin and end.
const fn span(source: &str, from: usize) -> Option<[usize; 2]> {
    let Some(marker) = find(source, b"// rule\n", from) else {
        assert!(from > 0, "a rule's source has its lines between `// rule` and `// end`");
        return None;
    };
    let from = marker + b"// rule\n".len();
    match find(source, b"// end\n", from) {
        Some(to) => Some([from, to]),
        None => panic!("after `// rule` there must be `// end`"),
    }
}

const fn find(source: &str, marker: &[u8], from: usize) -> Option<usize> {
    let (text, mut at) = (source.as_bytes(), from);
    while at + marker.len() <= text.len() {
        let mut same = 0;
        while same < marker.len() && text[at + same] == marker[same] {
            same += 1;
        }
        if same == marker.len() {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Number of bytes of all spans, each with an empty line after it.
pub(super) const fn length(sources: &[&str]) -> usize {
    let (mut total, mut file) = (0, 0);
    while file < sources.len() {
        let mut done = 0;
        while let Some([from, to]) = span(sources[file], done) {
            total += to - from + 1;
            done = to;
        }
        file += 1;
    }
    total
}

pub(super) const fn cut<const LENGTH: usize>(sources: &[&str]) -> [u8; LENGTH] {
    let (mut bytes, mut at, mut file) = ([0; LENGTH], 0, 0);
    while file < sources.len() {
        let mut done = 0;
        while let Some([mut from, to]) = span(sources[file], done) {
            while from < to {
                bytes[at] = sources[file].as_bytes()[from];
                at += 1;
                from += 1;
            }
            bytes[at] = b'\n';
            at += 1;
            done = to;
        }
        file += 1;
    }
    bytes
}

/// The lines without the common indentation of their span, as the code pane shows them.
pub(super) fn unindented(lines: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = lines.lines().collect();
    let spans = lines.split(|line| line.trim().is_empty()).filter(|span| !span.is_empty());
    let unindented = spans.flat_map(|span| {
        let margin = span.iter().map(|line| indent(line)).min().unwrap_or(0);
        span.iter().map(move |line| line.get(margin..).unwrap_or(line))
    });
    unindented.collect::<Vec<_>>().join("\n")
}
