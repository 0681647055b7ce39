//! The fence around SQLite: the library's C interface as owned, safe handles.
//!
//! Comes in: SQL, values, and closures that SQLite shall call. Goes out: [`Db`], [`Stmt`], [`Blob`], [`Backup`]. Read `db.rs` first. It knows nothing of the interpreter:
//! `E` is whatever the caller wants to have in his callbacks (`natives/modules/sqlite` says: the `Vm`). What the safety rests on:
//!
//! * **Everything keeps the database alive.** Statements, blobs and backups hold the handle of their database, counted; it is closed when the last of them has gone. So no pointer
//!   outlives what it points into.
//! * **The environment is lent.** Whatever may call back takes `&mut E` and leaves its address with the handle for that time (`Handle::lend`). A trampoline takes it from there
//!   (`Handle::called`), and nobody else can have it until the callback returns: a callback that asks the same database lends what it was given, and puts the older one back.
//! * **A closure that runs stays.** A trampoline counts the closure up before it calls it: the callback may replace or remove itself.
//! * **A statement that runs is left alone.** While it steps, or while somebody looks at one of its columns, it says that it is busy and does nothing else (`Stmt::taken`).
//! * **Nothing unwinds through C.** A panic in a callback is kept, and goes on behind the call into the library.
#![allow(unsafe_code)]

mod backup;
mod blob;
mod db;
mod function;
mod hooks;
mod stmt;

pub use backup::Backup;
pub use blob::{Blob, BlobPlace};
pub use db::{Db, OK, Problem, complete, library_version, thread_mode};
pub use function::{Aggregate, Args, Failure, Outgoing, Running};
pub use libsqlite3_sys as ffi;
pub use stmt::{ColumnType, Stmt};
