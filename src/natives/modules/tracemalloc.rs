//! `_tracemalloc`: how much memory objects take, in real figures of the heap's. Which place of the program asked for which of it is not kept: what would need that says so.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

/// What is remembered.
struct State {
    on: bool,
    limit: i64,
    /// Bytes of the heap when it began.
    base: usize,
    /// The most that was seen since, beyond `base`.
    peak: usize,
}

impl Default for State {
    fn default() -> State {
        State { on: false, limit: 1, base: 0, peak: 0 }
    }
}

/// Bytes that were asked for since the beginning, and the most that a look found.
fn traced(vm: &mut Vm) -> (usize, usize) {
    let bytes = vm.heap.bytes();
    let s = vm.extension::<State>();
    if !s.on {
        return (0, 0);
    }
    let now = bytes.saturating_sub(s.base);
    s.peak = s.peak.max(now);
    (now, s.peak)
}

fn unknown(vm: &mut Vm, what: &str) -> crate::vm::Raised {
    vm.not_implemented_error(format!("_tracemalloc.{what}: which place asked for which memory is not kept"))
}

natives! { static FUNCTIONS;
    /// Return True if the tracemalloc module is tracing Python memory allocations.
    fn is_tracing(vm, /) -> bool { vm.extension::<State>().on }
    /// Clear traces of memory blocks allocated by Python.
    fn clear_traces(vm, /) {
        let base = vm.heap.bytes();
        let s = vm.extension::<State>();
        if s.on {
            (s.base, s.peak) = (base, 0);
        }
    }
    /// Get traces of all memory blocks allocated by Python: not available.
    fn _get_traces(vm, /) -> Res {
        if vm.extension::<State>().on { Err(unknown(vm, "_get_traces")) } else { Ok(vm.heap.list(Vec::new()).into_value()) }
    }
    /// Get the traceback where the Python object obj was allocated.
    ///
    /// Return a tuple of (filename: str, lineno: int) tuples.
    /// Return None if the tracemalloc module is disabled or did not
    /// trace the allocation of the object.
    fn _get_object_traceback(vm, obj: Value, /) { drop(obj); }
    /// Start tracing Python memory allocations.
    ///
    /// Also set the maximum number of frames stored in the traceback of a
    /// trace to nframe.
    fn start(vm, nframe: i64 = 1, /) -> Res<()> {
        if !(1..=65535).contains(&nframe) {
            return Err(vm.value_error("the number of frames must be in range [1; 65535]"));
        }
        let base = vm.heap.bytes();
        let s = vm.extension::<State>();
        if !s.on {
            *s = State { on: true, limit: nframe, base, peak: 0 };
        }
        Ok(())
    }
    /// Stop tracing Python memory allocations.
    ///
    /// Also clear traces of memory blocks allocated by Python.
    fn stop(vm, /) { vm.extension::<State>().on = false; }
    /// Get the maximum number of frames stored in the traceback of a trace.
    ///
    /// By default, a trace of an allocated memory block only stores
    /// the most recent frame: the limit is 1.
    fn get_traceback_limit(vm, /) -> i64 { vm.extension::<State>().limit }
    /// Get the memory usage in bytes of the tracemalloc module.
    ///
    /// This memory is used internally to trace memory allocations.
    fn get_tracemalloc_memory(vm, /) -> usize { if vm.extension::<State>().on { std::mem::size_of::<State>() } else { 0 } }
    /// Get the current size and peak size of memory blocks traced by tracemalloc.
    ///
    /// Returns a tuple: (current: int, peak: int).
    fn get_traced_memory(vm, /) -> Value {
        let (now, peak) = traced(vm);
        vm.heap.tuple([now, peak].map(|n| Value::Int(n as i64))).into_value()
    }
    /// Set the peak size of memory blocks traced by tracemalloc to the current size.
    ///
    /// Do nothing if the tracemalloc module is not tracing memory allocations.
    fn reset_peak(vm, /) {
        let (now, _) = traced(vm);
        vm.extension::<State>().peak = now;
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_tracemalloc", FUNCTIONS);
    let limit = vm.options.tracemalloc;
    let s = vm.extension::<State>();
    if limit > 0 && !s.on {
        *s = State { on: true, limit, base: 0, peak: 0 };
    }
    Ok(())
}
