//! Coders by a table: most encodings of the library are a string of 256 characters.

use crate::natives;
use crate::natives::codecs::{drive, registry};
use crate::natives::types::support::bytes_like;
use crate::object::bytes::BytesObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::text::codecs::{Codec, Fault};
use crate::object::text::wtf8;
use crate::object::types::flags::NO_NEW;
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};

use super::super::support::{ClassSpec, new_class};
use super::{errors_name, used};

/// The compiled form of such a table, from characters to bytes.
struct EncodingMap {
    /// Sorted by the characters.
    bytes: Box<[(u16, u8)]>,
}

impl Payload for EncodingMap {
    fn traverse(&self, _: Visit<'_>) {}
}

impl ArgType for EncodingMap {
    const NAME: &'static str = "EncodingMap";
}

impl EncodingMap {
    /// None where CPython makes a dict: the first character is not NUL, another one is, or one lies beyond the first plane.
    fn of(codes: &[u32]) -> Option<EncodingMap> {
        if codes.first() != Some(&0) || codes[1..].iter().any(|c| *c == 0 || *c > 0xffff) {
            return None;
        }
        let mut bytes: Vec<(u16, u8)> = codes.iter().enumerate().map(|(i, c)| (*c as u16, i as u8)).collect();
        bytes.retain(|(c, _)| *c != 0xfffe);
        // Of several bytes for a character the last one counts.
        bytes.reverse();
        bytes.sort_by_key(|(c, _)| *c);
        bytes.dedup_by_key(|(c, _)| *c);
        Some(EncodingMap { bytes: bytes.into() })
    }

    fn byte(&self, code: u32) -> Option<u8> {
        let code = u16::try_from(code).ok()?;
        self.bytes.binary_search_by_key(&code, |(c, _)| *c).ok().map(|i| self.bytes[i].1)
    }

    /// How many blocks of so many bits there are.
    fn blocks(&self, bits: u32) -> usize {
        let mut blocks: Vec<u16> = self.bytes.iter().map(|(c, _)| c >> bits).collect();
        blocks.dedup();
        blocks.len()
    }
}

natives! { static MAP_METHODS;
    /// Return the size (in bytes) of this object.
    fn size(vm, this: Ref<EncodingMap>, /) -> usize {
        // As CPython's: three levels, of 32, 16 and 128 entries.
        63 + 16 * this.blocks(11) + 128 * this.blocks(7)
    }
}

/// The class has no name that scripts find.
#[derive(Default)]
struct Class(Option<Ref<TypeObj>>);

fn class(vm: &mut Vm) -> Ref<TypeObj> {
    if let Some(class) = vm.extension::<Class>().0.clone() {
        return class;
    }
    let spec = ClassSpec {
        name: "EncodingMap",
        module: "builtins",
        flags: NO_NEW,
        methods: MAP_METHODS,
        next: None,
    };
    let class = new_class(vm, &spec);
    vm.extension::<Class>().0 = Some(class.clone());
    class
}

const REASON: &str = "character maps to <undefined>";

/// What an error handler says about bytes that have no text. It may put other bytes in their place.
pub fn answer_decode(vm: &mut Vm, data: &mut Vec<u8>, fault: &Fault, errors: &str) -> Res<(Vec<u8>, usize)> {
    let f = registry::handler(vm, errors)?;
    let object = vm.heap.bytes_of(data).into_value();
    let x = drive::exception(vm, fault, object, true);
    let (replacement, next, object) = registry::answer(vm, &f, x, data.len(), true)?;
    if let Some(b) = object.as_ref().and_then(|o| o.cast::<BytesObj>())
        && b.bytes() != &**data
    {
        *data = b.bytes().to_vec();
    }
    Ok((replacement.cast::<StrObj>().map(|s| s.bytes().to_vec()).unwrap_or_default(), next))
}

/// What an error handler says about characters that have no bytes.
pub fn answer_encode(vm: &mut Vm, text: &Ref<StrObj>, fault: &Fault, errors: &str) -> Res<(Value, usize)> {
    let f = registry::handler(vm, errors)?;
    let x = drive::exception(vm, fault, text.value(), false);
    let (replacement, next, _) = registry::answer(vm, &f, x, text.char_len(), false)?;
    Ok((replacement, next))
}

/// An item of a mapping; None where there is none.
fn mapped(vm: &mut Vm, mapping: &Value, key: u32) -> Res<Option<Value>> {
    let r = vm.get_item(mapping, &Value::Int(key.into()));
    let class = vm.types().lookup_error.clone();
    Ok(vm.catch(r, &class)?.filter(|v| !v.is_none()))
}

/// The text of one byte; None if it has none.
fn decoded(vm: &mut Vm, table: Option<&[u32]>, mapping: &Value, byte: u8) -> Res<Option<Vec<u8>>> {
    if let Some(table) = table {
        let code = table.get(usize::from(byte)).copied().filter(|c| *c != 0xfffe);
        return Ok(code.map(wtf8::from_code_point));
    }
    let Some(v) = mapped(vm, mapping, byte.into())? else { return Ok(None) };
    if let Some(i) = as_int(&v) {
        return match i.to_i64().and_then(|n| u32::try_from(n).ok()) {
            Some(0xfffe) => Ok(None),
            Some(code) if code <= 0x10_ffff => Ok(Some(wtf8::from_code_point(code))),
            _ => Err(vm.type_error("character mapping must be in range(0x110000)")),
        };
    }
    match v.cast::<StrObj>() {
        Some(s) if s.bytes() == "\u{fffe}".as_bytes() => Ok(None),
        Some(s) => Ok(Some(s.bytes().to_vec())),
        None => Err(vm.type_error("character mapping must return integer, None or str")),
    }
}

fn decode(vm: &mut Vm, data: &Value, errors: &str, mapping: &Value) -> Res {
    let mut bytes = bytes_like(vm, data)?;
    let n = bytes.len();
    let table: Option<Vec<u32>> = mapping.cast::<StrObj>().map(|s| wtf8::code_points(s.bytes()).collect());
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match decoded(vm, table.as_deref(), mapping, bytes[at])? {
            Some(text) => {
                out.extend(text);
                at += 1;
            }
            None => {
                let fault =
                    Fault { encoding: "charmap", start: at, end: at + 1, reason: REASON, incomplete: false };
                let (text, next) = answer_decode(vm, &mut bytes, &fault, errors)?;
                out.extend(text);
                at = next;
            }
        }
    }
    let text = vm.new_str(out)?;
    Ok(used(vm, text, n))
}

/// The bytes of one character; None if it has none.
fn encoded(vm: &mut Vm, mapping: &Value, code: u32) -> Res<Option<Vec<u8>>> {
    if let Some(map) = mapping.cast::<EncodingMap>() {
        return Ok(map.byte(code).map(|b| vec![b]));
    }
    let Some(v) = mapped(vm, mapping, code)? else { return Ok(None) };
    if let Some(i) = as_int(&v) {
        return match i.to_i64().and_then(|n| u8::try_from(n).ok()) {
            Some(b) => Ok(Some(vec![b])),
            None => Err(vm.type_error("character mapping must be in range(256)")),
        };
    }
    match v.cast::<BytesObj>() {
        Some(b) => Ok(Some(b.bytes().to_vec())),
        None => {
            let class = vm.class_name(&v);
            Err(vm.type_error(format!("character mapping must return integer, bytes or None, not {class}")))
        }
    }
}

fn encode(vm: &mut Vm, text: &Ref<StrObj>, errors: &str, mapping: &Value) -> Res {
    let codes: Vec<u32> = wtf8::code_points(text.bytes()).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < codes.len() {
        if let Some(bytes) = encoded(vm, mapping, codes[at])? {
            out.extend(bytes);
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < codes.len() && encoded(vm, mapping, codes[end])?.is_none() {
            end += 1;
        }
        let fault = Fault { encoding: "charmap", start: at, end, reason: REASON, incomplete: false };
        let (replacement, next) = match errors {
            "replace" => (vm.heap.str(&"?".repeat(end - at)).into_value(), end),
            _ => answer_encode(vm, text, &fault, errors)?,
        };
        if let Some(b) = replacement.cast::<BytesObj>() {
            out.extend(b.bytes());
        } else if let Some(s) = replacement.to_ref::<StrObj>() {
            for code in wtf8::code_points(s.bytes()) {
                match encoded(vm, mapping, code)? {
                    Some(bytes) => out.extend(bytes),
                    None => {
                        let x = drive::exception(vm, &fault, text.value(), false);
                        return Err(vm.raise(x));
                    }
                }
            }
        }
        at = next;
    }
    let bytes = vm.heap.bytes_from_vec(out).into_value();
    Ok(used(vm, bytes, codes.len()))
}

natives! { pub static FUNCTIONS;
    fn charmap_decode(vm, data: Value, errors: Option<Ref<StrObj>> = None, mapping: Value = Value::None, /) -> Res {
        let name = errors_name(&errors);
        if mapping.is_none() {
            let bytes = bytes_like(vm, &data)?;
            let (text, n) = drive::decode(vm, &bytes, &data, Codec::Latin1, &name, true)?;
            let text = vm.new_str(text)?;
            return Ok(used(vm, text, n));
        }
        decode(vm, &data, &name, &mapping)
    }
    fn charmap_encode(vm, str: Ref<StrObj>, errors: Option<Ref<StrObj>> = None, mapping: Value = Value::None, /) -> Res {
        let name = errors_name(&errors);
        if mapping.is_none() {
            let out = drive::encode(vm, &str, Codec::Latin1, &name)?;
            let bytes = vm.heap.bytes_from_vec(out).into_value();
            return Ok(used(vm, bytes, str.char_len()));
        }
        encode(vm, &str, &name, &mapping)
    }
    fn charmap_build(vm, map: Ref<StrObj>, /) -> Res {
        if let Some(compiled) = EncodingMap::of(&wtf8::code_points(map.bytes()).take(256).collect::<Vec<u32>>()) {
            let class = class(vm);
            return Ok(vm.heap.alloc(&class, compiled).into_value());
        }
        if map.bytes().is_empty() {
            return Err(vm.type_error("bad argument type for built-in operation"));
        }
        let table = vm.heap.dict();
        for (byte, code) in wtf8::code_points(map.bytes()).enumerate().take(256) {
            if code != 0xfffe {
                vm.dict_set(&table, Value::Int(code.into()), Value::Int(byte as i64))?;
            }
        }
        Ok(table.into_value())
    }
}
