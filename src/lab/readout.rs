//! What is read off a run at the step shown: numbers, and the sentence that the lesson makes of them.

use super::{Lab, Seen};
use crate::lesson::Ground;
use crate::measure;
use crate::number::{counted, readable};
use serde::Serialize;

/// How a run stands at the step shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It can take another step.
    Running,
    /// It stands outside the window, still finite.
    Outside,
    /// Its next step would leave all bounds.
    Diverged,
    /// Its legend switch is off.
    Off,
}

/// What is read off one run at the step shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Readout {
    /// The run's name.
    pub name: String,
    /// How it stands; on several stages, how it stands on the best of them.
    pub status: Status,
    /// The lesson's sentence about it, with its name.
    pub sentence: String,
    /// The numbers shown; none where the run is on several stages or on none.
    pub numbers: Vec<Number>,
}

/// A number read off, for people.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Number {
    /// What it is, as an id.
    pub id: &'static str,
    /// What it is, in words.
    pub label: &'static str,
    /// The number.
    pub text: String,
}

impl Lab {
    /// What is read off each line of the legend at the step shown.
    #[must_use]
    pub fn readouts(&self) -> Vec<Readout> {
        (0..self.settings.runs.len()).map(|place| self.readout(place)).collect()
    }

    fn readout(&self, place: usize) -> Readout {
        let name = self.settings.name(place);
        let on = self.settings.runs[place].on;
        let seen = self.stages().iter().find_map(|stage| {
            let run = stage.running().find(|(at, _)| *at == place);
            run.map(|(_, run)| Seen { lab: self, stage, run, place, step: self.taken() })
        });
        if !on {
            return Readout { status: Status::Off, sentence: format!("{name} is off."), numbers: Vec::new(), name };
        }
        let own = self.exhibit().and_then(|exhibit| exhibit.says(place, self));
        let Some(seen) = seen else {
            let sentence = own.map_or_else(String::new, |words| format!("{name} {words}"));
            return Readout { status: Status::Running, sentence, numbers: Vec::new(), name };
        };
        if matches!(self.lesson.ground, Ground::Panels(_)) {
            let status = seen.everywhere().map(status).min_by_key(|status| *status as u8).unwrap_or(Status::Off);
            let sentence = format!("{name} {}", (self.lesson.says)(&seen));
            return Readout { status, sentence, numbers: Vec::new(), name };
        }
        let sentence = fate(seen, &name).unwrap_or_else(|| {
            let lesson = self.at_home().then(|| (self.lesson.says)(&seen));
            format!("{name} {}", own.or(lesson).unwrap_or_else(|| general(seen)))
        });
        Readout { status: status(seen), sentence, numbers: numbers(seen), name }
    }

    /// What is on the stage, as text for those who do not see it.
    #[must_use]
    pub fn description(&self) -> String {
        let mut text = format!("Step {}.", self.step());
        if let Some(remark) = self.exhibit().and_then(|exhibit| exhibit.remark(self)) {
            text += " ";
            text += &remark;
        }
        for readout in self.readouts() {
            if readout.status == Status::Off {
                continue;
            }
            text += " ";
            text += &readout.sentence;
            for (index, number) in readout.numbers.iter().enumerate() {
                for part in [if index == 0 { " At " } else { ", " }, number.label, " ", &number.text] {
                    text += part;
                }
            }
            text += if readout.numbers.is_empty() { "" } else { "." };
        }
        text
    }
}

fn status(seen: Seen<'_>) -> Status {
    let diverged = seen.run.diverged_at().filter(|&at| at <= seen.step);
    match (diverged, seen.stage.shown().contains(seen.run.xy(seen.now()))) {
        (Some(_), _) => Status::Diverged,
        (None, false) => Status::Outside,
        (None, true) => Status::Running,
    }
}

/// What there is to say of a run that has left; none while it is in the picture.
pub(super) fn fate(seen: Seen<'_>, name: &str) -> Option<String> {
    let diverged = seen.run.diverged_at().filter(|&at| at <= seen.step);
    match (measure::leaves(seen.run, seen.stage.shown(), seen.step), diverged) {
        (_, Some(0)) => Some(format!("{name} cannot begin: the loss is not defined at the start.")),
        (left, Some(at)) => {
            let left = left.unwrap_or(at);
            Some(format!("{name} left the picture at step {left} and every bound at step {at}."))
        }
        (Some(at), None) => {
            let loss = readable(seen.run.loss(seen.now()));
            Some(format!("{name} left the picture at step {at}, loss {loss}."))
        }
        (None, None) => None,
    }
}

/// What can be said of any run on any surface.
fn general(seen: Seen<'_>) -> String {
    let (from, to) = (readable(seen.run.loss(0)), readable(seen.run.loss(seen.now())));
    format!("went from loss {from} to {to} in {}.", counted(seen.now(), "step"))
}

fn numbers(Seen { stage, run, step, .. }: Seen<'_>) -> Vec<Number> {
    let step = step.min(run.len());
    let number = |id, label, text| Number { id, label, text };
    let [x, y] = run.xy(step);
    let [along_x, along_y] = [0, 1].map(|axis| measure::flips(run, axis, step));
    let [x_name, y_name] = stage.landscape().info().names;
    if stage.is_curve() {
        let flips = number("flips", "flips", along_x.to_string());
        return vec![number("x", x_name, readable(x)), number("loss", "loss", readable(run.loss(step))), flips];
    }
    vec![
        number("x", x_name, readable(x)),
        number("y", y_name, readable(y)),
        number("loss", "loss", readable(run.loss(step))),
        number("flips", flips_label(x_name), format!("{along_x}, {along_y}")),
    ]
}

fn flips_label(x_name: &str) -> &'static str {
    if x_name == "x" { "flips x, y" } else { "flips w, b" }
}
