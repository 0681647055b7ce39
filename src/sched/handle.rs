//! Handles: a callback that waits in the ready queue or among the timers, as scripts see it.

use std::cell::Cell;

use crate::object::{ObjRef, Payload, Ref, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};

use super::context::Carried;
use super::event_loop::LoopObj;
use super::future::{Place, peek};
use super::repr;

/// `Handle` and `TimerHandle`.
pub struct HandleObj {
    /// Undef once it was cancelled.
    pub callback: Cell<Value>,
    /// A tuple; Undef once it was cancelled.
    pub args: Cell<Value>,
    pub context: Cell<Carried>,
    pub owner: ObjRef,
    pub cancelled: Cell<bool>,
    /// Among the timers.
    pub scheduled: Cell<bool>,
    /// A timer's deadline.
    pub when: Option<f64>,
    /// What debug mode keeps.
    pub debug: Cell<Option<Box<HandleDebug>>>,
}

/// What debug mode keeps of a handle.
#[derive(Default)]
pub struct HandleDebug {
    /// The representation from before it was cancelled.
    pub text: Option<Box<str>>,
    /// Where the callback was scheduled.
    pub place: Option<Place>,
}

impl HandleDebug {
    /// The place of the script that schedules a callback now.
    #[cold]
    pub fn here(vm: &Vm) -> Option<Box<HandleDebug>> {
        Some(Box::new(HandleDebug { text: None, place: Place::here(vm) }))
    }
}

impl ArgType for HandleObj {
    const NAME: &'static str = "Handle";
}

impl Payload for HandleObj {
    fn traverse(&self, visit: Visit<'_>) {
        peek(&self.callback, &mut *visit);
        peek(&self.args, &mut *visit);
        peek(&self.context, |c| {
            if let Some(o) = c {
                visit(&Value::Obj(o.clone()));
            }
        });
        visit(&Value::Obj(self.owner.clone()));
    }
    fn clear(&self) {
        drop(self.callback.take());
        drop(self.args.take());
        drop(self.context.take());
    }
}

impl HandleObj {
    /// The callback; Undef once it was cancelled.
    pub fn callback(&self) -> Value {
        peek(&self.callback, Clone::clone)
    }

    /// The arguments as a tuple; Undef once it was cancelled.
    pub fn args(&self) -> Value {
        peek(&self.args, Clone::clone)
    }
}

/// `Handle.cancel`
pub fn cancel(vm: &mut Vm, h: &Ref<HandleObj>) -> Res<()> {
    if h.cancelled.get() {
        return Ok(());
    }
    h.cancelled.set(true);
    if h.owner.cast::<LoopObj>().is_some_and(|l| l.debug.get()) {
        let text = repr::handle_text(vm, h)?;
        let mut debug = h.debug.take().unwrap_or_default();
        debug.text = Some(text.into());
        h.debug.set(Some(debug));
    }
    if h.scheduled.get()
        && let Some(l) = h.owner.cast::<LoopObj>()
    {
        l.timer_cancelled();
    }
    let old = (h.callback.take(), h.args.take());
    drop(old);
    Ok(())
}
