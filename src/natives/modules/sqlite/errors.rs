//! The exceptions of the module (PEP 249), and which of them a code of the library means.

use crate::object::dict::DictObj;
use crate::object::{Ref, TypeObj, Value};
use crate::sqlite::{Problem, ffi};
use crate::vm::native::AttrDef;
use crate::vm::{Raised, Res, Vm};

use super::super::support::{new_error_class, put};
use super::constants;

/// The exceptions: key, name, key of the base (`Exception` if empty).
const CLASSES: &[(&str, &str, &str)] = &[
    ("sqlite3.Warning", "Warning", ""),
    ("sqlite3.Error", "Error", ""),
    ("sqlite3.InterfaceError", "InterfaceError", "sqlite3.Error"),
    ("sqlite3.DatabaseError", "DatabaseError", "sqlite3.Error"),
    ("sqlite3.DataError", "DataError", DATABASE),
    ("sqlite3.OperationalError", "OperationalError", DATABASE),
    ("sqlite3.IntegrityError", "IntegrityError", DATABASE),
    ("sqlite3.InternalError", "InternalError", DATABASE),
    ("sqlite3.ProgrammingError", "ProgrammingError", DATABASE),
    ("sqlite3.NotSupportedError", "NotSupportedError", DATABASE),
];
const DATABASE: &str = "sqlite3.DatabaseError";

macro_rules! of_connections {
    ($($name:literal)*) => {
        /// The exceptions as attributes of a connection.
        static OF_CONNECTIONS: &[AttrDef] = &[$(AttrDef {
            name: $name,
            doc: "",
            get: |vm, _| Ok(vm.extra_types[concat!("sqlite3.", $name)].value()),
            set: None,
        }),*];
    };
}

of_connections! {
    "Warning" "Error" "InterfaceError" "DatabaseError" "DataError" "OperationalError" "IntegrityError" "InternalError" "ProgrammingError" "NotSupportedError"
}

/// Makes the exceptions, once for an interpreter, and puts them into the module and the class of connections (PEP 249 wants them there, too).
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>, connection: &Ref<TypeObj>) -> Res<()> {
    for (key, name, base) in CLASSES {
        if !vm.extra_types.contains_key(key) {
            let base = match vm.extra_types.get(base) {
                Some(base) => base.clone(),
                None => vm.types().exception.clone(),
            };
            new_error_class(vm, key, &base)?;
        }
        let class = vm.extra_types[key].value();
        put(vm, dict, name, class);
    }
    vm.add_attrs(connection, OF_CONNECTIONS);
    Ok(())
}

/// Raises an exception of the module.
#[cold]
pub fn raise(vm: &mut Vm, key: &str, text: &str) -> Raised {
    let text = vm.heap.str(text).into_value();
    match vm.extra_types.get(key).cloned() {
        Some(class) => vm.error_with(&class, vec![text]),
        None => crate::bug!("the module has the exception {key}"),
    }
}

/// Raises ProgrammingError.
#[cold]
pub fn programming(vm: &mut Vm, text: impl AsRef<str>) -> Raised {
    raise(vm, "sqlite3.ProgrammingError", text.as_ref())
}

/// Raises OperationalError.
#[cold]
pub fn operational(vm: &mut Vm, text: impl AsRef<str>) -> Raised {
    raise(vm, "sqlite3.OperationalError", text.as_ref())
}

/// Raises DataError.
#[cold]
pub fn data(vm: &mut Vm, text: &str) -> Raised {
    raise(vm, "sqlite3.DataError", text)
}

/// The exception that a code means.
fn class_of(code: i32) -> &'static str {
    match code {
        ffi::SQLITE_INTERNAL | ffi::SQLITE_NOTFOUND => "sqlite3.InternalError",
        ffi::SQLITE_ERROR
        | ffi::SQLITE_PERM
        | ffi::SQLITE_ABORT
        | ffi::SQLITE_BUSY
        | ffi::SQLITE_LOCKED
        | ffi::SQLITE_READONLY
        | ffi::SQLITE_INTERRUPT
        | ffi::SQLITE_IOERR
        | ffi::SQLITE_FULL
        | ffi::SQLITE_CANTOPEN
        | ffi::SQLITE_PROTOCOL
        | ffi::SQLITE_EMPTY
        | ffi::SQLITE_SCHEMA => "sqlite3.OperationalError",
        ffi::SQLITE_TOOBIG => "sqlite3.DataError",
        ffi::SQLITE_CONSTRAINT | ffi::SQLITE_MISMATCH => "sqlite3.IntegrityError",
        ffi::SQLITE_MISUSE | ffi::SQLITE_RANGE => "sqlite3.InterfaceError",
        _ => DATABASE,
    }
}

/// Raises what the library reports.
#[cold]
pub fn problem(vm: &mut Vm, p: &Problem) -> Raised {
    if p.code == ffi::SQLITE_NOMEM {
        return vm.memory_error();
    }
    let class = vm.extra_types[class_of(p.code)].clone();
    let text = vm.heap.str(&String::from_utf8_lossy(&p.message)).into_value();
    let x = vm.new_exception(&class, vec![text]);
    let name = vm.heap.str(constants::name_of(p.extended).unwrap_or("unknown")).into_value();
    for (field, v) in [("sqlite_errorcode", Value::Int(i64::from(p.extended))), ("sqlite_errorname", name)] {
        let field = vm.heap.intern(field);
        if let Err(e) = vm.set_attr(&x, &field, v) {
            return e;
        }
    }
    vm.raise(x)
}

/// The result, or what the library reports.
pub fn checked<T>(vm: &mut Vm, r: Result<T, Problem>) -> Res<T> {
    r.map_err(|p| problem(vm, &p))
}
