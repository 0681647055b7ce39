//! Async generators: the awaitables behind `__anext__`, `asend`, `athrow` and `aclose`.
//!
//! Each drives the generator's frame: what the frame awaits is passed on to the driver, an asynchronous yield ends the step with that
//! value, the frame's end becomes StopAsyncIteration.

use std::cell::{Cell, RefCell};

use crate::natives;
use crate::object::generator::{GenObj, GenState};
use crate::object::header::HAS_FINALIZER;
use crate::object::str::StrObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Payload, Ref, Value, Visit};
use crate::vm::generator::{Driver, Resume, Sent};
use crate::vm::native::ArgType;
use crate::vm::run::Stop;
use crate::vm::{Raised, Res, Vm};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not yet awaited.
    Init,
    /// Under way.
    Iter,
    /// Done: cannot be awaited again.
    Closed,
}

/// What a step does first.
enum What {
    /// Sends a value (None for `__anext__`).
    Send(Value),
    /// Throws an exception.
    Throw(Value),
    /// Throws GeneratorExit, and wants the generator to end.
    Close,
}

/// The awaitable of one step of an async generator.
pub struct AsyncStep {
    generator: Ref<GenObj>,
    what: RefCell<What>,
    state: Cell<State>,
}

impl Payload for AsyncStep {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.generator.value());
        if let What::Send(v) | What::Throw(v) = &*self.what.borrow() {
            visit(v);
        }
    }
}

impl ArgType for AsyncStep {
    const NAME: &'static str = "async_generator_asend";
}

natives! { static METHODS;
    /// Return self as an asynchronous iterator.
    fn __aiter__(vm, this: Value, /) -> Value { this }
    fn __anext__(vm, this: Ref<GenObj>, /) -> Res { step(vm, this, What::Send(Value::None)) }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    /// asend(v) -> send 'v' in generator.
    fn asend(vm, this: Ref<GenObj>, value: Value, /) -> Res { step(vm, this, What::Send(value)) }
    /// athrow(value)
    /// athrow(type[,value[,tb]])
    ///
    /// raise exception in generator.
    fn athrow(vm, this: Ref<GenObj>, typ: Value, val: Value = Value::Undef, tb: Value = Value::Undef, /) -> Res {
        // What alone is thrown is looked at when the generator gets it.
        let e = if val.is_undef() && tb.is_undef() { typ } else { super::generators::thrown(vm, typ, val, tb)? };
        step(vm, this, What::Throw(e))
    }
    /// aclose() -> raise GeneratorExit inside generator.
    fn aclose(vm, this: Ref<GenObj>, /) -> Res { step(vm, this, What::Close) }
}

natives! { static STEP_METHODS;
    fn __await__(vm, this: Value, /) -> Value { this }
    fn __iter__(vm, this: Value, /) -> Value { this }
    fn __next__(vm, this: Ref<AsyncStep>, /) -> Res {
        let sent = send(vm, &this, Value::None)?;
        vm.yielded_or_stop(sent)
    }
    /// Send a value into the step.
    fn send(vm, this: Ref<AsyncStep>, value: Value, /) -> Res {
        let sent = send(vm, &this, value)?;
        vm.yielded_or_stop(sent)
    }
    /// Raise an exception inside the step.
    fn throw(vm, this: Ref<AsyncStep>, typ: Value, val: Value = Value::Undef, tb: Value = Value::Undef, /) -> Res {
        let e = super::generators::thrown(vm, typ, val, tb)?;
        let sent = throw(vm, &this, e)?;
        vm.yielded_or_stop(sent)
    }
    /// End the step.
    fn close(vm, this: Ref<AsyncStep>, /) -> Res<()> { close(vm, &this) }
    fn __del__(vm, this: Ref<AsyncStep>, /) -> Res<()> { unawaited(vm, &this) }
}

const ASEND: &str = "builtins.async_generator_asend";
const ATHROW: &str = "builtins.async_generator_athrow";

/// Installs the class's methods and makes the classes of the steps.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_methods(&t.async_generator, METHODS);
    for (key, name) in [(ASEND, "async_generator_asend"), (ATHROW, "async_generator_athrow")] {
        let class = vm.new_type(name, "builtins", &t.object, NO_NEW);
        vm.add_methods(&class, STEP_METHODS);
        vm.set_sender(&class, |vm, this, value| match this.to_ref::<AsyncStep>() {
            Some(step) => send(vm, &step, value),
            None => Err(vm.wrong_receiver(this)),
        });
        vm.extra_types.insert(key, class);
    }
}

fn step(vm: &mut Vm, generator: Ref<GenObj>, what: What) -> Res {
    if !generator.extra().ag_hooked {
        generator.extra().ag_hooked = true;
        let started = vm.hooks.async_generator_started;
        started(vm, &generator.value())?;
    }
    let key = if matches!(what, What::Send(_)) { ASEND } else { ATHROW };
    let class = vm.extra_types[key].clone();
    let step = AsyncStep { generator, what: RefCell::new(what), state: Cell::new(State::Init) };
    let step = vm.heap.alloc(&class, step);
    step.obj().header().set_flag(HAS_FINALIZER);
    Ok(step.into_value())
}

/// A step dies that nobody awaited.
fn unawaited(vm: &mut Vm, this: &Ref<AsyncStep>) -> Res<()> {
    if this.state.get() != State::Init {
        return Ok(());
    }
    this.state.set(State::Closed);
    let name = vm.get_attr(&this.generator.value(), &vm.names.__qualname__.clone())?;
    let name = vm.repr(&name)?.to_text();
    let method = match &*this.what.borrow() {
        What::Send(_) => "asend",
        What::Throw(_) => "athrow",
        What::Close => "aclose",
    };
    (vm.hooks.never_awaited)(vm, &this.value(), Some(format!("coroutine method '{method}' of {name}")));
    Ok(())
}

impl AsyncStep {
    fn is_send(&self) -> bool {
        matches!(&*self.what.borrow(), What::Send(_))
    }

    fn is_close(&self) -> bool {
        matches!(&*self.what.borrow(), What::Close)
    }

    /// The method's name in errors.
    fn name(&self) -> &'static str {
        match &*self.what.borrow() {
            What::Send(_) => "anext",
            What::Throw(_) => "athrow",
            What::Close => "aclose",
        }
    }

    fn set_running(&self, on: bool) {
        self.generator.extra().ag_running = on;
    }
}

fn reused(vm: &mut Vm, this: &AsyncStep) -> Raised {
    vm.runtime_error(if this.is_send() {
        "cannot reuse already awaited __anext__()/asend()"
    } else {
        "cannot reuse already awaited aclose()/athrow()"
    })
}

/// Marks the generator as running; refuses if it is already.
fn begin(vm: &mut Vm, this: &AsyncStep) -> Res<()> {
    if this.generator.extra().ag_running {
        this.state.set(State::Closed);
        let name = this.name();
        return Err(vm.runtime_error(format!("{name}(): asynchronous generator is already running")));
    }
    Ok(())
}

/// Sends a value into the step: what the generator awaits yielded, or what the generator itself gave.
fn send(vm: &mut Vm, this: &Ref<AsyncStep>, value: Value) -> Res<Sent> {
    this.obj().header().clear_flag(HAS_FINALIZER);
    if this.state.get() == State::Closed {
        return Err(reused(vm, this));
    }
    let first = this.state.get() == State::Init;
    if this.is_send() {
        let mut value = value;
        if first {
            begin(vm, this)?;
            if value.is_none()
                && let What::Send(v) = &*this.what.borrow()
            {
                value = v.clone();
            }
            this.state.set(State::Iter);
            this.set_running(true);
        }
        return run(vm, this, Resume::Send(value));
    }
    if this.generator.state.get() == GenState::Done && first {
        this.state.set(State::Closed);
        return Ok(Sent::Return(Value::None));
    }
    if !first {
        return run(vm, this, Resume::Send(value));
    }
    begin(vm, this)?;
    if this.generator.extra().ag_closed {
        this.state.set(State::Closed);
        let class = vm.types().stop_async_iteration.clone();
        return Err(vm.error_with(&class, vec![]));
    }
    if !value.is_none() {
        return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
    }
    this.state.set(State::Iter);
    this.set_running(true);
    let e = match &*this.what.borrow() {
        What::Throw(e) => e.clone(),
        _ => Value::Undef,
    };
    let e = if e.is_undef() {
        this.generator.extra().ag_closed = true;
        vm.new_exception(&vm.types().generator_exit, vec![])
    } else {
        match super::generators::thrown(vm, e, Value::Undef, Value::Undef) {
            Ok(e) => e,
            Err(e) => return ended(vm, this, e),
        }
    };
    run(vm, this, Resume::Throw(e))
}

fn throw(vm: &mut Vm, this: &Ref<AsyncStep>, e: Value) -> Res<Sent> {
    this.obj().header().clear_flag(HAS_FINALIZER);
    match this.state.get() {
        State::Closed => return Err(reused(vm, this)),
        State::Init => {
            begin(vm, this)?;
            this.state.set(State::Iter);
            this.set_running(true);
        }
        State::Iter => {}
    }
    run(vm, this, Resume::Throw(e))
}

fn close(vm: &mut Vm, this: &Ref<AsyncStep>) -> Res<()> {
    if this.state.get() == State::Closed {
        return Ok(());
    }
    let exit = vm.new_exception(&vm.types().generator_exit, vec![]);
    match throw(vm, this, exit) {
        Ok(Sent::Yield(_)) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Ok(Sent::Return(_)) => Ok(()),
        Err(e) => {
            let t = vm.types();
            if [&t.stop_iteration, &t.stop_async_iteration, &t.generator_exit]
                .iter()
                .any(|c| vm.raised_is(&e, c))
            {
                drop(vm.take_raised(e));
                return Ok(());
            }
            Err(e)
        }
    }
}

/// Resumes the generator's frame and says what its stop means for whoever awaits this step.
fn run(vm: &mut Vm, this: &Ref<AsyncStep>, how: Resume) -> Res<Sent> {
    let stop = if this.generator.state.get() == GenState::Done {
        match how {
            Resume::Send(_) => Stop::Returned(Value::None),
            Resume::Throw(e) | Resume::Raise(e) => Stop::Raised(vm.reraise(e)),
        }
    } else {
        vm.gen_resume(&this.generator, how, Driver::Script)
    };
    match stop {
        Stop::Yielded(v) => Ok(Sent::Yield(v)),
        Stop::Waits(_) | Stop::Paused | Stop::Switched => crate::bug!("only the scheduler is told of waits"),
        Stop::AsyncYielded(v) => {
            this.set_running(false);
            this.state.set(State::Closed);
            if this.is_close() {
                return Err(vm.runtime_error("async generator ignored GeneratorExit"));
            }
            Ok(Sent::Return(v))
        }
        Stop::Returned(_) => {
            let class = vm.types().stop_async_iteration.clone();
            let e = vm.error_with(&class, vec![]);
            ended(vm, this, e)
        }
        Stop::Raised(e) => ended(vm, this, e),
    }
}

/// The generator has ended with an exception: for `aclose` its proper end is success.
fn ended(vm: &mut Vm, this: &Ref<AsyncStep>, e: Raised) -> Res<Sent> {
    this.set_running(false);
    this.state.set(State::Closed);
    let t = vm.types();
    if vm.raised_is(&e, &t.stop_async_iteration) || vm.raised_is(&e, &t.generator_exit) {
        this.generator.extra().ag_closed = true;
        if this.is_close() {
            drop(vm.take_raised(e));
            return Ok(Sent::Return(Value::None));
        }
    }
    Err(e)
}
