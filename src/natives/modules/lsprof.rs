//! `_lsprof`: the profiler behind `cProfile`. How often each function is called and how long it takes, by itself and with what it calls.
//!
//! It is told of calls and returns by the watch (`vm/watch`) without a call of script code in between, and takes the place of a tool of `sys.monitoring` while it runs,
//! as CPython's does: so there is one at a time.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::object::dict::DictObj;
use crate::object::function::{NativeObj, Receiver};
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, BY_OBJECT, DICT};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::def_of;
use crate::vm::watch::NativeEvent;
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::structseq::{StructSpec, new_struct, struct_class};
use super::support::{ClassSpec, put, put_class};

/// The tool of `sys.monitoring` whose place it takes.
const TOOL: usize = 2;

const ENTRY: StructSpec = StructSpec {
    name: "profiler_entry",
    module: "_lsprof",
    doc: "",
    fields: &["code", "callcount", "reccallcount", "totaltime", "inlinetime", "calls"],
    visible: 6,
    callable: true,
};

const SUBENTRY: StructSpec = StructSpec {
    name: "profiler_subentry",
    module: "_lsprof",
    doc: "",
    fields: &["code", "callcount", "reccallcount", "totaltime", "inlinetime"],
    visible: 5,
    callable: true,
};

/// Figures of a function, or of its calls from one caller. Times in ticks.
#[derive(Clone, Copy, Default)]
struct Figures {
    calls: i64,
    /// Calls while another one of it runs.
    recursive: i64,
    /// How many of it run now.
    running: i64,
    total: i64,
    inline: i64,
}

impl Figures {
    fn end(&mut self, total: i64, inline: i64) {
        self.running -= 1;
        if self.running == 0 {
            self.total += total;
        } else {
            self.recursive += 1;
        }
        self.inline += inline;
        self.calls += 1;
    }
}

/// A function.
struct Entry {
    /// The code object, or the text of a native.
    shown: Value,
    /// What its address is the key of.
    _kept: Value,
    own: Figures,
    /// By the key of what it calls, in the order of the first calls.
    callees: Vec<(usize, Figures)>,
}

/// A call that runs.
struct Context {
    key: usize,
    began: i64,
    /// Ticks that went to what it called.
    below: i64,
}

/// What a profiler knows.
#[derive(Default)]
struct State {
    timer: Value,
    /// Seconds per tick of the timer, if it counts in whole numbers; 0: it counts in seconds.
    unit: f64,
    subcalls: bool,
    builtins: bool,
    order: Vec<usize>,
    entries: HashMap<usize, Entry>,
    contexts: Vec<Context>,
}

payload! {
    /// `Profiler`
    pub struct Profiler as "_lsprof.Profiler" { } plain { state: Box<RefCell<State>> }
}

/// The profiler that runs.
#[derive(Default)]
struct Active(Option<Ref<Profiler>>);

impl State {
    fn enter(&mut self, key: usize, shown: Value, kept: Value, now: i64) {
        let order = &mut self.order;
        let entry = self.entries.entry(key).or_insert_with(|| {
            order.push(key);
            Entry { shown, _kept: kept, own: Figures::default(), callees: Vec::new() }
        });
        entry.own.running += 1;
        if self.subcalls
            && let Some(caller) = self.contexts.last()
            && let Some(caller) = self.entries.get_mut(&caller.key)
        {
            match caller.callees.iter_mut().find(|(k, _)| *k == key) {
                Some((_, f)) => f.running += 1,
                None => caller.callees.push((key, Figures { running: 1, ..Figures::default() })),
            }
        }
        self.contexts.push(Context { key, began: now, below: 0 });
    }

    fn leave(&mut self, now: i64) {
        let Some(c) = self.contexts.pop() else { return };
        let total = now - c.began;
        let inline = total - c.below;
        if let Some(entry) = self.entries.get_mut(&c.key) {
            entry.own.end(total, inline);
        }
        if let Some(caller) = self.contexts.last_mut() {
            caller.below += total;
            if self.subcalls
                && let Some(entry) = self.entries.get_mut(&caller.key)
                && let Some((_, f)) = entry.callees.iter_mut().find(|(k, _)| *k == c.key)
            {
                f.end(total, inline);
            }
        }
    }
}

/// The time in ticks.
fn now(vm: &mut Vm, p: &Ref<Profiler>) -> i64 {
    let (timer, unit) = {
        let s = p.state.borrow();
        (s.timer.clone(), s.unit)
    };
    if timer.is_undef() {
        return vm.world.monotonic_ns();
    }
    let answer = vm
        .call(&timer, &[])
        .and_then(|v| if unit > 0.0 { vm.to_i64(&v) } else { Ok((vm.to_f64(&v)? * 1e9) as i64) });
    match answer {
        Ok(ticks) => ticks,
        Err(e) => {
            let x = vm.take_raised(e);
            let shown = match vm.repr(&timer) {
                Ok(s) => s.to_text(),
                Err(e) => {
                    drop(vm.take_raised(e));
                    String::new()
                }
            };
            vm.unraisable_because(x, &format!("Exception ignored while calling _lsprof timer {shown}"));
            0
        }
    }
}

/// What stands for a native in the figures.
fn native_text(vm: &mut Vm, f: &Value) -> Value {
    let text = match f.cast::<NativeObj>() {
        Some(n) if n.receiver == Receiver::Any => {
            let name = def_of(n).name();
            match n.owner.cast::<StrObj>() {
                Some(module) => format!("<built-in method {}.{name}>", module.to_text()),
                None => format!("<built-in method {name}>"),
            }
        }
        Some(n) if n.owner.is_a::<TypeObj>() => {
            let Some(class) = n.owner.to_ref::<TypeObj>() else { return Value::None };
            format!("<method '{}' of '{}' objects>", def_of(n).name(), vm.full_name(&class))
        }
        _ => match vm.repr(f) {
            Ok(s) => s.to_text(),
            Err(e) => {
                drop(vm.take_raised(e));
                String::new()
            }
        },
    };
    vm.heap.str(&text).into_value()
}

/// The profiler that runs is told of something.
fn tell(vm: &mut Vm, what: NativeEvent<'_>) {
    let Some(p) = vm.extension::<Active>().0.clone() else { return };
    let builtins = p.state.borrow().builtins;
    match what {
        NativeEvent::Enter(code) => {
            let now = now(vm, &p);
            p.state.borrow_mut().enter(code.obj().addr(), code.value(), code.value(), now);
        }
        NativeEvent::Leave(_) => {
            let now = now(vm, &p);
            p.state.borrow_mut().leave(now);
        }
        NativeEvent::Call(f) if builtins => {
            let Value::Obj(o) = f else { return };
            let known = p.state.borrow().entries.contains_key(&o.addr());
            let shown = if known { Value::None } else { native_text(vm, f) };
            let now = now(vm, &p);
            p.state.borrow_mut().enter(o.addr(), shown, f.clone(), now);
        }
        NativeEvent::Return(_) if builtins => {
            let now = now(vm, &p);
            p.state.borrow_mut().leave(now);
        }
        _ => {}
    }
}

fn enable(vm: &mut Vm, this: &Ref<Profiler>, subcalls: bool, builtins: bool) -> Res<()> {
    {
        let mut s = this.state.borrow_mut();
        (s.subcalls, s.builtins) = (subcalls, builtins);
    }
    if vm.watch.tools[TOOL].name.is_some() {
        return Err(vm.value_error(format!("tool {TOOL} is already in use")));
    }
    vm.watch.tools[TOOL].name = Some(vm.heap.str("cProfile").into_value());
    vm.extension::<Active>().0 = Some(this.clone());
    vm.thread.watch.native = Some(tell);
    vm.begin_watch();
    Ok(())
}

fn disable(vm: &mut Vm, this: &Ref<Profiler>) {
    let runs = vm.extension::<Active>().0.as_ref().is_some_and(|a| a.is(this));
    if !runs {
        return;
    }
    // What still runs counts until now.
    vm.thread.watch.native = None;
    vm.update_watch();
    let now = vm.unwatched(|vm| now(vm, this));
    {
        let mut s = this.state.borrow_mut();
        while !s.contexts.is_empty() {
            s.leave(now);
        }
    }
    vm.extension::<Active>().0 = None;
    vm.watch.tools[TOOL].name = None;
}

fn figures(f: &Figures, factor: f64) -> [Value; 4] {
    [
        Value::Int(f.calls),
        Value::Int(f.recursive),
        Value::float(f.total as f64 * factor),
        Value::float(f.inline as f64 * factor),
    ]
}

fn stats(vm: &mut Vm, this: &Ref<Profiler>) -> Res {
    let entry = vm.extra_types["_lsprof.profiler_entry"].clone();
    let subentry = vm.extra_types["_lsprof.profiler_subentry"].clone();
    let s = this.state.borrow();
    let factor = if !s.timer.is_undef() && s.unit > 0.0 { s.unit } else { 1e-9 };
    let mut out = Vec::new();
    for key in &s.order {
        let Some(e) = s.entries.get(key) else { continue };
        if e.own.calls == 0 {
            continue;
        }
        let mut calls = Vec::new();
        for (k, f) in &e.callees {
            let Some(callee) = s.entries.get(k) else { continue };
            let [a, b, c, d] = figures(f, factor);
            calls.push(new_struct(vm, &subentry, [callee.shown.clone(), a, b, c, d].into()));
        }
        let calls = if calls.is_empty() { Value::None } else { vm.heap.list(calls).into_value() };
        let [a, b, c, d] = figures(&e.own, factor);
        out.push(new_struct(vm, &entry, [e.shown.clone(), a, b, c, d, calls].into()));
    }
    drop(s);
    Ok(vm.heap.list(out).into_value())
}

natives! { static METHODS;
    /// Build a profiler object using the specified timer function.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<Profiler> {
        drop((args, kwargs));
        let state = State { subcalls: true, builtins: true, ..State::default() };
        vm.heap.alloc(&cls, Profiler { state: Box::new(RefCell::new(state)) })
    }
    fn __init__(vm, this: Ref<Profiler>, /, timer: Value = Value::None, timeunit: f64 = 0.0, subcalls: Value = Value::True, builtins: Value = Value::True) -> Res<()> {
        let (subcalls, builtins) = (vm.truth(&subcalls)?, vm.truth(&builtins)?);
        let mut s = this.state.borrow_mut();
        s.timer = if timer.is_none() { Value::Undef } else { timer };
        s.unit = timeunit;
        (s.subcalls, s.builtins) = (subcalls, builtins);
        Ok(())
    }
    /// Start collecting profiling information.
    fn enable(vm, this: Ref<Profiler>, /, subcalls: bool = true, builtins: bool = true) -> Res<()> { enable(vm, &this, subcalls, builtins) }
    /// Stop collecting profiling information.
    fn disable(vm, this: Ref<Profiler>, /) { disable(vm, &this); }
    /// Clear all profiling information collected so far.
    fn clear(vm, this: Ref<Profiler>, /) {
        let mut s = this.state.borrow_mut();
        let old = (std::mem::take(&mut s.entries), std::mem::take(&mut s.order), std::mem::take(&mut s.contexts));
        drop(s);
        drop(old);
    }
    /// list of profiler_entry objects.
    fn getstats(vm, this: Ref<Profiler>, /) -> Res { stats(vm, &this) }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    put_class(
        vm,
        dict,
        &ClassSpec {
            name: "Profiler",
            module: "_lsprof",
            flags: BASE | BY_OBJECT | DICT,
            methods: METHODS,
            next: None,
        },
    );
    for (key, spec) in [("_lsprof.profiler_entry", &ENTRY), ("_lsprof.profiler_subentry", &SUBENTRY)] {
        let class = struct_class(vm, spec);
        vm.extra_types.insert(key, class.clone());
        put(vm, dict, spec.name, class.into_value());
    }
    Ok(())
}
