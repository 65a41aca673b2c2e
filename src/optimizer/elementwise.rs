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
}

/// Moves every coordinate by the rule.
fn sweep<R: Rule>(rule: &R, t: i32, gradient: &[f64], memory: &mut [R::Memory], x: &mut [f64], probe: &mut impl Probe) {
    for ((x, &g), memory) in x.iter_mut().zip(gradient).zip(memory) {
        probe.next_axis();
        *x += rule.update(At { t, x: *x, g }, memory, probe);
    }
}

impl<R: Rule> Optimizer for Elementwise<R> {
    fn info(&self) -> &'static RuleInfo {
        const { &R::INFO }
    }

    fn values(&self) -> Vec<f64> {
        self.rule.values()
    }

    fn step(&mut self, f: &dyn Objective, draw: Draw, x: &mut [f64]) {
        f.value_grad(x, draw, &mut self.gradient);
        self.t = self.t.saturating_add(1);
        sweep(&self.rule, self.t, &self.gradient, &mut self.memory, x, &mut Silent);
    }

    fn explain(&self, f: &dyn Objective, draw: Draw, x: &[f64]) -> Trace {
        let mut gradient = vec![0.0; x.len()];
        f.value_grad(x, draw, &mut gradient);
        let (mut memory, mut x, mut trace) = (self.memory.clone(), x.to_vec(), Trace::default());
        sweep(&self.rule, self.t.saturating_add(1), &gradient, &mut memory, &mut x, &mut trace);
        trace
    }

    fn snapshot(&self) -> Box<dyn Optimizer> {
        Box::new(self.clone())
    }
}
