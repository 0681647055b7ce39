//! The short ways of a task: awaiting a call of a script's coroutine function, giving up a turn, and coming back after it.
//!
//! They do what the general ways do (`delegate.rs`, `generator.rs`) for the cases that make up nearly all switches: no object is made for a bare
//! yield, and only the innermost frame is touched, however long the chain is.

use crate::object::function::FunctionObj;
use crate::object::generator::{GenObj, GenState, header_at};
use crate::object::header::HAS_FINALIZER;
use crate::object::{Ref, Value};

use super::delegate::delegate_registers;
use super::frame::{Chain, Frame, Return};
use super::run::Flow;
use super::window::{Ip, Regs, alive};
use super::{Res, Vm};

impl Vm {
    /// `await f(x)` where `f` is a coroutine function with exactly these positional parameters: its frame goes on top of the chain at once.
    #[inline]
    pub(super) fn await_function(&mut self, regs: Regs, func: u16, args: u16, n: usize) -> Res<Flow> {
        if self.thread.depth >= self.thread.depth_limit {
            regs.clear(u32::from(args) - 1, u32::from(args) + n as u32);
            return Err(self.too_deep());
        }
        let Ok(f) = regs.take(args - 1).into_ref::<FunctionObj>() else {
            crate::bug!("the caller has looked at the callee")
        };
        let code = f.code();
        let inner = self.heap.generator(&self.heap.types().coroutine, f, code);
        Regs(inner.registers()).move_from(regs.from(args), n);
        inner.state.set(GenState::Running);
        self.link(&inner, &inner, 1);
        regs.put(func, inner.into_value());
        Ok(Flow::Reload)
    }

    /// Puts `leaf`, the innermost link of the chain that begins with `inner`, into the record of the top frame, which awaits `inner`.
    #[inline]
    pub(super) fn link(&mut self, inner: &GenObj, leaf: &Ref<GenObj>, links: u32) {
        let t = &mut self.thread;
        t.depth += links;
        t.current = &**leaf;
        let Some(top) = t.frames.last_mut() else { crate::bug!("a frame runs") };
        let outer = alive(top.generator);
        outer.ip.set(top.ip.index(&outer.code));
        outer.state.set(GenState::Suspended);
        // Dropped while it waits here, it must close what it waits for.
        header_at(top.generator).set_flag(HAS_FINALIZER);
        inner.parent.set(top.generator);
        top.code = &*leaf.code;
        top.func = &*leaf.func;
        top.regs = Regs(leaf.registers());
        top.ip = Ip::at(&leaf.code, leaf.ip.get());
        top.generator = &**leaf;
        if let Some(c) = t.chains.last_mut() {
            c.links += links;
        }
    }

    /// Whether the top frame can give up a turn by the short way: a task drives it.
    #[inline(always)]
    pub(super) fn can_pause(&self) -> bool {
        self.top().ret == Return::Task
    }

    /// A bare yield of the top frame, which stands at an await that names register `func`.
    #[inline]
    pub(super) fn pause(&mut self, regs: Regs, func: u16) -> Flow {
        regs.put(func, Value::None);
        let Some(f) = self.thread.frames.pop() else { crate::bug!("a frame runs") };
        let g = alive(f.generator);
        g.ip.set(f.ip.index(&g.code));
        g.state.set(GenState::Suspended);
        header_at(f.generator).set_flag(HAS_FINALIZER);
        let root = self.release_record(&f);
        if !std::ptr::eq(&*root, f.generator) {
            root.leaf.set(f.generator);
            root.obj().header().set_flag(HAS_FINALIZER);
        }
        Flow::Pause
    }

    /// Puts the chain of a task that gave up a turn by `pause` on top again, behind the await. False: it rests in some other way.
    #[inline]
    pub(super) fn resume_paused(&mut self, g: &Ref<GenObj>, ret: Return) -> bool {
        if g.state.get() != GenState::Suspended || !g.parent.get().is_null() {
            return false;
        }
        let leaf = if g.leaf.get().is_null() { &raw const **g } else { g.leaf.get() };
        let inner = alive(leaf);
        if inner.state.get() != GenState::Suspended {
            return false;
        }
        let ip = Ip::at(&inner.code, inner.ip.get());
        let regs = Regs(inner.registers());
        let Some((dst, awaited)) = delegate_registers(ip.instr()) else { return false };
        if !regs.get(awaited).is_none()
            || self.thread.depth >= self.thread.depth_limit
            || self.is_near_native_end()
        {
            return false;
        }
        regs.put(awaited, Value::Undef);
        drop(regs.replace(dst, Value::None));
        let links = if g.leaf.replace(std::ptr::null()).is_null() { 1 } else { g.links.get() };
        inner.state.set(GenState::Running);
        // The record borrows the root: one count is held until the record is popped.
        std::mem::forget(g.clone());
        let t = &mut self.thread;
        t.frames.push(Frame {
            code: &*inner.code,
            func: &*inner.func,
            regs,
            ip: ip.next(),
            generator: leaf,
            object: std::ptr::null(),
            saved_top: t.stack.top,
            dst: 0,
            ret,
            simple: false,
        });
        t.chains.push(Chain { root: &**g, outer: t.current, links, thrown: 0 });
        t.depth += links;
        t.current = leaf;
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
