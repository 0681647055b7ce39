//! A compiled statement.

use std::cell::Cell;
use std::ffi::c_int;
use std::rc::Rc;

use libsqlite3_sys as ffi;

use super::db::{Handle, Problem, copied};

/// The type of a value in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    Null,
    Integer,
    Float,
    Text,
    Blob,
}

impl ColumnType {
    pub(super) fn of(code: c_int) -> ColumnType {
        match code {
            ffi::SQLITE_INTEGER => ColumnType::Integer,
            ffi::SQLITE_FLOAT => ColumnType::Float,
            ffi::SQLITE_TEXT => ColumnType::Text,
            ffi::SQLITE_BLOB => ColumnType::Blob,
            _ => ColumnType::Null,
        }
    }
}

/// A compiled statement; it is given up when nobody has it any more.
pub struct Stmt<E: 'static> {
    db: Rc<Handle<E>>,
    /// Null: it is empty. The library takes that for a statement without rows and parameters.
    raw: *mut ffi::sqlite3_stmt,
    /// It steps, or somebody looks at a column: nothing else may be done with it.
    taken: Cell<bool>,
}

impl<E> Drop for Stmt<E> {
    fn drop(&mut self) {
        // SAFETY: it was made for us, and nobody else has it: whoever steps it borrows it.
        unsafe { ffi::sqlite3_finalize(self.raw) };
    }
}

impl<E> Stmt<E> {
    /// # Safety
    /// The statement is one of this connection, and nobody else has it; or it is null.
    pub(super) unsafe fn new(db: Rc<Handle<E>>, raw: *mut ffi::sqlite3_stmt) -> Stmt<E> {
        Stmt { db, raw, taken: Cell::new(false) }
    }

    /// Whether there was nothing to compile.
    pub fn is_empty(&self) -> bool {
        self.raw.is_null()
    }

    /// Does something with the statement, unless it is taken.
    fn alone<R>(&self, otherwise: R, f: impl FnOnce(*mut ffi::sqlite3_stmt) -> R) -> R {
        if self.taken.replace(true) {
            return otherwise;
        }
        let out = f(self.raw);
        self.taken.set(false);
        out
    }

    /// Goes on to the next row: `SQLITE_ROW`, `SQLITE_DONE` or what is wrong.
    pub fn step(&self, env: &mut E) -> c_int {
        self.alone(ffi::SQLITE_MISUSE, |raw| {
            // SAFETY: the statement lives, and nobody else uses it.
            self.db.lend(env, |_| unsafe { ffi::sqlite3_step(raw) })
        })
    }

    /// Begins anew. The code is that of the last step.
    pub fn reset(&self, env: &mut E) -> c_int {
        self.alone(ffi::SQLITE_MISUSE, |raw| {
            // SAFETY: as above. Aggregates that have begun are ended by it.
            self.db.lend(env, |_| unsafe { ffi::sqlite3_reset(raw) })
        })
    }

    /// Begins anew where nobody can lend an environment: aggregates that have begun are given up, and their ends not run.
    pub fn reset_unheard(&self) {
        // SAFETY: as above. Callbacks find nothing lent, and do nothing. The code is that of a step whose problem was told.
        self.alone(ffi::SQLITE_OK, |raw| unsafe { ffi::sqlite3_reset(raw) });
    }

    /// Whether it stands on a row, or steps.
    pub fn is_busy(&self) -> bool {
        // SAFETY: the statement lives; the call looks at a word of it.
        self.taken.get() || unsafe { ffi::sqlite3_stmt_busy(self.raw) != 0 }
    }

    /// Whether it changes nothing.
    pub fn is_readonly(&self) -> bool {
        // SAFETY: the statement lives.
        unsafe { ffi::sqlite3_stmt_readonly(self.raw) != 0 }
    }

    /// Columns of a row.
    pub fn columns(&self) -> usize {
        // SAFETY: the statement lives.
        usize::try_from(unsafe { ffi::sqlite3_column_count(self.raw) }).unwrap_or(0)
    }

    /// Columns of the row on which it stands; 0 if there is none.
    pub fn row_columns(&self) -> usize {
        // SAFETY: the statement lives, and does not step.
        let n = self.alone(0, |raw| unsafe { ffi::sqlite3_data_count(raw) });
        usize::try_from(n).unwrap_or(0)
    }

    /// The name of a column.
    pub fn column_name(&self, i: usize) -> Option<Vec<u8>> {
        // SAFETY: the statement lives; numbers beyond the end give null. The text is copied at once.
        self.alone(None, |raw| unsafe {
            let name = ffi::sqlite3_column_name(raw, number(i));
            (!name.is_null()).then(|| copied(name))
        })
    }

    /// The type with which a column was declared.
    pub fn column_declared(&self, i: usize) -> Option<Vec<u8>> {
        // SAFETY: as above.
        self.alone(None, |raw| unsafe {
            let name = ffi::sqlite3_column_decltype(raw, number(i));
            (!name.is_null()).then(|| copied(name))
        })
    }

    /// The type of a value in the row.
    pub fn column_type(&self, i: usize) -> ColumnType {
        // SAFETY: the statement lives and does not step; a number beyond the end, or no row, gives Null.
        self.alone(ColumnType::Null, |raw| {
            ColumnType::of(unsafe { ffi::sqlite3_column_type(raw, number(i)) })
        })
    }

    /// A number of the row.
    pub fn column_integer(&self, i: usize) -> i64 {
        // SAFETY: as above.
        self.alone(0, |raw| unsafe { ffi::sqlite3_column_int64(raw, number(i)) })
    }

    /// A number of the row.
    pub fn column_float(&self, i: usize) -> f64 {
        // SAFETY: as above.
        self.alone(0.0, |raw| unsafe { ffi::sqlite3_column_double(raw, number(i)) })
    }

    /// Looks at a text of the row. An error: there was no memory for it.
    pub fn with_text<R>(&self, i: usize, look: impl FnOnce(&[u8]) -> R) -> Result<R, Problem> {
        self.look(i, true, look)
    }

    /// Looks at the bytes of a value of the row.
    pub fn with_blob<R>(&self, i: usize, look: impl FnOnce(&[u8]) -> R) -> Result<R, Problem> {
        self.look(i, false, look)
    }

    fn look<R>(&self, i: usize, text: bool, look: impl FnOnce(&[u8]) -> R) -> Result<R, Problem> {
        self.alone(Err(Problem::of(ffi::SQLITE_MISUSE)), |raw| {
            // SAFETY: the statement lives and does not step.
            let (data, length) = unsafe {
                let data = if text {
                    ffi::sqlite3_column_text(raw, number(i))
                } else {
                    ffi::sqlite3_column_blob(raw, number(i)).cast()
                };
                (data, ffi::sqlite3_column_bytes(raw, number(i)))
            };
            let length = usize::try_from(length).unwrap_or(0);
            if data.is_null() {
                let problem = self.db.problem();
                return if problem.code == ffi::SQLITE_NOMEM { Err(problem) } else { Ok(look(b"")) };
            }
            // SAFETY: there are so many bytes, and they stay until the statement is used again: it is taken meanwhile.
            Ok(look(unsafe { std::slice::from_raw_parts(data, length) }))
        })
    }

    /// Parameters of the statement.
    pub fn parameters(&self) -> usize {
        // SAFETY: the statement lives.
        usize::try_from(unsafe { ffi::sqlite3_bind_parameter_count(self.raw) }).unwrap_or(0)
    }

    /// The name of a parameter, with its sign. The first is 1.
    pub fn parameter_name(&self, i: usize) -> Option<Vec<u8>> {
        // SAFETY: the statement lives; numbers beyond the end give null. The text is copied at once.
        self.alone(None, |raw| unsafe {
            let name = ffi::sqlite3_bind_parameter_name(raw, number(i));
            (!name.is_null()).then(|| copied(name))
        })
    }

    /// Gives a parameter NULL.
    pub fn bind_null(&self, i: usize) -> c_int {
        // SAFETY: the statement lives; wrong numbers are refused, and so is a statement that stands on a row.
        self.alone(ffi::SQLITE_MISUSE, |raw| unsafe { ffi::sqlite3_bind_null(raw, number(i)) })
    }

    /// Gives a parameter a number.
    pub fn bind_integer(&self, i: usize, v: i64) -> c_int {
        // SAFETY: as above.
        self.alone(ffi::SQLITE_MISUSE, |raw| unsafe { ffi::sqlite3_bind_int64(raw, number(i), v) })
    }

    /// Gives a parameter a number.
    pub fn bind_float(&self, i: usize, v: f64) -> c_int {
        // SAFETY: as above.
        self.alone(ffi::SQLITE_MISUSE, |raw| unsafe { ffi::sqlite3_bind_double(raw, number(i), v) })
    }

    /// Gives a parameter a text, in UTF-8.
    pub fn bind_text(&self, i: usize, text: &[u8]) -> c_int {
        let (length, utf8) = (text.len() as u64, ffi::SQLITE_UTF8 as u8);
        // SAFETY: as above; the text is as long as is said, and the library copies it.
        self.alone(ffi::SQLITE_MISUSE, |raw| unsafe {
            ffi::sqlite3_bind_text64(
                raw,
                number(i),
                text.as_ptr().cast(),
                length,
                ffi::SQLITE_TRANSIENT(),
                utf8,
            )
        })
    }

    /// Gives a parameter bytes.
    pub fn bind_blob(&self, i: usize, data: &[u8]) -> c_int {
        // SAFETY: as above. (An empty slice has an address that is not null, so this is an empty blob and not NULL.)
        self.alone(ffi::SQLITE_MISUSE, |raw| unsafe {
            ffi::sqlite3_bind_blob64(
                raw,
                number(i),
                data.as_ptr().cast(),
                data.len() as u64,
                ffi::SQLITE_TRANSIENT(),
            )
        })
    }

    /// What the last call that failed left with the connection.
    pub fn problem(&self) -> Problem {
        self.db.problem()
    }
}

/// A place as the library counts; what is too large is beyond every end.
fn number(i: usize) -> c_int {
    c_int::try_from(i).unwrap_or(c_int::MAX)
}
