//! `Decimal`: the class, its operators and what other numbers ask of it.

use std::cmp::Ordering;

use crate::object::dict::DictObj;
use crate::object::number::decimal::{
    Dec, Kind, Round, compare, convert as core, format, power, quotients, scale, sums, text,
};
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::compare::{CmpOp, identity_hash};
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::super::support::{ClassSpec, new_class};
use super::convert::{self, Other, maybe};
use super::state::{CtxObj, DecObj, context_or_current, current, decimal, result, settle};
use crate::natives::types::support::{Text, not_implemented};
use crate::object::number::decimal::{Ctx, status};

/// An operation on two numbers.
pub type Binary = fn(&Dec, &Dec, &Ctx, &mut u32) -> Dec;
/// An operation on one.
pub type Unary = fn(&Dec, &Ctx, &mut u32) -> Dec;

/// `a op b` of an operator method: NotImplemented where one is no number.
#[inline]
fn operator(vm: &mut Vm, a: &Value, b: &Value, f: Binary) -> Res {
    let c = current(vm);
    let mut found = 0;
    let d = match (a.cast::<DecObj>(), b.cast::<DecObj>()) {
        (Some(x), Some(y)) => f(&x.0, &y.0, &c.ctx.get(), &mut found),
        _ => match (maybe(a), maybe(b)) {
            (Some(x), Some(y)) => f(&x, &y, &c.ctx.get(), &mut found),
            _ => return Ok(not_implemented(vm)),
        },
    };
    result(vm, &c, d, found)
}

fn divmod(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (maybe(a), maybe(b)) else { return Ok(not_implemented(vm)) };
    let c = current(vm);
    pair(vm, &x, &y, &c)
}

/// Quotient and remainder as a tuple.
pub fn pair(vm: &mut Vm, x: &Dec, y: &Dec, c: &CtxObj) -> Res {
    let mut found = 0;
    let (q, r) = quotients::divmod(x, y, &c.ctx.get(), &mut found);
    settle(vm, c, found)?;
    let items = [decimal(vm, q), decimal(vm, r)];
    Ok(vm.heap.tuple(items).into_value())
}

/// `a ** b` or `pow(a, b, m)`
fn raise(vm: &mut Vm, a: &Value, b: &Value, m: &Value) -> Res {
    let (Some(x), Some(y)) = (maybe(a), maybe(b)) else { return Ok(not_implemented(vm)) };
    if m.is_none() {
        let c = current(vm);
        let mut found = 0;
        let d = power::power(&x, &y, &c.ctx.get(), &mut found);
        return result(vm, &c, d, found);
    }
    let Some(z) = maybe(m) else { return Ok(not_implemented(vm)) };
    let c = current(vm);
    let mut found = 0;
    let d = power::power_mod(&x, &y, &z, &c.ctx.get(), &mut found);
    result(vm, &c, d, found)
}

/// `pow(a, b, m)` of other numbers by a decimal, which is asked after them.
pub fn power_by_modulus(vm: &mut Vm, a: &Value, b: &Value, m: &Value) -> Res<Option<Value>> {
    if !m.is_a::<DecObj>() {
        return Ok(None);
    }
    let answer = raise(vm, a, b, m)?;
    Ok(Some(answer).filter(|v| !v.is(&vm.types().not_implemented)))
}

fn unary(vm: &mut Vm, a: &DecObj, f: Unary) -> Res {
    let c = current(vm);
    let mut found = 0;
    let d = f(&a.0, &c.ctx.get(), &mut found);
    result(vm, &c, d, found)
}

fn comparison(vm: &mut Vm, a: &DecObj, b: &Value, op: CmpOp) -> Res {
    let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
    let order = match convert::compared(vm, &a.0, b, equality)? {
        Other::None => return Ok(not_implemented(vm)),
        Other::Number(b) => ordered(vm, &a.0, &b, equality)?,
        Other::Scaled(a, b) => ordered(vm, &a, &b, equality)?,
    };
    Ok(Value::bool(match order {
        Some(o) => op.holds(o),
        None => op == CmpOp::Ne,
    }))
}

/// The order of two numbers; None if one is NaN.
fn ordered(vm: &mut Vm, a: &Dec, b: &Dec, equality: bool) -> Res<Option<Ordering>> {
    if !a.is_nan() && !b.is_nan() {
        return Ok(Some(compare::order(a, b)));
    }
    if !equality || a.kind == Kind::Signaling || b.kind == Kind::Signaling {
        let c = current(vm);
        settle(vm, &c, status::INVALID_OPERATION)?;
    }
    Ok(None)
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, value: Value = Value::Undef, context: Value = Value::None) -> Res {
        if !context.is_none() {
            context_or_current(vm, &context)?;
        }
        if value.is_undef() {
            return Ok(convert::of_class(vm, &cls, Dec::small(false, 0, 0)));
        }
        // A number that is one already stays.
        if value.is_a::<DecObj>() && vm.class_ref(&value).is(&cls) && !cls.is_heap_type() {
            return Ok(value);
        }
        let d = convert::from_value(vm, &value, &context)?;
        Ok(convert::of_class(vm, &cls, d))
    }
    fn __repr__(vm, this: Ref<DecObj>, /) -> String {
        let capitals = current(vm).capitals.get();
        format!("Decimal('{}')", text::to_text(&this.0, false, capitals))
    }
    fn __str__(vm, this: Ref<DecObj>, /) -> String {
        let capitals = current(vm).capitals.get();
        text::to_text(&this.0, false, capitals)
    }
    fn __hash__(vm, this: Ref<DecObj>, /) -> Res<i64> {
        match core::hash(&this.0) {
            Some(h) => Ok(h),
            None if this.0.kind == Kind::Signaling => Err(vm.type_error("Cannot hash a signaling NaN value")),
            None => Ok(identity_hash(&this.value())),
        }
    }
    /// True if self else False
    fn __bool__(vm, this: Ref<DecObj>, /) -> bool { !this.0.is_zero() }
    fn __lt__(vm, this: Ref<DecObj>, value: Value, /) -> Res { comparison(vm, &this, &value, CmpOp::Lt) }
    fn __le__(vm, this: Ref<DecObj>, value: Value, /) -> Res { comparison(vm, &this, &value, CmpOp::Le) }
    fn __eq__(vm, this: Ref<DecObj>, value: Value, /) -> Res { comparison(vm, &this, &value, CmpOp::Eq) }
    fn __ne__(vm, this: Ref<DecObj>, value: Value, /) -> Res { comparison(vm, &this, &value, CmpOp::Ne) }
    fn __gt__(vm, this: Ref<DecObj>, value: Value, /) -> Res { comparison(vm, &this, &value, CmpOp::Gt) }
    fn __ge__(vm, this: Ref<DecObj>, value: Value, /) -> Res { comparison(vm, &this, &value, CmpOp::Ge) }
    fn __add__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, this, value, sums::add) }
    fn __radd__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, value, this, sums::add) }
    fn __sub__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, this, value, sums::sub) }
    fn __rsub__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, value, this, sums::sub) }
    fn __mul__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, this, value, sums::mul) }
    fn __rmul__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, value, this, sums::mul) }
    fn __truediv__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, this, value, quotients::div) }
    fn __rtruediv__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, value, this, quotients::div) }
    fn __floordiv__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, this, value, quotients::div_int) }
    fn __rfloordiv__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, value, this, quotients::div_int) }
    fn __mod__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, this, value, quotients::rem) }
    fn __rmod__(vm, this: &Value, value: &Value, /) -> Res { operator(vm, value, this, quotients::rem) }
    fn __divmod__(vm, this: &Value, value: &Value, /) -> Res { divmod(vm, this, value) }
    fn __rdivmod__(vm, this: &Value, value: &Value, /) -> Res { divmod(vm, value, this) }
    /// Return pow(self, value, mod).
    fn __pow__(vm, this: Value, value: Value, r#mod: Value = Value::None, /) -> Res { raise(vm, &this, &value, &r#mod) }
    /// Return pow(value, self, mod).
    fn __rpow__(vm, this: Value, value: Value, r#mod: Value = Value::None, /) -> Res { raise(vm, &value, &this, &r#mod) }
    fn __neg__(vm, this: Ref<DecObj>, /) -> Res { unary(vm, &this, sums::minus) }
    fn __pos__(vm, this: Ref<DecObj>, /) -> Res { unary(vm, &this, sums::plus) }
    fn __abs__(vm, this: Ref<DecObj>, /) -> Res { unary(vm, &this, sums::abs) }
    fn __int__(vm, this: Ref<DecObj>, /) -> Res { convert::to_int(vm, &this.0, Round::Down) }
    fn __float__(vm, this: Ref<DecObj>, /) -> Res<f64> { convert::to_float(vm, &this.0) }
    /// Convert this value to exact type complex.
    fn __complex__(vm, this: Ref<DecObj>, /) -> Res {
        let re = convert::to_float(vm, &this.0)?;
        Ok(vm.heap.complex(crate::object::number::complex::Complex { re, im: 0.0 }))
    }
    fn __trunc__(vm, this: Ref<DecObj>, /) -> Res { convert::to_int(vm, &this.0, Round::Down) }
    fn __floor__(vm, this: Ref<DecObj>, /) -> Res { convert::to_int(vm, &this.0, Round::Floor) }
    fn __ceil__(vm, this: Ref<DecObj>, /) -> Res { convert::to_int(vm, &this.0, Round::Ceiling) }
    fn __round__(vm, this: Ref<DecObj>, ndigits: Value = Value::None, /) -> Res {
        if ndigits.is_none() {
            return convert::to_int(vm, &this.0, Round::HalfEven);
        }
        if crate::object::int::as_int(&ndigits).is_none() {
            return Err(vm.type_error("optional arg must be an integer"));
        }
        let n = convert::ssize(vm, &ndigits)?;
        let c = current(vm);
        let mut found = 0;
        let unit = Dec::small(false, 1, n.checked_neg().unwrap_or(i64::MAX));
        let d = scale::quantize(&this.0, &unit, &c.ctx.get(), &mut found);
        result(vm, &c, d, found)
    }
    fn __format__(vm, this: Ref<DecObj>, format_spec: Value, r#override: Value = Value::Undef, /) -> Res<Text> { formatted(vm, &this, &format_spec, &r#override) }
    fn __copy__(vm, this: Value, /) -> Value { this.take() }
    fn __deepcopy__(vm, this: Value, memo: Value, /) -> Value { this.take() }
    fn __reduce__(vm, this: Ref<DecObj>, /) -> Res {
        let class = vm.class_of(&this.value()).into_value();
        let text = vm.str(&this.value())?.into_value();
        let args = vm.heap.tuple([text]).into_value();
        Ok(vm.heap.tuple([class, args]).into_value())
    }
    /// Returns size in memory, in bytes
    fn __sizeof__(vm, this: Ref<DecObj>, /) -> usize {
        // As CPython's: four words in place.
        let words = this.0.coef.len();
        104 + if words > 4 { words * 8 } else { 0 }
    }
}

natives! { static CLASS_METHODS;
    /// Class method that converts a float to a decimal number, exactly.
    fn from_float(vm, cls: Ref<TypeObj>, f: Value, /) -> Res { convert::from_number(vm, &cls, &f, false) }
    /// Class method that converts a real number to a decimal number, exactly.
    fn from_number(vm, cls: Ref<TypeObj>, number: Value, /) -> Res { convert::from_number(vm, &cls, &number, true) }
}

attrs! { static ATTRS for DecObj;
    fn real(vm, this) -> Value { this.value() }
    fn imag(vm, this) -> Value { decimal(vm, Dec::small(false, 0, 0)) }
}

/// The marks that a dict in the form of `locale.localeconv()` asks for.
fn marks(vm: &mut Vm, spec: &format::Spec, given: &Value) -> Res<format::Marks> {
    let mut marks = spec.marks();
    if given.is_undef() {
        return Ok(marks);
    }
    let Some(d) = given.cast::<DictObj>() else {
        return Err(vm.type_error("optional argument must be a dict"));
    };
    if !spec.says_point() {
        marks.point.clear();
    }
    for (name, mark) in [
        ("decimal_point", &mut marks.point),
        ("thousands_sep", &mut marks.separator),
        ("grouping", &mut marks.grouping),
    ] {
        let Some(v) = d.get_text(vm.heap, name) else { continue };
        match v.cast::<StrObj>() {
            // As C reads it, up to a NUL.
            Some(text) => *mark = text.bytes().split(|b| *b == 0).next().unwrap_or_default().to_vec(),
            None => return Err(vm.type_error("bad argument type for built-in operation")),
        }
    }
    if marks.are_valid() { Ok(marks) } else { Err(vm.value_error("invalid override dict")) }
}

fn formatted(vm: &mut Vm, this: &DecObj, spec: &Value, given: &Value) -> Res<Text> {
    let Some(spec) = spec.cast::<StrObj>() else { return Err(vm.type_error("format arg must be str")) };
    let c = current(vm);
    let Some(spec) = format::parse(spec.bytes()) else { return Err(vm.value_error("invalid format string")) };
    if spec.deprecated {
        let text = "Format specifier 'N' is deprecated and slated for removal in Python 3.18";
        vm.warn(&vm.types().deprecation_warning, text, 1)?;
    }
    let marks = if spec.takes_marks() { marks(vm, &spec, given)? } else { spec.marks() };
    let long = |exp: i64| usize::try_from(exp.saturating_abs()).unwrap_or(usize::MAX);
    let precision = spec.precision.unwrap_or(0);
    vm.room_for(spec.width.saturating_add(precision).saturating_mul(3))?;
    if this.0.is_finite() {
        // Fixed notation has all zeros.
        vm.room_for(if spec.is_fixed() { long(this.0.exp).saturating_mul(3) } else { 0 })?;
    }
    let mut found = 0;
    let out = format::format(&this.0, &spec, &marks, c.ctx.get().round, c.capitals.get(), &mut found);
    if found & status::MALLOC_ERROR != 0 {
        return Err(vm.memory_error());
    }
    Ok(Text(out))
}

/// The class.
pub fn class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec =
        ClassSpec { name: "Decimal", module: "decimal", flags: BASE | WEAK, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
    super::methods::install(vm, &class);
    class
}
