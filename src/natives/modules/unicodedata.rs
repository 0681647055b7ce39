//! `unicodedata`: what is known of characters, as far as the language itself needs it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::natives;
use crate::object::buffer::{self, Granted};
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::text::{names, unicode, wtf8};
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::put_str;

/// The only character of a str.
fn one(vm: &mut Vm, name: &str, s: &Ref<StrObj>) -> Res<u32> {
    if s.char_len() == 1 {
        return Ok(wtf8::code_point_at(s.bytes(), 0).0);
    }
    Err(vm.type_error(format!("{name}() argument must be a unicode character, not str")))
}

fn form(vm: &mut Vm, form: &Ref<StrObj>, text: &Ref<StrObj>) -> Res<Vec<u8>> {
    let mut out = Vec::new();
    // Lone surrogates are no characters: what lies between them is normalised.
    for part in split_surrogates(text.bytes()) {
        let Ok(s) = std::str::from_utf8(part) else {
            vm.granted(buffer::extend(&mut out, part))?;
            continue;
        };
        let added = match form.bytes() {
            b"NFC" => add(&mut out, s.nfc()),
            b"NFD" => add(&mut out, s.nfd()),
            b"NFKC" => add(&mut out, s.nfkc()),
            b"NFKD" => add(&mut out, s.nfkd()),
            _ => return Err(vm.value_error("invalid normalization form")),
        };
        vm.granted(added)?;
    }
    Ok(out)
}

fn add(out: &mut Vec<u8>, mut text: impl Iterator<Item = char>) -> Granted<()> {
    text.try_for_each(|c| buffer::extend(out, c.encode_utf8(&mut [0; 4]).as_bytes()))
}

/// Runs of characters, and lone surrogates each for itself.
fn split_surrogates(text: &[u8]) -> Vec<&[u8]> {
    if !wtf8::has_surrogate(text) {
        return vec![text];
    }
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let (code, width) = wtf8::code_point_at(text, at);
        let next = at + width;
        if wtf8::is_surrogate(code) {
            out.push(&text[start..at]);
            out.push(&text[at..next]);
            start = next;
        }
        at = next;
    }
    out.push(&text[start..]);
    out
}

/// The width class of a character on a terminal that also shows Chinese.
fn east_asian_width(c: u32) -> &'static str {
    match c {
        0xff01..=0xff60 | 0xffe0..=0xffe6 | 0x3000 => "F",
        0x20a9 | 0xff61..=0xffdc | 0xffe8..=0xffee => "H",
        0x20..=0x7e | 0xa2..=0xa3 | 0xa5..=0xa6 | 0xac | 0xaf | 0x27e6..=0x27ed | 0x2985..=0x2986 => "Na",
        0x1100..=0x115f
        | 0x231a..=0x231b
        | 0x2329..=0x232a
        | 0x23e9..=0x23ec
        | 0x23f0
        | 0x23f3
        | 0x2e80..=0x303e
        | 0x3041..=0x3247
        | 0x3250..=0x4dbf
        | 0x4e00..=0xa4c6
        | 0xa960..=0xa97c
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe10..=0xfe19
        | 0xfe30..=0xfe6b
        | 0x16fe0..=0x18cd5
        | 0x1aff0..=0x1b2fb
        | 0x1f004
        | 0x1f0cf
        | 0x1f18e
        | 0x1f191..=0x1f19a
        | 0x1f200..=0x1f320
        | 0x1f32d..=0x1f335
        | 0x1f337..=0x1f37c
        | 0x1f37e..=0x1f393
        | 0x1f3a0..=0x1f3ca
        | 0x1f3e0..=0x1f3f0
        | 0x1f400..=0x1f43e
        | 0x1f440
        | 0x1f442..=0x1f4fc
        | 0x1f4ff..=0x1f53d
        | 0x1f600..=0x1f64f
        | 0x1f680..=0x1f6c5
        | 0x1f90c..=0x1f93a
        | 0x1f93c..=0x1f945
        | 0x1f947..=0x1f9ff
        | 0x1fa70..=0x1faff
        | 0x20000..=0x2fffd
        | 0x30000..=0x3fffd => "W",
        0xa1
        | 0xa4
        | 0xa7..=0xa8
        | 0xaa
        | 0xad..=0xae
        | 0xb0..=0xb4
        | 0xb6..=0xba
        | 0xbc..=0xbf
        | 0xe000..=0xf8ff => "A",
        _ => "N",
    }
}

natives! { static FUNCTIONS;
    /// Returns the name assigned to the character chr as a string.
    fn name(vm, chr: Ref<StrObj>, default: Value = Value::Undef, /) -> Res {
        let c = one(vm, "name", &chr)?;
        match char::from_u32(c).and_then(names::name) {
            Some(n) => Ok(vm.heap.str(&n).into_value()),
            None if default.is_undef() => Err(vm.value_error("no such name")),
            None => Ok(default.take()),
        }
    }
    /// Look up character by name.
    fn lookup(vm, name: Ref<StrObj>, /) -> Res<String> {
        let text = name.to_text();
        match names::lookup(&text) {
            Some(c) => Ok(c.to_string()),
            None => {
                let message = vm.heap.str(&format!("undefined character name '{text}'")).into_value();
                Err(vm.key_error(message))
            }
        }
    }
    /// Returns the general category assigned to the character chr as string.
    fn category(vm, chr: Ref<StrObj>, /) -> Res<&'static str> { Ok(unicode::category_name(one(vm, "category", &chr)?)) }
    /// Return the normal form 'form' for the Unicode string unistr.
    fn normalize(vm, form: Ref<StrObj>, unistr: Ref<StrObj>, /) -> Res {
        let out = self::form(vm, &form, &unistr)?;
        vm.new_str(out)
    }
    /// Return whether the Unicode string unistr is in the normal form 'form'.
    fn is_normalized(vm, form: Ref<StrObj>, unistr: Ref<StrObj>, /) -> Res<bool> {
        Ok(self::form(vm, &form, &unistr)? == unistr.bytes())
    }
    /// Converts a Unicode character into its equivalent decimal value.
    fn decimal(vm, chr: Ref<StrObj>, default: Value = Value::Undef, /) -> Res {
        let c = one(vm, "decimal", &chr)?;
        match unicode::decimal_value(c) {
            Some(d) => Ok(Value::Int(d.into())),
            None if default.is_undef() => Err(vm.value_error("not a decimal")),
            None => Ok(default.take()),
        }
    }
    /// Returns the canonical combining class assigned to the character chr as integer.
    fn combining(vm, chr: Ref<StrObj>, /) -> Res<i64> {
        let c = one(vm, "combining", &chr)?;
        Ok(char::from_u32(c).map_or(0, |c| canonical_combining_class(c).into()))
    }
    /// Returns the east asian width assigned to the character chr as string.
    fn east_asian_width(vm, chr: Ref<StrObj>, /) -> Res<&'static str> { Ok(east_asian_width(one(vm, "east_asian_width", &chr)?)) }
    /// Returns the bidirectional class assigned to the character: not available.
    fn bidirectional(vm, chr: Ref<StrObj>, /) -> Res<()> { drop(chr); Err(vm.not_implemented_error("unicodedata.bidirectional() is not available")) }
    /// Returns the character decomposition mapping: not available.
    fn decomposition(vm, chr: Ref<StrObj>, /) -> Res<()> { drop(chr); Err(vm.not_implemented_error("unicodedata.decomposition() is not available")) }
    /// Converts a Unicode character into its equivalent numeric value: not available.
    fn numeric(vm, chr: Ref<StrObj>, default: Value = Value::Undef, /) -> Res<()> { drop((chr, default)); Err(vm.not_implemented_error("unicodedata.numeric() is not available")) }
    /// Returns the mirrored property: not available.
    fn mirrored(vm, chr: Ref<StrObj>, /) -> Res<()> { drop(chr); Err(vm.not_implemented_error("unicodedata.mirrored() is not available")) }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    put_str(vm, dict, "unidata_version", "15.1.0");
    vm.add_functions(dict, "unicodedata", FUNCTIONS);
    Ok(())
}
