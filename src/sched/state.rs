//! What the scheduler keeps for each VM: its classes, its loops, and the numbers of tasks.

use std::cell::Cell;
use std::rc::Rc;

pub use crate::object::roster::{Roster, Seat};
use crate::object::weak::WeakBox;
use crate::object::{ObjRef, Ref, TypeObj, Value};
use crate::vm::Vm;

use super::event_loop::LoopObj;
use super::future::FutObj;

/// The classes of the scheduler, and what is counted for all loops of a VM together.
pub struct Classes {
    pub future: Ref<TypeObj>,
    pub task: Ref<TypeObj>,
    pub gathering: Ref<TypeObj>,
    pub handle: Ref<TypeObj>,
    pub timer_handle: Ref<TypeObj>,
    pub abstract_loop: Ref<TypeObj>,
    pub base_loop: Ref<TypeObj>,
    pub unix_loop: Ref<TypeObj>,
    pub sleep: Ref<TypeObj>,
    pub sleep_wrapper: Ref<TypeObj>,
    /// What awaits a future by hand: `Future.__await__`'s iterator.
    pub future_iter: Ref<TypeObj>,
    pub context: Ref<TypeObj>,
    pub context_var: Ref<TypeObj>,
    pub token: Ref<TypeObj>,
    pub invalid_state: Ref<TypeObj>,
    /// The number of the last task that was named by number.
    pub last_task: Cell<u32>,
}

/// Gives classes their methods, which stand above the scheduler.
pub type Fill = fn(&mut Vm, &Classes);

/// State of the scheduler in one VM.
#[derive(Default)]
pub struct Sched {
    classes: Option<Rc<Classes>>,
    /// Gives fresh classes their methods.
    fill: Option<Fill>,
    /// Loops that were made; dead ones are forgotten now and then.
    pub loops: Vec<Rc<WeakBox>>,
    /// The default policy's loop for this thread, Undef if none.
    pub policy_loop: Value,
    /// `set_event_loop` was called.
    pub policy_set: bool,
    /// A policy that the script set; Undef: the default one.
    pub policy: Value,
    /// The object of the default policy, once somebody looked.
    pub default_policy: Value,
    /// Current tasks of loops that are not ours.
    pub foreign_current: Vec<(Value, Value)>,
    /// Tasks that scripts registered by hand.
    pub registered: Vec<Rc<WeakBox>>,
    /// The main task of `asyncio.run`, which Ctrl-C cancels first; and how often it was pressed.
    pub interrupt: Option<ObjRef>,
    pub interrupts: u32,
    /// Tasks that are being cancelled because another one is, after a verdict: who comes up twice stands in a cycle.
    pub cancelling: Vec<usize>,
    /// Failures that were reported (for `--strict`).
    pub reported: usize,
}

/// The classes of the scheduler.
pub fn classes(vm: &mut Vm) -> Rc<Classes> {
    if let Some(c) = vm.extension_ref::<Sched>().and_then(|s| s.classes.clone()) {
        return c;
    }
    let made = Rc::new(super::create::make_classes(vm));
    vm.extension::<Sched>().classes = Some(made.clone());
    let fill = vm.extension::<Sched>().fill;
    if let Some(fill) = fill {
        fill(vm, &made);
    }
    made
}

/// Hangs the scheduler on the VM. `fill` is called when the classes are made, which is when somebody first asks for one.
pub fn install(vm: &mut Vm, fill: Fill) {
    vm.extension::<Sched>().fill = Some(fill);
    vm.hooks.native_await = super::awaited::native_await;
    vm.hooks.native_await_kind = super::awaited::native_await_kind;
    vm.hooks.native_await_left = super::awaited::native_await_left;
    vm.hooks.yield_pending = super::awaited::yield_pending;
    vm.hooks.paused_object = super::awaited::paused;
    vm.hooks.next_task = super::switch::next_task;
    vm.hooks.never_awaited = super::reports::never_awaited;
    vm.hooks.async_generator_started = super::asyncgens::started;
    vm.hooks.async_generator_died = super::asyncgens::died;
}

/// The running loop of this thread, if it is one of ours.
#[inline]
pub fn running(vm: &Vm) -> Option<Ref<LoopObj>> {
    vm.thread.running_loop.to_ref::<LoopObj>()
}

/// The loops that live, in the order in which they were made.
pub fn loops(vm: &mut Vm) -> Vec<Ref<LoopObj>> {
    let state = vm.extension::<Sched>();
    state.loops.retain(|w| w.is_alive());
    state.loops.iter().filter_map(|w| Ref::try_from_obj(w.get()?).ok()).collect()
}

/// Notes a new loop.
pub fn note_loop(vm: &mut Vm, l: &Ref<LoopObj>) {
    let weak = vm.heap.weak_box(l.obj());
    vm.extension::<Sched>().loops.push(weak);
}

/// The next number for a task's name.
#[inline]
pub fn next_task_number(c: &Classes) -> u32 {
    c.last_task.set(c.last_task.get() + 1);
    c.last_task.get()
}

/// The tasks of a loop that are not done.
pub fn all_tasks(vm: &mut Vm, l: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    if let Some(native) = l.cast::<LoopObj>() {
        for o in native.roster.members() {
            if o.cast::<FutObj>().is_some_and(|t| !t.is_done()) {
                out.push(Value::Obj(o));
            }
        }
    }
    let registered: Vec<ObjRef> = vm.extension::<Sched>().registered.iter().filter_map(|w| w.get()).collect();
    for o in registered {
        let done = vm.heap.intern("done");
        let pending = match vm.call_method(&Value::Obj(o.clone()), &done, &[]) {
            Ok(v) => !matches!(v, Value::True),
            Err(e) => {
                drop(vm.take_raised(e));
                false
            }
        };
        if pending && !out.iter().any(|t| t.is(&Value::Obj(o.clone()))) {
            out.push(Value::Obj(o));
        }
    }
    out
}
