//! From values to bytes. What is met again is named by its number, so that identity survives and cycles end.

use std::collections::HashMap;

use crate::object::bytes::BytesObj;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::int::{ComplexObj, as_int};
use crate::object::list::ListObj;
use crate::object::number::float::text::{self, Form, Style};
use crate::object::number::float::without_identity;
use crate::object::number::int::IntRef;
use crate::object::range::SliceObj;
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Ref, Value};
use crate::vm::import::kept;
use crate::vm::{Res, Vm};

use super::{FLAG, MAX_DEPTH, letter};

struct Writer<'v> {
    vm: &'v mut Vm,
    out: Vec<u8>,
    version: i64,
    allow_code: bool,
    /// Numbers by address.
    known: HashMap<usize, u32>,
    /// What has a number stays alive until the end.
    kept: Vec<Value>,
    /// Addresses of what is being written and can only be read as a whole: it cannot lie in itself.
    open: Vec<usize>,
}

/// A value as bytes.
pub fn dumps(vm: &mut Vm, value: &Value, version: i64, allow_code: bool) -> Res<Vec<u8>> {
    let mut w = Writer {
        vm,
        out: Vec::new(),
        version,
        allow_code,
        known: HashMap::new(),
        kept: Vec::new(),
        open: Vec::new(),
    };
    w.value(value, 0)?;
    Ok(w.out)
}

impl Writer<'_> {
    fn long(&mut self, n: i32) {
        self.out.extend(n.to_le_bytes());
    }

    fn count(&mut self, n: usize) -> Res<()> {
        match i32::try_from(n) {
            Ok(n) => {
                self.long(n);
                Ok(())
            }
            Err(_) => Err(self.unmarshallable()),
        }
    }

    fn unmarshallable(&mut self) -> crate::vm::Raised {
        self.vm.value_error("unmarshallable object")
    }

    /// The parts of a number: eight bytes each, or, as the first two versions have it, digits behind their count.
    fn floats(&mut self, letters: [u8; 2], flag: u8, parts: &[f64]) {
        let [binary, digits] = letters;
        self.out.push(if self.version > 1 { binary } else { digits } | flag);
        for part in parts {
            if self.version > 1 {
                self.out.extend(without_identity(*part).to_le_bytes());
            } else {
                let text = text::format(*part, Form::General, 17, Style::default());
                self.out.push(text.len() as u8);
                self.out.extend(text.as_bytes());
            }
        }
    }

    /// Names what was written before; else the flag for something new.
    fn reference(&mut self, v: &Value) -> Option<u8> {
        let Value::Obj(o) = v else { return Some(0) };
        if self.version < 3 {
            return Some(0);
        }
        if let Some(n) = self.known.get(&o.addr()) {
            let n = *n;
            self.out.push(letter::REFERENCE);
            self.out.extend(n.to_le_bytes());
            return None;
        }
        self.known.insert(o.addr(), self.kept.len() as u32);
        self.kept.push(v.clone());
        Some(FLAG)
    }

    fn value(&mut self, v: &Value, depth: usize) -> Res<()> {
        if depth >= MAX_DEPTH {
            return Err(self.vm.value_error("object too deeply nested to marshal"));
        }
        if self.single(v) {
            return Ok(());
        }
        if v.as_obj().is_some_and(|o| self.open.contains(&o.addr())) {
            return Err(self.unmarshallable());
        }
        let Some(flag) = self.reference(v) else { return Ok(()) };
        match v {
            Value::Float(f) => {
                self.floats([letter::FLOAT, letter::FLOAT_TEXT], 0, &[f.get()]);
                return Ok(());
            }
            // Instances of derived classes are none of these, but may have bytes.
            Value::Obj(o) if !o.header().is_exact() && o.kind() != Kind::Code => {
                return self.bytes_like(v, flag);
            }
            _ => {}
        }
        if let Some(i) = as_int(v) {
            self.int(i, flag);
            return Ok(());
        }
        if let Some(z) = v.cast::<ComplexObj>() {
            let z = z.get();
            self.floats([letter::COMPLEX, letter::COMPLEX_TEXT], flag, &[z.re, z.im]);
        } else if let Some(s) = v.to_ref::<StrObj>() {
            self.text(&s, flag)?;
        } else if let Some(b) = v.cast::<BytesObj>() {
            self.out.push(letter::BYTES | flag);
            self.count(b.bytes().len())?;
            self.out.extend(b.bytes());
        } else if let Some(t) = v.to_ref::<TupleObj>() {
            match u8::try_from(t.len()) {
                Ok(n) if self.version >= 4 => self.out.extend([letter::SMALL_TUPLE | flag, n]),
                _ => {
                    self.out.push(letter::TUPLE | flag);
                    self.count(t.len())?;
                }
            }
            for item in t.items() {
                self.value(item, depth + 1)?;
            }
        } else if let Some(list) = v.cast::<ListObj>() {
            let items = list.to_vec();
            self.out.push(letter::LIST | flag);
            self.count(items.len())?;
            for item in &items {
                self.value(item, depth + 1)?;
            }
        } else if let Some(d) = v.cast::<DictObj>() {
            self.out.push(letter::DICT | flag);
            for (key, item) in d.entries() {
                self.value(&key, depth + 1)?;
                self.value(&item, depth + 1)?;
            }
            self.out.push(letter::NULL);
        } else if v.is_a::<SetObj>() {
            self.set(v, flag, depth)?;
        } else if let Some(s) = v.to_ref::<SliceObj>() {
            if self.version < 5 {
                return Err(self.unmarshallable());
            }
            self.out.push(letter::SLICE | flag);
            self.open.push(s.obj().addr());
            for part in [&s.start, &s.stop, &s.step] {
                self.value(part, depth + 1)?;
            }
            self.open.pop();
        } else if let Some(c) = v.to_ref::<CodeObj>() {
            if !self.allow_code {
                return Err(self.vm.value_error("marshalling code objects is disallowed"));
            }
            let bytes = kept::code_to_bytes(self.vm, &c);
            self.out.push(letter::CODE | flag);
            self.count(bytes.len())?;
            self.out.extend(bytes);
        } else {
            self.bytes_like(v, flag)?;
        }
        Ok(())
    }

    /// A bytes-like object of another kind is written as bytes.
    fn bytes_like(&mut self, v: &Value, flag: u8) -> Res<()> {
        let Some(data) = crate::natives::types::support::try_bytes(self.vm, v)? else {
            return Err(self.unmarshallable());
        };
        self.out.push(letter::BYTES | flag);
        self.count(data.len())?;
        self.out.extend(data);
        Ok(())
    }

    /// Values of which there is one each.
    fn single(&mut self, v: &Value) -> bool {
        let t = self.vm.types();
        let byte = match v {
            Value::None => letter::NONE,
            Value::True => letter::TRUE,
            Value::False => letter::FALSE,
            _ if v.is(&t.ellipsis_value) => letter::ELLIPSIS,
            _ if v.is(&t.stop_iteration.value()) => letter::STOP_ITERATION,
            _ => return false,
        };
        self.out.push(byte);
        true
    }

    /// Digits of 15 bits, the lowest first; their number has the sign.
    fn int(&mut self, i: IntRef<'_>, flag: u8) {
        if let Some(small) = i.to_i64().and_then(|n| i32::try_from(n).ok()) {
            self.out.push(letter::INT | flag);
            self.long(small);
            return;
        }
        let negative = i.is_negative();
        let big = i.to_big();
        let (_, mut bytes) = big.to_bytes_le();
        bytes.extend([0, 0, 0]);
        let bits = i.bit_length();
        let count = bits.div_ceil(15) as usize;
        self.out.push(letter::LONG | flag);
        self.long(if negative { -(count as i32) } else { count as i32 });
        for digit in 0..count {
            let at = digit * 15;
            let window = u32::from_le_bytes([
                bytes[at / 8],
                bytes[at / 8 + 1],
                bytes.get(at / 8 + 2).copied().unwrap_or(0),
                0,
            ]);
            self.out.extend(((window >> (at % 8)) as u16 & 0x7fff).to_le_bytes());
        }
    }

    fn text(&mut self, s: &Ref<StrObj>, flag: u8) -> Res<()> {
        let bytes = s.bytes();
        // Of each Latin-1 character there is one text.
        let interned = StrObj::is_interned(s) || bytes.len() == 2 && bytes[0] <= 0xC3;
        if self.version >= 4 && bytes.is_ascii() {
            match u8::try_from(bytes.len()) {
                Ok(n) => {
                    let kind = if interned { letter::SHORT_ASCII_INTERNED } else { letter::SHORT_ASCII };
                    self.out.extend([kind | flag, n]);
                }
                Err(_) => {
                    self.out.push(if interned { letter::ASCII_INTERNED } else { letter::ASCII } | flag);
                    self.count(bytes.len())?;
                }
            }
        } else {
            let kind = if interned && self.version >= 3 { letter::INTERNED } else { letter::TEXT };
            self.out.push(kind | flag);
            self.count(bytes.len())?;
        }
        self.out.extend(bytes);
        Ok(())
    }

    /// The items in the order of their bytes, so that equal sets give equal bytes.
    fn set(&mut self, v: &Value, flag: u8, depth: usize) -> Res<()> {
        let frozen = v.as_obj().is_some_and(|o| o.class().is(&self.vm.types().frozenset));
        let items = self.vm.collect(v)?;
        let mut sorted = Vec::with_capacity(items.len());
        for item in items {
            let before = v.cast::<SetObj>().map(SetObj::len);
            sorted.push((dumps(self.vm, &item, self.version, self.allow_code)?, item));
            if v.cast::<SetObj>().map(SetObj::len) != before {
                return Err(self.vm.runtime_error("set changed size during iteration"));
            }
        }
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        self.out.push(if frozen { letter::FROZENSET } else { letter::SET } | flag);
        self.count(sorted.len())?;
        for (_, item) in sorted {
            self.value(&item, depth + 1)?;
        }
        Ok(())
    }
}
