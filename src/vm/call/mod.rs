//! Calls: whatever is called, until it is a script function or a native.
//!
//! A call is laid out in registers: callee, positional arguments, values of keywords ([`Layout`]). [`Vm::dispatch`] rearranges them in place until the callee is a function of
//! one of the two kinds. `script.rs` enters script functions, `native.rs` calls natives, `construct.rs` makes instances, `instr.rs` serves the calling
//! instructions, `host.rs` is what natives and the scheduler call.

mod construct;
mod host;
mod instr;
mod native;
mod script;

use crate::object::function::{BoundMethodObj, FunctionObj, NativeObj};
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::{Kind, Ref, TypeObj, Value};

use super::enter::{Called, Goal, Layout};
use super::fence::Regs;
use super::{Res, Vm};

/// How often a callee may turn out to be something that calls another callee: CPython's recursion in `tp_call` ends somewhere, too.
const MOST_TURNS: usize = 200;

impl Vm {
    /// Calls what is laid out, on the register stack. Callee and arguments are consumed; the registers above are dead.
    pub(super) fn dispatch(&mut self, call: Layout<'_>, goal: Goal) -> Res<Called> {
        let Layout { at, mut n, names } = call;
        for _ in 0..MOST_TURNS {
            let call = Layout { at, n, names };
            if !self.thread.stack.fits(at, call.count() + 1) {
                break;
            }
            let Value::Obj(callee) = at.get(0) else { return self.not_callable(call) };
            match callee.kind() {
                Kind::Function => {
                    let Some(f) = callee.cast::<FunctionObj>() else { return self.not_callable(call) };
                    return self.call_script(f, call, goal);
                }
                Kind::Native => {
                    let Some(f) = callee.cast::<NativeObj>() else { return self.not_callable(call) };
                    return self.call_native(f, call).map(Called::Done);
                }
                Kind::BoundMethod => {
                    let Some(m) = callee.cast::<BoundMethodObj>() else { return self.not_callable(call) };
                    let (func, this) = (m.func.clone(), m.this.clone());
                    at.shift_up(1, call.count(), 1);
                    at.put(1, this);
                    drop(at.replace(0, func));
                    n += 1;
                }
                Kind::Type => {
                    let Ok(class) = Ref::<TypeObj>::try_from_obj(callee.clone()) else {
                        return self.not_callable(call);
                    };
                    return self.construct(&class, call, goal);
                }
                _ => {
                    let callee = Value::Obj(callee.clone());
                    let Some(f) = self.lookup_special(&callee, &self.names.__call__) else {
                        return self.not_callable(call);
                    };
                    if self.is_method(&f) {
                        at.shift_up(0, call.count() + 1, 1);
                        at.put(0, f);
                        n += 1;
                    } else {
                        self.bind_callee(&f, &callee, call)?;
                    }
                }
            }
        }
        Layout { at, n, names }.clear();
        Err(self.too_deep())
    }

    /// What `__call__` or a metaclass's `__call__` gives when it is bound takes the callee's place. On error everything is dropped.
    pub(super) fn bind_callee(&mut self, f: &Value, callee: &Value, call: Layout<'_>) -> Res<()> {
        let class = self.class_of(callee);
        // `__get__` may be a script's: what is laid out must not be in its way.
        match self.above(call.end(), |vm| vm.descr_get(f, callee, &class)) {
            Ok(f) => {
                drop(call.at.replace(0, f));
                Ok(())
            }
            Err(e) => {
                call.clear();
                Err(e)
            }
        }
    }

    /// Runs something that may call, while values lie on the register stack up to `end`.
    #[inline(always)]
    pub(super) fn above<T>(&mut self, end: Regs, run: impl FnOnce(&mut Vm) -> T) -> T {
        let floor = self.thread.stack.floor();
        self.thread.stack.set_floor(if end.is_above(floor) { end } else { floor });
        let out = run(self);
        self.thread.stack.set_floor(floor);
        out
    }

    #[cold]
    fn not_callable(&mut self, call: Layout<'_>) -> Res<Called> {
        let what = self.class_name(call.at.get(0));
        let hint = match call.at.get(0).cast::<ModuleObj>() {
            Some(module) => self.callable_of_same_name(module),
            None => None,
        };
        call.clear();
        let hint = hint.map_or(String::new(), |n| format!(". Did you mean: '{n}.{n}(...)'?"));
        Err(self.type_error(format!("'{what}' object is not callable{hint}")))
    }

    /// The name of a module that has something to call under its own name.
    fn callable_of_same_name(&self, module: &ModuleObj) -> Option<String> {
        let name = module.dict.get_str(&self.names.__name__)?.to_ref::<StrObj>()?;
        let found = module.dict.get_str(&self.heap.intern_str(&name))?;
        self.is_callable(&found).then(|| name.to_text())
    }
}
