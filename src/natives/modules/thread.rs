//! `_thread`: identity of the only thread there is, and locks, which it can hold.
//!
//! Without other threads nobody can release a lock that the thread waits for: such a wait is an error, not a hang.

use std::cell::Cell;

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, natives, payload};

use super::structseq::{StructSpec, struct_class};
use super::support::{ClassSpec, put, put_class};

/// What `stack_size` was set to.
#[derive(Default)]
struct StackSize(i64);

payload! {
    /// `lock` and `RLock`: how often it is held.
    pub struct Lock as "_thread.lock" { } plain { held: Cell<u32> }
}

/// The identity of the main thread: any number that is not 0.
const MAIN: i64 = 1;

/// Checks the arguments of `acquire`, and waits if there is a time.
fn wait_in_vain(vm: &mut Vm, blocking: bool, timeout: f64) -> Res<bool> {
    if !blocking && timeout != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
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

natives! { static LOCK;
    /// Lock the lock.
    fn acquire(vm, this: Ref<Lock>, /, blocking: bool = true, timeout: f64 = -1.0) -> Res<bool> {
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
    /// An obsolete synonym of acquire().
    fn acquire_lock(vm, this: Ref<Lock>, /, blocking: bool = true, timeout: f64 = -1.0) -> Res<bool> {
        if this.held.get() == 0 {
            this.held.set(1);
            return Ok(true);
        }
        wait_in_vain(vm, blocking, timeout)
    }
    /// Makes the lock new in a child process.
    fn _at_fork_reinit(vm, this: Ref<Lock>, /) { this.held.set(0); }
    /// Return whether the lock is locked.
    fn locked(vm, this: Ref<Lock>, /) -> bool { this.held.get() != 0 }
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
    fn __new__(vm, cls: Ref<TypeObj>, /) -> Ref<Lock> { vm.heap.alloc(&cls, Lock { held: Cell::new(0) }) }
    /// Lock the lock; once more if it is ours.
    fn acquire(vm, this: Ref<Lock>, /, blocking: bool = true, timeout: f64 = -1.0) -> Res<bool> {
        if !blocking && timeout != -1.0 {
            return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
        }
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
    /// Makes the lock new in a child process.
    fn _at_fork_reinit(vm, this: Ref<Lock>, /) { this.held.set(0); }
    /// Gives the lock up whole, however often it is held (for conditions).
    fn _release_save(vm, this: Ref<Lock>, /) -> Res {
        if this.held.get() == 0 {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        }
        let count = this.held.replace(0);
        Ok(vm.heap.tuple([Value::Int(count.into()), Value::Int(MAIN)]).into_value())
    }
    /// Takes it back as often.
    fn _acquire_restore(vm, this: Ref<Lock>, state: Value, /) -> Res<()> {
        let items = vm.collect(&state)?;
        let count = match items.first() {
            Some(n) => vm.to_i64(n)?,
            None => 0,
        };
        this.held.set(count.clamp(0, i64::from(u32::MAX)) as u32);
        Ok(())
    }
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
        format!("<{word} _thread.RLock object owner={owner} count={} at {:#x}>", this.held.get(), this.addr())
    }
}

payload! {
    /// `_ThreadHandle`: the main thread's, or that of a thread which was never started.
    pub struct Handle as "_thread._ThreadHandle" { } plain { ident: Cell<i64>, is_done: Cell<bool> }
}

natives! { static HANDLE;
    /// Makes the handle of a thread that is not started.
    fn __new__(vm, cls: Ref<TypeObj>, /) -> Ref<Handle> {
        vm.heap.alloc(&cls, Handle { ident: Cell::new(0), is_done: Cell::new(false) })
    }
    /// Waits until the thread has ended.
    fn join(vm, this: Ref<Handle>, timeout: Value = Value::None, /) -> Res<()> {
        if this.is_done.get() {
            return Ok(());
        }
        if this.ident.get() == 0 {
            return Err(vm.runtime_error("thread not started"));
        }
        if timeout.is_none() {
            return Err(vm.runtime_error("Cannot join current thread"));
        }
        let seconds = vm.to_f64(&timeout)?;
        (vm.hooks.block)(vm, seconds.max(0.0))?;
        Ok(())
    }
    /// Whether the thread has ended.
    fn is_done(vm, this: Ref<Handle>, /) -> bool { this.is_done.get() }
    /// Says that it has.
    fn _set_done(vm, this: Ref<Handle>, /) { this.is_done.set(true); }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Handle>, /) -> String { format!("<_ThreadHandle object: ident={}>", this.ident.get()) }
}

attrs! { static HANDLE_ATTRS for Handle;
    /// The thread's number; 0 before its start.
    fn ident(vm, this) -> i64 { this.ident.get() }
}

natives! { static LOCAL;
    /// Makes the namespace of the one thread that there is.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Value> {
        let init = vm.names.__init__.clone();
        let has_own = cls.lookup(&init).is_some_and(|f| !vm.types().object.lookup(&init).is_some_and(|o| o.is(&f)));
        if !has_own && !(args.is_empty() && kwargs.is_empty()) {
            return Err(vm.type_error("Initialization arguments are not supported"));
        }
        let class = cls.value();
        let new = vm.names.__new__.clone();
        let object = vm.types().object.value();
        let new = vm.get_attr(&object, &new)?;
        vm.call(&new, &[class])
    }
}

/// What `threading.excepthook` gets.
const HOOK_ARGS: StructSpec = StructSpec {
    name: "_ExceptHookArgs",
    module: "_thread",
    doc: "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
    fields: &["exc_type", "exc_value", "exc_traceback", "thread"],
    visible: 4,
    callable: true,
};

/// Tells of an exception that a thread died of (`threading.excepthook`).
fn except_hook(vm: &mut Vm, args: &Value) -> Res<()> {
    let class = vm.extra_types["_thread._ExceptHookArgs"].clone();
    if !vm.is_instance_of(args, &class) {
        return Err(vm.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
    }
    let items = vm.collect(args)?;
    let item = |i: usize| items.get(i).cloned().unwrap_or(Value::None);
    if item(0).is(&vm.types().system_exit.value()) {
        return Ok(());
    }
    let name = match item(3) {
        Value::None => MAIN.to_string(),
        thread => {
            let attribute = vm.heap.intern("name");
            match vm.get_attr_opt(&thread, &attribute)? {
                Some(name) => vm.str(&name)?.to_text(),
                None => MAIN.to_string(),
            }
        }
    };
    let text = format!("Exception in thread {name}:\n");
    let errors = vm.sys.get_text(vm.heap, "stderr");
    match errors {
        Some(f) if !f.is_none() => {
            let (write, text) = (vm.names.write.clone(), vm.heap.str(&text).into_value());
            vm.call_method(&f, &write, &[text])?;
        }
        _ => return Ok(()),
    }
    vm.display_exception(&item(1));
    Ok(())
}

fn no_threads(vm: &mut Vm) -> Raised {
    vm.runtime_error("can't start new thread: threads are not available in this version")
}

natives! { static FUNCTIONS;
    /// Start a thread that can be joined: not available yet.
    fn start_joinable_thread(vm, /, function: Value, handle: Value = Value::None, daemon: bool = true) -> Res<()> {
        let _ = (handle, daemon);
        if !vm.is_callable(&function) {
            return Err(vm.type_error("thread function must be callable"));
        }
        Err(no_threads(vm))
    }
    /// Return True if daemon threads are allowed in the current interpreter, and False otherwise.
    fn daemon_threads_allowed(vm, /) -> bool { true }
    /// Waits for the threads that are no daemons.
    fn _shutdown(vm, /) {}
    /// The handle of a thread that runs, by its number.
    fn _make_thread_handle(vm, ident: i64, /) -> Ref<Handle> {
        let class = vm.extra_types["_thread._ThreadHandle"].clone();
        vm.heap.alloc(&class, Handle { ident: Cell::new(ident), is_done: Cell::new(false) })
    }
    /// Return a non-zero integer that uniquely identifies the main thread of the main interpreter.
    fn _get_main_thread_ident(vm, /) -> i64 { MAIN }
    /// Return True if the current interpreter is the main Python interpreter.
    fn _is_main_interpreter(vm, /) -> bool { true }
    /// Set the name of the current thread.
    fn set_name(vm, /, name: Ref<StrObj>) { drop(name); }
    /// Return the thread stack size used when creating new threads.
    fn stack_size(vm, size: i64 = 0, /) -> Res<i64> {
        match size {
            0 => Ok(std::mem::take(&mut vm.extension::<StackSize>().0)),
            n if n < 0 => Err(vm.value_error("size must be 0 or a positive value")),
            n if n < 32 << 10 => Err(vm.value_error(format!("size not valid: {n} bytes"))),
            n => Ok(std::mem::replace(&mut vm.extension::<StackSize>().0, n)),
        }
    }
    /// Handle uncaught Thread.run() exception.
    fn _excepthook(vm, args: Value, /) -> Res<()> { except_hook(vm, &args) }
    /// Ends the thread by SystemExit.
    fn exit(vm, /) -> Res<()> {
        let class = vm.types().system_exit.clone();
        Err(vm.error(&class, ""))
    }
    /// Return a non-zero integer that uniquely identifies the current thread.
    fn get_ident(vm, /) -> i64 { MAIN }
    /// Return the id that the system gives the current thread.
    fn get_native_id(vm, /) -> i64 { vm.world.pid() }
    /// Create a new lock object.
    fn allocate_lock(vm, /) -> Ref<Lock> {
        let class = vm.extra_types["_thread.lock"].clone();
        vm.heap.alloc(&class, Lock { held: Cell::new(0) })
    }
    /// Start a new thread: not available yet.
    fn start_new_thread(vm, function: Value, args: Value, kwargs: Value = Value::None, /) -> Res<()> {
        drop((function, args, kwargs));
        Err(no_threads(vm))
    }
    /// Simulate a signal arriving in the main thread.
    fn interrupt_main(vm, signum: i64 = 2, /) -> Res<()> {
        let r = vm.world.raise_signal(signum as i32);
        r.map_err(|e| super::support::os_error(vm, &e, None))
    }
    /// Return the number of threads that were started and still run.
    fn _count(vm, /) -> i64 { 0 }
}

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
    put(vm, dict, "lock", lock.value());
    vm.extra_types.insert("_thread.lock", lock);
    let handle = ClassSpec { name: "_ThreadHandle", module, flags: WEAK, methods: HANDLE, next: None };
    let handle = put_class(vm, dict, &handle);
    vm.add_attrs(&handle, HANDLE_ATTRS);
    vm.extra_types.insert("_thread._ThreadHandle", handle);
    let local = ClassSpec { name: "_local", module, flags: WEAK | DICT | BASE, methods: LOCAL, next: None };
    put_class(vm, dict, &local);
    let hook_args = struct_class(vm, &HOOK_ARGS);
    put(vm, dict, "_ExceptHookArgs", hook_args.value());
    vm.extra_types.insert("_thread._ExceptHookArgs", hook_args);
    let flags = WEAK | BASE;
    put_class(vm, dict, &ClassSpec { name: "RLock", module, flags, methods: RLOCK, next: None });
    put(vm, dict, "error", vm.types().runtime_error.value());
    put(vm, dict, "TIMEOUT_MAX", Value::Float(9_223_372_036.0));
    vm.add_functions(dict, module, FUNCTIONS);
    Ok(())
}
