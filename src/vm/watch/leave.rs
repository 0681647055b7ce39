//! Watched frames that suspend off their own yields, and exceptions on their way.

use crate::object::Value;

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

    /// A `for` met the end of a generator.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn watch_end_for(&mut self, v: &Value) -> Res<()> {
        let frame = self.top_frame_object();
        let at = self.top().ip().index(&frame.code);
        let class = self.types().stop_iteration.value();
        let args: &[Value] = if v.is_none() { &[] } else { std::slice::from_ref(v) };
        let x = self.unwatched(|vm| vm.call(&class, args))?;
        self.tell_exception(&frame, event::STOP_ITERATION, at, &x)
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
        self.tell_exception(&frame, if again { event::RERAISE } else { event::RAISE }, at, x)
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
        let told = self.tell_unwind(&frame, at, &x);
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
