//! Calls of script functions: a frame on top, or a frame of its own made.

use crate::object::Value;
use crate::object::code::CodeObj;
use crate::object::function::FunctionObj;
use crate::object::header::HAS_FINALIZER;

use super::super::enter::{Called, Goal, Layout};
use super::super::fence::{Regs, code_of};
use super::super::{Res, Vm};

impl Vm {
    /// Calls a script function that is laid out.
    #[inline]
    pub(super) fn call_script(&mut self, f: &FunctionObj, call: Layout<'_>, goal: Goal) -> Res<Called> {
        if code_of(f).makes_generator {
            let code = self.bind(f, call)?;
            let v = self.make_generator(code, call.args(), code.n_locals as usize);
            call.at.clear(0, 1);
            return Ok(Called::Done(v));
        }
        self.enter(f, call, goal)?;
        Ok(Called::Pushed)
    }

    /// A call of a generator or coroutine function with exactly its parameters, wherever callee and arguments stand; they are consumed.
    pub(super) fn make_exact(&mut self, code: &CodeObj, at: Regs, n: usize) -> Value {
        let v = self.make_generator(code, at.from(1), n);
        at.clear(0, 1);
        v
    }

    /// The generator, coroutine or async generator of a call whose arguments stand in `window`, the function below it; `n` registers are filled.
    fn make_generator(&mut self, code: &CodeObj, window: Regs, n: usize) -> Value {
        let t = self.heap.types();
        let fl = code.code.flags;
        let class = if fl.coroutine {
            &t.coroutine
        } else if fl.async_generator {
            &t.async_generator
        } else {
            &t.generator
        };
        let Some(func) = window.below(1).get(0).to_ref::<FunctionObj>() else {
            crate::bug!("the function stands below its window")
        };
        // Not `func.code()`: a keyword's `__eq__` may have replaced it while arguments were bound for this one.
        let code = func.code_that_is(code);
        let g = self.heap.generator(class, func, code);
        Regs::of_generator(&g).move_from(window, n);
        if fl.coroutine {
            // Never awaited: to be reported when it dies, with the place of the call, which waits where a handled exception will stand.
            g.obj().header().set_flag(HAS_FINALIZER);
            drop(g.handled.replace(self.place_of_call()));
        }
        g.into_value()
    }
}
