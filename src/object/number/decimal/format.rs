//! Format specifications for decimals: digits are rounded in decimal, by the context's mode.

use super::rounding::finalize;
use super::scale::rescale;
use super::words;
use super::{Ctx, Dec, Kind, MAX_PREC, Round};
use crate::object::text::wtf8;

/// A specification that was read.
#[derive(Clone, Debug)]
pub struct Spec {
    fill: Vec<u8>,
    /// `<`, `>`, `=`, `^`, or `0`: zeros behind the sign.
    align: u8,
    sign: u8,
    no_negative_zero: bool,
    /// `#`: a point even where no digit follows it.
    always_point: bool,
    pub width: usize,
    grouping: Option<u8>,
    fraction_grouping: Option<u8>,
    pub precision: Option<usize>,
    kind: Option<u8>,
    /// The type was `N`, which goes.
    pub deprecated: bool,
}

/// What stands between digits.
#[derive(Clone, Debug)]
pub struct Marks {
    pub point: Vec<u8>,
    pub separator: Vec<u8>,
    /// Widths of groups from the point on, as C's locales give them: the last one repeats, 127 is all that is left.
    pub grouping: Vec<u8>,
}

impl Marks {
    /// Whether they can be used: they are short.
    pub fn are_valid(&self) -> bool {
        (1..=4).contains(&self.point.len()) && self.separator.len() <= 4 && self.grouping.is_ascii()
    }
}

/// Reads a specification; None if it is none.
pub fn parse(spec: &[u8]) -> Option<Spec> {
    let mut out = Spec {
        fill: vec![b' '],
        align: b'>',
        sign: b'-',
        no_negative_zero: false,
        always_point: false,
        width: 0,
        grouping: None,
        fraction_grouping: None,
        precision: None,
        kind: None,
        deprecated: false,
    };
    let is_align = |b: Option<&u8>| b.is_some_and(|b| b"<>=^".contains(b));
    let mut at = 0;
    let mut aligned = false;
    if !spec.is_empty() {
        let (_, length) = wtf8::code_point_at(spec, 0);
        if is_align(spec.get(length)) {
            out.fill = spec[..length].to_vec();
            out.align = spec[length];
            at = length + 1;
            aligned = true;
        } else if is_align(spec.first()) {
            out.align = spec[0];
            at = 1;
            aligned = true;
        }
    }
    let take = |at: &mut usize, wanted: &[u8]| {
        let b = spec.get(*at).copied().filter(|b| wanted.contains(b));
        *at += usize::from(b.is_some());
        b
    };
    if let Some(b) = take(&mut at, b"+- ") {
        out.sign = b;
    }
    out.no_negative_zero = take(&mut at, b"z").is_some();
    out.always_point = take(&mut at, b"#").is_some();
    if take(&mut at, b"0").is_some() {
        if aligned {
            return None;
        }
        out.align = b'0';
    }
    out.width = integer(spec, &mut at)?.unwrap_or(0);
    out.grouping = take(&mut at, b",_");
    if take(&mut at, b".").is_some() {
        out.precision = integer(spec, &mut at)?;
        out.fraction_grouping = take(&mut at, b",_");
        if out.precision.is_none() && out.fraction_grouping.is_none() {
            return None;
        }
    }
    out.kind = take(&mut at, b"eEfFgGn%N");
    if let Some(b'n' | b'N') = out.kind {
        if out.grouping.is_some() || out.fraction_grouping.is_some() {
            return None;
        }
        out.deprecated = out.kind == Some(b'N');
    }
    (at == spec.len()).then_some(out)
}

fn integer(spec: &[u8], at: &mut usize) -> Option<Option<usize>> {
    let start = *at;
    let mut n = 0i64;
    while let Some(d) = spec.get(*at).filter(|b| b.is_ascii_digit()) {
        n = n.checked_mul(10)?.checked_add(i64::from(d - b'0')).filter(|n| *n <= MAX_PREC)?;
        *at += 1;
    }
    Some((*at > start).then_some(n as usize))
}

/// The number rounded to some digits.
fn rounded(d: &Dec, digits: usize, round: Round) -> Dec {
    let ctx = Ctx { round, ..Ctx::working(digits as i64) };
    finalize(d.clone(), &ctx, &mut 0)
}

/// The text of a number; the caller has seen to it that there is room.
pub fn format(
    d: &Dec,
    spec: &Spec,
    marks: &Marks,
    round: Round,
    capitals: bool,
    status: &mut u32,
) -> Vec<u8> {
    let percent = spec.kind == Some(b'%');
    if !d.is_finite() {
        let mut body = match d.kind {
            Kind::Infinite => b"Infinity".to_vec(),
            Kind::Quiet => b"NaN".to_vec(),
            _ => b"sNaN".to_vec(),
        };
        if d.is_nan() && !d.coef.is_empty() {
            body.extend(words::to_digits(&d.coef));
        }
        if percent {
            body.push(b'%');
        }
        let align = if spec.align == b'0' { b'>' } else { spec.align };
        return pad(sign(d.neg, spec), body, align, spec);
    }
    let kind = spec.kind.unwrap_or(if capitals { b'G' } else { b'g' });
    let kind = match kind {
        b'n' => b'g',
        b'N' => b'G',
        k => k,
    };
    let upper = kind.is_ascii_uppercase();
    let kind = kind.to_ascii_lowercase();
    let mut d = d.clone();
    if percent {
        d.exp += 2;
    }
    match (kind, spec.precision) {
        (b'e', Some(p)) if d.digits() > p as i64 + 1 => d = rounded(&d, p + 1, round),
        (b'f' | b'%', Some(p)) => d = rescale(&d, -(p as i64), round, status),
        (b'g', Some(p)) if d.digits() > p.max(1) as i64 => d = rounded(&d, p.max(1), round),
        _ => {}
    }
    let fixed = matches!(kind, b'f' | b'%');
    if fixed && d.is_zero() && d.exp > 0 {
        d.exp = 0;
    }
    if spec.no_negative_zero && d.is_zero() {
        d.neg = false;
    }
    let digits = words::to_digits(&d.coef);
    let n = digits.len() as i64;
    let left = d.exp + n;
    let point = match kind {
        b'e' if d.is_zero() => 1 - spec.precision.unwrap_or(0) as i64,
        b'e' => 1,
        b'g' if !(d.exp <= 0 && left > -6) => 1,
        _ => left,
    };
    let (whole, mut fraction) = if point <= 0 {
        (vec![b'0'], [vec![b'0'; -point as usize], digits].concat())
    } else if point >= n {
        ([digits, vec![b'0'; (point - n) as usize]].concat(), Vec::new())
    } else {
        (digits[..point as usize].to_vec(), digits[point as usize..].to_vec())
    };
    if let (b'e', Some(p)) = (kind, spec.precision) {
        // All digits that were asked for.
        let missing = p.saturating_sub(fraction.len());
        fraction.extend(std::iter::repeat_n(b'0', missing));
    }
    let exponent = left - point;
    let mut tail = Vec::new();
    if !fraction.is_empty() || spec.always_point {
        tail.extend(&marks.point);
        for (i, part) in fraction.chunks(3).enumerate() {
            if i > 0
                && let Some(s) = spec.fraction_grouping
            {
                tail.push(s);
            }
            tail.extend(part);
        }
    }
    if exponent != 0 || kind == b'e' {
        tail.push(if upper { b'E' } else { b'e' });
        tail.extend(format!("{exponent:+}").bytes());
    }
    if percent {
        tail.push(b'%');
    }
    let sign = sign(d.neg, spec);
    let least = if spec.align == b'0' { spec.width.saturating_sub(width(&tail) + sign.len()) } else { 0 };
    let mut body = grouped(&whole, marks, least);
    body.extend(tail);
    pad(sign, body, spec.align, spec)
}

/// The integer part with separators, and zeros before it up to a width.
fn grouped(digits: &[u8], marks: &Marks, least: usize) -> Vec<u8> {
    let mut groups = marks.grouping.iter().map(|n| usize::from(*n));
    let all = |n| if n == 127 { usize::MAX } else { n };
    let mut group = groups.next().map_or(usize::MAX, all);
    let mut in_group = 0;
    let step = width(&marks.separator);
    // From the point on; a separator stands backwards, too.
    let (mut out, mut long, mut i) = (Vec::with_capacity(digits.len() * 4 / 3 + least), 0, 0);
    while i < digits.len() || long < least {
        if in_group == group {
            out.extend(marks.separator.iter().rev());
            long += step;
            in_group = 0;
            group = groups.next().map_or(group, all);
        }
        out.push(if i < digits.len() { digits[digits.len() - 1 - i] } else { b'0' });
        (i, in_group, long) = (i + 1, in_group + 1, long + 1);
    }
    out.reverse();
    out
}

fn sign(neg: bool, spec: &Spec) -> Vec<u8> {
    match (neg, spec.sign) {
        (true, _) => vec![b'-'],
        (false, b'-') => Vec::new(),
        (false, s) => vec![s],
    }
}

fn pad(sign: Vec<u8>, body: Vec<u8>, align: u8, spec: &Spec) -> Vec<u8> {
    let missing = spec.width.saturating_sub(sign.len() + width(&body));
    let fill = |n: usize| spec.fill.repeat(n);
    match align {
        b'<' => [sign, body, fill(missing)].concat(),
        b'=' => [sign, fill(missing), body].concat(),
        b'^' => [fill(missing / 2), sign, body, fill(missing - missing / 2)].concat(),
        b'0' => [sign, body].concat(),
        _ => [fill(missing), sign, body].concat(),
    }
}

/// How many characters a text has.
fn width(text: &[u8]) -> usize {
    text.iter().filter(|b| **b & 0xc0 != 0x80).count()
}

impl Spec {
    /// The marks that it asks for.
    pub fn marks(&self) -> Marks {
        let separator: Vec<u8> = self.grouping.into_iter().collect();
        let grouping = if separator.is_empty() { Vec::new() } else { vec![3] };
        Marks { point: vec![b'.'], separator, grouping }
    }

    /// Whether the specification says what the point is; else whoever gives other marks has to.
    pub fn says_point(&self) -> bool {
        self.grouping.is_some() || matches!(self.kind, Some(b'n' | b'N'))
    }

    /// Whether other marks than these may be used: an underscore stays what it is.
    pub fn takes_marks(&self) -> bool {
        self.grouping != Some(b'_') && self.fraction_grouping.is_none()
    }

    /// Whether all digits are written out.
    pub fn is_fixed(&self) -> bool {
        matches!(self.kind, Some(b'f' | b'F' | b'%'))
    }
}
