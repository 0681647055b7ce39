//! Adapters and converters: PEP 246, as far as `sqlite3` follows it.

use crate::natives;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::payload;
use crate::vm::{Res, Vm};

use super::{errors, state};

payload! {
    /// `PrepareProtocol`: nothing but a name for what adapters adapt to.
    pub struct Protocol as "sqlite3.PrepareProtocol" { } plain { }
}

/// Adapts a value: by the adapter of its class, by the protocol's `__adapt__`, by its own `__conform__`.
pub fn adapt(vm: &mut Vm, v: &Value, protocol: &Value, otherwise: Option<Value>) -> Res {
    let class = vm.class_of(v).into_value();
    let key = vm.heap.tuple([class, protocol.clone()]).into_value();
    let adapters = state(vm).adapters.clone();
    if let Some(adapter) = vm.dict_get(&adapters, &key)? {
        return vm.call(&adapter, std::slice::from_ref(v));
    }
    for (asked, name, given) in [(protocol, "__adapt__", v), (v, "__conform__", protocol)] {
        let name = vm.heap.intern(name);
        let Some(method) = vm.get_attr_opt(asked, &name)? else { continue };
        let adapted = vm.call(&method, std::slice::from_ref(given));
        let type_error = vm.types().type_error.clone();
        match vm.catch(adapted, &type_error)? {
            Some(v) if !v.is_none() => return Ok(v),
            _ => {}
        }
    }
    match otherwise {
        Some(v) => Ok(v),
        None => Err(errors::programming(vm, "can't adapt")),
    }
}

natives! { pub static FUNCTIONS;
    /// Register a function to adapt Python objects to SQLite values.
    fn register_adapter(vm, r#type: Value, adapter: Value, /) -> Res<()> {
        // From now on values of these classes may not go to the database as they are.
        let t = vm.types();
        let base = [&t.int, &t.float, &t.str_, &t.bytearray];
        if base.iter().any(|b| b.value().is(&r#type)) {
            state(vm).base_adapted = true;
        }
        let protocol = state(vm).protocol.value();
        let key = vm.heap.tuple([r#type, protocol]).into_value();
        let adapters = state(vm).adapters.clone();
        drop(vm.dict_set(&adapters, key, adapter)?);
        Ok(())
    }
    /// Register a function to convert SQLite values to Python objects.
    fn register_converter(vm, typename: Ref<StrObj>, converter: Value, /) -> Res<()> {
        let upper = vm.heap.intern("upper");
        let name = vm.call_method(&typename.value(), &upper, &[])?;
        let converters = state(vm).converters.clone();
        drop(vm.dict_set(&converters, name, converter)?);
        Ok(())
    }
    /// Adapt given object to given protocol.
    fn adapt(vm, obj: Value, proto: Value = Value::Undef, alt: Value = Value::Undef, /) -> Res {
        let proto = if proto.is_undef() { state(vm).protocol.value() } else { proto };
        self::adapt(vm, &obj, &proto, alt.or_none())
    }
}

/// The converter of a type's name, without regard to case; None if there is none.
pub fn converter(vm: &mut Vm, name: &[u8]) -> Res<Value> {
    let key = vm.heap.str(&String::from_utf8_lossy(name)).into_value();
    let upper = vm.heap.intern("upper");
    let key = vm.call_method(&key, &upper, &[])?;
    let converters = state(vm).converters.clone();
    Ok(vm.dict_get(&converters, &key)?.unwrap_or(Value::None))
}
