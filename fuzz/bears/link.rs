//! Any text is a link: it gives settings in range, and what is written of them reads back as the same.

use downhill::lab::Lab;
use downhill::link;
use downhill::settings::MOST_RUNS;

/// Steps that an input may cost.
const FEW: u32 = 200;

/// # Panics
/// Where it is not so.
pub(crate) fn bears(text: &str) {
    let (settings, notes) = link::parse(text);
    assert!(notes.len() <= 4);
    let written = link::write(&settings).expect("settings in range");
    assert_eq!(link::parse(&written), (settings.clone(), Vec::new()), "{written}");
    if settings.step.unwrap_or(0) > FEW {
        return;
    }
    let mut lab = Lab::new(settings).expect("settings in range");
    lab.advance(3);
    assert!(!lab.description().is_empty());
    assert!(lab.readouts().len() <= MOST_RUNS);
    for view in text.split('&').filter_map(|piece| piece.strip_prefix("view=")) {
        if lab.set_view(view).is_ok() {
            let written = lab.view();
            lab.set_view(&written).expect("what is written can be read");
        }
    }
}
