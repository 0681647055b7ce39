//! What the machine does at one place of a text: tests, steps over characters, and the search for places worth trying. Without WIDE a character is a byte.

use super::machine::NONE;
use super::program::{At, MANY, Op, Program, Run, Single, Start};
use super::sets::{Fold, is_uni_word, is_word};
use crate::object::text::wtf8;

/// Whether an operation only tests the text.
pub fn is_simple(op: Op) -> bool {
    matches!(op, Op::Byte(_) | Op::Text { .. } | Op::One(_) | Op::At(_))
}

/// Whether such an operation matches at a place.
#[inline(always)]
pub fn simply<const WIDE: bool>(p: &Program, op: Op, text: &[u8], pos: usize) -> bool {
    match op {
        Op::Byte(b) => text.get(pos) == Some(&b),
        Op::Text { from, to } => text[pos..].starts_with(&p.literals[from as usize..to as usize]),
        Op::One(single) => passes::<WIDE>(p, single, text, pos).is_some(),
        Op::At(at) => stands::<WIDE>(at, text, pos),
        _ => false,
    }
}

/// The first place from `from` on where the pattern can begin.
pub fn candidate<const WIDE: bool>(p: &Program, text: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    if rest.len() < p.least {
        return None;
    }
    let at = match &p.start {
        Start::Anywhere => 0,
        Start::Beginning => return (from == 0).then_some(0),
        Start::Line if from == 0 || text[from - 1] == b'\n' => 0,
        Start::Line => memchr::memchr(b'\n', rest)? + 1,
        Start::Literal(finder) => finder.find(rest)?,
        Start::Bytes(a, b, _) if a == b => memchr::memchr(*a, rest)?,
        Start::Bytes(a, b, c) if b == c => memchr::memchr2(*a, *b, rest)?,
        Start::Bytes(a, b, c) => memchr::memchr3(*a, *b, *c, rest)?,
        Start::Any(set) => rest.iter().position(|b| set[usize::from(*b)])?,
    };
    Some(from + at)
}

/// The place behind a character that passes.
#[inline(always)]
pub fn passes<const WIDE: bool>(p: &Program, single: Single, text: &[u8], pos: usize) -> Option<usize> {
    let first = *text.get(pos)?;
    let width = || if WIDE { wtf8::width(first) } else { 1 };
    match single {
        Single::Never => None,
        Single::Any => Some(pos + width()),
        Single::NotNewline => (first != b'\n').then(|| pos + width()),
        Single::Byte(b) => (first == b).then_some(pos + 1),
        Single::NotByte(b) => (first != b).then(|| pos + width()),
        Single::Set(n) => {
            let set = &p.sets[n as usize];
            if !WIDE || first < 0x80 {
                return set.low[usize::from(first)].then_some(pos + 1);
            }
            let (c, width) = wtf8::code_point_at(text, pos);
            set.has(c).then_some(pos + width)
        }
    }
}

/// The place behind exactly `n` characters that pass.
#[inline(always)]
pub fn exactly<const WIDE: bool>(
    p: &Program,
    single: Single,
    text: &[u8],
    pos: usize,
    n: usize,
) -> Option<usize> {
    match n {
        0 => Some(pos),
        1 => passes::<WIDE>(p, single, text, pos),
        _ if n > text.len() - pos => None,
        _ => {
            let mut at = pos;
            for _ in 0..n {
                at = passes::<WIDE>(p, single, text, at)?;
            }
            Some(at)
        }
    }
}

/// The place behind as many characters that pass as there are, at most `n`.
#[inline(always)]
pub fn up_to<const WIDE: bool>(p: &Program, single: Single, text: &[u8], pos: usize, n: usize) -> usize {
    if n != MANY && (WIDE || !matches!(single, Single::Set(_))) {
        let mut at = pos;
        for _ in 0..n {
            match passes::<WIDE>(p, single, text, at) {
                Some(next) => at = next,
                None => break,
            }
        }
        return at;
    }
    let rest = &text[pos..];
    match single {
        Single::Never => pos,
        Single::Any => text.len(),
        Single::NotNewline => memchr::memchr(b'\n', rest).map_or(text.len(), |i| pos + i),
        Single::NotByte(b) => memchr::memchr(b, rest).map_or(text.len(), |i| pos + i),
        Single::Byte(b) => pos + rest.iter().take_while(|x| **x == b).count(),
        Single::Set(i) => {
            let set = &p.sets[i as usize];
            let low = &set.low;
            if !WIDE {
                let rest = if n == MANY { rest } else { &rest[..n.min(rest.len())] };
                return pos + rest.iter().position(|b| !low[usize::from(*b)]).unwrap_or(rest.len());
            }
            let mut at = pos;
            while let Some(b) = text.get(at) {
                if *b < 0x80 {
                    if !low[usize::from(*b)] {
                        break;
                    }
                    at += 1;
                } else {
                    let (c, width) = wtf8::code_point_at(text, at);
                    if !set.has(c) {
                        break;
                    }
                    at += width;
                }
            }
            at
        }
    }
}

/// The place of the character before.
#[inline(always)]
pub fn before<const WIDE: bool>(text: &[u8], pos: usize) -> usize {
    let mut at = pos.saturating_sub(1);
    if WIDE {
        while at > 0 && !wtf8::is_boundary(text[at]) {
            at -= 1;
        }
    }
    at
}

/// The last place in `low..=top` where what follows can begin.
#[inline(always)]
pub fn fitting_before<const WIDE: bool>(run: &Run, text: &[u8], low: usize, top: usize) -> Option<usize> {
    let Some(next) = &run.next else { return (top >= low).then_some(top) };
    if top < low {
        return None;
    }
    let part = &text[low..(top + 1).min(text.len())];
    match next.only {
        Some(b) => memchr::memrchr(b, part).map(|i| low + i),
        None => part.iter().rposition(|b| next.bytes[usize::from(*b)]).map(|i| low + i),
    }
}

/// The first place from `pos` on where what follows can begin, and how many more characters may be taken there.
#[inline(always)]
pub fn fitting_after<const WIDE: bool>(
    p: &Program,
    run: &Run,
    text: &[u8],
    pos: usize,
    more: usize,
) -> Option<(usize, usize)> {
    let Some(next) = &run.next else { return Some((pos, more)) };
    if more == MANY
        && let Some(b) = next.only
    {
        let rest = &text[pos..];
        match run.single {
            Single::Any => return memchr::memchr(b, rest).map(|i| (pos + i, MANY)),
            Single::NotNewline => {
                let at = memchr::memchr2(b, b'\n', rest)?;
                return (rest[at] == b).then_some((pos + at, MANY));
            }
            Single::NotByte(not) => {
                let at = memchr::memchr2(b, not, rest)?;
                return (rest[at] == b).then_some((pos + at, MANY));
            }
            _ => {}
        }
    }
    let (mut at, mut more) = (pos, more);
    loop {
        let first = *text.get(at)?;
        if next.bytes[usize::from(first)] {
            return Some((at, more));
        }
        if more == 0 {
            return None;
        }
        at = passes::<WIDE>(p, run.single, text, at)?;
        if more != MANY {
            more -= 1;
        }
    }
}

/// The place `n` characters before.
pub fn back_by<const WIDE: bool>(text: &[u8], pos: usize, n: usize) -> Option<usize> {
    if !WIDE || n == 0 {
        return pos.checked_sub(n);
    }
    let mut at = pos;
    for _ in 0..n {
        if at == 0 {
            return None;
        }
        at = before::<WIDE>(text, at);
    }
    Some(at)
}

pub fn stands<const WIDE: bool>(at: At, text: &[u8], pos: usize) -> bool {
    match at {
        At::Beginning => pos == 0,
        At::BeginningOfLine => pos == 0 || text[pos - 1] == b'\n',
        At::End => pos == text.len() || (pos + 1 == text.len() && text[pos] == b'\n'),
        At::EndOfLine => pos == text.len() || text[pos] == b'\n',
        At::EndOfText => pos == text.len(),
        At::Boundary { unicode, not } => {
            let word = |c: u32| if unicode { is_uni_word(c) } else { is_word(c) };
            let that = pos > 0
                && match text[pos - 1] {
                    b if !WIDE || b < 0x80 => word(b.into()),
                    _ => word(wtf8::code_point_before(text, pos).0),
                };
            let this = match text.get(pos) {
                None => false,
                Some(b) if !WIDE || *b < 0x80 => word((*b).into()),
                Some(_) => word(wtf8::code_point_at(text, pos).0),
            };
            (this != that) != not
        }
    }
}

/// The place behind a repetition of what a group holds.
pub fn repeated<const WIDE: bool>(
    slots: &[usize],
    group: usize,
    fold: Fold,
    text: &[u8],
    pos: usize,
) -> Option<usize> {
    let (a, b) = (slots[2 * group], slots[2 * group + 1]);
    if a == NONE || b == NONE || a > b {
        return None;
    }
    if fold == Fold::None {
        return text[pos..].starts_with(&text[a..b]).then_some(pos + (b - a));
    }
    let code = |at: usize| if WIDE { wtf8::code_point_at(text, at) } else { (u32::from(text[at]), 1) };
    let (mut i, mut at) = (a, pos);
    while i < b {
        if at >= text.len() {
            return None;
        }
        let ((x, n), (y, m)) = (code(i), code(at));
        if x != y && fold.of(x) != fold.of(y) {
            return None;
        }
        i += n;
        at += m;
    }
    Some(at)
}
