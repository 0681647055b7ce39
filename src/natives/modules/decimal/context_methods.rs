//! The operations of `Context` by name.

use crate::natives;
use crate::object::number::decimal::{
    Dec, Kind, compare, exponential, logarithm, logical, power, quotients, scale, sums, text,
};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::convert::{self, Operand, operand};
use super::methods::{and, apply, integral, max, max_mag, min, min_mag, one, or, quantize, two, xor};
use super::number::{Binary, Unary, pair};
use super::state::{CtxObj, DecObj, decimal, result};

fn unary(vm: &mut Vm, c: &CtxObj, x: &Value, f: Unary) -> Res {
    let x = operand(vm, x)?;
    one(vm, &x, c, f)
}

fn binary(vm: &mut Vm, c: &CtxObj, x: &Value, y: &Value, f: Binary) -> Res {
    let x = operand(vm, x)?;
    two(vm, &x, y, c, f)
}

/// Both operands, for what needs no context.
fn both(vm: &mut Vm, x: &Value, y: &Value) -> Res<(Operand, Operand)> {
    Ok((operand(vm, x)?, operand(vm, y)?))
}

natives! { static OPERATIONS;
    /// Return the absolute value of x.
    fn abs(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, sums::abs) }
    /// Return the value of the (natural) exponential function e**x.
    fn exp(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, exponential::exp) }
    /// Return the natural (base e) logarithm.
    fn ln(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, logarithm::ln) }
    /// Return the base ten logarithm.
    fn log10(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, logarithm::log10) }
    /// Return the adjusted exponent.
    fn logb(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, scale::logb) }
    /// Return the digit-wise inversion.
    fn logical_invert(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, logical::invert) }
    /// Minus corresponds to the unary prefix minus operator.
    fn minus(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, sums::minus) }
    /// Return the largest representable number that is smaller.
    fn next_minus(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, scale::next_minus) }
    /// Return the smallest representable number that is larger.
    fn next_plus(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, scale::next_plus) }
    /// Return the number without zeros at its end.
    fn normalize(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, scale::reduce) }
    /// Plus corresponds to the unary prefix plus operator.
    fn plus(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, sums::plus) }
    /// Return the square root.
    fn sqrt(vm, this: Ref<CtxObj>, x: Value, /) -> Res { unary(vm, &this, &x, quotients::sqrt) }
    /// Return the sum of x and y.
    fn add(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, sums::add) }
    /// Compare two numbers: -1, 0 or 1.
    fn compare(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, compare::compare) }
    /// The same as compare(), but all NaNs signal.
    fn compare_signal(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, compare::compare_signal) }
    /// Return x divided by y.
    fn divide(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, quotients::div) }
    /// Return x divided by y, truncated to an integer.
    fn divide_int(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, quotients::div_int) }
    /// Return the digit-wise 'and'.
    fn logical_and(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, and) }
    /// Return the digit-wise 'or'.
    fn logical_or(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, or) }
    /// Return the digit-wise 'exclusive or'.
    fn logical_xor(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, xor) }
    /// Return the larger one.
    fn max(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, max) }
    /// The same as max(), but for absolute values.
    fn max_mag(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, max_mag) }
    /// Return the smaller one.
    fn min(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, min) }
    /// The same as min(), but for absolute values.
    fn min_mag(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, min_mag) }
    /// Return the product of x and y.
    fn multiply(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, sums::mul) }
    /// Return the next number in the direction of the second.
    fn next_toward(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, scale::next_toward) }
    /// Return the remainder from integer division.
    fn remainder(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, quotients::rem) }
    /// Return the remainder of the quotient rounded to the nearest integer.
    fn remainder_near(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, quotients::rem_near) }
    /// Return the number with its digits rotated.
    fn rotate(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, scale::rotate) }
    /// Return the number with its exponent moved.
    fn scaleb(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, scale::scaleb) }
    /// Return the number with its digits shifted.
    fn shift(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, scale::shift) }
    /// Return the difference between x and y.
    fn subtract(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res { binary(vm, &this, &x, &y, sums::sub) }
    /// Return quotient and remainder of the division x / y.
    fn divmod(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res {
        let (x, y) = both(vm, &x, &y)?;
        pair(vm, &x, &y, &this)
    }
    /// Return x multiplied by y, plus z.
    fn fma(vm, this: Ref<CtxObj>, x: Value, y: Value, z: Value, /) -> Res {
        let (x, y) = both(vm, &x, &y)?;
        let z = operand(vm, &z)?;
        let mut found = 0;
        let d = sums::fma(&x, &y, &z, &this.ctx.get(), &mut found);
        result(vm, &this, d, found)
    }
    /// Compute a**b. If 'a' is negative, then 'b' must be integral. With a third argument, compute (a**b) % modulo.
    fn power(vm, this: Ref<CtxObj>, /, a: Value, b: Value, modulo: Value = Value::None) -> Res {
        let (x, y) = both(vm, &a, &b)?;
        let mut found = 0;
        let d = if modulo.is_none() {
            power::power(&x, &y, &this.ctx.get(), &mut found)
        } else {
            let m = operand(vm, &modulo)?;
            power::power_mod(&x, &y, &m, &this.ctx.get(), &mut found)
        };
        result(vm, &this, d, found)
    }
    /// Return a value equal to x (rounded), having the exponent of y.
    fn quantize(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res {
        let x = operand(vm, &x)?;
        quantize(vm, &x, &y, &Value::None, &this)
    }
    /// Compare x and y using their abstract representation.
    fn compare_total(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res {
        let (x, y) = both(vm, &x, &y)?;
        Ok(decimal(vm, compare::compare_total(&x, &y)))
    }
    /// Compare x and y using their abstract representation with sign ignored.
    fn compare_total_mag(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res {
        let (x, y) = both(vm, &x, &y)?;
        Ok(decimal(vm, compare::compare_total_mag(&x, &y)))
    }
    /// Copy the sign from y to x.
    fn copy_sign(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res {
        let (x, y) = both(vm, &x, &y)?;
        Ok(decimal(vm, x.with_sign(y.neg)))
    }
    /// Return True if the two operands have the same exponent.
    fn same_quantum(vm, this: Ref<CtxObj>, x: Value, y: Value, /) -> Res<bool> {
        let (x, y) = both(vm, &x, &y)?;
        Ok(compare::same_quantum(&x, &y))
    }
    /// Round to an integer.
    fn to_integral(vm, this: Ref<CtxObj>, x: Value, /) -> Res {
        let x = operand(vm, &x)?;
        integral(vm, &x, &Value::None, false, &this)
    }
    /// Round to an integer.
    fn to_integral_value(vm, this: Ref<CtxObj>, x: Value, /) -> Res {
        let x = operand(vm, &x)?;
        integral(vm, &x, &Value::None, false, &this)
    }
    /// Round to an integer. Signal if the result is rounded or inexact.
    fn to_integral_exact(vm, this: Ref<CtxObj>, x: Value, /) -> Res {
        let x = operand(vm, &x)?;
        integral(vm, &x, &Value::None, true, &this)
    }
    /// Convert a number to a string using scientific notation.
    fn to_sci_string(vm, this: Ref<CtxObj>, x: Value, /) -> Res<String> {
        let x = operand(vm, &x)?;
        Ok(text::to_text(&x, false, this.capitals.get()))
    }
    /// Convert a number to a string, using engineering notation.
    fn to_eng_string(vm, this: Ref<CtxObj>, x: Value, /) -> Res<String> {
        let x = operand(vm, &x)?;
        Ok(text::to_text(&x, true, this.capitals.get()))
    }
    /// Return an indication of the class of x.
    fn number_class(vm, this: Ref<CtxObj>, x: Value, /) -> Res<&'static str> {
        let x = operand(vm, &x)?;
        Ok(compare::number_class(&x, &this.ctx.get()))
    }
    /// Return a new instance of x.
    fn canonical(vm, this: Ref<CtxObj>, x: Value, /) -> Res {
        if x.is_a::<DecObj>() { Ok(x) } else { Err(vm.type_error("argument must be a Decimal")) }
    }
    /// Return True if x is canonical, False otherwise.
    fn is_canonical(vm, this: Ref<CtxObj>, x: Value, /) -> Res<bool> {
        if x.is_a::<DecObj>() { Ok(true) } else { Err(vm.type_error("argument must be a Decimal")) }
    }
    /// Return a copy of x with the sign set to 0.
    fn copy_abs(vm, this: Ref<CtxObj>, x: Value, /) -> Res {
        let x = operand(vm, &x)?;
        Ok(decimal(vm, x.with_sign(false)))
    }
    /// Return a copy of x with the sign inverted.
    fn copy_negate(vm, this: Ref<CtxObj>, x: Value, /) -> Res {
        let x = operand(vm, &x)?;
        Ok(decimal(vm, x.with_sign(!x.neg)))
    }
    /// Return a copy of Decimal x.
    fn copy_decimal(vm, this: Ref<CtxObj>, x: Value, /) -> Res {
        if x.is_a::<DecObj>() {
            return Ok(x);
        }
        let d = operand(vm, &x)?;
        Ok(decimal(vm, (*d).clone()))
    }
    /// Return True if x is a normal number, False otherwise.
    fn is_normal(vm, this: Ref<CtxObj>, x: Value, /) -> Res<bool> { Ok(operand(vm, &x)?.is_normal(&this.ctx.get())) }
    /// Return True if x is subnormal, False otherwise.
    fn is_subnormal(vm, this: Ref<CtxObj>, x: Value, /) -> Res<bool> { Ok(operand(vm, &x)?.is_subnormal(&this.ctx.get())) }
    /// Return True if x is finite, False otherwise.
    fn is_finite(vm, this: Ref<CtxObj>, x: Value, /) -> Res<bool> { Ok(operand(vm, &x)?.is_finite()) }
    /// Return True if x is infinite, False otherwise.
    fn is_infinite(vm, this: Ref<CtxObj>, x: Value, /) -> Res<bool> { Ok(operand(vm, &x)?.is_infinite()) }
    /// Return True if x is a qNaN or sNaN, False otherwise.
    fn is_nan(vm, this: Ref<CtxObj>, x: Value, /) -> Res<bool> { Ok(operand(vm, &x)?.is_nan()) }
    /// Return True if x is a quiet NaN, False otherwise.
    fn is_qnan(vm, this: Ref<CtxObj>, x: Value, /) -> Res<bool> { Ok(operand(vm, &x)?.kind == Kind::Quiet) }
    /// Return True if x is a signaling NaN, False otherwise.
    fn is_snan(vm, this: Ref<CtxObj>, x: Value, /) -> Res<bool> { Ok(operand(vm, &x)?.kind == Kind::Signaling) }
    /// Return True if x is negative, False otherwise.
    fn is_signed(vm, this: Ref<CtxObj>, x: Value, /) -> Res<bool> { Ok(operand(vm, &x)?.neg) }
    /// Return True if x is a zero, False otherwise.
    fn is_zero(vm, this: Ref<CtxObj>, x: Value, /) -> Res<bool> { Ok(operand(vm, &x)?.is_zero()) }
    /// Return 10.
    fn radix(vm, this: Ref<CtxObj>, /) -> Value { decimal(vm, Dec::small(false, 10, 0)) }
    /// Return a value equal to Emin - prec + 1, the minimum exponent of subnormal results.
    fn Etiny(vm, this: Ref<CtxObj>, /) -> i64 { this.ctx.get().etiny() }
    /// Return a value equal to Emax - prec + 1, the maximum exponent if the clamp field is 1.
    fn Etop(vm, this: Ref<CtxObj>, /) -> i64 { this.ctx.get().etop() }
    /// Apply self to Decimal x.
    fn _apply(vm, this: Ref<CtxObj>, object: Value, /) -> Res {
        let x = operand(vm, &object)?;
        apply(vm, &x, &this)
    }
    /// Create a new Decimal instance from num, using self as the context.
    fn create_decimal(vm, this: Ref<CtxObj>, num: Value = Value::Undef, /) -> Res {
        if num.is_undef() {
            return Ok(decimal(vm, Dec::small(false, 0, 0)));
        }
        convert::create(vm, &num, &this)
    }
    /// Create a new Decimal instance from float f.
    fn create_decimal_from_float(vm, this: Ref<CtxObj>, f: Value, /) -> Res { convert::create_from_float(vm, &f, &this) }
}

/// Adds the methods to the class.
pub fn install(vm: &mut Vm, class: &Ref<TypeObj>) {
    vm.add_methods(class, OPERATIONS);
}
