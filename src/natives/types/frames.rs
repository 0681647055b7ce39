//! Frames as scripts see them, and `f_locals`.

use crate::bytecode::CodeKind;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::function::CellObj;
use crate::object::generator::GenState;
use crate::object::str::StrObj;
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::frame::FrameObj;
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

impl ArgType for FrameObj {
    const NAME: &'static str = "frame";
}

attrs! { static FRAME_ATTRS for FrameObj;
    fn f_back(vm, this) -> Value { vm.frame_back(&this).map_or(Value::None, Ref::into_value) }
    fn f_code(vm, this) -> Ref<CodeObj> { this.code.clone() }
    fn f_globals(vm, this) -> Ref<DictObj> { this.func.globals.clone() }
    fn f_builtins(vm, this) -> Ref<DictObj> { this.func.builtins.clone() }
    fn f_lineno(vm, this) -> i64 { i64::from(frame_line(vm, &this)) }
    set (vm, this, value) {
        if value.is_undef() {
            let class = vm.types().attribute_error.clone();
            return Err(vm.error(&class, "attribute 'f_lineno' of 'frame' objects cannot be deleted"));
        }
        let Value::Int(line) = value else { return Err(vm.value_error("lineno must be an integer")) };
        vm.jump_to_line(&this, line)
    }
    fn f_lasti(vm, this) -> i64 { vm.frame_lasti(&this) }
    fn f_locals(vm, this) -> Value { locals_view(vm, &this) }
    /// Return the generator or coroutine associated with this frame, or None.
    fn f_generator(vm, this) -> Value { this.generator.get().map_or(Value::None, |g| g.retain().into_value()) }
    fn f_trace(vm, this) -> Value { this.trace.borrow().clone().or_none().unwrap_or(Value::None) }
    set (vm, this, value) {
        let value = if value.is_none() { Value::Undef } else { value };
        drop(this.trace.replace(value));
        Ok(())
    }
    fn f_trace_lines(vm, this) -> bool { this.trace_lines.get() }
    set (vm, this, value) {
        this.trace_lines.set(flag(vm, &value)?);
        Ok(())
    }
    fn f_trace_opcodes(vm, this) -> bool { this.trace_opcodes.get() }
    set (vm, this, value) {
        if value.is_undef() {
            let class = vm.types().attribute_error.clone();
            return Err(vm.error(&class, "attribute 'f_trace_opcodes' of 'frame' objects cannot be deleted"));
        }
        this.trace_opcodes.set(flag(vm, &value)?);
        Ok(())
    }
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

/// What such a flag is set to.
fn flag(vm: &mut Vm, value: &Value) -> Res<bool> {
    match value {
        Value::True => Ok(true),
        Value::False => Ok(false),
        Value::Undef => Err(vm.type_error("can't delete numeric/char attribute")),
        _ => Err(vm.type_error("attribute value type must be bool")),
    }
}

/// `frame.f_locals` of a function: writes go through to the frame's variables.
pub struct LocalsView {
    frame: Ref<FrameObj>,
}

impl Payload for LocalsView {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.frame.value());
    }
}

impl ArgType for LocalsView {
    const NAME: &'static str = "FrameLocalsProxy";
}

natives! { static VIEW_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args) -> Res {
        let [frame] = args.items() else {
            let n = args.items().len();
            return Err(vm.type_error(format!("FrameLocalsProxy expected 1 argument, got {n}")));
        };
        let Some(frame) = frame.to_ref::<FrameObj>() else {
            let what = vm.class_name(frame);
            return Err(vm.type_error(format!("expect frame, not {what}")));
        };
        Ok(vm.heap.alloc(&cls, LocalsView { frame }).into_value())
    }
    fn __getitem__(vm, this: Ref<LocalsView>, key: Value, /) -> Res {
        if let Some(v) = lookup(vm, &this, &key)? {
            return Ok(v);
        }
        let text = format!("local variable '{}' is not defined", vm.repr(&key)?.to_text());
        let text = vm.heap.str(&text).into_value();
        Err(vm.key_error(text))
    }
    fn __setitem__(vm, this: Ref<LocalsView>, key: Value, value: Value, /) -> Res<()> {
        match place_of(vm, &this.frame, &key)? {
            Some(place) => store(&this.frame, place, value),
            None => {
                let extra = this.frame.extra.borrow().to_ref::<DictObj>();
                let extra = match extra {
                    Some(d) => d,
                    None => {
                        let d = vm.heap.dict();
                        drop(this.frame.extra.replace(d.value()));
                        d
                    }
                };
                let hash = vm.hash(&key)?;
                drop(vm.dict_set_hashed(&extra, key, hash, value)?);
            }
        }
        Ok(())
    }
    fn __delitem__(vm, this: Ref<LocalsView>, key: Value, /) -> Res<()> {
        match remove(vm, &this, &key)? { Some(_) => Ok(()), None => Err(vm.key_error(key)) }
    }
    fn __contains__(vm, this: Ref<LocalsView>, key: Value, /) -> Res<bool> { Ok(lookup(vm, &this, &key)?.is_some()) }
    fn __len__(vm, this: Ref<LocalsView>, /) -> Res<usize> { Ok(frame_variables(vm, &this.frame)?.len()) }
    fn __iter__(vm, this: Ref<LocalsView>, /) -> Res { let d = frame_variables(vm, &this.frame)?.into_value(); vm.iter(&d) }
    fn __reversed__(vm, this: Ref<LocalsView>, /) -> Res {
        let mut keys = frame_variables(vm, &this.frame)?.keys();
        keys.reverse();
        Ok(vm.heap.list(keys).into_value())
    }
    fn __repr__(vm, this: Ref<LocalsView>, /) -> Res<Ref<StrObj>> {
        // Each access makes a view of its own: the frame is what comes again.
        let frame = this.frame.value();
        if !vm.repr_enter(&frame) {
            return Ok(vm.heap.str("{...}"));
        }
        let text = frame_variables(vm, &this.frame).and_then(|d| vm.repr(&d.into_value()));
        vm.repr_leave(&frame);
        text
    }
    fn __eq__(vm, this: Ref<LocalsView>, value: Value, /) -> Res {
        let d = frame_variables(vm, &this.frame)?.into_value();
        let other = plain(vm, value)?;
        vm.compare(crate::vm::compare::CmpOp::Eq, &d, &other)
    }
    fn __or__(vm, this: Value, value: Value, /) -> Res { let (a, b) = (plain(vm, this)?, plain(vm, value)?); vm.binary(crate::vm::ops::BinOp::BitOr, &a, &b) }
    fn __ror__(vm, this: Value, value: Value, /) -> Res { let (a, b) = (plain(vm, value)?, plain(vm, this)?); vm.binary(crate::vm::ops::BinOp::BitOr, &a, &b) }
    fn __ior__(vm, this: Value, value: Value, /) -> Res { update(vm, &this, &value)?; Ok(this) }
    fn keys(vm, this: Ref<LocalsView>, /) -> Res { let keys = frame_variables(vm, &this.frame)?.keys(); Ok(vm.heap.list(keys).into_value()) }
    fn values(vm, this: Ref<LocalsView>, /) -> Res { let values = frame_variables(vm, &this.frame)?.values(); Ok(vm.heap.list(values).into_value()) }
    fn items(vm, this: Ref<LocalsView>, /) -> Res {
        let entries = frame_variables(vm, &this.frame)?.entries();
        let items = entries.into_iter().map(|(k, v)| vm.heap.tuple([k, v]).into_value()).collect();
        Ok(vm.heap.list(items).into_value())
    }
    fn get(vm, this: Ref<LocalsView>, key: Value, default: Value = Value::None, /) -> Res { Ok(lookup(vm, &this, &key)?.unwrap_or(default)) }
    fn copy(vm, this: Ref<LocalsView>, /) -> Res<Ref<DictObj>> { frame_variables(vm, &this.frame) }
    fn update(vm, this: Value, other: Value, /) -> Res<()> { update(vm, &this, &other) }
    fn setdefault(vm, this: Ref<LocalsView>, key: Value, default: Value = Value::None, /) -> Res {
        if let Some(v) = lookup(vm, &this, &key)? {
            return Ok(v);
        }
        vm.set_item(&this.into_value(), &key, default.clone())?;
        Ok(default)
    }
    fn pop(vm, this: Ref<LocalsView>, key: Value, default: Value = Value::Undef, /) -> Res {
        match remove(vm, &this, &key)? {
            Some(v) => Ok(v),
            None if default.is_undef() => Err(vm.key_error(key)),
            None => Ok(default),
        }
    }
}

const VIEW: &str = "builtins.FrameLocalsProxy";

/// Installs the methods of these classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_attrs(&t.frame, FRAME_ATTRS);
    vm.add_methods(&t.frame, FRAME_METHODS);
    let view = vm.new_type("FrameLocalsProxy", "builtins", &t.object, crate::object::types::flags::MAPPING);
    vm.add_methods(&view, VIEW_METHODS);
    super::dict::unhashable(vm, &view);
    vm.extra_types.insert(VIEW, view);
}

/// A view as a dict; anything else as it is.
fn plain(vm: &mut Vm, v: Value) -> Res {
    match v.to_ref::<LocalsView>() {
        Some(view) => Ok(frame_variables(vm, &view.frame)?.into_value()),
        None => Ok(v),
    }
}

fn update(vm: &mut Vm, view: &Value, other: &Value) -> Res<()> {
    let d = vm.heap.dict();
    vm.dict_update(&d, other)?;
    for (k, v) in d.entries() {
        vm.set_item(view, &k, v)?;
    }
    Ok(())
}

/// The variable of this name, or what somebody put beside the variables.
fn lookup(vm: &mut Vm, view: &LocalsView, key: &Value) -> Res<Option<Value>> {
    if let Some(place) = place_of(vm, &view.frame, key)? {
        return Ok(load(&view.frame, place));
    }
    let extra = view.frame.extra.borrow().to_ref::<DictObj>();
    match extra {
        Some(d) => {
            let hash = vm.hash(key)?;
            Ok(vm.dict_find_hashed(&d, key, hash)?.map(|i| d.value_at(i)))
        }
        None => vm.hash(key).map(|_| None),
    }
}

/// Takes out what somebody put beside the variables.
fn remove(vm: &mut Vm, view: &LocalsView, key: &Value) -> Res<Option<Value>> {
    if place_of(vm, &view.frame, key)?.is_some() {
        return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    let extra = view.frame.extra.borrow().to_ref::<DictObj>();
    match extra {
        Some(d) => {
            let hash = vm.hash(key)?;
            Ok(vm.dict_find_hashed(&d, key, hash)?.map(|i| d.remove_at(i).1))
        }
        None => Ok(None),
    }
}

/// Where a variable of a function is.
#[derive(Clone, Copy)]
enum Place {
    Local(u16),
    Free(usize),
}

/// The place of a variable. That of a comprehension comes first while it is bound, and is none otherwise.
fn place_of(vm: &mut Vm, f: &FrameObj, key: &Value) -> Res<Option<Place>> {
    let Some(name) = name_of(vm, f, key)? else { return Ok(None) };
    let fits = |n: &Ref<StrObj>| n.bytes() == name.bytes();
    let hidden = |i: usize| f.code.code.hidden.contains(&(i as u16));
    let named = || (0..f.code.locals.len()).filter(|i| fits(&f.code.locals[*i]));
    let mut bound = named().filter(|i| hidden(*i) && load(f, Place::Local(*i as u16)).is_some());
    if let Some(i) = bound.next().or_else(|| named().find(|i| !hidden(*i))) {
        return Ok(Some(Place::Local(i as u16)));
    }
    Ok(f.code.free.iter().position(fits).map(Place::Free))
}

/// The name that a key stands for: itself if it is a string, else the variable's that it equals.
fn name_of(vm: &mut Vm, f: &FrameObj, key: &Value) -> Res<Option<Ref<StrObj>>> {
    if let Some(name) = key.to_ref::<StrObj>()
        && vm.class_of(key).is(&vm.types().str_)
    {
        return Ok(Some(name));
    }
    let hash = vm.hash(key)?;
    let names: Vec<Ref<StrObj>> = f.code.locals.iter().chain(f.code.free.iter()).cloned().collect();
    for name in names {
        let value = name.value();
        if vm.hash(&value)? == hash && vm.eq(key, &value)? {
            return Ok(Some(name));
        }
    }
    Ok(None)
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
        Place::Free(_) if f.cleared.get() => None,
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

/// The variables of a frame that are bound, as CPython orders them: those that inner functions share come last. Behind them stands what somebody
/// put into `f_locals` beside the variables.
pub fn frame_variables(vm: &mut Vm, f: &FrameObj) -> Res<Ref<DictObj>> {
    let d = vm.heap.dict();
    let c = &f.code.code;
    let params = (c.positional + c.keyword_only) as usize
        + usize::from(c.flags.var_args)
        + usize::from(c.flags.var_kwargs);
    for shared in [false, true] {
        for (i, name) in (0u16..).zip(f.code.locals.iter()) {
            // Variables of comprehensions are bound only while these run.
            let hidden = (name.bytes().starts_with(b".") || c.hidden.contains(&i)) && i as usize >= params;
            if hidden || shared != (i as usize >= params && c.cells.contains(&i)) {
                continue;
            }
            if let Some(v) = load(f, Place::Local(i)) {
                d.set_str(name, v);
            }
        }
    }
    for (i, name) in f.code.free.iter().enumerate() {
        if let Some(v) = load(f, Place::Free(i)) {
            d.set_str(name, v);
        }
    }
    for &i in &c.hidden {
        let Some(name) = f.code.locals.get(usize::from(i)) else { continue };
        if !name.bytes().starts_with(b".")
            && let Some(v) = load(f, Place::Local(i))
        {
            d.set_str(name, v);
        }
    }
    let extra = f.extra.borrow().clone();
    if !extra.is_undef() {
        vm.dict_update(&d, &extra)?;
    }
    Ok(d)
}

/// `f_locals`: a function's view, a namespace itself, a module's globals.
pub fn locals_view(vm: &mut Vm, f: &Ref<FrameObj>) -> Value {
    match f.code.code.kind {
        CodeKind::Module => f.func.globals.value(),
        CodeKind::Namespace => f.local(0).unwrap_or_else(|| f.func.globals.value()),
        CodeKind::Function => {
            let class = vm.extra_types[VIEW].clone();
            vm.heap.alloc(&class, LocalsView { frame: f.clone() }).into_value()
        }
    }
}

/// The line where a frame stands.
pub fn frame_line(vm: &Vm, f: &Ref<FrameObj>) -> u32 {
    match vm.frame_instr(f) {
        Some(i) if f.shown.get().is_some_and(|(at, _)| at == i) => f.shown.get().map_or(0, |(_, line)| line),
        Some(i) => vm.line_at(&f.code, i),
        None => f.code.code.first_line,
    }
}

fn clear_frame(vm: &mut Vm, f: &Ref<FrameObj>) -> Res<()> {
    if vm.frame_runs(f) {
        return Err(vm.runtime_error("cannot clear an executing frame"));
    }
    if let Some(g) = f.generator.get() {
        let g = g.retain();
        if g.state.get() == GenState::Suspended {
            return Err(vm.runtime_error("cannot clear a suspended frame"));
        }
        if g.state.get() == GenState::Created && g.code.code.flags.coroutine {
            (vm.hooks.never_awaited)(vm, &g.value(), None);
        }
        vm.gen_close(&g.into_value())?;
    }
    Payload::clear(&**f);
    Ok(())
}
