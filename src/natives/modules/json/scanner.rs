//! `_json.make_scanner`: reads one value of a document. Names of objects are interned: those that come again are one object, and dicts find them by identity.

use crate::natives;
use crate::natives::modules::support::{ClassSpec, new_class, put};
use crate::object::buffer;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, payload};

use super::text::{Scanned, decode_error, scan, text_argument};

payload! {
    /// `_json.Scanner`
    pub struct Scanner as "_json.Scanner" {
        object_hook: Value,
        object_pairs_hook: Value,
        parse_float: Value,
        parse_int: Value,
        parse_constant: Value,
    } plain {
        strict: bool,
    }
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, context: Value) -> Res<Ref<Scanner>> {
        let mut get = |name: &str| {
            let name = vm.heap.intern(name);
            vm.get_attr(&context, &name)
        };
        let (strict, object_hook, object_pairs_hook) = (get("strict")?, get("object_hook")?, get("object_pairs_hook")?);
        let (parse_float, parse_int, parse_constant) = (get("parse_float")?, get("parse_int")?, get("parse_constant")?);
        let strict = vm.truth(&strict)?;
        Ok(vm.heap.alloc(&cls, Scanner { object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, strict }))
    }
    /// Call self as a function.
    fn __call__(vm, this: Ref<Scanner>, /, string: Value, idx: i64) -> Res { call(vm, &this, &string, idx) }
}

attrs! { static ATTRS for Scanner;
    /// strict
    fn strict(vm, this) -> bool { this.strict }
    /// object_hook
    fn object_hook(vm, this) -> Value { this.object_hook.clone() }
    fn object_pairs_hook(vm, this) -> Value { this.object_pairs_hook.clone() }
    /// parse_float
    fn parse_float(vm, this) -> Value { this.parse_float.clone() }
    /// parse_int
    fn parse_int(vm, this) -> Value { this.parse_int.clone() }
    /// parse_constant
    fn parse_constant(vm, this) -> Value { this.parse_constant.clone() }
}

/// Makes the class.
pub fn add_class(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec = ClassSpec { name: "Scanner", module: "_json", flags: 0, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_attrs(&class, ATTRS);
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str("JSON scanner object").into_value());
    put(vm, dict, "make_scanner", class.value());
}

fn call(vm: &mut Vm, s: &Ref<Scanner>, string: &Value, index: i64) -> Res {
    let text = text_argument(vm, string)?;
    if index < 0 {
        return Err(vm.value_error("idx cannot be negative"));
    }
    let length = text.char_len();
    if index as usize > length {
        return Err(vm.stop_iteration(Value::Int(index)));
    }
    let at = text.offset_of(index as usize);
    let t = vm.types();
    let is = |v: &Value, class: &Ref<TypeObj>| v.as_obj().is_some_and(|o| o.is(class.obj()));
    let mut reader = Reader {
        scanner: s,
        bytes: text.bytes(),
        own_float: is(&s.parse_float, &t.float),
        own_int: is(&s.parse_int, &t.int),
        pairs: !s.object_pairs_hook.is_none(),
        hook: !s.object_hook.is_none(),
        text: &text,
    };
    match reader.value(vm, at)? {
        Read::Value(v, end) => {
            let end = vm.heap.int_from_usize(text.index_at(end));
            Ok(vm.heap.tuple([v, end]).into_value())
        }
        Read::Nothing(at) => {
            let at = vm.heap.int_from_usize(text.index_at(at));
            Err(vm.stop_iteration(at))
        }
    }
}

/// A value and the offset behind it, or the offset where none begins.
enum Read {
    Value(Value, usize),
    Nothing(usize),
}

/// A document that is being read. Places are byte offsets.
struct Reader<'a> {
    scanner: &'a Ref<Scanner>,
    text: &'a Ref<StrObj>,
    bytes: &'a [u8],
    own_float: bool,
    own_int: bool,
    pairs: bool,
    hook: bool,
}

impl<'a> Reader<'a> {
    #[inline]
    fn peek(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The first place from here on that is no white space.
    #[inline]
    fn skip(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(at) {
            at += 1;
        }
        at
    }

    fn value(&mut self, vm: &mut Vm, at: usize) -> Res<Read> {
        let Some(first) = self.bytes.get(at) else { return Ok(Read::Nothing(at)) };
        let word = |text: &[u8]| self.bytes[at..].starts_with(text);
        match first {
            b'"' => {
                let (v, end) = self.string(vm, at + 1)?;
                Ok(Read::Value(v, end))
            }
            b'{' => vm.deeper_where(" while decoding a JSON object from a unicode string", |vm| {
                self.object(vm, at + 1)
            }),
            b'[' => vm.deeper_where(" while decoding a JSON array from a unicode string", |vm| {
                self.array(vm, at + 1)
            }),
            b'n' if word(b"null") => Ok(Read::Value(Value::None, at + 4)),
            b't' if word(b"true") => Ok(Read::Value(Value::True, at + 4)),
            b'f' if word(b"false") => Ok(Read::Value(Value::False, at + 5)),
            b'N' if word(b"NaN") => self.constant(vm, "NaN", at),
            b'I' if word(b"Infinity") => self.constant(vm, "Infinity", at),
            b'-' if word(b"-Infinity") => self.constant(vm, "-Infinity", at),
            b'-' | b'0'..=b'9' => self.number(vm, at),
            _ => Ok(Read::Nothing(at)),
        }
    }

    fn constant(&self, vm: &mut Vm, name: &str, at: usize) -> Res<Read> {
        let text = vm.heap.intern(name).into_value();
        let v = vm.call(&self.scanner.parse_constant, &[text])?;
        Ok(Read::Value(v, at + name.len()))
    }

    #[inline]
    fn string(&self, vm: &mut Vm, begin: usize) -> Res<(Value, usize)> {
        let (read, end) = scan(vm, self.text, self.bytes, begin, self.scanner.strict)?;
        let v = match read {
            Scanned::Piece(piece) => {
                if piece.len() >= BIG {
                    vm.room_for(piece.len())?;
                }
                vm.heap.str_bytes(piece).into_value()
            }
            Scanned::Made(made) => vm.new_str(made)?,
        };
        Ok((v, end))
    }

    /// A string as a name.
    #[inline]
    fn name(&self, vm: &mut Vm, begin: usize) -> Res<(Ref<StrObj>, usize)> {
        let (read, end) = scan(vm, self.text, self.bytes, begin, self.scanner.strict)?;
        let piece = match &read {
            Scanned::Piece(piece) => piece,
            Scanned::Made(made) => &made[..],
        };
        if piece.len() >= BIG {
            vm.room_for(piece.len())?;
        }
        vm.granted(vm.heap.make_room_for_name())?;
        Ok((vm.heap.intern_bytes(piece), end))
    }

    fn number(&self, vm: &mut Vm, begin: usize) -> Res<Read> {
        let mut at = begin + usize::from(self.bytes[begin] == b'-');
        let digits = |mut at: usize| {
            while self.peek(at).is_ascii_digit() {
                at += 1;
            }
            at
        };
        match self.peek(at) {
            b'0' => at += 1,
            b'1'..=b'9' => at = digits(at),
            _ => return Ok(Read::Nothing(begin)),
        }
        let mut is_float = false;
        let integer = at;
        if self.peek(at) == b'.' && self.peek(at + 1).is_ascii_digit() {
            is_float = true;
            at = digits(at + 1);
        }
        if matches!(self.peek(at), b'e' | b'E') {
            let sign = at + 1 + usize::from(matches!(self.peek(at + 1), b'+' | b'-'));
            if self.peek(sign).is_ascii_digit() {
                is_float = true;
                at = digits(sign);
            }
        }
        let text = &self.bytes[begin..at];
        if is_float {
            if self.own_float
                && let Some(x) = std::str::from_utf8(text).ok().and_then(|t| t.parse::<f64>().ok())
            {
                return Ok(Read::Value(Value::float(x), at));
            }
        } else if self.own_int && integer - begin <= 18 {
            let negative = text[0] == b'-';
            let n = text[usize::from(negative)..].iter().fold(0, |n, d| n * 10 + i64::from(d - b'0'));
            return Ok(Read::Value(Value::Int(if negative { -n } else { n }), at));
        }
        let parse = if is_float { &self.scanner.parse_float } else { &self.scanner.parse_int };
        let v = vm.heap.str_bytes(text).into_value();
        let v = vm.call(parse, &[v])?;
        Ok(Read::Value(v, at))
    }

    /// The value that must stand there.
    #[inline]
    fn expect(&mut self, vm: &mut Vm, at: usize) -> Res<(Value, usize)> {
        match self.value(vm, at)? {
            Read::Value(v, end) => Ok((v, end)),
            Read::Nothing(at) => Err(decode_error(vm, "Expecting value", self.text, at)),
        }
    }

    fn array(&mut self, vm: &mut Vm, begin: usize) -> Res<Read> {
        let mut items = Vec::new();
        let mut at = self.skip(begin);
        if self.peek(at) == b']' && at < self.bytes.len() {
            return Ok(Read::Value(vm.heap.list(items).into_value(), at + 1));
        }
        loop {
            let (v, end) = self.expect(vm, at)?;
            vm.granted(buffer::push(&mut items, v))?;
            at = self.skip(end);
            match self.bytes.get(at) {
                Some(b']') => break,
                Some(b',') => {}
                _ => return Err(decode_error(vm, "Expecting ',' delimiter", self.text, at)),
            }
            let comma = at;
            at = self.skip(at + 1);
            if self.bytes.get(at) == Some(&b']') {
                return Err(decode_error(vm, "Illegal trailing comma before end of array", self.text, comma));
            }
        }
        vm.let_die()?;
        Ok(Read::Value(vm.heap.list(items).into_value(), at + 1))
    }

    fn object(&mut self, vm: &mut Vm, begin: usize) -> Res<Read> {
        const NAME: &str = "Expecting property name enclosed in double quotes";
        let dict = vm.heap.dict();
        let mut pairs = Vec::new();
        let mut at = self.skip(begin);
        if self.bytes.get(at) != Some(&b'}') {
            loop {
                if self.bytes.get(at) != Some(&b'"') {
                    return Err(decode_error(vm, NAME, self.text, at));
                }
                let (name, end) = self.name(vm, at + 1)?;
                at = self.skip(end);
                if self.bytes.get(at) != Some(&b':') {
                    return Err(decode_error(vm, "Expecting ':' delimiter", self.text, at));
                }
                at = self.skip(at + 1);
                let (v, end) = self.expect(vm, at)?;
                if self.pairs {
                    let pair = vm.heap.tuple([name.into_value(), v]).into_value();
                    vm.granted(buffer::push(&mut pairs, pair))?;
                } else {
                    self.add(vm, &dict, name, v)?;
                }
                at = self.skip(end);
                match self.bytes.get(at) {
                    Some(b'}') => break,
                    Some(b',') => {}
                    _ => return Err(decode_error(vm, "Expecting ',' delimiter", self.text, at)),
                }
                let comma = at;
                at = self.skip(at + 1);
                if self.bytes.get(at) == Some(&b'}') {
                    return Err(decode_error(
                        vm,
                        "Illegal trailing comma before end of object",
                        self.text,
                        comma,
                    ));
                }
            }
        }
        vm.let_die()?;
        let v = if self.pairs {
            let pairs = vm.heap.list(pairs).into_value();
            vm.call(&self.scanner.object_pairs_hook, &[pairs])?
        } else if self.hook {
            vm.call(&self.scanner.object_hook, &[dict.into_value()])?
        } else {
            dict.into_value()
        };
        Ok(Read::Value(v, at + 1))
    }

    #[inline]
    fn add(&self, vm: &mut Vm, dict: &Ref<DictObj>, name: Ref<StrObj>, v: Value) -> Res<()> {
        if let Some(i) = dict.index_of_str(&name) {
            drop(dict.replace_at(i, v));
            return Ok(());
        }
        let hash = name.hash(vm.heap);
        let name = name.into_value();
        vm.granted(dict.make_room(&name))?;
        dict.push(name, hash, v);
        Ok(())
    }
}

/// Strings of this many bytes are asked for before they are made.
const BIG: usize = 1 << 20;
