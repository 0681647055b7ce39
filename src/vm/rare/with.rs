//! `with` and `async with`: the pair of methods of a context manager, entering, leaving.

use crate::object::Value;
use crate::object::exception::ExceptionObj;
use crate::vm::{Raised, Res, Vm};

impl Vm {
    /// Enters: what `__enter__` gives (the asynchronous one's is yet to be awaited), and the bound `__exit__`.
    pub(super) fn with_enter(&mut self, manager: Value, is_async: bool) -> Res<(Value, Value)> {
        let (enter, exit) = self.with_methods(&manager, is_async)?;
        let v = self.call_found(&enter, &manager, &[])?;
        let class = self.class_of(&manager);
        let leave = self.descr_get(&exit, &manager, &class)?;
        Ok((v, leave))
    }

    /// The block ended without an exception.
    pub(super) fn with_exit(&mut self, leave: Value) -> Res {
        self.call(&leave, &[Value::None, Value::None, Value::None])
    }

    /// The block ended with the exception `e`.
    pub(super) fn with_exit_exc(&mut self, leave: Value, e: Value) -> Res {
        let class = self.class_of(&e).into_value();
        let traceback = e.cast::<ExceptionObj>().map(|x| x.traceback.borrow().clone());
        let traceback = traceback.filter(|t| !t.is_undef()).unwrap_or(Value::None);
        self.call(&leave, &[class, e, traceback])
    }

    /// `__enter__` and `__exit__` (or the asynchronous pair), looked up in CPython's order.
    fn with_methods(&mut self, m: &Value, is_async: bool) -> Res<(Value, Value)> {
        let n = self.names;
        let (enter, exit) =
            if is_async { (&n.__aenter__, &n.__aexit__) } else { (&n.__enter__, &n.__exit__) };
        let Some(leave) = self.lookup_special(m, exit) else {
            return Err(self.no_context_manager(m, is_async, exit.to_text()));
        };
        let Some(enter) = self.lookup_special(m, enter) else {
            return Err(self.no_context_manager(m, is_async, enter.to_text()));
        };
        Ok((enter, leave))
    }

    #[cold]
    fn no_context_manager(&mut self, m: &Value, is_async: bool, missed: String) -> Raised {
        let n = self.names;
        let (protocol, other, other_with, pair) = if is_async {
            ("asynchronous context manager", "context manager", "with", [&n.__enter__, &n.__exit__])
        } else {
            ("context manager", "asynchronous context manager", "async with", [&n.__aenter__, &n.__aexit__])
        };
        let name = self.short_full_name(&self.class_of(m));
        let mut text =
            format!("'{name}' object does not support the {protocol} protocol (missed {missed} method)");
        let is_method = |vm: &Vm, f: &Value| vm.lookup_special(f, &n.__get__).is_some();
        if pair.iter().all(|p| self.lookup_special(m, p).is_some_and(|f| is_method(self, &f))) {
            text.push_str(&format!(
                " but it supports the {other} protocol. Did you mean to use '{other_with}'?"
            ));
        }
        self.type_error(text)
    }
}
