//! The methods and attributes of `Connection`.

use std::cell::Cell;
use std::rc::Rc;

use crate::attrs;
use crate::natives;
use crate::natives::types::buffer::Buffer;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, BY_OBJECT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::sqlite::{Backup, BlobPlace, ffi};
use crate::vm::{Res, Vm};

use super::super::support::{ClassSpec, new_class};
use super::super::sys::audit;
use super::arguments::{Taken, c_text, int_arg, set_factory, text_arg};
use super::blob::BlobObj;
use super::connection::{Autocommit, Connection, autocommit_arg, compile, init, isolation_arg};
use super::cursor::Cursor;
use super::statement::StatementObj;
use super::{errors, functions, state};

const CREATE_FUNCTION: Taken = Taken {
    name: "create_function",
    full_name: "Connection.create_function",
    parameters: &["name", "narg", "func", "deterministic"],
    positional: 3,
    required: 3,
    deprecated: 3,
};
const CREATE_AGGREGATE: Taken = Taken {
    name: "create_aggregate",
    full_name: "Connection.create_aggregate",
    parameters: &["name", "n_arg", "aggregate_class"],
    positional: 3,
    required: 3,
    deprecated: 3,
};
const SET_AUTHORIZER: Taken = Taken {
    name: "set_authorizer",
    full_name: "Connection.set_authorizer",
    parameters: &["authorizer_callback"],
    positional: 1,
    required: 1,
    deprecated: 1,
};
const SET_PROGRESS: Taken = Taken {
    name: "set_progress_handler",
    full_name: "Connection.set_progress_handler",
    parameters: &["progress_handler", "n"],
    positional: 2,
    required: 2,
    deprecated: 1,
};
const SET_TRACE: Taken = Taken {
    name: "set_trace_callback",
    full_name: "Connection.set_trace_callback",
    parameters: &["trace_callback"],
    positional: 1,
    required: 1,
    deprecated: 1,
};

/// How many arguments a function in SQL takes.
fn narg(vm: &mut Vm, this: &Connection, v: &Value, what: &str) -> Res<i32> {
    let n = int_arg(vm, v)?;
    let db = this.checked(vm)?;
    let most = db.limit(ffi::SQLITE_LIMIT_FUNCTION_ARG, -1);
    if !(-1..=most).contains(&n) {
        let text = format!("'{what}' must be between -1 and {most}, not {n}");
        return Err(errors::programming(vm, text));
    }
    Ok(n)
}

/// A new cursor, by the class of cursors or a factory.
fn cursor(vm: &mut Vm, this: &Ref<Connection>, factory: Value) -> Res {
    this.checked(vm)?;
    let factory = if factory.is_undef() { state(vm).cursor.value() } else { factory };
    let cursor = vm.call(&factory, &[this.value()])?;
    let Some(c) = cursor.cast::<Cursor>() else {
        let class = vm.class_name(&cursor);
        return Err(vm.type_error(format!("factory must return a cursor, not {class}")));
    };
    let rows = this.row_factory.borrow().clone();
    if !rows.is_none() {
        drop(c.row_factory.replace(rows));
    }
    Ok(cursor)
}

/// Makes a cursor and calls its method.
fn by_cursor(vm: &mut Vm, this: &Ref<Connection>, name: &str, args: &[Value]) -> Res {
    let make = vm.heap.intern("cursor");
    let cursor = vm.call_method(&this.value(), &make, &[])?;
    let name = vm.heap.intern(name);
    vm.call_method(&cursor, &name, args)
}

/// The name of a database, of a keyword argument.
fn name_arg(vm: &mut Vm, v: &Value, method: &str) -> Res<Vec<u8>> {
    if v.is_undef() {
        return Ok(b"main".to_vec());
    }
    let s = text_arg(vm, v, method, "'name'")?;
    c_text(vm, &s)
}

struct Request {
    target: Ref<Connection>,
    pages: i32,
    progress: Value,
    name: Vec<u8>,
    sleep: f64,
}

/// `backup(..)`
fn backup(vm: &mut Vm, this: &Ref<Connection>, copy: &Request) -> Res<()> {
    let from = this.checked(vm)?;
    let to = copy.target.open(vm)?;
    if copy.target.is(this) {
        return Err(vm.value_error("target cannot be the same connection instance"));
    }
    if !copy.progress.is_none() && !vm.is_callable(&copy.progress) {
        return Err(vm.type_error("progress argument must be a callable"));
    }
    let pages = if copy.pages == 0 { -1 } else { copy.pages };
    let begun = Backup::begin(&from, &copy.name, &to);
    let b = errors::checked(vm, begun)?;
    loop {
        let code = b.step(vm, pages);
        if !copy.progress.is_none() {
            let args = [Value::Int(i64::from(code)), Value::Int(b.remaining()), Value::Int(b.page_count())];
            vm.call(&copy.progress, &args)?;
        }
        match code {
            ffi::SQLITE_OK => {}
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => (vm.hooks.block)(vm, copy.sleep)?,
            _ => break,
        }
        (vm.hooks.signals)(vm)?;
    }
    let finished = b.finish();
    errors::checked(vm, finished)
}

natives! { static METHODS;
    /// Create and return a new object.  See help(type) for accurate signature.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<Connection> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, Connection::new())
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<Connection>, /, *args, **kwargs) -> Res<()> { init(vm, &this, &args, &kwargs) }
    /// Called when the instance is about to be destroyed.
    fn __del__(vm, this: Ref<Connection>, /) -> Res<()> {
        if this.db.borrow().is_none() {
            return Ok(());
        }
        let whole = this.value();
        if let Err(e) = vm.warn_unclosed("database in", &whole) {
            let x = vm.take_raised(e);
            vm.unraisable_while(x, "finalizing database connection", &whole);
        }
        this.shut(vm)
    }
    /// Call self as a function.
    fn __call__(vm, this: Ref<Connection>, /, *args, **kwargs) -> Res {
        if !kwargs.is_empty() {
            return Err(vm.type_error("Connection() takes no keyword arguments"));
        }
        this.checked(vm)?;
        let [sql] = args.items() else {
            let n = args.items().len();
            return Err(vm.type_error(format!("function takes exactly 1 argument ({n} given)")));
        };
        let statement = compile(vm, &this, sql)?;
        let class = state(vm).statement.clone();
        Ok(vm.heap.alloc(&class, StatementObj { _statement: statement }).into_value())
    }
    /// Return a cursor for the connection.
    fn cursor(vm, this: Ref<Connection>, /, factory: Value = Value::Undef) -> Res { self::cursor(vm, &this, factory) }
    /// Close the database connection.
    ///
    /// Any pending transaction is not committed implicitly.
    fn close(vm, this: Ref<Connection>, /) -> Res<()> {
        this.check_thread(vm)?;
        if !this.initialized.get() {
            return Err(errors::programming(vm, "Base Connection.__init__ not called."));
        }
        this.shut(vm)
    }
    /// Commit any pending transaction to the database.
    ///
    /// If there is no open transaction, this method is a no-op.
    fn commit(vm, this: Ref<Connection>, /) -> Res<()> { this.end_transaction(vm, "COMMIT") }
    /// Roll back to the start of any pending transaction.
    ///
    /// If there is no open transaction, this method is a no-op.
    fn rollback(vm, this: Ref<Connection>, /) -> Res<()> { this.end_transaction(vm, "ROLLBACK") }
    /// Executes an SQL statement.
    fn execute(vm, this: Ref<Connection>, sql: Ref<StrObj>, parameters: Value = Value::Undef, /) -> Res {
        let mut args = vec![sql.into_value()];
        args.extend(parameters.or_none());
        by_cursor(vm, &this, "execute", &args)
    }
    /// Repeatedly executes an SQL statement.
    fn executemany(vm, this: Ref<Connection>, sql: Ref<StrObj>, parameters: Value, /) -> Res {
        by_cursor(vm, &this, "executemany", &[sql.into_value(), parameters])
    }
    /// Executes multiple SQL statements at once.
    fn executescript(vm, this: Ref<Connection>, sql_script: Value, /) -> Res {
        by_cursor(vm, &this, "executescript", &[sql_script])
    }
    /// Creates a new function.
    fn create_function(vm, this: Ref<Connection>, /, *args, **kwargs) -> Res<()> {
        let given = CREATE_FUNCTION.bind(vm, &args, &kwargs)?;
        let name = text_arg(vm, &given[0], "create_function", "'name'")?;
        let name = c_text(vm, &name)?;
        let n = narg(vm, &this, &given[1], "narg")?;
        let deterministic = !given[3].is_undef() && vm.truth(&given[3])?;
        let db = this.checked(vm)?;
        // None is a function like others, which fails when it is called: CPython takes no function back here.
        let f = functions::function(this.keep(given[2].clone()));
        match db.create_function(vm, &name, n, deterministic, Some(Rc::new(f))) {
            Ok(()) => Ok(()),
            Err(_) => Err(errors::operational(vm, "Error creating function")),
        }
    }
    /// Creates a new aggregate.
    fn create_aggregate(vm, this: Ref<Connection>, /, *args, **kwargs) -> Res<()> {
        let given = CREATE_AGGREGATE.bind(vm, &args, &kwargs)?;
        let name = text_arg(vm, &given[0], "create_aggregate", "'name'")?;
        let name = c_text(vm, &name)?;
        let n = narg(vm, &this, &given[1], "n_arg")?;
        let db = this.checked(vm)?;
        let class = functions::Class(this.keep(given[2].clone()));
        match db.create_aggregate(vm, &name, n, false, Some(Rc::new(class))) {
            Ok(()) => Ok(()),
            Err(_) => Err(errors::operational(vm, "Error creating aggregate")),
        }
    }
    /// Creates or redefines an aggregate window function. Non-standard.
    ///
    ///   name
    ///     The name of the SQL aggregate window function to be created or
    ///     redefined.
    ///   num_params
    ///     The number of arguments the step and inverse methods takes.
    ///   aggregate_class
    ///     A class with step(), finalize(), value(), and inverse() methods.
    ///     Set to None to clear the window function.
    fn create_window_function(vm, this: Ref<Connection>, name: Ref<StrObj>, num_params: Value, aggregate_class: Value, /) -> Res<()> {
        let name = c_text(vm, &name)?;
        let n = narg(vm, &this, &num_params, "num_params")?;
        let db = this.checked(vm)?;
        let made = if aggregate_class.is_none() {
            db.create_aggregate(vm, &name, n, true, None)
        } else {
            let class = functions::Class(this.keep(aggregate_class));
            db.create_aggregate(vm, &name, n, true, Some(Rc::new(class)))
        };
        errors::checked(vm, made)
    }
    /// Creates a collation function.
    fn create_collation(vm, this: Ref<Connection>, name: Ref<StrObj>, callback: Value, /) -> Res<()> {
        let name = c_text(vm, &name)?;
        let db = this.checked(vm)?;
        if !callback.is_none() && !vm.is_callable(&callback) {
            return Err(vm.type_error("parameter must be callable"));
        }
        let f = (!callback.is_none()).then_some(callback);
        functions::set_collation(vm, &this, &db, &name, f)
    }
    /// Set authorizer callback.
    fn set_authorizer(vm, this: Ref<Connection>, /, *args, **kwargs) -> Res<()> {
        let given = SET_AUTHORIZER.bind(vm, &args, &kwargs)?;
        let db = this.checked(vm)?;
        functions::set_authorizer(vm, &this, &db, &given[0])
    }
    /// Set progress handler callback.
    ///
    ///   progress_handler
    ///     A callable that takes no arguments.
    ///     If the callable returns non-zero, the current query is
    ///     terminated, and an exception is raised.
    ///   n
    ///     The number of SQLite virtual machine instructions that are
    ///     executed between invocations of 'progress_handler'.
    ///
    /// If 'progress_handler' is None or 'n' is 0, the progress handler is
    /// disabled.
    fn set_progress_handler(vm, this: Ref<Connection>, /, *args, **kwargs) -> Res<()> {
        let given = SET_PROGRESS.bind(vm, &args, &kwargs)?;
        let n = int_arg(vm, &given[1])?;
        let db = this.checked(vm)?;
        functions::set_progress(&this, &db, &given[0], n);
        Ok(())
    }
    /// Set a trace callback called for each SQL statement (passed as unicode).
    fn set_trace_callback(vm, this: Ref<Connection>, /, *args, **kwargs) -> Res<()> {
        let given = SET_TRACE.bind(vm, &args, &kwargs)?;
        let db = this.checked(vm)?;
        functions::set_trace(&this, &db, &given[0]);
        Ok(())
    }
    /// Enable dynamic loading of SQLite extension modules.
    fn enable_load_extension(vm, this: Ref<Connection>, enable: bool, /) -> Res<()> {
        audit(vm, "sqlite3.enable_load_extension", &[this.value(), Value::bool(enable)])?;
        let db = this.checked(vm)?;
        match db.enable_load_extension(enable) {
            Ok(()) => Ok(()),
            Err(_) => Err(errors::operational(vm, "Error enabling load extension")),
        }
    }
    /// Load SQLite extension module.
    fn load_extension(vm, this: Ref<Connection>, name: Ref<StrObj>, /, *, entrypoint: Value = Value::None) -> Res<()> {
        audit(vm, "sqlite3.load_extension", &[this.value(), name.value()])?;
        let file = c_text(vm, &name)?;
        let entry = if entrypoint.is_none() {
            None
        } else {
            let s = text_arg(vm, &entrypoint, "load_extension", "'entrypoint'")?;
            Some(c_text(vm, &s)?)
        };
        let db = this.checked(vm)?;
        match db.load_extension(vm, &file, entry.as_deref()) {
            Ok(()) => Ok(()),
            Err(text) => Err(errors::operational(vm, String::from_utf8_lossy(&text))),
        }
    }
    /// Abort any pending database operation.
    fn interrupt(vm, this: Ref<Connection>, /) -> Res<()> {
        this.open(vm)?.interrupt();
        Ok(())
    }
    /// Returns iterator to the dump of the database in an SQL text format.
    ///
    ///   filter
    ///     An optional LIKE pattern for database objects to dump
    fn iterdump(vm, this: Ref<Connection>, /, *, filter: Value = Value::None) -> Res {
        this.open(vm)?;
        let module = vm.import("sqlite3.dump")?;
        let name = vm.heap.intern("_iterdump");
        let Some(dump) = vm.get_attr_opt(&module, &name)? else {
            return Err(errors::operational(vm, "Failed to obtain _iterdump() reference"));
        };
        vm.call_kw(&dump, &[this.into_value()], &[(vm.heap.intern("filter"), filter)])
    }
    /// Makes a backup of the database.
    fn backup(vm, this: Ref<Connection>, /, target: Value, *, pages: Value = Value::Int(-1), progress: Value = Value::None,
        name: Value = Value::Undef, sleep: f64 = 0.25) -> Res<()>
    {
        let Some(target) = target.to_ref::<Connection>() else {
            let class = vm.class_name(&target);
            return Err(vm.type_error(format!("backup() argument 'target' must be sqlite3.Connection, not {class}")));
        };
        let pages = int_arg(vm, &pages)?;
        let name = name_arg(vm, &name, "backup")?;
        self::backup(vm, &this, &Request { target, pages, progress, name, sleep: sleep.max(0.0) })
    }
    /// Serialize a database into a byte string.
    ///
    ///   name
    ///     Which database to serialize.
    ///
    /// For an ordinary on-disk database file, the serialization is just
    /// a copy of the disk file.  For an in-memory database or a "temp"
    /// database, the serialization is the same sequence of bytes which
    /// would be written to disk if that database were backed up to disk.
    fn serialize(vm, this: Ref<Connection>, /, *, name: Value = Value::Undef) -> Res {
        let name = name_arg(vm, &name, "serialize")?;
        let db = this.checked(vm)?;
        match db.serialize(vm, &name) {
            Some(data) => Ok(vm.heap.bytes_from_vec(data).into_value()),
            None => {
                let text = format!("unable to serialize '{}'", String::from_utf8_lossy(&name));
                Err(errors::operational(vm, text))
            }
        }
    }
    /// Load a serialized database.
    ///
    ///   data
    ///     The serialized database content.
    ///   name
    ///     Which database to reopen with the deserialization.
    ///
    /// The deserialize interface causes the database connection to
    /// disconnect from the target database, and then reopen it as
    /// an in-memory database based on the given serialized data.
    ///
    /// The deserialize interface will fail with SQLITE_BUSY if the database
    /// is currently in a read transaction or is involved in a backup
    /// operation.
    fn deserialize(vm, this: Ref<Connection>, data: Value, /, *, name: Value = Value::Undef) -> Res<()> {
        let data = match data.to_ref::<StrObj>() {
            Some(s) => super::convert::utf8(vm, &s)?,
            None => {
                let buffer = Buffer::of(vm, &data)?;
                let copied = buffer.copied(vm)?;
                buffer.release(vm)?;
                copied
            }
        };
        let name = name_arg(vm, &name, "deserialize")?;
        let db = this.checked(vm)?;
        let done = db.deserialize(vm, &name, &data);
        errors::checked(vm, done)
    }
    /// Open and return a BLOB object.
    ///
    ///   table
    ///     Table name.
    ///   column
    ///     Column name.
    ///   rowid
    ///     Row id.
    ///   readonly
    ///     Open the BLOB without write permissions.
    ///   name
    ///     Database name.
    fn blobopen(vm, this: Ref<Connection>, table: Ref<StrObj>, column: Ref<StrObj>, rowid: Value, /, *, readonly: bool = false,
        name: Value = Value::Undef) -> Res<Ref<BlobObj>>
    {
        let (table, column) = (c_text(vm, &table)?, c_text(vm, &column)?);
        if crate::object::int::as_int(&rowid).is_none() {
            return Err(vm.type_error("expected 'int'"));
        }
        let row = super::convert::integer(vm, &rowid)?;
        let database = name_arg(vm, &name, "blobopen")?;
        let db = this.checked(vm)?;
        let at = BlobPlace { database: &database, table: &table, column: &column, row };
        let opened = db.open_blob(vm, &at, !readonly);
        let blob = Rc::new(errors::checked(vm, opened)?);
        let mut blobs = this.blobs.borrow_mut();
        blobs.retain(|b| b.strong_count() > 0);
        blobs.push(Rc::downgrade(&blob));
        drop(blobs);
        let class = state(vm).blob.clone();
        Ok(vm.heap.alloc(&class, BlobObj { connection: this, blob, at: Cell::new(0) }))
    }
    /// Set connection run-time limits.
    ///
    ///   category
    ///     The limit category to be set.
    ///   limit
    ///     The new limit. If the new limit is a negative number, the limit
    ///     is unchanged.
    ///
    /// Attempts to increase a limit above its hard upper bound are silently
    /// truncated to the hard upper bound. Regardless of whether or not the
    /// limit was changed, the prior value of the limit is returned.
    fn setlimit(vm, this: Ref<Connection>, category: Value, limit: Value, /) -> Res<i64> {
        let (category, limit) = (int_arg(vm, &category)?, int_arg(vm, &limit)?);
        set_limit(vm, &this, category, limit)
    }
    /// Get connection run-time limits.
    ///
    ///   category
    ///     The limit category to be queried.
    fn getlimit(vm, this: Ref<Connection>, category: Value, /) -> Res<i64> {
        let category = int_arg(vm, &category)?;
        set_limit(vm, &this, category, -1)
    }
    /// Set a boolean connection configuration option.
    ///
    ///   op
    ///     The configuration verb; one of the sqlite3.SQLITE_DBCONFIG codes.
    fn setconfig(vm, this: Ref<Connection>, op: Value, enable: bool = true, /) -> Res<()> {
        let op = int_arg(vm, &op)?;
        let now = switch(vm, &this, op, Some(enable))?;
        if now != enable {
            return Err(errors::operational(vm, "Unable to set config"));
        }
        Ok(())
    }
    /// Query a boolean connection configuration option.
    ///
    ///   op
    ///     The configuration verb; one of the sqlite3.SQLITE_DBCONFIG codes.
    fn getconfig(vm, this: Ref<Connection>, op: Value, /) -> Res<bool> {
        let op = int_arg(vm, &op)?;
        switch(vm, &this, op, None)
    }
    /// Called when the connection is used as a context manager.
    ///
    /// Returns itself as a convenience to the caller.
    fn __enter__(vm, this: Ref<Connection>, /) -> Res {
        this.open(vm)?;
        Ok(this.into_value())
    }
    /// Called when the connection is used as a context manager.
    ///
    /// If there was any exception, a rollback takes place; otherwise we
    /// commit.
    fn __exit__(vm, this: Ref<Connection>, r#type: Value, value: Value, traceback: Value, /) -> Res<bool> {
        if !(r#type.is_none() && value.is_none() && traceback.is_none()) {
            this.end_transaction(vm, "ROLLBACK")?;
            return Ok(false);
        }
        if let Err(e) = this.end_transaction(vm, "COMMIT") {
            // The database is unlocked at least.
            let x = vm.take_raised(e);
            return Err(match this.end_transaction(vm, "ROLLBACK") {
                Ok(()) => vm.reraise(x),
                Err(second) => {
                    let second = vm.take_raised(second);
                    if let Some(s) = second.cast::<crate::object::exception::ExceptionObj>() {
                        drop(s.context.replace(x));
                    }
                    vm.reraise(second)
                }
            });
        }
        Ok(false)
    }
}

fn set_limit(vm: &mut Vm, this: &Connection, category: i32, limit: i32) -> Res<i64> {
    let db = this.checked(vm)?;
    let old = db.limit(category, limit);
    if old < 0 {
        return Err(errors::programming(vm, "'category' is out of bounds"));
    }
    Ok(i64::from(old))
}

fn switch(vm: &mut Vm, this: &Connection, op: i32, to: Option<bool>) -> Res<bool> {
    let db = this.checked(vm)?;
    // Newer switches are not told to scripts, nor is the one that opens the door to code in databases.
    if !(ffi::SQLITE_DBCONFIG_ENABLE_FKEY..=ffi::SQLITE_DBCONFIG_REVERSE_SCANORDER).contains(&op) {
        return Err(vm.value_error(format!("unknown config 'op': {op}")));
    }
    let switched = db.switch(op, to);
    errors::checked(vm, switched)
}

attrs! { static ATTRS for Connection;
    fn __text_signature__(vm, this) -> &'static str { "(sql, /)" }
    fn isolation_level(vm, this) -> Res {
        this.open(vm)?;
        Ok(match this.isolation.get() {
            Some(level) => vm.heap.str(level).into_value(),
            None => Value::None,
        })
    }
    set (vm, this, value) {
        if value.is_undef() {
            let whole = this.value();
            return Err(vm.attribute_error(whole, "isolation_level", "cannot delete attribute"));
        }
        let level = isolation_arg(vm, &value)?;
        this.isolation.set(level);
        if level.is_none() {
            // Nobody else would end what the module has begun.
            this.end_transaction(vm, "COMMIT")?;
        }
        Ok(())
    }
    fn total_changes(vm, this) -> Res<i64> { Ok(this.open(vm)?.total_changes()) }
    fn in_transaction(vm, this) -> Res<bool> { Ok(!this.open(vm)?.is_autocommit()) }
    fn autocommit(vm, this) -> Res {
        this.checked(vm)?;
        Ok(match this.autocommit.get() {
            Autocommit::Enabled => Value::True,
            Autocommit::Disabled => Value::False,
            Autocommit::Legacy => Value::Int(-1),
        })
    }
    set (vm, this, value) {
        if value.is_undef() {
            let whole = this.value();
            return Err(vm.attribute_error(whole, "autocommit", "cannot delete autocommit attribute"));
        }
        let db = this.checked(vm)?;
        let to = autocommit_arg(vm, &value)?;
        match to {
            Autocommit::Enabled if !db.is_autocommit() => this.run(vm, &db, "COMMIT")?,
            Autocommit::Disabled if db.is_autocommit() => this.run(vm, &db, "BEGIN")?,
            _ => {}
        }
        this.autocommit.set(to);
        Ok(())
    }
    fn row_factory(vm, this) -> Value { this.row_factory.borrow().clone() }
    set (vm, this, value) {
        set_factory(vm, this.value(), &this.row_factory, "row_factory", value)
    }
    fn text_factory(vm, this) -> Value { this.text_factory.borrow().clone() }
    set (vm, this, value) {
        set_factory(vm, this.value(), &this.text_factory, "text_factory", value)
    }
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec = ClassSpec {
        name: "Connection",
        module: "sqlite3",
        flags: BASE | BY_OBJECT | WEAK,
        methods: METHODS,
        next: None,
    };
    let class = new_class(vm, &spec);
    vm.add_attrs(&class, ATTRS);
    class.set_has_finalizer();
    let doc = vm.heap.str("SQLite database connection object.").into_value();
    class.set_later(&vm.heap.intern("__doc__"), doc);
    class
}
