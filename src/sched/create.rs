//! Making futures and tasks, and completing them.

use crate::object::exception::ExceptionObj;
use crate::object::generator::GenObj;
use crate::object::header::HAS_FINALIZER;
use crate::object::str::StrObj;
use crate::object::types::flags;
use crate::object::{Kind, ObjRef, Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::context::{Carried, carried_from};
use super::event_loop::{LoopObj, check_open};
use super::future::{FutObj, FutState, flag, peek};
use super::ready::Entry;
use super::sleep::SleepObj;
use super::state::{Classes, next_task_number, note_loop};
use super::{cancel, step};

/// The classes, without their methods.
pub fn make_classes(vm: &mut Vm) -> Classes {
    let object = vm.types().object.clone();
    let exception = vm.types().exception.clone();
    let coroutine = vm.types().coroutine.clone();
    let open = flags::BASE | flags::WEAK;
    let future = vm.new_type("Future", "_asyncio", &object, open);
    let task = vm.new_type("Task", "_asyncio", &future, open);
    let gathering = vm.new_type("_GatheringFuture", "asyncio.tasks", &future, flags::WEAK | flags::NO_NEW);
    let handle = vm.new_type("Handle", "asyncio.events", &object, open);
    let timer_handle = vm.new_type("TimerHandle", "asyncio.events", &handle, open);
    let abstract_loop =
        class_of_kind(vm, "AbstractEventLoop", "asyncio.events", &object, Kind::Instance, open | flags::DICT);
    let base_loop = vm.new_type("BaseEventLoop", "asyncio.base_events", &abstract_loop, open | flags::DICT);
    let selector_loop =
        vm.new_type("BaseSelectorEventLoop", "asyncio.selector_events", &base_loop, open | flags::DICT);
    let unix_loop =
        vm.new_type("_UnixSelectorEventLoop", "asyncio.unix_events", &selector_loop, open | flags::DICT);
    Classes {
        future,
        task,
        gathering,
        handle,
        timer_handle,
        abstract_loop,
        base_loop,
        unix_loop,
        sleep: vm.new_type("coroutine", "builtins", &coroutine, flags::WEAK | flags::NO_NEW),
        sleep_wrapper: vm.new_type("coroutine_wrapper", "builtins", &object, flags::NO_NEW),
        future_iter: vm.new_type("FutureIter", "_asyncio", &object, flags::NO_NEW),
        context: vm.new_type("Context", "_contextvars", &object, 0),
        context_var: vm.new_type("ContextVar", "_contextvars", &object, 0),
        token: vm.new_type("Token", "_contextvars", &object, 0),
        invalid_state: class_of_kind(
            vm,
            "InvalidStateError",
            "asyncio.exceptions",
            &exception,
            Kind::Exception,
            flags::BASE | flags::WEAK,
        ),
        last_task: std::cell::Cell::new(0),
    }
}

/// A built-in class whose instances have a storage of the object layer.
fn class_of_kind(
    vm: &mut Vm,
    name: &str,
    module: &str,
    base: &Ref<TypeObj>,
    kind: Kind,
    flags: u32,
) -> Ref<TypeObj> {
    let h = vm.heap;
    let t = h.builtin_type(&h.types().type_, name, base, kind, flags);
    t.set_later(&vm.names.__module__, h.intern(module).into_value());
    t.later(vm.hooks.native_class);
    t
}

/// A new event loop of the default class.
pub fn new_loop(vm: &mut Vm) -> Ref<LoopObj> {
    let c = super::state::classes(vm);
    let l = vm.heap.alloc(&c.unix_loop, LoopObj::new(c.clone()));
    l.debug.set(vm.options.asyncio_debug);
    note_loop(vm, &l);
    l
}

/// `Loop.create_future` of a native loop.
#[inline]
pub fn new_future(vm: &mut Vm, l: &Ref<LoopObj>) -> Ref<FutObj> {
    let f = vm.heap.alloc(&l.classes.future, FutObj::new());
    f.set(flag::PLAIN, true);
    f.set_owner(l.obj().clone());
    if l.debug.get() {
        note_place(vm, &f);
    }
    f
}

/// Debug mode: a future or task shows where it was made.
#[cold]
pub fn note_place(vm: &Vm, f: &FutObj) {
    let place = super::future::Place::here(vm);
    f.change_extra(|x| x.place = place);
}

/// Whether an object can be the coroutine of a task.
pub fn is_coroutine(vm: &mut Vm, v: &Value) -> Res<bool> {
    if let Some(g) = v.cast::<GenObj>() {
        return Ok(g.code.code.flags.coroutine);
    }
    if v.is_a::<SleepObj>() {
        return Ok(true);
    }
    // Anything that implements the abstract class `Coroutine`.
    let names = vm.names;
    let parts = [&names.__await__, &names.send, &names.throw, &names.close];
    Ok(parts.into_iter().all(|n| vm.lookup_special(v, n).is_some()))
}

/// Raises `a coroutine was expected, got ..`.
#[cold]
pub fn not_a_coroutine(vm: &mut Vm, v: &Value) -> Raised {
    match super::repr::repr_text(vm, v) {
        Ok(text) => vm.type_error(format!("a coroutine was expected, got {text}")),
        Err(e) => e,
    }
}

/// Fills a task and schedules its first step. `name`: None for a number.
pub fn start_task(
    vm: &mut Vm,
    task: &Ref<FutObj>,
    l: ObjRef,
    coro: Value,
    name: Value,
    context: Carried,
) -> Res<()> {
    prepare_task(vm, task, &l, coro, name, context)?;
    match Ref::<LoopObj>::try_from_obj(l) {
        Ok(native) if native.plain.get() => {
            check_open(vm, &native)?;
            native.push(Entry::Step(task.clone()));
            Ok(())
        }
        Ok(native) => by_call(vm, native.obj(), task),
        Err(l) => by_call(vm, &l, task),
    }
}

/// Schedules a task's step by the loop's `call_soon`.
#[cold]
pub fn by_call(vm: &mut Vm, l: &ObjRef, task: &Ref<FutObj>) -> Res<()> {
    let callback = super::callbacks::step_method(vm, task);
    let context = task.context();
    super::event_loop::call_soon(vm, l, callback, vec![], context).map(drop)
}

/// Fills a task without scheduling it.
#[inline]
pub fn prepare_task(
    vm: &mut Vm,
    task: &Ref<FutObj>,
    l: &ObjRef,
    coro: Value,
    name: Value,
    context: Carried,
) -> Res<()> {
    if !is_coroutine(vm, &coro)? {
        return Err(not_a_coroutine(vm, &coro));
    }
    let Value::Obj(coro) = coro else { return Ok(()) };
    task.set(flag::TASK | flag::LOG_DESTROY, true);
    if name.is_none() || name.is_undef() {
        let n = match l.cast::<LoopObj>() {
            Some(native) => next_task_number(&native.classes),
            None => next_task_number(&super::state::classes(vm)),
        };
        task.number.set(n);
        task.set(flag::NUMBERED, true);
    } else {
        let name = if name.is_a::<StrObj>() { name } else { vm.str(&name)?.into_value() };
        task.change_extra(|x| x.name = name);
    }
    task.set_owner(l.clone());
    task.set_context(context);
    if let Some(g) = coro.cast::<GenObj>()
        && let Value::Int(made) = g.handled()
    {
        // The place of a task's result is free until there is one: if it fails and nobody reads that, the report says where it began.
        drop(task.store(Value::Int(made)));
    }
    drop(task.set_coro(Some(coro)));
    if let Some(native) = l.cast::<LoopObj>() {
        task.join_roster(&native.roster, task.obj());
        if native.debug.get() {
            note_place(vm, task);
        }
    }
    task.obj().header().set_flag(HAS_FINALIZER);
    Ok(())
}

/// A task on a native loop, of the built-in class.
#[inline]
pub fn new_task(
    vm: &mut Vm,
    l: &Ref<LoopObj>,
    coro: Value,
    name: Value,
    context: Carried,
) -> Res<Ref<FutObj>> {
    if vm.needs_attention() {
        // `gather` makes as many as it is given.
        vm.look_at_memory()?;
    }
    vm.granted(l.make_room())?;
    let task = vm.heap.alloc(&l.classes.task, FutObj::new());
    task.set(flag::PLAIN, true);
    start_task(vm, &task, l.obj().clone(), coro, name, context)?;
    Ok(task)
}

/// Runs a task's first step now (eager tasks); the caller has prepared it.
pub fn run_eagerly(vm: &mut Vm, l: &Ref<LoopObj>, task: &Ref<FutObj>) -> Res<()> {
    let outer = l.current.take();
    let out = step::step(vm, l, task, None);
    l.current.set(outer);
    if task.is_done() {
        // As in CPython, one that never waited has no coroutine to show.
        drop(task.set_coro(None));
    }
    out
}

/// Raises InvalidStateError.
#[cold]
pub fn invalid_state(vm: &mut Vm, text: &str) -> Raised {
    let class = super::state::classes(vm).invalid_state.clone();
    vm.error(&class, text)
}

/// Completes a future with a result.
#[inline]
pub fn set_result(vm: &mut Vm, f: &Ref<FutObj>, v: Value) -> Res<()> {
    if f.is_done() {
        return Err(invalid_state(vm, "invalid state"));
    }
    f.state.set(FutState::Finished);
    drop(f.store(v));
    if f.is_task() {
        f.obj().header().clear_flag(HAS_FINALIZER);
    }
    step::tell_waiters(vm, f)
}

/// Completes a future with an exception, or with a class of exceptions.
pub fn set_exception(vm: &mut Vm, f: &Ref<FutObj>, e: Value) -> Res<()> {
    if f.is_done() {
        return Err(invalid_state(vm, "invalid state"));
    }
    let mut e = e;
    if e.cast::<crate::object::TypeObj>().is_some_and(|t| t.has(flags::EXCEPTION)) {
        e = vm.call(&e, &[])?;
    }
    if !e.is_a::<ExceptionObj>() {
        return Err(vm.type_error("invalid exception object"));
    }
    if vm.is_instance_of(&e, &vm.types().stop_iteration) {
        let text = "StopIteration interacts badly with generators and cannot be raised into a Future";
        let wrapped = vm.new_error(&vm.types().runtime_error, text);
        if let Some(x) = wrapped.cast::<ExceptionObj>() {
            drop(x.cause.replace(e.clone()));
            drop(x.context.replace(e));
            x.suppress_context.set(true);
        }
        e = wrapped;
    }
    set_exception_object(vm, f, e)
}

/// Completes a future with an exception object.
pub fn set_exception_object(vm: &mut Vm, f: &Ref<FutObj>, e: Value) -> Res<()> {
    if f.is_done() {
        return Err(invalid_state(vm, "invalid state"));
    }
    let traceback = e.cast::<ExceptionObj>().map(|x| x.traceback.borrow().clone()).unwrap_or_default();
    if !traceback.is_undef() {
        drop(f.change_extra(|x| std::mem::replace(&mut x.traceback, traceback)));
    }
    f.state.set(FutState::Finished);
    f.set(flag::FAILED, true);
    if let Value::Int(made) = f.store(e) {
        f.change_extra(|x| x.made = made);
    }
    f.set_log(f.obj(), !f.has(flag::QUIET));
    step::tell_waiters(vm, f)
}

/// `Future.result()`: the value, or raises.
#[inline]
pub fn result_of(vm: &mut Vm, f: &Ref<FutObj>) -> Res {
    match f.state.get() {
        FutState::Finished if !f.has(flag::FAILED) => Ok(f.outcome()),
        FutState::Finished => {
            f.set(flag::LOG, false);
            Err(cancel::raise_stored(vm, f))
        }
        FutState::Cancelled => {
            let e = cancel::make_error(vm, f);
            Err(vm.raise(e))
        }
        FutState::Pending => Err(invalid_state(vm, "Result is not set.")),
    }
}

/// Whether an object is a future: ours, or with `_asyncio_future_blocking` on its class.
pub fn is_future(vm: &mut Vm, v: &Value) -> Res<bool> {
    if v.is_a::<FutObj>() {
        return Ok(true);
    }
    let class = vm.class_of(v);
    if !class.is_heap_type() || class.lookup(&vm.names._asyncio_future_blocking).is_none() {
        return Ok(false);
    }
    let names = vm.names;
    Ok(vm.get_attr_opt(v, &names._asyncio_future_blocking)?.is_some_and(|b| !b.is_none()))
}

/// A coroutine as it is, any other awaitable in one that awaits it.
pub fn as_coroutine(vm: &mut Vm, v: Value) -> Res {
    if is_coroutine(vm, &v)? {
        return Ok(v);
    }
    let generator = v.cast::<GenObj>().is_some_and(|g| vm.is_iterable_coroutine(g));
    if !generator && vm.lookup_special(&v, &vm.names.__await__).is_none() {
        return Err(vm.type_error("An asyncio.Future, a coroutine or an awaitable is required"));
    }
    let module = vm.import("asyncio.tasks")?;
    let name = vm.heap.intern("_wrap_awaitable");
    vm.call_method(&module, &name, &[v])
}

/// `ensure_future`: a future as it is, a coroutine as a task, any awaitable wrapped.
pub fn ensure_future(vm: &mut Vm, v: Value, l: Option<ObjRef>) -> Res<(Value, bool)> {
    if is_future(vm, &v)? {
        if let (Some(l), Some(f)) = (&l, v.cast::<FutObj>())
            && !f.belongs_to(l)
        {
            return Err(vm.value_error(
                "The future belongs to a different loop than the one specified as the loop argument",
            ));
        }
        return Ok((v, false));
    }
    let coro = as_coroutine(vm, v)?;
    let l = match l {
        Some(l) => l,
        None => super::policy::existing_loop(vm)?,
    };
    Ok((create_task_on(vm, &l, coro, TaskOptions::default())?, true))
}

/// What `create_task` is told besides the coroutine: `Undef` where nothing was said, since a task factory gets just what was given.
pub struct TaskOptions {
    pub name: Value,
    pub context: Value,
    pub eager_start: Value,
}

impl Default for TaskOptions {
    fn default() -> TaskOptions {
        TaskOptions { name: Value::Undef, context: Value::Undef, eager_start: Value::Undef }
    }
}

impl TaskOptions {
    fn keywords(self, vm: &mut Vm) -> Vec<(Ref<StrObj>, Value)> {
        let names = [vm.names.name.clone(), vm.names.context.clone(), vm.heap.intern("eager_start")];
        let given = names.into_iter().zip([self.name, self.context, self.eager_start]);
        given.filter(|(_, v)| !v.is_undef()).collect()
    }
}

/// `loop.create_task(coro, **options)`, whatever the loop.
pub fn create_task_on(vm: &mut Vm, l: &ObjRef, coro: Value, options: TaskOptions) -> Res {
    if let Ok(native) = Ref::<LoopObj>::try_from_obj(l.clone())
        && native.plain.get()
    {
        return create_task(vm, &native, coro, options);
    }
    let f = vm.get_attr(&Value::Obj(l.clone()), &vm.names.create_task.clone())?;
    let keywords = options.keywords(vm);
    vm.call_kw(&f, &[coro], &keywords)
}

/// `create_task` of a native loop.
#[inline]
pub fn create_task(vm: &mut Vm, l: &Ref<LoopObj>, coro: Value, options: TaskOptions) -> Res {
    check_open(vm, l)?;
    let factory = peek(&l.task_factory, Clone::clone);
    if !factory.is_none() {
        return by_factory(vm, l, factory, coro, options);
    }
    if !options.eager_start.is_undef() {
        return by_class(vm, l, coro, options);
    }
    let context = carried_from(vm, options.context)?;
    new_task(vm, l, coro, options.name, context).map(Ref::into_value)
}

/// `Task(coro, loop=l, **options)`
#[cold]
fn by_class(vm: &mut Vm, l: &Ref<LoopObj>, coro: Value, options: TaskOptions) -> Res {
    let class = l.classes.task.value();
    let mut keywords = options.keywords(vm);
    keywords.push((vm.heap.intern("loop"), l.value()));
    vm.call_kw(&class, &[coro], &keywords)
}

#[cold]
fn by_factory(vm: &mut Vm, l: &Ref<LoopObj>, factory: Value, coro: Value, options: TaskOptions) -> Res {
    let keywords = options.keywords(vm);
    let task = vm.call_kw(&factory, &[l.value(), coro], &keywords)?;
    if let Some(f) = task.cast::<FutObj>() {
        f.set(flag::LOG_DESTROY, f.is_task());
    }
    Ok(task)
}
