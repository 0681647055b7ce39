//! `__annotate__` and `__annotations__` of functions, classes and modules (PEP 649): the annotations are what `__annotate__` returns, asked once.

use crate::object::dict::DictObj;
use crate::object::function::FunctionObj;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

/// The format that stands for values.
const VALUES: Value = Value::Int(1);

/// What an `__annotate__` says; a new dict where there is none.
fn evaluate(vm: &mut Vm, annotate: &Value) -> Res {
    if annotate.is_undef() || !vm.is_callable(annotate) {
        return Ok(vm.heap.dict().into_value());
    }
    let all = vm.call(annotate, &[VALUES])?;
    if all.is_a::<DictObj>() {
        return Ok(all);
    }
    let what = vm.class_name(&all);
    Err(vm.type_error(format!("__annotate__ returned non-dict of type '{what}'")))
}

/// What may become an `__annotate__`.
fn check(vm: &mut Vm, value: &Value, deleted: &str) -> Res<()> {
    if value.is_undef() {
        return Err(vm.type_error(deleted));
    }
    if value.is_none() || vm.is_callable(value) {
        return Ok(());
    }
    Err(vm.type_error("__annotate__ must be callable or None"))
}

// --- functions ---

pub(super) fn of_function(vm: &mut Vm, f: &FunctionObj) -> Res {
    let known = f.annotations.borrow().clone();
    if !known.is_undef() {
        return Ok(known);
    }
    let annotate = f.annotate.borrow().clone();
    let all = evaluate(vm, &annotate)?;
    drop(f.annotations.replace(all.clone()));
    Ok(all)
}

pub(super) fn set_of_function(vm: &mut Vm, f: &FunctionObj, value: Value) -> Res<()> {
    let new = match value {
        Value::Undef | Value::None => Value::Undef,
        v if v.is_a::<DictObj>() => v,
        _ => return Err(vm.type_error("__annotations__ must be set to a dict object")),
    };
    drop(f.annotations.replace(new));
    drop(f.annotate.take());
    Ok(())
}

pub(super) fn set_annotate_of_function(vm: &mut Vm, f: &FunctionObj, value: Value) -> Res<()> {
    check(vm, &value, "__annotate__ cannot be deleted")?;
    if !value.is_none() {
        drop(f.annotations.take());
    }
    drop(f.annotate.replace(value));
    Ok(())
}

// --- classes ---

fn immutable(vm: &mut Vm, c: Ref<TypeObj>, attribute: &str) -> crate::vm::Raised {
    let text = format!("type object '{}' has no attribute '{attribute}'", c.name_text());
    vm.attribute_error(c.into_value(), attribute, &text)
}

/// An entry of the class's own dict, under its name for scripts or the one that the compiler uses.
fn entry(vm: &mut Vm, c: &Ref<TypeObj>, first: &Ref<StrObj>, second: &Ref<StrObj>) -> Res<Option<Value>> {
    match c.dict().get_str(first).or_else(|| c.dict().get_str(second)) {
        Some(v) => vm.descr_get_class(&v, c).map(Some),
        None => Ok(None),
    }
}

pub(super) fn annotate_of_class(vm: &mut Vm, c: Ref<TypeObj>) -> Res {
    if !c.is_heap_type() {
        return Err(immutable(vm, c, "__annotate__"));
    }
    let (name, func) = (vm.names.__annotate__.clone(), vm.names.__annotate_func__.clone());
    if let Some(v) = entry(vm, &c, &name, &func)? {
        return Ok(v);
    }
    c.set_attr(&func, Value::None);
    Ok(Value::None)
}

pub(super) fn set_annotate_of_class(vm: &mut Vm, c: Ref<TypeObj>, value: Value) -> Res<()> {
    check(vm, &value, "cannot delete __annotate__ attribute")?;
    let none = value.is_none();
    c.set_attr(&vm.names.__annotate_func__, value);
    if !none {
        drop(c.delete_attr(&vm.names.__annotations_cache__));
    }
    Ok(())
}

pub(super) fn of_class(vm: &mut Vm, c: Ref<TypeObj>) -> Res {
    if !c.is_heap_type() {
        return Err(immutable(vm, c, "__annotations__"));
    }
    let (name, cache) = (vm.names.__annotations__.clone(), vm.names.__annotations_cache__.clone());
    if let Some(v) = entry(vm, &c, &name, &cache)? {
        return Ok(v);
    }
    let annotate = annotate_of_class(vm, c.clone())?;
    let all = evaluate(vm, &annotate)?;
    c.set_attr(&cache, all.clone());
    Ok(all)
}

pub(super) fn set_of_class(vm: &mut Vm, c: Ref<TypeObj>, value: Value) -> Res<()> {
    let (name, cache) = (vm.names.__annotations__.clone(), vm.names.__annotations_cache__.clone());
    let named = c.dict().get_str(&name).is_some();
    let key = if named { &name } else { &cache };
    if !value.is_undef() {
        c.set_attr(key, value);
    } else if c.delete_attr(key).is_none() {
        return Err(vm.attribute_error(c.value(), "__annotations__", "__annotations__"));
    }
    if named {
        drop(c.delete_attr(&cache));
    }
    drop(c.delete_attr(&vm.names.__annotate_func__));
    drop(c.delete_attr(&vm.names.__annotate__));
    Ok(())
}

// --- modules ---

pub(super) fn annotate_of_module(vm: &mut Vm, m: &ModuleObj) -> Value {
    let name = vm.names.__annotate__.clone();
    m.dict.get_str(&name).unwrap_or_else(|| {
        drop(m.dict.set_str(&name, Value::None));
        Value::None
    })
}

pub(super) fn set_annotate_of_module(vm: &mut Vm, m: &ModuleObj, value: Value) -> Res<()> {
    check(vm, &value, "cannot delete __annotate__ attribute")?;
    if !value.is_none() {
        drop(m.dict.remove_str(&vm.names.__annotations__));
    }
    drop(m.dict.set_str(&vm.names.__annotate__, value));
    Ok(())
}

pub(super) fn of_module(vm: &mut Vm, m: &ModuleObj) -> Res {
    let name = vm.names.__annotations__.clone();
    if let Some(known) = m.dict.get_str(&name) {
        return Ok(known);
    }
    let annotate = m.dict.get_str(&vm.names.__annotate__).unwrap_or_default();
    let all = evaluate(vm, &annotate)?;
    // A module that is still being run may have more of them later.
    let running = match m.dict.get_str(&vm.names.__spec__) {
        Some(spec) => {
            let initializing = vm.heap.intern("_initializing");
            match vm.get_attr_opt(&spec, &initializing)? {
                Some(v) => vm.truth(&v)?,
                None => false,
            }
        }
        None => false,
    };
    if !running {
        drop(m.dict.set_str(&name, all.clone()));
    }
    Ok(all)
}

pub(super) fn set_of_module(vm: &mut Vm, m: &Ref<ModuleObj>, value: Value) -> Res<()> {
    let name = vm.names.__annotations__.clone();
    if !value.is_undef() {
        drop(m.dict.set_str(&name, value));
    } else if m.dict.remove_str(&name).is_none() {
        return Err(vm.attribute_error(m.value(), "__annotations__", "__annotations__"));
    }
    drop(m.dict.remove_str(&vm.names.__annotate__));
    Ok(())
}
