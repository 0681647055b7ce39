//! Values of scripts and values of the database.

use crate::natives::types::buffer::Buffer;
use crate::object::bytes::ByteArrayObj;
use crate::object::int::{as_float, as_int};
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::sqlite::{Args, ColumnType, OK, Outgoing, ffi};
use crate::vm::{Raised, Res, Vm};

use super::cursor::Cursor;
use super::statement::Statement;
use super::{adapt, errors};

/// The UTF-8 of a str; UnicodeEncodeError if it has none.
pub fn utf8(vm: &mut Vm, s: &Ref<StrObj>) -> Res<Vec<u8>> {
    if std::str::from_utf8(s.bytes()).is_ok() {
        return Ok(s.bytes().to_vec());
    }
    // The codec says it in its words.
    let name = vm.heap.intern("encode");
    let data = vm.call_method(&s.value(), &name, &[])?;
    Ok(crate::object::bytes::data_of(&data).unwrap_or_default())
}

/// A str of UTF-8; UnicodeDecodeError if it is none.
pub fn text(vm: &mut Vm, data: Vec<u8>) -> Res {
    if std::str::from_utf8(&data).is_ok() {
        return vm.new_str(data);
    }
    let data = vm.heap.bytes_from_vec(data).into_value();
    let name = vm.heap.intern("decode");
    vm.call_method(&data, &name, &[])
}

/// An int of 64 bits.
pub fn integer(vm: &mut Vm, v: &Value) -> Res<i64> {
    match as_int(v).and_then(|i| i.to_i64()) {
        Some(i) => Ok(i),
        None => Err(vm.overflow_error("Python int too large to convert to SQLite INTEGER")),
    }
}

/// A value of a script as the database has it. None: there is no such thing.
pub fn outgoing(vm: &mut Vm, v: &Value) -> Res<Option<Outgoing>> {
    if v.is_none() {
        return Ok(Some(Outgoing::Null));
    }
    if as_int(v).is_some() {
        return Ok(Some(Outgoing::Integer(integer(vm, v)?)));
    }
    if let Some(x) = as_float(v) {
        return Ok(Some(Outgoing::Float(x)));
    }
    if let Some(s) = v.to_ref::<StrObj>() {
        return Ok(Some(Outgoing::Text(utf8(vm, &s)?)));
    }
    let Some(buffer) = Buffer::try_of(vm, v)? else { return Ok(None) };
    let data = buffer.copied(vm)?;
    buffer.release(vm)?;
    Ok(Some(Outgoing::Blob(data)))
}

/// The arguments of a function in SQL.
pub fn arguments(vm: &mut Vm, args: &Args<'_>) -> Res<Vec<Value>> {
    let mut out = Vec::with_capacity(args.len());
    for i in 0..args.len() {
        out.push(match args.kind(i) {
            ColumnType::Null => Value::None,
            ColumnType::Integer => Value::Int(args.integer(i)),
            ColumnType::Float => Value::float(args.float(i)),
            ColumnType::Text => match args.text(i) {
                Some(data) => text(vm, data)?,
                None => return Err(vm.memory_error()),
            },
            ColumnType::Blob => vm.heap.bytes_from_vec(args.blob(i)).into_value(),
        });
    }
    Ok(out)
}

/// What is wrong with a parameter. CPython asks the connection for its last error then, and if there was one that is told instead.
fn behind_earlier(vm: &mut Vm, statement: &Statement, e: Raised) -> Raised {
    let earlier = statement.stmt.problem();
    if earlier.code == OK {
        return e;
    }
    let first = vm.take_raised(e);
    let e = errors::problem(vm, &earlier);
    vm.chained(first, e)
}

/// Gives a parameter of a statement a value.
fn bind(vm: &mut Vm, statement: &Statement, i: usize, v: &Value) -> Res<()> {
    let stmt = &statement.stmt;
    let out = match outgoing(vm, v) {
        Ok(Some(out)) => out,
        Ok(None) => {
            let class = vm.class_name(v);
            let text = format!("Error binding parameter {i}: type '{class}' is not supported");
            let e = errors::programming(vm, text);
            return Err(behind_earlier(vm, statement, e));
        }
        Err(e) => return Err(behind_earlier(vm, statement, e)),
    };
    let code = match out {
        Outgoing::Null => stmt.bind_null(i),
        Outgoing::Integer(n) => stmt.bind_integer(i, n),
        Outgoing::Float(x) => stmt.bind_float(i, x),
        Outgoing::Text(t) if t.len() > i32::MAX as usize => {
            return Err(vm.overflow_error("string longer than INT_MAX bytes"));
        }
        Outgoing::Blob(b) if b.len() > i32::MAX as usize => {
            return Err(vm.overflow_error("BLOB longer than INT_MAX bytes"));
        }
        Outgoing::Text(t) => stmt.bind_text(i, &t),
        Outgoing::Blob(b) => stmt.bind_blob(i, &b),
    };
    if code == OK {
        return Ok(());
    }
    let mut p = stmt.problem();
    if p.code != code & 0xff {
        p = crate::sqlite::Problem::of(code);
    }
    Err(errors::problem(vm, &p))
}

/// Whether a value goes to the database as it is.
fn is_plain(vm: &mut Vm, v: &Value) -> bool {
    if super::state(vm).base_adapted {
        return false;
    }
    match v {
        Value::Int(_) | Value::Float(_) => true,
        v => {
            crate::natives::types::support::is_exact(v)
                && !matches!(v, Value::True | Value::False | Value::None)
                && (v.is_a::<StrObj>() || v.is_a::<ByteArrayObj>() || as_int(v).is_some())
        }
    }
}

fn bind_adapted(vm: &mut Vm, statement: &Statement, i: usize, v: Value) -> Res<()> {
    let v = if is_plain(vm, &v) {
        v
    } else {
        let protocol = super::state(vm).protocol.value();
        adapt::adapt(vm, &v, &protocol, Some(v.clone()))?
    };
    bind(vm, statement, i, &v)
}

/// Gives a statement its parameters: by place of a sequence, by name of a mapping.
pub fn bind_all(vm: &mut Vm, statement: &Statement, parameters: &Value) -> Res<()> {
    use crate::object::dict::DictObj;
    use crate::object::list::ListObj;
    let stmt = &statement.stmt;
    let needed = stmt.parameters();
    let is_dict = parameters.is_a::<DictObj>();
    let tuple = parameters.cast::<TupleObj>().filter(|_| exact(parameters));
    let list = parameters.cast::<ListObj>().filter(|_| exact(parameters));
    let is_sequence =
        tuple.is_some() || list.is_some() || !is_dict && vm.class_has(parameters, "__getitem__");
    // What has names, although its class is no dict: it is a mapping only if it cannot be a sequence.
    if is_sequence {
        let given = match (tuple, list) {
            (Some(t), _) => t.items().len(),
            (_, Some(l)) => l.len(),
            _ => {
                let len = vm.heap.intern("__len__");
                match vm.call_special(parameters, &len, &[])? {
                    Some(n) => vm.to_i64(&n)?.max(0) as usize,
                    None => {
                        let class = vm.class_name(parameters);
                        return Err(vm.type_error(format!("object of type '{class}' has no len()")));
                    }
                }
            }
        };
        if given != needed {
            let text = format!(
                "Incorrect number of bindings supplied. The current statement uses {needed}, and there are {given} supplied."
            );
            return Err(errors::programming(vm, text));
        }
        for i in 0..given {
            if let Some(name) = stmt.parameter_name(i + 1).filter(|n| !n.starts_with(b"?")) {
                let name = String::from_utf8_lossy(&name).into_owned();
                let i = i + 1;
                let text = format!(
                    "Binding {i} ('{name}') is a named parameter, but you supplied a sequence which requires nameless (qmark) placeholders."
                );
                return Err(errors::programming(vm, text));
            }
            // An adapter may change the list meanwhile.
            let v = match (tuple, list) {
                (Some(t), _) => t.items().get(i).cloned(),
                (_, Some(l)) => l.get(i),
                _ => Some(vm.get_item(parameters, &Value::Int(i as i64))?),
            };
            let Some(v) = v else { return Err(vm.index_error("list index out of range")) };
            bind_adapted(vm, statement, i + 1, v)?;
        }
        return Ok(());
    }
    if !is_dict {
        return Err(errors::programming(vm, "parameters are of unsupported type"));
    }
    for i in 1..=needed {
        let Some(name) = stmt.parameter_name(i) else {
            let text =
                format!("Binding {i} has no name, but you supplied a dictionary (which has only names).");
            return Err(errors::programming(vm, text));
        };
        let name = String::from_utf8_lossy(name.get(1..).unwrap_or_default()).into_owned();
        let key = vm.heap.str(&name).into_value();
        let found = vm.get_item(parameters, &key);
        let lookup_error = vm.types().lookup_error.clone();
        let Some(v) = vm.catch(found, &lookup_error)? else {
            let text = format!("You did not supply a value for binding parameter :{name}.");
            return Err(errors::programming(vm, text));
        };
        bind_adapted(vm, statement, i, v)?;
    }
    Ok(())
}

fn exact(v: &Value) -> bool {
    crate::natives::types::support::is_exact(v)
}

/// A text of a row as the connection's `text_factory` wants it.
fn row_text(vm: &mut Vm, factory: &Value, statement: &Statement, i: usize) -> Res {
    let stmt = &statement.stmt;
    let str_class = vm.types().str_.value();
    if factory.is(&str_class) {
        let heap = vm.heap;
        // The usual case: without a copy between.
        let made = stmt.with_text(i, |data| match std::str::from_utf8(data) {
            Ok(t) if t.len() < 1 << 16 => Ok(heap.str(t).into_value()),
            _ => Err(data.to_vec()),
        });
        let data = match errors::checked(vm, made)? {
            Ok(v) => return Ok(v),
            Err(data) => data,
        };
        let name = stmt.column_name(i).unwrap_or_default();
        let end = data.iter().position(|b| *b == 0).unwrap_or(data.len());
        let shown = data[..end].to_vec();
        if std::str::from_utf8(&data).is_ok() {
            return vm.new_str(data);
        }
        // What is not ASCII is shown as the sign for what cannot be read, as CPython does in its 200 bytes.
        let mut line = b"Could not decode to UTF-8 column '".to_vec();
        line.extend_from_slice(&name);
        line.extend_from_slice(b"' with text '");
        line.extend_from_slice(&shown);
        line.push(b'\'');
        line.truncate(198);
        let line: String =
            line.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '\u{fffd}' }).collect();
        return Err(errors::operational(vm, line));
    }
    let data = stmt.with_text(i, <[u8]>::to_vec);
    let data = errors::checked(vm, data)?;
    if factory.is(&vm.types().bytearray.value()) {
        let class = vm.types().bytearray.clone();
        return Ok(vm.heap.alloc(&class, ByteArrayObj::new(data)).into_value());
    }
    let bytes = vm.heap.bytes_from_vec(data).into_value();
    if factory.is(&vm.types().bytes.value()) {
        return Ok(bytes);
    }
    vm.call(factory, &[bytes])
}

/// The row on which the statement of a cursor stands, as a tuple.
pub fn row(vm: &mut Vm, cursor: &Cursor, statement: &Statement, factory: &Value) -> Res {
    let stmt = &statement.stmt;
    let n = stmt.row_columns();
    let mut items = Vec::with_capacity(n);
    let casts = cursor.casts.borrow().clone();
    for i in 0..n {
        if let Some(converter) = casts.get(i).filter(|c| !c.is_none()) {
            let data = match stmt.column_type(i) {
                ColumnType::Null => Vec::new(),
                _ => {
                    let data = stmt.with_blob(i, <[u8]>::to_vec);
                    errors::checked(vm, data)?
                }
            };
            // The library has no bytes at hand for a blob of none, and CPython takes that for NULL.
            let v = if data.is_empty() {
                Value::None
            } else {
                let data = vm.heap.bytes_from_vec(data).into_value();
                vm.call(converter, &[data])?
            };
            items.push(v);
            continue;
        }
        items.push(match stmt.column_type(i) {
            ColumnType::Null => Value::None,
            ColumnType::Integer => Value::Int(stmt.column_integer(i)),
            ColumnType::Float => Value::float(stmt.column_float(i)),
            ColumnType::Text => row_text(vm, factory, statement, i)?,
            ColumnType::Blob => {
                let data = stmt.with_blob(i, <[u8]>::to_vec);
                let data = errors::checked(vm, data)?;
                vm.heap.bytes_from_vec(data).into_value()
            }
        });
    }
    Ok(vm.heap.tuple(items).into_value())
}

/// Whether a code says that the statement went well.
pub fn went_well(code: i32) -> bool {
    code == ffi::SQLITE_ROW || code == ffi::SQLITE_DONE
}
