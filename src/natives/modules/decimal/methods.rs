//! The methods of `Decimal` by name; most are one operation of `object::number::decimal` in a context.

use crate::natives;
use crate::object::number::decimal::rounding::finalize;
use crate::object::number::decimal::{
    Ctx, Dec, Kind, compare, exponential, logarithm, logical, quotients, scale, sums, text,
};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::convert::{self, operand};
use super::number::{Binary, Unary};
use super::state::{CtxObj, DecObj, context_or_current, decimal, result, rounding, settle};

/// Digit-wise "and".
pub fn and(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    logical::combine(a, b, |x, y| x & y, ctx, status)
}
/// Digit-wise "or".
pub fn or(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    logical::combine(a, b, |x, y| x | y, ctx, status)
}
/// Digit-wise "exclusive or".
pub fn xor(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    logical::combine(a, b, |x, y| x ^ y, ctx, status)
}
/// The larger.
pub fn max(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    compare::extreme(a, b, true, false, ctx, status)
}
/// The larger by absolute value.
pub fn max_mag(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    compare::extreme(a, b, true, true, ctx, status)
}
/// The smaller.
pub fn min(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    compare::extreme(a, b, false, false, ctx, status)
}
/// The smaller by absolute value.
pub fn min_mag(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    compare::extreme(a, b, false, true, ctx, status)
}

/// One operand in a context.
pub fn one(vm: &mut Vm, a: &Dec, c: &CtxObj, f: Unary) -> Res {
    let mut found = 0;
    let d = f(a, &c.ctx.get(), &mut found);
    result(vm, c, d, found)
}

/// Two operands in a context.
pub fn two(vm: &mut Vm, a: &Dec, b: &Value, c: &CtxObj, f: Binary) -> Res {
    let b = operand(vm, b)?;
    let mut found = 0;
    let d = f(a, &b, &c.ctx.get(), &mut found);
    result(vm, c, d, found)
}

/// Rounds to an integer in a context, perhaps in another mode.
pub fn integral(vm: &mut Vm, a: &Dec, mode: &Value, exact: bool, c: &CtxObj) -> Res {
    let ctx = c.ctx.get();
    let round = if mode.is_none() { ctx.round } else { rounding(vm, mode)? };
    let mut found = 0;
    let d = scale::to_integral(a, round, exact, &ctx, &mut found);
    result(vm, c, d, found)
}

/// The first with the exponent of the second.
pub fn quantize(vm: &mut Vm, a: &Dec, b: &Value, mode: &Value, c: &CtxObj) -> Res {
    let mut ctx = c.ctx.get();
    if !mode.is_none() {
        ctx.round = rounding(vm, mode)?;
    }
    let b = operand(vm, b)?;
    let mut found = 0;
    let d = scale::quantize(a, &b, &ctx, &mut found);
    result(vm, c, d, found)
}

/// Applies a context.
pub fn apply(vm: &mut Vm, a: &Dec, c: &CtxObj) -> Res {
    let mut found = 0;
    let d = finalize(a.clone(), &c.ctx.get(), &mut found);
    settle(vm, c, found)?;
    Ok(decimal(vm, d))
}

natives! { static IN_CONTEXT;
    /// Return the value of the (natural) exponential function e**x.
    fn exp(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        one(vm, &this.0, &c, exponential::exp)
    }
    /// Return the natural (base e) logarithm.
    fn ln(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        one(vm, &this.0, &c, logarithm::ln)
    }
    /// Return the base ten logarithm.
    fn log10(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        one(vm, &this.0, &c, logarithm::log10)
    }
    /// Return the adjusted exponent.
    fn logb(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        one(vm, &this.0, &c, scale::logb)
    }
    /// Return the digit-wise inversion.
    fn logical_invert(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        one(vm, &this.0, &c, logical::invert)
    }
    /// Return the largest representable number that is smaller.
    fn next_minus(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        one(vm, &this.0, &c, scale::next_minus)
    }
    /// Return the smallest representable number that is larger.
    fn next_plus(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        one(vm, &this.0, &c, scale::next_plus)
    }
    /// Return the number without zeros at its end.
    fn normalize(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        one(vm, &this.0, &c, scale::reduce)
    }
    /// Return the square root.
    fn sqrt(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        one(vm, &this.0, &c, quotients::sqrt)
    }
    /// Compare two numbers: -1, 0 or 1.
    fn compare(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, compare::compare)
    }
    /// The same as compare(), but all NaNs signal.
    fn compare_signal(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, compare::compare_signal)
    }
    /// Return the digit-wise 'and'.
    fn logical_and(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, and)
    }
    /// Return the digit-wise 'or'.
    fn logical_or(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, or)
    }
    /// Return the digit-wise 'exclusive or'.
    fn logical_xor(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, xor)
    }
    /// Return the larger one.
    fn max(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, max)
    }
    /// The same as max(), but for absolute values.
    fn max_mag(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, max_mag)
    }
    /// Return the smaller one.
    fn min(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, min)
    }
    /// The same as min(), but for absolute values.
    fn min_mag(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, min_mag)
    }
    /// Return the next number in the direction of the second.
    fn next_toward(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, scale::next_toward)
    }
    /// Return the remainder of the quotient rounded to the nearest integer.
    fn remainder_near(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, quotients::rem_near)
    }
    /// Return the number with its digits rotated.
    fn rotate(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, scale::rotate)
    }
    /// Return the number with its exponent moved.
    fn scaleb(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, scale::scaleb)
    }
    /// Return the number with its digits shifted.
    fn shift(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        two(vm, &this.0, &other, &c, scale::shift)
    }
    /// Fused multiply-add.  Return self*other+third with no rounding of the intermediate product.
    fn fma(vm, this: Ref<DecObj>, /, other: Value, third: Value, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        let (x, y) = (operand(vm, &other)?, operand(vm, &third)?);
        let mut found = 0;
        let d = sums::fma(&this.0, &x, &y, &c.ctx.get(), &mut found);
        result(vm, &c, d, found)
    }
    /// Compare by the total order.
    fn compare_total(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        context_or_current(vm, &context)?;
        let b = operand(vm, &other)?;
        Ok(decimal(vm, compare::compare_total(&this.0, &b)))
    }
    /// Compare by the total order, ignoring signs.
    fn compare_total_mag(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        context_or_current(vm, &context)?;
        let b = operand(vm, &other)?;
        Ok(decimal(vm, compare::compare_total_mag(&this.0, &b)))
    }
    /// Return a copy with the sign of the other.
    fn copy_sign(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res {
        context_or_current(vm, &context)?;
        let b = operand(vm, &other)?;
        Ok(decimal(vm, this.0.with_sign(b.neg)))
    }
    /// Whether both have the same exponent.
    fn same_quantum(vm, this: Ref<DecObj>, /, other: Value, context: Value = Value::None) -> Res<bool> {
        context_or_current(vm, &context)?;
        let b = operand(vm, &other)?;
        Ok(compare::same_quantum(&this.0, &b))
    }
    /// Return a value equal to the first, rounded to the exponent of the second.
    fn quantize(vm, this: Ref<DecObj>, /, exp: Value, rounding: Value = Value::None, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        quantize(vm, &this.0, &exp, &rounding, &c)
    }
    /// Round to the nearest integer without signaling Inexact or Rounded.
    fn to_integral(vm, this: Ref<DecObj>, /, rounding: Value = Value::None, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        integral(vm, &this.0, &rounding, false, &c)
    }
    /// Round to the nearest integer without signaling Inexact or Rounded.
    fn to_integral_value(vm, this: Ref<DecObj>, /, rounding: Value = Value::None, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        integral(vm, &this.0, &rounding, false, &c)
    }
    /// Round to the nearest integer, signaling Inexact or Rounded as appropriate.
    fn to_integral_exact(vm, this: Ref<DecObj>, /, rounding: Value = Value::None, context: Value = Value::None) -> Res {
        let c = context_or_current(vm, &context)?;
        integral(vm, &this.0, &rounding, true, &c)
    }
    /// Convert to an engineering-type string.
    fn to_eng_string(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res<String> {
        let c = context_or_current(vm, &context)?;
        Ok(text::to_text(&this.0, true, c.capitals.get()))
    }
    /// Return a string describing the class of the operand.
    fn number_class(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res<&'static str> {
        let c = context_or_current(vm, &context)?;
        Ok(compare::number_class(&this.0, &c.ctx.get()))
    }
    /// Whether the argument is a normal finite non-zero number.
    fn is_normal(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res<bool> {
        let c = context_or_current(vm, &context)?;
        Ok(this.0.is_normal(&c.ctx.get()))
    }
    /// Whether the argument is subnormal.
    fn is_subnormal(vm, this: Ref<DecObj>, /, context: Value = Value::None) -> Res<bool> {
        let c = context_or_current(vm, &context)?;
        Ok(this.0.is_subnormal(&c.ctx.get()))
    }
}

natives! { static PLAIN;
    /// Return the adjusted exponent: that of the first digit.
    fn adjusted(vm, this: Ref<DecObj>, /) -> i64 { if this.0.is_finite() { this.0.adjusted() } else { 0 } }
    /// Return a pair of integers whose ratio is exactly equal to the number.
    fn as_integer_ratio(vm, this: Ref<DecObj>, /) -> Res { convert::ratio(vm, &this.0) }
    /// Return a tuple representation of the number.
    fn as_tuple(vm, this: Ref<DecObj>, /) -> Res { convert::to_tuple(vm, &this.0) }
    /// Return the canonical encoding of the argument.
    fn canonical(vm, this: Value, /) -> Value { this.take() }
    /// Return self.
    fn conjugate(vm, this: Value, /) -> Value { this.take() }
    /// Return the absolute value of the argument.
    fn copy_abs(vm, this: Ref<DecObj>, /) -> Value { decimal(vm, this.0.with_sign(false)) }
    /// Return the negation of the argument.
    fn copy_negate(vm, this: Ref<DecObj>, /) -> Value { decimal(vm, this.0.with_sign(!this.0.neg)) }
    /// Always True.
    fn is_canonical(vm, this: Ref<DecObj>, /) -> bool { true }
    /// Whether the argument is a finite number.
    fn is_finite(vm, this: Ref<DecObj>, /) -> bool { this.0.is_finite() }
    /// Whether the argument is infinite.
    fn is_infinite(vm, this: Ref<DecObj>, /) -> bool { this.0.is_infinite() }
    /// Whether the argument is a NaN.
    fn is_nan(vm, this: Ref<DecObj>, /) -> bool { this.0.is_nan() }
    /// Whether the argument is a quiet NaN.
    fn is_qnan(vm, this: Ref<DecObj>, /) -> bool { this.0.kind == Kind::Quiet }
    /// Whether the argument is a signaling NaN.
    fn is_snan(vm, this: Ref<DecObj>, /) -> bool { this.0.kind == Kind::Signaling }
    /// Whether the argument has a negative sign.
    fn is_signed(vm, this: Ref<DecObj>, /) -> bool { this.0.neg }
    /// Whether the argument is a zero.
    fn is_zero(vm, this: Ref<DecObj>, /) -> bool { this.0.is_zero() }
    /// Return Decimal(10), the radix in which all arithmetic is done.
    fn radix(vm, this: Ref<DecObj>, /) -> Value { decimal(vm, Dec::small(false, 10, 0)) }
}

/// Adds the methods to the class.
pub fn install(vm: &mut Vm, class: &Ref<TypeObj>) {
    vm.add_methods(class, IN_CONTEXT);
    vm.add_methods(class, PLAIN);
}
