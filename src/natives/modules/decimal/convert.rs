//! Making decimals of other objects, and other objects of decimals.

use crate::object::int::{ComplexObj, as_float, as_int};
use crate::object::list::ListObj;
use crate::object::number::decimal::rounding::finalize;
use crate::object::number::decimal::{Ctx, Dec, Kind, Round, convert, digits, scale, status, text};
use crate::object::number::float::parse as float_parse;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::state::{CtxObj, DecObj, context_or_current, current, decimal, settle, state};

/// The decimal in a value: a `Decimal`, or an int, which becomes one.
#[inline]
pub fn operand(vm: &mut Vm, v: &Value) -> Res<Operand> {
    match maybe(v) {
        Some(d) => Ok(d),
        None => Err(unsupported(vm, v)),
    }
}

/// A number that an operation reads.
pub enum Operand {
    Of(Ref<DecObj>),
    Made(Dec),
}

impl std::ops::Deref for Operand {
    type Target = Dec;
    #[inline]
    fn deref(&self) -> &Dec {
        match self {
            Operand::Of(d) => &d.0,
            Operand::Made(d) => d,
        }
    }
}

/// The decimal in a value; None if there is none.
#[inline]
pub fn maybe(v: &Value) -> Option<Operand> {
    if let Some(d) = v.to_ref::<DecObj>() {
        return Some(Operand::Of(d));
    }
    as_int(v).map(|i| Operand::Made(convert::from_int(i)))
}

#[cold]
fn unsupported(vm: &mut Vm, v: &Value) -> Raised {
    let name = vm.class_name(v);
    vm.type_error(format!("conversion from {name} to Decimal is not supported"))
}

/// A number exactly as it is; what is beyond the widest bounds is an invalid operation.
fn exactly(vm: &mut Vm, d: Dec, c: &CtxObj) -> Res<Dec> {
    let mut found = 0;
    let mut d = finalize(d, &Ctx::MAX, &mut found);
    if found & (status::INEXACT | status::ROUNDED | status::CLAMPED) != 0 {
        d = Dec::nan();
        settle(vm, c, status::INVALID_OPERATION)?;
    }
    Ok(d)
}

/// The number that a text is; not yet bounded.
fn read(s: &StrObj, tidy: bool) -> Option<Dec> {
    digits::parse(&digits::ascii(s.bytes(), tidy)?)
}

/// `Decimal(value)`: exact.
pub fn from_value(vm: &mut Vm, v: &Value, context: &Value) -> Res<Dec> {
    if let Some(d) = maybe(v) {
        return Ok((*d).clone());
    }
    let c = context_or_current(vm, context)?;
    if let Some(s) = v.cast::<StrObj>() {
        return match read(s, true) {
            Some(d) => exactly(vm, d, &c),
            None => {
                settle(vm, &c, status::CONVERSION_SYNTAX)?;
                Ok(Dec::nan())
            }
        };
    }
    if v.is_a::<TupleObj>() || v.is_a::<ListObj>() {
        let d = from_tuple(vm, v)?;
        return exactly(vm, d, &c);
    }
    if let Some(x) = as_float(v) {
        settle(vm, &c, status::FLOAT_OPERATION)?;
        return Ok(convert::from_float(x));
    }
    Err(unsupported(vm, v))
}

/// `Context.create_decimal(value)`: rounded.
pub fn create(vm: &mut Vm, v: &Value, c: &CtxObj) -> Res {
    let ctx = c.ctx.get();
    let mut found = 0;
    let d = if let Some(s) = v.cast::<StrObj>() {
        match read(s, false) {
            Some(d) if digits::payload_fits(&d, &ctx) => d,
            _ => Dec::invalid(status::CONVERSION_SYNTAX, &mut found),
        }
    } else if let Some(d) = v.to_ref::<DecObj>() {
        match digits::payload_fits(&d.0, &ctx) {
            true => d.0.clone(),
            false => Dec::invalid(status::CONVERSION_SYNTAX, &mut found),
        }
    } else if let Some(d) = maybe(v) {
        (*d).clone()
    } else if v.is_a::<TupleObj>() || v.is_a::<ListObj>() {
        from_tuple(vm, v)?
    } else if let Some(x) = as_float(v) {
        settle(vm, c, status::FLOAT_OPERATION)?;
        convert::from_float(x)
    } else {
        return Err(unsupported(vm, v));
    };
    let d = finalize(d, &ctx, &mut found);
    settle(vm, c, found)?;
    Ok(decimal(vm, d))
}

/// `(sign, digits, exponent)`
fn from_tuple(vm: &mut Vm, v: &Value) -> Res<Dec> {
    let items = vm.collect_sequence(v)?;
    let [sign, coefficient, exponent] = &items[..] else {
        return Err(vm.value_error("argument must be a sequence of length 3"));
    };
    let neg = match as_int(sign).and_then(|i| i.to_i64()) {
        Some(0) => false,
        Some(1) => true,
        _ => return Err(vm.value_error("sign must be an integer with the value 0 or 1")),
    };
    let (kind, exp) = if let Some(s) = exponent.cast::<StrObj>() {
        let kind = match s.bytes() {
            b"F" => Kind::Infinite,
            b"n" => Kind::Quiet,
            b"N" => Kind::Signaling,
            _ => {
                return Err(vm.value_error("string argument in the third position must be 'F', 'n' or 'N'"));
            }
        };
        (kind, 0)
    } else if as_int(exponent).is_some() {
        (Kind::Finite, ssize(vm, exponent)?)
    } else {
        return Err(vm.value_error("exponent must be an integer"));
    };
    let bad = "coefficient must be a tuple of digits";
    if !coefficient.is_a::<TupleObj>() && !coefficient.is_a::<ListObj>() {
        return Err(vm.value_error(bad));
    }
    let mut text = Vec::new();
    for d in vm.collect_sequence(coefficient)? {
        match as_int(&d).and_then(|i| i.to_i64()) {
            Some(d @ 0..=9) => text.push(b'0' + d as u8),
            _ => return Err(vm.value_error(bad)),
        }
    }
    if kind == Kind::Infinite {
        return Ok(Dec::infinity(neg));
    }
    let d = Dec::of_work(neg, crate::object::number::decimal::words::from_digits(&text), exp);
    Ok(Dec { kind, ..d })
}

/// An int of 64 bits.
pub fn ssize(vm: &mut Vm, v: &Value) -> Res<i64> {
    match as_int(v) {
        None => Err(vm.type_error("an integer is required")),
        Some(i) => match i.to_i64() {
            Some(i) => Ok(i),
            None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        },
    }
}

/// A new `Decimal` of a class; a subclass gets a copy of the number.
pub fn of_class(vm: &mut Vm, class: &Ref<TypeObj>, d: Dec) -> Value {
    vm.heap.alloc(class, DecObj(d)).into_value()
}

/// `Decimal.from_float` and `from_number` of a class.
pub fn from_number(vm: &mut Vm, class: &Ref<TypeObj>, v: &Value, decimals: bool) -> Res {
    let own = state(vm).decimal_class();
    let d = if let Some(d) = v.to_ref::<DecObj>().filter(|_| decimals) {
        if class.is(&own) && vm.class_ref(v).is(&own) {
            return Ok(v.clone());
        }
        d.0.clone()
    } else if let Some(i) = as_int(v) {
        convert::from_int(i)
    } else if let Some(x) = as_float(v) {
        convert::from_float(x)
    } else if decimals {
        return Err(unsupported(vm, v));
    } else {
        return Err(vm.type_error("argument must be int or float"));
    };
    let d = decimal(vm, d);
    if class.is(&own) { Ok(d) } else { vm.call(&class.value(), &[d]) }
}

/// `Context.create_decimal_from_float`
pub fn create_from_float(vm: &mut Vm, v: &Value, c: &CtxObj) -> Res {
    let d = if let Some(i) = as_int(v) {
        convert::from_int(i)
    } else if let Some(x) = as_float(v) {
        convert::from_float(x)
    } else {
        return Err(vm.type_error("argument must be int or float"));
    };
    let mut found = 0;
    let d = finalize(d, &c.ctx.get(), &mut found);
    settle(vm, c, found)?;
    Ok(decimal(vm, d))
}

/// An int of a number, rounded so.
pub fn to_int(vm: &mut Vm, d: &Dec, round: Round) -> Res {
    if d.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer"));
    }
    if d.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer"));
    }
    room_for_digits(vm, convert::integer_digits(d))?;
    let whole = scale::to_integral(d, round, false, &Ctx::MAX, &mut 0);
    Ok(vm.heap.int(convert::to_int(&whole)))
}

/// So many digits shall become an int.
fn room_for_digits(vm: &mut Vm, digits: i64) -> Res<()> {
    if digits > 1 << 32 {
        return Err(vm.memory_error());
    }
    vm.room_for((digits as usize).saturating_mul(2))
}

/// `as_integer_ratio()`
pub fn ratio(vm: &mut Vm, d: &Dec) -> Res {
    if d.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if d.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let d = if d.coef.is_empty() { Dec::small(false, 0, 0) } else { d.clone() };
    room_for_digits(vm, d.exp.abs().saturating_add(d.digits()))?;
    let (n, m) = convert::ratio(&d);
    let pair = [vm.heap.int_from_big(n), vm.heap.int_from_big(m)];
    Ok(vm.heap.tuple(pair).into_value())
}

/// `float(d)`
pub fn to_float(vm: &mut Vm, d: &Dec) -> Res<f64> {
    match d.kind {
        Kind::Signaling => Err(vm.value_error("cannot convert signaling NaN to float")),
        Kind::Quiet => Ok(if d.neg { -f64::NAN } else { f64::NAN }),
        _ => {
            let t = text::to_text(d, false, true);
            float_parse::parse_str(t.as_bytes()).map_err(|e| vm.text_error(e))
        }
    }
}

/// `as_tuple()`
pub fn to_tuple(vm: &mut Vm, d: &Dec) -> Res {
    let sign = Value::Int(i64::from(d.neg));
    let exp = match d.kind {
        Kind::Finite => Value::Int(d.exp),
        Kind::Infinite => vm.heap.str("F").into_value(),
        Kind::Quiet => vm.heap.str("n").into_value(),
        Kind::Signaling => vm.heap.str("N").into_value(),
    };
    let list: Vec<Value> = if d.is_nan() && d.coef.is_empty() {
        Vec::new()
    } else {
        digits::Digits::of(&d.coef).map(|d| Value::Int(i64::from(d))).collect()
    };
    let list = vm.big_tuple(list)?;
    let class = state(vm).tuple.clone();
    vm.call(&class, &[sign, list, exp])
}

/// What a decimal is compared with: another number as a decimal, and the decimal itself perhaps in other units.
pub enum Other {
    Number(Operand),
    /// Both were multiplied by the denominator.
    Scaled(Dec, Dec),
    None,
}

/// The other side of a comparison. `equality`: complex numbers count, and floats are no matter of traps.
pub fn compared(vm: &mut Vm, d: &Dec, v: &Value, equality: bool) -> Res<Other> {
    if let Some(d) = maybe(v) {
        return Ok(Other::Number(d));
    }
    let mut x = as_float(v);
    if x.is_none()
        && equality
        && let Some(z) = v.cast::<ComplexObj>()
        && z.get().im == 0.0
    {
        x = Some(z.get().re);
    }
    if let Some(x) = x {
        let c = current(vm);
        if equality {
            c.status.set(c.status.get() | status::FLOAT_OPERATION);
        } else {
            settle(vm, &c, status::FLOAT_OPERATION)?;
        }
        return Ok(Other::Number(Operand::Made(convert::from_float(x))));
    }
    let rational = state(vm).rational.clone();
    if v.as_obj().is_some() && !rational.is_undef() && vm.is_instance(v, &rational)? {
        let (n, m) = (vm.heap.intern("numerator"), vm.heap.intern("denominator"));
        let numerator = vm.get_attr(v, &n)?;
        let denominator = vm.get_attr(v, &m)?;
        if let (Some(n), Some(m)) = (as_int(&numerator), as_int(&denominator)) {
            let (n, m) = (convert::from_int(n), convert::from_int(m));
            let scaled = crate::object::number::decimal::sums::mul(d, &m, &Ctx::MAX, &mut 0);
            let scaled = if d.is_finite() { scaled } else { d.clone() };
            return Ok(Other::Scaled(scaled, n));
        }
    }
    Ok(Other::None)
}
