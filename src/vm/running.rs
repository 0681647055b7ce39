//! The frames that run now, and the objects that scripts see of them.
//!
//! One record serves a whole driven chain of awaits. Whoever looks outwards (`f_back`, `sys._getframe`, reports) walks the records and, within
//! a chain, from the innermost link to the frames that await it. The object of a plain frame hangs on its record, that of a frame of its own
//! on the frame, so that it is the same one before, during and after its runs.

use std::cell::{Cell, RefCell};

use crate::object::code::CodeObj;
use crate::object::generator::{GenObj, GenState, SeenFrame, frame_at};
use crate::object::{Ref, Value};

use super::Vm;
use super::frame::{Frame, FrameObj, FrameState};
use super::window::{
    Ip, Regs, alive, frame_object_from_raw, frame_object_to_raw, retained_code, retained_function,
};

/// A frame that runs, or awaits one that does.
#[derive(Clone, Copy)]
pub struct Running {
    /// The record that serves it.
    record: usize,
    /// The frame of its own; null for a plain call.
    generator: *const GenObj,
}

/// The running frames, innermost first.
pub struct RunningFrames<'a> {
    frames: &'a [Frame],
    /// The frame of its own that awaits the one given last; null: the next record's turn.
    outer: *const GenObj,
}

impl Iterator for RunningFrames<'_> {
    type Item = Running;

    fn next(&mut self) -> Option<Running> {
        let mut generator = self.outer;
        let mut record = self.frames.len();
        if generator.is_null() {
            let (f, rest) = self.frames.split_last()?;
            self.frames = rest;
            record -= 1;
            generator = f.generator;
        }
        self.outer = if generator.is_null() { generator } else { alive(generator).parent.get() };
        Some(Running { record, generator })
    }
}

impl Vm {
    /// Notes where the top frame stands.
    #[inline(always)]
    pub(super) fn save(&mut self, ip: Ip) {
        self.thread.frames.top_mut().ip = ip;
    }

    /// The top frame.
    #[inline(always)]
    pub(super) fn top(&self) -> &Frame {
        let f = self.thread.frames.top();
        debug_assert!(!f.code.is_null(), "a frame runs");
        f
    }

    /// All frames that run now, innermost first.
    pub fn running_frames(&self) -> RunningFrames<'_> {
        RunningFrames { frames: &self.thread.frames, outer: std::ptr::null() }
    }

    /// The object of the frame that stands `depth` calls outside of the innermost one.
    pub fn running_frame(&mut self, depth: usize) -> Option<Ref<FrameObj>> {
        let at = self.running_frames().nth(depth)?;
        Some(self.object_of_running(at))
    }

    /// The code of a running frame, and the instruction where it stands.
    pub fn running_place(&self, at: Running) -> (&CodeObj, u32) {
        let f = &self.thread.frames[at.record];
        if at.generator.is_null() || std::ptr::eq(f.generator, at.generator) {
            let code = alive(f.code);
            return (code, f.ip.index(code));
        }
        let g = alive(at.generator);
        (&g.code, g.ip.get())
    }

    fn object_of_running(&mut self, at: Running) -> Ref<FrameObj> {
        if at.generator.is_null() {
            return self.plain_frame_object(at.record);
        }
        self.generator_frame(&frame_at(at.generator))
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
        if !f.object.is_null() {
            let r = frame_object_from_raw(f.object);
            let out = r.clone();
            let _ = frame_object_to_raw(r);
            return out;
        }
        let o = self.heap.alloc(
            &self.heap.types().frame,
            FrameObj {
                code: retained_code(f.code),
                func: retained_function(f.func),
                generator: Cell::new(std::ptr::null()),
                state: RefCell::new(FrameState::Live(f.regs)),
                instr: Cell::new(f.ip.index(alive(f.code))),
                back: RefCell::default(),
                extra: RefCell::default(),
            },
        );
        self.thread.frames[index].object = frame_object_to_raw(o.clone());
        self.thread.frames[index].simple = false;
        o
    }

    /// The object of a frame of its own that has not ended, made at the first call.
    pub fn generator_frame(&mut self, g: &Ref<GenObj>) -> Ref<FrameObj> {
        if let Some(f) = g.seen_frame().and_then(|v| v.into_ref::<FrameObj>().ok()) {
            return f;
        }
        let o = self.heap.alloc(
            &self.heap.types().frame,
            FrameObj {
                code: g.code.clone(),
                func: g.func.clone(),
                generator: Cell::new(&**g),
                state: RefCell::new(FrameState::Live(Regs(g.registers()))),
                instr: Cell::new(FrameObj::UNSTARTED),
                back: RefCell::default(),
                extra: RefCell::default(),
            },
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
        let at = walk.find(|at| {
            std::ptr::eq(at.generator, g)
                && (!g.is_null() || std::ptr::eq(self.thread.frames[at.record].object, f))
        })?;
        Some((at, walk.next()))
    }

    /// Whether the frame runs, or awaits one that does.
    pub fn frame_runs(&self, f: &FrameObj) -> bool {
        self.find_running(f).is_some()
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
            return Some(self.running_place(at).1);
        }
        let g = f.generator.get();
        if !g.is_null() {
            return (alive(g).state.get() != GenState::Created).then(|| alive(g).ip.get());
        }
        Some(f.instr.get()).filter(|i| *i != FrameObj::UNSTARTED)
    }

    /// The plain frame on top ends: if somebody still looks at its object, the locals move there.
    pub(super) fn leave_frame_object(&mut self, code: &CodeObj) {
        let f = *self.top();
        if f.object.is_null() {
            return;
        }
        let o = frame_object_from_raw(f.object);
        // One count is the record's own.
        if o.obj().header().count() > 1 {
            self.note_end(&o, &f, code);
        } else {
            *o.state.borrow_mut() = FrameState::Ended(Vec::new());
        }
        if let Some(top) = self.thread.frames.last_mut() {
            top.object = std::ptr::null();
        }
    }

    /// The frame of its own on top ends, and there may be an object of it.
    #[cold]
    pub(super) fn leave_generator_frame(&mut self, g: &GenObj) {
        let Some(o) = g.seen_frame().and_then(|v| v.into_ref::<FrameObj>().ok()) else { return };
        // One count is the frame's own, one is ours.
        if o.obj().header().count() > 2 {
            let f = *self.top();
            self.note_end(&o, &f, &g.code);
        }
    }

    /// The frame on top ends and its object stays: it keeps the place, the locals and who called.
    fn note_end(&mut self, o: &FrameObj, f: &Frame, code: &CodeObj) {
        o.instr.set(f.ip.index(code));
        let back = self.running_frame(1);
        FrameObj::end(o, f.regs, code, back);
    }

    /// A frame of its own ends before it has started, by an exception: that has an entry for it nevertheless, at its first line.
    #[cold]
    pub(super) fn end_unstarted(&mut self, g: &Ref<GenObj>, exception: &Value) {
        let o = self.generator_frame(g);
        let back = self.running_frame(0);
        FrameObj::end(&o, Regs(g.registers()), &g.code, back);
        self.add_entry(exception, o, FrameObj::UNSTARTED, g.code.code.first_line);
    }
}
