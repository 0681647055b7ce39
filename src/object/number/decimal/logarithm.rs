//! `ln` and `log10`, correctly rounded as `exp` is.

use super::exponential::settled;
use super::fixed;
use super::rounding::finish;
use super::sums;
use super::words::{self, DIGITS, Work};
use super::{Ctx, Dec, Round, nan_of, quotients, room, status::*};

/// The natural logarithm.
pub fn ln(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    match special(a, ctx, status) {
        Some(d) => d,
        None if words::is_power_of_ten(&a.coef) && a.adjusted() == 0 => Dec::small(false, 0, 0),
        None => logarithm(a, false, ctx, status),
    }
}

/// The logarithm to the base ten.
pub fn log10(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(d) = special(a, ctx, status) {
        return d;
    }
    if words::is_power_of_ten(&a.coef) {
        let k = a.adjusted();
        let ctx = Ctx { round: Round::HalfEven, ..*ctx };
        return finish(k < 0, words::from_u64(k.unsigned_abs()), 0, &ctx, status);
    }
    logarithm(a, true, ctx, status)
}

/// What is no positive finite number.
fn special(a: &Dec, ctx: &Ctx, status: &mut u32) -> Option<Dec> {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return Some(nan);
    }
    if a.is_zero() {
        return Some(Dec::infinity(true));
    }
    if a.neg {
        return Some(Dec::invalid(INVALID_OPERATION, status));
    }
    if a.is_infinite() {
        return Some(Dec::infinity(false));
    }
    None
}

fn logarithm(a: &Dec, ten: bool, ctx: &Ctx, status: &mut u32) -> Dec {
    let ctx = &Ctx { round: Round::HalfEven, ..*ctx };
    // a = m * 10**k with m between a third and four.
    let digits = a.digits();
    let leading = words::shift_right(&a.coef, (digits - 17).max(0) as usize).0;
    let leading = words::to_u64(&leading).unwrap_or(0) as f64;
    let mut m = leading / 10f64.powi(digits.min(17) as i32 - 1);
    let mut k = a.adjusted();
    if m > 3.3 {
        m /= 10.0;
        k += 1;
    }
    let mut near = 0;
    let mut guess = m.ln();
    if k == 0 {
        let one = Dec::small(false, 1, 0);
        if !room(digits, status) {
            return Dec::nan();
        }
        let gap = sums::sub(a, &one, &Ctx::working(digits + 40), &mut 0);
        near = -gap.adjusted();
        if near > ctx.prec + 24 {
            return next_to_one(&gap, near, ten, ctx, status);
        }
        if near > 3 {
            // ln(1 + d) is d - d**2 / 2 + .. : all digits of a float, where m has lost some.
            let first = words::shift_right(&gap.coef, (gap.digits() - 17).max(0) as usize).0;
            let d = words::to_u64(&first).unwrap_or(0) as f64
                * 10f64.powi((gap.exp + (gap.digits() - 17).max(0)).max(-300) as i32);
            guess = (if gap.neg { -d } else { d }).ln_1p();
        }
    }
    if !room(ctx.prec.saturating_mul(4), status) {
        return Dec::nan();
    }
    let mut extra = 16;
    loop {
        let want = ctx.prec + extra + near.max(0);
        let rough = want as usize / DIGITS + 3;
        let error = fixed::exp_error(rough + rough / 8) + 3 + words::word_digits(k.unsigned_abs()) as i64;
        let n = ((want + error) as usize).div_ceil(DIGITS) + 1;
        let (coef, neg) = evaluate(a, k, guess, ten, n);
        if settled(&coef, ctx.prec, error) {
            return finish(neg, coef, -((n * DIGITS) as i64), ctx, status);
        }
        extra *= 2;
        if !room((ctx.prec + extra).saturating_mul(4), status) {
            return Dec::nan();
        }
    }
}

/// `ln(m) + k ln(10)`, or that over `ln(10)`, with `n` words behind the point.
fn evaluate(a: &Dec, k: i64, guess: f64, ten: bool, n: usize) -> (Work, bool) {
    let at = a.exp - k + (n * DIGITS) as i64;
    let m = if at >= 0 {
        words::shift_left(&a.coef, at as usize)
    } else {
        words::shift_right(&a.coef, usize::try_from(-at).unwrap_or(usize::MAX)).0
    };
    let (ln, neg) = fixed::ln(&m, guess, n);
    if !ten && k == 0 {
        return (ln, neg);
    }
    let ln10 = fixed::ln10(n);
    if ten {
        let part = fixed::div(&ln, &ln10, n);
        let whole = words::shift_left(&words::from_u64(k.unsigned_abs()), n * DIGITS);
        return fixed::add_signed(&part, neg, &whole, k < 0);
    }
    let whole = words::mul_word(&ln10, k.unsigned_abs());
    fixed::add_signed(&ln, neg, &whole, k < 0)
}

/// The logarithm of one and a gap that is far smaller than the last digit: `d - d**2 / 2`.
fn next_to_one(gap: &Dec, near: i64, ten: bool, ctx: &Ctx, status: &mut u32) -> Dec {
    let want = Ctx::working(ctx.prec + near.min(ctx.prec) + 24);
    let mut work = 0;
    let half = sums::mul(gap, &Dec::small(false, 5, -1), &want, &mut work);
    let factor =
        sums::sub(&Dec::small(false, 1, 0), &half, &Ctx::working(2 * near + gap.digits() + 8), &mut work);
    // Only that it is less than the gap matters where the digits end: the product has them all.
    let ln = sums::mul(gap, &factor, &Ctx::working(3 * near + 2 * gap.digits()), &mut work);
    let out = if ten {
        let n = (ctx.prec as usize + 40).div_ceil(DIGITS) + 1;
        let ln10 = Dec::of_work(false, fixed::ln10(n), -((n * DIGITS) as i64));
        quotients::div(&ln, &ln10, &Ctx::working(ctx.prec + 20), &mut work)
    } else {
        ln
    };
    *status |= work & MALLOC_ERROR;
    super::rounding::finalize(out, ctx, status)
}
