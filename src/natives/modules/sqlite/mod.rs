//! `_sqlite3`: databases by SQLite, as PEP 249 wants them. `crate::sqlite` is the library behind its fence; this is safe code above it.
//!
//! Read `connection.rs` and `cursor.rs` first. `functions.rs` has what SQLite calls back; `convert.rs` the values on their way in and out.

mod adapt;
mod arguments;
mod blob;
mod connection;
mod constants;
mod convert;
mod cursor;
mod errors;
mod functions;
mod methods;
mod row;
mod statement;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::flags::{BY_OBJECT, NO_NEW, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::sqlite;
use crate::vm::{Res, Vm};

use super::support::{ClassSpec, keywords, new_class, put, put_ints, put_str};

/// What the module keeps.
struct State {
    connection: Ref<TypeObj>,
    cursor: Ref<TypeObj>,
    row: Ref<TypeObj>,
    blob: Ref<TypeObj>,
    statement: Ref<TypeObj>,
    protocol: Ref<TypeObj>,
    /// By class and protocol.
    adapters: Ref<DictObj>,
    /// By the name of a type, in capitals.
    converters: Ref<DictObj>,
    /// A class whose values go to the database as they are has an adapter nevertheless.
    base_adapted: bool,
    /// What callbacks raise is told to standard error.
    tracebacks: bool,
}

#[derive(Default)]
struct Kept(Option<State>);

fn state(vm: &mut Vm) -> &mut State {
    match &mut vm.extension::<Kept>().0 {
        Some(state) => state,
        None => crate::bug!("the module's objects are made by the module"),
    }
}

natives! { static FUNCTIONS;
    /// Open a connection to the SQLite database file 'database'.
    ///
    /// You can use ":memory:" to open a database connection to a database that
    /// resides in RAM instead of on disk.
    fn connect(vm, /, *args, **kwargs) -> Res {
        arguments::warn_positional(vm, "sqlite3.connect", args.items().len())?;
        let factory = kwargs.get_text(vm.heap, "factory").or_else(|| args.items().get(5).cloned());
        let factory = factory.unwrap_or_else(|| state(vm).connection.value());
        vm.call_kw(&factory, args.items(), &keywords(&kwargs))
    }
    /// Checks if a string contains a complete SQL statement.
    fn complete_statement(vm, /, statement: Value) -> Res<bool> {
        let text: Ref<StrObj> = arguments::text_arg(vm, &statement, "complete_statement", "'statement'")?;
        let text = arguments::c_text(vm, &text)?;
        Ok(sqlite::complete(&text) != 0)
    }
    /// Enable or disable callback functions throwing errors to stderr.
    fn enable_callback_tracebacks(vm, enable: Value, /) -> Res<()> {
        let on = arguments::int_arg(vm, &enable)? != 0;
        state(vm).tracebacks = on;
        Ok(())
    }
}

natives! { static PROTOCOL;
    /// Create and return a new object.  See help(type) for accurate signature.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<adapt::Protocol> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, adapt::Protocol {})
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Value, /, *args, **kwargs) { drop((this, args, kwargs)); }
}

natives! { static NO_METHODS; }

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let plain = |name, methods, flags| ClassSpec { name, module: "sqlite3", flags, methods, next: None };
    let connection = methods::make_class(vm);
    errors::init(vm, dict, &connection)?;
    let protocol = new_class(vm, &plain("PrepareProtocol", PROTOCOL, BY_OBJECT));
    let doc = vm.heap.str("PEP 246 style object adaption protocol type.").into_value();
    protocol.set_later(&vm.heap.intern("__doc__"), doc);
    let made = State {
        connection,
        cursor: cursor::make_class(vm),
        row: row::make_class(vm),
        blob: blob::make_class(vm),
        statement: new_class(vm, &plain("Statement", NO_METHODS, NO_NEW | WEAK)),
        protocol,
        adapters: vm.heap.dict(),
        converters: vm.heap.dict(),
        base_adapted: false,
        tracebacks: false,
    };
    for (name, v) in [
        ("Connection", made.connection.value()),
        ("Cursor", made.cursor.value()),
        ("Row", made.row.value()),
        ("Blob", made.blob.value()),
        ("PrepareProtocol", made.protocol.value()),
        ("adapters", made.adapters.value()),
        ("converters", made.converters.value()),
    ] {
        put(vm, dict, name, v);
    }
    vm.extension::<Kept>().0 = Some(made);
    constants::init(vm, dict);
    put_str(vm, dict, "sqlite_version", sqlite::library_version());
    // How PEP 249 counts what the library says.
    let threads = match sqlite::thread_mode() {
        0 => 0,
        1 => 3,
        _ => 1,
    };
    put_ints(vm, dict, &[("threadsafety", threads)]);
    vm.add_functions(dict, "_sqlite3", FUNCTIONS);
    vm.add_functions(dict, "_sqlite3", adapt::FUNCTIONS);
    Ok(())
}
