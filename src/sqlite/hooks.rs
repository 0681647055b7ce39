//! The callbacks of which a connection has one each: who may do what, how long it takes, what is run.

use std::ffi::{c_char, c_int, c_uint, c_void};
use std::ptr;
use std::rc::Rc;

use libsqlite3_sys as ffi;

use super::db::{Db, Handle, Problem, Slot, copied};

/// Decides about an action: its code and four texts about it.
type Authorizer<E> = dyn Fn(&mut E, c_int, [Option<Vec<u8>>; 4]) -> c_int;
/// Says by `true` that the statement shall end.
type Progress<E> = dyn Fn(&mut E) -> bool;
/// Hears of a statement that begins: with its parameters (None: that is too long, or there is no memory), and without.
type Trace<E> = dyn Fn(&mut E, Option<Vec<u8>>, Vec<u8>);

/// What a connection has of each.
pub(super) struct Hooks<E: 'static> {
    authorizer: Slot<Authorizer<E>>,
    progress: Slot<Progress<E>>,
    trace: Slot<Trace<E>>,
}

impl<E> Default for Hooks<E> {
    fn default() -> Hooks<E> {
        Hooks { authorizer: Slot::default(), progress: Slot::default(), trace: Slot::default() }
    }
}

/// The handle of a callback, and what the slot holds now.
///
/// # Safety
/// `p` is the address of a handle whose connection is open.
unsafe fn found<'a, E: 'static, F: ?Sized + 'a>(
    p: *mut c_void,
    slot: impl FnOnce(&'a Hooks<E>) -> &'a Slot<F>,
) -> Option<(&'a Handle<E>, Rc<F>)> {
    // SAFETY: see above.
    let handle = unsafe { &*p.cast::<Handle<E>>() };
    let f = slot(&handle.hooks).borrow().clone()?;
    Some((handle, f))
}

unsafe extern "C" fn authorize<E: 'static>(
    p: *mut c_void,
    action: c_int,
    a: *const c_char,
    b: *const c_char,
    c: *const c_char,
    d: *const c_char,
) -> c_int {
    // SAFETY: the library gives what it was given; the texts stay as long as the call.
    unsafe {
        let Some((handle, f)) = found::<E, Authorizer<E>>(p, |h| &h.authorizer) else {
            return ffi::SQLITE_OK;
        };
        let texts = [a, b, c, d].map(|t| (!t.is_null()).then(|| copied(t)));
        handle.called(ffi::SQLITE_DENY, |env| f(env, action, texts))
    }
}

unsafe extern "C" fn progress<E: 'static>(p: *mut c_void) -> c_int {
    // SAFETY: the library gives what it was given.
    unsafe {
        let Some((handle, f)) = found::<E, Progress<E>>(p, |h| &h.progress) else { return 0 };
        c_int::from(handle.called(false, |env| f(env)))
    }
}

unsafe extern "C" fn trace<E: 'static>(
    _: c_uint,
    p: *mut c_void,
    stmt: *mut c_void,
    sql: *mut c_void,
) -> c_int {
    // SAFETY: the library gives what it was given, a statement of this connection, and its text.
    unsafe {
        let Some((handle, f)) = found::<E, Trace<E>>(p, |h| &h.trace) else { return 0 };
        let expanded = ffi::sqlite3_expanded_sql(stmt.cast());
        let whole = (!expanded.is_null()).then(|| copied(expanded));
        ffi::sqlite3_free(expanded.cast());
        let plain = copied(sql.cast());
        handle.called((), |env| f(env, whole, plain));
    }
    0
}

impl<E> Db<E> {
    /// The address by which trampolines find the handle.
    fn address(&self) -> *mut c_void {
        Rc::as_ptr(&self.0).cast_mut().cast()
    }

    /// Sets or removes who decides about actions.
    pub fn set_authorizer(&self, f: Option<Rc<Authorizer<E>>>) -> Result<(), Problem> {
        let there = f.is_some();
        drop(self.0.hooks.authorizer.replace(f));
        let p = if there { self.address() } else { ptr::null_mut() };
        // SAFETY: the handle lives as long as the connection, and the trampoline is of its type.
        let code = unsafe {
            ffi::sqlite3_set_authorizer(
                self.0.raw,
                there.then_some(authorize::<E> as unsafe extern "C" fn(_, _, _, _, _, _) -> _),
                p,
            )
        };
        self.checked(code)
    }

    /// Sets or removes who is asked after every `n` instructions.
    pub fn set_progress(&self, n: c_int, f: Option<Rc<Progress<E>>>) {
        let there = f.is_some();
        drop(self.0.hooks.progress.replace(f));
        let p = if there { self.address() } else { ptr::null_mut() };
        // SAFETY: as above.
        unsafe {
            ffi::sqlite3_progress_handler(
                self.0.raw,
                n,
                there.then_some(progress::<E> as unsafe extern "C" fn(_) -> _),
                p,
            );
        }
    }

    /// Sets or removes who hears of statements.
    pub fn set_trace(&self, f: Option<Rc<Trace<E>>>) {
        let there = f.is_some();
        drop(self.0.hooks.trace.replace(f));
        let p = if there { self.address() } else { ptr::null_mut() };
        let mask = if there { ffi::SQLITE_TRACE_STMT } else { 0 };
        // SAFETY: as above.
        unsafe {
            ffi::sqlite3_trace_v2(
                self.0.raw,
                mask,
                there.then_some(trace::<E> as unsafe extern "C" fn(_, _, _, _) -> _),
                p,
            );
        }
    }
}
