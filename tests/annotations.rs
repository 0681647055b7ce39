//! Under `from __future__ import annotations` an annotation is stored as CPython's text of it.

use hoopsnake::bytecode::{Const, Instr};
use hoopsnake::compile::{Mode, Options, compile_unit};
use hoopsnake::source::SourceText;
use hoopsnake::syntax::parse_module;

/// The text that the annotation of `x` becomes.
fn annotation(expression: &str) -> String {
    let source = SourceText::new("x", format!("from __future__ import annotations\nx: {expression}\n"));
    let arena = bumpalo::Bump::new();
    let parsed = parse_module(&arena, &source).expect("it parses");
    let options = Options {
        mode: Mode::Module,
        file: "x",
        optimize: 0,
        future_annotations: false,
        top_level_await: false,
    };
    let code = compile_unit(&parsed.unit, &source, &options).expect("it compiles").code;
    let store = code.instrs.iter().position(|i| matches!(i, Instr::SetItem { .. })).expect("it is stored");
    // The text, the dict, the key.
    let Instr::LoadConst { k, .. } = code.instrs[store - 3] else { panic!("a constant") };
    let Const::Str(text) = &code.consts[usize::from(k.0)] else { panic!("a string") };
    String::from_utf8(text.to_vec()).expect("valid text")
}

#[test]
fn texts_are_cpythons() {
    let mut count = 0;
    for line in include_str!("data/annotations.txt").lines().filter(|l| !l.starts_with("# ")) {
        let (source, text) = line.split_once(" => ").expect("source => text");
        assert_eq!(annotation(source), text, "{source}");
        count += 1;
    }
    assert!(count > 70);
}
