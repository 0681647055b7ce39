//! Futures, tasks and handles in words: `<Task pending name='Task-1' coro=<f() running at FILE:LINE> wait_for=<..> cb=[..]>`.

use crate::object::function::FunctionObj;
use crate::object::generator::{GenObj, GenState};
use crate::object::str::StrObj;
use crate::object::{ObjRef, Ref, Value};
use crate::vm::{Res, Vm};

use super::future::{FutObj, FutState, Waiter, flag};
use super::handle::HandleObj;
use super::sleep::SleepObj;

/// `repr()` as text.
pub fn repr_text(vm: &mut Vm, v: &Value) -> Res<String> {
    Ok(vm.repr(v)?.to_text())
}

/// The representation of a future or task.
pub fn future_text(vm: &mut Vm, f: &Ref<FutObj>) -> Res<String> {
    let me = f.value();
    if !vm.repr_enter(&me) {
        // Tasks that wait for each other.
        return Ok("...".into());
    }
    let out = future_parts(vm, f);
    vm.repr_leave(&me);
    out
}

fn future_parts(vm: &mut Vm, f: &Ref<FutObj>) -> Res<String> {
    let class = vm.short_name(&f.value());
    let mut parts = vec![state_text(f)];
    if f.is_task() {
        let name = task_name(vm, f);
        let name = repr_text(vm, &name)?;
        parts.push(format!("name={name}"));
        if let Some(c) = f.coro() {
            let text = match c.cast::<SleepObj>().is_some() {
                // A sleep ends with its task, whatever way that goes.
                true => sleep_text(vm, f.is_done()),
                false => coroutine_text(vm, &Value::Obj(c))?,
            };
            parts.push(format!("coro=<{text}>"));
        }
        if let Some(w) = f.waits() {
            parts.push(format!("wait_for={}", waited_text(vm, &w)?));
        }
    }
    if f.state.get() == FutState::Finished {
        let outcome = f.outcome();
        if f.has(flag::FAILED) {
            parts.push(format!("exception={}", repr_text(vm, &outcome)?));
        } else {
            parts.push(format!("result={}", short_repr(vm, &outcome)?));
        }
    }
    let callbacks = f.waiters();
    if !callbacks.is_empty() {
        parts.push(format!("cb=[{}]", waiters_text(vm, &callbacks)?));
    }
    if let Some(place) = f.with_extra(|x| x.and_then(|x| x.place.clone())) {
        parts.push(format!("created at {}:{}", place.file, place.line));
    }
    Ok(format!("<{class} {}>", parts.join(" ")))
}

fn state_text(f: &FutObj) -> String {
    if f.is_task() && !f.is_done() && f.cancels.get() > 0 {
        return "cancelling".into();
    }
    f.state.get().name().to_lowercase()
}

/// What a task waits for; a sleep shows as the future that CPython makes for it.
fn waited_text(vm: &mut Vm, w: &ObjRef) -> Res<String> {
    if let Some(s) = w.cast::<SleepObj>() {
        use super::sleep::SleepState::*;
        return Ok(match s.state.get() {
            Timing | Due => "<Future pending cb=[Task.task_wakeup()]>".into(),
            Cancelled | Late => "<Future cancelled>".into(),
            _ => "<Future finished result=None>".into(),
        });
    }
    repr_text(vm, &Value::Obj(w.clone()))
}

/// The name of a task as a str.
pub fn task_name(vm: &mut Vm, f: &FutObj) -> Value {
    if f.has(flag::NUMBERED) {
        return vm.heap.str(&format!("Task-{}", f.number.get())).into_value();
    }
    f.with_extra(|x| x.map(|x| x.name.clone()).unwrap_or_default())
}

/// The coroutine of `asyncio.sleep`, which is native, in words.
fn sleep_text(vm: &mut Vm, is_done: bool) -> String {
    let what = if is_done { "done, defined" } else { "running" };
    format!("sleep() {what} at {}/asyncio/tasks.py:1", vm.home().mount.root())
}

/// A coroutine in words: `f() running at FILE:LINE`.
pub fn coroutine_text(vm: &mut Vm, coro: &Value) -> Res<String> {
    if let Some(s) = coro.cast::<SleepObj>() {
        return Ok(sleep_text(vm, s.state.get() == super::sleep::SleepState::Done));
    }
    let Some(g) = coro.to_ref::<GenObj>() else {
        let name = vm.heap.intern("__qualname__");
        let text = match vm.get_attr_opt(coro, &name)? {
            Some(n) => vm.str(&n)?.to_text(),
            None => format!("<{} without __name__>", vm.short_name(coro)),
        };
        return Ok(format!("{text}()"));
    };
    let qualname = vm.get_attr(coro, &vm.names.__qualname__.clone())?;
    let name = vm.str(&qualname)?.to_text();
    let file = g.code.file.to_text();
    Ok(if g.state.get() == GenState::Done {
        format!("{name}() done, defined at {file}:{}", g.code.code.first_line)
    } else {
        format!("{name}() running at {file}:{}", line_of(vm, &g))
    })
}

/// The line at which a frame of its own stands.
pub fn line_of(vm: &mut Vm, g: &Ref<GenObj>) -> u32 {
    let instr = match g.state.get() {
        GenState::Created => return g.code.code.first_line,
        GenState::Running => vm.running_instr(g).unwrap_or_else(|| g.ip.get()),
        _ => g.ip.get(),
    };
    vm.line_at(&g.code, instr)
}

fn waiters_text(vm: &mut Vm, list: &[Waiter]) -> Res<String> {
    let text = |vm: &mut Vm, w: &Waiter| -> Res<String> {
        Ok(match w {
            Waiter::Task(_) => "Task.task_wakeup()".into(),
            Waiter::Gather(_) => {
                format!("gather.<locals>._done_callback() at {}/asyncio/tasks.py:1", vm.home().mount.root())
            }
            Waiter::StopLoop => "_run_until_complete_cb() at asyncio/base_events.py:1".into(),
            Waiter::Call { func, .. } => callback_text(vm, func, &Value::Undef, false)?,
        })
    };
    Ok(match list {
        [] => String::new(),
        [a] => text(vm, a)?,
        [a, b] => format!("{}, {}", text(vm, a)?, text(vm, b)?),
        [a, .., z] => format!("{}, <{} more>, {}", text(vm, a)?, list.len() - 2, text(vm, z)?),
    })
}

/// A callback in words: `name() at FILE:LINE`; arguments only in debug mode.
pub fn callback_text(vm: &mut Vm, func: &Value, args: &Value, debug: bool) -> Res<String> {
    let mut suffix = String::from("()");
    if debug && let Some(t) = args.cast::<crate::object::tuple::TupleObj>() {
        let mut parts = Vec::new();
        for a in t.items() {
            parts.push(short_repr(vm, a)?);
        }
        suffix = format!("({})", parts.join(", "));
    }
    let mut target = func.clone();
    while vm.short_name(&target) == "partial" && !target.is_a::<FunctionObj>() {
        let inner = vm.heap.intern("func");
        match vm.get_attr_opt(&target, &inner)? {
            Some(f) => {
                target = f;
                suffix = format!("(){suffix}");
            }
            None => break,
        }
    }
    let names = vm.names;
    let mut name = None;
    for n in [&names.__qualname__, &names.__name__] {
        if let Some(v) = vm.get_attr_opt(&target, n)?
            && vm.truth(&v)?
        {
            name = Some(vm.str(&v)?.to_text());
            break;
        }
    }
    let name = match name {
        Some(n) => n,
        None => repr_text(vm, &target)?,
    };
    let place = function_place(&target).map(|(file, line)| format!(" at {file}:{line}")).unwrap_or_default();
    Ok(format!("{name}{suffix}{place}"))
}

/// File and first line of a function of a script. Methods that are bound have none, as in CPython.
pub fn function_place(f: &Value) -> Option<(String, u32)> {
    let code = f.cast::<FunctionObj>()?.code();
    Some((code.file.to_text(), code.code.first_line))
}

/// The representation of a handle.
pub fn handle_text(vm: &mut Vm, h: &Ref<HandleObj>) -> Res<String> {
    let (kept, place) = super::future::peek(&h.debug, |d| match d {
        Some(d) => (d.text.clone(), d.place.clone()),
        None => (None, None),
    });
    if let Some(text) = kept {
        return Ok(text.into());
    }
    let class = vm.short_name(&h.value());
    let mut parts = vec![class];
    if h.cancelled.get() {
        parts.push("cancelled".into());
    }
    if let Some(when) = h.when {
        parts.push(format!("when={}", repr_text(vm, &Value::float(when))?));
    }
    let callback = h.callback();
    if !callback.is_undef() {
        let debug = h.owner.cast::<super::LoopObj>().is_some_and(|l| l.debug.get());
        parts.push(callback_text(vm, &callback, &h.args(), debug)?);
    }
    if let Some(place) = place {
        parts.push(format!("created at {}:{}", place.file, place.line));
    }
    Ok(format!("<{}>", parts.join(" ")))
}

/// `reprlib.repr`: long things are cut in the middle.
pub fn short_repr(vm: &mut Vm, v: &Value) -> Res<String> {
    match v {
        Value::None | Value::True | Value::False | Value::Float(_) => return repr_text(vm, v),
        Value::Int(i) if i.abs() < 1 << 60 => return Ok(i.to_string()),
        _ => {}
    }
    if v.cast::<StrObj>().is_some_and(|s| s.byte_len() < 15) {
        return repr_text(vm, v);
    }
    let module = vm.import("reprlib")?;
    let name = vm.heap.intern("repr");
    let short = vm.call_method(&module, &name, &[v.clone()])?;
    Ok(vm.str(&short)?.to_text())
}
