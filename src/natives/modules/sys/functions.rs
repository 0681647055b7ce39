//! The functions of `sys`, without the hooks.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::exception::ExceptionObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::super::support::put;

/// What the functions remember.
struct State {
    switch_interval: f64,
}

impl Default for State {
    fn default() -> State {
        State { switch_interval: 0.005 }
    }
}

/// The class, value and traceback of an exception.
fn triple(vm: &mut Vm, e: &Value) -> Res {
    let Some(x) = e.cast::<ExceptionObj>() else {
        return Ok(vm.heap.tuple([Value::None, Value::None, Value::None]).into_value());
    };
    let traceback = x.traceback.borrow().clone().or_none().unwrap_or(Value::None);
    let class = vm.class_of(e).into_value();
    Ok(vm.heap.tuple([class, e.clone(), traceback]).into_value())
}

/// None ends what watches.
fn or_undef(function: Value) -> Value {
    if function.is_none() { Value::Undef } else { function }
}

natives! { static FUNCTIONS;
    /// Exit the interpreter by raising SystemExit(status).
    fn exit(vm, status: Value = Value::None, /) -> Res {
        let class = vm.types().system_exit.value();
        let args: &[Value] = if status.is_none() { &[] } else { std::slice::from_ref(&status) };
        // A tuple is the arguments, as in `raise SystemExit, (..)`.
        let items = status.cast::<crate::object::tuple::TupleObj>().map(|t| t.items().to_vec());
        let e = vm.call(&class, items.as_deref().unwrap_or(args))?;
        Err(vm.raise(e))
    }
    /// Return current exception information: (type, value, traceback).
    fn exc_info(vm, /) -> Res {
        let e = vm.handled_exception();
        triple(vm, &e)
    }
    /// Return the current exception.
    fn exception(vm, /) -> Value {
        let e = vm.handled_exception();
        if e.is_undef() { Value::None } else { e }
    }
    /// Return the current value of the recursion limit, the maximum depth of the Python interpreter stack.
    fn getrecursionlimit(vm, /) -> i64 { i64::from(vm.thread.recursion_limit) }
    /// Set the maximum depth of the Python interpreter stack to n.
    fn setrecursionlimit(vm, limit: Value, /) -> Res<()> {
        let limit = vm.to_i32(&limit)?;
        if limit < 1 {
            return Err(vm.value_error("recursion limit must be greater or equal than 1"));
        }
        let limit = limit.unsigned_abs();
        let depth = vm.thread.depth();
        if depth >= limit {
            return Err(vm.recursion_error(format!(
                "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
            )));
        }
        vm.thread.set_recursion_limit(limit);
        Ok(())
    }
    /// Return the reference count of object.
    fn getrefcount(vm, object: Value, /) -> i64 {
        object.as_obj().map_or(u32::MAX.into(), |o| if o.header().has(crate::object::header::IMMORTAL) {
            u32::MAX.into()
        } else {
            i64::from(o.header().count())
        })
    }
    /// Return the size of object in bytes.
    fn getsizeof(vm, /, object: Value, default: Value = Value::Undef) -> Res {
        let name = &vm.names.__sizeof__;
        let r = vm.call_special(&object, name, &[]);
        let type_error = vm.types().type_error.clone();
        match r {
            Ok(Some(v)) if as_int(&v).is_none() => {
                if default.is_undef() { Err(vm.type_error("an integer is required")) } else { Ok(default.take()) }
            }
            Ok(Some(v)) => match as_int(&v).and_then(|n| n.to_i64()) {
                Some(n) if n >= 0 => Ok(v),
                Some(_) => Err(vm.value_error("__sizeof__() should return >= 0")),
                None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
            },
            Ok(None) if !default.is_undef() => Ok(default.take()),
            Ok(None) => {
                let class = vm.class_name(&object);
                Err(vm.type_error(format!("Type {class} doesn't define __sizeof__")))
            }
            Err(e) if !default.is_undef() && vm.raised_is(&e, &type_error) => {
                drop(vm.take_raised(e));
                Ok(default.take())
            }
            Err(e) => Err(e),
        }
    }
    /// ``Intern'' the given string.
    fn intern(vm, string: Value, /) -> Res {
        match string.to_ref::<StrObj>() {
            Some(s) if s.obj().header().is_exact() => {
                vm.granted(vm.heap.make_room_for_name())?;
                Ok(vm.heap.intern_str(&s).into_value())
            }
            Some(_) => {
                let class = vm.class_name(&string);
                Err(vm.type_error(format!("can't intern {class}")))
            }
            None => {
                let class = vm.class_name(&string);
                Err(vm.type_error(format!("intern() argument must be str, not {class}")))
            }
        }
    }
    /// Return True if the given string is "interned".
    fn _is_interned(vm, string: Ref<StrObj>, /) -> bool { StrObj::is_interned(&string) }
    /// Return True if the given object is "immortal" per PEP 683.
    fn _is_immortal(vm, op: Value, /) -> bool {
        op.as_obj().is_none_or(|o| o.header().has(crate::object::header::IMMORTAL))
    }
    /// Return the number of elements of the unicode interned dictionary
    fn getunicodeinternedsize(vm, /, *, _only_immortal: bool = false) -> i64 { 0 }
    /// Return True if remote debugging is enabled, False otherwise.
    fn is_remote_debug_enabled(vm, /) -> bool { false }
    /// Return *True* if a stack profiler trampoline is active.
    fn is_stack_trampoline_active(vm, /) -> bool { false }
    /// Activate a stack profiler trampoline backend: there is none for this interpreter.
    fn activate_stack_trampoline(vm, backend: Ref<StrObj>, /) -> Res<()> {
        Err(match backend.to_text().as_str() {
            "perf" | "perf_jit" => vm.value_error("perf trampoline not available"),
            other => vm.value_error(format!("invalid backend: {other}")),
        })
    }
    /// Run a script in another process: no such door is open here (see is_remote_debug_enabled).
    fn remote_exec(vm, /, pid: i64, script: Value) -> Res<()> {
        drop((pid, script));
        let class = vm.types().not_implemented_error.clone();
        Err(vm.error(&class, "sys.remote_exec: other processes cannot be reached from this interpreter"))
    }
    /// Deactivate the current stack profiler trampoline backend.
    fn deactivate_stack_trampoline(vm, /) { }
    /// Call func(*args), while tracing is enabled.
    fn call_tracing(vm, func: Value, args: Ref<crate::object::tuple::TupleObj>, /) -> Res { vm.call_tracing(&func, args.items()) }
    /// Return a frame object from the call stack.
    fn _getframe(vm, depth: i64 = 0, /) -> Res {
        match vm.running_frame(depth.max(0) as usize) {
            Some(f) => Ok(f.into_value()),
            None => Err(vm.value_error("call stack is not deep enough")),
        }
    }
    /// Return a dict mapping each thread's thread id to its current stack frame.
    ///
    /// This function should be used for specialized purposes only.
    fn _current_frames(vm, /) -> Res {
        let d = vm.heap.dict();
        if let Some(f) = vm.running_frame(0) {
            drop(vm.dict_set(&d, Value::Int(super::super::thread::MAIN), f.into_value())?);
        }
        Ok(d.into_value())
    }
    /// Return a dict mapping each thread's identifier to its current raised exception.
    ///
    /// This function should be used for specialized purposes only.
    fn _current_exceptions(vm, /) -> Res {
        let d = vm.heap.dict();
        let e = vm.handled_exception().or_none().unwrap_or(Value::None);
        drop(vm.dict_set(&d, Value::Int(super::super::thread::MAIN), e)?);
        Ok(d.into_value())
    }
    /// Return the name of the module for a calling frame.
    fn _getframemodulename(vm, /, depth: i64 = 0) -> Res {
        let Some(frame) = vm.running_frame(depth.max(0) as usize) else { return Ok(Value::None) };
        Ok(frame.func.globals.get_str(&vm.names.__name__).unwrap_or(Value::None))
    }
    /// Return the current default encoding used by the Unicode implementation.
    fn getdefaultencoding(vm, /) -> &'static str { "utf-8" }
    /// Return the encoding used to convert Unicode filenames to OS filenames.
    fn getfilesystemencoding(vm, /) -> &'static str { "utf-8" }
    /// Return the error mode used to convert Unicode filenames to OS filenames.
    fn getfilesystemencodeerrors(vm, /) -> &'static str { "surrogateescape" }
    /// Return the maximum string digits limit for non-binary int<->str conversions.
    fn get_int_max_str_digits(vm, /) -> usize { vm.max_int_digits }
    /// Set the maximum string digits limit for non-binary int<->str conversions.
    fn set_int_max_str_digits(vm, /, maxdigits: i64) -> Res<()> {
        if maxdigits != 0 && maxdigits < 640 {
            return Err(vm.value_error("maxdigits must be >= 640 or 0 for unlimited"));
        }
        vm.max_int_digits = maxdigits as usize;
        Ok(())
    }
    /// Return the current thread switch interval; see sys.setswitchinterval().
    fn getswitchinterval(vm, /) -> f64 { vm.extension::<State>().switch_interval }
    /// Set the ideal thread switching delay inside the Python interpreter.
    fn setswitchinterval(vm, interval: f64, /) -> Res<()> {
        if interval.is_nan() || interval <= 0.0 {
            return Err(vm.value_error("switch interval must be strictly positive"));
        }
        vm.extension::<State>().switch_interval = interval;
        Ok(())
    }
    /// Check status of origin tracking for coroutine objects in this thread.
    fn get_coroutine_origin_tracking_depth(vm, /) -> usize { vm.thread.origin_depth }
    /// Enable or disable origin tracking for coroutine objects in this thread.
    fn set_coroutine_origin_tracking_depth(vm, /, depth: i64) -> Res<()> {
        if depth < 0 {
            return Err(vm.value_error("depth must be >= 0"));
        }
        vm.thread.origin_depth = depth as usize;
        Ok(())
    }
    /// Return True if Python is exiting.
    fn is_finalizing(vm, /) -> bool { false }
    /// Return the number of bytes that objects take up.
    fn getallocatedblocks(vm, /) -> usize { vm.heap.bytes() / 16 }
    /// Set the global debug tracing function.
    fn settrace(vm, function: Value, /) { vm.set_trace(or_undef(function)); }
    /// Return the global debug tracing function set with sys.settrace.
    fn gettrace(vm, /) -> Value { vm.thread.watch.trace.clone().or_none().unwrap_or(Value::None) }
    /// Set the profiling function.
    fn setprofile(vm, function: Value, /) { vm.set_profile(or_undef(function)); }
    /// Return the profiling function set with sys.setprofile.
    fn getprofile(vm, /) -> Value { vm.thread.watch.profile.clone().or_none().unwrap_or(Value::None) }
    /// The number of processors that was asked for, or -1 (`-X cpu_count`).
    fn _get_cpu_count_config(vm, /) -> i64 { vm.options.cpu_count.map_or(-1, |n| n as i64) }
    /// Return True if the GIL is currently enabled and False if it is disabled.
    fn _is_gil_enabled(vm, /) -> bool { true }
    /// Clear the internal type cache.
    fn _clear_type_cache(vm, /) -> Res<()> {
        let words = "sys._clear_type_cache() is deprecated and scheduled for removal in a future version. Use sys._clear_internal_caches() instead.";
        let class = vm.types().deprecation_warning.clone();
        vm.warn(&class, words, 1)?;
        vm.heap.bump_class_epoch();
        Ok(())
    }
    /// Clear __dict__ and __weakref__ descriptors of a class.
    fn _clear_type_descriptors(vm, r#type: Ref<TypeObj>, /) -> Res<()> {
        if !r#type.is_heap_type() {
            return Err(vm.type_error("argument is immutable"));
        }
        for name in [&vm.names.__dict__, &vm.names.__weakref__] {
            drop(r#type.delete_attr(name));
        }
        Ok(())
    }
    /// Clear all internal performance-related caches.
    fn _clear_internal_caches(vm, /) { vm.heap.bump_class_epoch(); }
}

/// Adds the functions.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    vm.add_functions(dict, "sys", FUNCTIONS);
    if !vm.options.flags.isolated {
        put(vm, dict, "__interactivehook__", Value::None);
    }
}
