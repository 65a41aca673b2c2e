//! Adam may end at the worst point: losses that come one at a time.

#[cfg(not(target_arch = "wasm32"))]
use super::claim;
use super::{Ground, Lesson};
#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::Exhibit;
use crate::exhibit::NotConverging;
#[cfg(not(target_arch = "wasm32"))]
use crate::link;

/// Three losses by turns, of which Adam forgets the one that matters.
pub const NOT_CONVERGING: Lesson = Lesson {
    id: "not-converging",
    title: "Adam need not converge",
    prose: r#"
<p>The loss is <math><mn>3</mn><mi>x</mi></math> at every third step and <math><mo>−</mo><mi>x</mi></math> at the others, for
<math><mo>−</mo><mn>1</mn><mo>≤</mo><mi>x</mi><mo>≤</mo><mn>1</mn></math>: on average −1 is best. With β₁ = 0 and
<a data-set="adam.beta2=0.1">β₂ = 0.1</a> Adam divides the rare large gradient by its own size, forgets it, and drifts to 1, the
worst, in <a data-set="adam.beta2=0.1&amp;step=10000">10,000 steps</a> too. AMSGrad (<a href="https://arxiv.org/abs/1904.09237">Reddi, Kale, Kumar 2018</a>) divides by the largest <math><mi>v</mi></math> so far, and goes the right way.</p>
<p>Any fixed β₂ has such a loss; here it must be small. At <a data-set="adam.beta2=0.5">0.5</a> Adam creeps the right way, at
<a data-set="adam.beta2=0.999">0.999</a> it arrives.</p>
"#,
    question: "If Adam forgot all but the last gradient, all its steps would have one length. Where would three of them lead?",
    steps: 1000,
    restarts: false,
    telling: 1000,
    preset: "runs=adam,amsgrad&1.lr=0.1&1.beta1=0&1.beta2=0.1&2.lr=0.1&2.beta1=0&2.beta2=0.1&speed=60",
    ground: Ground::Bare,
    charts: false,
    exhibit: Some(|settings| Ok(Box::new(NotConverging::new(settings)?))),
    #[cfg(not(target_arch = "wasm32"))]
    holds: |lesson| {
        let after = |patch: &str, step: usize| {
            let settings = link::amend(&lesson.settings(), patch).map_err(|error| error.to_string())?;
            let mut runs = NotConverging::new(&settings).map_err(|error| error.to_string())?;
            runs.go_to(step);
            Ok::<_, String>([0, 1].map(|place| runs.x(place, step).unwrap_or(f64::NAN)))
        };
        let [adam, amsgrad] = after("", 1000)?;
        claim("x of Adam after 1,000 steps", adam, 0.9967, 1e-4)?;
        claim("x of AMSGrad after 1,000 steps", amsgrad, -0.774, 1e-3)?;
        let [adam, amsgrad] = after("", 10_000)?;
        claim("x of Adam after 10,000 steps", adam, 0.9990, 1e-4)?;
        claim("x of AMSGrad after 10,000 steps", amsgrad, -1.0, 1e-4)?;
        let [adam, _] = after("adam.beta2=0.5", 1000)?;
        claim("x of Adam after 1,000 steps at β₂ = 0.5", adam, -0.131, 1e-3)?;
        let [adam, _] = after("adam.beta2=0.999", 1000)?;
        claim("x of Adam after 1,000 steps at β₂ = 0.999", adam, -1.0, 1e-4)
    },
    ..Lesson::PLAIN
};
