//! `async for` (language reference, "The async for statement"): the iterator, the awaitable of its next item, its end.

use crate::object::Value;
use crate::object::exception::ExceptionObj;
use crate::vm::run::Flow;
use crate::vm::{Raised, Res, Vm};

impl Vm {
    pub(super) fn async_iter(&mut self, v: &Value) -> Res {
        let it = match self.call_special(v, &self.names.__aiter__, &[])? {
            Some(it) => it,
            None => {
                let name = self.class_name(v);
                return Err(self.type_error(format!(
                    "'async for' requires an object with __aiter__ method, got {name}"
                )));
            }
        };
        if self.lookup_special(&it, &self.names.__anext__).is_none() {
            let name = self.class_name(&it);
            return Err(self.type_error(format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {name}"
            )));
        }
        Ok(it)
    }

    /// What `async for` awaits for the next item.
    pub(super) fn async_next(&mut self, it: Value) -> Res {
        let Some(v) = self.call_special(&it, &self.names.__anext__, &[])? else {
            let name = self.class_name(&it);
            return Err(self
                .type_error(format!("'async for' requires an iterator with __anext__ method, got {name}")));
        };
        match self.get_awaitable(v.clone(), 3) {
            Err(e) if self.lookup_special(&v, &self.names.__await__).is_some() => {
                Err(self.invalid_next(&v, e))
            }
            out => out,
        }
    }

    /// `__await__` of what `__anext__` gave is of no use: `cause` says why.
    fn invalid_next(&mut self, v: &Value, cause: Raised) -> Raised {
        let cause = self.take_raised(cause);
        let name = self.class_name(v);
        let new = self.new_error(
            &self.heap.types().type_error,
            &format!("'async for' received an invalid object from __anext__: {name}"),
        );
        if let Some(x) = new.cast::<ExceptionObj>() {
            *x.cause.borrow_mut() = cause;
            x.suppress_context.set(true);
        }
        self.raise(new)
    }

    /// The loop ends with `StopAsyncIteration`; any other exception goes on.
    pub(super) fn end_async_for(&mut self, e: Value, iter: Value) -> Res<Flow> {
        drop(iter);
        if self.is_instance_of(&e, &self.heap.types().stop_async_iteration) {
            return Ok(Flow::Next);
        }
        self.thread.keep_traceback = true;
        Err(self.reraise(e))
    }
}
