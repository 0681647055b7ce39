//! Calls from Rust: natives that call back, the scheduler, the host.

use crate::bytecode::Dst;
use crate::object::function::{FunctionObj, NativeObj};
use crate::object::str::StrObj;
use crate::object::{Ref, Value};

use super::super::enter::{Called, Goal, Keyword, Layout};
use super::super::fence::{Regs, Return, code_of};
use super::super::native::def_of;
use super::super::run::{Flow, Stop};
use super::super::{Res, Vm};

impl Vm {
    /// Calls an object with positional arguments.
    pub fn call(&mut self, f: &Value, args: &[Value]) -> Res {
        self.call_laid_out(f, None, args, &[])
    }

    /// Calls a function with a receiver in front of the arguments.
    pub fn call_with(&mut self, f: &Value, this: &Value, args: &[Value]) -> Res {
        self.call_laid_out(f, Some(this), args, &[])
    }

    /// Calls an object with positional and keyword arguments.
    pub fn call_kw(&mut self, f: &Value, args: &[Value], kw: &[Keyword]) -> Res {
        self.call_laid_out(f, None, args, kw)
    }

    fn call_laid_out(&mut self, f: &Value, this: Option<&Value>, args: &[Value], kw: &[Keyword]) -> Res {
        let n = args.len() + usize::from(this.is_some());
        if kw.is_empty()
            && n <= 3
            && let Some(native) = f.cast::<NativeObj>()
            && native.takes(n)
            && self.fits_first(native, this.or(args.first()))
        {
            return self.call_quick(native, this, args);
        }
        if kw.is_empty()
            && let Some(written) = f.cast::<FunctionObj>()
            && !code_of(written).makes_generator
        {
            return self.call_written(written, f, this, args);
        }
        self.serve_native_call()?;
        let at = self.thread.stack_end();
        if !self.thread.stack.fits(at, n + kw.len() + 1) {
            return Err(self.too_deep());
        }
        let names: Vec<Value> = kw.iter().map(|(name, _)| name.value()).collect();
        let values = std::iter::once(f).chain(this).chain(args).chain(kw.iter().map(|(_, v)| v));
        at.lay_out(values.cloned());
        let out = self.run_call(Layout { at, n, names: &names });
        if self.needs_attention() {
            self.run_finalizers();
        }
        out
    }

    /// Calls a function of the language with positional arguments: most of what natives call back is that.
    fn call_written(
        &mut self,
        written: &FunctionObj,
        f: &Value,
        this: Option<&Value>,
        args: &[Value],
    ) -> Res {
        self.serve_native_call()?;
        let at = self.thread.stack_end();
        let n = args.len() + usize::from(this.is_some());
        if !self.thread.stack.fits(at, n + 1) {
            return Err(self.too_deep());
        }
        at.put(0, f.clone());
        if let Some(this) = this {
            at.put(1, this.clone());
        }
        lay_arguments(at.beyond(n - args.len() + 1), args);
        let call = Layout { at, n, names: &[] };
        self.enter(written, call, Goal { ret: Return::Entry, dst: Dst(0) })?;
        let out = self.run_entered();
        if self.needs_attention() {
            self.run_finalizers();
        }
        out
    }

    /// Runs the frame on top, with which the loop stops, to its end.
    #[inline]
    fn run_entered(&mut self) -> Res {
        match self.run() {
            Stop::Returned(v) => Ok(v),
            Stop::Raised(e) => Err(e),
            other => crate::bug!("a plain call stopped with {other:?}"),
        }
    }

    /// Calls what is laid out at the end of the register stack, and runs it to its end.
    pub(in crate::vm) fn run_call(&mut self, call: Layout<'_>) -> Res {
        let called = self.above(call.end(), |vm| vm.dispatch(call, Goal { ret: Return::Entry, dst: Dst(0) }));
        match called? {
            Called::Done(v) => Ok(v),
            Called::Pushed => self.run_entered(),
        }
    }

    /// A native may call for ever (`all(iter(f, 0))`): its calls count like backward jumps of scripts.
    #[inline]
    fn serve_native_call(&mut self) -> Res<()> {
        self.check_native_stack()?;
        self.thread.budget -= 1;
        if self.thread.budget <= 0 {
            self.serve_budget()?;
        }
        Ok(())
    }

    /// Calls a native whose slots are its few arguments, without a place on the register stack.
    fn call_quick(&mut self, f: &NativeObj, this: Option<&Value>, args: &[Value]) -> Res {
        self.serve_native_call()?;
        let def = def_of(f);
        let out = match (this, args) {
            (Some(a), []) | (None, [a]) => def.run(self, &mut [a.clone()]),
            (Some(a), [b]) | (None, [a, b]) => def.run(self, &mut [a.clone(), b.clone()]),
            _ => {
                let mut slots = [Value::Undef, Value::Undef, Value::Undef];
                let mut n = 0;
                for v in this.into_iter().chain(args) {
                    slots[n] = v.clone();
                    n += 1;
                }
                def.run(self, &mut slots[..n])
            }
        };
        if self.needs_attention() {
            self.run_finalizers();
        }
        out
    }

    /// Pushes the frame of a script function with arguments that do not stand in the caller's registers: it runs next, and its result goes to `dst`.
    pub(in crate::vm) fn push_callback(&mut self, f: &Value, args: &[Value], dst: Dst) -> Res<Flow> {
        let at = self.thread.stack_end();
        if !self.thread.stack.fits(at, args.len() + 1) {
            return Err(self.too_deep());
        }
        at.put(0, f.clone());
        lay_arguments(at.from(1), args);
        let call = Layout { at, n: args.len(), names: &[] };
        if let Some(f) = f.cast::<FunctionObj>()
            && !code_of(f).makes_generator
        {
            self.enter(f, call, Goal { ret: Return::Store, dst })?;
            return Ok(Flow::Reload);
        }
        match self.above(call.end(), |vm| vm.dispatch(call, Goal { ret: Return::Store, dst }))? {
            Called::Pushed => Ok(Flow::Reload),
            Called::Done(v) => {
                let regs = self.top().regs();
                self.set_reg(regs, dst, v);
                Ok(Flow::Next)
            }
        }
    }

    /// The same for a getter of the language, which takes the object alone.
    pub(in crate::vm) fn push_getter(&mut self, f: Value, o: Value, dst: Dst) -> Res<Flow> {
        let at = self.thread.stack_end();
        match f.cast::<FunctionObj>().map(code_of) {
            Some(code) if code.plain_params == 1 && self.fits_frame(at.from(1), code) => {
                at.put(0, f);
                at.put(1, o);
                at.from(1).fill_undef(1, code.n_locals);
                self.push_plain(code, at.from(1), Goal { ret: Return::Store, dst });
                Ok(Flow::Reload)
            }
            _ => self.push_callback(&f, &[o], dst),
        }
    }

    /// Raises RecursionError when the native stack comes to its end.
    #[inline]
    pub fn check_native_stack(&mut self) -> Res<()> {
        if self.is_near_native_end() {
            return Err(self.too_deep());
        }
        Ok(())
    }

    /// Whether the native stack comes to its end.
    #[inline(always)]
    pub(in crate::vm) fn is_near_native_end(&self) -> bool {
        let here = 0u8;
        (&raw const here as usize) < self.thread.native_floor
    }

    /// Calls a method by name.
    pub fn call_method(&mut self, o: &Value, name: &Ref<StrObj>, args: &[Value]) -> Res {
        if let Some(f) = self.plain_method(o, name) {
            return self.call_with(&f, o, args);
        }
        let f = self.get_attr(o, name)?;
        self.call(&f, args)
    }

    /// Calls a special method, looked up on the class; None if the class has none.
    pub fn call_special(&mut self, o: &Value, name: &Ref<StrObj>, args: &[Value]) -> Res<Option<Value>> {
        let Some(f) = self.lookup_special(o, name) else { return Ok(None) };
        self.call_found(&f, o, args).map(Some)
    }

    /// Calls what a look-up on the class of `o` found.
    pub fn call_found(&mut self, f: &Value, o: &Value, args: &[Value]) -> Res {
        if self.is_method(f) {
            return self.call_with(f, o, args);
        }
        let class = self.class_of(o);
        let bound = self.descr_get(f, o, &class)?;
        self.call(&bound, args)
    }

    /// What is looked up on the class of `o`, as it stands there.
    #[inline]
    pub fn lookup_special(&self, o: &Value, name: &Ref<StrObj>) -> Option<Value> {
        self.class_ref(o).lookup(name)
    }
}

/// Puts arguments into registers that hold nothing.
#[inline]
fn lay_arguments(to: Regs, args: &[Value]) {
    for (i, v) in args.iter().enumerate() {
        to.beyond(i).put(0, v.clone());
    }
}
