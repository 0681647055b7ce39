//! How objects die: one after the other from a list, never by recursion, and without asking for memory, for this is what gives memory back.
//!
//! The trick: of a dead object only the count is of no use any more, four bytes. It holds the number of the object that is next in the list: the number of its
//! block and its place there, or its number among the large objects.

use std::ptr::NonNull;

use super::header::*;
use super::heap::{BLOCK, Block, Ending, GRAIN, Heap, LargeHead};
use super::live::Live;
use super::str_obj::StrObj;
use super::tuple::TupleObj;
use super::value::ObjRef;
use crate::object::list::ListObj;

/// Bits of a number that say where in its block an object lies.
const PLACE_BITS: u32 = (BLOCK / GRAIN).ilog2();
/// A number among the large objects.
const IS_LARGE: u32 = 1 << 31;

/// The number of an object; 0 is none's, since a block begins with its head. None: it lies beyond 32 GiB of blocks.
#[inline(always)]
fn number_of(o: Live) -> Option<u32> {
    let at = o.addr();
    // SAFETY: the object is in its cell: in a block, or behind the prefix of a large one.
    unsafe {
        if o.has(LARGE) {
            let number = (*LargeHead::of(o.pointer())).number;
            return if number & IS_LARGE == 0 { Some(number | IS_LARGE) } else { None };
        }
        let block = &*((at & !(BLOCK - 1)) as *const Block);
        let place = (at & (BLOCK - 1)) / GRAIN;
        if block.number >> (31 - PLACE_BITS) != 0 {
            return None;
        }
        Some((block.number << PLACE_BITS) | place as u32)
    }
}

impl Heap {
    #[inline(always)]
    fn object_at(&self, number: u32) -> Live {
        if number & IS_LARGE != 0 {
            return self.large.borrow().at(number & !IS_LARGE).expect("a dying object is still there");
        }
        let block = self.blocks.borrow()[(number >> PLACE_BITS) as usize];
        let place = (number & ((1 << PLACE_BITS) - 1)) as usize * GRAIN;
        // SAFETY: the number was made from an object in this block.
        unsafe { Live::new(block.cast::<u8>().add(place).cast()) }
    }

    /// Puts a dead object onto the list.
    #[inline]
    fn push_dead(&self, o: Live) {
        o.set_own_flag(DYING);
        match number_of(o) {
            Some(n) => {
                o.set_count(self.dying.get());
                self.dying.set(n);
            }
            None => self.dying_far.borrow_mut().push(o),
        }
    }

    /// Takes the object off the list that came last.
    #[inline]
    fn pop_dead(&self) -> Option<Live> {
        let n = self.dying.get();
        let o = if n == 0 { self.dying_far.borrow_mut().pop()? } else { self.object_at(n) };
        if n != 0 {
            self.dying.set(o.count());
            o.set_count(0);
        }
        o.clear_own_flag(DYING);
        Some(o)
    }

    /// Turns round the part of the list that has come since `before` was its head.
    fn turn_round(&self, before: u32) {
        let (mut at, mut turned) = (self.dying.get(), before);
        while at != before {
            let next = self.object_at(at);
            let following = next.count();
            next.set_count(turned);
            (turned, at) = (at, following);
        }
        self.dying.set(turned);
    }
}

/// The last reference is gone.
///
/// # Safety
/// The count was just lowered, and `release` said true.
// Cold for whoever drops a reference: most of them are not the last ones, and the code around must not pay for the call.
#[cold]
#[inline(never)]
pub(super) unsafe fn last_release(p: NonNull<Header>) {
    // SAFETY: an object whose count sticks lives; of any other this was the last reference. The heap outlives its objects.
    unsafe {
        if p.as_ref().stick() {
            return;
        }
        let p = Live::new(p);
        let heap = p.heap();
        if heap.ending.get() == Ending::CellsStay {
            return;
        }
        // What refers to nothing and has nothing to say goes at once.
        if p.kind() == Kind::Str
            && p.flags.get() & (EXACT | LARGE | WEAKLY_REFERENCED | HAS_FINALIZER) == EXACT
        {
            let class = p.class.get();
            let p = p.pointer();
            p.add(1).cast::<StrObj>().drop_in_place();
            heap.free_cell(p);
            drop(ObjRef::from_raw(class));
            return;
        }
        if heap.releasing.get() {
            heap.push_dead(p);
            return;
        }
        heap.releasing.set(true);
        bury(heap, p);
        while let Some(p) = heap.pop_dead() {
            bury(heap, p);
        }
        heap.releasing.set(false);
    }
}

/// Drops one dead object, or queues it for its finaliser.
///
/// # Safety
/// Its last reference is gone, and it is on no list.
unsafe fn bury(heap: &Heap, header: Live) {
    // SAFETY: see `last_release`; what the payload releases goes to the list.
    unsafe {
        let p = header.pointer();
        if header.flags.get() & (HAS_FINALIZER | WEAKLY_REFERENCED) != 0 {
            if header.has(HAS_FINALIZER) && !header.has(FINALIZED) && heap.ending.get() == Ending::NotYet {
                header.set_count(1);
                heap.queue_finalizer(ObjRef::from_raw(p));
                return;
            }
            if header.has(WEAKLY_REFERENCED) {
                heap.kill_weak(header, |_| true);
            }
        }
        if header.kind().is_container() {
            heap.since_collection.set(heap.since_collection.get() - 1);
        }
        let class = header.class.get();
        // The items of a sequence die last first, the parts of anything else in their order; what each of them held dies with it.
        let sequence = matches!(header.kind(), Kind::List | Kind::Tuple);
        let before = heap.dying.get();
        // The commonest are not looked up by their kind, and have nothing behind their payload.
        match header.kind() {
            Kind::Tuple if header.has(EXACT) => p.add(1).cast::<TupleObj>().drop_in_place(),
            Kind::List if header.has(EXACT) => p.add(1).cast::<ListObj>().drop_in_place(),
            _ => header.drop_parts(),
        }
        if !sequence && heap.dying.get() != before {
            heap.turn_round(before);
        }
        heap.free_cell(p);
        drop(ObjRef::from_raw(class));
    }
}

/// The objects that have allocations of their own, by their numbers, which stand before them.
#[derive(Default)]
pub(super) struct LargeObjects {
    all: Vec<Option<Live>>,
    /// Numbers that are free again. There is room for all of them, so that an object can go without asking for memory.
    free: Vec<u32>,
}

impl LargeObjects {
    /// Notes an object; its number comes out.
    pub(super) fn insert(&mut self, p: Live) -> u32 {
        if let Some(n) = self.free.pop() {
            self.all[n as usize] = Some(p);
            return n;
        }
        self.all.push(Some(p));
        self.free.reserve(self.all.len());
        u32::try_from(self.all.len() - 1).expect("two terabytes of large objects")
    }
    /// Forgets an object.
    pub(super) fn remove(&mut self, number: u32) {
        self.all[number as usize] = None;
        self.free.push(number);
    }
    /// The object of a number, if there is one.
    pub(super) fn at(&self, number: u32) -> Option<Live> {
        self.all.get(number as usize).copied().flatten()
    }
    /// Numbers that there are, the free ones among them.
    pub(super) fn len(&self) -> u32 {
        self.all.len() as u32
    }
    /// All objects.
    pub(super) fn iter(&self) -> impl Iterator<Item = Live> {
        self.all.iter().filter_map(|p| *p)
    }
}
