//! Powers: integer exponents by squaring, others through `exp` and `ln`; and powers modulo an integer.

use std::cmp::Ordering;

use super::compare::compare_magnitude;
use super::exponential::exp;
use super::logarithm::ln;
use super::long_division::divide;
use super::product;
use super::rounding::{finalize, finish};
use super::sums;
use super::words::{self, Work};
use super::{Ctx, Dec, MAX_EMAX, MAX_PREC, Round, nan_of, quotients, room, status::*};

/// `base ** exponent`
pub fn power(base: &Dec, exponent: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[base, exponent], ctx, status) {
        return nan;
    }
    let whole = exponent.is_integer();
    let neg = base.neg && whole && exponent.is_odd();
    if exponent.is_zero() {
        if base.is_zero() {
            return Dec::invalid(INVALID_OPERATION, status);
        }
        return Dec::small(neg, 1, 0);
    }
    if base.is_zero() {
        if exponent.neg {
            return Dec::infinity(neg);
        }
        return Dec::small(neg, 0, 0);
    }
    if base.neg && !whole {
        return Dec::invalid(INVALID_OPERATION, status);
    }
    if exponent.is_infinite() {
        let against = match base.is_infinite() {
            true => Ordering::Greater,
            false => compare_magnitude(base, &Dec::small(false, 1, 0)),
        };
        return match against {
            Ordering::Equal => padded_one(neg, ctx, status),
            o if (o == Ordering::Greater) != exponent.neg => Dec::infinity(neg),
            _ => Dec::small(neg, 0, 0),
        };
    }
    if base.is_infinite() {
        return if exponent.neg { Dec::small(neg, 0, 0) } else { Dec::infinity(neg) };
    }
    if compare_magnitude(base, &Dec::small(false, 1, 0)) == Ordering::Equal {
        if !whole {
            return padded_one(neg, ctx, status);
        }
        return power_of_one(neg, base, exponent, ctx, status);
    }
    if let Some(d) = out_of_bounds(neg, base, exponent, ctx, status) {
        return d;
    }
    if whole { by_squaring(neg, base, exponent, ctx, status) } else { real(base, exponent, ctx, status) }
}

/// One with all digits: what is not exact but cannot be told from one.
fn padded_one(neg: bool, ctx: &Ctx, status: &mut u32) -> Dec {
    if !room(ctx.prec, status) {
        return Dec::nan();
    }
    *status |= INEXACT | ROUNDED;
    let n = ctx.prec - 1;
    finish(neg, words::power_of_ten(n as usize), -n, ctx, status)
}

/// An integer power of 1, 1.0, 1.00 ..: as many digits as the product would have.
fn power_of_one(neg: bool, base: &Dec, exponent: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    let times =
        if exponent.neg { 0 } else { small_integer(exponent).unwrap_or(u64::MAX).min(MAX_PREC as u64) };
    let want = i128::from(base.exp) * i128::from(times);
    let floor = i128::from(1 - ctx.prec);
    let exp = if want < floor {
        *status |= ROUNDED;
        floor
    } else {
        want
    };
    let exp = exp.min(0) as i64;
    if !room(-exp, status) {
        return Dec::nan();
    }
    // As CPython's: not folded down where the context clamps.
    Dec::of_work(neg, words::power_of_ten(-exp as usize), exp)
}

/// An integer of at most 64 bits.
fn small_integer(d: &Dec) -> Option<u64> {
    if d.exp > 19 {
        return None;
    }
    let w = if d.exp >= 0 {
        words::shift_left(&d.coef, d.exp as usize)
    } else {
        words::shift_right(&d.coef, -d.exp as usize).0
    };
    words::to_u64(&w)
}

/// Powers that are surely too large or too small, without computing them.
fn out_of_bounds(neg: bool, base: &Dec, exponent: &Dec, ctx: &Ctx, status: &mut u32) -> Option<Dec> {
    let above = base.adjusted() >= 0;
    let grows = above != exponent.neg;
    // The digits of log10(base) * exponent from below.
    let zeta = if base.adjusted() > 0 {
        words::word_digits(base.adjusted() as u64) as i64 - 1
    } else if base.adjusted() < -1 {
        words::word_digits((-base.adjusted() - 1) as u64) as i64 - 1
    } else {
        // |log10(base)| is at least 0.4 times the distance to one, or of its inverse.
        let gap = sums::sub(
            &base.with_sign(false),
            &Dec::small(false, 1, 0),
            &Ctx::working(base.digits() + 4),
            &mut 0,
        );
        gap.adjusted() - 1
    };
    let omega = exponent.adjusted();
    let limit = if grows { ctx.emax } else { -ctx.etiny() };
    if zeta + omega <= words::word_digits(limit.unsigned_abs()) as i64 {
        return None;
    }
    let exp = if grows { 4 * MAX_EMAX } else { -4 * MAX_EMAX };
    Some(finish(neg, words::from_u64(1), exp, ctx, status))
}

fn by_squaring(neg: bool, base: &Dec, exponent: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    let digits = exponent.adjusted() + 1;
    let mut work = Ctx { round: Round::HalfEven, clamp: false, prec: ctx.prec + digits + 2, ..*ctx };
    let base = if exponent.neg {
        work.prec += 1;
        let one = Dec::small(false, 1, 0);
        quotients::div(&one, base, &work, status)
    } else {
        base.clone()
    };
    work.prec = work.prec.min(MAX_PREC);
    let Some(n) = small_integer(exponent) else {
        // More than the largest exponent's digits: the base is next to one.
        return real(&base.with_sign(false), &exponent.with_sign(false), ctx, status).with_sign(neg);
    };
    let mut out = base.clone();
    let bits = 64 - n.leading_zeros();
    for i in (0..bits - 1).rev() {
        out = sums::mul(&out, &out, &work, status);
        if n >> i & 1 == 1 {
            out = sums::mul(&out, &base, &work, status);
        }
        if !out.is_finite() || out.is_zero() && *status & CLAMPED != 0 {
            break;
        }
    }
    out.neg = neg;
    if out.is_infinite() {
        // As the context rounds what is too large.
        return finish(neg, words::from_u64(1), 4 * MAX_EMAX, ctx, status);
    }
    finalize(out, ctx, status)
}

fn real(base: &Dec, exponent: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    let work = Ctx::working(base.digits().max(ctx.prec) + 4 + 19);
    let log = ln(base, &work, status);
    let product = sums::mul(exponent, &log, &work, status);
    let out = exp(&product, &work, status);
    finalize(out, ctx, status)
}

/// `base ** exponent % modulus` of integers.
pub fn power_mod(base: &Dec, exponent: &Dec, modulus: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[base, exponent, modulus], ctx, status) {
        return nan;
    }
    let integers = base.is_integer() && exponent.is_integer() && modulus.is_integer();
    if !integers || exponent.neg && !exponent.is_zero() || modulus.is_zero() || modulus.adjusted() >= ctx.prec
    {
        return Dec::invalid(INVALID_OPERATION, status);
    }
    if exponent.is_zero() && base.is_zero() {
        return Dec::invalid(INVALID_OPERATION, status);
    }
    let neg = base.neg && exponent.is_odd();
    if !room(modulus.adjusted() + exponent.adjusted().max(0), status) {
        return Dec::nan();
    }
    let m = integer(modulus);
    let reduce = |w: Work| divide(&w, &m).1;
    // base mod m: its coefficient times a power of ten.
    let mut b = if base.exp >= 0 { reduce(Work::from_slice(&base.coef)) } else { reduce(integer(base)) };
    if base.exp > 0 {
        let ten = modular(&reduce(words::from_u64(10)), &words::from_u64(base.exp as u64), &m);
        b = reduce(product::mul(&b, &ten));
    }
    let mut out =
        modular(&b, &if exponent.exp < 0 { integer(exponent) } else { Work::from_slice(&exponent.coef) }, &m);
    for _ in 0..exponent.exp.max(0) {
        out = modular(&out, &words::from_u64(10), &m);
        if out.is_empty() || out[..] == [1] {
            break;
        }
    }
    // The exponent stays 0 even where the context clamps.
    if ctx.clamp && ctx.etop() < 0 {
        *status |= CLAMPED;
    }
    Dec::of_work(neg, out, 0)
}

/// The coefficient of an integer with exponent 0.
fn integer(d: &Dec) -> Work {
    if d.exp >= 0 {
        words::shift_left(&d.coef, d.exp as usize)
    } else {
        words::shift_right(&d.coef, usize::try_from(-d.exp).unwrap_or(usize::MAX)).0
    }
}

/// `base ** n % m` of coefficients.
fn modular(base: &[u64], n: &[u64], m: &[u64]) -> Work {
    let mut n = Work::from_slice(n);
    let mut base = Work::from_slice(base);
    let mut out = divide(&[1], m).1;
    while !n.is_empty() {
        if words::div_word(&mut n, 2) == 1 {
            out = divide(&product::mul(&out, &base), m).1;
        }
        if !n.is_empty() {
            base = divide(&product::square(&base), m).1;
        }
    }
    out
}
