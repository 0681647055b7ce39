//! The registry of codecs and error handlers (PEP 100, PEP 293). The package `encodings`, which knows all names, is imported when somebody asks for a codec that has no quick way.

use std::collections::HashMap;

use crate::object::bytes::BytesObj;
use crate::object::exception::ExceptionObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

/// What scripts registered, and what was found.
#[derive(Default)]
pub struct Registry {
    search: Vec<Value>,
    found: HashMap<String, Value>,
    pub handlers: HashMap<String, Value>,
    /// `encodings` was imported.
    ready: bool,
}

/// An encoding's name as search functions get it: small letters, and one underscore for whatever separates words.
fn plain_name(name: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '.' {
            if gap && !out.is_empty() {
                out.push('_');
            }
            gap = false;
            out.push(c.to_ascii_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

/// Imports the package whose search function knows the standard encodings.
fn get_ready(vm: &mut Vm) -> Res<()> {
    if !std::mem::replace(&mut vm.extension::<Registry>().ready, true)
        && let Err(e) = vm.import("encodings")
    {
        vm.extension::<Registry>().ready = false;
        return Err(e);
    }
    Ok(())
}

/// Adds a search function.
pub fn register(vm: &mut Vm, f: Value) {
    vm.extension::<Registry>().search.push(f);
}

/// Takes a search function out, and forgets what was found.
pub fn unregister(vm: &mut Vm, f: &Value) {
    let registry = vm.extension::<Registry>();
    let Some(at) = registry.search.iter().position(|g| g.is(f)) else { return };
    let f = registry.search.remove(at);
    let found = std::mem::take(&mut registry.found);
    drop((f, found));
}

/// The four functions of a codec (`CodecInfo`).
pub fn lookup(vm: &mut Vm, name: &str) -> Res {
    let plain = plain_name(name);
    if let Some(found) = vm.extension::<Registry>().found.get(&plain) {
        return Ok(found.clone());
    }
    get_ready(vm)?;
    let text = vm.heap.str(&plain).into_value();
    let search = vm.extension::<Registry>().search.clone();
    for f in search {
        let found = vm.call(&f, std::slice::from_ref(&text))?;
        if found.is_none() {
            continue;
        }
        if found.cast::<TupleObj>().is_none_or(|t| t.len() != 4) {
            return Err(vm.type_error("codec search functions must return 4-tuples"));
        }
        vm.extension::<Registry>().found.insert(plain, found.clone());
        return Ok(found);
    }
    let class = vm.types().lookup_error.clone();
    Err(vm.error(&class, &format!("unknown encoding: {name}")))
}

/// The encoder (0) or decoder (1) of a codec.
fn coder(vm: &mut Vm, codec: &Value, which: usize) -> Value {
    let _ = vm;
    codec.cast::<TupleObj>().and_then(|t| t.items().get(which).cloned()).unwrap_or(Value::None)
}

/// Runs a codec's function on an object: `codecs.encode` and `codecs.decode`.
pub fn run(vm: &mut Vm, object: Value, name: &str, errors: Option<&str>, encodes: bool) -> Res {
    let codec = lookup(vm, name)?;
    run_codec(vm, &codec, object, name, errors, encodes)
}

fn run_codec(
    vm: &mut Vm,
    codec: &Value,
    object: Value,
    name: &str,
    errors: Option<&str>,
    encodes: bool,
) -> Res {
    let f = coder(vm, codec, usize::from(!encodes));
    let mut args = vec![object];
    args.extend(errors.map(|e| vm.heap.str(e).into_value()));
    let result = match vm.call(&f, &args) {
        Ok(v) => v,
        Err(e) => {
            let what = if encodes { "encoding" } else { "decoding" };
            return Err(noted(vm, e, &format!("{what} with '{name}' codec failed")));
        }
    };
    match result.cast::<TupleObj>() {
        Some(pair) if pair.len() == 2 => Ok(pair.items()[0].clone()),
        _ if encodes => Err(vm.type_error("encoder must return a tuple (object, integer)")),
        _ => Err(vm.type_error("decoder must return a tuple (object,integer)")),
    }
}

/// Adds a note to an exception on its way.
fn noted(vm: &mut Vm, e: Raised, note: &str) -> Raised {
    let x = vm.take_raised(e);
    let (name, note) = (vm.heap.intern("add_note"), vm.heap.str(note).into_value());
    match vm.call_method(&x, &name, &[note]) {
        Ok(_) => vm.reraise(x),
        Err(e) => e,
    }
}

/// A codec that makes bytes of text or text of bytes: what `str.encode` and `bytes.decode` take.
fn text_codec(vm: &mut Vm, name: &str, alternative: &str) -> Res {
    let codec = lookup(vm, name)?;
    if !codec.as_obj().is_some_and(|o| o.class().is(&vm.types().tuple)) {
        let flag = vm.heap.intern("_is_text_encoding");
        if let Some(is) = vm.get_attr_opt(&codec, &flag)?
            && !vm.truth(&is)?
        {
            let class = vm.types().lookup_error.clone();
            let text =
                format!("'{name}' is not a text encoding; use {alternative} to handle arbitrary codecs");
            return Err(vm.error(&class, &text));
        }
    }
    Ok(codec)
}

/// `text.encode(name, errors)` by a codec of the registry.
pub fn encode_text(vm: &mut Vm, text: Value, name: &str, errors: Option<&str>) -> Res {
    let codec = text_codec(vm, name, "codecs.encode()")?;
    let v = run_codec(vm, &codec, text, name, errors, true)?;
    if v.is_a::<BytesObj>() {
        return Ok(v);
    }
    let class = vm.class_name(&v);
    Err(vm.type_error(format!(
        "'{name}' encoder returned '{class}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types"
    )))
}

/// `data.decode(name, errors)` by a codec of the registry.
pub fn decode_bytes(vm: &mut Vm, data: Value, name: &str, errors: Option<&str>) -> Res {
    let codec = text_codec(vm, name, "codecs.decode()")?;
    let v = run_codec(vm, &codec, data, name, errors, false)?;
    if v.is_a::<StrObj>() {
        return Ok(v);
    }
    let class = vm.class_name(&v);
    Err(vm.type_error(format!(
        "'{name}' decoder returned '{class}' instead of 'str'; use codecs.decode() to decode to arbitrary types"
    )))
}

/// An error handler that a script registered under this name.
pub fn handler(vm: &mut Vm, name: &str) -> Res {
    match vm.extension::<Registry>().handlers.get(name) {
        Some(f) => Ok(f.clone()),
        None => {
            let class = vm.types().lookup_error.clone();
            Err(vm.error(&class, &format!("unknown error handler name '{name}'")))
        }
    }
}

/// What an error handler answers: a replacement, the place to go on, and, of decoding, the bytes to go on with: a handler may change them.
pub fn answer(
    vm: &mut Vm,
    f: &Value,
    exception: Value,
    len: usize,
    decodes: bool,
) -> Res<(Value, usize, Option<Value>)> {
    let v = vm.call(f, std::slice::from_ref(&exception))?;
    let wrong = if decodes {
        "decoding error handler must return (str, int) tuple"
    } else {
        "encoding error handler must return (str/bytes, int) tuple"
    };
    let pair: Option<Ref<TupleObj>> = v.to_ref::<TupleObj>().filter(|t| t.len() == 2);
    let Some(pair) = pair else { return Err(vm.type_error(wrong)) };
    if !is_answer(&pair, decodes) {
        return Err(vm.type_error(wrong));
    }
    let given = vm.to_i64(&pair.items()[1])?;
    let (mut len, mut object) = (len, None);
    if decodes {
        let field = exception.cast::<ExceptionObj>().and_then(|x| x.field("object"));
        match field.as_ref().and_then(|o| o.cast::<BytesObj>()) {
            Some(bytes) => len = bytes.bytes().len(),
            None => return Err(vm.type_error("UnicodeError 'object' attribute must be a bytes")),
        }
        object = field;
    }
    Ok((pair.items()[0].clone(), place(vm, given, len)?, object))
}

fn is_answer(pair: &TupleObj, decodes: bool) -> bool {
    let fits = pair.items()[0].is_a::<StrObj>() || !decodes && pair.items()[0].is_a::<BytesObj>();
    fits && as_int(&pair.items()[1]).is_some()
}

/// A place that a handler gave, from the end if it is negative.
fn place(vm: &mut Vm, given: i64, len: usize) -> Res<usize> {
    let at = if given < 0 { given.saturating_add(len as i64) } else { given };
    match usize::try_from(at) {
        Ok(at) if at <= len => Ok(at),
        _ => {
            let class = vm.types().index_error.clone();
            Err(vm.error(&class, &format!("position {at} from error handler out of bounds")))
        }
    }
}

/// The same for the East Asian encodings, which take it a little differently: what is too large for a place is out of bounds, and the input stays what it was.
pub fn answer_of_multibyte(
    vm: &mut Vm,
    f: &Value,
    exception: Value,
    len: usize,
    decodes: bool,
) -> Res<(Value, usize)> {
    let v = vm.call(f, &[exception])?;
    let Some(pair) = v.to_ref::<TupleObj>().filter(|t| t.len() == 2 && is_answer(t, decodes)) else {
        let what = if decodes { "decoding" } else { "encoding" };
        return Err(vm.type_error(format!("{what} error handler must return (str, int) tuple")));
    };
    // As if it were one before the beginning: the number is in the message.
    let given = as_int(&pair.items()[1]).and_then(|i| i.to_i64()).unwrap_or(-1 - len as i64);
    Ok((pair.items()[0].clone(), place(vm, given, len)?))
}
