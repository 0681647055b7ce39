//! Methods of the coroutine that `asyncio.sleep` returns, and what the VM asks of awaited objects of ours.

use crate::object::header::HAS_FINALIZER;
use crate::object::{Payload, Ref, Value, Visit};
use crate::sched::sleep::{self, SleepObj, SleepState};
use crate::sched::state::Classes;
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

natives! { pub static METHODS;
    fn __repr__(vm, this: Ref<SleepObj>, /) -> String {
        let _ = vm;
        format!("<coroutine object sleep at {:#x}>", this.addr())
    }
    fn __await__(vm, this: Ref<SleepObj>, /) -> Value {
        let class = crate::sched::state::classes(vm).sleep_wrapper.clone();
        vm.heap.alloc(&class, SleepWrapper { sleep: this }).into_value()
    }
    fn __iter__(vm, this: Ref<SleepObj>, /) -> Res {
        let _ = this;
        Err(vm.type_error("'coroutine' object is not iterable"))
    }
    fn send(vm, this: Ref<SleepObj>, value: Value, /) -> Res {
        if this.state.get() == SleepState::Created && !value.is_none() {
            return Err(vm.type_error("can't send non-None value to a just-started coroutine"));
        }
        by_hand(vm, &this)
    }
    fn throw(vm, this: Ref<SleepObj>, r#type: Value, value: Value = Value::None, traceback: Value = Value::None, /) -> Res {
        let e = super::future::thrown(vm, r#type, value, traceback)?;
        give_up(vm, &this)?;
        Err(vm.reraise(e))
    }
    fn close(vm, this: Ref<SleepObj>, /) -> Res<()> { give_up(vm, &this) }
    fn __del__(vm, this: Ref<SleepObj>, /) {
        if this.state.get() == SleepState::Created {
            this.state.set(SleepState::Done);
            (vm.hooks.never_awaited)(vm, &this.value(), None);
        }
    }
}

attrs! { pub static ATTRS for SleepObj;
    fn __name__(vm, this) -> &str { let _ = (&vm, &this); "sleep" }
    fn __qualname__(vm, this) -> &str { let _ = (&vm, &this); "sleep" }
    fn cr_running(vm, this) -> bool { let _ = (&vm, &this); false }
    fn cr_suspended(vm, this) -> bool { let _ = &vm; this.is_waiting() }
    fn cr_await(vm, this) -> Value { let _ = (&vm, &this); Value::None }
    fn cr_frame(vm, this) -> Value { let _ = (&vm, &this); Value::None }
    fn cr_origin(vm, this) -> Value { let _ = (&vm, &this); Value::None }
}

/// What `__await__` of a sleep returns: an iterator over the same steps.
pub struct SleepWrapper {
    sleep: Ref<SleepObj>,
}

impl Payload for SleepWrapper {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.sleep.value());
    }
}

impl ArgType for SleepWrapper {
    const NAME: &'static str = "coroutine_wrapper";
}

natives! { pub static WRAPPER;
    fn __iter__(vm, this: Ref<SleepWrapper>, /) -> Value { let _ = &vm; this.into_value() }
    fn __next__(vm, this: Ref<SleepWrapper>, /) -> Res { by_hand(vm, &this.sleep) }
    fn send(vm, this: Ref<SleepWrapper>, value: Value, /) -> Res { let _ = value; by_hand(vm, &this.sleep) }
    fn throw(vm, this: Ref<SleepWrapper>, r#type: Value, value: Value = Value::None, traceback: Value = Value::None, /) -> Res {
        let e = super::future::thrown(vm, r#type, value, traceback)?;
        give_up(vm, &this.sleep)?;
        Err(vm.reraise(e))
    }
    fn close(vm, this: Ref<SleepWrapper>, /) -> Res<()> { give_up(vm, &this.sleep) }
}

/// Attaches everything.
pub fn fill(vm: &mut Vm, c: &Classes) {
    vm.add_methods(&c.sleep, METHODS);
    vm.add_attrs(&c.sleep, ATTRS);
    vm.add_methods(&c.sleep_wrapper, WRAPPER);
}

fn give_up(vm: &mut Vm, s: &Ref<SleepObj>) -> Res<()> {
    s.obj().header().clear_flag(HAS_FINALIZER);
    sleep::end(vm, s, None)
}

/// A script drives the sleep with `send`.
fn by_hand(vm: &mut Vm, s: &Ref<SleepObj>) -> Res {
    s.obj().header().clear_flag(HAS_FINALIZER);
    match sleep::poll(vm, s)? {
        Some(v) => Err(vm.stop_iteration(v)),
        None => sleep::yield_by_hand(vm, s),
    }
}
