//! `_codecs`: the registry and the coders that the library's `codecs` and `encodings` are made of.

mod charmap;
mod coders;
mod escapes;
mod handlers;
mod utf7;

use crate::natives;
use crate::natives::codecs::registry::{self, Registry};
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

/// The name of an error handler, as coders take it.
pub type ErrorsArg = Option<Ref<StrObj>>;

/// `errors` as a text.
pub fn errors_name(errors: &ErrorsArg) -> String {
    errors.as_ref().map_or_else(|| "strict".to_string(), |s| s.to_text())
}

/// What a coder returns: the result and how much of the input was used.
pub fn used(vm: &Vm, result: Value, n: usize) -> Value {
    vm.heap.tuple([result, Value::Int(n as i64)]).into_value()
}

natives! { static FUNCTIONS;
    /// Register a codec search function.
    fn register(vm, search_function: Value, /) -> Res<()> {
        if !vm.is_callable(&search_function) {
            return Err(vm.type_error("argument must be callable"));
        }
        registry::register(vm, search_function.take());
        Ok(())
    }
    /// Unregister a codec search function and clear the registry's cache.
    fn unregister(vm, search_function: Value, /) { registry::unregister(vm, &search_function); }
    /// Looks up a codec tuple in the Python codec registry and returns a CodecInfo object.
    fn lookup(vm, encoding: Ref<StrObj>, /) -> Res { registry::lookup(vm, &encoding.to_text()) }
    /// Encodes obj using the codec registered for encoding.
    fn encode(vm, /, obj: Value, encoding: Option<Ref<StrObj>> = None, errors: Option<Ref<StrObj>> = None) -> Res {
        let name = encoding.map_or_else(|| "utf-8".to_string(), |s| s.to_text());
        let errors = errors.map(|s| s.to_text());
        registry::run(vm, obj.take(), &name, errors.as_deref(), true)
    }
    /// Decodes obj using the codec registered for encoding.
    fn decode(vm, /, obj: Value, encoding: Option<Ref<StrObj>> = None, errors: Option<Ref<StrObj>> = None) -> Res {
        let name = encoding.map_or_else(|| "utf-8".to_string(), |s| s.to_text());
        let errors = errors.map(|s| s.to_text());
        registry::run(vm, obj.take(), &name, errors.as_deref(), false)
    }
    /// Register the specified error handler under the name errors.
    fn register_error(vm, errors: Ref<StrObj>, handler: Value, /) -> Res<()> {
        if !vm.is_callable(&handler) {
            return Err(vm.type_error("handler must be callable"));
        }
        let old = vm.extension::<Registry>().handlers.insert(errors.to_text(), handler.take());
        drop(old);
        Ok(())
    }
    /// Un-register the specified error handler for the error handling `errors'.
    fn _unregister_error(vm, errors: Ref<StrObj>, /) -> Res<bool> {
        let name = errors.to_text();
        if handlers::NAMES.contains(&name.as_str()) {
            return Err(vm.value_error(format!("cannot un-register built-in error handler '{name}'")));
        }
        let old = vm.extension::<Registry>().handlers.remove(&name);
        Ok(old.is_some())
    }
    /// lookup_error(errors) -> handler
    fn lookup_error(vm, name: Ref<StrObj>, /) -> Res { registry::handler(vm, &name.to_text()) }
}

/// Fills `_codecs`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    for table in [FUNCTIONS, coders::FUNCTIONS, charmap::FUNCTIONS, escapes::FUNCTIONS, utf7::FUNCTIONS] {
        vm.add_functions(dict, "_codecs", table);
    }
    handlers::init(vm)
}
