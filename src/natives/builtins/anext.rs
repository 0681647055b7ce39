//! `anext(it, default)`: an awaitable around another one that turns StopAsyncIteration into the default.

use std::cell::RefCell;

use crate::natives;
use crate::object::types::flags::NO_NEW;
use crate::object::{Payload, Ref, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Raised, Res, Vm};

/// The object that `anext` with a default returns.
pub struct AnextAwaitable {
    awaitable: Value,
    /// What is driven, once somebody began.
    iterator: RefCell<Value>,
    default: Value,
}

impl Payload for AnextAwaitable {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.awaitable);
        visit(&self.iterator.borrow());
        visit(&self.default);
    }
    fn clear(&self) {
        drop(self.iterator.take());
    }
}

impl ArgType for AnextAwaitable {
    const NAME: &'static str = "anext_awaitable";
}

const CLASS: &str = "builtins.anext_awaitable";

natives! { static METHODS;
    fn __await__(vm, this: Ref<AnextAwaitable>, /) -> Ref<AnextAwaitable> { this }
    fn __iter__(vm, this: Ref<AnextAwaitable>, /) -> Ref<AnextAwaitable> { this }
    fn __next__(vm, this: Ref<AnextAwaitable>, /) -> Res { step(vm, &this, "send", &[Value::None]) }
    fn send(vm, this: Ref<AnextAwaitable>, value: Value, /) -> Res { step(vm, &this, "send", &[value]) }
    fn throw(vm, this: Ref<AnextAwaitable>, typ: Value, val: Value = Value::Undef, tb: Value = Value::Undef, /) -> Res {
        let args: Vec<Value> = [typ, val, tb].into_iter().filter(|v| !v.is_undef()).collect();
        step(vm, &this, "throw", &args)
    }
    fn close(vm, this: Ref<AnextAwaitable>, /) -> Res<()> {
        let it = this.iterator.borrow().clone();
        let close = vm.names.close.clone();
        if !it.is_undef() && vm.get_attr_opt(&it, &close)?.is_some() {
            vm.call_method(&it, &close, &[])?;
        }
        Ok(())
    }
}

/// Makes the class.
pub fn install(vm: &mut Vm) {
    let object = vm.types().object.clone();
    let class = vm.new_type("anext_awaitable", "builtins", &object, NO_NEW);
    vm.add_methods(&class, METHODS);
    vm.extra_types.insert(CLASS, class);
}

/// The awaitable for an `__anext__()` result and a default.
pub fn with_default(vm: &mut Vm, awaitable: Value, default: Value) -> Value {
    let class = vm.extra_types[CLASS].clone();
    vm.heap.alloc(&class, AnextAwaitable { awaitable, iterator: RefCell::default(), default }).into_value()
}

fn step(vm: &mut Vm, this: &Ref<AnextAwaitable>, method: &str, args: &[Value]) -> Res {
    let mut it = this.iterator.borrow().clone();
    if it.is_undef() {
        it = vm.get_awaitable(this.awaitable.clone(), 0)?;
        let old = this.iterator.replace(it.clone());
        drop(old);
    }
    let result = if method == "send" && args[0].is_none() && !vm.class_has(&it, "send") {
        match vm.next(&it) {
            Ok(Some(v)) => Ok(v),
            Ok(None) => Err(vm.stop_iteration(Value::Undef)),
            Err(e) => Err(e),
        }
    } else {
        let name = vm.heap.intern(method);
        vm.call_method(&it, &name, args)
    };
    result.map_err(|e| use_default(vm, this, e))
}

fn use_default(vm: &mut Vm, this: &Ref<AnextAwaitable>, e: Raised) -> Raised {
    if vm.raised_is(&e, &vm.types().stop_async_iteration) {
        drop(vm.take_raised(e));
        return vm.stop_iteration(this.default.clone());
    }
    e
}
