//! The cycle collector: trial deletion over all containers of the heap (Lins; CPython's is the same idea).
//!
//! Counts that come from inside are subtracted from each container's count; what keeps a rest is reachable from outside, and so is all it
//! refers to. Runs only where no container is borrowed and no script code is half-way (the VM's safe points).

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use super::header::{FINALIZED, HAS_FINALIZER, MARKED, WEAKLY_REFERENCED};
use super::heap::{COLLECT_AFTER, Heap, shadow};
use super::kinds::Kind;
use super::live::Live;
use super::value::{ObjRef, Value};
use super::weak::WeakBox;
use crate::object::buffer::{self, Granted, NoMemory};

/// What a collection found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Collected {
    /// Objects that were unreachable.
    pub garbage: usize,
    /// Finalisers were queued: nothing was cleared yet; after they ran, another collection takes a second look.
    pub finalizers: bool,
}

/// Garbage, and how many containers there were in all.
struct Unreachable {
    garbage: Vec<ObjRef>,
    live: usize,
}

impl Heap {
    /// How many more containers there are than after the last collection.
    pub fn new_objects(&self) -> usize {
        self.since_collection.get().max(0) as usize
    }

    /// Whether a collection is due.
    #[inline(always)]
    pub fn wants_collection(&self) -> bool {
        self.since_collection.get() > self.threshold.get()
    }

    /// Objects whose end somebody would see (finalisers that have not run), as weak boxes.
    pub fn finalizable(&self) -> Vec<Rc<WeakBox>> {
        let mut found = Vec::new();
        self.each_object(|p| {
            if waits_for_finalizer(p) {
                found.push(p.retained());
            }
        });
        found.iter().map(|o| self.weak_box(o)).collect()
    }

    /// Whether the end of anything but `known` objects would be seen: by a finaliser or by the callback of a weak reference.
    pub fn end_is_seen(&self, known: &[Rc<WeakBox>]) -> bool {
        let known: Vec<usize> = known.iter().filter_map(|b| b.get()).map(|o| o.addr()).collect();
        let mut seen = self.has_weak_callbacks();
        self.each_object(|p| seen |= waits_for_finalizer(p) && !known.contains(&p.addr()));
        seen
    }

    /// Marks the instances of classes that have gained a finaliser.
    pub(in crate::object) fn flag_finalizers(&self) {
        self.each_object(|p| p.set_flag(p.class().instance_flags()));
    }

    pub(super) fn each_container(&self, mut f: impl FnMut(Live)) {
        self.each_object(|p| {
            if is_container(p) {
                f(p);
            }
        });
    }

    /// Collects garbage cycles.
    pub fn collect(&self) -> Collected {
        self.collect_from(0)
    }

    /// As `collect`. If the object at this address is garbage, finalisers are queued in the order in which their objects are met from there, level by
    /// level: what a module's names hold ends in the order of the names. All others end in the order of the heap.
    pub fn collect_from(&self, first: usize) -> Collected {
        let Some(found) = self.unreachable() else { return Collected::default() };
        self.kill_weak_of_garbage(&found.garbage);
        self.end_garbage(found, first)
    }

    /// The garbage as values, which stays as it is (`gc.DEBUG_SAVEALL`).
    pub fn find_garbage(&self) -> Vec<Value> {
        let found = self.unreachable().map(|found| found.garbage).unwrap_or_default();
        self.since_collection.set(0);
        found.into_iter().map(Value::Obj).collect()
    }

    /// What nothing outside refers to; `None` if there is no memory to find it.
    fn unreachable(&self) -> Option<Unreachable> {
        // The heap is walked for each step: a list of all containers would be the largest thing in memory while it exists.
        if !self.make_shadows() {
            self.give_up();
            return None;
        }
        let mut live = 0;
        self.each_container(|p| {
            live += 1;
            each_reference(p, &mut |q| shadow(q).set(shadow(q).get().saturating_add(1)));
        });
        let mut work: Vec<Live> = Vec::new();
        let mut no_memory = false;
        self.each_container(|root| {
            if shadow(root).get() >= root.count() || root.has(MARKED) {
                return;
            }
            root.set_own_flag(MARKED);
            no_memory |= buffer::push(&mut work, root).is_err();
            while let Some(p) = work.pop() {
                each_reference(p, &mut |q| {
                    if !q.has(MARKED) {
                        q.set_own_flag(MARKED);
                        no_memory |= buffer::push(&mut work, q).is_err();
                    }
                });
            }
        });
        drop(work);
        if no_memory {
            // What is reachable is not known.
            self.give_up();
            return None;
        }
        let mut garbage: Vec<ObjRef> = Vec::new();
        self.each_container(|p| {
            if p.has(MARKED) {
                p.clear_own_flag(MARKED);
            } else if garbage.try_reserve(1).is_ok() {
                // Without memory for all of them, some are as good.
                garbage.push(p.retained());
            }
        });
        self.drop_shadows();
        Some(Unreachable { garbage, live })
    }

    /// Queues the finalisers of garbage, or takes it apart if there are none.
    fn end_garbage(&self, found: Unreachable, first: usize) -> Collected {
        let Unreachable { garbage, live } = found;
        let survivors = live - garbage.len();
        // Where little was found, the heap only grows: it is walked a few times in all.
        let factor = if garbage.len() < live / 8 { 4 } else { 2 };
        self.threshold.set((factor * survivors as isize).max(COLLECT_AFTER));

        let mut out = Collected { garbage: garbage.len(), finalizers: false };
        let mut last: Vec<&ObjRef> = Vec::new();
        for o in garbage.iter().filter(|o| waits_for_finalizer(known(o))) {
            // Those that find no place have their turn at the next collection: garbage with a finaliser to run stays as it is.
            out.finalizers = true;
            if buffer::push(&mut last, o).is_err() {
                break;
            }
        }
        if last.len() > 1
            && first != 0
            && let Ok(places) = places_from(first, &garbage)
            && buffer::room_for(std::mem::size_of_val(&last[..]) as u64).is_ok()
        {
            last.sort_by_key(|o| places.get(&o.addr()).copied().unwrap_or(usize::MAX));
        }
        for o in last {
            self.queue_finalizer(o.clone());
        }
        if !out.finalizers {
            for o in &garbage {
                known(o).clear();
            }
        }
        drop(garbage);
        // Now, since what died just now was counted off.
        self.since_collection.set(0);
        self.forget_names();
        out
    }

    /// Lets go of the weak references to garbage. One that is garbage itself is not told.
    fn kill_weak_of_garbage(&self, garbage: &[ObjRef]) {
        if !garbage.iter().any(|o| o.header().has(WEAKLY_REFERENCED)) {
            return;
        }
        garbage.iter().for_each(|o| known(o).set_own_flag(MARKED));
        for o in garbage {
            let h = o.header();
            if h.has(WEAKLY_REFERENCED) {
                self.kill_weak(known(o), |r| !r.has(MARKED));
                h.clear_own_flag(WEAKLY_REFERENCED);
            }
        }
        garbage.iter().for_each(|o| known(o).clear_own_flag(MARKED));
    }

    /// A collection that finds no memory finds nothing. The next one is due when there is more to find.
    #[cold]
    fn give_up(&self) {
        self.each_container(|p| p.clear_own_flag(MARKED));
        self.drop_shadows();
        self.threshold.set(self.since_collection.get().max(COLLECT_AFTER) * 2);
    }
}

/// The garbage that is met from the object at an address, level by level: address to place. An order is worth no more memory than there is.
fn places_from(first: usize, garbage: &[ObjRef]) -> Granted<HashMap<usize, usize>> {
    let (mut known_places, mut places, mut row) = (HashMap::new(), HashMap::new(), VecDeque::new());
    known_places.try_reserve(garbage.len()).map_err(|_| NoMemory)?;
    places.try_reserve(garbage.len() + 1).map_err(|_| NoMemory)?;
    row.try_reserve(garbage.len()).map_err(|_| NoMemory)?;
    known_places.extend(garbage.iter().map(|o| (o.addr(), known(o))));
    row.extend(known_places.get(&first).copied());
    places.insert(first, 0);
    let mut met: Vec<Live> = Vec::new();
    while let Some(p) = row.pop_front() {
        let mut refused = false;
        each_reference(p, &mut |q| refused |= buffer::push(&mut met, q).is_err());
        if refused {
            return Err(NoMemory);
        }
        // CPython walks sequences from their end.
        if matches!(p.kind(), Kind::List | Kind::Tuple) {
            met.reverse();
        }
        for q in met.drain(..) {
            let (at, next) = (q.addr(), places.len());
            if known_places.contains_key(&at) {
                places.entry(at).or_insert_with(|| {
                    row.push_back(q);
                    next
                });
            }
        }
    }
    Ok(places)
}

/// Calls `f` with each container that a container refers to, its class among them.
fn each_reference(p: Live, f: &mut dyn FnMut(Live)) {
    let mut if_container = |q: Live| {
        if is_container(q) {
            f(q);
        }
    };
    p.traverse(&mut |v: &Value| {
        if let Value::Obj(o) = v {
            if_container(known(o));
        }
    });
    if_container(known(p.class().obj()));
}

/// Whether an object may be part of a cycle: by its storage, or since its class is a script's, which has a dict, which leads anywhere.
fn is_container(p: Live) -> bool {
    p.kind().is_container() || !p.is_exact()
}

fn waits_for_finalizer(p: Live) -> bool {
    p.has(HAS_FINALIZER) && !p.has(FINALIZED)
}

/// An object that somebody refers to. Nothing is freed while the collector is at work: what it finds it holds by references, and these it lets go of last.
fn known(o: &ObjRef) -> Live {
    // SAFETY: see above.
    unsafe { Live::of(o) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_are_collected_and_what_is_reachable_stays() {
        let heap = Heap::for_test();
        let kept = heap.list(vec![]);
        let held = heap.list(vec![]);
        kept.borrow_mut().push(held.value());
        held.borrow_mut().push(kept.value());
        drop(held);
        heap.collect();
        let before = heap.bytes();
        let (a, b) = (heap.list(vec![]), heap.list(vec![]));
        a.borrow_mut().push(b.value());
        b.borrow_mut().push(a.value());
        drop((a, b));
        assert_eq!(heap.collect().garbage, 2);
        assert_eq!(heap.bytes(), before);
        assert_eq!(kept.borrow().len(), 1);
    }
}
