//! `unicodedata`: what the Unicode Character Database says of characters, in the version 16.0 and, by `ucd_3_2_0`, in 3.2 (which internationalised domain names ask for). Categories,
//! names and normal forms come from crates by way of `object/text`; the rest is in `data.rs`.

mod data;

use unicode_normalization::UnicodeNormalization;

use crate::object::buffer::{self, Granted};
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::text::codecs::{Codec, Errors};
use crate::object::text::{names, unicode, wtf8};
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::support::{ClassSpec, new_class, put, put_str};

payload! {
    /// `UCD`: an older version.
    pub struct Ucd as "unicodedata.UCD" { } plain { }
}

/// The only character of a str. `argument`: as errors name it.
fn one(vm: &mut Vm, name: &str, argument: &str, s: &Value) -> Res<u32> {
    let Some(text) = s.cast::<StrObj>() else {
        let what = vm.class_name(s);
        return Err(vm.type_error(format!("{name}() {argument} must be a unicode character, not {what}")));
    };
    match text.char_len() {
        1 => Ok(wtf8::code_point_at(text.bytes(), 0).0),
        n => {
            let text =
                format!("{name}(): {argument} must be a unicode character, not a string of length {n}");
            Err(vm.type_error(text))
        }
    }
}

/// The value, the default, or ValueError.
fn or_default(vm: &mut Vm, found: Option<Value>, default: Value, text: &str) -> Res {
    match found {
        Some(v) => Ok(v),
        None if default.is_undef() => Err(vm.value_error(text)),
        None => Ok(default),
    }
}

fn name(vm: &mut Vm, c: u32, default: Value, old: bool) -> Res {
    let known = !old || data::was_known(c);
    let found = char::from_u32(c).filter(|_| known).and_then(names::name);
    let found = found.map(|n| vm.heap.str(&n).into_value());
    or_default(vm, found, default, "no such name")
}

fn lookup(vm: &mut Vm, v: &Value, old: bool) -> Res {
    let bytes = match v.cast::<StrObj>() {
        Some(s) => crate::natives::files::coding::encode_text(vm, s.bytes(), Codec::Utf8, &Errors::Strict)?,
        None => crate::natives::types::support::bytes_like(vm, v)?,
    };
    if bytes.len() > 256 {
        let text = vm.heap.str("name too long").into_value();
        return Err(vm.key_error(text));
    }
    let wanted = String::from_utf8_lossy(&bytes);
    // 3.2 has no aliases.
    let is_name = |c: char| !old || names::name(c).is_some_and(|n| n.eq_ignore_ascii_case(&wanted));
    if let Some(c) = names::lookup(&wanted).filter(|c| is_name(*c)) {
        return Ok(vm.heap.str(c.encode_utf8(&mut [0; 4])).into_value());
    }
    if !old && let Some(text) = data::sequence(&wanted.to_ascii_uppercase()) {
        return Ok(vm.heap.str(text).into_value());
    }
    let text = vm.heap.str(&format!("undefined character name '{wanted}'")).into_value();
    Err(vm.key_error(text))
}

fn category(c: u32, old: bool) -> &'static str {
    if old { data::old_category(c) } else { unicode::category_name(c) }
}

fn decimal(c: u32, old: bool) -> Option<i64> {
    if old && !data::was_known(c) {
        return None;
    }
    match unicode::decimal_value(c) {
        Some(d) => Some(d.into()),
        None if old && data::was_decimal(c) => digit(c),
        None => None,
    }
}

fn digit(c: u32) -> Option<i64> {
    let x = unicode::is_digit(c).then(|| data::numeric(c, false))??;
    Some(x as i64)
}

/// Whether a code point is left alone by normal forms.
fn stays(c: u32, old: bool) -> bool {
    wtf8::is_surrogate(c) || unicode::is_later(c) || old && c >= 0x80 && !data::was_known(c)
}

/// Decompositions of 3.2 that were corrected later.
fn corrected(c: u32) -> Option<u32> {
    Some(match c {
        0x2f868 => 0x2136a,
        0x2f874 => 0x5f33,
        0x2f91f => 0x43ab,
        0x2f95f => 0x7aae,
        0x2f9bf => 0x4d57,
        _ => return None,
    })
}

fn form(vm: &mut Vm, form: &StrObj, text: &[u8], old: bool) -> Res<Vec<u8>> {
    let kind = match form.bytes() {
        b"NFC" => 0,
        b"NFD" => 1,
        b"NFKC" => 2,
        b"NFKD" => 3,
        _ => return Err(vm.value_error("invalid normalization form")),
    };
    let mut out = Vec::new();
    let older;
    let mut text = text;
    if old && wtf8::code_points(text).any(|c| corrected(c).is_some()) {
        vm.room_for(text.len())?;
        let mut changed = Vec::with_capacity(text.len());
        wtf8::code_points(text).for_each(|c| wtf8::push(&mut changed, corrected(c).unwrap_or(c)));
        older = changed;
        text = &older;
    }
    for part in parts(text, |c| stays(c, old)) {
        let added = match std::str::from_utf8(part) {
            Ok(s) if !s.chars().next().is_some_and(|c| stays(c as u32, old)) => match kind {
                0 if old => add(&mut out, s.nfd()),
                2 if old => add(&mut out, s.nfkd()),
                0 => add(&mut out, s.nfc()),
                1 => add(&mut out, s.nfd()),
                2 => add(&mut out, s.nfkc()),
                _ => add(&mut out, s.nfkd()),
            },
            _ => buffer::extend(&mut out, part),
        };
        vm.granted(added)?;
    }
    if !old || kind % 2 != 0 {
        return Ok(out);
    }
    // What 3.2 did not know is not taken apart, but put together.
    let mut composed = Vec::new();
    // What the crate would only take apart stays as well.
    let apart = |c: u32| {
        let alone = char::from_u32(c).filter(|_| c >= 0x80 && !data::was_known(c));
        stays(c, false) || alone.is_some_and(|c| !std::iter::once(c).nfc().eq([c]))
    };
    for part in parts(&out, apart) {
        let added = match std::str::from_utf8(part) {
            Ok(s) if !s.chars().next().is_some_and(|c| apart(c as u32)) => add(&mut composed, s.nfc()),
            _ => buffer::extend(&mut composed, part),
        };
        vm.granted(added)?;
    }
    Ok(composed)
}

fn add(out: &mut Vec<u8>, mut text: impl Iterator<Item = char>) -> Granted<()> {
    text.try_for_each(|c| buffer::extend(out, c.encode_utf8(&mut [0; 4]).as_bytes()))
}

/// Runs of characters, and those that stay each for itself.
fn parts(text: &[u8], stays: impl Fn(u32) -> bool) -> Vec<&[u8]> {
    if text.is_ascii() {
        return vec![text];
    }
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let (code, width) = wtf8::code_point_at(text, at);
        let next = at + width;
        if stays(code) {
            out.push(&text[start..at]);
            out.push(&text[at..next]);
            start = next;
        }
        at = next;
    }
    out.push(&text[start..]);
    out
}

fn normalize(vm: &mut Vm, wanted: &StrObj, text: &Ref<StrObj>, old: bool) -> Res {
    if text.byte_len() == 0 {
        return Ok(vm.heap.str("").into_value());
    }
    let out = form(vm, wanted, text.bytes(), old)?;
    if out == text.bytes() && text.value().as_obj().is_some_and(|o| o.header().is_exact()) {
        return Ok(text.value());
    }
    vm.new_str(out)
}

fn is_normalized(vm: &mut Vm, wanted: &StrObj, text: &StrObj, old: bool) -> Res<bool> {
    Ok(text.byte_len() == 0 || form(vm, wanted, text.bytes(), old)? == text.bytes())
}

/// The functions of the module, and the methods of an older version: the same but for the first parameter.
macro_rules! both {
    ($table:ident, $old:literal $(, $this:ident)?) => {
        natives! { static $table;
            /// Converts a Unicode character into its equivalent decimal value.
            ///
            /// Returns the decimal value assigned to the character chr as integer.
            /// If no such value is defined, default is returned, or, if not given,
            /// ValueError is raised.
            fn decimal(vm $(, $this: Ref<Ucd>)?, chr: Value, default: Value = Value::Undef, /) -> Res {
                let c = one(vm, "decimal", "argument 1", &chr)?;
                or_default(vm, decimal(c, $old).map(Value::Int), default.take(), "not a decimal")
            }
            /// Converts a Unicode character into its equivalent digit value.
            ///
            /// Returns the digit value assigned to the character chr as integer.
            /// If no such value is defined, default is returned, or, if not given,
            /// ValueError is raised.
            fn digit(vm $(, $this: Ref<Ucd>)?, chr: Value, default: Value = Value::Undef, /) -> Res {
                let c = one(vm, "digit", "argument 1", &chr)?;
                or_default(vm, digit(c).map(Value::Int), default.take(), "not a digit")
            }
            /// Converts a Unicode character into its equivalent numeric value.
            ///
            /// Returns the numeric value assigned to the character chr as float.
            /// If no such value is defined, default is returned, or, if not given,
            /// ValueError is raised.
            fn numeric(vm $(, $this: Ref<Ucd>)?, chr: Value, default: Value = Value::Undef, /) -> Res {
                let c = one(vm, "numeric", "argument 1", &chr)?;
                or_default(vm, data::numeric(c, $old).map(Value::float), default.take(), "not a numeric character")
            }
            /// Returns the general category assigned to the character chr as string.
            fn category(vm $(, $this: Ref<Ucd>)?, chr: Value, /) -> Res<&'static str> {
                let c = one(vm, "category", "argument", &chr)?;
                Ok(category(c, $old))
            }
            /// Returns the bidirectional class assigned to the character chr as string.
            ///
            /// If no such value is defined, an empty string is returned.
            fn bidirectional(vm $(, $this: Ref<Ucd>)?, chr: Value, /) -> Res<&'static str> {
                let c = one(vm, "bidirectional", "argument", &chr)?;
                Ok(data::direction(c, $old))
            }
            /// Returns the canonical combining class assigned to the character chr as integer.
            ///
            /// Returns 0 if no combining class is defined.
            fn combining(vm $(, $this: Ref<Ucd>)?, chr: Value, /) -> Res<i64> {
                let c = one(vm, "combining", "argument", &chr)?;
                Ok(if $old && !data::was_known(c) { 0 } else { data::combining(c).into() })
            }
            /// Returns the mirrored property assigned to the character chr as integer.
            ///
            /// Returns 1 if the character has been identified as a "mirrored"
            /// character in bidirectional text, 0 otherwise.
            fn mirrored(vm $(, $this: Ref<Ucd>)?, chr: Value, /) -> Res<i64> {
                let c = one(vm, "mirrored", "argument", &chr)?;
                Ok(data::mirrored(c, $old).into())
            }
            /// Returns the east asian width assigned to the character chr as string.
            fn east_asian_width(vm $(, $this: Ref<Ucd>)?, chr: Value, /) -> Res<&'static str> {
                let c = one(vm, "east_asian_width", "argument", &chr)?;
                Ok(data::width(c, $old))
            }
            /// Returns the character decomposition mapping assigned to the character chr as string.
            ///
            /// An empty string is returned in case no such mapping is defined.
            fn decomposition(vm $(, $this: Ref<Ucd>)?, chr: Value, /) -> Res<String> {
                let c = one(vm, "decomposition", "argument", &chr)?;
                Ok(if $old && !data::was_known(c) { String::new() } else { data::decomposition(c) })
            }
            /// Return whether the Unicode string unistr is in the normal form 'form'.
            ///
            /// Valid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.
            fn is_normalized(vm $(, $this: Ref<Ucd>)?, form: Ref<StrObj>, unistr: Ref<StrObj>, /) -> Res<bool> {
                is_normalized(vm, &form, &unistr, $old)
            }
            /// Return the normal form 'form' for the Unicode string unistr.
            ///
            /// Valid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.
            fn normalize(vm $(, $this: Ref<Ucd>)?, form: Ref<StrObj>, unistr: Ref<StrObj>, /) -> Res {
                normalize(vm, &form, &unistr, $old)
            }
            /// Returns the name assigned to the character chr as a string.
            ///
            /// If no name is defined, default is returned, or, if not given,
            /// ValueError is raised.
            fn name(vm $(, $this: Ref<Ucd>)?, chr: Value, default: Value = Value::Undef, /) -> Res {
                let c = one(vm, "name", "argument 1", &chr)?;
                name(vm, c, default.take(), $old)
            }
            /// Look up character by name.
            ///
            /// If a character with the given name is found, return the
            /// corresponding character.  If not found, KeyError is raised.
            fn lookup(vm $(, $this: Ref<Ucd>)?, name: Value, /) -> Res { lookup(vm, &name.clone(), $old) }
        }
    };
}
both!(FUNCTIONS, false);
both!(METHODS, true, this);

attrs! { static ATTRS for Ucd;
    fn unidata_version(vm, this) -> &'static str { "3.2.0" }
}

/// The version of the database.
const VERSION: &str = "16.0.0";

/// The class and its only object, once they are made.
#[derive(Default)]
struct Kept(Option<(Value, Value)>);

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "unicodedata", FUNCTIONS);
    let (class, old) = match vm.extension::<Kept>().0.clone() {
        Some(made) => made,
        None => {
            let spec =
                ClassSpec { name: "UCD", module: "unicodedata", flags: NO_NEW, methods: METHODS, next: None };
            let class = new_class(vm, &spec);
            vm.add_attrs(&class, ATTRS);
            let old = vm.heap.alloc(&class, Ucd {}).into_value();
            vm.extension::<Kept>().0 = Some((class.value(), old.clone()));
            (class.into_value(), old)
        }
    };
    put(vm, dict, "UCD", class);
    put(vm, dict, "ucd_3_2_0", old);
    put_str(vm, dict, "unidata_version", VERSION);
    put_str(
        vm,
        dict,
        "__doc__",
        "The properties of characters that the Unicode Character Database (version 16.0.0) defines,\nunder its own names and symbols: see https://www.unicode.org/reports/tr44/.\n",
    );
    Ok(())
}
