//! The only lists of optimizers, surfaces and lessons. What is in a list is on the page, in links, on the command line
//! and in the tests that run over it.

use crate::error::{Error, Result};
use crate::lesson::{self, Lesson};
use crate::objective::{Logistic, Regression};
use crate::optimizer::{
    AdaBelief, AdaBeliefInject, AdaBound, AdaDelta, AdaGrad, AdaMax, Adam, AdamInject, AdamToSgd, AdamUncorrected,
    AdamW, Adan, AmsGrad, Angular, Cos, DiffGrad, DiffGradInject, Lion, LookaheadAdam, Momentum, NAdam, Nesterov,
    OptimizerEntry, RAdam, RAdamInject, RmsProp, ScheduleFreeSgd, Sgd, Swats, Tan, Yogi,
};
use crate::surface::{self, SurfaceEntry};

/// Every optimizer: those of the lecture in the order they are taught, then those of its further reading.
pub const OPTIMIZERS: &[OptimizerEntry] = &[
    OptimizerEntry::elementwise::<Sgd>(),
    OptimizerEntry::elementwise::<Momentum>(),
    OptimizerEntry::elementwise::<AdaGrad>(),
    OptimizerEntry::elementwise::<RmsProp>(),
    OptimizerEntry::elementwise::<AdamUncorrected>(),
    OptimizerEntry::elementwise::<Adam>(),
    OptimizerEntry::elementwise::<DiffGrad>(),
    OptimizerEntry::elementwise::<RAdam>(),
    OptimizerEntry::elementwise::<AdaBelief>(),
    OptimizerEntry::elementwise::<Angular<Cos>>(),
    OptimizerEntry::elementwise::<Angular<Tan>>(),
    OptimizerEntry::elementwise::<AdamInject>(),
    OptimizerEntry::elementwise::<DiffGradInject>(),
    OptimizerEntry::elementwise::<RAdamInject>(),
    OptimizerEntry::elementwise::<AdaBeliefInject>(),
    OptimizerEntry::elementwise::<Nesterov>(),
    OptimizerEntry::elementwise::<AdaDelta>(),
    OptimizerEntry::elementwise::<AdamW>(),
    OptimizerEntry::elementwise::<AmsGrad>(),
    OptimizerEntry::elementwise::<AdaMax>(),
    OptimizerEntry::elementwise::<NAdam>(),
    OptimizerEntry::elementwise::<Yogi>(),
    OptimizerEntry::elementwise::<AdaBound>(),
    OptimizerEntry::elementwise::<AdamToSgd>(),
    OptimizerEntry::whole::<Swats>(),
    OptimizerEntry::elementwise::<LookaheadAdam>(),
    OptimizerEntry::elementwise::<Lion>(),
    OptimizerEntry::whole::<ScheduleFreeSgd>(),
    OptimizerEntry::elementwise::<Adan>(),
];

/// Every surface: formulas, losses over data, and the one that is typed.
pub const SURFACES: &[SurfaceEntry] = &[
    SurfaceEntry::of::<surface::Quadratic>(),
    SurfaceEntry::of::<surface::Saddle>(),
    SurfaceEntry::of::<surface::MonkeySaddle>(),
    SurfaceEntry::of::<surface::TwoWells>(),
    SurfaceEntry::of::<surface::Rosenbrock>(),
    SurfaceEntry::of::<surface::Beale>(),
    SurfaceEntry::of::<surface::Himmelblau>(),
    SurfaceEntry::of::<surface::Booth>(),
    SurfaceEntry::of::<surface::SixHumpCamel>(),
    SurfaceEntry::of::<surface::Rastrigin>(),
    SurfaceEntry::of::<surface::Ackley>(),
    SurfaceEntry::of::<surface::StyblinskiTang>(),
    SurfaceEntry::of::<surface::GoldsteinPrice>(),
    SurfaceEntry::of::<surface::Plateau>(),
    SurfaceEntry::of::<surface::Slope>(),
    SurfaceEntry::of::<surface::F1>(),
    SurfaceEntry::of::<surface::F1Lift>(),
    SurfaceEntry::of::<surface::F2>(),
    SurfaceEntry::of::<surface::F2Lift>(),
    SurfaceEntry::of::<surface::F3>(),
    SurfaceEntry::of::<surface::F3Lift>(),
    SurfaceEntry::of::<surface::NoisyBowl>(),
    SurfaceEntry::data::<Regression>(),
    SurfaceEntry::data::<Logistic>(),
    SurfaceEntry::formula(),
];

/// The lesson that the page opens with, and whose settings a link changes that names no lesson: not the first of the lecture,
/// but the one that is understood at a glance.
pub const OPENING: &Lesson = &lesson::JITTER;

/// Every lesson, in the order of the lecture.
pub const LESSONS: &[Lesson] = &[
    lesson::TRAINING_LOOP,
    lesson::JITTER,
    lesson::LOCAL_MINIMUM,
    lesson::SADDLE,
    lesson::HIGH_DIMENSION,
    lesson::NOISE,
    lesson::MOMENTUM,
    lesson::ADAGRAD,
    lesson::RMSPROP,
    lesson::BIAS_CORRECTION,
    lesson::OVERSHOOT,
    lesson::FRICTION,
    lesson::RECENT,
    lesson::WHICH,
    lesson::ADAM_TO_SGD,
    lesson::NOT_CONVERGING,
    lesson::GENERALIZE,
];

/// The optimizer of that id.
///
/// # Errors
/// [`Error::Unknown`] listing the ids there are.
pub fn optimizer(id: &str) -> Result<&'static OptimizerEntry> {
    find("optimizer", id, OPTIMIZERS, |entry| entry.info.id)
}

/// The surface of that id.
///
/// # Errors
/// [`Error::Unknown`] listing the ids there are.
pub fn surface(id: &str) -> Result<&'static SurfaceEntry> {
    find("surface", id, SURFACES, |entry| entry.info.id)
}

/// The lesson of that id.
///
/// # Errors
/// [`Error::Unknown`] listing the ids there are.
pub fn lesson(id: &str) -> Result<&'static Lesson> {
    find("lesson", id, LESSONS, |lesson| lesson.id)
}

fn find<T>(what: &str, id: &str, list: &'static [T], id_of: fn(&T) -> &'static str) -> Result<&'static T> {
    list.iter().find(|entry| id_of(entry) == id).ok_or_else(|| Error::Unknown {
        what: what.to_owned(),
        id: id.to_owned(),
        known: list.iter().map(id_of).collect(),
    })
}
