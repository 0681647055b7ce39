//! Where a script is, for reports: file and line of the innermost running frame that is not the library's.

use std::rc::Rc;

use crate::object::Value;
use crate::object::generator::GenObj;
use crate::source::SourceText;

use super::Vm;

impl Vm {
    /// The place of the running instruction as one number: source and offset.
    #[inline]
    pub(super) fn place_of_call(&self) -> Value {
        let Some(f) = self.thread.frames.last() else { return Value::Undef };
        let code = f.code();
        let start = code.code.spans.get(f.ip().index(code) as usize).map_or(0, |s| s.start);
        Value::Int(i64::from(code.source.get()) << 32 | i64::from(start))
    }

    /// `cr_origin` of a coroutine that is made now: file, line and name of as many callers as `sys.set_coroutine_origin_tracking_depth` asks for.
    #[cold]
    pub(super) fn coroutine_origin(&mut self) -> Value {
        let mut out = Vec::new();
        for at in self.running_frames().take(self.thread.origin_depth) {
            let (code, instr) = self.running_place(&at);
            let line = Value::Int(i64::from(self.line_at(code, instr)));
            out.push(self.heap.tuple([code.file.value(), line, code.name.value()]).into_value());
        }
        self.heap.tuple(out).into_value()
    }

    /// Where a coroutine was made that never started.
    pub fn made_at(&self, coro: &Value) -> Option<(Rc<SourceText>, u32)> {
        let g = coro.cast::<GenObj>()?;
        let Value::Int(place) = g.handled() else { return None };
        self.place_behind(place)
    }

    /// The source and line that such a place of a call stands for.
    pub fn place_behind(&self, place: i64) -> Option<(Rc<SourceText>, u32)> {
        let source = self.sources.get((place >> 32) as u32)?;
        Some((source.clone(), source.line_of((place & 0xffff_ffff) as u32)))
    }

    /// The instruction at which a frame of its own stands that runs now.
    pub fn running_instr(&self, g: &GenObj) -> Option<u32> {
        let chains = &self.thread.chains;
        let frame = self.thread.frames.iter().rev().find(|f| f.is_own() && chains[f.chain()].leaf.is(g))?;
        Some(frame.ip().index(frame.code()))
    }

    /// Number of the source and line of the innermost running frame of a script.
    pub fn script_place(&self) -> Option<(u32, u32)> {
        self.running_frames().find_map(|f| {
            let (code, at) = self.running_place(&f);
            if self.is_library_file(&code.file.to_text()) {
                return None;
            }
            Some((code.source.get(), self.line_at(code, at)))
        })
    }
}
