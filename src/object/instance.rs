//! The instance part of an object: its attributes, laid out by a shape, or a live dict once somebody looked at `__dict__`.
//!
//! The trick: an attribute is found by comparing one pointer (the shape) and reading one slot. Slots declared by `__slots__` come first,
//! then attributes in the order of their first assignment; those that find no room inside lie in an overflow vector.
#![allow(unsafe_code)]

use std::cell::Cell;
use std::ptr::NonNull;

use super::dict::DictObj;
use super::header::Header;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::shape::Shape;
use super::str::StrObj;
use super::value::{ObjRef, Ref, Value};

/// Bytes of the fixed words of an instance part.
pub(super) const INSTANCE_PART: usize = std::mem::size_of::<Part>();

/// The payload of an instance of a script class: nothing, all is in the instance part.
pub struct Plain;

impl Payload for Plain {
    const KIND: super::header::Kind = super::header::Kind::Instance;
    fn traverse(&self, _: Visit<'_>) {}
}

enum Over {
    Slots(Vec<Value>),
    /// `__dict__` itself, and the slots of `__slots__` that are not inline (none: they always are).
    Dict(Ref<DictObj>),
}

#[repr(C)]
struct Part {
    shape: Cell<*const Shape>,
    over: Cell<*mut Over>,
}

/// The instance part of a live object.
#[derive(Clone, Copy)]
pub struct Instance<'a> {
    part: &'a Part,
    inline: usize,
}

/// Where the attributes of an object are.
pub enum Attributes<'a> {
    /// In slots.
    Shaped(&'a Shape),
    /// In a dict.
    Dict(&'a Ref<DictObj>),
}

pub(super) unsafe fn init(at: *mut u8, inline: u8, shape: *const Shape) {
    // SAFETY: the caller reserved the part and `inline` slots behind it.
    unsafe {
        let part = at as *mut Part;
        part.write(Part { shape: Cell::new(shape), over: Cell::new(std::ptr::null_mut()) });
        let slots = part.add(1) as *mut Value;
        for i in 0..inline as usize {
            slots.add(i).write(Value::Undef);
        }
    }
}

#[inline(always)]
fn of_header<'a>(p: NonNull<Header>) -> Option<Instance<'a>> {
    // SAFETY: the object is live; `instance_at` names the place of the part.
    unsafe {
        let h = p.as_ref();
        let at = h.instance_at.get();
        if at == 0 {
            return None;
        }
        let part = &*((p.as_ptr() as *const u8).add(at as usize * 8) as *const Part);
        Some(Instance { part, inline: h.inline_slots.get() as usize })
    }
}

/// The instance part of an object, if it has one.
#[inline(always)]
pub fn of(o: &ObjRef) -> Option<Instance<'_>> {
    of_header(NonNull::from(o.header()))
}

pub(super) fn traverse(p: NonNull<Header>, visit: &mut dyn FnMut(&Value)) {
    let Some(i) = of_header(p) else { return };
    for n in 0..i.inline {
        visit(i.slot_ref(n));
    }
    // SAFETY: the overflow belongs to the part.
    match unsafe { i.part.over.get().as_ref() } {
        Some(Over::Slots(v)) => v.iter().for_each(visit),
        Some(Over::Dict(d)) => visit(&d.value()),
        None => {}
    }
}

pub(super) fn clear(p: NonNull<Header>) {
    let Some(i) = of_header(p) else { return };
    for n in 0..i.inline {
        drop(i.replace_slot(n, Value::Undef));
    }
    // SAFETY: taken out before it is dropped.
    unsafe {
        let over = i.part.over.get();
        match over.as_mut() {
            Some(Over::Dict(d)) => d.clear_entries(),
            Some(Over::Slots(v)) => {
                let old = std::mem::take(v);
                i.part.shape.set((*i.part.shape.get()).root());
                drop(old);
            }
            None => i.part.shape.set((*i.part.shape.get()).root()),
        }
    }
}

pub(super) unsafe fn drop_part(p: NonNull<Header>) {
    let Some(i) = of_header(p) else { return };
    for n in 0..i.inline {
        drop(i.replace_slot(n, Value::Undef));
    }
    let over = i.part.over.replace(std::ptr::null_mut());
    if !over.is_null() {
        // SAFETY: made by `Box::into_raw` below.
        drop(unsafe { Box::from_raw(over) });
    }
}

impl<'a> Instance<'a> {
    /// The shape.
    #[inline(always)]
    pub fn shape(self) -> &'a Shape {
        // SAFETY: shapes live as long as the heap.
        unsafe { &*self.part.shape.get() }
    }

    /// The shape's address, for inline caches.
    #[inline(always)]
    pub fn shape_addr(self) -> usize {
        self.part.shape.get() as usize
    }

    /// Where the attributes are.
    pub fn attributes(self) -> Attributes<'a> {
        // SAFETY: the overflow belongs to the part and is replaced only through this type.
        match unsafe { self.part.over.get().as_ref() } {
            Some(Over::Dict(d)) => Attributes::Dict(d),
            _ => Attributes::Shaped(self.shape()),
        }
    }

    #[inline(always)]
    fn slot_ptr(self, i: usize) -> *mut Value {
        if i < self.inline {
            // SAFETY: inline slots lie behind the part.
            unsafe { ((self.part as *const Part).add(1) as *mut Value).add(i) }
        } else {
            // SAFETY: as the shape says, the slot exists in the overflow.
            unsafe {
                match &mut *self.part.over.get() {
                    Over::Slots(v) => v.as_mut_ptr().add(i - self.inline),
                    Over::Dict(_) => unreachable!("a dict has no slots"),
                }
            }
        }
    }

    fn slot_ref(self, i: usize) -> &'a Value {
        // SAFETY: the slot exists; nobody replaces it while the collector looks.
        unsafe { &*self.slot_ptr(i) }
    }

    fn has_slot(self, i: usize) -> bool {
        // SAFETY: the overflow belongs to the part.
        i < self.inline
            || matches!(unsafe { self.part.over.get().as_ref() }, Some(Over::Slots(v)) if i - self.inline < v.len())
    }

    /// The value in a slot (`Undef` if empty). The slot must exist, as a matching shape guarantees.
    #[inline(always)]
    pub fn get_slot(self, i: usize) -> Value {
        debug_assert!(self.has_slot(i), "a shape names only slots that exist");
        // SAFETY: the slot exists.
        unsafe { (*self.slot_ptr(i)).clone() }
    }

    /// Puts a value into a slot and returns the old one.
    #[inline(always)]
    pub fn replace_slot(self, i: usize, v: Value) -> Value {
        debug_assert!(self.has_slot(i), "a shape names only slots that exist");
        // SAFETY: the slot exists.
        unsafe { std::mem::replace(&mut *self.slot_ptr(i), v) }
    }

    /// The attribute, looked up in shape or dict. The name is interned.
    pub fn get(self, name: &Ref<StrObj>) -> Option<Value> {
        match self.attributes() {
            Attributes::Shaped(shape) => {
                let i = shape.find(name)?;
                self.get_slot(i).or_none()
            }
            Attributes::Dict(d) => d.get_str(name),
        }
    }

    /// Goes on to a child shape with one more slot, holding `v`. Used by `set` and by inline caches for new attributes.
    #[inline]
    pub fn push_slot(self, shape: *const Shape, index: usize, v: Value) {
        if index < self.inline {
            // SAFETY: the inline slot exists and is empty.
            unsafe { *self.slot_ptr(index) = v };
        } else {
            // SAFETY: the overflow belongs to the part.
            unsafe {
                let over = self.part.over.get();
                if over.is_null() {
                    self.part.over.set(Box::into_raw(Box::new(Over::Slots(vec![v]))));
                } else if let Over::Slots(items) = &mut *over {
                    items.push(v);
                }
            }
        }
        self.part.shape.set(shape);
    }

    /// Sets an attribute; the old value, if any, is returned. The name is interned.
    pub fn set(self, heap: &Heap, name: &Ref<StrObj>, v: Value) -> Option<Value> {
        match self.attributes() {
            Attributes::Shaped(shape) => {
                if let Some(i) = shape.find(name) {
                    return self.replace_slot(i, v).or_none();
                }
                match shape.extend(heap, name) {
                    Some(next) => {
                        // SAFETY: shapes live as long as the heap.
                        let index = unsafe { &*next }.last_index();
                        if index >= self.inline {
                            shape.class().want_inline_slots(index + 1);
                        }
                        self.push_slot(next, index, v);
                        None
                    }
                    None => {
                        self.dict(heap).set_str(name, v);
                        None
                    }
                }
            }
            Attributes::Dict(d) => d.set_str(name, v),
        }
    }

    /// Removes an attribute; its value is returned if it was there.
    pub fn delete(self, heap: &Heap, name: &Ref<StrObj>) -> Option<Value> {
        if let Attributes::Shaped(shape) = self.attributes() {
            let i = shape.find(name)?;
            if self.shape().last_index() == i && !shape.is_empty() && !shape.is_root() {
                // The attribute that came last: step back to the parent shape.
                let parent = shape.parent();
                let old = if i < self.inline {
                    self.replace_slot(i, Value::Undef)
                } else {
                    // SAFETY: the overflow belongs to the part and holds this slot last.
                    unsafe {
                        match &mut *self.part.over.get() {
                            Over::Slots(v) => v.pop().unwrap_or_default(),
                            Over::Dict(_) => unreachable!("shaped"),
                        }
                    }
                };
                self.part.shape.set(parent);
                return old.or_none();
            }
        }
        self.dict(heap).remove_str(name)
    }

    /// The live dict of the instance, made from the slots at the first call: from then on it is the storage.
    pub fn dict(self, heap: &Heap) -> Ref<DictObj> {
        let shape = match self.attributes() {
            Attributes::Dict(d) => return d.clone(),
            Attributes::Shaped(shape) => shape,
        };
        let d = heap.dict();
        for (name, i) in shape.names() {
            let v = self.replace_slot(i, Value::Undef);
            d.set_str(&name, v);
        }
        self.set_dict(heap, d.clone());
        d
    }

    /// Makes `d` the storage of the attributes; what was in slots is dropped.
    pub fn set_dict(self, _heap: &Heap, d: Ref<DictObj>) {
        if let Attributes::Shaped(shape) = self.attributes() {
            for (_, i) in shape.names() {
                drop(self.replace_slot(i, Value::Undef));
            }
        }
        let old = self.part.over.replace(Box::into_raw(Box::new(Over::Dict(d))));
        self.part.shape.set(self.shape().class().dict_shape());
        if !old.is_null() {
            // SAFETY: made by `Box::into_raw`.
            drop(unsafe { Box::from_raw(old) });
        }
    }

    /// After a change of class: the same attributes under the new class's shapes.
    pub fn reshape(self, heap: &Heap, new_class: &super::types::TypeObj) {
        match self.attributes() {
            Attributes::Dict(_) => self.part.shape.set(new_class.dict_shape()),
            Attributes::Shaped(shape) => {
                let names = shape.names();
                let root = new_class.root_shape();
                // SAFETY: shapes live as long as the heap.
                let mut at = root;
                for (name, index) in &names {
                    match unsafe { &*at }.extend(heap, name) {
                        Some(next) if unsafe { &*next }.last_index() == *index => at = next,
                        _ => {
                            self.dict(heap);
                            self.part.shape.set(new_class.dict_shape());
                            return;
                        }
                    }
                }
                self.part.shape.set(at);
            }
        }
    }
}
