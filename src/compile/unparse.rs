//! Expressions back to text, as `ast.unparse` does inside CPython: for annotations under `from __future__ import annotations`.

use crate::syntax::ast::*;
use std::io::Write;

/// How tightly an expression binds; a looser one inside a tighter place gets parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arith,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    fn above(self) -> Level {
        use Level::*;
        const ALL: [Level; 16] = [
            Tuple, Test, Or, And, Not, Compare, BitOr, BitXor, BitAnd, Shift, Arith, Term, Factor, Power,
            Await, Atom,
        ];
        ALL[(self as usize + 1).min(15)]
    }
}

/// The text of an expression, in generalised UTF-8.
pub(super) fn unparse(e: &Expr<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    expr(e, Level::Test, &mut out);
    out
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// Shortest digits of a float, as `repr` writes them; infinity has no literal.
fn float(x: f64, out: &mut Vec<u8>) {
    if x.is_infinite() {
        put(out, "1e309");
        return;
    }
    let text = format!("{x:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = format!("{x}");
        put(out, &plain);
        if !plain.contains('.') {
            put(out, ".0");
        }
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        let _ = write!(out, "{digits}e{sign}{:02}", exponent.abs());
    }
}

/// Whether `repr` shows the character as it is.
fn printable(c: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};
    c == ' ' || !matches!(c.general_category_group(), Group::Other | Group::Separator)
}

fn quoted_char(c: char, quote: u8, printable: bool, out: &mut Vec<u8>) {
    match c {
        '\\' => put(out, "\\\\"),
        '\n' => put(out, "\\n"),
        '\r' => put(out, "\\r"),
        '\t' => put(out, "\\t"),
        c if c == char::from(quote) => out.extend([b'\\', quote]),
        c if printable => put(out, c.encode_utf8(&mut [0; 4])),
        c => {
            let code = u32::from(c);
            let _ = match code {
                0..=0xFF => write!(out, "\\x{code:02x}"),
                0x100..=0xFFFF => write!(out, "\\u{code:04x}"),
                _ => write!(out, "\\U{code:08x}"),
            };
        }
    }
}

/// A string or bytes literal as `repr` writes it.
pub(super) fn quoted(s: &[u8], bytes: bool, out: &mut Vec<u8>) {
    let quote = if s.contains(&b'\'') && !s.contains(&b'"') { b'"' } else { b'\'' };
    if bytes {
        out.push(b'b');
    }
    out.push(quote);
    if bytes {
        for &b in s {
            quoted_char(char::from(b), quote, (b' '..0x7f).contains(&b), out);
        }
    } else {
        let mut rest = s;
        while !rest.is_empty() {
            let valid = match std::str::from_utf8(rest) {
                Ok(text) => text,
                Err(e) => std::str::from_utf8(&rest[..e.valid_up_to()]).unwrap_or_default(),
            };
            for c in valid.chars() {
                quoted_char(c, quote, printable(c), out);
            }
            rest = &rest[valid.len()..];
            // What is no UTF-8 is a lone surrogate, in three bytes.
            if let [a, b, c, after @ ..] = rest {
                let code = u32::from(a & 0xF) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
                let _ = write!(out, "\\u{code:04x}");
                rest = after;
            }
        }
    }
    out.push(quote);
}

fn literal(l: &Literal<'_>, out: &mut Vec<u8>) {
    match *l {
        Literal::None => put(out, "None"),
        Literal::True => put(out, "True"),
        Literal::False => put(out, "False"),
        Literal::Ellipsis => put(out, "..."),
        Literal::Int(i) => _ = write!(out, "{i}"),
        Literal::BigInt { digits, radix } => {
            match num_bigint::BigUint::parse_bytes(digits.as_bytes(), radix.into()) {
                Some(n) => _ = write!(out, "{n}"),
                None => put(out, digits),
            }
        }
        Literal::Float(x) => float(x, out),
        Literal::Imaginary(x) => {
            if x.fract() == 0.0 && x.abs() < 1e16 {
                let _ = write!(out, "{x}");
            } else {
                float(x, out);
            }
            out.push(b'j');
        }
        Literal::Str(s) => quoted(s, false, out),
        Literal::Bytes(s) => quoted(s, true, out),
        Literal::FrozenSet([]) => put(out, "frozenset()"),
        Literal::FrozenSet(items) => {
            put(out, "frozenset({");
            comma(items, out, |e, out| expr(e, Level::Test, out));
            put(out, "})");
        }
    }
}

fn comma<T>(items: &[T], out: &mut Vec<u8>, mut f: impl FnMut(&T, &mut Vec<u8>)) {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            put(out, ", ");
        }
        f(item, out);
    }
}

fn wrap(inside: bool, out: &mut Vec<u8>, f: impl FnOnce(&mut Vec<u8>)) {
    if inside {
        out.push(b'(');
    }
    f(out);
    if inside {
        out.push(b')');
    }
}

fn binary(op: BinaryOp) -> (&'static str, Level) {
    match op {
        BinaryOp::Add => (" + ", Level::Arith),
        BinaryOp::Sub => (" - ", Level::Arith),
        BinaryOp::Mul => (" * ", Level::Term),
        BinaryOp::MatMul => (" @ ", Level::Term),
        BinaryOp::Div => (" / ", Level::Term),
        BinaryOp::FloorDiv => (" // ", Level::Term),
        BinaryOp::Mod => (" % ", Level::Term),
        BinaryOp::Shl => (" << ", Level::Shift),
        BinaryOp::Shr => (" >> ", Level::Shift),
        BinaryOp::BitOr => (" | ", Level::BitOr),
        BinaryOp::BitXor => (" ^ ", Level::BitXor),
        BinaryOp::BitAnd => (" & ", Level::BitAnd),
        BinaryOp::Pow => (" ** ", Level::Power),
    }
}

fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => " == ",
        CompareOp::Ne => " != ",
        CompareOp::Lt => " < ",
        CompareOp::Le => " <= ",
        CompareOp::Gt => " > ",
        CompareOp::Ge => " >= ",
        CompareOp::Is => " is ",
        CompareOp::IsNot => " is not ",
        CompareOp::In => " in ",
        CompareOp::NotIn => " not in ",
    }
}

fn expr(e: &Expr<'_>, level: Level, out: &mut Vec<u8>) {
    match &e.kind {
        ExprKind::Literal(l) => literal(l, out),
        ExprKind::Name(n) => put(out, n),
        ExprKind::FString(parts) => fstring(parts, b'f', out),
        ExprKind::TString(parts) => fstring(parts, b't', out),
        ExprKind::Tuple([]) => put(out, "()"),
        ExprKind::Tuple(items) => wrap(level > Level::Tuple, out, |out| {
            comma(items, out, |i, out| expr(i, Level::Test, out));
            if items.len() == 1 {
                out.push(b',');
            }
        }),
        ExprKind::List(items) => {
            out.push(b'[');
            comma(items, out, |i, out| expr(i, Level::Test, out));
            out.push(b']');
        }
        ExprKind::Set(items) => {
            out.push(b'{');
            comma(items, out, |i, out| expr(i, Level::Test, out));
            out.push(b'}');
        }
        ExprKind::Dict(items) => {
            out.push(b'{');
            comma(items, out, |item, out| match item {
                DictItem::Pair(k, v) => {
                    expr(k, Level::Test, out);
                    put(out, ": ");
                    expr(v, Level::Test, out);
                }
                DictItem::Spread(m) => {
                    put(out, "**");
                    expr(m, Level::BitOr, out);
                }
            });
            out.push(b'}');
        }
        ExprKind::Starred(inner) => {
            out.push(b'*');
            expr(inner, Level::BitOr, out);
        }
        ExprKind::Unary { op, operand } => {
            let (text, own) = match op {
                UnaryOp::Not => ("not ", Level::Not),
                UnaryOp::Neg => ("-", Level::Factor),
                UnaryOp::Pos => ("+", Level::Factor),
                UnaryOp::Invert => ("~", Level::Factor),
            };
            wrap(level > own, out, |out| {
                put(out, text);
                expr(operand, own, out);
            });
        }
        ExprKind::Binary { op, left, right, .. } => {
            let (text, own) = binary(*op);
            let right_first = *op == BinaryOp::Pow;
            wrap(level > own, out, |out| {
                expr(left, if right_first { own.above() } else { own }, out);
                put(out, text);
                expr(right, if right_first { own } else { own.above() }, out);
            });
        }
        ExprKind::And(items) => operands(items, " and ", Level::And, level, out),
        ExprKind::Or(items) => operands(items, " or ", Level::Or, level, out),
        ExprKind::Compare { first, rest } => wrap(level > Level::Compare, out, |out| {
            expr(first, Level::Compare.above(), out);
            for (op, right) in *rest {
                put(out, compare(*op));
                expr(right, Level::Compare.above(), out);
            }
        }),
        ExprKind::Conditional { test, then, other } => wrap(level > Level::Test, out, |out| {
            expr(then, Level::Test.above(), out);
            put(out, " if ");
            expr(test, Level::Test.above(), out);
            put(out, " else ");
            expr(other, Level::Test, out);
        }),
        ExprKind::Attribute { value, attr } => {
            expr(value, Level::Atom, out);
            // `1.x` would be a float.
            put(out, if matches!(value.kind, ExprKind::Literal(Literal::Int(_))) { " ." } else { "." });
            put(out, attr.name);
        }
        ExprKind::Subscript { value, index } => {
            expr(value, Level::Atom, out);
            out.push(b'[');
            expr(index, Level::Tuple, out);
            out.push(b']');
        }
        ExprKind::Slice { lower, upper, step } => {
            if let Some(lower) = lower {
                expr(lower, Level::Test, out);
            }
            out.push(b':');
            if let Some(upper) = upper {
                expr(upper, Level::Test, out);
            }
            if let Some(step) = step {
                out.push(b':');
                expr(step, Level::Test, out);
            }
        }
        ExprKind::Call { func, args } => call(func, args, out),
        ExprKind::Named { target, value } => {
            out.push(b'(');
            put(out, target.name);
            put(out, " := ");
            expr(value, Level::Atom, out);
            out.push(b')');
        }
        ExprKind::Lambda { params, body } => wrap(level > Level::Test, out, |out| {
            put(out, "lambda");
            parameters(params, out);
            put(out, ": ");
            expr(body, Level::Test, out);
        }),
        ExprKind::ListComp { element, clauses } => comprehension(element, None, clauses, "[", "]", out),
        ExprKind::SetComp { element, clauses } => comprehension(element, None, clauses, "{", "}", out),
        ExprKind::DictComp { key, value, clauses } => comprehension(key, Some(value), clauses, "{", "}", out),
        ExprKind::Generator { element, clauses } => comprehension(element, None, clauses, "(", ")", out),
        ExprKind::Await(value) => wrap(level > Level::Await, out, |out| {
            put(out, "await ");
            expr(value, Level::Atom, out);
        }),
        ExprKind::Yield(value) => {
            put(out, "(yield");
            if let Some(value) = value {
                out.push(b' ');
                expr(value, Level::Tuple, out);
            }
            out.push(b')');
        }
        ExprKind::YieldFrom(value) => {
            put(out, "(yield from ");
            expr(value, Level::Test, out);
            out.push(b')');
        }
    }
}

fn operands(items: &[Expr<'_>], word: &str, own: Level, level: Level, out: &mut Vec<u8>) {
    wrap(level > own, out, |out| {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                put(out, word);
            }
            expr(item, own.above(), out);
        }
    });
}

fn call(func: &Expr<'_>, args: &[Arg<'_>], out: &mut Vec<u8>) {
    expr(func, Level::Atom, out);
    if let [Arg::Positional(only)] = args
        && matches!(only.kind, ExprKind::Generator { .. })
    {
        return expr(only, Level::Atom, out);
    }
    out.push(b'(');
    let positional = |a: &&Arg<'_>| matches!(a, Arg::Positional(_) | Arg::Star(..));
    let ordered: Vec<_> =
        args.iter().filter(positional).chain(args.iter().filter(|a| !positional(a))).collect();
    comma(&ordered, out, |arg, out| match arg {
        Arg::Positional(e) => expr(e, Level::Test, out),
        Arg::Star(_, e) => {
            out.push(b'*');
            expr(e, Level::BitOr, out);
        }
        Arg::Keyword(_, name, e) => {
            put(out, name.name);
            out.push(b'=');
            expr(e, Level::Test, out);
        }
        Arg::DoubleStar(_, e) => {
            put(out, "**");
            expr(e, Level::Test, out);
        }
    });
    out.push(b')');
}

fn parameters(p: &Params<'_>, out: &mut Vec<u8>) {
    // CPython puts a space behind `lambda` only before a positional parameter.
    let mut first = true;
    let gap = if p.positional_only.is_empty() && p.positional.is_empty() { "" } else { " " };
    let mut separate = |out: &mut Vec<u8>| {
        put(out, if std::mem::take(&mut first) { gap } else { ", " });
    };
    let default = |param: &Param<'_>, out: &mut Vec<u8>| {
        if let Some(d) = param.default {
            out.push(b'=');
            expr(d, Level::Test, out);
        }
    };
    for (i, param) in p.positional_only.iter().chain(p.positional).enumerate() {
        separate(out);
        put(out, param.name.name);
        default(param, out);
        if i + 1 == p.positional_only.len() {
            put(out, ", /");
        }
    }
    if p.var_args.is_some() || !p.keyword_only.is_empty() {
        separate(out);
        out.push(b'*');
        put(out, p.var_args.map_or("", |a| a.name.name));
    }
    for param in p.keyword_only {
        separate(out);
        put(out, param.name.name);
        default(param, out);
    }
    if let Some(kwargs) = p.var_kwargs {
        separate(out);
        put(out, "**");
        put(out, kwargs.name.name);
    }
}

fn comprehension(
    first: &Expr<'_>,
    second: Option<&Expr<'_>>,
    clauses: &[Comprehension<'_>],
    open: &str,
    close: &str,
    out: &mut Vec<u8>,
) {
    put(out, open);
    expr(first, Level::Test, out);
    if let Some(second) = second {
        put(out, ": ");
        expr(second, Level::Test, out);
    }
    for clause in clauses {
        put(out, if clause.is_async { " async for " } else { " for " });
        expr(&clause.target, Level::Tuple, out);
        put(out, " in ");
        expr(&clause.iter, Level::Test.above(), out);
        for condition in clause.conditions {
            put(out, " if ");
            expr(condition, Level::Test.above(), out);
        }
    }
    put(out, close);
}

/// An f-string or t-string: its body as text, quoted as a whole.
fn fstring(parts: &[FStringPart<'_>], prefix: u8, out: &mut Vec<u8>) {
    let mut body = Vec::new();
    fstring_body(parts, prefix == b't', &mut body);
    out.push(prefix);
    quoted(&body, false, out);
}

fn fstring_body(parts: &[FStringPart<'_>], template: bool, body: &mut Vec<u8>) {
    for part in parts {
        match part {
            FStringPart::Text { text, .. } => {
                for &b in *text {
                    if b == b'{' || b == b'}' {
                        body.push(b);
                    }
                    body.push(b);
                }
            }
            FStringPart::Field { value, written, conversion, spec, .. } => {
                let mut inner = Vec::new();
                if template {
                    put(&mut inner, written);
                } else {
                    expr(value, Level::Test.above(), &mut inner);
                }
                put(body, if inner.first() == Some(&b'{') { "{ " } else { "{" });
                body.extend_from_slice(&inner);
                match conversion {
                    None => {}
                    Some(Conversion::Str) => put(body, "!s"),
                    Some(Conversion::Repr) => put(body, "!r"),
                    Some(Conversion::Ascii) => put(body, "!a"),
                }
                if let Some(spec) = spec {
                    body.push(b':');
                    fstring_body(spec.parts, false, body);
                }
                body.push(b'}');
            }
        }
    }
}
