//! No failure is lost: exceptions that nobody reads, tasks that nobody finished, coroutines that nobody awaited; each reported once, to stderr.

use crate::object::dict::DictObj;
use crate::object::function::FunctionObj;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::event_loop::LoopObj;
use super::future::{FutObj, flag};
use super::state::Sched;

/// Calls the loop's exception handler with a context of message, exception and more.
pub fn handler_context(
    vm: &mut Vm,
    l: &Ref<LoopObj>,
    message: &str,
    exception: Value,
    more: Vec<(&'static str, Value)>,
) -> Res<()> {
    let d = vm.heap.dict();
    d.set_text(vm.heap, "message", vm.heap.str(message).into_value());
    if !exception.is_undef() {
        d.set_text(vm.heap, "exception", exception);
    }
    for (k, v) in more {
        d.set_text(vm.heap, k, v);
    }
    call_handler(vm, l, d.into_value())
}

/// `call_exception_handler`
pub fn call_handler(vm: &mut Vm, l: &Ref<LoopObj>, context: Value) -> Res<()> {
    vm.extension::<Sched>().reported += 1;
    let handler = super::future::peek(&l.exception_handler, Clone::clone);
    if handler.is_none() || handler.is_undef() {
        let out = default_of(vm, l, &context);
        return survive(vm, out, "Exception in default exception handler\n");
    }
    let out = in_context_of(vm, &context, |vm, context| vm.call(&handler, &[l.value(), context.clone()]));
    let Err(e) = out else { return Ok(()) };
    let e = vm.take_raised(e);
    if super::step::is_exit(vm, &e) {
        return Err(vm.reraise(e));
    }
    let d = vm.heap.dict();
    d.set_text(vm.heap, "message", vm.heap.str("Unhandled error in exception handler").into_value());
    d.set_text(vm.heap, "exception", e);
    d.set_text(vm.heap, "context", context);
    let out = default_of(vm, l, &d.into_value());
    survive(
        vm,
        out,
        "Exception in default exception handler while handling an unexpected error in custom exception handler\n",
    )
}

/// Calls a handler in the context of the task, future or handle that the report is about.
fn in_context_of(vm: &mut Vm, context: &Value, call: impl FnOnce(&mut Vm, &Value) -> Res) -> Res {
    let mut about = Value::None;
    match context.cast::<DictObj>() {
        Some(d) => {
            for key in ["task", "future", "handle"] {
                if about.is_none() {
                    about = d.get_str(&vm.heap.intern(key)).unwrap_or(Value::None);
                }
            }
        }
        None => {
            let get = vm.get_attr(context, &vm.heap.intern("get"))?;
            for key in ["task", "future", "handle"] {
                if about.is_none() {
                    let key = vm.heap.str(key).into_value();
                    about = vm.call(&get, &[key])?;
                }
            }
        }
    }
    let get = vm.heap.intern("get_context");
    let inside = if about.is_none() { None } else { vm.get_attr_opt(&about, &get)? };
    match inside {
        Some(get) => match vm.call(&get, &[])? {
            Value::Obj(o) if !vm.thread.context.is(&Value::Obj(o.clone())) => {
                super::context::within(vm, &mut Some(o), |vm| call(vm, context))
            }
            _ => call(vm, context),
        },
        None => call(vm, context),
    }
}

/// The loop's own `default_exception_handler`, which a subclass may have replaced.
fn default_of(vm: &mut Vm, l: &Ref<LoopObj>, context: &Value) -> Res<()> {
    if l.plain.get() {
        return default_handler(vm, context);
    }
    let name = vm.heap.intern("default_exception_handler");
    vm.call_method(&l.value(), &name, &[context.clone()]).map(drop)
}

fn survive(vm: &mut Vm, out: Res<()>, text: &str) -> Res<()> {
    let Err(e) = out else { return Ok(()) };
    let e = vm.take_raised(e);
    if super::step::is_exit(vm, &e) {
        return Err(vm.reraise(e));
    }
    let trace = vm.format_exception(&e);
    log(vm, &format!("{text}{trace}"));
    Ok(())
}

/// `default_exception_handler`: message, then the other entries, then the exception's traceback.
pub fn default_handler(vm: &mut Vm, context: &Value) -> Res<()> {
    let context = match context.to_ref::<DictObj>() {
        Some(d) => d,
        None => {
            // Any mapping passes; what has no `get` fails here, and the caller tells of it.
            vm.get_attr(context, &vm.heap.intern("get"))?;
            let copy = vm.call(&vm.types().dict.value(), &[context.clone()])?;
            let Some(d) = copy.to_ref::<DictObj>() else { return Ok(()) };
            d
        }
    };
    let get = |vm: &mut Vm, name: &str| -> Option<Value> { context.get_str(&vm.heap.intern(name)) };
    let message = match get(vm, "message") {
        Some(m) if !m.is_none() && vm.truth(&m)? => vm.str(&m)?.to_text(),
        _ => "Unhandled exception in event loop".to_string(),
    };
    let mut lines = vec![message];
    let mut entries: Vec<(String, Value)> = Vec::new();
    for (k, v) in context.entries() {
        entries.push((vm.str(&k)?.to_text(), v));
    }
    entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    for (k, v) in entries {
        if matches!(k.as_str(), "message" | "exception") {
            continue;
        }
        lines.push(format!("{k}: {}", super::repr::repr_text(vm, &v)?));
    }
    let exception = get(vm, "exception").filter(|e| !e.is_none());
    let mut text = lines.join("\n");
    if log_through(vm, "error", &text, exception.clone().unwrap_or(Value::False))? {
        return Ok(());
    }
    text.push('\n');
    if let Some(f) = get(vm, "future").as_ref().and_then(Value::cast::<FutObj>)
        && let Some((source, line)) = vm.place_behind(f.with_extra(|x| x.map_or(0, |x| x.made)))
    {
        text.push_str(&format!("its coroutine was made at {}, line {line}\n", source.name()));
    }
    if let Some(e) = exception {
        text.push_str(&vm.format_exception(&e));
    }
    log(vm, &text);
    Ok(())
}

/// A script that set up logging gets a report there, as in CPython; false: it did not.
pub fn log_through(vm: &mut Vm, level: &str, text: &str, exc_info: Value) -> Res<bool> {
    let logging = vm.heap.intern("logging");
    let Some(module) = vm.modules.get_str(&logging) else { return Ok(false) };
    let get = vm.heap.intern("getLogger");
    let name = vm.heap.str("asyncio").into_value();
    let logger = vm.call_method(&module, &get, &[name])?;
    let log = vm.get_attr(&logger, &vm.heap.intern(level))?;
    // The text is whole: it has no places to be filled in.
    let text = vm.heap.str(text).into_value();
    vm.call_kw(&log, &[text], &[(vm.heap.intern("exc_info"), exc_info)])?;
    Ok(true)
}

/// Writes to the script's standard error; failing that, nowhere.
pub fn log(vm: &mut Vm, text: &str) {
    let stderr = vm.sys.get_str(&vm.names.stderr);
    if let Some(file) = stderr.filter(|f| !f.is_none()) {
        let text = vm.heap.str(text).into_value();
        let write = vm.names.write.clone();
        match vm.call_method(&file, &write, &[text]) {
            Ok(_) => return,
            Err(e) => drop(vm.take_raised(e)),
        }
    }
    // Standard error itself is broken or gone: there is nowhere else to say it.
    if let Err(e) = vm.world.write_stderr(text.as_bytes()) {
        drop(e);
    }
}

/// A future or task dies (its `__del__`): reports an exception that nobody read, or a task that never ended.
pub fn future_died(vm: &mut Vm, f: &Ref<FutObj>) -> Res<()> {
    let class = vm.short_name(&f.value());
    let Some(l) = f.native_loop() else { return Ok(()) };
    if f.is_task() && !f.is_done() && f.has(flag::LOG_DESTROY) {
        f.set(flag::LOG_DESTROY, false);
        return handler_context(
            vm,
            &l,
            "Task was destroyed but it is pending!",
            Value::Undef,
            vec![("task", f.value())],
        );
    }
    if f.has(flag::LOG) {
        f.set(flag::LOG, false);
        let e = f.outcome();
        return handler_context(
            vm,
            &l,
            &format!("{class} exception was never retrieved"),
            e,
            vec![("future", f.value())],
        );
    }
    Ok(())
}

/// How many failures were reported so far.
pub fn reported(vm: &mut Vm) -> usize {
    vm.extension::<Sched>().reported
}

/// At the end of the program: reports tasks that are still pending on any loop.
pub fn at_exit(vm: &mut Vm) {
    let loops = super::state::loops(vm);
    for l in loops {
        for o in l.roster.members() {
            let Ok(t) = Ref::<FutObj>::try_from_obj(o) else { continue };
            if t.is_done() || !t.has(flag::LOG_DESTROY) {
                continue;
            }
            t.set(flag::LOG_DESTROY, false);
            let out = handler_context(
                vm,
                &l,
                "Task was destroyed but it is pending!",
                Value::Undef,
                vec![("task", t.value())],
            );
            if let Err(e) = out {
                drop(vm.take_raised(e));
            }
        }
    }
}

/// A coroutine dies that nobody awaited: `RuntimeWarning: coroutine 'f' was never awaited`. `what`: what else it is, in words.
pub fn never_awaited(vm: &mut Vm, coro: &Value, what: Option<String>) {
    vm.extension::<Sched>().reported += 1;
    let saved = vm.thread.raised.take();
    let mut told = Ok(false);
    if what.is_none() {
        told = warn_by_module(vm, coro);
    }
    let told = match told {
        Ok(told) => told,
        Err(e) => {
            let told = vm.raised_is(&e, &vm.types().runtime_warning.clone());
            let e = vm.take_raised(e);
            (vm.hooks.unraisable)(vm, e, "finalizing coroutine", coro);
            told
        }
    };
    if !told && let Err(e) = warn_never_awaited(vm, coro, what) {
        let e = vm.take_raised(e);
        (vm.hooks.unraisable)(vm, e, "finalizing coroutine", coro);
    }
    vm.thread.raised = saved;
}

/// Asks a function that the program has put into `warnings` for this; false if there is none but the module's own.
fn warn_by_module(vm: &mut Vm, coro: &Value) -> Res<bool> {
    let key = vm.heap.intern("warnings");
    let Some(module) = vm.modules.get_str(&key).and_then(|m| m.into_ref::<ModuleObj>().ok()) else {
        return Ok(false);
    };
    let name = vm.heap.intern("_warn_unawaited_coroutine");
    let Some(f) = module.dict.get_str(&name) else { return Ok(false) };
    let own = |g: &Ref<DictObj>| {
        g.get_text(vm.heap, "__name__").and_then(|v| v.cast::<StrObj>().map(|s| s.to_text()))
    };
    let home = f.cast::<FunctionObj>().and_then(|f| own(&f.globals));
    if home.is_some_and(|home| home == "warnings" || home == "_py_warnings") {
        return Ok(false);
    }
    vm.call(&f, std::slice::from_ref(coro))?;
    Ok(true)
}

/// Where the coroutine was made, if that is kept (`sys.set_coroutine_origin_tracking_depth`).
fn told_origin(vm: &mut Vm, coro: &Value) -> Res<String> {
    let name = vm.heap.intern("cr_origin");
    let origin = vm.get_attr_opt(coro, &name)?;
    let Some(entries) = origin.as_ref().and_then(Value::cast::<TupleObj>) else { return Ok(String::new()) };
    let mut out = String::from("\nCoroutine created at (most recent call last)");
    let linecache = vm.import("linecache")?;
    let getline = vm.heap.intern("getline");
    for entry in entries.items().iter().rev() {
        let Some([file, line, function]) = entry.cast::<TupleObj>().map(TupleObj::items) else { continue };
        let text = vm.call_method(&linecache, &getline, &[file.clone(), line.clone()])?;
        let [file, line, function, text] =
            [vm.str(file)?, vm.str(line)?, vm.str(function)?, vm.str(&text)?].map(|s| s.to_text());
        out += &format!("\n  File \"{file}\", line {line}, in {function}");
        if !text.trim().is_empty() {
            out += &format!("\n    {}", text.trim());
        }
    }
    Ok(out)
}

fn warn_never_awaited(vm: &mut Vm, coro: &Value, what: Option<String>) -> Res<()> {
    let mut origin = String::new();
    let what = match what {
        Some(text) => text,
        None => {
            origin = told_origin(vm, coro)?;
            let name = vm.get_attr(coro, &vm.names.__qualname__.clone())?;
            format!("coroutine '{}'", vm.str(&name)?.to_text())
        }
    };
    let class = vm.types().runtime_warning.clone();
    let text = vm.heap.str(&format!("{what} was never awaited{origin}")).into_value();
    let place = match vm.made_at(coro) {
        Some((source, line)) => {
            vm.heap.str(&format!("the coroutine was made at {}, line {line}", source.name())).into_value()
        }
        None => Value::None,
    };
    (vm.hooks.warn)(vm, &class.into_value(), &text, 1, &place)
}
