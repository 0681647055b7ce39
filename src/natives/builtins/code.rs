//! Functions of `builtins` that compile and run code: compile, eval, exec, `__import__`, breakpoint; and the names of the running frame.

use std::rc::Rc;

use crate::bytecode::CodeKind;
use crate::natives;
use crate::natives::modules::ast;
use crate::object::bytes::BytesObj;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::function::NativeObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::source::SourceText;
use crate::syntax::{Form, ends_too_early, ends_within_block, too_new};
use crate::vm::{CompileMode, CompileWarning, Res, Vm};

natives! { pub static FUNCTIONS;
    /// Compile source into a code object that can be executed by exec() or eval().
    ///
    /// The source code may represent a Python module, statement or expression.
    /// The filename will be used for run-time error messages.
    /// The mode must be 'exec' to compile a module, 'single' to compile a
    /// single (interactive) statement, or 'eval' to compile an expression.
    /// The flags argument, if present, controls which future statements influence
    /// the compilation of the code.
    /// The dont_inherit argument, if true, stops the compilation inheriting
    /// the effects of any future statements in effect in the code calling
    /// compile; if absent or false these statements do influence the compilation,
    /// in addition to any features explicitly specified.
    fn compile(vm, /, source: Value, filename: Value, mode: Value, flags: i64 = 0, dont_inherit: bool = false, optimize: i64 = -1, *, _feature_version: i64 = -1) -> Res {
        compile(vm, &source, &filename, &mode, Settings { flags, dont_inherit, optimize, feature_version: _feature_version })
    }

    /// Evaluate the given source in the context of globals and locals.
    ///
    /// The source may be a string representing a Python expression
    /// or a code object as returned by compile().
    /// The globals must be a dictionary and locals can be any mapping,
    /// defaulting to the current globals and locals.
    /// If only globals is given, locals defaults to it.
    fn eval(vm, source: Value, /, globals: Value = Value::None, locals: Value = Value::None) -> Res {
        let (globals, locals) = scopes(vm, "eval", globals, locals)?;
        let code = code_for(vm, "eval", &source, CompileMode::Eval)?;
        run(vm, "eval", &code, &globals, &locals)
    }

    /// Execute the given source in the context of globals and locals.
    ///
    /// The source may be a string representing one or more Python statements
    /// or a code object as returned by compile().
    /// The globals must be a dictionary and locals can be any mapping,
    /// defaulting to the current globals and locals.
    /// If only globals is given, locals defaults to it.
    /// The closure must be a tuple of cellvars, and can only be used
    /// when source is a code object requiring exactly that many cellvars.
    fn exec(vm, source: Value, /, globals: Value = Value::None, locals: Value = Value::None, *, closure: Value = Value::None) -> Res<()> {
        let (globals, locals) = scopes(vm, "exec", globals, locals)?;
        let code = code_for(vm, "exec", &source, CompileMode::Exec)?;
        if !closure.is_none() || !code.free.is_empty() {
            return exec_with_closure(vm, &source, &code, &globals, &closure);
        }
        run(vm, "exec", &code, &globals, &locals)?;
        Ok(())
    }

    /// Import a module.
    ///
    /// Because this function is meant for use by the Python
    /// interpreter and not for general use, it is better to use
    /// importlib.import_module() to programmatically import a module.
    ///
    /// The globals argument is only used to determine the context;
    /// they are not modified.  The locals argument is unused.  The fromlist
    /// should be a list of names to emulate ``from name import ...``, or an
    /// empty list to emulate ``import name``.
    fn __import__(vm, /, name: Value, globals: Value = Value::None, locals: Value = Value::None, fromlist: Value = Value::None, level: i64 = 0) -> Res {
        let Some(name) = name.to_ref::<StrObj>() else {
            return Err(vm.type_error("module name must be a string"));
        };
        if level < 0 {
            return Err(vm.value_error("level must be >= 0"));
        }
        let globals = globals.to_ref::<DictObj>();
        vm.import_module(&name.to_text(), globals.as_ref(), &fromlist, level)
    }

    /// Call sys.breakpointhook(*args, **kws).
    fn breakpoint(vm, /, *args, **kws) -> Res {
        match vm.sys.get_text(vm.heap, "breakpointhook") {
            Some(hook) => {
                let kw: Vec<(Ref<StrObj>, Value)> =
                    kws.entries().into_iter().filter_map(|(k, v)| k.into_ref::<StrObj>().ok().map(|k| (k, v))).collect();
                vm.call_kw(&hook, args.items(), &kw)
            }
            None => Err(vm.runtime_error("lost sys.breakpointhook")),
        }
    }
}

/// The globals of the running frame.
pub fn current_globals(vm: &mut Vm) -> Res<Ref<DictObj>> {
    match vm.globals() {
        Some(g) => Ok(g),
        None => Err(vm.system_error("globals(): no frame is running")),
    }
}

/// `locals()`: a snapshot in a function, the namespace itself elsewhere.
pub fn current_locals(vm: &mut Vm) -> Res {
    let Some((_, code)) = vm.thread.caller() else {
        return Err(vm.system_error("locals(): no frame is running"));
    };
    let kind = code.code.kind;
    let in_comprehension = kind != CodeKind::Function
        && code.code.hidden.iter().any(|i| {
            !vm.thread.callers_register(*i).is_undef() && !code.locals[*i as usize].bytes().starts_with(b".")
        });
    if in_comprehension {
        // A copy with the comprehension's variables on top.
        let own = if kind == CodeKind::Module {
            current_globals(vm)?.into_value()
        } else {
            vm.thread.callers_register(0)
        };
        let out = vm.heap.dict();
        vm.dict_update(&out, &own)?;
        let f = vm.top_frame_object();
        let inner = crate::natives::types::frames::frame_variables(vm, &f)?.into_value();
        vm.dict_update(&out, &inner)?;
        return Ok(out.into_value());
    }
    match kind {
        CodeKind::Module => Ok(current_globals(vm)?.into_value()),
        CodeKind::Namespace => Ok(vm.thread.callers_register(0)),
        CodeKind::Function => {
            let f = vm.top_frame_object();
            Ok(crate::natives::types::frames::frame_variables(vm, &f)?.into_value())
        }
    }
}

fn ended(text: SourceText, mode: CompileMode) -> SourceText {
    match mode {
        CompileMode::Eval | CompileMode::Single => text.with_open_end(),
        _ => text,
    }
}

/// Whether the running code was compiled with `from __future__ import annotations`.
fn inherits_annotations(vm: &Vm) -> bool {
    vm.thread.caller().is_some_and(|(_, code)| code.code.flags.future_annotations)
}

/// What may stand for a namespace: a dict, or what has items by key. Those of a deque are by place only.
fn is_mapping(vm: &Vm, v: &Value) -> bool {
    if v.is_a::<DictObj>() {
        return true;
    }
    let Some(found) = vm.lookup_special(v, &vm.names.__getitem__) else { return false };
    let owner = found.cast::<NativeObj>().and_then(|f| f.owner.to_ref::<TypeObj>());
    !owner.is_some_and(|c| vm.extra_types.get("collections.deque").is_some_and(|deque| c.is(deque)))
}

fn scopes(vm: &mut Vm, name: &str, globals: Value, locals: Value) -> Res<(Ref<DictObj>, Value)> {
    if name == "eval" && !locals.is_none() && !is_mapping(vm, &locals) {
        // It looks at these first.
        return Err(vm.type_error("locals must be a mapping"));
    }
    let what = vm.class_name(&globals);
    let given = match &globals {
        Value::None => None,
        v => match v.to_ref::<DictObj>() {
            Some(d) => Some(d),
            None if name == "exec" => {
                return Err(vm.type_error(format!("exec() globals must be a dict, not {what}")));
            }
            None if is_mapping(vm, v) => {
                return Err(vm.type_error("globals must be a real dict; try eval(expr, {}, mapping)"));
            }
            None => return Err(vm.type_error("globals must be a dict")),
        },
    };
    if !locals.is_none() && !is_mapping(vm, &locals) {
        let what = vm.class_name(&locals);
        return Err(vm.type_error(match name {
            "exec" => format!("locals must be a mapping or None, not {what}"),
            _ => "locals must be a mapping".to_string(),
        }));
    }
    let (globals, locals) = match (given, locals) {
        (Some(g), Value::None) => (g.clone(), g.into_value()),
        (Some(g), l) => (g, l),
        (None, Value::None) => (current_globals(vm)?, current_locals(vm)?),
        (None, l) => (current_globals(vm)?, l),
    };
    Ok((globals, locals))
}

fn no_nulls(vm: &mut Vm, text: &[u8]) -> Res<()> {
    if !text.contains(&0) {
        return Ok(());
    }
    let class = vm.types().syntax_error.clone();
    Err(vm.error(&class, "source code string cannot contain null bytes"))
}

/// The text of a source argument.
fn source_text(
    vm: &mut Vm,
    function: &str,
    source: &Value,
    file: &str,
    mode: CompileMode,
) -> Res<SourceText> {
    if let Some(s) = source.to_ref::<StrObj>() {
        no_nulls(vm, s.bytes())?;
        let Some(text) = s.as_str() else {
            let r = crate::object::text::codecs::encode::encode(
                s.bytes(),
                crate::object::text::codecs::Codec::Utf8,
                &crate::object::text::codecs::Errors::Strict,
            );
            return match r {
                Err(e) => Err(crate::natives::types::str::raise_unicode(vm, e, source.clone())),
                Ok(_) => Err(vm.value_error("source code is no text")),
            };
        };
        // A copy, and the places of its lines.
        vm.room_for(text.len().saturating_mul(5))?;
        let text = if function == "eval" { text.trim_start_matches([' ', '\t']) } else { text };
        let text = SourceText::new(file, text).with_claimed_name().with_max_digits(vm.max_int_digits);
        return Ok(ended(text, mode));
    }
    vm.room_for(crate::natives::types::support::buffer_len(source).saturating_mul(6))?;
    match crate::natives::types::support::bytes_if_any(vm, source)? {
        Some(data) => {
            no_nulls(vm, &data)?;
            let blanks = data.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
            let data = if function == "eval" { &data[blanks..] } else { &data[..] };
            let text = vm.source_from_bytes(file, data)?;
            Ok(ended(text.with_claimed_name().with_max_digits(vm.max_int_digits), mode))
        }
        None => {
            let words = if function == "compile" {
                "a string, bytes or AST object"
            } else {
                "a string, bytes or code object"
            };
            Err(vm.type_error(format!("{function}() arg 1 must be {words}")))
        }
    }
}

fn code_for(vm: &mut Vm, function: &str, source: &Value, mode: CompileMode) -> Res<Ref<CodeObj>> {
    if let Some(code) = source.to_ref::<CodeObj>() {
        return Ok(code);
    }
    let text = source_text(vm, function, source, "<string>", mode)?;
    let annotations = inherits_annotations(vm);
    vm.compile_text(Rc::new(text), mode, annotations)
}

fn run(vm: &mut Vm, function: &str, code: &Ref<CodeObj>, globals: &Ref<DictObj>, locals: &Value) -> Res {
    if !code.free.is_empty() {
        return Err(
            vm.type_error(format!("code object passed to {function}() may not contain free variables"))
        );
    }
    vm.run_code(code, globals, Some(locals))
}

fn exec_with_closure(
    vm: &mut Vm,
    source: &Value,
    code: &Ref<CodeObj>,
    globals: &Ref<DictObj>,
    closure: &Value,
) -> Res<()> {
    if !source.is_a::<CodeObj>() {
        return Err(vm.type_error("closure can only be used when source is a code object"));
    }
    let cells = closure.to_ref::<TupleObj>().filter(|t| {
        t.len() == code.free.len() && t.items().iter().all(|c| c.is_a::<crate::object::function::CellObj>())
    });
    if code.free.is_empty() {
        return Err(vm.type_error("cannot use a closure with this code object"));
    }
    let Some(cells) = cells else {
        return Err(
            vm.type_error(format!("code object requires a closure of exactly length {}", code.free.len()))
        );
    };
    let f = vm.module_function(code.clone(), globals, Some(cells)).into_value();
    vm.call(&f, &[])?;
    Ok(())
}

/// Flags of `ast` that ask for a tree, for type comments in it, for top-level await, for an optimised tree.
const ONLY_AST: i64 = 0x400;
const TYPE_COMMENTS: i64 = 0x1000;
const TOP_LEVEL_AWAIT: i64 = 0x2000;
const OPTIMIZED_AST: i64 = 0x8000;
/// Flags of `codeop`: a block wants an empty line behind it, and a text that ends too early is told by an error of its own.
const DONT_IMPLY_DEDENT: i64 = 0x200;
const ALLOW_INCOMPLETE_INPUT: i64 = 0x4000;
const FUTURE_ANNOTATIONS: i64 = 0x100_0000;
/// `barry_as_FLUFL`
const OLD_UNEQUAL: i64 = 0x40_0000;
/// All that `compile` takes: those of future features and those of `ast`.
const KNOWN_FLAGS: i64 = 0x1fe_0010 | 0xf600;

/// Arguments of `compile` that are numbers.
struct Settings {
    flags: i64,
    dont_inherit: bool,
    optimize: i64,
    /// A tree is refused that 3.this did not know; negative: none.
    feature_version: i64,
}

/// What `codeop` wants to know before all else.
fn refuse_unfinished(vm: &mut Vm, text: &SourceText, mode: CompileMode, flags: i64) -> Res<()> {
    let needs_end = flags & DONT_IMPLY_DEDENT != 0;
    let form = match mode {
        CompileMode::Eval => Form::Expression,
        CompileMode::Single => Form::Statement,
        _ => Form::Script,
    };
    let is_told = flags & ALLOW_INCOMPLETE_INPUT != 0;
    let t = vm.types();
    let last = text.position(text.text().len() as u32 - u32::from(text.text().ends_with('\n')));
    let line = text.line_text(last.line);
    let early = if is_told { ends_too_early(text, form, needs_end) } else { None };
    let (class, message, column) = if let Some(warnings) = early {
        for w in warnings {
            let at = w.span.map_or(1, |s| text.line_of(s.start));
            let told = CompileWarning {
                category: w.kind.name(),
                line: at,
                text: w.message.to_string(),
                span: w.span,
            };
            vm.compile_warning(text, &told)?;
        }
        (&t.incomplete_input_error, "incomplete input", last.column)
    } else if !is_told && needs_end && form == Form::Statement && ends_within_block(text) {
        (&t.syntax_error, "invalid syntax", 0)
    } else {
        return Ok(());
    };
    let class = class.value();
    let int = |n: u32| Value::Int(i64::from(n));
    let (file, line) = (vm.heap.str(text.name()).into_value(), vm.heap.str(line).into_value());
    let place =
        [file, int(last.line), int(column), line, int(last.line), Value::Int(i64::from(column == 0) - 1)];
    let details = vm.heap.tuple(place).into_value();
    let message = vm.heap.str(message).into_value();
    let error = vm.call(&class, &[message, details])?;
    Err(vm.raise(error))
}

fn compile(vm: &mut Vm, source: &Value, filename: &Value, mode: &Value, settings: Settings) -> Res {
    let Settings { flags, dont_inherit, optimize, feature_version } = settings;
    let file = match (filename.cast::<StrObj>(), filename.cast::<BytesObj>()) {
        (Some(s), _) => s.to_text(),
        (None, Some(b)) => String::from_utf8_lossy(b.bytes()).into_owned(),
        (None, None) => match vm.call_special(filename, &vm.heap.intern("__fspath__"), &[])? {
            Some(path) => vm.str(&path)?.to_text(),
            None => {
                let what = vm.class_name(filename);
                return Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {what}")));
            }
        },
    };
    let Some(mode) = mode.to_ref::<StrObj>() else {
        let what = if mode.is_none() { "None".into() } else { vm.class_name(mode) };
        return Err(vm.type_error(format!("compile() argument 'mode' must be str, not {what}")));
    };
    if flags & !KNOWN_FLAGS != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    if !(-1..=2).contains(&optimize) {
        return Err(vm.value_error("compile(): invalid optimize value"));
    }
    let wants_tree = flags & ONLY_AST != 0;
    let (mode, function_type) = match mode.bytes() {
        b"exec" => (CompileMode::Exec, false),
        b"eval" => (CompileMode::Eval, false),
        b"single" => (CompileMode::Single, false),
        b"func_type" if wants_tree => (CompileMode::Eval, true),
        b"func_type" => {
            return Err(vm.value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST"));
        }
        _ if wants_tree => {
            return Err(vm.value_error("compile() mode must be 'exec', 'eval', 'single' or 'func_type'"));
        }
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    if source.is_a::<CodeObj>() {
        return Err(vm.type_error("compile() arg 1 must be a string, bytes or AST object"));
    }
    let annotations = flags & FUTURE_ANNOTATIONS != 0 || !dont_inherit && inherits_annotations(vm);
    let level = u8::try_from(optimize).unwrap_or(vm.options.optimize);
    let is_optimized = !wants_tree || flags & OPTIMIZED_AST != 0;
    let request = ast::Request {
        mode,
        future_annotations: annotations,
        optimized: is_optimized.then_some(level),
        type_comments: flags & TYPE_COMMENTS != 0,
    };
    if function_type && ast::is_node(vm, source)? {
        let class = vm.class_of(source).name_text();
        if class != "FunctionType" {
            return Err(vm.type_error(format!("expected FunctionType node, got {class}")));
        }
        return Ok(source.clone());
    }
    if ast::is_node(vm, source)? {
        let awaits = vm.top_level_await;
        vm.top_level_await |= flags & TOP_LEVEL_AWAIT != 0;
        let code = match wants_tree {
            true => ast::optimized(vm, source, request),
            false => ast::compile_tree(vm, source, &file, request).map(Ref::into_value),
        };
        vm.top_level_await = awaits;
        return code;
    }
    let text = source_text(vm, "compile", source, &file, mode)?;
    let text = if flags & OLD_UNEQUAL != 0 { text.with_old_unequal() } else { text };
    if function_type {
        return ast::func_type(vm, &Rc::new(text));
    }
    if flags & (DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE_INPUT) != 0 {
        refuse_unfinished(vm, &text, mode, flags)?;
    }
    if wants_tree {
        let text = Rc::new(text);
        let tree = ast::parse(vm, &text, request)?;
        if feature_version >= 0
            && let Some(d) = too_new(&text, feature_version)
        {
            return Err(ast::refused(vm, &d, &text));
        }
        return Ok(tree);
    }
    let (before, awaits) = (vm.options.optimize, vm.top_level_await);
    vm.options.optimize = level;
    vm.top_level_await |= flags & TOP_LEVEL_AWAIT != 0;
    let code = vm.compile_text(Rc::new(text), mode, annotations);
    vm.options.optimize = before;
    vm.top_level_await = awaits;
    Ok(code?.into_value())
}
