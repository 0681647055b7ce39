//! Gamma and its logarithm by Lanczos' approximation with 13 terms.
//!
//! The C library's own are not used, for CPython does not either: so that results agree to the last bit.

use std::f64::consts::PI;

/// Half less than Lanczos' g = 6.024680040776729583740234375.
const G_MINUS_HALF: f64 = 5.524_680_040_776_73;

const NUMERATOR: [f64; 13] = [
    23_531_376_880.410_76,
    42_919_803_642.649_1,
    35_711_959_237.355_67,
    17_921_034_426.037_21,
    6_039_542_586.352_028,
    1_439_720_407.311_721_6,
    248_874_557.862_054_17,
    31_426_415.585_400_194,
    2_876_370.628_935_372_5,
    186_056.265_395_223_48,
    8_071.672_002_365_816,
    210.824_277_751_579_36,
    2.506_628_274_631_000_2,
];

/// x(x+1)...(x+11).
const DENOMINATOR: [f64; 13] = [
    0.0,
    39_916_800.0,
    120_543_840.0,
    150_917_976.0,
    105_258_076.0,
    45_995_730.0,
    13_339_535.0,
    2_637_558.0,
    357_423.0,
    32_670.0,
    1_925.0,
    66.0,
    1.0,
];

/// The series at a positive x; in powers of 1/x for large x, lest the sums overflow.
fn lanczos_sum(x: f64) -> f64 {
    let (mut num, mut den) = (0.0, 0.0);
    if x < 5.0 {
        for (n, d) in NUMERATOR.iter().zip(&DENOMINATOR).rev() {
            num = num * x + n;
            den = den * x + d;
        }
    } else {
        for (n, d) in NUMERATOR.iter().zip(&DENOMINATOR) {
            num = num / x + n;
            den = den / x + d;
        }
    }
    num / den
}

/// sin(pi x), exact where it matters.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let r = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * r
}

/// Gamma, where it is defined.
pub fn gamma(x: f64) -> f64 {
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x == x.floor() && (1.0..=23.0).contains(&x) {
        // Factorials that a float holds exactly.
        return (2..x as u64).fold(1.0, |p, n| p * n as f64);
    }
    let ax = x.abs();
    if ax < 1e-20 {
        return 1.0 / x;
    }
    if ax > 200.0 {
        return if x < 0.0 { 0.0 / sin_pi(x) } else { f64::INFINITY };
    }
    let y = ax + G_MINUS_HALF;
    // What the addition lost.
    let z = if ax > G_MINUS_HALF {
        let q = y - ax;
        q - G_MINUS_HALF
    } else {
        let q = y - G_MINUS_HALF;
        q - ax
    } * 6.024_680_040_776_73
        / y;
    let (mut r, power) = if x < 0.0 {
        let mut r = -PI / sin_pi(ax) / ax * y.exp() / lanczos_sum(ax);
        r -= z * r;
        (r, -1.0)
    } else {
        let mut r = lanczos_sum(ax) / y.exp();
        r += z * r;
        (r, 1.0)
    };
    let exponent = ax - 0.5;
    if ax < 140.0 {
        let p = y.powf(exponent);
        if power > 0.0 { r *= p } else { r /= p }
    } else {
        // In two steps: the power alone would overflow.
        let p = y.powf(exponent / 2.0);
        if power > 0.0 {
            r *= p;
            r *= p;
        } else {
            r /= p;
            r /= p;
        }
    }
    r
}

/// The logarithm of gamma's absolute value, where it is defined.
pub fn lgamma(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x.is_infinite() {
        return f64::INFINITY;
    }
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let ax = x.abs();
    if ax < 1e-20 {
        return -ax.ln();
    }
    let mut r = lanczos_sum(ax).ln() - (G_MINUS_HALF + 0.5);
    r += (ax - 0.5) * ((ax + (G_MINUS_HALF + 0.5) - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = PI.ln() - sin_pi(ax).abs().ln() - ax.ln() - r;
    }
    r
}
