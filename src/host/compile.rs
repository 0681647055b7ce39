//! From text to bytecode: the one place where front end and compiler meet. The VM knows it as a function pointer.

use std::rc::Rc;

use bumpalo::Bump;

use crate::bytecode::Code;
use crate::compile::{Mode, Options, compile_unit};
use crate::diag::{Diagnostic, FoundBy};
use crate::source::SourceText;
use crate::syntax::{one_statement, parse_expression, parse_module};
use crate::vm::{CompileMode, CompileRequest, CompileWarning};

/// Compiles a text.
pub fn compile(request: CompileRequest<'_>) -> Result<(Rc<Code>, Vec<CompileWarning>), Box<Diagnostic>> {
    let arena = Bump::new();
    let source = request.source;
    let parsed = match request.mode {
        CompileMode::Eval => parse_expression(&arena, source)?,
        _ => parse_module(&arena, source)?,
    };
    if request.mode == CompileMode::Single {
        one_statement(&parsed.unit, source)?;
    }
    let options = Options {
        mode: match request.mode {
            CompileMode::Module => Mode::Module,
            CompileMode::Interactive | CompileMode::Single => Mode::Interactive,
            CompileMode::Exec => Mode::Exec,
            CompileMode::Eval => Mode::Eval,
        },
        file: source.name(),
        optimize: request.optimize,
        future_annotations: request.future_annotations,
        top_level_await: request.top_level_await,
    };
    let compiled =
        compile_unit(&parsed.unit, source, &options).map_err(|d| Box::new(d.found_by(FoundBy::Compiler)))?;
    let mut warnings = warnings_of(&parsed.warnings, source);
    warnings.extend(warnings_of(&compiled.warnings, source));
    Ok((compiled.code, warnings))
}

fn warnings_of(found: &[Diagnostic], source: &SourceText) -> Vec<CompileWarning> {
    let one = |d: &Diagnostic| CompileWarning {
        category: d.kind.name(),
        line: d.span.map_or(1, |s| source.line_of(s.start)),
        text: d.message.to_string(),
        span: d.span,
    };
    found.iter().map(one).collect()
}
