//! A value of a row, read and written in pieces.

use std::cell::Cell;
use std::ffi::c_int;
use std::ptr;
use std::rc::Rc;

use libsqlite3_sys as ffi;

use super::db::{Db, Handle, OK, Problem, c_text};

/// An open blob; closed when nobody has it any more, or before.
pub struct Blob<E: 'static> {
    db: Rc<Handle<E>>,
    /// Null: it is closed, or being read or written.
    raw: Cell<*mut ffi::sqlite3_blob>,
    /// Somebody closed it while it was read or written.
    close_due: Cell<bool>,
}

impl<E> Drop for Blob<E> {
    fn drop(&mut self) {
        self.close();
    }
}

/// Where a blob is.
pub struct BlobPlace<'a> {
    pub database: &'a [u8],
    pub table: &'a [u8],
    pub column: &'a [u8],
    pub row: i64,
}

impl<E> Db<E> {
    /// Opens a blob.
    pub fn open_blob(&self, env: &mut E, at: &BlobPlace<'_>, write: bool) -> Result<Blob<E>, Problem> {
        let (database, table, column) = (c_text(at.database), c_text(at.table), c_text(at.column));
        let mut raw = ptr::null_mut();
        // SAFETY: the texts end and live longer than the call, and there is a place for the answer.
        let code = self.0.lend(env, |db| unsafe {
            ffi::sqlite3_blob_open(
                db,
                database.as_ptr(),
                table.as_ptr(),
                column.as_ptr(),
                at.row,
                c_int::from(write),
                &mut raw,
            )
        });
        self.checked(code)?;
        Ok(Blob { db: self.0.clone(), raw: Cell::new(raw), close_due: Cell::new(false) })
    }
}

impl<E> Blob<E> {
    /// Closes it. Whatever is asked of it afterwards is refused.
    pub fn close(&self) {
        let raw = self.raw.replace(ptr::null_mut());
        self.close_due.set(true);
        // SAFETY: it was made for us and is closed once; null is taken, too.
        unsafe { ffi::sqlite3_blob_close(raw) };
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        !self.raw.get().is_null()
    }

    /// Its bytes.
    pub fn len(&self) -> usize {
        if !self.is_open() {
            return 0;
        }
        // SAFETY: it is open.
        usize::try_from(unsafe { ffi::sqlite3_blob_bytes(self.raw.get()) }).unwrap_or(0)
    }

    /// Reads bytes from a place.
    pub fn read(&self, env: &mut E, into: &mut [u8], at: usize) -> Result<(), Problem> {
        // SAFETY: it is open; there is so much room. Places beyond the end are refused.
        self.work(env, into.len(), at, |raw, n, at| unsafe {
            ffi::sqlite3_blob_read(raw, into.as_mut_ptr().cast(), n, at)
        })
    }

    /// Writes bytes to a place.
    pub fn write(&self, env: &mut E, data: &[u8], at: usize) -> Result<(), Problem> {
        // SAFETY: it is open; there are so many bytes. Places beyond the end are refused.
        self.work(env, data.len(), at, |raw, n, at| unsafe {
            ffi::sqlite3_blob_write(raw, data.as_ptr().cast(), n, at)
        })
    }

    fn work(
        &self,
        env: &mut E,
        n: usize,
        at: usize,
        f: impl FnOnce(*mut ffi::sqlite3_blob, c_int, c_int) -> c_int,
    ) -> Result<(), Problem> {
        let (Ok(n), Ok(at), true) = (c_int::try_from(n), c_int::try_from(at), self.is_open()) else {
            return Err(Problem::of(ffi::SQLITE_MISUSE));
        };
        let raw = self.raw.replace(ptr::null_mut());
        let code = self.db.lend(env, |_| f(raw, n, at));
        let problem = (code != OK).then(|| Db(self.db.clone()).problem_for(code));
        self.raw.set(raw);
        if self.close_due.get() {
            self.close();
        }
        problem.map_or(Ok(()), Err)
    }
}
