//! Decimal numbers as the General Decimal Arithmetic specification has them: sign, coefficient, exponent; infinities and NaNs; a context that says how results are
//! rounded, and conditions that are collected in a set of bits.
//!
//! In come decimals and a context, out come decimals and conditions; what becomes an exception is the caller's. Read `rounding.rs` next, then `sums.rs`.

pub mod compare;
pub mod convert;
pub mod digits;
pub mod exponential;
pub mod fixed;
pub mod format;
pub mod logarithm;
pub mod logical;
mod long_division;
pub mod power;
mod product;
pub mod quotients;
pub mod rounding;
pub mod scale;
pub mod sums;
pub mod text;
pub mod words;

use words::{Words, Work};

/// The most digits of precision.
pub const MAX_PREC: i64 = 999_999_999_999_999_999;
/// The largest adjusted exponent.
pub const MAX_EMAX: i64 = 999_999_999_999_999_999;
/// The smallest adjusted exponent of a normal number.
pub const MIN_EMIN: i64 = -MAX_EMAX;
/// The smallest exponent.
pub const MIN_ETINY: i64 = MIN_EMIN - (MAX_PREC - 1);

/// What a decimal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Finite,
    Infinite,
    /// A quiet NaN; the coefficient is its payload.
    Quiet,
    /// A signaling NaN.
    Signaling,
}

/// A decimal number.
#[derive(Clone, Debug)]
pub struct Dec {
    /// The coefficient, or a NaN's payload.
    pub coef: Words,
    /// The exponent of a finite number.
    pub exp: i64,
    /// The sign.
    pub neg: bool,
    pub kind: Kind,
}

/// Rounding modes, in the order of their names in CPython's module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    Up,
    Down,
    Ceiling,
    Floor,
    HalfUp,
    HalfDown,
    HalfEven,
    ZeroFiveUp,
}

impl Round {
    /// All modes with their names.
    pub const ALL: [(Round, &'static str); 8] = [
        (Round::Up, "ROUND_UP"),
        (Round::Down, "ROUND_DOWN"),
        (Round::Ceiling, "ROUND_CEILING"),
        (Round::Floor, "ROUND_FLOOR"),
        (Round::HalfUp, "ROUND_HALF_UP"),
        (Round::HalfDown, "ROUND_HALF_DOWN"),
        (Round::HalfEven, "ROUND_HALF_EVEN"),
        (Round::ZeroFiveUp, "ROUND_05UP"),
    ];

    /// The name.
    pub fn name(self) -> &'static str {
        Round::ALL.iter().find(|(r, _)| *r == self).map_or("", |(_, n)| n)
    }
}

/// Conditions, one bit each.
pub mod status {
    pub const CLAMPED: u32 = 1;
    pub const CONVERSION_SYNTAX: u32 = 1 << 1;
    pub const DIVISION_BY_ZERO: u32 = 1 << 2;
    pub const DIVISION_IMPOSSIBLE: u32 = 1 << 3;
    pub const DIVISION_UNDEFINED: u32 = 1 << 4;
    pub const FPU_ERROR: u32 = 1 << 5;
    pub const INEXACT: u32 = 1 << 6;
    pub const INVALID_CONTEXT: u32 = 1 << 7;
    pub const INVALID_OPERATION: u32 = 1 << 8;
    /// Memory ended: an error of its own, no condition of the specification.
    pub const MALLOC_ERROR: u32 = 1 << 9;
    pub const FLOAT_OPERATION: u32 = 1 << 10;
    pub const OVERFLOW: u32 = 1 << 11;
    pub const ROUNDED: u32 = 1 << 12;
    pub const SUBNORMAL: u32 = 1 << 13;
    pub const UNDERFLOW: u32 = 1 << 14;
    /// The conditions that raise InvalidOperation.
    pub const ALL_INVALID: u32 = CONVERSION_SYNTAX
        | DIVISION_IMPOSSIBLE
        | DIVISION_UNDEFINED
        | FPU_ERROR
        | INVALID_CONTEXT
        | INVALID_OPERATION
        | MALLOC_ERROR;
}

/// How results are rounded and bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ctx {
    pub prec: i64,
    pub emax: i64,
    pub emin: i64,
    pub round: Round,
    pub clamp: bool,
}

impl Ctx {
    /// The widest context: what conversions without a context use.
    pub const MAX: Ctx =
        Ctx { prec: MAX_PREC, emax: MAX_EMAX, emin: MIN_EMIN, round: Round::HalfEven, clamp: false };

    /// The same with other digits, the widest exponents and half-even rounding.
    pub fn working(prec: i64) -> Ctx {
        Ctx { prec: prec.clamp(1, MAX_PREC), ..Ctx::MAX }
    }

    /// The smallest exponent of a subnormal number.
    pub fn etiny(&self) -> i64 {
        self.emin - (self.prec - 1)
    }

    /// The largest exponent of a number with all digits.
    pub fn etop(&self) -> i64 {
        self.emax - (self.prec - 1)
    }
}

impl Dec {
    /// A finite number.
    #[inline]
    pub fn finite(neg: bool, coef: &[u64], exp: i64) -> Dec {
        Dec { coef: Words::from_slice(coef), exp, neg, kind: Kind::Finite }
    }

    /// A finite number of a coefficient that was just computed.
    #[inline]
    pub fn of_work(neg: bool, coef: Work, exp: i64) -> Dec {
        let coef = if coef.len() <= 2 {
            Words::from_slice(&coef)
        } else if coef.spilled() {
            Words::from_vec(coef.into_vec())
        } else {
            Words::from_slice(&coef)
        };
        Dec { coef, exp, neg, kind: Kind::Finite }
    }

    /// A small finite number.
    pub fn small(neg: bool, n: u64, exp: i64) -> Dec {
        Dec::of_work(neg, words::from_u64(n), exp)
    }

    /// An infinity.
    pub fn infinity(neg: bool) -> Dec {
        Dec { coef: Words::new(), exp: 0, neg, kind: Kind::Infinite }
    }

    /// The quiet NaN without payload.
    pub fn nan() -> Dec {
        Dec { coef: Words::new(), exp: 0, neg: false, kind: Kind::Quiet }
    }

    /// Notes the condition; the result is NaN.
    #[cold]
    pub fn invalid(condition: u32, status: &mut u32) -> Dec {
        *status |= condition;
        Dec::nan()
    }

    pub fn is_nan(&self) -> bool {
        matches!(self.kind, Kind::Quiet | Kind::Signaling)
    }

    #[inline]
    pub fn is_finite(&self) -> bool {
        self.kind == Kind::Finite
    }

    pub fn is_infinite(&self) -> bool {
        self.kind == Kind::Infinite
    }

    #[inline]
    pub fn is_zero(&self) -> bool {
        self.is_finite() && self.coef.is_empty()
    }

    /// Digits of the coefficient; 1 for zero.
    #[inline]
    pub fn digits(&self) -> i64 {
        words::digits(&self.coef) as i64
    }

    /// The exponent of the first digit.
    #[inline]
    pub fn adjusted(&self) -> i64 {
        self.exp + self.digits() - 1
    }

    /// Whether the number is an integer.
    pub fn is_integer(&self) -> bool {
        self.is_finite()
            && (self.exp >= 0
                || self.coef.is_empty()
                || words::trailing_zeros(&self.coef) as i64 >= -self.exp)
    }

    /// Whether an integer is odd.
    pub fn is_odd(&self) -> bool {
        match self.exp {
            0 => self.coef.first().is_some_and(|w| w & 1 == 1),
            e if e > 0 => false,
            e => usize::try_from(-e).is_ok_and(|e| words::digit_at(&self.coef, e) & 1 == 1),
        }
    }

    /// Less than the smallest normal number.
    pub fn is_subnormal(&self, ctx: &Ctx) -> bool {
        self.is_finite() && !self.is_zero() && self.adjusted() < ctx.emin
    }

    /// A normal number.
    pub fn is_normal(&self, ctx: &Ctx) -> bool {
        self.is_finite() && !self.is_zero() && self.adjusted() >= ctx.emin
    }

    /// With another sign.
    pub fn with_sign(&self, neg: bool) -> Dec {
        Dec { neg, ..self.clone() }
    }
}

/// Whether a coefficient of so many digits can be had; notes MALLOC_ERROR if not.
pub fn room(digits: i64, status: &mut u32) -> bool {
    if digits < 1 << 20 {
        return true;
    }
    // A product and what it is made of.
    let bytes = (digits as u64 / 19 + 1).saturating_mul(8 * 4);
    let granted = crate::object::buffer::room_for(bytes).is_ok();
    if !granted {
        *status |= status::MALLOC_ERROR;
    }
    granted
}

/// What an operation answers for operands that are NaN: the first signaling one, else the first quiet one; None if there is none.
#[inline]
pub fn nan_of(operands: &[&Dec], ctx: &Ctx, status: &mut u32) -> Option<Dec> {
    if operands.iter().all(|d| !d.is_nan()) {
        return None;
    }
    let signaling = operands.iter().find(|d| d.kind == Kind::Signaling);
    if signaling.is_some() {
        *status |= status::INVALID_OPERATION;
    }
    let d = signaling.or_else(|| operands.iter().find(|d| d.is_nan()))?;
    let mut out = Dec { kind: Kind::Quiet, ..(*d).clone() };
    rounding::cut_payload(&mut out, ctx);
    Some(out)
}
