//! The machine that runs a program over a text: one loop, one stack of ways not yet tried, one list of what to undo when going back. Nothing of it is on the native stack, so
//! it can stop in the middle, let signals be heard and go on.
//!
//! Marks and counters are slots; a change while there are other ways to try is noted in the trail, so that going back restores all of them, whatever lies between.

use super::program::{At, Greed, MANY, Op, Program, Run, Single, Start, may_begin};
use super::sets::{Fold, is_uni_word, is_word};
use crate::guard::Guard;
use crate::object::buffer;
use crate::object::text::wtf8;

/// No place.
pub const NONE: usize = usize::MAX;
/// In `Choice::pc`: the operation there says itself how it goes on.
const AGAIN: u32 = 1 << 31;
/// In `Undo::slot`: the last group that was closed.
const LAST: u32 = u32::MAX;
/// Steps between two looks at the guard word.
const BUDGET: u32 = 4096;

/// A way not yet tried.
#[derive(Clone, Copy)]
struct Choice {
    pc: u32,
    /// Length of the trail when it was left.
    trail: u32,
    pos: usize,
    /// What the operation keeps: the shortest place of a greedy repetition, how many more of a lazy one.
    extra: usize,
}

/// A slot as it was.
#[derive(Clone, Copy)]
struct Undo {
    slot: u32,
    old: usize,
}

/// An assertion, an atomic part or a possessive turn under way.
#[derive(Clone, Copy)]
struct Call {
    choices: usize,
    trail: usize,
    pos: usize,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Found,
    No,
    /// Somebody asked to be heard; the next call goes on.
    Paused,
    NoMemory,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A match that begins at the place.
    Match,
    /// One that ends at the end, too.
    Full,
    /// The first one from there on.
    Search,
}

/// The stacks, which can be used again.
#[derive(Default)]
pub struct Stacks {
    choices: Vec<Choice>,
    trail: Vec<Undo>,
    calls: Vec<Call>,
}

/// A machine over one text.
pub struct Machine {
    /// Where groups begin and end, then the loops' counters and last places.
    pub slots: Vec<usize>,
    /// The number of the last group that was closed; 0: none.
    pub last: usize,
    /// Where the match begins and ends.
    pub start: usize,
    pub end: usize,
    /// An empty match at this place does not count.
    pub refuse_empty_at: usize,
    stacks: Stacks,
    how: How,
    pc: usize,
    pos: usize,
    /// The next thing to do is to go back.
    failing: bool,
    /// It has stopped in the middle.
    paused: bool,
    dirty: bool,
    budget: u32,
}

/// What is being run over.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The text up to where matches may end.
    pub text: &'a [u8],
    /// Characters may take several bytes.
    pub wide: bool,
}

impl Machine {
    /// A machine for this program.
    pub fn new(program: &Program, stacks: Stacks) -> Machine {
        Machine {
            slots: vec![NONE; 2 * program.groups + 2 * program.loops.len()],
            last: 0,
            start: 0,
            end: 0,
            refuse_empty_at: NONE,
            stacks,
            how: How::Match,
            pc: 0,
            pos: 0,
            failing: false,
            paused: false,
            dirty: false,
            budget: BUDGET,
        }
    }

    /// The stacks, for the next machine.
    pub fn into_stacks(self) -> Stacks {
        let mut stacks = self.stacks;
        // What was large once need not stay.
        if stacks.choices.capacity() > 4096 || stacks.trail.capacity() > 4096 {
            return Stacks::default();
        }
        stacks.choices.clear();
        stacks.trail.clear();
        stacks.calls.clear();
        stacks
    }

    /// Asks for a match at or from a place. After `Paused` it goes on where it was, whatever the arguments say.
    pub fn run(
        &mut self,
        p: &Program,
        subject: Subject<'_>,
        from: usize,
        how: How,
        guard: &Guard,
    ) -> Outcome {
        if !self.paused {
            self.how = how;
            self.start = from;
            if let Some(n) = p.whole_literal {
                return self.run_literal(&p.literals[..n], subject.text, from);
            }
        }
        if subject.wide {
            self.go::<true>(p, subject.text, guard)
        } else {
            self.go::<false>(p, subject.text, guard)
        }
    }

    /// A pattern that is a literal and nothing else.
    fn run_literal(&mut self, literal: &[u8], text: &[u8], from: usize) -> Outcome {
        let Some(rest) = text.get(from..) else { return Outcome::No };
        let at = match self.how {
            How::Full => (rest == literal).then_some(0),
            How::Match => rest.starts_with(literal).then_some(0),
            How::Search => match literal {
                [b] => memchr::memchr(*b, rest),
                _ => memchr::memmem::find(rest, literal),
            },
        };
        let Some(at) = at else { return Outcome::No };
        self.start = from + at;
        self.end = self.start + literal.len();
        Outcome::Found
    }

    fn go<const WIDE: bool>(&mut self, p: &Program, text: &[u8], guard: &Guard) -> Outcome {
        if !std::mem::take(&mut self.paused) {
            if self.how == How::Search {
                match candidate::<WIDE>(p, text, self.start) {
                    Some(at) => self.start = at,
                    None => return Outcome::No,
                }
            }
            if let Some(run) = &p.whole_run
                && let Some(outcome) = self.run_only::<WIDE>(p, run, text)
            {
                return outcome;
            }
            self.begin();
        }
        self.attempt::<WIDE>(p, text, guard)
    }

    /// A pattern that is a repetition and nothing else. None: the general way is needed.
    fn run_only<const WIDE: bool>(&mut self, p: &Program, run: &Run, text: &[u8]) -> Option<Outcome> {
        let more = if run.max == MANY { MANY } else { run.max - run.min };
        loop {
            if let Some(low) = exactly::<WIDE>(p, run.single, text, self.start, run.min) {
                let end = match run.greed {
                    Greed::Lazy => return None,
                    _ => up_to::<WIDE>(p, run.single, text, low, more),
                };
                let whole = self.how != How::Full || end == text.len();
                if whole && !(end == self.start && end == self.refuse_empty_at) {
                    self.end = end;
                    return Some(Outcome::Found);
                }
            }
            if self.how != How::Search || self.start >= text.len() {
                return Some(Outcome::No);
            }
            let next = self.start + if WIDE { wtf8::width(text[self.start]) } else { 1 };
            match candidate::<WIDE>(p, text, next) {
                Some(at) => self.start = at,
                None => return Some(Outcome::No),
            }
        }
    }

    fn begin(&mut self) {
        if self.dirty {
            self.slots.fill(NONE);
            self.last = 0;
            self.dirty = false;
        }
        self.stacks.choices.clear();
        self.stacks.trail.clear();
        self.stacks.calls.clear();
        self.pc = 0;
        self.pos = self.start;
        self.failing = false;
    }

    fn attempt<const WIDE: bool>(&mut self, p: &Program, text: &[u8], guard: &Guard) -> Outcome {
        let ops = &p.ops[..];
        let (mut pc, mut pos) = (self.pc, self.pos);
        let mut failing = std::mem::take(&mut self.failing);
        let first_loop = 2 * p.groups;
        let Stacks { choices, trail, calls } = &mut self.stacks;
        let slots = &mut self.slots[..];

        macro_rules! push {
            ($pc:expr, $pos:expr, $extra:expr) => {
                if buffer::push(
                    choices,
                    Choice { pc: $pc, trail: trail.len() as u32, pos: $pos, extra: $extra },
                )
                .is_err()
                {
                    return Outcome::NoMemory;
                }
            };
        }
        macro_rules! undoable {
            ($slot:expr, $old:expr) => {
                if !choices.is_empty() {
                    if trail.len() >= LAST as usize
                        || buffer::push(trail, Undo { slot: $slot, old: $old }).is_err()
                    {
                        return Outcome::NoMemory;
                    }
                }
            };
        }
        macro_rules! set {
            ($slot:expr, $value:expr) => {{
                let slot = $slot;
                self.dirty = true;
                let place = &mut slots[slot];
                undoable!(slot as u32, *place);
                *place = $value;
            }};
        }
        // What is left of the budget; at its end it stops, if somebody wants to be heard.
        macro_rules! step {
            ($failing:expr) => {
                self.budget -= 1;
                if self.budget == 0 {
                    self.budget = BUDGET;
                    if guard.is_raised() {
                        (self.pc, self.pos, self.failing, self.paused) = (pc, pos, $failing, true);
                        return Outcome::Paused;
                    }
                }
            };
        }
        'run: loop {
            'fail: {
                if failing {
                    break 'fail;
                }
                match ops[pc] {
                    Op::Byte(b) => {
                        if text.get(pos) == Some(&b) {
                            pos += 1;
                            pc += 1;
                            continue 'run;
                        }
                    }
                    Op::Text { from, to } => {
                        let literal = &p.literals[from as usize..to as usize];
                        if text[pos..].starts_with(literal) {
                            pos += literal.len();
                            pc += 1;
                            continue 'run;
                        }
                    }
                    Op::One(single) => {
                        if let Some(next) = passes::<WIDE>(p, single, text, pos) {
                            pos = next;
                            pc += 1;
                            continue 'run;
                        }
                    }
                    Op::Run(n) => {
                        let run = &p.runs[n as usize];
                        let Some(low) = exactly::<WIDE>(p, run.single, text, pos, run.min) else {
                            break 'fail;
                        };
                        let more = if run.max == MANY { MANY } else { run.max - run.min };
                        match run.greed {
                            Greed::Possessive => pos = up_to::<WIDE>(p, run.single, text, low, more),
                            Greed::Greedy => {
                                let top = up_to::<WIDE>(p, run.single, text, low, more);
                                let Some(at) = fitting_before::<WIDE>(run, text, low, top) else {
                                    break 'fail;
                                };
                                if at > low {
                                    push!(pc as u32 | AGAIN, at, low);
                                }
                                pos = at;
                            }
                            Greed::Lazy => {
                                let Some((at, more)) = fitting_after::<WIDE>(p, run, text, low, more) else {
                                    break 'fail;
                                };
                                if more > 0 {
                                    push!(pc as u32 | AGAIN, at, more);
                                }
                                pos = at;
                            }
                        }
                        pc += 1;
                        continue 'run;
                    }
                    Op::Mark(m) => {
                        set!(m as usize, pos);
                        if m & 1 != 0 {
                            undoable!(LAST, self.last);
                            self.last = m as usize / 2 + 1;
                        }
                        pc += 1;
                        continue 'run;
                    }
                    Op::At(at) => {
                        if stands::<WIDE>(at, text, pos) {
                            pc += 1;
                            continue 'run;
                        }
                    }
                    Op::Jump(to) => {
                        pc = to as usize;
                        continue 'run;
                    }
                    Op::Split(n) => {
                        let split = &p.splits[n as usize];
                        let byte = text.get(pos);
                        if !may_begin(&split.here_first, byte) {
                            pc = split.other as usize;
                            continue 'run;
                        }
                        if may_begin(&split.other_first, byte) {
                            push!(split.other, pos, 0);
                        }
                        pc += 1;
                        continue 'run;
                    }
                    Op::LoopGreedy(n) => {
                        let l = &p.loops[n as usize];
                        step!(false);
                        if !l.counted {
                            let byte = text.get(pos);
                            if !may_begin(&l.body_first, byte) {
                                pc = l.after as usize;
                                continue 'run;
                            }
                            if may_begin(&l.after_first, byte) {
                                push!(l.after, pos, 0);
                            }
                            pc = l.body as usize;
                            continue 'run;
                        }
                        let slot = first_loop + 2 * n as usize;
                        let count = slots[slot].wrapping_add(1);
                        set!(slot, count);
                        if count < l.min {
                            pc = l.body as usize;
                        } else if (count < l.max || l.max == MANY)
                            && !(l.may_be_empty && slots[slot + 1] == pos)
                        {
                            push!(l.after, pos, 0);
                            if l.may_be_empty {
                                set!(slot + 1, pos);
                            }
                            pc = l.body as usize;
                        } else {
                            pc = l.after as usize;
                        }
                        continue 'run;
                    }
                    Op::LoopLazy(n) => {
                        step!(false);
                        let l = &p.loops[n as usize];
                        if l.counted {
                            let slot = first_loop + 2 * n as usize;
                            let count = slots[slot].wrapping_add(1);
                            set!(slot, count);
                            if count < l.min {
                                pc = l.body as usize;
                                continue 'run;
                            }
                        }
                        push!(pc as u32 | AGAIN, pos, 0);
                        pc = l.after as usize;
                        continue 'run;
                    }
                    Op::LoopStart(n) => {
                        let slot = first_loop + 2 * n as usize;
                        // The first count makes it 0. (A possessive repetition begins there.)
                        let possessive = matches!(ops.get(pc + 1), Some(Op::PossessiveNext(_)));
                        set!(slot, if possessive { 0 } else { NONE });
                        set!(slot + 1, NONE);
                        pc += 1;
                        continue 'run;
                    }
                    Op::PossessiveNext(n) => {
                        step!(false);
                        let l = &p.loops[n as usize];
                        let slot = first_loop + 2 * n as usize;
                        let count = slots[slot];
                        let wanted = count < l.min;
                        if wanted || ((count < l.max || l.max == MANY) && slots[slot + 1] != pos) {
                            calls.push(Call { choices: choices.len(), trail: trail.len(), pos });
                            push!(pc as u32 | AGAIN, pos, usize::from(wanted));
                            if !wanted {
                                set!(slot + 1, pos);
                            }
                            pc = l.body as usize;
                        } else {
                            pc = l.after as usize;
                        }
                        continue 'run;
                    }
                    Op::PossessiveEnd(n) => {
                        if let Some(call) = calls.pop() {
                            choices.truncate(call.choices);
                        }
                        let slot = first_loop + 2 * n as usize;
                        let count = slots[slot].wrapping_add(1);
                        set!(slot, count);
                        pc = p.loops[n as usize].body as usize - 1;
                        continue 'run;
                    }
                    Op::Atomic => {
                        if buffer::push(calls, Call { choices: choices.len(), trail: trail.len(), pos })
                            .is_err()
                        {
                            return Outcome::NoMemory;
                        }
                        push!(pc as u32 | AGAIN, pos, 0);
                        pc += 1;
                        continue 'run;
                    }
                    Op::AtomicEnd => {
                        if let Some(call) = calls.pop() {
                            choices.truncate(call.choices);
                        }
                        pc += 1;
                        continue 'run;
                    }
                    Op::Assert { back, after } | Op::AssertNot { back, after }
                        if matches!(ops[pc + 2], Op::AssertEnd | Op::AssertNotEnd)
                            && is_simple(ops[pc + 1]) =>
                    {
                        // One operation that leaves nothing behind.
                        let holds = back_by::<WIDE>(text, pos, back as usize)
                            .is_some_and(|at| simply::<WIDE>(p, ops[pc + 1], text, at));
                        if holds == matches!(ops[pc], Op::Assert { .. }) {
                            pc = after as usize;
                            continue 'run;
                        }
                    }
                    Op::Assert { back, .. } | Op::AssertNot { back, .. } => {
                        match back_by::<WIDE>(text, pos, back as usize) {
                            Some(at) => {
                                calls.push(Call { choices: choices.len(), trail: trail.len(), pos });
                                push!(pc as u32 | AGAIN, pos, 0);
                                pos = at;
                                pc += 1;
                                continue 'run;
                            }
                            None => {
                                if let Op::AssertNot { after, .. } = ops[pc] {
                                    pc = after as usize;
                                    continue 'run;
                                }
                            }
                        }
                    }
                    Op::AssertEnd => {
                        if let Some(call) = calls.pop() {
                            choices.truncate(call.choices);
                            pos = call.pos;
                        }
                        pc += 1;
                        continue 'run;
                    }
                    Op::AssertNotEnd => {
                        if let Some(call) = calls.pop() {
                            choices.truncate(call.choices);
                            undo(trail, call.trail, slots, &mut self.last);
                        }
                    }
                    Op::GroupRef(group, fold) => {
                        if let Some(next) = repeated::<WIDE>(slots, group as usize, fold, text, pos) {
                            pos = next;
                            pc += 1;
                            continue 'run;
                        }
                    }
                    Op::UnlessGroup(group, other) => {
                        let (a, b) = (slots[2 * group as usize], slots[2 * group as usize + 1]);
                        pc = if a != NONE && b != NONE && a <= b { pc + 1 } else { other as usize };
                        continue 'run;
                    }
                    Op::Success => {
                        let whole = self.how != How::Full || pos == text.len();
                        if whole && !(pos == self.start && pos == self.refuse_empty_at) {
                            self.end = pos;
                            return Outcome::Found;
                        }
                    }
                    Op::Fail => {}
                }
            }
            // Back to the last way that was not tried.
            failing = false;
            step!(true);
            loop {
                let Some(choice) = choices.last_mut() else {
                    if self.how != How::Search || self.start >= text.len() {
                        return Outcome::No;
                    }
                    // The next place where it can begin.
                    let at = match p.leading {
                        Some(single) if self.refuse_empty_at != self.start => {
                            up_to::<WIDE>(p, single, text, self.start, MANY)
                        }
                        _ => self.start,
                    };
                    let next = match text.get(at) {
                        None => return Outcome::No,
                        Some(_) if at > self.start && matches!(p.start, Start::Any(_) | Start::Bytes(..)) => {
                            at
                        }
                        Some(b) if WIDE => at + wtf8::width(*b),
                        Some(_) => at + 1,
                    };
                    match candidate::<WIDE>(p, text, next) {
                        Some(at) => self.start = at,
                        None => return Outcome::No,
                    }
                    if std::mem::take(&mut self.dirty) {
                        slots.fill(NONE);
                        self.last = 0;
                    }
                    trail.clear();
                    calls.clear();
                    (pc, pos) = (0, self.start);
                    break;
                };
                undo(trail, choice.trail as usize, slots, &mut self.last);
                pos = choice.pos;
                if choice.pc & AGAIN == 0 {
                    pc = choice.pc as usize;
                    choices.pop();
                    break;
                }
                pc = (choice.pc & !AGAIN) as usize;
                match ops[pc] {
                    Op::Run(n) => {
                        let run = &p.runs[n as usize];
                        if run.greed == Greed::Greedy {
                            let low = choice.extra;
                            let found = fitting_before::<WIDE>(run, text, low, before::<WIDE>(text, pos));
                            match found {
                                Some(at) if at > low => {
                                    choice.pos = at;
                                    pos = at;
                                }
                                Some(at) => {
                                    choices.pop();
                                    pos = at;
                                }
                                None => {
                                    choices.pop();
                                    continue;
                                }
                            }
                        } else {
                            let more = if choice.extra == MANY { MANY } else { choice.extra - 1 };
                            let found = passes::<WIDE>(p, run.single, text, pos)
                                .and_then(|next| fitting_after::<WIDE>(p, run, text, next, more));
                            match found {
                                Some((at, more)) if more > 0 => {
                                    (choice.pos, choice.extra) = (at, more);
                                    pos = at;
                                }
                                Some((at, _)) => {
                                    choices.pop();
                                    pos = at;
                                }
                                None => {
                                    choices.pop();
                                    continue;
                                }
                            }
                        }
                        pc += 1;
                        break;
                    }
                    Op::LoopLazy(n) => {
                        choices.pop();
                        let l = &p.loops[n as usize];
                        if l.counted {
                            let slot = first_loop + 2 * n as usize;
                            if (slots[slot] >= l.max && l.max != MANY)
                                || (l.may_be_empty && slots[slot + 1] == pos)
                            {
                                continue;
                            }
                            if l.may_be_empty {
                                set!(slot + 1, pos);
                            }
                        }
                        pc = l.body as usize;
                        break;
                    }
                    Op::PossessiveNext(n) => {
                        let wanted = choice.extra != 0;
                        choices.pop();
                        calls.pop();
                        if wanted {
                            continue;
                        }
                        pc = p.loops[n as usize].after as usize;
                        break;
                    }
                    Op::AssertNot { after, .. } => {
                        choices.pop();
                        calls.pop();
                        pc = after as usize;
                        break;
                    }
                    // An assertion or an atomic part that does not match.
                    _ => {
                        choices.pop();
                        calls.pop();
                    }
                }
            }
        }
    }
}

/// Whether an operation only tests the text.
fn is_simple(op: Op) -> bool {
    matches!(op, Op::Byte(_) | Op::Text { .. } | Op::One(_) | Op::At(_))
}

/// Whether such an operation matches at a place.
#[inline(always)]
fn simply<const WIDE: bool>(p: &Program, op: Op, text: &[u8], pos: usize) -> bool {
    match op {
        Op::Byte(b) => text.get(pos) == Some(&b),
        Op::Text { from, to } => text[pos..].starts_with(&p.literals[from as usize..to as usize]),
        Op::One(single) => passes::<WIDE>(p, single, text, pos).is_some(),
        Op::At(at) => stands::<WIDE>(at, text, pos),
        _ => false,
    }
}

/// Restores what was changed since the trail had this length.
#[inline(always)]
fn undo(trail: &mut Vec<Undo>, to: usize, slots: &mut [usize], last: &mut usize) {
    while trail.len() > to {
        let Some(u) = trail.pop() else { return };
        if u.slot == LAST {
            *last = u.old;
        } else {
            slots[u.slot as usize] = u.old;
        }
    }
}

/// The first place from `from` on where the pattern can begin.
fn candidate<const WIDE: bool>(p: &Program, text: &[u8], from: usize) -> Option<usize> {
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
fn passes<const WIDE: bool>(p: &Program, single: Single, text: &[u8], pos: usize) -> Option<usize> {
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
fn exactly<const WIDE: bool>(
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
fn up_to<const WIDE: bool>(p: &Program, single: Single, text: &[u8], pos: usize, n: usize) -> usize {
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
fn before<const WIDE: bool>(text: &[u8], pos: usize) -> usize {
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
fn fitting_before<const WIDE: bool>(run: &Run, text: &[u8], low: usize, top: usize) -> Option<usize> {
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
fn fitting_after<const WIDE: bool>(
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
fn back_by<const WIDE: bool>(text: &[u8], pos: usize, n: usize) -> Option<usize> {
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

fn stands<const WIDE: bool>(at: At, text: &[u8], pos: usize) -> bool {
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
fn repeated<const WIDE: bool>(
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
