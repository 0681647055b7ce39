//! The functions of one or two floats.

use crate::natives;
use crate::object::int::as_int;
use crate::object::number::float::round;
use crate::object::number::int::{IntRef, arith};
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm, mathematics};

use super::super::support::lift;
use super::special;
use super::{domain, range};

/// Whether an infinite result of a finite argument is too large, or a pole.
#[derive(Clone, Copy, PartialEq)]
enum Infinite {
    Range,
    Domain,
}

fn check(vm: &mut Vm, name: &str, x: f64, r: f64, infinite: Infinite) -> Res<f64> {
    if r.is_nan() && !x.is_nan() {
        return Err(outside(vm, name, x));
    }
    if r.is_infinite() && x.is_finite() {
        return Err(if infinite == Infinite::Range { range(vm) } else { outside(vm, name, x) });
    }
    Ok(r)
}

/// The number is none that the function has a value for.
#[cold]
fn outside(vm: &mut Vm, name: &str, x: f64) -> Raised {
    let expected = match name {
        "acos" | "asin" => "a number in range from -1 up to 1",
        "acosh" => "argument value not less than 1",
        "atanh" => "a number between -1 and 1",
        "cos" | "sin" | "tan" => "a finite input",
        "log1p" => "argument value > -1",
        "sqrt" => "a nonnegative input",
        "log" => "a positive input",
        "gamma" => "a noninteger or positive integer",
        _ => return domain(vm),
    };
    let x = crate::object::number::float::text::repr(x);
    vm.value_error(format!("expected {expected}, got {x}"))
}

macro_rules! simple {
    ($($doc:literal $name:ident $infinite:ident |$x:ident| $e:expr;)*) => {
        natives! { pub static ONE; $(
            #[doc = $doc]
            fn $name(vm, x: f64, /) -> Res<f64> {
                let $x = x;
                let r = $e;
                check(vm, stringify!($name), x, r, Infinite::$infinite)
            }
        )* }
    };
}

simple! {
    "Return the arc cosine (measured in radians) of x." acos Domain |x| x.acos();
    "Return the inverse hyperbolic cosine of x." acosh Domain |x| mathematics::acosh(x);
    "Return the arc sine (measured in radians) of x." asin Domain |x| x.asin();
    "Return the inverse hyperbolic sine of x." asinh Domain |x| mathematics::asinh(x);
    "Return the arc tangent (measured in radians) of x." atan Domain |x| x.atan();
    "Return the inverse hyperbolic tangent of x." atanh Domain |x| mathematics::atanh(x);
    "Return the cube root of x." cbrt Domain |x| mathematics::cbrt(x);
    "Return the cosine of x (measured in radians)." cos Domain |x| x.cos();
    "Return the hyperbolic cosine of x." cosh Range |x| x.cosh();
    "Error function at x." erf Domain |x| mathematics::erf(x);
    "Complementary error function at x." erfc Domain |x| mathematics::erfc(x);
    "Return e raised to the power of x." exp Range |x| x.exp();
    "Return 2 raised to the power of x." exp2 Range |x| x.exp2();
    "Return exp(x)-1." expm1 Range |x| x.exp_m1();
    "Return the absolute value of the float x." fabs Domain |x| x.abs();
    "Return the natural logarithm of 1+x (base e)." log1p Domain |x| x.ln_1p();
    "Return the sine of x (measured in radians)." sin Domain |x| x.sin();
    "Return the hyperbolic sine of x." sinh Range |x| x.sinh();
    "Return the square root of x." sqrt Domain |x| x.sqrt();
    "Return the tangent of x (measured in radians)." tan Domain |x| x.tan();
    "Return the hyperbolic tangent of x." tanh Domain |x| x.tanh();
}

/// A logarithm of an int of any size or a float.
fn logarithm(vm: &mut Vm, v: &Value, log: fn(f64) -> f64) -> Res<f64> {
    if let Some(i) = as_int(v) {
        if i.signum() <= 0 {
            return Err(vm.value_error("expected a positive input"));
        }
        if let Ok(x) = arith::to_float(i) {
            return Ok(log(x));
        }
        // Beyond the floats: the leading bits and the exponent.
        let bits = i.bit_length();
        let shift = bits - 64;
        let top = match i {
            IntRef::Big(b) => (b >> shift).iter_u64_digits().next().unwrap_or(0),
            IntRef::Small(_) => crate::bug!("64 bits fit a float"),
        };
        // Rounded to a float, sticky by the rest: enough for the nearest float of the sum in nearly all cases.
        let mantissa = top as f64 / 2f64.powi(64);
        return Ok(log(mantissa) + log(2.0) * bits as f64);
    }
    let x = vm.to_f64(v)?;
    if x.is_finite() && x <= 0.0 || x == f64::NEG_INFINITY {
        return Err(outside(vm, "log", x));
    }
    Ok(log(x))
}

/// `ceil`, `floor`: the special method, else the float's.
fn rounded(vm: &mut Vm, v: &Value, special: &Ref<crate::object::str::StrObj>, f: fn(f64) -> f64) -> Res {
    if let Value::Int(_) = v {
        return Ok(v.clone());
    }
    if !matches!(v, Value::Float(_))
        && let Some(r) = vm.call_special(v, special, &[])?
    {
        return Ok(r);
    }
    let x = f(vm.to_f64(v)?);
    let i = lift(vm, round::round_to_int(x))?;
    Ok(vm.heap.int(i))
}

/// Two-argument functions: a NaN out of no NaN is a domain error, an infinity out of finite arguments a range error.
fn check_two(vm: &mut Vm, x: f64, y: f64, r: f64) -> Res<f64> {
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain(vm));
    }
    if r.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(range(vm));
    }
    Ok(r)
}

fn power(vm: &mut Vm, x: f64, y: f64) -> Res<f64> {
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(domain(vm));
    }
    check_two(vm, x, y, x.powf(y))
}

/// IEEE 754's remainder: to the nearest multiple, ties to the even one.
pub fn remainder(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_infinite() && x.is_finite() {
        return x;
    }
    let (ax, ay) = (x.abs(), y.abs());
    let m = ax % ay;
    let c = ay - m;
    let r = if m < c {
        m
    } else if m > c {
        -c
    } else {
        // Exactly in the middle: even quotients keep the remainder.
        m - 2.0 * ((0.5 * (ax - m)) % ay)
    };
    1f64.copysign(x) * r
}

/// Mantissa in 0.5..1 and exponent.
pub fn frexp(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    if exponent == 0 {
        let (m, e) = frexp(x * 2f64.powi(64));
        return (m, e - 64);
    }
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), exponent - 1022)
}

/// `x * 2**e`, rounded once.
pub fn ldexp(x: f64, e: i64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (m, f) = frexp(x);
    let e = e.saturating_add(i64::from(f));
    if e > 1025 {
        return f64::INFINITY.copysign(x);
    }
    if e < -1080 {
        return 0f64.copysign(x);
    }
    // One step may be inexact, and only the last one.
    if e > -1021 {
        m * 2.0 * 2f64.powi(e as i32 - 1)
    } else {
        m * 2f64.powi(e as i32 + 60 + 1000 - 1000) * 2f64.powi(-60)
    }
}

fn step_towards(x: f64, y: f64, steps: u64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    // Floats of one sign are ordered as their bits: a signed line through zero.
    let line = |f: f64| {
        let b = f.to_bits() as i64;
        i128::from(if b < 0 { i64::MIN.wrapping_sub(b) } else { b })
    };
    let (a, b) = (line(x), line(y));
    if a == b {
        return y;
    }
    let n = i128::from(steps);
    let to = if a < b { (a + n).min(b) } else { (a - n).max(b) };
    if to == b {
        return y;
    }
    match to {
        0 => 0f64.copysign(x),
        t if t > 0 => f64::from_bits(t as u64),
        t => -f64::from_bits((-t) as u64),
    }
}

natives! { pub static MORE;
    /// log(x, [base=math.e]) Return the logarithm of x to the given base.
    fn log(vm, /, *args) -> Res<f64> {
        match args.items() {
            [x] => logarithm(vm, x, f64::ln),
            [x, base] => {
                let (x, base) = (logarithm(vm, x, f64::ln)?, logarithm(vm, base, f64::ln)?);
                if base == 0.0 {
                    return Err(vm.zero_division_error("division by zero"));
                }
                Ok(x / base)
            }
            [] => Err(vm.type_error("log expected at least 1 argument, got 0")),
            more => Err(vm.type_error(format!("log expected at most 2 arguments, got {}", more.len()))),
        }
    }
    /// Return the base 2 logarithm of x.
    fn log2(vm, x: Value, /) -> Res<f64> { logarithm(vm, &x, f64::log2) }
    /// Return the base 10 logarithm of x.
    fn log10(vm, x: Value, /) -> Res<f64> { logarithm(vm, &x, f64::log10) }
    /// Return the arc tangent (measured in radians) of y/x.
    fn atan2(vm, y: f64, x: f64, /) -> f64 { y.atan2(x) }
    /// Convert angle x from radians to degrees.
    fn degrees(vm, x: f64, /) -> f64 { x * (180.0 / std::f64::consts::PI) }
    /// Convert angle x from degrees to radians.
    fn radians(vm, x: f64, /) -> f64 { x * (std::f64::consts::PI / 180.0) }
    /// Return a float with the magnitude (absolute value) of x but the sign of y.
    fn copysign(vm, x: f64, y: f64, /) -> f64 { x.copysign(y) }
    /// Return x**y (x to the power of y).
    fn pow(vm, x: f64, y: f64, /) -> Res<f64> { power(vm, x, y) }
    /// Return fmod(x, y), according to platform C.
    fn fmod(vm, x: f64, y: f64, /) -> Res<f64> {
        let r = if y.is_infinite() && x.is_finite() { x } else { x % y };
        check_two(vm, x, y, r)
    }
    /// Difference between x and the closest integer multiple of y.
    fn remainder(vm, x: f64, y: f64, /) -> Res<f64> {
        let r = remainder(x, y);
        check_two(vm, x, y, r)
    }
    /// Fused multiply-add operation.
    fn fma(vm, x: f64, y: f64, z: f64, /) -> Res<f64> {
        let r = x.mul_add(y, z);
        if r.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
            return Err(vm.value_error("invalid operation in fma"));
        }
        if r.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
            return Err(vm.overflow_error("overflow in fma"));
        }
        Ok(r)
    }
    /// Return the mantissa and exponent of x, as pair (m, e).
    fn frexp(vm, x: f64, /) -> Value {
        let (m, e) = frexp(x);
        vm.heap.tuple([Value::float(m), Value::Int(i64::from(e))]).into_value()
    }
    /// Return x * (2**i).
    fn ldexp(vm, x: f64, i: Value, /) -> Res<f64> {
        let Some(e) = as_int(&i) else {
            return Err(vm.type_error("Expected an int as second argument to ldexp."));
        };
        let e = e.to_i64().unwrap_or(if e.is_negative() { i64::MIN } else { i64::MAX });
        let r = ldexp(x, e);
        if r.is_infinite() && x.is_finite() { Err(range(vm)) } else { Ok(r) }
    }
    /// Return the fractional and integer parts of x.
    fn modf(vm, x: f64, /) -> Value {
        let whole = x.trunc();
        let part = if x.is_infinite() { 0f64.copysign(x) } else { (x - whole).copysign(x) };
        vm.heap.tuple([Value::float(part), Value::float(whole)]).into_value()
    }
    /// Return True if x is neither an infinity nor a NaN, and False otherwise.
    fn isfinite(vm, x: f64, /) -> bool { x.is_finite() }
    /// Return True if x is a positive or negative infinity, and False otherwise.
    fn isinf(vm, x: f64, /) -> bool { x.is_infinite() }
    /// Return True if x is a NaN (not a number), and False otherwise.
    fn isnan(vm, x: f64, /) -> bool { x.is_nan() }
    /// Determine whether two floating-point numbers are close in value.
    fn isclose(vm, /, a: f64, b: f64, *, rel_tol: f64 = 1e-09, abs_tol: f64 = 0.0) -> Res<bool> {
        if rel_tol < 0.0 || abs_tol < 0.0 {
            return Err(vm.value_error("tolerances must be non-negative"));
        }
        if a == b {
            return Ok(true);
        }
        if a.is_infinite() || b.is_infinite() {
            return Ok(false);
        }
        let d = (b - a).abs();
        Ok(d <= (rel_tol * b).abs() || d <= (rel_tol * a).abs() || d <= abs_tol)
    }
    /// Return the floating-point value the given number of steps after x towards y.
    fn nextafter(vm, x: f64, y: f64, /, *, steps: Value = Value::None) -> Res<f64> {
        let n = match &steps {
            Value::None => 1,
            v => {
                let i = vm.to_int(v)?;
                if i.as_ref().is_negative() {
                    return Err(vm.value_error("steps must be a non-negative integer"));
                }
                i.as_ref().to_i64().map_or(u64::MAX, |i| i as u64)
            }
        };
        if n == 0 { Ok(x) } else { Ok(step_towards(x, y, n)) }
    }
    /// Return the value of the least significant bit of the float x.
    fn ulp(vm, x: f64, /) -> f64 {
        let x = x.abs();
        if !x.is_finite() {
            return x;
        }
        let up = step_towards(x, f64::INFINITY, 1);
        if up.is_infinite() { x - step_towards(x, 0.0, 1) } else { up - x }
    }
    /// Return the ceiling of x as an Integral.
    fn ceil(vm, x: Value, /) -> Res { rounded(vm, &x, &vm.names.__ceil__, f64::ceil) }
    /// Return the floor of x as an Integral.
    fn floor(vm, x: Value, /) -> Res { rounded(vm, &x, &vm.names.__floor__, f64::floor) }
    /// Truncates the Real x to the nearest Integral toward 0.
    fn trunc(vm, x: Value, /) -> Res {
        if let Value::Float(f) = x {
            let i = lift(vm, round::round_to_int(f.get().trunc()))?;
            return Ok(vm.heap.int(i));
        }
        match vm.call_special(&x, &vm.names.__trunc__, &[])? {
            Some(v) => Ok(v),
            None => {
                let class = vm.class_name(&x);
                Err(vm.type_error(format!("type {class} doesn't define __trunc__ method")))
            }
        }
    }
    /// Gamma function at x.
    fn gamma(vm, x: f64, /) -> Res<f64> {
        if x == f64::NEG_INFINITY || x <= 0.0 && x == x.floor() {
            return Err(outside(vm, "gamma", x));
        }
        let r = special::gamma(x);
        if r.is_infinite() && x.is_finite() { Err(range(vm)) } else { Ok(r) }
    }
    /// Natural logarithm of absolute value of Gamma function at x.
    fn lgamma(vm, x: f64, /) -> Res<f64> {
        if x.is_finite() && x <= 0.0 && x == x.floor() {
            return Err(outside(vm, "gamma", x));
        }
        let r = special::lgamma(x);
        if r.is_infinite() && x.is_finite() { Err(range(vm)) } else { Ok(r) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_floats() {
        assert_eq!(frexp(8.0), (0.5, 4));
        assert_eq!(frexp(5e-324), (0.5, -1073));
        assert_eq!(ldexp(0.5, -1073), 5e-324);
        assert_eq!(ldexp(0.75, -1073), 5e-324 * 2.0);
        assert_eq!(ldexp(1.0, 1023), 2f64.powi(1023));
        assert_eq!(ldexp(1.0, 1024), f64::INFINITY);
        assert_eq!(step_towards(0.0, -1.0, 1), -5e-324);
        assert_eq!(step_towards(-5e-324, 1.0, 2), 5e-324);
        assert_eq!(remainder(5.0, 2.0), 1.0);
        assert_eq!(remainder(3.0, 2.0), -1.0);
    }
}
