//! What the built-in classes do for operators, items, lengths and membership: by storage, without asking classes.

use crate::object::buffer;
use crate::object::bytes::{ByteArrayObj, BytesObj, Export, with_bytes};
use crate::object::dict::DictObj;
use crate::object::error::TextResult;
use crate::object::int::{ComplexObj, as_float, as_int};
use crate::object::list::ListObj;
use crate::object::number::complex::{self, Complex};
use crate::object::number::float::arith as fl;
use crate::object::number::int::{Int, IntRef, arith, bits};
use crate::object::range::{RangeObj, SliceObj};
use crate::object::set::SetObj;
use crate::object::set_table::SetTable;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Value};

use super::numbers::SliceParts;
use super::ops::{BinOp, UnOp};
use super::{Res, Vm};

impl Vm {
    pub(super) fn from_text<T>(&mut self, r: TextResult<T>) -> Res<T> {
        r.map_err(|e| self.text_error(e))
    }

    /// `a op b` of built-in storage; None where CPython's types say NotImplemented.
    pub fn builtin_binary(&mut self, op: BinOp, a: &Value, b: &Value) -> Res<Option<Value>> {
        if op == BinOp::MatMul {
            // No built-in class has it; who asks knows whether it was in place.
            return Ok(None);
        }
        if let (Some(x), Some(y)) = (as_int(a), as_int(b)) {
            return self.int_binary(op, x, y, a, b).map(Some);
        }
        let number = |v: &Value| as_float(v).is_some() || as_int(v).is_some();
        if number(a) && number(b) {
            let (x, y) = (self.number_as_f64(a)?, self.number_as_f64(b)?);
            return self.float_binary(op, x, y);
        }
        if a.is_a::<ComplexObj>() && (number(b) || b.is_a::<ComplexObj>())
            || b.is_a::<ComplexObj>() && number(a)
        {
            let (x, y) = (self.as_complex(a)?, self.as_complex(b)?);
            // A real operand has no imaginary part, not one of zero.
            let mixed = match op {
                BinOp::Add if number(b) => Complex { re: x.re + y.re, im: x.im },
                BinOp::Add if number(a) => Complex { re: x.re + y.re, im: y.im },
                BinOp::Sub if number(b) => Complex { re: x.re - y.re, im: x.im },
                BinOp::Sub if number(a) => Complex { re: x.re - y.re, im: -y.im },
                BinOp::Mul if number(b) => Complex { re: x.re * y.re, im: x.im * y.re },
                BinOp::Mul if number(a) => Complex { re: x.re * y.re, im: x.re * y.im },
                BinOp::Div if number(b) && y.re != 0.0 => Complex { re: x.re / y.re, im: x.im / y.re },
                BinOp::Div if number(a) && (y.re != 0.0 || y.im != 0.0) => complex::real_quotient(x.re, y),
                _ => return self.complex_binary(op, x, y),
            };
            return Ok(Some(self.heap.complex(mixed)));
        }
        match op {
            BinOp::Add => self.concat(a, b),
            BinOp::Mul => {
                if self.is_sequence_storage(a) && self.has_index(b) {
                    return self.repeat(a, b).map(Some);
                }
                if self.is_sequence_storage(b) && self.has_index(a) {
                    return self.repeat(b, a).map(Some);
                }
                Ok(None)
            }
            BinOp::Mod => match a.kind() {
                Some(Kind::Str | Kind::Bytes | Kind::ByteArray) => self.percent_format(a, b).map(Some),
                _ => Ok(None),
            },
            BinOp::BitAnd | BinOp::BitOr | BinOp::BitXor | BinOp::Sub => {
                if a.is_a::<SetObj>() && b.is_a::<SetObj>() {
                    return self.set_binary(op, a, b).map(Some);
                }
                if op == BinOp::BitOr && a.is_a::<DictObj>() && b.is_a::<DictObj>() {
                    let d = self.dict_copy(a)?;
                    self.dict_update(&d, b)?;
                    return Ok(Some(d.into_value()));
                }
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    fn int_binary(&mut self, op: BinOp, x: IntRef<'_>, y: IntRef<'_>, a: &Value, b: &Value) -> Res {
        let bools = matches!(a, Value::True | Value::False) && matches!(b, Value::True | Value::False);
        self.room_for_big(x, y)?;
        let int = match op {
            BinOp::Add => arith::add(x, y),
            BinOp::Sub => arith::sub(x, y),
            BinOp::Mul => arith::mul(x, y),
            BinOp::FloorDiv => self.from_text(arith::floor_div(x, y))?,
            BinOp::Mod => self.from_text(arith::modulo(x, y))?,
            BinOp::Div => return self.from_text(arith::true_div(x, y)).map(Value::float),
            BinOp::Pow => match self.big_pow(x, y)? {
                arith::Power::Int(i) => i,
                arith::Power::Float(f) => return Ok(Value::float(f)),
            },
            BinOp::Shl => {
                if let Some(n) = y.to_i64()
                    && n > 0
                    && !x.is_zero()
                    && n as u64 + x.bit_length() > self.max_int_bits()
                {
                    return Err(self.memory_error());
                }
                if let Some(n @ 1..) = y.to_i64() {
                    self.from_text(buffer::room_for((n as u64).saturating_add(x.bit_length()) / 4))?;
                }
                self.from_text(bits::shl(x, y))?
            }
            BinOp::Shr => self.from_text(bits::shr(x, y))?,
            BinOp::BitAnd | BinOp::BitOr | BinOp::BitXor => {
                let i = match op {
                    BinOp::BitAnd => bits::and(x, y),
                    BinOp::BitOr => bits::or(x, y),
                    _ => bits::xor(x, y),
                };
                if bools {
                    return Ok(Value::bool(i != Int::Small(0)));
                }
                i
            }
            BinOp::DivMod => {
                let (q, r) = self.from_text(arith::divmod(x, y))?;
                let (q, r) = (self.heap.int(q), self.heap.int(r));
                return Ok(self.heap.tuple([q, r]).into_value());
            }
            BinOp::MatMul => return Err(self.unsupported(op, false, a, b)),
        };
        Ok(self.heap.int(int))
    }

    /// Operands, result and what is half-way: a long product takes its own size a few times while it is made, a sum that gains a digit doubles its vector.
    fn room_for_big(&mut self, x: IntRef<'_>, y: IntRef<'_>) -> Res<()> {
        if let (IntRef::Small(_), IntRef::Small(_)) = (x, y) {
            return Ok(());
        }
        self.from_text(buffer::room_for((x.bit_length() + y.bit_length()) / 2))
    }

    /// `x ** y` for ints; long powers are done by squaring in steps, so that Ctrl-C gets through.
    fn big_pow(&mut self, x: IntRef<'_>, y: IntRef<'_>) -> Res<arith::Power> {
        let Some(e) = y.to_i64() else { return self.from_text(arith::pow(x, y)) };
        let bits = x.bit_length() as u128 * e.max(0) as u128;
        if bits < 1 << 20 || x.bit_length() <= 1 {
            return self.from_text(arith::pow(x, y));
        }
        if bits > u128::from(self.max_int_bits()) {
            return Err(self.memory_error());
        }
        let mut result = Int::Small(1);
        for i in (0..64 - e.leading_zeros()).rev() {
            (self.hooks.signals)(self)?;
            self.room_for_big(result.as_ref(), result.as_ref())?;
            result = arith::mul(result.as_ref(), result.as_ref());
            if e >> i & 1 == 1 {
                self.room_for_big(result.as_ref(), x)?;
                result = arith::mul(result.as_ref(), x);
            }
        }
        Ok(arith::Power::Int(result))
    }

    /// Bits beyond which an integer is refused with MemoryError.
    fn max_int_bits(&self) -> u64 {
        1 << 36
    }

    fn float_binary(&mut self, op: BinOp, x: f64, y: f64) -> Res<Option<Value>> {
        let v = match op {
            BinOp::Add => x + y,
            BinOp::Sub => x - y,
            BinOp::Mul => x * y,
            BinOp::Div => self.from_text(fl::div(x, y))?,
            BinOp::FloorDiv => self.from_text(fl::floor_div(x, y))?,
            BinOp::Mod => self.from_text(fl::modulo(x, y))?,
            BinOp::Pow => match self.from_text(fl::pow(x, y))? {
                fl::FloatPower::Real(v) => v,
                fl::FloatPower::Complex(z) => return Ok(Some(self.heap.complex(z))),
            },
            BinOp::DivMod => {
                let (q, r) = self.from_text(fl::divmod(x, y))?;
                return Ok(Some(self.heap.tuple([Value::float(q), Value::float(r)]).into_value()));
            }
            _ => return Ok(None),
        };
        Ok(Some(Value::float(v)))
    }

    fn as_complex(&mut self, v: &Value) -> Res<Complex> {
        match v.cast::<ComplexObj>() {
            Some(z) => Ok(z.get()),
            None => Ok(Complex { re: self.number_as_f64(v)?, im: 0.0 }),
        }
    }

    fn complex_binary(&mut self, op: BinOp, x: Complex, y: Complex) -> Res<Option<Value>> {
        let z = match op {
            BinOp::Add => complex::add(x, y),
            BinOp::Sub => complex::sub(x, y),
            BinOp::Mul => complex::mul(x, y),
            BinOp::Div => self.from_text(complex::div(x, y))?,
            BinOp::Pow => self.from_text(complex::pow(x, y))?,
            _ => return Ok(None),
        };
        Ok(Some(self.heap.complex(z)))
    }

    /// `-a`, `+a`, `~a` of built-in numbers.
    pub fn builtin_unary(&mut self, op: UnOp, a: &Value) -> Res<Option<Value>> {
        if let Some(i) = as_int(a) {
            if op == UnOp::Invert && matches!(a, Value::True | Value::False) {
                self.warn(
                    &self.heap.types().deprecation_warning,
                    "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.",
                    1,
                )?;
            }
            let r = match op {
                UnOp::Neg => arith::neg(i),
                UnOp::Pos => i.to_int(),
                UnOp::Invert => bits::not(i),
            };
            return Ok(Some(self.heap.int(r)));
        }
        if let Some(x) = as_float(a) {
            return Ok(match op {
                UnOp::Neg => Some(Value::float(-x)),
                UnOp::Pos => Some(Value::float(x)),
                UnOp::Invert => None,
            });
        }
        if let Some(z) = a.cast::<ComplexObj>() {
            let z = z.get();
            return Ok(match op {
                UnOp::Neg => Some(self.heap.complex(Complex { re: -z.re, im: -z.im })),
                UnOp::Pos => Some(self.heap.complex(z)),
                UnOp::Invert => None,
            });
        }
        Ok(None)
    }

    pub(super) fn is_sequence_storage(&self, v: &Value) -> bool {
        matches!(v.kind(), Some(Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray))
    }

    pub(super) fn has_index(&self, v: &Value) -> bool {
        as_int(v).is_some() || self.lookup_special(v, &self.names.__index__).is_some()
    }

    fn concat(&mut self, a: &Value, b: &Value) -> Res<Option<Value>> {
        let (Value::Obj(x), Value::Obj(y)) = (a, b) else { return Ok(None) };
        if x.kind() == y.kind() && matches!(x.kind(), Kind::Str | Kind::Tuple | Kind::Bytes) {
            // Nothing added to what cannot change: the other one itself.
            if self.builtin_len(b) == Some(0) && x.header().is_exact() {
                return Ok(Some(a.clone()));
            }
            if self.builtin_len(a) == Some(0) && y.header().is_exact() {
                return Ok(Some(b.clone()));
            }
        }
        Ok(Some(match (x.kind(), y.kind()) {
            (Kind::Str, Kind::Str) => {
                let (Some(s), Some(t)) = (x.cast::<StrObj>(), y.cast::<StrObj>()) else { return Ok(None) };
                return self.joined_str([s.bytes(), t.bytes()].into_iter()).map(Some);
            }
            (Kind::List, Kind::List) => {
                let (Some(s), Some(t)) = (x.cast::<ListObj>(), y.cast::<ListObj>()) else { return Ok(None) };
                let out = buffer::joined(&[&s.borrow()[..], &t.borrow()[..]]);
                self.heap.list(self.from_text(out)?).into_value()
            }
            (Kind::Tuple, Kind::Tuple) => {
                let (Some(s), Some(t)) = (x.cast::<TupleObj>(), y.cast::<TupleObj>()) else {
                    return Ok(None);
                };
                let (s, t) = (s.items(), t.items());
                let all = Both { first: s.iter(), second: t.iter() };
                self.from_text(buffer::room_for(16 * (s.len() + t.len()) as u64))?;
                self.heap.tuple(all).into_value()
            }
            (Kind::Bytes | Kind::ByteArray, Kind::Bytes | Kind::ByteArray) => {
                let both = with_bytes(a, |s| with_bytes(b, |t| buffer::joined(&[s, t]))).flatten();
                let Some(both) = both else { return Ok(None) };
                let s = self.from_text(both)?;
                if x.kind() == Kind::Bytes {
                    self.heap.bytes_from_vec(s).into_value()
                } else {
                    self.heap.alloc(&self.heap.types().bytearray, ByteArrayObj::new(s)).into_value()
                }
            }
            _ => return Ok(None),
        }))
    }

    /// `seq * n`
    pub fn repeat(&mut self, seq: &Value, n: &Value) -> Res {
        let n = match self.to_int(n)? {
            Int::Small(i) => i.max(0) as usize,
            Int::Big(_) => return Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
        };
        let len = self.builtin_len(seq).unwrap_or(0);
        let bytes_each = match seq.kind() {
            Some(Kind::List | Kind::Tuple) => 16,
            _ => 4,
        };
        if len.checked_mul(n).is_none_or(|t| t.saturating_mul(bytes_each) > self.memory_limit()) {
            return Err(self.memory_error());
        }
        let Value::Obj(o) = seq else { return Ok(Value::None) };
        if n == 1 && o.header().is_exact() && matches!(o.kind(), Kind::Str | Kind::Tuple | Kind::Bytes) {
            return Ok(seq.clone());
        }
        Ok(match o.kind() {
            Kind::Str => {
                let Some(s) = o.cast::<StrObj>() else { return Ok(Value::None) };
                let out = self.from_text(buffer::repeated(s.bytes(), n))?;
                return self.new_str(out);
            }
            Kind::List => {
                let Some(l) = o.cast::<ListObj>() else { return Ok(Value::None) };
                let out = buffer::repeated(&l.borrow(), n);
                self.heap.list(self.from_text(out)?).into_value()
            }
            Kind::Tuple => {
                let Some(t) = o.cast::<TupleObj>() else { return Ok(Value::None) };
                let out = self.from_text(buffer::repeated(t.items(), n))?;
                self.big_tuple(out)?
            }
            Kind::Bytes => {
                let Some(b) = o.cast::<BytesObj>() else { return Ok(Value::None) };
                let out = self.from_text(buffer::repeated(b.bytes(), n))?;
                self.heap.bytes_from_vec(out).into_value()
            }
            _ => {
                let Some(d) = with_bytes(seq, |d| buffer::repeated(d, n)) else { return Ok(Value::None) };
                let d = self.from_text(d)?;
                self.heap.alloc(&self.heap.types().bytearray, ByteArrayObj::new(d)).into_value()
            }
        })
    }

    /// A tuple of perhaps very many items.
    pub fn big_tuple(&mut self, items: Vec<Value>) -> Res {
        self.from_text(buffer::room_for(items.len() as u64 * 16))?;
        Ok(self.heap.tuple(items).into_value())
    }

    /// Bytes that one request may ask for.
    pub fn memory_limit(&self) -> usize {
        1 << 36
    }

    fn set_binary(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        let (Some(x), Some(y)) = (a.cast::<SetObj>(), b.cast::<SetObj>()) else { return Ok(Value::None) };
        let table = self.set_operation(op, x, y)?;
        let t = self.heap.types();
        let class = if self.is_instance_of(a, &t.frozenset) { &t.frozenset } else { &t.set };
        Ok(self.heap.alloc(class, SetObj::new(table)).into_value())
    }

    /// `|`, `&`, `-`, `^` of two sets, in CPython's order.
    pub fn set_operation(&mut self, op: BinOp, x: &SetObj, y: &SetObj) -> Res<SetTable<Value>> {
        // Of a set with itself: no element is asked.
        if std::ptr::eq(x, y) && matches!(op, BinOp::BitOr | BinOp::BitAnd) {
            let copy = x.borrow().copy();
            return self.granted(copy);
        }
        if op == BinOp::BitOr {
            let copy = x.borrow().copy();
            let out = SetObj::new(self.granted(copy)?);
            let done = out.borrow_mut().begin_merge(&y.borrow());
            if self.granted(done)? {
                return Ok(std::mem::take(&mut *out.borrow_mut()));
            }
            let mut at = 0;
            while let Some((h, v)) = y.next_entry(&mut at) {
                self.set_add_hashed(&out, v, h)?;
            }
            return Ok(std::mem::take(&mut *out.borrow_mut()));
        }
        let all_plain = |s: &SetObj| s.borrow().iter().all(|(_, v)| super::dicts::simple(v));
        let plain = all_plain(x) && all_plain(y);
        if plain {
            let same = |a: &Value, b: &Value| crate::object::equality::same_key(a, b).unwrap_or(false);
            let made = match op {
                BinOp::BitAnd => x.borrow().intersection(&y.borrow(), same),
                BinOp::Sub => x.borrow().difference(&y.borrow(), same),
                _ => x.borrow().symmetric_difference(&y.borrow(), same),
            };
            return self.granted(made);
        }
        let out = SetObj::default();
        match op {
            BinOp::BitAnd => {
                let (small, large) = if y.len() > x.len() { (x, y) } else { (y, x) };
                let mut at = 0;
                while let Some((h, v)) = small.next_entry(&mut at) {
                    if self.set_has(large, &v, h)? {
                        self.set_add_hashed(&out, v, h)?;
                    }
                }
            }
            BinOp::Sub if x.len() >> 2 > y.len() => {
                let copy = x.borrow().copy();
                *out.borrow_mut() = self.granted(copy)?;
                self.set_subtract(&out, y)?;
            }
            BinOp::Sub => {
                let mut at = 0;
                while let Some((h, v)) = x.next_entry(&mut at) {
                    if !self.set_has(y, &v, h)? {
                        self.set_add_hashed(&out, v, h)?;
                    }
                }
            }
            _ => {
                let copy = y.borrow().copy();
                *out.borrow_mut() = self.granted(copy)?;
                self.set_toggle(&out, x)?;
            }
        }
        Ok(std::mem::take(&mut *out.borrow_mut()))
    }

    /// `x -= y` for a set on the right.
    pub fn set_subtract(&mut self, x: &SetObj, y: &SetObj) -> Res<()> {
        if y.len() >> 3 > x.len() {
            let common = SetObj::new(self.set_operation(BinOp::BitAnd, x, y)?);
            return self.set_subtract(x, &common);
        }
        let mut at = 0;
        while let Some((h, v)) = y.next_entry(&mut at) {
            self.set_discard_hashed(x, &v, h)?;
        }
        x.borrow_mut().sweep_dummies();
        Ok(())
    }

    /// `x ^= y`: what is in the set goes, what is not comes.
    pub fn set_toggle(&mut self, x: &SetObj, y: &SetObj) -> Res<()> {
        let mut at = 0;
        while let Some((h, v)) = y.next_entry(&mut at) {
            self.set_toggle_one(x, v, h)?;
        }
        Ok(())
    }

    /// The same for one element.
    pub fn set_toggle_one(&mut self, x: &SetObj, v: Value, hash: i64) -> Res<()> {
        if !self.set_discard_hashed(x, &v, hash)? {
            self.set_add_hashed(x, v, hash)?;
        }
        Ok(())
    }

    /// `len(v)` of built-in containers, by storage.
    #[inline(always)]
    pub fn builtin_len(&self, v: &Value) -> Option<usize> {
        let o = v.as_obj()?;
        Some(match o.kind() {
            Kind::Str => o.cast::<StrObj>()?.char_len(),
            Kind::List => o.cast::<ListObj>()?.len(),
            Kind::Tuple => o.cast::<TupleObj>()?.len(),
            Kind::Dict => o.cast::<DictObj>()?.len(),
            Kind::Set => o.cast::<SetObj>()?.len(),
            Kind::Bytes => o.cast::<BytesObj>()?.bytes().len(),
            Kind::ByteArray => o.cast::<ByteArrayObj>()?.borrow().len(),
            Kind::Range => usize::try_from(o.cast::<RangeObj>()?.len.as_ref().to_i64()?).ok()?,
            _ => return None,
        })
    }

    /// `item in v` of built-in containers, by storage.
    pub fn builtin_contains(&mut self, v: &Value, item: &Value) -> Res<Option<bool>> {
        let Value::Obj(o) = v else { return Ok(None) };
        Ok(Some(match o.kind() {
            Kind::List => {
                let Some(l) = o.cast::<ListObj>() else { return Ok(None) };
                let mut i = 0;
                while let Some(x) = l.get(i) {
                    if self.same(&x, item)? {
                        return Ok(Some(true));
                    }
                    i += 1;
                }
                false
            }
            Kind::Tuple => {
                let Some(t) = o.cast::<TupleObj>() else { return Ok(None) };
                for x in t.items() {
                    if self.same(x, item)? {
                        return Ok(Some(true));
                    }
                }
                false
            }
            Kind::Dict => {
                let Some(d) = o.cast::<DictObj>() else { return Ok(None) };
                self.dict_find(d, item)?.is_some()
            }
            Kind::Set => {
                let Some(s) = o.cast::<SetObj>() else { return Ok(None) };
                // A derived class may have a hash.
                if item.is_a::<SetObj>()
                    && self.class_of(item).lookup(&self.names.__hash__).is_none_or(|hash| hash.is_none())
                {
                    // An unhashable set is looked up as the frozenset it would be.
                    let f = self.set_from(item)?;
                    let f = self.heap.alloc(&self.heap.types().frozenset, SetObj::new(f)).into_value();
                    return self.set_contains(s, &f).map(Some);
                }
                self.set_contains(s, item)?
            }
            Kind::Str => {
                let (Some(s), Some(t)) = (o.cast::<StrObj>(), item.cast::<StrObj>()) else {
                    let name = self.class_name(item);
                    return Err(
                        self.type_error(format!("'in <string>' requires string as left operand, not {name}"))
                    );
                };
                crate::object::text::find::find(s.bytes(), t.bytes(), 0, s.bytes().len()).is_some()
            }
            Kind::Bytes | Kind::ByteArray => {
                // What has an index is a byte; whatever goes wrong in asking is no more than "no byte".
                let mut byte = as_int(item).map(|i| i.to_int());
                if byte.is_none() && self.lookup_special(item, &self.names.__index__).is_some() {
                    let _held = Export::of(v);
                    byte = match self.to_int(item) {
                        Ok(i) => Some(i),
                        Err(e) => {
                            drop(self.take_raised(e));
                            None
                        }
                    };
                }
                let holds = |look: &dyn Fn(&[u8]) -> bool| with_bytes(v, look).unwrap_or(false);
                if let Some(i) = byte {
                    match i.as_ref().to_i64() {
                        Some(b) if (0..256).contains(&b) => holds(&|data| data.contains(&(b as u8))),
                        _ => return Err(self.value_error("byte must be in range(0, 256)")),
                    }
                } else if let Some(found) =
                    with_bytes(item, |t| holds(&|data| memchr::memmem::find(data, t).is_some()))
                {
                    found
                } else {
                    let _held = Export::of(v);
                    let Some(part) = (self.hooks.buffer_bytes)(self, item)? else {
                        let name = self.class_name(item);
                        return Err(self.type_error(format!("a bytes-like object is required, not '{name}'")));
                    };
                    holds(&|data| memchr::memmem::find(data, &part).is_some())
                }
            }
            Kind::Range => {
                let Some(r) = o.cast::<RangeObj>() else { return Ok(None) };
                // An int of the script's own class may compare as it likes.
                match as_int(item) {
                    Some(i) if item.as_obj().is_none_or(|o| o.header().is_exact()) => {
                        range_index(r, i).is_some()
                    }
                    _ => return Ok(None),
                }
            }
            _ => return Ok(None),
        }))
    }

    /// A slice object's part of a built-in sequence, or None.
    pub fn builtin_slice(&mut self, v: &Value, s: &SliceObj) -> Res<Option<Value>> {
        let Value::Obj(o) = v else { return Ok(None) };
        if o.kind() == Kind::Range {
            let Some(r) = o.cast::<RangeObj>() else { return Ok(None) };
            return self.range_slice(r, s).map(Some);
        }
        if !self.is_sequence_storage(v) {
            return Ok(None);
        }
        let parts = self.slice_parts(s)?;
        self.slice_of(v, parts)
    }

    /// The part of a built-in sequence that is not a range; None of anything else.
    pub(super) fn slice_of(&mut self, v: &Value, parts: SliceParts) -> Res<Option<Value>> {
        let Value::Obj(o) = v else { return Ok(None) };
        let Some(len) = self.builtin_len(v).filter(|_| self.is_sequence_storage(v)) else { return Ok(None) };
        let (start, _, step, count) = parts.within(len);
        let (first, last) = (start as usize, start.wrapping_add(count as i64) as usize);
        let whole = count == len && step == 1 && o.header().is_exact();
        if whole && matches!(o.kind(), Kind::Str | Kind::Tuple | Kind::Bytes) {
            return Ok(Some(v.clone()));
        }
        let pick = |items: &[Value]| -> Vec<Value> {
            if step == 1 {
                return items.get(first..last).unwrap_or(&[]).to_vec();
            }
            let mut out = Vec::with_capacity(count);
            out.extend((0..count as i64).filter_map(|i| items.get((start + i * step) as usize).cloned()));
            out
        };
        self.room_for(match o.kind() {
            Kind::List => count * size_of::<Value>(),
            // With steps a vector, then the tuple.
            Kind::Tuple => count * size_of::<Value>() * 2,
            Kind::Str => o.cast::<StrObj>().map_or(0, StrObj::byte_len).min(count.saturating_mul(4)),
            _ => len + count,
        })?;
        Ok(Some(match o.kind() {
            Kind::List => {
                let Some(l) = o.cast::<ListObj>() else { return Ok(None) };
                let items = pick(&l.borrow());
                self.heap.list(items).into_value()
            }
            Kind::Tuple => {
                let Some(t) = o.cast::<TupleObj>() else { return Ok(None) };
                match t.items().get(first..last) {
                    Some(part) if step == 1 => self.heap.tuple(part.iter().cloned()).into_value(),
                    _ => self.heap.tuple(pick(t.items())).into_value(),
                }
            }
            Kind::Str => {
                let Some(t) = o.cast::<StrObj>() else { return Ok(None) };
                if count == 0 {
                    return Ok(Some(self.heap.str("").into_value()));
                }
                if step == 1 {
                    self.heap.str_piece(t.char_range(first, last), t.is_ascii()).into_value()
                } else {
                    self.heap
                        .str_from_vec(wtf8::slice_step(t.bytes(), first, step, count, t.is_ascii()))
                        .into_value()
                }
            }
            _ => {
                let part = |d: &[u8]| match d.get(start as usize..start as usize + count) {
                    Some(part) if step == 1 => part.to_vec(),
                    _ => {
                        let mut out = Vec::with_capacity(count);
                        out.extend(
                            (0..count as i64).filter_map(|i| d.get((start + i * step) as usize).copied()),
                        );
                        out
                    }
                };
                let out = with_bytes(v, part).unwrap_or_default();
                if o.kind() == Kind::Bytes {
                    self.heap.bytes_from_vec(out).into_value()
                } else {
                    self.heap.alloc(&self.heap.types().bytearray, ByteArrayObj::new(out)).into_value()
                }
            }
        }))
    }

    fn range_slice(&mut self, r: &RangeObj, s: &SliceObj) -> Res {
        let (start, stop, step) = self.slice_bounds(s, r.len.as_ref())?;
        let at = |i: Int| arith::add(r.start.as_ref(), arith::mul(i.as_ref(), r.step.as_ref()).as_ref());
        let new_step = arith::mul(r.step.as_ref(), step.as_ref());
        let range = self.new_range(at(start), at(stop), new_step);
        Ok(range)
    }

    /// A range; the step is not zero.
    pub fn new_range(&mut self, start: Int, stop: Int, step: Int) -> Value {
        let len = {
            let (a, b, s) = (start.as_ref(), stop.as_ref(), step.as_ref());
            let up = !s.is_negative();
            let gap = if up { arith::sub(b, a) } else { arith::sub(a, b) };
            if gap.as_ref().signum() <= 0 {
                Int::Small(0)
            } else {
                let width = arith::abs(s);
                let q = arith::floor_div(arith::sub(gap.as_ref(), IntRef::Small(1)).as_ref(), width.as_ref());
                q.map(|q| arith::add(q.as_ref(), IntRef::Small(1))).unwrap_or(Int::Small(0))
            }
        };
        self.heap.alloc(&self.heap.types().range, RangeObj { start, stop, step, len }).into_value()
    }
}

/// The index of an integer in a range.
pub fn range_index(r: &RangeObj, i: IntRef<'_>) -> Option<Int> {
    let offset = arith::sub(i, r.start.as_ref());
    let (q, m) = arith::divmod(offset.as_ref(), r.step.as_ref()).ok()?;
    if !m.as_ref().is_zero() || q.as_ref().is_negative() {
        return None;
    }
    if crate::object::number::int::cmp(q.as_ref(), r.len.as_ref()) == std::cmp::Ordering::Less {
        Some(q)
    } else {
        None
    }
}

/// The items of two sequences, one behind the other, with their number (`Chain` does not say it).
struct Both<'a> {
    first: std::slice::Iter<'a, Value>,
    second: std::slice::Iter<'a, Value>,
}

impl Iterator for Both<'_> {
    type Item = Value;

    #[inline]
    fn next(&mut self) -> Option<Value> {
        self.first.next().or_else(|| self.second.next()).cloned()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.first.len() + self.second.len();
        (n, Some(n))
    }
}

impl ExactSizeIterator for Both<'_> {}
