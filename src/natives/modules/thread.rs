//! `_thread`: identity of the only thread there is, and locks, which it can hold.
//!
//! Without other threads nobody can release a lock that the thread waits for: such a wait is an error, not a hang.

use std::cell::Cell;

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{BASE, DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, natives, payload};

use super::structseq::{StructSpec, struct_class};
use super::support::{ClassSpec, put, put_class};

payload! {
    /// `lock` and `RLock`: how often it is held.
    pub struct Lock as "_thread.lock" { } plain { held: Cell<u32> }
}

/// The identity of the main thread: any number that is not 0.
pub const MAIN: i64 = 1;

/// Seconds as CPython's natives take them: an int or a float.
pub fn seconds_of(vm: &mut Vm, v: &Value) -> Res<f64> {
    let seconds = super::time::duration(vm, v)?;
    if seconds > 9_223_372_036.854_775 {
        return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
    }
    Ok(seconds)
}

/// The seconds of a `timeout` argument; -1 is without end.
fn timeout_of(vm: &mut Vm, v: &Value, blocking: bool) -> Res<f64> {
    let seconds = seconds_of(vm, v)?;
    if !blocking && seconds != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if seconds < 0.0 && seconds != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if seconds > TIMEOUT_MAX {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    Ok(seconds)
}

/// Waits for what nobody can release, if there is a time.
fn wait_in_vain(vm: &mut Vm, blocking: bool, timeout: f64) -> Res<bool> {
    if !blocking {
        return Ok(false);
    }
    if timeout == -1.0 {
        let class = vm.types().deadlock_error.clone();
        return Err(vm.error(&class, "the only thread waits for a lock that it holds itself"));
    }
    (vm.hooks.block)(vm, timeout)?;
    Ok(false)
}

fn free(vm: &mut Vm, lock: &Lock) -> Res<()> {
    if lock.held.get() == 0 {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    lock.held.set(0);
    Ok(())
}

natives! { static LOCK;
    /// Lock the lock.
    fn acquire(vm, this: Ref<Lock>, /, blocking: bool = true, timeout: Value = Value::Int(-1)) -> Res<bool> {
        let timeout = timeout_of(vm, &timeout, blocking)?;
        if this.held.get() == 0 {
            this.held.set(1);
            return Ok(true);
        }
        wait_in_vain(vm, blocking, timeout)
    }
    /// Release the lock.
    fn release(vm, this: Ref<Lock>, /) -> Res<()> {
        if this.held.get() == 0 {
            return Err(vm.runtime_error("release unlocked lock"));
        }
        this.held.set(0);
        Ok(())
    }
    /// Return whether the lock is locked.
    fn locked(vm, this: Ref<Lock>, /) -> bool { this.held.get() != 0 }
    /// An obsolete synonym of acquire().
    fn acquire_lock(vm, this: Ref<Lock>, /, blocking: bool = true, timeout: Value = Value::Int(-1)) -> Res<bool> {
        let timeout = timeout_of(vm, &timeout, blocking)?;
        if this.held.get() == 0 {
            this.held.set(1);
            return Ok(true);
        }
        wait_in_vain(vm, blocking, timeout)
    }
    /// An obsolete synonym of release().
    fn release_lock(vm, this: Ref<Lock>, /) -> Res<()> { free(vm, &this) }
    /// An obsolete synonym of locked().
    fn locked_lock(vm, this: Ref<Lock>, /) -> bool { this.held.get() != 0 }
    /// In a new process the lock is free.
    fn _at_fork_reinit(vm, this: Ref<Lock>, /) { this.held.set(0) }
    /// Lock the lock.
    fn __enter__(vm, this: Ref<Lock>, /) -> Res<bool> {
        if this.held.get() == 0 {
            this.held.set(1);
            return Ok(true);
        }
        wait_in_vain(vm, true, -1.0)
    }
    /// Release the lock.
    fn __exit__(vm, this: Ref<Lock>, /, *args) -> Res<()> {
        drop(args);
        if this.held.get() == 0 {
            return Err(vm.runtime_error("release unlocked lock"));
        }
        this.held.set(0);
        Ok(())
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Lock>, /) -> String {
        let word = if this.held.get() == 0 { "unlocked" } else { "locked" };
        format!("<{word} _thread.lock object at {:#x}>", this.addr())
    }
}

natives! { static RLOCK;
    /// Makes a reentrant lock.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<Lock> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, Lock { held: Cell::new(0) })
    }
    /// Lock the lock; once more if it is ours.
    fn acquire(vm, this: Ref<Lock>, /, blocking: bool = true, timeout: Value = Value::Int(-1)) -> Res<bool> {
        timeout_of(vm, &timeout, blocking)?;
        this.held.set(this.held.get() + 1);
        Ok(true)
    }
    /// Release the lock once.
    fn release(vm, this: Ref<Lock>, /) -> Res<()> {
        if this.held.get() == 0 {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        }
        this.held.set(this.held.get() - 1);
        Ok(())
    }
    /// Return whether the lock is locked.
    fn locked(vm, this: Ref<Lock>, /) -> bool { this.held.get() != 0 }
    /// Lets go of the lock; what `_acquire_restore` needs.
    fn _release_save(vm, this: Ref<Lock>, /) -> Res {
        if this.held.get() == 0 {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        }
        let n = this.held.replace(0);
        Ok(vm.heap.tuple([Value::Int(n.into()), Value::Int(MAIN)]).into_value())
    }
    /// Locks the lock as often as it was.
    fn _acquire_restore(vm, this: Ref<Lock>, state: Value, /) -> Res<()> {
        let Some(t) = state.to_ref::<TupleObj>().filter(|t| t.len() == 2) else {
            let class = vm.class_name(&state);
            return Err(vm.type_error(format!("_acquire_restore() argument 1 must be 2-item tuple, not {class}")));
        };
        let n = vm.to_i64(&t.items()[0].clone())?;
        this.held.set(n.clamp(0, i64::from(u32::MAX)) as u32);
        Ok(())
    }
    /// In a new process the lock is free.
    fn _at_fork_reinit(vm, this: Ref<Lock>, /) { this.held.set(0) }
    /// Whether the lock is ours.
    fn _is_owned(vm, this: Ref<Lock>, /) -> bool { this.held.get() != 0 }
    /// How often the lock is held.
    fn _recursion_count(vm, this: Ref<Lock>, /) -> i64 { this.held.get().into() }
    /// Lock the lock.
    fn __enter__(vm, this: Ref<Lock>, /) -> bool {
        this.held.set(this.held.get() + 1);
        true
    }
    /// Release the lock once.
    fn __exit__(vm, this: Ref<Lock>, /, *args) -> Res<()> {
        drop(args);
        if this.held.get() == 0 {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        }
        this.held.set(this.held.get() - 1);
        Ok(())
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Lock>, /) -> String {
        let (word, owner) = if this.held.get() == 0 { ("unlocked", 0) } else { ("locked", MAIN) };
        let name = vm.full_name(this.obj().class());
        format!("<{word} {name} object owner={owner} count={} at {:#x}>", this.held.get(), this.addr())
    }
}

natives! { static FUNCTIONS;
    /// Return a non-zero integer that uniquely identifies the current thread.
    fn get_ident(vm, /) -> i64 { MAIN }
    /// Return the id that the system gives the current thread.
    fn get_native_id(vm, /) -> i64 { vm.world.pid() }
    /// Create a new lock object.
    fn allocate_lock(vm, /) -> Ref<Lock> {
        let class = vm.extra_types["_thread.lock"].clone();
        vm.heap.alloc(&class, Lock { held: Cell::new(0) })
    }
    /// An obsolete synonym of allocate_lock().
    fn allocate(vm, /) -> Ref<Lock> {
        let class = vm.extra_types["_thread.lock"].clone();
        vm.heap.alloc(&class, Lock { held: Cell::new(0) })
    }
    /// Start a new thread.
    fn start_new_thread(vm, function: Value, args: Value, kwargs: Value = Value::Undef, /) -> Res<()> { start(vm, &function, &args, &kwargs) }
    /// An obsolete synonym of start_new_thread().
    fn start_new(vm, function: Value, args: Value, kwargs: Value = Value::Undef, /) -> Res<()> { start(vm, &function, &args, &kwargs) }
    /// Start a new thread that can be joined.
    fn start_joinable_thread(vm, /, function: Value, handle: Value = Value::None, daemon: bool = true) -> Res<()> {
        let _ = daemon;
        if !vm.is_callable(&function) {
            return Err(vm.type_error("thread function must be callable"));
        }
        if !handle.is_none() && !handle.is_a::<Handle>() {
            return Err(vm.type_error("'handle' must be a _ThreadHandle"));
        }
        Err(no_threads(vm))
    }
    /// A handle of a thread that runs already.
    fn _make_thread_handle(vm, ident: i64, /) -> Ref<Handle> {
        let class = vm.extra_types["_thread._ThreadHandle"].clone();
        vm.heap.alloc(&class, Handle { ident: Cell::new(ident), done: Cell::new(false) })
    }
    /// The identity of the main thread.
    fn _get_main_thread_ident(vm, /) -> i64 { MAIN }
    /// Whether this is the main interpreter.
    fn _is_main_interpreter(vm, /) -> bool { true }
    /// Whether threads may run on at the end.
    fn daemon_threads_allowed(vm, /) -> bool { true }
    /// Wait for all threads that are no daemons.
    fn _shutdown(vm, /) {}
    /// Raise SystemExit.
    fn exit(vm, /) -> Res<()> { leave(vm) }
    /// An obsolete synonym of exit().
    fn exit_thread(vm, /) -> Res<()> { leave(vm) }
    /// Simulate a signal arriving in the main thread.
    fn interrupt_main(vm, signum: super::posix::arguments::CInt = super::posix::arguments::CInt(2), /) -> Res<()> {
        if !(1..=64).contains(&signum.0) {
            return Err(vm.value_error("signal number out of range"));
        }
        // As if it had come: without a handler of the program's nothing happens.
        super::signal::simulate(vm, signum.0)
    }
    /// Return the number of threads that were started and still run.
    fn _count(vm, /) -> i64 { 0 }
    /// Return the size of the stacks of threads to come.
    fn stack_size(vm, size: i64 = 0, /) -> Res<i64> {
        if size != 0 && size < 53248 {
            return Err(vm.value_error("size must be at least 53248 bytes"));
        }
        let kept = vm.extension::<StackSize>();
        Ok(std::mem::replace(&mut kept.0, size))
    }
    /// Set the name of the current thread.
    fn set_name(vm, /, name: Value) -> Res<()> {
        let Some(s) = name.cast::<StrObj>() else {
            let class = vm.class_name(&name);
            return Err(vm.type_error(format!("set_name() argument 'name' must be str, not {class}")));
        };
        let mut bytes = s.to_text().into_bytes();
        bytes.truncate(NAME_MAX);
        bytes.retain(|b| *b != 0);
        if let Ok(name) = std::ffi::CString::new(bytes) {
            let _ = rustix::thread::set_name(&name);
        }
        Ok(())
    }
    /// Return the name of the current thread.
    fn _get_name(vm, /) -> String { rustix::thread::name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default() }
    /// Write a report of an exception that ended a thread.
    fn _excepthook(vm, args: Value, /) -> Res<()> {
        let class = vm.extra_types["_thread._ExceptHookArgs"].clone();
        let Some(t) = args.to_ref::<TupleObj>().filter(|_| vm.is_instance_of(&args, &class)) else {
            return Err(vm.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
        };
        let [kind, error, thread] = [0, 1, 3].map(|i| t.items()[i].clone());
        if kind.cast::<TypeObj>().is_some_and(|k| k.is_subclass(&vm.types().system_exit)) {
            return Ok(());
        }
        let name = if thread.is_none() { Value::Int(MAIN) } else {
            let name = vm.heap.intern("_name");
            vm.get_attr_opt(&thread, &name)?.unwrap_or(Value::Int(MAIN))
        };
        let name = vm.str(&name)?.to_text();
        let report = if error.is_none() { String::new() } else { vm.format_exception(&error) };
        let text = vm.heap.str(&format!("Exception in thread {name}:\n{report}")).into_value();
        let sys = vm.import("sys")?;
        let stderr = vm.heap.intern("stderr");
        if let Some(stderr) = vm.get_attr_opt(&sys, &stderr)?.filter(|f| !f.is_none()) {
            let write = vm.heap.intern("write");
            vm.call_method(&stderr, &write, &[text])?;
        }
        Ok(())
    }
}

const NAME_MAX: usize = 15;

/// The longest time that a wait may have, in seconds.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// What `stack_size` was told.
#[derive(Default)]
struct StackSize(i64);

fn no_threads(vm: &mut Vm) -> Raised {
    vm.runtime_error("can't start new thread: threads come with a later version of hoop; until then asyncio runs many things at once")
}

fn leave(vm: &mut Vm) -> Res<()> {
    let class = vm.types().system_exit.clone();
    Err(vm.error_with(&class, vec![]))
}

fn start(vm: &mut Vm, function: &Value, args: &Value, kwargs: &Value) -> Res<()> {
    let wrong = if !vm.is_callable(function) {
        "first arg must be callable"
    } else if !args.is_a::<TupleObj>() {
        "2nd arg must be a tuple"
    } else if !kwargs.is_undef() && !kwargs.is_a::<DictObj>() {
        "optional 3rd arg must be a dictionary"
    } else {
        return Err(no_threads(vm));
    };
    Err(vm.type_error(wrong))
}

payload! {
    /// `_ThreadHandle`: what a thread is joined by.
    pub struct Handle as "_thread._ThreadHandle" { } plain { ident: Cell<i64>, done: Cell<bool> }
}

payload! {
    /// `_local`: attributes of each thread's own.
    pub struct Local as "_thread._local" { } plain { }
}

natives! { static HANDLE;
    /// Makes a handle of a thread that has not begun.
    fn __new__(vm, cls: Ref<TypeObj>, /) -> Ref<Handle> { vm.heap.alloc(&cls, Handle { ident: Cell::new(0), done: Cell::new(false) }) }
    /// Wait until the thread has ended.
    fn join(vm, this: Ref<Handle>, timeout: Value = Value::None, /) -> Res<()> {
        if this.done.get() {
            return Ok(());
        }
        if this.ident.get() == 0 {
            return Err(vm.runtime_error("thread not started"));
        }
        if this.ident.get() == MAIN {
            return Err(vm.runtime_error("Cannot join current thread"));
        }
        let seconds = if timeout.is_none() { -1.0 } else { timeout_of(vm, &timeout, true)? };
        wait_in_vain(vm, true, seconds).map(drop)
    }
    /// Whether the thread has ended.
    fn is_done(vm, this: Ref<Handle>, /) -> bool { this.done.get() }
    /// The thread has ended.
    fn _set_done(vm, this: Ref<Handle>, /) -> Res<()> {
        if this.ident.get() == 0 {
            return Err(vm.runtime_error("thread not started"));
        }
        this.done.set(true);
        Ok(())
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Handle>, /) -> String { format!("<_thread._ThreadHandle object: ident={}>", this.ident.get()) }
}

attrs! { static HANDLE_ATTRS for Handle;
    /// The identity of the thread.
    fn ident(vm, this) -> i64 { this.ident.get() }
}

natives! { static LOCAL;
    /// Makes a place for attributes.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Ref<Local>> {
        let (init, base) = (vm.heap.intern("__init__"), vm.types().object.clone());
        let own = match (cls.lookup(&init), base.lookup(&init)) {
            (Some(a), Some(b)) => !vm.same(&a, &b)?,
            _ => false,
        };
        if !own && (!args.is_empty() || !kwargs.is_empty()) {
            return Err(vm.type_error("Initialization arguments are not supported"));
        }
        Ok(vm.heap.alloc(&cls, Local {}))
    }
}

const EXCEPT_HOOK_ARGS: StructSpec = StructSpec {
    name: "_ExceptHookArgs",
    module: "_thread",
    doc: "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
    fields: &["exc_type", "exc_value", "exc_traceback", "thread"],
    visible: 4,
    callable: true,
};

natives! { static LOCK_NEW;
    /// Makes a lock.
    fn __new__(vm, cls: Ref<TypeObj>, /) -> Ref<Lock> { vm.heap.alloc(&cls, Lock { held: Cell::new(0) }) }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let module = "_thread";
    let lock =
        put_class(vm, dict, &ClassSpec { name: "lock", module, flags: WEAK, methods: LOCK, next: None });
    vm.add_methods(&lock, LOCK_NEW);
    put(vm, dict, "LockType", lock.value());
    vm.extra_types.insert("_thread.lock", lock);
    put_class(vm, dict, &ClassSpec { name: "RLock", module, flags: WEAK | BASE, methods: RLOCK, next: None });
    put_class(
        vm,
        dict,
        &ClassSpec { name: "_local", module, flags: WEAK | BASE | DICT, methods: LOCAL, next: None },
    );
    let handle = put_class(
        vm,
        dict,
        &ClassSpec { name: "_ThreadHandle", module, flags: WEAK, methods: HANDLE, next: None },
    );
    vm.add_attrs(&handle, HANDLE_ATTRS);
    vm.extra_types.insert("_thread._ThreadHandle", handle);
    let args = struct_class(vm, &EXCEPT_HOOK_ARGS);
    put(vm, dict, "_ExceptHookArgs", args.value());
    vm.extra_types.insert("_thread._ExceptHookArgs", args);
    put(vm, dict, "error", vm.types().runtime_error.value());
    put(vm, dict, "TIMEOUT_MAX", Value::float(TIMEOUT_MAX));
    put(vm, dict, "_NAME_MAXLEN", Value::Int(NAME_MAX as i64));
    vm.add_functions(dict, module, FUNCTIONS);
    Ok(())
}
