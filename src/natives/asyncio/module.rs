//! Module `asyncio`: natives at once, everything else from small script files on first use, so that `import asyncio` costs next to nothing.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::sched::state::{Sched, classes};
use crate::sched::{FutObj, LoopObj, runner};
use crate::vm::native::AttrDef;
use crate::vm::{BuiltinModule, Res, Vm};

/// Names that live in script files, by file.
const LAZY: &[(&str, &[&str])] = &[
    (
        "tasks",
        &[
            "wait",
            "wait_for",
            "as_completed",
            "shield",
            "run_coroutine_threadsafe",
            "FIRST_COMPLETED",
            "FIRST_EXCEPTION",
            "ALL_COMPLETED",
            "create_eager_task_factory",
            "eager_task_factory",
        ],
    ),
    ("locks", &["Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier"]),
    ("queues", &["Queue", "PriorityQueue", "LifoQueue", "QueueFull", "QueueEmpty", "QueueShutDown"]),
    ("taskgroups", &["TaskGroup"]),
    ("timeouts", &["Timeout", "timeout", "timeout_at"]),
    ("runners", &["Runner"]),
    ("futures", &["wrap_future"]),
    (
        "graph",
        &[
            "capture_call_graph",
            "format_call_graph",
            "print_call_graph",
            "FrameCallGraphEntry",
            "FutureCallGraph",
            "future_add_to_awaited_by",
            "future_discard_from_awaited_by",
        ],
    ),
    ("threads", &["to_thread"]),
    (
        "exceptions",
        &["BrokenBarrierError", "IncompleteReadError", "LimitOverrunError", "SendfileNotAvailableError"],
    ),
    ("events", &["AbstractServer", "get_event_loop_policy", "set_event_loop_policy"]),
    ("base_events", &["Server"]),
    (
        "protocols",
        &["BaseProtocol", "Protocol", "DatagramProtocol", "SubprocessProtocol", "BufferedProtocol"],
    ),
    (
        "transports",
        &[
            "BaseTransport",
            "ReadTransport",
            "WriteTransport",
            "Transport",
            "DatagramTransport",
            "SubprocessTransport",
        ],
    ),
    (
        "streams",
        &[
            "StreamReader",
            "StreamWriter",
            "StreamReaderProtocol",
            "open_connection",
            "start_server",
            "open_unix_connection",
            "start_unix_server",
        ],
    ),
    ("subprocess", &["create_subprocess_exec", "create_subprocess_shell"]),
];

/// The modules that functions say they are of, where that is not the package itself.
const HOMES: &[(&str, &str)] = &[
    ("create_task", "asyncio.tasks"),
    ("ensure_future", "asyncio.tasks"),
    ("gather", "asyncio.tasks"),
    ("iscoroutine", "asyncio.coroutines"),
    ("iscoroutinefunction", "asyncio.coroutines"),
    ("isfuture", "asyncio.base_futures"),
    ("new_event_loop", "asyncio.events"),
    ("run", "asyncio.runners"),
    ("set_event_loop", "asyncio.events"),
    ("sleep", "asyncio.tasks"),
];

/// Submodules that are attributes of the package without being asked for.
const SUBMODULES: &[&str] = &["unix_events", "base_tasks", "constants", "coroutines", "mixins", "log"];

/// Public native names.
const NATIVE: &[&str] = &[
    "Future",
    "Task",
    "Handle",
    "TimerHandle",
    "AbstractEventLoop",
    "BaseEventLoop",
    "SelectorEventLoop",
    "EventLoop",
    "CancelledError",
    "InvalidStateError",
    "TimeoutError",
    "sleep",
    "create_task",
    "gather",
    "get_running_loop",
    "_get_running_loop",
    "_set_running_loop",
    "get_event_loop",
    "set_event_loop",
    "new_event_loop",
    "run",
    "current_task",
    "all_tasks",
    "ensure_future",
    "isfuture",
    "iscoroutine",
    "iscoroutinefunction",
    "_enter_task",
    "_leave_task",
    "_register_task",
    "_unregister_task",
];

/// `asyncio` and `_contextvars`, for the table of built-in modules. The submodules are files of the library.
pub const MODULES: &[(&str, BuiltinModule)] = &[
    ("asyncio", BuiltinModule::StandIn { fill, package: true }),
    ("_contextvars", BuiltinModule::Native(super::contextvars::module)),
];

natives! { pub static HOOKS;
    fn __getattr__(vm, name: Value, /) -> Res { lazy(vm, name) }
    fn __dir__(vm, /) -> Res { names(vm) }
}

/// How the library's `inspect` knows a coroutine function that is no script function: natives that are `async def` in CPython's asyncio have its mark.
static MARKER: &[AttrDef] = &[AttrDef {
    name: "_is_coroutine_marker",
    doc: "",
    get: |vm, f| {
        let name = vm.heap.intern("_is_coroutine_marker");
        if !super::functions::is_coroutine_native(f) {
            return Err(vm.no_attribute(f, &name));
        }
        let inspect = vm.import("inspect")?;
        let mark = vm.heap.intern("_is_coroutine_mark");
        vm.get_attr(&inspect, &mark)
    },
    set: None,
}];

natives! { pub static INTERNALS;
    fn _close_after_run(vm, r#loop: Value, /) -> Res<()> { runner::close_after_run(vm, &r#loop) }
    fn _as_coroutine(vm, awaitable: Value, /) -> Res { crate::sched::create::as_coroutine(vm, awaitable) }
    fn _run_main(vm, r#loop: Ref<LoopObj>, task: Ref<FutObj>, /) -> Res { runner::run_main(vm, &r#loop, &task) }
    fn _callbacks(vm, /) -> Value {
        let pair = [crate::sched::callbacks::stop_function(vm), crate::sched::callbacks::set_unless_cancelled(vm)];
        vm.heap.tuple(pair).into_value()
    }
    fn _policy_get(vm, /) -> Value {
        let s = vm.extension::<Sched>();
        let p = if s.policy.is_undef() { s.default_policy.clone() } else { s.policy.clone() };
        p.or_none().unwrap_or(Value::None)
    }
    fn _policy_set(vm, policy: Value, default: bool, /) {
        let s = vm.extension::<Sched>();
        let policy = if policy.is_none() { Value::Undef } else { policy };
        let (own, standard) = if default { (Value::Undef, policy) } else { (policy, Value::Undef) };
        let old = (std::mem::replace(&mut s.policy, own), std::mem::replace(&mut s.default_policy, standard));
        drop(old);
    }
    fn _default_policy_get(vm, /) -> Res { crate::sched::policy::default_get(vm).map(Value::Obj) }
    fn _default_policy_set(vm, r#loop: Value, /) -> Res<()> { crate::sched::policy::default_set(vm, r#loop) }
}

/// Fills the package.
fn fill(vm: &mut Vm, d: &Ref<DictObj>) -> Res<()> {
    let c = classes(vm);
    let t = vm.types();
    for (name, class) in [
        ("Future", &c.future),
        ("Task", &c.task),
        ("_GatheringFuture", &c.gathering),
        ("Handle", &c.handle),
        ("TimerHandle", &c.timer_handle),
        ("AbstractEventLoop", &c.abstract_loop),
        ("BaseEventLoop", &c.base_loop),
        ("SelectorEventLoop", &c.unix_loop),
        ("EventLoop", &c.unix_loop),
        ("CancelledError", &t.cancelled_error),
        ("DeadlockError", &t.deadlock_error),
        ("InvalidStateError", &c.invalid_state),
        ("TimeoutError", &t.timeout_error),
    ] {
        d.set_text(vm.heap, name, class.value());
    }
    vm.add_functions(d, "asyncio", super::functions::FUNCTIONS);
    for (name, home) in HOMES {
        if let Some(def) = super::functions::FUNCTIONS.iter().find(|def| def.name() == *name) {
            let home = vm.heap.intern(home).into_value();
            let function = vm.new_native(def, home);
            drop(d.set_text(vm.heap, name, function));
        }
    }
    vm.add_functions(d, "asyncio", HOOKS);
    vm.add_functions(d, "asyncio", INTERNALS);
    vm.add_attrs(&t.builtin_function, MARKER);
    vm.add_attrs(&t.method_descriptor, MARKER);
    Ok(())
}

/// A name that was not there: perhaps it lives in one of the script files.
fn lazy(vm: &mut Vm, name: Value) -> Res {
    let text = name.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
    if text == "__all__" {
        return all(vm);
    }
    let file = LAZY.iter().find(|(_, names)| names.contains(&text.as_str())).map(|(f, _)| *f);
    if let Some(file) = file {
        let module = vm.import(&format!("asyncio.{file}"))?;
        let interned = vm.heap.intern(&text);
        let v = vm.get_attr(&module, &interned)?;
        keep(vm, &text, v.clone())?;
        return Ok(v);
    }
    if LAZY.iter().any(|(f, _)| *f == text) || SUBMODULES.contains(&text.as_str()) {
        return vm.import(&format!("asyncio.{text}"));
    }
    if matches!(text.as_str(), "AbstractEventLoopPolicy" | "DefaultEventLoopPolicy") {
        // They go with 3.16 and warn each time.
        let events = vm.import("asyncio.events")?;
        let name = vm.heap.intern("_old_name");
        return vm.call_method(&events, &name, &[vm.heap.str(&text).into_value()]);
    }
    let package = vm.import("asyncio")?;
    Err(vm.attribute_error(package, &text, &format!("module 'asyncio' has no attribute '{text}'")))
}

/// Notes a name that was found, so that it is found at once the next time.
fn keep(vm: &mut Vm, name: &str, v: Value) -> Res<()> {
    let package = vm.import("asyncio")?;
    let name = vm.heap.intern(name);
    vm.set_attr(&package, &name, v)
}

/// `__all__`: everything public, for `from asyncio import *`.
fn all(vm: &mut Vm) -> Res {
    let own = NATIVE.iter().chain(LAZY.iter().flat_map(|(_, names)| names.iter()));
    let list = own.map(|n| vm.heap.str(n).into_value()).collect::<Vec<_>>();
    let tuple = vm.heap.tuple(list).into_value();
    keep(vm, "__all__", tuple.clone())?;
    Ok(tuple)
}

/// `dir(asyncio)`: what is there and what would be.
fn names(vm: &mut Vm) -> Res {
    let package = vm.import("asyncio")?;
    let d = vm.get_attr(&package, &vm.names.__dict__.clone())?;
    let mut out: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    for k in vm.collect(&d)? {
        out.insert(vm.str(&k)?.to_text());
    }
    out.retain(|n| !HIDDEN.contains(&n.as_str()));
    out.extend(LAZY.iter().flat_map(|(_, names)| names.iter()).map(|n| n.to_string()));
    out.extend(LAZY.iter().map(|(f, _)| f.to_string()));
    out.extend(SUBMODULES.iter().map(|n| n.to_string()));
    let list = out.iter().map(|n| vm.heap.str(n).into_value()).collect();
    Ok(vm.heap.list(list).into_value())
}

/// Names for the script files only.
const HIDDEN: &[&str] = &[
    "_GatheringFuture",
    "_callbacks",
    "_close_after_run",
    "_run_main",
    "_policy_get",
    "_policy_set",
    "_default_policy_get",
    "_default_policy_set",
    "_note_wait",
    "_place",
    "_is_plain_loop",
    "_swap_current_task",
    "__getattr__",
    "__dir__",
];
