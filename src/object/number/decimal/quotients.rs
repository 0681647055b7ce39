//! Quotients and remainders, and the square root.

use std::cmp::Ordering;

use super::compare::compare_magnitude;
use super::long_division::{divide, root};
use super::product;
use super::rounding::{finalize, finish};
use super::words::{self, Work};
use super::{Ctx, Dec, Round, nan_of, room, status::*};

/// `a / b`
pub fn div(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    let neg = a.neg != b.neg;
    if !a.is_finite() || !b.is_finite() {
        if let Some(nan) = nan_of(&[a, b], ctx, status) {
            return nan;
        }
        if a.is_infinite() {
            return if b.is_infinite() {
                Dec::invalid(INVALID_OPERATION, status)
            } else {
                Dec::infinity(neg)
            };
        }
        *status |= CLAMPED;
        return Dec::of_work(neg, Work::new(), ctx.etiny());
    }
    if b.coef.is_empty() {
        if a.coef.is_empty() {
            return Dec::invalid(DIVISION_UNDEFINED, status);
        }
        *status |= DIVISION_BY_ZERO;
        return Dec::infinity(neg);
    }
    let ideal = a.exp - b.exp;
    if a.coef.is_empty() {
        return finish(neg, Work::new(), ideal, ctx, status);
    }
    let shift = b.digits() - a.digits() + ctx.prec + 1;
    if !room(shift.abs() + a.digits().max(b.digits()), status) {
        return Dec::nan();
    }
    let exp = ideal - shift;
    let (mut q, r) = if shift > 0 {
        divide(&words::shift_left(&a.coef, shift as usize), &b.coef)
    } else if shift == 0 {
        divide(&a.coef, &b.coef)
    } else {
        divide(&a.coef, &words::shift_left(&b.coef, -shift as usize))
    };
    if !r.is_empty() {
        // What is behind shows in the last digit, which is beyond the precision.
        if q[0].is_multiple_of(5) {
            q[0] += 1;
        }
        return finish(neg, q, exp, ctx, status);
    }
    exact(neg, q, exp, ideal, ctx, status)
}

/// An exact result whose exponent comes as near to the ideal one as zeros at its end allow.
fn exact(neg: bool, q: Work, exp: i64, ideal: i64, ctx: &Ctx, status: &mut u32) -> Dec {
    if exp >= ideal {
        return finish(neg, q, exp, ctx, status);
    }
    let zeros = (words::trailing_zeros(&q) as i64).min(ideal - exp);
    finish(neg, words::shift_right(&q, zeros as usize).0, exp + zeros, ctx, status)
}

/// Coefficients at the smaller of both exponents.
fn aligned(a: &Dec, b: &Dec) -> (Work, Work, i64) {
    let exp = a.exp.min(b.exp);
    (
        words::shift_left(&a.coef, (a.exp - exp) as usize),
        words::shift_left(&b.coef, (b.exp - exp) as usize),
        exp,
    )
}

/// The number with a smaller exponent.
fn lowered(a: &Dec, exp: i64, status: &mut u32) -> Dec {
    if a.coef.is_empty() || exp >= a.exp {
        return Dec { exp: if a.coef.is_empty() { exp } else { a.exp }, ..a.clone() };
    }
    if !room(a.exp - exp, status) {
        return Dec::nan();
    }
    Dec::of_work(a.neg, words::shift_left(&a.coef, (a.exp - exp) as usize), exp)
}

/// Quotient and remainder of finite numbers, the divisor not zero: not yet rounded. None: the quotient has more digits than the precision.
fn parts(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Option<(Work, Dec)> {
    let ideal = a.exp.min(b.exp);
    let gap = a.adjusted() - b.adjusted();
    if a.coef.is_empty() || gap <= -2 || gap < 1 && compare_magnitude(a, b) == Ordering::Less {
        return Some((Work::new(), lowered(a, ideal, status)));
    }
    if gap > ctx.prec || !room((a.exp - b.exp).abs(), status) {
        return None;
    }
    let (x, y, exp) = aligned(a, b);
    let (q, r) = divide(&x, &y);
    if words::digits(&q) as i64 > ctx.prec {
        return None;
    }
    Some((q, Dec::of_work(a.neg, r, exp)))
}

/// `a // b`: the integer part of the quotient.
pub fn div_int(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    let neg = a.neg != b.neg;
    if !a.is_finite() || !b.is_finite() {
        if let Some(nan) = nan_of(&[a, b], ctx, status) {
            return nan;
        }
        return match (a.is_infinite(), b.is_infinite()) {
            (true, true) => Dec::invalid(INVALID_OPERATION, status),
            (true, _) => Dec::infinity(neg),
            _ => Dec::of_work(neg, Work::new(), 0),
        };
    }
    if b.coef.is_empty() {
        if a.coef.is_empty() {
            return Dec::invalid(DIVISION_UNDEFINED, status);
        }
        *status |= DIVISION_BY_ZERO;
        return Dec::infinity(neg);
    }
    match parts(a, b, ctx, status) {
        Some((q, _)) => finish(neg, q, 0, ctx, status),
        None => Dec::invalid(DIVISION_IMPOSSIBLE, status),
    }
}

/// A remainder of either kind where nothing is divided: of what is not finite, and by zero.
fn rem_without_division(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Option<Dec> {
    if !a.is_finite() || !b.is_finite() {
        if let Some(nan) = nan_of(&[a, b], ctx, status) {
            return Some(nan);
        }
        if a.is_infinite() {
            return Some(Dec::invalid(INVALID_OPERATION, status));
        }
        return Some(finalize(a.clone(), ctx, status));
    }
    if !b.coef.is_empty() {
        return None;
    }
    let what = if a.coef.is_empty() { DIVISION_UNDEFINED } else { INVALID_OPERATION };
    Some(Dec::invalid(what, status))
}

/// `a % b`: with the sign of `a`.
pub fn rem(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(plain) = rem_without_division(a, b, ctx, status) {
        return plain;
    }
    match parts(a, b, ctx, status) {
        Some((_, r)) => finalize(r, ctx, status),
        None => Dec::invalid(DIVISION_IMPOSSIBLE, status),
    }
}

/// Both of `a // b` and `a % b`.
pub fn divmod(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> (Dec, Dec) {
    let neg = a.neg != b.neg;
    if !a.is_finite() || !b.is_finite() {
        if let Some(nan) = nan_of(&[a, b], ctx, status) {
            return (nan.clone(), nan);
        }
        if a.is_infinite() {
            *status |= INVALID_OPERATION;
            let q = if b.is_infinite() { Dec::nan() } else { Dec::infinity(neg) };
            return (q, Dec::nan());
        }
        return (Dec::of_work(neg, Work::new(), 0), finalize(a.clone(), ctx, status));
    }
    if b.coef.is_empty() {
        if a.coef.is_empty() {
            *status |= DIVISION_UNDEFINED;
            return (Dec::nan(), Dec::nan());
        }
        *status |= DIVISION_BY_ZERO | INVALID_OPERATION;
        return (Dec::infinity(neg), Dec::nan());
    }
    match parts(a, b, ctx, status) {
        Some((q, r)) => (finish(neg, q, 0, ctx, status), finalize(r, ctx, status)),
        None => {
            *status |= DIVISION_IMPOSSIBLE;
            (Dec::nan(), Dec::nan())
        }
    }
}

/// The remainder of the quotient rounded to the nearest integer, half to even.
pub fn rem_near(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(plain) = rem_without_division(a, b, ctx, status) {
        return plain;
    }
    let ideal = a.exp.min(b.exp);
    let gap = a.adjusted() - b.adjusted();
    if a.coef.is_empty() || gap <= -2 {
        return finalize(lowered(a, ideal, status), ctx, status);
    }
    if gap > ctx.prec || !room((a.exp - b.exp).abs(), status) {
        return Dec::invalid(DIVISION_IMPOSSIBLE, status);
    }
    let (x, y, exp) = aligned(a, b);
    let (mut q, mut r) = divide(&x, &y);
    let mut neg = a.neg;
    let twice = words::mul_word(&r, 2);
    let odd = q.first().is_some_and(|w| w & 1 == 1);
    let order = words::compare(&twice, &y);
    if order == Ordering::Greater || order == Ordering::Equal && odd {
        r = words::sub(&y, &r);
        super::rounding::increment(&mut q);
        neg = !neg;
    }
    if words::digits(&q) as i64 > ctx.prec {
        return Dec::invalid(DIVISION_IMPOSSIBLE, status);
    }
    finish(neg, r, exp, ctx, status)
}

/// The square root, rounded half to even whatever the context says.
pub fn sqrt(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    if a.neg && !a.is_zero() {
        return Dec::invalid(INVALID_OPERATION, status);
    }
    if a.is_infinite() {
        return Dec::infinity(false);
    }
    let ideal = a.exp.div_euclid(2);
    if a.coef.is_empty() {
        return finish(a.neg, Work::new(), ideal, ctx, status);
    }
    // An even exponent, and one digit more than the precision.
    let digits = a.digits();
    let shift = (2 * (ctx.prec + 1) - digits).max(0);
    let shift = if (a.exp - shift).rem_euclid(2) == 1 { shift + 1 } else { shift };
    if !room(shift + digits, status) {
        return Dec::nan();
    }
    let n = words::shift_left(&a.coef, shift as usize);
    let mut q = root(&n);
    let exp = (a.exp - shift) / 2;
    let ctx = Ctx { round: Round::HalfEven, ..*ctx };
    if product::square(&q) != n {
        if q[0].is_multiple_of(5) {
            q[0] += 1;
        }
        return finish(false, q, exp, &ctx, status);
    }
    exact(false, q, exp, ideal, &ctx, status)
}
