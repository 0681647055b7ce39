//! The calling instructions, off the shortest way: natives, keywords, `f(*args, **kwargs)`.

use crate::bytecode::{Base, Dst};
use crate::object::dict::DictObj;
use crate::object::function::{FunctionObj, NativeObj};
use crate::object::list::ListObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};

use super::super::enter::{Called, Goal, Layout};
use super::super::fence::{Regs, Return, code_of};
use super::super::native::def_of;
use super::super::run::Flow;
use super::super::{Raised, Res, Vm};

impl Vm {
    /// `Call` of anything but a plain function with exactly its parameters: the callee stands below register `args`.
    #[inline(never)]
    pub(in crate::vm) fn call_instr(&mut self, regs: Regs, at: Regs, n: usize, dst: Dst) -> Res<Flow> {
        if let Value::Obj(o) = at.get(0)
            && let Ok(class) = Ref::<TypeObj>::try_from_obj(o.clone())
            && !self.top().is_own()
        {
            let call = Layout { at, n, names: &[] };
            return match self.construct(&class, call, Goal { ret: Return::Store, dst })? {
                Called::Done(v) => {
                    self.set_reg(regs, dst, v);
                    Ok(Flow::Next)
                }
                Called::Pushed => Ok(Flow::Reload),
            };
        }
        if let Some(out) = self.call_in_place(at, n) {
            let v = out?;
            self.set_reg(regs, dst, v);
            return Ok(Flow::Next);
        }
        if let Value::Obj(o) = at.get(0)
            && let Some(f) = o.cast::<FunctionObj>()
            && code_of(f).makes_generator
            && code_of(f).exact_params == n as u32
        {
            let v = self.make_exact(code_of(f), at, n);
            self.set_reg(regs, dst, v);
            return Ok(Flow::Next);
        }
        let call = Layout { at, n, names: &[] };
        match self.enter_plain(call, dst)? {
            true => Ok(Flow::Reload),
            false => self.call_in_registers(call, regs, dst),
        }
    }

    /// Calls a native that needs no binder: its slots are the arguments where they stand. None: something else is to be called, and nothing has happened.
    #[inline(always)]
    pub(in crate::vm) fn call_in_place(&mut self, at: Regs, n: usize) -> Option<Res> {
        if let Value::Obj(o) = at.get(0)
            && let Some(f) = o.cast::<NativeObj>()
            && f.takes(n)
            && self.fits_first(f, if n > 0 { Some(at.get(1)) } else { None })
        {
            let out = def_of(f).run(self, at.slots(1, n));
            at.clear(0, n as u32 + 1);
            return Some(out);
        }
        None
    }

    /// The end of a native's call where something dies: what still stands of callee and arguments goes, the result comes to its place.
    #[cold]
    #[inline(never)]
    pub(in crate::vm) fn settle_native(
        &mut self,
        at: Regs,
        n: usize,
        out: Res,
        regs: Regs,
        dst: Dst,
    ) -> Res<Flow> {
        at.clear(1, n as u32 + 1);
        at.clear(0, 1);
        let v = out?;
        self.set_reg(regs, dst, v);
        Ok(Flow::Next)
    }

    /// `CallKw`: the last ones of `n` arguments are the values of keywords.
    #[inline(never)]
    pub(in crate::vm) fn call_kw_instr(
        &mut self,
        regs: Regs,
        at: Regs,
        n: usize,
        names: &Value,
        dst: Dst,
    ) -> Res<Flow> {
        let names: &[Value] = names.cast::<TupleObj>().map_or(&[], TupleObj::items);
        let call = Layout { at, n: n - names.len(), names };
        match self.enter_plain(call, dst)? {
            true => Ok(Flow::Reload),
            false => self.call_in_registers(call, regs, dst),
        }
    }

    /// Enters a plain script function that is laid out in the registers of the top frame, on the stack. False: it is something else.
    #[inline]
    fn enter_plain(&mut self, call: Layout<'_>, dst: Dst) -> Res<bool> {
        if let Value::Obj(o) = call.at.get(0)
            && let Some(f) = o.cast::<FunctionObj>()
            && !code_of(f).makes_generator
            && !self.top().is_own()
        {
            self.enter(f, call, Goal { ret: Return::Store, dst })?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Calls what is laid out in the registers of the top frame.
    fn call_in_registers(&mut self, mut call: Layout<'_>, regs: Regs, dst: Dst) -> Res<Flow> {
        if self.top().is_own() {
            call.at = self.move_to_stack(call)?;
        }
        match self.dispatch(call, Goal { ret: Return::Store, dst })? {
            Called::Done(v) => {
                self.set_reg(regs, dst, v);
                Ok(Flow::Next)
            }
            Called::Pushed => Ok(Flow::Reload),
        }
    }

    /// Moves callee and arguments from a frame of its own to the register stack.
    pub(in crate::vm) fn move_to_stack(&mut self, call: Layout<'_>) -> Res<Regs> {
        let to = self.thread.stack_end();
        let n = call.count() + 1;
        if !self.thread.stack.fits(to, n) {
            call.clear();
            return Err(self.too_deep());
        }
        to.move_from(call.at, n);
        Ok(to)
    }

    /// Stores a result; the old value is dropped.
    #[inline]
    pub(in crate::vm) fn set_reg(&mut self, regs: Regs, dst: Dst, v: Value) {
        drop(regs.replace(dst, v));
    }

    /// `f(*args, **kwargs)`
    pub(in crate::vm) fn call_spread(&mut self, regs: Regs, func: Base, kwargs: bool, dst: Dst) -> Res<Flow> {
        let at = regs.from(func);
        let (f, args) = (at.take(0), at.take(1));
        let kw = if kwargs { at.take(2) } else { Value::Undef };
        if !kwargs
            && args.as_obj().is_some_and(|o| o.header().is_exact())
            && let Some(args) = args.to_ref::<TupleObj>()
        {
            return self.call_with_tuple(f, args, regs, dst);
        }
        let args = self.spread_positional(&f, args)?;
        let (mut names, mut values) = (Vec::new(), Vec::new());
        if let Some(d) = kw.cast::<DictObj>() {
            let mut place = 0;
            while let Some((next, _, k, v)) = d.next_hashed(place) {
                place = next;
                let Ok(k) = k.into_ref::<StrObj>() else {
                    if !self.is_callable(&f) {
                        let what = self.class_name(&f);
                        return Err(self.type_error(format!("'{what}' object is not callable")));
                    }
                    if let Some(class) =
                        f.cast::<TypeObj>().filter(|c| c.is_heap_type() || f.is(&self.types().object.value()))
                        && self.takes_nothing(class)
                    {
                        return Err(self.type_error(format!("{}() takes no arguments", class.name_text())));
                    }
                    return Err(self.type_error("keywords must be strings"));
                };
                // An object of a class of the script's stays what it is: its `__eq__` says which parameter it names.
                let name = if k.obj().header().is_exact() { self.heap.intern_str(&k) } else { k };
                names.push(name.into_value());
                values.push(v);
            }
        }
        drop(kw);
        let at = self.thread.stack_end();
        let n = args.len();
        if !self.thread.stack.fits(at, n + values.len() + 1) {
            return Err(self.too_deep());
        }
        at.lay_out(std::iter::once(f).chain(args).chain(values));
        self.call_above(Layout { at, n, names: &names }, regs, dst)
    }

    /// Calls what is laid out above the frame's registers.
    fn call_above(&mut self, call: Layout<'_>, regs: Regs, dst: Dst) -> Res<Flow> {
        match self.above(call.end(), |vm| vm.dispatch(call, Goal { ret: Return::Store, dst }))? {
            Called::Done(v) => {
                self.set_reg(regs, dst, v);
                Ok(Flow::Next)
            }
            Called::Pushed => Ok(Flow::Reload),
        }
    }

    /// `f(*args)` where `args` is a tuple.
    fn call_with_tuple(&mut self, f: Value, args: Ref<TupleObj>, regs: Regs, dst: Dst) -> Res<Flow> {
        let (at, n) = (self.thread.stack_end(), args.len());
        if !self.thread.stack.fits(at, n + 1) {
            return Err(self.too_deep());
        }
        at.lay_out(std::iter::once(f).chain(args.items().iter().cloned()));
        drop(args);
        self.call_above(Layout { at, n, names: &[] }, regs, dst)
    }

    /// The positional arguments of `f(*args)`.
    fn spread_positional(&mut self, f: &Value, args: Value) -> Res<Vec<Value>> {
        // The list that the call has gathered is nobody else's.
        if let Some(list) = args.cast::<ListObj>()
            && args.as_obj().is_some_and(|o| o.header().is_exact() && o.header().count() == 1)
        {
            return Ok(list.take());
        }
        let e = match self.collect(&args) {
            Ok(items) => return Ok(items),
            Err(e) => e,
        };
        let plain = self.lookup_special(&args, &self.names.__iter__).is_none()
            && self.lookup_special(&args, &self.names.__getitem__).is_none();
        if plain && self.raised_is(&e, &self.heap.types().type_error) {
            drop(self.take_raised(e));
            let (who, name) = (self.callable_text(f)?, self.class_name(&args));
            return Err(self.type_error(format!("{who} argument after * must be an iterable, not {name}")));
        }
        Err(e)
    }

    /// `**mapping` joins the keyword arguments gathered in `d` for a call of `f`. That all keys are texts is asked when all are there.
    pub(in crate::vm) fn merge_keywords(&mut self, d: &DictObj, v: &Value, f: &Value) -> Res<()> {
        if !v.is_a::<DictObj>() && self.get_attr_opt(v, &self.names.keys)?.is_none() {
            let (who, name) = (self.callable_text(f)?, self.class_name(v));
            return Err(self.type_error(format!("{who} argument after ** must be a mapping, not {name}")));
        }
        if !v.is_a::<DictObj>() {
            return self.merge_mapping(d, v, f);
        }
        if d.is_empty() && self.walks_as_dict(v) {
            return self.dict_update(d, v);
        }
        let new = self.heap.dict();
        self.dict_update(&new, v)?;
        // The hashes are known: keys of a class of the script's are not asked again.
        let mut at = 0;
        while let Some((next, hash, k, x)) = new.next_hashed(at) {
            at = next;
            if self.dict_find_hashed(d, &k, hash)?.is_some() {
                return Err(self.keyword_twice(f, &k));
            }
            self.dict_set_hashed(d, k, hash, x)?;
        }
        Ok(())
    }

    /// The same for a mapping of another kind, whose keys may come more than once.
    fn merge_mapping(&mut self, d: &DictObj, v: &Value, f: &Value) -> Res<()> {
        let keys = self.call_method(v, &self.names.keys, &[])?;
        let keys = self.iter(&keys)?;
        while let Some(k) = self.next(&keys)? {
            if self.dict_get(d, &k)?.is_some() {
                return Err(self.keyword_twice(f, &k));
            }
            let x = self.get_item(v, &k)?;
            self.dict_set(d, k, x)?;
        }
        Ok(())
    }

    #[cold]
    fn keyword_twice(&mut self, f: &Value, key: &Value) -> Raised {
        let texts = self.callable_text(f).and_then(|who| Ok((who, self.str(key)?.to_text())));
        match texts {
            Ok((who, k)) => self.type_error(format!("{who} got multiple values for keyword argument '{k}'")),
            Err(e) => e,
        }
    }

    /// `module.f()` as error texts name a callable.
    fn callable_text(&mut self, f: &Value) -> Res<String> {
        let qualname = match self.get_attr_opt(f, &self.names.__qualname__)? {
            Some(q) => self.str(&q)?.to_text(),
            None => return Ok(self.str(f)?.to_text()),
        };
        let module = match self.get_attr_opt(f, &self.names.__module__)? {
            Some(m) if m.is_a::<StrObj>() => self.str(&m)?.to_text(),
            _ => String::new(),
        };
        Ok(if module.is_empty() || module == "builtins" {
            format!("{qualname}()")
        } else {
            format!("{module}.{qualname}()")
        })
    }
}
