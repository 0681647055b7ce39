//! Functions of the C library that Rust's library does not call: a number goes in, a number comes out. CPython calls the same ones, so the last digits agree.

use std::ffi::c_void;
use std::sync::LazyLock;

// SAFETY: they read their argument and write nowhere but to `errno`.
unsafe extern "C" {
    /// The inverse hyperbolic cosine.
    pub safe fn acosh(x: f64) -> f64;
    /// The inverse hyperbolic sine.
    pub safe fn asinh(x: f64) -> f64;
    /// The inverse hyperbolic tangent.
    pub safe fn atanh(x: f64) -> f64;
    /// The error function.
    pub safe fn erf(x: f64) -> f64;
    /// What the error function lacks of 1.
    pub safe fn erfc(x: f64) -> f64;
}

type Function = extern "C" fn(f64) -> f64;

/// The cube root. The compiler brings a function of this name along, which linkers prefer; the library's own is asked for when the program runs, and the other one serves where
/// there is none.
pub fn cbrt(x: f64) -> f64 {
    static FOUND: LazyLock<Option<Function>> = LazyLock::new(|| {
        // SAFETY: the name has an end.
        let at = unsafe { libc::dlsym(libc::RTLD_DEFAULT, c"cbrt".as_ptr()) };
        // SAFETY: in C the name stands for a function of this form, and the library stays loaded.
        (!at.is_null()).then(|| unsafe { std::mem::transmute::<*mut c_void, Function>(at) })
    });
    FOUND.map_or_else(|| x.cbrt(), |f| f(x))
}
