//! What the VM asks of awaited objects of ours: whether a sleep or future is ready, and what it yields to a driver that knows only the protocol.

use crate::object::Value;
use crate::object::header::HAS_FINALIZER;
use crate::vm::generator::AwaitStep;
use crate::vm::{Res, Vm};

use super::create::result_of;
use super::future::{FutObj, flag};
use super::sleep::{SleepObj, SleepState, new_sleep, poll, yield_by_hand};

/// The sleep is awaited: its death is no longer worth a warning.
#[inline(always)]
fn touch(v: &Value) {
    if let Value::Obj(o) = v {
        o.header().clear_flag(HAS_FINALIZER);
    }
}

/// A sleep of zero that has given up its turn already.
pub fn paused(vm: &mut Vm) -> Value {
    let s = new_sleep(vm, 0.0, Value::None);
    touch(&s);
    if let Some(s) = s.cast::<SleepObj>() {
        s.state.set(SleepState::Yielded);
    }
    s
}

/// Whether the VM awaits objects of this kind through `native_await`.
pub fn native_await_kind(_: &Vm, v: &Value) -> bool {
    match v.cast::<FutObj>() {
        Some(f) => f.has(flag::PLAIN),
        None => v.is_a::<SleepObj>(),
    }
}

/// A sleep that is driven by hand (in an async generator, say) gives up its timer, as the `finally` in asyncio's `sleep` does. What a task drives is seen to when the task wakes.
pub fn native_await_left(vm: &mut Vm, v: &Value) -> Res<()> {
    match v.cast::<SleepObj>() {
        Some(s) if s.state.get() == SleepState::Foreign => super::sleep::end(vm, s, None),
        _ => Ok(()),
    }
}

/// What an awaited object of ours says.
#[inline]
pub fn native_await(vm: &mut Vm, v: &Value) -> Res<AwaitStep> {
    if let Some(s) = v.cast::<SleepObj>() {
        touch(v);
        return match poll(vm, s)? {
            Some(v) => Ok(AwaitStep::Ready(v)),
            None if s.state.get() == SleepState::Yielded => Ok(AwaitStep::YieldNone),
            None => Ok(AwaitStep::Pending),
        };
    }
    match v.to_ref::<FutObj>() {
        Some(f) if f.has(flag::PLAIN) => {
            if f.is_done() {
                result_of(vm, &f).map(AwaitStep::Ready)
            } else if f.has(flag::BLOCKING) {
                Err(vm.runtime_error("await wasn't used with future"))
            } else {
                Ok(AwaitStep::Pending)
            }
        }
        _ => Ok(AwaitStep::NotMine),
    }
}

/// What a pending object of ours yields to a driver that knows only the protocol.
pub fn yield_pending(vm: &mut Vm, v: &Value) -> Res {
    if let Some(s) = v.cast::<SleepObj>() {
        return yield_by_hand(vm, s);
    }
    if let Some(f) = v.cast::<FutObj>() {
        f.set(flag::BLOCKING, true);
    }
    Ok(v.clone())
}
