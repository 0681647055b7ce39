//! Quotients of coefficients. A word is estimated from the two highest of the rest and the highest of the divisor (Knuth, "The Art of Computer Programming" 4.3.1 D),
//! with the divisor's reciprocal; long divisors are divided recursively (Burnikel and Ziegler), which leaves the work to the products.

use std::cmp::Ordering;

use super::product::mul;
use super::words::{
    RADIX, Work, add_at, compare, div_word, mul_word, shift_left, split_wide, sub_slice, trim, trimmed,
};

/// From this many words on divisors are divided recursively.
const CUT: usize = 80;

/// A divisor of one word with its reciprocal.
pub struct Divisor {
    d: u64,
    shift: u32,
    inverse: u64,
}

impl Divisor {
    /// Of a word that is not zero.
    #[inline]
    pub fn new(d: u64) -> Divisor {
        let shift = d.leading_zeros();
        let d = d << shift;
        // The highest 64 bits of (2**128 - 1) / d, whose 65th is 1.
        let inverse = (u128::from(!d) << 64 | u128::from(u64::MAX)) / u128::from(d);
        Divisor { d, shift, inverse: inverse as u64 }
    }

    /// Quotient and rest of a number less than the divisor's 2**64-fold.
    #[inline(always)]
    pub fn split_wide(&self, n: u128) -> (u64, u64) {
        let n = n << self.shift;
        let (high, low) = ((n >> 64) as u64, n as u64);
        let q = u128::from(self.inverse) * u128::from(high) + n;
        let mut q1 = ((q >> 64) as u64).wrapping_add(1);
        let mut r = low.wrapping_sub(q1.wrapping_mul(self.d));
        if r > q as u64 {
            q1 = q1.wrapping_sub(1);
            r = r.wrapping_add(self.d);
        }
        if r >= self.d {
            q1 = q1.wrapping_add(1);
            r -= self.d;
        }
        (q1, r >> self.shift)
    }
}

/// Quotient and rest; the divisor is not zero.
pub fn divide(a: &[u64], b: &[u64]) -> (Work, Work) {
    if compare(a, b) == Ordering::Less {
        return (Work::new(), Work::from_slice(a));
    }
    if let [one] = b {
        let mut q = Work::from_slice(a);
        let r = div_word(&mut q, *one);
        return (q, super::words::from_u64(r));
    }
    // The highest word of the divisor is made at least half of what a word can be.
    let top = b[b.len() - 1];
    let factor = RADIX / (top + 1);
    let (mut a2, b2);
    let (mut rest, divisor): (Work, &[u64]) = if factor == 1 {
        (Work::from_slice(a), b)
    } else {
        a2 = mul_word(a, factor);
        b2 = mul_word(b, factor);
        (std::mem::take(&mut a2), &b2)
    };
    let mut q = if divisor.len() < CUT || rest.len() - divisor.len() < CUT / 2 {
        school(&mut rest, divisor)
    } else {
        recursive(&mut rest, divisor)
    };
    trim(&mut q);
    trim(&mut rest);
    if factor != 1 {
        div_word(&mut rest, factor);
    }
    (q, rest)
}

/// The divisor has two words at least and its highest is at least half of the largest word. The rest stays in `a`.
fn school(a: &mut Work, b: &[u64]) -> Work {
    let n = b.len();
    a.push(0);
    let m = a.len() - n;
    let mut q = Work::from_elem(0, m);
    let (top, next) = (b[n - 1], b[n - 2]);
    let by = Divisor::new(top);
    for j in (0..m).rev() {
        let (a2, a1, a0) = (a[j + n], a[j + n - 1], a[j + n - 2]);
        let (mut guess, mut rest, mut over);
        if a2 >= top {
            guess = RADIX - 1;
            (rest, over) = a1.overflowing_add(top);
            // (a2 - top) * RADIX is 0, since a2 is never more than top.
            over |= rest >= RADIX;
        } else {
            (guess, rest) = by.split_wide(u128::from(a2) * u128::from(RADIX) + u128::from(a1));
            over = false;
        }
        while !over
            && u128::from(guess) * u128::from(next) > u128::from(rest) * u128::from(RADIX) + u128::from(a0)
        {
            guess -= 1;
            (rest, over) = rest.overflowing_add(top);
            over |= rest >= RADIX;
        }
        if guess != 0 && subtract_product(&mut a[j..=j + n], b, guess) {
            guess -= 1;
            add_back(&mut a[j..=j + n], b);
        }
        q[j] = guess;
    }
    trim(a);
    q
}

/// `a -= b * by`; whether it went below zero.
fn subtract_product(a: &mut [u64], b: &[u64], by: u64) -> bool {
    let mut carry = 0u64;
    let mut borrow = false;
    for (i, x) in a.iter_mut().enumerate() {
        let low = match b.get(i) {
            Some(y) => {
                let (q, r) = split_wide(u128::from(*y) * u128::from(by) + u128::from(carry));
                carry = q;
                r
            }
            None => std::mem::take(&mut carry),
        };
        let (d, under) = x.overflowing_sub(low);
        let (d, more) = d.overflowing_sub(u64::from(borrow));
        borrow = under | more;
        *x = if borrow { d.wrapping_add(RADIX) } else { d };
    }
    borrow
}

/// `a += b`, and what leaves the highest word is gone.
fn add_back(a: &mut [u64], b: &[u64]) {
    let mut carry = 0u128;
    for (i, x) in a.iter_mut().enumerate() {
        let s = u128::from(*x) + u128::from(b.get(i).copied().unwrap_or(0)) + carry;
        carry = u128::from(s >= u128::from(RADIX));
        *x = (s - carry * u128::from(RADIX)) as u64;
    }
}

/// Blocks as long as the divisor, the highest first.
fn recursive(a: &mut Work, b: &[u64]) -> Work {
    let n = b.len();
    let mut q = Work::from_elem(0, a.len() - n + 1);
    let blocks = a.len().div_ceil(n);
    let mut rest = Work::new();
    for i in (0..blocks).rev() {
        let piece = trimmed(&a[i * n..(i * n + n).min(a.len())]);
        let mut number = Work::from_slice(piece);
        if !rest.is_empty() {
            number.resize(n, 0);
            number.extend_from_slice(&rest);
        }
        let (part, r) = block(&number, b);
        for (k, w) in part.iter().enumerate() {
            q[i * n + k] = *w;
        }
        rest = r;
    }
    *a = rest;
    q
}

/// A quotient no longer than the divisor: its upper half by the upper half of the divisor, then the lower one.
fn block(a: &[u64], b: &[u64]) -> (Work, Work) {
    if compare(a, b) == Ordering::Less {
        return (Work::new(), Work::from_slice(a));
    }
    let n = b.len();
    if n < CUT || a.len() - n < CUT / 2 {
        let mut rest = Work::from_slice(a);
        let mut q = school(&mut rest, b);
        trim(&mut q);
        return (q, rest);
    }
    let cut = (a.len() - n).div_ceil(2).max(1);
    let (high, rest) = three_by_two(trimmed_from(a, cut), b);
    let mut lower = Work::from_slice(&a[..cut.min(a.len())]);
    if rest.is_empty() {
        trim(&mut lower);
    } else {
        lower.extend_from_slice(&rest);
    }
    let (low, rest) = three_by_two(&lower, b);
    let mut q = low;
    add_at(&mut q, &high, cut);
    trim(&mut q);
    (q, rest)
}

fn trimmed_from(a: &[u64], at: usize) -> &[u64] {
    trimmed(a.get(at..).unwrap_or(&[]))
}

/// The quotient of the upper parts is at most two too large.
fn three_by_two(a: &[u64], b: &[u64]) -> (Work, Work) {
    if compare(a, b) == Ordering::Less {
        return (Work::new(), Work::from_slice(a));
    }
    // The quotient has so many words; as many of the divisor decide it.
    let long = a.len() - b.len() + 1;
    if b.len() <= long + 1 {
        let mut rest = Work::from_slice(a);
        let mut q = school(&mut rest, b);
        trim(&mut q);
        return (q, rest);
    }
    let drop = b.len() - long;
    let (mut q, r) = block(trimmed_from(a, drop), &b[drop..]);
    let product = mul(&q, trimmed(&b[..drop]));
    let mut rest = Work::from_slice(&a[..drop]);
    if r.is_empty() {
        trim(&mut rest);
    } else {
        rest.extend_from_slice(&r);
    }
    while compare(&rest, &product) == Ordering::Less {
        add_at(&mut rest, b, 0);
        sub_slice(&mut q, &[1]);
    }
    sub_slice(&mut rest, &product);
    trim(&mut rest);
    trim(&mut q);
    (q, rest)
}

/// The largest number whose square is not larger.
pub fn root(n: &[u64]) -> Work {
    if n.len() < 2 {
        let n = n.first().copied().unwrap_or(0);
        return super::words::from_u64(n.isqrt());
    }
    // The root of the upper half of the digits, and one step of Newton's.
    let digits = super::words::digits(n);
    let cut = digits / 4;
    let upper = root(&super::words::shift_right(n, 2 * cut).0);
    let mut guess = super::words::add(&upper, &[1]);
    guess = shift_left(&guess, cut);
    loop {
        let (q, _) = divide(n, &guess);
        let mut next = super::words::add(&guess, &q);
        div_word(&mut next, 2);
        if compare(&next, &guess) != Ordering::Less {
            return guess;
        }
        guess = next;
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::{add, from_digits, nines, sub};
    use super::*;

    #[test]
    fn quotient_times_divisor_and_rest_is_the_number() {
        let mut seed = 7u64;
        let mut some = |n: usize| {
            let mut w = Work::new();
            for _ in 0..n {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                w.push(match seed >> 60 {
                    0 => 0,
                    1 => RADIX - 1,
                    _ => seed % RADIX,
                });
            }
            trim(&mut w);
            w
        };
        for (n, m) in [
            (1, 1),
            (2, 1),
            (3, 2),
            (4, 2),
            (9, 3),
            (40, 20),
            (300, 90),
            (500, 130),
            (700, 350),
            (1000, 81),
            (333, 332),
        ] {
            for _ in 0..40 {
                let (a, b) = (some(n), some(m));
                if b.is_empty() {
                    continue;
                }
                let (q, r) = divide(&a, &b);
                assert_eq!(compare(&r, &b), Ordering::Less);
                assert_eq!(add(&mul(&q, &b), &r), a, "{n} {m}");
            }
        }
    }

    #[test]
    fn roots_are_exact() {
        for n in [1, 5, 19, 20, 38, 57, 100, 999] {
            let r = nines(n);
            let square = mul(&r, &r);
            assert_eq!(root(&square), r);
            assert_eq!(root(&sub(&square, &[1])), sub(&r, &[1]));
        }
        assert_eq!(
            root(&from_digits(b"2000000000000000000000000000000000000000")),
            from_digits(b"44721359549995793928")
        );
    }
}
