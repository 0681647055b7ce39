//! Products of coefficients: the school's way for short ones, Karatsuba's for long ones.

use super::words::{Work, add_at, mul_word, split_wide, sub_slice, trim, trimmed};

/// From this many words on the shorter factor is worth being cut in two.
const CUT: usize = 40;

/// `a * b`
pub fn mul(a: &[u64], b: &[u64]) -> Work {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    match short {
        [] => return Work::new(),
        [one] => return mul_word(long, *one),
        _ => {}
    }
    let mut out = Work::from_elem(0, long.len() + short.len());
    if short.len() < CUT {
        school(&mut out, long, short);
    } else if long.len() >= 2 * short.len() {
        // Pieces as long as the shorter factor.
        for (i, piece) in long.chunks(short.len()).enumerate() {
            let part = mul(trimmed(piece), short);
            add_at(&mut out, &part, i * short.len());
        }
    } else {
        karatsuba(&mut out, long, short);
    }
    trim(&mut out);
    out
}

/// Adds `a * b` to zeros.
fn school(out: &mut [u64], a: &[u64], b: &[u64]) {
    for (i, y) in b.iter().enumerate() {
        let mut carry = 0u64;
        let row = &mut out[i..];
        for (x, o) in a.iter().zip(row.iter_mut()) {
            let (q, r) = split_wide(u128::from(*x) * u128::from(*y) + u128::from(*o) + u128::from(carry));
            *o = r;
            carry = q;
        }
        row[a.len()] = carry;
    }
}

/// Three products of half the length instead of four.
fn karatsuba(out: &mut Work, a: &[u64], b: &[u64]) {
    let half = a.len().div_ceil(2);
    let (a0, a1) = (trimmed(&a[..half]), &a[half..]);
    let (b0, b1) = (trimmed(&b[..half.min(b.len())]), b.get(half..).unwrap_or(&[]));
    let low = mul(a0, b0);
    let high = mul(a1, b1);
    let mut middle = mul(&super::words::add(a0, a1), &super::words::add(b0, b1));
    sub_slice(&mut middle, &low);
    sub_slice(&mut middle, &high);
    trim(&mut middle);
    add_at(out, &low, 0);
    add_at(out, &middle, half);
    add_at(out, &high, 2 * half);
}

/// `a * a`
pub fn square(a: &[u64]) -> Work {
    mul(a, a)
}

/// `base ** n`
pub fn power(base: &[u64], mut n: usize) -> Work {
    let mut out = super::words::from_u64(1);
    let mut base = Work::from_slice(base);
    while n > 0 {
        if n & 1 == 1 {
            out = mul(&out, &base);
        }
        n >>= 1;
        if n > 0 {
            base = square(&base);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::words::{add, from_digits, mul_word, nines, sub, to_digits};
    use super::*;

    #[test]
    fn long_products_agree_with_the_sum_of_short_ones() {
        for (n, m) in [(200, 200), (3000, 2900), (5000, 1200), (9000, 900)] {
            let (a, b) = (nines(n), nines(m));
            // (10**n - 1) * (10**m - 1)
            let up = super::super::words::shift_left(&a, m);
            assert_eq!(mul(&a, &b), sub(&up, &a), "{n} {m}");
        }
        let a = from_digits(b"98765432109876543210987654321098765432109876543210");
        assert_eq!(
            mul(&a, &from_digits(b"30000000000000000000")),
            mul(&mul_word(&a, 3), &from_digits(b"10000000000000000000"))
        );
        assert_eq!(to_digits(&add(&a, &a)), to_digits(&mul_word(&a, 2)));
    }
}
