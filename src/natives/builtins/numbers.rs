//! Functions of `builtins` on numbers and characters.

use crate::natives;
use crate::natives::modules::decimal;
use crate::natives::types::support::{IndexInt, is_exact, lift};
use crate::object::int::{ComplexObj, as_int};
use crate::object::number::complex::Complex;
use crate::object::number::int::{arith, text};
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::{Kind, Ref, Value};
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};

natives! { pub static FUNCTIONS;
    /// Return the absolute value of the argument.
    ///
    /// >>> abs(-3)
    /// 3
    fn abs(vm, x: Value, /) -> Res { absolute(vm, &x) }

    /// Return the binary representation of an integer.
    ///
    /// >>> bin(2796202)
    /// '0b1010101010101010101010'
    fn bin(vm, number: IndexInt, /) -> Res<String> { lift(vm, text::with_prefix(number.0.as_ref(), 2)) }

    /// Return the octal representation of an integer.
    ///
    /// >>> oct(342391)
    /// '0o1234567'
    fn oct(vm, number: IndexInt, /) -> Res<String> { lift(vm, text::with_prefix(number.0.as_ref(), 8)) }

    /// Return the hexadecimal representation of an integer.
    ///
    /// >>> hex(12648430)
    /// '0xc0ffee'
    fn hex(vm, number: IndexInt, /) -> Res<String> { lift(vm, text::with_prefix(number.0.as_ref(), 16)) }

    /// Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.
    ///
    /// >>> chr(97)
    /// 'a'
    fn chr(vm, i: Value, /) -> Res { character(vm, &i) }

    /// Return the Unicode code point for a one-character string.
    ///
    /// If the argument is a one-byte string, return the integer value of that byte.
    ///
    /// >>> ord("a")
    /// 97
    fn ord(vm, c: Value, /) -> Res<i64> { ordinal(vm, &c) }

    /// Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.
    ///
    /// >>> divmod(7, 2)
    /// (3, 1)
    fn divmod(vm, x: Value, y: Value, /) -> Res { quotient_and_rest(vm, &x, &y) }

    /// Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.
    ///
    /// Some types, such as ints, are able to use a more efficient algorithm when
    /// invoked using the three argument form.
    ///
    /// >>> pow(3, 4, 5)
    /// 1
    fn pow(vm, /, base: Value, exp: Value, r#mod: Value = Value::None) -> Res { power(vm, &base, &exp, &r#mod) }

    /// Round a number to a given precision in decimal digits.
    ///
    /// The return value is an integer if ndigits is omitted or None.  Otherwise
    /// the return value has the same type as the number.  ndigits may be negative.
    ///
    /// >>> round(2.5)
    /// 2
    fn round(vm, /, number: Value, ndigits: Value = Value::None) -> Res { rounded(vm, &number, ndigits) }

    /// Return the sum of a 'start' value (default: 0) plus an iterable of numbers
    ///
    /// When the iterable is empty, return the start value.
    /// This function is intended specifically for use with numeric values and may
    /// reject non-numeric types.
    ///
    /// >>> sum([1, 2, 3])
    /// 6
    fn sum(vm, iterable: Value, /, start: Value = Value::Int(0)) -> Res { total(vm, &iterable, start) }
}

fn absolute(vm: &mut Vm, x: &Value) -> Res {
    match x {
        Value::Int(i) if *i != i64::MIN => return Ok(Value::Int(i.abs())),
        Value::Float(f) => return Ok(Value::float(f.get().abs())),
        _ => {}
    }
    match vm.call_special(x, &vm.names.__abs__, &[])? {
        Some(v) => Ok(v),
        None => {
            let name = vm.class_name(x);
            Err(vm.type_error(format!("bad operand type for abs(): '{name}'")))
        }
    }
}

fn character(vm: &mut Vm, i: &Value) -> Res {
    let code = vm.to_int(i)?;
    match code.as_ref().to_i64() {
        Some(code @ 0..=0x10ffff) => Ok(vm.heap.str_bytes(&wtf8::from_code_point(code as u32)).into_value()),
        _ => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ordinal(vm: &mut Vm, c: &Value) -> Res<i64> {
    if let Some(s) = c.cast::<StrObj>() {
        let n = s.char_len();
        if n == 1 {
            return Ok(i64::from(wtf8::code_point_at(s.bytes(), 0).0));
        }
        return Err(vm.type_error(format!("ord() expected a character, but string of length {n} found")));
    }
    if let Some(data) = crate::object::bytes::data_of(c) {
        if let [byte] = data[..] {
            return Ok(i64::from(byte));
        }
        return Err(
            vm.type_error(format!("ord() expected a character, but string of length {} found", data.len()))
        );
    }
    let name = vm.class_name(c);
    Err(vm.type_error(format!("ord() expected string of length 1, but {name} found")))
}

/// An operator that is a method of the left operand or, reflected, of the right one.
struct Reflection<'a> {
    method: &'a Ref<StrObj>,
    reflected: &'a Ref<StrObj>,
    /// The modulus of `pow`, which both methods get.
    third: Option<&'a Value>,
}

impl Reflection<'_> {
    /// Asks both operands in the language's order; None if neither answers.
    fn ask(&self, vm: &mut Vm, left: &Value, right: &Value) -> Res<Option<Value>> {
        let (lc, rc) = (vm.class_of(left), vm.class_of(right));
        let right_first = !rc.is(&lc) && rc.is_subclass(&lc) && {
            let (a, b) = (lc.lookup(self.reflected), rc.lookup(self.reflected));
            b.is_some_and(|b| a.is_none_or(|a| !a.is(&b)))
        };
        if right_first && let Some(v) = self.ask_one(vm, right, self.reflected, left)? {
            return Ok(Some(v));
        }
        if let Some(v) = self.ask_one(vm, left, self.method, right)? {
            return Ok(Some(v));
        }
        if !right_first && !rc.is(&lc) {
            return self.ask_one(vm, right, self.reflected, left);
        }
        Ok(None)
    }

    fn ask_one(&self, vm: &mut Vm, a: &Value, name: &Ref<StrObj>, b: &Value) -> Res<Option<Value>> {
        let args: Vec<Value> = std::iter::once(b).chain(self.third).cloned().collect();
        let not_implemented = vm.types().not_implemented.clone();
        Ok(vm.call_special(a, name, &args)?.filter(|v| !v.is(&not_implemented)))
    }
}

/// Asks `left.method(right)` and `right.reflected(left)` in the language's order.
pub fn reflected(
    vm: &mut Vm,
    left: &Value,
    right: &Value,
    method: &Ref<StrObj>,
    reflected: &Ref<StrObj>,
) -> Res<Option<Value>> {
    Reflection { method, reflected, third: None }.ask(vm, left, right)
}

fn quotient_and_rest(vm: &mut Vm, x: &Value, y: &Value) -> Res {
    let names = vm.names;
    match reflected(vm, x, y, &names.__divmod__, &names.__rdivmod__)? {
        Some(v) => Ok(v),
        None => {
            let (a, b) = (vm.class_name(x), vm.class_name(y));
            Err(vm.type_error(format!("unsupported operand type(s) for divmod(): '{a}' and '{b}'")))
        }
    }
}

fn power(vm: &mut Vm, base: &Value, exp: &Value, modulus: &Value) -> Res {
    if modulus.is_none() {
        return vm.binary(BinOp::Pow, base, exp);
    }
    let exact = |v: &Value| v.as_obj().is_none_or(|o| o.header().is_exact());
    if let (Some(a), Some(b), Some(m)) = (as_int(base), as_int(exp), as_int(modulus))
        && exact(base)
        && exact(exp)
    {
        let r = arith::pow_mod(a, b, m);
        return lift(vm, r).map(|i| vm.heap.int(i));
    }
    let names = vm.names;
    let ternary = Reflection { method: &names.__pow__, reflected: &names.__rpow__, third: Some(modulus) };
    if let Some(v) = ternary.ask(vm, base, exp)? {
        return Ok(v);
    }
    // The modulus is asked last.
    if let Some(v) = decimal::power_by_modulus(vm, base, exp, modulus)? {
        return Ok(v);
    }
    // Of those built in only such as refuse it have an answer.
    if crate::object::int::as_float(modulus).is_some() {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let number = |v: &Value| {
        as_int(v).is_some()
            || crate::object::int::as_float(v).is_some()
            || v.is_a::<crate::object::int::ComplexObj>()
    };
    if modulus.is_a::<crate::object::int::ComplexObj>() && number(base) && number(exp) {
        return Err(vm.value_error("complex modulo"));
    }
    let (a, b, c) = (vm.class_name(base), vm.class_name(exp), vm.class_name(modulus));
    Err(vm.type_error(format!("unsupported operand type(s) for ** or pow(): '{a}', '{b}', '{c}'")))
}

fn rounded(vm: &mut Vm, number: &Value, ndigits: Value) -> Res {
    let args: &[Value] = if ndigits.is_none() { &[] } else { std::slice::from_ref(&ndigits) };
    match vm.call_special(number, &vm.names.__round__, args)? {
        Some(v) => Ok(v),
        None => {
            let name = vm.class_name(number);
            Err(vm.type_error(format!("type {name} doesn't define __round__ method")))
        }
    }
}

/// A float sum that carries the lost low part along (Neumaier), as CPython does since 3.12.
struct Compensated {
    high: f64,
    low: f64,
}

impl Compensated {
    fn add(&mut self, x: f64) {
        let t = self.high + x;
        self.low += if self.high.abs() >= x.abs() { (self.high - t) + x } else { (x - t) + self.high };
        self.high = t;
    }

    fn finish(&self) -> f64 {
        if self.low != 0.0 && self.low.is_finite() { self.high + self.low } else { self.high }
    }
}

/// Adds up complex and real numbers as long as they come; gives what follows them.
fn complex_total(
    vm: &mut Vm,
    it: &Value,
    mut item: Option<Value>,
    first: Complex,
    sum: &mut Value,
) -> Res<Option<Value>> {
    let [mut re, mut im] = [first.re, first.im].map(|high| Compensated { high, low: 0.0 });
    let mut any = false;
    loop {
        match &item {
            Some(Value::Float(x)) => re.add(x.get()),
            Some(v) if as_int(v).is_some() => {
                let x = vm.to_f64(v)?;
                re.add(x);
            }
            Some(v) if is_exact(v) => match v.cast::<ComplexObj>().map(ComplexObj::get) {
                Some(z) => {
                    re.add(z.re);
                    im.add(z.im);
                }
                None => break,
            },
            _ => break,
        }
        any = true;
        item = vm.next(it)?;
    }
    if any {
        *sum = vm.heap.complex(Complex { re: re.finish(), im: im.finish() });
    }
    Ok(item)
}

/// An int of 64 bits, or a bool.
fn small_int(v: &Value) -> Option<i64> {
    match v {
        Value::Int(i) => Some(*i),
        Value::True => Some(1),
        Value::False => Some(0),
        _ => None,
    }
}

fn total(vm: &mut Vm, iterable: &Value, start: Value) -> Res {
    let it = vm.iter(iterable)?;
    let what = match start.kind() {
        Some(Kind::Str) => Some(("strings", "''")),
        Some(Kind::Bytes) => Some(("bytes", "b''")),
        Some(Kind::ByteArray) => Some(("bytearray", "b''")),
        _ => None,
    };
    if let Some((what, empty)) = what {
        return Err(vm.type_error(format!("sum() can't sum {what} [use {empty}.join(seq) instead]")));
    }
    let mut sum = start;
    let mut item = vm.next(&it)?;
    // Machine words first, then floats, then whatever there is.
    if let Value::Int(mut small) = sum {
        while let Some(i) = item.as_ref().and_then(small_int) {
            match small.checked_add(i) {
                Some(s) => small = s,
                None => break,
            }
            item = vm.next(&it)?;
        }
        sum = Value::Int(small);
        if let Some(Value::Float(first)) = item {
            // A plain addition: what it loses is not made good.
            sum = Value::float(small as f64 + first.get());
            item = vm.next(&it)?;
        }
    }
    if let Value::Float(first) = sum {
        let mut exact = Compensated { high: first.get(), low: 0.0 };
        loop {
            match &item {
                Some(Value::Float(x)) => exact.add(x.get()),
                Some(v) if as_int(v).is_some() => {
                    let x = vm.to_f64(v)?;
                    exact.add(x);
                }
                _ => break,
            }
            item = vm.next(&it)?;
        }
        sum = Value::float(exact.finish());
    }
    while let Some(v) = item {
        sum = vm.binary(BinOp::Add, &sum, &v)?;
        item = vm.next(&it)?;
        if let Some(z) = sum.cast::<ComplexObj>().filter(|_| is_exact(&sum)) {
            let z = z.get();
            item = complex_total(vm, &it, item, z, &mut sum)?;
        }
    }
    Ok(sum)
}
