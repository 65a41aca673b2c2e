//! What the catalogue says of its surfaces is so. Each test goes through the whole catalogue and names its exceptions.

use downhill::catalogue;
use downhill::draw::heat::levels;
use downhill::objective::Draw;
use downhill::optimizer::OptimizerEntry;
use downhill::run::Run;
use downhill::settings::RunSettings;
use downhill::surface::{Landscape, Pace, Quadratic, Shade, SurfaceEntry, SurfaceInfo, Window};
use std::rc::Rc;

/// Listed points are exact to the last digit or two of an f64; the steepest surface multiplies that by 10⁵.
const FLAT: f64 = 1e-9;

fn surfaces() -> impl Iterator<Item = (&'static SurfaceInfo, Rc<dyn Landscape>)> {
    catalogue::SURFACES.iter().map(|entry: &SurfaceEntry| {
        let defaults: Vec<f64> = entry.params.iter().map(|param| param.default).collect();
        (entry.info, Rc::from(entry.make(&defaults).expect("defaults are in range")))
    })
}

#[test]
fn a_row_has_the_loss_at_each_of_its_points_and_nothing_of_the_row_before() {
    let mut losses = vec![f64::NAN; 3];
    for (info, surface) in surfaces() {
        let Window { x: [left, right], y: [below, above] } = info.window;
        let xs: Vec<f64> = (0..=9).map(|i| left + (right - left) * f64::from(i) / 9.0).collect();
        for y in [below, above] {
            surface.row(&xs, y, &mut losses);
            let each: Vec<f64> = xs.iter().map(|&x| surface.value([x, y])).collect();
            assert_eq!(losses, each, "{} at y = {y}", info.id);
        }
    }
}

#[test]
fn gradients_vanish_at_minima_and_saddles() {
    for (info, surface) in surfaces() {
        for &at in info.minima.iter().chain(info.saddles) {
            // The outer minima of F₃ are kinks where the slopes −1 and 1 meet.
            if info.id == "f3" && at[0] != 0.0 {
                continue;
            }
            let [gx, gy] = surface.jet(at).g;
            assert!(gx.abs() <= FLAT && gy.abs() <= FLAT, "{} has the gradient {gx:e}, {gy:e} at {at:?}", info.id);
        }
    }
}

#[test]
fn curvatures_are_positive_at_minima_and_of_both_signs_at_saddles() {
    for (info, surface) in surfaces() {
        match info.id {
            // Kinks: the curvature there is that of one side, and says nothing.
            "f3" | "f3-2d" | "ackley" => continue,
            // Degenerate: the Hessian vanishes.
            "monkey-saddle" => {
                assert_eq!(surface.jet([0.0, 0.0]).h, [0.0; 3]);
                continue;
            }
            _ => {}
        }
        for &at in info.minima {
            let jet = surface.jet(at);
            let least = if info.axes == 1 { jet.h[0] } else { jet.curvatures()[0] };
            assert!(least > 1e-3, "{} has the curvature {least} at the minimum {at:?}", info.id);
        }
        for &at in info.saddles {
            let [least, most] = surface.jet(at).curvatures();
            assert!(least < -1e-3 && most > 1e-3, "{} has the curvatures {least}, {most} at {at:?}", info.id);
        }
    }
}

#[test]
fn minima_at_kinks_are_lower_than_all_around_them() {
    for (info, surface) in surfaces().filter(|(info, _)| ["f3", "f3-2d", "ackley"].contains(&info.id)) {
        for &[x, y] in info.minima {
            let bottom = surface.value([x, y]);
            for k in 0..32 {
                let (sin, cos) = (f64::from(k) / 32.0 * std::f64::consts::TAU).sin_cos();
                let beside = surface.value([x + 1e-3 * cos, y + 1e-3 * sin]);
                let level = info.axes == 1 && cos.abs() < 1e-9;
                assert!(level || beside > bottom, "{} sinks beside {x}, {y}", info.id);
            }
        }
    }
}

#[test]
fn nothing_in_the_window_is_lower_than_the_first_minimum() {
    for (info, surface) in surfaces().filter(|(info, _)| !info.minima.is_empty()) {
        let lowest = surface.value(info.minima[0]);
        assert!(
            info.minima.iter().all(|&at| surface.value(at) >= lowest - 1e-9),
            "{} lists a lower one later",
            info.id
        );
        let side = |[low, high]: [f64; 2], k: usize| low + (high - low) * k as f64 / 400.0;
        for at in (0..401 * 401).map(|k| [side(info.window.x, k % 401), side(info.window.y, k / 401)]) {
            let value = surface.value(at);
            assert!(value >= lowest - 1e-9, "{} is {value} at {at:?}, lower than {lowest}", info.id);
        }
    }
}

#[test]
fn no_minimum_or_saddle_is_listed_twice() {
    for (info, _) in surfaces() {
        let listed: Vec<_> = info.minima.iter().chain(info.saddles).collect();
        for (index, one) in listed.iter().enumerate() {
            let apart = |other: &&&[f64; 2]| (one[0] - other[0]).hypot(one[1] - other[1]) < 0.1;
            assert_eq!(listed[..index].iter().find(apart), None, "{} lists {one:?} again", info.id);
        }
    }
}

#[test]
fn surfaces_without_a_listed_minimum_are_these() {
    let bare = surfaces().filter(|(info, _)| info.minima.is_empty()).map(|(info, _)| info.id);
    // Unbounded below, both; dependent on the data; dependent on what is typed.
    assert_eq!(bare.collect::<Vec<_>>(), ["monkey-saddle", "slope", "regression", "logistic", "formula"]);
}

#[test]
fn starts_minima_and_saddles_lie_within_the_window() {
    for (info, _) in surfaces() {
        for &at in info.minima.iter().chain(info.saddles).chain([&info.start]) {
            assert!(info.window.contains(at), "{at:?} lies outside the window of {}", info.id);
        }
        let across = (info.window.x[1] - info.window.x[0]) / info.stride;
        assert!((30.0..=120.0).contains(&across), "{across} strides cross the window of {}", info.id);
    }
}

#[test]
fn a_curve_ignores_its_y() {
    for (info, surface) in surfaces().filter(|(info, _)| info.axes == 1) {
        for k in 0..200 {
            let x = -1.2 + 0.011 * f64::from(k);
            assert_eq!(surface.value([x, 0.0]), surface.value([x, 7.0]), "{}", info.id);
            let jet = surface.jet([x, 0.3]);
            assert_eq!([jet.g[1], jet.h[1], jet.h[2]], [0.0; 3], "{}", info.id);
        }
    }
}

#[test]
fn teaching_rates_neither_diverge_nor_stand_still() {
    for (info, surface) in surfaces() {
        for (optimizer, pace) in [("sgd", Pace::Gradient), ("momentum", Pace::Momentum)] {
            let rate = info.rate(pace).expect("both have one");
            let entry: &OptimizerEntry = catalogue::optimizer(optimizer).expect("it is in the catalogue");
            let values: Vec<f64> =
                entry.params.iter().map(|param| if param.id == "lr" { rate } else { param.default }).collect();
            let optimizer_made = entry.make(&values, 2).expect("teaching rates are in range");
            let mut run = Run::new(optimizer_made, Rc::clone(&surface) as _, &info.start, 1);
            run.extend_to(200);
            let about = format!("{optimizer} at {rate} on {}", info.id);
            // Not before it has been seen to turn.
            if ENDLESS.contains(&info.id) {
                assert!(run.diverged_at().is_none_or(|at| at > 40), "{about} diverged at {:?}", run.diverged_at());
                continue;
            }
            assert_eq!(run.diverged_at(), None, "{about} diverged");
            let [x, y] = run.xy(200);
            let moved = (x - info.start[0]).hypot(y - info.start[1]);
            let width = info.window.x[1] - info.window.x[0];
            assert!(moved > 0.01 * width, "{about} moved only {moved}");
            assert!(info.window.contains([x, y]), "{about} ended outside the window, at {x}, {y}");
            assert!(run.loss(200) < run.loss(0), "{about} ended higher, at {}", run.loss(200));
        }
    }
}

/// Surfaces that fall without end, so that every run that moves at all leaves them some time.
const ENDLESS: [&str; 2] = ["monkey-saddle", "slope"];

/// Where the teaching rate makes no picture. The square of the gradient, 10⁹ at this start, is injected: a rate at which
/// that does no harm leaves nothing of the rest of AdaBelief's step, and is still too much for RAdam's first, unscaled ones.
const STILL: [(&str, &str); 1] = [("goldstein-price", "adabelief-inject")];
const FLYING: [(&str, &str); 1] = [("goldstein-price", "radam-inject")];

#[test]
fn every_optimizer_at_its_teaching_rate_makes_a_picture_of_every_surface() {
    let mut wrong = Vec::new();
    for (info, surface) in surfaces() {
        for entry in catalogue::OPTIMIZERS {
            let taught = RunSettings::taught(entry.info.id, info).expect("both are in the catalogue");
            let optimizer = taught.make(2).expect("teaching rates are in range");
            let mut run = Run::new(optimizer, Rc::clone(&surface) as _, &info.start, 1);
            run.extend_to(200);
            let width = info.window.x[1] - info.window.x[0];
            let moved = |k: usize| (run.xy(k)[0] - info.start[0]).hypot(run.xy(k)[1] - info.start[1]) / width;
            let furthest = (0..=run.len()).map(moved).fold(0.0, f64::max);

            let endless = ENDLESS.contains(&info.id);
            let flies =
                if endless { run.diverged_at().is_some_and(|at| at <= 40) } else { run.diverged_at().is_some() };
            let far = !endless && furthest > 2.0;
            let [must_fly, must_stay] = [FLYING, STILL].map(|list| list.contains(&(info.id, entry.info.id)));
            if (flies || far) != must_fly || (furthest < 0.01) != must_stay {
                let (id, end) = (entry.info.id, run.diverged_at());
                wrong.push(format!("{id} on {}: {furthest:.2e} of the window, diverged at {end:?}", info.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn gradient_descent_ends_in_the_nearer_of_two_wells_and_momentum_in_the_deeper() {
    let ends = |optimizer: &str, values: &[f64]| {
        let entry = catalogue::surface("two-wells").expect("it is in the catalogue");
        let surface: Rc<dyn Landscape> = Rc::from(entry.make(&[]).expect("it has no parameters"));
        let optimizer = catalogue::optimizer(optimizer).expect("it is in the catalogue");
        let made = optimizer.make(values, 2).expect("the values are in range");
        let mut run = Run::new(made, surface as _, &entry.info.start, 1);
        run.extend_to(1000);
        run.xy(1000)[0]
    };
    assert!((ends("sgd", &[0.05]) - 1.0).abs() < 1e-6);
    // Too slow it stops in the first well too; too fast it rolls on to the far wall and back.
    for (rate, well) in [(0.004, 1.0), (0.0125, -2.0), (0.05, -2.0), (0.09, 1.0)] {
        let x = ends("momentum", &[rate, 0.9]);
        assert!((x - well).abs() < 1e-6, "momentum at {rate} ended at {x}");
    }
}

#[test]
fn a_factor_on_a_curve_leaves_adam_its_path_and_diffgrad_not() {
    // Distance past the minimum −0.3 of F₁, and where it ends.
    let run = |optimizer: &str, c: f64| {
        let surface = catalogue::surface("f1").expect("it is in the catalogue");
        let surface: Rc<dyn Landscape> = Rc::from(surface.make(&[c]).expect("c is in range"));
        let optimizer = catalogue::optimizer(optimizer).expect("it is in the catalogue");
        let made = optimizer.make(&[0.1, 0.95, 0.999], 2).expect("the values are in range");
        let mut run = Run::new(made, surface as _, &[-1.0, 0.0], 1);
        run.extend_to(300);
        let furthest = (0..=300).map(|step| run.xy(step)[0]).fold(f64::MIN, f64::max);
        ((furthest + 0.3) * 1000.0, run.xy(300)[0])
    };
    let overshoots = |optimizer: &str, c: f64, expected: f64, end: f64| {
        let (overshoot, x) = run(optimizer, c);
        assert!((overshoot - expected).abs() <= 0.5, "{optimizer} at c = {c}: .{overshoot:.1}");
        assert!((x - end).abs() < 0.02, "{optimizer} at c = {c} ends at {x}");
    };
    for c in [1e-4, 1e-2, 1.0, 1e2, 1e4] {
        overshoots("adam", c, 632.0, 0.2);
    }
    for (c, expected, end) in [(1e-4, 241.0, -0.3), (1e-2, 241.0, -0.3), (1.0, 238.0, -0.3), (1e2, 629.0, 0.2)] {
        overshoots("diffgrad", c, expected, end);
    }
}

#[test]
fn a_ravine_that_is_not_turned_has_the_bits_it_always_had() {
    let surface = Quadratic::default();
    for k in 0..1000 {
        let (x, y) = (f64::from(k).sin() * 4.0, f64::from(k).cos() * 2.0);
        assert_eq!(surface.value([x, y]).to_bits(), ((x * x + y * y * 25.0) * 0.5).to_bits());
    }
}

#[test]
fn a_turned_ravine_has_the_same_curvatures_and_its_floor_at_that_angle() {
    let surface = Quadratic { rotation: 30.0, ..Quadratic::default() };
    let [least, most] = surface.jet([0.3, -0.7]).curvatures();
    assert!((least - 1.0).abs() < 1e-12 && (most - 25.0).abs() < 1e-12);
    let (sin, cos) = 30_f64.to_radians().sin_cos();
    assert!((surface.value([2.0 * cos, 2.0 * sin]) - 2.0).abs() < 1e-12);
    assert!((surface.value([-2.0 * sin, 2.0 * cos]) - 50.0).abs() < 1e-12);
}

#[test]
fn formulas_are_well_formed_markup() {
    for (info, _) in surfaces() {
        let mut open = Vec::new();
        for tag in info.formula.split('<').skip(1) {
            let (tag, text) = tag.split_once('>').unwrap_or_else(|| panic!("{}: <{tag}", info.id));
            assert!(!text.contains('>'), "{}: > in {text}", info.id);
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{}", info.id),
                None => open.push(tag.split(' ').next().expect("a name")),
            }
        }
        assert!(open.is_empty(), "{} leaves {open:?} open", info.id);
    }
}

#[test]
fn formulas_have_the_variables_by_their_names() {
    for (info, _) in surfaces() {
        for name in &info.names[..info.axes] {
            assert!(info.formula.contains(&format!("<mi>{name}</mi>")), "{} has no {name}", info.id);
        }
        // What is typed writes its own Python.
        let [first, second] = info.names;
        let head = format!("def f({first}, {second}");
        assert!(info.python.is_empty() || info.python.contains(&head), "{} has no {head} in Python", info.id);
    }
}

#[test]
fn levels_follow_the_root_or_the_logarithm() {
    let root = levels([0.0, 121.0], 1.0, Shade::Root);
    assert!((root[0] - 1.0).abs() < 1e-12 && (root[9] - 100.0).abs() < 1e-12);
    let log = levels([3.0, 3.0 + 1e11], 4.0, Shade::Log);
    assert!((log[0] - 13.0).abs() < 1e-6 && (log[9] / 1e10 - 1.0).abs() < 1e-6);
    // More than four powers of ten: the logarithm, asked for or not.
    assert_eq!(levels([0.0, 1e6], 1.0, Shade::Root), levels([0.0, 1e6], 1.0, Shade::Log));
    // A plain at the lowest value has no logarithm.
    assert_eq!(levels([0.0, 1.0], 0.0, Shade::Log), levels([0.0, 1.0], 0.5, Shade::Root));
    for bad in [[0.0, 0.0], [-1e308, 1e308], [f64::MIN, f64::MAX]] {
        assert_eq!(levels(bad, bad[0], Shade::Log).len(), 10);
    }
}

#[test]
fn a_window_has_its_border_and_nothing_beyond() {
    let window = Window { x: [-1.0, 2.0], y: [-3.0, 4.0] };
    for (at, inside) in [
        ([-1.0, -3.0], true),
        ([2.0, 4.0], true),
        ([-1.1, 0.0], false),
        ([2.1, 0.0], false),
        ([0.0, -3.1], false),
        ([0.0, 4.1], false),
        ([f64::NAN, 0.0], false),
        ([0.0, f64::NAN], false),
    ] {
        assert_eq!(window.contains(at), inside, "{at:?}");
    }
}

#[test]
fn a_teaching_rate_is_a_part_of_the_gentle_one_or_of_the_stride() {
    let info = SurfaceInfo { gentle: 0.04, stride: 0.12, ..SurfaceInfo::PLAIN };
    let paces = [Pace::Gradient, Pace::Momentum, Pace::Stride, Pace::Eager, Pace::Fading, Pace::Wary, Pace::Own];
    let rates = [Some(0.04), Some(0.01), Some(0.12), Some(0.03), Some(0.48), Some(0.08), None];
    assert_eq!(paces.map(|pace| info.rate(pace)), rates);
    let calm = SurfaceInfo { gentle: 0.4, ..info };
    assert_eq!(calm.rate(Pace::Wary), Some(0.12), "no more than a stride");
}

#[test]
fn a_draw_tilts_a_surface_with_noise_and_no_other() {
    for (info, surface) in surfaces().filter(|(info, _)| !["regression", "logistic"].contains(&info.id)) {
        let at = info.start;
        let (mut calm, mut drawn) = ([0.0; 2], [0.0; 2]);
        let whole = surface.value_grad(&at, Draw { seed: 3, step: 0 }, &mut calm);
        let part = surface.value_grad(&at, Draw { seed: 3, step: 7 }, &mut drawn);
        assert_eq!((whole, calm), (surface.value(at), surface.jet(at).g), "{}", info.id);
        // The loss of a batch rises along the axes by what its slopes have more.
        let more = (0..2).map(|axis| (drawn[axis] - calm[axis]) * at[axis]).sum::<f64>();
        assert!(
            (part - whole - more).abs() < 1e-12 * (1.0 + whole.abs()),
            "{}: {part} is not {whole} + {more}",
            info.id
        );
        assert_eq!(drawn != calm, info.id == "noisy-bowl", "{}", info.id);
    }
}

#[test]
fn a_surface_says_whether_a_draw_counts() {
    for (info, surface) in surfaces() {
        let gradient = |step| {
            let mut g = [0.0; 2];
            let loss = surface.value_grad(&info.start, Draw { seed: 3, step }, &mut g);
            (loss, g)
        };
        let counts = (1..20).any(|step| gradient(step) != gradient(0));
        assert_eq!(surface.is_drawn(), counts, "{}", info.id);
    }
}

#[test]
fn every_surface_has_a_name_of_its_own() {
    for (info, _) in surfaces() {
        assert!(!info.name.is_empty(), "{} has a name", info.id);
        let bearers: Vec<_> =
            surfaces().filter(|(other, _)| other.name == info.name).map(|(other, _)| other.id).collect();
        assert_eq!(bearers, [info.id], "all are called {}", info.name);
    }
}

/// Where Newton's method comes to rest from a point; none where it does not.
fn rest(surface: &dyn Landscape, mut at: [f64; 2]) -> Option<[f64; 2]> {
    for _ in 0..80 {
        let jet = surface.jet(at);
        let ([gx, gy], [xx, xy, yy]) = (jet.g, jet.h);
        let determinant = xx * yy - xy * xy;
        if gx == 0.0 && gy == 0.0 || determinant == 0.0 {
            break;
        }
        at = [at[0] - (yy * gx - xy * gy) / determinant, at[1] - (xx * gy - xy * gx) / determinant];
    }
    let [gx, gy] = surface.jet(at).g;
    (gx.abs() <= FLAT && gy.abs() <= FLAT).then_some(at)
}

#[test]
fn no_minimum_or_saddle_within_the_window_is_left_out() {
    // Of dozens of minima these list those as near to the lowest, or it alone; of what is typed nothing is known.
    let reach = |id: &str| match id {
        "rastrigin" => 0.6,
        "ackley" => 0.4,
        "formula" => 0.0,
        _ => f64::INFINITY,
    };
    for (info, surface) in surfaces().filter(|(info, surface)| info.axes == 2 && surface.sample().is_none()) {
        let lowest = info.minima.first().copied().unwrap_or_default();
        let near = |[x, y]: [f64; 2]| (x - lowest[0]).hypot(y - lowest[1]) < reach(info.id);
        let Window { x, y } = info.window;
        let along = |[low, high]: [f64; 2], k: usize| low + (high - low) * (k as f64 + 0.5) / 40.0;
        let starts = (0..40 * 40).map(|k| [along(x, k % 40), along(y, k / 40)]);
        for at in starts.filter_map(|start| rest(&*surface, start)).filter(|&at| info.window.contains(at) && near(at)) {
            let known = |list: &[[f64; 2]]| list.iter().any(|[x, y]| (at[0] - x).hypot(at[1] - y) < 1e-5);
            let [least, most] = surface.jet(at).curvatures();
            let listed = match (least > 1e-6, least < -1e-6, most > 1e-6) {
                (true, _, _) => known(info.minima),
                (_, true, true) => known(info.saddles),
                (_, true, false) => true, // a maximum
                _ => known(info.minima) || known(info.saddles),
            };
            assert!(listed, "{} has the curvatures {least}, {most} at {at:?}, and does not list it", info.id);
        }
    }
}
