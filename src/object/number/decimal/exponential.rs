//! `exp`, correctly rounded: computed with more digits than asked for, and with still more as long as what is behind them leaves the rounding open (Ziv's strategy).

use super::fixed;
use super::long_division::divide;
use super::rounding::finish;
use super::words::{self, DIGITS, Work};
use super::{Ctx, Dec, MAX_EMAX, Round, nan_of, room, status::*};

/// Whether a coefficient whose last `error` digits may be wrong rounds to `prec` digits for sure, and is surely not exact.
pub fn settled(coef: &[u64], prec: i64, error: i64) -> bool {
    let open = words::digits(coef) as i64 - prec - error;
    if open < 4 {
        return false;
    }
    let open = open as usize;
    let sure = words::shift_right(coef, error as usize).0;
    let sure = words::low_digits(&sure, open);
    let half = words::shift_left(&[5], open - 1);
    let critical = [Work::new(), words::nines(open), words::sub(&half, &[1]), half];
    critical.iter().all(|c| *c != sure)
}

/// `e ** a`, rounded half to even whatever the context says.
pub fn exp(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    if a.is_infinite() {
        return if a.neg { Dec::small(false, 0, 0) } else { Dec::infinity(false) };
    }
    if a.coef.is_empty() {
        return Dec::small(false, 1, 0);
    }
    let ctx = &Ctx { round: Round::HalfEven, ..*ctx };
    let adjusted = a.adjusted();
    if adjusted > 19 {
        // Beyond all exponents.
        let exp = if a.neg { -4 * MAX_EMAX } else { 4 * MAX_EMAX };
        return finish(false, words::from_u64(1), exp, ctx, status);
    }
    if !room(ctx.prec.saturating_mul(4), status) {
        return Dec::nan();
    }
    if adjusted <= -(ctx.prec + 4) {
        // One, to all digits.
        let n = ctx.prec - 1;
        *status |= INEXACT | ROUNDED;
        return finish(false, words::power_of_ten(n as usize), -n, ctx, status);
    }
    let mut extra = 16;
    loop {
        let (coef, exp, error) = raise(a, ctx.prec + extra);
        if settled(&coef, ctx.prec, error) {
            return finish(false, coef, exp, ctx, status);
        }
        extra *= 2;
        if !room((ctx.prec + extra).saturating_mul(4), status) {
            return Dec::nan();
        }
    }
}

/// Coefficient and exponent of the power with at least so many good digits, and how many of the last may be wrong.
fn raise(a: &Dec, want: i64) -> (Work, i64, i64) {
    let large = (a.adjusted() + 2).max(0);
    // The error is that of a number of words that depends on it: a few words more.
    let rough = (want + large) as usize / DIGITS + 3;
    let error = fixed::exp_error(rough + rough / 8) + large + 2;
    let n = ((want + error) as usize).div_ceil(DIGITS) + 1;
    let places = (n * DIGITS) as i64;
    let at = a.exp + places;
    let x = if at >= 0 {
        words::shift_left(&a.coef, at as usize)
    } else {
        words::shift_right(&a.coef, usize::try_from(-at).unwrap_or(usize::MAX)).0
    };
    let ln10 = fixed::ln10(n);
    let (mut k, mut r) = divide(&x, &ln10);
    if a.neg && !r.is_empty() {
        r = words::sub(&ln10, &r);
        super::rounding::increment(&mut k);
    }
    let power = i64::try_from(words::to_u64(&k).unwrap_or(u64::MAX)).unwrap_or(i64::MAX / 2);
    let y = fixed::exp(&r, false, n);
    // Beyond all exponents is far enough.
    let power = power.min(4 * MAX_EMAX);
    (y, if a.neg { -power } else { power } - places, error)
}
