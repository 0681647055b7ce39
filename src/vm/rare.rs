//! Instructions that are rare or heavy by themselves: out of the dispatch function.

use crate::bytecode::{Dst, Instr, Src};
use crate::object::buffer;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::exception::ExceptionObj;
use crate::object::list::ListObj;
use crate::object::range::SliceObj;
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};

use super::fence::Regs;
use super::run::Flow;
use super::{Raised, Res, Vm};

impl Vm {
    /// The VM's own objects by number.
    pub(super) fn special_object(&mut self, which: u8) -> Res {
        match which {
            0 => Ok(self.heap.types().assertion_error.value()),
            1 => match self.top().func().builtins.get_str(&self.names.__build_class__) {
                Some(f) => Ok(f),
                None => {
                    let class = self.heap.types().name_error.clone();
                    Err(self.error(&class, "__build_class__ not found"))
                }
            },
            _ => Ok(self.heap.types().ellipsis_value.clone()),
        }
    }

    pub(super) fn build_slice(&mut self, parts: &mut [Value]) -> Value {
        let mut parts = parts.iter_mut().map(Value::take);
        let (start, stop) = (parts.next().unwrap_or(Value::None), parts.next().unwrap_or(Value::None));
        let step = parts.next().unwrap_or(Value::None);
        self.heap.alloc(&self.heap.types().slice, SliceObj { start, stop, step }).into_value()
    }

    /// `Unpack2` of anything but a plain tuple of two.
    #[inline(never)]
    pub(super) fn unpack_pair(&mut self, regs: Regs, code: &CodeObj, src: Src, a: Dst, b: Dst) -> Res<Flow> {
        let v = regs.owned(src, code);
        let items = self.unpack(&v, 2)?;
        drop(v);
        for (register, x) in [a, b].into_iter().zip(items) {
            drop(regs.replace(register, x));
        }
        Ok(Flow::Next)
    }

    /// Executes one instruction that `run` does not know.
    #[inline(never)]
    pub(super) fn rare(&mut self, i: &Instr, regs: Regs, code: &CodeObj) -> Res<Flow> {
        let own = |r: &Src| regs.owned(*r, code);
        let (dst, v) = match i {
            Instr::CallSpread { kwargs, dst, func } => {
                return self.call_spread(regs, *func, *kwargs != 0, *dst);
            }
            Instr::MakeFunction { flags, dst, base, code: k } => {
                let parts = regs.slots(base, flags.count_ones() as usize);
                (dst, self.make_function(&code.consts[k.0 as usize], *flags, parts)?)
            }
            Instr::BuildSet { dst, base, n } => {
                let set = SetObj::default();
                let items: Vec<Value> = regs.slots(base, n.0 as usize).iter_mut().map(Value::take).collect();
                for v in items {
                    self.set_add(&set, v)?;
                }
                let set = self.heap.alloc(&self.heap.types().set, set);
                (dst, set.into_value())
            }
            Instr::BuildDict { dst, base, n } => {
                let d = self.heap.dict();
                d.reserve(n.0 as usize);
                for i in 0..n.0 as usize {
                    let pair = regs.from(base).beyond(2 * i);
                    let (k, v) = (pair.take(0), pair.take(1));
                    self.dict_set(&d, k, v)?;
                }
                (dst, d.into_value())
            }
            Instr::BuildString { dst, base, n } => {
                let mut out = Vec::new();
                for v in regs.slots(base, n.0 as usize) {
                    let v = v.take();
                    if let Some(s) = v.cast::<StrObj>() {
                        self.granted(buffer::extend(&mut out, s.bytes()))?;
                    }
                }
                (dst, self.new_str(out)?)
            }
            Instr::ListExtend { list, src } => {
                let v = own(src);
                let items = match self.collect(&v) {
                    Ok(items) => items,
                    Err(e) => return Err(self.star_error(&v, e)),
                };
                if let Some(l) = regs.get(list).cast::<ListObj>() {
                    let grown = buffer::append(&mut l.borrow_mut(), items);
                    self.granted(grown)?;
                }
                return Ok(Flow::Next);
            }
            Instr::ListToTuple { dst, src } => {
                let v = own(src);
                let items = v.cast::<ListObj>().map(ListObj::take).unwrap_or_default();
                self.room_for(items.len() * size_of::<Value>())?;
                (dst, self.heap.tuple(items).into_value())
            }
            Instr::SetAdd { set, value } => {
                let v = own(value);
                let s = regs.get(set).clone();
                if let Some(s) = s.cast::<SetObj>() {
                    self.set_add(s, v)?;
                }
                return Ok(Flow::Next);
            }
            Instr::SetExtend { set, src } => {
                let v = own(src);
                let s = regs.get(set).clone();
                if let Some(s) = s.cast::<SetObj>() {
                    self.set_update(s, &v)?;
                }
                return Ok(Flow::Next);
            }
            Instr::DictAdd { dict, key, value } => {
                let (k, v) = (own(key), own(value));
                let d = regs.get(dict).clone();
                if let Some(d) = d.cast::<DictObj>() {
                    self.dict_set(d, k, v)?;
                }
                return Ok(Flow::Next);
            }
            Instr::DictUpdate { dict, src } => {
                let v = own(src);
                let d = regs.get(dict).clone();
                if let Some(d) = d.cast::<DictObj>() {
                    if !v.is_a::<DictObj>() && self.get_attr_opt(&v, &self.names.keys)?.is_none() {
                        let name = self.class_name(&v);
                        return Err(self.type_error(format!("'{name}' object is not a mapping")));
                    }
                    self.dict_update(d, &v)?;
                }
                return Ok(Flow::Next);
            }
            Instr::DictMerge { dict, src, func } => {
                let v = own(src);
                let (d, f) = (regs.get(dict).clone(), regs.get(func).clone());
                if let Some(d) = d.cast::<DictObj>() {
                    self.merge_keywords(d, &v, &f)?;
                }
                return Ok(Flow::Next);
            }
            Instr::Format { conversion, dst, src } => {
                let v = own(src);
                let v = self.convert(*conversion, v)?;
                if v.is_a::<StrObj>() && v.as_obj().is_some_and(|o| o.header().is_exact()) {
                    (dst, v)
                } else {
                    let empty = self.heap.str("");
                    (dst, self.format(&v, &empty)?.into_value())
                }
            }
            Instr::FormatSpec { conversion, dst, src, spec } => {
                let (v, spec) = (own(src), own(spec));
                let v = self.convert(*conversion, v)?;
                let Some(spec) = spec.to_ref::<StrObj>() else { crate::bug!("a format spec is a str") };
                (dst, self.format(&v, &spec)?.into_value())
            }
            Instr::Unpack { src, base, n } => {
                let v = own(src);
                let items = self.unpack(&v, n.0 as usize)?;
                drop(v);
                for (i, x) in items.into_iter().enumerate() {
                    regs.put(base.reg() + i as u16, x);
                }
                return Ok(Flow::Next);
            }
            Instr::UnpackStar { before, src, base, after } => {
                let v = own(src);
                let items = self.unpack_star(&v, *before as usize, after.0 as usize)?;
                drop(v);
                for (i, x) in items.into_iter().enumerate() {
                    regs.put(base.reg() + i as u16, x);
                }
                return Ok(Flow::Next);
            }
            Instr::GetIter { dst, src } => {
                let v = own(src);
                (dst, self.iter(&v)?)
            }
            Instr::GetAsyncIter { dst, src } => {
                let v = own(src);
                (dst, self.async_iter(&v)?)
            }
            Instr::GetAsyncNext { dst, iter } => {
                let it = regs.get(iter).clone();
                let v = match self.call_special(&it, &self.names.__anext__, &[])? {
                    Some(v) => v,
                    None => {
                        let name = self.class_name(&it);
                        return Err(self.type_error(format!(
                            "'async for' requires an iterator with __anext__ method, got {name}"
                        )));
                    }
                };
                (dst, self.get_awaitable_of_next(v)?)
            }
            Instr::EndAsyncFor { exc, iter } => {
                let e = own(exc);
                let it = own(iter);
                drop(it);
                if self.is_instance_of(&e, &self.heap.types().stop_async_iteration) {
                    return Ok(Flow::Next);
                }
                self.thread.keep_traceback = true;
                return Err(self.reraise(e));
            }
            Instr::GetYieldFromIter { dst, src } => {
                let v = own(src);
                (dst, self.yield_from_iter(v, code)?)
            }
            Instr::GetAwaitable { what, dst, src } => {
                let v = own(src);
                (dst, self.get_awaitable(v, *what)?)
            }
            Instr::Raise { exc } => {
                let e = own(exc);
                return Err(self.raise_instr(e, None));
            }
            Instr::RaiseFrom { exc, cause } => {
                let (e, c) = (own(exc), own(cause));
                return Err(self.raise_instr(e, Some(c)));
            }
            Instr::RaiseBare => {
                let e = self.handled_exception();
                if e.is_undef() {
                    return Err(self.runtime_error("No active exception to reraise"));
                }
                self.thread.keep_traceback = true;
                return Err(self.reraise(e));
            }
            Instr::Reraise { exc } => {
                let e = own(exc);
                self.check_exception(&e)?;
                self.thread.keep_traceback = true;
                return Err(self.reraise(e));
            }
            Instr::PushHandled { save, exc } => {
                let e = regs.get(exc).clone();
                self.check_exception(&e)?;
                let old = self.swap_handled(e);
                (save, old)
            }
            Instr::PopHandled { save } => {
                let old = regs.take(save);
                drop(self.swap_handled(old));
                return Ok(Flow::Next);
            }
            Instr::JumpIfNoMatch { exc, kind, to } => {
                let kind = own(kind);
                let e = regs.get(exc).clone();
                if self.exception_matches(&e, &kind)? {
                    return Ok(Flow::Next);
                }
                let ip = self.top().ip();
                self.save(ip.jump(i32::from(to.0)));
                return Ok(Flow::Reload);
            }
            Instr::MatchGroup { base, kind, dst } => {
                let kind = own(kind);
                let e = regs.get(base).clone();
                let (matched, rest) = self.match_group(&e, &kind)?;
                drop(regs.replace(base, rest));
                (dst, matched)
            }
            Instr::JoinGroups { dst, orig, list } => {
                let (orig, list) = (own(orig), own(list));
                (dst, self.join_groups(orig, &list)?)
            }
            Instr::WithEnter { dst, exit, manager } => {
                let m = own(manager);
                let (enter, leave) = self.with_methods(&m, false)?;
                let v = self.call_found(&enter, &m, &[])?;
                let class = self.class_of(&m);
                let bound = self.descr_get(&leave, &m, &class)?;
                drop(regs.replace(exit, bound));
                (dst, v)
            }
            Instr::AsyncWithEnter { dst, exit, manager } => {
                let m = own(manager);
                let (enter, leave) = self.with_methods(&m, true)?;
                let v = self.call_found(&enter, &m, &[])?;
                let class = self.class_of(&m);
                let bound = self.descr_get(&leave, &m, &class)?;
                drop(regs.replace(exit, bound));
                (dst, v)
            }
            Instr::WithExit { dst, exit } => {
                let f = own(exit);
                (dst, self.call(&f, &[Value::None, Value::None, Value::None])?)
            }
            Instr::WithExitExc { dst, exit, exc } => {
                let (f, e) = (regs.get(exit).clone(), regs.get(exc).clone());
                let class = self.class_of(&e).into_value();
                let tb = match e.cast::<ExceptionObj>() {
                    Some(x) => x.traceback.borrow().clone(),
                    None => Value::None,
                };
                let tb = if tb.is_undef() { Value::None } else { tb };
                (dst, self.call(&f, &[class, e, tb])?)
            }
            Instr::IsSequence { dst, src } => {
                let t = self.is_pattern_kind(regs.get(src), crate::object::types::flags::SEQUENCE);
                (dst, Value::bool(t))
            }
            Instr::IsMapping { dst, src } => {
                let t = self.is_pattern_kind(regs.get(src), crate::object::types::flags::MAPPING);
                (dst, Value::bool(t))
            }
            Instr::Len { dst, src } => {
                let v = regs.get(src).clone();
                let n = self.length(&v)?;
                (dst, Value::Int(n as i64))
            }
            Instr::MatchKeys { dst, src, keys } => {
                let (v, k) = (regs.get(src).clone(), regs.get(keys).clone());
                (dst, self.match_keys(&v, &k)?)
            }
            Instr::MatchClass { positional, dst, base } => {
                let (subject, class, names) =
                    (regs.take(base), regs.take(base.reg() + 1), regs.take(base.reg() + 2));
                (dst, self.match_class(&subject, &class, &names, *positional as usize)?)
            }
            Instr::MatchRest { dst, src, keys } => {
                let keys = own(keys);
                let v = regs.get(src).clone();
                let d = self.heap.dict();
                self.dict_update(&d, &v)?;
                if let Some(t) = keys.cast::<TupleObj>() {
                    for k in t.items() {
                        self.dict_del(&d, k)?;
                    }
                }
                (dst, d.into_value())
            }
            Instr::ImportName { dst, base, name } => {
                let (level, fromlist) = (regs.take(base), regs.take(base.reg() + 1));
                (dst, self.import_name(&code.names[name.0 as usize], fromlist, level)?)
            }
            Instr::ImportFrom { dst, module, name } => {
                let m = regs.get(module).clone();
                (dst, self.import_from(&m, &code.names[name.0 as usize])?)
            }
            Instr::ImportStar { module } => {
                let m = own(module);
                let ns = if code.code.kind == crate::bytecode::CodeKind::Namespace {
                    regs.get(0).clone()
                } else {
                    self.globals().map_or(Value::None, Ref::into_value)
                };
                self.import_star(&m, &ns)?;
                return Ok(Flow::Next);
            }
            Instr::Intrinsic { op, dst, a } => {
                let a = own(a);
                (dst, self.intrinsic(*op, a)?)
            }
            Instr::Intrinsic2 { op, dst, a, b } => {
                let (a, b) = (own(a), own(b));
                (dst, self.intrinsic2(*op, a, b)?)
            }
            other => crate::bug!("instruction {} has no body", other.name()),
        };
        drop(regs.replace(dst, v));
        Ok(Flow::Next)
    }

    /// What `except*` joins is an exception or None: the verifier cannot tell.
    fn check_exception(&mut self, e: &Value) -> Res<()> {
        if e.is_a::<ExceptionObj>() { Ok(()) } else { Err(self.broken_code("an exception is raised again")) }
    }

    fn convert(&mut self, conversion: u8, v: Value) -> Res {
        Ok(match conversion {
            0 => v,
            1 => self.str(&v)?.into_value(),
            2 => self.repr(&v)?.into_value(),
            _ => self.ascii(&v)?.into_value(),
        })
    }

    fn star_error(&mut self, v: &Value, e: Raised) -> Raised {
        let plain = self.lookup_special(v, &self.names.__iter__).is_none()
            && self.lookup_special(v, &self.names.__getitem__).is_none();
        if plain && self.raised_is(&e, &self.heap.types().type_error) {
            drop(self.take_raised(e));
            let name = self.class_name(v);
            return self.type_error(format!("Value after * must be an iterable, not {name}"));
        }
        e
    }

    fn async_iter(&mut self, v: &Value) -> Res {
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

    fn get_awaitable_of_next(&mut self, v: Value) -> Res {
        match self.get_awaitable(v.clone(), 3) {
            Ok(v) => Ok(v),
            Err(e) => {
                if self.raised_is(&e, &self.heap.types().type_error)
                    && self.lookup_special(&v, &self.names.__await__).is_some()
                {
                    let cause = self.take_raised(e);
                    let name = self.class_name(&v);
                    let new = self.new_error(
                        &self.heap.types().type_error,
                        &format!("'async for' received an invalid object from __anext__: {name}"),
                    );
                    if let Some(x) = new.cast::<ExceptionObj>() {
                        *x.cause.borrow_mut() = cause;
                        x.suppress_context.set(true);
                    }
                    return Err(self.raise(new));
                }
                Err(e)
            }
        }
    }

    fn yield_from_iter(&mut self, v: Value, code: &CodeObj) -> Res {
        let coroutine = match v.cast::<crate::object::generator::GenObj>() {
            Some(g) if g.code.code.flags.generator => return Ok(v),
            Some(g) => g.code.code.flags.coroutine,
            // A coroutine of the scheduler's.
            None => self.class_ref(&v).is_subclass(&self.types().coroutine),
        };
        if !coroutine {
            return self.iter(&v);
        }
        if code.code.flags.coroutine || self.top().func().iterable_coroutine.get() {
            return Ok(v);
        }
        Err(self.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"))
    }

    /// Whether an exception is caught by a class or tuple of classes.
    pub fn exception_matches(&mut self, e: &Value, kind: &Value) -> Res<bool> {
        if let Some(c) = kind.cast::<TypeObj>() {
            if c.has(crate::object::types::flags::EXCEPTION) {
                return Ok(self.class_ref(e).is_subclass(c));
            }
        } else if let Some(t) = kind.cast::<TupleObj>() {
            let ok = |v: &Value| {
                v.cast::<TypeObj>().is_some_and(|c| c.has(crate::object::types::flags::EXCEPTION))
            };
            if t.items().iter().all(ok) {
                return Ok(t
                    .items()
                    .iter()
                    .any(|c| c.cast::<TypeObj>().is_some_and(|c| self.class_ref(e).is_subclass(c))));
            }
        }
        Err(self.type_error("catching classes that do not inherit from BaseException is not allowed"))
    }

    /// `__enter__` and `__exit__` (or the asynchronous pair) of a context manager, in CPython's order.
    fn with_methods(&mut self, m: &Value, is_async: bool) -> Res<(Value, Value)> {
        let n = self.names;
        let (enter, exit) =
            if is_async { (&n.__aenter__, &n.__aexit__) } else { (&n.__enter__, &n.__exit__) };
        let name = |vm: &Vm| vm.class_name(m);
        let protocol = if is_async { "asynchronous context manager" } else { "context manager" };
        let Some(f) = self.lookup_special(m, enter) else {
            let other = if is_async { &n.__enter__ } else { &n.__aenter__ };
            let other_exit = if is_async { &n.__exit__ } else { &n.__aexit__ };
            let who = name(self);
            let mut text = format!("'{who}' object does not support the {protocol} protocol");
            if self.lookup_special(m, other).is_some()
                && self.lookup_special(m, other_exit).is_some()
                && !is_async
            {
                text.push_str(" (missed __exit__ method)");
            }
            let _ = other_exit;
            return Err(self.type_error(text.replace(" (missed __exit__ method)", "")));
        };
        let Some(x) = self.lookup_special(m, exit) else {
            let who = name(self);
            let missed = if is_async { "__aexit__" } else { "__exit__" };
            return Err(self.type_error(format!(
                "'{who}' object does not support the {protocol} protocol (missed {missed} method)"
            )));
        };
        Ok((f, x))
    }
}
