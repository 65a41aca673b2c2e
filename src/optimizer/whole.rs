//! What makes an optimizer of a [`WholeRule`].

use super::{Optimizer, Probe, RuleInfo, Silent, Trace, WholeRule};
use crate::objective::{Draw, Objective};

/// A rule of the whole vector with its memory.
#[derive(Clone, Debug)]
pub struct Whole<R: WholeRule> {
    rule: R,
    memory: R::Memory,
    t: i32,
}

impl<R: WholeRule> Whole<R> {
    /// The rule in its initial state, for `dim` variables.
    #[must_use]
    pub fn new(rule: R, dim: usize) -> Self {
        Self { memory: rule.begin(dim), rule, t: 0 }
    }

    fn advance(&mut self, f: &dyn Objective, draw: Draw, x: &mut [f64], probe: &mut impl Probe) {
        self.t = self.t.saturating_add(1);
        let gradient = |x: &[f64], g: &mut [f64]| {
            f.value_grad(x, draw, g);
        };
        self.rule.update(self.t, &gradient, x, &mut self.memory, probe);
    }
}

impl<R: WholeRule> Optimizer for Whole<R> {
    fn info(&self) -> &'static RuleInfo {
        const { &R::INFO }
    }

    fn step(&mut self, f: &dyn Objective, draw: Draw, x: &mut [f64]) {
        self.advance(f, draw, x, &mut Silent);
    }

    fn traced_step(&mut self, f: &dyn Objective, draw: Draw, x: &mut [f64], trace: &mut Trace) {
        self.advance(f, draw, x, trace);
    }

    fn retune(&mut self, values: &[f64]) {
        self.rule = R::of(values);
    }

    fn snapshot(&self) -> Box<dyn Optimizer> {
        Box::new(self.clone())
    }
}
