//! `_csv.Dialect`: what separates, quotes and escapes; and the registry of dialects by name.

use crate::natives::types::support::is_exact;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::types::flags::BASE;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, new_class};

/// When fields are put in quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    Minimal,
    All,
    NonNumeric,
    None,
    Strings,
    NotNull,
}

impl Quoting {
    fn of(n: i64) -> Option<Quoting> {
        use Quoting::*;
        [Minimal, All, NonNumeric, None, Strings, NotNull].get(usize::try_from(n).ok()?).copied()
    }
}

payload! {
    /// `_csv.Dialect`
    pub struct Dialect as "_csv.Dialect" {
        pub line_terminator: Ref<StrObj>,
    } plain {
        pub delimiter: Vec<u8>,
        /// Empty: there is none.
        pub quote: Vec<u8>,
        pub escape: Vec<u8>,
        pub quoting: Quoting,
        pub double_quote: bool,
        pub skip_space: bool,
        pub strict: bool,
    }
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        if args.len() > 1 {
            let n = args.len();
            return Err(vm.type_error(format!("Dialect expected at most 1 argument, got {n}")));
        }
        new(vm, &cls, args.items().first(), &kwargs)
    }
    fn __reduce__(vm, this: Ref<Dialect>, /, *args) -> Res { drop(args); no_pickle(vm, &this) }
    fn __reduce_ex__(vm, this: Ref<Dialect>, /, *args) -> Res { drop(args); no_pickle(vm, &this) }
}

fn no_pickle(vm: &mut Vm, d: &Ref<Dialect>) -> Res {
    let what = vm.short_name(&d.value());
    Err(vm.type_error(format!("cannot pickle '{what}' instances")))
}

fn text_or_none(vm: &Vm, text: &[u8]) -> Value {
    if text.is_empty() { Value::None } else { vm.heap.str_bytes(text).into_value() }
}

attrs! { static ATTRS for Dialect;
    fn delimiter(vm, this) -> Value { text_or_none(vm, &this.delimiter) }
    fn escapechar(vm, this) -> Value { text_or_none(vm, &this.escape) }
    fn lineterminator(vm, this) -> Value { this.line_terminator.value() }
    fn quotechar(vm, this) -> Value { text_or_none(vm, &this.quote) }
    fn quoting(vm, this) -> i64 { this.quoting as i64 }
    fn skipinitialspace(vm, this) -> bool { this.skip_space }
    fn doublequote(vm, this) -> bool { this.double_quote }
    fn strict(vm, this) -> bool { this.strict }
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec = ClassSpec { name: "Dialect", module: "_csv", flags: BASE, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_attrs(&class, ATTRS);
    let doc = "CSV dialect\n\nThe Dialect type records CSV parsing and generation options.\n";
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
    class
}

/// The settings, in the order in which they are looked at.
const NAMES: [&str; 8] = [
    "delimiter",
    "doublequote",
    "escapechar",
    "lineterminator",
    "quotechar",
    "quoting",
    "skipinitialspace",
    "strict",
];

/// The dialect that an argument and settings mean.
pub fn of(vm: &mut Vm, dialect: Option<&Value>, settings: &Ref<DictObj>) -> Res<Ref<Dialect>> {
    let class = super::state(vm).dialect.clone();
    match new(vm, &class, dialect, settings)?.into_ref::<Dialect>() {
        Ok(d) => Ok(d),
        Err(v) => {
            let what = vm.class_name(&v);
            Err(vm.type_error(format!("expected a dialect, got {what}")))
        }
    }
}

fn new(vm: &mut Vm, class: &Ref<TypeObj>, dialect: Option<&Value>, settings: &Ref<DictObj>) -> Res {
    let mut given: [Value; 8] = Default::default();
    let mut base = dialect.cloned().unwrap_or_default();
    for (name, value) in settings.entries() {
        let text = name.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        match NAMES.iter().position(|n| *n == text) {
            Some(i) => given[i] = value,
            None if text == "dialect" && base.is_undef() => base = value,
            None => {
                let text = format!("this function got an unexpected keyword argument '{text}'");
                return Err(vm.type_error(text));
            }
        }
    }
    if base.is_a::<StrObj>() {
        base = find(vm, &base)?;
    }
    if base.is_a::<Dialect>() && is_exact(&base) && given.iter().all(Value::is_undef) {
        return Ok(base);
    }
    if !base.is_undef() {
        for (place, name) in given.iter_mut().zip(NAMES) {
            if place.is_undef() {
                let name = vm.heap.intern(name);
                *place = match vm.get_attr(&base, &name) {
                    Ok(v) => v,
                    // Whatever it was, the default holds.
                    Err(e) => {
                        drop(vm.take_raised(e));
                        Value::Undef
                    }
                };
            }
        }
    }
    let [delimiter, double_quote, escape, terminator, quote, quoting, skip_space, strict] = given;
    let no_quote = quote.is_none() && quoting.is_undef();
    let delimiter = character(vm, "delimiter", &delimiter, b",", false)?;
    let double_quote = flag(vm, &double_quote, true)?;
    let escape = character(vm, "escapechar", &escape, b"", true)?;
    let line_terminator = match terminator {
        Value::Undef => vm.heap.str("\r\n"),
        v => match v.into_ref::<StrObj>() {
            Ok(s) => s,
            Err(v) => {
                let what = vm.class_name(&v);
                return Err(vm.type_error(format!("\"lineterminator\" must be a string, not {what}")));
            }
        },
    };
    let quote = character(vm, "quotechar", &quote, b"\"", true)?;
    let number = match quoting {
        Value::Undef => 0,
        Value::Int(i) => i,
        v if as_int(&v).is_some() && is_exact(&v) && v.as_obj().is_some() => i64::MAX,
        v => {
            let what = vm.class_name(&v);
            return Err(vm.type_error(format!("\"quoting\" must be an integer, not {what}")));
        }
    };
    let skip_space = flag(vm, &skip_space, false)?;
    let strict = flag(vm, &strict, false)?;
    let Some(mut quoting) = Quoting::of(number) else { return Err(vm.type_error("bad \"quoting\" value")) };
    if no_quote {
        quoting = Quoting::None;
    }
    if quoting != Quoting::None && quote.is_empty() {
        return Err(vm.type_error("quotechar must be set if quoting enabled"));
    }
    let terminator = line_terminator.bytes();
    let mut fault = None;
    for (name, c, space) in [
        ("delimiter", &delimiter, true),
        ("escapechar", &escape, !skip_space),
        ("quotechar", &quote, !skip_space),
    ] {
        let wrong = matches!(&c[..], b"\r" | b"\n") || (&c[..] == b" " && !space);
        if wrong {
            fault = fault.or(Some(format!("bad {name} value")));
        } else if !c.is_empty() && memchr::memmem::find(terminator, c).is_some() {
            fault = fault.or(Some(format!("bad {name} or lineterminator value")));
        }
    }
    for (a, x, b, y) in [
        ("delimiter", &delimiter, "escapechar", &escape),
        ("delimiter", &delimiter, "quotechar", &quote),
        ("escapechar", &escape, "quotechar", &quote),
    ] {
        if x == y && !x.is_empty() {
            fault = fault.or(Some(format!("bad {a} or {b} value")));
        }
    }
    if let Some(text) = fault {
        return Err(vm.value_error(text));
    }
    let d = Dialect { line_terminator, delimiter, quote, escape, quoting, double_quote, skip_space, strict };
    Ok(vm.heap.alloc(class, d).into_value())
}

fn flag(vm: &mut Vm, v: &Value, default: bool) -> Res<bool> {
    if v.is_undef() { Ok(default) } else { vm.truth(v) }
}

fn character(vm: &mut Vm, name: &str, v: &Value, default: &[u8], optional: bool) -> Res<Vec<u8>> {
    if v.is_undef() {
        return Ok(default.to_vec());
    }
    if v.is_none() && optional {
        return Ok(Vec::new());
    }
    let wanted = if optional { "a unicode character or None" } else { "a unicode character" };
    let Some(s) = v.cast::<StrObj>() else {
        let class = vm.class_of(v);
        let what = vm.short_full_name(&class);
        return Err(vm.type_error(format!("\"{name}\" must be {wanted}, not {what}")));
    };
    let n = wtf8::char_count(s.bytes());
    if n != 1 {
        return Err(vm.type_error(format!("\"{name}\" must be {wanted}, not a string of length {n}")));
    }
    Ok(s.bytes().to_vec())
}

/// The registered dialect of this name.
pub fn find(vm: &mut Vm, name: &Value) -> Res {
    let dialects = super::state(vm).dialects.clone();
    match vm.dict_get(&dialects, name)? {
        Some(d) => Ok(d),
        None => Err(super::error(vm, "unknown dialect")),
    }
}
