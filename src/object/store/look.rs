//! Looking at the heap for scripts (`gc.get_objects` and its kin). Nothing is freed meanwhile: what is met gets counted references at once, and `traverse` runs no code.

use super::heap::Heap;
use super::live::Live;
use super::value::{ObjRef, Value};
use crate::object::buffer::{self, Granted};

/// An object that somebody refers to, for as long as this is looked at.
fn live(o: &ObjRef) -> Live {
    // SAFETY: the caller's reference keeps the object alive, and nothing here lets go of one.
    unsafe { Live::of(o) }
}

/// Calls `f` with all that an object refers to; the class of an instance of a script's class is among it.
fn each_value(p: Live, f: &mut dyn FnMut(&Value)) {
    p.traverse(f);
    if !p.is_exact() {
        f(&p.class().value());
    }
}

impl Heap {
    /// The objects that the collector looks into.
    pub fn containers(&self) -> Granted<Vec<Value>> {
        let mut found = Vec::new();
        let mut refused = Ok(());
        self.each_container(|p| {
            if refused.is_ok() {
                refused = buffer::push(&mut found, Value::Obj(p.retained()));
            }
        });
        refused.map(|()| found)
    }

    /// What an object refers to.
    pub fn referents(&self, of: &Value) -> Granted<Vec<Value>> {
        let mut found = Vec::new();
        let mut refused = Ok(());
        if let Value::Obj(o) = of {
            each_value(live(o), &mut |v| {
                if refused.is_ok() && !v.is_undef() {
                    refused = buffer::push(&mut found, v.clone());
                }
            });
        }
        refused.map(|()| found)
    }

    /// The containers that refer to one of these objects.
    pub fn referrers(&self, to: &[Value]) -> Granted<Vec<Value>> {
        let wanted: Vec<usize> = to.iter().filter_map(Value::as_obj).map(|o| o.addr()).collect();
        let mut found = Vec::new();
        let mut refused = Ok(());
        self.each_container(|p| {
            let mut refers = false;
            each_value(p, &mut |v| refers |= v.as_obj().is_some_and(|o| wanted.contains(&o.addr())));
            if refers && refused.is_ok() {
                refused = buffer::push(&mut found, Value::Obj(p.retained()));
            }
        });
        refused.map(|()| found)
    }
}
