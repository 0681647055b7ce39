//! `array`: sequences of numbers or characters of one machine type. The items lie in a bytearray of the array's own, so that everybody who looks at buffers sees them.

mod items;
mod methods;
mod pickle;

use crate::natives;
use crate::natives::types::buffer::{Buffer, Exported, add_exporter};
use crate::object::buffer;
use crate::object::bytes::{ByteArrayObj, BytesObj};
use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::range::SliceObj;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::types::flags::{BASE, NO_NEW, SEQUENCE, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::support::{ClassSpec, new_class, put, put_str};
use items::{Array, CODES, format_of, is_text, size_of};

/// The classes.
struct Classes {
    array: Ref<TypeObj>,
    iterator: Ref<TypeObj>,
}

#[derive(Default)]
struct Kept(Option<Classes>);

fn classes(vm: &mut Vm) -> &Classes {
    match &vm.extension::<Kept>().0 {
        Some(classes) => classes,
        None => crate::bug!("the module's objects are made by the module"),
    }
}

fn class(vm: &mut Vm) -> Ref<TypeObj> {
    classes(vm).array.clone()
}

natives! { static FUNCTIONS;
    /// Internal. Used for pickling support.
    fn _array_reconstructor(vm, arraytype: Value, typecode: Value, mformat_code: i64, items: Value, /) -> Res {
        pickle::rebuild(vm, &arraytype, &typecode, mformat_code, &items)
    }
}

/// An array with these bytes.
fn make(vm: &mut Vm, class: &Ref<TypeObj>, code: u8, data: Vec<u8>) -> Ref<Array> {
    let memory = vm.heap.alloc(&vm.types().bytearray, ByteArrayObj::new(data));
    vm.heap.alloc(class, Array { memory, code, size: size_of(code).unwrap_or(1) })
}

/// `array(typecode[, initializer])`
fn new(vm: &mut Vm, class: &Ref<TypeObj>, args: &[Value]) -> Res {
    let n = args.len();
    if n == 0 || n > 2 {
        let (how, most, s) = if n == 0 { ("least", 1, "") } else { ("most", 2, "s") };
        return Err(vm.type_error(format!("array() takes at {how} {most} argument{s} ({n} given)")));
    }
    let code = match args[0].cast::<StrObj>().map(StrObj::bytes) {
        Some([c]) => *c,
        Some(text) if wtf8::char_count(text) == 1 => 0,
        Some(text) => {
            let n = wtf8::char_count(text);
            let text = format!("array() argument 1 must be a unicode character, not a string of length {n}");
            return Err(vm.type_error(text));
        }
        None => {
            let what = vm.class_name(&args[0]);
            return Err(vm.type_error(format!("array() argument 1 must be a unicode character, not {what}")));
        }
    };
    if code == b'u' {
        let category = vm.types().deprecation_warning.clone();
        vm.warn(&category, "The 'u' type code is deprecated and will be removed in Python 3.16", 1)?;
    }
    let initial = args.get(1);
    if let Some(v) = initial
        && !is_text(code)
    {
        let shown = char::from(code);
        if v.is_a::<StrObj>() {
            return Err(
                vm.type_error(format!("cannot use a str to initialize an array with typecode '{shown}'"))
            );
        }
        if v.cast::<Array>().is_some_and(|a| is_text(a.code)) {
            let text = format!("cannot use a unicode array to initialize an array with typecode '{shown}'");
            return Err(vm.type_error(text));
        }
    }
    if size_of(code).is_none() {
        return Err(vm.value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)"));
    }
    let out = make(vm, class, code, Vec::new());
    if let Some(v) = initial {
        fill(vm, &out, v)?;
    }
    Ok(out.into_value())
}

fn fill(vm: &mut Vm, out: &Ref<Array>, v: &Value) -> Res<()> {
    if v.is_a::<BytesObj>() || v.is_a::<ByteArrayObj>() {
        return append_bytes(vm, out, v);
    }
    if let Some(s) = v.cast::<StrObj>() {
        return append_text(vm, out, s);
    }
    if let Some(a) = v.cast::<Array>()
        && (a.code == out.code || is_text(a.code) && is_text(out.code))
    {
        let grown = buffer::extend(&mut out.memory.borrow_mut(), &a.memory.borrow());
        return vm.granted(grown);
    }
    extend_iterable(vm, out, v)
}

/// BufferError while somebody looks at the items.
fn check_size_may_change(vm: &mut Vm, a: &Array) -> Res<()> {
    if a.memory.exports.get() > 0 {
        return Err(vm.buffer_error("cannot resize an array that is exporting buffers"));
    }
    Ok(())
}

fn append_bytes(vm: &mut Vm, a: &Ref<Array>, v: &Value) -> Res<()> {
    let b = Buffer::of(vm, v)?;
    if !b.len().is_multiple_of(a.size) {
        b.release(vm)?;
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    let data = b.copied(vm)?;
    b.release(vm)?;
    if !data.is_empty() {
        check_size_may_change(vm, a)?;
    }
    let grown = buffer::append(&mut a.memory.borrow_mut(), data);
    vm.granted(grown)
}

fn append_text(vm: &mut Vm, a: &Ref<Array>, s: &StrObj) -> Res<()> {
    if s.byte_len() == 0 {
        return Ok(());
    }
    check_size_may_change(vm, a)?;
    vm.room_for(s.char_len().saturating_mul(4))?;
    let data: Vec<u8> = wtf8::code_points(s.bytes()).flat_map(u32::to_ne_bytes).collect();
    let grown = buffer::append(&mut a.memory.borrow_mut(), data);
    vm.granted(grown)
}

fn push(vm: &mut Vm, a: &Ref<Array>, v: &Value) -> Res<()> {
    let before = a.len();
    let item = a.item(vm, v)?;
    // What converts the value may empty the array.
    if a.len() < before {
        return Err(vm.index_error("array assignment index out of range"));
    }
    check_size_may_change(vm, a)?;
    let grown = buffer::extend(&mut a.memory.borrow_mut(), item.bytes());
    vm.granted(grown)
}

fn extend_iterable(vm: &mut Vm, a: &Ref<Array>, v: &Value) -> Res<()> {
    if let Some(list) = v.to_ref::<ListObj>() {
        let mut i = 0;
        while let Some(v) = list.get(i) {
            push(vm, a, &v)?;
            i += 1;
        }
        return Ok(());
    }
    let it = vm.iter(v)?;
    while let Some(v) = vm.next(&it)? {
        push(vm, a, &v)?;
    }
    Ok(())
}

/// `extend`
fn extend(vm: &mut Vm, a: &Ref<Array>, v: &Value) -> Res<()> {
    let Some(other) = v.cast::<Array>() else { return extend_iterable(vm, a, v) };
    if other.code != a.code {
        return Err(vm.type_error("can only extend with array of same kind"));
    }
    let data = other.memory.borrow().clone();
    if !data.is_empty() {
        check_size_may_change(vm, a)?;
    }
    let grown = buffer::append(&mut a.memory.borrow_mut(), data);
    vm.granted(grown)
}

/// An index as a place; None: it is beyond the ends.
fn place(vm: &mut Vm, a: &Array, key: &Value) -> Res<Option<usize>> {
    if crate::object::int::as_int(key).is_none() && !vm.class_has(key, "__index__") {
        return Err(vm.type_error("array indices must be integers"));
    }
    let crate::object::number::int::Int::Small(i) = vm.to_int(key)? else {
        return Err(vm.index_error("cannot fit 'int' into an index-sized integer"));
    };
    let len = a.len() as i64;
    let at = if i < 0 { i + len } else { i };
    Ok((0..len).contains(&at).then_some(at as usize))
}

fn get_item(vm: &mut Vm, a: &Ref<Array>, key: &Value) -> Res {
    if let Some(s) = key.cast::<SliceObj>() {
        let parts = vm.slice_parts(s)?;
        let (start, _, step, count) = parts.within(a.len());
        vm.room_for(count.saturating_mul(a.size))?;
        let data = a.memory.borrow();
        let mut out = Vec::with_capacity(count * a.size);
        if step == 1 {
            let from = start as usize * a.size;
            out.extend_from_slice(data.get(from..from + count * a.size).unwrap_or(&[]));
        } else {
            for i in 0..count {
                let at = (start + i as i64 * step) as usize * a.size;
                out.extend_from_slice(data.get(at..at + a.size).unwrap_or(&[]));
            }
        }
        drop(data);
        let class = class(vm);
        return Ok(make(vm, &class, a.code, out).into_value());
    }
    let item = match place(vm, a, key)? {
        Some(i) => a.get(vm, i)?,
        None => None,
    };
    item.map_or_else(|| Err(vm.index_error("array index out of range")), Ok)
}

fn set_item(vm: &mut Vm, a: &Ref<Array>, key: &Value, v: Option<&Value>) -> Res<()> {
    if let Some(s) = key.cast::<SliceObj>() {
        return set_slice(vm, a, s, v);
    }
    let at = place(vm, a, key)?;
    let Some(at) = at else { return Err(vm.index_error("array assignment index out of range")) };
    let Some(v) = v else {
        check_size_may_change(vm, a)?;
        a.memory.borrow_mut().drain(at * a.size..(at + 1) * a.size);
        return Ok(());
    };
    let item = a.item(vm, v)?;
    // What converted the value may have made the array shorter.
    match a.memory.borrow_mut().get_mut(at * a.size..(at + 1) * a.size) {
        Some(place) => place.copy_from_slice(item.bytes()),
        None => return Err(vm.index_error("array assignment index out of range")),
    }
    Ok(())
}

fn set_slice(vm: &mut Vm, a: &Ref<Array>, s: &SliceObj, v: Option<&Value>) -> Res<()> {
    let new = match v {
        None => Vec::new(),
        Some(v) => {
            let Some(other) = v.cast::<Array>() else {
                let what = vm.class_name(v);
                let text = format!("can only assign array (not \"{what}\") to array slice");
                return Err(vm.type_error(text));
            };
            if other.code != a.code {
                return Err(vm.type_error("bad argument type for built-in operation"));
            }
            other.memory.borrow().clone()
        }
    };
    let parts = vm.slice_parts(s)?;
    let (start, stop, step, count) = parts.within(a.len());
    let items = new.len() / a.size;
    if step == 1 {
        if items != count {
            check_size_may_change(vm, a)?;
        }
        let (from, to) = (start as usize * a.size, stop.max(start) as usize * a.size);
        vm.room_for(new.len())?;
        a.memory.borrow_mut().splice(from..to, new);
        return Ok(());
    }
    if v.is_none() {
        if count > 0 {
            check_size_may_change(vm, a)?;
        }
        let mut gone: Vec<usize> = (0..count).map(|i| (start + i as i64 * step) as usize).collect();
        gone.sort_unstable();
        let mut data = a.memory.borrow_mut();
        let (mut kept, mut next) = (Vec::with_capacity(data.len()), 0);
        for (i, item) in data.chunks_exact(a.size).enumerate() {
            if gone.get(next) == Some(&i) {
                next += 1;
            } else {
                kept.extend_from_slice(item);
            }
        }
        *data = kept;
        return Ok(());
    }
    if items != count {
        let text = format!("attempt to assign array of size {items} to extended slice of size {count}");
        return Err(vm.value_error(text));
    }
    let mut data = a.memory.borrow_mut();
    for (i, item) in new.chunks_exact(a.size).enumerate() {
        let at = (start + i as i64 * step) as usize * a.size;
        if let Some(place) = data.get_mut(at..at + a.size) {
            place.copy_from_slice(item);
        }
    }
    Ok(())
}

/// What an array shows of its memory.
fn export(v: &Value) -> Option<Exported> {
    let a = v.cast::<Array>()?;
    let len = a.memory.borrow().len();
    let memory = a.memory.value();
    Some(Exported { memory, start: 0, len, readonly: false, format: format_of(a.code), item_size: a.size })
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    // A module that is made once more has the same classes.
    if let Some(made) = &vm.extension::<Kept>().0 {
        let array = made.array.clone();
        fill_dict(vm, dict, &array);
        return Ok(());
    }
    let spec = ClassSpec {
        name: "array",
        module: "array",
        flags: BASE | WEAK | SEQUENCE,
        methods: methods::METHODS,
        next: None,
    };
    let array = new_class(vm, &spec);
    vm.add_class_methods(&array, methods::CLASS_METHODS);
    vm.add_attrs(&array, methods::ATTRS);
    array.set_later(&vm.heap.intern("__hash__"), Value::None);
    let spec = ClassSpec {
        name: "arrayiterator",
        module: "array",
        flags: NO_NEW,
        methods: methods::ITERATOR_METHODS,
        next: Some(methods::next),
    };
    let iterator = new_class(vm, &spec);
    fill_dict(vm, dict, &array);
    vm.extension::<Kept>().0 = Some(Classes { array: array.clone(), iterator });
    add_exporter(vm, export);
    // As for CPython's: an array is a mutable sequence.
    drop(vm.import("collections.abc")?);
    let name = vm.heap.intern("collections.abc");
    if let Some(abc) = vm.modules.get_str(&name) {
        let name = vm.heap.intern("MutableSequence");
        let class = vm.get_attr(&abc, &name)?;
        let name = vm.heap.intern("register");
        vm.call_method(&class, &name, &[array.value()])?;
    }
    Ok(())
}

fn fill_dict(vm: &mut Vm, dict: &Ref<DictObj>, array: &Ref<TypeObj>) {
    put(vm, dict, "array", array.value());
    put(vm, dict, "ArrayType", array.value());
    put_str(vm, dict, "typecodes", CODES);
    vm.add_functions(dict, "array", FUNCTIONS);
}
