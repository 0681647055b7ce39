//! `types.SimpleNamespace`: attributes and a repr.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::instance;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, DICT, WEAK};
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::compare::CmpOp;
use crate::vm::{Res, Vm};

use super::super::support::keywords;

fn attributes(vm: &Vm, v: &Value) -> Ref<DictObj> {
    match v.as_obj().and_then(instance::of) {
        Some(i) => i.dict(vm.heap),
        None => vm.heap.dict(),
    }
}

/// The other one's attributes, if it is a namespace too.
fn other(vm: &mut Vm, v: &Value) -> Option<Value> {
    let class = namespace_class(vm);
    vm.is_instance_of(v, &class).then(|| attributes(vm, v).into_value())
}

fn fill(vm: &mut Vm, this: &Value, args: &[Value], kwargs: &DictObj) -> Res<()> {
    let d = attributes(vm, this);
    match args {
        [] => {}
        [mapping] => {
            let plain = vm.heap.dict();
            vm.dict_update(&plain, mapping)?;
            for (k, v) in plain.entries() {
                if !k.is_a::<StrObj>() {
                    return Err(vm.type_error("keywords must be strings"));
                }
                drop(vm.dict_set(&d, k, v)?);
            }
        }
        more => {
            let n = more.len();
            let name = vm.short_name(this);
            return Err(vm.type_error(format!("{name} expected at most 1 argument, got {n}")));
        }
    }
    for (k, v) in keywords(kwargs) {
        drop(d.set_str(&k, v));
    }
    Ok(())
}

natives! { static METHODS;
    /// A simple attribute-based namespace.
    fn __init__(vm, this: Value, /, *args, **kwargs) -> Res<()> { fill(vm, &this, args.items(), &kwargs) }
    /// Return repr(self).
    fn __repr__(vm, this: Value, /) -> Res<String> {
        let class = namespace_class(vm);
        let name = if vm.class_of(&this).is(&class) { "namespace".to_string() } else { vm.short_name(&this) };
        if !vm.enter_repr(&this) {
            return Ok(format!("{name}(...)"));
        }
        let mut parts = Vec::new();
        let mut failed = None;
        for (k, v) in attributes(vm, &this).entries() {
            let Some(k) = k.cast::<StrObj>().filter(|s| s.byte_len() > 0) else { continue };
            match vm.repr(&v) {
                Ok(text) => parts.push(format!("{}={}", k.to_text(), text.to_text())),
                Err(e) => {
                    failed = Some(e);
                    break;
                }
            }
        }
        vm.leave_repr(&this);
        match failed {
            Some(e) => Err(e),
            None => Ok(format!("{name}({})", parts.join(", "))),
        }
    }
    /// Return self==value.
    fn __eq__(vm, this: Value, value: Value, /) -> Res {
        let Some(b) = other(vm, &value) else { return Ok(vm.types().not_implemented.clone()) };
        let a = attributes(vm, &this).into_value();
        vm.compare(CmpOp::Eq, &a, &b)
    }
    /// Return self!=value.
    fn __ne__(vm, this: Value, value: Value, /) -> Res {
        let Some(b) = other(vm, &value) else { return Ok(vm.types().not_implemented.clone()) };
        let a = attributes(vm, &this).into_value();
        vm.compare(CmpOp::Ne, &a, &b)
    }
    /// Compares as the dicts of attributes do.
    fn __lt__(vm, this: Value, value: Value, /) -> Res {
        let Some(b) = other(vm, &value) else { return Ok(vm.types().not_implemented.clone()) };
        let a = attributes(vm, &this).into_value();
        vm.compare(CmpOp::Lt, &a, &b)
    }
    /// Compares as the dicts of attributes do.
    fn __le__(vm, this: Value, value: Value, /) -> Res {
        let Some(b) = other(vm, &value) else { return Ok(vm.types().not_implemented.clone()) };
        let a = attributes(vm, &this).into_value();
        vm.compare(CmpOp::Le, &a, &b)
    }
    /// Compares as the dicts of attributes do.
    fn __gt__(vm, this: Value, value: Value, /) -> Res {
        let Some(b) = other(vm, &value) else { return Ok(vm.types().not_implemented.clone()) };
        let a = attributes(vm, &this).into_value();
        vm.compare(CmpOp::Gt, &a, &b)
    }
    /// Compares as the dicts of attributes do.
    fn __ge__(vm, this: Value, value: Value, /) -> Res {
        let Some(b) = other(vm, &value) else { return Ok(vm.types().not_implemented.clone()) };
        let a = attributes(vm, &this).into_value();
        vm.compare(CmpOp::Ge, &a, &b)
    }
    /// Return state information for pickling
    fn __reduce__(vm, this: Value, /) -> Value {
        let class = vm.class_of(&this).into_value();
        let (none, state) = (vm.heap.tuple([]).into_value(), attributes(vm, &this).into_value());
        vm.heap.tuple([class, none, state]).into_value()
    }
    /// Return a copy of the namespace object with new values for the specified attributes.
    fn __replace__(vm, this: Value, /, **changes) -> Res {
        let class = vm.class_of(&this).into_value();
        let new = vm.call(&class, &[])?;
        let wanted = namespace_class(vm);
        if !vm.class_of(&new).is_subclass(&wanted) {
            let (class, got) = (vm.class_of(&this), vm.class_of(&new));
            let (class, got) = (vm.full_name(&class), vm.full_name(&got));
            return Err(vm.type_error(format!(
                "expect types.SimpleNamespace type, but {class}() returned '{got}' object"
            )));
        }
        let d = attributes(vm, &new);
        d.copy_from(&attributes(vm, &this));
        for (k, v) in keywords(&changes) {
            drop(d.set_str(&k, v));
        }
        Ok(new)
    }
}

/// The class, made at the first call.
pub fn namespace_class(vm: &mut Vm) -> Ref<TypeObj> {
    if let Some(c) = vm.extra_types.get("types.SimpleNamespace") {
        return c.clone();
    }
    let meta = vm.types().type_.clone();
    let object = vm.types().object.clone();
    let class = vm.heap.builtin_type(&meta, "SimpleNamespace", &object, Kind::Instance, BASE | DICT | WEAK);
    class.set_later(&vm.names.__module__, vm.heap.intern("types").into_value());
    class.later(vm.hooks.native_class);
    drop(class.dict().set_text(vm.heap, "__hash__", Value::None));
    vm.add_methods(&class, METHODS);
    vm.extra_types.insert("types.SimpleNamespace", class.clone());
    class
}

/// A namespace with these attributes.
pub fn namespace(vm: &mut Vm, values: &[(&str, Value)]) -> Res {
    let class = namespace_class(vm);
    let new = vm.heap.alloc(&class, instance::Plain).into_value();
    let d = attributes(vm, &new);
    for (name, v) in values {
        drop(d.set_text(vm.heap, name, v.clone()));
    }
    Ok(new)
}
