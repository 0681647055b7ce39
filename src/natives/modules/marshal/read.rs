//! From bytes to values. No bytes do harm: what is not there cannot be asked for, and memory is only taken for what has arrived.

use num_bigint::{BigInt, Sign};

use crate::object::bytes::ByteArrayObj;
use crate::object::number::complex::Complex;
use crate::object::number::float::parse;
use crate::object::range::SliceObj;
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::import::kept;
use crate::vm::{Raised, Res, Vm};

use super::{FLAG, MAX_DEPTH, letter};

/// Bytes taken at once for a length that only the data claims.
const CHUNK: usize = 1 << 16;

/// Where the bytes come from.
pub struct Bytes<'b> {
    rest: &'b [u8],
    /// The object whose `readinto` or `read` is asked instead.
    file: Option<Value>,
}

impl<'b> Bytes<'b> {
    /// Bytes that are all there.
    pub fn new(data: &'b [u8]) -> Bytes<'b> {
        Bytes { rest: data, file: None }
    }

    /// An open file: no byte is read that does not belong to the value.
    pub fn of_file(file: Value) -> Bytes<'b> {
        Bytes { rest: &[], file: Some(file) }
    }

    fn take(&mut self, vm: &mut Vm, n: usize) -> Res<Vec<u8>> {
        let Some(file) = self.file.clone() else {
            return match self.rest.split_at_checked(n) {
                Some((taken, rest)) => {
                    self.rest = rest;
                    Ok(taken.to_vec())
                }
                None => Err(too_short(vm)),
            };
        };
        let mut out = Vec::new();
        while out.len() < n {
            let wanted = (n - out.len()).min(CHUNK);
            let class = vm.types().bytearray.clone();
            let room = vm.heap.alloc(&class, ByteArrayObj::new(vec![0; wanted]));
            let name = vm.heap.intern("readinto");
            let got = vm.call_method(&file, &name, &[room.value()])?;
            let got = vm.to_i64(&got)?;
            if got > wanted as i64 {
                let text = format!("read() returned too much data: {wanted} bytes requested, {got} returned");
                return Err(vm.value_error(text));
            }
            if got <= 0 {
                return Err(ended(vm));
            }
            out.extend_from_slice(room.borrow().get(..got as usize).unwrap_or_default());
        }
        Ok(out)
    }
}

fn too_short(vm: &mut Vm) -> Raised {
    let class = vm.types().eof_error.clone();
    vm.error(&class, "marshal data too short")
}

/// A file that ends, or data that ends before a single byte.
fn ended(vm: &mut Vm) -> Raised {
    let class = vm.types().eof_error.clone();
    vm.error(&class, "EOF read where not expected")
}

struct Reader<'v, 'b> {
    vm: &'v mut Vm,
    bytes: Bytes<'b>,
    allow_code: bool,
    /// Values with numbers; `Undef` while one is being made that can only be named when it is whole.
    known: Vec<Value>,
}

/// The value of these bytes.
pub fn loads(vm: &mut Vm, bytes: Bytes<'_>, allow_code: bool) -> Res {
    let mut r = Reader { vm, bytes, allow_code, known: Vec::new() };
    match r.value(0)? {
        Some(v) => Ok(v),
        None => Err(r.vm.type_error("NULL object in marshal data for object")),
    }
}

impl Reader<'_, '_> {
    fn bad(&mut self, what: &str) -> Raised {
        self.vm.value_error(format!("bad marshal data ({what})"))
    }

    fn byte(&mut self) -> Res<u8> {
        if self.bytes.file.is_none() && self.bytes.rest.is_empty() {
            return Err(ended(self.vm));
        }
        Ok(self.bytes.take(self.vm, 1)?[0])
    }

    fn array<const N: usize>(&mut self) -> Res<[u8; N]> {
        let bytes = self.bytes.take(self.vm, N)?;
        Ok(bytes.try_into().unwrap_or([0; N]))
    }

    fn long(&mut self) -> Res<i32> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    fn size(&mut self, what: &str) -> Res<usize> {
        match usize::try_from(self.long()?) {
            Ok(n) => Ok(n),
            Err(_) => Err(self.bad(&format!("{what} size out of range"))),
        }
    }

    fn float(&mut self) -> Res<f64> {
        Ok(f64::from_le_bytes(self.array()?))
    }

    fn float_text(&mut self) -> Res<f64> {
        let n = self.byte()?;
        let text = self.bytes.take(self.vm, n.into())?;
        // The number ends where a string of C does.
        let text = text.split(|b| *b == 0).next().unwrap_or_default();
        match parse::prefix(text) {
            Some((x, read)) if read == text.len() => Ok(x),
            _ => {
                let text = String::from_utf8_lossy(text);
                Err(self.vm.value_error(format!("could not convert string to float: '{text}'")))
            }
        }
    }

    fn text(&mut self, n: usize, ascii: bool, interned: bool) -> Res {
        let bytes = self.bytes.take(self.vm, n)?;
        let value = if ascii {
            // CPython takes the bytes for Latin-1 here.
            let text: String = bytes.iter().map(|b| char::from(*b)).collect();
            self.vm.heap.str(&text).into_value()
        } else {
            use crate::object::text::codecs::{Codec, Errors};
            let text = crate::natives::files::coding::decode_bytes(
                self.vm,
                &bytes,
                Codec::Utf8,
                &Errors::SurrogatePass,
            )?;
            self.vm.new_str(text)?
        };
        Ok(match value.to_ref::<StrObj>() {
            Some(s) if interned => self.vm.heap.intern_str(&s).into_value(),
            _ => value,
        })
    }

    fn items(&mut self, n: usize, depth: usize, what: &str) -> Res<Vec<Value>> {
        let mut out = Vec::new();
        for _ in 0..n {
            match self.value(depth + 1)? {
                Some(v) => out.push(v),
                None => return Err(self.vm.type_error(format!("NULL object in marshal data for {what}"))),
            }
        }
        Ok(out)
    }

    /// A value; `None` for the mark that ends a dict.
    fn value(&mut self, depth: usize) -> Res<Option<Value>> {
        let first = match self.byte() {
            Ok(b) => b,
            Err(e) => {
                let eof = self.vm.types().eof_error.clone();
                if !self.vm.raised_is(&e, &eof) {
                    return Err(e);
                }
                drop(self.vm.take_raised(e));
                return Err(self.vm.error(&eof, "EOF read where object expected"));
            }
        };
        if depth > MAX_DEPTH {
            return Err(self.vm.value_error("recursion limit exceeded"));
        }
        let (kind, flag) = (first & !FLAG, first & FLAG != 0);
        let single = match kind {
            letter::NULL => return Ok(None),
            letter::NONE => Some(Value::None),
            letter::TRUE => Some(Value::True),
            letter::FALSE => Some(Value::False),
            letter::ELLIPSIS => Some(self.vm.types().ellipsis_value.clone()),
            letter::STOP_ITERATION => Some(self.vm.types().stop_iteration.value()),
            letter::REFERENCE => {
                let n = self.long()?;
                return match usize::try_from(n).ok().and_then(|n| self.known.get(n)) {
                    Some(v) if !v.is_undef() => Ok(Some(v.clone())),
                    _ => Err(self.bad("invalid reference")),
                };
            }
            _ => None,
        };
        if single.is_some() {
            return Ok(single);
        }
        let place = flag.then(|| {
            self.known.push(Value::Undef);
            self.known.len() - 1
        });
        let v = match kind {
            // What can hold itself has its number before its items are read.
            letter::LIST => {
                let n = self.size("list")?;
                let list = self.vm.heap.list(Vec::new());
                self.name(place, &list.value());
                for _ in 0..n {
                    match self.value(depth + 1)? {
                        Some(v) => list.borrow_mut().push(v),
                        None => return Err(self.vm.type_error("NULL object in marshal data for list")),
                    }
                }
                list.into_value()
            }
            letter::DICT => {
                let d = self.vm.heap.dict().into_value();
                self.name(place, &d);
                while let Some(key) = self.value(depth + 1)? {
                    let Some(item) = self.value(depth + 1)? else { break };
                    self.vm.set_item(&d, &key, item)?;
                }
                d
            }
            _ => self.whole(kind, depth)?,
        };
        self.name(place, &v);
        Ok(Some(v))
    }

    fn name(&mut self, place: Option<usize>, v: &Value) {
        if let Some(slot) = place.and_then(|p| self.known.get_mut(p)) {
            *slot = v.clone();
        }
    }

    fn whole(&mut self, kind: u8, depth: usize) -> Res {
        Ok(match kind {
            letter::INT => Value::Int(self.long()?.into()),
            letter::INT64 => Value::Int(i64::from_le_bytes(self.array()?)),
            letter::LONG => self.int()?,
            letter::FLOAT => Value::float(self.float()?),
            letter::FLOAT_TEXT => Value::float(self.float_text()?),
            letter::COMPLEX => {
                let (re, im) = (self.float()?, self.float()?);
                self.vm.heap.complex(Complex { re, im })
            }
            letter::COMPLEX_TEXT => {
                let (re, im) = (self.float_text()?, self.float_text()?);
                self.vm.heap.complex(Complex { re, im })
            }
            letter::BYTES => {
                let n = self.size("bytes object")?;
                let bytes = self.bytes.take(self.vm, n)?;
                self.vm.heap.bytes_from_vec(bytes).into_value()
            }
            letter::ASCII | letter::ASCII_INTERNED => {
                let n = self.size("string")?;
                self.text(n, true, kind == letter::ASCII_INTERNED)?
            }
            letter::SHORT_ASCII | letter::SHORT_ASCII_INTERNED => {
                let n = self.byte()?;
                self.text(n.into(), true, kind == letter::SHORT_ASCII_INTERNED)?
            }
            letter::TEXT | letter::INTERNED => {
                let n = self.size("string")?;
                self.text(n, false, kind == letter::INTERNED)?
            }
            letter::SMALL_TUPLE | letter::TUPLE => {
                let n = if kind == letter::TUPLE { self.size("tuple")? } else { self.byte()?.into() };
                let items = self.items(n, depth, "tuple")?;
                self.vm.heap.tuple(items).into_value()
            }
            letter::SET | letter::FROZENSET => {
                let n = self.size("set")?;
                let items = self.items(n, depth, "set")?;
                let items = self.vm.heap.list(items).into_value();
                let table = self.vm.set_from(&items)?;
                let t = self.vm.types();
                let class: Ref<_> = if kind == letter::SET { t.set.clone() } else { t.frozenset.clone() };
                self.vm.heap.alloc(&class, SetObj::new(table)).into_value()
            }
            letter::SLICE => {
                let mut parts = self.items(3, depth, "slice")?.into_iter();
                let mut part = || parts.next().unwrap_or(Value::None);
                let slice = SliceObj { start: part(), stop: part(), step: part() };
                let class = self.vm.types().slice.clone();
                self.vm.heap.alloc(&class, slice).into_value()
            }
            letter::CODE => {
                if !self.allow_code {
                    return Err(self.vm.value_error("unmarshalling code objects is disallowed"));
                }
                let n = self.size("code")?;
                let bytes = self.bytes.take(self.vm, n)?;
                match kept::code_from_bytes(self.vm, &bytes, None) {
                    Some(code) => code.into_value(),
                    None => return Err(self.bad("code of another version")),
                }
            }
            _ => return Err(self.bad("unknown type code")),
        })
    }

    fn int(&mut self) -> Res {
        let n = self.long()?;
        if n == i32::MIN {
            return Err(self.bad("long size out of range"));
        }
        let digits = self.bytes.take(self.vm, n.unsigned_abs() as usize * 2)?;
        let mut bits: Vec<u8> = Vec::with_capacity(digits.len());
        let (mut held, mut have, mut last) = (0u32, 0, 1);
        for digit in digits.chunks_exact(2) {
            let digit = u32::from(digit[0]) | u32::from(digit[1]) << 8;
            if digit > 0x7fff {
                return Err(self.bad("digit out of range in long"));
            }
            last = digit;
            held |= digit << have;
            have += 15;
            while have >= 8 {
                bits.push(held as u8);
                held >>= 8;
                have -= 8;
            }
        }
        if last == 0 {
            return Err(self.bad("unnormalized long data"));
        }
        bits.push(held as u8);
        let sign = if n < 0 { Sign::Minus } else { Sign::Plus };
        Ok(self.vm.heap.int_from_big(BigInt::from_bytes_le(sign, &bits)))
    }
}
