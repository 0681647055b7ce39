//! `Connection`: what it holds, how it is opened and closed, transactions.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use crate::natives::files::paths::path_bytes;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value, Visit};
use crate::payload;
use crate::sqlite::{Blob, Db, ffi};
use crate::vm::{Res, Vm};

use super::super::support::Held;
use super::super::sys::audit;
use super::arguments::{Taken, int_arg, warn_positional};
use super::errors;
use super::statement::{Cache, Statement};

/// Who begins and ends transactions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Autocommit {
    /// The module, before statements that change something.
    Legacy,
    /// The library: each statement is one.
    Enabled,
    /// PEP 249: there always is one.
    Disabled,
}

/// A function of the script's that SQLite calls. The closure has it, and the connection, so that the collector sees it.
pub type Slot = Rc<RefCell<Value>>;

/// All of a connection.
#[derive(Default)]
pub struct Slots(Vec<Slot>);

impl Held for Slots {
    fn trace(&self, visit: Visit<'_>) {
        for slot in &self.0 {
            visit(&slot.borrow());
        }
    }
    fn wipe(&self) {
        for slot in &self.0 {
            drop(slot.take());
        }
    }
}

payload! {
    /// `Connection`
    pub struct Connection as "sqlite3.Connection" {
        pub row_factory: RefCell<Value>,
        pub text_factory: RefCell<Value>,
        pub slots: RefCell<Slots>,
    } plain {
        pub db: RefCell<Option<Db<Vm>>>,
        pub initialized: Cell<bool>,
        pub autocommit: Cell<Autocommit>,
        /// What a transaction begins with; None: the module begins none.
        pub isolation: Cell<Option<&'static str>>,
        pub check_thread: Cell<bool>,
        pub thread: Cell<i64>,
        pub detect_types: Cell<i32>,
        pub cache: RefCell<Cache>,
        pub blobs: RefCell<Vec<Weak<Blob<Vm>>>>,
        /// What a comparison of a collation raised: SQLite cannot be told.
        pub pending: Slot,
    }
}

/// The thread that runs.
fn current_thread() -> i64 {
    super::super::thread::MAIN
}

/// The isolation levels.
const LEVELS: &[&str] = &["", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"];

/// An isolation level: None, or one of the texts whatever their case.
pub fn isolation_arg(vm: &mut Vm, v: &Value) -> Res<Option<&'static str>> {
    if v.is_none() {
        return Ok(None);
    }
    let Some(text) = v.cast::<StrObj>() else {
        return Err(vm.type_error("isolation_level must be str or None"));
    };
    let text = text.to_text();
    match LEVELS.iter().find(|level| level.eq_ignore_ascii_case(&text)) {
        Some(level) => Ok(Some(level)),
        None => {
            Err(vm.value_error("isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'"))
        }
    }
}

/// True, False or `LEGACY_TRANSACTION_CONTROL`.
pub fn autocommit_arg(vm: &mut Vm, v: &Value) -> Res<Autocommit> {
    match v {
        Value::True => Ok(Autocommit::Enabled),
        Value::False => Ok(Autocommit::Disabled),
        v if as_int(v).and_then(|i| i.to_i64()) == Some(-1) => Ok(Autocommit::Legacy),
        _ => Err(vm.value_error("autocommit must be True, False, or sqlite3.LEGACY_TRANSACTION_CONTROL")),
    }
}

const INIT: Taken = Taken {
    name: "Connection",
    full_name: "Connection",
    parameters: &[
        "database",
        "timeout",
        "detect_types",
        "isolation_level",
        "check_same_thread",
        "factory",
        "cached_statements",
        "uri",
        "autocommit",
    ],
    positional: 8,
    required: 1,
    deprecated: 0,
};

impl Connection {
    /// One that is not open yet.
    pub fn new() -> Connection {
        Connection {
            row_factory: RefCell::new(Value::None),
            text_factory: RefCell::new(Value::None),
            slots: RefCell::default(),
            pending: Slot::default(),
            db: RefCell::default(),
            initialized: Cell::new(false),
            autocommit: Cell::new(Autocommit::Legacy),
            isolation: Cell::new(Some("")),
            check_thread: Cell::new(true),
            thread: Cell::new(current_thread()),
            detect_types: Cell::new(0),
            cache: RefCell::default(),
            blobs: RefCell::default(),
        }
    }

    /// Keeps a function of the script's.
    pub fn keep(&self, f: Value) -> Slot {
        let slot = Rc::new(RefCell::new(f));
        let mut slots = self.slots.borrow_mut();
        // Those whose closures are gone.
        let (kept, gone): (Vec<Slot>, Vec<Slot>) =
            slots.0.drain(..).partition(|slot| Rc::strong_count(slot) > 1);
        slots.0 = kept;
        slots.0.push(slot.clone());
        drop(slots);
        drop(gone);
        slot
    }

    /// ProgrammingError if another thread made it.
    pub fn check_thread(&self, vm: &mut Vm) -> Res<()> {
        let (own, now) = (self.thread.get(), current_thread());
        if !self.initialized.get() || !self.check_thread.get() || own == now {
            return Ok(());
        }
        let text = format!(
            "SQLite objects created in a thread can only be used in that same thread. The object was created in thread id {own} and this is thread id {now}."
        );
        Err(errors::programming(vm, text))
    }

    /// The database; ProgrammingError if it is not open.
    pub fn open(&self, vm: &mut Vm) -> Res<Db<Vm>> {
        if !self.initialized.get() {
            return Err(errors::programming(vm, "Base Connection.__init__ not called."));
        }
        let db = self.db.borrow().clone();
        match db {
            Some(db) => Ok(db),
            None => Err(errors::programming(vm, "Cannot operate on a closed database.")),
        }
    }

    /// The database, for a method.
    pub fn checked(&self, vm: &mut Vm) -> Res<Db<Vm>> {
        self.check_thread(vm)?;
        self.open(vm)
    }

    /// Runs a statement of the module's own.
    pub fn run(&self, vm: &mut Vm, db: &Db<Vm>, sql: &str) -> Res<()> {
        let prepared = db.prepare(vm, sql.as_bytes());
        let (stmt, _) = errors::checked(vm, prepared)?;
        stmt.step(vm);
        let code = stmt.reset(vm);
        if code == crate::sqlite::OK { Ok(()) } else { Err(errors::problem(vm, &db.problem())) }
    }

    /// Begins the transaction that is due before a change.
    pub fn begin_if_due(&self, vm: &mut Vm, db: &Db<Vm>, is_dml: bool) -> Res<()> {
        match self.isolation.get() {
            Some(level) if is_dml && self.autocommit.get() == Autocommit::Legacy && db.is_autocommit() => {
                self.run(vm, db, &format!("BEGIN {level}"))
            }
            _ => Ok(()),
        }
    }

    /// `commit()` and `rollback()`
    pub fn end_transaction(&self, vm: &mut Vm, how: &str) -> Res<()> {
        let db = self.checked(vm)?;
        match self.autocommit.get() {
            Autocommit::Legacy if !db.is_autocommit() => self.run(vm, &db, how),
            Autocommit::Disabled => {
                self.run(vm, &db, how)?;
                self.run(vm, &db, "BEGIN")
            }
            _ => Ok(()),
        }
    }

    /// Closes the database.
    pub fn shut(&self, vm: &mut Vm) -> Res<()> {
        let open: Vec<Rc<Blob<Vm>>> = self.blobs.take().iter().filter_map(Weak::upgrade).collect();
        open.iter().for_each(|b| b.close());
        drop(self.cache.replace(Cache::default()));
        let Some(db) = self.db.take() else { return Ok(()) };
        let done = if self.autocommit.get() == Autocommit::Disabled && !db.is_autocommit() {
            self.run(vm, &db, "ROLLBACK")
        } else {
            Ok(())
        };
        // A cursor may have a statement still, and with it the database: nobody of the script's is called any more.
        db.set_trace(None);
        db.set_progress(0, None);
        let _ = db.set_authorizer(None);
        drop(db);
        drop(self.slots.take());
        done
    }
}

/// `Connection.__init__`
pub fn init(vm: &mut Vm, this: &Ref<Connection>, args: &TupleObj, kwargs: &DictObj) -> Res<()> {
    warn_positional(vm, "_sqlite3.Connection", args.items().len())?;
    let given = INIT.bind(vm, args, kwargs)?;
    let [database, timeout, detect, isolation, check, _, cached, uri, autocommit] = &given[..] else {
        crate::bug!("as many arguments as parameters");
    };
    let timeout = if timeout.is_undef() { 5.0 } else { real_arg(vm, timeout)? };
    let detect = if detect.is_undef() { 0 } else { int_arg(vm, detect)? };
    let isolation = if isolation.is_undef() { Some("") } else { isolation_arg(vm, isolation)? };
    let check = check.is_undef() || vm.truth(check)?;
    let cached = if cached.is_undef() { 128 } else { int_arg(vm, cached)? };
    let uri = !uri.is_undef() && vm.truth(uri)?;
    let autocommit = if autocommit.is_undef() { Autocommit::Legacy } else { autocommit_arg(vm, autocommit)? };
    audit(vm, "sqlite3.connect", std::slice::from_ref(database))?;
    let name = path_bytes(vm, database)?;
    if this.initialized.replace(false) {
        this.shut(vm)?;
    }
    let flags =
        ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE | if uri { ffi::SQLITE_OPEN_URI } else { 0 };
    let opened = Db::open(&name, flags);
    let db = errors::checked(vm, opened)?;
    db.set_busy_timeout((timeout * 1000.0) as i32);
    // The library's crate is built with another default than CPython's.
    let _ = db.switch(ffi::SQLITE_DBCONFIG_ENABLE_FKEY, Some(false));
    *this.db.borrow_mut() = Some(db.clone());
    this.cache.replace(Cache::new(usize::try_from(cached).unwrap_or(0)));
    this.autocommit.set(autocommit);
    this.isolation.set(isolation);
    this.check_thread.set(check);
    this.thread.set(current_thread());
    this.detect_types.set(detect);
    let text_factory = vm.types().str_.value();
    drop(this.text_factory.replace(text_factory));
    drop(this.row_factory.replace(Value::None));
    let whole = this.value();
    audit(vm, "sqlite3.connect/handle", &[whole])?;
    this.initialized.set(true);
    if autocommit == Autocommit::Disabled {
        this.run(vm, &db, "BEGIN")?;
    }
    Ok(())
}

/// A float, as functions take one.
fn real_arg(vm: &mut Vm, v: &Value) -> Res<f64> {
    if crate::object::int::as_float(v).is_none()
        && as_int(v).is_none()
        && !vm.class_has(v, "__float__")
        && !vm.class_has(v, "__index__")
    {
        let class = vm.class_name(v);
        return Err(vm.type_error(format!("must be real number, not {class}")));
    }
    vm.to_f64(v)
}

/// `connection(sql)`
pub fn compile(vm: &mut Vm, this: &Connection, sql: &Value) -> Res<Rc<Statement>> {
    let db = this.checked(vm)?;
    let Some(sql) = sql.to_ref::<StrObj>() else {
        let class = vm.class_name(sql);
        return Err(vm.type_error(format!("argument 1 must be str, not {class}")));
    };
    let text = super::convert::utf8(vm, &sql)?;
    Statement::new(vm, &db, &text)
}
