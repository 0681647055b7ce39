//! Signals: the exceptions, and `SignalDict`, through which scripts see flags and traps.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::number::decimal::status;
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::compare::CmpOp;
use crate::vm::native::ArgType;
use crate::vm::{Raised, Res, Vm};

use super::super::support::{ClassSpec, new_class, put};
use super::state::{Signal, state};
use crate::natives::types::support::not_implemented;
use crate::object::types::flags::BASE;

/// Flags or traps of a context.
pub struct SignalDict {
    /// The context's. With the context they go, and what a program makes by the class has none.
    bits: Weak<Cell<u32>>,
}

impl Payload for SignalDict {
    fn traverse(&self, _: Visit<'_>) {}
}

impl ArgType for SignalDict {
    const NAME: &'static str = "SignalDict";
}

/// The object for flags or traps.
pub fn dict_of(vm: &mut Vm, bits: &Rc<Cell<u32>>) -> Value {
    let Some(class) = state(vm).signal_dict.clone() else { return Value::None };
    vm.heap.alloc(&class, SignalDict { bits: Rc::downgrade(bits) }).into_value()
}

/// The names of signals as a context's repr shows them.
pub fn names_of(vm: &mut Vm, bits: u32) -> String {
    // In the order of the bits; the conditions of InvalidOperation stand where the first of them does.
    let mut found: Vec<&Signal> = state(vm).signals.iter().filter(|s| s.bits & bits != 0).collect();
    found.sort_by_key(|s| (s.bits & bits).trailing_zeros());
    let names: Vec<&str> = found.iter().map(|s| s.name).collect();
    names.join(", ")
}

/// A list of the signals' classes.
pub fn list_of(vm: &mut Vm, bits: u32) -> Value {
    let list = state(vm).signals.iter().filter(|s| s.bits & bits != 0).map(|s| s.class.value()).collect();
    vm.heap.list(list).into_value()
}

#[cold]
fn no_signal(vm: &mut Vm) -> Raised {
    let text = "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]";
    let text = vm.heap.str(text).into_value();
    vm.key_error(text)
}

/// The bits behind a dict.
fn cell(vm: &mut Vm, d: &SignalDict) -> Res<Rc<Cell<u32>>> {
    d.bits.upgrade().ok_or(()).map_err(|()| vm.value_error("invalid signal dict"))
}

#[cold]
fn invalid_dict(vm: &mut Vm) -> Raised {
    let text = vm.heap.str("invalid signal dict").into_value();
    vm.key_error(text)
}

/// The bits of a signal's class.
fn bits_of(vm: &mut Vm, class: &Value) -> Res<u32> {
    match state(vm).signals.iter().find(|s| s.class.value().is(class)) {
        Some(s) => Ok(s.bits),
        None => Err(no_signal(vm)),
    }
}

/// Bits of a dict with all signals as keys.
pub fn from_dict(vm: &mut Vm, v: &Value) -> Res<u32> {
    if let Some(d) = v.cast::<SignalDict>() {
        return Ok(cell(vm, d)?.get());
    }
    let Some(d) = v.to_ref::<DictObj>() else {
        return Err(vm.type_error("argument must be a signal dict"));
    };
    if d.len() != state(vm).signals.len() {
        return Err(invalid_dict(vm));
    }
    let mut bits = 0;
    for (k, v) in d.entries() {
        let signal = state(vm).signals.iter().find(|s| s.class.value().is(&k)).map(|s| s.bits);
        let Some(signal) = signal else { return Err(invalid_dict(vm)) };
        if vm.truth(&v)? {
            bits |= signal;
        }
    }
    Ok(bits)
}

/// The same, or bits of a list of signals.
pub fn from_any(vm: &mut Vm, v: &Value) -> Res<u32> {
    let Some(list) = v.to_ref::<ListObj>() else { return from_dict(vm, v) };
    let mut bits = 0;
    let mut i = 0;
    while let Some(class) = list.get(i) {
        let condition = state(vm).conditions.iter().find(|s| s.class.value().is(&class)).map(|s| s.bits);
        bits |= match condition {
            Some(bits) if bits != status::INVALID_OPERATION => bits,
            _ => bits_of(vm, &class)?,
        };
        i += 1;
    }
    Ok(bits)
}

natives! { static MIXIN;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<SignalDict> {
        vm.heap.alloc(&cls, SignalDict { bits: Weak::new() })
    }
    fn __reduce_ex__(vm, this: Ref<SignalDict>, protocol: i64, /) -> Res<()> {
        Err(vm.type_error("cannot pickle 'SignalDict' object"))
    }
    fn __len__(vm, this: Ref<SignalDict>, /) -> Res<usize> {
        cell(vm, &this)?;
        Ok(state(vm).signals.len())
    }
    fn __iter__(vm, this: Ref<SignalDict>, /) -> Res {
        cell(vm, &this)?;
        let list = list_of(vm, u32::MAX);
        vm.iter(&list)
    }
    fn __getitem__(vm, this: Ref<SignalDict>, key: Value, /) -> Res<bool> {
        let on = cell(vm, &this)?.get();
        Ok(on & bits_of(vm, &key)? != 0)
    }
    fn __setitem__(vm, this: Ref<SignalDict>, key: Value, value: Value, /) -> Res<()> {
        let cell = cell(vm, &this)?;
        let bits = bits_of(vm, &key)?;
        let on = vm.truth(&value)?;
        let old = cell.get();
        cell.set(if on { old | bits } else { old & !bits });
        Ok(())
    }
    fn __delitem__(vm, this: Ref<SignalDict>, key: Value, /) -> Res<()> {
        drop(key);
        Err(vm.value_error("signal keys cannot be deleted"))
    }
    fn __repr__(vm, this: Ref<SignalDict>, /) -> Res<String> {
        let bits = cell(vm, &this)?.get();
        let show = |s: &Signal| {
            let value = if s.bits & bits != 0 { "True" } else { "False" };
            format!("<class 'decimal.{}'>:{value}", s.name)
        };
        let all: Vec<String> = state(vm).signals.iter().map(show).collect();
        Ok(format!("{{{}}}", all.join(", ")))
    }
    fn __eq__(vm, this: Ref<SignalDict>, value: Value, /) -> Res { equal(vm, &this, &value, CmpOp::Eq) }
    fn __ne__(vm, this: Ref<SignalDict>, value: Value, /) -> Res { equal(vm, &this, &value, CmpOp::Ne) }
    fn copy(vm, this: Ref<SignalDict>, /) -> Res {
        let dict = vm.heap.dict();
        let bits = cell(vm, &this)?.get();
        let all: Vec<(Value, bool)> =
            state(vm).signals.iter().map(|s| (s.class.value(), s.bits & bits != 0)).collect();
        for (class, on) in all {
            vm.dict_set(&dict, class, Value::bool(on))?;
        }
        Ok(dict.into_value())
    }
}

fn equal(vm: &mut Vm, a: &SignalDict, b: &Value, op: CmpOp) -> Res {
    let bits = cell(vm, a)?.get();
    let other = if let Some(d) = b.cast::<SignalDict>() {
        cell(vm, d)?.get()
    } else if b.is_a::<DictObj>() {
        match from_dict(vm, b) {
            Ok(bits) => bits,
            Err(e) => {
                // A dict that lacks signals is equal to none.
                drop(vm.take_raised(e));
                return Ok(not_implemented(vm));
            }
        }
    } else {
        return Ok(not_implemented(vm));
    };
    // Of conditions that are one signal none is told from the other.
    let differ = state(vm).signals.iter().any(|s| (s.bits & bits != 0) != (s.bits & other != 0));
    Ok(Value::bool(differ == (op == CmpOp::Ne)))
}

/// Makes a class by `type(name, bases, {})`.
pub fn script_class(vm: &mut Vm, name: &str, bases: &[Value], module: &str) -> Res<Ref<TypeObj>> {
    let meta = vm.class_of(&bases[bases.len() - 1]).into_value();
    let ns = vm.heap.dict();
    let module = vm.heap.str(module).into_value();
    ns.set_str(&vm.names.__module__, module);
    let name = vm.heap.intern(name).into_value();
    let bases = vm.heap.tuple(bases.to_vec()).into_value();
    let class = vm.call(&meta, &[name, bases, ns.into_value()])?;
    class.into_ref::<TypeObj>().map_err(|_| vm.type_error("a class is a class"))
}

/// The exceptions, which go into the module's dict.
pub fn exceptions(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let t = vm.types();
    let base = script_class(vm, "DecimalException", &[t.arithmetic_error.value()], "decimal")?;
    put(vm, dict, "DecimalException", base.value());
    let (base, zero) = (base.value(), t.zero_division_error.value());
    let mut made: Vec<(&str, Ref<TypeObj>)> = Vec::new();
    let of = |made: &[(&str, Ref<TypeObj>)], name: &str| {
        made.iter().find(|(n, _)| *n == name).map_or(Value::None, |(_, c)| c.value())
    };
    let plans: [(&'static str, &[&str]); 13] = [
        ("InvalidOperation", &["base"]),
        ("FloatOperation", &["base", "type"]),
        ("DivisionByZero", &["base", "zero"]),
        ("Subnormal", &["base"]),
        ("Inexact", &["base"]),
        ("Rounded", &["base"]),
        ("Clamped", &["base"]),
        ("Overflow", &["Inexact", "Rounded"]),
        ("Underflow", &["Inexact", "Rounded", "Subnormal"]),
        ("DivisionImpossible", &["InvalidOperation"]),
        ("DivisionUndefined", &["InvalidOperation", "zero"]),
        ("ConversionSyntax", &["InvalidOperation"]),
        ("InvalidContext", &["InvalidOperation"]),
    ];
    for (name, bases) in plans {
        let bases: Vec<Value> = bases
            .iter()
            .map(|b| match *b {
                "base" => base.clone(),
                "zero" => zero.clone(),
                "type" => t.type_error.value(),
                other => of(&made, other),
            })
            .collect();
        let class = script_class(vm, name, &bases, "decimal")?;
        put(vm, dict, name, class.value());
        made.push((name, class));
    }
    let signal = |name: &'static str, bits: u32| {
        let class = made.iter().find(|(n, _)| *n == name).map(|(_, c)| c.clone());
        class.map(|class| Signal { bits, name, class })
    };
    let signals = [
        signal("InvalidOperation", status::ALL_INVALID),
        signal("FloatOperation", status::FLOAT_OPERATION),
        signal("DivisionByZero", status::DIVISION_BY_ZERO),
        signal("Overflow", status::OVERFLOW),
        signal("Underflow", status::UNDERFLOW),
        signal("Subnormal", status::SUBNORMAL),
        signal("Inexact", status::INEXACT),
        signal("Rounded", status::ROUNDED),
        signal("Clamped", status::CLAMPED),
    ];
    let conditions = [
        signal("InvalidOperation", status::INVALID_OPERATION),
        signal("DivisionImpossible", status::DIVISION_IMPOSSIBLE),
        signal("DivisionUndefined", status::DIVISION_UNDEFINED),
        signal("ConversionSyntax", status::CONVERSION_SYNTAX),
        signal("InvalidContext", status::INVALID_CONTEXT),
    ];
    let s = state(vm);
    s.signals = signals.into_iter().flatten().collect();
    s.conditions = conditions.into_iter().flatten().collect();
    Ok(())
}

/// `SignalDict`: the native half, and a mapping.
pub fn dict_class(vm: &mut Vm) -> Res<Ref<TypeObj>> {
    let spec =
        ClassSpec { name: "SignalDictMixin", module: "decimal", flags: BASE, methods: MIXIN, next: None };
    let mixin = new_class(vm, &spec);
    drop(mixin.dict().set_text(vm.heap, "__hash__", Value::None));
    let abc = vm.import("collections.abc")?;
    let abc = match vm.modules.get_text(vm.heap, "collections.abc") {
        Some(m) => m,
        None => abc,
    };
    let name = vm.heap.intern("MutableMapping");
    let mapping = vm.get_attr(&abc, &name)?;
    script_class(vm, "SignalDict", &[mixin.into_value(), mapping], "abc")
}
