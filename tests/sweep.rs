//! A fair comparison: every rate that is tried ends where a run would, and every step costs the same.

use downhill::catalogue::{self, OPTIMIZERS};
use downhill::lesson::WHICH;
use downhill::link;
use downhill::objective::{Draw, Objective};
use downhill::run::Run;
use downhill::settings::{RunSettings, Settings};
use downhill::sweep::{self, RATES};
use std::cell::Cell;
use std::rc::Rc;

/// A bowl that counts how often its gradient is taken.
#[derive(Default)]
struct Counting {
    gradients: Cell<usize>,
}

impl Objective for Counting {
    fn dim(&self) -> usize {
        2
    }

    fn value_grad(&self, x: &[f64], _: Draw, g: &mut [f64]) -> f64 {
        self.gradients.set(self.gradients.get() + 1);
        g.copy_from_slice(x);
        (x[0] * x[0] + x[1] * x[1]) / 2.0
    }
}

#[test]
fn every_step_of_every_optimizer_takes_one_gradient() {
    for entry in OPTIMIZERS {
        let (bowl, mut x) = (Counting::default(), [3.0, -1.0]);
        let mut optimizer = entry.make(&[], 2).expect("defaults are in range");
        for step in 1..=100 {
            optimizer.step(&bowl, Draw { seed: 1, step }, &mut x);
            assert_eq!(bowl.gradients.get(), step as usize, "{}", entry.info.id);
        }
    }
}

fn on(surface: &str) -> Settings {
    link::amend(&WHICH.settings(), &format!("surface={surface}&seed=3")).expect("a fine patch")
}

/// The run as the page would show it.
fn shown(run: &RunSettings, settings: &Settings, steps: usize) -> Run {
    let landscape = settings.surface.make().expect("it is in the catalogue");
    let optimizer = run.make(2).expect("it is in range");
    let objective: Rc<dyn Objective> = Rc::from(landscape as Box<dyn Objective>);
    let mut run = Run::new(optimizer, objective, &settings.start, u64::from(settings.seed));
    run.extend_to(steps);
    run
}

#[test]
fn a_sweep_ends_at_every_rate_where_the_run_does_and_nowhere_where_that_diverges() {
    for surface in ["beale", "rosenbrock", "logistic"] {
        let settings = on(surface);
        let landscape = settings.surface.make().expect("it is in the catalogue");
        for run in &settings.runs {
            let losses = sweep::losses(run, &*landscape, &settings, 60).expect("fine settings");
            for (place, loss) in losses.iter().enumerate() {
                let mut own = run.clone();
                own.params.set("lr", sweep::rate(place));
                let shown = shown(&own, &settings, 60);
                let expected = if shown.diverged_at().is_some() { f64::NAN } else { shown.loss(60) };
                assert_eq!(loss.to_bits(), expected.to_bits(), "{surface}, {}, {}", run.optimizer, sweep::rate(place));
            }
        }
    }
}

#[test]
fn the_rates_tried_are_those_that_a_person_would_type() {
    let rates: Vec<_> = (0..RATES).map(sweep::rate).collect();
    assert_eq!(rates[..4], [1e-4, 1.33e-4, 1.78e-4, 2.37e-4]);
    assert_eq!((rates[RATES - 1], RATES), (10.0, 41));
    assert!(rates.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn the_best_rate_is_the_smaller_of_two_that_end_alike() {
    let mut losses = [f64::NAN; RATES];
    assert_eq!(sweep::best(&losses), None);
    (losses[7], losses[9], losses[12]) = (0.5, 0.25, 0.25);
    assert_eq!(sweep::best(&losses), Some(9));
    assert_eq!(sweep::good_below(10.0, [losses].iter()), 10.0 - 0.9 * 9.75);
    assert_eq!(sweep::good_decades(&losses, 0.25), 2.0 / 8.0);
}

#[test]
fn rates_can_be_tuned_on_every_surface_whatever_diverges_there() {
    for entry in catalogue::SURFACES {
        let settings = on(entry.info.id);
        let tuned = link::amend(&settings, "rates=tuned").expect("every surface can be tuned on");
        assert_eq!(tuned, link::amend(&tuned, "rates=tuned").expect("and again"), "{}", entry.info.id);
        let rates = |settings: &Settings| settings.runs.iter().map(|run| run.params.value("lr")).collect::<Vec<_>>();
        assert_ne!(rates(&tuned), rates(&settings), "{}", entry.info.id);
    }
}
