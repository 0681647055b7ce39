//! Full collections, and whom scripts have told of them (`gc.callbacks`).

use crate::object::list::ListObj;
use crate::object::{Ref, Value};

use super::Vm;

/// `gc.callbacks`, once a script has imported `gc`.
#[derive(Default)]
pub struct GcCallbacks {
    /// The list. It stays the same, whatever the module's name is bound to.
    pub list: Option<Ref<ListObj>>,
    /// A collection is under way: what runs meanwhile begins none of its own.
    under_way: bool,
}

impl Vm {
    /// A full collection with its finalisers; how many objects were unreachable.
    pub fn collect_garbage(&mut self) -> usize {
        self.collect_garbage_told(2)
    }

    /// The same, told as one of this generation.
    pub fn collect_garbage_told(&mut self, generation: i64) -> usize {
        if self.extension_ref::<GcCallbacks>().is_none_or(|g| g.list.is_none()) {
            return self.collect_garbage_from(0);
        }
        if std::mem::replace(&mut self.extension::<GcCallbacks>().under_way, true) {
            return 0;
        }
        self.tell_collection("start", generation, 0);
        let found = self.collect_garbage_from(0);
        self.tell_collection("stop", generation, found);
        self.extension::<GcCallbacks>().under_way = false;
        found
    }

    /// The same without telling anybody, where finalisers run in the order in which their objects are met from the object at an address (`Heap::collect_from`).
    pub fn collect_garbage_from(&mut self, first: usize) -> usize {
        for _ in 0..4 {
            let found = self.heap.collect_from(first);
            self.run_finalizers();
            // A pass that queued finalisers clears nothing: what is still garbage after them is counted by the next one, and what they brought
            // back is not counted at all.
            if !found.finalizers {
                return found.garbage;
            }
        }
        0
    }

    fn tell_collection(&mut self, phase: &str, generation: i64, collected: usize) {
        let Some(list) = self.extension::<GcCallbacks>().list.clone() else { return };
        if list.is_empty() {
            return;
        }
        let info = self.heap.dict();
        let collected = self.heap.int_from_usize(collected);
        for (name, v) in [
            ("generation", Value::Int(generation)),
            ("collected", collected),
            ("uncollectable", Value::Int(0)),
        ] {
            info.set_text(self.heap, name, v);
        }
        let phase = self.heap.str(phase).into_value();
        let mut i = 0;
        // Callbacks may change the list.
        while let Some(f) = list.get(i) {
            let saved = self.thread.raised.take();
            if let Err(e) = self.call(&f, &[phase.clone(), info.value()]) {
                let x = self.take_raised(e);
                (self.hooks.unraisable)(self, x, "calling GC callback", &f);
            }
            self.thread.raised = saved;
            i += 1;
        }
    }
}
