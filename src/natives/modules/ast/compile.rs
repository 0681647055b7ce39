//! What `compile` does with trees: a text becomes a tree of nodes, a tree of nodes becomes code.

use std::rc::Rc;

use bumpalo::Bump;

use super::classes::classes;
use super::read::{self, Wanted};
use super::show::{self, Wishes};
use crate::compile::{Mode, Options, compile_unit};
use crate::diag::{Diagnostic, FoundBy};
use crate::object::code::CodeObj;
use crate::object::{Ref, Value};
use crate::source::{SourceText, Span, compiled_bytes};
use crate::syntax::token::Tok;
use crate::syntax::{Parsed, check_tree, one_statement, parse_tree, tokenize};
use crate::vm::traceback::SourceTexts;
use crate::vm::{CompileMode, CompileWarning, Res, Vm};

/// What is asked for besides the text or tree.
#[derive(Clone, Copy)]
pub struct Request {
    pub mode: CompileMode,
    pub future_annotations: bool,
    pub optimized: Option<u8>,
    pub type_comments: bool,
}

/// How deep a tree may be that nodes are made of; the compiler's limit, too.
const MAX_DEPTH: u32 = 9_998;

/// The tree of a text, or its SyntaxError.
pub fn parsed<'a>(
    vm: &mut Vm,
    arena: &'a Bump,
    source: &Rc<SourceText>,
    mode: CompileMode,
) -> Res<Parsed<'a>> {
    // The front end does not ask for its memory.
    vm.room_for(compiled_bytes(source.text()))?;
    match parse_tree(arena, source, mode == CompileMode::Eval) {
        Ok(parsed) if parsed.depth > MAX_DEPTH => {
            Err(vm.recursion_error("maximum recursion depth exceeded during ast construction"))
        }
        Ok(parsed) => Ok(parsed),
        Err(d) => Err(refused(vm, &d, source)),
    }
}

/// The SyntaxError of a text.
pub fn refused(vm: &mut Vm, d: &Diagnostic, source: &Rc<SourceText>) -> crate::vm::Raised {
    let e = vm.syntax_error(d, source);
    SourceTexts::note_refused(vm, source.clone());
    e
}

/// The tree of a text as nodes.
pub fn parse(vm: &mut Vm, source: &Rc<SourceText>, request: Request) -> Res {
    let arena = Bump::new();
    let found = parsed(vm, &arena, source, request.mode)?;
    if request.mode == CompileMode::Single
        && let Err(d) = one_statement(&found.unit, source)
    {
        return Err(refused(vm, &d, source));
    }
    for d in &found.warnings {
        warn(vm, source, d)?;
    }
    let wishes = Wishes { optimized: request.optimized, type_comments: request.type_comments };
    let made = classes(vm)?;
    // A node and its fields take some 500 bytes for each of the text.
    vm.room_for(source.text().len().saturating_mul(100))?;
    Ok(show::unit(vm, made, source, &found.unit, request.mode == CompileMode::Single, wishes))
}

fn warn(vm: &mut Vm, source: &SourceText, d: &Diagnostic) -> Res<()> {
    let w = CompileWarning {
        category: d.kind.name(),
        line: d.span.map_or(1, |s| source.line_of(s.start)),
        text: d.message.to_string(),
        span: d.span,
    };
    vm.compile_warning(source, &w)
}

/// A tree of nodes as a new one, optimised if that is asked for.
pub fn optimized(vm: &mut Vm, tree: &Value, request: Request) -> Res {
    let made = classes(vm)?;
    let arena = Bump::new();
    let unit = read::unit(vm, made.clone(), &arena, tree, wanted(request.mode))?;
    let wishes = Wishes { optimized: request.optimized, type_comments: false };
    let is_interactive = request.mode == CompileMode::Single;
    Ok(show::unit(vm, made, &SourceText::grid(""), &unit, is_interactive, wishes))
}

fn wanted(mode: CompileMode) -> Wanted {
    match mode {
        CompileMode::Eval => Wanted::Expression,
        CompileMode::Single => Wanted::Interactive,
        _ => Wanted::Module,
    }
}

/// The code of a tree of nodes.
pub fn compile_tree(vm: &mut Vm, tree: &Value, file: &str, request: Request) -> Res<Ref<CodeObj>> {
    let made = classes(vm)?;
    let arena = Bump::new();
    let unit = read::unit(vm, made, &arena, tree, wanted(request.mode))?;
    let source = Rc::new(SourceText::grid(file));
    let options = Options {
        mode: match request.mode {
            CompileMode::Eval => Mode::Eval,
            CompileMode::Single => Mode::Interactive,
            _ => Mode::Exec,
        },
        file: source.name(),
        optimize: request.optimized.unwrap_or(vm.options.optimize),
        future_annotations: request.future_annotations,
        top_level_await: vm.top_level_await,
    };
    if let Err(d) = check_tree(&unit) {
        return Err(refused(vm, &d, &source));
    }
    let compiled = match compile_unit(&unit, &source, &options) {
        Ok(compiled) => compiled,
        Err(d) => return Err(refused(vm, &d.found_by(FoundBy::Compiler), &source)),
    };
    let number = vm.sources.add(source.clone());
    for d in &compiled.warnings {
        warn(vm, &source, d)?;
    }
    Ok(vm.load_code(&compiled.code, &number))
}

/// `(int, *str) -> list` as a tree.
pub fn func_type(vm: &mut Vm, source: &Rc<SourceText>) -> Res {
    let arena = Bump::new();
    let text = source.text();
    let mut depth = 0i32;
    let arrow = tokenize(source).into_iter().find(|t| {
        match t.kind {
            Tok::LParen | Tok::LBracket | Tok::LBrace => depth += 1,
            Tok::RParen | Tok::RBracket | Tok::RBrace => depth -= 1,
            _ => {}
        }
        t.kind == Tok::Arrow && depth == 0
    });
    let start = text.len() - text.trim_start_matches([' ', '\t', '\n', '\x0c']).len();
    let Some(arrow) = arrow.filter(|_| text[start..].starts_with('(')) else {
        let d = Diagnostic::syntax("invalid syntax", Span::new(start as u32, start as u32 + 1));
        return Err(refused(vm, &d, source));
    };
    // The arguments are those of a call, the name of the callee stands one column to the left.
    let call =
        Rc::new(SourceText::new(source.name(), format!("f{}", &text[start..arrow.span.start as usize])));
    // In its place, in brackets, since an expression by itself may not be indented.
    let end = arrow.span.end as usize;
    let returns = format!("({}{}\n)", " ".repeat(end - 1), &text[end..]);
    let returns = Rc::new(SourceText::new(source.name(), returns));
    let call = parsed(vm, &arena, &call, CompileMode::Eval)?;
    let returns = parsed(vm, &arena, &returns, CompileMode::Eval)?;
    let made = classes(vm)?;
    show::function_type(vm, made, source, &call, &returns, start as u32)
}
