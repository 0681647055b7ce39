//! The direct way from one task to the next: when a task gives up its turn by `sleep(0)` and the next entry of the ready queue only resumes a
//! coroutine, the run loop goes on with that one, without a return to the loop of the scheduler.
//!
//! What happens is what `turn.rs` and `step.rs` would do, in the same order; whenever they would have anything else to do, the way is not taken.

use crate::object::generator::GenObj;
use crate::object::{Ref, Value};
use crate::vm::Vm;

use super::context::{enter_context, leave_context};
use super::event_loop::LoopObj;
use super::future::FutObj;
use super::ready::Entry;

/// The VM's hook: `paused` is the root of the chain that gave up its turn. The coroutine that goes on; None: nothing has changed.
pub fn next_task(vm: &mut Vm, paused: &GenObj) -> Option<Ref<GenObj>> {
    let l = super::state::running(vm)?;
    if !l.plain.get() || l.debug.get() || vm.options.trace_sched {
        return None;
    }
    let left = match l.batch.get() {
        0 if needs_a_turn(vm, &l) => return None,
        0 => l.ready.borrow().len(),
        n => n - 1,
    };
    let task = Ref::<FutObj>::try_from_obj(l.current()?).ok()?;
    if !task.drives(paused) {
        // A script made another task the current one (`_swap_current_task`).
        return None;
    }
    let mut ready = l.ready.borrow_mut();
    let coro = match ready.first() {
        None => coroutine(&task)?,
        Some(Entry::Step(t)) => coroutine(t)?,
        Some(_) => return None,
    };
    l.batch.set(left);
    if ready.is_empty() {
        return Some(coro);
    }
    leave_context(vm, &task, Value::Undef);
    ready.push(Entry::Step(task));
    let Some(Entry::Step(next)) = ready.pop() else { crate::bug!("a step is first in line") };
    drop(enter_context(vm, &next));
    drop(l.current.replace(Some(next.into_obj())));
    l.went_on.set(true);
    Some(coro)
}

/// Whether the turn's end is more than the beginning of the next one.
#[inline(always)]
fn needs_a_turn(vm: &mut Vm, l: &LoopObj) -> bool {
    l.stopping.get() || !l.timers.borrow().is_empty() || vm.world.signals_pending() || vm.world.is_virtual()
}

/// The coroutine of a task whose next step only resumes it.
#[inline(always)]
fn coroutine(task: &FutObj) -> Option<Ref<GenObj>> {
    if task.goes_on_plainly() { Ref::try_from_obj(task.coro()?).ok() } else { None }
}
