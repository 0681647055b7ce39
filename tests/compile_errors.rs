//! The compiler's sentences and places, and its warnings, are CPython's: `tests/data` holds what CPython 3.14 answered.

use hoopsnake::compile::{Compiled, Mode, Options, compile_unit};
use hoopsnake::diag::Diagnostic;
use hoopsnake::source::{SourceText, Span};
use hoopsnake::syntax::parse_module;

fn compile(source: &SourceText) -> Result<Compiled, Box<Diagnostic>> {
    let arena = bumpalo::Bump::new();
    let parsed = parse_module(&arena, source)?;
    let options = Options {
        mode: Mode::Module,
        file: "x",
        optimize: 0,
        future_annotations: false,
        top_level_await: false,
    };
    compile_unit(&parsed.unit, source, &options)
}

/// Pairs of source and answer.
fn cases(data: &str) -> Vec<(String, String)> {
    let pair = |line: &str| {
        let (source, answer) = line.split_once(" => ").expect("source => answer");
        (source.replace("\\n", "\n"), answer.to_string())
    };
    data.lines().filter(|l| !l.starts_with("# ")).map(pair).collect()
}

fn place(source: &SourceText, span: Span) -> String {
    let (a, b) = (source.position(span.start), source.position(span.end));
    format!("{}:{}-{}:{}", a.line, a.column + 1, b.line, b.column + 1)
}

#[test]
fn errors_have_cpythons_sentence_and_place() {
    let cases = cases(include_str!("data/compile_errors.txt"));
    let mut wrong = Vec::new();
    for (text, expected) in &cases {
        let source = SourceText::new("x", text.as_str());
        let answer = match compile(&source) {
            Ok(_) => "ok".to_string(),
            Err(e) => {
                let span = e.span.expect("a place");
                format!("{}: {} @ {}", e.kind.name(), e.message, place(&source, span))
            }
        };
        if answer != *expected {
            wrong.push(format!("{text:?}\n  expected {expected}\n  got      {answer}"));
        }
    }
    assert!(cases.len() > 90);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn warnings_are_cpythons() {
    let cases = cases(include_str!("data/compile_warnings.txt"));
    for (text, expected) in &cases {
        let source = SourceText::new("x", text.as_str());
        let warnings = compile(&source).expect("it compiles").warnings;
        let shown = warnings.iter().map(|w| {
            let line = source.position(w.span.expect("a place").start).line;
            let message = match (w.message.contains('\''), w.message.contains('"')) {
                (true, false) => format!("\"{}\"", w.message),
                _ => format!("'{}'", w.message.replace('\'', "\\'")),
            };
            format!("({message}, {line})")
        });
        let answer = format!("[{}]", shown.collect::<Vec<_>>().join(", "));
        assert_eq!(answer, *expected, "{text:?}");
    }
    assert!(cases.len() > 50);
}

#[test]
fn trees_of_cpythons_depth_compile_and_deeper_ones_are_refused() {
    let chain = |n: usize, link: &str| SourceText::new("x", format!("x = a{}\n", link.repeat(n)));
    let run = move || {
        for link in ["+a", ".a", "()", "[0]", ".b()"] {
            let levels = if link == ".b()" { 2 } else { 1 };
            compile(&chain(9_990 / levels, link)).expect("as deep as CPython's limit");
            let error = compile(&chain(12_000, link)).expect_err("deeper than CPython's limit");
            assert_eq!(error.message, "maximum recursion depth exceeded during compilation");
        }
        let elif = format!("if a: pass\n{}", "elif a: pass\n".repeat(20_000));
        compile(&SourceText::new("x", elif)).expect("arms do not nest");
    };
    std::thread::Builder::new()
        .stack_size(128 << 20)
        .spawn(run)
        .expect("a thread")
        .join()
        .expect("no overflow");
}

#[test]
fn long_jumps_and_many_constants_are_relaxed() {
    let mut text = String::from("def f(x):\n    for y in x:\n        if x < y:\n");
    for i in 0..30_000 {
        text.push_str(&format!("            x = {}.5\n", i));
    }
    text.push_str("        elif y in x: break\n    return x\n");
    compile(&SourceText::new("x", text)).expect("a loop longer than a short jump reaches");
    let mut text = String::from("x = [\n");
    for i in 0..150_000 {
        text.push_str(&format!("{i}.5, y,\n"));
    }
    text.push_str("]\ndef f(): return f(a=1)\n");
    compile(&SourceText::new("x", text)).expect("more constants than a short index counts");
}
