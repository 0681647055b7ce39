//! The frames that run now, and the objects that scripts see of them.
//!
//! One record serves a whole driven chain of awaits. Whoever looks outwards (`f_back`, `sys._getframe`, reports) walks the records and, within
//! a chain, from the innermost link to the frames that await it. The object of a plain frame hangs on its record, that of a frame of its own
//! on the frame, so that it is the same one before, during and after its runs.

use crate::bytecode::Instr;
use crate::object::code::CodeObj;
use crate::object::exception::{ExceptionObj, TracebackObj};
use crate::object::function::FunctionObj;
use crate::object::generator::{GenObj, GenState, SeenFrame};
use crate::object::{Alive, Ref, Value, reserve};

use super::Vm;
use super::fence::{self, Chain, Frame, Ip, Regs};
use super::frame::{FrameObj, FrameState};

/// A frame that runs, or awaits one that does.
#[derive(Clone, Copy)]
pub struct Running {
    /// The record that serves it.
    record: usize,
    /// The frame of its own; None for a plain call.
    generator: Option<Alive<GenObj>>,
}

/// The running frames, innermost first.
pub struct RunningFrames<'a> {
    frames: &'a [Frame],
    chains: &'a [Chain],
    /// The frame of its own that awaits the one given last; None: the next record's turn.
    outer: Option<Alive<GenObj>>,
}

impl Iterator for RunningFrames<'_> {
    type Item = Running;

    fn next(&mut self) -> Option<Running> {
        let mut generator = self.outer;
        let mut record = self.frames.len();
        if generator.is_none() {
            let (f, rest) = self.frames.split_last()?;
            self.frames = rest;
            record -= 1;
            generator = if f.is_own() { Some(self.chains[f.chain()].leaf) } else { None };
        }
        self.outer = generator.and_then(|g| g.parent.get());
        Some(Running { record, generator })
    }
}

impl Vm {
    /// Notes where the top frame stands.
    #[inline(always)]
    pub(super) fn save(&mut self, ip: Ip) {
        self.thread.frames.top_mut().set_ip(ip);
    }

    /// The top frame.
    #[inline(always)]
    pub(super) fn top(&self) -> &Frame {
        let f = self.thread.frames.top();
        debug_assert!(f.is_frame(), "a frame runs");
        f
    }

    /// All frames that run now, innermost first.
    pub fn running_frames(&self) -> RunningFrames<'_> {
        RunningFrames { frames: &self.thread.frames, chains: &self.thread.chains, outer: None }
    }

    /// The object of the frame that stands `depth` calls outside of the innermost one.
    pub fn running_frame(&mut self, depth: usize) -> Option<Ref<FrameObj>> {
        let at = self.running_frames().nth(depth)?;
        Some(self.object_of_running(at))
    }

    /// The code of a running frame, and the instruction where it stands.
    pub fn running_place<'a>(&'a self, at: &'a Running) -> (&'a CodeObj, u32) {
        let f = &self.thread.frames[at.record];
        match &at.generator {
            Some(g) if !self.thread.chains[f.chain()].leaf.is(g) => (&g.code, g.ip.get()),
            _ => (f.code(), f.ip().index(f.code())),
        }
    }

    fn object_of_running(&mut self, at: Running) -> Ref<FrameObj> {
        match at.generator {
            None => self.plain_frame_object(at.record),
            Some(g) => self.generator_frame(&g.retain()),
        }
    }

    /// The object of the innermost frame.
    pub fn top_frame_object(&mut self) -> Ref<FrameObj> {
        match self.running_frame(0) {
            Some(f) => f,
            None => crate::bug!("a frame runs"),
        }
    }

    /// The object of the plain frame with this record, made at the first call.
    fn plain_frame_object(&mut self, index: usize) -> Ref<FrameObj> {
        let f = self.thread.frames[index];
        if let Some(o) = f.seen().and_then(|i| self.thread.seen.get(i)) {
            return o.clone();
        }
        let o = self.heap.alloc(
            &self.heap.types().frame,
            FrameObj::new(f.code_ref(), f.func_ref(), None, f.regs(), f.ip().index(f.code())),
        );
        let number = self.thread.seen.keep(o.clone());
        self.thread.frames[index].set_seen(Some(number));
        o
    }

    /// The object of a frame of its own that has not ended, made at the first call.
    pub fn generator_frame(&mut self, g: &Ref<GenObj>) -> Ref<FrameObj> {
        if let Some(f) = g.seen_frame().and_then(|v| v.into_ref::<FrameObj>().ok()) {
            return f;
        }
        let o = self.heap.alloc(
            &self.heap.types().frame,
            FrameObj::new(
                g.code.clone(),
                g.func().clone(),
                Some(fence::link(g)),
                Regs::of_generator(g),
                FrameObj::UNSTARTED,
            ),
        );
        g.extra().frame = Some(SeenFrame { object: o.value(), ends: FrameObj::generator_died });
        o
    }

    /// Where a frame that may run is in the walk, and the frame outside of it.
    fn find_running(&self, f: &FrameObj) -> Option<(Running, Option<Running>)> {
        if let FrameState::Ended(_) = &*f.state.borrow() {
            return None;
        }
        let g = f.generator.get();
        let mut walk = self.running_frames();
        let at = walk.find(|at| match (at.generator, g) {
            (Some(a), Some(b)) => a.is(&b),
            (None, None) => {
                let seen = self.thread.frames[at.record].seen();
                seen.and_then(|i| self.thread.seen.get(i)).is_some_and(|o| std::ptr::eq(&**o, f))
            }
            _ => false,
        })?;
        Some((at, walk.next()))
    }

    /// The number of the record that runs this very frame.
    pub(super) fn record_of(&self, f: &FrameObj) -> Option<usize> {
        self.find_running(f).map(|(at, _)| at.record)
    }

    /// Whether the frame runs, or awaits one that does.
    pub fn frame_runs(&self, f: &FrameObj) -> bool {
        self.find_running(f).is_some()
    }

    /// A function's code is replaced: what frames still run of it stays with the function, since they borrow it.
    pub fn retire_code(&mut self, f: &FunctionObj, old: Ref<CodeObj>) {
        let mut list = f.retired.take();
        list.push(old);
        list.retain(|c| self.thread.frames.iter().any(|frame| std::ptr::eq(frame.code(), &**c)));
        *f.retired.borrow_mut() = list;
    }

    /// `f_back`
    pub fn frame_back(&mut self, f: &FrameObj) -> Option<Ref<FrameObj>> {
        match self.find_running(f) {
            Some((_, outer)) => outer.map(|o| self.object_of_running(o)),
            None => f.back.borrow().to_ref::<FrameObj>(),
        }
    }

    /// The instruction where a frame stands; None: it has not started.
    pub fn frame_instr(&self, f: &FrameObj) -> Option<u32> {
        if let Some((at, _)) = self.find_running(f) {
            return Some(self.running_place(&at).1);
        }
        if let Some(g) = f.generator.get() {
            return (g.state.get() != GenState::Created).then(|| g.ip.get());
        }
        Some(f.instr.get()).filter(|i| *i != FrameObj::UNSTARTED)
    }

    /// The plain frame on top ends: if somebody still looks at its object, that keeps the place, the locals and who called.
    pub(super) fn leave_frame_object(&mut self, code: &CodeObj) {
        let f = *self.top();
        let Some(number) = f.seen() else { return };
        let Some(o) = self.thread.seen.get(number).cloned() else { return };
        // One count is the record's own, one is ours.
        if o.obj().header().count() > 2 {
            o.instr.set(f.ip().index(code));
            // Each object would have the next one made: near the end of memory the row ends.
            let back = if reserve::is_low() { None } else { self.running_frame(1) };
            FrameObj::end(&o, f.regs(), code, back);
        } else {
            *o.state.borrow_mut() = FrameState::Ended(Vec::new());
        }
        drop(self.thread.seen.take(number));
        self.thread.frames.top_mut().set_seen(None);
    }

    /// The same where an exception leaves the frame: what a block only handed on is shown where it was raised.
    pub(super) fn leave_frame_raising(&mut self, code: &CodeObj, exception: &Value) {
        let f = *self.top();
        let object = f.seen().and_then(|number| self.thread.seen.get(number).cloned());
        self.leave_frame_object(code);
        let Some(object) = object else { return };
        let at = object.instr.get() as usize;
        let handed_on = matches!(code.code.instrs.get(at), Some(Instr::Reraise { .. }));
        let entry =
            exception.cast::<ExceptionObj>().and_then(|x| x.traceback.borrow().to_ref::<TracebackObj>());
        if let Some(entry) = entry.filter(|t| handed_on && std::ptr::eq(&*t.code, code)) {
            object.instr.set(entry.instr());
        }
    }

    /// The frame of its own on top ends, and there may be an object of it.
    #[cold]
    pub(super) fn leave_generator_frame(&mut self, g: &GenObj) {
        let Some(o) = g.seen_frame().and_then(|v| v.into_ref::<FrameObj>().ok()) else { return };
        // One count is the frame's own, one is ours.
        if o.obj().header().count() > 2 {
            // Who resumed it last is not its caller: since 3.14 nobody stands behind it any more.
            let f = *self.top();
            o.instr.set(f.ip().index(&g.code));
            FrameObj::end(&o, f.regs(), &g.code, None);
        }
    }

    /// A frame of its own ends before it has started, by an exception: that has an entry for it nevertheless, at its first line.
    #[cold]
    pub(super) fn end_unstarted(&mut self, g: &Ref<GenObj>, exception: &Value) {
        if reserve::is_low() {
            return;
        }
        let o = self.generator_frame(g);
        FrameObj::end(&o, Regs::of_generator(g), &g.code, None);
        self.add_entry(exception, o, FrameObj::UNSTARTED, g.code.code.first_line);
    }
}
