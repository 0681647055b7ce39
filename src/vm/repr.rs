//! `repr`, `str`, `ascii`, `format`: the protocols, and the texts of the built-in classes.

use crate::object::buffer;
use crate::object::bytes::with_bytes;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::error::TextResult;
use crate::object::format::format_spec::{self, number as format_number};
use crate::object::function::{BoundMethodObj, CellObj, FunctionObj, NativeObj};
use crate::object::generator::GenObj;
use crate::object::int::{ComplexObj, as_float, as_int};
use crate::object::list::ListObj;
use crate::object::module::ModuleObj;
use crate::object::number::{complex, float, int};
use crate::object::range::{RangeObj, SliceObj};
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::text::repr as text_repr;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Ref, TypeObj, Value};

use super::native::def_of;
use super::{Res, Vm};

/// Where a text ends that is too deep.
const IN_REPR: &str = " while getting the repr of an object";
const IN_STR: &str = " while getting the str of an object";

impl Vm {
    /// A str from generalised UTF-8, unless it is too long.
    pub fn new_str(&mut self, bytes: Vec<u8>) -> Res {
        if bytes.len() >= u32::MAX as usize {
            return Err(self.memory_error());
        }
        Ok(self.heap.str_from_vec(bytes).into_value())
    }

    /// A new `str` of these parts, one behind the other.
    #[inline]
    pub fn joined_str<'a>(&mut self, parts: impl Iterator<Item = &'a [u8]> + Clone) -> Res {
        if let Some(s) = self.heap.str_short(parts.clone()) {
            return Ok(s.into_value());
        }
        let room = buffer::with_room(parts.clone().fold(0usize, |n, part| n.saturating_add(part.len())));
        let mut out = self.from_text(room)?;
        parts.for_each(|part| out.extend_from_slice(part));
        self.new_str(out)
    }

    fn text(&mut self, bytes: Vec<u8>) -> Res<Ref<StrObj>> {
        if bytes.len() >= u32::MAX as usize {
            return Err(self.memory_error());
        }
        Ok(self.heap.str_from_vec(bytes))
    }

    fn made_text(&mut self, made: TextResult<Vec<u8>>) -> Res<Ref<StrObj>> {
        match made {
            Ok(bytes) => self.text(bytes),
            Err(e) => Err(self.text_error(e)),
        }
    }

    /// Adds to a text under construction.
    fn add_to(&mut self, out: &mut Vec<u8>, more: &[u8]) -> Res<()> {
        let grown = buffer::extend(out, more);
        self.granted(grown)
    }

    /// `repr(v)`
    pub fn repr(&mut self, v: &Value) -> Res<Ref<StrObj>> {
        if self.has_builtin_text(v) {
            return self.builtin_repr(v);
        }
        let Some(f) = self.lookup_special(v, &self.names.__repr__) else { return self.builtin_repr(v) };
        if f.is(&self.defaults.object_repr) {
            return self.builtin_repr(v);
        }
        self.text_by(&f, v, "__repr__")
    }

    /// Calls a method that must give a str. One of the built-in classes may show a chain of its kind: that is as deep as a chain of containers may be.
    fn text_by(&mut self, f: &Value, v: &Value, method: &str) -> Res<Ref<StrObj>> {
        let text = if f.is_a::<NativeObj>() {
            let place = if method == "__str__" { IN_STR } else { IN_REPR };
            self.deeper_where(place, |vm| vm.call_found(f, v, &[]))?
        } else {
            self.check_native_stack()?;
            self.call_found(f, v, &[])?
        };
        text.into_ref::<StrObj>().map_err(|r| {
            let name = self.class_name(&r);
            self.type_error(format!("{method} returned non-string (type {name})"))
        })
    }

    fn has_builtin_text(&self, v: &Value) -> bool {
        match v {
            Value::Obj(o) => {
                o.header().is_exact()
                    && !matches!(
                        o.kind(),
                        Kind::Foreign
                            | Kind::Exception
                            | Kind::Type
                            | Kind::Instance
                            | Kind::Wrapper
                            | Kind::Member
                    )
            }
            _ => true,
        }
    }

    /// The same for `str`: bytes say by their method that they are no text (`-b`).
    fn has_builtin_str(&self, v: &Value) -> bool {
        match v {
            Value::Obj(o) => {
                o.header().is_exact()
                    && !matches!(
                        o.kind(),
                        Kind::Foreign
                            | Kind::Exception
                            | Kind::Type
                            | Kind::Instance
                            | Kind::Wrapper
                            | Kind::Member
                            | Kind::Bytes
                            | Kind::ByteArray
                    )
            }
            _ => true,
        }
    }

    /// `str(v)`
    pub fn str(&mut self, v: &Value) -> Res<Ref<StrObj>> {
        if let Some(s) = v.to_ref::<StrObj>()
            && s.obj().header().is_exact()
        {
            return Ok(s);
        }
        if self.has_builtin_str(v) {
            return self.builtin_repr(v);
        }
        let Some(f) = self.lookup_special(v, &self.names.__str__) else { return self.repr(v) };
        let f = if f.is(&self.defaults.object_str) {
            // `object.__str__` is the repr, but `str` is who finds that it is no text.
            match self.lookup_special(v, &self.names.__repr__) {
                Some(repr) if !repr.is(&self.defaults.object_repr) => repr,
                _ => return self.repr(v),
            }
        } else {
            f
        };
        self.text_by(&f, v, "__str__")
    }

    /// `ascii(v)`
    pub fn ascii(&mut self, v: &Value) -> Res<Ref<StrObj>> {
        let r = self.repr(v)?;
        if r.is_ascii() {
            return Ok(r);
        }
        let out = text_repr::ascii_escape(r.bytes());
        self.made_text(out)
    }

    /// `format(v, spec)`
    pub fn format(&mut self, v: &Value, spec: &Ref<StrObj>) -> Res<Ref<StrObj>> {
        let exact = match v {
            Value::Obj(o) => o.header().is_exact(),
            _ => true,
        };
        if exact {
            if spec.byte_len() == 0
                && !matches!(v.kind(), Some(Kind::Foreign | Kind::Instance | Kind::Exception | Kind::Type))
            {
                return self.str(v);
            }
            if let Some(s) = self.builtin_format(v, spec)? {
                return Ok(s);
            }
        }
        if let Some(f) = self.lookup_special(v, &self.names.__format__)
            && !f.is(&self.defaults.object_format)
        {
            let r = self.call_found(&f, v, &[spec.value()])?;
            return match r.into_ref::<StrObj>() {
                Ok(s) => Ok(s),
                Err(r) => {
                    let name = self.class_name(&r);
                    Err(self.type_error(format!("__format__ must return a str, not {name}")))
                }
            };
        }
        self.default_format(v, spec)
    }

    /// `object.__format__`
    pub fn default_format(&mut self, v: &Value, spec: &Ref<StrObj>) -> Res<Ref<StrObj>> {
        if spec.byte_len() != 0 {
            let name = self.class_name(v);
            return Err(self.type_error(format!("unsupported format string passed to {name}.__format__")));
        }
        self.str(v)
    }

    /// `format(v, spec)` of numbers and strings, by storage; None for other values.
    pub fn builtin_format(&mut self, v: &Value, spec: &Ref<StrObj>) -> Res<Option<Ref<StrObj>>> {
        let limit = self.max_int_digits;
        // Errors name a class of the script's.
        let mut name = None;
        if let Some(o) = v.as_obj().filter(|o| !o.header().is_exact() && !spec.bytes().is_empty())
            && matches!(o.kind(), Kind::Str | Kind::BigInt | Kind::FloatBox | Kind::Complex)
        {
            name = Some(self.class_name(v));
        }
        let name = name.as_deref();
        let out = match v {
            Value::True | Value::False => format_number::bool(matches!(v, Value::True), spec.bytes()),
            Value::Float(x) => format_number::float(x.get(), spec.bytes(), "float"),
            _ => match (as_int(v), v.as_obj()) {
                (Some(i), _) => format_number::int(i, spec.bytes(), name.unwrap_or("int"), limit),
                (None, Some(o)) => match o.kind() {
                    Kind::Str => match o.cast::<StrObj>() {
                        Some(s) => format_spec::str(s.bytes(), spec.bytes(), name.unwrap_or("str")),
                        None => return Ok(None),
                    },
                    Kind::Complex => match o.cast::<ComplexObj>() {
                        Some(z) => format_number::complex(z.get(), spec.bytes(), name.unwrap_or("complex")),
                        None => return Ok(None),
                    },
                    Kind::FloatBox => format_number::float(
                        as_float(v).unwrap_or(0.0),
                        spec.bytes(),
                        name.unwrap_or("float"),
                    ),
                    _ => return Ok(None),
                },
                _ => return Ok(None),
            },
        };
        match out {
            Ok(t) => self.text(t).map(Some),
            Err(e) => Err(self.text_error(e)),
        }
    }

    /// `<X object at 0x..>`
    pub fn object_repr(&mut self, v: &Value) -> Res<Ref<StrObj>> {
        let class = self.class_of(v);
        let name = self.full_name(&class);
        let addr = v.as_obj().map_or(0, |o| o.addr());
        Ok(self.heap.str(&format!("<{name} object at {addr:#x}>")))
    }

    /// The text that a built-in class itself gives, by storage.
    pub fn builtin_repr(&mut self, v: &Value) -> Res<Ref<StrObj>> {
        let h = self.heap;
        let o = match v {
            Value::Int(i) => return Ok(h.str(itoa::Buffer::new().format(*i))),
            Value::Float(x) => return Ok(h.str(&float::text::repr(x.get()))),
            Value::None => return Ok(h.str("None")),
            Value::True => return Ok(h.str("True")),
            Value::False => return Ok(h.str("False")),
            Value::Undef => return Ok(h.str("<unbound>")),
            Value::Obj(o) => o,
        };
        let s = match o.kind() {
            Kind::Str => match o.cast::<StrObj>() {
                Some(s) => return self.made_text(text_repr::str_repr(s.bytes())),
                None => return self.object_repr(v),
            },
            Kind::BigInt => match as_int(v) {
                Some(i) => match int::text::to_decimal(i, self.max_int_digits) {
                    Ok(s) => s,
                    Err(e) => return Err(self.text_error(e)),
                },
                None => return self.object_repr(v),
            },
            Kind::FloatBox => float::text::repr(as_float(v).unwrap_or(0.0)),
            Kind::Complex => match o.cast::<ComplexObj>() {
                Some(z) => complex::repr(z.get()),
                None => return self.object_repr(v),
            },
            Kind::Bytes => match with_bytes(v, text_repr::bytes_repr).unwrap_or_else(|| Ok(String::new())) {
                Ok(s) => s,
                Err(e) => return Err(self.text_error(e)),
            },
            Kind::ByteArray => {
                let name = self.short_name(v);
                match with_bytes(v, text_repr::bytes_repr).unwrap_or_else(|| Ok(String::new())) {
                    Ok(s) => {
                        self.room_for(s.len())?;
                        // A bytearray escapes the simple quote in the other ones, too.
                        let s = if s.starts_with("b\"") { s.replace('\'', "\\'") } else { s };
                        format!("{name}({s})")
                    }
                    Err(e) => return Err(self.text_error(e)),
                }
            }
            Kind::List | Kind::Tuple | Kind::Dict | Kind::Set => return self.container_repr(v),
            Kind::Range => {
                let Some(r) = o.cast::<RangeObj>() else { return self.object_repr(v) };
                let (a, b, c) = (h.int(r.start.clone()), h.int(r.stop.clone()), h.int(r.step.clone()));
                let (a, b) = (self.repr(&a)?.to_text(), self.repr(&b)?.to_text());
                if matches!(c, Value::Int(1)) {
                    format!("range({a}, {b})")
                } else {
                    format!("range({a}, {b}, {})", self.repr(&c)?.to_text())
                }
            }
            Kind::Slice => {
                let Some(s) = o.cast::<SliceObj>() else { return self.object_repr(v) };
                let parts = [s.start.clone(), s.stop.clone(), s.step.clone()];
                let mut out = b"slice(".to_vec();
                for (i, p) in parts.iter().enumerate() {
                    if i > 0 {
                        self.add_to(&mut out, b", ")?;
                    }
                    let part = self.deeper_where(IN_REPR, |vm| vm.repr(p))?;
                    self.add_to(&mut out, part.bytes())?;
                }
                self.add_to(&mut out, b")")?;
                return self.text(out);
            }
            Kind::Function => {
                let Some(f) = o.cast::<FunctionObj>() else { return self.object_repr(v) };
                format!("<function {} at {:#x}>", self.function_name(f), o.addr())
            }
            Kind::Native => return self.native_repr(v),
            Kind::BoundMethod => return self.bound_repr(v),
            Kind::Cell => {
                let Some(c) = o.cast::<CellObj>() else { return self.object_repr(v) };
                let inner = c.get();
                if inner.is_undef() {
                    format!("<cell at {:#x}: empty>", o.addr())
                } else {
                    let addr = inner.as_obj().map_or(0, |o| o.addr());
                    format!("<cell at {:#x}: {} object at {addr:#x}>", o.addr(), self.class_name(&inner))
                }
            }
            Kind::Code => {
                let Some(c) = o.cast::<CodeObj>() else { return self.object_repr(v) };
                format!(
                    "<code object {} at {:#x}, file \"{}\", line {}>",
                    c.name.to_text(),
                    o.addr(),
                    c.file.to_text(),
                    c.code.first_line
                )
            }
            Kind::Module => return self.module_repr(v),
            Kind::Type => {
                let Some(t) = o.cast::<TypeObj>() else { return self.object_repr(v) };
                format!("<class '{}'>", self.full_name(t))
            }
            Kind::Generator => {
                let Some(g) = o.cast::<GenObj>() else { return self.object_repr(v) };
                let name = self.generator_qualname(g);
                let word = o.class().name_text();
                format!("<{word} object {name} at {:#x}>", o.addr())
            }
            Kind::Instance if v.is(&h.types().ellipsis_value) => "Ellipsis".into(),
            Kind::Instance if v.is(&h.types().not_implemented) => "NotImplemented".into(),
            _ => return self.object_repr(v),
        };
        self.text(s.into_bytes())
    }

    /// `__qualname__` of a generator.
    pub fn generator_qualname(&self, g: &GenObj) -> String {
        let own = g.of_extra(|x| x.qualname.cast::<StrObj>().map(StrObj::to_text)).flatten();
        own.unwrap_or_else(|| self.function_name(g.func()))
    }

    fn module_repr(&mut self, v: &Value) -> Res<Ref<StrObj>> {
        let Some(m) = v.cast::<ModuleObj>() else { return self.object_repr(v) };
        let given =
            |name: &str| m.dict.get_text(self.heap, name).is_some_and(|v| !v.is_none() && !v.is_undef());
        let file = m.dict.get_str(&self.names.__file__);
        if given("__spec__") || file.is_none() && given("__loader__") || file.is_some_and(|f| f.is_none()) {
            // Whoever found it has words for it.
            let bootstrap = self.importlib()?;
            let text =
                self.call_method(&bootstrap, &self.heap.intern("_module_repr"), std::slice::from_ref(v))?;
            return self.str(&text);
        }
        let name = match m.dict.get_str(&self.names.__name__) {
            Some(n) => self.repr(&n)?.to_text(),
            None => "'?'".into(),
        };
        let tail = match m.dict.get_str(&self.names.__file__) {
            Some(f) => format!(" from {}", self.repr(&f)?.to_text()),
            None => {
                let known = m
                    .dict
                    .get_str(&self.names.__name__)
                    .and_then(|n| n.cast::<StrObj>().map(StrObj::to_text));
                let ours = known.is_some_and(|n| {
                    matches!(n.as_str(), "builtins" | "sys") || self.builtin_modules.contains_key(n.as_str())
                });
                if ours { " (built-in)".into() } else { String::new() }
            }
        };
        self.text(format!("<module {name}{tail}>").into_bytes())
    }

    fn native_repr(&mut self, v: &Value) -> Res<Ref<StrObj>> {
        let Some(n) = v.cast::<NativeObj>() else { return self.object_repr(v) };
        let name = def_of(n).name();
        let t = self.heap.types();
        let class = self.class_ref(v);
        let owner = n.owner.cast::<TypeObj>().map(|c| self.message_name(c)).unwrap_or_default();
        let s = if class.is(&t.method_descriptor) || class.is(&t.classmethod_descriptor) {
            format!("<method '{name}' of '{owner}' objects>")
        } else if class.is(&t.wrapper_descriptor) {
            format!("<slot wrapper '{name}' of '{owner}' objects>")
        } else if !owner.is_empty() {
            let addr = n.owner.as_obj().map_or(0, |o| o.addr());
            format!("<built-in method {name} of type object at {addr:#x}>")
        } else {
            format!("<built-in function {name}>")
        };
        self.text(s.into_bytes())
    }

    fn bound_repr(&mut self, v: &Value) -> Res<Ref<StrObj>> {
        let Some(m) = v.cast::<BoundMethodObj>() else { return self.object_repr(v) };
        let (func, this) = (m.func.clone(), m.this.clone());
        let t = self.heap.types();
        if let Some(n) = func.cast::<NativeObj>() {
            let name = def_of(n).name();
            let class = self.class_name(&this);
            let addr = this.as_obj().map_or(0, |o| o.addr());
            let s = if self.class_ref(v).is(&t.method_wrapper) {
                format!("<method-wrapper '{name}' of {class} object at {addr:#x}>")
            } else {
                format!("<built-in method {name} of {class} object at {addr:#x}>")
            };
            return self.text(s.into_bytes());
        }
        let name = match func.cast::<FunctionObj>() {
            Some(f) => self.function_name(f),
            None => {
                let mut found = None;
                for name in [&self.names.__qualname__, &self.names.__name__] {
                    if found.is_none() {
                        found = self.get_attr_opt(&func, name)?.filter(|n| n.is_a::<StrObj>());
                    }
                }
                match found {
                    Some(n) => self.str(&n)?.to_text(),
                    None => "?".into(),
                }
            }
        };
        let mut out = format!("<bound method {name} of ").into_bytes();
        let part = self.deeper_where(IN_REPR, |vm| vm.repr(&this))?;
        self.add_to(&mut out, part.bytes())?;
        self.add_to(&mut out, b">")?;
        self.text(out)
    }

    /// Lists, tuples, dicts and sets; one that contains itself shows `...`.
    fn container_repr(&mut self, v: &Value) -> Res<Ref<StrObj>> {
        let Value::Obj(o) = v else { return self.object_repr(v) };
        if self.thread.repr_stack.contains(&o.addr()) {
            let dots = match o.kind() {
                Kind::List => "[...]",
                Kind::Tuple => "(...)",
                Kind::Dict => "{...}",
                _ => return Ok(self.heap.str(&format!("{}(...)", self.short_name(v)))),
            };
            return Ok(self.heap.str(dots));
        }
        self.thread.repr_stack.push(o.addr());
        let out = self.deeper_where(IN_REPR, |vm| vm.container_items(v));
        self.thread.repr_stack.pop();
        let out = out?;
        self.text(out)
    }

    fn container_items(&mut self, v: &Value) -> Res<Vec<u8>> {
        let Value::Obj(o) = v else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        match o.kind() {
            Kind::List => {
                let Some(l) = o.cast::<ListObj>() else { return Ok(out) };
                out.push(b'[');
                let mut i = 0;
                while let Some(x) = l.get(i) {
                    if i > 0 {
                        self.add_to(&mut out, b", ")?;
                    }
                    let part = self.repr(&x)?;
                    self.add_to(&mut out, part.bytes())?;
                    i += 1;
                }
                self.add_to(&mut out, b"]")?;
            }
            Kind::Tuple => {
                let Some(t) = o.cast::<TupleObj>() else { return Ok(out) };
                out.push(b'(');
                for (i, x) in t.items().iter().enumerate() {
                    if i > 0 {
                        self.add_to(&mut out, b", ")?;
                    }
                    let part = self.repr(x)?;
                    self.add_to(&mut out, part.bytes())?;
                }
                if t.len() == 1 {
                    self.add_to(&mut out, b",")?;
                }
                self.add_to(&mut out, b")")?;
            }
            Kind::Dict => {
                let Some(d) = o.cast::<DictObj>() else { return Ok(out) };
                out.push(b'{');
                let mut at = 0;
                let mut first = true;
                while let Some((next, k, x)) = d.next_entry(at) {
                    at = next;
                    if !std::mem::take(&mut first) {
                        self.add_to(&mut out, b", ")?;
                    }
                    let part = self.repr(&k)?;
                    self.add_to(&mut out, part.bytes())?;
                    self.add_to(&mut out, b": ")?;
                    let part = self.repr(&x)?;
                    self.add_to(&mut out, part.bytes())?;
                }
                self.add_to(&mut out, b"}")?;
            }
            _ => {
                let Some(s) = o.cast::<SetObj>() else { return Ok(out) };
                let name = self.short_name(v);
                if s.is_empty() {
                    return Ok(format!("{name}()").into_bytes());
                }
                let plain = o.class().is(&self.heap.types().set);
                if !plain {
                    out.extend_from_slice(name.as_bytes());
                    out.push(b'(');
                }
                out.push(b'{');
                for (i, x) in self.granted(s.to_vec())?.iter().enumerate() {
                    if i > 0 {
                        self.add_to(&mut out, b", ")?;
                    }
                    let part = self.repr(x)?;
                    self.add_to(&mut out, part.bytes())?;
                }
                self.add_to(&mut out, b"}")?;
                if !plain {
                    self.add_to(&mut out, b")")?;
                }
            }
        }
        Ok(out)
    }
}
