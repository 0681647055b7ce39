//! Calls: how arguments get into a callee's window, for script functions, natives, bound methods, classes and callable objects.
//!
//! A call is laid out in registers: callee, then its positional arguments. `dispatch` rearranges them in place until the callee is a
//! function of one of the two kinds; the callee's window begins at its first argument, and the function stays alive below it.

use crate::object::code::CodeObj;
use crate::object::function::{BoundMethodObj, FunctionObj, NativeObj};
use crate::object::header::HAS_FINALIZER;
use crate::object::instance::Plain;
use crate::object::str::StrObj;
use crate::object::types::flags;
use crate::object::{Kind, Ref, TypeObj, Value};

use super::frame::{Frame, Return};
use super::native::{NativeDef, ParamKind};
use super::run::{Flow, Stop};
use super::window::{CALL_ROOM, Ip, Regs, code_of, def_of};
use super::{Res, Vm};

/// A keyword argument.
pub type Keyword = (Ref<StrObj>, Value);

/// What a call came to.
pub(super) enum Called {
    /// A result at once.
    Done(Value),
    /// A frame was pushed.
    Pushed,
}

impl Vm {
    /// Pushes the frame of a script function whose window begins at `args` with exactly its positional parameters. On error the callee and
    /// its arguments are dropped.
    #[inline(always)]
    pub(super) fn push_call(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        args: Regs,
        n: usize,
        dst: u16,
    ) -> Res<Regs> {
        let t = &mut self.thread;
        let saved = t.stack.top;
        let mut window = args;
        if !t.frames.top().generator.is_null() {
            window = Regs(t.stack.top).from(1);
            window.below(1).move_from(args.below(1), n + 1);
        }
        if t.depth >= t.depth_limit || !t.stack.fits(window.0, code.registers as usize + CALL_ROOM) {
            window.below(1).clear(0, n as u32 + 1);
            return Err(self.too_deep());
        }
        window.fill_undef(n as u32, code.n_locals);
        self.enter(f, code, window, Return::Store, dst, saved);
        Ok(window)
    }

    /// Pushes the record of a plain frame.
    #[inline(always)]
    pub(super) fn enter(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        window: Regs,
        ret: Return,
        dst: u16,
        saved: *mut Value,
    ) {
        let t = &mut self.thread;
        t.depth += 1;
        t.stack.top = window.from(code.registers as u16).0;
        t.frames.push(Frame {
            code,
            func: f,
            regs: window,
            ip: Ip(code.instrs),
            generator: std::ptr::null(),
            object: std::ptr::null(),
            saved_top: saved,
            dst,
            ret,
            simple: ret == Return::Store,
        });
    }

    #[cold]
    #[inline(never)]
    pub(super) fn too_deep(&mut self) -> super::Raised {
        self.too_deep_where("")
    }

    /// RecursionError with a text that says where.
    pub(super) fn too_deep_where(&mut self, place: &str) -> super::Raised {
        // Room for what the handler of this very error wants to call.
        self.thread.depth_limit += 50;
        let e = self.recursion_error(format!("maximum recursion depth exceeded{place}"));
        self.thread.depth_limit -= 50;
        e
    }

    /// The calling instructions, off the shortest way: the callee stands below register `args`.
    #[inline(never)]
    pub(super) fn call_instr(&mut self, regs: Regs, args: u16, n: usize, dst: u16) -> Res<Flow> {
        if let Value::Obj(o) = regs.get(args - 1)
            && let Some(f) = o.cast::<NativeObj>()
            && f.takes(n)
            && self.fits_receiver(f, regs.from(args - 1), n)
        {
            // The slots are the arguments where they stand.
            let def = def_of(f);
            let out = (def.body)(self, def, regs.slots(args, n));
            regs.clear(u32::from(args) - 1, u32::from(args) + n as u32);
            let v = out?;
            self.set_reg(regs, dst, v);
            return Ok(Flow::Next);
        }
        self.call_instr_kw(regs, args, n, Vec::new(), dst)
    }

    /// As `call_instr`, with keyword arguments that were taken out of their registers.
    #[inline(never)]
    pub(super) fn call_instr_kw(
        &mut self,
        regs: Regs,
        args: u16,
        n: usize,
        kw: Vec<Keyword>,
        dst: u16,
    ) -> Res<Flow> {
        let saved = self.thread.stack.top;
        let mut at = regs.from(args - 1);
        if !self.top().generator.is_null() {
            at = self.move_to_stack(at, n)?;
        }
        match self.dispatch(at, n, kw, Return::Store, dst, saved) {
            Ok(Called::Done(v)) => {
                self.thread.stack.top = saved;
                self.set_reg(regs, dst, v);
                Ok(Flow::Next)
            }
            Ok(Called::Pushed) => Ok(Flow::Reload),
            Err(e) => {
                self.thread.stack.top = saved;
                Err(e)
            }
        }
    }

    /// Moves callee and arguments from a frame of its own to the register stack.
    fn move_to_stack(&mut self, from: Regs, n: usize) -> Res<Regs> {
        let to = Regs(self.thread.stack.top);
        if !self.thread.stack.fits(to.0, n + 1 + CALL_ROOM) {
            from.clear(0, n as u32 + 1);
            return Err(self.too_deep());
        }
        to.move_from(from, n + 1);
        self.thread.stack.top = to.from(n as u16 + 1).0;
        Ok(to)
    }

    /// Stores a result; the old value is dropped.
    #[inline]
    pub(super) fn set_reg(&mut self, regs: Regs, dst: u16, v: Value) {
        drop(regs.replace(dst, v));
    }

    /// Calls what stands at `at[0]` with the `n` arguments behind it. Callee and arguments are consumed; the registers above are dead.
    pub(super) fn dispatch(
        &mut self,
        at: Regs,
        mut n: usize,
        mut kw: Vec<Keyword>,
        ret: Return,
        dst: u16,
        saved: *mut Value,
    ) -> Res<Called> {
        let mut turns = 0;
        loop {
            turns += 1;
            if turns > 200 {
                at.clear(0, n as u32 + 1);
                return Err(self.too_deep());
            }
            if !self.thread.stack.fits(at.0, n + 1 + CALL_ROOM) {
                at.clear(0, n as u32 + 1);
                return Err(self.too_deep());
            }
            let callee = at.get(0).clone();
            let Value::Obj(o) = &callee else { return self.not_callable(at, n) };
            match o.kind() {
                Kind::Function => {
                    let Some(f) = o.cast::<FunctionObj>() else { return self.not_callable(at, n) };
                    return self.dispatch_function(f, at, n, &kw, ret, dst, saved);
                }
                Kind::Native => {
                    let Some(f) = o.cast::<NativeObj>() else { return self.not_callable(at, n) };
                    let out = match self.check_receiver(f, at, n) {
                        Ok(()) => self.call_native(f, at.from(1), n, std::mem::take(&mut kw)),
                        Err(e) => {
                            at.clear(1, n as u32 + 1);
                            Err(e)
                        }
                    };
                    at.clear(0, 1);
                    return out.map(Called::Done);
                }
                Kind::BoundMethod => {
                    let Some(m) = o.cast::<BoundMethodObj>() else { return self.not_callable(at, n) };
                    let (func, this) = (m.func.clone(), m.this.clone());
                    at.shift_up(1, n, 1);
                    drop(at.replace(0, func));
                    drop(at.replace(1, this));
                    n += 1;
                }
                Kind::Type => {
                    let Ok(class) = Ref::<TypeObj>::try_from_obj(o.clone()) else {
                        return self.not_callable(at, n);
                    };
                    drop(callee);
                    return self.construct(&class, at, n, kw, ret, dst, saved);
                }
                _ => {
                    let Some(call) = self.lookup_special(&callee, &self.names.__call__) else {
                        return self.not_callable(at, n);
                    };
                    if call.is_a::<FunctionObj>() || self.binds_self(&call) {
                        at.shift_up(0, n + 1, 1);
                        drop(at.replace(0, call));
                        n += 1;
                    } else {
                        let class = self.class_of(&callee);
                        match self.descr_get(&call, &callee, &class) {
                            Ok(f) => drop(at.replace(0, f)),
                            Err(e) => {
                                at.clear(0, n as u32 + 1);
                                return Err(e);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Calls a native with the `n` arguments that begin at `args`; they are consumed. The registers above are free.
    fn call_native(&mut self, f: &NativeObj, args: Regs, n: usize, kw: Vec<Keyword>) -> Res {
        let def = def_of(f);
        let top = self.thread.stack.top;
        let quick = f.takes(n);
        let used = if kw.is_empty() && (quick || self.spread(def, args, n)) {
            if quick { n } else { def.params.len() }
        } else {
            let given = args.take_all(0, n);
            self.thread.stack.top = top.max(args.from(n as u16).0);
            let out = match self.bind_native(f, def, given, kw) {
                Ok(mut slots) => (def.body)(self, def, &mut slots),
                Err(e) => Err(e),
            };
            self.thread.stack.top = top;
            return out;
        };
        self.thread.stack.top = top.max(args.from(used as u16).0);
        let out = (def.body)(self, def, args.slots(0, used));
        args.clear(0, used as u32);
        self.thread.stack.top = top;
        out
    }

    /// Makes the slots of a native with `*args` or `**kwargs` of the arguments of a call without keywords, where they stand. False: they do not fit.
    fn spread(&mut self, def: &NativeDef, args: Regs, n: usize) -> bool {
        let a = &def.arity;
        if n < a.required as usize || a.needs_keyword {
            return false;
        }
        let positional = a.positional as usize;
        let rest = def.params.iter().position(|p| p.kind == ParamKind::VarArgs);
        if rest.is_none() && n > positional {
            return false;
        }
        let more = match rest {
            Some(_) if n > positional => {
                self.heap.tuple(args.slots(positional as u16, n - positional).iter_mut().map(Value::take))
            }
            _ => self.heap.tuple([]),
        };
        args.fill_undef(n.min(positional) as u32, def.params.len() as u32);
        if let Some(i) = rest {
            args.put(i as u16, more.into_value());
        }
        if let Some(i) = def.params.iter().position(|p| p.kind == ParamKind::VarKeywords) {
            args.put(i as u16, self.heap.dict().into_value());
        }
        true
    }

    #[cold]
    fn not_callable(&mut self, at: Regs, n: usize) -> Res<Called> {
        let what = self.class_name(at.get(0));
        at.clear(0, n as u32 + 1);
        Err(self.type_error(format!("'{what}' object is not callable")))
    }

    #[allow(clippy::too_many_arguments)]
    fn dispatch_function(
        &mut self,
        f: &FunctionObj,
        at: Regs,
        n: usize,
        kw: &[Keyword],
        ret: Return,
        dst: u16,
        saved: *mut Value,
    ) -> Res<Called> {
        let code = code_of(f);
        let window = at.from(1);
        if self.thread.depth >= self.thread.depth_limit
            || !self.thread.stack.fits(window.0, code.registers as usize + n + CALL_ROOM)
        {
            at.clear(0, n as u32 + 1);
            return Err(self.too_deep());
        }
        if kw.is_empty()
            && (n as u32 == code.plain_params
                || n as u32 == code.params && n == code.code.positional as usize)
        {
            window.fill_undef(n as u32, code.n_locals);
        } else if let Err(e) = self.bind_window(f, code, window, n, kw) {
            at.clear(0, 1);
            return Err(e);
        }
        if code.makes_generator {
            let v = self.make_generator(f, code, window);
            at.clear(0, 1);
            return Ok(Called::Done(v));
        }
        self.enter(f, code, window, ret, dst, saved);
        Ok(Called::Pushed)
    }

    /// The generator, coroutine or async generator of a call whose arguments stand in `window`.
    fn make_generator(&mut self, f: &FunctionObj, code: &CodeObj, window: Regs) -> Value {
        let t = self.heap.types();
        let fl = code.code.flags;
        let class = if fl.coroutine {
            &t.coroutine
        } else if fl.async_generator {
            &t.async_generator
        } else {
            &t.generator
        };
        let func = match window.below(1).get(0).to_ref::<FunctionObj>() {
            Some(f) => f,
            None => crate::bug!("the function stands below its window"),
        };
        debug_assert!(std::ptr::eq(&*func, f));
        let code_ref = func.code();
        let g = self.heap.generator(class, func, code_ref);
        Regs(g.registers()).move_from(window, code.n_locals as usize);
        if fl.coroutine {
            // Never awaited: to be reported when it dies, with the place of the call, which waits where a handled exception will stand.
            g.obj().header().set_flag(HAS_FINALIZER);
            drop(g.handled.replace(self.place_of_call()));
        }
        g.into_value()
    }

    /// Makes an instance: `type.__call__`.
    #[allow(clippy::too_many_arguments)]
    fn construct(
        &mut self,
        class: &Ref<TypeObj>,
        at: Regs,
        n: usize,
        kw: Vec<Keyword>,
        ret: Return,
        dst: u16,
        saved: *mut Value,
    ) -> Res<Called> {
        let t = self.heap.types();
        let meta = class.obj().class().clone();
        if !meta.is(&t.type_) {
            let call = meta.lookup(&self.names.__call__);
            if let Some(call) = call
                && !call.is(&self.defaults.type_call)
            {
                // The metaclass has a say.
                let cls = class.value();
                let bound = self.descr_get(&call, &cls, &meta);
                return match bound {
                    Ok(f) => {
                        drop(at.replace(0, f));
                        self.dispatch(at, n, kw, ret, dst, saved)
                    }
                    Err(e) => {
                        at.clear(0, n as u32 + 1);
                        Err(e)
                    }
                };
            }
        }
        let fail = |vm: &mut Vm, text: String| {
            at.clear(0, n as u32 + 1);
            Err(vm.type_error(text))
        };
        if class.is(&t.type_) && n == 1 && kw.is_empty() {
            let v = self.class_of(at.get(1)).into_value();
            at.clear(0, 2);
            return Ok(Called::Done(v));
        }
        let new = class.lookup(&self.names.__new__).unwrap_or_default();
        let init = class.lookup(&self.names.__init__).unwrap_or_default();
        let default_init = init.is(&self.defaults.object_init);
        if class.flags.get() & (flags::NO_NEW | flags::ABSTRACT) != 0 {
            if class.has(flags::NO_NEW) && !class.is_heap_type() {
                return fail(self, format!("cannot create '{}' instances", self.full_name(class)));
            }
            if class.has(flags::ABSTRACT) {
                at.clear(0, n as u32 + 1);
                return Err(self.abstract_error(class));
            }
        }
        let instance = if new.is(&self.defaults.object_new) && class.kind.get() == Kind::Instance {
            if default_init && (n > 0 || !kw.is_empty()) {
                return fail(self, format!("{}() takes no arguments", class.name_text()));
            }
            self.heap.alloc(class, Plain).into_value()
        } else if kw.is_empty()
            && let Some(f) = own_native(&new, class)
            && (n == 0 || class.is(&t.str_) || !self.class_ref(at.get(1)).is_heap_type())
            && self.thread.stack.fits(at.0, 2 * n + 2 + CALL_ROOM)
        {
            // A native `__new__`, which gets the class as its first argument. Whether what it gave must be initialised by another class may depend on what a
            // script's object hands out (`__bytes__`): the general way asks. `str()` does not ask, as in CPython.
            if default_init {
                return self.call_native(f, at, n + 1, kw).map(Called::Done);
            }
            let copy = at.from(n as u16 + 1);
            (0..=n as u16).for_each(|i| copy.put(i, at.get(i).clone()));
            match self.call_native(f, copy, n + 1, Vec::new()) {
                Ok(made) => made,
                Err(e) => {
                    at.clear(0, n as u32 + 1);
                    return Err(e);
                }
            }
        } else {
            let args = at.take_all(1, n);
            at.clear(0, 1);
            return self.construct_with(class, &new, args, kw).map(Called::Done);
        };
        if !self.class_ref(&instance).is(class) {
            let args = at.take_all(1, n);
            at.clear(0, 1);
            return self.initialize(class, instance, args, kw).map(Called::Done);
        }
        if default_init {
            at.clear(0, n as u32 + 1);
            return Ok(Called::Done(instance));
        }
        self.call_init(&init, instance, at, n, kw, ret, dst, saved)
    }

    /// Calls `__init__` for a fresh instance with the `n` arguments behind `at[0]`.
    fn call_init(
        &mut self,
        init: &Value,
        instance: Value,
        at: Regs,
        n: usize,
        kw: Vec<Keyword>,
        ret: Return,
        dst: u16,
        saved: *mut Value,
    ) -> Res<Called> {
        if ret == Return::Store
            && let Some(f) = init.cast::<FunctionObj>()
            && !code_of(f).makes_generator
        {
            // [class][args] becomes [instance][init][instance][args]; the frame's return takes the instance from below.
            let code = code_of(f);
            at.shift_up(1, n, 2);
            drop(at.replace(0, instance.clone()));
            at.put(1, init.clone());
            at.put(2, instance);
            let window = at.from(2);
            let n = n + 1;
            if self.thread.depth >= self.thread.depth_limit
                || !self.thread.stack.fits(window.0, code.registers as usize + n + CALL_ROOM)
            {
                at.clear(0, n as u32 + 2);
                return Err(self.too_deep());
            }
            if kw.is_empty() && code.plain_params == n as u32 {
                window.fill_undef(n as u32, code.n_locals);
            } else if let Err(e) = self.bind_window(f, code, window, n, &kw) {
                at.clear(0, 2);
                return Err(e);
            }
            self.enter(f, code, window, Return::Init, dst, saved);
            return Ok(Called::Pushed);
        }
        if kw.is_empty()
            && let Some(f) = own_native(init, self.class_ref(&instance))
        {
            drop(at.replace(0, instance.clone()));
            let out = self.call_native(f, at, n + 1, kw)?;
            self.check_init(&out)?;
            return Ok(Called::Done(instance));
        }
        let args: Vec<Value> = at.slots(1, n).to_vec();
        at.clear(0, n as u32 + 1);
        self.run_init(init, &instance, args, kw)?;
        Ok(Called::Done(instance))
    }

    /// `type.__call__(class, ..)`: whatever the metaclass says.
    pub fn call_class(&mut self, class: &Ref<TypeObj>, args: Vec<Value>, kw: Vec<Keyword>) -> Res {
        if class.has(flags::ABSTRACT) {
            return Err(self.abstract_error(class));
        }
        let new = class.lookup(&self.names.__new__).unwrap_or_default();
        self.construct_with(class, &new, args, kw)
    }

    /// `cls.__new__(cls, ..)`, then `__init__` if that gave an instance.
    fn construct_with(
        &mut self,
        class: &Ref<TypeObj>,
        new: &Value,
        args: Vec<Value>,
        kw: Vec<Keyword>,
    ) -> Res {
        let cls = class.value();
        let new = match new.cast::<crate::object::descr::WrapperObj>() {
            Some(w) => w.func.borrow().clone(),
            None => new.clone(),
        };
        if new.is_undef() {
            return Err(self.type_error(format!("cannot create '{}' instances", class.name_text())));
        }
        let mut all = Vec::with_capacity(args.len() + 1);
        all.push(cls.clone());
        all.extend(args.iter().cloned());
        let made = self.call_kw(&new, &all, &kw)?;
        drop(all);
        self.initialize(class, made, args, kw)
    }

    /// Calls `__init__` of what `__new__` gave, if that is an instance of the class.
    fn initialize(&mut self, class: &Ref<TypeObj>, made: Value, args: Vec<Value>, kw: Vec<Keyword>) -> Res {
        if !self.is_instance_of(&made, class) {
            return Ok(made);
        }
        let init = self.class_of(&made).lookup(&self.names.__init__).unwrap_or_default();
        if !init.is(&self.defaults.object_init) && !init.is_undef() {
            self.run_init(&init, &made, args, kw)?;
        }
        Ok(made)
    }

    fn run_init(&mut self, init: &Value, this: &Value, args: Vec<Value>, kw: Vec<Keyword>) -> Res<()> {
        let out = if init.is_a::<FunctionObj>() || self.binds_self(init) {
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(this.clone());
            all.extend(args);
            self.call_kw(init, &all, &kw)?
        } else {
            let class = self.class_of(this);
            let bound = self.descr_get(init, this, &class)?;
            self.call_kw(&bound, &args, &kw)?
        };
        self.check_init(&out)
    }

    /// `__init__` must give None.
    pub(super) fn check_init(&mut self, out: &Value) -> Res<()> {
        if out.is_none() {
            return Ok(());
        }
        let what = self.class_name(out);
        Err(self.type_error(format!("__init__() should return None, not '{what}'")))
    }

    /// Calls an object with positional arguments.
    pub fn call(&mut self, f: &Value, args: &[Value]) -> Res {
        self.call_window(f, None, args, Vec::new())
    }

    /// Calls a function with a receiver in front of the arguments.
    pub fn call_with(&mut self, f: &Value, this: &Value, args: &[Value]) -> Res {
        self.call_window(f, Some(this), args, Vec::new())
    }

    /// Calls an object with positional and keyword arguments.
    pub fn call_kw(&mut self, f: &Value, args: &[Value], kw: &[Keyword]) -> Res {
        self.call_window(f, None, args, kw.to_vec())
    }

    fn call_window(&mut self, f: &Value, this: Option<&Value>, args: &[Value], kw: Vec<Keyword>) -> Res {
        let n = args.len() + usize::from(this.is_some());
        if kw.is_empty()
            && n <= 3
            && let Some(native) = f.cast::<NativeObj>()
            && native.takes(n)
            && self.fits_first(native, this.or(args.first()))
        {
            return self.call_quick(native, this, args);
        }
        let saved = self.thread.stack.top;
        if !self.thread.stack.fits(saved, n + 1 + CALL_ROOM)
            || n > 60_000 && !self.thread.stack.fits(saved, 2 * n)
        {
            return Err(self.too_deep());
        }
        self.check_native_stack()?;
        // A native may call for ever (`all(iter(f, 0))`): its calls count like those of scripts.
        self.thread.budget -= 1;
        if self.thread.budget <= 0 {
            self.serve_budget()?;
        }
        let w = self.thread.stack.push_window(std::iter::once(f).chain(this).chain(args).cloned());
        let out = self.dispatch(Regs(w.start), n, kw, Return::Entry, 0, saved);
        let out = match out {
            Ok(Called::Done(v)) => Ok(v),
            Ok(Called::Pushed) => match self.run() {
                Stop::Returned(v) => Ok(v),
                Stop::Raised(e) => Err(e),
                other => crate::bug!("a plain call stopped with {other:?}"),
            },
            Err(e) => Err(e),
        };
        self.thread.stack.top = saved;
        if self.heap.attention.get() {
            self.run_finalizers();
        }
        out
    }

    /// Calls a native whose slots are its few arguments, without a window on the register stack.
    fn call_quick(&mut self, f: &NativeObj, this: Option<&Value>, args: &[Value]) -> Res {
        self.check_native_stack()?;
        self.thread.budget -= 1;
        if self.thread.budget <= 0 {
            self.serve_budget()?;
        }
        let mut slots = [Value::Undef, Value::Undef, Value::Undef];
        let mut n = 0;
        for v in this.into_iter().chain(args) {
            slots[n] = v.clone();
            n += 1;
        }
        let def = def_of(f);
        let out = (def.body)(self, def, &mut slots[..n]);
        drop(slots);
        if self.heap.attention.get() {
            self.run_finalizers();
        }
        out
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
    pub(super) fn is_near_native_end(&self) -> bool {
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
        if f.is_a::<FunctionObj>() || self.binds_self(f) {
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

    /// Whether a native can do with its first argument: it is no method, or the receiver is of its class.
    #[inline]
    fn fits_first(&self, f: &NativeObj, first: Option<&Value>) -> bool {
        let Some(owner) = f.owner.cast::<TypeObj>() else { return true };
        let Some(first) = first.filter(|_| def_of(f).arity.method) else { return false };
        let class = self.class_ref(first);
        std::ptr::eq(&**class, owner) || class.is_subclass(owner)
    }

    #[inline]
    fn fits_receiver(&self, f: &NativeObj, at: Regs, n: usize) -> bool {
        self.fits_first(f, if n > 0 { Some(at.get(1)) } else { None })
    }

    /// Natives that are methods refuse a receiver of another class.
    #[inline]
    fn check_receiver(&mut self, f: &NativeObj, at: Regs, n: usize) -> Res<()> {
        if self.fits_receiver(f, at, n) { Ok(()) } else { self.doubt_receiver(f, at, n) }
    }

    fn doubt_receiver(&mut self, f: &NativeObj, at: Regs, n: usize) -> Res<()> {
        let Some(owner) = f.owner.cast::<TypeObj>() else { return Ok(()) };
        let def = def_of(f);
        if !def.arity.method {
            return if def.name() == "__new__" { self.check_new(owner, at, n) } else { Ok(()) };
        }
        let wraps_slot = super::setup::is_slot_wrapper(owner, def.name());
        if n == 0 {
            let (owner, name) = (owner.name_text(), def.name());
            return Err(self.type_error(match wraps_slot {
                true => format!("descriptor '{name}' of '{owner}' object needs an argument"),
                false => format!("unbound method {owner}.{name}() needs an argument"),
            }));
        }
        let (owner, what) = (owner.name_text(), self.class_name(at.get(1)));
        let text = if wraps_slot {
            format!("descriptor '{}' requires a '{owner}' object but received a '{what}'", def.name())
        } else {
            format!("descriptor '{}' for '{owner}' objects doesn't apply to a '{what}' object", def.name())
        };
        Err(self.type_error(text))
    }

    /// A native `__new__` makes instances of its own class and of those that derive from it.
    fn check_new(&mut self, owner: &TypeObj, at: Regs, n: usize) -> Res<()> {
        let name = owner.name_text();
        if n == 0 {
            return Err(self.type_error(format!("{name}.__new__(): not enough arguments")));
        }
        let Some(class) = at.get(1).to_ref::<TypeObj>() else {
            let what = self.class_name(at.get(1));
            return Err(self.type_error(format!("{name}.__new__(X): X is not a type object ({what})")));
        };
        if !class.is_subclass(owner) {
            let class = class.name_text();
            return Err(
                self.type_error(format!("{name}.__new__({class}): {class} is not a subtype of {name}"))
            );
        }
        // The built-in class below which the script derived may need a `__new__` of its own.
        let built_in = class.mro().iter().find(|c| !c.is_heap_type()).cloned();
        if let Some(built_in) = built_in
            && let Some(new) = built_in.lookup(&self.names.__new__)
            && let Some(makes) = new.cast::<NativeObj>().and_then(|f| f.owner.cast::<TypeObj>())
            && !std::ptr::eq(makes, owner)
        {
            let (class, safe) = (class.name_text(), built_in.name_text());
            return Err(self.type_error(format!("{name}.__new__({class}) is not safe, use {safe}.__new__()")));
        }
        Ok(())
    }
}

/// The native, if it is a method of the class or of one of its bases (and not just put there).
fn own_native<'a>(f: &'a Value, class: &TypeObj) -> Option<&'a NativeObj> {
    let native = f.cast::<NativeObj>()?;
    let owner = native.owner.cast::<TypeObj>()?;
    class.is_subclass(owner).then_some(native)
}
