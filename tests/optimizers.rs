//! What holds for every optimizer of the catalogue, and what the lecture says of some of them.

use downhill::catalogue;
use downhill::number::shortest;
use downhill::objective::{Draw, Objective};
use downhill::optimizer::{Optimizer, OptimizerEntry, Trace};
use downhill::param::Scale;
use downhill::run::Run;
use std::rc::Rc;

const START: [f64; 2] = [-1.3, 0.9];

/// A mild loss on which every optimizer stays finite at its defaults, with noise that depends on seed and step alone.
/// Swapped, it has its two variables exchanged.
struct Hills {
    noise: f64,
    swapped: bool,
}

const CALM: Hills = Hills { noise: 0.0, swapped: false };

impl Objective for Hills {
    fn dim(&self) -> usize {
        2
    }

    fn value_grad(&self, x: &[f64], draw: Draw, g: &mut [f64]) -> f64 {
        let order = if self.swapped { [1, 0] } else { [0, 1] };
        let [x, y] = order.map(|axis| x[axis]);
        let noise = self.noise * ((draw.seed * 7 + draw.step * 31) as f64).sin();
        g[order[0]] = x + 0.1 * (x + 2.0 * y).cos() + noise;
        g[order[1]] = 0.3 * y + 0.2 * (x + 2.0 * y).cos() - noise;
        0.5 * x * x + 0.15 * y * y + 0.1 * (x + 2.0 * y).sin()
    }
}

/// A loss that falls at the same slope along every axis; beyond `edge` neither loss nor slope is a number.
struct Slope {
    slope: f64,
    edge: f64,
}

impl Slope {
    fn endless(slope: f64) -> Self {
        Self { slope, edge: f64::INFINITY }
    }
}

impl Objective for Slope {
    fn dim(&self) -> usize {
        2
    }

    fn value_grad(&self, x: &[f64], _draw: Draw, g: &mut [f64]) -> f64 {
        let fallen = x.iter().any(|c| c.abs() > self.edge);
        g.fill(if fallen { f64::NAN } else { self.slope });
        if fallen { f64::NAN } else { self.slope * (x[0] + x[1]) }
    }
}

/// ½x² + ½y⁴: what happens along one axis says nothing about the other.
struct Apart;

impl Objective for Apart {
    fn dim(&self) -> usize {
        2
    }

    fn value_grad(&self, x: &[f64], _draw: Draw, g: &mut [f64]) -> f64 {
        g[0] = x[0];
        g[1] = 2.0 * x[1].powi(3);
        0.5 * x[0].powi(2) + 0.5 * x[1].powi(4)
    }
}

fn defaults(entry: &OptimizerEntry) -> Vec<f64> {
    entry.params.iter().map(|param| param.default).collect()
}

/// The optimizer of that id with some of its defaults changed.
fn make(id: &str, changes: &[(&str, f64)]) -> Box<dyn Optimizer> {
    let entry = catalogue::optimizer(id).expect("an id of the catalogue");
    let mut values = defaults(entry);
    for (name, value) in changes {
        let index = entry.params.iter().position(|param| param.id == *name).expect("a parameter's id");
        values[index] = *value;
    }
    entry.make(&values, 2).expect("values inside their ranges")
}

fn run(id: &str, changes: &[(&str, f64)], objective: impl Objective + 'static, steps: usize) -> Run {
    let mut run = Run::new(make(id, changes), Rc::new(objective), &START, 5);
    run.extend_to(steps);
    run
}

/// The points of a run, bit by bit.
fn bits(run: &Run) -> Vec<[u64; 2]> {
    (0..=run.len()).map(|step| run.xy(step).map(f64::to_bits)).collect()
}

fn ids() -> impl Iterator<Item = &'static str> {
    catalogue::OPTIMIZERS.iter().map(|entry| entry.info.id)
}

/// The internals of the first steps under the slope 1, by step from 1; the rate is 1.
fn under_constant_slope(id: &str, changes: &[(&str, f64)], steps: usize) -> Vec<Trace> {
    let changes: Vec<_> = changes.iter().copied().chain([("lr", 1.0), ("eps", 1e-16)]).collect();
    let known = catalogue::optimizer(id).expect("an id").params;
    let changes: Vec<_> = changes.into_iter().filter(|(name, _)| known.iter().any(|param| param.id == *name)).collect();
    let run = run(id, &changes, Slope::endless(1.0), steps);
    (0..steps).map(|step| run.explain(step)).collect()
}

fn seen(trace: &Trace, name: &str) -> f64 {
    trace.value(0, name).unwrap_or_else(|| panic!("{name} is not traced"))
}

#[test]
fn the_same_settings_give_the_same_bits() {
    for id in ids() {
        let [one, other] = [(); 2].map(|()| bits(&run(id, &[], Hills { noise: 0.3, swapped: false }, 100)));
        assert_eq!(one, other, "{id}");
    }
}

#[test]
fn rewinding_and_replaying_gives_the_same_bits() {
    for id in ids() {
        let mut run = run(id, &[], Hills { noise: 0.3, swapped: false }, 600);
        assert_eq!(run.len(), 600, "{id} diverged");
        let first = bits(&run);
        // 256 is where a run keeps a snapshot of its optimizer.
        for step in [599, 513, 512, 300, 257, 256, 255, 7, 1, 0] {
            run.rewind(step);
            assert_eq!(run.len(), step, "{id}");
            run.extend_to(600);
            assert!(bits(&run) == first, "{id} replayed another path from step {step}");
        }
    }
}

#[test]
fn explaining_a_step_moves_nothing_and_shows_the_step_that_is_made() {
    for id in ids() {
        let run = run(id, &[], Hills { noise: 0.3, swapped: false }, 300);
        for step in [0, 1, 4, 5, 9, 255, 256, 299] {
            let trace = run.explain(step);
            for axis in 0..2 {
                let moved = run.xy(step + 1)[axis] - run.xy(step)[axis];
                let delta = trace.value(axis, "delta").expect("every rule shows its step");
                assert!((moved - delta).abs() <= 1e-15, "{id}, step {step}: moved {moved}, but delta is {delta}");
            }
        }
    }
}

#[test]
fn every_traced_name_is_bound_in_the_listing() {
    for entry in catalogue::OPTIMIZERS {
        let (id, listing) = (entry.info.id, entry.info.listing());
        let trace = run(id, &[], CALM, 1).explain(0);
        assert_eq!(trace.axes.len(), 2, "{id} shows a row for each coordinate");
        for (name, _) in &trace.axes[0] {
            let words = |line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == *name);
            let bound = listing.lines().any(|line| line.starts_with(&format!("let {name} = ")));
            // The gradient is what a rule is given: it is bound before the first line, and must be used in one.
            assert!(bound || (*name == "g" && listing.lines().any(words)), "{id} binds no {name} in\n{listing}");
        }
    }
}

#[test]
fn every_optimizer_shows_gradient_and_step_and_the_same_names_at_every_step() {
    for id in ids() {
        let run = run(id, &[], CALM, 12);
        let names = |step| -> Vec<&str> { run.explain(step).axes.concat().into_iter().map(|(name, _)| name).collect() };
        assert!(names(0).contains(&"g") && names(0).contains(&"delta"), "{id}");
        for step in 1..12 {
            assert_eq!(names(step), names(0), "{id}, step {step}");
        }
    }
}

#[test]
fn a_listing_has_one_equation_a_line_and_no_margin() {
    for entry in catalogue::OPTIMIZERS {
        let listing = entry.info.listing();
        assert!(!listing.is_empty() && listing.lines().all(|line| !line.trim().is_empty()), "{}", entry.info.id);
        assert!(listing.lines().next().is_some_and(|line| !line.starts_with(' ')), "{}", entry.info.id);
        assert!(!listing.contains("probe") && !listing.contains("// "), "{}:\n{listing}", entry.info.id);
    }
}

#[test]
fn a_zero_gradient_keeps_every_optimizer_finite_and_nearly_all_in_place() {
    const MOVING: &[(&str, &str)] =
        &[("adamw", "its weight decay draws it to the origin"), ("yogi", "its first moment starts at 1e-6")];
    for id in ids() {
        let run = run(id, &[], Slope::endless(0.0), 1000);
        assert_eq!(run.diverged_at(), None, "{id}");
        for step in [0, 1, 5, 999] {
            let trace = run.explain(step);
            assert!(trace.axes.iter().flatten().all(|(_, value)| value.is_finite()), "{id}: {trace:?}");
        }
        let moving = MOVING.iter().any(|(known, _)| *known == id);
        assert_eq!(run.xy(1000) != START, moving, "{id} ended at {:?}", run.xy(1000));
    }
}

#[test]
fn every_optimizer_stays_finite_at_the_ends_of_its_ranges() {
    for entry in catalogue::OPTIMIZERS {
        for (index, param) in entry.params.iter().enumerate() {
            for value in [param.min, param.max, param.slide[0], param.slide[1]] {
                let mut values = defaults(entry);
                values[index] = value;
                let about = format!("{} with {} = {value}", entry.info.id, param.id);
                let mut run = Run::new(entry.make(&values, 2).expect(&about), Rc::new(CALM), &START, 0);
                run.extend_to(50);
                assert!(bits(&run).iter().flatten().all(|&c| f64::from_bits(c).is_finite()), "{about}");
                let trace = run.explain(run.len());
                let odd = trace.axes.iter().flatten().find(|(_, value)| value.is_nan());
                assert_eq!(odd, None, "{about}");
            }
        }
    }
}

#[test]
fn a_parameter_outside_its_range_is_refused_with_the_range() {
    for entry in catalogue::OPTIMIZERS {
        for (index, param) in entry.params.iter().enumerate() {
            let outside = [param.min - 1.0, param.max + 1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
            for value in outside {
                let mut values = defaults(entry);
                values[index] = value;
                let about = format!("{} with {} = {value}", entry.info.id, param.id);
                let refused = entry.make(&values, 2).err().unwrap_or_else(|| panic!("{about} was taken"));
                let (message, range) =
                    (refused.to_string(), format!("from {} to {}", shortest(param.min), shortest(param.max)));
                assert_eq!(refused.kind(), "range", "{about}");
                assert!(message.contains(param.id) && message.contains(&range), "{about}: {message}");
            }
        }
    }
}

#[test]
fn every_parameter_has_its_default_and_its_slider_inside_its_range() {
    for entry in catalogue::OPTIMIZERS {
        for param in entry.params {
            let about = format!("{} of {}", param.id, entry.info.id);
            let [low, high] = param.slide;
            assert_eq!(param.check(param.default), Ok(param.default), "{about}");
            assert!(param.min <= low && low < high && high <= param.max, "{about}");
            assert!(param.scale != Scale::Log || low > 0.0, "{about}: a logarithm needs a positive range");
            assert!(param.scale != Scale::Decay || high < 1.0, "{about}: a decay lies below 1");
            assert!(param.doc.ends_with('.') && !param.symbol.is_empty(), "{about}");
        }
    }
}

#[test]
fn exchanging_the_axes_exchanges_the_path() {
    // Also for the rules of the whole vector: they only sum over the axes, and two summands may change places.
    for id in ids() {
        let straight = run(id, &[], CALM, 100);
        let mut swapped = Run::new(make(id, &[]), Rc::new(Hills { swapped: true, ..CALM }), &[START[1], START[0]], 5);
        swapped.extend_to(100);
        for step in 0..=100 {
            let [x, y] = swapped.xy(step);
            assert_eq!(straight.xy(step), [y, x], "{id}, step {step}");
        }
    }
}

#[test]
fn an_axis_moves_as_if_it_were_alone() {
    const TOGETHER: &[(&str, &str)] = &[("swats", "the rate it switches to, and when, is taken over the whole vector")];
    for id in ids() {
        // Close enough that SWATS switches.
        let close = if id == "swats" { vec![("closeness", 1e-2)] } else { vec![] };
        let [one, other] = [0.9, 0.2].map(|y| {
            let mut run = Run::new(make(id, &close), Rc::new(Apart), &[START[0], y], 0);
            run.extend_to(100);
            (0..=100).map(|step| run.xy(step)[0]).collect::<Vec<_>>()
        });
        let together = TOGETHER.iter().any(|(known, _)| *known == id);
        assert_eq!(one != other, together, "{id}");
    }
}

#[test]
fn a_diverging_run_is_reported_with_its_step_and_holds_no_nan() {
    for id in ids() {
        // Everyone walks down the slope, and over the edge.
        let mut run = run(id, &[("lr", 1.0)], Slope { slope: 1.0, edge: 4.0 }, 20_000);
        let at = run.diverged_at().unwrap_or_else(|| panic!("{id} never got to the edge: {:?}", run.xy(run.len())));
        assert_eq!(run.len(), at - 1, "{id}");
        for step in 0..=run.len() {
            let fine = run.xy(step).iter().all(|c| c.abs() <= 4.0) && run.loss(step).is_finite();
            assert!(fine && run.gradient(step).iter().all(|g| g.is_finite()), "{id}, step {step}");
        }
        let trace = run.explain(run.len());
        assert!(trace.axes.iter().flatten().all(|(_, value)| value.is_finite()), "{id}");
        assert!(!run.step() && run.len() == at - 1, "{id} went on");
        run.rewind(at / 2);
        assert_eq!(run.diverged_at(), None, "{id}");
        run.extend_to(20_000);
        assert_eq!(run.diverged_at(), Some(at), "{id}");
    }
}

#[test]
fn under_a_constant_slope_momentums_step_grows_to_the_rate_over_the_friction() {
    let steps = under_constant_slope("momentum", &[("rho", 0.9)], 400);
    let length = |t: usize| -seen(&steps[t - 1], "delta");
    assert_eq!(length(1), 1.0);
    assert!((length(2) - 1.9).abs() < 1e-12 && (length(400) - 10.0).abs() < 1e-12);
}

#[test]
fn under_a_constant_slope_adagrads_step_shrinks_with_the_root_of_time() {
    for (step, trace) in under_constant_slope("adagrad", &[], 1000).iter().enumerate() {
        let expected = 1.0 / ((step + 1) as f64).sqrt();
        assert!((-seen(trace, "delta") - expected).abs() < 1e-12, "step {}", step + 1);
    }
}

#[test]
fn rmsprops_first_step_is_ten_times_the_rate_at_a_decay_of_99_percent() {
    let first = -seen(&under_constant_slope("rmsprop", &[("decay", 0.99)], 1)[0], "delta");
    assert!((first - 10.0).abs() < 1e-12, "{first}");
    let first = -seen(&under_constant_slope("rmsprop", &[("decay", 0.9)], 1)[0], "delta");
    assert!((first - 1.0 / 0.1f64.sqrt()).abs() < 1e-12, "{first}");
}

#[test]
fn uncorrected_adam_steps_too_far_and_corrected_adam_does_not() {
    let lengths =
        |id| -> Vec<f64> { under_constant_slope(id, &[], 1000).iter().map(|trace| -seen(trace, "delta")).collect() };
    let uncorrected = lengths("adam-uncorrected");
    for (t, expected, digit) in [(1, 3.162, 1e-3), (12, 6.569, 1e-3), (100, 3.24, 1e-2), (1000, 1.26, 1e-2)] {
        assert!((uncorrected[t - 1] - expected).abs() <= digit / 2.0, "step {t}: {}", uncorrected[t - 1]);
    }
    let longest = uncorrected.iter().copied().fold(0.0, f64::max);
    assert_eq!(uncorrected.iter().position(|&length| length == longest), Some(12 - 1));
    assert!(lengths("adam").iter().all(|length| (length - 1.0).abs() < 1e-12));
}

#[test]
fn radam_is_unscaled_for_its_first_five_steps_or_waits() {
    let rates = |wait| -> Vec<f64> {
        under_constant_slope("radam", &[("wait", wait)], 8).iter().map(|trace| seen(trace, "rate")).collect()
    };
    let (steps, waits) = (rates(0.0), rates(1.0));
    assert!(steps[..5].iter().all(|&rate| rate == 1.0) && waits[..5].iter().all(|&rate| rate == 0.0));
    assert!(steps[5] > 0.0 && steps[5] < 0.1, "rectified, step 6 is small: {}", steps[5]);
    assert_eq!(steps[5..], waits[5..]);
}

#[test]
fn diffgrad_is_adam_at_half_the_rate_while_the_slope_stays() {
    let steps = under_constant_slope("diffgrad", &[], 20);
    assert!((seen(&steps[0], "xi") - 1.0 / (1.0 + (-1f64).exp())).abs() < 1e-15);
    assert!(steps[1..].iter().all(|trace| seen(trace, "xi") == 0.5 && (seen(trace, "delta") + 0.5).abs() < 1e-12));
}

#[test]
fn lookahead_is_adam_until_it_meets_its_slow_weights() {
    let adam = bits(&run("adam", &[], CALM, 20));
    let lookahead = run("lookahead-adam", &[("k", 10.0)], CALM, 20);
    assert_eq!(bits(&lookahead)[..10], adam[..10]);
    let halfway = (START[0] + f64::from_bits(adam[10][0])) / 2.0;
    assert!((lookahead.xy(10)[0] - halfway).abs() < 1e-15);
}
