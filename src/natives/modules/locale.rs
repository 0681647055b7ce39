//! `_locale`: the C library's locale, and what it knows about numbers, dates and the order of texts. `locale` is the module for programs.

use std::ffi::CString;

use crate::natives;
use crate::natives::files::coding::{decode_bytes, encode_text};
use crate::natives::files::paths::path_bytes;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::text::codecs::{Codec, Errors};
use crate::object::text::wtf8;
use crate::object::{Ref, Value};
use crate::vm::locale::{self as system, Wide};
use crate::vm::{Raised, Res, Vm};

use super::support::{new_exception, os_error, put, put_ints, put_str, raise_new};

/// The exception.
#[derive(Default)]
struct Kept(Value);

#[cold]
fn error(vm: &mut Vm, text: &str) -> Raised {
    let class = vm.extension::<Kept>().0.clone();
    let text = vm.heap.str(text).into_value();
    raise_new(vm, &class, &[text])
}

/// A text of the system as a str.
fn text(vm: &mut Vm, bytes: &[u8]) -> Res {
    let text = decode_bytes(vm, bytes, Codec::Utf8, &Errors::SurrogateEscape)?;
    vm.new_str(text)
}

/// A str as the system wants it.
fn passed(vm: &mut Vm, s: &StrObj) -> Res<CString> {
    let bytes = encode_text(vm, s.bytes(), Codec::Utf8, &Errors::SurrogateEscape)?;
    CString::new(bytes).map_err(|_| vm.value_error("embedded null character"))
}

/// A str or None.
fn maybe(vm: &mut Vm, name: &str, at: usize, v: &Value) -> Res<Option<CString>> {
    match v.cast::<StrObj>() {
        Some(s) => passed(vm, s).map(Some),
        None if v.is_none() => Ok(None),
        None => {
            let what = vm.class_name(v);
            let place = if at == 0 { "argument".to_string() } else { format!("argument {at}") };
            Err(vm.type_error(format!("{name}() {place} must be str or None, not {what}")))
        }
    }
}

fn wide(vm: &mut Vm, s: &StrObj) -> Res<Wide> {
    vm.room_for(s.char_len().saturating_mul(4))?;
    match Wide::of(wtf8::code_points(s.bytes())) {
        Some(w) => Ok(w),
        None => Err(vm.value_error("embedded null character")),
    }
}

/// Sizes of groups of digits, as `localeconv` writes them: the last one is a repetition (0) or an end (127).
fn groups(vm: &Vm, sizes: &[u8]) -> Value {
    let mut all: Vec<Value> = Vec::new();
    for size in sizes {
        all.push(Value::Int((*size).into()));
        if *size == 127 {
            return vm.heap.list(all).into_value();
        }
    }
    if !all.is_empty() {
        all.push(Value::Int(0));
    }
    vm.heap.list(all).into_value()
}

fn conventions(vm: &mut Vm) -> Res {
    let found = system::conventions();
    let dict = vm.heap.dict();
    for (i, (name, bytes)) in system::TEXTS.iter().zip(&found.texts).enumerate() {
        // As in CPython the numbers stand between what is about money and what is about all numbers.
        if i == 7 {
            for (name, n) in system::NUMBERS.iter().zip(found.numbers) {
                put(vm, &dict, name, Value::Int(n.into()));
            }
        }
        let v = if name.ends_with("grouping") { groups(vm, bytes) } else { text(vm, bytes)? };
        put(vm, &dict, name, v);
    }
    Ok(dict.into_value())
}

fn translated(
    vm: &mut Vm,
    domain: Option<&Value>,
    message: &StrObj,
    category: Option<i32>,
    name: &str,
) -> Res {
    let domain = match domain {
        None => None,
        Some(v) => Some(maybe(vm, name, 1, v)?),
    };
    let message = passed(vm, message)?;
    let out = system::translated(domain.as_ref().map(|d| d.as_deref()), &message, category);
    text(vm, &out)
}

fn text_or_error(vm: &mut Vm, bytes: Option<Vec<u8>>) -> Res {
    match bytes {
        Some(bytes) => text(vm, &bytes),
        None => Err(os_error(vm, &std::io::Error::last_os_error(), None)),
    }
}

natives! { static FUNCTIONS;
    /// Activates/queries locale processing.
    fn setlocale(vm, category: Value, locale: Value = Value::None, /) -> Res {
        let category = vm.to_i32(&category)?;
        let locale = maybe(vm, "setlocale", 2, &locale)?;
        match system::set(category, locale.as_deref()) {
            Some(name) => text(vm, &name),
            None if locale.is_none() => Err(error(vm, "locale query failed")),
            None => Err(error(vm, "unsupported locale setting")),
        }
    }
    /// Returns numeric and monetary locale-specific parameters.
    fn localeconv(vm, /) -> Res { conventions(vm) }
    /// Compares two strings according to the locale.
    fn strcoll(vm, os1: Ref<StrObj>, os2: Ref<StrObj>, /) -> Res<i64> {
        let (a, b) = (wide(vm, &os1)?, wide(vm, &os2)?);
        Ok(system::collate(&a, &b).into())
    }
    /// Return a string that can be used as a key for locale-aware comparisons.
    fn strxfrm(vm, string: Ref<StrObj>, /) -> Res {
        let w = wide(vm, &string)?;
        let Some(points) = system::transformed(&w) else { return Err(vm.memory_error()) };
        vm.room_for(points.len().saturating_mul(4))?;
        let mut out = Vec::with_capacity(points.len());
        for c in points {
            if c > 0x10_ffff {
                return Err(vm.value_error(format!("character U+{c:x} is not in range [U+0000; U+10ffff]")));
            }
            wtf8::push(&mut out, c);
        }
        vm.new_str(out)
    }
    /// Return the value for the locale information associated with key.
    fn nl_langinfo(vm, key: Value, /) -> Res {
        let key = vm.to_i32(&key)?;
        match system::langinfo(key.into()) {
            Some(bytes) => text(vm, &bytes),
            None => Err(vm.value_error("unsupported langinfo constant")),
        }
    }
    /// Get the current locale encoding.
    fn getencoding(vm, /) -> Res {
        match system::langinfo(CODESET) {
            Some(name) if !name.is_empty() => text(vm, &name),
            _ => text(vm, b"UTF-8"),
        }
    }
    /// gettext(msg) -> string
    ///
    /// Return translation of msg.
    fn gettext(vm, msg: Ref<StrObj>, /) -> Res { translated(vm, None, &msg, None, "gettext") }
    /// dgettext(domain, msg) -> string
    ///
    /// Return translation of msg in domain.
    fn dgettext(vm, domain: Value, msg: Ref<StrObj>, /) -> Res { translated(vm, Some(&domain.clone()), &msg, None, "dgettext") }
    /// Return translation of msg in domain and category.
    fn dcgettext(vm, domain: Value, msg: Ref<StrObj>, category: Value, /) -> Res {
        let category = vm.to_i32(&category)?;
        translated(vm, Some(&domain), &msg, Some(category), "dcgettext")
    }
    /// Set the C library's textdmain to domain, returning the new domain.
    fn textdomain(vm, domain: Value, /) -> Res {
        let name = maybe(vm, "textdomain", 0, &domain)?;
        let set = system::domain(name.as_deref());
        text_or_error(vm, set)
    }
    /// Bind the C library's domain to dir.
    fn bindtextdomain(vm, domain: Ref<StrObj>, dir: Value, /) -> Res {
        if domain.bytes().is_empty() {
            return Err(error(vm, "domain must be a non-empty string"));
        }
        let name = passed(vm, &domain)?;
        let folder = if dir.is_none() {
            None
        } else {
            let bytes = path_bytes(vm, &dir)?;
            Some(CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))?)
        };
        let set = system::domain_folder(&name, folder.as_deref());
        text_or_error(vm, set)
    }
    /// Bind the C library's domain to codeset.
    fn bind_textdomain_codeset(vm, domain: Ref<StrObj>, codeset: Value, /) -> Res {
        let name = passed(vm, &domain)?;
        let codeset = maybe(vm, "bind_textdomain_codeset", 2, &codeset)?;
        match system::domain_codeset(&name, codeset.as_deref()) {
            Some(bytes) => text(vm, &bytes),
            None => Ok(Value::None),
        }
    }
}

/// The item that names the encoding.
const CODESET: i64 = 14;

/// Once for the process: the category of characters is what the environment says, the plain one being UTF-8 here.
fn begin() {
    static BEGUN: std::sync::Once = std::sync::Once::new();
    BEGUN.call_once(|| {
        const CTYPE: i32 = 0;
        let found = system::set(CTYPE, Some(c""));
        if found.is_none_or(|name| name == b"C" || name == b"POSIX") {
            drop(system::set(CTYPE, Some(c"C.UTF-8")));
        }
    });
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    begin();
    vm.add_functions(dict, "_locale", FUNCTIONS);
    let mut class = vm.extension::<Kept>().0.clone();
    // A module that is made once more has the same exception.
    if !class.is_a::<crate::object::TypeObj>() {
        class = new_exception(vm, "Error", "locale", "Exception")?;
        vm.extension::<Kept>().0 = class.clone();
    }
    // In CPython's order, which `python -m locale` shows.
    let numbers = |vm: &mut Vm, all: &[(&str, i32)]| {
        for (name, number) in all {
            put(vm, dict, name, Value::Int((*number).into()));
        }
    };
    numbers(vm, system::CATEGORIES);
    put_ints(vm, dict, &[("CHAR_MAX", 127)]);
    put(vm, dict, "Error", class);
    numbers(vm, system::ITEMS);
    put_str(vm, dict, "__doc__", "Support for POSIX locales.");
    Ok(())
}
