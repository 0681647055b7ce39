//! `float`: constructor and methods.

use crate::natives;
use crate::object::int::{as_float, as_int};
use crate::object::number::float::{self, arith, hex, parse, round};
use crate::object::number::int::Int;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::AttrDef;
use crate::vm::ops::BinOp;
use crate::vm::{Raised, Res, Vm};

use super::sequence::{comparison_methods, operator_methods};
use super::support::{AnyFloat, lift, new_float, not_implemented};

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, x: Value = Value::float(0.0), /) -> Res {
        let x = construct(vm, &x)?;
        Ok(new_float(vm, &cls, x))
    }
    fn __repr__(vm, this: AnyFloat, /) -> String { float::text::repr(this.0) }
    fn __hash__(vm, this: Value, /) -> Res<i64> { vm.builtin_hash(&this) }
    /// True if self else False
    fn __bool__(vm, this: AnyFloat, /) -> bool { this.0 != 0.0 }
    fn __int__(vm, this: AnyFloat, /) -> Res<Int> { lift(vm, float::to_int(this.0)) }
    fn __float__(vm, this: AnyFloat, /) -> f64 { this.0 }
    fn __neg__(vm, this: AnyFloat, /) -> f64 { -this.0 }
    fn __pos__(vm, this: AnyFloat, /) -> f64 { this.0 }
    fn __abs__(vm, this: AnyFloat, /) -> f64 { this.0.abs() }
    /// Return the Integral closest to x between 0 and x.
    fn __trunc__(vm, this: AnyFloat, /) -> Res<Int> { lift(vm, float::to_int(this.0)) }
    /// Return the floor as an Integral.
    fn __floor__(vm, this: AnyFloat, /) -> Res<Int> { lift(vm, float::to_int(this.0.floor())) }
    /// Return the ceiling as an Integral.
    fn __ceil__(vm, this: AnyFloat, /) -> Res<Int> { lift(vm, float::to_int(this.0.ceil())) }
    /// Return the Integral closest to x, rounding half toward even.
    ///
    /// When an argument is passed, work like built-in round(x, ndigits).
    fn __round__(vm, this: AnyFloat, ndigits: Value = Value::None, /) -> Res {
        if ndigits.is_none() {
            let i = lift(vm, round::round_to_int(this.0))?;
            return Ok(vm.heap.int(i));
        }
        let n = vm.to_int(&ndigits)?;
        lift(vm, round::round(this.0, n.as_ref())).map(Value::float)
    }
    /// Return divmod(self, value).
    fn __divmod__(vm, this: AnyFloat, value: Value, /) -> Res { divmod(vm, &Value::float(this.0), &value) }
    /// Return divmod(value, self).
    fn __rdivmod__(vm, this: AnyFloat, value: Value, /) -> Res { divmod(vm, &value, &Value::float(this.0)) }
    /// Return pow(self, value, mod).
    fn __pow__(vm, this: Value, value: Value, r#mod: Value = Value::None, /) -> Res { power(vm, &this, &value, &r#mod) }
    /// Return pow(value, self, mod).
    fn __rpow__(vm, this: Value, value: Value, r#mod: Value = Value::None, /) -> Res { power(vm, &value, &this, &r#mod) }
    /// Formats the float according to format_spec.
    fn __format__(vm, this: Value, format_spec: Ref<StrObj>, /) -> Res<Ref<StrObj>> { super::support::number_format(vm, &this, &format_spec) }
    fn __getnewargs__(vm, this: AnyFloat, /) -> Value { vm.heap.tuple([Value::float(this.0)]).into_value() }

    /// Return self, the complex conjugate of any float.
    fn conjugate(vm, this: AnyFloat, /) -> f64 { this.0 }
    /// Return True if the float is an integer.
    ///
    /// >>> (2.0).is_integer()
    /// True
    fn is_integer(vm, this: AnyFloat, /) -> bool { float::is_integer(this.0) }
    /// Return a pair of integers, whose ratio is exactly equal to the original float.
    ///
    /// The ratio is in lowest terms and has a positive denominator.  Raise
    /// OverflowError on infinities and a ValueError on NaNs.
    ///
    /// >>> (10.5).as_integer_ratio()
    /// (21, 2)
    fn as_integer_ratio(vm, this: AnyFloat, /) -> Res<(Value, Value)> {
        let (a, b) = lift(vm, float::as_integer_ratio(this.0))?;
        Ok((vm.heap.int(a), vm.heap.int(b)))
    }
    /// Return a hexadecimal representation of a floating-point number.
    ///
    /// >>> (-0.1).hex()
    /// '-0x1.999999999999ap-4'
    fn hex(vm, this: AnyFloat, /) -> String { hex::hex(this.0) }
}

natives! { static CLASS_METHODS;
    /// Convert real number to a floating-point number.
    fn from_number(vm, cls: Ref<TypeObj>, number: Value, /) -> Res {
        let x = Value::float(vm.to_f64(&number)?);
        if cls.is(&vm.types().float) { Ok(x) } else { vm.call(&cls.into_value(), &[x]) }
    }
    /// Create a floating-point number from a hexadecimal string.
    ///
    /// >>> float.fromhex('0x1.ffffp10')
    /// 2047.984375
    fn fromhex(vm, cls: Value, string: Value, /) -> Res {
        let Some(string) = string.cast::<StrObj>() else {
            return Err(vm.type_error("bad argument type for built-in operation"));
        };
        let x = lift(vm, hex::from_hex(string.bytes()))?;
        if cls.as_obj().is_some_and(|c| c.is(vm.types().float.obj())) {
            return Ok(Value::float(x));
        }
        vm.call(&cls, &[Value::float(x)])
    }
    /// You probably don't want to use this function.
    ///
    ///   typestr
    ///     Must be 'double' or 'float'.
    ///
    /// It exists mainly to be used in Python's test suite.
    ///
    /// This function returns whichever of 'unknown', 'IEEE, big-endian' or 'IEEE,
    /// little-endian' best describes the format of floating-point numbers used by the
    /// C type named by typestr.
    fn __getformat__(vm, cls: Value, typestr: Ref<StrObj>, /) -> Res<&'static str> {
        match typestr.bytes() {
            b"double" | b"float" => Ok(if cfg!(target_endian = "big") { "IEEE, big-endian" } else { "IEEE, little-endian" }),
            _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
        }
    }
}

static ATTRS: &[AttrDef] = &[
    AttrDef { name: "real", doc: "the real part of a complex number", get: itself, set: None },
    AttrDef {
        name: "imag",
        doc: "the imaginary part of a complex number",
        get: |_, _| Ok(Value::float(0.0)),
        set: None,
    },
];

fn itself(vm: &mut Vm, this: &Value) -> Res {
    match as_float(this) {
        Some(x) => Ok(Value::float(x)),
        None => Err(vm.wrong_receiver(this)),
    }
}

comparison_methods!(COMPARISONS);
operator_methods! { OPERATORS;
    __add__ Add float;
    __radd__ Add rfloat;
    __sub__ Sub float;
    __rsub__ Sub rfloat;
    __mul__ Mul float;
    __rmul__ Mul rfloat;
    __truediv__ Div float;
    __rtruediv__ Div rfloat;
    __floordiv__ FloorDiv float;
    __rfloordiv__ FloorDiv rfloat;
    __mod__ Mod float;
    __rmod__ Mod rfloat;
}

/// Installs the class's methods.
pub fn install(vm: &mut Vm) {
    let class = vm.types().float.clone();
    vm.add_methods(&class, METHODS);
    vm.add_methods(&class, COMPARISONS);
    vm.add_methods(&class, OPERATORS);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
}

/// The number in a float or int.
fn number(vm: &mut Vm, v: &Value) -> Res<Option<f64>> {
    if let Some(x) = as_float(v) {
        return Ok(Some(x));
    }
    match as_int(v) {
        Some(i) => lift(vm, crate::object::number::int::arith::to_float(i)).map(Some),
        None => Ok(None),
    }
}

fn divmod(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    let (Some(a), Some(b)) = (number(vm, a)?, number(vm, b)?) else { return Ok(not_implemented(vm)) };
    let (q, r) = lift(vm, arith::divmod(a, b))?;
    Ok(vm.heap.tuple([Value::float(q), Value::float(r)]).into_value())
}

fn power(vm: &mut Vm, a: &Value, b: &Value, m: &Value) -> Res {
    if !m.is_none() {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    super::sequence::float_operator(vm, BinOp::Pow, a, b)
}

#[cold]
fn no_number(vm: &mut Vm, x: &Value) -> Raised {
    let text = vm.repr(x).and_then(|shown| {
        // The copy, and the message.
        vm.room_for(shown.byte_len().saturating_mul(2))?;
        Ok(format!("could not convert string to float: {}", shown.to_text()))
    });
    match text {
        Ok(text) => vm.value_error(text),
        Err(e) => e,
    }
}

fn construct(vm: &mut Vm, x: &Value) -> Res<f64> {
    match x {
        Value::Float(x) => return Ok(x.get()),
        Value::Int(i) => return Ok(*i as f64),
        _ => {}
    }
    // A text that says that it is a number is one.
    let numeric = !super::support::is_exact(x)
        && (vm.lookup_special(x, &vm.names.__float__).is_some()
            || vm.lookup_special(x, &vm.names.__index__).is_some());
    if let Some(s) = x.cast::<StrObj>().filter(|_| !numeric) {
        let Ok(x) = parse::parse_str(s.bytes()) else {
            return Err(no_number(vm, x));
        };
        return Ok(float::fresh_nan(x, vm.heap.next_keys_version()));
    }
    if !numeric && let Some(data) = super::support::bytes_if_any(vm, x)? {
        let Ok(x) = parse::parse_bytes(&data) else {
            return Err(no_number(vm, x));
        };
        return Ok(float::fresh_nan(x, vm.heap.next_keys_version()));
    }
    if vm.lookup_special(x, &vm.names.__float__).is_none()
        && vm.lookup_special(x, &vm.names.__index__).is_none()
    {
        let class = vm.class_name(x);
        return Err(
            vm.type_error(format!("float() argument must be a string or a real number, not '{class}'"))
        );
    }
    if crate::object::int::as_float(x).is_some()
        && let Some(own) = own_float(vm, x)?
    {
        return Ok(own);
    }
    vm.to_f64(x)
}

/// What the `__float__` of a subclass of `float` says, if the class has one of its own.
pub(super) fn own_float(vm: &mut Vm, x: &Value) -> Res<Option<f64>> {
    let class = vm.class_of(x);
    let (own, plain) = (class.lookup(&vm.names.__float__), vm.types().float.lookup(&vm.names.__float__));
    if let (Some(a), Some(b)) = (own, plain)
        && a.is(&b)
    {
        return Ok(None);
    }
    let Some(v) = vm.call_special(x, &vm.names.__float__, &[])? else { return Ok(None) };
    let (class, what) = (class.name_text(), vm.class_name(&v));
    let Some(found) = crate::object::int::as_float(&v) else {
        return Err(vm.type_error(format!("{class}.__float__ returned non-float (type {what})")));
    };
    if !super::support::is_exact(&v) {
        let category = vm.types().deprecation_warning.clone();
        let text = format!(
            "{class}.__float__ returned non-float (type {what}).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python."
        );
        vm.warn(&category, &text, 1)?;
    }
    Ok(Some(found))
}
