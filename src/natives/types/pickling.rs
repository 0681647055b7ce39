//! `object.__reduce_ex__` and its kin: what `copy` and `pickle` ask of an object.

use crate::object::dict::DictObj;
use crate::object::instance::{self, Attributes};
use crate::object::list::ListObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::support::is_exact;

/// `object.__reduce_ex__(protocol)`: a class's own `__reduce__` goes first.
pub fn reduce_ex(vm: &mut Vm, this: &Value, protocol: i64) -> Res {
    let name = vm.names.__reduce__.clone();
    let class = vm.class_of(this);
    let base = vm.types().object.lookup(&name);
    let own = class.lookup(&name);
    if let (Some(own), Some(base)) = (&own, &base)
        && !own.is(base)
    {
        return vm.call_method(this, &name, &[]);
    }
    reduce(vm, this, protocol)
}

/// The default: `copyreg.__newobj__` with class, arguments, state and contents; below protocol 2 `copyreg._reduce_ex`.
pub fn reduce(vm: &mut Vm, this: &Value, protocol: i64) -> Res {
    let copyreg = vm.import("copyreg")?;
    if protocol < 2 {
        let name = vm.heap.intern("_reduce_ex");
        return vm.call_method(&copyreg, &name, &[this.clone(), Value::Int(protocol)]);
    }
    let class = vm.class_of(this);
    let (args, kwargs) = new_arguments(vm, this)?;
    if args.is_none() && refuses(vm, this, &class) {
        let name = vm.message_name(&class);
        // Those of a size that varies are named so.
        return Err(vm.type_error(match name.as_str() {
            "code" | "memoryview" => format!("cannot pickle {name} objects"),
            _ => format!("cannot pickle '{name}' object"),
        }));
    }
    let args = args.unwrap_or_default();
    let (function, args) = match kwargs {
        Some(kw) if !kw.is_empty() => {
            let name = vm.heap.intern("__newobj_ex__");
            let tuple = vm.heap.tuple(args).into_value();
            (vm.get_attr(&copyreg, &name)?, vec![class.value(), tuple, kw.into_value()])
        }
        _ => {
            let name = vm.heap.intern("__newobj__");
            let mut all = vec![class.value()];
            all.extend(args);
            (vm.get_attr(&copyreg, &name)?, all)
        }
    };
    let state = state(vm, this)?;
    let list_items = if this.is_a::<ListObj>() { vm.iter(this)? } else { Value::None };
    let dict_items = if this.is_a::<DictObj>() {
        let name = vm.names.items.clone();
        let items = vm.call_method(this, &name, &[])?;
        vm.iter(&items)?
    } else {
        Value::None
    };
    let args = vm.heap.tuple(args).into_value();
    Ok(vm.heap.tuple([function, args, state, list_items, dict_items]).into_value())
}

/// Built-in classes with storage that `__newobj__` cannot make again.
fn refuses(vm: &Vm, this: &Value, class: &Ref<TypeObj>) -> bool {
    use crate::object::Kind;
    let of_object = vm.types().object.lookup(&vm.names.__getstate__);
    if let (Some(own), Some(base)) = (class.lookup(&vm.names.__getstate__), of_object)
        && !own.is(&base)
    {
        return false;
    }
    match this.kind() {
        Some(Kind::List | Kind::Dict | Kind::Instance | Kind::Set | Kind::Exception) => false,
        Some(_) if is_exact(this) => true,
        Some(Kind::Foreign) => !class.is_heap_type(),
        _ => vm.types().object.is(class),
    }
}

type NewArguments = (Option<Vec<Value>>, Option<Ref<DictObj>>);

fn new_arguments(vm: &mut Vm, this: &Value) -> Res<NewArguments> {
    let names = vm.names;
    if let Some(r) = vm.call_special(this, &names.__getnewargs_ex__, &[])? {
        let Some(t) = r.cast::<TupleObj>() else {
            let name = vm.class_name(&r);
            return Err(vm.type_error(format!("__getnewargs_ex__ should return a tuple, not '{name}'")));
        };
        let [args, kwargs] = t.items() else {
            return Err(vm.value_error(format!(
                "__getnewargs_ex__ should return a tuple of length 2, not {}",
                t.len()
            )));
        };
        let Some(args) = args.cast::<TupleObj>() else {
            let name = vm.class_name(args);
            return Err(vm.type_error(format!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{name}'"
            )));
        };
        let Some(kwargs) = kwargs.to_ref::<DictObj>() else {
            let name = vm.class_name(kwargs);
            return Err(vm.type_error(format!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{name}'"
            )));
        };
        return Ok((Some(args.items().to_vec()), Some(kwargs)));
    }
    if let Some(r) = vm.call_special(this, &names.__getnewargs__, &[])? {
        return match r.cast::<TupleObj>() {
            Some(t) => Ok((Some(t.items().to_vec()), None)),
            None => {
                let name = vm.class_name(&r);
                Err(vm.type_error(format!("__getnewargs__ should return a tuple, not '{name}'")))
            }
        };
    }
    Ok((None, None))
}

/// What an object's `__getstate__` gives.
pub fn state(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.call_special(this, &vm.names.__getstate__, &[])?.unwrap_or(Value::None))
}

/// `object.__getstate__()`: the attributes; with slots a pair of both.
pub fn state_of(vm: &mut Vm, this: &Value) -> Res {
    let state = match this.as_obj().and_then(instance::of).map(|i| i.attributes()) {
        // The very dict, so that a pickle knows it again.
        Some(Attributes::Dict(d)) if !d.is_empty() => d.into_value(),
        Some(Attributes::Shaped(_)) => match super::object::instance_attributes(vm, this) {
            Some(d) if !d.is_empty() => d.into_value(),
            _ => Value::None,
        },
        _ => Value::None,
    };
    let class = vm.class_of(this);
    let slots = slot_values(vm, this, &class)?;
    if slots.is_empty() {
        return Ok(state);
    }
    Ok(vm.heap.tuple([state, slots.into_value()]).into_value())
}

/// The names of a class's slots, as `copyreg` remembers them; `None` for none.
fn slot_names(vm: &mut Vm, class: &Ref<TypeObj>) -> Res {
    let key = vm.heap.intern("__slotnames__");
    if let Some(names) = class.dict().get_str(&key).filter(|_| class.is_heap_type()) {
        if names.is_none() || names.is_a::<ListObj>() {
            return Ok(names);
        }
        let (name, what) = (class.name_text(), vm.class_name(&names));
        return Err(vm.type_error(format!("{name}.__slotnames__ should be a list or None, not {what}")));
    }
    if class.slot_count.get() == 0 {
        return Ok(Value::None);
    }
    let copyreg = vm.import("copyreg")?;
    let name = vm.heap.intern("_slotnames");
    let names = vm.call_method(&copyreg, &name, &[class.value()])?;
    if names.is_none() || names.is_a::<ListObj>() {
        return Ok(names);
    }
    Err(vm.type_error("copyreg._slotnames didn't return a list or None"))
}

fn slot_values(vm: &mut Vm, this: &Value, class: &Ref<TypeObj>) -> Res<Ref<DictObj>> {
    let out = vm.heap.dict();
    let names = slot_names(vm, class)?;
    let Some(list) = names.cast::<ListObj>() else { return Ok(out) };
    let (mut i, n) = (0, list.len());
    while let Some(name) = list.get(i) {
        let key = super::object::name_argument(vm, &name)?;
        if let Some(v) = vm.get_attr_opt(this, &key)? {
            drop(vm.dict_set(&out, name, v)?);
        }
        if list.len() != n {
            return Err(vm.runtime_error("__slotnames__ changed size during iteration"));
        }
        i += 1;
    }
    Ok(out)
}
