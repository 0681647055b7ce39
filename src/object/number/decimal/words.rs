//! Coefficients: natural numbers in words of 19 decimal digits, the lowest first, without leading zero words. So shifting by digits, counting them and printing need no
//! change of base, and a product of two words is divided by a constant, which takes two multiplications (Moeller and Granlund: "Improved division by invariant integers").

use std::cmp::Ordering;

use smallvec::SmallVec;

/// Decimal digits in a word.
pub const DIGITS: usize = 19;
/// One more than the largest word.
pub const RADIX: u64 = 10_000_000_000_000_000_000;
/// `2**128 / RADIX - 2**64`
const INVERSE: u64 = 15_581_492_618_384_294_730;

/// A stored coefficient: up to 38 digits lie in place.
pub type Words = SmallVec<[u64; 2]>;
/// A coefficient on the way: up to 152 digits need no allocation.
pub type Work = SmallVec<[u64; 8]>;

/// Powers of ten that fit in a word.
pub const TENS: [u64; 20] = {
    let mut t = [1; 20];
    let mut i = 1;
    while i < 20 {
        t[i] = t[i - 1] * 10;
        i += 1;
    }
    t
};

/// `(high * 2**64 + low) / RADIX` and the rest; `high < RADIX`.
#[inline(always)]
pub fn split(high: u64, low: u64) -> (u64, u64) {
    let q = u128::from(INVERSE) * u128::from(high) + (u128::from(high) << 64 | u128::from(low));
    let mut q1 = ((q >> 64) as u64).wrapping_add(1);
    let mut r = low.wrapping_sub(q1.wrapping_mul(RADIX));
    if r > q as u64 {
        q1 = q1.wrapping_sub(1);
        r = r.wrapping_add(RADIX);
    }
    if r >= RADIX {
        q1 += 1;
        r -= RADIX;
    }
    (q1, r)
}

/// The same of a product and what is added to it.
#[inline(always)]
pub fn split_wide(n: u128) -> (u64, u64) {
    split((n >> 64) as u64, n as u64)
}

/// Takes leading zero words off.
#[inline]
pub fn trim(w: &mut Work) {
    while w.last() == Some(&0) {
        w.pop();
    }
}

/// Without leading zero words.
#[inline]
pub fn trimmed(mut w: &[u64]) -> &[u64] {
    while let [rest @ .., 0] = w {
        w = rest;
    }
    w
}

/// Digits of a word; 1 for zero.
#[inline]
pub fn word_digits(w: u64) -> usize {
    w.checked_ilog10().unwrap_or(0) as usize + 1
}

/// Digits of a coefficient; 1 for zero.
#[inline]
pub fn digits(w: &[u64]) -> usize {
    match w {
        [] => 1,
        [rest @ .., top] => rest.len() * DIGITS + word_digits(*top),
    }
}

/// A small coefficient.
pub fn from_u64(n: u64) -> Work {
    from_u128(u128::from(n))
}

/// A coefficient of up to 39 digits.
pub fn from_u128(n: u128) -> Work {
    let mut out = Work::new();
    let mut n = n;
    while n != 0 {
        out.push((n % u128::from(RADIX)) as u64);
        n /= u128::from(RADIX);
    }
    out
}

/// The number, if it fits.
pub fn to_u64(w: &[u64]) -> Option<u64> {
    match w {
        [] => Some(0),
        [a] => Some(*a),
        [a, b] => {
            let n = u128::from(*b) * u128::from(RADIX) + u128::from(*a);
            u64::try_from(n).ok()
        }
        _ => None,
    }
}

/// Compares two coefficients.
#[inline]
pub fn compare(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// `a += b` from the word `at` on; `a` grows by a word if need be.
pub fn add_at(a: &mut Work, b: &[u64], at: usize) {
    if a.len() < at + b.len() {
        a.resize(at + b.len(), 0);
    }
    let mut carry = false;
    for (i, x) in a[at..].iter_mut().enumerate() {
        let y = match b.get(i) {
            Some(y) => *y,
            None if carry => 0,
            None => return,
        };
        carry = add_word(x, y, carry);
    }
    if carry {
        a.push(1);
    }
}

#[inline(always)]
fn add_word(x: &mut u64, y: u64, carry: bool) -> bool {
    // Twice a word is more than 64 bits hold.
    let (s, over) = x.overflowing_add(y);
    let (s, more) = s.overflowing_add(u64::from(carry));
    if over | more || s >= RADIX {
        *x = s.wrapping_sub(RADIX);
        true
    } else {
        *x = s;
        false
    }
}

/// `a + b`
pub fn add(a: &[u64], b: &[u64]) -> Work {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut out = Work::from_slice(long);
    add_at(&mut out, short, 0);
    out
}

/// `a -= b` on slices; gives the borrow that is left.
pub fn sub_slice(a: &mut [u64], b: &[u64]) -> bool {
    let mut borrow = false;
    for (i, x) in a.iter_mut().enumerate() {
        let y = match b.get(i) {
            Some(y) => *y,
            None if borrow => 0,
            None => return false,
        };
        let (d, under) = x.overflowing_sub(y);
        let (d, more) = d.overflowing_sub(u64::from(borrow));
        borrow = under | more;
        *x = if borrow { d.wrapping_add(RADIX) } else { d };
    }
    borrow
}

/// `a - b`; `a >= b`
pub fn sub(a: &[u64], b: &[u64]) -> Work {
    let mut out = Work::from_slice(a);
    let borrow = sub_slice(&mut out, b);
    debug_assert!(!borrow, "the smaller is taken from the larger");
    trim(&mut out);
    out
}

/// `a * b`, the short way.
pub fn mul_word(a: &[u64], b: u64) -> Work {
    let mut out = Work::with_capacity(a.len() + 1);
    let mut carry = 0;
    for x in a {
        let (q, r) = split_wide(u128::from(*x) * u128::from(b) + u128::from(carry));
        out.push(r);
        carry = q;
    }
    if carry != 0 {
        out.push(carry);
    }
    trim(&mut out);
    out
}

/// `a / b` in place, and the rest.
pub fn div_word(a: &mut Work, b: u64) -> u64 {
    let mut rest = 0u64;
    if b < 1 << 32 {
        // Two halves of a word each fit a machine division... of 128 bits only where the rest is large.
        for x in a.iter_mut().rev() {
            let n = u128::from(rest) * u128::from(RADIX) + u128::from(*x);
            *x = (n / u128::from(b)) as u64;
            rest = (n % u128::from(b)) as u64;
        }
    } else {
        for x in a.iter_mut().rev() {
            let n = u128::from(rest) * u128::from(RADIX) + u128::from(*x);
            *x = (n / u128::from(b)) as u64;
            rest = (n % u128::from(b)) as u64;
        }
    }
    trim(a);
    rest
}

/// `w * 10**n`
pub fn shift_left(w: &[u64], n: usize) -> Work {
    if w.is_empty() {
        return Work::new();
    }
    let (whole, part) = (n / DIGITS, n % DIGITS);
    let mut out = Work::with_capacity(w.len() + whole + 1);
    out.resize(whole, 0);
    if part == 0 {
        out.extend_from_slice(w);
        return out;
    }
    let (up, down) = (TENS[part], TENS[DIGITS - part]);
    let mut low = 0;
    for x in w {
        let high = x / down;
        out.push((x - high * down) * up + low);
        low = high;
    }
    if low != 0 {
        out.push(low);
    }
    out
}

/// What was cut off: nothing (0), less than half (1), half (5), more (6).
pub type Rest = u8;

/// `w / 10**n` and what was cut off.
pub fn shift_right(w: &[u64], n: usize) -> (Work, Rest) {
    let (whole, part) = (n / DIGITS, n % DIGITS);
    if n == 0 {
        return (Work::from_slice(w), 0);
    }
    if whole >= w.len() && (whole > w.len() || part > 0 || w.is_empty()) {
        return (Work::new(), if w.is_empty() { 0 } else { 1 });
    }
    let rest = rest_below(w, n);
    if whole >= w.len() {
        return (Work::new(), rest);
    }
    let w = &w[whole..];
    if part == 0 {
        return (Work::from_slice(w), rest);
    }
    let mut out = Work::with_capacity(w.len());
    let (unit, up) = (TENS[part], TENS[DIGITS - part]);
    let mut high = w[0] / unit;
    for x in &w[1..] {
        let q = x / unit;
        out.push(high + (x - q * unit) * up);
        high = q;
    }
    if high != 0 {
        out.push(high);
    }
    (out, rest)
}

/// What the lowest `n` digits are, as `shift_right` says it.
pub fn rest_below(w: &[u64], n: usize) -> Rest {
    if n == 0 || w.is_empty() {
        return 0;
    }
    let (at, part) = ((n - 1) / DIGITS, (n - 1) % DIGITS);
    let Some(word) = w.get(at) else { return 1 };
    let unit = TENS[part];
    let (digit, below) = (word / unit % 10, word % unit);
    let zero = below == 0 && w[..at].iter().all(|x| *x == 0);
    match (digit, zero) {
        (0, true) => 0,
        (0..=4, _) => 1,
        (5, true) => 5,
        _ => 6,
    }
}

/// The lowest `n` digits.
pub fn low_digits(w: &[u64], n: usize) -> Work {
    let (whole, part) = (n / DIGITS, n % DIGITS);
    if whole >= w.len() {
        return Work::from_slice(w);
    }
    let mut out = Work::from_slice(&w[..whole]);
    if part > 0 {
        out.push(w[whole] % TENS[part]);
    }
    trim(&mut out);
    out
}

/// The digit of the value `10**i`.
pub fn digit_at(w: &[u64], i: usize) -> u8 {
    w.get(i / DIGITS).map_or(0, |x| (x / TENS[i % DIGITS] % 10) as u8)
}

/// How many zeros stand at the end; 0 for zero itself.
pub fn trailing_zeros(w: &[u64]) -> usize {
    let Some(at) = w.iter().position(|x| *x != 0) else { return 0 };
    let mut n = 0;
    let mut x = w[at];
    while x.is_multiple_of(10) {
        x /= 10;
        n += 1;
    }
    at * DIGITS + n
}

/// `n` nines.
pub fn nines(n: usize) -> Work {
    let mut out = Work::from_elem(RADIX - 1, n / DIGITS);
    if !n.is_multiple_of(DIGITS) {
        out.push(TENS[n % DIGITS] - 1);
    }
    out
}

/// `10**n`
pub fn power_of_ten(n: usize) -> Work {
    shift_left(&[1], n)
}

/// Whether the coefficient is a power of ten.
pub fn is_power_of_ten(w: &[u64]) -> bool {
    !w.is_empty() && trailing_zeros(w) + 1 == digits(w) && w.last().is_some_and(|t| TENS.contains(t))
}

/// From ASCII digits.
pub fn from_digits(text: &[u8]) -> Work {
    let mut out = Work::with_capacity(text.len() / DIGITS + 1);
    for chunk in text.rchunks(DIGITS) {
        out.push(chunk.iter().fold(0, |n, d| n * 10 + u64::from(d - b'0')));
    }
    trim(&mut out);
    out
}

/// To ASCII digits; `0` for zero.
pub fn to_digits(w: &[u64]) -> Vec<u8> {
    let n = digits(w);
    let mut out = vec![b'0'; n];
    let mut end = n;
    for x in w {
        let mut x = *x;
        let start = end.saturating_sub(DIGITS);
        for d in out[start..end].iter_mut().rev() {
            *d = b'0' + (x % 10) as u8;
            x /= 10;
        }
        end = start;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_of_words_are_split() {
        for (a, b) in [(RADIX - 1, RADIX - 1), (1, 1), (RADIX - 1, 10), (123_456_789, RADIX - 7)] {
            let n = u128::from(a) * u128::from(b) + u128::from(RADIX - 1);
            assert_eq!(split_wide(n), ((n / u128::from(RADIX)) as u64, (n % u128::from(RADIX)) as u64));
        }
    }

    #[test]
    fn shifts_undo_each_other() {
        let w = from_digits(b"123456789012345678901234567890123456789012345678901234567890");
        for n in 0..70 {
            let up = shift_left(&w, n);
            assert_eq!(digits(&up), 60 + n);
            assert_eq!(shift_right(&up, n), (w.clone(), 0));
            assert_eq!(trailing_zeros(&up), n + 1);
        }
        assert_eq!(shift_right(&from_digits(b"15"), 1), (from_u64(1), 5));
        assert_eq!(shift_right(&from_digits(b"99"), 2).1, 6);
        assert_eq!(shift_right(&from_digits(b"99"), 3).1, 1);
    }
}
