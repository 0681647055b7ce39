//! Copying a database into another, page by page.

use std::ffi::c_int;
use std::rc::Rc;

use libsqlite3_sys as ffi;

use super::db::{Db, Handle, Problem, c_text};

/// A copy that is under way.
pub struct Backup<E: 'static> {
    raw: *mut ffi::sqlite3_backup,
    from: Rc<Handle<E>>,
    to: Rc<Handle<E>>,
}

impl<E> Drop for Backup<E> {
    fn drop(&mut self) {
        // SAFETY: it was made for us, and both connections are open.
        unsafe { ffi::sqlite3_backup_finish(self.raw) };
    }
}

impl<E> Backup<E> {
    /// Begins to copy the database `name` of one connection over the main one of another.
    pub fn begin(from: &Db<E>, name: &[u8], to: &Db<E>) -> Result<Backup<E>, Problem> {
        let (main, name) = (c_text(b"main"), c_text(name));
        // SAFETY: both are open; the texts end and live longer than the call.
        let raw = unsafe { ffi::sqlite3_backup_init(to.0.raw, main.as_ptr(), from.0.raw, name.as_ptr()) };
        if raw.is_null() {
            return Err(to.problem());
        }
        Ok(Backup { raw, from: from.0.clone(), to: to.0.clone() })
    }

    /// Copies so many pages (all, if negative) and gives the code.
    pub fn step(&self, env: &mut E, pages: c_int) -> c_int {
        // SAFETY: it is under way, and both connections are open.
        self.from.lend(env, |_| unsafe { ffi::sqlite3_backup_step(self.raw, pages) })
    }

    /// Pages that are left.
    pub fn remaining(&self) -> i64 {
        // SAFETY: as above.
        i64::from(unsafe { ffi::sqlite3_backup_remaining(self.raw) })
    }

    /// Pages of the source.
    pub fn page_count(&self) -> i64 {
        // SAFETY: as above.
        i64::from(unsafe { ffi::sqlite3_backup_pagecount(self.raw) })
    }

    /// Ends it, and gives the code.
    pub fn finish(self) -> Result<(), Problem> {
        let this = std::mem::ManuallyDrop::new(self);
        // SAFETY: as for `drop`, which does not run; the handles are read out once.
        let (code, to, _from) = unsafe {
            let code = ffi::sqlite3_backup_finish(this.raw);
            (code, std::ptr::read(&this.to), std::ptr::read(&this.from))
        };
        if code == ffi::SQLITE_OK { Ok(()) } else { Err(Db(to).problem_for(code)) }
    }
}
