//! Delegation: a frame of its own awaits another, or yields from one; values and exceptions go down to what is awaited.
//!
//! The innermost link of a driven chain runs in the chain's one record: awaiting puts the inner frame there, its end brings the outer one back.
//! A register that holds `None` at a suspended await stands for a bare yield (`sleep(0)`): there is nothing to ask at the resumption.

use crate::bytecode::Instr;
use crate::object::code::CodeObj;
use crate::object::exception::ExceptionObj;
use crate::object::function::FunctionObj;
use crate::object::generator::{GenObj, GenState};
use crate::object::header::HAS_FINALIZER;
use crate::object::{Kind, Ref, Value};

use super::enter::Layout;
use super::fence::{Ip, Regs, code_of};
use super::generator::{AwaitStep, Resume, Sent};
use super::run::{Flow, Stop};
use super::{Res, Vm};

impl Vm {
    /// Gives a value to the suspension point of the top frame.
    pub(super) fn deliver(&mut self, v: Value) -> Res<Flow> {
        let (ip, regs) = (self.top().ip(), self.top().regs());
        match ip.instr() {
            Instr::Yield { dst, .. } => {
                drop(regs.replace(dst, v));
                self.save(ip.next());
                Ok(Flow::Reload)
            }
            Instr::Delegate { .. } | Instr::AwaitCall { .. } | Instr::AwaitCallMethod { .. } => {
                self.step_delegate(v)
            }
            other => crate::bug!("a frame is suspended at {other:?}"),
        }
    }

    /// GeneratorExit comes to a suspended frame: what it awaits is closed before the frame itself runs, and not as something that it calls. What
    /// goes wrong there takes the exception's place.
    pub(super) fn close_awaited(&mut self, g: &Ref<GenObj>, e: Value) -> Resume {
        self.unchain(g);
        let Some(it) = g.awaited().filter(|v| !v.is_none()) else { return Resume::Throw(e) };
        // Whoever comes back here meanwhile finds a frame at work.
        g.state.set(GenState::Running);
        let closed = self.close_iterator(&it);
        g.state.set(GenState::Suspended);
        match closed {
            Ok(()) => Resume::Raise(e),
            Err(x) => Resume::Raise(self.take_raised(x)),
        }
    }

    fn close_iterator(&mut self, it: &Value) -> Res<()> {
        if it.is_a::<GenObj>() {
            return self.gen_close(it).map(drop);
        }
        if (self.hooks.native_await_kind)(self, it) {
            return (self.hooks.native_await_left)(self, it);
        }
        match self.get_attr_opt(it, &self.names.close) {
            Ok(Some(close)) => self.call(&close, &[]).map(drop),
            Ok(None) => Ok(()),
            Err(e) => {
                let x = self.take_raised(e);
                (self.hooks.unraisable)(self, x, "closing generator", it);
                Ok(())
            }
        }
    }

    /// Raises an exception at the suspension point of the top frame: inner links first.
    pub(super) fn deliver_exception(&mut self, e: Value) -> Res<Flow> {
        let f = *self.top();
        let g = self.leaf_of(&f);
        if let Some(c) = self.thread.chains.last_mut() {
            c.thrown = c.links - 1;
        }
        if let Some((_, iter)) = delegate_registers(f.ip().instr())
            && !Self::just_started(&g, f.ip())
        {
            let it = f.regs().get(iter).clone();
            if it.is_none() {
                return Err(self.reraise_thrown(e));
            }
            if let Some(inner) = it.to_ref::<GenObj>() {
                return match inner.state.get() {
                    GenState::Done if inner.code.code.flags.coroutine => {
                        Err(self.runtime_error("cannot reuse already awaited coroutine"))
                    }
                    GenState::Done => Err(self.reraise_thrown(e)),
                    _ if self.is_running(&inner) => Err(self.already_executing(&inner)),
                    _ => self.adopt(&inner, Resume::Throw(e)),
                };
            }
            // What is awaited natively has no frame of its own: the exception arises here.
            let throw = match (self.hooks.native_await_kind)(self, &it) {
                true => {
                    (self.hooks.native_await_left)(self, &it)?;
                    None
                }
                false => self.get_attr_opt(&it, &self.names.throw)?,
            };
            if let Some(throw) = throw {
                let out = self.call(&throw, &[e]);
                return match self.split_stop_iteration(out) {
                    Ok(Sent::Yield(v)) => self.yield_value(v),
                    Ok(Sent::Return(v)) => self.complete_delegate(v),
                    Err(x) => {
                        let x = self.take_raised(x);
                        Err(self.reraise_thrown(x))
                    }
                };
            }
            // A class was kept for a foreign `throw`; there is none.
            let e = match e.is_a::<ExceptionObj>() {
                true => e,
                false => match self.exception_from(e) {
                    Ok(e) => e,
                    Err(x) => self.take_raised(x),
                },
            };
            if self.is_instance_of(&e, &self.heap.types().stop_iteration) {
                // It is the end of what is awaited, whoever says so.
                let value = e.cast::<ExceptionObj>().and_then(|x| x.field("value"));
                return self.complete_delegate(value.unwrap_or(Value::None));
            }
            return Err(self.reraise_thrown(e));
        }
        Err(self.reraise_thrown(e))
    }

    /// The foreign object that a suspended frame awaits at the end of its chain, if it does.
    pub fn awaited_foreign(&self, g: &GenObj) -> Option<Value> {
        let mut it = g.awaited();
        while let Some(inner) = it.as_ref().and_then(Value::to_ref::<GenObj>) {
            it = inner.awaited();
        }
        it.filter(|it| !it.is_none() && !(self.hooks.native_await_kind)(self, it))
    }

    /// Takes the innermost frame out of a suspended chain, as it has ended by an exception that never reached it: whoever awaits it awaits nothing any more, and that is where
    /// what is thrown next arises. Nothing happens where `g` awaits no frame of its own.
    pub fn drop_innermost(&mut self, g: &Ref<GenObj>) {
        let awaited = |g: &GenObj| g.awaited().and_then(|v| v.into_ref::<GenObj>().ok());
        let mut outer = g.clone();
        let Some(mut inner) = awaited(&outer) else { return };
        while let Some(next) = awaited(&inner) {
            outer = std::mem::replace(&mut inner, next);
        }
        self.dissolve(&inner);
        if let Some((_, iter)) = delegate_registers(Ip::at(&outer.code, outer.ip.get()).instr()) {
            drop(Regs::of_generator(&outer).replace(iter, Value::None));
        }
    }

    fn just_started(g: &GenObj, ip: Ip) -> bool {
        ip.index(&g.code) == 0 && !matches!(ip.instr(), Instr::Delegate { .. })
    }

    /// An exception thrown in from outside: its context is what the frame itself handles, not what its driver does.
    pub(super) fn reraise_thrown(&mut self, e: Value) -> super::Raised {
        // A frame that never began is not on top: it handles nothing.
        let top = self.thread.frames.last().copied().filter(|f| f.is_own());
        let own = top.map_or(Value::Undef, |f| self.leaf_of(&f).handled());
        self.set_context_to(&e, own);
        self.reraise(e)
    }

    /// Makes `inner` a link of the running chain below the top frame and enters it.
    fn adopt(&mut self, inner: &Ref<GenObj>, how: Resume) -> Res<Flow> {
        if !self.thread.frames.has_room() {
            return Err(self.too_deep());
        }
        if inner.parent.get().is_some() {
            self.dissolve(inner);
        }
        // The inner frame may itself be the root of a suspended chain: go to its leaf, which counts as one step for the record.
        #[cfg(feature = "checked")]
        super::checked::check_chain(inner);
        let (leaf, links) = match inner.leaf.take() {
            None => (inner.clone(), 1),
            Some(leaf) => (leaf.retain(), inner.links.get()),
        };
        let created = leaf.state.replace(GenState::Running) == GenState::Created;
        if created {
            leaf.obj().header().clear_flag(HAS_FINALIZER);
            drop(leaf.handled.take());
        }
        self.link(inner, &leaf, links);
        match how {
            Resume::Send(_) if created => Ok(Flow::Reload),
            Resume::Send(v) => self.deliver(v),
            Resume::Throw(e) => self.deliver_exception(e),
            Resume::Raise(e) => Err(self.reraise_thrown(e)),
        }
    }

    /// The top frame stands at an await or `yield from` and is resumed with `sent`: goes on with what it awaits.
    pub(super) fn step_delegate(&mut self, sent: Value) -> Res<Flow> {
        let f = *self.top();
        let Some((_, iter)) = delegate_registers(f.ip().instr()) else { crate::bug!("not an await") };
        let it = f.regs().get(iter).clone();
        if it.is_none() {
            return self.complete_delegate(Value::None);
        }
        if let Some(inner) = it.to_ref::<GenObj>()
            && !inner.code.code.flags.async_generator
        {
            match inner.state.get() {
                GenState::Done => {
                    if inner.code.code.flags.coroutine {
                        return Err(self.runtime_error("cannot reuse already awaited coroutine"));
                    }
                    return self.complete_delegate(Value::None);
                }
                _ if self.is_running(&inner) => {
                    return Err(self.already_executing(&inner));
                }
                GenState::Created if !sent.is_none() => {
                    let word = self.generator_word(&inner);
                    return Err(
                        self.type_error(format!("can't send non-None value to a just-started {word}"))
                    );
                }
                _ => return self.adopt(&inner, Resume::Send(sent)),
            }
        }
        match (self.hooks.native_await)(self, &it)? {
            AwaitStep::NotMine => {}
            AwaitStep::Ready(v) => return self.complete_delegate(v),
            AwaitStep::Pending => {
                if f.ret().is_task() {
                    return self.suspend(Stop::Waits(it));
                }
                let v = (self.hooks.yield_pending)(self, &it)?;
                return self.yield_value(v);
            }
            AwaitStep::YieldNone => return self.yield_value(Value::None),
        }
        match self.send_to(&it, sent)? {
            Sent::Yield(v) => self.yield_value(v),
            Sent::Return(v) => self.complete_delegate(v),
        }
    }

    /// `it.send(v)`, or `next(it)` for None.
    pub fn send_to(&mut self, it: &Value, v: Value) -> Res<Sent> {
        if let Some(g) = it.to_ref::<GenObj>() {
            return match self.drive(&g, Resume::Send(v)) {
                Err(e) => self.stop_value(e).map(Sent::Return),
                sent => sent,
            };
        }
        if let Some(f) = self.quick_send(self.class_ref(it)) {
            return f(self, it, v);
        }
        if v.is_none() {
            return self.next_or_value(it);
        }
        let out = self.call_method(it, &self.names.send, &[v]);
        self.split_stop_iteration(out)
    }

    /// The awaited thing is done: its value is the result of the top frame's await.
    #[inline(always)]
    pub(super) fn complete_delegate(&mut self, v: Value) -> Res<Flow> {
        let f = *self.top();
        let Some((dst, iter)) = delegate_registers(f.ip().instr()) else { crate::bug!("not an await") };
        drop(f.regs().take(iter));
        drop(f.regs().replace(dst, v));
        self.save(f.ip().next());
        Ok(Flow::Reload)
    }

    /// `AwaitCall`: calls, prepares the result for awaiting and awaits it.
    pub(super) fn await_call(&mut self, regs: Regs, func: u16, argc: usize, method: bool) -> Res<Flow> {
        if method
            && argc == 1
            && let (Value::Obj(o), Value::Undef, Value::Int(..=0)) =
                (regs.get(func), regs.get(func + 1), regs.get(func + 2))
            && self.can_pause(o)
        {
            // The short way of the short way: nothing is moved first.
            drop(regs.take(func));
            regs.put(func + 2, Value::Undef);
            return Ok(self.pause(regs, func));
        }
        let (args, n) = if !method {
            (func + 1, argc)
        } else if regs.get(func + 1).is_undef() {
            regs.put(func + 1, regs.take(func));
            (func + 2, argc)
        } else {
            (func + 1, argc + 1)
        };
        if let Value::Obj(o) = regs.get(args - 1) {
            if let Some(f) = o.cast::<FunctionObj>() {
                if code_of(f).plain_coroutine == n as u32 {
                    return self.await_function(regs, func, args, n);
                }
            } else if let (1, Value::Int(..=0)) = (n, regs.get(args))
                && self.can_pause(o)
            {
                regs.clear(u32::from(args) - 1, u32::from(args) + 1);
                return Ok(self.pause(regs, func));
            }
        }
        let at = regs.from(args - 1);
        let called = match self.call_in_place(at, n) {
            Some(out) => out,
            None => {
                let mut call = Layout { at, n, names: &[] };
                match self.move_to_stack(call) {
                    Ok(at) => {
                        call.at = at;
                        self.run_call(call)
                    }
                    Err(e) => Err(e),
                }
            }
        };
        let v = match called {
            Ok(v) => v,
            Err(e) => {
                self.thread.call_failed = true;
                return Err(e);
            }
        };
        if v.kind() == Some(Kind::Foreign) {
            // What the scheduler knows is asked at once.
            match (self.hooks.native_await)(self, &v)? {
                AwaitStep::NotMine => {}
                AwaitStep::Ready(x) => {
                    regs.put(func, v);
                    return self.complete_delegate(x);
                }
                AwaitStep::YieldNone => {
                    regs.put(func, v);
                    return self.yield_value(Value::None);
                }
                AwaitStep::Pending if self.top().ret().is_task() => {
                    regs.put(func, v.clone());
                    return self.suspend(Stop::Waits(v));
                }
                AwaitStep::Pending => {
                    let y = (self.hooks.yield_pending)(self, &v)?;
                    regs.put(func, v);
                    return self.yield_value(y);
                }
            }
        }
        let awaitable = self.get_awaitable(v, 0)?;
        regs.put(func, awaitable);
        self.step_delegate(Value::None)
    }

    /// What `await` needs of an object (language reference, "Awaitable Objects").
    pub fn get_awaitable(&mut self, v: Value, what: u8) -> Res {
        if let Some(g) = v.to_ref::<GenObj>() {
            let flags = g.code.code.flags;
            if flags.coroutine {
                if g.awaited().is_some() {
                    return Err(self.runtime_error("coroutine is being awaited already"));
                }
                return Ok(v);
            }
            if flags.generator && self.is_iterable_coroutine(&g) {
                return Ok(v);
            }
        }
        if self.quick_send(self.class_ref(&v)).is_some() || (self.hooks.native_await_kind)(self, &v) {
            return Ok(v);
        }
        let Some(f) = self.lookup_special(&v, &self.names.__await__) else {
            let name = self.class_name(&v);
            let text = match what {
                1 => format!(
                    "'async with' received an object from __aenter__ that does not implement __await__: {name}"
                ),
                2 => format!(
                    "'async with' received an object from __aexit__ that does not implement __await__: {name}"
                ),
                3 => format!("'async for' received an invalid object from __anext__: {name}"),
                _ => format!("'{name}' object can't be awaited"),
            };
            return Err(self.type_error(text));
        };
        let it = self.call_found(&f, &v, &[])?;
        if let Some(g) = it.to_ref::<GenObj>()
            && (g.code.code.flags.coroutine || self.is_iterable_coroutine(&g))
        {
            return Err(self.type_error("__await__() returned a coroutine"));
        }
        if !self.is_iterator(&it) {
            let name = self.class_name(&it);
            return Err(self.type_error(format!("__await__() returned non-iterator of type '{name}'")));
        }
        Ok(it)
    }

    /// What `yield from` iterates over: a coroutine only where one may be awaited.
    pub(super) fn yield_from_iter(&mut self, v: Value, code: &CodeObj) -> Res {
        let coroutine = match v.cast::<GenObj>() {
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

    /// A generator whose function `types.coroutine` marked.
    pub fn is_iterable_coroutine(&self, g: &GenObj) -> bool {
        g.func().iterable_coroutine.get()
    }
}

/// The result and operand registers of an await-like instruction.
pub(super) fn delegate_registers(i: &Instr) -> Option<(u16, u16)> {
    match i {
        Instr::Delegate { dst, iter } => Some((dst.reg(), iter.reg())),
        Instr::AwaitCall { dst, func, .. } | Instr::AwaitCallMethod { dst, func, .. } => {
            Some((dst.reg(), func.reg()))
        }
        _ => None,
    }
}
