//! A typed formula means what it says, says where it is wrong, and survives anything.

use downhill::error::Error;
use downhill::formula::{DEEPEST, Formula, LONGEST};
use downhill::jet::Jet;
use downhill::objective::{Draw, Objective};
use downhill::random::Random;
use downhill::settings::SurfaceSettings;
use downhill::surface::{self, Landscape};
use downhill::{catalogue, link};
// The same tests run in WebAssembly, whose stack is 1 MiB.
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn value(text: &str, at: [f64; 2]) -> f64 {
    Formula::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).value(at)
}

#[test]
fn precedence_is_the_usual_one() {
    let (x, y) = (3.0_f64, 5.0_f64);
    let table = [
        ("-x^2", -9.0),
        ("2^3^2", 512.0),
        ("(2^3)^2", 64.0),
        ("2^-x", 0.125),
        ("2^-x*y", 0.625),
        ("-2^2", -4.0),
        ("2--3", 5.0),
        ("-+-x", 3.0),
        ("2*-x^2", -18.0),
        ("x-y-1", -3.0),
        ("x/y/2", 0.3),
        ("x-(y-1)", -1.0),
        ("1+2*3^2", 19.0),
        ("2x", 6.0),
        ("2.5x^2", 22.5),
        ("2(x+1)", 8.0),
        ("(x+1)(y+1)", 24.0),
        ("x y", 15.0),
        ("xy", 15.0),
        ("xy^2", 75.0),
        ("xxy", 45.0),
        ("1/2x", 1.5),
        ("2x/2y", 15.0),
        ("x(y)", 15.0),
        ("2sqrt(4)x", 12.0),
        ("2e", 2.0 * std::f64::consts::E),
        ("2e3", 2000.0),
        ("2E-3", 0.002),
        ("2e+x", 2.0 * std::f64::consts::E + 3.0),
        ("1e3x", 3000.0),
        (".5x", 1.5),
        ("5.", 5.0),
        ("pi", std::f64::consts::PI),
        ("2πx", std::f64::consts::TAU * 3.0),
        ("x²y", 45.0),
        ("-x²", -9.0),
        ("2^x²", 512.0),
        ("(x)³", 27.0),
        ("x⁻¹", 1.0 / 3.0),
        ("x¹²", 531_441.0),
        ("x⁴ + x⁵ − x⁹ + x¹⁰", 39_690.0),
        ("sin(x)²", 3_f64.sin() * 3_f64.sin()),
        ("2 × x · y − 1 ÷ 2", 29.5),
        ("x**2", 9.0),
        ("max(x, y) - min(x, y)", 2.0),
        ("max(x, max(y, 7))", 7.0),
        ("abs(-x)", 3.0),
        ("sign(-x) floor(2.7)", -2.0),
        ("log(e^2) + ln(e) + log10(1000)", 6.0),
        ("exp(0) + cos(0) + tan(0) + atan(0) + sinh(0) + cosh(0) + tanh(0)", 3.0),
        ("X + Y", 8.0),
        ("  x \t+\u{a0}y ", 8.0),
        ("x^0.5", 3_f64.sqrt()),
        ("x^1.5", 3_f64.powf(1.5)),
        ("x^y", 243.0),
        ("0^0", 1.0),
        ("7", 7.0),
    ];
    for (text, expected) in table {
        let got = value(text, [x, y]);
        assert!((got - expected).abs() <= 1e-12 * expected.abs(), "{text} is {got}, not {expected}");
    }
}

#[test]
fn errors_say_where_and_what() {
    let table = [
        ("", 1, "nothing"),
        ("   ", 4, "nothing"),
        ("x +", 4, "ends too early"),
        ("x + * y", 5, "before this operator"),
        ("2 + sin x", 5, "sin needs parentheses; write them, as in sin(x)"),
        ("max x", 1, "as in max(x, y)"),
        ("max(x)", 6, "second argument"),
        ("sin(x, y)", 6, "still open"),
        ("(x + y", 7, "still open"),
        ("x + y)", 6, "closes none"),
        ("()", 2, "before )"),
        ("x, y", 2, "point"),
        ("0,5x", 2, "point"),
        ("2 3", 3, "write + - * / or ^"),
        ("x2", 1, "there is no “x2”"),
        ("xz + 1", 1, "products with other names"),
        ("foo(x)", 1, "there is no “foo”; there are x, y, pi"),
        ("x + z", 5, "there is no “z”"),
        ("1e999", 1, "too large"),
        ("x + .", 5, "point alone"),
        ("..", 1, "point alone"),
        ("1..2", 3, "cannot follow"),
        ("^2", 1, "before this operator"),
        ("²", 1, "no base"),
        ("x²⁻", 2, "cannot be read"),
        ("z = x", 1, "there is no “z”"),
        ("x = 2", 3, "right-hand side"),
        ("|x|", 1, "abs(x)"),
        ("[x]", 1, "write ( and )"),
        ("x\0", 2, "a control character"),
        ("éx", 1, "“é”"),
        ("x + 😀", 5, "“😀”"),
        ("½x", 1, "“½”"),
        ("×²x", 1, "before this operator"),
    ];
    for (text, at, says) in table {
        let error = Formula::parse(text).map(|_| ()).expect_err(text);
        let Error::Formula { column, .. } = error else { panic!("{text}: {error}") };
        assert_eq!(column, at, "{text}: {error}");
        assert!(error.to_string().contains(says), "{text}: {error} should say {says}");
        assert_eq!(error.kind(), "formula");
    }
}

#[test]
fn a_formula_has_the_jets_of_the_same_surface_in_rust() {
    let table: [(&str, Box<dyn Landscape>); 8] = [
        ("1/2 (x^2 + 25y^2)", Box::new(surface::Quadratic::default())),
        ("0.5*(x^2-y^2)+0.05*y^4", Box::new(surface::Saddle {})),
        ("(1-x)^2+100*(y-x^2)^2", Box::new(surface::Rosenbrock {})),
        ("(1.5-x+xy)^2+(2.25-x+xy^2)^2+(2.625-x+xy^3)^2", Box::new(surface::Beale {})),
        ("20 + x² − 10cos(2πx) + y² − 10cos(2πy)", Box::new(surface::Rastrigin {})),
        ("20 + e - 20exp(-0.2sqrt(0.5(x^2+y^2))) - e^(0.5(cos(2pi x) + cos(2pi y)))", Box::new(surface::Ackley {})),
        ("1 - exp(-(x^2 + y^2)/2)", Box::new(surface::Plateau {})),
        (
            "(1+(x+y+1)^2*(19-14x+3x^2-14y+6xy+3y^2))*(30+(2x-3y)^2*(18-32x+12x^2+48y-36xy+27y^2))",
            Box::new(surface::GoldsteinPrice {}),
        ),
    ];
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-11 * (1.0 + a.abs().max(b.abs()));
    for (text, surface) in table {
        let formula = Formula::parse(text).expect(text);
        assert_eq!(formula.text(), text);
        for k in 0..200 {
            let at = [2.0 * f64::from(k).sin(), 2.0 * (1.7 * f64::from(k)).cos()];
            let (ours, theirs) = (formula.jet(at), surface.jet(at));
            let numbers = |jet: Jet| [jet.v, jet.g[0], jet.g[1], jet.h[0], jet.h[1], jet.h[2]];
            // Terms of a product cancel: compare with the largest of the six.
            let size = numbers(theirs).iter().fold(1.0_f64, |most, v| most.max(v.abs()));
            for (a, b) in numbers(ours).into_iter().zip(numbers(theirs)) {
                assert!(close(a / size, b / size), "{text} at {at:?}: {ours:?} is not {theirs:?}");
            }
            assert_eq!(formula.value(at).to_bits(), ours.v.to_bits(), "{text}");
            let mut slopes = [0.0; 2];
            assert_eq!((formula.value_grad(&at, Draw::default(), &mut slopes), slopes), (ours.v, ours.g), "{text}");
        }
    }
}

/// Reads and evaluates a text; whether it was a formula.
fn survives(text: &str) -> bool {
    match Formula::parse(text) {
        Ok(formula) => {
            for at in [[0.3, -1.7], [0.0, 0.0], [1e300, -1e300], [f64::NAN, f64::INFINITY]] {
                let jet = formula.jet(at);
                // Not a number is an answer; another value than that of plain numbers is not.
                let value = formula.value(at);
                assert!(value == jet.v || value.is_nan() && jet.v.is_nan(), "{text}: {value} is not {}", jet.v);
            }
            true
        }
        Err(Error::Formula { column, what, expected }) => {
            assert!((1..=LONGEST + 1).contains(&column) && !what.is_empty() && !expected.is_empty(), "{text}");
            false
        }
        Err(other) => panic!("{text}: {other}"),
    }
}

/// Runs on a thread with the stack that wasm has; there, as it is.
#[cfg(target_arch = "wasm32")]
fn on_a_mebibyte<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Runs on a thread with the stack that wasm has.
#[cfg(not(target_arch = "wasm32"))]
fn on_a_mebibyte<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(work).expect("a thread can be started");
    thread.join().expect("the thread ends well")
}

#[test]
fn nasty_texts_are_survived() {
    let many = |piece: &str, times| piece.repeat(times);
    let mut nasty: Vec<String> = [
        "\0",
        "\u{feff}x",
        "😀",
        "^",
        ".",
        "..",
        "...",
        "1e",
        "1e+",
        "1e-x",
        "1e999",
        "1e-999",
        "-1e999",
        "e",
        "ee",
        "e e",
        "x^x^x^x^x^x^x",
        "x^-x^-x",
        "--",
        "-",
        "+",
        "()",
        ")(",
        "((",
        "))",
        "(,)",
        "max(,)",
        "max(x,)",
        "max(x,y,x)",
        "min()",
        "sin",
        "sin()",
        "sin(sin)",
        "sin(-",
        "x²²²",
        "²³",
        "⁻⁻",
        "x⁻",
        "x⁹⁹⁹⁹",
        "0/0",
        "1/0",
        "-1/0",
        "0^-1",
        "0^0",
        "(-1)^0.5",
        "(-8)^(1/3)",
        "ln(-1)",
        "log(0)",
        "sqrt(-1)",
        "tan(pi/2)",
        "x^1e308",
        "x^-1e308",
        "x^2147483648",
        "x^-2147483648",
        "1e308*1e308",
        "floor(1e308)",
        "\n",
        "\r\n x",
        "x\u{200b}y",
        "\u{202e}x",
        "x\u{301}",
        "NaN",
        "inf",
        "infinity",
        "0x10",
        "1_000",
        "1,000",
        "x;y",
        "x//y",
        "x#y",
        "%",
        "%%s",
        "${x}",
        "<math>",
        "'",
        "\"",
        "\\",
        "`",
        "x&y",
        "x=y",
        "x==y",
        "x!",
        "√x",
        "∞",
        "x′",
        "i",
        "j",
        "π",
        "ππ",
        "2π",
        "×",
        "x××y",
        "x***y",
        "x****y",
        "ⅹ",
        "𝑥",
        "é",
        "ß",
        "𝟚x",
        "٣",
    ]
    .map(String::from)
    .to_vec();
    for times in [10, 31, 32, 33, 63, 64, 65, 99, 100, 133, 200, 399, 400, 401, 100_000] {
        for piece in [
            "(", ")", "x", "-", "+", "x^", "2^", "x+(", "1+x(", "-(", "sin(", "max(x,", "max(", "x*", "^", ".", "²",
            "e", "1", "9", "😀", "\0", " ", "1e", "x+x*x^(", "-x^-", "()", ",", "xy", "1.", "⁻",
        ] {
            nasty.push(many(piece, times));
            nasty.push(many(piece, times) + "x");
            nasty.push(format!("{}x{}", many(piece, times), many(")", times)));
        }
    }
    let count = nasty.len();
    let read = on_a_mebibyte(move || nasty.iter().filter(|text| survives(text)).count());
    assert!(read > 100 && read < count, "{read} of {count} are formulas");
}

#[test]
fn a_million_random_token_strings_are_survived() {
    const TOKENS: &[&str] = &[
        "x", "y", "x", "y", "1", "2", "0.5", "3e2", "1e", ".", "pi", "e", "+", "-", "*", "/", "^", "^", "(", "(", ")",
        ")", ",", " ", "sin(", "cos(", "exp(", "log(", "sqrt(", "abs(", "max(", "min(", "tanh(", "floor(", "²", "³",
        "⁻¹", "−", "×", "z", "sin", "😀", "=",
    ];
    const STRINGS: usize = 1_000_000;
    let read = on_a_mebibyte(|| {
        let (mut random, mut text, mut read) = (Random::seeded(20_261_122), String::new(), 0);
        for _ in 0..STRINGS {
            text.clear();
            for _ in 0..=random.below(14) {
                text.push_str(TOKENS[random.below(TOKENS.len())]);
            }
            read += usize::from(survives(&text));
        }
        read
    });
    // Were nearly all refused, evaluation would not have been tested.
    assert!(read > STRINGS / 100, "{read} are formulas");
}

#[test]
fn nesting_is_counted_and_refused_at_the_first_too_deep() {
    let nested = |depth: usize| format!("{}x{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(value(&nested(DEEPEST), [2.0, 0.0]), 2.0);
    // What stands beside each other is not within each other.
    assert_eq!(value(&"(x)".repeat(DEEPEST + 9), [1.0, 0.0]), 1.0);
    assert_eq!(value(&"+max(x,1)".repeat(40), [2.0, 0.0]), 80.0);
    let Err(Error::Formula { column, .. }) = Formula::parse(&nested(DEEPEST + 1)) else { panic!("too deep") };
    assert_eq!(column, DEEPEST + 1);
    let tower = |height: usize| vec!["x"; height].join("^");
    assert_eq!(value(&tower(33), [1.0, 0.0]), 1.0);
    let Err(Error::Formula { column, .. }) = Formula::parse(&tower(34)) else { panic!("too high") };
    assert_eq!(column, 66);
    let Err(Error::Formula { column, .. }) = Formula::parse(&"x".repeat(LONGEST + 1)) else { panic!("too long") };
    assert_eq!(column, LONGEST + 1);
    assert!(Formula::parse(&"x".repeat(LONGEST)).is_ok());
}

#[test]
fn a_link_carries_a_formula_there_and_back() {
    for text in ["x^2 + y^2", "max(x, 0)² − 2e-3·sin(2πx)", "100*(y-x^2)^2+(1-x)^2", "x & y".replace('&', "+").as_str()]
    {
        let (plain, notes) = link::parse("#lesson=jitter&surface=formula");
        assert_eq!((plain.surface.formula.as_deref(), notes.len()), (Some(Formula::EXAMPLE), 0));
        let mut settings = plain;
        settings.surface = SurfaceSettings::typed(text).expect(text);
        settings.start = [1.0, -1.0];
        let written = link::write(&settings).expect("it can be written");
        assert!(written.bytes().all(|c| c.is_ascii_alphanumeric() || b"&=%.,-_~".contains(&c)), "{written}");
        assert_eq!(link::parse(&format!("#{written}")), (settings.clone(), vec![]), "{written}");
        // Encoded once more as a whole, as some programs do.
        let encoded: String = written.bytes().map(|c| format!("%{c:02X}")).collect();
        assert_eq!(link::parse(&encoded), (settings.clone(), vec![]), "{encoded}");
        assert_eq!(settings.surface.make().expect("it is right").value([0.5, 0.25]), value(text, [0.5, 0.25]));
    }
}

#[test]
fn a_link_with_a_wrong_formula_says_so_and_changes_nothing() {
    let (settings, notes) = link::parse("#formula=2%20%2B%20sin%20x&speed=9");
    assert_eq!((settings.surface.id.as_str(), settings.speed), ("quadratic", 9.0));
    assert_eq!(notes.len(), 1);
    assert!(notes[0].contains("column 5"), "{}", notes[0]);
    // An ampersand in a value is no end of a piece.
    let (_, notes) = link::parse("#formula=x%26y");
    assert!(notes.len() == 1 && notes[0].contains("“&”"), "{notes:?}");
}

#[test]
fn the_catalogue_makes_the_example_and_other_surfaces_have_no_formula() {
    let example = catalogue::surface("formula").and_then(|entry| entry.make(&[])).expect("it is in the catalogue");
    assert_eq!(example.value([1.0, 2.0]), value(Formula::EXAMPLE, [1.0, 2.0]));
    assert_eq!(SurfaceSettings::of("quadratic").expect("it is in the catalogue").formula, None);
}
