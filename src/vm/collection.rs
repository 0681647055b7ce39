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
    /// `gc.set_debug`
    pub debug: i64,
    /// How many objects there were when `gc.freeze` was called.
    pub frozen: usize,
    /// `gc.garbage`
    pub garbage: Option<Ref<ListObj>>,
}

/// Flags of `gc.set_debug`: figures on standard error, each object that is garbage, garbage is kept.
pub const DEBUG_STATS: i64 = 1;
/// See above.
pub const DEBUG_COLLECTABLE: i64 = 2;
/// See above.
pub const DEBUG_SAVEALL: i64 = 32;

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
        let found = match self.extension::<GcCallbacks>().debug {
            0 => self.collect_garbage_from(0),
            flags => self.collect_garbage_shown(generation, flags),
        };
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

    /// The same as `gc.set_debug` has it.
    #[cold]
    fn collect_garbage_shown(&mut self, generation: i64, flags: i64) -> usize {
        let begin = self.world.monotonic();
        let shows = flags & DEBUG_STATS != 0;
        if shows {
            // There is one generation, and nothing is kept apart for good.
            let all = self.heap.containers().map_or(0, |all| all.len());
            self.write_stderr(&format!(
                "gc: collecting generation {generation}...\ngc: objects in each generation: 0 0 {all}\ngc: objects in permanent generation: 0\n"
            ));
        }
        let mut found = None;
        if flags & (DEBUG_COLLECTABLE | DEBUG_SAVEALL) != 0 {
            let garbage = self.heap.find_garbage();
            for v in garbage.iter().filter(|_| flags & DEBUG_COLLECTABLE != 0) {
                let (class, at) = (self.class_name(v), v.as_obj().map_or(0, |o| o.addr()));
                self.write_stderr(&format!("gc: collectable <{class} {at:#x}>\n"));
            }
            if flags & DEBUG_SAVEALL != 0 {
                found = Some(garbage.len());
                if let Some(list) = self.extension::<GcCallbacks>().garbage.clone() {
                    list.borrow_mut().extend(garbage);
                }
            }
        }
        let found = found.unwrap_or_else(|| self.collect_garbage_from(0));
        if shows {
            let took = self.world.monotonic() - begin;
            self.write_stderr(&format!(
                "gc: done, {found} unreachable, 0 uncollectable, {took:.4}s elapsed\n"
            ));
        }
        found
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
