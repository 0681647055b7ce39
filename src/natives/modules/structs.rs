//! `_struct`: values as bytes by a format.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::natives;
use crate::natives::types::buffer::Buffer;
use crate::object::buffer;
use crate::object::bytes::{ByteArrayObj, BytesObj};
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::number::int::Int;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, NO_NEW, WEAK};
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, payload};

use super::support::{ClassSpec, new_class, put, raise_new};
use crate::natives::types::packed::format::{Format, NATIVE, parse};
use crate::natives::types::packed::values::{self, limits, put_float, put_int, to_complex, unpack, wide};

payload! {
    /// `_struct.Struct`
    pub struct Struct as "_struct.Struct" { } plain {
        /// None: `__init__` has not run.
        format: Box<RefCell<Option<Known>>>,
    }
}

/// A format and its text.
#[derive(Clone)]
struct Known {
    format: Rc<Format>,
    text: Rc<[u8]>,
}

/// What the module keeps.
struct State {
    iterator: Ref<TypeObj>,
    error: Value,
    /// Formats by their text, and the last one with the object that it was of.
    cache: HashMap<Vec<u8>, Known>,
    last: Option<(Ref<StrObj>, Known)>,
}

#[derive(Default)]
struct Kept(Option<State>);

/// Formats that are remembered.
const CACHE: usize = 100;

fn state(vm: &mut Vm) -> &mut State {
    match &mut vm.extension::<Kept>().0 {
        Some(state) => state,
        None => crate::bug!("the module's objects are made by the module"),
    }
}

/// Raises `struct.error`.
#[cold]
fn error(vm: &mut Vm, text: impl AsRef<str>) -> Raised {
    let class = state(vm).error.clone();
    let text = vm.heap.str(text.as_ref()).into_value();
    raise_new(vm, &class, &[text])
}

/// The text of a format argument.
fn format_text(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    if let Some(s) = v.cast::<StrObj>() {
        if s.is_ascii() {
            return Ok(s.bytes().to_vec());
        }
        let name = vm.heap.intern("encode");
        let ascii = vm.heap.str("ascii").into_value();
        let encoded = vm.call_method(v, &name, &[ascii])?;
        return Ok(encoded.cast::<BytesObj>().map(|b| b.bytes().to_vec()).unwrap_or_default());
    }
    if let Some(b) = v.cast::<BytesObj>() {
        return Ok(b.bytes().to_vec());
    }
    let what = vm.class_name(v);
    Err(vm.type_error(format!("Struct() argument 1 must be a str or bytes object, not {what}")))
}

fn known(vm: &mut Vm, text: Vec<u8>) -> Res<Known> {
    match parse(&text) {
        Ok(format) => Ok(Known { format: Rc::new(format), text: text.into() }),
        Err(fault) => Err(error(vm, fault)),
    }
}

/// The format of a function's argument, remembered.
fn cached(vm: &mut Vm, v: &Value) -> Res<Known> {
    if let (Some((text, known)), Value::Obj(o)) = (&state(vm).last, v)
        && text.obj().is(o)
    {
        return Ok(known.clone());
    }
    if v.is_a::<ByteArrayObj>() {
        // The words of a dict that refuses a key.
        let cache = vm.heap.dict();
        vm.dict_get(&cache, v)?;
    }
    let text = format_text(vm, v)?;
    let found = match state(vm).cache.get(&text) {
        Some(found) => found.clone(),
        None => {
            let found = known(vm, text.clone())?;
            let cache = &mut state(vm).cache;
            if cache.len() >= CACHE {
                cache.clear();
            }
            cache.insert(text, found.clone());
            found
        }
    };
    if let Some(s) = v.to_ref::<StrObj>() {
        state(vm).last = Some((s, found.clone()));
    }
    Ok(found)
}

impl Struct {
    fn known(&self, vm: &mut Vm) -> Res<Known> {
        match &*self.format.borrow() {
            Some(known) => Ok(known.clone()),
            None => Err(vm.runtime_error("Struct object is not initialized")),
        }
    }
}

natives! { static FUNCTIONS;
    /// Clear the internal cache.
    fn _clearcache(vm, /) {
        state(vm).cache.clear();
        state(vm).last = None;
    }
    /// Return size in bytes of the struct described by the format string.
    fn calcsize(vm, format: Value, /) -> Res<usize> { Ok(cached(vm, &format)?.format.size) }
    /// pack(format, v1, v2, ...) -> bytes
    ///
    /// Return a bytes object containing the values v1, v2, ... packed according
    /// to the format string.  See help(struct) for more on format strings.
    fn pack(vm, /, *args) -> Res {
        let Some((format, values)) = args.items().split_first() else {
            return Err(vm.type_error("missing format argument"));
        };
        let known = cached(vm, format)?;
        pack(vm, &known.format, values)
    }
    /// pack_into(format, buffer, offset, v1, v2, ...)
    ///
    /// Pack the values v1, v2, ... according to the format string and write
    /// the packed bytes into the writable buffer buf starting at offset.  Note
    /// that the offset is a required argument.  A negative offset counts from
    /// the end of the buffer.  See help(struct) for more on format strings.
    fn pack_into(vm, /, *args) -> Res<()> {
        let Some((format, rest)) = args.items().split_first() else {
            return Err(vm.type_error("missing format argument"));
        };
        let known = cached(vm, format)?;
        pack_into(vm, &known.format, rest)
    }
    /// Return a tuple containing values unpacked according to the format string.
    ///
    /// The buffer's size in bytes must be calcsize(format).
    ///
    /// See help(struct) for more on format strings.
    fn unpack(vm, format: Value, buffer: Value, /) -> Res {
        let known = cached(vm, &format)?;
        unpack_whole(vm, &known.format, &buffer)
    }
    /// Return a tuple containing values unpacked according to the format string.
    ///
    /// The buffer's size, minus offset, must be at least calcsize(format).
    /// A negative offset counts from the end of the buffer.
    ///
    /// See help(struct) for more on format strings.
    fn unpack_from(vm, format: Value, /, buffer: Value, offset: i64 = 0) -> Res {
        let known = cached(vm, &format)?;
        unpack_from(vm, &known.format, &buffer, offset)
    }
    /// Return an iterator yielding tuples unpacked from the given bytes.
    ///
    /// The bytes are unpacked according to the format string, like
    /// a repeated invocation of unpack_from().
    ///
    /// Requires that the bytes length be a multiple of the format struct size.
    fn iter_unpack(vm, format: Value, buffer: Value, /) -> Res {
        let known = cached(vm, &format)?;
        iter_unpack(vm, known, &buffer)
    }
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<Struct> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, Struct { format: Box::default() })
    }
    fn __init__(vm, this: Ref<Struct>, /, format: Value) -> Res<()> {
        let text = format_text(vm, &format)?;
        let known = known(vm, text)?;
        *this.format.borrow_mut() = Some(known);
        Ok(())
    }
    /// Returns size in memory, in bytes.
    fn __sizeof__(vm, this: Ref<Struct>, /) -> Res<usize> { Ok(size_of::<Struct>() + this.known(vm)?.text.len()) }
    fn __repr__(vm, this: Ref<Struct>, /) -> Res<String> {
        let known = this.known(vm)?;
        let text = String::from_utf8_lossy(&known.text).into_owned();
        let value = vm.heap.str(&text).into_value();
        let shown = vm.repr(&value)?.to_text();
        let name = vm.short_name(&this.value());
        Ok(format!("{name}({shown})"))
    }
    /// S.pack(v1, v2, ...) -> bytes
    ///
    /// Return a bytes object containing values v1, v2, ... packed according
    /// to the format string S.format.  See help(struct) for more on format
    /// strings.
    fn pack(vm, this: Ref<Struct>, /, *args) -> Res {
        let known = this.known(vm)?;
        pack(vm, &known.format, args.items())
    }
    /// S.pack_into(buffer, offset, v1, v2, ...)
    ///
    /// Pack the values v1, v2, ... according to the format string S.format
    /// and write the packed bytes into the writable buffer buf starting at
    /// offset.  Note that the offset is a required argument.  A negative
    /// offset counts from the end of the buffer.  See help(struct) for more
    /// on format strings.
    fn pack_into(vm, this: Ref<Struct>, /, *args) -> Res<()> {
        let known = this.known(vm)?;
        pack_into(vm, &known.format, args.items())
    }
    /// Return a tuple containing unpacked values.
    ///
    /// Unpack according to the format string Struct.format. The buffer's size
    /// in bytes must be Struct.size.
    ///
    /// See help(struct) for more on format strings.
    fn unpack(vm, this: Ref<Struct>, buffer: Value, /) -> Res {
        let known = this.known(vm)?;
        unpack_whole(vm, &known.format, &buffer)
    }
    /// Return a tuple containing unpacked values.
    ///
    /// Values are unpacked according to the format string Struct.format.
    ///
    /// The buffer's size in bytes, starting at position offset, must be
    /// at least Struct.size.  A negative offset counts from the end of the
    /// buffer.
    ///
    /// See help(struct) for more on format strings.
    fn unpack_from(vm, this: Ref<Struct>, /, buffer: Value, offset: i64 = 0) -> Res {
        let known = this.known(vm)?;
        unpack_from(vm, &known.format, &buffer, offset)
    }
    /// Return an iterator yielding tuples.
    ///
    /// Tuples are unpacked from the given bytes source, like a repeated
    /// invocation of unpack_from().
    ///
    /// Requires that the bytes length be a multiple of the struct size.
    fn iter_unpack(vm, this: Ref<Struct>, buffer: Value, /) -> Res {
        let known = this.known(vm)?;
        iter_unpack(vm, known, &buffer)
    }
}

attrs! { static ATTRS for Struct;
    /// struct format string
    fn format(vm, this) -> Res<String> {
        let known = this.known(vm)?;
        Ok(String::from_utf8_lossy(&known.text).into_owned())
    }
    /// struct size in bytes
    fn size(vm, this) -> Res<i64> {
        let known = this.format.borrow().as_ref().map(|k| k.format.size as i64);
        Ok(known.unwrap_or(-1))
    }
}

fn check_count(vm: &mut Vm, name: &str, f: &Format, got: usize) -> Res<()> {
    if f.values == got {
        return Ok(());
    }
    let wanted = f.values;
    Err(error(vm, format!("{name} expected {wanted} items for packing (got {got})")))
}

fn pack(vm: &mut Vm, f: &Format, values: &[Value]) -> Res {
    check_count(vm, "pack", f, values.len())?;
    // Records are short mostly.
    let mut room = [0; 128];
    if let Some(out) = room.get_mut(..f.size) {
        fill(vm, f, values, out)?;
        return Ok(vm.heap.bytes_of(out).into_value());
    }
    let mut out = buffer::repeated(&[0], f.size).map_err(|e| vm.text_error(e))?;
    fill(vm, f, values, &mut out)?;
    Ok(vm.heap.bytes_from_vec(out).into_value())
}

/// Writes the values to their places.
fn fill(vm: &mut Vm, f: &Format, values: &[Value], out: &mut [u8]) -> Res<()> {
    let mut values = values.iter();
    for field in &f.fields {
        let mut at = field.offset;
        for _ in 0..field.repeat {
            let Some(v) = values.next() else { return Ok(()) };
            let place = &mut out[at..at + field.size];
            at += field.size;
            if let Value::Int(i) = v
                && place.len() == 8
                && matches!(field.letter, b'q' | b'l' | b'n')
            {
                put_int(place, f.order, i128::from(*i));
                continue;
            }
            pack_value(vm, f, field.letter, v, place)?;
        }
    }
    Ok(())
}

fn pack_value(vm: &mut Vm, f: &Format, letter: u8, v: &Value, out: &mut [u8]) -> Res<()> {
    match letter {
        b'c' => match v.cast::<BytesObj>().map(BytesObj::bytes) {
            Some([b]) => out[0] = *b,
            _ => return Err(error(vm, "char format requires a bytes object of length 1")),
        },
        b's' | b'p' => {
            let data = match (v.cast::<BytesObj>(), v.cast::<ByteArrayObj>()) {
                (Some(b), _) => b.bytes().to_vec(),
                (_, Some(b)) => b.borrow().clone(),
                _ => {
                    let letter = char::from(letter);
                    return Err(error(vm, format!("argument for '{letter}' must be a bytes object")));
                }
            };
            if letter == b's' {
                let n = data.len().min(out.len());
                out[..n].copy_from_slice(&data[..n]);
            } else if let Some((length, place)) = out.split_first_mut() {
                let n = data.len().min(place.len());
                place[..n].copy_from_slice(&data[..n]);
                *length = n.min(255) as u8;
            }
        }
        b'?' => out[0] = u8::from(vm.truth(v)?),
        b'e' | b'f' | b'd' => {
            let x = match v {
                Value::Float(x) => x.get(),
                v => match vm.to_f64(v) {
                    Ok(x) => x,
                    Err(e) => {
                        drop(vm.take_raised(e));
                        return Err(error(vm, "required argument is not a float"));
                    }
                },
            };
            if !put_float(out, f.order, x) {
                if as_int(v).is_some() {
                    return Err(error(vm, "int too large to convert"));
                }
                let letter = char::from(letter);
                return Err(vm.overflow_error(format!("float too large to pack with {letter} format")));
            }
        }
        b'F' | b'D' => {
            let c = match to_complex(vm, v) {
                Ok(Some(c)) => c,
                Ok(None) => return Err(error(vm, "required argument is not a complex")),
                Err(e) => {
                    drop(vm.take_raised(e));
                    return Err(error(vm, "required argument is not a complex"));
                }
            };
            let half = out.len() / 2;
            let (re, im) = out.split_at_mut(half);
            for (place, x) in [(re, c.re), (im, c.im)] {
                if !put_float(place, f.order, x) {
                    if f.order != NATIVE {
                        return Err(vm.overflow_error("float too large to pack with f format"));
                    }
                    put_float(place, f.order, f64::INFINITY.copysign(x));
                }
            }
        }
        _ => {
            let n = match v {
                Value::Int(i) => Ok(i128::from(*i)),
                v => {
                    let i = integer(vm, v)?;
                    wide(&i)
                }
            };
            let pointer = letter == b'P';
            let (low, high) = if pointer {
                (i128::from(i64::MIN), i128::from(u64::MAX))
            } else {
                limits(out.len(), values::is_signed(letter))
            };
            match n {
                Ok(n) if n >= low && n <= high => put_int(out, f.order, n),
                _ if pointer => return Err(error(vm, "int too large to convert")),
                _ => {
                    let letter = char::from(letter);
                    return Err(error(vm, format!("'{letter}' format requires {low} <= number <= {high}")));
                }
            }
        }
    }
    Ok(())
}

/// An integer, or whatever has `__index__`.
fn integer(vm: &mut Vm, v: &Value) -> Res<Int> {
    if as_int(v).is_none() && !vm.class_has(v, "__index__") {
        return Err(error(vm, "required argument is not an integer"));
    }
    vm.to_int(v)
}

fn pack_into(vm: &mut Vm, f: &Format, args: &[Value]) -> Res<()> {
    let (target, offset, values) = match args {
        [] => return Err(error(vm, "pack_into expected buffer argument")),
        [_] => return Err(error(vm, "pack_into expected offset argument")),
        [target, offset, values @ ..] => (target, offset, values),
    };
    check_count(vm, "pack_into", f, values.len())?;
    let Some(target) = writable(vm, target)? else {
        let what = if target.is_none() { "None".into() } else { vm.class_name(target) };
        return Err(vm.type_error(format!("argument must be read-write bytes-like object, not {what}")));
    };
    let done = pack_there(vm, f, &target, offset, values);
    target.release(vm)?;
    done
}

/// The buffer of an object that can be written; None: it has none.
fn writable(vm: &mut Vm, v: &Value) -> Res<Option<Buffer>> {
    match Buffer::try_writable(vm, v) {
        Ok(b) => Ok(b),
        Err(e) => {
            let t = vm.types();
            if vm.raised_is(&e, &t.buffer_error) {
                drop(vm.take_raised(e));
                return Ok(None);
            }
            Err(e)
        }
    }
}

fn pack_there(vm: &mut Vm, f: &Format, target: &Buffer, offset: &Value, values: &[Value]) -> Res<()> {
    let offset = match vm.to_int(offset)? {
        Int::Small(i) => i,
        Int::Big(_) => return Err(vm.index_error("cannot fit 'int' into an index-sized integer")),
    };
    let (size, len) = (f.size, target.len());
    let mut at = offset;
    if offset < 0 {
        if offset.saturating_add(size as i64) > 0 {
            return Err(error(vm, format!("no space to pack {size} bytes at offset {offset}")));
        }
        at = offset.saturating_add(len as i64);
        if at < 0 {
            return Err(error(vm, format!("offset {offset} out of range for {len}-byte buffer")));
        }
    }
    if (len as i64) - at < size as i64 {
        let needed = size as u64 + at as u64;
        let text = format!(
            "pack_into requires a buffer of at least {needed} bytes for packing {size} bytes at offset {at} (actual buffer size is {len})"
        );
        return Err(error(vm, text));
    }
    // What was packed before something went wrong is written, too.
    let mut out = buffer::repeated(&[0], size).map_err(|e| vm.text_error(e))?;
    let done = fill(vm, f, values, &mut out);
    let at = at as usize;
    target.with_mut(|all| {
        if let Some(place) = all.get_mut(at..at + size) {
            place.copy_from_slice(&out);
        }
    });
    done
}

/// The values of bytes, which are as many as the format has.
fn tuple(vm: &mut Vm, f: &Format, data: &[u8]) -> Res {
    // The values of most records need no memory of their own on the way.
    let mut out: SmallVec<[Value; 12]> = SmallVec::new();
    if out.try_reserve_exact(f.values).is_err() {
        return Err(vm.memory_error());
    }
    for field in &f.fields {
        let place = |i: usize| {
            data.get(field.offset + i * field.size..field.offset + (i + 1) * field.size).unwrap_or(&[])
        };
        match field.letter {
            b's' => out.push(vm.heap.bytes_of(place(0)).into_value()),
            b'p' => {
                let text = match place(0).split_first() {
                    Some((n, text)) => &text[..usize::from(*n).min(text.len())],
                    None => &[],
                };
                out.push(vm.heap.bytes_of(text).into_value());
            }
            letter => {
                for i in 0..field.repeat {
                    out.push(unpack(vm, letter, f.order, place(i)));
                }
            }
        }
    }
    vm.room_for(out.len() * size_of::<Value>())?;
    // Moved one by one: the values themselves, not the buffer around them.
    Ok(vm.heap.tuple(out.drain(..)).into_value())
}

fn unpack_whole(vm: &mut Vm, f: &Format, v: &Value) -> Res {
    if let Some(b) = v.cast::<BytesObj>()
        && b.bytes().len() == f.size
    {
        return tuple(vm, f, b.bytes());
    }
    let b = Buffer::of(vm, v)?;
    if b.len() != f.size {
        b.release(vm)?;
        let n = f.size;
        return Err(error(vm, format!("unpack requires a buffer of {n} bytes")));
    }
    let data = b.copied(vm)?;
    b.release(vm)?;
    tuple(vm, f, &data)
}

fn unpack_from(vm: &mut Vm, f: &Format, v: &Value, offset: i64) -> Res {
    let b = Buffer::of(vm, v)?;
    let (size, len) = (f.size, b.len());
    let mut at = offset;
    let mut fault = None;
    if offset < 0 {
        at = offset.saturating_add(len as i64);
        if offset.saturating_add(size as i64) > 0 {
            fault = Some(format!("not enough data to unpack {size} bytes at offset {offset}"));
        } else if at < 0 {
            fault = Some(format!("offset {offset} out of range for {len}-byte buffer"));
        }
    }
    if fault.is_none() && (len as i64) - at < size as i64 {
        let needed = size as u64 + at as u64;
        fault = Some(format!(
            "unpack_from requires a buffer of at least {needed} bytes for unpacking {size} bytes at offset {at} (actual buffer size is {len})"
        ));
    }
    if let Some(text) = fault {
        b.release(vm)?;
        return Err(error(vm, text));
    }
    vm.room_for(size)?;
    let data = b.with(|all| all.get(at as usize..at as usize + size).unwrap_or(&[]).to_vec());
    b.release(vm)?;
    tuple(vm, f, &data)
}

/// `_struct.unpack_iterator`
pub struct UnpackIterator {
    known: Known,
    object: Value,
    buffer: RefCell<Option<Buffer>>,
    /// Where the next record begins.
    at: Cell<usize>,
}

impl Payload for UnpackIterator {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.object);
    }
}

impl ArgType for UnpackIterator {
    const NAME: &'static str = "_struct.unpack_iterator";
}

natives! { static ITERATOR_METHODS;
    fn __length_hint__(vm, this: Ref<UnpackIterator>, /) -> usize {
        this.buffer.borrow().as_ref().map_or(0, |b| (b.len() - this.at.get()) / this.known.format.size)
    }
}

fn iter_unpack(vm: &mut Vm, known: Known, v: &Value) -> Res {
    let size = known.format.size;
    if size == 0 {
        return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
    }
    let b = Buffer::of(vm, v)?;
    if !b.len().is_multiple_of(size) {
        b.release(vm)?;
        let text = format!("iterative unpacking requires a buffer of a multiple of {size} bytes");
        return Err(error(vm, text));
    }
    let class = state(vm).iterator.clone();
    let it = UnpackIterator { known, object: v.clone(), buffer: RefCell::new(Some(b)), at: Cell::new(0) };
    Ok(vm.heap.alloc(&class, it).into_value())
}

fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(it) = this.to_ref::<UnpackIterator>() else { return Ok(None) };
    let (f, at) = (&it.known.format, it.at.get());
    if let Some(b) = it.buffer.borrow().as_ref().filter(|b| at < b.len()) {
        it.at.set(at + f.size);
        return b.with(|all| tuple(vm, f, all.get(at..at + f.size).unwrap_or(&[]))).map(Some);
    }
    if let Some(b) = it.buffer.take() {
        b.release(vm)?;
    }
    Ok(None)
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let spec =
        ClassSpec { name: "Struct", module: "_struct", flags: BASE | WEAK, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_attrs(&class, ATTRS);
    let doc = "Create a compiled struct object.\n\nReturn a new Struct object which writes and reads binary data according to the\nformat string.\n\nSee help(struct) for more on format strings.";
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
    let spec = ClassSpec {
        name: "unpack_iterator",
        module: "_struct",
        flags: NO_NEW,
        methods: ITERATOR_METHODS,
        next: Some(next),
    };
    let iterator = new_class(vm, &spec);
    // A module that is made once more has the same exception.
    let error = match &vm.extension::<Kept>().0 {
        Some(state) => state.error.clone(),
        None => super::support::new_exception(vm, "error", "struct", "Exception")?,
    };
    put(vm, dict, "Struct", class.value());
    put(vm, dict, "error", error.clone());
    let (cache, last) = (HashMap::new(), None);
    vm.extension::<Kept>().0 = Some(State { iterator, error, cache, last });
    vm.add_functions(dict, "_struct", FUNCTIONS);
    Ok(())
}
