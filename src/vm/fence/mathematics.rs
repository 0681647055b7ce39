//! Functions of the C library that Rust's library does not call: a number goes in, a number comes out. CPython calls the same ones, so the last digits agree.

// The library is named here, so that none of these is taken from what the compiler brings along.
#[link(name = "m")]
// SAFETY: they read their argument and write nowhere but to `errno`.
unsafe extern "C" {
    /// The inverse hyperbolic cosine.
    pub safe fn acosh(x: f64) -> f64;
    /// The inverse hyperbolic sine.
    pub safe fn asinh(x: f64) -> f64;
    /// The inverse hyperbolic tangent.
    pub safe fn atanh(x: f64) -> f64;
    /// The cube root.
    pub safe fn cbrt(x: f64) -> f64;
    /// The error function.
    pub safe fn erf(x: f64) -> f64;
    /// What the error function lacks of 1.
    pub safe fn erfc(x: f64) -> f64;
}
