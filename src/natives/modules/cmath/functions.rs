//! The functions of one complex number: Kahan's formulas ("Branch cuts for complex elementary functions"), with the values that Annex G of the C standard gives to infinities,
//! NaNs and signed zeros.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, LN_2, LN_10, PI};

use crate::object::number::complex::Complex;
use crate::vm::mathematics;

/// What C's errno would say behind a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    None,
    Domain,
    Range,
}

/// A result, and what is wrong with it.
pub type Outcome = (Complex, Trouble);

/// Numbers from here on are halved before they are squared or added.
const LARGE: f64 = f64::MAX / 4.0;
/// Bits that a small number is shifted up by before its root is taken, and the root down by.
const SCALE_UP: i32 = 53;
const SCALE_DOWN: i32 = -27;

fn log_large() -> f64 {
    LARGE.ln()
}

fn c(re: f64, im: f64) -> Complex {
    Complex { re, im }
}

fn scaled(x: f64, e: i32) -> f64 {
    x * 2f64.powi(e)
}

/// Values where a part is infinite or not a number, seven rows (the real part) of seven cells (the imaginary part), each in the order -inf, negative, -0, 0,
/// positive, inf, nan. A cell has two letters, a small one for a negative number: infinite, not a number, nought (`O`), one (`E`), pi, a half, a quarter
/// and three quarters (`T`) of it. `..` does not occur.
type Table = &'static str;

const ACOS: Table = "TI PI PI Pi Pi Ti NI HI .. .. .. .. Hi NN HI .. HO Ho .. Hi HN HI .. HO Ho .. Hi HN \
                     HI .. .. .. .. Hi NN QI OI OI Oi Oi Qi NI NI NN NN NN NN Ni NN";
const ACOSH: Table = "It Ip Ip IP IP IT IN Ih .. .. .. .. IH NN Ih .. Oh OH .. IH NH Ih .. Oh OH .. IH NH \
                      Ih .. .. .. .. IH NN Iq Io Io IO IO IQ IN IN NN NN NN NN IN NN";
const ASINH: Table = "iq io io iO iO iQ iN ih .. .. .. .. iH NN ih .. oo oO .. iH NN Ih .. Oo OO .. IH NN \
                      Ih .. .. .. .. IH NN Iq Io Io IO IO IQ IN IN NN No NO NN IN NN";
const ATANH: Table = "oh oh oh oH oH oH oN oh .. .. .. .. oH NN oh .. oo oO .. oH oN Oh .. Oo OO .. OH ON \
                      Oh .. .. .. .. OH NN Oh Oh Oh OH OH OH ON Oh NN NN NN NN OH NN";
const COSH: Table = "IN .. IO Io .. IN IN NN .. .. .. .. NN NN NO .. EO Eo .. NO NO NO .. Eo EO .. NO NO \
                     NN .. .. .. .. NN NN IN .. Io IO .. IN IN NN NN NO NO NN NN NN";
const EXP: Table = "OO .. Oo OO .. OO OO NN .. .. .. .. NN NN NN .. Eo EO .. NN NN NN .. Eo EO .. NN NN \
                    NN .. .. .. .. NN NN IN .. Io IO .. IN IN NN NN No NO NN NN NN";
const LOG: Table = "It Ip Ip IP IP IT IN Ih .. .. .. .. IH NN Ih .. ip iP .. IH NN Ih .. io iO .. IH NN \
                    Ih .. .. .. .. IH NN Iq Io Io IO IO IQ IN IN NN NN NN NN IN NN";
const SINH: Table = "IN .. io iO .. IN IN NN .. .. .. .. NN NN ON .. oo oO .. ON ON ON .. Oo OO .. ON ON \
                     NN .. .. .. .. NN NN IN .. Io IO .. IN IN NN NN No NO NN NN NN";
const SQRT: Table = "Ii Oi Oi OI OI II NI Ii .. .. .. .. II NN Ii .. Oo OO .. II NN Ii .. Oo OO .. II NN \
                     Ii .. .. .. .. II NN Ii Io Io IO IO II IN Ii NN NN NN NN II NN";
const TANH: Table = "eO .. eo eO .. eO eO NN .. .. .. .. NN NN oN .. oo oO .. oN oN ON .. Oo OO .. ON ON \
                     NN .. .. .. .. NN NN EO .. Eo EO .. EO EO NN NN No NO NN NN NN";
const RECT: Table = "IN .. iO io .. IN IN NN .. .. .. .. NN NN OO .. oO oo .. OO OO OO .. Oo OO .. OO OO \
                     NN .. .. .. .. NN NN IN .. Io IO .. IN IN NN NN NO NO NN NN NN";

fn place(x: f64) -> usize {
    let negative = x.is_sign_negative();
    match (x.is_nan(), x.is_infinite(), x == 0.0) {
        (true, ..) => 6,
        (_, true, _) => {
            if negative {
                0
            } else {
                5
            }
        }
        (_, _, true) => {
            if negative {
                2
            } else {
                3
            }
        }
        _ => {
            if negative {
                1
            } else {
                4
            }
        }
    }
}

fn letter(b: u8) -> f64 {
    let size = match b.to_ascii_uppercase() {
        b'I' => f64::INFINITY,
        b'O' => 0.0,
        b'E' => 1.0,
        b'P' => PI,
        b'H' => FRAC_PI_2,
        b'Q' => FRAC_PI_4,
        b'T' => 3.0 * FRAC_PI_4,
        _ => f64::NAN,
    };
    if b.is_ascii_lowercase() { -size } else { size }
}

fn lookup(table: Table, z: Complex) -> Complex {
    let at = (place(z.re) * 7 + place(z.im)) * 3;
    let cell = table.as_bytes().get(at..at + 2).unwrap_or(b"NN");
    c(letter(cell[0]), letter(cell[1]))
}

fn special(table: Table, z: Complex) -> Option<Complex> {
    (!z.re.is_finite() || !z.im.is_finite()).then(|| lookup(table, z))
}

fn fine(z: Complex) -> Outcome {
    (z, Trouble::None)
}

/// An infinite result of finite parts is too large.
fn bounded(z: Complex) -> Outcome {
    (z, if z.re.is_infinite() || z.im.is_infinite() { Trouble::Range } else { Trouble::None })
}

fn domain_if(bad: bool) -> Trouble {
    if bad { Trouble::Domain } else { Trouble::None }
}

/// The logarithm of the size of a number whose square is none.
fn log_of_large(z: Complex) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln() + LN_2 * 2.0
}

fn is_large(z: Complex) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

pub fn acos(z: Complex) -> Outcome {
    if let Some(r) = special(ACOS, z) {
        return fine(r);
    }
    if is_large(z) {
        let size = log_of_large(z);
        let im = if z.re < 0.0 { -size.copysign(z.im) } else { size.copysign(-z.im) };
        return fine(c(z.im.abs().atan2(z.re), im));
    }
    let (a, b) = (sqrt(c(1.0 - z.re, -z.im)).0, sqrt(c(1.0 + z.re, z.im)).0);
    fine(c(2.0 * a.re.atan2(b.re), mathematics::asinh(b.re * a.im - b.im * a.re)))
}

pub fn acosh(z: Complex) -> Outcome {
    if let Some(r) = special(ACOSH, z) {
        return fine(r);
    }
    if is_large(z) {
        return fine(c(log_of_large(z), z.im.atan2(z.re)));
    }
    let (a, b) = (sqrt(c(z.re - 1.0, z.im)).0, sqrt(c(z.re + 1.0, z.im)).0);
    fine(c(mathematics::asinh(a.re * b.re + a.im * b.im), 2.0 * a.im.atan2(b.re)))
}

pub fn asin(z: Complex) -> Outcome {
    turned(asinh(c(-z.im, z.re)))
}

/// What a function of a number turned by a quarter gives, turned back.
fn turned((z, trouble): Outcome) -> Outcome {
    (c(z.im, -z.re), trouble)
}

pub fn asinh(z: Complex) -> Outcome {
    if let Some(r) = special(ASINH, z) {
        return fine(r);
    }
    if is_large(z) {
        let size = log_of_large(z);
        let re = if z.im >= 0.0 { size.copysign(z.re) } else { -size.copysign(-z.re) };
        return fine(c(re, z.im.atan2(z.re.abs())));
    }
    let (a, b) = (sqrt(c(1.0 + z.im, -z.re)).0, sqrt(c(1.0 - z.im, z.re)).0);
    fine(c(mathematics::asinh(a.re * b.im - b.re * a.im), z.im.atan2(a.re * b.re - a.im * b.im)))
}

pub fn atan(z: Complex) -> Outcome {
    turned(atanh(c(-z.im, z.re)))
}

pub fn atanh(z: Complex) -> Outcome {
    if let Some(r) = special(ATANH, z) {
        return fine(r);
    }
    if z.re.is_sign_negative() {
        let (r, trouble) = atanh(c(-z.re, -z.im));
        return (c(-r.re, -r.im), trouble);
    }
    let height = z.im.abs();
    let root = LARGE.sqrt();
    if z.re > root || height > root {
        let h = (z.re / 2.0).hypot(z.im / 2.0);
        return fine(c(z.re / 4.0 / h / h, -FRAC_PI_2.copysign(-z.im)));
    }
    if z.re == 1.0 && height < f64::MIN_POSITIVE.sqrt() {
        if height == 0.0 {
            return (c(f64::INFINITY, z.im), Trouble::Domain);
        }
        let re = -(height.sqrt() / height.hypot(2.0).sqrt()).ln();
        return fine(c(re, (2f64.atan2(-height) / 2.0).copysign(z.im)));
    }
    let re = (4.0 * z.re / ((1.0 - z.re) * (1.0 - z.re) + height * height)).ln_1p() / 4.0;
    let im = -(-2.0 * z.im).atan2((1.0 - z.re) * (1.0 + z.re) - height * height) / 2.0;
    fine(c(re, im))
}

pub fn cos(z: Complex) -> Outcome {
    cosh(c(-z.im, z.re))
}

/// What an infinite real part and a finite angle that is not zero give: infinities in the direction of the angle.
fn infinite_at_angle(z: Complex) -> bool {
    z.re.is_infinite() && z.im.is_finite() && z.im != 0.0
}

pub fn cosh(z: Complex) -> Outcome {
    if !z.re.is_finite() || !z.im.is_finite() {
        let r = if infinite_at_angle(z) {
            c(f64::INFINITY.copysign(z.im.cos()), f64::INFINITY.copysign(z.im.sin() * z.re.signum()))
        } else {
            lookup(COSH, z)
        };
        return (r, domain_if(z.im.is_infinite() && !z.re.is_nan()));
    }
    use std::f64::consts::E;
    if z.re.abs() > log_large() {
        let less = z.re - 1f64.copysign(z.re);
        return bounded(c(z.im.cos() * less.cosh() * E, z.im.sin() * less.sinh() * E));
    }
    bounded(c(z.im.cos() * z.re.cosh(), z.im.sin() * z.re.sinh()))
}

pub fn exp(z: Complex) -> Outcome {
    if !z.re.is_finite() || !z.im.is_finite() {
        let r = if infinite_at_angle(z) {
            let size = if z.re > 0.0 { f64::INFINITY } else { 0.0 };
            c(size.copysign(z.im.cos()), size.copysign(z.im.sin()))
        } else {
            lookup(EXP, z)
        };
        let bad = z.im.is_infinite() && (z.re.is_finite() || z.re == f64::INFINITY);
        return (r, domain_if(bad));
    }
    if z.re > log_large() {
        let size = (z.re - 1.0).exp();
        return bounded(c(size * z.im.cos() * std::f64::consts::E, size * z.im.sin() * std::f64::consts::E));
    }
    let size = z.re.exp();
    bounded(c(size * z.im.cos(), size * z.im.sin()))
}

pub fn log(z: Complex) -> Outcome {
    if let Some(r) = special(LOG, z) {
        return fine(r);
    }
    let (width, height) = (z.re.abs(), z.im.abs());
    let angle = z.im.atan2(z.re);
    let size = if is_large(z) {
        (width / 2.0).hypot(height / 2.0).ln() + LN_2
    } else if width < f64::MIN_POSITIVE && height < f64::MIN_POSITIVE {
        if width == 0.0 && height == 0.0 {
            return (c(f64::NEG_INFINITY, angle), Trouble::Domain);
        }
        // Without this the size would have few bits.
        scaled(width, 53).hypot(scaled(height, 53)).ln() - 53.0 * LN_2
    } else {
        let h = width.hypot(height);
        if (0.71..=1.73).contains(&h) {
            // Near one the logarithm of the rounded size would be wrong.
            let (more, less) = if width > height { (width, height) } else { (height, width) };
            ((more - 1.0) * (more + 1.0) + less * less).ln_1p() / 2.0
        } else {
            h.ln()
        }
    };
    fine(c(size, angle))
}

pub fn log10(z: Complex) -> Outcome {
    let (r, trouble) = log(z);
    (c(r.re / LN_10, r.im / LN_10), trouble)
}

pub fn sin(z: Complex) -> Outcome {
    turned(sinh(c(-z.im, z.re)))
}

pub fn sinh(z: Complex) -> Outcome {
    if !z.re.is_finite() || !z.im.is_finite() {
        let r = if infinite_at_angle(z) {
            let re = f64::INFINITY.copysign(z.im.cos());
            c(if z.re > 0.0 { re } else { -re }, f64::INFINITY.copysign(z.im.sin()))
        } else {
            lookup(SINH, z)
        };
        return (r, domain_if(z.im.is_infinite() && !z.re.is_nan()));
    }
    use std::f64::consts::E;
    if z.re.abs() > log_large() {
        let less = z.re - 1f64.copysign(z.re);
        return bounded(c(z.im.cos() * less.sinh() * E, z.im.sin() * less.cosh() * E));
    }
    bounded(c(z.im.cos() * z.re.sinh(), z.im.sin() * z.re.cosh()))
}

pub fn sqrt(z: Complex) -> Outcome {
    if let Some(r) = special(SQRT, z) {
        return fine(r);
    }
    if z.re == 0.0 && z.im == 0.0 {
        return fine(c(0.0, z.im));
    }
    let (width, height) = (z.re.abs(), z.im.abs());
    let more = if width < f64::MIN_POSITIVE && height < f64::MIN_POSITIVE {
        let width = scaled(width, SCALE_UP);
        scaled((width + width.hypot(scaled(height, SCALE_UP))).sqrt(), SCALE_DOWN)
    } else {
        let width = width / 8.0;
        2.0 * (width + width.hypot(height / 8.0)).sqrt()
    };
    let less = height / (2.0 * more);
    fine(if z.re >= 0.0 { c(more, less.copysign(z.im)) } else { c(less, more.copysign(z.im)) })
}

pub fn tan(z: Complex) -> Outcome {
    turned(tanh(c(-z.im, z.re)))
}

pub fn tanh(z: Complex) -> Outcome {
    if !z.re.is_finite() || !z.im.is_finite() {
        let r = if infinite_at_angle(z) {
            c(z.re.signum(), 0f64.copysign(2.0 * z.im.sin() * z.im.cos()))
        } else {
            lookup(TANH, z)
        };
        return (r, domain_if(z.im.is_infinite() && z.re.is_finite()));
    }
    if z.re.abs() > log_large() {
        return fine(c(z.re.signum(), 4.0 * z.im.sin() * z.im.cos() * (-2.0 * z.re.abs()).exp()));
    }
    let (tx, ty, cx) = (z.re.tanh(), z.im.tan(), 1.0 / z.re.cosh());
    let both = tx * ty;
    let below = 1.0 + both * both;
    fine(c(tx * (1.0 + ty * ty) / below, ty / below * cx * cx))
}

/// The number of a size and an angle.
pub fn rect(r: f64, phi: f64) -> Outcome {
    if !r.is_finite() || !phi.is_finite() {
        let z = if infinite_at_angle(c(r, phi)) {
            let (re, im) = (f64::INFINITY.copysign(phi.cos()), f64::INFINITY.copysign(phi.sin()));
            if r > 0.0 { c(re, im) } else { c(-re, -im) }
        } else {
            lookup(RECT, c(r, phi))
        };
        return (z, domain_if(r != 0.0 && !r.is_nan() && phi.is_infinite()));
    }
    if phi == 0.0 {
        // A size that is zero keeps the sign of the product.
        return fine(c(r, r * phi));
    }
    fine(c(r * phi.cos(), r * phi.sin()))
}
