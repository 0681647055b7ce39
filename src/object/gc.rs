//! The cycle collector: trial deletion over all containers of the heap (Lins; CPython's is the same idea).
//!
//! Counts that come from inside are subtracted from each container's count; what keeps a rest is reachable from outside, and so is all it
//! refers to. Runs only where no container is borrowed and no script code is half-way (the VM's safe points).

use std::collections::HashMap;
use std::ptr::NonNull;
use std::rc::Rc;

use super::header::{FINALIZED, HAS_FINALIZER, Header, MARKED, WEAKLY_REFERENCED};
use super::heap::{self, Heap, WeakBox};
use super::value::{ObjRef, Value};

/// What a collection found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Collected {
    /// Objects that were unreachable.
    pub garbage: usize,
    /// Finalisers were queued: nothing was cleared yet; after they ran, another collection takes a second look.
    pub finalizers: bool,
}

impl Heap {
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
                found.push(heap::retained(p));
            }
        });
        found.iter().map(|o| self.weak_box(o)).collect()
    }

    /// Whether the end of anything but `known` objects would be seen: by a finaliser or by the callback of a weak reference.
    pub fn end_is_seen(&self, known: &[Rc<WeakBox>]) -> bool {
        let known: Vec<usize> = known.iter().filter_map(|b| b.get()).map(|o| o.addr()).collect();
        let mut seen = self.has_weak_callbacks();
        self.each_object(|p| seen |= waits_for_finalizer(p) && !known.contains(&(p.as_ptr() as usize)));
        seen
    }

    /// Collects garbage cycles.
    pub fn collect(&self) -> Collected {
        let mut big: HashMap<NonNull<Header>, u32> = HashMap::new();
        self.set_shadows(true);
        let mut containers = Vec::new();
        self.each_object(|p| {
            let h = header(p);
            if h.kind().is_container() {
                match self.shadow(p) {
                    Some(c) => c.set(h.count()),
                    None => {
                        big.insert(p, h.count());
                    }
                }
                containers.push(p);
            }
        });
        let live = containers.len();
        for p in &containers {
            let mut subtract = |q: NonNull<Header>| {
                if !header(q).kind().is_container() {
                    return;
                }
                match self.shadow(q) {
                    Some(c) => c.set(c.get().saturating_sub(1)),
                    None => {
                        if let Some(n) = big.get_mut(&q) {
                            *n = n.saturating_sub(1);
                        }
                    }
                }
            };
            heap::traverse(*p, &mut |v: &Value| {
                if let Value::Obj(o) = v {
                    subtract(NonNull::from(o.header()));
                }
            });
            subtract(NonNull::from(header(*p).class().obj().header()));
        }
        let mut work: Vec<NonNull<Header>> = containers
            .iter()
            .filter(|p| self.shadow(**p).map_or_else(|| big.get(p).copied().unwrap_or(1), |c| c.get()) > 0)
            .copied()
            .collect();
        work.iter().for_each(|p| header(*p).set_flag(MARKED));
        while let Some(p) = work.pop() {
            let mut reach = |q: NonNull<Header>| {
                let h = header(q);
                if h.kind().is_container() && !h.has(MARKED) {
                    h.set_flag(MARKED);
                    work.push(q);
                }
            };
            let mut found = vec![NonNull::from(header(p).class().obj().header())];
            heap::traverse(p, &mut |v: &Value| {
                if let Value::Obj(o) = v {
                    found.push(NonNull::from(o.header()));
                }
            });
            found.drain(..).for_each(&mut reach);
        }
        let garbage: Vec<ObjRef> =
            containers.iter().filter(|p| !header(**p).has(MARKED)).map(|p| heap::retained(*p)).collect();
        for o in &garbage {
            let h = o.header();
            if h.has(WEAKLY_REFERENCED) {
                // A weak reference that is garbage itself is not told.
                self.kill_weak(NonNull::from(h), |r| {
                    !header(r).kind().is_container() || header(r).has(MARKED)
                });
                h.clear_flag(WEAKLY_REFERENCED);
            }
        }
        containers.iter().for_each(|p| header(*p).clear_flag(MARKED));
        self.set_shadows(false);
        let survivors = live - garbage.len();
        self.since_collection.set(0);
        self.threshold.set((2 * survivors as isize).max(50_000));

        let mut out = Collected { garbage: garbage.len(), finalizers: false };
        for o in &garbage {
            if o.header().has(HAS_FINALIZER) && !o.header().has(FINALIZED) {
                out.finalizers = true;
                self.queue_finalizer(o.clone());
            }
        }
        if !out.finalizers {
            for o in &garbage {
                heap::clear(NonNull::from(o.header()));
            }
        }
        out
    }
}

fn waits_for_finalizer(p: NonNull<Header>) -> bool {
    header(p).has(HAS_FINALIZER) && !header(p).has(FINALIZED)
}

fn header<'a>(p: NonNull<Header>) -> &'a Header {
    heap::header_of(p)
}
