//! The heap: cells by size class in aligned blocks, so that allocation is a pop, and a walk over all objects needs no registry.
//!
//! An object is a header, a payload, perhaps an instance part (shape, overflow, inline slots), perhaps a tail (items of a tuple, bytes of a
//! string). A dying object finds its heap through header and class. Dropping uses a worklist, never recursion, and runs no
//! script code: objects with finalisers go to a queue which the VM drains.

use std::alloc::{Layout, dealloc};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ptr::NonNull;
use std::rc::Rc;

use super::dying::LargeObjects;
use super::header::*;
use super::instance::{self, INSTANCE_PART};
use super::kinds::{Payload, TableOf, VTable};
use super::live::Live;
use super::reserve;
use super::value::{ObjRef, Ref, Value};
use super::weak::WeakBox;
use crate::guard::Guard;
use crate::object::types::TypeObj;

/// Size of a block and its alignment, in bytes.
pub(super) const BLOCK: usize = 1 << 16;
/// Blocks taken from the system at a time.
const REGION_BLOCKS: usize = 16;
/// Largest cell in a block; larger objects have an allocation of their own.
const MAX_CELL: usize = 512;
pub(super) const GRAIN: usize = 16;
const CLASSES: usize = MAX_CELL / GRAIN + 1;
const HEADER: usize = std::mem::size_of::<Header>();

/// What stands at the start of a block.
pub(super) struct Block {
    pub(super) cell: usize,
    /// Its place among the blocks.
    pub(super) number: u32,
    /// Counts for the collector, one a cell, while it runs.
    pub(super) shadow: Cell<*mut u32>,
}
const BLOCK_HEAD: usize = 64;

/// What stands before a large object.
#[repr(C, align(16))]
pub(super) struct LargeHead {
    size: usize,
    /// Its place among the large objects.
    pub(super) number: u32,
    /// Its count for the collector, while it runs.
    shadow: Cell<u32>,
}
const LARGE_HEAD: usize = std::mem::size_of::<LargeHead>();

impl LargeHead {
    /// The head of a large object.
    ///
    /// # Safety
    /// It is one, and the head is used as long as the object lives.
    pub(super) unsafe fn of(p: NonNull<Header>) -> *mut LargeHead {
        p.as_ptr().cast::<u8>().wrapping_sub(LARGE_HEAD).cast()
    }
    fn layout(size: usize) -> Layout {
        Layout::from_size_align(size + LARGE_HEAD, 16).expect("size was checked by the caller")
    }
}
/// So many containers more than after the last collection make the next one due, or a multiple of those that survived it.
pub(super) const COLLECT_AFTER: isize = 50_000;
/// Weak notes for which there is room at once: each built-in class has some.
const WEAK_AT_START: usize = 256;
/// Interned strings that are never looked through.
pub(in crate::object) const NAMES: usize = 8192;

struct FreeCell {
    next: *mut FreeCell,
}

#[derive(Clone, Copy)]
struct Bin {
    free: *mut FreeCell,
    bump: *mut u8,
    end: *mut u8,
}

/// `str`, `dict`, `tuple`.
pub(super) type RootTypes = (Ref<TypeObj>, Ref<TypeObj>, Ref<TypeObj>);

/// How far the end of a heap has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    NotYet,
    /// No finaliser is queued any more.
    NoFinalizers,
    /// Nothing is freed by its count any more.
    CellsStay,
}

/// All objects of one VM.
pub struct Heap {
    bins: [Cell<Bin>; CLASSES],
    pub(super) blocks: RefCell<Vec<NonNull<Block>>>,
    /// Where blocks lie, and how many in each.
    regions: RefCell<Vec<(NonNull<u8>, usize)>>,
    spare: RefCell<Vec<NonNull<Block>>>,
    pub(super) large: RefCell<LargeObjects>,
    /// Bytes in cells and large objects.
    bytes: Cell<usize>,
    /// Containers made since the last collection, less those that died.
    pub(super) since_collection: Cell<isize>,
    pub(super) threshold: Cell<isize>,
    pub(super) releasing: Cell<bool>,
    #[cfg(feature = "checked")]
    quarantine: super::quarantine::Quarantine,
    /// How far the end of the heap has come; see `teardown`.
    pub(super) ending: Cell<Ending>,
    /// The list of the dead, and those who have no number; see `dying`.
    pub(super) dying: Cell<u32>,
    pub(super) dying_far: RefCell<Vec<Live>>,
    /// Objects that wait for their finaliser.
    finalizers: RefCell<Vec<ObjRef>>,
    pub(super) weak: RefCell<HashMap<Live, Rc<WeakBox>, foldhash::fast::FixedState>>,
    pub(super) weak_callbacks: RefCell<Vec<(Value, Value)>>,
    /// Something waits in `finalizers` or `weak_callbacks`, or a collection is due. Others than the heap set it, too.
    pub guard: Guard,
    /// Moves when a class changes in a way that inline caches depend on.
    pub class_epoch: Cell<u64>,
    /// Source of dict key versions.
    pub keys_version: Cell<u64>,
    /// Seed of string hashes.
    pub hash_seed: Cell<u64>,
    pub(in crate::object) interned: RefCell<hashbrown::HashTable<ObjRef>>,
    /// With so many interned strings it is worth looking which of them nobody has any more.
    pub(in crate::object) names_due: Cell<usize>,
    pub(super) shapes: RefCell<super::shape_ref::Shapes>,
    pub(super) method_cache: super::method_cache::MethodCache,
    /// `str`, `dict`, `tuple`, while the other classes are being made.
    pub(in crate::object) root_types: RefCell<Option<RootTypes>>,
    /// The built-in classes.
    pub(in crate::object) types: std::cell::OnceCell<crate::object::types::Types>,
    /// Strings of one Latin-1 character, and the empty one at 256.
    pub(in crate::object) small_strings: RefCell<Vec<Option<Ref<crate::object::str::StrObj>>>>,
    pub(super) empty_tuple: std::cell::OnceCell<Ref<super::tuple::TupleObj>>,
}

impl Heap {
    /// An empty heap. It must not move once a type object exists: `OwnedHeap` sees to that.
    pub(super) fn new() -> Heap {
        let empty = Bin { free: std::ptr::null_mut(), bump: std::ptr::null_mut(), end: std::ptr::null_mut() };
        Heap {
            bins: std::array::from_fn(|_| Cell::new(empty)),
            blocks: RefCell::default(),
            regions: RefCell::default(),
            spare: RefCell::default(),
            large: RefCell::default(),
            bytes: Cell::new(0),
            since_collection: Cell::new(0),
            threshold: Cell::new(COLLECT_AFTER),
            releasing: Cell::new(false),
            #[cfg(feature = "checked")]
            quarantine: Default::default(),
            ending: Cell::new(Ending::NotYet),
            dying: Cell::new(0),
            dying_far: RefCell::default(),
            finalizers: RefCell::default(),
            weak: RefCell::new(HashMap::with_capacity_and_hasher(WEAK_AT_START, Default::default())),
            weak_callbacks: RefCell::default(),
            guard: Guard::default(),
            class_epoch: Cell::new(1),
            keys_version: Cell::new(1),
            hash_seed: Cell::new(0),
            // Room for the names of all built-in classes and functions, some 2,500 once their dicts are filled.
            interned: RefCell::new(hashbrown::HashTable::with_capacity(3500)),
            names_due: Cell::new(NAMES),
            shapes: RefCell::default(),
            method_cache: Default::default(),
            root_types: RefCell::default(),
            types: std::cell::OnceCell::new(),
            small_strings: RefCell::default(),
            empty_tuple: std::cell::OnceCell::new(),
        }
    }

    /// A heap that is there for the rest of the process.
    #[cfg(test)]
    pub(crate) fn for_test() -> &'static Heap {
        // SAFETY: the owner is never dropped.
        let heap = unsafe { Box::leak(Box::new(super::teardown::OwnedHeap::new())).get() };
        heap.set_up();
        heap
    }

    /// Bytes in use by objects, without what their payloads hold outside.
    pub fn bytes(&self) -> usize {
        self.bytes.get()
    }

    /// The next version for a dict whose key set changed; also a number that was never given out.
    #[inline]
    pub fn next_keys_version(&self) -> u64 {
        let v = self.keys_version.get() + 1;
        self.keys_version.set(v);
        v
    }

    /// The built-in classes.
    #[inline(always)]
    pub fn types(&self) -> &crate::object::types::Types {
        self.types.get().expect("the heap is set up before it is used")
    }

    /// One of `str`, `dict`, `tuple`, even before the other classes exist.
    #[inline(always)]
    pub(in crate::object) fn root_type<R>(&self, f: impl FnOnce(&RootTypes) -> R) -> R {
        f(self.root_types.borrow().as_ref().expect("the root types come first"))
    }

    /// Inline caches that depend on classes are stale from now on.
    pub fn bump_class_epoch(&self) {
        self.class_epoch.set(self.class_epoch.get() + 1);
    }

    /// A cell of at least so many bytes, and the flag that says what kind of cell.
    ///
    /// # Safety
    /// The caller writes a header before the heap is walked.
    #[inline]
    unsafe fn cell(&self, size: usize) -> (NonNull<Header>, u8) {
        let size = size.max(32);
        if size > MAX_CELL {
            // SAFETY: as for this function.
            return (unsafe { self.large_cell(size) }, LARGE);
        }
        let class = size.div_ceil(GRAIN);
        self.bytes.set(self.bytes.get() + class * GRAIN);
        let bin = &self.bins[class];
        let mut b = bin.get();
        if !b.free.is_null() {
            let p = b.free;
            // SAFETY: the free list links free cells of this bin, written by `free_cell`; the link stands behind the header.
            b.free = unsafe { (*(p as *mut u8).add(HEADER).cast::<FreeCell>()).next };
            bin.set(b);
            // SAFETY: not null.
            return (unsafe { NonNull::new_unchecked(p.cast()) }, 0);
        }
        if b.bump == b.end {
            b = self.new_block(class);
        }
        let p = b.bump;
        // SAFETY: bump and end delimit a run of whole cells in one block.
        b.bump = unsafe { p.add(class * GRAIN) };
        bin.set(b);
        // SAFETY: not null.
        (unsafe { NonNull::new_unchecked(p.cast()) }, 0)
    }

    #[cold]
    fn new_block(&self, class: usize) -> Bin {
        let spare = self.spare.borrow_mut().pop();
        let block = match spare {
            Some(b) => b,
            None => {
                // Near the end of memory one block may still be had; the last ones come from the reserve.
                let (region, blocks) = match reserve::try_allocate(region_layout(REGION_BLOCKS)) {
                    Some(region) => (region, REGION_BLOCKS),
                    None => (reserve::allocate(region_layout(1)), 1),
                };
                self.regions.borrow_mut().push((region, blocks));
                let mut spare = self.spare.borrow_mut();
                for i in (0..blocks).rev() {
                    // SAFETY: within the region.
                    spare.push(unsafe { region.add(i * BLOCK) }.cast());
                }
                spare.pop().expect("a region holds blocks")
            }
        };
        let cell = class * GRAIN;
        let number = self.blocks.borrow().len() as u32;
        // SAFETY: the block is unused memory of BLOCK bytes.
        unsafe { block.as_ptr().write(Block { cell, number, shadow: Cell::new(std::ptr::null_mut()) }) };
        self.blocks.borrow_mut().push(block);
        let start = block.as_ptr() as *mut u8;
        let count = (BLOCK - BLOCK_HEAD) / cell;
        // SAFETY: within the block.
        let bump = unsafe { start.add(BLOCK_HEAD) };
        // SAFETY: within the block.
        Bin { free: std::ptr::null_mut(), bump, end: unsafe { bump.add(count * cell) } }
    }

    /// # Safety
    /// As for `cell`.
    #[cold]
    unsafe fn large_cell(&self, size: usize) -> NonNull<Header> {
        let layout = LargeHead::layout(size);
        let p = reserve::allocate(layout);
        // SAFETY: the head lies within the allocation, and the caller writes the header before anybody looks for the object.
        unsafe {
            let obj = p.add(LARGE_HEAD).cast();
            let number = self.large.borrow_mut().insert(Live::new(obj));
            p.cast().write(LargeHead { size, number, shadow: Cell::new(0) });
            self.bytes.set(self.bytes.get() + size);
            obj
        }
    }

    /// # Safety
    /// The object is dead: payload dropped, nobody refers to it.
    #[inline]
    pub(super) unsafe fn free_cell(&self, p: NonNull<Header>) {
        // SAFETY: the header is still intact, and the cell belongs to this heap.
        unsafe {
            if p.as_ref().has(LARGE) {
                return self.free_large(p);
            }
            let block = &*((p.as_ptr() as usize & !(BLOCK - 1)) as *const Block);
            let size = block.cell;
            self.bytes.set(self.bytes.get() - size);
            p.as_ref().kind.set(Kind::Free);
            #[cfg(feature = "checked")]
            let Some(p) = self.quarantine.exchange(p, size) else { return };
            #[cfg(feature = "checked")]
            let size = (*((p.as_ptr() as usize & !(BLOCK - 1)) as *const Block)).cell;
            let bin = &self.bins[size / GRAIN];
            let mut b = bin.get();
            (p.as_ptr() as *mut u8).add(HEADER).cast::<FreeCell>().write(FreeCell { next: b.free });
            b.free = p.as_ptr() as *mut FreeCell;
            bin.set(b);
        }
    }

    /// # Safety
    /// As for `free_cell`; the object has an allocation of its own.
    #[cold]
    #[inline(never)]
    unsafe fn free_large(&self, p: NonNull<Header>) {
        // SAFETY: the head stands before every large object.
        unsafe {
            let head = LargeHead::of(p);
            let size = (*head).size;
            self.large.borrow_mut().remove((*head).number);
            self.bytes.set(self.bytes.get() - size);
            dealloc(head.cast(), LargeHead::layout(size));
        }
    }

    /// Counts a new container; the collector is asked for once when enough of them have come.
    #[inline(always)]
    fn note_container(&self) {
        let n = self.since_collection.get() + 1;
        self.since_collection.set(n);
        if n == self.threshold.get() + 1 {
            self.ask();
        }
    }

    /// A new object of the class with the given payload; with an instance part if the class wants one.
    #[inline]
    pub fn alloc<T: Payload>(&self, class: &Ref<TypeObj>, payload: T) -> Ref<T> {
        // SAFETY: nothing is written into the tail.
        unsafe { self.alloc_tailed(class, 0, |_| payload) }
    }

    /// Like `alloc`, with `tail` bytes behind the object; the payload is made from the address of the tail (16-byte aligned within reason: 8).
    ///
    /// # Safety
    /// `make` writes to no more than the tail.
    #[inline]
    pub(super) unsafe fn alloc_tailed<T: Payload>(
        &self,
        class: &Ref<TypeObj>,
        tail: usize,
        make: impl FnOnce(*mut u8) -> T,
    ) -> Ref<T> {
        const { assert!(std::mem::align_of::<T>() <= 8, "payloads are aligned to 8 bytes at most") };
        // The header says in one byte, in words, where the instance part begins.
        const {
            assert!(
                std::mem::size_of::<T>() + HEADER + 8 <= 8 * u8::MAX as usize,
                "large payloads go into a box"
            )
        };
        let foreign = matches!(T::KIND, Kind::Foreign);
        let payload_at = HEADER + if foreign { 8 } else { 0 };
        let mut size = payload_at + std::mem::size_of::<T>().next_multiple_of(8);
        let instance_at = size;
        let inline = class.inline_slots();
        if let Some(n) = inline {
            size += INSTANCE_PART + n as usize * std::mem::size_of::<Value>();
        }
        let tail_at = size;
        size += tail;
        // SAFETY: the header is written below.
        let (p, large) = unsafe { self.cell(size) };
        let mut flags = large | class.instance_flags();
        if T::KIND.is_container() {
            self.note_container();
        }
        if !class.is_heap_type() {
            flags |= EXACT;
        }
        // SAFETY: the cell has room for all parts; every part is written before anybody sees the object.
        unsafe {
            let base = p.as_ptr() as *mut u8;
            // Until all parts are there the cell counts as free: what makes the payload may look at the heap.
            p.as_ptr().write(Header::new(Kind::Free, flags, class.clone().into_obj().into_raw()));
            if foreign {
                (base.add(HEADER) as *mut &'static VTable).write(TableOf::<T>::TABLE);
            }
            (base.add(payload_at) as *mut T).write(make(base.add(tail_at)));
            if let Some(n) = inline {
                p.as_ref().instance_at.set((instance_at / 8) as u8);
                p.as_ref().inline_slots.set(n);
                instance::init(base.add(instance_at), n, class.root_shape());
            }
            p.as_ref().kind.set(T::KIND);
            Ref::from_obj_unchecked(ObjRef::from_raw(p))
        }
    }

    /// `alloc_tailed` of a built-in class without attributes: texts and tuples.
    ///
    /// # Safety
    /// As for `alloc_tailed`; the class is no class of the script's, and has no instance part.
    #[inline(always)]
    pub(super) unsafe fn alloc_exact<T: Payload>(
        &self,
        class: &Ref<TypeObj>,
        tail: usize,
        make: impl FnOnce(*mut u8) -> T,
    ) -> Ref<T> {
        const { assert!(std::mem::align_of::<T>() <= 8 && !matches!(T::KIND, Kind::Foreign)) };
        let tail_at = HEADER + std::mem::size_of::<T>().next_multiple_of(8);
        if T::KIND.is_container() {
            self.note_container();
        }
        // SAFETY: the header is written below; the cell has room for all parts, and counts as free until they are there.
        unsafe {
            let (p, large) = self.cell(tail_at + tail);
            p.as_ptr().write(Header::new(Kind::Free, large | EXACT, class.clone().into_obj().into_raw()));
            let base = p.as_ptr() as *mut u8;
            (base.add(HEADER) as *mut T).write(make(base.add(tail_at)));
            p.as_ref().kind.set(T::KIND);
            Ref::from_obj_unchecked(ObjRef::from_raw(p))
        }
    }

    /// The first object of a heap, the class `type`, whose class is itself.
    pub(in crate::object) fn alloc_root_type(&self, payload: TypeObj) -> Ref<TypeObj> {
        // SAFETY: as in `alloc`; the class word points at the object itself, which is immortal.
        unsafe {
            let (p, large) = self.cell(HEADER + std::mem::size_of::<TypeObj>());
            p.as_ptr().write(Header::new(Kind::Type, large | EXACT, p));
            (p.as_ptr().add(1) as *mut TypeObj).write(payload);
            p.as_ref().make_immortal();
            Ref::from_obj_unchecked(ObjRef::from_raw(p))
        }
    }

    /// The heap ends: finalisers have had their time.
    pub(super) fn end_finalizers(&self) {
        self.ending.set(Ending::NoFinalizers);
        drop(self.take_due());
    }

    /// The heap ends: the cells of what dies now stay, and the heap itself lets go of what it holds.
    pub(super) fn keep_cells(&mut self) {
        self.ending.set(Ending::CellsStay);
        drop(self.types.take());
        drop(self.empty_tuple.take());
        drop(self.weak.take());
        drop(self.weak_callbacks.take());
        drop(self.interned.take());
        drop(self.root_types.take());
        drop(self.small_strings.take());
        drop(self.shapes.take());
    }

    /// The heap ends: its memory goes back to the system.
    ///
    /// # Safety
    /// Every object has been dropped, and nobody allocates any more.
    pub(super) unsafe fn release_memory(&self) {
        for p in self.large.take().iter() {
            // SAFETY: the object is dropped, and its allocation begins with its head.
            unsafe {
                let head = LargeHead::of(p.pointer());
                dealloc(head.cast(), LargeHead::layout((*head).size));
            }
        }
        self.blocks.borrow_mut().clear();
        self.spare.borrow_mut().clear();
        for (region, blocks) in self.regions.take() {
            // SAFETY: allocated in `new_block` with this layout; no cell of it is in use.
            unsafe {
                dealloc(region.as_ptr(), region_layout(blocks));
            }
        }
    }

    /// Objects whose finalisers are due, and weak reference callbacks (reference object, callback).
    pub fn take_due(&self) -> (Vec<ObjRef>, Vec<(Value, Value)>) {
        (
            std::mem::take(&mut self.finalizers.borrow_mut()),
            std::mem::take(&mut self.weak_callbacks.borrow_mut()),
        )
    }

    /// Queues an object for its finaliser.
    pub(super) fn queue_finalizer(&self, o: ObjRef) {
        self.finalizers.borrow_mut().push(o);
        self.ask();
    }

    /// Somebody should look after the heap as soon as script code can run.
    #[inline]
    pub(super) fn ask(&self) {
        self.guard.raise();
    }

    /// Calls `f` with every live object. `f` frees none.
    pub(super) fn each_object(&self, mut f: impl FnMut(Live)) {
        for block in self.blocks.borrow().iter() {
            // SAFETY: blocks stay allocated while the heap lives.
            let cell = unsafe { block.as_ref() }.cell;
            let bump = self.bins[cell / GRAIN].get().bump as usize;
            let start = block.as_ptr() as usize + BLOCK_HEAD;
            let mut end = start + (BLOCK - BLOCK_HEAD) / cell * cell;
            if (start..=end).contains(&bump) {
                end = bump;
            }
            let mut at = start;
            while at < end {
                let p = at as *mut Header;
                // SAFETY: cells below the bump pointer were allocated once; free ones say so in their header.
                unsafe {
                    if (*p).kind() != Kind::Free {
                        f(Live::new(NonNull::new_unchecked(p)));
                    }
                }
                at += cell;
            }
        }
        for number in 0.. {
            let large = self.large.borrow();
            if number == large.len() {
                break;
            }
            let object = large.at(number);
            drop(large);
            // Of one that is being made the header says so.
            object.into_iter().filter(|o| o.kind() != Kind::Free).for_each(&mut f);
        }
    }

    /// Gives each block an array of counts for the collector, all zero. False: there is no memory for them.
    pub(super) fn make_shadows(&self) -> bool {
        self.large.borrow().iter().for_each(|object| shadow(object).set(0));
        for block in self.blocks.borrow().iter() {
            // SAFETY: blocks stay allocated while the heap lives; the layout has a size.
            let b = unsafe { block.as_ref() };
            b.shadow.set(unsafe { std::alloc::alloc_zeroed(shadow_layout(b)) }.cast());
            if b.shadow.get().is_null() {
                return false;
            }
        }
        true
    }

    /// Takes the arrays away.
    pub(super) fn drop_shadows(&self) {
        for block in self.blocks.borrow().iter() {
            // SAFETY: blocks stay allocated while the heap lives; the array was made by `make_shadows`.
            unsafe {
                let b = block.as_ref();
                let shadow = b.shadow.replace(std::ptr::null_mut());
                if !shadow.is_null() {
                    dealloc(shadow.cast(), shadow_layout(b));
                }
            }
        }
    }
}

fn region_layout(blocks: usize) -> Layout {
    Layout::from_size_align(BLOCK * blocks, BLOCK).expect("a constant layout")
}

fn shadow_layout(b: &Block) -> Layout {
    Layout::array::<u32>((BLOCK - BLOCK_HEAD) / b.cell).expect("small")
}

/// The collector's count of an object, while there are shadows.
pub(super) fn shadow<'a>(o: Live) -> &'a Cell<u32> {
    // SAFETY: objects without LARGE lie in blocks, whose shadow has an entry a cell.
    unsafe {
        let p = o.pointer();
        if o.has(LARGE) {
            return &(*LargeHead::of(p)).shadow;
        }
        let base = p.as_ptr() as usize & !(BLOCK - 1);
        let block = &*(base as *const Block);
        let i = (p.as_ptr() as usize - base - BLOCK_HEAD) / block.cell;
        &*(block.shadow.get().add(i) as *const Cell<u32>)
    }
}

/// Bytes from the header of an object to its payload.
const fn payload_at<T: Payload>() -> usize {
    if matches!(T::KIND, Kind::Foreign) { HEADER + 8 } else { HEADER }
}

/// The header before a payload.
///
/// # Safety
/// The payload lies in an object.
#[inline(always)]
pub(super) unsafe fn header_before<T: Payload>(p: NonNull<T>) -> NonNull<Header> {
    // SAFETY: the caller vouches for the object around the payload.
    unsafe { p.cast::<u8>().sub(payload_at::<T>()).cast() }
}

/// Bytes of an object's cell.
///
/// # Safety
/// The object lives.
pub(super) unsafe fn cell_size(p: NonNull<Header>) -> usize {
    // SAFETY: a large object has its head before it, any other one lies in a block.
    unsafe {
        if p.as_ref().has(LARGE) {
            (*LargeHead::of(p)).size
        } else {
            (*((p.as_ptr() as usize & !(BLOCK - 1)) as *const Block)).cell
        }
    }
}

/// Address of the payload behind a header.
///
/// # Safety
/// An object with a payload of this type stands there.
#[inline(always)]
pub(super) unsafe fn payload_ptr<T: Payload>(p: NonNull<Header>) -> *const T {
    let at = payload_at::<T>();
    // SAFETY: a payload stands behind every header. (In bounds, so the compiler knows that the address is none of zero.)
    unsafe { p.as_ptr().cast::<u8>().add(at) as *const T }
}

/// Replaces the class of an object (`obj.__class__ = C`); the old class's reference is returned. The caller has tested that the layout fits. If it does not, nothing
/// is read that is not there: the storage is said by the header, the slots by the shape, and neither changes here. Whoever has borrowed the class of
/// an object (`Header::class`) and may run script code clones it first, since the old class may die by this.
pub fn replace_class(o: &ObjRef, class: Ref<TypeObj>) -> ObjRef {
    let h = o.header();
    if class.is_heap_type() {
        h.clear_flag(EXACT)
    } else {
        h.set_flag(EXACT)
    }
    h.set_flag(class.instance_flags());
    // SAFETY: the header takes over one count of the new class and gives up that of the old one.
    unsafe { ObjRef::from_raw(h.class.replace(class.into_obj().into_raw())) }
}

/// A short vector in a cell: one pointer for its owner. No object lies in the cell, so that walks over the heap take it for a free one.
/// Of its header the count is the length, the words about instance parts are the capacity and a note of the owner's, the class is the heap.
pub struct CellVec<T>(NonNull<Header>, std::marker::PhantomData<T>);

impl<T> CellVec<T> {
    /// An empty vector with room for `capacity` items, for good.
    #[inline]
    pub fn new(heap: &Heap, capacity: usize) -> CellVec<T> {
        let size = HEADER + capacity * std::mem::size_of::<T>();
        assert!(size <= MAX_CELL && capacity <= 255 && std::mem::align_of::<T>() <= 8, "short vectors only");
        // SAFETY: the cell is new and has room for the header, whose class nobody reads: the cell counts as free.
        let cell = unsafe {
            let (cell, _) = heap.cell(size);
            let header = Header::new(Kind::Free, 0, NonNull::from(heap).cast());
            header.set_count(0);
            header.instance_at.set(capacity as u8);
            cell.as_ptr().write(header);
            cell
        };
        CellVec(cell, std::marker::PhantomData)
    }
    #[inline(always)]
    fn head(&self) -> &Header {
        // SAFETY: the vector owns its cell.
        unsafe { self.0.as_ref() }
    }
    /// The heap it lies in.
    #[inline(always)]
    pub fn heap(&self) -> &Heap {
        // SAFETY: `new` put the heap's address here; the heap outlives its objects and what they own.
        unsafe { self.head().class.get().cast().as_ref() }
    }
    /// How many items there is room for.
    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.head().instance_at.get() as usize
    }
    /// The owner's note.
    #[inline(always)]
    pub fn note(&self) -> u8 {
        self.head().inline_slots.get()
    }
    /// Changes the owner's note.
    #[inline(always)]
    pub fn set_note(&self, n: u8) {
        self.head().inline_slots.set(n);
    }
    /// Adds an item. There must be room.
    #[inline]
    pub fn push(&mut self, item: T) {
        let n = self.len();
        assert!(n < self.capacity(), "the owner looks for room first");
        // SAFETY: the place lies within the cell and holds no item.
        unsafe { self.0.as_ptr().add(1).cast::<T>().add(n).write(item) };
        self.head().set_count(n as u32 + 1);
    }
    /// Takes the last item.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        let n = self.len().checked_sub(1)?;
        self.head().set_count(n as u32);
        // SAFETY: the item was in use, and counts as taken out from now on.
        Some(unsafe { self.0.as_ptr().add(1).cast::<T>().add(n).read() })
    }
}

impl<T> std::ops::Deref for CellVec<T> {
    type Target = [T];
    #[inline(always)]
    fn deref(&self) -> &[T] {
        // SAFETY: as many items as the count says stand behind the header.
        unsafe { std::slice::from_raw_parts(self.0.as_ptr().add(1).cast(), self.head().count() as usize) }
    }
}

impl<T> std::ops::DerefMut for CellVec<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as in `deref`.
        unsafe { std::slice::from_raw_parts_mut(self.0.as_ptr().add(1).cast(), self.head().count() as usize) }
    }
}

impl<T> Drop for CellVec<T> {
    #[inline]
    fn drop(&mut self) {
        let heap: *const Heap = self.heap();
        // SAFETY: the items and the cell are the vector's own, and nobody uses them any more.
        unsafe {
            std::ptr::drop_in_place(&mut **self);
            (*heap).free_cell(self.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heap() -> &'static Heap {
        Heap::for_test()
    }

    /// In the hard mode they wait for long.
    #[cfg(not(feature = "checked"))]
    #[test]
    fn freed_cells_are_taken_again() {
        let heap = heap();
        let before = heap.bytes();
        let first = heap.list(vec![Value::Int(1)]);
        let place = first.obj().addr();
        assert!(heap.bytes() > before);
        drop(first);
        assert_eq!(heap.bytes(), before);
        assert_eq!(heap.list(vec![]).obj().addr(), place);
    }

    #[test]
    fn large_objects_go_back_to_the_system() {
        let heap = heap();
        let before = heap.bytes();
        let big = heap.tuple(vec![Value::Int(7); 1000]);
        assert!(big.obj().header().has(LARGE) && heap.bytes() > before + 1000 * std::mem::size_of::<Value>());
        drop(big);
        assert_eq!(heap.bytes(), before);
    }

    #[test]
    fn a_long_chain_is_dropped_without_recursion() {
        let heap = heap();
        let before = heap.bytes();
        let mut chain = heap.list(vec![]);
        for _ in 0..200_000 {
            chain = heap.list(vec![chain.into_value()]);
        }
        drop(chain);
        assert_eq!(heap.bytes(), before);
    }
}
