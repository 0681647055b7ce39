//! Leaving frames: returns off the short way, exceptions on their way outwards, handled exceptions, frame objects, finalisers.

use crate::bytecode::Instr;
use crate::object::code::CodeObj;
use crate::object::exception::{ExceptionObj, TracebackObj};
use crate::object::function::NativeObj;
use crate::object::generator::GenObj;
use crate::object::header::FINALIZED;
use crate::object::reserve;
use crate::object::{ObjRef, Ref, TypeObj, Value};

use super::fence::{Frame, Ip, Regs, Return};
use super::frame::FrameObj;
use super::run::{Flow, Stop};
use super::{Raised, Res, Vm};

impl Vm {
    /// Leaves the top frame at its return instruction, whatever kind of frame it is.
    #[inline(never)]
    pub(super) fn return_instr(&mut self, ip: Ip, regs: Regs, code: &CodeObj) -> Res<Flow> {
        let v = match *ip.instr() {
            // A frame object keeps the locals, the returned one too.
            Instr::Return { src } => regs.owned(src, code),
            _ => Value::None,
        };
        let f = *self.top();
        if f.is_own() {
            return self.finish_generator(v);
        }
        let code = f.code();
        if f.seen().is_some() {
            self.leave_frame_object(code);
        }
        self.thread.frames.pop();
        f.regs().clear(0, code.n_locals);
        drop(f.regs().take_function());
        match f.ret() {
            Return::Entry | Return::Task | Return::Turn => Ok(self.stop(Stop::Returned(v))),
            Return::Store | Return::For => {
                let caller = *self.top();
                drop(caller.regs().replace(f.dst(), v));
                self.save(caller.ip().next());
                Ok(Flow::Reload)
            }
            Return::Init => {
                let instance = f.regs().below(2).take(0);
                self.check_init(&v)?;
                let caller = *self.top();
                drop(caller.regs().replace(f.dst(), instance));
                self.save(caller.ip().next());
                Ok(Flow::Reload)
            }
            Return::EntryInit => {
                let instance = f.regs().below(2).take(0);
                // The error is that of the native that called: the loop stops with it.
                Ok(match self.check_init(&v) {
                    Ok(()) => self.stop(Stop::Returned(instance)),
                    Err(e) => self.stop(Stop::Raised(e)),
                })
            }
            Return::New => self.new_returned(v, f.regs(), f.dst()),
        }
    }

    /// Finds a handler for the exception that is on its way, leaving frames until there is one; or the loop must stop.
    #[cold]
    #[inline(never)]
    pub(super) fn unwind(&mut self, e: Raised) -> Option<Stop> {
        let mut exception = self.take_raised(e);
        let mut keep = std::mem::take(&mut self.thread.keep_traceback);
        let mut mark = if std::mem::take(&mut self.thread.call_failed) { TracebackObj::IN_CALL } else { 0 };
        if self.needs_attention() {
            // What the failing instruction dropped dies before its frame is left.
            self.run_finalizers();
        }
        loop {
            let f = *self.top();
            let code = f.code();
            let at = f.ip().index(code);
            let again = std::mem::take(&mut keep);
            let mark = std::mem::take(&mut mark);
            if !again {
                self.add_traceback(&exception, &f, at | mark);
            }
            if self.is_watched() {
                exception = self.watch_raised(exception, at, again);
            }
            let mut handler = code.code.handlers.iter().find(|h| h.start <= at && at < h.end);
            if handler.is_some_and(|h| h.target <= at) && self.world.signals_pending() {
                // Only code that somebody has put together himself has a handler that leads back: it may lead into itself for ever, and a signal's exception, too.
                if let Err(e) = (self.hooks.signals)(self) {
                    exception = self.take_raised(e);
                    handler = None;
                }
            }
            if handler.is_none() {
                // Temporaries go while the frame is still the running one: their finalisers see its line.
                f.regs().clear(code.n_locals, code.registers);
            }
            if self.needs_attention() {
                self.run_finalizers();
            }
            if self.is_watched() {
                exception = match handler {
                    Some(h) => self.watch_handled(exception, h.target),
                    None => self.watch_unwound(exception, at),
                };
            }
            if let Some(h) = handler {
                f.regs().clear(u32::from(h.keep), code.registers);
                if reserve::is_opened() {
                    self.refill_reserve(&exception);
                }
                f.regs().put(h.keep, exception);
                self.save(Ip::at(code, h.target));
                if self.needs_attention() {
                    self.run_finalizers();
                }
                return None;
            }
            if f.is_own() {
                exception = self.stop_iteration_escapes(exception, code);
                let g = self.leaf_of(&f).retain();
                self.end_generator(&g);
                if let Some(parent) = g.parent.take() {
                    if self.back_to_parent(parent) {
                        // For the awaiting frame it is as if this one had been thrown in.
                        self.set_context_to(&exception, parent.handled());
                    }
                    continue;
                }
                drop(self.pop_chain());
                if f.ret() == Return::For {
                    continue;
                }
                return Some(Stop::Raised(self.reraise(exception)));
            }
            self.leave_frame_raising(code, &exception);
            self.thread.frames.pop();
            f.regs().clear(0, code.registers);
            drop(f.regs().take_function());
            match f.ret() {
                Return::Init | Return::EntryInit => drop(f.regs().below(2).take(0)),
                Return::New => Self::class_call_below(f.regs()).clear(),
                _ => {}
            }
            if f.ret().stops() {
                return Some(Stop::Raised(self.reraise(exception)));
            }
        }
    }

    /// A StopIteration (StopAsyncIteration from async generators) that leaves a frame of its own becomes RuntimeError (PEP 479).
    fn stop_iteration_escapes(&mut self, exception: Value, code: &CodeObj) -> Value {
        let t = self.heap.types();
        let flags = code.code.flags;
        let stop = self.is_instance_of(&exception, &t.stop_iteration);
        let async_stop = flags.async_generator && self.is_instance_of(&exception, &t.stop_async_iteration);
        if !stop && !async_stop {
            return exception;
        }
        let who = if flags.coroutine {
            "coroutine"
        } else if flags.async_generator {
            "async generator"
        } else {
            "generator"
        };
        let what = if stop { "StopIteration" } else { "StopAsyncIteration" };
        let new = self.new_error(&t.runtime_error, &format!("{who} raised {what}"));
        if let (Some(n), Some(_)) = (new.cast::<ExceptionObj>(), exception.cast::<ExceptionObj>()) {
            *n.cause.borrow_mut() = exception.clone();
            *n.context.borrow_mut() = exception;
            n.suppress_context.set(true);
        }
        // As in CPython this frame has no entry in the new traceback: that of the cause shows the place.
        new
    }

    /// Adds the place where the top frame stands, with [`TracebackObj::IN_CALL`] if that is to be said, to an exception's traceback. Near the end of memory the traceback stays as it is: leaving frames must
    /// not take what is left, however many they are.
    pub(super) fn add_traceback(&mut self, exception: &Value, f: &Frame, at: u32) {
        if reserve::is_low() {
            return;
        }
        let line = match at & TracebackObj::IN_CALL {
            0 => self.line_at(f.code(), at),
            mark => {
                let call = f.code().code.call_span(at & !mark);
                self.sources
                    .get(f.code().source.get())
                    .map_or(f.code().code.first_line, |s| s.line_of(call.start))
            }
        };
        let frame = self.top_frame_object();
        self.add_entry(exception, frame, at, line);
    }

    /// Adds an entry to an exception's traceback.
    pub(super) fn add_entry(&mut self, exception: &Value, frame: Ref<FrameObj>, at: u32, line: u32) {
        let Some(x) = exception.cast::<ExceptionObj>() else { return };
        let next = x.traceback.take();
        let tb = self.heap.alloc(&self.heap.types().traceback, {
            let code = frame.code.clone();
            TracebackObj::new(next, frame.into_value(), code, at, line)
        });
        *x.traceback.borrow_mut() = tb.into_value();
    }

    /// The line (1-based) of an instruction.
    pub fn line_at(&self, code: &CodeObj, instr: u32) -> u32 {
        match (self.sources.get(code.source.get()), code.code.spans.get(instr as usize)) {
            (Some(s), Some(span)) => s.line_of(span.start),
            _ => code.code.first_line,
        }
    }

    /// An exception that came up while another one was on its way, which becomes its context.
    pub fn chained(&mut self, first: Value, e: Raised) -> Raised {
        let second = self.take_raised(e);
        self.set_context_to(&second, first);
        self.reraise(second)
    }

    /// An exception that another one was made into, which is its cause.
    pub fn caused(&mut self, cause: Value, e: Raised) -> Raised {
        let x = self.take_raised(e);
        if let Some(x) = x.cast::<ExceptionObj>() {
            drop(x.cause.replace(cause.clone()));
            x.suppress_context.set(true);
        }
        self.set_context_to(&x, cause);
        self.reraise(x)
    }

    /// Sets `__context__` of an exception that is about to be raised to the one being handled.
    pub(super) fn set_context(&mut self, exception: &Value) {
        let handled = self.handled_exception();
        self.set_context_to(exception, handled);
    }

    /// Sets `__context__` to an exception that is being handled (Undef: to none).
    pub(super) fn set_context_to(&mut self, exception: &Value, handled: Value) {
        if handled.is_undef() || handled.is(exception) {
            return;
        }
        let Some(x) = exception.cast::<ExceptionObj>() else { return };
        // A context chain must not loop: cut it where the new exception stands in it. A script may have made a loop of its own: a second walker at half
        // the pace is met there (Floyd).
        let (mut at, mut slow, mut second) = (handled.clone(), handled.clone(), false);
        let next_of =
            |e: &Value| e.cast::<ExceptionObj>().map(|x| x.context.borrow().clone()).unwrap_or_default();
        loop {
            let next = next_of(&at);
            if next.is(exception) {
                if let Some(y) = at.cast::<ExceptionObj>() {
                    drop(y.context.take());
                }
                break;
            }
            if next.is_undef() || next.is_none() {
                break;
            }
            at = next;
            if at.is(&slow) {
                break;
            }
            if second {
                slow = next_of(&slow);
            }
            second = !second;
        }
        let old = x.context.replace(handled);
        drop(old);
    }

    /// The exception being handled, as `sys.exception()` gives it; Undef if there is none.
    pub fn handled_exception(&self) -> Value {
        // From the innermost link of each chain outwards; its root was entered from the chain below.
        for chain in self.thread.chains.iter().rev() {
            let mut link = Some(chain.leaf);
            while let Some(g) = link {
                let v = g.handled();
                if !v.is_undef() {
                    return v;
                }
                link = g.parent.get();
            }
        }
        self.thread.handled.clone()
    }

    /// Replaces the handled exception of the innermost frame of its own (or of the thread); the old one is returned.
    pub(super) fn swap_handled(&mut self, v: Value) -> Value {
        match self.thread.current() {
            Some(g) => g.handled.replace(v),
            None => std::mem::replace(&mut self.thread.handled, v),
        }
    }

    /// `raise x from y`
    pub(super) fn raise_instr(&mut self, x: Value, cause: Option<Value>) -> Raised {
        let e = match self.exception_from(x) {
            Ok(e) => e,
            Err(e) => return e,
        };
        if let Some(cause) = cause {
            let cause = if cause.is_none() {
                Value::Undef
            } else {
                match self.cause_from(cause) {
                    Ok(c) => c,
                    Err(e) => return e,
                }
            };
            if let Some(x) = e.cast::<ExceptionObj>() {
                drop(x.cause.replace(cause));
                x.suppress_context.set(true);
            }
        }
        self.raise(e)
    }

    /// What `raise` and `throw` take: an exception, or a class of exceptions, which is instantiated.
    pub fn exception_from(&mut self, x: Value) -> Res {
        if x.is_a::<ExceptionObj>() {
            return Ok(x);
        }
        let t = self.heap.types();
        if let Some(c) = x.to_ref::<TypeObj>()
            && c.is_subclass(&t.base_exception)
        {
            return self.exception_of_class(&c);
        }
        Err(self.type_error("exceptions must derive from BaseException"))
    }

    fn exception_of_class(&mut self, class: &Ref<TypeObj>) -> Res {
        let e = self.call(&class.value(), &[])?;
        if e.is_a::<ExceptionObj>() {
            return Ok(e);
        }
        let what = self.class_of(&e).into_value();
        let (class, what) = (self.repr(&class.value())?.to_text(), self.repr(&what)?.to_text());
        Err(self.type_error(format!(
            "calling {class} should have returned an instance of BaseException, not {what}"
        )))
    }

    fn cause_from(&mut self, x: Value) -> Res {
        if x.is_a::<ExceptionObj>() {
            return Ok(x);
        }
        if let Some(c) = x.to_ref::<TypeObj>()
            && c.is_subclass(&self.heap.types().base_exception)
        {
            return self.exception_of_class(&c);
        }
        Err(self.type_error("exception causes must derive from BaseException"))
    }

    /// Something has come to its end: a MemoryError that was due is not raised any more, and what is missing of the reserve is taken again.
    pub fn settle_memory(&mut self) {
        if reserve::is_opened() || reserve::is_short() {
            reserve::take_short();
            self.thread.frames.shut(false);
            reserve::fill();
        }
    }

    /// Frames have gone: perhaps there is memory again. What unwinding took from the reserve is no second MemoryError.
    #[cold]
    #[inline(never)]
    fn refill_reserve(&mut self, exception: &Value) {
        if self.is_instance_of(exception, &self.heap.types().memory_error) && reserve::take_short() {
            self.thread.frames.shut(false);
        }
        reserve::fill();
    }

    /// The last reference to an object that an instruction overwrote is gone; finalisers run at once.
    #[cold]
    #[inline(never)]
    pub(super) fn drop_old(&mut self, ip: Ip, old: Value) {
        drop(old);
        if self.needs_attention() {
            self.save(ip);
            self.run_finalizers();
        }
    }

    /// The end of a plain frame whose record is gone: locals and function are let go of, as far as they still stand there.
    #[cold]
    #[inline(never)]
    pub(super) fn bury_frame(&mut self, function: ObjRef, regs: Regs, code: &CodeObj) {
        // The function keeps the code alive.
        regs.clear(0, code.n_locals);
        drop(function);
    }

    /// The same; the result of the call took the place of an object, which goes first.
    #[cold]
    #[inline(never)]
    pub(super) fn bury_frame_over(&mut self, old: ObjRef, function: ObjRef, regs: Regs, code: &CodeObj) {
        drop(old);
        self.bury_frame(function, regs, code);
    }

    /// Runs the finalisers and weak reference callbacks that are due. What they raise goes to `sys.unraisablehook`.
    #[cold]
    #[inline(never)]
    pub fn run_finalizers(&mut self) {
        loop {
            self.thread.frames.lower_guard();
            let (objects, callbacks) = self.heap.take_due();
            if objects.is_empty() && callbacks.is_empty() {
                break;
            }
            for (reference, callback) in callbacks {
                let saved = self.thread.raised.take();
                if let Err(e) = self.call(&callback, &[reference]) {
                    let x = self.take_raised(e);
                    (self.hooks.unraisable)(self, x, "calling weakref callback", &callback);
                }
                self.thread.raised = saved;
            }
            for o in objects {
                let v = Value::Obj(o);
                let saved = self.thread.raised.take();
                self.finalize(&v);
                self.thread.raised = saved;
            }
        }
        if self.heap.wants_collection() && self.gc_enabled {
            self.collect_garbage();
        }
        if self.world.signals_pending() || reserve::is_short() {
            // Nothing can be raised here: at the next return or backward jump; for lack of memory at the next call, too.
            self.thread.budget = 0;
            if reserve::is_short() {
                self.thread.frames.shut(true);
            }
            self.heap.guard.raise();
        }
    }

    /// Whether somebody asks to be looked after: a finaliser is due, the collector is, a signal has arrived.
    #[inline(always)]
    pub fn needs_attention(&self) -> bool {
        self.thread.frames.is_guard_raised()
    }

    /// Looks after whoever asked, where an exception can be raised.
    #[cold]
    #[inline(never)]
    pub(super) fn attend(&mut self) -> Res<()> {
        self.run_finalizers();
        self.look_at_memory()?;
        if self.world.signals_pending() { (self.hooks.signals)(self) } else { Ok(()) }
    }

    /// Lets finalisers run of what a native has let go of in the middle of its work.
    #[inline(always)]
    pub fn let_die(&mut self) -> Res<()> {
        if self.needs_attention() { self.attend() } else { Ok(()) }
    }

    /// MemoryError, if something was had from the reserve since the last look.
    #[inline]
    pub fn look_at_memory(&mut self) -> Res<()> {
        if reserve::is_short() { Err(self.memory_error()) } else { Ok(()) }
    }

    fn finalize(&mut self, v: &Value) {
        let Value::Obj(o) = v else { return };
        if o.header().has(FINALIZED) {
            return;
        }
        if let Some(g) = v.to_ref::<GenObj>() {
            self.finalize_generator(v, &g);
            return;
        }
        o.header().set_flag(FINALIZED);
        if (self.hooks.view_died)(self, v) {
            return;
        }
        if let Some(del) = self.lookup_special(v, &self.names.__del__)
            && let Err(e) = self.call_found(&del, v, &[])
        {
            let x = self.take_raised(e);
            let streams = self.extra_types.get("_IOBase");
            if del.is_a::<NativeObj>() && streams.is_some_and(|base| self.class_ref(v).is_subclass(base)) {
                (self.hooks.unraisable)(self, x, "finalizing file", v);
            } else {
                (self.hooks.unraisable)(self, x, "calling deallocator", &del);
            }
        }
    }

    fn finalize_generator(&mut self, v: &Value, g: &Ref<GenObj>) {
        use crate::object::generator::GenState;
        let flags = g.code.code.flags;
        // Once only: a frame that ignores its closing, or is saved by it, is not closed again.
        g.obj().header().set_flag(FINALIZED);
        match g.state.get() {
            GenState::Created if flags.coroutine => {
                (self.hooks.never_awaited)(self, v, None);
                g.state.set(GenState::Done);
                g.clear_registers();
            }
            GenState::Suspended => {
                if flags.async_generator && (self.hooks.async_generator_died)(self, v) {
                    return;
                }
                if let Err(e) = self.gen_close(v) {
                    let x = self.take_raised(e);
                    (self.hooks.unraisable)(self, x, "closing generator", v);
                }
            }
            _ => {}
        }
    }

    /// What the budget is for: signals, the collector.
    #[cold]
    #[inline(never)]
    pub(super) fn serve_budget(&mut self) -> Res<()> {
        self.thread.budget = super::frame::BUDGET;
        self.look_at_memory()?;
        if reserve::is_opened() {
            reserve::fill();
        }
        if self.heap.wants_collection() && self.gc_enabled {
            self.collect_garbage();
        }
        (self.hooks.signals)(self)
    }

    /// Whether the instruction at the top is an await-like one (for reports).
    pub fn top_instr(&self) -> Option<&Instr> {
        self.thread.frames.last().map(|f| f.ip().instr())
    }
}
