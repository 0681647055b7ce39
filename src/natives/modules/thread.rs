//! `_thread`: identity of the only thread there is, and locks, which it can hold.
//!
//! Without other threads nobody can release a lock that the thread waits for: such a wait is an error, not a hang.

use std::cell::Cell;

use crate::object::dict::DictObj;
use crate::object::types::flags::WEAK;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::support::{ClassSpec, put, put_class};

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
    /// Start a new thread: not available yet.
    fn start_new_thread(vm, function: Value, args: Value, kwargs: Value = Value::None, /) -> Res<()> {
        drop((function, args, kwargs));
        Err(vm.not_implemented_error("_thread.start_new_thread() is not available"))
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
    vm.extra_types.insert("_thread.lock", lock);
    let flags = WEAK | crate::object::types::flags::BASE;
    put_class(vm, dict, &ClassSpec { name: "RLock", module, flags, methods: RLOCK, next: None });
    put(vm, dict, "error", vm.types().runtime_error.value());
    put(vm, dict, "TIMEOUT_MAX", Value::Float(9_223_372_036.0));
    vm.add_functions(dict, module, FUNCTIONS);
    Ok(())
}
