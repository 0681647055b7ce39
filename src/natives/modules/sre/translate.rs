//! From the code arrays that `re._compiler` makes to a program. An array may say anything: what does not make sense is refused, nothing of it is relied upon.

use super::program::{At, Greed, Loop, MANY, Op, Program, Run, Single, Split, Start};
use super::sets::{Category, Fold, Item, Set};
use crate::object::text::wtf8;

/// What was found to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Invalid,
    /// It is nested too deeply.
    Deep,
}

/// Largest number that means "not bounded" in code arrays.
pub const MAXREPEAT: u32 = u32::MAX;
/// Patterns nested deeper are refused. (The parser, which is written in the language, gives up long before.)
const DEEPEST: usize = 3000;

/// The numbers of the operations.
mod code {
    pub const FAILURE: u32 = 0;
    pub const SUCCESS: u32 = 1;
    pub const ANY: u32 = 2;
    pub const ANY_ALL: u32 = 3;
    pub const ASSERT: u32 = 4;
    pub const ASSERT_NOT: u32 = 5;
    pub const AT: u32 = 6;
    pub const BRANCH: u32 = 7;
    pub const CATEGORY: u32 = 8;
    pub const CHARSET: u32 = 9;
    pub const BIGCHARSET: u32 = 10;
    pub const GROUPREF: u32 = 11;
    pub const GROUPREF_EXISTS: u32 = 12;
    pub const IN: u32 = 13;
    pub const INFO: u32 = 14;
    pub const JUMP: u32 = 15;
    pub const LITERAL: u32 = 16;
    pub const MARK: u32 = 17;
    pub const MAX_UNTIL: u32 = 18;
    pub const MIN_UNTIL: u32 = 19;
    pub const NOT_LITERAL: u32 = 20;
    pub const NEGATE: u32 = 21;
    pub const RANGE: u32 = 22;
    pub const REPEAT: u32 = 23;
    pub const REPEAT_ONE: u32 = 24;
    pub const MIN_REPEAT_ONE: u32 = 26;
    pub const ATOMIC_GROUP: u32 = 27;
    pub const POSSESSIVE_REPEAT: u32 = 28;
    pub const POSSESSIVE_REPEAT_ONE: u32 = 29;
    pub const GROUPREF_IGNORE: u32 = 30;
    pub const IN_IGNORE: u32 = 31;
    pub const LITERAL_IGNORE: u32 = 32;
    pub const NOT_LITERAL_IGNORE: u32 = 33;
    pub const GROUPREF_LOC_IGNORE: u32 = 34;
    pub const IN_LOC_IGNORE: u32 = 35;
    pub const LITERAL_LOC_IGNORE: u32 = 36;
    pub const NOT_LITERAL_LOC_IGNORE: u32 = 37;
    pub const GROUPREF_UNI_IGNORE: u32 = 38;
    pub const IN_UNI_IGNORE: u32 = 39;
    pub const LITERAL_UNI_IGNORE: u32 = 40;
    pub const NOT_LITERAL_UNI_IGNORE: u32 = 41;
    pub const RANGE_UNI_IGNORE: u32 = 42;
}

type Made<T> = Result<T, Fault>;

/// Makes a program. `bytes`: the texts are bytes, a character is one of them.
pub fn translate(codes: &[u32], groups: usize, bytes: bool) -> Made<Program> {
    let program = Program {
        ops: Vec::new(),
        sets: Vec::new(),
        literals: Vec::new(),
        runs: Vec::new(),
        loops: Vec::new(),
        splits: Vec::new(),
        groups,
        start: Start::Anywhere,
        least: 0,
        whole_literal: None,
        whole_run: None,
        leading: None,
    };
    let mut t = Translator { codes, bytes, out: program, barrier: 0, depth: 0 };
    let Some(end) = codes.len().checked_sub(1).filter(|end| codes[*end] == code::SUCCESS) else {
        return Err(Fault::Invalid);
    };
    let mut from = 0;
    if codes[0] == code::INFO {
        let skip = t.jump(1, end)?;
        from = skip;
    }
    t.out.least = t.sequence(from, end)?;
    t.out.ops.push(Op::Success);
    let mut out = t.out;
    super::firsts::note_firsts(&mut out, bytes);
    Ok(out)
}

struct Translator<'a> {
    codes: &'a [u32],
    bytes: bool,
    out: Program,
    /// Operations before this one are jumped over: a literal must not be joined to one of them.
    barrier: usize,
    depth: usize,
}

impl Translator<'_> {
    fn at(&self, i: usize) -> Made<u32> {
        self.codes.get(i).copied().ok_or(Fault::Invalid)
    }

    /// Where the distance that stands at `i` leads: forward, and not beyond `end`.
    fn jump(&self, i: usize, end: usize) -> Made<usize> {
        let to = i + self.at(i)? as usize;
        if to > i && to <= end { Ok(to) } else { Err(Fault::Invalid) }
    }

    fn here(&self) -> u32 {
        self.out.ops.len() as u32
    }

    /// Something jumps to the next operation.
    fn label(&mut self) -> u32 {
        self.barrier = self.out.ops.len();
        self.here()
    }

    fn emit(&mut self, op: Op) -> usize {
        self.out.ops.push(op);
        self.out.ops.len() - 1
    }

    /// Translates `from..end`; the fewest characters that it matches.
    fn sequence(&mut self, from: usize, end: usize) -> Made<usize> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::Deep);
        }
        let mut at = from;
        let mut least = 0usize;
        while at < end {
            let (next, width) = self.operation(at, end)?;
            debug_assert!(next > at, "each operation takes some of the array");
            at = next;
            least = least.saturating_add(width);
        }
        self.depth -= 1;
        if at == end { Ok(least) } else { Err(Fault::Invalid) }
    }

    /// Translates one operation: where the next one stands, and the fewest characters that it matches.
    fn operation(&mut self, at: usize, end: usize) -> Made<(usize, usize)> {
        let op = self.codes[at];
        match op {
            code::FAILURE => {
                self.emit(Op::Fail);
                Ok((at + 1, 0))
            }
            code::LITERAL => {
                let c = self.at(at + 1)?;
                self.literal(c);
                Ok((at + 2, 1))
            }
            code::MARK => {
                let mark = self.at(at + 1)?;
                if mark as usize >= self.out.groups * 2 {
                    return Err(Fault::Invalid);
                }
                self.emit(Op::Mark(mark));
                Ok((at + 2, 0))
            }
            code::AT => {
                let place = at_code(self.at(at + 1)?)?;
                self.emit(Op::At(place));
                Ok((at + 2, 0))
            }
            code::BRANCH => self.branch(at + 1, end),
            code::ASSERT | code::ASSERT_NOT => self.assertion(op == code::ASSERT_NOT, at + 1, end),
            code::ATOMIC_GROUP => {
                let after = self.jump(at + 1, end)?;
                self.emit(Op::Atomic);
                let least = self.closed(at + 2, after)?;
                self.emit(Op::AtomicEnd);
                Ok((after, least))
            }
            code::GROUPREF
            | code::GROUPREF_IGNORE
            | code::GROUPREF_LOC_IGNORE
            | code::GROUPREF_UNI_IGNORE => {
                let group = self.group(at + 1)?;
                let fold = match op {
                    code::GROUPREF_IGNORE => Fold::Ascii,
                    code::GROUPREF_LOC_IGNORE => Fold::Locale,
                    code::GROUPREF_UNI_IGNORE => Fold::Unicode,
                    _ => Fold::None,
                };
                self.emit(Op::GroupRef(group, fold));
                Ok((at + 2, 0))
            }
            code::GROUPREF_EXISTS => self.conditional(at + 1, end),
            code::INFO => Ok((self.jump(at + 1, end)?, 0)),
            code::REPEAT | code::POSSESSIVE_REPEAT => self.repeat(op, at + 1, end),
            code::REPEAT_ONE | code::MIN_REPEAT_ONE | code::POSSESSIVE_REPEAT_ONE => {
                self.repeat_one(op, at + 1, end)
            }
            _ => {
                let (next, single) = self.single(at, end)?;
                self.emit(Op::One(single));
                Ok((next, 1))
            }
        }
    }

    /// A body that ends with SUCCESS at `after - 1`.
    fn closed(&mut self, from: usize, after: usize) -> Made<usize> {
        if after <= from || self.codes[after - 1] != code::SUCCESS {
            return Err(Fault::Invalid);
        }
        self.barrier = self.out.ops.len();
        let least = self.sequence(from, after - 1)?;
        self.barrier = self.out.ops.len() + 1;
        Ok(least)
    }

    fn group(&self, at: usize) -> Made<u32> {
        let group = self.at(at)?;
        if (group as usize) < self.out.groups { Ok(group) } else { Err(Fault::Invalid) }
    }

    /// A literal character, joined to the one before where that can be.
    fn literal(&mut self, c: u32) {
        let mut text = Vec::new();
        match u8::try_from(c) {
            Ok(b) if self.bytes || b < 0x80 => text.push(b),
            _ if self.bytes || c > 0x10ffff => {
                // No text has it.
                self.emit(Op::Fail);
                return;
            }
            _ => wtf8::push(&mut text, c),
        }
        let end = self.out.literals.len() as u32;
        let joins = self.out.ops.len() > self.barrier;
        let add = text.len() as u32;
        match self.out.ops.last_mut() {
            Some(Op::Text { to, .. }) if joins && *to == end => {
                *to += add;
                self.out.literals.extend_from_slice(&text);
            }
            Some(last @ Op::Byte(_)) if joins => {
                if let Op::Byte(b) = *last {
                    self.out.literals.push(b);
                }
                *last = Op::Text { from: end, to: end + 1 + add };
                self.out.literals.extend_from_slice(&text);
            }
            _ => match text[..] {
                [b] => {
                    self.emit(Op::Byte(b));
                }
                _ => {
                    self.emit(Op::Text { from: end, to: end + add });
                    self.out.literals.extend_from_slice(&text);
                }
            },
        }
    }

    fn set(&mut self, fold: Fold, items: Vec<Item>) -> Single {
        self.out.sets.push(Set::new(fold, items));
        Single::Set(self.out.sets.len() as u32 - 1)
    }

    /// A test of one character, and where the next operation stands.
    fn single(&mut self, at: usize, end: usize) -> Made<(usize, Single)> {
        let op = self.at(at)?;
        let fold = match op {
            code::LITERAL_IGNORE | code::NOT_LITERAL_IGNORE | code::IN_IGNORE => Fold::Ascii,
            code::LITERAL_LOC_IGNORE | code::NOT_LITERAL_LOC_IGNORE | code::IN_LOC_IGNORE => Fold::Locale,
            code::LITERAL_UNI_IGNORE | code::NOT_LITERAL_UNI_IGNORE | code::IN_UNI_IGNORE => Fold::Unicode,
            _ => Fold::None,
        };
        match op {
            code::FAILURE => Ok((at + 1, Single::Never)),
            code::ANY => Ok((at + 1, Single::NotNewline)),
            code::ANY_ALL => Ok((at + 1, Single::Any)),
            code::CATEGORY => {
                let (of, opposite) = Category::find(self.at(at + 1)?).ok_or(Fault::Invalid)?;
                Ok((at + 2, self.set(Fold::None, vec![Item::Category(of, opposite)])))
            }
            code::LITERAL | code::NOT_LITERAL => {
                let c = self.at(at + 1)?;
                let not = op == code::NOT_LITERAL;
                let single = match u8::try_from(c) {
                    Ok(b) if self.bytes || b < 0x80 => {
                        if not {
                            Single::NotByte(b)
                        } else {
                            Single::Byte(b)
                        }
                    }
                    _ if not => self.set(Fold::None, vec![Item::Negate, Item::Literal(c)]),
                    _ => self.set(Fold::None, vec![Item::Literal(c)]),
                };
                Ok((at + 2, single))
            }
            code::LITERAL_IGNORE | code::LITERAL_LOC_IGNORE | code::LITERAL_UNI_IGNORE => {
                let c = self.at(at + 1)?;
                Ok((at + 2, self.set(fold, vec![Item::Literal(c)])))
            }
            code::NOT_LITERAL_IGNORE | code::NOT_LITERAL_LOC_IGNORE | code::NOT_LITERAL_UNI_IGNORE => {
                let c = self.at(at + 1)?;
                // In a locale a set asks for either of both letters; the opposite of that is not the set of the opposite.
                let items = if fold == Fold::Locale {
                    let kin = [c, lower_of(c), upper_of(c)];
                    let mut items = vec![Item::Negate];
                    items.extend(kin.into_iter().map(Item::Literal));
                    return Ok((at + 2, self.set(Fold::None, items)));
                } else {
                    vec![Item::Negate, Item::Literal(c)]
                };
                Ok((at + 2, self.set(fold, items)))
            }
            code::IN | code::IN_IGNORE | code::IN_LOC_IGNORE | code::IN_UNI_IGNORE => {
                let next = self.jump(at + 1, end)?;
                let items = self.items(at + 2, next)?;
                Ok((next, self.set(fold, items)))
            }
            _ => Err(Fault::Invalid),
        }
    }

    /// The parts of a set.
    fn items(&self, mut at: usize, end: usize) -> Made<Vec<Item>> {
        let mut items = Vec::new();
        while at < end {
            let (item, next) = match self.codes[at] {
                code::FAILURE if at + 1 == end => return Ok(items),
                code::NEGATE => (Item::Negate, at + 1),
                code::LITERAL => (Item::Literal(self.at(at + 1)?), at + 2),
                code::RANGE => (Item::Range(self.at(at + 1)?, self.at(at + 2)?), at + 3),
                code::RANGE_UNI_IGNORE => (Item::RangeIgnore(self.at(at + 1)?, self.at(at + 2)?), at + 3),
                code::CATEGORY => {
                    let (of, opposite) = Category::find(self.at(at + 1)?).ok_or(Fault::Invalid)?;
                    (Item::Category(of, opposite), at + 2)
                }
                code::CHARSET => (Item::Bits(Box::new(self.bits(at + 1)?)), at + 9),
                code::BIGCHARSET => {
                    let count = self.at(at + 1)? as usize;
                    let words = self.codes.get(at + 2..at + 66).ok_or(Fault::Invalid)?;
                    let mut index = Box::new([0; 256]);
                    for (four, word) in index.chunks_exact_mut(4).zip(words) {
                        four.copy_from_slice(&word.to_ne_bytes());
                    }
                    if count > 256 || index.iter().any(|i| usize::from(*i) >= count) {
                        return Err(Fault::Invalid);
                    }
                    let blocks: Made<Vec<_>> = (0..count).map(|i| self.bits(at + 66 + 8 * i)).collect();
                    (Item::Big(index, blocks?), at + 66 + 8 * count)
                }
                _ => return Err(Fault::Invalid),
            };
            items.push(item);
            at = next;
        }
        Err(Fault::Invalid)
    }

    fn bits(&self, at: usize) -> Made<[u32; 8]> {
        let words = self.codes.get(at..at + 8).ok_or(Fault::Invalid)?;
        words.try_into().map_err(|_| Fault::Invalid)
    }

    fn branch(&mut self, mut skip: usize, end: usize) -> Made<(usize, usize)> {
        let mut jumps = Vec::new();
        let mut least = usize::MAX;
        let mut target = None;
        loop {
            if self.at(skip)? == 0 {
                break;
            }
            let next = self.jump(skip, end)?;
            // Each way ends with a jump behind all of them.
            if next < skip + 3 || self.codes[next - 2] != code::JUMP {
                return Err(Fault::Invalid);
            }
            let to = self.jump(next - 1, end)?;
            if *target.get_or_insert(to) != to {
                return Err(Fault::Invalid);
            }
            let last = self.at(next)? == 0;
            let split = (!last).then(|| {
                self.out.splits.push(Split::to(0));
                self.emit(Op::Split(self.out.splits.len() as u32 - 1));
                self.out.splits.len() - 1
            });
            self.label();
            least = least.min(self.sequence(skip + 1, next - 2)?);
            if !last {
                jumps.push(self.emit(Op::Jump(0)));
            }
            let here = self.label();
            if let Some(split) = split {
                self.out.splits[split].other = here;
            }
            skip = next;
        }
        let after = skip + 1;
        let Some(target) = target else {
            self.emit(Op::Fail);
            return Ok((after, 0));
        };
        if target != after {
            return Err(Fault::Invalid);
        }
        for jump in jumps {
            self.out.ops[jump] = Op::Jump(self.here());
        }
        Ok((after, least))
    }

    fn assertion(&mut self, not: bool, skip: usize, end: usize) -> Made<(usize, usize)> {
        let after = self.jump(skip, end)?;
        let back = self.at(skip + 1)?;
        if after < skip + 3 {
            return Err(Fault::Invalid);
        }
        let head = self.emit(Op::Fail);
        self.closed(skip + 2, after)?;
        self.emit(if not { Op::AssertNotEnd } else { Op::AssertEnd });
        let here = self.label();
        self.out.ops[head] = match not {
            true => Op::AssertNot { back, after: here },
            false => Op::Assert { back, after: here },
        };
        Ok((after, 0))
    }

    fn conditional(&mut self, at: usize, end: usize) -> Made<(usize, usize)> {
        let group = self.group(at)?;
        let no = at + self.at(at + 1)? as usize;
        if no < at + 2 || no > end {
            return Err(Fault::Invalid);
        }
        let head = self.emit(Op::Fail);
        self.label();
        // The first part ends with a jump over the second, if there is one.
        let second = no >= at + 4 && self.codes[no - 2] == code::JUMP && {
            let to = no - 1 + self.codes[no - 1] as usize;
            to >= no && to <= end && self.ends_in_jump(at + 2, no)
        };
        if !second {
            self.sequence(at + 2, no)?;
            let here = self.label();
            self.out.ops[head] = Op::UnlessGroup(group, here);
            return Ok((no, 0));
        }
        let after = no - 1 + self.codes[no - 1] as usize;
        let first = self.sequence(at + 2, no - 2)?;
        let jump = self.emit(Op::Jump(0));
        let here = self.label();
        self.out.ops[head] = Op::UnlessGroup(group, here);
        let other = self.sequence(no, after)?;
        let here = self.label();
        self.out.ops[jump] = Op::Jump(here);
        Ok((after, first.min(other)))
    }

    /// Whether the last operation of `from..end` is a jump (and not an argument that looks like one).
    fn ends_in_jump(&self, from: usize, end: usize) -> bool {
        let mut at = from;
        while at < end {
            if at == end - 2 {
                return self.codes[at] == code::JUMP;
            }
            match self.after(at, end) {
                Some(next) if next > at => at = next,
                _ => return false,
            }
        }
        false
    }

    /// Where the operation behind this one stands.
    fn after(&self, at: usize, end: usize) -> Option<usize> {
        Some(match self.codes[at] {
            code::FAILURE | code::SUCCESS | code::ANY | code::ANY_ALL => at + 1,
            code::ASSERT
            | code::ASSERT_NOT
            | code::ATOMIC_GROUP
            | code::INFO
            | code::IN
            | code::IN_IGNORE
            | code::IN_LOC_IGNORE
            | code::IN_UNI_IGNORE
            | code::REPEAT_ONE
            | code::MIN_REPEAT_ONE
            | code::POSSESSIVE_REPEAT_ONE => self.jump(at + 1, end).ok()?,
            code::REPEAT | code::POSSESSIVE_REPEAT => self.jump(at + 1, end).ok()? + 1,
            code::BRANCH => {
                let mut skip = at + 1;
                while self.at(skip).ok()? != 0 {
                    skip = self.jump(skip, end).ok()?;
                }
                skip + 1
            }
            code::GROUPREF_EXISTS => {
                let no = at + 1 + self.at(at + 2).ok()? as usize;
                if no >= at + 5 && no <= end && self.ends_in_jump(at + 3, no) {
                    no - 1 + self.codes[no - 1] as usize
                } else {
                    no
                }
            }
            _ => at + 2,
        })
    }

    fn bounds(&self, at: usize) -> Made<(usize, usize)> {
        let (min, max) = (self.at(at)?, self.at(at + 1)?);
        if min > max {
            return Err(Fault::Invalid);
        }
        Ok((min as usize, if max == MAXREPEAT { MANY } else { max as usize }))
    }

    fn repeat_one(&mut self, op: u32, skip: usize, end: usize) -> Made<(usize, usize)> {
        let after = self.jump(skip, end)?;
        let (min, max) = self.bounds(skip + 1)?;
        let (next, single) = self.single(skip + 3, after)?;
        if next + 1 != after || self.codes[next] != code::SUCCESS {
            return Err(Fault::Invalid);
        }
        let greed = match op {
            code::REPEAT_ONE => Greed::Greedy,
            code::MIN_REPEAT_ONE => Greed::Lazy,
            _ => Greed::Possessive,
        };
        self.out.runs.push(Run { single, min, max, greed, next: None });
        self.emit(Op::Run(self.out.runs.len() as u32 - 1));
        Ok((after, min))
    }

    fn repeat(&mut self, op: u32, skip: usize, end: usize) -> Made<(usize, usize)> {
        let until = self.jump(skip, end)?;
        let (min, max) = self.bounds(skip + 1)?;
        if until < skip + 3 || until >= end {
            return Err(Fault::Invalid);
        }
        let number = self.out.loops.len() as u32;
        let (body_first, after_first) = (None, None);
        self.out.loops.push(Loop {
            min,
            max,
            body: 0,
            after: 0,
            may_be_empty: true,
            counted: true,
            body_first,
            after_first,
        });
        let kind = self.codes[until];
        let lazy = match (op, kind) {
            (code::REPEAT, code::MAX_UNTIL) => false,
            (code::REPEAT, code::MIN_UNTIL) => true,
            (code::POSSESSIVE_REPEAT, code::SUCCESS) => {
                self.emit(Op::LoopStart(number));
                let next = self.emit(Op::PossessiveNext(number)) as u32;
                let body = self.label();
                let width = self.sequence(skip + 3, until)?;
                self.emit(Op::PossessiveEnd(number));
                let after = self.label();
                let l = &mut self.out.loops[number as usize];
                (l.body, l.after) = (body, after);
                debug_assert_eq!(next + 1, body, "a turn follows the operation that begins it");
                return Ok((until + 1, width.saturating_mul(min)));
            }
            _ => return Err(Fault::Invalid),
        };
        // With `min` 1 and no count the first turn needs no decision.
        let start = self.emit(Op::LoopStart(number));
        let jump = self.emit(Op::Jump(0));
        let body = self.label();
        let width = self.sequence(skip + 3, until)?;
        let may_be_empty = width == 0;
        let counted = may_be_empty || max != MANY || min > 1;
        let end_of_loop = self.emit(if lazy { Op::LoopLazy(number) } else { Op::LoopGreedy(number) }) as u32;
        let after = self.label();
        let l = &mut self.out.loops[number as usize];
        (l.body, l.after, l.may_be_empty, l.counted) = (body, after, may_be_empty, counted);
        if !counted {
            self.out.ops[start] = Op::Jump(start as u32 + 1);
        }
        self.out.ops[jump] = Op::Jump(if !counted && min == 1 { body } else { end_of_loop });
        Ok((until + 1, width.saturating_mul(min)))
    }
}

fn lower_of(c: u32) -> u32 {
    super::sets::lower_ascii(c)
}

fn upper_of(c: u32) -> u32 {
    super::sets::upper_ascii(c)
}

fn at_code(code: u32) -> Made<At> {
    Ok(match code {
        0 | 2 => At::Beginning,
        1 => At::BeginningOfLine,
        5 => At::End,
        6 => At::EndOfLine,
        7 => At::EndOfText,
        3 | 8 => At::Boundary { unicode: false, not: false },
        4 | 9 => At::Boundary { unicode: false, not: true },
        10 => At::Boundary { unicode: true, not: false },
        11 => At::Boundary { unicode: true, not: true },
        _ => return Err(Fault::Invalid),
    })
}
