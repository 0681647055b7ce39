//! Numbers with a fixed number of words behind the point, for series: `exp`, `ln`, and the logarithm of ten.

use super::long_division::divide;
use super::product::{mul as product, square};
use super::words::{self, DIGITS, Work, add, add_at, compare, div_word, sub, trim};

/// `a * b`, both with `n` words behind the point.
pub fn mul(a: &[u64], b: &[u64], n: usize) -> Work {
    let mut p = product(a, b);
    if p.len() <= n {
        return Work::new();
    }
    p.drain(..n);
    p
}

/// `a / b`
pub fn div(a: &[u64], b: &[u64], n: usize) -> Work {
    divide(&words::shift_left(a, n * DIGITS), b).0
}

/// An integer.
pub fn one(n: usize) -> Work {
    words::power_of_ten(n * DIGITS)
}

/// The inverse hyperbolic tangent of `1 / k`.
fn atanh_inverse(k: u64, n: usize) -> Work {
    let mut power = one(n);
    div_word(&mut power, k);
    let mut sum = power.clone();
    let mut i = 3;
    while !power.is_empty() {
        div_word(&mut power, k * k);
        let mut term = power.clone();
        div_word(&mut term, i);
        add_at(&mut sum, &term, 0);
        i += 2;
    }
    sum
}

/// The natural logarithm of ten with `n` words behind the point; its last digits are not exact.
fn ln10_rough(n: usize) -> Work {
    let mut sum = words::mul_word(&atanh_inverse(31, n), 46);
    add_at(&mut sum, &words::mul_word(&atanh_inverse(49, n), 34), 0);
    add_at(&mut sum, &words::mul_word(&atanh_inverse(161, n), 20), 0);
    sum
}

/// The natural logarithm of ten with `n` words behind the point.
pub fn ln10(n: usize) -> Work {
    let mut w = ln10_rough(n + 1);
    w.remove(0);
    w
}

/// Halvings before the series of `exp`: as many as squarings behind it.
fn halvings(n: usize) -> u32 {
    (n * DIGITS).isqrt() as u32 + 4
}

/// How many of the last digits of `exp` may be wrong.
pub fn exp_error(n: usize) -> i64 {
    i64::from(halvings(n)) * 31 / 100 + 9
}

/// `exp` of a number of at most 3 in magnitude.
pub fn exp(r: &[u64], neg: bool, n: usize) -> Work {
    let m = halvings(n);
    let mut r = Work::from_slice(r);
    let mut left = m;
    while left > 0 {
        let step = left.min(60);
        div_word(&mut r, 1 << step);
        left -= step;
    }
    let mut sum = one(n);
    let mut term = sum.clone();
    let mut i = 1;
    loop {
        term = mul(&term, &r, n);
        div_word(&mut term, i);
        if term.is_empty() {
            break;
        }
        if neg && i % 2 == 1 {
            sum = sub(&sum, &term);
        } else {
            add_at(&mut sum, &term, 0);
        }
        i += 1;
    }
    for _ in 0..m {
        sum = square(&sum);
        sum.drain(..n.min(sum.len()));
        trim(&mut sum);
    }
    sum
}

/// `ln` of a number between a third and four, and whether it is negative. As many digits may be wrong as of `exp`, and one more. `guess` is the result of floats.
pub fn ln(m: &[u64], guess: f64, n: usize) -> (Work, bool) {
    let mut sizes = vec![n];
    let mut digits = n * DIGITS;
    while digits > 40 {
        digits = digits / 3 + 8;
        sizes.push((digits + exp_error(n) as usize + 4).div_ceil(DIGITS).min(n));
    }
    let mut y: Option<(Work, bool, usize)> = None;
    for size in sizes.into_iter().rev() {
        let (old, neg) = match y {
            None => (from_f64(guess.abs(), size), guess < 0.0),
            Some((old, neg, had)) => (words::shift_left(&old, (size - had) * DIGITS), neg),
        };
        // y + 2 (m - e) / (m + e) with e = exp(y) has three times as many digits.
        let e = exp(&old, neg, size);
        let cut = words::trimmed(m.get(n - size..).unwrap_or(&[]));
        let (gap, gap_neg) = match compare(cut, &e) {
            std::cmp::Ordering::Less => (sub(&e, cut), true),
            _ => (sub(cut, &e), false),
        };
        let step = div(&words::mul_word(&gap, 2), &add(cut, &e), size);
        let (sum, sum_neg) = add_signed(&old, neg, &step, gap_neg);
        y = Some((sum, sum_neg, size));
    }
    let (w, neg, _) = y.unwrap_or_default();
    (w, neg)
}

/// `a + b` with signs.
pub fn add_signed(a: &[u64], a_neg: bool, b: &[u64], b_neg: bool) -> (Work, bool) {
    if a_neg == b_neg {
        return (add(a, b), a_neg);
    }
    match compare(a, b) {
        std::cmp::Ordering::Less => (sub(b, a), b_neg),
        _ => (sub(a, b), a_neg),
    }
}

/// A float below ten with `n` words behind the point.
fn from_f64(x: f64, n: usize) -> Work {
    let scaled = words::from_u128((x * 1e18) as u128);
    match n {
        0 => Work::new(),
        _ => words::shift_left(&scaled, n * DIGITS - 18),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_of_ten() {
        let text = words::to_digits(&ln10(3));
        assert_eq!(
            std::str::from_utf8(&text),
            Ok("2302585092994045684017991454684364207601101488628772976033")
        );
        let (ln, neg) = ln_of_three();
        assert!(!neg);
        assert_eq!(&words::to_digits(&ln)[..30], b"109861228866810969139524523692");
    }

    fn ln_of_three() -> (Work, bool) {
        let mut m = one(3);
        m = words::mul_word(&m, 3);
        ln(&m, 1.0986, 3)
    }
}
