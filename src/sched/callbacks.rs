//! The callables by which the scheduler shows itself to foreign loops and futures.

use crate::natives;
use crate::object::function::BoundMethodObj;
use crate::object::{ObjRef, Ref, Value};
use crate::vm::{Res, Vm};

use super::future::{FutObj, FutState, flag};
use super::{LoopObj, create, gather, step};

natives! { static CALLBACKS;
    fn task_step(vm, this: Ref<FutObj>, /) -> Res<()> {
        let l = native_loop(vm, &this)?;
        step::step(vm, &l, &this, None)
    }
    fn task_wakeup(vm, this: Ref<FutObj>, future: Value, /) -> Res<()> {
        let l = native_loop(vm, &this)?;
        let _ = future;
        step::wake(vm, &l, &this)
    }
    fn _done_callback(vm, this: Ref<FutObj>, future: Ref<FutObj>, /) -> Res<()> { gather::child_done(vm, &this, &future) }
    fn _run_until_complete_cb(vm, future: Ref<FutObj>, /) -> Res<()> {
        if future.state.get() == FutState::Finished {
            future.set(flag::LOG, false);
            if future.has(flag::FAILED) && step::is_exit(vm, &future.outcome()) {
                return Ok(());
            }
        }
        let owner = future.owner().map_or(Value::None, Value::Obj);
        let name = vm.heap.intern("stop");
        vm.call_method(&owner, &name, &[]).map(drop)
    }
    fn _set_result_unless_cancelled(vm, future: Ref<FutObj>, result: Value, /) -> Res<()> {
        if future.state.get() == FutState::Cancelled {
            return Ok(());
        }
        create::set_result(vm, &future, result)
    }
}

/// A native loop drives the task: the task's own, or, for a loop that is the script's, a stand-in of ours.
fn native_loop(vm: &mut Vm, task: &FutObj) -> Res<Ref<LoopObj>> {
    match task.native_loop() {
        Some(l) => Ok(l),
        None => {
            Err(vm.not_implemented_error("tasks on a loop that does not derive from asyncio's event loop"))
        }
    }
}

fn native(vm: &mut Vm, index: usize) -> Value {
    vm.new_native(&CALLBACKS[index], Value::Undef)
}

fn bound(vm: &mut Vm, index: usize, this: Value) -> Value {
    let func = native(vm, index);
    let class = vm.types().method.clone();
    vm.heap.alloc(&class, BoundMethodObj { func, this }).into_value()
}

/// The step of a task as a callable.
pub fn step_method(vm: &mut Vm, task: &Ref<FutObj>) -> Value {
    bound(vm, 0, task.value())
}

/// The wake-up of a task as a callable.
pub fn wakeup_method(vm: &mut Vm, task: &Ref<FutObj>) -> Value {
    bound(vm, 1, task.value())
}

/// The callback of a gather as a callable.
pub fn gather_method(vm: &mut Vm, outer: ObjRef) -> Value {
    bound(vm, 2, Value::Obj(outer))
}

/// The callback of `run_until_complete` as a callable: one object, which packages look for among a task's callbacks.
pub fn stop_function(vm: &mut Vm) -> Value {
    let known = vm.extension::<StopFunction>().0.clone();
    if !known.is_undef() {
        return known;
    }
    let made = native(vm, 3);
    vm.extension::<StopFunction>().0 = made.clone();
    made
}

#[derive(Default)]
struct StopFunction(Value);

/// Sets a future unless it was cancelled.
pub fn set_unless_cancelled(vm: &mut Vm) -> Value {
    native(vm, 4)
}
