//! `except` and `finally`: which handler takes an exception, what is being handled, raising it again.

use crate::bytecode::Off;
use crate::object::exception::ExceptionObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags;
use crate::object::{TypeObj, Value};
use crate::vm::run::Flow;
use crate::vm::{Raised, Res, Vm};

impl Vm {
    /// `raise` alone.
    pub(super) fn raise_handled(&mut self) -> Raised {
        let e = self.handled_exception();
        if e.is_undef() {
            return self.runtime_error("No active exception to reraise");
        }
        self.thread.keep_traceback = true;
        self.reraise(e)
    }

    /// The end of a block that does not handle the exception.
    pub(super) fn raise_again(&mut self, e: Value) -> Raised {
        if let Err(broken) = self.check_exception(&e) {
            return broken;
        }
        self.thread.keep_traceback = true;
        self.reraise(e)
    }

    /// A handler begins with `e`: gives what was handled before.
    pub(super) fn push_handled(&mut self, e: Value) -> Res {
        self.check_exception(&e)?;
        Ok(self.swap_handled(e))
    }

    pub(super) fn pop_handled(&mut self, old: Value) -> Res<Flow> {
        drop(self.swap_handled(old));
        Ok(Flow::Next)
    }

    /// `except kind`
    pub(super) fn jump_if_no_match(&mut self, e: Value, kind: Value, to: Off) -> Res<Flow> {
        if self.exception_matches(&e, &kind)? {
            return Ok(Flow::Next);
        }
        let ip = self.top().ip();
        self.save(ip.jump(i32::from(to.0)));
        Ok(Flow::Reload)
    }

    /// Whether an exception is caught by a class or tuple of classes.
    pub(super) fn exception_matches(&mut self, e: &Value, kind: &Value) -> Res<bool> {
        let class = |v: &Value| v.cast::<TypeObj>().is_some_and(|c| c.has(flags::EXCEPTION));
        let catches = |c: &Value| c.cast::<TypeObj>().is_some_and(|c| self.class_ref(e).is_subclass(c));
        if class(kind) {
            return Ok(catches(kind));
        }
        if let Some(t) = kind.cast::<TupleObj>()
            && t.items().iter().all(class)
        {
            return Ok(t.items().iter().any(catches));
        }
        Err(self.type_error("catching classes that do not inherit from BaseException is not allowed"))
    }

    /// What `except*` joins is an exception or None: the verifier cannot tell.
    fn check_exception(&mut self, e: &Value) -> Res<()> {
        if e.is_a::<ExceptionObj>() { Ok(()) } else { Err(self.broken_code("an exception is raised again")) }
    }
}
