//! Memory that an object's own `__buffer__` lends: asking for it, and giving it back when the last view on it ends.
//!
//! The first view keeps what `__buffer__` returned; the views made from it refer to it and are counted there.

use super::{MemoryViewObj, alive};
use crate::object::bytes::ByteArrayObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

/// What `memoryview` asks of a buffer, as a flag: strides, format, and that it may be read-only.
pub(super) const FULL: i64 = 0x11c;

impl MemoryViewObj {
    /// The view looks at nothing from now on.
    pub(super) fn let_go(&self) {
        if self.released.replace(true) {
            return;
        }
        if let Some(b) = self.memory.cast::<ByteArrayObj>() {
            b.exports.set(b.exports.get() - 1);
        }
        let first = self.first.cast::<MemoryViewObj>().unwrap_or(self);
        first.users.set(first.users.get() - 1);
    }
}

/// The view that an object's own `__buffer__` gives; None if its class has none.
pub fn ask(vm: &mut Vm, object: &Value, flags: i64) -> Res<Option<Ref<MemoryViewObj>>> {
    let name = vm.heap.intern("__buffer__");
    let Some(view) = vm.call_special(object, &name, &[Value::Int(flags)])? else { return Ok(None) };
    match view.into_ref::<MemoryViewObj>() {
        Ok(m) => {
            alive(vm, &m)?;
            Ok(Some(m))
        }
        Err(_) => Err(vm.type_error("__buffer__ returned non-memoryview object")),
    }
}

/// Gives back what `ask` got.
pub fn give_back(vm: &mut Vm, view: &Ref<MemoryViewObj>, owner: &Value) -> Res<()> {
    let name = vm.heap.intern("__release_buffer__");
    let r = vm.call_special(owner, &name, &[view.value()]).map(drop);
    // Nobody waits for the answer of who takes memory back: an error is told of and no more.
    let Err(e) = r else { return Ok(()) };
    let (class, exception) = (vm.class_name(owner), vm.take_raised(e));
    vm.unraisable_because(exception, &format!("Exception ignored in __release_buffer__ of {class}"));
    Ok(())
}

/// Ends a view; the last one on memory that was lent tells the object that lent it.
pub(super) fn end(vm: &mut Vm, m: &MemoryViewObj) -> Res<()> {
    let held = m.held.get();
    if held > 0 {
        let s = if held == 1 { "" } else { "s" };
        return Err(vm.buffer_error(format!("memoryview has {held} exported buffer{s}")));
    }
    if m.released.get() {
        return Ok(());
    }
    m.let_go();
    let first = m.first.cast::<MemoryViewObj>().unwrap_or(m);
    match first.lent.to_ref::<MemoryViewObj>() {
        Some(view) if first.users.get() == 0 => {
            give_back(vm, &view, &first.object)?;
            // What nobody else has, besides the first view and this place, goes with it.
            if view.obj().header().count() <= 2 {
                view.let_go();
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A view on memory that was lent dies.
pub(super) fn died(vm: &mut Vm, view: &Value) -> bool {
    let Some(m) = view.cast::<MemoryViewObj>() else { return false };
    if let Err(e) = end(vm, m) {
        drop(vm.take_raised(e));
    }
    true
}

/// Ends a view that nobody else has.
pub(super) fn end_own(vm: &mut Vm, view: &Value) -> Res<()> {
    match view.cast::<MemoryViewObj>() {
        Some(m) => end(vm, m),
        None => Ok(()),
    }
}

/// Releases a view that a native `__buffer__` gave.
pub fn release(vm: &mut Vm, view: &Value) -> Res<()> {
    match view.cast::<MemoryViewObj>() {
        Some(m) => {
            m.let_go();
            Ok(())
        }
        None => Err(vm.type_error("expected a memoryview object")),
    }
}
