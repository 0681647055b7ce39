//! Sums, differences, products, and both at once.

use std::cmp::Ordering;

use super::product;
use super::rounding::{finalize, finish};
use super::words::{self, Work};
use super::{Ctx, Dec, Round, nan_of, room, status::*};

/// `a + b`
#[inline]
pub fn add(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    add_signed(a, b, b.neg, ctx, status)
}

/// `a - b`
#[inline]
pub fn sub(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    add_signed(a, b, !b.neg, ctx, status)
}

/// `a + b` where the sign of `b` is another.
fn add_signed(a: &Dec, b: &Dec, b_neg: bool, ctx: &Ctx, status: &mut u32) -> Dec {
    if a.is_finite() && b.is_finite() {
        return add_parts(a.neg, &a.coef, a.exp, b_neg, &b.coef, b.exp, ctx, status);
    }
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    match (a.is_infinite(), b.is_infinite()) {
        (true, true) if a.neg != b_neg => Dec::invalid(INVALID_OPERATION, status),
        (true, _) => Dec::infinity(a.neg),
        _ => Dec::infinity(b_neg),
    }
}

#[allow(clippy::too_many_arguments)]
fn add_parts(
    a_neg: bool,
    a: &[u64],
    a_exp: i64,
    b_neg: bool,
    b: &[u64],
    b_exp: i64,
    ctx: &Ctx,
    status: &mut u32,
) -> Dec {
    if a_exp == b_exp {
        return add_aligned(a_neg, a, b_neg, b, a_exp, ctx, status);
    }
    // `a` shall have the larger exponent.
    let (a_neg, a, a_exp, b_neg, b, b_exp) =
        if a_exp > b_exp { (a_neg, a, a_exp, b_neg, b, b_exp) } else { (b_neg, b, b_exp, a_neg, a, a_exp) };
    if !a.is_empty() {
        // What lies far below the last digit that counts only says in which direction to round.
        let digits = words::digits(a) as i64;
        let floor = a_exp - 1 - if digits > ctx.prec { 0 } else { ctx.prec - digits + 1 };
        if b_exp + words::digits(b) as i64 - 1 < floor {
            let one = [1];
            let tiny: &[u64] = if b.is_empty() { &[] } else { &one };
            let to = if b.is_empty() { floor.max(b_exp) } else { floor };
            if !room(a_exp - to, status) {
                return Dec::nan();
            }
            let up = words::shift_left(a, (a_exp - to) as usize);
            return add_aligned(a_neg, &up, b_neg, tiny, to, ctx, status);
        }
        if !room(a_exp - b_exp, status) {
            return Dec::nan();
        }
    }
    let up = if a.is_empty() { Work::new() } else { words::shift_left(a, (a_exp - b_exp) as usize) };
    add_aligned(a_neg, &up, b_neg, b, b_exp, ctx, status)
}

fn add_aligned(a_neg: bool, a: &[u64], b_neg: bool, b: &[u64], exp: i64, ctx: &Ctx, status: &mut u32) -> Dec {
    if a_neg == b_neg {
        return finish(a_neg, words::add(a, b), exp, ctx, status);
    }
    match words::compare(a, b) {
        Ordering::Greater => finish(a_neg, words::sub(a, b), exp, ctx, status),
        Ordering::Less => finish(b_neg, words::sub(b, a), exp, ctx, status),
        Ordering::Equal => finish(ctx.round == Round::Floor, Work::new(), exp, ctx, status),
    }
}

/// `a * b`
pub fn mul(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    let neg = a.neg != b.neg;
    if a.is_finite() && b.is_finite() {
        if !room(a.digits().saturating_add(b.digits()), status) {
            return Dec::nan();
        }
        return finish(neg, product::mul(&a.coef, &b.coef), a.exp + b.exp, ctx, status);
    }
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    if a.is_zero() || b.is_zero() { Dec::invalid(INVALID_OPERATION, status) } else { Dec::infinity(neg) }
}

/// `a * b + c`, rounded once.
pub fn fma(a: &Dec, b: &Dec, c: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if a.is_nan() || b.is_nan() || c.is_nan() {
        // An invalid product goes before a NaN that is added.
        if let Some(nan) = if a.is_nan() || b.is_nan() { None } else { zero_times_infinity(a, b, status) } {
            return nan;
        }
        if let Some(nan) = nan_of(&[a, b, c], ctx, status) {
            return nan;
        }
    }
    if a.is_finite() && b.is_finite() {
        if !room(a.digits().saturating_add(b.digits()), status) {
            return Dec::nan();
        }
        let (neg, coef, exp) = (a.neg != b.neg, product::mul(&a.coef, &b.coef), a.exp + b.exp);
        if c.is_infinite() {
            return c.clone();
        }
        return add_parts(neg, &coef, exp, c.neg, &c.coef, c.exp, ctx, status);
    }
    let p = mul(a, b, ctx, status);
    if p.is_nan() { p } else { add(&p, c, ctx, status) }
}

fn zero_times_infinity(a: &Dec, b: &Dec, status: &mut u32) -> Option<Dec> {
    let invalid = a.is_zero() && b.is_infinite() || a.is_infinite() && b.is_zero();
    invalid.then(|| Dec::invalid(INVALID_OPERATION, status))
}

/// `+a`: rounded, and without a sign if zero (but for rounding down).
pub fn plus(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    signed(a, a.neg, ctx, status)
}

/// `-a`
pub fn minus(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    signed(a, !a.neg, ctx, status)
}

/// `abs(a)`
pub fn abs(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if a.neg { minus(a, ctx, status) } else { plus(a, ctx, status) }
}

fn signed(a: &Dec, neg: bool, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    let neg = neg && (!a.is_zero() || ctx.round == Round::Floor);
    finalize(a.with_sign(neg), ctx, status)
}
