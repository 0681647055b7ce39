//! `--trace sched`: one line to standard error for each entry that runs, each wait, each verdict.

use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::Vm;

use super::FutObj;
use super::ready::Entry;

/// Writes the line of an entry that is about to run.
#[cold]
pub fn entry(vm: &mut Vm, e: &Entry) {
    let text = match e {
        Entry::Step(t) => format!("step      {}", task_text(vm, t)),
        Entry::Wake(t) => format!("wake      {}", task_text(vm, t)),
        Entry::Throw(b) => format!("throw     {} into {}", vm.short_name(&b.1), task_text(vm, &b.0)),
        Entry::Handle(h) => {
            let (callback, args) = (h.callback(), h.args());
            let what = if h.cancelled.get() {
                "a cancelled one".to_string()
            } else {
                match super::repr::callback_text(vm, &callback, &args, false) {
                    Ok(text) => text,
                    Err(e) => {
                        drop(vm.take_raised(e));
                        "?".to_string()
                    }
                }
            };
            format!("callback  {what}")
        }
        Entry::SleepDue(s) => {
            let task = super::future::peek(&s.waiter, Clone::clone)
                .and_then(|t| Ref::<FutObj>::try_from_obj(t).ok());
            format!("timer     {}", task.map_or("of nobody".to_string(), |t| task_text(vm, &t)))
        }
        Entry::GatherChild(_) => "gather    a child is done".to_string(),
        Entry::StopLoop(_) => "stop      what the loop runs for is done".to_string(),
        Entry::Nothing => "nothing".to_string(),
    };
    line(vm, &text);
}

/// Writes a line.
#[cold]
pub fn line(vm: &mut Vm, text: &str) {
    let now = vm.world.monotonic();
    let text = format!("sched {now:12.6}  {text}\n");
    if let Err(e) = vm.world.write_stderr(text.as_bytes()) {
        // Tracing to a closed standard error is asked for and impossible.
        drop(e);
    }
}

fn task_text(vm: &mut Vm, t: &Ref<FutObj>) -> String {
    let name = super::repr::task_name(vm, t);
    let name = name.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
    let coro = t.coro().map(Value::Obj).unwrap_or_default();
    let (function, place) = super::verdict::innermost(vm, &coro);
    match place {
        Some(p) => format!("{name} in {function} at {}:{}", p.file, p.line),
        None => format!("{name} {function}"),
    }
}
