//! `cmath`: functions of complex numbers. Read `functions.rs` for the mathematics; here are arguments and errors.

mod functions;

use crate::natives;
use crate::natives::types::complex::to_complex;
use crate::object::dict::DictObj;
use crate::object::number::complex::{self, Complex};
use crate::object::{Ref, Value};
use crate::vm::native::{ArgAt, FromArg};
use crate::vm::{Res, Vm};

use functions::{Outcome, Trouble};

use super::support::{put, put_str};

/// An argument that is taken as a complex number.
struct Number(Complex);

impl FromArg for Number {
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<Number> {
        match to_complex(vm, &v)? {
            Some(z) => Ok(Number(z)),
            None => {
                let class = vm.class_name(&v);
                Err(vm.type_error(format!("must be real number, not {class}")))
            }
        }
    }
}

/// The result, or the exception that its trouble stands for.
fn checked(vm: &mut Vm, (z, trouble): Outcome) -> Res<Complex> {
    match trouble {
        Trouble::None => Ok(z),
        Trouble::Domain => Err(vm.value_error("math domain error")),
        Trouble::Range => Err(vm.overflow_error("math range error")),
    }
}

fn size(vm: &mut Vm, z: Complex) -> Res<f64> {
    match complex::abs(z) {
        Ok(x) => Ok(x),
        Err(_) => Err(vm.overflow_error("math range error")),
    }
}

macro_rules! simple {
    ($($doc:literal $name:ident;)*) => {
        natives! { static SIMPLE; $(
            #[doc = $doc]
            fn $name(vm, z: Number, /) -> Res<Complex> { checked(vm, functions::$name(z.0)) }
        )* }
    };
}

simple! {
    "Return the arc cosine of z." acos;
    "Return the inverse hyperbolic cosine of z." acosh;
    "Return the arc sine of z." asin;
    "Return the inverse hyperbolic sine of z." asinh;
    "Return the arc tangent of z." atan;
    "Return the inverse hyperbolic tangent of z." atanh;
    "Return the cosine of z." cos;
    "Return the hyperbolic cosine of z." cosh;
    "Return the exponential value e**z." exp;
    "Return the base-10 logarithm of z." log10;
    "Return the sine of z." sin;
    "Return the hyperbolic sine of z." sinh;
    "Return the square root of z." sqrt;
    "Return the tangent of z." tan;
    "Return the hyperbolic tangent of z." tanh;
}

fn log(vm: &mut Vm, z: Complex, base: Option<Complex>) -> Res<Complex> {
    let Some(base) = base else { return checked(vm, functions::log(z)) };
    // As in CPython what the first logarithm complains about is forgotten.
    let (above, below) = (functions::log(z).0, functions::log(base));
    let below = checked(vm, below)?;
    match complex::div(above, below) {
        Ok(z) => Ok(z),
        Err(_) => Err(vm.value_error("math domain error")),
    }
}

natives! { static FUNCTIONS;
    /// log(z[, base]) -> the logarithm of z to the given base.
    ///
    /// If the base is not specified, returns the natural logarithm (base e) of z.
    fn log(vm, z: Number, base: Value = Value::Undef, /) -> Res<Complex> {
        let base = if base.is_undef() {
            None
        } else {
            match to_complex(vm, &base)? {
                Some(z) => Some(z),
                None => {
                    let class = vm.class_name(&base);
                    return Err(vm.type_error(format!("must be real number, not {class}")));
                }
            }
        };
        log(vm, z.0, base)
    }
    /// Return argument, also known as the phase angle, of a complex.
    fn phase(vm, z: Number, /) -> f64 { z.0.im.atan2(z.0.re) }
    /// Convert a complex from rectangular coordinates to polar coordinates.
    ///
    /// r is the distance from 0 and phi the phase angle.
    fn polar(vm, z: Number, /) -> Res<(Value, Value)> {
        let r = size(vm, z.0)?;
        Ok((Value::float(r), Value::float(z.0.im.atan2(z.0.re))))
    }
    /// Convert from polar coordinates to rectangular coordinates.
    fn rect(vm, r: f64, phi: f64, /) -> Res<Complex> { checked(vm, functions::rect(r, phi)) }
    /// Return True if both the real and imaginary parts of z are finite, else False.
    fn isfinite(vm, z: Number, /) -> bool { z.0.re.is_finite() && z.0.im.is_finite() }
    /// Checks if the real or imaginary part of z not a number (NaN).
    fn isnan(vm, z: Number, /) -> bool { z.0.re.is_nan() || z.0.im.is_nan() }
    /// Checks if the real or imaginary part of z is infinite.
    fn isinf(vm, z: Number, /) -> bool { z.0.re.is_infinite() || z.0.im.is_infinite() }
    /// Determine whether two complex numbers are close in value.
    ///
    ///   rel_tol
    ///     maximum difference for being considered "close", relative to the
    ///     magnitude of the input values
    ///   abs_tol
    ///     maximum difference for being considered "close", regardless of the
    ///     magnitude of the input values
    ///
    /// Return True if a is close in value to b, and False otherwise.
    ///
    /// For the values to be considered close, the difference between them must be
    /// smaller than at least one of the tolerances.
    ///
    /// -inf, inf and NaN behave similarly to the IEEE 754 Standard. That is, NaN is
    /// not close to anything, even itself. inf and -inf are only close to themselves.
    fn isclose(vm, /, a: Number, b: Number, *, rel_tol: f64 = 1e-09, abs_tol: f64 = 0.0) -> Res<bool> {
        isclose(vm, a.0, b.0, rel_tol, abs_tol)
    }
}

fn isclose(vm: &mut Vm, a: Complex, b: Complex, relative: f64, absolute: f64) -> Res<bool> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if [a.re, a.im, b.re, b.im].iter().any(|x| x.is_infinite()) {
        return Ok(false);
    }
    let length = |z: Complex| z.re.hypot(z.im);
    let apart = length(complex::sub(a, b));
    Ok(apart <= relative * length(b) || apart <= relative * length(a) || apart <= absolute)
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "cmath", SIMPLE);
    vm.add_functions(dict, "cmath", FUNCTIONS);
    use std::f64::consts::{E, PI, TAU};
    for (name, x) in [("pi", PI), ("e", E), ("tau", TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
        put(vm, dict, name, Value::float(x));
    }
    for (name, im) in [("infj", f64::INFINITY), ("nanj", f64::NAN)] {
        let z = vm.heap.complex(Complex { re: 0.0, im });
        put(vm, dict, name, z);
    }
    put_str(
        vm,
        dict,
        "__doc__",
        "This module provides access to mathematical functions for complex\nnumbers.",
    );
    Ok(())
}
