//! Code objects and tracebacks as scripts see them.

use std::cell::Cell;
use std::rc::Rc;

use crate::bytecode::{CodeKind, Instr};
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::exception::TracebackObj;
use crate::object::iter::IterState;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::code_value;
use crate::vm::frame::FrameObj;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

fn strs(vm: &Vm, names: &[Ref<StrObj>]) -> Value {
    let items: Vec<Value> = names.iter().map(Ref::value).collect();
    vm.heap.tuple(items).into_value()
}

/// `co_flags` as CPython numbers them.
fn code_flags(c: &CodeObj) -> i64 {
    let f = c.code.flags;
    let bit = |on: bool, value: i64| if on { value } else { 0 };
    bit(c.code.kind == CodeKind::Function, 3)
        | bit(f.var_args, 4)
        | bit(f.var_kwargs, 8)
        | bit(f.nested, 16)
        | bit(f.generator, 32)
        | bit(f.coroutine, 128)
        | bit(c.iterable_coroutine.get(), 256)
        | bit(f.async_generator, 512)
        | bit(f.future_annotations, 0x100_0000)
        | bit(c.code.doc.is_some(), 0x400_0000)
}

/// `co_varnames`. Captured parameters are listed; other captured variables are in `co_cellvars` only.
fn variable_names(c: &CodeObj) -> Vec<Ref<StrObj>> {
    let f = c.code.flags;
    let params = (c.code.positional + c.code.keyword_only) as usize
        + usize::from(f.var_args)
        + usize::from(f.var_kwargs);
    let (cells, hidden) = (&c.code.cells, &c.code.hidden);
    (0u16..)
        .zip(c.locals.iter())
        .filter(|(i, n)| {
            // `.0`, what a generator expression goes through, is a parameter; other names with a dot are the compiler's.
            (*i as usize) < params
                || !hidden.contains(i) && !n.bytes().starts_with(b".") && !cells.contains(i)
        })
        .map(|(_, n)| n.clone())
        .collect()
}

attrs! { static CODE_ATTRS for CodeObj;
    fn co_name(vm, this) -> Ref<StrObj> { this.name.clone() }
    fn co_qualname(vm, this) -> Ref<StrObj> { this.qualname.clone() }
    fn co_filename(vm, this) -> Ref<StrObj> { this.file.clone() }
    fn co_firstlineno(vm, this) -> i64 { i64::from(this.code.first_line) }
    fn co_argcount(vm, this) -> i64 { i64::from(this.code.positional) }
    fn co_posonlyargcount(vm, this) -> i64 { i64::from(this.code.positional_only) }
    fn co_kwonlyargcount(vm, this) -> i64 { i64::from(this.code.keyword_only) }
    fn co_nlocals(vm, this) -> usize { variable_names(&this).len() }
    fn co_stacksize(vm, this) -> i64 { i64::from(this.registers) }
    fn co_flags(vm, this) -> i64 { code_flags(&this) }
    fn co_varnames(vm, this) -> Value { let names = variable_names(&this); strs(vm, &names) }
    fn co_names(vm, this) -> Value { strs(vm, &this.names) }
    fn co_freevars(vm, this) -> Value { strs(vm, &this.free) }
    fn co_cellvars(vm, this) -> Value {
        let names: Vec<Ref<StrObj>> =
            this.code.cells.iter().filter_map(|i| this.locals.get(*i as usize).cloned()).filter(|n| !n.bytes().starts_with(b".")).collect();
        strs(vm, &names)
    }
    fn co_consts(vm, this) -> Value {
        // A function's docstring comes first.
        let doc = this.code.doc.and_then(|i| this.consts.get(i as usize).cloned());
        let mut items = this.consts.to_vec();
        if let Some(doc) = doc && !items.first().is_some_and(|v| doc.is(v)) {
            items.insert(0, doc);
        }
        vm.heap.tuple(items).into_value()
    }
    fn co_code(vm, this) -> Value { vm.heap.bytes_of(&code_value::code_bytes(&this)).into_value() }
    fn _co_code_adaptive(vm, this) -> Value { vm.heap.bytes_of(&code_value::code_bytes(&this)).into_value() }
    fn co_lnotab(vm, this) -> Res {
        let class = vm.types().deprecation_warning.clone();
        vm.warn(&class, "co_lnotab is deprecated, use co_lines instead.", 1)?;
        let (mut place, mut line) = (0, this.code.first_line);
        let mut table = Vec::new();
        for (begin, _, next) in vm.code_lines(&this) {
            let mut bytes = begin - place;
            let mut lines = i64::from(next) - i64::from(line);
            // A step takes at most 254 bytes (they are even), and lines of one signed byte.
            while bytes > 254 {
                table.extend([254, 0]);
                bytes -= 254;
            }
            while !(-128..=127).contains(&lines) {
                let part = lines.clamp(-128, 127);
                table.extend([bytes as u8, part as u8]);
                (bytes, lines) = (0, lines - part);
            }
            table.extend([bytes as u8, lines as u8]);
            (place, line) = (begin, next);
        }
        Ok(vm.heap.bytes_of(&table).into_value())
    }
    /// CPython's table of lines and columns.
    fn co_linetable(vm, this) -> Value { vm.heap.bytes_of(&code_value::line_table(vm, &this)).into_value() }
    /// CPython's table of a format of its own; `hoop --dump code FILE` shows handlers.
    fn co_exceptiontable(vm, this) -> Value { vm.heap.bytes_of(b"").into_value() }
}

natives! { static CODE_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<()> {
        let _ = (&cls, &args, &kwargs);
        Err(vm.not_implemented_error("code(): code objects are not made of CPython's bytecode here; compile() makes them"))
    }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    fn __hash__(vm, this: Ref<CodeObj>, /) -> Res<i64> { code_value::hash(vm, &this) }
    /// Return a copy of the code object with new values for the specified fields.
    fn replace(vm, this: Ref<CodeObj>, /, **changes) -> Res { replace(vm, &this, &changes) }
    fn __replace__(vm, this: Ref<CodeObj>, /, **changes) -> Res { replace(vm, &this, &changes) }
    fn __eq__(vm, this: Value, value: Value, /) -> Value {
        match (this.to_ref::<CodeObj>(), value.to_ref::<CodeObj>()) {
            (Some(a), Some(b)) => Value::bool(a.is(&b) || code_value::equal(vm, &a, &b)),
            _ => super::support::not_implemented(vm),
        }
    }
    fn _varname_from_oparg(vm, this: Ref<CodeObj>, oparg: i64, /) -> Res<()> {
        drop((this, oparg));
        Err(vm.not_implemented_error(
            "the code of this interpreter is not CPython's bytecode; `hoop --dump code FILE` shows it",
        ))
    }
    /// What the code does with names: pairs of CPython's name of the operation and the name. The library's `inspect` asks for it.
    fn _name_uses(vm, this: Ref<CodeObj>, /) -> Value {
        let mut uses = Vec::new();
        for i in &this.code.instrs {
            let (what, cache) = match i {
                Instr::LoadGlobal { cache, .. } | Instr::LoadMapOrGlobal { cache, .. } => ("LOAD_GLOBAL", cache),
                Instr::StoreGlobal { cache, .. } => ("STORE_GLOBAL", cache),
                Instr::LoadName { cache, .. } => ("LOAD_NAME", cache),
                Instr::LoadAttr { cache, .. } | Instr::LoadMethod { cache, .. } => ("LOAD_ATTR", cache),
                _ => continue,
            };
            if let Some(cache) = this.caches.get(usize::from(cache.0)) {
                let what = vm.heap.intern(what).into_value();
                uses.push(vm.heap.tuple([what, cache.name.value()]).into_value());
            }
        }
        vm.heap.list(uses).into_value()
    }
    /// Return an iterator over (line, end_line, column, end_column) of the instructions.
    fn co_positions(vm, this: Ref<CodeObj>, /) -> Res {
        let show = |n: Option<u32>| n.map_or(Value::None, |n| Value::Int(i64::from(n)));
        let items: Vec<Value> = code_value::positions(vm, &this)
            .into_iter()
            .map(|p| vm.heap.tuple([0, 1, 2, 3].map(|i| show(p.map(|p| p[i])))).into_value())
            .collect();
        let list = vm.heap.list(items).into_value();
        Ok(super::iterators::named(vm, "positions_iterator", &[], IterState::List { list, index: 0 }))
    }
    /// Return an iterator over (from, not_taken, taken) of the conditional jumps.
    fn co_branches(vm, this: Ref<CodeObj>, /) -> Res {
        let items: Vec<Value> = this
            .branches()
            .into_iter()
            .map(|(a, b, c)| vm.heap.tuple([a, b, c].map(|n| Value::Int(i64::from(n)))).into_value())
            .collect();
        let list = vm.heap.list(items).into_value();
        vm.iter(&list)
    }
    /// Return a list of (start, end, line) for the instructions.
    fn co_lines(vm, this: Ref<CodeObj>, /) -> Res {
        let lines: Vec<Value> = vm
            .code_lines(&this)
            .into_iter()
            .map(|(a, b, line)| vm.heap.tuple([a, b, line].map(|n| Value::Int(i64::from(n)))).into_value())
            .collect();
        let list = vm.heap.list(lines).into_value();
        Ok(super::iterators::named(vm, "line_iterator", &[], IterState::List { list, index: 0 }))
    }
}

/// The place of an instruction as scripts see it; -1 if the frame never started.
fn byte_index(code: &CodeObj, instr: u32) -> i64 {
    if instr == u32::MAX { -1 } else { i64::from(code.place(instr)) }
}

fn is_await_call(code: &CodeObj, i: u32) -> bool {
    matches!(code.code.instrs.get(i as usize), Some(Instr::AwaitCall { .. } | Instr::AwaitCallMethod { .. }))
}

attrs! { static TRACEBACK_ATTRS for TracebackObj;
    fn tb_next(vm, this) -> Value { this.next.borrow().clone().or_none().unwrap_or(Value::None) }
    set (vm, this, value) {
        let new = match value {
            Value::None => Value::Undef,
            v if v.is_a::<TracebackObj>() => v,
            Value::Undef => return Err(vm.type_error("can't delete tb_next attribute")),
            v => {
                let what = vm.class_name(&v);
                return Err(vm.type_error(format!("expected traceback object, got '{what}'")));
            }
        };
        let mut at = new.to_ref::<TracebackObj>();
        while let Some(t) = at {
            if t.is(&this) {
                return Err(vm.value_error("traceback loop detected"));
            }
            at = t.next.borrow().to_ref::<TracebackObj>();
        }
        drop(this.next.replace(new));
        Ok(())
    }
    fn tb_frame(vm, this) -> Value { this.frame.borrow().clone().or_none().unwrap_or(Value::None) }
    fn tb_lineno(vm, this) -> i64 { i64::from(this.line.get()) }
    fn tb_lasti(vm, this) -> i64 {
        // The place of a call in `await f(x)` is the second.
        byte_index(&this.code, this.instr()) + if this.in_call() { 2 } else { 0 }
    }
}

natives! { static TRACEBACK_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, tb_next: Value, tb_frame: Ref<FrameObj>, tb_lasti: i64, tb_lineno: i64) -> Res {
        let next = match tb_next {
            Value::None => Value::Undef,
            v if v.is_a::<TracebackObj>() => v,
            v => {
                let what = vm.class_name(&v);
                return Err(vm.type_error(format!("expected traceback object or None, got '{what}'")));
            }
        };
        let code = tb_frame.code.clone();
        let instr = match u32::try_from(tb_lasti) {
            Ok(place) => match code.instr_at(place) {
                i if is_await_call(&code, i) && place > code.place(i) => i | TracebackObj::IN_CALL,
                i => i,
            },
            Err(_) => u32::MAX,
        };
        let tb = TracebackObj::new(next, tb_frame.into_value(), code, instr, tb_lineno as u32);
        Ok(vm.heap.alloc(&cls, tb).into_value())
    }
    fn __dir__(vm, this: Value, /) -> Value {
        let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"].map(|n| vm.heap.str(n).into_value());
        vm.heap.list(names.to_vec()).into_value()
    }
}

/// Installs the methods of these classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_attrs(&t.code, CODE_ATTRS);
    vm.add_methods(&t.code, CODE_METHODS);
    vm.add_attrs(&t.traceback, TRACEBACK_ATTRS);
    vm.add_methods(&t.traceback, TRACEBACK_METHODS);
}

/// The fields that no copy can have another value of: our instructions are not CPython's.
const FIXED: &[&str] = &[
    "co_argcount",
    "co_cellvars",
    "co_code",
    "co_consts",
    "co_exceptiontable",
    "co_freevars",
    "co_kwonlyargcount",
    "co_linetable",
    "co_names",
    "co_nlocals",
    "co_stacksize",
    "co_varnames",
];

/// Whether a constant is the same as another: equal and of one type.
fn is_same(vm: &mut Vm, a: &Value, b: &Value) -> Res<bool> {
    if !vm.class_of(a).is(&vm.class_of(b)) {
        return Ok(false);
    }
    let (Some(x), Some(y)) = (a.cast::<TupleObj>(), b.cast::<TupleObj>()) else { return vm.eq(a, b) };
    if x.items().len() != y.items().len() {
        return Ok(false);
    }
    for (x, y) in x.items().iter().zip(y.items()) {
        if !x.is(y) && !is_same(vm, x, y)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A copy of a code object under another name or file, or with lines elsewhere. Of what cannot be another the same value is taken.
fn replace(vm: &mut Vm, c: &Ref<CodeObj>, changes: &Ref<DictObj>) -> Res {
    let mut iterable = c.iterable_coroutine.get();
    let (mut name, mut qualname, mut file) = (c.name.clone(), c.qualname.clone(), c.file.clone());
    let (mut first_line, mut positional_only) = (c.code.first_line, c.code.positional_only);
    for (k, v) in changes.entries() {
        let key = k.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        match key.as_str() {
            "co_flags" => {
                let flags = vm.to_i64(&v)?;
                iterable = flags & 256 != 0;
                if flags & !256 != code_flags(c) & !256 {
                    return Err(vm.not_implemented_error(
                        "code.replace(): co_flags can only mark iterable coroutines",
                    ));
                }
                continue;
            }
            "co_firstlineno" => {
                first_line = vm.to_i32(&v)?.max(0) as u32;
                continue;
            }
            "co_posonlyargcount" => {
                positional_only = match u16::try_from(vm.to_i32(&v)?) {
                    Ok(n) if n <= c.code.positional => n,
                    _ => return Err(vm.value_error("code: varnames is too small")),
                };
                continue;
            }
            fixed if FIXED.contains(&fixed) => {
                let name = vm.heap.intern(fixed);
                let now = vm.get_attr(&c.value(), &name)?;
                if is_same(vm, &now, &v)? {
                    continue;
                }
                return Err(vm.not_implemented_error(format!("code.replace(): {key} cannot be replaced")));
            }
            _ => {}
        }
        let slot = match key.as_str() {
            "co_name" => &mut name,
            "co_qualname" => &mut qualname,
            "co_filename" => &mut file,
            other => {
                return Err(vm.type_error(format!("replace() got an unexpected keyword argument '{other}'")));
            }
        };
        match v.into_ref::<StrObj>() {
            Ok(s) => *slot = vm.heap.intern_str(&s),
            Err(v) => {
                let what = vm.class_name(&v);
                return Err(vm.type_error(format!("replace() argument '{key}' must be str, not {what}")));
            }
        }
    }
    let code = match (first_line, positional_only) == (c.code.first_line, c.code.positional_only) {
        true => c.code.clone(),
        false => c.code.with_head(first_line, positional_only).map_or_else(|| c.code.clone(), Rc::new),
    };
    let copy = vm.load_code(&code, &c.source);
    let source = match i64::from(first_line) - i64::from(c.code.first_line) {
        0 => c.source.clone(),
        lines => match vm.sources.get(c.source.get()).map(|text| text.moved_by(lines)) {
            Some(text) => vm.sources.add(Rc::new(text)),
            None => c.source.clone(),
        },
    };
    let new = CodeObj {
        code: copy.code.clone(),
        consts: copy.consts.clone(),
        names: copy.names.clone(),
        caches: c
            .code
            .caches
            .iter()
            .map(|s| crate::object::cache::Cache::new(copy.names[s.name as usize].clone()))
            .collect(),
        locals: copy.locals.clone(),
        free: copy.free.clone(),
        name,
        qualname,
        file,
        instrs: copy.instrs,
        registers: copy.registers,
        frame_bytes: copy.frame_bytes,
        n_locals: copy.n_locals,
        locals_bytes: copy.locals_bytes,
        locals_end: copy.locals_end,
        plain_params: copy.plain_params,
        bare_params: copy.bare_params,
        exact_params: copy.exact_params,
        quick_params: copy.quick_params,
        plain_coroutine: copy.plain_coroutine,
        params: copy.params,
        makes_generator: copy.makes_generator,
        has_handlers: copy.has_handlers,
        iterable_coroutine: Cell::new(iterable),
        source,
    };
    Ok(vm.heap.alloc(&vm.types().code, new).into_value())
}
