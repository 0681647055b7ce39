//! Digit by digit logic on numbers whose digits are zeros and ones.

use super::digits::Digits;
use super::words;
use super::{Ctx, Dec, room, status::*};

/// The digits of a logical operand, the last first; None if it is none.
fn operand(a: &Dec, ctx: &Ctx) -> Option<Vec<bool>> {
    if !a.is_finite() || a.neg || a.exp != 0 {
        return None;
    }
    let mut out = Vec::new();
    for d in Digits::of(&a.coef).rev() {
        match d {
            0 => out.push(false),
            1 => out.push(true),
            _ => return None,
        }
    }
    out.truncate(ctx.prec as usize);
    Some(out)
}

fn from_bits(bits: &[bool]) -> Dec {
    let text: Vec<u8> = bits.iter().rev().map(|b| b'0' + u8::from(*b)).collect();
    Dec::of_work(false, words::from_digits(&text), 0)
}

/// Both digits, combined.
pub fn combine(a: &Dec, b: &Dec, f: fn(bool, bool) -> bool, ctx: &Ctx, status: &mut u32) -> Dec {
    let (Some(x), Some(y)) = (operand(a, ctx), operand(b, ctx)) else {
        return Dec::invalid(INVALID_OPERATION, status);
    };
    let at = |v: &[bool], i: usize| v.get(i).copied().unwrap_or(false);
    let bits: Vec<bool> = (0..x.len().max(y.len())).map(|i| f(at(&x, i), at(&y, i))).collect();
    from_bits(&bits)
}

/// All digits of the precision, inverted.
pub fn invert(a: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    let Some(mut x) = operand(a, ctx) else { return Dec::invalid(INVALID_OPERATION, status) };
    if !room(ctx.prec.saturating_mul(8), status) {
        return Dec::nan();
    }
    x.resize(ctx.prec as usize, false);
    x.iter_mut().for_each(|b| *b = !*b);
    from_bits(&x)
}
