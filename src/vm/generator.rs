//! Frames of their own: resuming, suspending, delegating, throwing into and closing generators, coroutines and async generators.
//!
//! A driven chain of awaits has one record on the frame stack, for its innermost frame. `parent` leads outwards; the root remembers the leaf
//! while the chain is suspended. Entering a frame in the middle dissolves that cache, and the chain goes on link by link.

use crate::bytecode::{Dst, Instr};
use crate::object::code::CodeObj;
use crate::object::exception::ExceptionObj;
use crate::object::function::FunctionObj;
use crate::object::generator::{GenObj, GenState};
use crate::object::header::HAS_FINALIZER;
use crate::object::{Alive, Ref, Value};

use super::delegate::delegate_registers;
use super::fence::{self, Chain, Frame, Ip, Regs, Return};
use super::run::{Flow, Stop};
use super::{Res, Vm};

/// How a frame of its own is entered.
pub enum Resume {
    /// With a value (None to start it).
    Send(Value),
    /// With an exception, raised at the innermost suspension point.
    Throw(Value),
    /// With an exception, raised where this very frame is suspended: what it awaits was closed.
    Raise(Value),
}

/// Who drives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Driver {
    /// A script, or a native on its behalf: pending natives are yielded as objects.
    Script,
    /// The scheduler's task stepper: pending natives stop the loop with `Stop::Waits`.
    Task,
    /// The same in a turn of the scheduler's loop: what stops may be the frame of another task, which was reached by `Hooks::next_task`.
    Turn,
}

/// What an object of a higher layer says when it is awaited.
pub enum AwaitStep {
    /// It is not a native awaitable.
    NotMine,
    /// It is done: the await's value.
    Ready(Value),
    /// It is not done.
    Pending,
    /// A bare yield: the task goes to the end of the ready queue (`sleep(0)`).
    YieldNone,
}

/// What sending into an iterator gave.
pub enum Sent {
    Yield(Value),
    Return(Value),
}

impl Vm {
    /// "generator", "coroutine" or "async generator".
    pub fn generator_word(&self, g: &GenObj) -> &'static str {
        let f = g.code.code.flags;
        if f.coroutine {
            "coroutine"
        } else if f.async_generator {
            "async generator"
        } else {
            "generator"
        }
    }

    /// Whether the frame, or the innermost frame of the chain it belongs to, is running.
    pub fn is_running(&self, g: &Ref<GenObj>) -> bool {
        let mut at = g.clone();
        loop {
            if at.state.get() == GenState::Running {
                return true;
            }
            let next = at.awaited().and_then(|v| v.into_ref::<GenObj>().ok());
            match next {
                Some(n) if n.parent.get().is_some_and(|p| p.is(&at)) => at = n,
                _ => return false,
            }
        }
    }

    /// Whether a suspended frame belongs to a chain that runs now. Nobody's link runs only as the root of a chain on the stack.
    #[inline]
    fn chain_runs(&self, g: &Ref<GenObj>) -> bool {
        if g.parent.get().is_none() {
            return self.thread.chains.iter().any(|c| c.root.is(g));
        }
        self.is_running(g)
    }

    /// Forgets the cached links around a frame that is about to be entered by somebody other than its chain's driver.
    pub(super) fn dissolve(&mut self, g: &GenObj) {
        let mut p = g.parent.take();
        while let Some(parent) = p {
            parent.leaf.set(None);
            p = parent.parent.get();
        }
    }

    /// Forgets the short way to the leaf: each link is closed by the one that awaits it.
    pub(super) fn unchain(&mut self, g: &GenObj) {
        if let Some(leaf) = g.leaf.take() {
            self.dissolve(&leaf.retain());
        }
    }

    /// Drives a frame of its own until it returns, raises or suspends.
    pub fn gen_resume(&mut self, g: &Ref<GenObj>, how: Resume, driver: Driver) -> Stop {
        let ret = match driver {
            Driver::Script => Return::Entry,
            Driver::Task => Return::Task,
            Driver::Turn => Return::Turn,
        };
        if let Resume::Send(Value::None) = how
            && (self.resume_resting(g, ret, Dst(0)) || self.resume_paused(g, ret))
        {
            return self.run();
        }
        match self.enter_generator(g, how, ret, Dst(0)) {
            Ok(Flow::Stop) => self.take_stop(),
            Ok(_) => self.run(),
            Err(e) => Stop::Raised(e),
        }
    }

    /// Puts the frame (or its innermost link) on top and delivers what it is entered with.
    pub(super) fn enter_generator(
        &mut self,
        g: &Ref<GenObj>,
        how: Resume,
        ret: Return,
        dst: Dst,
    ) -> Res<Flow> {
        match g.state.get() {
            GenState::Done => {
                return Err(match how {
                    Resume::Throw(e) | Resume::Raise(e) => self.reraise(e),
                    Resume::Send(_) if g.code.code.flags.coroutine => {
                        self.runtime_error("cannot reuse already awaited coroutine")
                    }
                    Resume::Send(_) => self.stop_iteration(Value::None),
                });
            }
            GenState::Running => return Err(self.already_executing(g)),
            GenState::Created => match how {
                Resume::Send(Value::None) => {}
                Resume::Send(_) => {
                    let word = self.generator_word(g);
                    return Err(
                        self.type_error(format!("can't send non-None value to a just-started {word}"))
                    );
                }
                Resume::Throw(e) | Resume::Raise(e) => return Err(self.throw_before_start(g, e)),
            },
            GenState::Suspended => {
                // A frame that stands at a plain yield is the innermost one and rests.
                let rests = matches!(Ip::at(&g.code, g.ip.get()).instr(), Instr::Yield { .. });
                if !rests && g.leaf.get().is_none() && self.chain_runs(g) {
                    return Err(self.already_executing(g));
                }
            }
        }
        if g.parent.get().is_some() {
            self.dissolve(g);
        }
        self.check_native_stack()?;
        let how = match how {
            Resume::Throw(e) if self.is_instance_of(&e, &self.heap.types().generator_exit) => {
                self.close_awaited(g, e)
            }
            how => how,
        };
        if !self.thread.frames.has_room() {
            return Err(self.too_deep());
        }
        #[cfg(feature = "checked")]
        super::checked::check_chain(g);
        let (leaf, links) = match g.leaf.take() {
            None => (g.clone(), 1),
            Some(leaf) => (leaf.retain(), g.links.get()),
        };
        if leaf.state.get() == GenState::Running {
            return Err(self.already_executing(g));
        }
        self.push_chain(g, &leaf, Ip::at(&leaf.code, leaf.ip.get()), links, ret, dst);
        let created = leaf.state.replace(GenState::Running) == GenState::Created;
        if created {
            leaf.obj().header().clear_flag(HAS_FINALIZER);
            drop(leaf.handled.take());
        }
        match how {
            Resume::Send(v) => {
                if created {
                    return Ok(Flow::Reload);
                }
                self.deliver(v)
            }
            Resume::Throw(e) => self.deliver_exception(e),
            Resume::Raise(e) => Err(self.reraise_thrown(e)),
        }
        .or_else(|e| match self.unwind(e) {
            Some(stop) => Ok(self.stop(stop)),
            None => Ok(Flow::Reload),
        })
    }

    pub(super) fn already_executing(&mut self, g: &GenObj) -> super::Raised {
        let word = self.generator_word(g);
        self.value_error(format!("{word} already executing"))
    }

    /// The result of a call that speaks the iterator protocol: StopIteration is a return.
    pub fn split_stop_iteration(&mut self, out: Res) -> Res<Sent> {
        match out {
            Ok(v) => Ok(Sent::Yield(v)),
            Err(e) => self.stop_value(e).map(Sent::Return),
        }
    }

    /// The value of a StopIteration that is on its way; any other exception stays.
    pub fn stop_value(&mut self, e: super::Raised) -> Res {
        if !self.raised_is(&e, &self.heap.types().stop_iteration) {
            return Err(e);
        }
        let x = self.take_raised(e);
        Ok(x.cast::<ExceptionObj>().and_then(|x| x.field("value")).unwrap_or(Value::None))
    }

    /// The top frame, a frame of its own, suspends with a value.
    #[inline(never)]
    pub(super) fn yield_instr(&mut self, ip: Ip, regs: Regs, code: &CodeObj) -> Res<Flow> {
        let Instr::Yield { src, .. } = *ip.instr() else { crate::bug!("a yield") };
        let v = regs.owned(src, code);
        self.yield_value(v)
    }

    /// The top frame yields a value, its own or that of something it waits for.
    #[inline]
    pub(super) fn yield_value(&mut self, v: Value) -> Res<Flow> {
        let f = self.top();
        let own = matches!(f.ip().instr(), Instr::Yield { .. });
        if own && f.ret() == Return::For {
            return Ok(self.yield_to_for(v));
        }
        let stop =
            if own && f.code().code.flags.async_generator { Stop::AsyncYielded(v) } else { Stop::Yielded(v) };
        self.suspend(stop)
    }

    /// A plain yield of a generator under `for`.
    fn yield_to_for(&mut self, v: Value) -> Flow {
        let f = *self.top();
        let g = self.leaf_of(&f);
        g.ip.set(f.ip().index(&g.code));
        g.state.set(GenState::Suspended);
        let finally = g.code.has_handlers;
        let root = self.pop_chain();
        if !g.is(&root) {
            root.leaf.set(Some(g));
            g.header().set_flag(HAS_FINALIZER);
            root.obj().header().set_flag(HAS_FINALIZER);
        } else if finally {
            root.obj().header().set_flag(HAS_FINALIZER);
        }
        drop(root);
        let caller = *self.top();
        drop(caller.regs().replace(f.dst(), v));
        self.save(caller.ip().next());
        Flow::Reload
    }

    pub(super) fn suspend(&mut self, stop: Stop) -> Res<Flow> {
        let f = *self.top();
        if self.is_watched() && !matches!(f.ip().instr(), Instr::Yield { .. }) {
            let v = match &stop {
                Stop::Yielded(v) | Stop::AsyncYielded(v) => v.clone(),
                _ => Value::None,
            };
            self.watch_suspend(&v)?;
        }
        let g = self.leaf_of(&f);
        g.ip.set(f.ip().index(&g.code));
        g.state.set(GenState::Suspended);
        // An async generator that is dropped half-way is its hooks' business, whatever it contains.
        let hooked = g.code.code.flags.async_generator;
        if g.code.has_handlers || hooked || delegate_registers(f.ip().instr()).is_some() {
            g.header().set_flag(HAS_FINALIZER);
        }
        let root = self.pop_chain();
        if !g.is(&root) {
            root.leaf.set(Some(g));
        }
        if root.code.has_handlers || root.code.code.flags.coroutine {
            root.obj().header().set_flag(HAS_FINALIZER);
        }
        match (f.ret(), stop) {
            (Return::For, Stop::Yielded(v)) => {
                let caller = *self.top();
                drop(caller.regs().replace(f.dst(), v));
                self.save(caller.ip().next());
                Ok(Flow::Reload)
            }
            (_, stop) => Ok(self.stop(stop)),
        }
    }

    /// The record of a chain goes on top: `leaf`, its innermost frame, goes on at `ip`.
    #[inline(always)]
    pub(super) fn push_chain(
        &mut self,
        root: &Ref<GenObj>,
        leaf: &GenObj,
        ip: Ip,
        links: u32,
        ret: Return,
        dst: Dst,
    ) {
        let t = &mut self.thread;
        t.frames.push(Frame::own(leaf, ip, ret, dst, t.chains.len()));
        t.chains.push(Chain { root: root.clone(), leaf: fence::link(leaf), links, thrown: 0 });
        if links > 1 {
            t.frames.add_besides(links - 1);
        }
    }

    /// Takes the record of a chain off; the root is returned.
    #[inline]
    pub(super) fn pop_chain(&mut self) -> Ref<GenObj> {
        let t = &mut self.thread;
        let Some(c) = t.chains.pop() else { crate::bug!("a record of a frame of its own has a chain") };
        t.frames.pop();
        if c.links > 1 {
            t.frames.sub_besides(c.links - 1);
        }
        c.root.links.set(c.links);
        c.root
    }

    /// The innermost link of the chain with this record.
    #[inline(always)]
    pub(super) fn leaf_of(&self, f: &Frame) -> Alive<GenObj> {
        self.thread.chains[f.chain()].leaf
    }

    /// The top frame, a frame of its own, has returned.
    pub(super) fn finish_generator(&mut self, v: Value) -> Res<Flow> {
        let f = *self.top();
        let g = self.leaf_of(&f).retain();
        self.end_generator(&g);
        if let Some(parent) = g.parent.take() {
            self.back_to_parent(parent);
            if self.is_watched() {
                self.watch_end(&v, false)?;
            }
            return self.complete_delegate(v);
        }
        drop(self.pop_chain());
        match f.ret() {
            Return::For => self.end_for(v),
            _ => Ok(self.stop(Stop::Returned(v))),
        }
    }

    /// The record of the top frame goes over to the awaiting frame. True: that one waits since something was thrown into the chain.
    pub(super) fn back_to_parent(&mut self, parent: Alive<GenObj>) -> bool {
        parent.state.set(GenState::Running);
        let t = &mut self.thread;
        t.frames.sub_besides(1);
        t.frames.top_mut().take_over(&parent, Ip::at(&parent.code, parent.ip.get()));
        let Some(c) = t.chains.last_mut() else { crate::bug!("a record of a frame of its own has a chain") };
        c.leaf = parent;
        c.links -= 1;
        let thrown = c.thrown >= c.links;
        if thrown {
            c.thrown = c.links - 1;
        }
        thrown
    }

    /// The top frame, a frame of its own, has ended.
    #[inline(always)]
    pub(super) fn end_generator(&mut self, g: &Ref<GenObj>) {
        if g.has_extra() {
            self.leave_generator_frame(g);
        }
        bury(g);
    }

    /// A `for` over a generator comes to its end: the iterator is dropped, and the loop is left.
    fn end_for(&mut self, v: Value) -> Res<Flow> {
        if self.is_watched() && !v.is_none() {
            self.watch_end(&v, true)?;
        }
        drop(v);
        let caller = *self.top();
        let Instr::ForIter { iter, to, .. } = caller.ip().instr() else {
            crate::bug!("a generator under `for`")
        };
        drop(caller.regs().take(iter));
        self.save(caller.ip().jump(i32::from(to.0)));
        Ok(Flow::Reload)
    }

    /// `for` over a generator: its frame goes on top of the loop's.
    pub(super) fn for_generator(&mut self, g: &Ref<GenObj>, dst: Dst) -> Res<Flow> {
        match g.state.get() {
            GenState::Done => return self.end_for(Value::None),
            GenState::Suspended if self.resume_resting(g, Return::For, dst) => return Ok(Flow::Reload),
            _ => {}
        }
        self.enter_generator(&g.clone(), Resume::Send(Value::None), Return::For, dst)
    }

    /// The usual case of going on with nothing: the frame rests at a plain yield, and its driver is the one from before. False: it rests otherwise.
    #[inline]
    fn resume_resting(&mut self, g: &Ref<GenObj>, ret: Return, dst: Dst) -> bool {
        if g.state.get() != GenState::Suspended || g.leaf.get().is_some() || g.parent.get().is_some() {
            return false;
        }
        let ip = Ip::at(&g.code, g.ip.get());
        let Instr::Yield { dst: sent, .. } = ip.instr() else { return false };
        if !self.thread.frames.has_room() || self.is_near_native_end() {
            return false;
        }
        drop(Regs::of_generator(g).replace(sent, Value::None));
        g.state.set(GenState::Running);
        self.push_chain(g, g, ip.next(), 1, ret, dst);
        true
    }

    /// `next(generator)`: None at the end.
    pub fn gen_next(&mut self, g: &Ref<GenObj>) -> Res<Option<Value>> {
        if g.state.get() == GenState::Done {
            return Ok(None);
        }
        match self.drive(g, Resume::Send(Value::None))? {
            Sent::Yield(v) => Ok(Some(v)),
            Sent::Return(_) => Ok(None),
        }
    }

    /// `g.send(v)` of generators and coroutines: StopIteration at the end.
    pub fn gen_send(&mut self, g: &Value, v: Value) -> Res {
        let Some(g) = g.to_ref::<GenObj>() else { return Err(self.type_error("not a generator")) };
        let sent = self.drive(&g, Resume::Send(v))?;
        self.yielded_or_stop(sent)
    }

    /// An exception thrown into a frame that never started: it arises at its first line, outside of every `try`, and the frame is done.
    #[cold]
    fn throw_before_start(&mut self, g: &Ref<GenObj>, e: Value) -> super::Raised {
        self.end_unstarted(g, &e);
        bury(g);
        self.reraise(e)
    }

    /// `g.throw(e)`, with an exception object.
    pub fn gen_throw(&mut self, g: &Value, e: Value) -> Res {
        let Some(g) = g.to_ref::<GenObj>() else { return Err(self.type_error("not a generator")) };
        let sent = self.drive(&g, Resume::Throw(e))?;
        self.yielded_or_stop(sent)
    }

    /// What `send` gives scripts: the end is StopIteration.
    pub fn yielded_or_stop(&mut self, sent: Sent) -> Res {
        match sent {
            Sent::Yield(v) => Ok(v),
            Sent::Return(v) => Err(self.stop_iteration(v)),
        }
    }

    /// Drives a frame of its own as a script does, which knows only the protocol.
    pub fn drive(&mut self, g: &Ref<GenObj>, how: Resume) -> Res<Sent> {
        match self.gen_resume(g, how, Driver::Script) {
            Stop::Yielded(v) | Stop::AsyncYielded(v) => Ok(Sent::Yield(v)),
            Stop::Returned(v) => Ok(Sent::Return(v)),
            Stop::Raised(e) => Err(e),
            Stop::Waits(_) | Stop::Paused | Stop::Switched => {
                crate::bug!("only the scheduler is told of waits")
            }
        }
    }

    /// Whether a suspended frame stands at a plain yield where no handler would see an exception: closing it runs nothing.
    fn rests_outside_try(&self, g: &GenObj) -> bool {
        let at = g.ip.get();
        matches!(Ip::at(&g.code, at).instr(), Instr::Yield { .. })
            && !g.code.code.handlers.iter().any(|h| h.start <= at && at < h.end)
    }

    /// `g.close()`: inside out; the value is what the frame returned.
    pub fn gen_close(&mut self, g: &Value) -> Res {
        let Some(g) = g.to_ref::<GenObj>() else { return Err(self.type_error("not a generator")) };
        match g.state.get() {
            GenState::Done => return Ok(Value::None),
            GenState::Created => {
                bury(&g);
                return Ok(Value::None);
            }
            GenState::Running => return Err(self.already_executing(&g)),
            GenState::Suspended if self.rests_outside_try(&g) && !self.is_watched() => {
                self.dissolve(&g);
                bury(&g);
                return Ok(Value::None);
            }
            GenState::Suspended => {}
        }
        let exit = self.new_exception(&self.heap.types().generator_exit, vec![]);
        // It is raised where the closing is asked for.
        self.set_context(&exit);
        match self.drive(&g, Resume::Throw(exit)) {
            Ok(Sent::Return(v)) => Ok(v),
            Ok(Sent::Yield(_)) => {
                let word = self.generator_word(&g);
                Err(self.runtime_error(format!("{word} ignored GeneratorExit")))
            }
            Err(e) => {
                let t = self.heap.types();
                if self.raised_is(&e, &t.generator_exit) || self.raised_is(&e, &t.stop_iteration) {
                    drop(self.take_raised(e));
                    return Ok(Value::None);
                }
                Err(e)
            }
        }
    }

    /// The function of the frame at the top (for natives that look at their caller).
    pub fn caller_function(&self) -> Option<Ref<FunctionObj>> {
        self.thread.frames.last().map(Frame::func_ref)
    }
}

/// A frame of its own is done: it holds nothing any more.
fn bury(g: &Ref<GenObj>) {
    g.state.set(GenState::Done);
    g.obj().header().clear_flag(HAS_FINALIZER);
    g.clear_registers();
    drop(g.handled.take());
}
