//! The only loop over coordinates.

use super::{At, Optimizer, Probe, Rule, RuleInfo, Silent, Trace};
use crate::objective::{Draw, Objective};

/// A rule of one coordinate, applied to each coordinate of a vector with a memory of its own.
#[derive(Clone, Debug)]
pub struct Elementwise<R: Rule> {
    rule: R,
    memory: Vec<R::Memory>,
    gradient: Vec<f64>,
    t: i32,
}

impl<R: Rule> Elementwise<R> {
    /// The rule in its initial state, for `dim` variables.
    #[must_use]
    pub fn new(rule: R, dim: usize) -> Self {
        Self { rule, memory: vec![R::Memory::default(); dim], gradient: vec![0.0; dim], t: 0 }
    }

    /// Moves every coordinate by the rule.
    fn sweep(&mut self, f: &dyn Objective, draw: Draw, x: &mut [f64], probe: &mut impl Probe) {
        f.value_grad(x, draw, &mut self.gradient);
        self.t = self.t.saturating_add(1);
        for ((x, &g), memory) in x.iter_mut().zip(&self.gradient).zip(&mut self.memory) {
            probe.next_axis();
            *x += self.rule.update(At { t: self.t, x: *x, g }, memory, probe);
        }
    }
}

impl<R: Rule> Optimizer for Elementwise<R> {
    fn info(&self) -> &'static RuleInfo {
        const { &R::INFO }
    }

    fn step(&mut self, f: &dyn Objective, draw: Draw, x: &mut [f64]) {
        self.sweep(f, draw, x, &mut Silent);
    }

    fn traced_step(&mut self, f: &dyn Objective, draw: Draw, x: &mut [f64], trace: &mut Trace) {
        self.sweep(f, draw, x, trace);
    }

    fn retune(&mut self, values: &[f64]) {
        self.rule = R::of(values);
    }

    fn snapshot(&self) -> Box<dyn Optimizer> {
        Box::new(self.clone())
    }
}
