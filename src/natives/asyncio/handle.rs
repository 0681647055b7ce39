//! Methods of `Handle` and `TimerHandle`.

use std::cell::Cell;

use crate::object::{Ref, TypeObj, Value};
use crate::sched::context::{carried_from, object_of};
use crate::sched::future::peek;
use crate::sched::state::Classes;
use crate::sched::{HandleObj, handle, repr, turn};
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

natives! { pub static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, callback: Value, args: Value, r#loop: Value, context: Value = Value::None, /) -> Res<Ref<HandleObj>> {
        make(vm, cls, None, callback, args, r#loop, context)
    }
    fn __repr__(vm, this: Ref<HandleObj>, /) -> Res<String> { repr::handle_text(vm, &this) }

    /// Cancel the callback.
    fn cancel(vm, this: Ref<HandleObj>, /) -> Res<()> { handle::cancel(vm, &this) }

    /// Return True if the callback was cancelled.
    fn cancelled(vm, this: Ref<HandleObj>, /) -> bool { let _ = vm; this.cancelled.get() }

    /// Return the context in which the callback runs.
    fn get_context(vm, this: Ref<HandleObj>, /) -> Value {
        let carried = peek(&this.context, Clone::clone);
        let v = object_of(vm, &carried);
        if let Value::Obj(o) = &v {
            this.context.set(Some(o.clone()));
        }
        v
    }
    fn _run(vm, this: Ref<HandleObj>, /) -> Res<()> {
        match Ref::<crate::sched::LoopObj>::try_from_obj(this.owner.clone()) {
            Ok(l) => turn::run_handle(vm, &l, &this),
            Err(_) => Err(vm.not_implemented_error("Handle._run on a loop that does not derive from asyncio's event loop")),
        }
    }
}

natives! { pub static TIMER_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, when: f64, callback: Value, args: Value, r#loop: Value, context: Value = Value::None, /) -> Res<Ref<HandleObj>> {
        make(vm, cls, Some(when), callback, args, r#loop, context)
    }

    /// Return the callback's time.
    fn when(vm, this: Ref<HandleObj>, /) -> f64 { let _ = vm; this.when.unwrap_or(0.0) }
    fn __hash__(vm, this: Ref<HandleObj>, /) -> Res<i64> { vm.hash(&Value::float(this.when.unwrap_or(0.0))) }
    fn __lt__(vm, this: Ref<HandleObj>, other: Value, /) -> Res { compare(vm, &this, &other, |a, b| a < b) }
    fn __le__(vm, this: Ref<HandleObj>, other: Value, /) -> Res { compare_or_equal(vm, &this, &other, |a, b| a < b) }
    fn __gt__(vm, this: Ref<HandleObj>, other: Value, /) -> Res { compare(vm, &this, &other, |a, b| a > b) }
    fn __ge__(vm, this: Ref<HandleObj>, other: Value, /) -> Res { compare_or_equal(vm, &this, &other, |a, b| a > b) }
    fn __eq__(vm, this: Ref<HandleObj>, other: Value, /) -> Res {
        match other.to_ref::<HandleObj>() {
            Some(o) if o.when.is_some() => Ok(Value::bool(equal(vm, &this, &o)?)),
            _ => Ok(vm.types().not_implemented.clone()),
        }
    }
}

attrs! { pub static ATTRS for HandleObj;
    fn _callback(vm, this) -> Value { let _ = &vm; this.callback().or_none().unwrap_or(Value::None) }
    fn _args(vm, this) -> Value { let _ = &vm; this.args().or_none().unwrap_or(Value::None) }
    fn _cancelled(vm, this) -> bool { let _ = &vm; this.cancelled.get() }
    fn _loop(vm, this) -> Value { let _ = &vm; Value::Obj(this.owner.clone()) }
    fn _context(vm, this) -> Value { let carried = peek(&this.context, Clone::clone); object_of(vm, &carried) }
    fn _source_traceback(vm, this) -> Value { let _ = (&vm, &this); Value::None }
}

attrs! { pub static TIMER_ATTRS for HandleObj;
    fn _when(vm, this) -> f64 { let _ = &vm; this.when.unwrap_or(0.0) }
    fn _scheduled(vm, this) -> bool { let _ = &vm; this.scheduled.get() }
        set(vm, this, value) { let on = vm.truth(&value)?; this.scheduled.set(on); Ok(()) }
}

/// Attaches everything.
pub fn fill(vm: &mut Vm, c: &Classes) {
    vm.add_methods(&c.handle, METHODS);
    vm.add_attrs(&c.handle, ATTRS);
    vm.add_methods(&c.timer_handle, TIMER_METHODS);
    vm.add_attrs(&c.timer_handle, TIMER_ATTRS);
}

fn make(
    vm: &mut Vm,
    cls: Ref<TypeObj>,
    when: Option<f64>,
    callback: Value,
    args: Value,
    owner: Value,
    context: Value,
) -> Res<Ref<HandleObj>> {
    let Value::Obj(owner) = owner else { return Err(vm.type_error("a handle needs an event loop")) };
    let args = vm.collect(&args)?;
    let args = vm.heap.tuple(args).into_value();
    let context = carried_from(vm, context)?;
    Ok(vm.heap.alloc(
        &cls,
        HandleObj {
            callback: Cell::new(callback),
            args: Cell::new(args),
            context: Cell::new(context),
            owner,
            cancelled: Cell::new(false),
            scheduled: Cell::new(false),
            when,
            debug: Cell::new(None),
        },
    ))
}

fn equal(vm: &mut Vm, a: &HandleObj, b: &HandleObj) -> Res<bool> {
    Ok(a.when == b.when
        && a.cancelled.get() == b.cancelled.get()
        && a.callback().is(&b.callback())
        && (a.args().is(&b.args())
            || (!a.args().is_undef() && !b.args().is_undef() && vm.eq(&a.args(), &b.args())?)))
}

fn compare(vm: &mut Vm, a: &HandleObj, other: &Value, f: fn(f64, f64) -> bool) -> Res {
    let _ = &vm;
    match other.cast::<HandleObj>().and_then(|o| o.when) {
        Some(b) => Ok(Value::bool(f(a.when.unwrap_or(0.0), b))),
        None => Ok(vm.types().not_implemented.clone()),
    }
}

fn compare_or_equal(vm: &mut Vm, a: &HandleObj, other: &Value, f: fn(f64, f64) -> bool) -> Res {
    match other.to_ref::<HandleObj>() {
        Some(o) if o.when.is_some() => {
            let less = f(a.when.unwrap_or(0.0), o.when.unwrap_or(0.0));
            Ok(Value::bool(less || equal(vm, a, &o)?))
        }
        _ => Ok(vm.types().not_implemented.clone()),
    }
}
