//! `array._array_reconstructor`: arrays out of pickles of machines with other sizes and orders.

use crate::object::bytes::BytesObj;
use crate::object::number::int::bytes::{ByteOrder, from_bytes};
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::items::{CODES, is_text, size_of};
use crate::natives::types::packed::format::Order;
use crate::natives::types::packed::values::unpack;

/// What the items of a format code are: the size, whether they have a sign, the order; whether they are floats or text.
struct Machine {
    size: usize,
    signed: bool,
    order: Order,
    float: bool,
    text: bool,
}

fn machine(code: usize) -> Option<Machine> {
    let order = if code.is_multiple_of(2) { Order::Little } else { Order::Big };
    let m = |size, signed, order, float, text| Some(Machine { size, signed, order, float, text });
    match code {
        0 => m(1, false, Order::Little, false, false),
        1 => m(1, true, Order::Little, false, false),
        2..=13 => m(2 << ((code - 2) / 4), (code - 2) / 2 % 2 == 1, order, false, false),
        14 | 15 => m(4, true, order, true, false),
        16 | 17 => m(8, true, order, true, false),
        18 | 19 => m(4, false, order, false, true),
        // CPython asks for whole pairs here.
        20 | 21 => m(8, false, order, false, true),
        _ => None,
    }
}

/// The format code of a type code on this machine.
pub fn own_format(code: u8) -> i64 {
    let big = i64::from(cfg!(target_endian = "big"));
    match code {
        b'b' => 1,
        b'B' => 0,
        b'u' | b'w' => 20 + big,
        b'f' => 14 + big,
        b'd' => 16 + big,
        b'h' => 4 + big,
        b'H' => 2 + big,
        b'i' => 8 + big,
        b'I' => 6 + big,
        b'l' | b'q' => 12 + big,
        _ => 10 + big,
    }
}

/// An array of a class out of items of a format.
pub fn rebuild(vm: &mut Vm, class: &Value, code: &Value, format: i64, items: &Value) -> Res {
    let Some(class) = class.to_ref::<TypeObj>() else {
        let what = vm.class_name(class);
        return Err(vm.type_error(format!("first argument must be a type object, not {what}")));
    };
    let base = super::class(vm);
    if !class.is_subclass(&base) {
        let name = class.name_text();
        return Err(vm.type_error(format!("{name} is not a subtype of array.array")));
    }
    let letter = match code.cast::<StrObj>().map(StrObj::bytes) {
        Some([c]) => *c,
        Some(text) => {
            let n = crate::object::text::wtf8::char_count(text);
            let text = format!(
                "_array_reconstructor(): argument 2 must be a unicode character, not a string of length {n}"
            );
            return Err(vm.type_error(text));
        }
        None => {
            let what = vm.class_name(code);
            let text = format!("_array_reconstructor() argument 2 must be a unicode character, not {what}");
            return Err(vm.type_error(text));
        }
    };
    if size_of(letter).is_none() {
        return Err(vm.value_error("second argument must be a valid type code"));
    }
    let Some(m) = usize::try_from(format).ok().and_then(machine) else {
        return Err(vm.value_error("third argument must be a valid machine format code."));
    };
    let Some(data) = items.to_ref::<BytesObj>() else {
        let what = vm.class_name(items);
        return Err(vm.type_error(format!("fourth argument should be bytes, not {what}")));
    };
    let class = class.into_value();
    let one = |vm: &Vm, c: u8| vm.heap.str(&char::from(c).to_string()).into_value();
    if format == own_format(letter) {
        let letter = one(vm, letter);
        return vm.call(&class, &[letter, items.clone()]);
    }
    if !data.bytes().len().is_multiple_of(m.size) {
        return Err(vm.value_error("string length not a multiple of item size"));
    }
    let mut letter = letter;
    let mut all = Vec::new();
    vm.room_for(data.bytes().len().saturating_mul(16))?;
    if m.text {
        let codec = match (m.size, m.order) {
            (4, Order::Little) => "utf-16-le",
            (4, Order::Big) => "utf-16-be",
            (_, Order::Little) => "utf-32-le",
            (_, Order::Big) => "utf-32-be",
        };
        let (name, codec) = (vm.heap.intern("decode"), vm.heap.str(codec).into_value());
        let text = vm.call_method(items, &name, &[codec])?;
        let letter = one(vm, letter);
        return vm.call(&class, &[letter, text]);
    }
    for bytes in data.bytes().chunks_exact(m.size) {
        all.push(if m.float {
            unpack(vm, if m.size == 4 { b'f' } else { b'd' }, m.order, bytes)
        } else {
            let order = if m.order == Order::Big { ByteOrder::Big } else { ByteOrder::Little };
            vm.heap.int(from_bytes(bytes, order, m.signed))
        });
    }
    if !m.float {
        // A type that fits better.
        for c in CODES.bytes().filter(|c| !is_text(*c) && !matches!(c, b'f' | b'd')) {
            if size_of(c) == Some(m.size) && c.is_ascii_lowercase() == m.signed {
                letter = c;
            }
        }
    }
    let all = vm.heap.list(all).into_value();
    let letter = one(vm, letter);
    vm.call(&class, &[letter, all])
}

/// A type code as a str.
pub fn code_text(vm: &Vm, code: u8) -> Ref<StrObj> {
    vm.heap.str(&char::from(code).to_string())
}
