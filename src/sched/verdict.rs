//! The deadlock verdict: when nothing can wake anything, the main task is told, with the whole story.

use std::collections::HashMap;

use crate::object::exception::ExceptionObj;
use crate::object::function::BoundMethodObj;
use crate::object::generator::GenObj;
use crate::object::str::StrObj;
use crate::object::{ObjRef, Ref, Value};
use crate::vm::{Res, Vm};

use super::event_loop::LoopObj;
use super::future::{FutObj, Place, Waiter, flag};
use super::graph::{self, Blocked};
use super::ready::Entry;
use super::sleep::SleepObj;

/// Whether nothing at all can wake a task of this loop. In doubt: no.
pub fn is_stuck(vm: &mut Vm, l: &Ref<LoopObj>) -> bool {
    let until = super::future::peek(&l.until, Clone::clone);
    if until.is_none() || l.outside.get() > 0 || !l.plain.get() {
        return false;
    }
    vm.collect_garbage();
    l.ready.borrow().is_empty() && no_timer_comes(vm, l) && !l.stopping.get()
}

/// Whether no timer is set, or the first is for a time to which a virtual clock never comes (`sleep(inf)`).
pub fn no_timer_comes(vm: &Vm, l: &LoopObj) -> bool {
    match l.timers.borrow().first() {
        None => true,
        Some((when, _)) => l.plain.get() && !vm.world.comes_to(crate::world::nanoseconds_up(*when)),
    }
}

/// Raises DeadlockError in the main task (or out of the loop, if what is waited for is no task).
pub fn pronounce(vm: &mut Vm, l: &Ref<LoopObj>) -> Res<()> {
    let stuck = blocked_tasks(l);
    let before = l.blocked.replace(Some(stuck.len()));
    if l.winding_up.get() && !stuck.is_empty() && before.is_some_and(|n| stuck.len() < n) {
        // Tasks that were cancelled pass the request round, or wait again: each is told itself, as long as that helps.
        stuck.iter().for_each(|t| super::cancel::cut(vm, l, t));
        return Ok(());
    }
    let report = story(vm, l)?;
    let e = vm.new_error(&vm.types().deadlock_error, "nothing is ready, and nothing can wake a task");
    add_note(vm, &e, &report);
    let until = super::future::peek(&l.until, Clone::clone).and_then(|f| Ref::<FutObj>::try_from_obj(f).ok());
    match until {
        Some(task) if task.is_task() && !task.is_done() => {
            if let Some(w) = task.waits() {
                stop_waiting(&w, &task);
            }
            l.push(Entry::Throw(Box::new((task, e))));
            Ok(())
        }
        _ => Err(vm.raise(e)),
    }
}

/// The task no longer waits for this: it must not be woken by it.
pub fn stop_waiting(w: &ObjRef, task: &Ref<FutObj>) {
    if let Some(f) = w.cast::<FutObj>() {
        f.set(flag::QUIET, f.has(flag::GATHER));
        let rest: Vec<Waiter> = f.waiters().into_iter().filter(|x| !wakes(x, task)).collect();
        f.set_waiters(rest);
    }
}

/// Whether a waiter is this task, directly or as the callback that stands for it.
fn wakes(waiter: &Waiter, task: &Ref<FutObj>) -> bool {
    match waiter {
        Waiter::Task(t) => t.is(task.obj()),
        Waiter::Call { func, .. } => func.cast::<BoundMethodObj>().is_some_and(|m| m.this.is(&task.value())),
        _ => false,
    }
}

/// Adds a note that the traceback shows.
fn add_note(vm: &mut Vm, e: &Value, text: &str) {
    let note = vm.heap.str(text).into_value();
    let list = vm.heap.list(vec![note]).into_value();
    let name = vm.names.__notes__.clone();
    if let Err(r) = vm.set_attr(e, &name, list) {
        drop(vm.take_raised(r));
        if let Some(x) = e.cast::<ExceptionObj>() {
            let args = vm.heap.tuple(vec![vm.heap.str(text).into_value()]).into_value();
            drop(x.args.replace(args));
        }
    }
}

/// The report on everything that is blocked in a loop.
pub fn story(vm: &mut Vm, l: &Ref<LoopObj>) -> Res<String> {
    Ok(graph::report(&blocked(vm, l)?))
}

/// The pending tasks of a loop, with what each waits for.
pub fn blocked(vm: &mut Vm, l: &Ref<LoopObj>) -> Res<Vec<Blocked>> {
    let tasks: Vec<Ref<FutObj>> = blocked_tasks(l);
    let numbers: HashMap<usize, usize> = tasks.iter().enumerate().map(|(i, t)| (t.addr(), i)).collect();
    let now = vm.world.monotonic();
    let due: HashMap<usize, f64> = l.timers.borrow().iter().map(|(when, d)| (d.addr(), when - now)).collect();
    let mut out = Vec::with_capacity(tasks.len());
    for t in &tasks {
        let mut found = describe(vm, t, &numbers)?;
        found.left = t.waits().and_then(|w| due.get(&w.addr()).copied());
        out.push(found);
    }
    Ok(out)
}

/// The pending tasks of a loop.
pub fn blocked_tasks(l: &LoopObj) -> Vec<Ref<FutObj>> {
    l.roster
        .members()
        .into_iter()
        .filter_map(|o| Ref::<FutObj>::try_from_obj(o).ok())
        .filter(|t| !t.is_done())
        .collect()
}

fn describe(vm: &mut Vm, t: &Ref<FutObj>, numbers: &HashMap<usize, usize>) -> Res<Blocked> {
    let name = super::repr::task_name(vm, t);
    let mut b = Blocked {
        name: name.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default(),
        ..Blocked::default()
    };
    if let Some(c) = t.coro() {
        let (function, place) = innermost(vm, &Value::Obj(c));
        b.function = function;
        b.place = place.map(|p| format!("{}:{}", p.file, p.line));
    }
    let Some(w) = t.waits() else {
        b.what = "its first step".into();
        return Ok(b);
    };
    describe_wait(vm, &w, numbers, &mut b)?;
    // A group keeps its tasks in a set: the order of the list says the same each time.
    b.by.sort_unstable();
    Ok(b)
}

fn describe_wait(vm: &mut Vm, w: &ObjRef, numbers: &HashMap<usize, usize>, b: &mut Blocked) -> Res<()> {
    let Some(f) = w.cast::<FutObj>() else {
        b.what = if w.cast::<SleepObj>().is_some() {
            "sleep".into()
        } else {
            format!("an awaitable of class {}", vm.class_name(&Value::Obj(w.clone())))
        };
        return Ok(());
    };
    let (note, place, children) = f.with_extra(|x| match x {
        Some(x) => (x.note.clone(), x.place.clone(), x.children.clone()),
        None => (None, None, Vec::new()),
    });
    b.made = place.map(|p| format!("{}:{}", p.file, p.line));
    if let Some(n) = note {
        b.what = n.kind.to_string();
        let (holders, made) = holders_of(vm, &n.object)?;
        b.made = made.or(b.made.take());
        for t in tasks_behind(vm, &n.object)? {
            if let Some(i) = numbers.get(&t.addr())
                && !b.by.contains(i)
            {
                b.by.push(*i);
            }
        }
        for h in holders {
            b.held = true;
            match numbers.get(&h.addr()) {
                Some(i) if !b.by.contains(i) => b.by.push(*i),
                Some(_) => {}
                None => {
                    if let Some(t) = h.cast::<FutObj>() {
                        let name = super::repr::task_name(vm, t);
                        b.gone.push(name.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default());
                    }
                }
            }
        }
        return Ok(());
    }
    if f.is_task() {
        b.what = "task".into();
        b.by.extend(numbers.get(&w.addr()));
        return Ok(());
    }
    if f.has(flag::GATHER) {
        b.what = "gather".into();
        for c in children {
            if let Some(i) = numbers.get(&c.addr())
                && !b.by.contains(i)
            {
                b.by.push(*i);
            }
        }
        return Ok(());
    }
    b.what = "Future".into();
    Ok(())
}

/// The tasks that a note names: a task, a list of futures, or a group's own.
fn tasks_behind(vm: &mut Vm, o: &Value) -> Res<Vec<ObjRef>> {
    let mut out = Vec::new();
    if o.is_a::<FutObj>() {
        out.extend(o.as_obj().cloned());
        return Ok(out);
    }
    let name = vm.heap.intern("_hoop_tasks");
    let list = match vm.get_attr_opt(o, &name)? {
        Some(get) => vm.call(&get, &[])?,
        None if o.is_a::<crate::object::list::ListObj>() => o.clone(),
        None => return Ok(out),
    };
    for v in vm.collect(&list)? {
        if let Value::Obj(o) = v {
            out.push(o);
        }
    }
    Ok(out)
}

/// Who holds a lock or semaphore, and where it was made, as the primitive tells in `_hoop_holders` and `_hoop_made`.
fn holders_of(vm: &mut Vm, o: &Value) -> Res<(Vec<ObjRef>, Option<String>)> {
    let mut holders = Vec::new();
    let name = vm.heap.intern("_hoop_holders");
    if let Some(get) = vm.get_attr_opt(o, &name)? {
        let list = vm.call(&get, &[])?;
        for v in vm.collect(&list)? {
            if let Value::Obj(o) = v {
                holders.push(o);
            }
        }
    }
    let name = vm.heap.intern("_hoop_made");
    let made = match vm.get_attr_opt(o, &name)? {
        Some(Value::Int(place)) => place_text(vm, place),
        _ => None,
    };
    Ok((holders, made))
}

/// A place as `file:line`.
pub fn place_text(vm: &mut Vm, place: i64) -> Option<String> {
    if place == 0 {
        return None;
    }
    let source = vm.sources.get((place >> 32) as u32)?;
    Some(format!("{}:{}", source.name(), place & 0xffff_ffff))
}

/// The innermost frame of a script in a chain of awaits: the function of the outermost one, and the place of the innermost.
pub fn innermost(vm: &mut Vm, coro: &Value) -> (String, Option<Place>) {
    let mut function = String::new();
    let mut place = None;
    let mut at = coro.to_ref::<GenObj>();
    while let Some(g) = at {
        if !vm.is_library_file(&g.code.file.to_text()) {
            function = format!("{}()", g.code.qualname.to_text());
            let line = super::repr::line_of(vm, &g);
            place = Some(Place { file: g.code.file.to_text().into(), line });
        }
        at = g.awaited().and_then(|v| v.into_ref::<GenObj>().ok());
    }
    if function.is_empty() && coro.is_a::<SleepObj>() {
        function = "sleep()".into();
    }
    (function, place)
}
