//! The functions of module `asyncio` that are hot or that everything else rests on.

use crate::natives;
use crate::object::function::{BoundMethodObj, NativeObj};
use crate::object::{Kind, ObjRef, Ref, Value};
use crate::sched::future::{FutObj, WaitNote};
use crate::sched::policy::{self, current_loop, existing_loop, running_object};
use crate::sched::sleep::new_sleep;
use crate::sched::state::{Sched, all_tasks, running};
use crate::sched::{LoopObj, create, gather, runner};
use crate::vm::native::def_of;
use crate::vm::{Res, Vm};

natives! { pub static FUNCTIONS;
    /// Coroutine that completes after a given time (in seconds).
    fn sleep(vm, /, delay: Value, result: Value = Value::None) -> Res {
        let seconds = match delay {
            Value::Int(i) => i as f64,
            Value::Float(x) => x.get(),
            other => return odd_sleep(vm, other, result),
        };
        Ok(new_sleep(vm, seconds, result))
    }

    /// Schedule the execution of a coroutine object in a spawn task.
    fn create_task(vm, /, coro: Value, *, name: Value = Value::Undef, context: Value = Value::Undef, eager_start: Value = Value::Undef) -> Res {
        let options = create::TaskOptions { name, context, eager_start };
        match running(vm) {
            Some(l) if l.plain.get() => create::create_task(vm, &l, coro, options),
            _ => {
                let l = running_object(vm)?;
                create::create_task_on(vm, &l, coro, options)
            }
        }
    }

    /// Return a future aggregating results from the given coroutines/futures.
    fn gather(vm, /, *coros_or_futures, return_exceptions: bool = false) -> Res {
        let items = coros_or_futures.items();
        if items.is_empty() {
            let l = existing_loop(vm)?;
            let empty = vm.heap.list(vec![]).into_value();
            return match Ref::<LoopObj>::try_from_obj(l) {
                Ok(l) => {
                    let f = create::new_future(vm, &l);
                    create::set_result(vm, &f, empty)?;
                    Ok(f.into_value())
                }
                Err(l) => {
                    let make = vm.heap.intern("create_future");
                    let f = vm.call_method(&Value::Obj(l), &make, &[])?;
                    let set = vm.heap.intern("set_result");
                    vm.call_method(&f, &set, &[empty])?;
                    Ok(f)
                }
            };
        }
        let mut children: Vec<Ref<FutObj>> = Vec::with_capacity(items.len());
        let mut owner: Option<ObjRef> = None;
        let mut made: std::collections::HashMap<usize, Ref<FutObj>> = std::collections::HashMap::new();
        for item in items {
            let key = item.as_obj().map_or(0, ObjRef::addr);
            if let Some(f) = made.get(&key) {
                children.push(f.clone());
                continue;
            }
            let (f, fresh) = create::ensure_future(vm, item.clone(), owner.clone())?;
            let f = match f.into_ref::<FutObj>() {
                Ok(f) => f,
                Err(_) => return Err(vm.not_implemented_error("gather() of a future that is not asyncio's")),
            };
            if fresh {
                f.set(crate::sched::future::flag::LOG_DESTROY, false);
                made.insert(key, f.clone());
            }
            if owner.is_none() {
                owner = f.owner();
            }
            children.push(f);
        }
        let Some(owner) = owner else { return Err(vm.runtime_error("no running event loop")) };
        gather::start(vm, owner, children, return_exceptions).map(Ref::into_value)
    }

    /// Return the running event loop. Raise a RuntimeError if there is none.
    fn get_running_loop(vm, /) -> Res { running_object(vm).map(Value::Obj) }

    /// Return the running event loop or None.
    fn _get_running_loop(vm, /) -> Value { vm.thread.running_loop.clone().or_none().unwrap_or(Value::None) }

    /// Set the running event loop.
    fn _set_running_loop(vm, r#loop: Value, /) {
        let new = if r#loop.is_none() { Value::Undef } else { r#loop };
        drop(std::mem::replace(&mut vm.thread.running_loop, new));
    }

    /// Return an asyncio event loop.
    fn get_event_loop(vm, /) -> Res { current_loop(vm).map(Value::Obj) }

    /// Set the event loop for the current context.
    fn set_event_loop(vm, /, r#loop: Value) -> Res<()> { policy::set_event_loop(vm, r#loop) }

    /// Create and return a new event loop.
    fn new_event_loop(vm, /) -> Res { policy::new_event_loop(vm) }

    /// Execute the coroutine and return the result.
    fn run(vm, /, main: Value, *, debug: Value = Value::None, loop_factory: Value = Value::None) -> Res { runner::run(vm, main, debug, loop_factory) }

    /// Return a currently running task or None.
    fn current_task(vm, /, r#loop: Value = Value::None) -> Res {
        let l = if r#loop.is_none() { Value::Obj(running_object(vm)?) } else { r#loop };
        if let Some(native) = l.cast::<LoopObj>() {
            return Ok(native.current().map_or(Value::None, Value::Obj));
        }
        let state = vm.extension::<Sched>();
        Ok(state.foreign_current.iter().find(|(o, _)| o.is(&l)).map_or(Value::None, |(_, t)| t.clone()))
    }

    /// Return a set of all tasks for the loop.
    fn all_tasks(vm, /, r#loop: Value = Value::None) -> Res {
        let l = if r#loop.is_none() { Value::Obj(running_object(vm)?) } else { r#loop };
        let list = all_tasks(vm, &l);
        let list = vm.heap.list(list).into_value();
        let set = vm.types().set.value();
        vm.call(&set, &[list])
    }

    /// Wrap a coroutine or an awaitable in a future.
    fn ensure_future(vm, /, coro_or_future: Value, *, r#loop: Value = Value::None) -> Res {
        let l = match r#loop { Value::Obj(o) => Some(o), _ => None };
        create::ensure_future(vm, coro_or_future, l).map(|(f, _)| f)
    }

    /// Return True if obj is a Future.
    fn isfuture(vm, /, obj: Value) -> Res<bool> { create::is_future(vm, &obj) }

    /// Return True if obj is a coroutine object.
    fn iscoroutine(vm, /, obj: Value) -> Res<bool> { create::is_coroutine(vm, &obj) }

    /// Return True if func is a decorated coroutine function.
    fn iscoroutinefunction(vm, /, func: Value) -> Res<bool> { is_coroutine_function(vm, &func) }

    /// The task runs now in the loop.
    fn _enter_task(vm, /, r#loop: Value, task: Value) -> Res<()> {
        let before = swap_current(vm, &r#loop, task.clone());
        if before.is_none() { return Ok(()) }
        swap_current(vm, &r#loop, before.clone());
        let (a, b) = (crate::sched::repr::repr_text(vm, &task)?, crate::sched::repr::repr_text(vm, &before)?);
        Err(vm.runtime_error(format!("Cannot enter into task {a} while another task {b} is being executed.")))
    }
    /// The task that runs in the loop stops.
    fn _leave_task(vm, /, r#loop: Value, task: Value) -> Res<()> {
        let before = swap_current(vm, &r#loop, Value::None);
        if before.is(&task) { return Ok(()) }
        swap_current(vm, &r#loop, before.clone());
        let (a, b) = (crate::sched::repr::repr_text(vm, &task)?, crate::sched::repr::repr_text(vm, &before)?);
        Err(vm.runtime_error(format!("Leaving task {a} does not match the current task {b}.")))
    }
    fn _swap_current_task(vm, r#loop: Value, task: Value, /) -> Value { swap_current(vm, &r#loop, task) }
    /// Let all_tasks() know the task.
    fn _register_task(vm, /, task: Value) {
        if let Value::Obj(o) = &task {
            let weak = vm.heap.weak_box(o);
            vm.extension::<Sched>().registered.push(weak);
        }
    }
    /// Let all_tasks() forget the task.
    fn _unregister_task(vm, /, task: Value) {
        vm.extension::<Sched>().registered.retain(|w| w.get().is_some_and(|o| !Value::Obj(o).is(&task)));
    }

    /// Says what the future of a waiting task is for, for the reports.
    fn _note_wait(vm, future: Ref<FutObj>, kind: Value, object: Value, /) -> Res<()> {
        let text = vm.str(&kind)?.to_text();
        let kind = KINDS.iter().find(|k| **k == text).copied().unwrap_or("Future");
        let old = future.change_extra(|x| x.note.replace(WaitNote { kind, object }));
        drop(old);
        Ok(())
    }

    /// Where the script is: a number that `_place_text` turns into `file:line`.
    fn _place(vm, /) -> i64 { place(vm) }

    /// Whether the loop is one of ours, with nothing overridden.
    fn _is_plain_loop(vm, r#loop: Value, /) -> bool { let _ = vm; r#loop.cast::<LoopObj>().is_some_and(|l| l.plain.get()) }
}

/// The kinds of things that waiting tasks wait for.
const KINDS: &[&str] = &[
    "Lock",
    "Event",
    "Condition",
    "Semaphore",
    "BoundedSemaphore",
    "Barrier",
    "Queue.get",
    "Queue.put",
    "Queue.join",
    "TaskGroup",
    "wait",
    "shield",
    "as_completed",
    "timeout",
    "Future",
];

/// `callable()`
pub fn is_callable(vm: &mut Vm, v: &Value) -> bool {
    let call = vm.names.__call__.clone();
    v.kind().is_some_and(|k| matches!(k, Kind::Function | Kind::Native | Kind::BoundMethod | Kind::Type))
        || vm.lookup_special(v, &call).is_some()
}

/// The place of the innermost running frame of a script: number of its source and its line, in one number; 0 if there is none.
fn place(vm: &mut Vm) -> i64 {
    vm.script_place().map_or(0, |(source, line)| i64::from(source) << 32 | i64::from(line))
}

fn odd_sleep(vm: &mut Vm, delay: Value, result: Value) -> Res {
    let module = vm.import("asyncio.tasks")?;
    let name = vm.heap.intern("_sleep_odd");
    vm.call_method(&module, &name, &[delay, result])
}

/// The argument `loop=` of a constructor.
pub fn loop_argument(vm: &mut Vm, l: Value) -> Res<ObjRef> {
    match l {
        Value::Obj(o) => Ok(o),
        Value::None => existing_loop(vm),
        other => {
            let name = vm.class_name(&other);
            Err(vm.attribute_error(
                other,
                "get_debug",
                &format!("'{name}' object has no attribute 'get_debug'"),
            ))
        }
    }
}

fn swap_current(vm: &mut Vm, l: &Value, task: Value) -> Value {
    if let Some(native) = l.cast::<LoopObj>() {
        let new = match task {
            Value::Obj(o) => Some(o),
            _ => None,
        };
        return native.current.replace(new).map_or(Value::None, Value::Obj);
    }
    let state = vm.extension::<Sched>();
    let at = state.foreign_current.iter().position(|(o, _)| o.is(l));
    let before = at.map_or(Value::None, |i| state.foreign_current.swap_remove(i).1);
    if !task.is_none() {
        state.foreign_current.push((l.clone(), task));
    }
    before
}

/// Whether a native is an `async def` in asyncio.
pub fn is_coroutine_native(f: &Value) -> bool {
    if let Some(m) = f.cast::<BoundMethodObj>() {
        return is_coroutine_native(&m.func);
    }
    let Some(def) = f.cast::<NativeObj>().map(def_of) else { return false };
    let is_sleep = def.name == "sleep" && FUNCTIONS.iter().any(|d| std::ptr::eq(d, def));
    is_sleep || super::event_loop::is_coroutine_method(def)
}

/// `iscoroutinefunction`
pub fn is_coroutine_function(vm: &mut Vm, f: &Value) -> Res<bool> {
    let module = vm.import("inspect")?;
    let name = vm.heap.intern("iscoroutinefunction");
    let out = vm.call_method(&module, &name, &[f.clone()])?;
    vm.truth(&out)
}
