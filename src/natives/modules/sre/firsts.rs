//! With which bytes what follows an operation can begin. A search skips places where the pattern cannot begin; a repetition that gives characters back skips those behind which
//! the rest cannot begin, and one whose characters can never begin the rest gives none back at all.

use super::program::{First, Greed, MANY, Op, Program, Single, Start};

/// Operations that are looked at before the answer is "anything".
const EFFORT: usize = 256;

/// Notes what is known in the program: at each repetition, and for searches.
pub fn note_firsts(p: &mut Program, bytes: bool) {
    for i in 0..p.ops.len() {
        let Op::Run(n) = p.ops[i] else { continue };
        let Some(next) = firsts(p, i + 1, bytes, true) else { continue };
        let mut own = [false; 256];
        add_single(p, p.runs[n as usize].single, bytes, &mut own);
        let run = &mut p.runs[n as usize];
        if run.greed == Greed::Greedy && !own.iter().zip(&next).any(|(a, b)| *a && *b) {
            run.greed = Greed::Possessive;
        }
        run.next = Some(Box::new(First { bytes: next, only: only(&next) }));
    }
    // What is known of ways and loops saves noting a way that cannot be gone.
    if p.ops.len() < 20_000 {
        for i in 0..p.ops.len() {
            match p.ops[i] {
                Op::Split(n) => {
                    let other = p.splits[n as usize].other as usize;
                    p.splits[n as usize].here_first = firsts(p, i + 1, bytes, true).map(Box::new);
                    p.splits[n as usize].other_first = firsts(p, other, bytes, true).map(Box::new);
                }
                Op::LoopGreedy(n) => {
                    let l = &p.loops[n as usize];
                    let (body, after) = (l.body as usize, l.after as usize);
                    p.loops[n as usize].body_first = firsts(p, body, bytes, true).map(Box::new);
                    p.loops[n as usize].after_first = firsts(p, after, bytes, true).map(Box::new);
                }
                _ => {}
            }
        }
    }
    p.start = start(p, bytes);
    let first = p.ops.iter().find(|op| !matches!(op, Op::Mark(_)));
    let repeats = p.ops.iter().any(|op| matches!(op, Op::GroupRef(..) | Op::UnlessGroup(..)));
    if let Some(Op::Run(n)) = first
        && p.runs[*n as usize].max == MANY
        && !repeats
    {
        p.leading = Some(p.runs[*n as usize].single);
    }
    p.whole_run = match p.ops[..] {
        [Op::Run(n), Op::Success] => Some(p.runs[n as usize].clone()),
        [Op::One(single), Op::Success] => {
            Some(super::program::Run { single, min: 1, max: 1, greed: Greed::Greedy, next: None })
        }
        _ => None,
    };
    let text = match p.ops[..] {
        [Op::Text { from: 0, to }, Op::Success] => Some(to as usize),
        [Op::Byte(b), Op::Success] => {
            p.literals = vec![b];
            Some(1)
        }
        _ => None,
    };
    p.whole_literal = text;
}

fn only(set: &[bool; 256]) -> Option<u8> {
    let mut all = (0..=255u8).filter(|b| set[usize::from(*b)]);
    let first = all.next()?;
    if all.next().is_none() { Some(first) } else { None }
}

fn start(p: &Program, bytes: bool) -> Start {
    let mut at = 0;
    while let Some(Op::Mark(_)) = p.ops.get(at) {
        at += 1;
    }
    match p.ops[at] {
        Op::At(super::program::At::Beginning) => return Start::Beginning,
        Op::At(super::program::At::BeginningOfLine) => return Start::Line,
        Op::Text { from, to } => {
            let text = &p.literals[from as usize..to as usize];
            return Start::Literal(Box::new(memchr::memmem::Finder::new(text).into_owned()));
        }
        _ => {}
    }
    let Some(set) = firsts(p, 0, bytes, false) else { return Start::Anywhere };
    let members: Vec<u8> = (0..=255u8).filter(|b| set[usize::from(*b)]).collect();
    match members[..] {
        [] => Start::Any(Box::new(set)),
        [a] => Start::Bytes(a, a, a),
        [a, b] => Start::Bytes(a, b, b),
        [a, b, c] => Start::Bytes(a, b, c),
        _ if members.len() >= 250 => Start::Anywhere,
        _ => Start::Any(Box::new(set)),
    }
}

/// The bytes with which what stands at `from` can begin; None: it may be empty, or nothing is known. With `closed` the end of an atomic part is an end: what follows it has no
/// say in how the part matches.
fn firsts(p: &Program, from: usize, bytes: bool, closed: bool) -> Option<[bool; 256]> {
    let mut set = [false; 256];
    let mut open = vec![from];
    let mut seen = Vec::new();
    while let Some(at) = open.pop() {
        if seen.contains(&at) {
            continue;
        }
        if seen.len() >= EFFORT {
            return None;
        }
        seen.push(at);
        match *p.ops.get(at)? {
            Op::Fail => {}
            Op::Success | Op::GroupRef(..) | Op::AssertEnd | Op::AssertNotEnd => return None,
            Op::AtomicEnd | Op::PossessiveEnd(_) if closed => return None,
            Op::Byte(b) => set[usize::from(b)] = true,
            Op::Text { from, .. } => set[usize::from(p.literals[from as usize])] = true,
            Op::One(single) => add_single(p, single, bytes, &mut set),
            Op::Run(n) => {
                let run = &p.runs[n as usize];
                if run.max > 0 {
                    add_single(p, run.single, bytes, &mut set);
                }
                if run.min == 0 {
                    open.push(at + 1);
                }
            }
            Op::Mark(_) | Op::At(_) | Op::LoopStart(_) | Op::Atomic | Op::AtomicEnd => open.push(at + 1),
            Op::Jump(to) => open.push(to as usize),
            Op::Split(n) => open.extend([at + 1, p.splits[n as usize].other as usize]),
            Op::UnlessGroup(_, other) => open.extend([at + 1, other as usize]),
            Op::LoopGreedy(n) | Op::LoopLazy(n) | Op::PossessiveNext(n) => {
                let l = &p.loops[n as usize];
                open.extend([l.body as usize, l.after as usize]);
            }
            Op::PossessiveEnd(n) => open.push(p.loops[n as usize].body as usize - 1),
            Op::Assert { after, .. } | Op::AssertNot { after, .. } => open.push(after as usize),
        }
    }
    Some(set)
}

/// Adds the bytes with which a character that passes can begin.
fn add_single(p: &Program, single: Single, bytes: bool, set: &mut [bool; 256]) {
    let all_but = |set: &mut [bool; 256], out: Option<u8>| {
        for b in 0..=255u8 {
            if Some(b) != out && (bytes || !(0x80..0xc0).contains(&b)) {
                set[usize::from(b)] = true;
            }
        }
    };
    match single {
        Single::Never => {}
        Single::Any => all_but(set, None),
        Single::NotNewline => all_but(set, Some(b'\n')),
        Single::NotByte(b) => all_but(set, Some(b)),
        Single::Byte(b) => set[usize::from(b)] = true,
        Single::Set(n) => {
            let of = &p.sets[n as usize];
            let ends = if bytes { 256 } else { 128 };
            for (i, place) in set.iter_mut().enumerate().take(ends) {
                *place |= of.low[i];
            }
            if !bytes {
                set[0xc2] |= of.low[0x80..0xc0].contains(&true);
                set[0xc3] |= of.low[0xc0..].contains(&true);
                if of.has_high {
                    set[0xc4..0xf5].fill(true);
                }
            }
        }
    }
}
