//! The short ways of a task: awaiting a call of a script's coroutine function, giving up a turn, and coming back after it.
//!
//! They do what the general ways do (`delegate.rs`, `generator.rs`) for the cases that make up nearly all switches: no object is made for a bare
//! yield, and only the innermost frame is touched, however long the chain is.

use crate::bytecode::Dst;
use crate::object::function::{Declared, FunctionObj, NativeObj};
use crate::object::generator::{GenObj, GenState};
use crate::object::header::HAS_FINALIZER;
use crate::object::{Alive, ObjRef, Ref, Value};

use super::delegate::delegate_registers;
use super::fence::{self, Ip, Regs, Return};
use super::generator::Resume;
use super::run::{Flow, Stop};
use super::{Res, Vm};

/// Whose turn it is when a task gives up its own.
pub enum NextTask {
    /// The scheduler has more to do first.
    Unknown,
    /// That task's again: nobody else is ready.
    Same,
    /// The task's with this coroutine.
    Other(Ref<GenObj>),
}

impl Vm {
    /// `await f(x)` where `f` is a coroutine function with exactly these positional parameters: its frame goes on top of the chain at once.
    #[inline]
    pub(super) fn await_function(&mut self, regs: Regs, func: u16, args: u16, n: usize) -> Res<Flow> {
        if !self.thread.frames.has_room() {
            regs.clear(u32::from(args) - 1, u32::from(args) + n as u32);
            return Err(self.too_deep());
        }
        let Ok(f) = regs.take(args - 1).into_ref::<FunctionObj>() else {
            crate::bug!("the caller has looked at the callee")
        };
        let code = f.code();
        let inner = self.heap.generator(&self.heap.types().coroutine, f, code);
        Regs::of_generator(&inner).move_from(regs.from(args), n);
        inner.state.set(GenState::Running);
        self.link(&inner, &inner, 1);
        regs.put(func, inner.into_value());
        Ok(Flow::Reload)
    }

    /// Puts `leaf`, the innermost link of the chain that begins with `inner`, into the record of the top frame, which awaits `inner`.
    #[inline]
    pub(super) fn link(&mut self, inner: &GenObj, leaf: &Ref<GenObj>, links: u32) {
        let t = &mut self.thread;
        t.frames.add_besides(links);
        let Some(c) = t.chains.last_mut() else { crate::bug!("a record of a frame of its own has a chain") };
        let outer = std::mem::replace(&mut c.leaf, fence::link(leaf));
        c.links += links;
        let top = t.frames.top_mut();
        outer.ip.set(top.ip().index(&outer.code));
        outer.state.set(GenState::Suspended);
        // Dropped while it waits here, it must close what it waits for.
        outer.header().set_flag(HAS_FINALIZER);
        inner.parent.set(Some(outer));
        top.take_over(leaf, Ip::at(&leaf.code, leaf.ip.get()));
    }

    /// Whether the top frame gives up a turn by the short way when it calls this with an int of zero or less: it is `sleep`, and a task drives.
    #[inline(always)]
    pub(super) fn can_pause(&self, callee: &ObjRef) -> bool {
        let Some(native) = callee.cast::<NativeObj>() else { return false };
        self.hooks.pause.is_some_and(|def| native.def == Declared::of(def))
            && self.top().ret().is_task()
            && !self.is_watched()
    }

    /// A bare yield of the top frame, which stands at an await that names register `func`, empty by now. In a turn of the loop the next task goes on at
    /// once; if that is the same one, nothing need be put away.
    #[inline]
    pub(super) fn pause(&mut self, regs: Regs, func: u16) -> Flow {
        let Some(chain) = self.thread.chains.last() else { crate::bug!("a task drives a chain") };
        let (root, leaf, links) = (fence::link(&chain.root), chain.leaf, chain.links);
        // What died is finalised before anybody else runs, and in the task's context: that is the stepper's business.
        let next = if self.top().ret() == Return::Turn && !self.needs_attention() {
            (self.hooks.next_task)(self, &root)
        } else {
            NextTask::Unknown
        };
        let ip = self.top().ip();
        if let NextTask::Same = next {
            let Some((dst, _)) = delegate_registers(ip.instr()) else { crate::bug!("not an await") };
            drop(regs.replace(dst, Value::None));
            return Flow::Next;
        }
        regs.put(func, Value::None);
        leaf.ip.set(ip.index(&leaf.code));
        leaf.state.set(GenState::Suspended);
        leaf.header().set_flag(HAS_FINALIZER);
        if !leaf.is(&root) {
            root.leaf.set(Some(leaf));
            root.links.set(links);
            root.header().set_flag(HAS_FINALIZER);
        }
        if let NextTask::Other(next) = next {
            return self.go_on(next);
        }
        drop(self.pop_chain());
        Flow::Pause
    }

    /// The next task's coroutine goes on in the record of the one that paused.
    #[inline]
    fn go_on(&mut self, root: Ref<GenObj>) -> Flow {
        let Some(rest) = Rest::of(&root) else {
            drop(self.pop_chain());
            return match self.enter_generator(&root, Resume::Send(Value::None), Return::Turn, Dst(0)) {
                Ok(flow) => flow,
                Err(e) => self.stop(Stop::Raised(e)),
            };
        };
        let links = rest.end(&root);
        let t = &mut self.thread;
        t.frames.top_mut().take_over(&rest.leaf, rest.ip.next());
        let Some(chain) = t.chains.last_mut() else { crate::bug!("a task drives a chain") };
        if chain.links != links {
            t.frames.sub_besides(chain.links - 1);
            t.frames.add_besides(links - 1);
        }
        let paused = std::mem::replace(&mut chain.root, root);
        (chain.leaf, chain.links, chain.thrown) = (rest.leaf, links, 0);
        drop(paused);
        Flow::Reload
    }

    /// Puts the chain of a task that gave up a turn by `pause` on top again, behind the await. False: it rests in some other way.
    #[inline]
    pub(super) fn resume_paused(&mut self, root: &Ref<GenObj>, ret: Return) -> bool {
        if !self.thread.frames.has_room() || self.is_near_native_end() {
            return false;
        }
        let Some(rest) = Rest::of(root) else { return false };
        let links = rest.end(root);
        self.push_chain(root, &rest.leaf, rest.ip.next(), links, ret, Dst(0));
        true
    }

    /// What a suspended frame awaits, as scripts see it: a bare yield gets the object that it did without.
    pub fn shown_awaited(&mut self, g: &GenObj) -> Option<Value> {
        let v = g.awaited()?;
        if !v.is_none() {
            return Some(v);
        }
        let made = (self.hooks.paused_object)(self);
        let at = g.delegate_register()?;
        drop(g.set_register(at, made.clone()));
        Some(made)
    }
}

/// How the chain of a task rests that gave up a turn by `pause`.
struct Rest {
    leaf: Alive<GenObj>,
    /// The await.
    ip: Ip,
    dst: u16,
    awaited: u16,
}

impl Rest {
    /// The rest of the chain with this root; None if it rests in some other way.
    #[inline(always)]
    fn of(root: &Ref<GenObj>) -> Option<Rest> {
        if root.state.get() != GenState::Suspended || root.parent.get().is_some() {
            return None;
        }
        #[cfg(feature = "checked")]
        super::checked::check_chain(root);
        let leaf = root.leaf.get().unwrap_or(fence::link(root));
        let ip = Ip::at(&leaf.code, leaf.ip.get());
        let (dst, awaited) = delegate_registers(ip.instr())?;
        let paused =
            leaf.state.get() == GenState::Suspended && Regs::of_generator(&leaf).get(awaited).is_none();
        paused.then_some(Rest { leaf, ip, dst, awaited })
    }

    /// The rest is over: the await has its value. The number of links comes out.
    #[inline(always)]
    fn end(&self, root: &GenObj) -> u32 {
        let regs = Regs::of_generator(&self.leaf);
        regs.put(self.awaited, Value::Undef);
        drop(regs.replace(self.dst, Value::None));
        self.leaf.state.set(GenState::Running);
        if root.leaf.take().is_none() { 1 } else { root.links.get() }
    }
}
