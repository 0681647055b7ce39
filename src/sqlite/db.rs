//! A database connection, and how its callbacks find the environment.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::ffi::{CStr, CString, c_char, c_int};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;
use std::rc::Rc;

use libsqlite3_sys as ffi;

use super::hooks::Hooks;
use super::stmt::Stmt;

/// The code of success.
pub const OK: c_int = ffi::SQLITE_OK;

/// What went wrong, as the library tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The primary code.
    pub code: c_int,
    pub extended: c_int,
    pub message: Vec<u8>,
}

impl Problem {
    /// A code alone, with the library's words for it.
    pub fn of(code: c_int) -> Problem {
        Problem { code: code & 0xff, extended: code, message: error_text(code) }
    }
}

/// A database connection.
pub struct Db<E: 'static>(pub(super) Rc<Handle<E>>);

impl<E> Clone for Db<E> {
    fn clone(&self) -> Db<E> {
        Db(self.0.clone())
    }
}

/// The connection itself; closed when nobody has it any more.
pub(super) struct Handle<E: 'static> {
    pub(super) raw: *mut ffi::sqlite3,
    /// The environment of the call that is under way; null if there is none, or a callback has it.
    lent: Cell<*mut E>,
    panicked: Cell<Option<Box<dyn Any + Send>>>,
    pub(super) hooks: Hooks<E>,
}

impl<E> Drop for Handle<E> {
    fn drop(&mut self) {
        // SAFETY: it was opened, and nobody else has it. Statements, blobs and backups are gone, since they hold the handle. Functions are dropped by the call, and are not run.
        unsafe { ffi::sqlite3_close(self.raw) };
    }
}

impl<E> Handle<E> {
    /// Does something with the connection that may call back.
    pub(super) fn lend<R>(&self, env: &mut E, f: impl FnOnce(*mut ffi::sqlite3) -> R) -> R {
        let before = self.lent.replace(env);
        let out = f(self.raw);
        self.lent.set(before);
        if let Some(panic) = self.panicked.take() {
            resume_unwind(panic);
        }
        out
    }

    /// Runs a callback, with the environment of the call that is under way.
    pub(super) fn called<R>(&self, otherwise: R, f: impl FnOnce(&mut E) -> R) -> R {
        let at = self.lent.replace(ptr::null_mut());
        if at.is_null() {
            // Nobody expects callbacks (the connection is being closed).
            return otherwise;
        }
        // SAFETY: `lend` has put it there and is still running: it has the environment exclusively and does not use it meanwhile. It was taken out, so nobody else uses it.
        let env = unsafe { &mut *at };
        let out = catch_unwind(AssertUnwindSafe(|| f(env)));
        self.lent.set(at);
        out.unwrap_or_else(|panic| {
            self.panicked.set(Some(panic));
            otherwise
        })
    }

    /// What the last call that failed left.
    pub(super) fn problem(&self) -> Problem {
        // SAFETY: the connection is open; the text is copied before anything else is called.
        unsafe {
            Problem {
                code: ffi::sqlite3_errcode(self.raw),
                extended: ffi::sqlite3_extended_errcode(self.raw),
                message: copied(ffi::sqlite3_errmsg(self.raw)),
            }
        }
    }
}

/// A text of the library's.
///
/// # Safety
/// It is null, or ends with a zero and stays as it is for the time of the call.
pub(super) unsafe fn copied(text: *const c_char) -> Vec<u8> {
    if text.is_null() {
        return Vec::new();
    }
    // SAFETY: see above.
    unsafe { CStr::from_ptr(text) }.to_bytes().to_vec()
}

/// A text for the library. What does not fit into one (a zero) was refused before, so it ends there.
pub(super) fn c_text(text: &[u8]) -> CString {
    let end = text.iter().position(|b| *b == 0).unwrap_or(text.len());
    CString::new(&text[..end]).unwrap_or_default()
}

/// The library's version.
pub fn library_version() -> &'static str {
    ffi::SQLITE_VERSION.to_str().unwrap_or_default()
}

/// How the library was built: 0 single-threaded, 1 serialised, 2 multi-threaded.
pub fn thread_mode() -> c_int {
    // SAFETY: it looks at a constant.
    unsafe { ffi::sqlite3_threadsafe() }
}

/// Whether a text is a complete statement, or several.
pub fn complete(sql: &[u8]) -> c_int {
    // SAFETY: the text ends and lives longer than the call.
    unsafe { ffi::sqlite3_complete(c_text(sql).as_ptr()) }
}

/// The library's words for a code.
pub fn error_text(code: c_int) -> Vec<u8> {
    // SAFETY: the answer is a constant.
    unsafe { copied(ffi::sqlite3_errstr(code)) }
}

impl<E> Db<E> {
    /// Opens a database. Where that fails, the problem.
    pub fn open(name: &[u8], flags: c_int) -> Result<Db<E>, Problem> {
        let mut raw = ptr::null_mut();
        // SAFETY: the texts end and live longer than the call, and there is a place for the answer.
        let code = unsafe { ffi::sqlite3_open_v2(c_text(name).as_ptr(), &mut raw, flags, ptr::null()) };
        if raw.is_null() {
            return Err(Problem::of(if code == OK { ffi::SQLITE_NOMEM } else { code }));
        }
        let db = Db(Rc::new(Handle {
            raw,
            lent: Cell::new(ptr::null_mut()),
            panicked: Cell::default(),
            hooks: Hooks::default(),
        }));
        if code != OK { Err(db.problem()) } else { Ok(db) }
    }

    /// What the last call that failed left.
    pub fn problem(&self) -> Problem {
        self.0.problem()
    }

    pub(super) fn checked(&self, code: c_int) -> Result<(), Problem> {
        if code == OK { Ok(()) } else { Err(self.problem_for(code)) }
    }

    /// The problem of a call that gave this code: the connection's, if it speaks of the same.
    pub fn problem_for(&self, code: c_int) -> Problem {
        let problem = self.problem();
        if problem.code == code & 0xff { problem } else { Problem::of(code) }
    }

    /// Compiles the first statement of a text, which has no zero in it. If there are only white space or comments, it is empty. The number is where the rest begins.
    pub fn prepare(&self, env: &mut E, sql: &[u8]) -> Result<(Stmt<E>, usize), Problem> {
        let text = c_text(sql);
        let (mut raw, mut tail) = (ptr::null_mut(), ptr::null());
        let Ok(length) = c_int::try_from(text.as_bytes_with_nul().len()) else {
            return Err(Problem::of(ffi::SQLITE_TOOBIG));
        };
        // SAFETY: the text is as long as is said and lives longer than the call; there are places for the answers.
        let code = self.0.lend(env, |db| unsafe {
            ffi::sqlite3_prepare_v2(db, text.as_ptr(), length, &mut raw, &mut tail)
        });
        self.checked(code)?;
        let end =
            if tail.is_null() { sql.len() } else { (tail as usize).saturating_sub(text.as_ptr() as usize) };
        // SAFETY: the statement was just made, for this connection.
        let stmt = unsafe { Stmt::new(self.0.clone(), raw) };
        Ok((stmt, end.min(sql.len())))
    }

    /// How long it waits for locks of others, in milliseconds.
    pub fn set_busy_timeout(&self, milliseconds: c_int) {
        // SAFETY: the connection is open.
        unsafe { ffi::sqlite3_busy_timeout(self.0.raw, milliseconds) };
    }

    /// Whether every statement is a transaction of its own, now.
    pub fn is_autocommit(&self) -> bool {
        // SAFETY: the connection is open.
        unsafe { ffi::sqlite3_get_autocommit(self.0.raw) != 0 }
    }

    /// Rows that the last statement changed.
    pub fn changes(&self) -> i64 {
        // SAFETY: the connection is open.
        unsafe { ffi::sqlite3_changes64(self.0.raw) }
    }

    /// Rows that were changed since it was opened.
    pub fn total_changes(&self) -> i64 {
        // SAFETY: the connection is open.
        unsafe { ffi::sqlite3_total_changes64(self.0.raw) }
    }

    /// The row that was inserted last.
    pub fn last_row(&self) -> i64 {
        // SAFETY: the connection is open.
        unsafe { ffi::sqlite3_last_insert_rowid(self.0.raw) }
    }

    /// Ends what is under way.
    pub fn interrupt(&self) {
        // SAFETY: the connection is open.
        unsafe { ffi::sqlite3_interrupt(self.0.raw) };
    }

    /// Looks at a limit, and changes it if the new one is not negative. -1: there is no such limit.
    pub fn limit(&self, which: c_int, new: c_int) -> c_int {
        // SAFETY: the connection is open.
        unsafe { ffi::sqlite3_limit(self.0.raw, which, new) }
    }

    /// Looks at a switch of the connection, and changes it if `to` says so.
    pub fn switch(&self, which: c_int, to: Option<bool>) -> Result<bool, Problem> {
        // These and no others take a number and the place of a number.
        if !(ffi::SQLITE_DBCONFIG_ENABLE_FKEY..=ffi::SQLITE_DBCONFIG_ENABLE_COMMENTS).contains(&which) {
            return Err(Problem::of(ffi::SQLITE_ERROR));
        }
        let mut now: c_int = 0;
        let to = to.map_or(-1, c_int::from);
        // SAFETY: a switch takes a number and a place for a number.
        let code = unsafe { ffi::sqlite3_db_config(self.0.raw, which, to, &mut now as *mut c_int) };
        self.checked(code)?;
        Ok(now != 0)
    }

    /// Allows or forbids to load extensions.
    pub fn enable_load_extension(&self, on: bool) -> Result<(), Problem> {
        // SAFETY: the connection is open.
        let code = unsafe { ffi::sqlite3_enable_load_extension(self.0.raw, c_int::from(on)) };
        self.checked(code)
    }

    /// Loads an extension: code that does what it wants, as whoever enabled it knows. The text says what went wrong.
    pub fn load_extension(&self, env: &mut E, file: &[u8], entry: Option<&[u8]>) -> Result<(), Vec<u8>> {
        let (file, entry) = (c_text(file), entry.map(c_text));
        let mut message = ptr::null_mut();
        let entry = entry.as_ref().map_or(ptr::null(), |e| e.as_ptr());
        // SAFETY: the texts end and live longer than the call, and there is a place for the answer.
        let code = self
            .0
            .lend(env, |db| unsafe { ffi::sqlite3_load_extension(db, file.as_ptr(), entry, &mut message) });
        if code == OK {
            return Ok(());
        }
        // SAFETY: the message was made for us.
        let text = unsafe { copied(message) };
        // SAFETY: as above; null is taken, too.
        unsafe { ffi::sqlite3_free(message.cast()) };
        Err(text)
    }

    /// The bytes of a database; None if there is none of that name, or no memory.
    pub fn serialize(&self, env: &mut E, name: &[u8]) -> Option<Vec<u8>> {
        let name = c_text(name);
        let mut size = 0;
        // SAFETY: the text ends and lives longer than the call, and there is a place for the size.
        let data = self.0.lend(env, |db| unsafe { ffi::sqlite3_serialize(db, name.as_ptr(), &mut size, 0) });
        if data.is_null() {
            return None;
        }
        let size = usize::try_from(size).unwrap_or(0);
        // SAFETY: the library gave so many bytes, which are ours.
        let out = unsafe { std::slice::from_raw_parts(data, size) }.to_vec();
        // SAFETY: they came from its allocator.
        unsafe { ffi::sqlite3_free(data.cast()) };
        Some(out)
    }

    /// Puts a database of these bytes in the place of the one of that name.
    pub fn deserialize(&self, env: &mut E, name: &[u8], data: &[u8]) -> Result<(), Problem> {
        let name = c_text(name);
        // SAFETY: it gives memory or null.
        let memory = unsafe { ffi::sqlite3_malloc64(data.len() as u64) }.cast::<u8>();
        if memory.is_null() {
            return Err(Problem::of(ffi::SQLITE_NOMEM));
        }
        // SAFETY: there is so much room, and nobody else has it.
        unsafe { ptr::copy_nonoverlapping(data.as_ptr(), memory, data.len()) };
        let flags = ffi::SQLITE_DESERIALIZE_FREEONCLOSE | ffi::SQLITE_DESERIALIZE_RESIZEABLE;
        let size = data.len() as i64;
        // SAFETY: the memory is the library's allocator's, and it becomes its own, whether the call succeeds or not.
        let code = self.0.lend(env, |db| unsafe {
            ffi::sqlite3_deserialize(db, name.as_ptr(), memory, size, size, flags)
        });
        self.checked(code)
    }
}

/// Something that a callback replaces while it runs.
pub(super) type Slot<F> = RefCell<Option<Rc<F>>>;
