//! `_json.make_encoder`: writes one object as JSON, into one buffer.

use crate::natives;
use crate::natives::modules::support::{ClassSpec, new_class, put};
use crate::natives::types::support::is_exact;
use crate::object::buffer;
use crate::object::dict::DictObj;
use crate::object::function::NativeObj;
use crate::object::int::{as_float, as_int};
use crate::object::list::ListObj;
use crate::object::number::float::text::repr as float_repr;
use crate::object::number::int::IntRef;
use crate::object::number::int::text::to_decimal;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, payload};

use super::text::quote;

payload! {
    /// `_json.Encoder`
    pub struct Encoder as "_json.Encoder" {
        markers: Value,
        default: Value,
        encoder: Value,
        indent: Value,
        key_separator: Ref<StrObj>,
        item_separator: Ref<StrObj>,
    } plain {
        sort_keys: bool,
        skipkeys: bool,
        allow_nan: bool,
        /// The encoder is one of ours.
        own: Own,
    }
}

/// Which of our functions writes strings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Own {
    No,
    Ascii,
    All,
}

fn own(encoder: &Value) -> Own {
    let Some(native) = encoder.cast::<NativeObj>() else { return Own::No };
    let def = crate::vm::native::def_of(native);
    match def.name {
        _ if !super::FUNCTIONS.iter().any(|f| std::ptr::eq(f, def)) => Own::No,
        "encode_basestring_ascii" => Own::Ascii,
        "encode_basestring" => Own::All,
        _ => Own::No,
    }
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, markers: Value, default: Value, encoder: Value, indent: Value, key_separator: Value, item_separator: Value, sort_keys: bool, skipkeys: bool, allow_nan: bool) -> Res<Ref<Encoder>> {
        if !markers.is_none() && !markers.is_a::<DictObj>() {
            let what = vm.class_name(&markers);
            return Err(vm.type_error(format!("make_encoder() argument 1 must be dict or None, not {what}")));
        }
        let mut text = |v: Value, n: usize| match v.into_ref::<StrObj>() {
            Ok(s) => Ok(s),
            Err(v) => {
                let what = vm.class_name(&v);
                Err(vm.type_error(format!("make_encoder() argument {n} must be str, not {what}")))
            }
        };
        let (key_separator, item_separator) = (text(key_separator, 5)?, text(item_separator, 6)?);
        let own = own(&encoder);
        let e = Encoder { markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan, own };
        Ok(vm.heap.alloc(&cls, e))
    }
    /// Call self as a function.
    fn __call__(vm, this: Ref<Encoder>, /, obj: Value, _current_indent_level: i64) -> Res {
        let mut writer = Writer { encoder: &this, out: Vec::new(), under_way: Vec::new(), indent: None };
        if let Some(s) = this.indent.to_ref::<StrObj>() {
            writer.indent = Some((s, usize::try_from(_current_indent_level).unwrap_or(0)));
        } else if !this.indent.is_none() {
            let what = vm.class_name(&this.indent);
            return Err(vm.type_error(format!("make_encoder() argument 4 must be str or None, not {what}")));
        }
        writer.value(vm, &obj)?;
        let text = vm.new_str(writer.out)?;
        Ok(vm.heap.tuple([text]).into_value())
    }
}

attrs! { static ATTRS for Encoder;
    /// markers
    fn markers(vm, this) -> Value { this.markers.clone() }
    /// default
    fn default(vm, this) -> Value { this.default.clone() }
    /// encoder
    fn encoder(vm, this) -> Value { this.encoder.clone() }
    /// indent
    fn indent(vm, this) -> Value { this.indent.clone() }
    /// key_separator
    fn key_separator(vm, this) -> Value { this.key_separator.value() }
    /// item_separator
    fn item_separator(vm, this) -> Value { this.item_separator.value() }
    /// sort_keys
    fn sort_keys(vm, this) -> bool { this.sort_keys }
    /// skipkeys
    fn skipkeys(vm, this) -> bool { this.skipkeys }
}

/// Makes the class.
pub fn add_class(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec = ClassSpec { name: "Encoder", module: "_json", flags: 0, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_attrs(&class, ATTRS);
    let doc = "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)";
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
    put(vm, dict, "make_encoder", class.value());
}

/// A document that is being written.
struct Writer<'a> {
    encoder: &'a Ref<Encoder>,
    out: Vec<u8>,
    /// The addresses of the objects that are being written.
    under_way: Vec<usize>,
    /// What a level is indented by, and how many levels there are.
    indent: Option<(Ref<StrObj>, usize)>,
}

impl Writer<'_> {
    #[inline]
    fn put(&mut self, vm: &mut Vm, text: &[u8]) -> Res<()> {
        vm.granted(buffer::extend(&mut self.out, text))
    }

    /// A value: its text, or what the hook makes of it.
    fn value(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        match v {
            Value::None => self.put(vm, b"null"),
            Value::True => self.put(vm, b"true"),
            Value::False => self.put(vm, b"false"),
            Value::Int(i) => self.small(vm, *i),
            Value::Float(x) => self.float(vm, x.get()),
            Value::Undef => Ok(()),
            Value::Obj(_) => {
                if let Some(s) = v.cast::<StrObj>() {
                    self.string(vm, v, s)
                } else if let Some(d) = v.to_ref::<DictObj>() {
                    vm.deeper_where(" while encoding a JSON object", |vm| self.dict(vm, v, &d))
                } else if v.is_a::<ListObj>() || v.is_a::<TupleObj>() {
                    vm.deeper_where(" while encoding a JSON object", |vm| self.list(vm, v))
                } else if let Some(i) = as_int(v) {
                    self.int(vm, i)
                } else if let Some(x) = as_float(v) {
                    self.float(vm, x)
                } else {
                    vm.deeper_where(" while encoding a JSON object", |vm| self.other(vm, v))
                }
            }
        }
    }

    #[inline]
    fn string(&mut self, vm: &mut Vm, v: &Value, s: &StrObj) -> Res<()> {
        match self.encoder.own {
            Own::Ascii => quote::<true>(vm, s.bytes(), &mut self.out),
            Own::All => quote::<false>(vm, s.bytes(), &mut self.out),
            Own::No => {
                let made = vm.call(&self.encoder.encoder, &[v.clone()])?;
                match made.cast::<StrObj>() {
                    Some(s) => self.put(vm, s.bytes()),
                    None => {
                        let what = vm.class_name(&made);
                        Err(vm.type_error(format!("encoder() must return a string, not {what}")))
                    }
                }
            }
        }
    }

    fn small(&mut self, vm: &mut Vm, i: i64) -> Res<()> {
        let mut digits = [0u8; 20];
        let mut at = digits.len();
        let mut n = i.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (n % 10) as u8;
            n /= 10;
            if n == 0 {
                break;
            }
        }
        vm.granted(buffer::room(&mut self.out, 20))?;
        if i < 0 {
            self.out.push(b'-');
        }
        self.out.extend_from_slice(&digits[at..]);
        Ok(())
    }

    fn int(&mut self, vm: &mut Vm, i: IntRef<'_>) -> Res<()> {
        if let Some(i) = i.to_i64() {
            return self.small(vm, i);
        }
        let text = to_decimal(i, vm.max_int_digits).map_err(|e| vm.text_error(e))?;
        self.put(vm, text.as_bytes())
    }

    fn float(&mut self, vm: &mut Vm, x: f64) -> Res<()> {
        if !x.is_finite() {
            let text = if x.is_nan() {
                "NaN"
            } else if x > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            };
            if !self.encoder.allow_nan {
                let shown = float_repr(x);
                return Err(
                    vm.value_error(format!("Out of range float values are not JSON compliant: {shown}"))
                );
            }
            return self.put(vm, text.as_bytes());
        }
        // Mostly the standard library's digits are the language's, and need no text of their own.
        if (1e-4..1e16).contains(&x.abs()) {
            use std::io::Write;
            vm.granted(buffer::room(&mut self.out, 32))?;
            let begin = self.out.len();
            drop(write!(self.out, "{x:?}"));
            let made = &self.out[begin..];
            // Of two texts equally near, long ones, the language takes the even one.
            // (That takes a number whose digits end soon.)
            let bits = x.to_bits();
            let exponent = (bits >> 52 & 0x7ff) as i32 - 1023;
            let fraction = 52 - (bits | 1 << 52).trailing_zeros() as i32 - exponent;
            if fraction > 20 || made.len() < 16 || made.last().is_some_and(|d| d & 1 == 0) {
                return Ok(());
            }
            self.out.truncate(begin);
        }
        let text = float_repr(x);
        self.put(vm, text.as_bytes())
    }

    /// Begins an object that may contain itself.
    fn enter(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        if self.encoder.markers.is_none() {
            return Ok(());
        }
        let at = v.as_obj().map_or(0, |o| o.addr());
        if self.under_way.contains(&at) {
            return Err(vm.value_error("Circular reference detected"));
        }
        self.under_way.push(at);
        Ok(())
    }

    fn leave(&mut self) {
        self.under_way.pop();
    }

    fn other(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        self.enter(vm, v)?;
        let made = vm.call(&self.encoder.default, &[v.clone()])?;
        if let Err(e) = self.value(vm, &made) {
            let what = type_name(vm, v);
            return Err(noted(vm, e, &format!("when serializing {what} object")));
        }
        self.leave();
        Ok(())
    }

    /// A new line, indented.
    fn line(&mut self, vm: &mut Vm) -> Res<()> {
        if let Some((indent, level)) = self.indent.clone() {
            self.put(vm, b"\n")?;
            for _ in 0..level {
                self.put(vm, indent.bytes())?;
            }
        }
        Ok(())
    }

    /// One level further in or out.
    fn level(&mut self, by: isize) {
        if let Some((_, level)) = &mut self.indent {
            *level = level.saturating_add_signed(by);
        }
    }

    fn list(&mut self, vm: &mut Vm, given: &Value) -> Res<()> {
        // What a class of its own iterates over counts, not what lies in the list.
        let v = &if is_exact(given) {
            given.clone()
        } else {
            let values = vm.collect_sequence_or(given, "_iterencode_list needs a sequence")?;
            vm.heap.list(values).into_value()
        };
        let item = |i: usize| match v.cast::<ListObj>() {
            Some(l) => l.get(i),
            None => v.cast::<TupleObj>().and_then(|t| t.items().get(i).cloned()),
        };
        let Some(first) = item(0) else { return self.put(vm, b"[]") };
        self.enter(vm, given)?;
        self.put(vm, b"[")?;
        self.level(1);
        self.line(vm)?;
        let (mut i, mut next) = (0, Some(first));
        while let Some(one) = next {
            if i > 0 {
                let separator = &self.encoder.item_separator;
                vm.granted(buffer::extend(&mut self.out, separator.bytes()))?;
                if self.indent.is_some() {
                    self.line(vm)?;
                }
            }
            if let Err(e) = self.value(vm, &one) {
                let what = type_name(vm, given);
                return Err(noted(vm, e, &format!("when serializing {what} item {i}")));
            }
            i += 1;
            next = item(i);
        }
        self.level(-1);
        self.line(vm)?;
        if !self.encoder.markers.is_none() {
            self.leave();
        }
        vm.let_die()?;
        self.put(vm, b"]")
    }

    fn dict(&mut self, vm: &mut Vm, v: &Value, d: &Ref<DictObj>) -> Res<()> {
        if d.is_empty() {
            return self.put(vm, b"{}");
        }
        self.enter(vm, v)?;
        self.put(vm, b"{")?;
        self.level(1);
        let mut first = true;
        if self.encoder.sort_keys || !is_exact(v) {
            for (key, value) in items(vm, v, d, self.encoder.sort_keys)? {
                self.entry(vm, v, &key, &value, &mut first)?;
            }
        } else {
            let mut place = 0;
            while let Some((at, key, value)) = d.next_entry(place) {
                self.entry(vm, v, &key, &value, &mut first)?;
                place = at;
            }
        }
        self.level(-1);
        if !first {
            self.line(vm)?;
        }
        if !self.encoder.markers.is_none() {
            self.leave();
        }
        vm.let_die()?;
        self.put(vm, b"}")
    }

    fn entry(&mut self, vm: &mut Vm, whole: &Value, key: &Value, v: &Value, first: &mut bool) -> Res<()> {
        let known = key.is_a::<StrObj>()
            || matches!(key, Value::None | Value::True | Value::False)
            || as_int(key).is_some()
            || as_float(key).is_some();
        if !known {
            if self.encoder.skipkeys {
                return Ok(());
            }
            let what = vm.class_name(key);
            return Err(vm.type_error(format!("keys must be str, int, float, bool or None, not {what}")));
        }
        if std::mem::take(first) {
            self.line(vm)?;
        } else {
            let separator = &self.encoder.item_separator;
            vm.granted(buffer::extend(&mut self.out, separator.bytes()))?;
            if self.indent.is_some() {
                self.line(vm)?;
            }
        }
        match key.cast::<StrObj>() {
            Some(s) => self.string(vm, key, s)?,
            None if self.encoder.own != Own::No => {
                // Digits and words need no escapes.
                self.out.push(b'"');
                self.value(vm, key)?;
                self.out.push(b'"');
            }
            None => {
                let so_far = std::mem::take(&mut self.out);
                let written = self.value(vm, key);
                let text = std::mem::replace(&mut self.out, so_far);
                written?;
                let text = vm.heap.str_from_vec(text);
                let value = text.value();
                self.string(vm, &value, &text)?;
            }
        }
        let separator = &self.encoder.key_separator;
        vm.granted(buffer::extend(&mut self.out, separator.bytes()))?;
        match self.value(vm, v) {
            Ok(()) => Ok(()),
            Err(e) => {
                let what = type_name(vm, whole);
                let raised = vm.take_raised(e);
                let shown = vm.repr(key)?.to_text();
                let e = vm.reraise(raised);
                Err(noted(vm, e, &format!("when serializing {what} item {shown}")))
            }
        }
    }
}

/// The entries of a dict that is sorted, or not plain.
fn items(vm: &mut Vm, v: &Value, d: &Ref<DictObj>, sorted: bool) -> Res<Vec<(Value, Value)>> {
    vm.room_for(d.len().saturating_mul(2 * size_of::<(Value, Value)>()))?;
    if is_exact(v) {
        let mut all = d.entries();
        let plain = |k: &Value| k.is_a::<StrObj>() && is_exact(k);
        if !sorted || all.iter().all(|(k, _)| plain(k)) {
            // Code points are in the order of their bytes.
            all.sort_unstable_by(|(a, _), (b, _)| {
                let bytes = |v: &'_ Value| v.cast::<StrObj>().map(|s| s.bytes().to_vec());
                match (a.cast::<StrObj>(), b.cast::<StrObj>()) {
                    (Some(a), Some(b)) => a.bytes().cmp(b.bytes()),
                    _ => bytes(a).cmp(&bytes(b)),
                }
            });
            return Ok(all);
        }
    }
    let name = vm.heap.intern("items");
    let view = vm.call_method(v, &name, &[])?;
    let mut list = vm.collect(&view)?;
    if sorted {
        let sorting = vm.heap.list(list).into_value();
        let name = vm.heap.intern("sort");
        vm.call_method(&sorting, &name, &[])?;
        list = vm.collect(&sorting)?;
    }
    let mut out = Vec::with_capacity(list.len());
    for pair in list {
        match pair.cast::<TupleObj>().map(TupleObj::items) {
            Some([k, v]) => out.push((k.clone(), v.clone())),
            _ => return Err(vm.value_error("items must return 2-tuples")),
        }
    }
    Ok(out)
}

fn type_name(vm: &mut Vm, v: &Value) -> String {
    let class = vm.class_of(v);
    vm.short_full_name(&class)
}

/// The same exception with a note.
#[cold]
fn noted(vm: &mut Vm, e: crate::vm::Raised, note: &str) -> crate::vm::Raised {
    let x = vm.take_raised(e);
    let (name, note) = (vm.heap.intern("add_note"), vm.heap.str(note).into_value());
    match vm.call_method(&x, &name, &[note]) {
        Ok(_) => vm.reraise(x),
        Err(e) => e,
    }
}
