//! Constant folding, with CPython's limits: operators on constants, tuples of constants, subscripts of constants, containers after `in`.
//!
//! Nodes found not to be constant are remembered, so that a long chain of operators is not searched again at each of its links.

use super::Compiler;
use crate::bytecode::Const;
use crate::syntax::ast::*;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Num, Signed, ToPrimitive, Zero};

/// Longest string or tuple that a repetition may fold to, and how many bits an integer may get (CPython's limits).
const MAX_STR: usize = 4096;
const MAX_TUPLE: usize = 256;
const MAX_BITS: u64 = 128;

/// A literal as a constant.
pub fn literal(l: &Literal<'_>) -> Const {
    match *l {
        Literal::None => Const::None,
        Literal::True => Const::True,
        Literal::False => Const::False,
        Literal::Ellipsis => Const::Ellipsis,
        Literal::Int(i) => Const::Int(i),
        Literal::BigInt { digits, radix } => Const::BigInt { digits: digits.into(), radix, negative: false },
        Literal::Float(x) => Const::Float(x),
        Literal::Imaginary(im) => Const::Complex { re: 0.0, im },
        Literal::Str(s) => Const::Str(s.into()),
        Literal::Bytes(b) => Const::Bytes(b.into()),
        Literal::FrozenSet(items) => Const::FrozenSet(items.iter().filter_map(constant).collect()),
    }
}

/// An item of a frozenset: what stands for a constant of a tree that a program built.
fn constant(e: &Expr<'_>) -> Option<Const> {
    match &e.kind {
        ExprKind::Literal(l) => Some(literal(l)),
        ExprKind::Unary { op, operand } => unary(*op, &constant(operand)?),
        ExprKind::Binary { op, left, right, .. } => binary(*op, &constant(left)?, &constant(right)?),
        ExprKind::Tuple(items) => Some(Const::Tuple(items.iter().filter_map(constant).collect())),
        _ => None,
    }
}

fn big(c: &Const) -> Option<BigInt> {
    match c {
        Const::Int(i) => Some(BigInt::from(*i)),
        Const::True => Some(BigInt::from(1)),
        Const::False => Some(BigInt::zero()),
        Const::BigInt { digits, radix, negative } => {
            // Reading very long decimals costs quadratic time; no folded result is that long anyway.
            if digits.len() > 1000 {
                return None;
            }
            let value = BigInt::from_str_radix(digits, u32::from(*radix)).ok()?;
            Some(if *negative { -value } else { value })
        }
        _ => None,
    }
}

fn integer(value: &BigInt) -> Const {
    match value.to_i64() {
        Some(i) => Const::Int(i),
        None => Const::BigInt {
            digits: value.abs().to_str_radix(16).into(),
            radix: 16,
            negative: value.is_negative(),
        },
    }
}

fn float(c: &Const) -> Option<f64> {
    match c {
        Const::Float(x) => Some(*x),
        Const::Int(i) if i.unsigned_abs() <= 1 << 53 => Some(*i as f64),
        Const::True => Some(1.0),
        Const::False => Some(0.0),
        _ => None,
    }
}

fn complex(c: &Const) -> Option<(f64, f64)> {
    match c {
        Const::Complex { re, im } => Some((*re, *im)),
        c => float(c).map(|x| (x, 0.0)),
    }
}

fn repeat<T: Clone>(items: &[T], n: &Const, limit: usize) -> Option<Vec<T>> {
    let Const::Int(n) = n else { return None };
    let n = usize::try_from((*n).max(0)).ok()?;
    let len = items.len().checked_mul(n)?;
    (len <= limit).then(|| items.iter().cycle().take(len).cloned().collect())
}

fn binary(op: BinaryOp, a: &Const, b: &Const) -> Option<Const> {
    match (op, a, b) {
        (BinaryOp::Add, Const::Str(a), Const::Str(b)) => {
            return Some(Const::Str([&a[..], b].concat().into()));
        }
        (BinaryOp::Add, Const::Bytes(a), Const::Bytes(b)) => {
            return Some(Const::Bytes([&a[..], b].concat().into()));
        }
        (BinaryOp::Add, Const::Tuple(a), Const::Tuple(b)) => {
            return Some(Const::Tuple([&a[..], b].concat().into()));
        }
        (BinaryOp::Mul, Const::Str(s), n) | (BinaryOp::Mul, n, Const::Str(s)) => {
            return repeat(s, n, MAX_STR).map(|s| Const::Str(s.into()));
        }
        (BinaryOp::Mul, Const::Bytes(s), n) | (BinaryOp::Mul, n, Const::Bytes(s)) => {
            return repeat(s, n, MAX_STR).map(|s| Const::Bytes(s.into()));
        }
        (BinaryOp::Mul, Const::Tuple(s), n) | (BinaryOp::Mul, n, Const::Tuple(s)) => {
            return repeat(s, n, MAX_TUPLE).map(|s| Const::Tuple(s.into()));
        }
        (
            BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor,
            Const::True | Const::False,
            Const::True | Const::False,
        ) => {
            let (a, b) = (matches!(a, Const::True), matches!(b, Const::True));
            let value = match op {
                BinaryOp::BitAnd => a & b,
                BinaryOp::BitOr => a | b,
                _ => a ^ b,
            };
            return Some(if value { Const::True } else { Const::False });
        }
        _ => {}
    }
    if let (Some(x), Some(y)) = (big(a), big(b)) {
        return integers(op, &x, &y);
    }
    if let (Some(x), Some(y)) = (float(a), float(b)) {
        return Some(Const::Float(match op {
            BinaryOp::Add => x + y,
            BinaryOp::Sub => x - y,
            BinaryOp::Mul => x * y,
            BinaryOp::Div if y != 0.0 => x / y,
            _ => return None,
        }));
    }
    if let (Some(x), Some(y)) = (complex(a), complex(b)) {
        // A real operand has no imaginary part, not one of zero.
        let (left, right) = (float(a).is_some(), float(b).is_some());
        let (re, im) = match op {
            BinaryOp::Add if left => (x.0 + y.0, y.1),
            BinaryOp::Add if right => (x.0 + y.0, x.1),
            BinaryOp::Add => (x.0 + y.0, x.1 + y.1),
            BinaryOp::Sub if left => (x.0 - y.0, -y.1),
            BinaryOp::Sub if right => (x.0 - y.0, x.1),
            BinaryOp::Sub => (x.0 - y.0, x.1 - y.1),
            _ => return None,
        };
        return Some(Const::Complex { re, im });
    }
    None
}

fn integers(op: BinaryOp, x: &BigInt, y: &BigInt) -> Option<Const> {
    Some(integer(&match op {
        BinaryOp::Add => x + y,
        BinaryOp::Sub => x - y,
        BinaryOp::Mul if x.bits() + y.bits() <= MAX_BITS => x * y,
        BinaryOp::FloorDiv if !y.is_zero() => x.div_floor(y),
        BinaryOp::Mod if !y.is_zero() => x.mod_floor(y),
        BinaryOp::Pow => {
            let n = y.to_u32()?;
            if x.bits() * u64::from(n) > MAX_BITS {
                return None;
            }
            x.pow(n)
        }
        BinaryOp::Shl => {
            let n = y.to_u64().filter(|n| x.bits() + n <= MAX_BITS)?;
            x << n
        }
        BinaryOp::Shr => x >> y.to_u64()?,
        BinaryOp::BitAnd => x & y,
        BinaryOp::BitOr => x | y,
        BinaryOp::BitXor => x ^ y,
        BinaryOp::Div => {
            let (x, y) = (x.to_i64()?, y.to_i64()?);
            let exact = |v: i64| v.unsigned_abs() <= 1 << 53;
            if y == 0 || !exact(x) || !exact(y) {
                return None;
            }
            return Some(Const::Float(x as f64 / y as f64));
        }
        _ => return None,
    }))
}

/// The truth of a constant.
fn truth(c: &Const) -> bool {
    match c {
        Const::None | Const::False => false,
        Const::True | Const::Ellipsis | Const::Code(_) => true,
        Const::Int(i) => *i != 0,
        Const::BigInt { digits, .. } => digits.bytes().any(|d| d != b'0'),
        Const::Float(x) => *x != 0.0,
        Const::Complex { re, im } => *re != 0.0 || *im != 0.0,
        Const::Str(s) | Const::Bytes(s) => !s.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

fn unary(op: UnaryOp, c: &Const) -> Option<Const> {
    Some(match (op, c) {
        (UnaryOp::Not, c) => {
            if truth(c) {
                Const::False
            } else {
                Const::True
            }
        }
        (UnaryOp::Neg, Const::Float(x)) => Const::Float(-x),
        (UnaryOp::Pos, Const::Float(_) | Const::Complex { .. }) => c.clone(),
        (UnaryOp::Neg, Const::Complex { re, im }) => Const::Complex { re: -re, im: -im },
        (UnaryOp::Neg, c) => integer(&-big(c)?),
        (UnaryOp::Pos, c) => integer(&big(c)?),
        // `~True` warns at run time.
        (UnaryOp::Invert, Const::True | Const::False) => return None,
        (UnaryOp::Invert, c) => integer(&!big(c)?),
    })
}

fn item(container: &Const, index: &Const) -> Option<Const> {
    let Const::Int(i) = index else { return None };
    let at = |len: usize| {
        let i = if *i < 0 { i.checked_add(i64::try_from(len).ok()?)? } else { *i };
        usize::try_from(i).ok().filter(|i| *i < len)
    };
    match container {
        Const::Tuple(items) => Some(items[at(items.len())?].clone()),
        Const::Bytes(items) => Some(Const::Int(i64::from(items[at(items.len())?]))),
        Const::Str(s) => {
            let s = std::str::from_utf8(s).ok()?;
            let c = s.chars().nth(at(s.chars().count())?)?;
            Some(Const::Str(c.to_string().into_bytes().into()))
        }
        _ => None,
    }
}

impl<'a> Compiler<'a, '_> {
    /// The value of a constant expression.
    pub(super) fn fold(&mut self, e: &'a Expr<'a>) -> Option<Const> {
        match &e.kind {
            ExprKind::Literal(l) => return Some(literal(l)),
            ExprKind::Name("__debug__") => {
                return Some(if self.options.optimize == 0 { Const::True } else { Const::False });
            }
            ExprKind::Unary { .. }
            | ExprKind::Binary { .. }
            | ExprKind::Tuple(_)
            | ExprKind::Subscript { .. } => {}
            _ => return None,
        }
        let key = std::ptr::from_ref(e) as usize;
        if self.u.not_constant.contains(&key) {
            return None;
        }
        let folded = self.fold_inner(e);
        if folded.is_none() {
            self.u.not_constant.insert(key);
        }
        folded
    }

    fn fold_inner(&mut self, e: &'a Expr<'a>) -> Option<Const> {
        match &e.kind {
            ExprKind::Unary { op, operand } => unary(*op, &self.fold(operand)?),
            ExprKind::Binary { op, left, right, .. } => {
                let b = self.fold(right)?;
                binary(*op, &self.fold(left)?, &b)
            }
            ExprKind::Tuple(items) => {
                let items: Option<Vec<_>> = items.iter().map(|i| self.fold(i)).collect();
                Some(Const::Tuple(items?.into()))
            }
            ExprKind::Subscript { value, index } => {
                let index = self.fold(index)?;
                item(&self.fold(value)?, &index)
            }
            _ => None,
        }
    }

    /// The truth of a constant expression.
    pub(super) fn constant_truth(&mut self, e: &'a Expr<'a>) -> Option<bool> {
        self.fold(e).map(|c| truth(&c))
    }

    /// A list or set display of constants that is only searched or iterated: a tuple or frozenset.
    pub(super) fn fold_container(&mut self, e: &'a Expr<'a>) -> Option<Const> {
        match &e.kind {
            ExprKind::List(items) => self.fold_items(items).map(Const::Tuple),
            ExprKind::Set(items) => self.fold_items(items).map(Const::FrozenSet),
            _ => None,
        }
    }

    /// The values of a display of constants.
    pub(super) fn fold_items(&mut self, items: &'a [Expr<'a>]) -> Option<Box<[Const]>> {
        items.iter().map(|i| self.fold(i)).collect()
    }
}
