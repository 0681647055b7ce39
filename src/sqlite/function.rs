//! Functions, aggregates and collations in SQL that are closures.

use std::ffi::{c_int, c_void};
use std::marker::PhantomData;
use std::ptr;
use std::rc::Rc;

use libsqlite3_sys as ffi;

use super::db::{Db, Handle, Problem, c_text};
use super::stmt::ColumnType;

/// What a function gives back.
pub enum Outgoing {
    Null,
    Integer(i64),
    Float(f64),
    Text(Vec<u8>),
    Blob(Vec<u8>),
}

/// Why a function gives nothing back.
pub enum Failure {
    Message(Vec<u8>),
    NoMemory,
    TooBig,
}

/// The arguments of a call.
pub struct Args<'a> {
    values: *mut *mut ffi::sqlite3_value,
    count: usize,
    here: PhantomData<&'a ()>,
}

impl Args<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// # Safety
    /// The call is under way, which it is while the library's trampoline runs.
    unsafe fn value(&self, i: usize) -> *mut ffi::sqlite3_value {
        assert!(i < self.count, "an argument that is there");
        // SAFETY: there are so many, as long as the call lasts.
        unsafe { *self.values.add(i) }
    }

    /// The type of an argument.
    pub fn kind(&self, i: usize) -> ColumnType {
        // SAFETY: the value lives as long as the call.
        ColumnType::of(unsafe { ffi::sqlite3_value_type(self.value(i)) })
    }

    /// An argument as a number.
    pub fn integer(&self, i: usize) -> i64 {
        // SAFETY: as above.
        unsafe { ffi::sqlite3_value_int64(self.value(i)) }
    }

    /// An argument as a number.
    pub fn float(&self, i: usize) -> f64 {
        // SAFETY: as above.
        unsafe { ffi::sqlite3_value_double(self.value(i)) }
    }

    /// A text, copied; None if there is no memory.
    pub fn text(&self, i: usize) -> Option<Vec<u8>> {
        // SAFETY: as above; the bytes stay until the value is asked again, and are copied before.
        unsafe {
            let value = self.value(i);
            let data = ffi::sqlite3_value_text(value);
            if data.is_null() {
                return None;
            }
            let length = usize::try_from(ffi::sqlite3_value_bytes(value)).unwrap_or(0);
            Some(std::slice::from_raw_parts(data, length).to_vec())
        }
    }

    /// Bytes, copied.
    pub fn blob(&self, i: usize) -> Vec<u8> {
        // SAFETY: as above; an empty blob may be null.
        unsafe {
            let value = self.value(i);
            let data = ffi::sqlite3_value_blob(value).cast::<u8>();
            let length = usize::try_from(ffi::sqlite3_value_bytes(value)).unwrap_or(0);
            if data.is_null() { Vec::new() } else { std::slice::from_raw_parts(data, length).to_vec() }
        }
    }
}

/// An aggregate: what makes the running ones.
pub trait Aggregate<E> {
    /// Begins one.
    fn begin(&self, env: &mut E) -> Result<Box<dyn Running<E>>, Failure>;
}

/// An aggregate over some rows.
pub trait Running<E> {
    /// A row comes.
    fn step(&mut self, env: &mut E, args: &Args<'_>) -> Result<(), Failure>;
    /// A row of the window goes.
    fn inverse(&mut self, env: &mut E, args: &Args<'_>) -> Result<(), Failure>;
    /// The value over the window.
    fn value(&mut self, env: &mut E) -> Result<Outgoing, Failure>;
    /// The value at the end.
    fn finish(&mut self, env: &mut E) -> Result<Outgoing, Failure>;
}

/// A function with one result.
type Function<E> = dyn Fn(&mut E, &Args<'_>) -> Result<Outgoing, Failure>;
/// Compares two texts: less, equal or greater than 0.
type Collation<E> = dyn Fn(&mut E, &[u8], &[u8]) -> c_int;

/// What the library keeps of a closure: the closure, and whose it is. (Not counted: the connection drops it.)
struct Entry<E: 'static, F: ?Sized> {
    handle: *const Handle<E>,
    closure: Rc<F>,
}

impl<E, F: ?Sized> Entry<E, F> {
    fn boxed(db: &Db<E>, closure: Rc<F>) -> *mut c_void {
        Box::into_raw(Box::new(Entry { handle: Rc::as_ptr(&db.0), closure })).cast()
    }

    /// # Safety
    /// `p` is of `boxed`, of the same types, and the library still has it, so the connection lives.
    unsafe fn parts<'a>(p: *mut c_void) -> (&'a Handle<E>, Rc<F>) {
        // SAFETY: see above.
        unsafe {
            let entry = &*p.cast::<Entry<E, F>>();
            (&*entry.handle, entry.closure.clone())
        }
    }

    /// The library has no use for it any more.
    unsafe extern "C" fn forget(p: *mut c_void) {
        // SAFETY: it is of `boxed`, and the library calls this once.
        drop(unsafe { Box::from_raw(p.cast::<Entry<E, F>>()) });
    }
}

/// # Safety
/// The call of a function is under way.
unsafe fn args<'a>(count: c_int, values: *mut *mut ffi::sqlite3_value) -> Args<'a> {
    Args { values, count: usize::try_from(count).unwrap_or(0), here: PhantomData }
}

/// # Safety
/// The context is that of a call that is under way.
unsafe fn give(context: *mut ffi::sqlite3_context, out: Result<Outgoing, Failure>) {
    let utf8 = ffi::SQLITE_UTF8 as u8;
    // SAFETY: see above; texts and bytes are as long as is said, and the library copies them.
    unsafe {
        match out {
            Ok(Outgoing::Null) => ffi::sqlite3_result_null(context),
            Ok(Outgoing::Integer(i)) => ffi::sqlite3_result_int64(context, i),
            Ok(Outgoing::Float(x)) => ffi::sqlite3_result_double(context, x),
            Ok(Outgoing::Text(t)) => ffi::sqlite3_result_text64(
                context,
                t.as_ptr().cast(),
                t.len() as u64,
                ffi::SQLITE_TRANSIENT(),
                utf8,
            ),
            Ok(Outgoing::Blob(b)) => ffi::sqlite3_result_blob64(
                context,
                b.as_ptr().cast(),
                b.len() as u64,
                ffi::SQLITE_TRANSIENT(),
            ),
            Err(Failure::Message(text)) => {
                let length = c_int::try_from(text.len()).unwrap_or(c_int::MAX);
                ffi::sqlite3_result_error(context, text.as_ptr().cast(), length);
            }
            Err(Failure::NoMemory) => ffi::sqlite3_result_error_nomem(context),
            Err(Failure::TooBig) => ffi::sqlite3_result_error_toobig(context),
        }
    }
}

/// Nobody lent an environment: the library ends something and asks for no value.
fn nobody<T>() -> Result<T, Failure> {
    Err(Failure::Message(b"callback outside of a call".to_vec()))
}

unsafe extern "C" fn call<E: 'static>(
    context: *mut ffi::sqlite3_context,
    count: c_int,
    values: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: the library gives what `create_function` gave it, and what the call is about.
    unsafe {
        let (handle, f) = Entry::<E, Function<E>>::parts(ffi::sqlite3_user_data(context));
        let args = args(count, values);
        give(context, handle.called(nobody(), |env| f(env, &args)));
    }
}

/// The place of a running aggregate.
type Place<E> = *mut Box<dyn Running<E>>;

/// The place where the library keeps the running aggregate of a context, null if it keeps none.
///
/// # Safety
/// The context is that of a call of an aggregate that is under way.
unsafe fn place<E: 'static>(context: *mut ffi::sqlite3_context, make: bool) -> *mut Place<E> {
    let size = if make { size_of::<Place<E>>() as c_int } else { 0 };
    // SAFETY: see above. The library gives room that is zero at first, for a pointer at least.
    unsafe { ffi::sqlite3_aggregate_context(context, size).cast() }
}

/// # Safety
/// As for `call`.
unsafe fn row<E: 'static>(
    context: *mut ffi::sqlite3_context,
    count: c_int,
    values: *mut *mut ffi::sqlite3_value,
    into: fn(&mut dyn Running<E>, &mut E, &Args<'_>) -> Result<(), Failure>,
) {
    // SAFETY: as for `call`. A running aggregate belongs to one statement, which is taken while it steps: nobody comes here for the same one meanwhile.
    unsafe {
        let (handle, aggregate) = Entry::<E, dyn Aggregate<E>>::parts(ffi::sqlite3_user_data(context));
        let place = place::<E>(context, true);
        if place.is_null() {
            return give(context, Err(Failure::NoMemory));
        }
        let args = args(count, values);
        let out = handle.called(nobody(), |env| {
            if (*place).is_null() {
                *place = Box::into_raw(Box::new(aggregate.begin(env)?));
            }
            into((**place).as_mut(), env, &args)
        });
        if let Err(failure) = out {
            give(context, Err(failure));
        }
    }
}

unsafe extern "C" fn step<E: 'static>(
    context: *mut ffi::sqlite3_context,
    count: c_int,
    values: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: as for `call`.
    unsafe { row::<E>(context, count, values, |r, env, args| r.step(env, args)) }
}

unsafe extern "C" fn inverse<E: 'static>(
    context: *mut ffi::sqlite3_context,
    count: c_int,
    values: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: as for `call`.
    unsafe { row::<E>(context, count, values, |r, env, args| r.inverse(env, args)) }
}

unsafe extern "C" fn value<E: 'static>(context: *mut ffi::sqlite3_context) {
    // SAFETY: as for `row`.
    unsafe {
        let (handle, _aggregate) = Entry::<E, dyn Aggregate<E>>::parts(ffi::sqlite3_user_data(context));
        let place = place::<E>(context, false);
        if place.is_null() || (*place).is_null() {
            return;
        }
        give(context, handle.called(nobody(), |env| (**place).value(env)));
    }
}

unsafe extern "C" fn finish<E: 'static>(context: *mut ffi::sqlite3_context) {
    // SAFETY: as for `row`. The library calls this once for each context, and then forgets the place.
    unsafe {
        let (handle, _aggregate) = Entry::<E, dyn Aggregate<E>>::parts(ffi::sqlite3_user_data(context));
        let place = place::<E>(context, false);
        // No row, or none that began: NULL.
        if place.is_null() || (*place).is_null() {
            return;
        }
        let mut running = Box::from_raw(std::mem::replace(&mut *place, ptr::null_mut()));
        give(context, handle.called(nobody(), |env| running.finish(env)));
    }
}

unsafe extern "C" fn compare<E: 'static>(
    entry: *mut c_void,
    a_length: c_int,
    a: *const c_void,
    b_length: c_int,
    b: *const c_void,
) -> c_int {
    // SAFETY: the library gives what `create_collation` gave it, and two texts that stay as long as the call.
    unsafe {
        let (handle, f) = Entry::<E, Collation<E>>::parts(entry);
        let (a, b) = (bytes(a, a_length), bytes(b, b_length));
        handle.called(0, |env| f(env, a, b))
    }
}

/// # Safety
/// There are so many bytes, or it is null.
unsafe fn bytes<'a>(data: *const c_void, length: c_int) -> &'a [u8] {
    if data.is_null() {
        return b"";
    }
    // SAFETY: see above.
    unsafe { std::slice::from_raw_parts(data.cast(), usize::try_from(length).unwrap_or(0)) }
}

impl<E> Db<E> {
    /// Adds a function, or takes it away. `-1`: any number of arguments.
    pub fn create_function(
        &self,
        env: &mut E,
        name: &[u8],
        count: c_int,
        deterministic: bool,
        f: Option<Rc<Function<E>>>,
    ) -> Result<(), Problem> {
        let flags = ffi::SQLITE_UTF8 | if deterministic { ffi::SQLITE_DETERMINISTIC } else { 0 };
        let name = c_text(name);
        // SAFETY: the entry is given up by `forget`, which the library calls also if this fails; the trampoline is of its type.
        let code = self.0.lend(env, |db| unsafe {
            match f {
                Some(f) => ffi::sqlite3_create_function_v2(
                    db,
                    name.as_ptr(),
                    count,
                    flags,
                    Entry::boxed(self, f),
                    Some(call::<E>),
                    None,
                    None,
                    Some(Entry::<E, Function<E>>::forget),
                ),
                None => ffi::sqlite3_create_function_v2(
                    db,
                    name.as_ptr(),
                    count,
                    flags,
                    ptr::null_mut(),
                    None,
                    None,
                    None,
                    None,
                ),
            }
        });
        self.checked(code)
    }

    /// Adds an aggregate, or takes it away; `window`: one that can be asked over a window, too.
    pub fn create_aggregate(
        &self,
        env: &mut E,
        name: &[u8],
        count: c_int,
        window: bool,
        aggregate: Option<Rc<dyn Aggregate<E>>>,
    ) -> Result<(), Problem> {
        let name = c_text(name);
        let utf8 = ffi::SQLITE_UTF8;
        // SAFETY: as for `create_function`.
        let code = self.0.lend(env, |db| unsafe {
            let (entry, there) = match aggregate {
                Some(a) => (Entry::boxed(self, a), true),
                None => (ptr::null_mut(), false),
            };
            let forget = there.then_some(Entry::<E, dyn Aggregate<E>>::forget as unsafe extern "C" fn(_));
            let step_ = there.then_some(step::<E> as unsafe extern "C" fn(_, _, _));
            let finish_ = there.then_some(finish::<E> as unsafe extern "C" fn(_));
            if window {
                let value_ = there.then_some(value::<E> as unsafe extern "C" fn(_));
                let inverse_ = there.then_some(inverse::<E> as unsafe extern "C" fn(_, _, _));
                ffi::sqlite3_create_window_function(
                    db,
                    name.as_ptr(),
                    count,
                    utf8,
                    entry,
                    step_,
                    finish_,
                    value_,
                    inverse_,
                    forget,
                )
            } else {
                ffi::sqlite3_create_function_v2(
                    db,
                    name.as_ptr(),
                    count,
                    utf8,
                    entry,
                    None,
                    step_,
                    finish_,
                    forget,
                )
            }
        });
        self.checked(code)
    }

    /// Adds a collation, or takes it away.
    pub fn create_collation(
        &self,
        env: &mut E,
        name: &[u8],
        f: Option<Rc<Collation<E>>>,
    ) -> Result<(), Problem> {
        let name = c_text(name);
        // SAFETY: as for `create_function`, but if the call fails the library leaves the entry to us.
        let code = self.0.lend(env, |db| unsafe {
            let Some(f) = f else {
                return ffi::sqlite3_create_collation_v2(
                    db,
                    name.as_ptr(),
                    ffi::SQLITE_UTF8,
                    ptr::null_mut(),
                    None,
                    None,
                );
            };
            let entry = Entry::boxed(self, f);
            let forget = Entry::<E, Collation<E>>::forget;
            let code = ffi::sqlite3_create_collation_v2(
                db,
                name.as_ptr(),
                ffi::SQLITE_UTF8,
                entry,
                Some(compare::<E>),
                Some(forget),
            );
            if code != ffi::SQLITE_OK {
                forget(entry);
            }
            code
        });
        self.checked(code)
    }
}
