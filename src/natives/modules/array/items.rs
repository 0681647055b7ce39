//! The items of arrays: type codes, and one item to bytes and back.

use crate::object::bytes::ByteArrayObj;
use crate::object::number::int::Int;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::{Ref, Value};
use crate::payload;
use crate::vm::{Raised, Res, Vm};

use crate::natives::types::packed::format::NATIVE;
use crate::natives::types::packed::values::{put_float, put_int, unpack, wide};

payload! {
    /// `array.array`
    pub struct Array as "array.array" {
        /// The items as they lie in memory.
        pub memory: Ref<ByteArrayObj>,
    } plain {
        pub code: u8,
        pub size: usize,
    }
}

/// The type codes in CPython's order.
pub const CODES: &str = "bBuwhHiIlLqQfd";

/// The size of an item; None: there is no such code.
pub fn size_of(code: u8) -> Option<usize> {
    Some(match code {
        b'b' | b'B' => 1,
        b'h' | b'H' => 2,
        b'u' | b'w' | b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'd' => 8,
        _ => return None,
    })
}

/// Whether items are characters.
pub fn is_text(code: u8) -> bool {
    matches!(code, b'u' | b'w')
}

/// How the struct module writes a type code; that of characters it does not know.
pub fn format_of(code: u8) -> &'static str {
    match code {
        b'b' => "b",
        b'B' => "B",
        b'u' | b'w' => "w",
        b'h' => "h",
        b'H' => "H",
        b'i' => "i",
        b'I' => "I",
        b'l' => "l",
        b'L' => "L",
        b'q' => "q",
        b'Q' => "Q",
        b'f' => "f",
        _ => "d",
    }
}

impl Array {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.memory.borrow().len() / self.size
    }

    /// The item at an index; None: there is none.
    #[inline]
    pub fn get(&self, vm: &mut Vm, i: usize) -> Res<Option<Value>> {
        let data = self.memory.borrow();
        let Some(bytes) = data.get(i * self.size..(i + 1) * self.size) else { return Ok(None) };
        if !is_text(self.code) {
            return Ok(Some(unpack(vm, self.code, NATIVE, bytes)));
        }
        let code = u32::from_ne_bytes(bytes.try_into().unwrap_or_default());
        if code > 0x10ffff {
            return Err(vm.value_error("chr() arg not in range(0x110000)"));
        }
        Ok(Some(vm.heap.str_bytes(&wtf8::from_code_point(code)).into_value()))
    }

    /// The bytes of an item with this value.
    #[inline]
    pub fn item(&self, vm: &mut Vm, v: &Value) -> Res<Item> {
        item(vm, self.code, v)
    }
}

/// The bytes of one item, and how many there are.
pub struct Item([u8; 8], usize);

impl Item {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0[..self.1]
    }
}

fn overflow(vm: &mut Vm, text: &str) -> Raised {
    vm.overflow_error(text)
}

/// The bytes of an item with this value.
pub fn item(vm: &mut Vm, code: u8, v: &Value) -> Res<Item> {
    let size = size_of(code).unwrap_or(1);
    let mut out = Item([0; 8], size);
    match code {
        b'u' | b'w' => {
            let Some(s) = v.cast::<StrObj>() else {
                let what = vm.class_name(v);
                return Err(vm.type_error(format!("array item must be a unicode character, not {what}")));
            };
            let mut all = wtf8::code_points(s.bytes());
            match (all.next(), all.next()) {
                (Some(c), None) => out.0[..4].copy_from_slice(&c.to_ne_bytes()),
                _ => {
                    let n = wtf8::char_count(s.bytes());
                    let text = format!("array item must be a unicode character, not a string of length {n}");
                    return Err(vm.type_error(text));
                }
            }
        }
        b'f' | b'd' => {
            let x = vm.to_f64(v)?;
            if !put_float(&mut out.0[..size], NATIVE, x) {
                // Singles that are too large become infinite.
                put_float(
                    &mut out.0[..size],
                    NATIVE,
                    if x > 0.0 { f64::INFINITY } else { f64::NEG_INFINITY },
                );
            }
        }
        _ => {
            let i = match v {
                Value::Int(i) => Int::Small(*i),
                v => vm.to_int(v)?,
            };
            let n = checked(vm, code, &i)?;
            put_int(&mut out.0[..size], NATIVE, n);
        }
    }
    Ok(out)
}

/// An integer within the limits of a type code; the words for one beyond them differ from code to code.
fn checked(vm: &mut Vm, code: u8, i: &Int) -> Res<i128> {
    let n = wide(i);
    let n = match n {
        Ok(n) => n,
        Err(negative) => {
            if negative {
                i128::MIN
            } else {
                i128::MAX
            }
        }
    };
    let fits = |low: i128, high: i128| (low..=high).contains(&n);
    let long = fits(i64::MIN.into(), i64::MAX.into());
    const TOO_LONG: &str = "Python int too large to convert to C long";
    let within = |vm: &mut Vm, low: i128, high: i128, name: &str| -> Res<()> {
        if n < low {
            return Err(overflow(vm, &format!("{name} is less than minimum")));
        }
        if n > high {
            return Err(overflow(vm, &format!("{name} is greater than maximum")));
        }
        Ok(())
    };
    match code {
        b'b' | b'B' | b'h' | b'H' | b'i' | b'l' if !long => return Err(overflow(vm, TOO_LONG)),
        b'B' => within(vm, 0, 255, "unsigned byte integer")?,
        b'b' | b'h' => {
            within(vm, i16::MIN.into(), i16::MAX.into(), "signed short integer")?;
            if code == b'b' {
                within(vm, -128, 127, "signed char")?;
            }
        }
        b'H' | b'i' => {
            within(vm, i32::MIN.into(), i32::MAX.into(), "signed integer")?;
            if code == b'H' {
                within(vm, 0, 65535, "unsigned short")?;
            }
        }
        b'I' | b'L' => {
            if n < 0 {
                return Err(overflow(vm, "can't convert negative value to unsigned int"));
            }
            if n > u64::MAX.into() {
                return Err(overflow(vm, "Python int too large to convert to C unsigned long"));
            }
            if code == b'I' {
                within(vm, 0, u32::MAX.into(), "unsigned int")?;
            }
        }
        b'q' if !long => return Err(overflow(vm, "int too big to convert")),
        b'Q' => {
            if n < 0 {
                return Err(overflow(vm, "can't convert negative int to unsigned"));
            }
            if n > u64::MAX.into() {
                return Err(overflow(vm, "int too big to convert"));
            }
        }
        _ => {}
    }
    Ok(n)
}
