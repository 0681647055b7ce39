//! Several threads of execution of one realm, whose scripts run in turns: a native lets another one run a function.

use super::{Machine, Outcome, Settings};
use crate::natives;
use crate::object::Value;
use crate::vm::frame::StackSizes;
use crate::vm::{BuiltinModule, Parked, Res, Vm};

/// Those that rest.
#[derive(Default)]
struct Resting(Vec<Parked<Vm>>);

natives! { static FUNCTIONS;
    /// Calls a function on another thread of execution.
    fn run(vm, func: Value, /) -> Res { run(vm, &func) }
}

fn run(vm: &mut Vm, func: &Value) -> Res {
    let resting = vm.extension::<Resting>().0.pop();
    let Some(mut other) = resting.or_else(|| vm.another(StackSizes::SMALL)) else {
        return Err(vm.memory_error());
    };
    vm.check_native_stack()?;
    let out = vm.run_on(&mut other, |other| match other.call(func, &[]) {
        Ok(v) => Ok(v),
        Err(e) => Err(other.take_raised(e)),
    });
    vm.extension::<Resting>().0.push(other);
    out.map_err(|e| vm.reraise(e))
}

const PROGRAM: &str = r#"
import gc, sys, weakref
from other import run

# A frame of its own goes on wherever it is asked to.
closed = []
def numbers():
    try:
        for i in range(5): yield i
    finally: closed.append(True)
g = numbers()
assert [next(g), run(lambda: next(g)), next(g), run(lambda: run(lambda: next(g)))] == [0, 1, 2, 3]
run(g.close)
assert closed == [True]

# Exceptions on their way, and handled ones, belong to the thread.
def fail(): raise ValueError("there")
try:
    try: raise KeyError("here")
    except KeyError:
        assert run(sys.exception) is None and sys.exception().args == ("here",)
        run(fail)
except ValueError as e:
    assert e.args == ("there",)
    names = []
    at = e.__traceback__
    while at: names.append(at.tb_frame.f_code.co_name); at = at.tb_next
    assert names == ["<module>", "fail"], names
assert sys.exception() is None

# What only the registers of a thread refer to stays, whoever collects; what nobody refers to goes.
class Node: pass
def cycle():
    n = Node(); n.me = n; n.name = "mine"
    return n
def keeps(collect):
    n, w = cycle(), weakref.ref(cycle())
    collect()
    return n.name, w()
for collect in gc.collect, lambda: run(gc.collect):
    assert keeps(collect) == ("mine", None)
    assert run(lambda: keeps(collect)) == ("mine", None)
def waits():
    n = cycle()
    yield
    yield n.name
w = waits()
run(lambda: next(w))
run(gc.collect)
assert next(w) == "mine"

# Each has the whole recursion limit for itself.
def down():
    try: return 1 + down()
    except RecursionError: return 1
here, there = down(), run(down)
assert here > 900 and abs(here - there) < 20, (here, there)
def middle(n): return middle(n - 1) if n else run(down)
assert abs(middle(500) - there) < 20
# In turns they come to the end of the native stack.
def turns():
    try: return 1 + run(turns)
    except RecursionError: return 1
assert turns() > 3
sys.setrecursionlimit(10 ** 6)
del run, collect
"#;

#[test]
fn scripts_of_several_threads_run_in_turns() {
    let settings =
        Settings { stdout: Box::new(std::io::sink()), native_stack: 1 << 20, ..Settings::default() };
    let mut machine = Machine::new(settings).expect("an interpreter starts");
    let module = BuiltinModule::Native(|vm, dict| {
        vm.add_functions(dict, "other", FUNCTIONS);
        Ok(())
    });
    machine.vm().builtin_modules.insert("other", module);
    let outcome = machine.run_code(PROGRAM, false);
    if outcome != Outcome::Finished {
        let raised = machine.raised.take();
        panic!("{}", machine.vm().format_exception(&raised));
    }
    // The threads that rest are handles of the realm that holds them: they go first.
    drop(std::mem::take(machine.vm().extension::<Resting>()));
    let ending = machine.conclude(outcome);
    machine.finish(ending);
}

#[test]
fn a_thread_without_room_is_refused() {
    let settings = Settings { stdout: Box::new(std::io::sink()), ..Settings::default() };
    let mut machine = Machine::new(settings).expect("an interpreter starts");
    let registers = StackSizes { registers: 1 << 57, frames: 100 };
    assert!(machine.vm().another(registers).is_none(), "no system has so much address space");
    let many: Vec<_> = (0..100).map_while(|_| machine.vm().another(StackSizes::SMALL)).collect();
    assert_eq!(many.len(), 100);
}
