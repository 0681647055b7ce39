//! Comparisons: by value, by the total order, larger and smaller.

use std::cmp::Ordering;

use super::rounding::finalize;
use super::words;
use super::{Ctx, Dec, Kind, nan_of, status::*};

/// Compares the absolute values of finite numbers.
pub fn compare_magnitude(a: &Dec, b: &Dec) -> Ordering {
    match (a.coef.is_empty(), b.coef.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Less,
        (false, true) => return Ordering::Greater,
        _ => {}
    }
    if a.exp == b.exp {
        return words::compare(&a.coef, &b.coef);
    }
    // With equal first digits the exponents differ by no more than the digits do.
    a.adjusted().cmp(&b.adjusted()).then_with(|| {
        if a.exp > b.exp {
            words::compare(&words::shift_left(&a.coef, (a.exp - b.exp) as usize), &b.coef)
        } else {
            words::compare(&a.coef, &words::shift_left(&b.coef, (b.exp - a.exp) as usize))
        }
    })
}

/// Compares two numbers that are no NaNs.
pub fn order(a: &Dec, b: &Dec) -> Ordering {
    let sign = |d: &Dec| match (d.is_zero(), d.neg) {
        (true, _) => 0,
        (_, true) => -1,
        _ => 1,
    };
    let (x, y) = (sign(a), sign(b));
    if x != y || x == 0 {
        return x.cmp(&y);
    }
    let magnitudes = match (a.is_infinite(), b.is_infinite()) {
        (false, false) => compare_magnitude(a, b),
        (x, y) => x.cmp(&y),
    };
    if x < 0 { magnitudes.reverse() } else { magnitudes }
}

fn from_order(o: Ordering) -> Dec {
    Dec::small(o == Ordering::Less, u64::from(o != Ordering::Equal), 0)
}

/// -1, 0 or 1; NaN if one is.
pub fn compare(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    match nan_of(&[a, b], ctx, status) {
        Some(nan) => nan,
        None => from_order(order(a, b)),
    }
}

/// The same, where every NaN signals.
pub fn compare_signal(a: &Dec, b: &Dec, ctx: &Ctx, status: &mut u32) -> Dec {
    if a.is_nan() || b.is_nan() {
        *status |= INVALID_OPERATION;
    }
    compare(a, b, ctx, status)
}

/// The order in which all numbers differ but for identical ones.
pub fn total_order(a: &Dec, b: &Dec) -> Ordering {
    if a.neg != b.neg {
        return b.neg.cmp(&a.neg);
    }
    let magnitudes = total_magnitude(a, b);
    if a.neg { magnitudes.reverse() } else { magnitudes }
}

/// The total order of the absolute values.
pub fn total_magnitude(a: &Dec, b: &Dec) -> Ordering {
    let class = |d: &Dec| match d.kind {
        Kind::Finite => 0,
        Kind::Infinite => 1,
        Kind::Signaling => 2,
        Kind::Quiet => 3,
    };
    class(a).cmp(&class(b)).then_with(|| match a.kind {
        Kind::Finite => compare_magnitude(a, b).then(a.exp.cmp(&b.exp)),
        Kind::Infinite => Ordering::Equal,
        _ => words::compare(&a.coef, &b.coef),
    })
}

/// -1, 0 or 1 by the total order.
pub fn compare_total(a: &Dec, b: &Dec) -> Dec {
    from_order(total_order(a, b))
}

/// -1, 0 or 1 by the total order of the absolute values.
pub fn compare_total_mag(a: &Dec, b: &Dec) -> Dec {
    from_order(total_magnitude(a, b))
}

/// The larger or the smaller, by value or by absolute value; a number goes before a quiet NaN.
pub fn extreme(a: &Dec, b: &Dec, larger: bool, magnitude: bool, ctx: &Ctx, status: &mut u32) -> Dec {
    if a.kind == Kind::Quiet && !b.is_nan() {
        return finalize(b.clone(), ctx, status);
    }
    if b.kind == Kind::Quiet && !a.is_nan() {
        return finalize(a.clone(), ctx, status);
    }
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    let by_value = if magnitude { order(&a.with_sign(false), &b.with_sign(false)) } else { order(a, b) };
    let order = match by_value {
        Ordering::Equal => total_order(a, b),
        o => o,
    };
    let first = if larger { order != Ordering::Less } else { order == Ordering::Less };
    finalize(if first { a } else { b }.clone(), ctx, status)
}

/// Whether two have the same exponent, or are of the same special kind.
pub fn same_quantum(a: &Dec, b: &Dec) -> bool {
    match (a.kind, b.kind) {
        (Kind::Finite, Kind::Finite) => a.exp == b.exp,
        (Kind::Infinite, Kind::Infinite) => true,
        _ => a.is_nan() && b.is_nan(),
    }
}

/// What sort of number it is, in the specification's words.
pub fn number_class(a: &Dec, ctx: &Ctx) -> &'static str {
    match a.kind {
        Kind::Quiet => "NaN",
        Kind::Signaling => "sNaN",
        Kind::Infinite if a.neg => "-Infinity",
        Kind::Infinite => "+Infinity",
        Kind::Finite => match (a.coef.is_empty(), a.is_subnormal(ctx), a.neg) {
            (true, _, true) => "-Zero",
            (true, _, false) => "+Zero",
            (_, true, true) => "-Subnormal",
            (_, true, false) => "+Subnormal",
            (_, _, true) => "-Normal",
            (_, _, false) => "+Normal",
        },
    }
}
