//! `_csv`: reading and writing rows of fields. `dialect.rs` says what separates them, `reader.rs` and `writer.rs` do the work.

mod dialect;
mod reader;
mod writer;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::support::{put, put_ints, raise_new};

/// What the module keeps.
struct State {
    dialect: Ref<TypeObj>,
    reader: Ref<TypeObj>,
    writer: Ref<TypeObj>,
    error: Value,
    dialects: Ref<DictObj>,
    field_limit: i64,
}

#[derive(Default)]
struct Kept(Option<State>);

fn state(vm: &mut Vm) -> &mut State {
    match &mut vm.extension::<Kept>().0 {
        Some(state) => state,
        None => crate::bug!("the module's objects are made by the module"),
    }
}

/// Raises `_csv.Error`.
#[cold]
fn error(vm: &mut Vm, text: &str) -> Raised {
    let class = state(vm).error.clone();
    let text = vm.heap.str(text).into_value();
    raise_new(vm, &class, &[text])
}

natives! { static FUNCTIONS;
    /// Return a reader object that will process lines from the given iterable.
    ///
    /// The "iterable" argument can be any object that returns a line
    /// of input for each iteration, such as a file object or a list.  The
    /// optional "dialect" argument defines a CSV dialect.  The function
    /// also accepts optional keyword arguments which override settings
    /// provided by the dialect.
    ///
    /// The returned object is an iterator.  Each iteration returns a row
    /// of the CSV file (which can span multiple input lines).
    fn reader(vm, /, *args, **fmtparams) -> Res {
        arity(vm, "reader", args.len())?;
        let input = vm.iter(&args.items()[0])?;
        let dialect = dialect::of(vm, args.items().get(1), &fmtparams)?;
        let class = state(vm).reader.clone();
        Ok(vm.heap.alloc(&class, reader::Reader::new(input, dialect)).into_value())
    }
    /// Return a writer object that will write user data on the given file object.
    ///
    /// The "fileobj" argument can be any object that supports the file API.
    /// The optional "dialect" argument defines a CSV dialect.  The function
    /// also accepts optional keyword arguments which override settings
    /// provided by the dialect.
    fn writer(vm, /, *args, **fmtparams) -> Res {
        arity(vm, "writer", args.len())?;
        let name = vm.heap.intern("write");
        let write = vm.get_attr_opt(&args.items()[0], &name)?;
        let Some(write) = write.filter(|w| vm.is_callable(w)) else {
            return Err(vm.type_error("argument 1 must have a \"write\" method"));
        };
        let dialect = dialect::of(vm, args.items().get(1), &fmtparams)?;
        let class = state(vm).writer.clone();
        Ok(vm.heap.alloc(&class, writer::Writer::new(write, dialect)).into_value())
    }
    /// Return a list of all known dialect names.
    fn list_dialects(vm, /) -> Value {
        let names = state(vm).dialects.keys();
        vm.heap.list(names).into_value()
    }
    /// Create a mapping from a string name to a CVS dialect.
    ///
    /// The optional "dialect" argument specifies the base dialect instance
    /// or the name of the registered dialect.  The function also accepts
    /// optional keyword arguments which override settings provided by the
    /// dialect.
    fn register_dialect(vm, /, *args, **fmtparams) -> Res<()> {
        arity(vm, "register_dialect", args.len())?;
        let name = args.items()[0].clone();
        if !name.is_a::<StrObj>() {
            return Err(vm.type_error("dialect name must be a string"));
        }
        let dialect = dialect::of(vm, args.items().get(1), &fmtparams)?;
        let dialects = state(vm).dialects.clone();
        drop(vm.dict_set(&dialects, name, dialect.into_value())?);
        Ok(())
    }
    /// Delete the name/dialect mapping associated with a string name.
    fn unregister_dialect(vm, /, name: Value) -> Res<()> {
        let dialects = state(vm).dialects.clone();
        match vm.dict_del(&dialects, &name)? {
            Some(_) => Ok(()),
            None => Err(error(vm, "unknown dialect")),
        }
    }
    /// Return the dialect instance associated with name.
    fn get_dialect(vm, /, name: Value) -> Res { dialect::find(vm, &name) }
    /// Sets an upper limit on parsed fields.
    ///
    /// Returns old limit. If limit is not given, no new limit is set and
    /// the old limit is returned
    fn field_size_limit(vm, /, new_limit: Value = Value::Undef) -> Res<i64> {
        let old = state(vm).field_limit;
        if !new_limit.is_undef() {
            if as_int(&new_limit).is_none() || !crate::natives::types::support::is_exact(&new_limit) || matches!(new_limit, Value::True | Value::False) {
                return Err(vm.type_error("limit must be an integer"));
            }
            let limit = vm.to_i64(&new_limit)?;
            state(vm).field_limit = limit;
        }
        Ok(old)
    }
}

fn arity(vm: &mut Vm, name: &str, n: usize) -> Res<()> {
    crate::natives::types::support::arity(vm, name, n, 1, 2)
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    // A module that is made once more has the same exception.
    let error = match &vm.extension::<Kept>().0 {
        Some(state) => state.error.clone(),
        None => super::support::new_exception(vm, "Error", "_csv", "Exception")?,
    };
    let (dialect, reader, writer) = (dialect::make_class(vm), reader::make_class(vm), writer::make_class(vm));
    let dialects = vm.heap.dict();
    for (name, v) in [
        ("Dialect", dialect.value()),
        ("Reader", reader.value()),
        ("Writer", writer.value()),
        ("Error", error.clone()),
        ("_dialects", dialects.value()),
    ] {
        put(vm, dict, name, v);
    }
    vm.extension::<Kept>().0 =
        Some(State { dialect, reader, writer, error, dialects, field_limit: 128 * 1024 });
    vm.add_functions(dict, "_csv", FUNCTIONS);
    put_ints(
        vm,
        dict,
        &[
            ("QUOTE_MINIMAL", 0),
            ("QUOTE_ALL", 1),
            ("QUOTE_NONNUMERIC", 2),
            ("QUOTE_NONE", 3),
            ("QUOTE_STRINGS", 4),
            ("QUOTE_NOTNULL", 5),
        ],
    );
    put(vm, dict, "__doc__", vm.heap.str("CSV parsing and writing.\n").into_value());
    Ok(())
}
