//! `int` and `bool`: constructors and methods.

use crate::natives;
use crate::object::int::{as_float, as_int};
use crate::object::number::int::bytes::{self, ByteOrder};
use crate::object::number::int::{Int, IntRef, arith, bits, parse, text};
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::{AttrDef, Given, left_out};
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};

use super::sequence::{comparison_methods, operator_methods};
use super::support::{AnyInt, Octets, lift, new_int, not_implemented, or_not_implemented};

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, x: Value = Value::Undef, /, base: Value = Value::Undef) -> Res {
        let i = construct(vm, &x, &base)?;
        Ok(new_int(vm, &cls, i))
    }
    fn __repr__(vm, this: AnyInt, /) -> Res<String> {
        let limit = vm.max_int_digits;
        lift(vm, text::to_decimal(this.0.as_ref(), limit))
    }
    fn __hash__(vm, this: AnyInt, /) -> i64 { crate::object::number::hash::hash_int(this.0.as_ref()) }
    /// True if self else False
    fn __bool__(vm, this: AnyInt, /) -> bool { !this.0.as_ref().is_zero() }
    fn __int__(vm, this: AnyInt, /) -> Int { this.0 }
    fn __index__(vm, this: AnyInt, /) -> Int { this.0 }
    fn __float__(vm, this: AnyInt, /) -> Res<f64> { lift(vm, arith::to_float(this.0.as_ref())) }
    fn __neg__(vm, this: AnyInt, /) -> Int { arith::neg(this.0.as_ref()) }
    fn __pos__(vm, this: AnyInt, /) -> Int { this.0 }
    fn __abs__(vm, this: AnyInt, /) -> Int { arith::abs(this.0.as_ref()) }
    fn __invert__(vm, this: AnyInt, /) -> Int { bits::not(this.0.as_ref()) }
    /// Truncating an Integral returns itself.
    fn __trunc__(vm, this: AnyInt, /) -> Int { this.0 }
    /// Flooring an Integral returns itself.
    fn __floor__(vm, this: AnyInt, /) -> Int { this.0 }
    /// Ceiling of an Integral returns itself.
    fn __ceil__(vm, this: AnyInt, /) -> Int { this.0 }
    /// Rounding an Integral returns itself.
    ///
    /// Rounding with an ndigits argument also returns an integer.
    fn __round__(vm, this: AnyInt, ndigits: Value = Value::Undef, /) -> Res<Int> {
        if ndigits.is_undef() || ndigits.is_none() {
            return Ok(this.0);
        }
        let digits = vm.to_int(&ndigits)?;
        if !digits.as_ref().is_negative() {
            return Ok(this.0);
        }
        let n = digits.as_ref().to_i64().map_or(u64::MAX, i64::unsigned_abs);
        lift(vm, arith::round_to_tens(this.0.as_ref(), n))
    }
    /// Return divmod(self, value).
    fn __divmod__(vm, this: AnyInt, value: Value, /) -> Res { divmod(vm, Some(this.0.as_ref()), as_int(&value)) }
    /// Return divmod(value, self).
    fn __rdivmod__(vm, this: AnyInt, value: Value, /) -> Res { divmod(vm, as_int(&value), Some(this.0.as_ref())) }
    /// Return pow(self, value, mod).
    fn __pow__(vm, this: Value, value: Value, r#mod: Value = Value::None, /) -> Res { power(vm, &this, &value, &r#mod) }
    /// Return pow(value, self, mod).
    fn __rpow__(vm, this: Value, value: Value, r#mod: Value = Value::None, /) -> Res { power(vm, &value, &this, &r#mod) }
    /// Convert to a string according to format_spec.
    fn __format__(vm, this: Value, format_spec: Ref<StrObj>, /) -> Res<Ref<StrObj>> { super::support::number_format(vm, &this, &format_spec) }
    fn __getnewargs__(vm, this: AnyInt, /) -> Value {
        let i = vm.heap.int(this.0);
        vm.heap.tuple([i]).into_value()
    }
    /// Returns size in memory, in bytes.
    fn __sizeof__(vm, this: AnyInt, /) -> Count { Count(24 + 4 * this.0.as_ref().bit_length().div_ceil(30).max(1)) }

    /// Returns self, the complex conjugate of any int.
    fn conjugate(vm, this: AnyInt, /) -> Int { this.0 }
    /// Number of bits necessary to represent self in binary.
    ///
    /// >>> bin(37)
    /// '0b100101'
    /// >>> (37).bit_length()
    /// 6
    fn bit_length(vm, this: AnyInt, /) -> Count { Count(this.0.as_ref().bit_length()) }
    /// Number of ones in the binary representation of the absolute value of self.
    ///
    /// Also known as the population count.
    ///
    /// >>> (13).bit_count()
    /// 3
    fn bit_count(vm, this: AnyInt, /) -> Count { Count(bits::bit_count(this.0.as_ref())) }
    /// Return a pair of integers, whose ratio is equal to the original int.
    ///
    /// The ratio is in lowest terms and has a positive denominator.
    ///
    /// >>> (10).as_integer_ratio()
    /// (10, 1)
    fn as_integer_ratio(vm, this: AnyInt, /) -> (Value, Value) { (vm.heap.int(this.0), Value::Int(1)) }
    /// Returns True. Exists for duck type compatibility with float.is_integer.
    fn is_integer(vm, this: AnyInt, /) -> bool { true }
    /// Return an array of bytes representing an integer.
    ///
    ///   length
    ///     Length of bytes object to use.  An OverflowError is raised if the
    ///     integer is not representable with the given number of bytes.  Default
    ///     is length 1.
    ///   byteorder
    ///     The byte order used to represent the integer.  If byteorder is 'big',
    ///     the most significant byte is at the beginning of the byte array.  If
    ///     byteorder is 'little', the most significant byte is at the end of the
    ///     byte array.  To request the native byte order of the host system, use
    ///     sys.byteorder as the byte order value.  Default is to use 'big'.
    ///   signed
    ///     Determines whether two's complement is used to represent the integer.
    ///     If signed is False and a negative integer is given, an OverflowError
    ///     is raised.
    ///
    /// >>> (258).to_bytes(2)
    /// b'\x01\x02'
    fn to_bytes(vm, this: AnyInt, /, length: i64 = 1, byteorder: Given<Ref<StrObj>> = left_out("big"), *, signed: bool = false) -> Res<Octets> {
        let order = byte_order(vm, byteorder.0)?;
        lift(vm, bytes::to_bytes(this.0.as_ref(), length, order, signed)).map(Octets)
    }
}

/// A count that may exceed a machine word.
struct Count(u64);

impl crate::vm::native::IntoRes for Count {
    fn into_res(self, vm: &mut Vm) -> Res {
        Ok(vm.heap.int(Int::from(self.0)))
    }
}

natives! { static CLASS_METHODS;
    /// Return the integer represented by the given array of bytes.
    ///
    ///   bytes
    ///     Holds the array of bytes to convert.  The argument must either
    ///     support the buffer protocol or be an iterable object producing bytes.
    ///     Bytes and bytearray are examples of built-in objects that support the
    ///     buffer protocol.
    ///   byteorder
    ///     The byte order used to represent the integer.  Default is to use 'big'.
    ///   signed
    ///     Indicates whether two's complement is used to represent the integer.
    ///
    /// >>> int.from_bytes(b"\x01\x02")
    /// 258
    fn from_bytes(vm, cls: Value, /, bytes: Value, byteorder: Given<Ref<StrObj>> = left_out("big"), *, signed: bool = false) -> Res {
        let order = byte_order(vm, byteorder.0)?;
        let data = super::bytes::data_from(vm, &bytes)?;
        let i = vm.heap.int(crate::object::number::int::bytes::from_bytes(&data, order, signed));
        if cls.as_obj().is_some_and(|c| c.is(vm.types().int.obj())) { Ok(i) } else { vm.call(&cls, &[i]) }
    }
}

static ATTRS: &[AttrDef] = &[
    AttrDef { name: "real", doc: "the real part of a complex number", get: whole, set: None },
    AttrDef {
        name: "numerator",
        doc: "the numerator of a rational number in lowest terms",
        get: whole,
        set: None,
    },
    AttrDef {
        name: "imag",
        doc: "the imaginary part of a complex number",
        get: |_, _| Ok(Value::Int(0)),
        set: None,
    },
    AttrDef {
        name: "denominator",
        doc: "the denominator of a rational number in lowest terms",
        get: |_, _| Ok(Value::Int(1)),
        set: None,
    },
];

fn whole(vm: &mut Vm, this: &Value) -> Res {
    match as_int(this) {
        Some(i) => Ok(vm.heap.int(i.to_int())),
        None => Err(vm.wrong_receiver(this)),
    }
}

comparison_methods!(COMPARISONS);
operator_methods! { OPERATORS;
    __add__ Add int;
    __radd__ Add rint;
    __sub__ Sub int;
    __rsub__ Sub rint;
    __mul__ Mul int;
    __rmul__ Mul rint;
    __truediv__ Div int;
    __rtruediv__ Div rint;
    __floordiv__ FloorDiv int;
    __rfloordiv__ FloorDiv rint;
    __mod__ Mod int;
    __rmod__ Mod rint;
    __lshift__ Shl int;
    __rlshift__ Shl rint;
    __rshift__ Shr int;
    __rrshift__ Shr rint;
    __and__ BitAnd int;
    __rand__ BitAnd rint;
    __or__ BitOr int;
    __ror__ BitOr rint;
    __xor__ BitXor int;
    __rxor__ BitXor rint;
}

operator_methods! { BOOL_OPERATORS;
    __and__ BitAnd straight;
    __rand__ BitAnd reflected;
    __or__ BitOr straight;
    __ror__ BitOr reflected;
    __xor__ BitXor straight;
    __rxor__ BitXor reflected;
}

natives! { static BOOL_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, object: Value = Value::False, /) -> Res<bool> { vm.truth(&object) }
    fn __repr__(vm, this: AnyInt, /) -> &'static str { if this.0.as_ref().is_zero() { "False" } else { "True" } }
    fn __invert__(vm, this: AnyInt, /) -> Res<Int> {
        vm.warn(&vm.types().deprecation_warning, "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.", 1)?;
        Ok(bits::not(this.0.as_ref()))
    }
}

/// An operator method of int: other types' numbers are their own business.
pub fn operator(vm: &mut Vm, op: BinOp, this: &Value, other: &Value, reflected: bool) -> Res {
    if as_int(other).is_none() {
        return Ok(not_implemented(vm));
    }
    let r = if reflected { vm.builtin_binary(op, other, this)? } else { vm.builtin_binary(op, this, other)? };
    Ok(or_not_implemented(vm, r))
}

/// Installs the methods of both classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_methods(&t.int, METHODS);
    vm.add_methods(&t.int, COMPARISONS);
    vm.add_methods(&t.int, OPERATORS);
    vm.add_class_methods(&t.int, CLASS_METHODS);
    vm.add_attrs(&t.int, ATTRS);
    vm.add_methods(&t.bool_, BOOL_METHODS);
    vm.add_methods(&t.bool_, BOOL_OPERATORS);
}

fn byte_order(vm: &mut Vm, name: Option<Ref<StrObj>>) -> Res<ByteOrder> {
    match name {
        None => Ok(ByteOrder::Big),
        Some(s) => lift(vm, ByteOrder::parse(&s.to_text())),
    }
}

fn divmod(vm: &mut Vm, a: Option<IntRef<'_>>, b: Option<IntRef<'_>>) -> Res {
    let (Some(a), Some(b)) = (a, b) else { return Ok(not_implemented(vm)) };
    let (q, r) = lift(vm, arith::divmod(a, b))?;
    Ok(vm.heap.tuple([vm.heap.int(q), vm.heap.int(r)]).into_value())
}

fn power(vm: &mut Vm, a: &Value, b: &Value, m: &Value) -> Res {
    let (Some(x), Some(y)) = (as_int(a), as_int(b)) else { return Ok(not_implemented(vm)) };
    if m.is_none() {
        let r = vm.builtin_binary(BinOp::Pow, a, b)?;
        return Ok(or_not_implemented(vm, r));
    }
    let Some(z) = as_int(m) else { return Ok(not_implemented(vm)) };
    let i = lift(vm, arith::pow_mod(x, y, z))?;
    Ok(vm.heap.int(i))
}

/// `int(x, base)`
fn construct(vm: &mut Vm, x: &Value, base: &Value) -> Res<Int> {
    if x.is_undef() {
        return if base.is_undef() {
            Ok(Int::Small(0))
        } else {
            Err(vm.type_error("int() missing string argument"))
        };
    }
    let limit = vm.max_int_digits;
    if !base.is_undef() {
        let base = vm.to_int(base)?.as_ref().to_i64().unwrap_or(i64::MAX);
        if let Some(s) = x.cast::<StrObj>() {
            return lift(vm, parse::parse_str(s.bytes(), base, limit));
        }
        if let Some(data) = crate::object::bytes::data_of(x) {
            return lift(vm, parse::parse_bytes(&data, base, limit));
        }
        lift(vm, parse::check_base(base))?;
        return Err(vm.type_error("int() can't convert non-string with explicit base"));
    }
    match x {
        Value::Int(i) => return Ok(Int::Small(*i)),
        Value::Float(f) => return lift(vm, crate::object::number::float::to_int(f.get())),
        _ => {}
    }
    let names = vm.names;
    for (name, text) in [(&names.__int__, "__int__"), (&names.__index__, "__index__")] {
        if let Some(r) = vm.call_special(x, name, &[])? {
            let Some(i) = as_int(&r) else {
                let class = vm.class_name(&r);
                return Err(vm.type_error(format!("{text} returned non-int (type {class})")));
            };
            let out = i.to_int();
            vm.warn_of_subclass(text, "int", &r)?;
            return Ok(out);
        }
    }
    if let Some(s) = x.cast::<StrObj>() {
        let read = parse::parse_str(s.bytes(), 10, limit);
        if !super::support::is_exact(x)
            && read.as_ref().is_err_and(|e| e.message.starts_with("invalid literal"))
        {
            // The error shows what was given, as that shows itself.
            let shown = vm.repr(x)?.to_text();
            return Err(vm.value_error(format!("invalid literal for int() with base 10: {shown}")));
        }
        return lift(vm, read);
    }
    if let Some(data) = super::support::bytes_if_any(vm, x)? {
        return lift(vm, parse::parse_bytes(&data, 10, limit));
    }
    debug_assert!(as_float(x).is_none(), "floats have __int__");
    let class = vm.class_name(x);
    Err(vm.type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{class}'"
    )))
}
