//! What every node can: be made of its fields, be shown, copied and pickled.

use std::cell::Cell;

use super::classes::classes;
use crate::natives;
use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Ref, Value, instance};
use crate::vm::{Res, Vm};

natives! { pub static METHODS;
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Value, /, *args, **kwargs) -> Res<()> { init(vm, &this, args.items(), &kwargs) }
    /// Return repr(self).
    fn __repr__(vm, this: Value, /) -> Res { repr(vm, &this) }
    fn __reduce__(vm, this: Value, /) -> Res { reduce(vm, &this) }
    /// Return a copy of the AST node with new values for the specified fields.
    fn __replace__(vm, this: Value, /, *args, **kwargs) -> Res { replace(vm, &this, &args, &kwargs) }
}

/// The names that a class attribute lists.
fn names_of(vm: &mut Vm, this: &Value, attribute: &str) -> Res<Option<Vec<Value>>> {
    let class = vm.class_of(this).into_value();
    let name = vm.heap.intern(attribute);
    match vm.get_attr_opt(&class, &name)? {
        Some(names) => vm.collect(&names).map(Some),
        None => Ok(None),
    }
}

fn field_types(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let class = vm.class_of(this).into_value();
    let name = vm.heap.intern("_field_types");
    vm.get_attr_opt(&class, &name)
}

fn has(vm: &mut Vm, names: &[Value], wanted: &Value) -> Res<Option<usize>> {
    for (i, name) in names.iter().enumerate() {
        if vm.same(name, wanted)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

/// The name of an attribute.
fn interned(vm: &mut Vm, name: &Value) -> Res<Ref<StrObj>> {
    match name.to_ref::<StrObj>() {
        Some(name) => Ok(vm.heap.intern_str(&name)),
        None => {
            let what = vm.class_name(name);
            Err(vm.type_error(format!("attribute name must be string, not '{what}'")))
        }
    }
}

/// The class's name as these messages write it: in full for the base of all.
fn full_name(vm: &mut Vm, this: &Value) -> Res<String> {
    let made = classes(vm)?;
    let class = vm.class_of(this);
    Ok(if class.is(&made.ast) { "ast.AST".into() } else { class.name_text() })
}

fn deprecated(vm: &mut Vm, text: &str) -> Res<()> {
    let class = vm.types().deprecation_warning.clone();
    vm.warn(&class, text, 1)
}

fn init(vm: &mut Vm, this: &Value, args: &[Value], kwargs: &Ref<DictObj>) -> Res<()> {
    let Some(fields) = names_of(vm, this, "_fields")? else {
        let text = format!("type object '{}' has no attribute '_fields'", full_name(vm, this)?);
        let error = vm.types().attribute_error.clone();
        return Err(vm.error(&error, &text));
    };
    if args.len() > fields.len() {
        let (name, n) = (vm.class_of(this).name_text(), fields.len());
        let s = if n == 1 { "" } else { "s" };
        return Err(vm.type_error(format!("{name} constructor takes at most {n} positional argument{s}")));
    }
    let mut missing: Vec<Value> = fields.clone();
    for (field, value) in fields.iter().zip(args) {
        let name = interned(vm, field)?;
        vm.set_attr(this, &name, value.clone())?;
        if let Some(i) = has(vm, &missing, field)? {
            missing.remove(i);
        }
    }
    for (key, value) in kwargs.entries() {
        if has(vm, &fields, &key)?.is_some() {
            match has(vm, &missing, &key)? {
                Some(i) => drop(missing.remove(i)),
                None => {
                    let (class, key) = (full_name(vm, this)?, vm.repr(&key)?.to_text());
                    return Err(vm.type_error(format!("{class} got multiple values for argument {key}")));
                }
            }
        } else {
            let attributes = names_of(vm, this, "_attributes")?.unwrap_or_default();
            if has(vm, &attributes, &key)?.is_none() {
                let (class, key) = (full_name(vm, this)?, vm.repr(&key)?.to_text());
                deprecated(
                    vm,
                    &format!(
                        "{class}.__init__ got an unexpected keyword argument {key}. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15."
                    ),
                )?;
            }
        }
        let name = interned(vm, &key)?;
        vm.set_attr(this, &name, value)?;
    }
    if missing.is_empty() {
        return Ok(());
    }
    match field_types(vm, this)? {
        Some(types) => missing.iter().try_for_each(|field| fill(vm, this, &types, field)),
        None => Ok(()),
    }
}

/// Gives a field that the constructor did not get what stands for nothing.
fn fill(vm: &mut Vm, this: &Value, types: &Value, field: &Value) -> Res<()> {
    let found = match types.to_ref::<DictObj>() {
        Some(types) => vm.dict_get(&types, field)?,
        None => None,
    };
    let class = full_name(vm, this)?;
    let shown = vm.repr(field)?.to_text();
    let Some(of) = found else {
        return deprecated(
            vm,
            &format!(
                "Field {shown} is missing from {class}._field_types. This will become an error in Python 3.15."
            ),
        );
    };
    match vm.class_of(&of).name_text().as_str() {
        // The class has None.
        "Union" | "UnionType" => Ok(()),
        "GenericAlias" => {
            let (name, list) = (interned(vm, field)?, vm.heap.list(Vec::new()).into_value());
            vm.set_attr(this, &name, list)
        }
        _ if of.is(&classes(vm)?.sums["expr_context"].value()) => {
            let load = classes(vm)?.of(super::table::Node::Load).single.clone().unwrap_or_default();
            let name = interned(vm, field)?;
            vm.set_attr(this, &name, load)
        }
        _ => deprecated(
            vm,
            &format!(
                "{class}.__init__ missing 1 required positional argument: {shown}. This will become an error in Python 3.15."
            ),
        ),
    }
}

/// The attributes of the instance.
fn dict_of(vm: &Vm, this: &Value) -> Ref<DictObj> {
    match this.as_obj().and_then(instance::of) {
        Some(parts) => parts.dict(vm.heap),
        None => vm.heap.dict(),
    }
}

fn reduce(vm: &mut Vm, this: &Value) -> Res {
    let class = vm.class_of(this).into_value();
    let dict = dict_of(vm, this);
    let empty = vm.heap.tuple([]).into_value();
    let mut given = 0;
    for field in names_of(vm, this, "_fields")?.unwrap_or_default() {
        if vm.dict_get(&dict, &field)?.is_none() {
            break;
        }
        given += 1;
    }
    let args = if given == 0 { empty } else { vm.heap.tuple(vec![Value::None; given]).into_value() };
    Ok(vm.heap.tuple([class, args, dict.into_value()]).into_value())
}

fn replace(vm: &mut Vm, this: &Value, args: &Ref<TupleObj>, kwargs: &Ref<DictObj>) -> Res {
    if !args.is_empty() {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let class = full_name(vm, this)?;
    let fields = names_of(vm, this, "_fields")?.unwrap_or_default();
    let attributes = names_of(vm, this, "_attributes")?.unwrap_or_default();
    let mut expecting: Vec<Value> = fields.iter().chain(&attributes).cloned().collect();
    let types = field_types(vm, this)?.and_then(|t| t.into_ref::<DictObj>().ok());
    for key in kwargs.keys() {
        match has(vm, &expecting, &key)? {
            Some(i) => drop(expecting.remove(i)),
            None => {
                let key = vm.repr(&key)?.to_text();
                return Err(
                    vm.type_error(format!("{class}.__replace__ got an unexpected keyword argument {key}."))
                );
            }
        }
    }
    let dict = dict_of(vm, this);
    let mut missing = Vec::new();
    for name in expecting {
        if vm.dict_get(&dict, &name)?.is_some() || has(vm, &attributes, &name)?.is_some() {
            continue;
        }
        let of = match &types {
            Some(types) => vm.dict_get(types, &name)?,
            None => None,
        };
        if !of.is_some_and(|of| vm.class_of(&of).name_text().starts_with("Union")) {
            missing.push(vm.repr(&name)?.to_text());
        }
    }
    if !missing.is_empty() {
        missing.sort_unstable();
        let (n, s) = (missing.len(), if missing.len() == 1 { "" } else { "s" });
        let names = missing.join(", ");
        return Err(vm.type_error(format!("{class}.__replace__ missing {n} keyword argument{s}: {names}.")));
    }
    let payload = vm.heap.dict();
    for name in fields.iter().chain(&attributes) {
        if let Some(value) = vm.dict_get(&dict, name)? {
            drop(vm.dict_set(&payload, name.clone(), value)?);
        }
    }
    for (key, value) in kwargs.entries() {
        drop(vm.dict_set(&payload, key, value)?);
    }
    let kw = crate::natives::modules::support::keywords(&payload);
    vm.call_kw(&vm.class_of(this).into_value(), &[], &kw)
}

/// How deep a repr shows nodes in nodes.
const SHOWN: u32 = 3;

/// How many levels of nodes the repr under way may still show; None: none is under way.
#[derive(Default)]
struct Left(Cell<Option<u32>>);

fn repr(vm: &mut Vm, this: &Value) -> Res {
    let before = vm.extension::<Left>().0.replace(None);
    let left = before.unwrap_or(SHOWN);
    let out = show(vm, this, left);
    vm.extension::<Left>().0.set(before);
    let text = out?;
    vm.new_str(text)
}

fn show(vm: &mut Vm, this: &Value, left: u32) -> Res<Vec<u8>> {
    let class = full_name(vm, this)?;
    let fields = names_of(vm, this, "_fields")?.unwrap_or_default();
    if left == 0 {
        return Ok(format!("{class}(...)").into_bytes());
    }
    if !vm.enter_repr(this) {
        return Ok(format!("{class}(...)").into_bytes());
    }
    let out = show_fields(vm, this, &class, &fields, left);
    vm.leave_repr(this);
    out
}

fn show_fields(vm: &mut Vm, this: &Value, class: &str, fields: &[Value], left: u32) -> Res<Vec<u8>> {
    let mut out = format!("{class}(").into_bytes();
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.extend(b", ");
        }
        let name = interned(vm, field)?;
        let value = vm.get_attr(this, &name)?;
        out.extend(name.bytes());
        out.push(b'=');
        let text = match value.kind() {
            Some(Kind::List | Kind::Tuple) => show_list(vm, &value, left)?,
            _ => show_value(vm, &value, left)?,
        };
        out.extend(text);
    }
    out.push(b')');
    Ok(out)
}

/// The first and the last item.
fn show_list(vm: &mut Vm, value: &Value, left: u32) -> Res<Vec<u8>> {
    let (items, open, close) = match (value.cast::<ListObj>(), value.cast::<TupleObj>()) {
        (Some(list), _) => (list.to_vec(), b'[', b']'),
        (_, Some(tuple)) => (tuple.items().to_vec(), b'(', b')'),
        _ => (Vec::new(), b'[', b']'),
    };
    let mut out = vec![open];
    for (i, item) in items.iter().enumerate() {
        if i > 0 && i + 1 < items.len() {
            if i == 1 {
                out.extend(b", ...");
            }
            continue;
        }
        if i > 0 {
            out.extend(b", ");
        }
        out.extend(show_value(vm, item, left)?);
    }
    out.push(close);
    Ok(out)
}

fn show_value(vm: &mut Vm, value: &Value, left: u32) -> Res<Vec<u8>> {
    let ast = classes(vm)?.ast.clone();
    if vm.is_instance_of(value, &ast) {
        return vm.deeper(|vm| show(vm, value, left.saturating_sub(1)));
    }
    let text = vm.repr(value)?;
    Ok(text.bytes().to_vec())
}
