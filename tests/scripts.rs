//! The page's scripts repeat a few limits of the core, where to ask for them would cost bytes of the first load.

use downhill::catalogue::OPENING;
use downhill::draw::LARGEST_SIDE;
use downhill::lab::MOST_CHARTS;
use downhill::settings::MOST_STEPS;

/// The whole number that stands in a script after a mark.
fn number(script: &str, mark: &str) -> usize {
    let (_, rest) = script.split_once(mark).unwrap_or_else(|| panic!("there is no “{mark}”"));
    let digits = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '_').filter(|c| *c != '_');
    digits.collect::<String>().parse().unwrap_or_else(|_| panic!("there is no number after “{mark}”"))
}

#[test]
fn the_limits_that_scripts_repeat_are_those_of_the_core() {
    assert_eq!(number(include_str!("../www/js/state.js"), "const FURTHEST = "), MOST_STEPS);
    assert_eq!(number(include_str!("../www/look/charts.js"), "const MOST = "), MOST_CHARTS);
    assert_eq!(number(include_str!("../www/js/stage.js"), "store.magnified, 16, ") as f64, LARGEST_SIDE);
    let seed = OPENING.settings().seed;
    assert_eq!(number(include_str!("../www/lab/fields.js"), "const LARGEST_SEED = 2 ** "), 8 * size_of_val(&seed));
}
