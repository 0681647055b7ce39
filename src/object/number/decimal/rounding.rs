//! Where results meet the context: rounding to the precision, overflow, subnormal numbers, clamping.

use super::words::{self, RADIX, Rest, Words, Work};
use super::{Ctx, Dec, Kind, Round, status::*};

/// Whether the coefficient grows by one when so much was cut off behind it.
#[inline]
pub fn goes_up(round: Round, neg: bool, coef: &[u64], rest: Rest) -> bool {
    if rest == 0 {
        return false;
    }
    match round {
        Round::Down => false,
        Round::Up => true,
        Round::Ceiling => !neg,
        Round::Floor => neg,
        Round::HalfUp => rest >= 5,
        Round::HalfDown => rest > 5,
        Round::HalfEven => rest > 5 || rest == 5 && coef.first().is_some_and(|w| w & 1 == 1),
        // A last digit of 0 or 5.
        Round::ZeroFiveUp => coef.first().is_none_or(|w| w % 5 == 0),
    }
}

/// Adds one.
pub fn increment(coef: &mut Work) {
    for w in coef.iter_mut() {
        if *w == RADIX - 1 {
            *w = 0;
        } else {
            *w += 1;
            return;
        }
    }
    coef.push(1);
}

/// A NaN's payload has room below the precision.
pub fn cut_payload(d: &mut Dec, ctx: &Ctx) {
    let most = ctx.prec - i64::from(ctx.clamp);
    if d.digits() > most {
        d.coef = Words::from_slice(&words::low_digits(&d.coef, most.max(0) as usize));
    }
}

/// A result with these parts, rounded and bounded.
#[inline]
pub fn finish(neg: bool, coef: Work, exp: i64, ctx: &Ctx, status: &mut u32) -> Dec {
    let digits = words::digits(&coef) as i64;
    let adjusted = exp + digits - 1;
    if digits <= ctx.prec && adjusted >= ctx.emin && adjusted <= ctx.emax && (!ctx.clamp || exp <= ctx.etop())
    {
        return Dec::of_work(neg, coef, exp);
    }
    bound(neg, coef, exp, digits, ctx, status)
}

fn bound(neg: bool, mut coef: Work, mut exp: i64, digits: i64, ctx: &Ctx, status: &mut u32) -> Dec {
    let (etiny, etop) = (ctx.etiny(), ctx.etop());
    if coef.is_empty() {
        let most = if ctx.clamp { etop } else { ctx.emax };
        let to = exp.clamp(etiny.min(most), most);
        if to != exp {
            *status |= CLAMPED;
        }
        return Dec::of_work(neg, coef, to);
    }
    if exp + digits - 1 < ctx.emin {
        *status |= SUBNORMAL;
        if exp < etiny {
            let (cut, rest) = words::shift_right(&coef, usize::try_from(etiny - exp).unwrap_or(usize::MAX));
            coef = cut;
            exp = etiny;
            if goes_up(ctx.round, neg, &coef, rest) {
                increment(&mut coef);
            }
            *status |= ROUNDED;
            if rest != 0 {
                *status |= INEXACT | UNDERFLOW;
            }
            if coef.is_empty() {
                *status |= CLAMPED;
            }
        }
        if ctx.clamp && exp > etop {
            return fold_down(neg, coef, exp, etop, status);
        }
        return Dec::of_work(neg, coef, exp);
    }
    let mut digits = digits;
    if digits > ctx.prec && exp + digits - 1 <= ctx.emax {
        let (cut, rest) = words::shift_right(&coef, (digits - ctx.prec) as usize);
        exp += digits - ctx.prec;
        digits = ctx.prec;
        coef = cut;
        *status |= ROUNDED;
        if rest != 0 {
            *status |= INEXACT;
        }
        if goes_up(ctx.round, neg, &coef, rest) {
            increment(&mut coef);
            if words::digits(&coef) as i64 > ctx.prec {
                // All were nines: a one and zeros.
                coef = words::shift_right(&coef, 1).0;
                exp += 1;
            }
        }
    }
    if exp + digits - 1 > ctx.emax {
        *status |= OVERFLOW | INEXACT | ROUNDED;
        let largest = match ctx.round {
            Round::Ceiling => neg,
            Round::Floor => !neg,
            Round::Down | Round::ZeroFiveUp => true,
            _ => false,
        };
        if !largest || !super::room(ctx.prec, status) {
            return Dec::infinity(neg);
        }
        return Dec::of_work(neg, words::nines(ctx.prec as usize), etop);
    }
    if ctx.clamp && exp > etop {
        return fold_down(neg, coef, exp, etop, status);
    }
    Dec::of_work(neg, coef, exp)
}

/// The exponent is made smaller by zeros behind the coefficient.
fn fold_down(neg: bool, coef: Work, exp: i64, etop: i64, status: &mut u32) -> Dec {
    if !super::room(exp - etop, status) {
        return Dec::nan();
    }
    *status |= CLAMPED;
    Dec::of_work(neg, words::shift_left(&coef, (exp - etop) as usize), etop)
}

/// An exponent that no context allows, however many digits there are.
const FAR: i64 = 4_000_000_000_000_000_000;

/// A decimal, rounded and bounded by a context.
pub fn finalize(d: Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    match d.kind {
        Kind::Finite => {
            let digits = d.digits();
            // Far beyond every bound, and still room to reckon.
            let exp = d.exp.clamp(-FAR, FAR);
            let adjusted = exp + digits - 1;
            if digits <= ctx.prec
                && adjusted >= ctx.emin
                && adjusted <= ctx.emax
                && (!ctx.clamp || d.exp <= ctx.etop())
            {
                return d;
            }
            finish(d.neg, Work::from_slice(&d.coef), exp, ctx, status)
        }
        Kind::Infinite => d,
        _ => {
            let mut d = d;
            cut_payload(&mut d, ctx);
            d
        }
    }
}
