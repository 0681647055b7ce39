//! Operations on the exponent and on digits as such: quantize, rounding to integers, scaling, shifting, neighbours.

use std::cmp::Ordering;

use super::compare::order;
use super::rounding::{cut_payload, finalize, finish, goes_up, increment};
use super::sums;
use super::words::{self, Work};
use super::{Ctx, Dec, MAX_EMAX, Round, nan_of, room, status::*};

/// The number with another exponent; what is cut off is rounded. Not bounded by the precision.
pub fn rescale(a: &Dec, exp: i64, round: Round, status: &mut u32) -> Dec {
    if a.coef.is_empty() {
        return Dec::of_work(a.neg, Work::new(), exp);
    }
    if exp <= a.exp {
        if !room((a.exp - exp).saturating_add(a.digits()), status) {
            return Dec::nan();
        }
        return Dec::of_work(a.neg, words::shift_left(&a.coef, (a.exp - exp) as usize), exp);
    }
    let (mut coef, rest) = words::shift_right(&a.coef, usize::try_from(exp - a.exp).unwrap_or(usize::MAX));
    *status |= ROUNDED;
    if rest != 0 {
        *status |= INEXACT;
    }
    if goes_up(round, a.neg, &coef, rest) {
        increment(&mut coef);
    }
    Dec::of_work(a.neg, coef, exp)
}

/// `a` with the exponent of `b`.
pub fn quantize(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    if a.is_infinite() && b.is_infinite() {
        return a.clone();
    }
    if a.is_infinite() || b.is_infinite() || b.exp > ctx.emax || b.exp < ctx.etiny() {
        return Dec::invalid(INVALID_OPERATION, status);
    }
    if a.coef.is_empty() {
        return finish(a.neg, Work::new(), b.exp, ctx, status);
    }
    if a.exp - b.exp + a.digits() > ctx.prec {
        return Dec::invalid(INVALID_OPERATION, status);
    }
    let mut work = 0;
    let out = rescale(a, b.exp, ctx.round, &mut work);
    if out.is_nan() || out.digits() > ctx.prec || !out.is_zero() && out.adjusted() > ctx.emax {
        return Dec::invalid(INVALID_OPERATION | work & MALLOC_ERROR, status);
    }
    *status |= work;
    finalize(out, ctx, status)
}

/// Rounds to an integer; `exact` says so by its flags.
pub fn to_integral(a: &Dec, round: Round, exact: bool, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    if a.is_infinite() || a.exp >= 0 {
        return a.clone();
    }
    if a.coef.is_empty() {
        return Dec::of_work(a.neg, Work::new(), 0);
    }
    let mut work = 0;
    let out = rescale(a, 0, round, &mut work);
    if exact {
        *status |= work;
    }
    out
}

/// Without zeros at the end.
pub fn reduce(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    if a.is_infinite() {
        return a.clone();
    }
    let d = finalize(a.clone(), ctx, status);
    if !d.is_finite() {
        return d;
    }
    if d.coef.is_empty() {
        return Dec::of_work(d.neg, Work::new(), 0);
    }
    let most = if ctx.clamp { ctx.etop() } else { ctx.emax };
    let zeros = (words::trailing_zeros(&d.coef) as i64).min((most - d.exp).max(0));
    Dec::of_work(d.neg, words::shift_right(&d.coef, zeros as usize).0, d.exp + zeros)
}

/// The exponent of the first digit, as a number.
pub fn logb(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    if a.is_infinite() {
        return Dec::infinity(false);
    }
    if a.coef.is_empty() {
        *status |= DIVISION_BY_ZERO;
        return Dec::infinity(true);
    }
    let e = a.adjusted();
    finalize(Dec::small(e < 0, e.unsigned_abs(), 0), ctx, status)
}

/// The operand of `scaleb`, `shift` and `rotate`: an integer whose exponent is 0, at most so far from 0.
fn steps(b: &Dec, most: i64) -> Option<i64> {
    if !b.is_finite() || b.exp != 0 {
        return None;
    }
    let n = i64::try_from(words::to_u64(&b.coef)?).ok().filter(|n| *n <= most)?;
    Some(if b.neg { -n } else { n })
}

/// The exponent of `a` plus `b`.
pub fn scaleb(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    let Some(n) = steps(b, 2 * (ctx.emax + ctx.prec)) else { return Dec::invalid(INVALID_OPERATION, status) };
    if a.is_infinite() {
        return a.clone();
    }
    // Far outside of all bounds is as far as need be.
    let exp = a.exp.saturating_add(n).clamp(-4 * MAX_EMAX, 4 * MAX_EMAX);
    finish(a.neg, Work::from_slice(&a.coef), exp, ctx, status)
}

/// Shifts the digits within the precision.
pub fn shift(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    let Some(n) = steps(b, ctx.prec) else { return Dec::invalid(INVALID_OPERATION, status) };
    if a.is_infinite() {
        return a.clone();
    }
    let own = words::low_digits(&a.coef, ctx.prec as usize);
    if n < 0 {
        return Dec::of_work(a.neg, words::shift_right(&own, -n as usize).0, a.exp);
    }
    if !own.is_empty() && !room(n, status) {
        return Dec::nan();
    }
    let up = if own.is_empty() { own } else { words::shift_left(&own, n as usize) };
    Dec::of_work(a.neg, words::low_digits(&up, ctx.prec as usize), a.exp)
}

/// Rotates the digits within the precision.
pub fn rotate(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    let Some(n) = steps(b, ctx.prec) else { return Dec::invalid(INVALID_OPERATION, status) };
    if a.is_infinite() {
        return a.clone();
    }
    let (n, prec) = (if n < 0 { n + ctx.prec } else { n }, ctx.prec as usize);
    let own = words::low_digits(&a.coef, prec);
    if own.is_empty() {
        return Dec::of_work(a.neg, own, a.exp);
    }
    if !room(ctx.prec, status) {
        return Dec::nan();
    }
    let n = n as usize;
    let wrapped = words::shift_right(&own, prec - n).0;
    let mut out = words::shift_left(&words::low_digits(&own, prec - n), n);
    words::add_at(&mut out, &wrapped, 0);
    words::trim(&mut out);
    Dec::of_work(a.neg, out, a.exp)
}

/// The next number towards infinity of this sign.
fn neighbour(a: &Dec, up: bool, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    if !room(ctx.prec, status) {
        return Dec::nan();
    }
    if a.is_infinite() {
        if a.neg != up {
            return a.clone();
        }
        return Dec::of_work(a.neg, words::nines(ctx.prec as usize), ctx.etop());
    }
    let ctx = Ctx { round: if up { Round::Ceiling } else { Round::Floor }, ..*ctx };
    let mut work = 0;
    let d = finalize(a.clone(), &ctx, &mut work);
    if work & INEXACT != 0 {
        return d;
    }
    let tiny = Dec::small(!up, 1, ctx.etiny() - 1);
    let mut work = 0;
    let out = sums::add(&d, &tiny, &ctx, &mut work);
    *status |= work & MALLOC_ERROR;
    out
}

/// The smallest number that is larger.
pub fn next_plus(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    neighbour(a, true, ctx, status)
}

/// The largest number that is smaller.
pub fn next_minus(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    neighbour(a, false, ctx, status)
}

/// The next number in the direction of `b`.
pub fn next_toward(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    let out = match order(a, b) {
        Ordering::Equal => return a.with_sign(b.neg),
        Ordering::Less => next_plus(a, ctx, status),
        Ordering::Greater => next_minus(a, ctx, status),
    };
    if out.is_infinite() {
        *status |= OVERFLOW | ROUNDED | INEXACT;
    } else if out.adjusted() < ctx.emin {
        *status |= UNDERFLOW | SUBNORMAL | ROUNDED | INEXACT;
        if out.is_zero() {
            *status |= CLAMPED;
        }
    }
    out
}

/// A NaN's payload cut, any other number as it is.
pub fn canonical_nan(mut a: Dec, ctx: &Ctx) -> Dec {
    cut_payload(&mut a, ctx);
    a
}
