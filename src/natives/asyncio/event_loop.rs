//! Methods of the event loop.

use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::sched::context::carried_from;
use crate::sched::event_loop::{check_open, new_handle};
use crate::sched::future::{FutObj, peek};
use crate::sched::ready::Entry;
use crate::sched::state::Classes;
use crate::sched::{HandleObj, LoopObj, asyncgens, create, reports, turn};
use crate::vm::native::NativeDef;
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

natives! { pub static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<LoopObj> {
        let _ = (&args, &kwargs);
        let classes = crate::sched::state::classes(vm);
        let l = vm.heap.alloc(&cls, LoopObj::new(classes.clone()));
        l.plain.set(!cls.is_heap_type() || !overrides(vm, &cls, &classes));
        l.debug.set(vm.options.asyncio_debug);
        crate::sched::state::note_loop(vm, &l);
        l
    }
    fn __init__(vm, this: Ref<LoopObj>, selector: Value = Value::None, /) -> Res<()> {
        let _ = this;
        if !selector.is_none() {
            return Err(vm.not_implemented_error("an event loop with a selector of the script's"));
        }
        crate::sched::event_loop::tell_selector(vm)
    }
    fn __repr__(vm, this: Ref<LoopObj>, /) -> String {
        let name = vm.short_name(&this.value());
        let word = |b: bool| if b { "True" } else { "False" };
        format!(
            "<{name} running={} closed={} debug={}>",
            word(this.running.get()),
            word(this.closed.get()),
            word(this.debug.get())
        )
    }

    /// Arrange for a callback to be called as soon as possible.
    fn call_soon(vm, this: Ref<LoopObj>, /, callback: Value, *args, context: Value = Value::None) -> Res<Ref<HandleObj>> {
        call_soon(vm, &this, callback, args, context)
    }

    /// Like call_soon(), but thread-safe.
    fn call_soon_threadsafe(vm, this: Ref<LoopObj>, /, callback: Value, *args, context: Value = Value::None) -> Res<Ref<HandleObj>> {
        call_soon(vm, &this, callback, args, context)
    }

    /// Arrange for a callback to be called at a given time.
    fn call_later(vm, this: Ref<LoopObj>, /, delay: Value, callback: Value, *args, context: Value = Value::None) -> Res<Ref<HandleObj>> {
        if delay.is_none() {
            return Err(vm.type_error("delay must not be None"));
        }
        let now = turn::clock(vm, &this)?;
        let when = match delay {
            Value::Float(x) => now + x.get(),
            other => {
                let when = vm.binary(BinOp::Add, &Value::float(now), &other)?;
                vm.to_f64(&when)?
            }
        };
        if this.plain.get() {
            return call_at(vm, &this, when, callback, args, context);
        }
        let mut all = vec![Value::float(when), callback];
        all.extend(args.items().iter().cloned());
        let f = vm.get_attr(&this.value(), &vm.heap.intern("call_at"))?;
        let h = vm.call_kw(&f, &all, &[(vm.names.context.clone(), context)])?;
        h.into_ref::<HandleObj>().map_err(|_| vm.type_error("call_at() returned no handle"))
    }

    /// Like call_later(), but uses an absolute time.
    fn call_at(vm, this: Ref<LoopObj>, /, when: Value, callback: Value, *args, context: Value = Value::None) -> Res<Ref<HandleObj>> {
        if when.is_none() {
            return Err(vm.type_error("when cannot be None"));
        }
        let when = vm.to_f64(&when)?;
        call_at(vm, &this, when, callback, args, context)
    }

    /// Return the time according to the event loop's clock.
    fn time(vm, this: Ref<LoopObj>, /) -> f64 { let _ = this; vm.world.looked_at(); vm.world.monotonic() }

    /// Create a Future object attached to the loop.
    fn create_future(vm, this: Ref<LoopObj>, /) -> Ref<FutObj> { create::new_future(vm, &this) }

    /// Schedule a coroutine object.
    fn create_task(vm, this: Ref<LoopObj>, /, coro: Value, *, name: Value = Value::Undef, context: Value = Value::Undef, eager_start: Value = Value::Undef) -> Res {
        create::create_task(vm, &this, coro, create::TaskOptions { name, context, eager_start })
    }

    /// Set a task factory that will be used by loop.create_task().
    fn set_task_factory(vm, this: Ref<LoopObj>, /, factory: Value) -> Res<()> {
        if !factory.is_none() && !super::functions::is_callable(vm, &factory) {
            return Err(vm.type_error("task factory must be a callable or None"));
        }
        drop(this.task_factory.replace(factory));
        Ok(())
    }
    fn get_task_factory(vm, this: Ref<LoopObj>, /) -> Value { let _ = vm; peek(&this.task_factory, Clone::clone) }

    /// Run until stop() is called.
    fn run_forever(vm, this: Ref<LoopObj>, /) -> Res<()> {
        let before = this.forever.replace(true);
        let out = turn::run_forever(vm, &this);
        this.forever.set(before);
        out
    }

    /// Run until the Future is done.
    fn run_until_complete(vm, this: Ref<LoopObj>, /, future: Value) -> Res { crate::sched::runner::run_until_complete(vm, &this, future) }

    /// Stop running the event loop.
    fn stop(vm, this: Ref<LoopObj>, /) { let _ = vm; this.stopping.set(true); }

    /// Close the event loop.
    fn close(vm, this: Ref<LoopObj>, /) -> Res<()> { turn::close(vm, &this) }
    fn is_running(vm, this: Ref<LoopObj>, /) -> bool { let _ = vm; this.running.get() }
    fn is_closed(vm, this: Ref<LoopObj>, /) -> bool { let _ = vm; this.closed.get() }
    fn get_debug(vm, this: Ref<LoopObj>, /) -> bool { let _ = vm; this.debug.get() }
    fn set_debug(vm, this: Ref<LoopObj>, /, enabled: Value) -> Res<()> {
        let on = vm.truth(&enabled)?;
        this.debug.set(on);
        Ok(())
    }

    /// Return an exception handler, or None if the default one is in use.
    fn get_exception_handler(vm, this: Ref<LoopObj>, /) -> Value { let _ = vm; peek(&this.exception_handler, Clone::clone) }

    /// Set handler as the new event loop exception handler.
    fn set_exception_handler(vm, this: Ref<LoopObj>, /, handler: Value) -> Res<()> {
        if !handler.is_none() && !super::functions::is_callable(vm, &handler) {
            let text = crate::sched::repr::repr_text(vm, &handler)?;
            return Err(vm.type_error(format!("A callable object or None is expected, got {text}")));
        }
        drop(this.exception_handler.replace(handler));
        Ok(())
    }

    /// Default exception handler.
    fn default_exception_handler(vm, this: Ref<LoopObj>, /, context: Value) -> Res<()> {
        let _ = this;
        reports::default_handler(vm, &context)
    }

    /// Call the current event loop's exception handler.
    fn call_exception_handler(vm, this: Ref<LoopObj>, /, context: Value) -> Res<()> { reports::call_handler(vm, &this, context) }

    /// Shutdown all active asynchronous generators.
    fn shutdown_asyncgens(vm, this: Ref<LoopObj>, /) -> Res { in_script(vm, "shutdown_asyncgens", this.value(), Value::Undef) }

    /// Schedule the shutdown of the default executor.
    fn shutdown_default_executor(vm, this: Ref<LoopObj>, /, timeout: Value = Value::None) -> Res {
        in_script(vm, "shutdown_default_executor", this.value(), timeout)
    }
    fn _check_closed(vm, this: Ref<LoopObj>, /) -> Res<()> { check_open(vm, &this) }
    fn _take_asyncgens(vm, this: Ref<LoopObj>, /) -> Value {
        this.asyncgens_closed.set(true);
        let mut list: Vec<_> = std::mem::take(&mut *this.asyncgens.borrow_mut()).into_values().collect();
        list.sort_unstable_by_key(|(number, _)| *number);
        let live = list.iter().filter_map(|(_, w)| w.get()).map(Value::Obj).collect();
        vm.heap.list(live).into_value()
    }
    fn _timer_handle_cancelled(vm, this: Ref<LoopObj>, handle: Ref<HandleObj>, /) {
        let _ = vm;
        if handle.scheduled.get() {
            this.timer_cancelled();
        }
    }
    fn _asyncgen_firstiter_hook(vm, this: Ref<LoopObj>, agen: Value, /) -> Res<()> { asyncgens::note(vm, &this, &agen) }
    fn _asyncgen_finalizer_hook(vm, this: Ref<LoopObj>, agen: Value, /) -> Res<()> { asyncgens::finalize(vm, &this, &agen) }
}

attrs! { pub static ATTRS for LoopObj;
    fn slow_callback_duration(vm, this) -> f64 { let _ = &vm; this.slow.get() }
        set(vm, this, value) { let x = vm.to_f64(&value)?; this.slow.set(x); Ok(()) }
    fn _debug(vm, this) -> bool { let _ = &vm; this.debug.get() }
    fn _closed(vm, this) -> bool { let _ = &vm; this.closed.get() }
    fn _stopping(vm, this) -> bool { let _ = &vm; this.stopping.get() }
    fn _clock_resolution(vm, this) -> f64 { let _ = (&vm, &this); 1e-9 }
    fn _timer_cancelled_count(vm, this) -> i64 { let _ = &vm; this.timers.borrow().cancelled as i64 }
}

/// Declares methods that are not built yet: they say so, with their name, when they are called.
macro_rules! missing {
    ($table:ident: $($name:ident)*) => { natives! { pub static $table; $(
        fn $name(vm, this: Value, /, *args, **kwargs) -> Res {
            let _ = (&this, &args, &kwargs);
            Err(vm.not_implemented_error(concat!("the event loop's ", stringify!($name), "() is not built yet")))
        }
    )* } };
}
missing! { MISSING:
    run_in_executor set_default_executor add_signal_handler remove_signal_handler add_reader remove_reader add_writer remove_writer
    sock_recv sock_recv_into sock_recvfrom sock_recvfrom_into sock_sendall sock_sendto sock_connect sock_accept sock_sendfile
    getaddrinfo getnameinfo create_connection create_server create_datagram_endpoint create_unix_connection create_unix_server
    start_tls sendfile subprocess_exec subprocess_shell connect_read_pipe connect_write_pipe connect_accepted_socket
}

/// Of the methods that are not built yet, those that are plain functions in asyncio.
const PLAIN: &[&str] = &[
    "run_in_executor",
    "set_default_executor",
    "add_signal_handler",
    "remove_signal_handler",
    "add_reader",
    "remove_reader",
    "add_writer",
    "remove_writer",
];

/// Whether asyncio has this method as an `async def`.
pub fn is_coroutine_method(def: &'static NativeDef) -> bool {
    let among = |table: &'static [NativeDef]| table.iter().any(|d| std::ptr::eq(d, def));
    match def.name {
        "shutdown_asyncgens" | "shutdown_default_executor" => among(METHODS),
        name => among(MISSING) && !PLAIN.contains(&name),
    }
}

/// Declares the methods of the abstract class, which a class of the script's own says anew.
macro_rules! abstract_methods {
    ($table:ident: $($name:ident)*) => { natives! { pub static $table; $(
        fn $name(vm, this: Value, /, *args, **kwargs) -> Res {
            let _ = (&this, &args, &kwargs);
            Err(vm.not_implemented_error(""))
        }
    )* } };
}
abstract_methods! { ABSTRACT:
    add_reader add_signal_handler add_writer call_at call_exception_handler call_later call_soon call_soon_threadsafe close
    connect_accepted_socket connect_read_pipe connect_write_pipe create_connection create_datagram_endpoint create_future create_server
    create_task create_unix_connection create_unix_server default_exception_handler get_debug get_exception_handler get_task_factory
    getaddrinfo getnameinfo is_closed is_running remove_reader remove_signal_handler remove_writer run_forever run_in_executor
    run_until_complete sendfile set_debug set_default_executor set_exception_handler set_task_factory shutdown_asyncgens
    shutdown_default_executor sock_accept sock_connect sock_recv sock_recv_into sock_recvfrom sock_recvfrom_into sock_sendall sock_sendfile
    sock_sendto start_tls stop subprocess_exec subprocess_shell time
}

/// Attaches everything.
pub fn fill(vm: &mut Vm, c: &Classes) {
    vm.add_methods(&c.abstract_loop, ABSTRACT);
    vm.add_methods(&c.base_loop, METHODS);
    vm.add_attrs(&c.base_loop, ATTRS);
    vm.add_methods(&c.base_loop, MISSING);
}

/// Methods which the scheduler would have to call if a class overrides them.
const HOT: &[&str] = &[
    "call_soon",
    "call_later",
    "call_at",
    "call_soon_threadsafe",
    "time",
    "create_task",
    "create_future",
    "call_exception_handler",
    "default_exception_handler",
    "run_forever",
    "stop",
    "_run_once",
];

fn overrides(vm: &mut Vm, cls: &Ref<TypeObj>, c: &Classes) -> bool {
    HOT.iter().any(|n| {
        let name = vm.heap.intern(n);
        match (cls.lookup(&name), c.base_loop.lookup(&name)) {
            (Some(a), Some(b)) => !a.is(&b),
            (a, b) => a.is_some() != b.is_some(),
        }
    })
}

fn call_soon(
    vm: &mut Vm,
    l: &Ref<LoopObj>,
    callback: Value,
    args: Ref<TupleObj>,
    context: Value,
) -> Res<Ref<HandleObj>> {
    check_open(vm, l)?;
    check_callback(vm, l, &callback, "call_soon")?;
    let context = carried_from(vm, context)?;
    let h = new_handle(vm, l, callback, args.into_value(), context, None);
    l.push(Entry::Handle(h.clone()));
    Ok(h)
}

fn call_at(
    vm: &mut Vm,
    l: &Ref<LoopObj>,
    when: f64,
    callback: Value,
    args: Ref<TupleObj>,
    context: Value,
) -> Res<Ref<HandleObj>> {
    check_open(vm, l)?;
    check_callback(vm, l, &callback, "call_at")?;
    let context = carried_from(vm, context)?;
    turn::call_at(vm, l, when, callback, args.into_value(), context)
}

/// Debug mode looks at callbacks.
fn check_callback(vm: &mut Vm, l: &LoopObj, callback: &Value, what: &str) -> Res<()> {
    if !l.debug.get() {
        return Ok(());
    }
    let is_function = super::functions::is_coroutine_function(vm, callback)?;
    if is_function || create::is_coroutine(vm, callback)? {
        return Err(vm.type_error(format!("coroutines cannot be used with {what}()")));
    }
    if !super::functions::is_callable(vm, callback) {
        let text = crate::sched::repr::repr_text(vm, callback)?;
        return Err(vm.type_error(format!("a callable object was expected by {what}(), got {text}")));
    }
    Ok(())
}

/// A coroutine of the script-side part, about this loop.
fn in_script(vm: &mut Vm, name: &str, l: Value, more: Value) -> Res {
    let module = vm.import("asyncio.base_events")?;
    let name = vm.heap.intern(name);
    let mut args = vec![l];
    args.extend(more.or_none());
    vm.call_method(&module, &name, &args)
}
