use serde_json::{Value, json};

use super::{Filled, fill, statements};

const LECTURE: &str = r#"<main><section id="title" data-timing="60"><h1>A</h1><aside class="notes">Do.</aside></section>
<section id="loop" data-lesson="loop" data-timing="3000"><h2 data-title></h2>
<pre data-rule="sgd" data-run="1" data-lit="delta"></pre><p data-paper="sgd"></p><figure data-live="1.lr=0.1"></figure>
<aside class="notes"><p data-ask></p></aside></section>
<section id="saddle" data-lesson="saddle" data-timing="2340"><h2 data-name="sgd"></h2><figure data-live="lesson=loop&amp;seed=2"></figure>
<aside class="notes"><p data-ask></p></aside></section></main><ol data-papers></ol>"#;

fn catalogue() -> Value {
    json!({
        "lessons": [
            { "id": "loop", "title": "The loop", "question": "Where <i>to</i>?" },
            { "id": "saddle", "title": "A saddle", "question": "And now?" },
        ],
        "optimizers": [{ "id": "sgd", "name": "SGD", "paper": "R & M (1951)", "url": "https://a.b", "source": "let delta = -lr * g;" }],
    })
}

#[test]
fn what_the_catalogue_knows_is_filled_in() {
    let Filled { page, pictures } = fill(LECTURE, &catalogue()).expect("a lecture");
    for piece in [
        "<h2>The loop</h2>",
        "<h2>SGD</h2>",
        "<b>Ask.</b> Where <i>to</i>?",
        "<p class=\"minutes\">50:00 min, until 51:00 of 90:00</p>",
        "<code>g</code><span class=\"values\"></span></li><li class=\"lit\"><code>let delta = -lr * g;</code><span class=\"values\"></span></li></ol>",
        "<a href=\"https://a.b\">R &amp; M (1951)</a>",
        "data-src=\"../?embed#v=1&amp;lesson=loop&amp;1.lr=0.1\"",
        // On paper stands the stage of the slide, not the lesson's poster.
        "data-src=\"../?embed#v=1&amp;lesson=loop&amp;seed=2\" data-title=\"The loop\"><img src=\"pictures/",
    ] {
        assert!(page.contains(piece), "{piece} is not in {page}");
    }
    assert!(pictures.iter().any(|(_, link)| link == "#v=1&lesson=loop&seed=2"), "{pictures:?}");
}

#[test]
fn a_lecture_that_lacks_something_is_refused() {
    for (piece, other, words) in [
        (" data-timing=\"60\"", "", "data-timing"),
        ("data-timing=\"60\"", "data-timing=\"a while\"", "no number"),
        ("data-timing=\"60\"", "data-timing=\"61\"", "90:01"),
        ("data-lesson=\"saddle\"", "data-lesson=\"loop\"", "those of the catalogue"),
        ("<aside class=\"notes\">Do.</aside>", "", "notes"),
        ("<p data-ask></p>", "", "questions"),
        ("<figure data-live=\"1.lr=0.1\"></figure>", "", "live stage"),
        ("data-lit=\"delta\"", "data-lit=\"m\"", "binds m"),
        ("data-rule=\"sgd\"", "data-rule=\"sdg\"", "no sdg"),
        ("<h2 data-title></h2>", "<h2 data-title>The loop</h2>", "empty"),
    ] {
        assert!(LECTURE.contains(piece), "{piece}");
        let refused = fill(&LECTURE.replacen(piece, other, 1), &catalogue()).expect_err(words);
        assert!(format!("{refused:#}").contains(words), "{refused:#} does not say {words}");
    }
}

#[test]
fn a_long_statement_is_one() {
    let source = "let a = if t > 1 {\n    b\n} else {\n    c\n};\nlet d = a;";
    assert_eq!(statements(source), ["let a = if t > 1 {\n    b\n} else {\n    c\n};", "let d = a;"]);
}
