//! Tools that run nothing: `--check` and `--dump`.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, IsTerminal, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use bumpalo::Bump;

use super::args::{Invocation, Program, Stage};
use super::{USAGE, color_on_stderr, explains, say, warn};
use crate::bytecode::listing;
use crate::compile::{Mode, Options, compile_unit};
use crate::diag::{Diagnostic, classic, render};
use crate::host::run::{absolute, cannot_open};
use crate::source::{SourceText, Span};
use crate::syntax::dump::{dump_tokens, dump_tree};
use crate::syntax::{parse_module, tokenize};
use crate::vm::traceback::LONGEST;

/// Does what the tool switches ask for; None if the program is to run.
pub fn run(invocation: &Invocation) -> Option<i32> {
    if !invocation.check && invocation.dump.is_none() {
        return None;
    }
    let mut programs = vec![invocation.program.clone()];
    if matches!(invocation.program, Program::File(_)) && invocation.check {
        programs.extend(invocation.args.iter().cloned().map(Program::File));
    }
    let color = color_on_stderr(invocation);
    let mut status = 0;
    for program in &programs {
        let one = match read(program) {
            Ok((name, bytes)) => one(invocation, &name, &bytes, color),
            Err((text, status)) => {
                warn(&text);
                status
            }
        };
        status = status.max(one);
    }
    Some(status)
}

fn read(program: &Program) -> Result<(String, Vec<u8>), (String, i32)> {
    match program {
        Program::File(path) => {
            let file = absolute(Path::new(path));
            let bytes = fs::read(&file).map_err(|e| {
                let refused = cannot_open(&file, &e);
                (refused.text, refused.status)
            })?;
            Ok((file.to_string_lossy().into_owned(), bytes))
        }
        Program::Code(text) => Ok(("<string>".into(), bytes(text))),
        Program::Module(_) => {
            Err(("hoop: --check and --dump take a file, -c or standard input\n".into(), USAGE))
        }
        // Nobody is asked to type a file, unless by `-`.
        Program::Stdin { named: false } if io::stdin().is_terminal() => {
            let what = "hoop: --check and --dump want a file (or -c cmd, or - for standard input)\n";
            Err((what.into(), USAGE))
        }
        Program::Stdin { .. } => {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read.map_err(|e| (format!("hoop: standard input cannot be read: {e}\n"), 1))?;
            Ok(("<stdin>".into(), bytes))
        }
    }
}

fn bytes(text: &OsString) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn one(invocation: &Invocation, name: &str, bytes: &[u8], color: bool) -> i32 {
    let source = match SourceText::from_bytes(name, bytes) {
        Ok(source) => source,
        Err(e) => {
            warn(&format!("SyntaxError: {}\n", e.in_file(name).message));
            return 1;
        }
    };
    let mut out = String::new();
    let found = stages(invocation, &source, &mut out, color);
    let said = say(&out);
    match found {
        Ok(()) => said,
        Err(diagnostic) => {
            warn(&report(&diagnostic, &source, color, explains(invocation)));
            1
        }
    }
}

/// CPython's words; on a terminal behind them the place with reason and mend.
fn report(diagnostic: &Diagnostic, source: &SourceText, color: bool, explain: bool) -> String {
    let is_short = |span: Span| source.line_text(source.line_of(span.start)).len() <= LONGEST;
    let all_short =
        diagnostic.span.is_some_and(is_short) && diagnostic.labels.iter().all(|l| is_short(l.span));
    let mut out = classic(diagnostic, source);
    if explain && all_short {
        out.push_str(&render(diagnostic, source, color));
    }
    out
}

fn stages(
    invocation: &Invocation,
    source: &SourceText,
    out: &mut String,
    color: bool,
) -> Result<(), Box<Diagnostic>> {
    if invocation.dump == Some(Stage::Tokens) {
        out.push_str(&dump_tokens(source, &tokenize(source)));
        // What cannot be read as tokens is refused by the parser, too.
        let arena = Bump::new();
        return parse_module(&arena, source).map(drop);
    }
    let arena = Bump::new();
    let parsed = parse_module(&arena, source)?;
    if invocation.dump == Some(Stage::Ast) {
        out.push_str(&dump_tree(source, &parsed.unit));
        return Ok(());
    }
    let options = Options {
        mode: Mode::Module,
        file: source.name(),
        optimize: invocation.optimize,
        future_annotations: false,
        top_level_await: false,
    };
    let compiled = compile_unit(&parsed.unit, source, &options)?;
    if invocation.dump == Some(Stage::Code) {
        let _ = write!(out, "{}", listing(&compiled.code, &|offset| source.line_of(offset)));
    }
    for warning in parsed.warnings.iter().chain(&compiled.warnings) {
        warn(&report(warning, source, color, explains(invocation)));
    }
    Ok(())
}
