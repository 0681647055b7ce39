//! Code objects, frames and tracebacks as scripts see them.

use std::cell::{Cell, RefCell};

use crate::bytecode::CodeKind;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::exception::TracebackObj;
use crate::object::function::CellObj;
use crate::object::generator::{GenState, frame_at};
use crate::object::str::StrObj;
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::frame::FrameObj;
use crate::vm::native::ArgType;
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
        .filter(|(i, n)| !hidden.contains(i) && !n.bytes().starts_with(b"."))
        .filter(|(i, _)| (*i as usize) < params || !cells.contains(i))
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
        // A function's docstring, or None, comes first.
        let doc = this.code.doc.and_then(|i| this.consts.get(i as usize).cloned());
        let mut items = this.consts.to_vec();
        if this.code.kind == CodeKind::Function && !items.first().is_some_and(|v| v.is_none() || doc.as_ref().is_some_and(|d| d.is(v))) {
            items.insert(0, doc.unwrap_or(Value::None));
        }
        vm.heap.tuple(items).into_value()
    }
    fn co_code(vm, this) -> Value {
        let listing: Vec<u8> = this.code.instrs.iter().flat_map(|i| i.name().bytes().chain([0])).collect();
        vm.heap.bytes_from_vec(listing).into_value()
    }
}

natives! { static CODE_METHODS;
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    fn __hash__(vm, this: Value, /) -> i64 { crate::vm::compare::identity_hash(&this) }
    /// Return a copy of the code object with new values for the specified fields.
    fn replace(vm, this: Ref<CodeObj>, /, **changes) -> Res { replace(vm, &this, &changes) }
    fn __replace__(vm, this: Ref<CodeObj>, /, **changes) -> Res { replace(vm, &this, &changes) }
    fn __eq__(vm, this: Value, value: Value, /) -> Value {
        if value.is_a::<CodeObj>() { Value::bool(this.is(&value)) } else { super::support::not_implemented(vm) }
    }
    /// Return an iterator over (line, end_line, column, end_column) of the instructions.
    fn co_positions(vm, this: Ref<CodeObj>, /) -> Res {
        let source = vm.sources.get(this.source.get() as usize).cloned();
        let mut items = Vec::new();
        for span in &this.code.spans {
            let parts = match &source {
                Some(s) => {
                    let (a, b) = (s.position(span.start), s.position(span.end));
                    [a.line, b.line, a.byte_column, b.byte_column].map(|n| Value::Int(i64::from(n)))
                }
                None => [Value::None, Value::None, Value::None, Value::None],
            };
            items.push(vm.heap.tuple(parts).into_value());
        }
        let list = vm.heap.list(items).into_value();
        vm.iter(&list)
    }
    /// Return a list of (start, end, line) for the instructions.
    fn co_lines(vm, this: Ref<CodeObj>, /) -> Res {
        let lines: Vec<Value> = (0..this.code.instrs.len() as u32)
            .map(|i| {
                let line = i64::from(vm.line_at(&this, i));
                let (a, b) = (i64::from(i), i64::from(i) + 1);
                vm.heap.tuple([Value::Int(a), Value::Int(b), Value::Int(line)]).into_value()
            })
            .collect();
        let list = vm.heap.list(lines).into_value();
        vm.iter(&list)
    }
}

/// The number of an instruction as scripts see it, where each has two bytes; -1 if the frame never started.
fn byte_index(instr: u32) -> i64 {
    if instr == u32::MAX { -1 } else { 2 * i64::from(instr) }
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
    fn tb_lasti(vm, this) -> i64 { byte_index(this.instr.get()) }
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
        let tb = TracebackObj {
            next: RefCell::new(next),
            code: tb_frame.code.clone(),
            frame: RefCell::new(tb_frame.into_value()),
            instr: Cell::new((tb_lasti / 2) as u32),
            line: Cell::new(tb_lineno as u32),
        };
        Ok(vm.heap.alloc(&cls, tb).into_value())
    }
    fn __dir__(vm, this: Value, /) -> Value {
        let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"].map(|n| vm.heap.str(n).into_value());
        vm.heap.list(names.to_vec()).into_value()
    }
}

impl ArgType for FrameObj {
    const NAME: &'static str = "frame";
}

attrs! { static FRAME_ATTRS for FrameObj;
    fn f_back(vm, this) -> Value { vm.frame_back(&this).map_or(Value::None, Ref::into_value) }
    fn f_code(vm, this) -> Ref<CodeObj> { this.code.clone() }
    fn f_globals(vm, this) -> Ref<DictObj> { this.func.globals.clone() }
    fn f_builtins(vm, this) -> Ref<DictObj> { this.func.builtins.clone() }
    fn f_lineno(vm, this) -> i64 { i64::from(frame_line(vm, &this)) }
    fn f_lasti(vm, this) -> i64 { byte_index(vm.frame_instr(&this).unwrap_or(FrameObj::UNSTARTED)) }
    fn f_locals(vm, this) -> Value { locals_view(vm, &this) }
    fn f_trace(vm, this) -> Value { Value::None }
    set (vm, _this, value) {
        if value.is_none() || value.is_undef() { return Ok(()); }
        Err(vm.not_implemented_error("f_trace: tracing functions are not supported"))
    }
    fn f_trace_lines(vm, this) -> bool { true }
    fn f_trace_opcodes(vm, this) -> bool { false }
}

natives! { static FRAME_METHODS;
    /// F.clear(): clear all references held by the frame
    fn clear(vm, this: Ref<FrameObj>, /) -> Res<()> { clear_frame(vm, &this) }
    fn __repr__(vm, this: Ref<FrameObj>, /) -> String {
        let file = vm.heap.str_bytes(this.code.file.bytes()).into_value();
        let file = match vm.repr(&file) {
            Ok(f) => f.to_text(),
            Err(e) => { drop(vm.take_raised(e)); String::new() }
        };
        let (line, name) = (frame_line(vm, &this), this.code.name.to_text());
        format!("<frame at {}, file {file}, line {line}, code {name}>", super::support::address(&this.value()))
    }
}

/// `frame.f_locals` of a function: writes go through to the frame's variables.
pub struct LocalsView {
    frame: Ref<FrameObj>,
    /// Names that are no variables of the function.
    extra: Ref<DictObj>,
}

impl Payload for LocalsView {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.frame.value());
        visit(&self.extra.value());
    }
}

impl ArgType for LocalsView {
    const NAME: &'static str = "FrameLocalsProxy";
}

natives! { static VIEW_METHODS;
    fn __getitem__(vm, this: Ref<LocalsView>, key: Value, /) -> Res {
        let d = snapshot(vm, &this);
        match vm.dict_get(&d, &key)? { Some(v) => Ok(v), None => Err(vm.key_error(key)) }
    }
    fn __setitem__(vm, this: Ref<LocalsView>, key: Value, value: Value, /) -> Res<()> {
        match place_of(&this.frame, &key) {
            Some(place) => { store(&this.frame, place, value); Ok(()) }
            None => { drop(vm.dict_set(&this.extra, key, value)?); Ok(()) }
        }
    }
    fn __delitem__(vm, this: Ref<LocalsView>, key: Value, /) -> Res<()> {
        if place_of(&this.frame, &key).is_some() {
            return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
        }
        match vm.dict_del(&this.extra, &key)? { Some(old) => { drop(old); Ok(()) } None => Err(vm.key_error(key)) }
    }
    fn __contains__(vm, this: Ref<LocalsView>, key: Value, /) -> Res<bool> { let d = snapshot(vm, &this); Ok(vm.dict_find(&d, &key)?.is_some()) }
    fn __len__(vm, this: Ref<LocalsView>, /) -> usize { snapshot(vm, &this).len() }
    fn __iter__(vm, this: Ref<LocalsView>, /) -> Res { let d = snapshot(vm, &this).into_value(); vm.iter(&d) }
    fn __reversed__(vm, this: Ref<LocalsView>, /) -> Res {
        let mut keys = snapshot(vm, &this).keys();
        keys.reverse();
        let list = vm.heap.list(keys).into_value();
        vm.iter(&list)
    }
    fn __repr__(vm, this: Ref<LocalsView>, /) -> Res<Ref<StrObj>> { let d = snapshot(vm, &this).into_value(); vm.repr(&d) }
    fn __eq__(vm, this: Ref<LocalsView>, value: Value, /) -> Res {
        let d = snapshot(vm, &this).into_value();
        let other = match value.to_ref::<LocalsView>() { Some(o) => snapshot(vm, &o).into_value(), None => value };
        vm.compare(crate::vm::compare::CmpOp::Eq, &d, &other)
    }
    fn __or__(vm, this: Ref<LocalsView>, value: Value, /) -> Res {
        let d = snapshot(vm, &this).into_value();
        let other = match value.to_ref::<LocalsView>() { Some(o) => snapshot(vm, &o).into_value(), None => value };
        vm.binary(crate::vm::ops::BinOp::BitOr, &d, &other)
    }
    fn keys(vm, this: Ref<LocalsView>, /) -> Value { vm.heap.list(snapshot(vm, &this).keys()).into_value() }
    fn values(vm, this: Ref<LocalsView>, /) -> Value { vm.heap.list(snapshot(vm, &this).values()).into_value() }
    fn items(vm, this: Ref<LocalsView>, /) -> Value {
        let d = snapshot(vm, &this);
        super::dict_views::view(vm, d, crate::object::iter::DictPart::Items)
    }
    fn get(vm, this: Ref<LocalsView>, key: Value, default: Value = Value::None, /) -> Res { let d = snapshot(vm, &this); Ok(vm.dict_get(&d, &key)?.unwrap_or(default)) }
    fn copy(vm, this: Ref<LocalsView>, /) -> Ref<DictObj> { snapshot(vm, &this) }
    fn update(vm, this: Ref<LocalsView>, other: Value, /) -> Res<()> {
        let d = vm.heap.dict();
        vm.dict_update(&d, &other)?;
        let view = this.into_value();
        for (k, v) in d.entries() {
            vm.set_item(&view, &k, v)?;
        }
        Ok(())
    }
    fn setdefault(vm, this: Ref<LocalsView>, key: Value, default: Value = Value::None, /) -> Res {
        let d = snapshot(vm, &this);
        if let Some(v) = vm.dict_get(&d, &key)? {
            return Ok(v);
        }
        vm.set_item(&this.into_value(), &key, default.clone())?;
        Ok(default)
    }
    fn pop(vm, this: Ref<LocalsView>, key: Value, default: Value = Value::Undef, /) -> Res {
        if place_of(&this.frame, &key).is_some() {
            return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
        }
        match vm.dict_del(&this.extra, &key)? {
            Some((_, v)) => Ok(v),
            None if default.is_undef() => Err(vm.key_error(key)),
            None => Ok(default),
        }
    }
}

const VIEW: &str = "builtins.FrameLocalsProxy";

/// Installs the methods of these classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_attrs(&t.code, CODE_ATTRS);
    vm.add_methods(&t.code, CODE_METHODS);
    vm.add_attrs(&t.traceback, TRACEBACK_ATTRS);
    vm.add_methods(&t.traceback, TRACEBACK_METHODS);
    vm.add_attrs(&t.frame, FRAME_ATTRS);
    vm.add_methods(&t.frame, FRAME_METHODS);
    use crate::object::types::flags::{MAPPING, NO_NEW};
    let view = vm.new_type("FrameLocalsProxy", "builtins", &t.object, NO_NEW | MAPPING);
    vm.add_methods(&view, VIEW_METHODS);
    vm.extra_types.insert(VIEW, view);
}

/// Where a variable of a function is.
#[derive(Clone, Copy)]
enum Place {
    Local(u16),
    Free(usize),
}

fn place_of(f: &FrameObj, key: &Value) -> Option<Place> {
    let name = key.cast::<StrObj>()?;
    let fits = |n: &Ref<StrObj>| n.bytes() == name.bytes();
    if let Some(i) = f.code.locals.iter().position(fits) {
        return Some(Place::Local(i as u16));
    }
    f.code.free.iter().position(fits).map(Place::Free)
}

fn load(f: &FrameObj, place: Place) -> Option<Value> {
    match place {
        Place::Local(i) => {
            let v = f.local(i)?;
            if f.code.code.cells.contains(&i)
                && let Some(c) = v.cast::<CellObj>()
            {
                return c.get().or_none();
            }
            Some(v)
        }
        Place::Free(i) => f.func.closure.as_ref()?.items().get(i)?.cast::<CellObj>()?.get().or_none(),
    }
}

fn store(f: &FrameObj, place: Place, v: Value) {
    let cell = match place {
        Place::Local(i) if f.code.code.cells.contains(&i) => f.local(i),
        Place::Local(_) => None,
        Place::Free(i) => f.func.closure.as_ref().and_then(|c| c.items().get(i).cloned()),
    };
    let old = match (cell.as_ref().and_then(|c| c.cast::<CellObj>()), place) {
        (Some(c), _) => c.set(v),
        (None, Place::Local(i)) => f.set_local(i, v),
        (None, Place::Free(_)) => v,
    };
    drop(old);
}

/// The variables of a frame that are bound, in the order of their declaration.
pub fn frame_variables(vm: &Vm, f: &FrameObj) -> Ref<DictObj> {
    let d = vm.heap.dict();
    for (i, name) in (0u16..).zip(f.code.locals.iter()) {
        // Variables of comprehensions are bound only while these run.
        if name.bytes().starts_with(b".") {
            continue;
        }
        if let Some(v) = load(f, Place::Local(i)) {
            d.set_str(name, v);
        }
    }
    for (i, name) in f.code.free.iter().enumerate() {
        if name.bytes() != b"__class__"
            && let Some(v) = load(f, Place::Free(i))
        {
            d.set_str(name, v);
        }
    }
    d
}

fn snapshot(vm: &Vm, view: &LocalsView) -> Ref<DictObj> {
    let d = frame_variables(vm, &view.frame);
    for (k, v) in view.extra.entries() {
        if let Ok(k) = k.into_ref::<StrObj>() {
            d.set_str(&k, v);
        }
    }
    d
}

/// `f_locals`: a function's view, a namespace itself, a module's globals.
pub fn locals_view(vm: &mut Vm, f: &Ref<FrameObj>) -> Value {
    match f.code.code.kind {
        CodeKind::Module => f.func.globals.value(),
        CodeKind::Namespace => f.local(0).unwrap_or_else(|| f.func.globals.value()),
        CodeKind::Function => {
            let class = vm.extra_types[VIEW].clone();
            let extra = vm.heap.dict();
            vm.heap.alloc(&class, LocalsView { frame: f.clone(), extra }).into_value()
        }
    }
}

fn frame_line(vm: &Vm, f: &Ref<FrameObj>) -> u32 {
    match vm.frame_instr(f) {
        Some(i) => vm.line_at(&f.code, i),
        None => f.code.code.first_line,
    }
}

fn clear_frame(vm: &mut Vm, f: &Ref<FrameObj>) -> Res<()> {
    if vm.frame_runs(f) {
        return Err(vm.runtime_error("cannot clear an executing frame"));
    }
    if !f.generator.get().is_null() {
        let g = frame_at(f.generator.get());
        if g.state.get() == GenState::Suspended {
            return Err(vm.runtime_error("cannot clear a suspended frame"));
        }
        vm.gen_close(&g.into_value())?;
    }
    Payload::clear(&**f);
    Ok(())
}

/// A copy of a code object under another name, file or with other constants.
fn replace(vm: &mut Vm, c: &Ref<CodeObj>, changes: &Ref<DictObj>) -> Res {
    let source = c.source.get();
    let copy = vm.load_code(&c.code, source);
    let mut iterable = c.iterable_coroutine.get();
    let (mut name, mut qualname, mut file) = (c.name.clone(), c.qualname.clone(), c.file.clone());
    for (k, v) in changes.entries() {
        let key = k.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        if key == "co_flags" {
            let flags = vm.to_i64(&v)?;
            iterable = flags & 256 != 0;
            if flags & !256 != code_flags(c) & !256 {
                return Err(
                    vm.not_implemented_error("code.replace(): co_flags can only mark iterable coroutines")
                );
            }
            continue;
        }
        let slot = match key.as_str() {
            "co_name" => &mut name,
            "co_qualname" => &mut qualname,
            "co_filename" => &mut file,
            other => {
                return Err(vm.not_implemented_error(format!("code.replace(): {other} cannot be replaced")));
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
    let new = CodeObj {
        code: copy.code.clone(),
        consts: copy.consts.clone(),
        names: copy.names.clone(),
        caches: c
            .code
            .caches
            .iter()
            .map(|s| crate::object::code::Cache::new(copy.names[s.name as usize].clone()))
            .collect(),
        locals: copy.locals.clone(),
        free: copy.free.clone(),
        name,
        qualname,
        file,
        instrs: copy.instrs,
        registers: copy.registers,
        n_locals: copy.n_locals,
        plain_params: copy.plain_params,
        plain_coroutine: copy.plain_coroutine,
        params: copy.params,
        makes_generator: copy.makes_generator,
        has_handlers: copy.has_handlers,
        iterable_coroutine: Cell::new(iterable),
        source: Cell::new(source),
    };
    Ok(vm.heap.alloc(&vm.types().code, new).into_value())
}
