//! The direct way from one task to the next: when a task gives up its turn by `sleep(0)` and the next entry of the ready queue only resumes a
//! coroutine, the run loop goes on with that one, without a return to the loop of the scheduler. Where nobody else is ready the task itself goes on.
//!
//! What happens is what `turn.rs` and `step.rs` would do, in the same order; whenever they would have anything else to do, the way is not taken.

use crate::object::generator::GenObj;
use crate::object::{Ref, Value};
use crate::vm::Vm;
use crate::vm::pause::NextTask;

use super::context::{enter_context, leave_context};
use super::event_loop::LoopObj;
use super::future::FutObj;
use super::ready::Entry;

/// The VM's hook: `paused` is the root of the chain that gives up its turn.
pub fn next_task(vm: &mut Vm, paused: &GenObj) -> NextTask {
    let Some(l) = super::state::running(vm) else { return NextTask::Unknown };
    if !l.direct.get() || !l.plain.get() || l.debug.get() {
        return NextTask::Unknown;
    }
    let left = match l.batch.get() {
        0 if needs_a_turn(vm, &l) => return NextTask::Unknown,
        0 => l.ready.borrow().len(),
        n => n - 1,
    };
    let task = match l.current().map(Ref::<FutObj>::try_from_obj) {
        Some(Ok(task)) if task.drives(paused) => task,
        // A script made something else the current task (`_swap_current_task`).
        _ => return NextTask::Unknown,
    };
    let mut ready = l.ready.borrow_mut();
    let coro = match ready.first() {
        None if task.goes_on_plainly() => {
            l.batch.set(left);
            return NextTask::Same;
        }
        Some(Entry::Step(next)) => coroutine(next),
        _ => None,
    };
    let Some(coro) = coro else { return NextTask::Unknown };
    l.batch.set(left);
    leave_context(vm, &task, Value::Undef);
    ready.push(Entry::Step(task));
    let Some(Entry::Step(next)) = ready.pop() else { crate::bug!("a step is first in line") };
    drop(enter_context(vm, &next));
    drop(l.current.replace(Some(next.into_obj())));
    l.went_on.set(true);
    NextTask::Other(coro)
}

/// Whether the turn's end is more than the beginning of the next one.
#[inline(always)]
fn needs_a_turn(vm: &mut Vm, l: &LoopObj) -> bool {
    l.stopping.get() || !l.timers.borrow().is_empty() || vm.world.signals_pending()
}

/// The coroutine of a task whose next step only resumes it.
#[inline(always)]
fn coroutine(task: &FutObj) -> Option<Ref<GenObj>> {
    if task.goes_on_plainly() { Ref::try_from_obj(task.coro()?).ok() } else { None }
}
