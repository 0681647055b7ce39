//! One text and one machine: what all methods of patterns do first. Between two steps of a long match signals are heard.

use crate::object::Value;
use crate::object::buffer;
use crate::vm::{Res, Vm};

use super::machine::{How, Machine, NONE, Outcome, Subject};
use super::matched::Match;
use super::pattern::Pattern;
use super::text::Text;
use crate::object::Ref;

/// A pattern at work on a text.
pub struct Run {
    pub pattern: Ref<Pattern>,
    pub text: Text,
    machine: Machine,
    /// Where matches may begin and end: characters, then byte offsets.
    pub pos: usize,
    pub end_pos: usize,
    from: usize,
    pub end: usize,
    /// `pos` lies behind `end_pos`: nothing matches.
    void: bool,
}

impl Run {
    /// Begins on an object, between two indexes that need not lie in it.
    pub fn new(vm: &mut Vm, pattern: &Ref<Pattern>, object: &Value, pos: i64, end_pos: i64) -> Res<Run> {
        let text = Text::of(vm, object, pattern.is_bytes)?;
        let cut = |i: i64| usize::try_from(i).unwrap_or(0).min(text.len);
        let (pos, end_pos) = (cut(pos), cut(end_pos));
        let (from, end) = (text.offset(pos), text.offset(end_pos));
        let stacks = pattern.spare.take();
        let machine = Machine::new(pattern.program(text.is_bytes()), stacks);
        Ok(Run { pattern: pattern.clone(), text, machine, pos, end_pos, from, end, void: pos > end_pos })
    }

    /// Asks for the next match; the place from which the one after that is sought moves on.
    #[inline]
    pub fn next(&mut self, vm: &mut Vm, how: How) -> Res<bool> {
        if self.void {
            return Ok(false);
        }
        let program = self.pattern.program(self.text.is_bytes());
        let (machine, wide, from, end) = (&mut self.machine, self.text.wide, self.from, self.end);
        loop {
            let outcome = self.text.with(|bytes| {
                let text = bytes.get(..end).unwrap_or(bytes);
                machine.run(program, Subject { text, wide }, from.min(text.len()), how, &vm.heap.guard)
            });
            match outcome {
                Outcome::Found => break,
                Outcome::No => return Ok(false),
                Outcome::Paused => vm.let_die()?,
                Outcome::NoMemory => return Err(vm.memory_error()),
            }
        }
        machine.refuse_empty_at = if machine.start == machine.end { machine.end } else { NONE };
        self.from = machine.end;
        Ok(true)
    }

    /// Where the last match lies, in bytes.
    #[inline]
    pub fn span(&self) -> (usize, usize) {
        (self.machine.start, self.machine.end)
    }

    /// Where a group of the last match lies, counted from 0; None: it took no part.
    #[inline]
    pub fn group(&self, i: usize) -> Option<(usize, usize)> {
        let (a, b) = (self.machine.slots[2 * i], self.machine.slots[2 * i + 1]);
        (a != NONE && b != NONE && a <= b).then_some((a, b))
    }

    /// What a group of the last match holds.
    #[inline]
    pub fn group_value(&self, vm: &mut Vm, i: usize) -> Res<Option<Value>> {
        match self.group(i) {
            Some((a, b)) => self.text.slice(vm, a, b).map(Some),
            None => Ok(None),
        }
    }

    /// The last match as an object.
    pub fn matched(&self, vm: &mut Vm) -> Res {
        let groups = self.pattern.groups;
        let mut spans = Vec::new();
        if groups > 0 {
            spans = buffer::with_room(2 * groups).map_err(|e| vm.text_error(e))?;
            for i in 0..groups {
                let (a, b) = self.group(i).unwrap_or((NONE, NONE));
                spans.extend([a, b]);
            }
        }
        let (start, end) = self.span();
        let m = Match {
            string: self.text.value.clone(),
            pattern: self.pattern.clone(),
            start,
            end,
            spans,
            last: self.machine.last,
            pos: self.pos,
            end_pos: self.end_pos,
        };
        Ok(vm.heap.alloc(&self.pattern.match_class, m).into_value())
    }

    /// Ends the look at the text.
    pub fn finish(self, vm: &mut Vm) -> Res<()> {
        *self.pattern.spare.borrow_mut() = self.machine.into_stacks();
        self.text.release(vm)
    }
}
