//! Losses over data: batches go through all points, and their gradients add up to the full one. Those of the bowl with
//! noise have no end of points, and scatter about the full one as they should.

use downhill::catalogue;
use downhill::objective::data::{DataLoss, Model, Sample};
use downhill::objective::{Draw, Logistic, Objective, Regression};
use downhill::random::Random;
use downhill::surface::{Landscape, NoisyBowl};
use proptest::prelude::*;

fn loss<M: Model>(n: usize, batch: usize, seed: u64) -> DataLoss<M> {
    let mut values: Vec<f64> = M::PARAMS.iter().map(|param| param.default).collect();
    for (index, value) in [(0, n as f64), (1, batch as f64), (3, seed as f64)] {
        values[index] = value;
    }
    DataLoss::new(M::from_values(&values).expect("they are in range"))
}

fn sample(loss: &dyn Landscape) -> &Sample {
    loss.sample().expect("a loss over data has data")
}

fn epoch_adds_up<M: Model>(n: usize, batch: usize, seed: u64, epoch: u64, at: [f64; 2]) {
    let loss = loss::<M>(n, batch, seed);
    let sample = sample(&loss);
    let mut full = [0.0; 2];
    let value = loss.value_grad(&at, Draw::default(), &mut full);
    assert_eq!(value, loss.value(at));
    assert_eq!(full, loss.jet(at).g);

    let steps = sample.steps_an_epoch() as u64;
    let (mut seen, mut mean, mut mean_value) = (vec![0; n], [0.0; 2], 0.0);
    for step in epoch * steps + 1..=(epoch + 1) * steps {
        let draw = Draw { seed, step };
        assert_eq!(sample.epoch(step), epoch);
        let (mut gradient, indices) = ([0.0; 2], sample.batch(draw));
        let value = loss.value_grad(&at, draw, &mut gradient);
        // The last batch may be smaller; it then counts for less.
        let share = indices.indices().len() as f64 / n as f64;
        mean_value += share * value;
        for axis in 0..2 {
            mean[axis] += share * gradient[axis];
        }
        for index in indices.indices() {
            seen[index] += 1;
        }
    }
    assert!(seen.iter().all(|&times| times == 1), "{seen:?}");
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-12 * (1.0 + b.abs());
    assert!(close(mean_value, value) && close(mean[0], full[0]) && close(mean[1], full[1]), "{mean:?} is not {full:?}");
}

proptest! {
    #[test]
    fn batches_of_an_epoch_see_every_point_once_and_average_to_the_full_gradient(
        n in 1_usize..300, batch in 1_usize..80, seed in 0_u64..9999, epoch in 0_u64..50, w in -3.0..3.0, b in -3.0..3.0,
    ) {
        epoch_adds_up::<Regression>(n, batch, seed, epoch, [w, b]);
        epoch_adds_up::<Logistic>(n, batch, seed, epoch, [w, b]);
    }
}

#[test]
fn a_batch_depends_on_seed_and_step_alone() {
    let loss = loss::<Regression>(64, 8, 1);
    let batch = |seed, step| sample(&loss).batch(Draw { seed, step }).indices().collect::<Vec<_>>();
    let alone = batch(7, 21);
    for step in [1, 300, 5, 20, 22, 0] {
        batch(7, step);
        batch(8, step);
    }
    assert_eq!(batch(7, 21), alone);
    assert_ne!(batch(8, 21), alone);
    assert_ne!(batch(7, 29), alone, "the next epoch has another order");
    assert_eq!(batch(7, 0), (0..64).collect::<Vec<_>>());
}

#[test]
fn the_loss_of_a_batch_is_the_loss_that_its_step_sees() {
    let loss = loss::<Logistic>(64, 8, 1);
    for step in [0, 1, 7, 30] {
        let (draw, at, mut gradient) = (Draw { seed: 7, step }, [0.3, -1.2], [0.0; 2]);
        assert_eq!(sample(&loss).loss_of(draw)(at), loss.value_grad(&at, draw, &mut gradient));
    }
}

#[test]
fn every_point_comes_first_equally_often() {
    let loss = loss::<Regression>(8, 1, 1);
    let mut first = [0; 8];
    for epoch in 0..8000 {
        let batch = sample(&loss).batch(Draw { seed: 3, step: epoch * 8 + 1 });
        first[batch.indices().next().expect("one point")] += 1;
    }
    // Five standard deviations of a binomial count: 5·√(8000·(1/8)·(7/8)) = 148.
    assert!(first.iter().all(|count: &i32| (count - 1000).abs() < 148), "{first:?}");
}

#[test]
fn the_regression_loss_is_lowest_near_the_line_that_made_the_data() {
    let loss = loss::<Regression>(1024, 8, 5);
    let jet = loss.jet([0.0, 0.0]);
    // One step of Newton's method solves it: the loss is quadratic.
    let [xx, xy, yy] = jet.h;
    let det = xx * yy - xy * xy;
    let w = -(yy * jet.g[0] - xy * jet.g[1]) / det;
    let b = -(xx * jet.g[1] - xy * jet.g[0]) / det;
    assert!((w - 1.0).abs() < 0.1 && (b + 0.5).abs() < 0.1, "{w}, {b}");
    assert!(loss.jet([w, b]).g.iter().all(|g| g.abs() < 1e-12));
    assert_eq!(sample(&loss).predict([2.0, 1.0], 3.0), 7.0);
}

#[test]
fn the_logistic_loss_is_finite_far_out_and_ln_2_at_the_origin() {
    let loss = loss::<Logistic>(64, 8, 1);
    assert!((loss.value([0.0, 0.0]) - 2_f64.ln()).abs() < 1e-12);
    assert!(loss.value([1e6, -1e6]).is_finite());
    assert!(sample(&loss).points().iter().all(|[x, y]| (-1.0..=3.0).contains(x) && [0.0, 1.0].contains(y)));
}

#[test]
fn random_numbers_are_those_of_splitmix64() {
    // The published outputs for the seed 1234567.
    let mut random = Random::seeded(1_234_567);
    let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
    assert_eq!([random.bits(), random.bits(), random.bits()], expected);
    let (mut sum, mut square) = (0.0, 0.0);
    for _ in 0..100_000 {
        let z = random.normal();
        sum += z;
        square += z * z;
    }
    assert!((sum / 1e5).abs() < 0.02 && (square / 1e5 - 1.0).abs() < 0.03);
}

fn noisy_gradient(bowl: &NoisyBowl, at: [f64; 2], seed: u64, step: u64) -> [f64; 2] {
    let mut g = [0.0; 2];
    bowl.value_grad(&at, Draw { seed, step }, &mut g);
    g
}

#[test]
fn the_noise_of_a_bowl_depends_on_seed_step_and_axis_alone() {
    let bowl = NoisyBowl::default();
    let noise = |at: [f64; 2], seed, step| noisy_gradient(&bowl, at, seed, step).map(f64::to_bits);
    let mut seen = Vec::new();
    for (seed, step) in (0..30).flat_map(|seed| (1..30).map(move |step| (seed, step))) {
        let alone = noise([0.0; 2], seed, step);
        noise([1.0, 2.0], step, seed + 1);
        assert_eq!(noise([0.0; 2], seed, step), alone);
        seen.extend(alone);
    }
    let count = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), count, "two draws are the same");
    assert_eq!(noise([0.3, -0.7], 1, 0), [0.3, -0.7].map(f64::to_bits), "step 0 has no noise");
}

#[test]
fn the_loss_of_a_noisy_bowls_batch_has_the_slope_that_its_step_sees() {
    let bowl = NoisyBowl { lambda: 3.0, ..NoisyBowl::default() };
    let draw = Draw { seed: 4, step: 9 };
    let value = |x, y| bowl.value_grad(&[x, y], draw, &mut [0.0; 2]);
    let [gx, gy] = noisy_gradient(&bowl, [0.5, -1.2], draw.seed, draw.step);
    // Central differences of a quadratic are exact but for rounding.
    assert!(((value(1.0, -1.2) - value(0.0, -1.2)) - gx).abs() < 1e-12);
    assert!(((value(0.5, -0.7) - value(0.5, -1.7)) - gy).abs() < 1e-12);
}

#[test]
fn gradient_descent_ends_up_in_a_noise_ball_of_the_size_that_rate_batch_and_curvature_set() {
    const STEPS: u64 = 50_000;
    const SEEDS: u64 = 4;
    let lambda = 2.0;
    for (rate, batch) in [(0.05, 1.0), (0.05, 16.0), (0.4, 1.0), (0.4, 16.0)] {
        let bowl = NoisyBowl { lambda, batch, ..NoisyBowl::default() };
        let expected = rate * bowl.noise.powi(2) / (batch * lambda * (2.0 - rate * lambda));
        let sgd = catalogue::optimizer("sgd").expect("it is in the catalogue");
        let (mut squares, mut product) = ([0.0; 2], 0.0);
        for seed in 0..SEEDS {
            let (mut sgd, mut x) = (sgd.make(&[rate], 2).expect("the rate is in range"), [0.0; 2]);
            // After 1000 steps the start weighs (1 − αλ)¹⁰⁰⁰, nothing at all.
            for step in 1..=STEPS + 1000 {
                sgd.step(&bowl, Draw { seed, step }, &mut x);
                if step > 1000 {
                    squares = [0, 1].map(|axis| squares[axis] + x[axis] * x[axis]);
                    product += x[0] * x[1];
                }
            }
        }
        // A step keeps φ = 1 − αλ of the point, so squares are correlated by φ² from step to step, and their mean over
        // N steps has the relative variance 2(1 + φ²)/((1 − φ²)N); that of the product of the axes has half of it.
        let count = (STEPS * SEEDS) as f64;
        let kept = (1.0 - rate * lambda).powi(2);
        let deviation = ((1.0 + kept) / ((1.0 - kept) * count)).sqrt();
        for square in squares {
            let off = square / count / expected - 1.0;
            assert!(off.abs() < 5.0 * 2_f64.sqrt() * deviation, "α = {rate}, B = {batch}: off by {off}");
        }
        assert!((product / count / expected).abs() < 5.0 * deviation, "the axes are correlated");
    }
}

#[test]
fn no_draw_counts_where_a_batch_has_all_points() {
    for (batch, counts) in [(7, true), (8, false), (80, false)] {
        assert_eq!(loss::<Regression>(8, batch, 1).is_drawn(), counts, "{batch} of 8");
        assert_eq!(loss::<Logistic>(8, batch, 1).is_drawn(), counts, "{batch} of 8");
    }
}
