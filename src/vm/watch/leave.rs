//! Watched frames that suspend off their own yields, and exceptions on their way.

use crate::bytecode::Instr;
use crate::object::Value;
use crate::object::code::CodeObj;
use crate::object::function::FunctionObj;

use super::super::{Res, Vm};
use super::event;

impl Vm {
    /// The chain on top is about to suspend since what it awaits is not done.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn watch_suspend(&mut self, v: &Value) -> Res<()> {
        let frame = self.top_frame_object();
        self.frame_watch(&frame, true);
        if frame.watched().rests {
            // Control came back to the await without an instruction.
            self.tell_resumed()?;
        }
        let call = frame.watched().call.take();
        if let Some((callee, first, from)) = call {
            self.tell_called(&frame, from, &callee, &first, false)?;
        }
        self.tell_rest(v)
    }

    /// What a `for`, `yield from` or `await` of the top frame goes through has come to its end with a value.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn watch_end(&mut self, v: &Value, is_for: bool) -> Res<()> {
        let frame = self.top_frame_object();
        self.frame_watch(&frame, true);
        let at = self.top().ip().index(&frame.code);
        let class = self.types().stop_iteration.value();
        let args: &[Value] = if v.is_none() { &[] } else { std::slice::from_ref(v) };
        let x = self.unwatched(|vm| vm.call(&class, args))?;
        // CPython's `for` raises it in earnest where branches are watched.
        let raises = is_for
            && (self.is_wanted(&frame.code, event::BRANCH_LEFT)
                || self.is_wanted(&frame.code, event::BRANCH_RIGHT));
        self.tell_exception(&frame, if raises { event::RAISE } else { event::STOP_ITERATION }, at, &x)
    }

    /// A `for` of the top frame met the StopIteration of an iterator that is written in the language.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn watch_stop(&mut self, it: &Value) -> Res<()> {
        let next = self.lookup_special(it, &self.names.__next__);
        if !next.is_some_and(|f| f.is_a::<FunctionObj>()) {
            return Ok(());
        }
        let frame = self.top_frame_object();
        let at = self.top().ip().index(&frame.code);
        let class = self.types().stop_iteration.value();
        let x = self.unwatched(|vm| vm.call(&class, &[]))?;
        self.tell_exception(&frame, event::RAISE, at, &x)
    }

    /// An exception is raised in the top frame, or goes on through it. The exception that goes on from here: another one if what watches raises.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn watch_raised(&mut self, x: Value, at: u32, again: bool) -> Value {
        let told = self.tell_raised(&x, at, again);
        self.rather(x, told)
    }

    fn tell_raised(&mut self, x: &Value, at: u32, again: bool) -> Res<()> {
        let frame = self.top_frame_object();
        let rests = frame.watch.borrow().as_ref().is_some_and(|w| w.rests);
        let is_new = !frame.is_watched();
        self.frame_watch(&frame, true);
        if rests || is_new && self.top().is_own() {
            frame.watched().rests = false;
            self.tell_throw(&frame, at, x)?;
        }
        let call = {
            let mut w = frame.watched();
            w.branch = None;
            w.call.take()
        };
        if let Some((callee, first, from)) = call {
            self.tell_called(&frame, from, &callee, &first, true)?;
        }
        self.tell_exception(&frame, if again { event::RERAISE } else { event::RAISE }, at, x)?;
        if again && is_cleaned_up(&frame.code, at) {
            self.tell_handled(&frame, at, x)?;
            self.tell_exception(&frame, event::RERAISE, at, x)?;
        }
        Ok(())
    }

    /// The top frame handles the exception.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn watch_handled(&mut self, x: Value, target: u32) -> Value {
        let frame = self.top_frame_object();
        let told = self.tell_handled(&frame, target, &x);
        self.rather(x, told)
    }

    /// The exception leaves the top frame.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn watch_unwound(&mut self, x: Value, at: u32) -> Value {
        let frame = self.top_frame_object();
        // CPython's generators handle what leaves them, to look for a StopIteration, and raise it again.
        let told = if self.top().is_own() {
            self.tell_handled(&frame, at, &x)
                .and_then(|()| self.tell_exception(&frame, event::RERAISE, at, &x))
        } else {
            Ok(())
        };
        let told = told.and_then(|()| self.tell_unwind(&frame, at, &x));
        self.rather(x, told)
    }

    /// The exception, or what telling of it raised.
    fn rather(&mut self, x: Value, told: Res<()>) -> Value {
        match told {
            Ok(()) => x,
            Err(e) => {
                let new = self.take_raised(e);
                self.set_context_to(&new, x);
                new
            }
        }
    }
}

/// Whether CPython's code has a handler around the instruction that raises again, which only cleans up and raises once more: at the end of `finally`, of `with`,
/// and where no handler matched.
fn is_cleaned_up(code: &CodeObj, at: u32) -> bool {
    let instrs = &code.code.instrs;
    let Some(Instr::Reraise { exc }) = instrs.get(at as usize) else { return false };
    let mut i = at as usize;
    while i > 0 {
        i -= 1;
        match instrs[i] {
            Instr::Drop { .. } => {}
            Instr::PopHandled { save } => {
                let unbinds = i > 0
                    && matches!(
                        instrs[i - 1],
                        Instr::ClearLocal { .. }
                            | Instr::DeleteGlobal { .. }
                            | Instr::DeleteName { .. }
                            | Instr::DeleteCell { .. }
                            | Instr::DeleteFree { .. }
                    );
                return exc.reg() < save.reg() || unbinds;
            }
            _ => return false,
        }
    }
    false
}
