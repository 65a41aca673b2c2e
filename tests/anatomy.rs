//! A step taken apart: every line of every rule has its formula and its values.

use downhill::anatomy::{Anatomy, statements, unknown_names};
use downhill::catalogue::{self, OPENING, OPTIMIZERS};
use downhill::lab::Lab;
use downhill::link;
use downhill::number::readable;

/// The formula of the line of an optimizer that binds a name, without its tags.
fn formula(optimizer: &str, name: &str) -> String {
    let anatomy = Anatomy::of(catalogue::optimizer(optimizer).expect("it is in the catalogue"));
    let line = anatomy.lines.iter().rfind(|line| line.name == name).expect("it has such a line");
    let mut text = String::new();
    for part in line.formula.split('<') {
        let (tag, rest) = part.split_once('>').unwrap_or(("", part));
        text += match tag {
            "msub" | "msup" | "msubsup" | "mfrac" | "msqrt" | "mover" => "[",
            "/msub" | "/msup" | "/msubsup" | "/mfrac" | "/msqrt" | "/mover" => "]",
            "mtr" => "; ",
            _ => "",
        };
        text += rest;
    }
    text.replace("&#x2062;", " ").replace("&#x2061;", "").replace("&#xA0;", " ")
}

/// A number for people; none sees that a zero is negative.
fn people(value: f64) -> String {
    readable(value + 0.0)
}

/// The elements must open and close in pairs, and those that take two or three children must have them.
fn assert_well_formed(formula: &str) {
    let mut open: Vec<(&str, usize)> = Vec::new();
    for part in formula.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        let named = ["&lt;", "&gt;", "&#x"].map(|entity| text.matches(entity).count());
        assert_eq!(text.matches('&').count(), named.iter().sum::<usize>(), "{text}");
        if let Some(name) = tag.strip_prefix('/') {
            let (opened, children) = open.pop().expect("what closes was opened");
            assert_eq!(opened, name, "{formula}");
            let due = match name {
                "msub" | "msup" | "mfrac" | "mover" => Some(2),
                "msubsup" => Some(3),
                "mi" | "mn" | "mo" | "mtext" => Some(0),
                _ => None,
            };
            assert!(due.is_none_or(|due| due == children), "{name} has {children} children: {formula}");
        } else {
            if let Some((_, children)) = open.last_mut() {
                *children += 1;
            }
            let name = tag.split(' ').next().unwrap_or(tag);
            open.push((name, 0));
            let is_text = ["mi", "mn", "mo", "mtext"].contains(&name);
            assert!(text.is_empty() != is_text, "{name} holds {text:?}: {formula}");
            let plain = ["mi", "mn", "mo", "mtext", "mrow", "mtable", "mtr", "mtd", "msqrt", "math"];
            assert!(plain.contains(&name) || ["msub", "msup", "mfrac", "mover", "msubsup"].contains(&name), "{name}");
        }
    }
    assert!(open.is_empty(), "{formula}");
}

#[test]
fn every_line_of_every_rule_is_read_and_none_is_lost() {
    for entry in OPTIMIZERS {
        let listing = entry.info.listing();
        let lines = statements(&listing).unwrap_or_else(|| panic!("{}: {listing}", entry.info.id));
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let kept: Vec<_> = lines.iter().flat_map(|line| words(line.text)).collect();
        assert_eq!(kept, words(&listing), "{}", entry.info.id);
        assert!(lines.iter().any(|line| line.name == "delta"), "{}", entry.info.id);
    }
}

#[test]
fn every_line_of_every_rule_has_a_formula_of_known_names_that_is_well_formed() {
    for entry in OPTIMIZERS {
        let id = entry.info.id;
        assert_eq!(unknown_names(entry), Vec::<&str>::new(), "{id}");
        for line in Anatomy::of(entry).lines {
            assert_well_formed(&line.formula);
            // What is written in formulas is no longer source.
            for source in ["_", "f64", "sqrt(", "pow", "let ", "::"] {
                let text: String = line.formula.replace("<msqrt>", "").replace("</msqrt>", "");
                assert!(!text.contains(source), "{id}: {source} in {text}");
            }
        }
    }
}

#[test]
fn formulas_read_as_the_papers_write_them() {
    for (optimizer, name, expected) in [
        ("sgd", "delta", "Δ x=−α [gt]"),
        ("momentum", "v", "[vt]=ρ [vt−1]+[gt]"),
        ("adam", "v", "[vt]=[β2] [vt−1]+(1−[β2]) [gt2]"),
        ("adam", "m_hat", "[[m^]t]=[[mt]1−[β1t]]"),
        ("adam", "rate", "[ηt]=[α[[[v^]t]]+ε]"),
        ("adam", "delta", "Δ x=−[ηt] [[m^]t]"),
        ("diffgrad", "xi", "[ξt]=[11+[e−|[gt−1]−[gt]|]]"),
        ("adabelief", "s", "[st]=[β2] [st−1]+(1−[β2]) [([gt]−[mt])2]+ε"),
        ("adabound", "rate", "[ηt]=clip([ηtAdam],[lowt],[hight])"),
        ("adabound", "adam_rate", "[ηtAdam]=[α [1−[β2t]](1−[β1t]) ([[vt]]+ε)]"),
        ("adagrad", "sum", "[Gt]=[Gt−1]+[gt2]"),
        ("amsgrad", "v_max", "[vtmax]=max([vt],[vt−1max])"),
        ("adam-inject", "d", "[dt]={; [xt−2]−[xt−1]if t&gt;1; 0otherwise"),
        ("adam-inject", "s", "[st]={; [[gt]+[dt] [gt2]k]if t&gt;1; [gt]otherwise"),
        ("lookahead-adam", "delta", "Δ x={; [slowt]−[xt−1]if tmodk=0; Δotherwise"),
        ("schedulefree-sgd", "delta", "Δ x=[ct] ([zt]−[xt−1])"),
        ("adan", "delta", "Δ x=−[[ηt] ([[m^]t]+[β2] [[v^]t])+α λ [xt−1]1+α λ]"),
        ("swats", "p_dot_g", "[pt]·[gt]=∑[pt] [gt]"),
        ("swats", "gamma", "[γt]={; [[pt]·[pt]−[pt]·[gt]]if [pt]·[gt]≠0; 0otherwise"),
        ("nadam", "mu_next", "[μt+1]=[β1] (1−0.5·[0.96(t+1) ψ])"),
        ("radam", "rho_inf", "[ρ∞]=[21−[β2]]−1"),
    ] {
        assert_eq!(formula(optimizer, name), expected, "{optimizer}, {name}");
    }
}

#[test]
fn a_line_shows_what_its_name_has_at_the_next_step_along_each_axis() {
    for entry in OPTIMIZERS {
        let patch = format!("runs={}", entry.info.id);
        let mut lab = Lab::new(link::amend(&OPENING.settings(), &patch).expect("a fine patch")).expect("fine settings");
        lab.go_to(7);
        let run = &lab.stages()[0].runs()[0];
        let (anatomy, trace) = (Anatomy::of_step(run, 3, 2), run.explain(3));
        assert_eq!(anatomy.given[0].values, [0, 1].map(|axis| people(trace.value(axis, "g").expect("traced"))));
        for line in &anatomy.lines {
            let last = anatomy.lines.iter().rfind(|other| other.name == line.name) == Some(line);
            let traced = [0, 1].map(|axis| trace.value(axis, line.name).filter(|_| last));
            let expected: Vec<_> = traced.into_iter().flatten().map(people).collect();
            assert_eq!(line.values, expected, "{}: {}", entry.info.id, line.text);
        }
        let step = [0, 1].map(|axis| trace.value(axis, "delta").map(people).expect("traced"));
        let delta = anatomy.lines.iter().rfind(|line| line.name == "delta").expect("every rule has a step");
        assert_eq!(delta.values, step, "{}", entry.info.id);
    }
}

#[test]
fn a_step_is_drawn_beside_the_gradient_and_what_it_is_made_of() {
    for (optimizer, expected) in [
        ("sgd", "g delta"),
        ("momentum", "g v delta"),
        ("nesterov", "g v delta"),
        ("rmsprop", "g delta"),
        ("adam", "g m_hat delta"),
        ("adam-uncorrected", "g m delta"),
        ("adan", "g m_hat v_hat delta"),
        ("lookahead-adam", "g m_hat delta"),
        ("swats", "g u m_hat delta"),
    ] {
        let anatomy = Anatomy::of(catalogue::optimizer(optimizer).expect("it is in the catalogue"));
        let names: Vec<_> = anatomy.arrows.iter().map(|tip| tip.name).collect();
        assert_eq!(names.join(" "), expected, "{optimizer}");
    }
}

#[test]
fn a_long_line_keeps_its_shape_without_its_margin() {
    let anatomy = Anatomy::of(catalogue::optimizer("radam").expect("it is in the catalogue"));
    let long = anatomy.lines.iter().find(|line| line.name == "r").expect("radam rectifies");
    assert!(long.text.ends_with("\n} else {\n    1.0 - wait\n};"), "{}", long.text);
}

#[test]
fn what_is_no_line_of_a_rule_is_not_read() {
    for text in ["let m = ;", "let m = 1.0", "m = 1.0;", "let m = (1.0;", "let m = if t { 1.0 };", "let m = 1.0 2.0;"] {
        assert_eq!(statements(text), None, "{text}");
    }
    assert_eq!(statements(""), Some(Vec::new()));
}
