//! `BaseException` and what all exceptions share. `fields.rs` has the classes with attributes of their own, `os_error.rs`, `unicode.rs`
//! and `group.rs` the three families that need more than that.

mod fields;
mod group;
mod os_error;
mod unicode;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::exception::{ExceptionObj, TracebackObj};
use crate::object::list::ListObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::AttrDef;
use crate::vm::{Res, Vm};

use super::support::{IntoTexts, Text};

natives! { pub(super) static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<ExceptionObj> { vm.heap.alloc(&cls, ExceptionObj::new(args.into_value())) }
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        no_keywords(vm, &this, &kwargs)?;
        drop(this.args.replace(args.into_value()));
        Ok(())
    }
    fn __str__(vm, this: Ref<ExceptionObj>, /) -> Res<Ref<StrObj>> { base_str(vm, &this) }
    fn __repr__(vm, this: Ref<ExceptionObj>, /) -> Res<Text> {
        let name = vm.short_name(&this.value()).into_bytes();
        let args = arguments(&this);
        let shown = match args.items() {
            [one] => [b"(", vm.repr(one)?.bytes(), b")"].concat(),
            _ => vm.repr(&args.value())?.bytes().to_vec(),
        };
        Ok(IntoTexts(vec![name, shown]).join())
    }
    fn __reduce__(vm, this: Ref<ExceptionObj>, /) -> Res {
        let class = vm.class_of(&this.value()).into_value();
        let args = arguments(&this).into_value();
        let state = instance_dict(vm, &this);
        Ok(match state {
            Some(d) if !d.is_empty() => vm.heap.tuple([class, args, d.into_value()]).into_value(),
            _ => vm.heap.tuple([class, args]).into_value(),
        })
    }
    fn __setstate__(vm, this: Ref<ExceptionObj>, state: Value, /) -> Res<()> {
        if state.is_none() {
            return Ok(());
        }
        let Some(d) = state.to_ref::<DictObj>() else { return Err(vm.type_error("state is not a dictionary")) };
        for (k, v) in d.entries() {
            if let Ok(k) = k.into_ref::<StrObj>() {
                let k = vm.heap.intern_str(&k);
                vm.set_attr(&this.value(), &k, v)?;
            }
        }
        Ok(())
    }
    /// Set self.__traceback__ to tb and return self.
    fn with_traceback(vm, this: Ref<ExceptionObj>, tb: Value, /) -> Res<Ref<ExceptionObj>> {
        set_traceback(vm, &this.value(), tb)?;
        Ok(this)
    }
    /// Add a note to the exception
    fn add_note(vm, this: Value, note: Value, /) -> Res<()> {
        if !note.is_a::<StrObj>() {
            let name = vm.class_name(&note);
            return Err(vm.type_error(format!("add_note() argument must be str, not {name}")));
        }
        let name = vm.names.__notes__.clone();
        match vm.get_attr_opt(&this, &name)? {
            None => {
                let list = vm.heap.list(vec![note]).into_value();
                vm.set_attr(&this, &name, list)
            }
            Some(notes) => match notes.to_ref::<ListObj>() {
                Some(list) => vm.granted(list.push(note)),
                None => Err(vm.type_error("Cannot add note: __notes__ is not a list")),
            },
        }
    }
}

static ATTRS: &[AttrDef] = &[
    AttrDef {
        name: "args",
        doc: "",
        get: |_, e| Ok(exception(e).map_or(Value::None, |e| e.args.borrow().clone())),
        set: Some(|vm, e, v| {
            if v.is_undef() {
                return Err(vm.type_error("args may not be deleted"));
            }
            let items = vm.collect(&v)?;
            let new = vm.heap.tuple(items).into_value();
            if let Some(e) = exception(e) {
                drop(e.args.replace(new));
            }
            Ok(())
        }),
    },
    AttrDef {
        name: "__traceback__",
        doc: "",
        get: |_, e| Ok(or_none(exception(e).map(|e| e.traceback.borrow().clone()))),
        set: Some(set_traceback),
    },
    AttrDef {
        name: "__cause__",
        doc: "exception cause",
        get: |_, e| Ok(or_none(exception(e).map(|e| e.cause.borrow().clone()))),
        set: Some(set_cause),
    },
    AttrDef {
        name: "__context__",
        doc: "exception context",
        get: |_, e| Ok(or_none(exception(e).map(|e| e.context.borrow().clone()))),
        set: Some(set_context),
    },
    AttrDef {
        name: "__suppress_context__",
        doc: "",
        get: |_, e| Ok(Value::bool(exception(e).is_some_and(|e| e.suppress_context.get()))),
        set: Some(|vm, e, v| {
            if v.is_undef() {
                return Err(vm.type_error("can't delete numeric/char attribute"));
            }
            if !matches!(v, Value::True | Value::False) {
                return Err(vm.type_error("attribute value type must be bool"));
            }
            if let Some(e) = exception(e) {
                e.suppress_context.set(matches!(v, Value::True));
            }
            Ok(())
        }),
    },
];

/// Installs the methods of all exception classes.
pub fn install(vm: &mut Vm) {
    let class = vm.types().base_exception.clone();
    vm.add_methods(&class, METHODS);
    vm.add_attrs(&class, ATTRS);
    vm.add_member(&class, &vm.names.__dict__, crate::object::descr::Member::Dict);
    fields::install(vm);
    os_error::install(vm);
    unicode::install(vm);
    group::install(vm);
}

/// The exception in a value.
pub fn exception(v: &Value) -> Option<&ExceptionObj> {
    v.cast::<ExceptionObj>()
}

fn or_none(v: Option<Value>) -> Value {
    v.and_then(Value::or_none).unwrap_or(Value::None)
}

/// `e.args`
pub fn arguments(e: &ExceptionObj) -> Ref<TupleObj> {
    match e.args.borrow().to_ref::<TupleObj>() {
        Some(t) => t,
        None => crate::bug!("the arguments of an exception are a tuple"),
    }
}

/// Refuses keyword arguments.
pub fn no_keywords(vm: &mut Vm, this: &Ref<ExceptionObj>, kwargs: &Ref<DictObj>) -> Res<()> {
    if kwargs.is_empty() {
        return Ok(());
    }
    let name = vm.short_name(&this.value());
    Err(vm.type_error(format!("{name}() takes no keyword arguments")))
}

/// `BaseException.__str__`
pub fn base_str(vm: &mut Vm, this: &Ref<ExceptionObj>) -> Res<Ref<StrObj>> {
    let args = arguments(this);
    match args.items() {
        [] => Ok(vm.heap.str("")),
        [one] => vm.str(one),
        _ => vm.str(&args.value()),
    }
}

/// The exception's `__dict__`, if it has one.
pub fn instance_dict(vm: &Vm, this: &Ref<ExceptionObj>) -> Option<Ref<DictObj>> {
    crate::object::instance::of(this.obj()).map(|i| i.dict(vm.heap))
}

fn set_traceback(vm: &mut Vm, e: &Value, v: Value) -> Res<()> {
    let new = match v {
        Value::Undef => return Err(vm.type_error("__traceback__ may not be deleted")),
        Value::None => Value::Undef,
        v if v.is_a::<TracebackObj>() => v,
        _ => return Err(vm.type_error("__traceback__ must be a traceback or None")),
    };
    if let Some(e) = exception(e) {
        drop(e.traceback.replace(new));
    }
    Ok(())
}

fn linked(vm: &mut Vm, v: Value, what: &str) -> Res<Value> {
    match v {
        Value::Undef => Err(vm.type_error(format!("__{what}__ may not be deleted"))),
        Value::None => Ok(Value::Undef),
        v if v.is_a::<ExceptionObj>() => Ok(v),
        _ => Err(vm.type_error(format!("exception {what} must be None or derive from BaseException"))),
    }
}

fn set_cause(vm: &mut Vm, e: &Value, v: Value) -> Res<()> {
    let new = linked(vm, v, "cause")?;
    if let Some(e) = exception(e) {
        e.suppress_context.set(true);
        drop(e.cause.replace(new));
    }
    Ok(())
}

fn set_context(vm: &mut Vm, e: &Value, v: Value) -> Res<()> {
    let new = linked(vm, v, "context")?;
    if let Some(e) = exception(e) {
        drop(e.context.replace(new));
    }
    Ok(())
}
