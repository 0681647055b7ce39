//! `Cursor`: running statements and fetching rows.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::natives;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, BY_OBJECT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::sqlite::{Db, ffi};
use crate::vm::{Res, Vm};
use crate::{attrs, payload};

use super::super::support::{ClassSpec, make_iterator, new_class, size_arg};
use super::arguments::set_factory;
use super::connection::{Autocommit, Connection};
use super::statement::{Statement, statement};
use super::{adapt, arguments, convert, errors};

payload! {
    /// `Cursor`
    pub struct Cursor as "sqlite3.Cursor" {
        pub connection: RefCell<Option<Ref<Connection>>>,
        pub description: RefCell<Value>,
        pub row_factory: RefCell<Value>,
        /// The converter of each column, or None.
        pub casts: RefCell<Vec<Value>>,
    } plain {
        pub statement: Current,
        /// None: no row was inserted yet.
        pub last_row: Cell<Option<i64>>,
        pub row_count: Cell<i64>,
        pub array_size: Cell<u32>,
        pub initialized: Cell<bool>,
        pub closed: Cell<bool>,
        /// It runs a statement, or makes a row.
        pub locked: Cell<bool>,
    }
}

/// The statement that a cursor is about. It begins anew when the cursor goes: one that stands on a row keeps tables locked, and the connection remembers it
/// after the cursor.
#[derive(Default)]
pub struct Current(RefCell<Option<Rc<Statement>>>);

impl std::ops::Deref for Current {
    type Target = RefCell<Option<Rc<Statement>>>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Drop for Current {
    fn drop(&mut self) {
        if let Some(s) = self.0.take() {
            s.stmt.reset_unheard();
        }
    }
}

const PARSE_DECLTYPES: i32 = 1;
const PARSE_COLNAMES: i32 = 2;

impl Cursor {
    /// One that belongs to no connection yet.
    fn new() -> Cursor {
        Cursor {
            connection: RefCell::default(),
            description: RefCell::new(Value::None),
            row_factory: RefCell::new(Value::None),
            casts: RefCell::default(),
            statement: Current::default(),
            last_row: Cell::new(None),
            row_count: Cell::new(-1),
            array_size: Cell::new(1),
            initialized: Cell::new(false),
            closed: Cell::new(false),
            locked: Cell::new(false),
        }
    }

    fn check_locked(&self, vm: &mut Vm) -> Res<()> {
        if self.locked.get() {
            return Err(errors::programming(vm, "Recursive use of cursors not allowed."));
        }
        Ok(())
    }

    fn own_connection(&self, vm: &mut Vm) -> Res<Ref<Connection>> {
        let connection = self.connection.borrow().clone();
        match connection {
            Some(c) if self.initialized.get() => Ok(c),
            _ => Err(errors::programming(vm, "Base Cursor.__init__ not called.")),
        }
    }

    /// Its connection and database; ProgrammingError if it cannot be used.
    fn check(&self, vm: &mut Vm) -> Res<(Ref<Connection>, Db<Vm>)> {
        let connection = self.own_connection(vm)?;
        if self.closed.get() {
            return Err(errors::programming(vm, "Cannot operate on a closed cursor."));
        }
        let db = connection.checked(vm)?;
        self.check_locked(vm)?;
        Ok((connection, db))
    }

    /// Ends what it is about.
    fn leave(&self, vm: &mut Vm) {
        let statement = self.statement.take();
        if let Some(s) = statement {
            s.stmt.reset(vm);
        }
    }

    /// Finds the converters of the columns.
    fn find_casts(&self, vm: &mut Vm, connection: &Connection, statement: &Statement) -> Res<()> {
        let detect = connection.detect_types.get();
        if detect & (PARSE_DECLTYPES | PARSE_COLNAMES) == 0 {
            return Ok(());
        }
        let mut casts = Vec::new();
        for i in 0..statement.stmt.columns() {
            let mut found = Value::None;
            if detect & PARSE_COLNAMES != 0
                && let Some(name) = statement.stmt.column_name(i)
                && let Some(from) = memchr::memchr(b'[', &name)
                && let Some(length) = memchr::memchr(b']', &name[from + 1..])
            {
                // The innermost bracket, as the sign that opens it is taken last.
                let inner = &name[from + 1..from + 1 + length];
                let inner = match memchr::memrchr(b'[', inner) {
                    Some(at) => &inner[at + 1..],
                    None => inner,
                };
                found = adapt::converter(vm, inner)?;
            }
            if found.is_none()
                && detect & PARSE_DECLTYPES != 0
                && let Some(declared) = statement.stmt.column_declared(i)
            {
                let end = declared.iter().position(|b| matches!(b, b' ' | b'(')).unwrap_or(declared.len());
                found = adapt::converter(vm, &declared[..end])?;
            }
            casts.push(found);
        }
        drop(self.casts.replace(casts));
        Ok(())
    }

    /// `description`: the names of the columns, and six times nothing.
    fn describe(&self, vm: &mut Vm, connection: &Connection, statement: &Statement) -> Res<()> {
        let n = statement.stmt.columns();
        if n == 0 || !self.description.borrow().is_none() {
            return Ok(());
        }
        let mut columns = Vec::with_capacity(n);
        for i in 0..n {
            let Some(mut name) = statement.stmt.column_name(i) else { return Err(vm.memory_error()) };
            if connection.detect_types.get() & PARSE_COLNAMES != 0
                && let Some(mut at) = memchr::memchr(b'[', &name)
            {
                if at > 0 && name[at - 1] == b' ' {
                    at -= 1;
                }
                name.truncate(at);
            }
            let mut column = vec![convert::text(vm, name)?];
            column.resize(7, Value::None);
            columns.push(vm.heap.tuple(column).into_value());
        }
        let columns = vm.heap.tuple(columns).into_value();
        drop(self.description.replace(columns));
        Ok(())
    }
}

/// What a statement runs with.
enum Parameters {
    Once(Value),
    Many(Value),
}

/// `execute` and `executemany`
fn run(vm: &mut Vm, this: &Ref<Cursor>, sql: &Ref<StrObj>, parameters: Parameters) -> Res<()> {
    let (connection, db) = this.check(vm)?;
    this.locked.set(true);
    let done = run_locked(vm, this, &connection, &db, sql, parameters);
    this.locked.set(false);
    let done = match done {
        Ok(()) => {
            let pending = connection.pending.take();
            if pending.is_undef() { Ok(()) } else { Err(vm.reraise(pending)) }
        }
        Err(e) => Err(e),
    };
    match done {
        Ok(()) => {
            let idle = this.statement.borrow().as_ref().is_some_and(|s| !s.stmt.is_busy());
            if idle {
                drop(this.statement.take());
            }
            Ok(())
        }
        Err(e) => {
            // What is on its way is kept: ending aggregates runs script code.
            let x = vm.take_raised(e);
            this.leave(vm);
            this.row_count.set(-1);
            Err(vm.reraise(x))
        }
    }
}

fn run_locked(
    vm: &mut Vm,
    this: &Ref<Cursor>,
    connection: &Ref<Connection>,
    db: &Db<Vm>,
    sql: &Ref<StrObj>,
    parameters: Parameters,
) -> Res<()> {
    let (many, mut once) = match parameters {
        Parameters::Once(v) => (None, Some(v)),
        Parameters::Many(v) => (Some(vm.iter(&v)?), None),
    };
    drop(this.description.replace(Value::None));
    this.leave(vm);
    let mut s = statement(vm, connection, db, sql)?;
    *this.statement.borrow_mut() = Some(s.clone());
    if many.is_some() && s.stmt.is_readonly() {
        return Err(errors::programming(vm, "executemany() can only execute DML statements."));
    }
    if s.stmt.is_busy() {
        // Somebody else fetches from it.
        let text = convert::utf8(vm, sql)?;
        s = Statement::new(vm, db, &text)?;
        *this.statement.borrow_mut() = Some(s.clone());
    }
    s.stmt.reset(vm);
    this.row_count.set(if s.is_dml { 0 } else { -1 });
    connection.begin_if_due(vm, db, s.is_dml)?;
    loop {
        let parameters = match &many {
            Some(it) => vm.next(it)?,
            None => once.take(),
        };
        let Some(parameters) = parameters else { break };
        convert::bind_all(vm, &s, &parameters)?;
        let code = s.stmt.step(vm);
        if !convert::went_well(code) {
            if s.stmt.is_empty() {
                break;
            }
            drop(connection.pending.take());
            return Err(errors::problem(vm, &db.problem_for(code)));
        }
        this.find_casts(vm, connection, &s)?;
        this.describe(vm, connection, &s)?;
        if code == ffi::SQLITE_DONE {
            if s.is_dml {
                this.row_count.set(this.row_count.get() + db.changes());
            }
            s.stmt.reset(vm);
        }
        if many.is_some() {
            // Nobody is called while rows are inserted: a signal would not be heard.
            (vm.hooks.signals)(vm)?;
        }
    }
    if many.is_none() {
        this.last_row.set(Some(db.last_row()));
    }
    Ok(())
}

/// `executescript`
fn run_script(vm: &mut Vm, this: &Ref<Cursor>, script: &Value) -> Res<()> {
    let script = match script.to_ref::<StrObj>() {
        Some(s) => s,
        None => {
            let class = if script.is_none() { "None".to_string() } else { vm.class_name(script) };
            return Err(vm.type_error(format!("executescript() argument must be str, not {class}")));
        }
    };
    let text = arguments::c_text(vm, &script)?;
    let (connection, db) = this.check(vm)?;
    let limit = db.limit(ffi::SQLITE_LIMIT_SQL_LENGTH, -1);
    if text.len() > usize::try_from(limit).unwrap_or(usize::MAX) {
        return Err(errors::data(vm, "query string is too large"));
    }
    if connection.autocommit.get() == Autocommit::Legacy && !db.is_autocommit() {
        connection.run(vm, &db, "COMMIT")?;
    }
    let mut rest = &text[..];
    loop {
        let prepared = db.prepare(vm, rest);
        let (stmt, end) = errors::checked(vm, prepared)?;
        while stmt.step(vm) == ffi::SQLITE_ROW {}
        let code = stmt.reset(vm);
        if code != crate::sqlite::OK {
            let p = db.problem_for(code);
            return Err(errors::problem(vm, &p));
        }
        rest = &rest[end..];
        if rest.is_empty() || end == 0 {
            return Ok(());
        }
    }
}

/// The next row, or None at the end.
fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(this) = this.to_ref::<Cursor>() else { return Ok(None) };
    let (connection, db) = this.check(vm)?;
    let current = this.statement.borrow().clone();
    let Some(s) = current else { return Ok(None) };
    if s.stmt.row_columns() == 0 {
        this.leave(vm);
        return Ok(None);
    }
    let text_factory = connection.text_factory.borrow().clone();
    this.locked.set(true);
    let row = convert::row(vm, &this, &s, &text_factory);
    this.locked.set(false);
    let row = row?;
    let code = s.stmt.step(vm);
    if code == ffi::SQLITE_DONE {
        if s.is_dml {
            this.row_count.set(db.changes());
        }
        this.leave(vm);
    } else if code != ffi::SQLITE_ROW {
        let p = db.problem_for(code);
        this.leave(vm);
        return Err(errors::problem(vm, &p));
    }
    let factory = this.row_factory.borrow().clone();
    if factory.is_none() {
        return Ok(Some(row));
    }
    let class = super::state(vm).row.clone();
    if factory.is(&class.value()) {
        return super::row::make(vm, &class, &this, &row).map(Some);
    }
    vm.call(&factory, &[this.value(), row]).map(Some)
}

/// So many rows, or all.
fn fetch(vm: &mut Vm, this: &Ref<Cursor>, most: Option<u32>) -> Res<Vec<Value>> {
    let it = this.value();
    let mut rows = Vec::new();
    while most.is_none_or(|n| (rows.len() as u64) < u64::from(n)) {
        let Some(row) = vm.next(&it)? else { break };
        vm.granted(crate::object::buffer::push(&mut rows, row))?;
    }
    Ok(rows)
}

/// A number of 32 bits without sign.
fn count_arg(vm: &mut Vm, v: &Value, what: &str) -> Res<u32> {
    let n = size_arg(vm, v);
    let overflow_error = vm.types().overflow_error.clone();
    match vm.catch(n, &overflow_error)?.map(u32::try_from) {
        Some(Ok(n)) => Ok(n),
        _ => Err(vm.overflow_error(format!("Python int too large {what} C uint32_t"))),
    }
}

natives! { static METHODS;
    /// Create and return a new object.  See help(type) for accurate signature.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<Cursor> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, Cursor::new())
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<Cursor>, /, *args, **kwargs) -> Res<()> {
        if !kwargs.is_empty() {
            return Err(vm.type_error("Cursor() takes no keyword arguments"));
        }
        crate::natives::types::support::arity(vm, "Cursor", args.items().len(), 1, 1)?;
        let v = &args.items()[0];
        let Some(connection) = v.to_ref::<Connection>() else {
            let class = vm.class_name(v);
            return Err(vm.type_error(format!("Cursor() argument 1 must be sqlite3.Connection, not {class}")));
        };
        this.check_locked(vm)?;
        *this.connection.borrow_mut() = Some(connection.clone());
        this.leave(vm);
        drop(this.casts.take());
        drop(this.description.replace(Value::None));
        drop(this.row_factory.replace(Value::None));
        this.last_row.set(None);
        this.row_count.set(-1);
        this.array_size.set(1);
        this.closed.set(false);
        connection.check_thread(vm)?;
        this.initialized.set(true);
        Ok(())
    }
    /// Executes an SQL statement.
    fn execute(vm, this: Ref<Cursor>, sql: Ref<StrObj>, parameters: Value = Value::Undef, /) -> Res {
        let parameters = if parameters.is_undef() { vm.heap.tuple([]).into_value() } else { parameters };
        run(vm, &this, &sql, Parameters::Once(parameters))?;
        Ok(this.into_value())
    }
    /// Repeatedly executes an SQL statement.
    fn executemany(vm, this: Ref<Cursor>, sql: Ref<StrObj>, seq_of_parameters: Value, /) -> Res {
        run(vm, &this, &sql, Parameters::Many(seq_of_parameters))?;
        Ok(this.into_value())
    }
    /// Executes multiple SQL statements at once.
    fn executescript(vm, this: Ref<Cursor>, sql_script: Value, /) -> Res {
        run_script(vm, &this, &sql_script)?;
        Ok(this.into_value())
    }
    /// Fetches one row from the resultset.
    fn fetchone(vm, this: Ref<Cursor>, /) -> Res {
        let it = this.into_value();
        Ok(vm.next(&it)?.unwrap_or(Value::None))
    }
    /// Fetches several rows from the resultset.
    ///
    ///   size
    ///     The default value is set by the Cursor.arraysize attribute.
    fn fetchmany(vm, this: Ref<Cursor>, /, size: Value = Value::Undef) -> Res {
        let n = if size.is_undef() { this.array_size.get() } else { count_arg(vm, &size, "for")? };
        let rows = fetch(vm, &this, Some(n))?;
        Ok(vm.heap.list(rows).into_value())
    }
    /// Fetches all rows from the resultset.
    fn fetchall(vm, this: Ref<Cursor>, /) -> Res {
        let rows = fetch(vm, &this, None)?;
        Ok(vm.heap.list(rows).into_value())
    }
    /// Required by DB-API. Does nothing in sqlite3.
    fn setinputsizes(vm, this: Ref<Cursor>, sizes: Value, /) { drop((this, sizes)); }
    /// Required by DB-API. Does nothing in sqlite3.
    fn setoutputsize(vm, this: Ref<Cursor>, size: Value, column: Value = Value::None, /) { drop((this, size, column)); }
    /// Closes the cursor.
    fn close(vm, this: Ref<Cursor>, /) -> Res<()> {
        this.check_locked(vm)?;
        let connection = this.own_connection(vm)?;
        connection.checked(vm)?;
        this.leave(vm);
        this.closed.set(true);
        Ok(())
    }
}

attrs! { static ATTRS for Cursor;
    fn connection(vm, this) -> Value {
        let connection = this.connection.borrow().clone();
        connection.map_or(Value::None, Ref::into_value)
    }
    fn description(vm, this) -> Value { this.description.borrow().clone() }
    fn lastrowid(vm, this) -> Value { this.last_row.get().map_or(Value::None, Value::Int) }
    fn rowcount(vm, this) -> i64 { this.row_count.get() }
    fn arraysize(vm, this) -> i64 { i64::from(this.array_size.get()) }
    set (vm, this, value) {
        if value.is_undef() {
            let whole = this.value();
            let text = "attribute 'arraysize' of 'sqlite3.Cursor' objects cannot be deleted";
            return Err(vm.attribute_error(whole, "arraysize", text));
        }
        let n = count_arg(vm, &value, "to convert to")?;
        this.array_size.set(n);
        Ok(())
    }
    fn row_factory(vm, this) -> Value { this.row_factory.borrow().clone() }
    set (vm, this, value) {
        set_factory(vm, this.value(), &this.row_factory, "row_factory", value)
    }
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec = ClassSpec {
        name: "Cursor",
        module: "sqlite3",
        flags: BASE | BY_OBJECT | WEAK,
        methods: METHODS,
        next: None,
    };
    let class = new_class(vm, &spec);
    make_iterator(vm, &class, next);
    vm.add_attrs(&class, ATTRS);
    let doc = vm.heap.str("SQLite database cursor class.").into_value();
    class.set_later(&vm.heap.intern("__doc__"), doc);
    class
}
